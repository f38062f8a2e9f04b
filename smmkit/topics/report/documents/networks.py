"""The numbers of the month, network by network: this month, last month, a year ago, and in a word."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from smmkit.report.document import Book


@dataclass(frozen=True)
class Cell:
    """A number as shown, or why there is none."""

    shown: str
    known: bool


@dataclass(frozen=True)
class KpiRow:
    """One indicator of one network; `key` declares metric, scope and month of its first cell."""

    name: str
    cells: tuple[Cell, ...]
    spark: Markup
    word: str
    mood: str
    key: str


@dataclass(frozen=True)
class NetworkTable:
    """One network's indicators; the caption says month and scope."""

    name: str
    caption: str
    heads: tuple[str, ...]
    rows: tuple[KpiRow, ...]


def network_tables(book: Book) -> tuple[NetworkTable, ...]:
    """Return one table per network that reports anything this month or the year before."""
    return ()
