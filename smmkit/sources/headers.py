"""Match the headers of an export against a kind, whatever their language, accents and capitals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from smmkit.schema import TABLES
from smmkit.sources.found import Match
from smmkit.sources.kind import ExportKind

_WILDCARD = "(*)"


@lru_cache(maxsize=65536)
def words(cell: str) -> str:
    """Return a header as plain lower-case words: no accents, no punctuation, single spaces."""
    if not cell.isascii():
        folded = unicodedata.normalize("NFKD", cell.lstrip("\ufeff").replace("\u00ad", ""))
        cell = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", " ", cell.casefold()).strip()


@dataclass(frozen=True)
class _Lookup:
    exact: Mapping[str, tuple[str, int]]
    captures: tuple[tuple[re.Pattern[str], str, int], ...]
    required: tuple[tuple[frozenset[str], tuple[re.Pattern[str], ...]], ...]
    excluded: frozenset[str]


def match(header: Sequence[str], kind: ExportKind) -> Match | None:
    """Match a header row against a kind, or return None if it is not of that kind."""
    if not has_required(frozenset(map(words, header)), kind):
        return None
    found: dict[str, list[tuple[int, int]]] = {}
    captured: dict[str, str] = {}
    rest: list[str] = []
    for position, cell in enumerate(header):
        column, rank, word = _column(words(cell), kind)
        if column is not None and "%" in cell and _is_amount(column, kind):
            column = None  # `Views %` are a share of the views
        if column is None:
            column = _open_column(cell, kind)
        if column is None:
            rest.append(cell.strip())
            continue
        found.setdefault(column, []).append((rank, position))
        if word:
            captured.setdefault(column, word.upper())
    ordered = {column: [position for _, position in sorted(places)] for column, places in found.items()}
    named = [cell for cell in rest if cell]
    private = tuple(cell for cell in named if cell not in kind.known and _listed(cell, kind.private))
    left_out = tuple(cell for cell in named if cell not in private and _listed(cell, kind.known))
    return Match(
        columns={column: places[0] for column, places in ordered.items()},
        repeated={column: tuple(places[1:]) for column, places in ordered.items() if places[1:]},
        captured=captured,
        left_out=left_out,
        private=private,
        unknown=tuple(cell for cell in named if cell not in private and cell not in left_out),
    )


def _is_amount(column: str, kind: ExportKind) -> bool:
    if any("%" in spelled for spelled in kind.headers.get(column, ())):
        return False
    record = TABLES[kind.table].column(column)
    if record is None:
        return kind.table == "daily" and kind.scratch.get(column) in {"count", "number"}
    return record.kind == "count" or record.unit == "money"


def has_required(row: frozenset[str], kind: ExportKind) -> bool:
    """Return whether a row (its cells as words) holds every header required and none that rules the kind out."""
    lookup = _lookup(kind)
    if not row.isdisjoint(lookup.excluded):
        return False
    for spellings, patterns in lookup.required:  # every row above a table is asked about every kind
        if row.isdisjoint(spellings) and not any(pattern.fullmatch(cell) for pattern in patterns for cell in row):
            return False
    return True


def is_spelled(cell: str, kind: ExportKind) -> bool:
    """Tell whether a cell is what some column of a kind may be called."""
    return _column(words(cell), kind)[0] is not None


def _column(cell: str, kind: ExportKind) -> tuple[str | None, int, str]:
    """Return the column a header stands for, how preferred this spelling is, and the word it captured."""
    lookup = _lookup(kind)
    if cell in lookup.exact:
        column, rank = lookup.exact[cell]
        return column, rank, ""
    for pattern, column, rank in lookup.captures:
        if hit := pattern.fullmatch(cell):
            return column, rank, hit[1]
    return None, 0, ""


@lru_cache(maxsize=512)
def _lookup(kind: ExportKind) -> _Lookup:
    exact: dict[str, tuple[str, int]] = {}
    captures = []
    for column, spellings in kind.headers.items():
        for rank, spelling in enumerate(spellings):
            if spelling.endswith(_WILDCARD):
                start = re.escape(words(spelling.removesuffix(_WILDCARD)))
                captures.append((re.compile(rf"{start} (\w+)"), column, rank))
            else:
                exact.setdefault(words(spelling), (column, rank))
    spelled: dict[str, set[str]] = {}
    for cell, (column, _) in exact.items():
        spelled.setdefault(column, set()).add(cell)
    required = tuple(
        (frozenset(spelled.get(name, ())), tuple(pattern for pattern, column, _ in captures if column == name))
        for name in kind.required
    )
    ruled_out = frozenset(words(cell) for cell in kind.excluded)
    return _Lookup(exact, tuple(captures), required, ruled_out)


def _open_column(cell: str, kind: ExportKind) -> str | None:
    """Return the cell itself if the table takes any column of that prefix, such as `interest_*`."""
    prefix = TABLES[kind.table].open_prefix
    name = cell.strip().lower()
    return name if prefix and name.startswith(prefix) else None


def _listed(cell: str, names: Iterable[str]) -> bool:
    plain = words(cell)
    return any(plain.startswith(words(name[:-1])) if name.endswith("*") else plain == words(name) for name in names)
