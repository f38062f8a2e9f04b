"""Rows that add up other rows (`Total`, `Total: X`, `Grand total`...): set apart, and used to check the sum."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from smmkit.schema import TABLES
from smmkit.sources.averages import ENDS, NAMES, averages
from smmkit.sources.headers import words
from smmkit.sources.kind import Reading
from smmkit.sources.lone_rows import NAMES as NAMING
from smmkit.sources.lone_rows import undated_rows, whole_time
from smmkit.sources.sum_labels import ALONE, NAMED, PERHAPS, is_total, other_labels, suspects
from smmkit.sources.writing import number_columns
from smmkit.text import N_, Message, Scalar

# Words of a label that say that it is the whole account's, which may hold more than the rows of the file.
_WIDER = frozenset(
    ("account", "cuenta", "conta", "cuentas", "accounts", "page", "pagina", "channel", "canal", "compte", "konto")
)
# Columns whose cells are prose, or in which “Total” means something else (a post's whole life).
_PROSE = frozenset({"text", "title", "note", "cause", "topic", "_period", "result_type", "value", "url"})
_TOLD = frozenset({"mentions", "inbox", "judgements", "budget_judgements", "ratings"})
_NO_SUMS = frozenset({"ab_tests", "customers", "topics"})
_UNSUMMED = _TOLD | _NO_SUMS | {"audience", "content_formats", "place_totals"}
_FIRST = frozenset({"spend", "amount", "views", "impressions", "sessions"})
_COLUMNS_FOR_SURE = 2
_LARGE = 100
_LONG = 200_000
_CENT = 0.01
_HALF = 0.5
_WHY = N_("The totals row, kept apart to check the others.")


def set_totals_apart(reading: Reading) -> None:
    """Take the rows that call themselves a total out of the section, before its cells are read."""
    body = reading.section.body
    if reading.kind.table in _TOLD or reading.kind.own_totals or not len(body) or not reading.section.as_written:
        return
    sure, perhaps = _labelled(reading)
    if reading.kind.table in _NO_SUMS:  # who buys there, or a variant, may be called so: it has to be the sum
        sure, perhaps = sure & _without_days(reading), sure | perhaps
    if perhaps.any():
        sure |= perhaps & _adds_up(body, perhaps, list(number_columns(reading).values()))
    if sure.any() and (not sure.all() or _named(reading).all()):
        reading.totals = pd.concat([reading.totals, body[sure]])
        reading.section = replace(reading.section, body=reading.drop(body, sure, Message(_WHY)))
    _set_averages_apart(reading)


def _set_averages_apart(reading: Reading) -> None:
    """Take the rows that call themselves an average, and are it, out of the section."""
    body, labels = reading.section.body, _label_places(reading)
    if not any(words(str(cell)) in NAMES for place in labels for cell in body[place].tail(ENDS)):
        return
    numbers = pd.DataFrame({place: _bare_numbers(body[place]) for place in number_columns(reading).values()})
    found = pd.Series(averages(body, labels, numbers), index=body.index)
    why = Message(N_("A row of averages, or of the largest and least, that somebody added: no data."))
    reading.section = replace(reading.section, body=reading.drop(body, found, why))


def _labelled(reading: Reading) -> tuple[pd.Series, pd.Series]:
    """Return the rows with a cell that surely calls them a total, and those with one that may."""
    body = reading.section.body
    sure, perhaps = np.zeros(len(body), dtype=bool), np.zeros(len(body), dtype=bool)
    for place in _label_places(reading):
        places, cells = suspects(body[place])
        perhaps[other_labels(body[place])] = True
        if sum(words(cell) in ALONE for cell in cells) * 2 > max(2, len(body)):  # said of every row: no label
            continue
        sure[[k for k, cell in zip(places, cells, strict=True) if is_total(cell)]] = True
        perhaps[[k for k, cell in zip(places, cells, strict=True) if PERHAPS.fullmatch(words(cell))]] = True
    return pd.Series(sure, index=body.index), pd.Series(perhaps & ~sure, index=body.index)


def _without_days(reading: Reading) -> pd.Series:
    """Tell which rows have no day in any column of days, where most others have one."""
    record, body = TABLES[reading.kind.table], reading.section.body
    timed = [place for name, place in reading.match.columns.items() if (c := record.column(name)) and c.kind == "day"]
    blank = (body[timed] == "").all(axis=1) & bool(timed)
    return blank & bool(blank.mean() < _HALF)


def _named(reading: Reading) -> pd.Series:
    """Tell which rows say of what they are the total (`Total: Campaigns`): nothing else is called so."""
    body = reading.section.body
    said = [body[place].astype("str").str.fullmatch(NAMED) for place in _label_places(reading)]
    return pd.concat([pd.Series(False, index=body.index), *said], axis=1).any(axis=1)


def _label_places(reading: Reading) -> list[int]:
    """Return the columns in which a row may be called a total: all but numbers and prose."""
    taken = {place: column for column, place in reading.match.columns.items()}
    numbers = set(number_columns(reading).values())
    places: list[int] = []
    for place in map(int, reading.section.body.columns):
        column = taken.get(place)
        named = (column, reading.kind.table) in {("value", "audience"), ("topic", "topics")}  # the groups' own names
        if place in numbers or (column in _PROSE and not named):
            continue
        if column is None and len(reading.section.body) > _LONG:
            continue
        places.append(place)
    return places


def _adds_up(body: pd.DataFrame, rows: pd.Series, places: list[int]) -> pd.Series:
    """Tell which of some rows hold the sum of all other rows, or of those just above, in every column they fill."""
    numbers = pd.DataFrame({place: _bare_numbers(body[place]) for place in places})
    others = numbers[~rows]
    found = np.zeros(len(body), dtype=bool)
    start = 0
    for place in map(int, np.flatnonzero(rows.to_numpy())):
        above = numbers.iloc[start:place]
        found[place] = any(_same(numbers.iloc[place], part.sum()) for part in (others, above) if len(part))
        start = place + 1
    return pd.Series(found, index=body.index)


def _bare_numbers(cells: pd.Series) -> pd.Series:
    """Return numbers however they are written; used only to compare sums, never kept."""
    bare = cells.str.replace(r"[^\d.,-]", "", regex=True)
    comma = bare.str.contains(r",\d{1,2}$", regex=True)
    spanish = bare.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
    english = bare.str.replace(",", "", regex=False).str.replace(r"\.(?=\d{3}(?:\D|$))", "", regex=True)
    return pd.to_numeric(spanish.where(comma, english), errors="coerce")


def _same(row: pd.Series, total: pd.Series) -> bool:
    """Tell whether the numbers of a row are the totals, cents aside."""
    told = row.notna() & (total.abs() > 0)
    return bool(told.any()) and bool(((row - total).abs()[told] <= _CENT + 1e-9 * total.abs()[told]).all())


def unlabelled_totals_apart(frame: pd.DataFrame, reading: Reading, *, named: bool = True) -> pd.DataFrame:
    """Set apart rows that are totals though nothing calls them so: nameless among named, or the sum of all others.

    A row that has a name may be that sum by chance; where `named` is false it is one of the others.
    """
    if reading.kind.table in _UNSUMMED or reading.kind.own_totals:
        return frame
    columns = [column for column in number_columns(reading) if column in frame and _adds(column, reading)]
    names = [name for name in NAMING.get(reading.kind.table, ()) if name in frame]
    nameless = frame[names].isna().all(axis=1) if names else pd.Series(False, index=frame.index)
    if nameless.any() and not nameless.all():
        rows = nameless & (_sums_named(frame, nameless, columns) | whole_time(frame, reading))
        frame = _apart(frame, rows, reading, Message(_WHY))
    undated = undated_rows(frame, reading)
    alone = _sum_of_others(frame, columns, undated=undated)
    if undated.any() and not alone.any():  # whoever adds up people reached adds up what nobody should
        every = [column for column in number_columns(reading) if column in frame]
        alone = undated & _sum_of_others(frame, every, undated=undated)
    alone &= True if named else undated
    if alone.any():
        said = N_("Row {row:number} holds the sum of all the others, so it was taken for a total and not counted.")
        reading.warn(Message(said, {"row": int(frame.loc[alone, "source_row"].iloc[0])}))
    return _apart(frame, alone, reading, Message(_WHY))


def sums_apart(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Set apart, among ads, the row that sums the others and names nothing, and hold the others against it."""
    before = len(reading.totals)
    frame = unlabelled_totals_apart(frame, reading, named=False)
    if len(reading.totals) > before:
        check_totals(frame, reading)
    return frame


def _apart(frame: pd.DataFrame, rows: pd.Series, reading: Reading, why: Message) -> pd.DataFrame:
    if not rows.any():
        return frame
    for column in number_columns(reading):
        known = reading.totals_read.get(column, frame[column].iloc[:0])
        reading.totals_read[column] = pd.concat([known, frame.loc[rows, column]])
    reading.totals = pd.concat([reading.totals, reading.section.body.loc[frame.index[rows]]])
    return reading.drop(frame, rows, why)


def _adds(column: str, reading: Reading) -> bool:
    """Tell whether sums of a column mean anything."""
    record = TABLES[reading.kind.table].column(column)
    return column.startswith("_") if record is None else record.additive in {"y", "d"}


def _sums_named(frame: pd.DataFrame, nameless: pd.Series, columns: list[str]) -> pd.Series:
    """Tell which nameless rows hold the sum of all named rows, or of the named rows of their day."""
    numbers = frame[columns].astype("Float64")
    named = numbers[~nameless]
    day = next((column for column in ("day", "date_start", "_day") if column in frame), None)
    of_day = named.groupby(frame.loc[~nameless, day].to_numpy()).sum() if day else named.iloc[:0]
    when = frame[day].to_list() if day else [None] * len(frame)
    found = [
        bool(alone)
        and (
            _same(numbers.iloc[k], named.sum())
            or (when[k] in of_day.index and _same(numbers.iloc[k], of_day.loc[when[k]]))
        )
        for k, alone in enumerate(nameless)
    ]
    return pd.Series(found, index=frame.index)


def _sum_of_others(frame: pd.DataFrame, columns: list[str], *, undated: pd.Series) -> pd.Series:
    """Tell which row holds, in every column it fills, the sum of all others: too large, or too often, for chance.

    Of a row without a day, among rows that have one, a single large sum is enough.
    """
    hit = np.ones(len(frame), dtype=bool)
    told, large = np.zeros(len(frame), dtype=np.int64), np.zeros(len(frame), dtype=np.int64)
    for column in columns if len(frame) > _COLUMNS_FOR_SURE else ():
        whole = float(frame[column].sum())
        if whole > 0 and 2 * float(frame[column].max()) < whole - _CENT:
            hit &= frame[column].isna().to_numpy()
        elif whole > 0:
            numbers = frame[column].to_numpy(dtype=float, na_value=np.nan)
            near = np.abs(2 * numbers - whole) <= _CENT
            hit &= near | np.isnan(numbers)
            told += near
            large += near & (numbers >= _LARGE)
        if not hit.any():
            break
    often = (large >= _COLUMNS_FOR_SURE) | ((large > 0) & ((told > _COLUMNS_FOR_SURE) | undated.to_numpy()))
    hit &= often
    return pd.Series(hit & (hit.sum() == 1), index=frame.index)


def check_totals(frame: pd.DataFrame, reading: Reading) -> None:
    """Hold the sum of the rows against the totals rows: one of them must be it, unless they are the whole account's."""
    compared = 0
    for column in sorted(reading.totals_read, key=lambda name: (name not in _FIRST, name.startswith("_"))):
        stated, cells = reading.totals_read[column], frame[column]
        if compared < _COLUMNS_FOR_SURE and _adds(column, reading) and stated.notna().any() and cells.notna().any():
            _check(column, cells, stated.dropna(), reading)
            compared += 1


def _check(column: str, cells: pd.Series, stated: pd.Series, reading: Reading) -> None:
    summed, slack = float(cells.sum()), _CENT * max(1, len(cells))
    near = (stated - summed).abs() <= slack
    if len(stated) > 1 and abs(float(stated.sum()) - summed) <= slack:  # each adds up the rows above it
        near[:], stated = True, pd.Series(float(stated.sum()), index=stated.index)
    wider = pd.Series([_is_wider(int(row), reading) for row in stated.index], index=stated.index)
    if not near.any() and wider.all():
        return
    total = float(stated[near].iloc[0] if near.any() else stated[~wider].iloc[0])
    record = TABLES[reading.kind.table].column(column)
    said = (
        N_("“{column}” of {rows:number} rows: {sum:number}; the file's total: {total:number}.")
        if record is not None and record.kind == "count"
        else N_("“{column}” of {rows:number} rows: {sum:number2}; the file's total: {total:number2}.")
    )
    values: dict[str, Scalar] = {"column": reading.header_of(column), "rows": len(cells), "sum": summed, "total": total}
    reading.check("totals", bool(near.any()), Message(said, values))


def _is_wider(row: int, reading: Reading) -> bool:
    """Tell whether a totals row is the whole account's, which may hold more than the file lists."""
    labels = [set(words(str(cell)).split()) for cell in reading.totals.loc[row]]
    return any({"total", "totales", "totals", "totais"} & label and _WIDER & label for label in labels)


def reported_totals(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Return the totals rows of an export of ads as rows of `ads_reported_totals`: one a level.

    They are about all days of the report: a campaign that ran on some of them only does not shorten the account's.
    """
    read = {
        column: cells for column, cells in reading.totals_read.items() if column in {"spend", "impressions", "reach"}
    }
    if (
        "spend" not in read or frame.empty or len(frame["platform"].unique()) > 1
    ):  # of several networks, of none of them
        return frame.iloc[:0]
    level = ["account" if _is_wider(row, reading) else frame["level"].iloc[0] for row in reading.totals.index]
    rows = pd.DataFrame(read).assign(level=level, source_row=reading.totals.index)
    rows, spent = rows.dropna(subset="spend"), float(frame["spend"].sum())
    summed = (rows["spend"] - spent).abs() <= _CENT * max(1, len(frame))
    rows = rows.assign(_summed=summed).sort_values(["_summed", "spend"]).drop_duplicates("level", keep="last")
    rows = _possible(rows.drop(columns="_summed"), spent, reading)
    same = {
        name: frame[name].iloc[0] for name in ("platform", "account_id", "currency", "source_file") if name in frame
    }
    start, stop = reading.days or (frame["date_start"].min(), frame["date_stop"].max())
    return rows.assign(**same, date_start=start, date_stop=stop)


def _possible(rows: pd.DataFrame, spent: float, reading: Reading) -> pd.DataFrame:
    """Leave out, with a word, the totals of an account that are lower than what its campaigns add up to."""
    less = (rows["level"] == "account") & (rows["spend"] < spent - _CENT * max(1, len(reading.section.body)))
    for row in rows.loc[less, "source_row"]:
        said = N_("The account's total (row {row:number}) is less than the rows add up to: damaged, and not used.")
        reading.warn(Message(said, {"row": int(row)}))
    return rows[~less]
