"""Where what an item states was read: files and the rows that were used, not whole files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmkit.ledger.items import Item, Source
from smmkit.measures.spend import ads_line
from smmkit.period import Period

_RANGES = 60
_WHOLE = "all"
_WITHOUT = "no-"
_EXPECTED = "expected"
_YEAR_BEFORE = "times-year-before"
_REST = "times-rest"
_LINE = "-ads"
_PAID = {"paid": True, "organic": False}
_FILLED = "has-"
# Columns whose value tells what a row is about.
_COLUMNS = (
    "platform", "format", "channel", "campaign_name", "brand", "competitor", "line", "topic", "partner", "tool",
    "creator_hash", "test", "fact", "move", "handle", "metric", "job", "criterion", "kind",
)  # fmt: skip


def sources_of(table: pd.DataFrame) -> tuple[Source, ...]:
    """Return the files and row ranges a table's rows come from.

    Parameters
    ----------
    table
        Rows of a canonical table, with `source_file` and `source_row` (1-based, as a spreadsheet shows them).

    Returns
    -------
    tuple of Source
        One per file, sorted by name; rows such as `2-31, 40`. Of more than sixty ranges the
        first and the last row are named, with the count of rows between them.

    """
    if table.empty or not {"source_file", "source_row"} <= set(table.columns):
        return ()
    codes, files = pd.factorize(table["source_file"], sort=True)
    known = table["source_row"].notna().to_numpy(bool)
    numbers = table["source_row"].to_numpy("int64", na_value=0)
    return tuple(Source(str(file), row_ranges(numbers[known & (codes == n)])) for n, file in enumerate(files))


def row_ranges(rows: npt.NDArray[np.int64]) -> str:
    """Return row numbers as ranges, such as `2-31, 40`."""
    numbers = np.unique(rows)
    if not numbers.size:
        return ""
    breaks = np.flatnonzero(np.diff(numbers) != 1)
    if breaks.size >= _RANGES:
        return f"{numbers[0]}-{numbers[-1]} ({numbers.size})"
    ends = zip(numbers[[0, *breaks + 1]], numbers[[*breaks, -1]], strict=True)
    return ", ".join(f"{first}-{last}" if first < last else str(first) for first, last in ends)


@dataclass(frozen=True)
class Rows:
    """The canonical tables, ready to be cited in part.

    Parameters
    ----------
    tables
        Canonical tables up to the end of the month, by name.
    days
        The local day of each of their rows.
    whole
        Files and all rows of each table.
    feeds
        The tables each file was read into: only these are looked at for what cites a file.

    """

    tables: Mapping[str, pd.DataFrame]
    days: Mapping[str, pd.Series[Any]]
    whole: Mapping[str, tuple[Source, ...]]
    feeds: Mapping[str, Collection[str]]
    _seen: dict[tuple[str, ...], tuple[Source, ...]] = field(default_factory=dict, repr=False)

    def cited(self, item: Item, names: Iterable[str] = ()) -> tuple[Source, ...]:
        """Return the files and rows that an item's number was counted on.

        Parameters
        ----------
        item
            Its scope and window say which rows, or, where they differ, `rows` and `days` in its `about`, written
            alike (`instagram+no-story+has-reach`). `tables` in its `about` names what it was read from: canonical
            tables, or files of the client's folder such as `calendar.csv`.
        names
            Tables of an item that names none and brings no source.

        """
        if "tables" in item.about:
            return self._parts(item, str(item.about["tables"]).split())
        if not item.source:
            return self._parts(item, names)
        tables = {one: self._table(one) for one in item.source}
        precise = [one for one, name in tables.items() if not name]
        return (*self._parts(item, dict.fromkeys(filter(None, tables.values()))), *precise)

    def _table(self, source: Source) -> str:
        """Return the table whose rows, all of them, a file and its rows are; nothing if they are only some."""
        return next((name for name in self.feeds.get(source.file, ()) if source in self.whole[name]), "")

    def _parts(self, item: Item, names: Iterable[str]) -> tuple[Source, ...]:
        asked = list(names)
        told = [name for name in asked if not self._lacks(item, name)]
        if told:
            return tuple(dict.fromkeys(one for name in told for one in self._part(item, name)))
        # What no table tells of was looked for in the first of them: its file is named, and no row of another.
        files = (dict.fromkeys(Source(one.file) for one in self.whole[name]) for name in asked)
        return tuple(next(filter(None, files), ()))

    def _lacks(self, item: Item, name: str) -> bool:
        """Whether a table has no row of the network or the format an item is about."""
        if name not in self.tables or item.about.get("rows") or item.scope:
            return False
        table = self.tables[name]
        told = [(word, item.about.get(word)) for word in ("platform", "format") if word in table]
        return any(value not in (None, _WHOLE) and not (table[word] == value).any() for word, value in told)

    def _part(self, item: Item, name: str) -> tuple[Source, ...]:
        if name not in self.tables:
            return (Source(name),) if "." in name else ()
        parts, days = _named(item), str(item.about.get("days") or item.window or "")
        if (asked := (name, *sorted(parts), days)) not in self._seen:
            kept = _chosen(parts, self.tables[name]) & _inside(parts, days, self.days[name])
            self._seen[asked] = self.whole[name] if kept.all() else sources_of(self.tables[name][kept])
        return self._seen[asked]


def _named(item: Item) -> frozenset[str]:
    """Return the words that say which rows an item speaks of."""
    if written := str(item.about.get("rows") or item.scope or ""):
        return frozenset({written, *written.split("+")})
    about = (str(item.about.get(word, _WHOLE)) for word in ("platform", "format", "topic"))
    return frozenset(about) - {_WHOLE}


def _chosen(parts: frozenset[str], table: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Return which rows speak of something; what a table does not tell apart leaves nothing out."""
    kept = np.ones(len(table), dtype=bool)
    without = [part.removeprefix(_WITHOUT) for part in parts if part.startswith(_WITHOUT)]
    wanted = {*parts, *(part.rpartition(" · ")[2] for part in parts), *map(str.casefold, parts)}
    for column in table.columns.intersection(list(_COLUMNS)):
        values = table[column].str.casefold() if column == "channel" else table[column]
        found = values.isin(wanted).to_numpy(bool)
        invoiced = column == "line" and any(part.endswith(_LINE) for part in parts)  # the platform tells, or a bill
        if (found.any() or invoiced) and not (column == "format" and _REST in parts):
            kept &= found
        if column == "format" and without:
            kept &= ~table[column].isin(without).to_numpy(bool)
    if {"spend", "platform"} <= set(table.columns):  # ads: each platform's own rows are a budget line
        lines = table["platform"].map(ads_line)
        named = [part for part in parts if part.endswith(_LINE) or part in set(lines)]
        kept &= lines.isin(named).to_numpy(bool) if named else True
    for part in parts:
        if part.startswith(_FILLED) and (column := part.removeprefix(_FILLED)) in table:
            kept &= table[column].notna().to_numpy(bool)
        if part in _PAID and "is_paid" in table:
            kept &= table["is_paid"].fillna(False).to_numpy(bool) == _PAID[part]
    return kept


def _inside(parts: frozenset[str], window: str, days: pd.Series[Any]) -> npt.NDArray[np.bool_]:
    """Return which rows lie in a window; what is forecast rests on all that came before."""
    if not window or _EXPECTED in parts or days.isna().all():
        return np.ones(len(days), dtype=bool)
    first, last = (pd.Timestamp(day) for day in _ends(window))
    inside = days.between(first, last)
    if _YEAR_BEFORE in parts:
        year = pd.DateOffset(years=1)
        inside |= days.between(first - year, last - year)
    return inside.to_numpy(bool)


def _ends(window: str) -> tuple[date, date]:
    first, _, last = window.partition(":")
    return _end(first, start=True), _end(last or first, start=False)


def _end(written: str, *, start: bool) -> date:
    if len(written) > len("2026-10"):
        return date.fromisoformat(written)
    month = Period(written)
    return month.start if start else month.end
