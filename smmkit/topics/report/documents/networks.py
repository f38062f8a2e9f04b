"""The numbers of the month, network by network: this month, last month, a year ago, and in a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from markupsafe import Markup

from smmkit.measures.kpis import Facts, Scope, Window, kpi_series, kpi_value
from smmkit.metrics import METRICS
from smmkit.period import Period
from smmkit.present.facts import fact_key
from smmkit.report.charts import spark_svg
from smmkit.report.document import Book
from smmkit.schema import platform_name
from smmkit.text import N_, Text

# What a network is read by, in the order people ask for it.
KPIS = (
    "follows_new", "views", "reach", "interactions", "err", "applause", "conversation", "amplification",
    "visits", "first_response", "response_rate", "cpa",
)  # fmt: skip
_MONTHS = 14
# Individuals chart: mean +- 2.66 mean moving ranges (NIST e-Handbook of Statistical Methods, 6.3.2.2).
_LIMIT = 2.66
_FEWEST = 6
NOT_REPORTED = N_("not reported")


@dataclass(frozen=True)
class Cell:
    """A number as shown, or why there is none; `key` declares metric, scope and month."""

    shown: str
    known: bool
    key: str = ""


@dataclass(frozen=True)
class KpiRow:
    """One indicator of one network."""

    name: str
    cells: tuple[Cell, ...]
    spark: Markup
    word: str
    mood: str


@dataclass(frozen=True)
class NetworkTable:
    """One network's indicators; the caption says month and scope, the note what no export tells."""

    name: str
    caption: str
    heads: tuple[str, ...]
    rows: tuple[KpiRow, ...]
    note: str


def network_tables(book: Book) -> tuple[NetworkTable, ...]:
    """Return one table per network that reports anything this month or the year before."""
    rivals = tuple(rival.name for rival in book.client.competitors)
    facts = Facts(book.tables, book.client.name, rivals, timezone=book.client.timezone)
    months = [Period(str(month)) for month in book.months[-_MONTHS:]]
    return tuple(
        table for network in _networks(book) if (table := _table(network, facts, months, book.text)) is not None
    )


def _networks(book: Book) -> list[str]:
    named = [account.platform for account in book.client.accounts]
    told = [book.tables[name]["platform"].unique() for name in ("posts", "daily") if name in book.tables]
    return list(dict.fromkeys([*named, *(str(network) for networks in told for network in networks)]))


def _table(network: str, facts: Facts, months: Sequence[Period], text: Text) -> NetworkTable | None:
    scope, windows = Scope(networks=(network,)), [Window.month(month) for month in months]
    told = [key for key in KPIS if any(_told(key, facts, scope, windows[place]) for place in (-1, -2, -13))]
    if not told:
        return None
    rows = [_row(key, kpi_series(key, facts, scope, windows), scope, windows, text) for key in told]
    untold = [text.word(METRICS[key].name).lower() for key in KPIS if key not in told]
    month, before, year = months[-1], months[-2], months[-13]
    heads = (text.month(str(month)), text.month(str(before)), text.month(str(year)))
    caption = text("{network}, {month:month}; everything the account published.", network=platform_name(network),
                   month=str(month))  # fmt: skip
    note = text("Not in its exports: {names}.", names=", ".join(untold)) if untold else ""
    return NetworkTable(platform_name(network), caption, heads, tuple(rows), note)


def _told(key: str, facts: Facts, scope: Scope, window: Window) -> bool:
    return kpi_value(key, facts, scope, window).value is not None


def _row(key: str, series: pd.DataFrame, scope: Scope, windows: Sequence[Window], text: Text) -> KpiRow:
    record = METRICS[key]
    values = [None if pd.isna(value) else float(value) for value in series["value"]]
    same = (series["definition"] == series["definition"].iloc[-1]).tolist()
    shown = [values[-1], values[-2] if same[-2] else None, values[-13] if same[-13] else None]
    places = (windows[-1], windows[-2], windows[-13])
    cells = tuple(
        _cell(value, record.unit, text, fact_key(key, scope.key, window))
        for value, window in zip(shown, places, strict=True)
    )
    comparable = [value if fits else None for value, fits in zip(values, same, strict=True)]
    word, mood = standing(comparable)
    return KpiRow(
        text.word(record.name),
        cells,
        spark_svg(comparable, ""),
        text.word(word) if word else "",
        mood,
    )


def _cell(value: float | None, unit: str, text: Text, key: str) -> Cell:
    return Cell(text.word(NOT_REPORTED), False) if value is None else Cell(text.quantity(value, unit), True, key)


def standing(values: Sequence[float | None]) -> tuple[str, str]:
    """Return in a word how the last month stands to those before, and a mood; empty with fewer than six of them.

    Beyond the limits of an individuals chart of the months before, a month is unlike them; inside, it is as always.

    Parameters
    ----------
    values
        One per month, oldest first; None where unknown.

    """
    before = np.array([value for value in values[:-1] if value is not None], float)
    last = values[-1]
    if last is None or len(before) < _FEWEST:
        return "", "flat"
    reach = _LIMIT * float(np.abs(np.diff(before)).mean())
    middle = float(before.mean())
    if last > middle + reach:
        return N_("higher than usual"), "flat"
    return (N_("lower than usual"), "flat") if last < middle - reach else (N_("as usual"), "flat")
