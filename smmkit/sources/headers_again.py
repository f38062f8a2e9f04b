"""A header that stands again among the rows: exports were pasted below each other, and not always in one order."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from smmkit.sources.found import Match
from smmkit.sources.headers import has_required, is_spelled, match, words
from smmkit.sources.kind import Reading
from smmkit.text import N_, Message

_NAMED = 2
_MANY = 20_000  # nobody pastes so many rows below each other by hand: a header of other words is not looked for
_DIFFERENT = 1000
_AGAIN = N_("The header again: several exports stand below each other.")
OTHER = N_(
    "Row {row:number} holds another header than the first: two tables stand below each other. Put each of them into a "
    "file of its own."
)
_ORDER = N_(
    "The header in row {row:number} names its columns in another order than the first; the rows below it were read by "
    "it."
)


def headers_apart(reading: Reading) -> None:
    """Take the headers out that stand again among the rows, and read what stands below each by its own order.

    A second header that names other columns, or another currency, is a question: it is of another table.
    """
    section = reading.section
    named = [place for place, cell in enumerate(section.header) if cell.strip()]
    if not section.as_written or len(named) < _NAMED or not len(section.body):
        return
    places = _places(reading, named)
    if not places:
        return
    body = section.body
    pieces, ends = [body.iloc[: places[0]]], [*places[1:], len(body)]
    for place, end in zip(places, ends, strict=True):
        pieces.append(_in_order(body.iloc[place + 1 : end], body.iloc[place].tolist(), int(body.index[place]), reading))
    heads = pd.Series(False, index=body.index)
    heads.iloc[places] = True
    reading.drop(body, heads, Message(_AGAIN))
    reading.section = replace(section, body=pd.concat(pieces))


def _places(reading: Reading, named: list[int]) -> list[int]:
    """Return where headers stand among the rows."""
    header, body = reading.section.header, reading.section.body
    first = named[1] if len(named) > _NAMED else named[0]  # the first may begin with a mark
    known = {cell for cell in header if cell.strip()}
    if len(body) <= _MANY:
        known |= {cell for cell in body[first].unique()[:_DIFFERENT] if is_spelled(cell, reading.kind)}
    hits = body[first].isin(list(known))
    if not hits.any():
        return []
    rows = [int(place) for place in hits.to_numpy().nonzero()[0]]
    told = {place: frozenset(map(words, body.iloc[place])) for place in rows}
    same = frozenset(words(header[place]) for place in named)
    return [place for place, row in told.items() if same <= row or has_required(row, reading.kind)]


def _in_order(rows: pd.DataFrame, cells: list[str], row: int, reading: Reading) -> pd.DataFrame:
    """Return the rows below a further header, their columns in the order of the first."""
    header = reading.section.header
    if all(words(cell) == words(first) for cell, first in zip(cells, header, strict=False)):
        return rows
    found = match(cells, reading.kind)
    if found is None or set(found.columns) != set(reading.match.columns) or found.captured != reading.match.captured:
        reading.ask(Message(OTHER, {"row": row}))
        return rows.iloc[:0]
    moved = _moves(found, cells, reading)
    if any(place != source for place, source in moved.items()):
        reading.warn(Message(_ORDER, {"row": row}))
    blank = pd.Series("", index=rows.index, dtype=rows[0].dtype)
    whole = map(int, rows.columns)
    return pd.DataFrame({place: rows[moved[place]] if place in moved else blank for place in whole})


def _moves(found: Match, cells: list[str], reading: Reading) -> dict[int, int]:
    """Return, for each column of the first header, where the further one holds it."""
    mine = reading.match
    moved: dict[int, int] = {}
    for column, place in mine.columns.items():
        places = (place, *mine.repeated.get(column, ()))
        moved |= dict(zip(places, (found.columns[column], *found.repeated.get(column, ())), strict=False))
    rest = {words(cell): place for place, cell in enumerate(cells) if place not in moved.values() and cell.strip()}
    for place, cell in enumerate(reading.section.header):
        if place not in moved and words(cell) in rest:
            moved[place] = rest[words(cell)]
    return moved
