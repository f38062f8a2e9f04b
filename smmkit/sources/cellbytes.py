"""Text cells as the bytes they are kept in: what a million cells have in common is seen in one go."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa


def arrow(cells: pd.Series) -> pa.ChunkedArray:
    """Return text cells as Arrow sees them, without a copy when pandas holds them in Arrow."""
    found = pa.array(cells.astype("str"), type=pa.large_string(), from_pandas=True)
    return found if isinstance(found, pa.ChunkedArray) else pa.chunked_array([found])


@dataclass(frozen=True)
class Bytes:
    """The cells of a column as the bytes Arrow keeps them in, so that a million of them are looked at in one go.

    Parameters
    ----------
    length, first, last
        Of each cell: bytes, first byte and last byte (0 in an empty cell).
    content
        The bytes of all cells, one after the other.

    """

    length: np.ndarray
    first: np.ndarray
    last: np.ndarray
    content: np.ndarray

    def holding(self, low: str, high: str) -> np.ndarray:
        """Tell which cells hold an ASCII character from low to high."""
        found = np.zeros(len(self.length), dtype=bool)
        places = np.flatnonzero(self.content - np.uint8(ord(low)) <= ord(high) - ord(low))
        if len(places):
            found[np.searchsorted(self.length.cumsum(), places, side="right")] = True
        return found


def cell_bytes(words: pa.ChunkedArray | pa.LargeStringArray) -> Bytes:
    """Return the bytes of text cells; a missing cell is an empty one."""
    chunk = words
    if isinstance(words, pa.ChunkedArray):
        chunk = words.chunk(0) if words.num_chunks == 1 else words.combine_chunks()
    chunk = chunk.fill_null("") if chunk.null_count else chunk
    _, ends, text = chunk.buffers()
    if text is None or not len(chunk):
        nothing = np.zeros(len(chunk), np.uint8)
        return Bytes(nothing.astype(np.int64), nothing, nothing, nothing[:0])
    offsets = np.frombuffer(ends, np.int64)[chunk.offset : chunk.offset + len(chunk) + 1]
    whole = np.frombuffer(text, np.uint8)
    length = np.diff(offsets)
    filled = length > 0
    first, last = np.zeros((2, len(chunk)), np.uint8)
    first[filled], last[filled] = whole[offsets[:-1][filled]], whole[offsets[1:][filled] - 1]
    return Bytes(length, first, last, whole[offsets[0] : offsets[-1]])


def bytes_in(some: bytes) -> np.ndarray:
    """Return a table that tells of each byte whether it is one of some."""
    table = np.zeros(256, dtype=bool)
    table[list(some)] = True
    return table
