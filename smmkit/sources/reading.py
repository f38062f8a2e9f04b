"""Collect what there is to say about one table of one file while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from smmkit.client import Client
from smmkit.schema import TABLES
from smmkit.sources.grid import Grid
from smmkit.sources.headers import Match
from smmkit.sources.kind import CLIENT_ZONE, Kind, Section, Zone
from smmkit.text import N_, Message, Scalar

_ROWS_NAMED = 5


@dataclass(frozen=True)
class Drop:
    """Rows that were left out, and why."""

    rows: int
    why: Message


@dataclass(frozen=True)
class CheckResult:
    """A check of a file against itself: a totals row, ids that hold the time."""

    name: str
    passed: bool
    found: Message


@dataclass
class Reading:
    """One table of one file on its way to the canonical table; the kind's steps add to it.

    Parameters
    ----------
    path
        Name of the file below `exports/`.

    """

    path: str
    kind: Kind
    grid: Grid
    section: Section
    match: Match
    client: Client
    warnings: list[Message] = field(default_factory=list)
    questions: list[Message] = field(default_factory=list)
    dropped: list[Drop] = field(default_factory=list)
    checks: list[CheckResult] = field(default_factory=list)
    tables: list[tuple[str, pd.DataFrame]] = field(default_factory=list)
    censored: dict[str, pd.Series] = field(default_factory=dict)
    zone: Zone = field(default_factory=lambda: Zone("", ""))

    def __post_init__(self) -> None:
        """Start with the zone the kind states."""
        self.set_zone(self.kind.zone.name, self.kind.zone.how)

    def set_zone(self, name: str, how: str) -> None:
        """Record the zone of the times and how it was established; `client` is the client's own."""
        self.zone = Zone(self.client.timezone if name == CLIENT_ZONE else name, how)

    def warn(self, message: Message) -> None:
        """Add a warning, once."""
        if message not in self.warnings:
            self.warnings.append(message)

    def ask(self, message: Message) -> None:
        """Add a question that only the analyst can answer."""
        if message not in self.questions:
            self.questions.append(message)

    def drop(self, frame: pd.DataFrame, rows: pd.Series, why: Message) -> pd.DataFrame:
        """Return the frame without some rows; the report says how many and why."""
        left_out = rows.fillna(False).astype(bool)
        if not left_out.any():
            return frame
        self.dropped.append(Drop(int(left_out.sum()), why))
        return frame[~left_out]

    def check(self, name: str, passed: bool, found: Message) -> None:
        """Record a check; one that fails is a warning too."""
        self.checks.append(CheckResult(name, bool(passed), found))
        if not passed:
            self.warn(found)

    def add(self, table: str, frame: pd.DataFrame) -> None:
        """Hand over rows of a further canonical table."""
        if not frame.empty:
            self.tables.append((table, frame))

    def misfits(self, column: str, cells: pd.Series) -> None:
        """Warn about cells that could not be read and are now missing."""
        if cells.empty:
            return
        header = self.section.header[self.match.columns[column]] if column in self.match.columns else column
        said = N_("Cells of column “{column}” that could not be read and are missing now: {count:number} ({cells}).")
        if self._takes_iso_days_only(column):
            said = N_(
                "Cells of column “{column}” that are no date such as 2026-10-31 or 2026-10-31 18:00, and are missing "
                "now: {count:number} ({cells})."
            )
        values: dict[str, Scalar] = {"count": len(cells), "column": header.strip(), "cells": quoted(cells)}
        self.warn(Message(said, values))

    def _takes_iso_days_only(self, column: str) -> bool:
        record = TABLES[self.kind.table].column(column)
        timed = record is not None and record.kind in {"day", "time"}
        return timed and set(self.kind.times.get(column, ("iso",))) == {"iso"}


def quoted(cells: pd.Series) -> str:
    """Return the first few cells with their rows: `3: “abc”, 9: “?”`."""
    shown = [f"{row}: “{str(cell)[:40]}”" for row, cell in cells.head(_ROWS_NAMED).items()]
    return ", ".join(shown) + (", …" if len(cells) > _ROWS_NAMED else "")
