"""What a row that adds up others is called: `Total`, `Grand total`, `Σ`, in the languages of the exports."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from smmkit.sources.cellbytes import arrow, bytes_in, cell_bytes
from smmkit.sources.headers import words

ALONE = frozenset(
    f"{before}{word}{after}"
    for before in ("", "grand ", "gran ", "sub ", "sub", "suma ", "soma ", "overall ")
    for word in ("total", "totals", "totales", "totais", "totaux", "totale", "totali", "gesamt")
    for after in ("", " general", " geral", " global", " generale", " complessivo", "summe")
) | frozenset(
    ("sum", "suma", "soma", "σ", "overall", "total results", "results total", "resultados totales", "resultados totais",
     "total de resultados", "total de los resultados", "total dos resultados", "total all", "all total")
)  # fmt: skip
_COUNTED = re.compile(
    r"(?:grand )?totale?s? (?:of|from|de|de los|de las|dos|das|di) [\d ]+ [\w ]+"
    r"|(?:results|resultados) (?:from|of|de|das?|dos) [\d ]+ [\w ]+"
)
NAMED = re.compile(r"\s*(?:(?:sub)?tota(?:ls?|les?|li|is|ux)|gesamt)\s*:\s*\S.*", re.IGNORECASE | re.DOTALL)
PERHAPS = re.compile(r"(?:(?:overall |grand |gran )?(?:sub ?)?tota(?:ls?|les?|li|is|ux)|gesamt)\b.*|.* (?:sub ?)?total")
_PIECES = (b"otal", b"OTAL", b"otaux", b"OTAUX", b"esamt", b"ESAMT")
_HOLDS = "|".join(piece.decode() for piece in _PIECES)
_ENDS = 3
# Labels of another word, such as `Σ` or `Grand sum`: what they may begin with, and how long they are at most.
_BEGINS = bytes_in(bytes(letter.encode()[0] for word in ALONE for letter in {word[0], word[0].upper()}))
_LONGEST = 32
_FEW = 10_000


def is_total(cell: str) -> bool:
    """Tell whether a cell is what a row that adds up others is called, in any of the languages of the exports."""
    plain = words(cell)
    return plain in ALONE or bool(_COUNTED.fullmatch(plain)) or bool(NAMED.fullmatch(cell))


def may_be_total(cell: str) -> bool:
    """Tell whether a cell may call its row a sum (`Total septiembre`), which no day, month or week is called."""
    return is_total(cell) or bool(PERHAPS.fullmatch(words(cell)))


def suspects(cells: pd.Series) -> tuple[list[int], list[str]]:
    """Return places and text of the cells that hold `total` somewhere, and of the first and last rows."""
    column = arrow(cells)
    hits = [pc.match_substring_regex(column, _HOLDS)] if _may_hold(column) else []
    ends = [*range(min(_ENDS, len(cells))), *range(max(0, len(cells) - _ENDS), len(cells))]
    found = [place for hit in hits for place in np.flatnonzero(np.asarray(pc.fill_null(hit, False))).tolist()]
    places = sorted({*found, *ends})
    return places, [str(cell) for cell in column.take(pa.array(places, pa.int64())).to_pylist()]


def other_labels(cells: pd.Series) -> np.ndarray:
    """Return the places of the cells that are a label without the word, such as `Σ`, where few different ones are."""
    column = arrow(cells)
    written = cell_bytes(column)
    places = np.flatnonzero(_BEGINS[written.first])
    if not len(places):
        return places
    places = places[written.length[places] <= _LONGEST]
    some = column.take(pa.array(places))
    distinct = pc.unique(some)
    labels = [cell for cell in distinct.to_pylist() if words(str(cell)) in ALONE] if len(distinct) <= _FEW else []
    named: np.ndarray = places[np.asarray(pc.is_in(some, value_set=pa.array(labels, some.type)))]
    return named if len(named) * 2 <= max(2, len(cells)) else places[:0]


def _may_hold(column: pa.ChunkedArray) -> bool:
    """Tell whether a piece of such a word stands anywhere in a column, which is quicker than reading its cells."""
    content = cell_bytes(column).content
    if content.max(initial=0) < ord("A"):
        return False
    written = content.tobytes()
    return any(piece in written for piece in _PIECES)
