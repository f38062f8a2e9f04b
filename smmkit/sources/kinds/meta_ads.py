"""Meta Ads Manager and Ads Reporting (csv, xlsx; EN, ES, PT, FR, DE): spend by campaign, ad set or ad."""

from __future__ import annotations

import re

import pandas as pd

from smmkit.schema.export_range import export_range
from smmkit.sources import cells
from smmkit.sources.ad_questions import ask_dates, ask_numbers
from smmkit.sources.grid import Grid
from smmkit.sources.headers import words
from smmkit.sources.kind import ExportKind, Reading, Section, Zone
from smmkit.sources.layout import single
from smmkit.sources.meta_ads_names import HEADERS, LEFT_OUT
from smmkit.sources.one_currency import one_currency
from smmkit.sources.resaved import read_times
from smmkit.sources.steps import account_of, says_whose
from smmkit.sources.tongues import META_ADS, in_tongues
from smmkit.sources.unread_spend import ask_unread
from smmkit.text import N_, Message

_NAMES = ("ad_name", "ad_set_name", "campaign_name")
_IDS = ("ad_id", "ad_set_id", "campaign_id")
_LEVELS = {"ad_name": "ad", "ad_set_name": "ad_set", "campaign_name": "campaign"}
_BREAKDOWNS = {
    "_age": "age", "_gender": "gender", "_country": "country", "_region": "region", "_placement": "placement",
    "_network": "platform", "_device": "device", "_hour": "hour", "_keyword": "keyword", "_search": "search",
    "_match": "match",
}  # fmt: skip
_ALL = frozenset({"all", "todo", "todos", "todas"})
_CENT = 0.01
_MOST, _FEW = 0.5, 2
_TIMED = {"date_start": "datetime64[us]", "date_stop": "datetime64[us]"}
_OVER_ALL = N_("They are subtotals over all others (“All”).")
_NO_TOTALS = N_("The file has no totals row: spend cannot be checked, and the reach of all rows is not known.")


def days_of_rows(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Give every row its first and last day: of the breakdown by day or month, else of the report."""
    if frame.empty:
        return frame
    frame = without_subtotals(named_downwards(frame), reading)
    if "_day" in frame:
        day = read_times(frame["_day"].fillna(""), "_day", ("iso",), None, reading).values
        frame = going_on(frame, day)
        frame["date_start"] = day.fillna(frame["date_start"]) if "date_start" in frame else day
        frame["date_stop"] = day.fillna(frame["date_stop"]) if "date_stop" in frame else day
    if "_month" in frame:
        span = frame["_month"].fillna("").str.extract(r"^(\S+) - (\S+)$").fillna("")
        for column, place in (("date_start", 0), ("date_stop", 1)):
            day = cells.parse_times(span[place], ("iso",), zone=None).values
            frame[column] = day.fillna(frame[column]) if column in frame else day
    if "date_start" not in frame or frame["date_start"].isna().all():
        return days_of_file(frame, reading)
    if "date_stop" not in frame:
        return without_last_day(frame, reading)
    return frame.assign(date_stop=frame["date_stop"].fillna(frame["date_start"]))


def without_last_day(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Take rows with a first day and no last for days if they begin on any day; else the file's name tells the last.

    The same first day throughout, or one a week or a month, is that of a longer stretch: its spend is not of one day.
    """
    first = frame["date_start"].dropna().drop_duplicates().sort_values()
    steps = first.diff().dropna().dt.days
    if len(set(first.dt.day)) > 1 and (steps % 7 != 0).any():
        return frame.assign(date_stop=frame["date_start"])
    days = export_range(reading.path)
    if days is not None and first.tolist() == [days[0]]:
        said = N_("The rows name a first day and no last: the last in the file's name was taken, {last:date}.")
        reading.warn(Message(said, {"last": f"{days[1]:%Y-%m-%d}"}))
        return frame.assign(date_stop=days[1]).astype(_TIMED)
    said = N_(
        "Column “{column}” says on which day each row begins, and no column on which it ends: spend of a month "
        "would be spend of one day. Export it again with the column Reporting ends, or split by day."
    )
    reading.ask(Message(said, {"column": reading.header_of("date_start")}))
    return frame.assign(date_stop=frame["date_start"])


def without_subtotals(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Leave out the rows of a pivot table that sum over days, ages, places... (`All`), where others tell each.

    A column that says `All` throughout splits nothing. A campaign of that name is one, unless it sums the others.
    """
    for column in ("_day", "_month", *_BREAKDOWNS):
        if column not in frame:
            continue
        whole = frame[column].map(lambda cell: words(str(cell)) in _ALL).astype(bool)
        if whole.all():
            frame = frame.drop(columns=column)
            continue
        said = N_("They are subtotals over all days.") if column in ("_day", "_month") else _OVER_ALL
        frame = reading.drop(frame, whole, Message(said))
    for column in [name for name in _NAMES if name in frame]:
        whole = frame[column].map(lambda cell: words(str(cell)) in _ALL).astype(bool)
        spend = frame["spend"].astype("Float64").fillna(0)
        if whole.any() and abs(float(spend[whole].sum()) - float(spend[~whole].sum())) <= _CENT * len(frame):
            frame = reading.drop(frame, whole, Message(_OVER_ALL))
    return frame


def days_of_file(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Take the days in the file's name for those of rows that name none (`Acme-Campaigns-Sep-1-2026-Sep-30-2026`)."""
    days = export_range(reading.path)
    if days is None or {"_day", "_month"} & set(frame.columns):
        return frame if reading.questions else ask_dates(frame, reading)
    said = N_("The rows name no day; those in the file's name were taken: {first:date} to {last:date}.")
    reading.warn(Message(said, {"first": f"{days[0]:%Y-%m-%d}", "last": f"{days[1]:%Y-%m-%d}"}))
    return frame.assign(date_start=days[0], date_stop=days[1]).astype(_TIMED)


def named_downwards(frame: pd.DataFrame) -> pd.DataFrame:
    """Give the days of a pivot table the names that stand on the subtotal above them alone (`Día` = All)."""
    frame = frame.copy()
    names = [column for column in _NAMES if column in frame]
    if "_day" not in frame or not names:
        return frame
    whole = frame["_day"].map(lambda cell: words(str(cell)) in _ALL)
    nameless = frame[names].isna().all(axis=1)
    if not whole.any() or (nameless[~whole]).mean() <= _MOST:
        return frame
    return frame.assign(**{name: frame[name].ffill().where(~whole | frame[name].notna()) for name in names})


def going_on(frame: pd.DataFrame, day: pd.Series) -> pd.DataFrame:
    """Give rows without a name that of the campaign above them, with which they go on where its cells were merged.

    Each has a day after that of the row above it, and they hold no sum: neither of all others nor of those of a day.
    """
    names = [column for column in _NAMES if column in frame]
    further = frame[names].isna().all(axis=1) & day.notna() if names else pd.Series(False, index=frame.index)
    if not further.any() or further.iloc[0] or not (day > day.shift())[further].all():
        return frame
    spend = frame["spend"].astype("Float64").fillna(0).astype(float).where(day.notna(), 0.0)
    told, named, near = spend[further], float(spend[~further].sum()), _CENT * len(frame)
    of_day = spend[~further].groupby(day).agg(["sum", "size"]).reindex(day[further])
    sums = (of_day["size"].to_numpy() > 1) & (abs(told.to_numpy() - of_day["sum"].to_numpy()) <= near)
    whole = len(frame) > _FEW and bool(((told - named).abs() <= near).any())
    if sums.any() or whole or (len(told) > 1 and abs(float(told.sum()) - named) <= near):
        return frame
    return frame.assign(**{name: frame[name].ffill().where(further, frame[name]) for name in names})


def totals_apart(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Move the totals row out of the table and check the spend of the rows against it."""
    if frame.empty:
        return frame
    names = [column for column in (*_NAMES, *_IDS) if column in frame]
    level = next((_LEVELS[column] for column in _NAMES if column in frame), "campaign" if names else "account")
    frame = frame.assign(level=level, platform="meta", account_id=account_of(reading.client, "meta"))
    told = names or [column for column in ("_account", "_day", "_month", *_BREAKDOWNS) if column in frame]
    nameless = frame[told].isna().all(axis=1) if told else pd.Series(False, index=frame.index)
    if not nameless.any() or not (names or len(frame) > 1):
        if not len(reading.totals):
            reading.warn(Message(_NO_TOTALS))
        return frame
    total = _total_of(frame, nameless)
    first = pd.Series(frame.index.isin(total.index), index=frame.index)
    rows = reading.drop(frame, first, Message(N_("The totals row, kept apart to check the others.")))
    rows = reading.drop(rows, nameless[rows.index], Message(N_("They name no campaign.")))
    if len(total) == 1:
        reading.add("ads_reported_totals", total)
    spend = N_("Spend of {rows:number} {rows:plural|row|rows}: {sum:number2}; the file's total: {total:number2}.")
    _check_sum(rows, total, reading, "spend", spend)
    seen = N_("Impressions of {rows:number} rows: {sum:number}; the file's total: {total:number}.")
    _check_sum(rows, total, reading, "impressions", seen)
    return rows


def _total_of(frame: pd.DataFrame, nameless: pd.Series) -> pd.DataFrame:
    """Return the nameless row that sums the others, else all of them where each sums a part, else the first."""
    spend = frame.loc[nameless, "spend"].astype(float)
    near = _CENT * max(1, int((~nameless).sum()))
    whole = float(frame.loc[~nameless, "spend"].sum())
    if (exact := spend[(spend - whole).abs() <= near]).size:
        nameless = pd.Series(frame.index == exact.index[0], index=frame.index)
    elif abs(float(spend.sum()) - whole) > near:
        nameless = pd.Series(frame.index == spend.index[0], index=frame.index)
    found: pd.DataFrame = frame[nameless]
    return found


def _check_sum(rows: pd.DataFrame, total: pd.DataFrame, reading: Reading, column: str, said: str) -> None:
    if column not in rows or total[column].isna().all():
        return
    summed, stated = float(rows[column].sum()), float(total[column].sum())
    values = {"rows": len(rows), "sum": summed, "total": stated}
    reading.check(column, abs(summed - stated) <= _CENT * max(1, len(rows)), Message(said, values))


def broken_down(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Write the breakdown of a row as text (`age=18-24; gender=female`) and recompute the frequency."""
    present = [column for column in _BREAKDOWNS if column in frame]
    if present:
        joined = pd.Series("", index=frame.index, dtype="str")
        for column in present:
            joined = joined + (f"; {_BREAKDOWNS[column]}=" + frame[column]).fillna("")
        frame = frame.assign(breakdown=joined.str.removeprefix("; ").mask(joined == ""))
    if {"impressions", "reach"} <= set(frame.columns):
        shown = frame["reach"].mask(frame["reach"] <= 0)
        frame = frame.assign(frequency=(frame["impressions"] / shown).astype("Float64"))
    return frame


def spend_reported(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Leave out rows without spend: nothing was delivered and nothing reported. Ask where an amount cannot be read."""
    ask_unread(frame, reading)
    return reading.drop(frame, frame["spend"].isna(), Message(N_("They hold no spend.")))


def compared(grid: Grid, kind: ExportKind) -> list[Section]:
    """Return the table of a report whose headers name the periods they belong to."""
    return [section for section in single(grid, kind) if any(map(_PERIOD_IN_HEADER.search, section.header))]


_PERIOD_IN_HEADER = re.compile(r"\([A-Z]\w{2} \d{1,2}, \d{4} - [A-Z]\w{2} \d{1,2}, \d{4}\)")
_ZONE = Zone("", N_("Days of the ad account's own time zone, which the file does not name."))
_OF_META = ("date_start", "delivery", "result_type", "results", "clicks_all", "link_clicks", "reach", "ad_set_name")
_WHOSE = N_(
    "Nothing but “{column}”, which is Meta's name for it, says whose ads these are, so they were taken for Meta's. If "
    "they are another network's, say so in exports/mapping.toml."
)
_STEPS = (says_whose(*_OF_META, said=_WHOSE), one_currency, days_of_rows, spend_reported, totals_apart, broken_down)

ADS = ExportKind(
    name="meta-ads",
    label=N_("Ads (Meta Ads Manager)"),
    table="ads",
    headers=HEADERS,
    required=("spend",),
    excluded=(
        "Swipe Ups", "Paid Impressions", "Funding source name", "Time period", "Gregorian date", "Ad Group Name",
        "Ad Squad Name", "Community", "eCPM",
    ),
    layout=single,
    final_newline=True,
    times={"date_start": ("iso",), "date_stop": ("iso",)},
    zone=_ZONE,
    known=LEFT_OUT,
    steps=_STEPS,
)  # fmt: skip

# Somebody's own table of campaigns: recognised, so that the question can be a good one.
RETYPED = ExportKind(
    name="meta-ads-retyped",
    label=N_("Ads, typed by hand"),
    table="ads",
    headers={
        "campaign_name": HEADERS["campaign_name"],
        "spend": ("Spend", "Spend (*)", "Gasto", "Gasto (*)", "Inversión", "Inversión (*)"),
        "impressions": HEADERS["impressions"],
        "reach": HEADERS["reach"],
        "results": HEADERS["results"],
        "link_clicks": HEADERS["link_clicks"],
        "clicks_all": HEADERS["clicks_all"],
        "delivery": ("Status", "Estado"),
        "_frequency": HEADERS["_frequency"],
    },
    required=("campaign_name", "spend", "impressions", "results"),
    excluded=("Funding source name", "Funding instrument name", "Time period", "Gregorian date", "Swipe Ups"),
    layout=single,
    number_format=None,
    known=(*LEFT_OUT, "Notes", "Notas", "Landing Page Views"),
    steps=(ask_dates, ask_numbers),
)

# Two periods side by side: which of the two a number belongs to would have to be guessed.
COMPARISON = ExportKind(
    name="meta-ads-comparison",
    label=N_("Ads, two periods compared (Meta Ads Reporting)"),
    table="ads",
    headers={"campaign_name": HEADERS["campaign_name"]},
    required=("campaign_name",),
    layout=compared,
    refusal=N_(
        "This report compares two periods. Export each period on its own, without comparison, and put both here."
    ),
)

KINDS = tuple(in_tongues(kind, META_ADS) for kind in (ADS, RETYPED, COMPARISON))
