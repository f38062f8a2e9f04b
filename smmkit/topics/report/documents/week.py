"""The week on one page: what it brought beside the weeks before, what waits, what is published next."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from smmkit.measures.kpis import Scope, Window, kpi_series
from smmkit.measures.names import metric_name
from smmkit.measures.weeks import last_weeks, week_word
from smmkit.metrics import METRICS
from smmkit.period import iso_week
from smmkit.present.facts import fact_key
from smmkit.report.document import Book
from smmkit.report.letters import letter
from smmkit.schema import platform_name
from smmkit.text import Text
from smmkit.topics.report.documents.ahead import calendar_of
from smmkit.topics.report.documents.monthly import TEMPLATES
from smmkit.topics.report.documents.networks import Cell, KpiRow, shown_number
from smmkit.topics.report.documents.waits import waits_of
from smmkit.topics.report.proposals.story import alarms_of

KPIS = ("interactions", "views", "follows_new", "sessions", "key_events", "revenue", "response_rate", "spend")
_NEXT = 7
_SHOWN = ("at", "network", "title", "state")


def week_pages(book: Book) -> dict[str, str]:
    """Return the page of the last whole week of the month, by file name."""
    weeks = last_weeks(book.period.end)
    page = letter(
        TEMPLATES / "week.html",
        book.client,
        book.text,
        first=weeks[-1].start.isoformat(),
        last=weeks[-1].end.isoformat(),
        alarms=alarms_of(book.ledger),
        rows=week_rows(book, weeks),
        weeks=len(weeks),
        waiting=waits_of(book, weeks[-1].end, days=_NEXT),
        posts=_next_posts(book, weeks[-1].end),
    )
    return {f"week_{iso_week(weeks[-1].end)}.html": page}


def week_rows(book: Book, weeks: list[Window]) -> tuple[KpiRow, ...]:
    """Return the week's indicators beside the week before, with how they stand to the weeks before, as on the board."""
    rows = (_row(key, kpi_series(key, book.facts, Scope(), weeks), book.text, weeks) for key in KPIS)
    return tuple(row for row in rows if row is not None)


def _row(key: str, told: pd.DataFrame, text: Text, weeks: list[Window]) -> KpiRow | None:
    from smmkit.report.charts import spark_svg

    values = [None if value != value else float(value) for value in told["value"]]
    if values[-1] is None:
        return None
    word = week_word(told["value"].where(told["covered"] >= told["days"]).tolist())
    shown = (_cell(values[back], METRICS[key].unit, text, fact_key(key, Scope().key, weeks[back])) for back in (-1, -2))
    name = text.word(metric_name(key))
    return KpiRow(name, tuple(shown), spark_svg(values, ""), text.word(word) if word else "")


def _cell(value: float | None, unit: str, text: Text, fact: str) -> Cell:
    if value is None:
        return Cell(text.quantity(value, unit), False, fact)
    return Cell(shown_number(value, unit, text), True, fact)


def _next_posts(book: Book, after: date) -> list[tuple[str, str, str, str]]:
    """Return what the calendar holds for the seven days after: day and hour, network, title, state."""
    calendar = calendar_of(book)
    days = pd.to_datetime(calendar["on"])
    first, last = pd.Timestamp(after) + pd.Timedelta(days=1), pd.Timestamp(after) + pd.Timedelta(days=_NEXT)
    rows = calendar[(days >= first) & (days <= last)].sort_values(["on", "at"])
    return [_post(row, book.text) for row in rows.to_dict("records")]


def _post(row: Mapping[Hashable, Any], text: Text) -> tuple[str, str, str, str]:
    at, network, title, state = ("" if pd.isna(row[name]) else str(row[name]) for name in _SHOWN)
    return f"{text.date(row['on'])} {at}".strip(), platform_name(network), title, state
