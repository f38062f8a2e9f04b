"""Headers whose accents were lost or changed when a file was saved: `Campa?a`, `CampaÃ±a`, `Campa–a`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from smmkit.schema import TABLES
from smmkit.sources.decode import NOT_UTF8
from smmkit.sources.grid import Grid
from smmkit.sources.handwords import HEADERS
from smmkit.sources.headers import words
from smmkit.sources.kind import ExportKind
from smmkit.text import N_, Message

_TOP = 30
_GAP = re.compile("[?\ufffd]+")
_UNIT = re.compile(r"\s*\([A-Z]{3}\)$")
_ACCENT = r"[^\x00-\x7f]"
_PUT_BACK = N_("Accents had been changed when the file was saved (“{seen}”); they were put back (“{meant}”).")
_LOST = N_(
    "Accents had been lost when the file was saved (“{seen}”). Its columns were recognised all the same; names and "
    "texts keep the gaps, so export it again if you can."
)


def accents_back(grid: Grid, kinds: Sequence[ExportKind]) -> Grid:
    """Return a grid whose headers have the accents of known headers again, and so its cells where that can be undone.

    Parameters
    ----------
    grid
        A table as text.
    kinds
        Whose headers are known.

    Returns
    -------
    Grid
        The same one where no header is damaged.

    """
    top = grid.cells.head(_TOP).to_numpy(dtype=object).tolist()
    odd = {cell for row in top for cell in row if not cell.isascii() or _GAP.search(cell)}
    known = _known(tuple(kinds)) if odd else {}
    if twice := _saved_twice(odd):
        return _undone(grid, _UNDONE[0], *twice)
    odd = {cell for cell in odd if words(_bare(cell)) not in known}
    for undo in _UNDONE:
        meant = {cell: undone for cell in odd if (undone := undo(cell)) != cell and words(_bare(undone)) in known}
        if meant:
            return _undone(grid, undo, *sorted(meant.items())[0])
    named = {cell: name for cell in odd if (name := _alike(cell, known))}
    if not named:
        return grid
    cells = grid.cells.copy()
    cells.iloc[:_TOP] = cells.iloc[:_TOP].replace(named)
    seen = _GAP.sub("?", sorted(named)[0])
    return replace(grid, cells=cells, repairs=(*grid.repairs, Message(_LOST, {"seen": seen})))


def _undone(grid: Grid, undo: Callable[[str], str], seen: str, meant: str) -> Grid:
    cells = grid.cells.copy()
    for place in cells:
        column = cells[place]
        damaged = ~column.map(str.isascii).astype(bool)
        if damaged.any():
            cells[place] = column.mask(damaged, column[damaged].map(undo))
    told = (repair for repair in grid.repairs if repair.key != NOT_UTF8)
    return replace(grid, cells=cells, repairs=(*told, Message(_PUT_BACK, {"seen": seen, "meant": meant})))


def _saved_twice(cells: set[str]) -> tuple[str, str] | None:
    """Return a cell and what it was, where all that is beyond ASCII is UTF-8 that was read as Windows-1252 once."""
    beyond = sorted(cell for cell in cells if not cell.isascii())
    undone = [_UNDONE[0](cell) for cell in beyond]
    if not beyond or any(told == cell for told, cell in zip(undone, beyond, strict=True)):
        return None
    sign = re.search(f"{_ACCENT}+", beyond[0])  # a cell itself may be about a person
    return None if sign is None else (sign[0], _UNDONE[0](sign[0]))


def _bare(cell: str) -> str:
    return _UNIT.sub("", cell.strip())


def _alike(cell: str, known: dict[str, tuple[str, ...]]) -> str | None:
    """Return the known header that a cell would be if each gap in it were letters with accents."""
    bare = _bare(cell)
    gaps = list(_GAP.finditer(bare))
    if not gaps or not any(letter.isalpha() for letter in bare):
        return None
    shape, end = "", 0
    for gap in gaps:
        shape += re.escape(bare[end : gap.start()].casefold()) + f"{_ACCENT}{{1,{len(gap[0])}}}"
        end = gap.end()
    pattern = re.compile(shape + re.escape(bare[end:].casefold()))
    found = {plain: spelled for plain, names in known.items() for spelled in names if pattern.fullmatch(spelled)}
    return next(iter(found.values())) + _unit(cell) if len(found) == 1 else None


def _unit(cell: str) -> str:
    """Return the currency in brackets at the end of a header."""
    unit = _UNIT.search(cell.strip())
    return unit[0] if unit else ""


def _again(encoding: str) -> Callable[[str], str]:
    """Return a function that reads text once more, which had been taken for Windows-1252."""

    def undo(cell: str) -> str:
        try:
            return b"".join(map(_byte, cell)).decode(encoding)
        except (UnicodeEncodeError, UnicodeDecodeError):
            return cell

    return undo


def _byte(letter: str) -> bytes:
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")  # a byte that Windows-1252 has no letter for


_UNDONE = tuple(map(_again, ("utf-8", "mac_roman", "cp850")))


@lru_cache(maxsize=8)
def _known(kinds: tuple[ExportKind, ...]) -> dict[str, tuple[str, ...]]:
    """Return the known headers that have accents: as plain words -> as they are spelled, in small letters."""
    spelled = {header for kind in kinds for headers in kind.headers.values() for header in headers}
    spelled |= {header for kind in kinds for header in (*kind.known, *kind.private, *kind.excluded)}
    spelled |= {header for headers in HEADERS.values() for header in headers}
    spelled |= {header for table in TABLES.values() for column in table.columns for header in column.also}
    found: dict[str, set[str]] = {}
    for header in spelled:
        bare = unicodedata.normalize("NFC", header.removesuffix("(*)").removesuffix("*").strip())
        if not bare.isascii() and len(words(bare)) > 2:
            found.setdefault(words(bare), set()).add(bare.casefold())
    return {plain: tuple(sorted(names)) for plain, names in found.items()}
