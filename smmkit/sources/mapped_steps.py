"""Steps that `mapping.toml` asks for: one header for two columns, rows of a week, day and hour in two columns."""

from __future__ import annotations

from functools import reduce

import pandas as pd

from smmkit.schema import TABLES, platform_name
from smmkit.sources import cells
from smmkit.sources.clocks import plain_clocks
from smmkit.sources.headers import words
from smmkit.sources.kind import Reading, Step
from smmkit.sources.other_networks import named_in, titles_between
from smmkit.sources.periods import read_periods
from smmkit.sources.resaved import unreadable
from smmkit.text import N_, Message


def copied(copies: dict[str, str]) -> Step:
    """Return a step that lets one header feed several columns, such as the first and last day of a day's row."""

    def step(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
        return frame.assign(**{name: frame[first] for name, first in copies.items() if first in frame})

    return step


def of_one_network(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Ask where a title among the rows, a line above them or the sheet names another network than the mapping does."""
    section, own, ads = reading.section, reading.kind.constants["platform"], reading.kind.table == "ads"
    above = [named_in(title, ads=ads) for title in (*reversed(section.title), reading.grid.sheet or "")]
    nearest = next(filter(None, above), set[str]())
    found = sorted(titles_between(section.body, ads=ads) - {own} or (nearest if own not in nearest else set()))
    if found:
        values = {"found": ", ".join(map(platform_name, found)), "network": platform_name(own)}
        reading.ask(Message(_ANOTHER, values))
    return frame


_ANOTHER = N_(
    "A line of the table, or its sheet, names {found}, and by exports/mapping.toml all rows are {network}'s. Give each "
    "row its network in a column, or put each network into a file of its own."
)


def days_of_header(header: str) -> Step:
    """Return a step that ends each row of ads where its header says: the same day, a week or a month later."""
    plain = words(header)
    length = next((name for name, said in _SPANS.items() if plain in said), "")

    def step(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
        if not length:
            return frame
        start = frame["date_start"]
        ends = {"day": start, "week": start + pd.Timedelta(days=6), "month": start + pd.offsets.MonthEnd(0)}
        ends["quarter"] = start + pd.offsets.QuarterEnd(0)
        stop = ends[length]
        if (limit := reading.kind.constants.get("date_stop")) is not None:
            stop = stop.where(stop <= pd.Timestamp(limit), pd.Timestamp(limit))
        return frame.assign(date_stop=stop.astype("datetime64[us]"))

    return step


def told_by_period(first: str, last: str) -> Step:
    """Return a step that reads the month, week or range of each row as its first and its last day."""

    def step(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
        parts = [frame[f"_span{k}"].fillna("") for k in range(2) if f"_span{k}" in frame]
        days = read_periods(reduce(lambda left, right: left + " " + right, parts).str.strip())
        if days is None:
            reading.ask(Message(_MIXED, {"column": reading.header_of("_span0")}))
            return frame
        named = {first: days["start"]} | ({last: days["stop"]} if last else {})
        return frame.assign(**named)

    return step


_MIXED = N_(
    "The cells of column “{column}” are not all months, all weeks or all ranges of days with their year, so nobody can "
    "tell which days each row is about. Write them all alike, such as 2026-10 or 2026-W41."
)
_SPANS = {
    "day": ("day", "dia", "by day", "por dia"),
    "week": ("week", "semana", "by week", "por semana", "date week", "week start"),
    "month": ("month", "mes", "by month", "por mes"),
    "quarter": ("quarter", "trimestre"),
}


def joined(column: str, parts: int, style: str) -> Step:
    """Return a step that reads a moment whose day and hour stand in columns of their own."""

    def step(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
        pieces = [frame[f"_{column}{k}"].fillna("") for k in range(parts)]
        text = reduce(lambda left, right: left + " " + right, pieces).str.strip()
        timed = TABLES[reading.kind.table].column(column)
        zone = reading.zone.name if timed is not None and timed.kind == "time" else None
        parsed = cells.parse_times(text, (style,), zone=zone)
        if 2 * len(parsed.misfits) > len(text):
            parsed = cells.parse_times(plain_clocks(text), (style, f"{style}:%S"), zone=zone)
        if parsed.question is not None:
            reading.ask(parsed.question)
        if parsed.question is None and (text != "").any() and parsed.values.isna().all():
            reading.ask_about(f"_{column}0", unreadable(text[text != ""], parsed.misfits, reading))
        else:
            reading.misfits(f"_{column}0", parsed.misfits)
        return frame.assign(**{column: parsed.values})

    return step
