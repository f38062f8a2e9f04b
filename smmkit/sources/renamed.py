"""Columns that are not read for their header: one that looks like a count the file lacks, and one without a name."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from smmkit.schema import TABLES
from smmkit.sources.headers import words
from smmkit.sources.kind import Reading
from smmkit.sources.missing import missing
from smmkit.sources.privacy import mask_words
from smmkit.text import N_, Message

_ALIKE = 0.84  # of the letters, in their order: one letter of seven wrong, or an ending more
_SHORTEST = 4  # letters of a spelling that may be told from a slip of the pen


def perhaps_renamed(reading: Reading) -> Iterator[Message]:
    """Name the unknown headers that may be a count the file lacks, so that nobody takes it for not exported."""
    for header in reading.match.unknown:
        usual = _perhaps(words(header), reading)
        if usual is not None:
            said = N_(
                "Column “{header}” is not known, and “{usual}” is not in the file. If it is the same, give it that "
                "name."
            )
            yield Message(said, {"header": mask_words(header), "usual": usual})


def nameless(reading: Reading) -> Iterator[Message]:
    """Name the columns that hold something and have no header, which nobody can know."""
    header, body = reading.section.header, reading.section.body
    open_ = [place for place, cell in enumerate(header) if not cell.strip() and place in body]
    filled = [place for place in open_ if not missing(body[place]).all()]
    if filled:
        said = N_("Columns without a name, not read: {columns}. Export again, or write what they count above them.")
        yield Message(said, {"columns": ", ".join(map(_letters, filled))})


def _letters(place: int) -> str:
    """Return what a spreadsheet calls a column; 0 is A."""
    first, last = divmod(place, 26)
    return (_letters(first - 1) if first else "") + chr(ord("A") + last)


def _perhaps(header: str, reading: Reading) -> str | None:
    """Return the platform's name for the one count that a header may stand for; None for none, or for several."""
    kind, table = reading.kind, TABLES[reading.kind.table]
    found = {}
    for name, spellings in kind.headers.items():
        column = table.column(name)
        if column is None or name in reading.match.columns or column.kind not in {"count", "number"}:
            continue
        near = [spelling for spelling in spellings if _alike(header, words(spelling.removesuffix("(*)")))]
        if near:
            found[name] = near[0]
    return found.popitem()[1] if len(found) == 1 else None


def _alike(header: str, spelling: str) -> bool:
    """Tell whether a header is a spelling with a number behind it, another order of words, or a letter wrong."""
    if len(spelling) < _SHORTEST:
        return False
    told, usual = [word for word in header.split() if not word.isdigit()], spelling.split()
    if sorted(told) == sorted(usual):
        return True
    return len(told) == len(usual) and SequenceMatcher(None, " ".join(told), spelling).ratio() >= _ALIKE
