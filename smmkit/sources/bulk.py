"""A big regular table, read piece by piece: each piece is looked at while it is in the processor's memory."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv

from smmkit.sources.grid import TEXT, Grid, trim
from smmkit.sources.watched import NotPlainError

FAST_FROM = 1 << 20  # bytes; below it Python's reader is quick enough and knows every oddity
_PIECE = 1 << 20  # stays in the processor's memory; threads would read it sooner and spend half as much again
_SPARE = 1.1  # of the size a column seems to reach


class Stream(Protocol):
    """Bytes that are read one after the other."""

    def read(self, size: int, /) -> bytes: ...  # noqa: D102


class _Column:
    """Text cells in one piece, gathered as they are read: what looks at their bytes would put pieces together often."""

    def __init__(self) -> None:
        self._content = np.empty(0, np.uint8)
        self._bounds = np.zeros(1, np.int64)
        self._bytes = self._cells = 0

    def add(self, cells: pa.LargeStringArray, read: float) -> None:
        """Add the cells of a piece; `read` is the part of the file that has been read, above 0."""
        _, ends, text = cells.buffers()
        bounds = np.frombuffer(ends, np.int64)[cells.offset : cells.offset + len(cells) + 1]
        first, last = int(bounds[0]), int(bounds[-1])
        used, cells_after = self._bytes + last - first, self._cells + len(cells)
        if used > len(self._content):
            self._content = _grown(self._content, self._bytes, used, read)
        if cells_after >= len(self._bounds):
            self._bounds = _grown(self._bounds, self._cells + 1, cells_after + 1, read)
        if last > first:
            self._content[self._bytes : used] = np.frombuffer(text, np.uint8)[first:last]
        np.add(bounds[1:], self._bytes - first, out=self._bounds[self._cells + 1 : cells_after + 1])
        self._bytes, self._cells = used, cells_after

    def whole(self) -> pa.LargeStringArray:
        bounds, content = self._bounds[: self._cells + 1], self._content[: self._bytes]
        return pa.LargeStringArray.from_buffers(self._cells, pa.py_buffer(bounds), pa.py_buffer(content))


def _grown(full: np.ndarray, used: int, needed: int, read: float) -> np.ndarray:
    """Return room for what the rest of the file seems to hold; room that stays empty costs no memory."""
    room = max(int(needed / read * _SPARE), 2 * used) * full.itemsize
    roomy = np.frombuffer(pa.allocate_buffer(room), full.dtype)
    roomy[:used] = full[:used]
    return roomy


def read_bulk(stream: Stream, size: int, top: str, delimiter: str, first: int) -> Grid | None:
    """Read a big regular table; None when its rows differ in width after the first lines.

    Parameters
    ----------
    stream
        UTF-8 text from where the table begins.
    size
        Bytes it seems to hold.
    top
        Its first rows.
    delimiter
        What separates the cells.
    first
        Row number of its first row.

    """
    head = list(csv.reader(io.StringIO(top, newline=""), delimiter=delimiter))
    usual = Counter(len(record) for record in head).most_common(1)[0][0]
    skip = next(k for k, record in enumerate(head) if len(record) == usual)
    if usual < 2 or any("\n" in cell for record in head[:skip] for cell in record):
        return None
    columns = [_Column() for _ in range(usual)]
    try:
        _gather(columns, _batches(stream, delimiter, usual, skip), size)
    except (pa.ArrowInvalid, NotPlainError):
        return None
    return _grid(columns, head[:skip], delimiter, first)


def _gather(columns: Sequence[_Column], batches: Iterable[pa.RecordBatch], size: int) -> None:
    """Put the cells of each piece away while the next one is taken apart."""

    def put(batch: pa.RecordBatch, read: float) -> None:
        for column, cells in zip(columns, batch.columns, strict=True):
            column.add(cells, read)

    with ThreadPoolExecutor(1) as pool:
        before: Future[None] | None = None
        for count, batch in enumerate(batches, 1):
            if before is not None:
                before.result()
            before = pool.submit(put, batch, min(1.0, count * _PIECE / size))
        if before is not None:
            before.result()


def _batches(stream: Stream, delimiter: str, usual: int, skip: int) -> Iterable[pa.RecordBatch]:
    names = [str(k) for k in range(usual)]
    batches: Iterable[pa.RecordBatch] = pa.csv.open_csv(
        stream,
        read_options=pa.csv.ReadOptions(column_names=names, skip_rows=skip, block_size=_PIECE, use_threads=False),
        parse_options=pa.csv.ParseOptions(delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False),
        convert_options=pa.csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.large_string()),
            strings_can_be_null=False,
            check_utf8=False,  # whoever hands the stream over looks at it
        ),
    )
    return batches


def _grid(columns: list[_Column], top: Sequence[list[str]], delimiter: str, first: int) -> Grid:
    cells = pd.DataFrame({k: pd.array(column.whole(), dtype=TEXT) for k, column in enumerate(columns)}, copy=False)
    widths = None
    if top:
        usual = len(columns)
        above = pd.DataFrame([(record + [""] * usual)[:usual] for record in top], dtype=TEXT)
        lengths = [len(record) for record in top] + [usual] * len(cells)
        cells = pd.concat([above, cells], ignore_index=True)
        widths = pd.Series(lengths, index=pd.RangeIndex(first, first + len(cells), name="row"))
    cells.index = pd.RangeIndex(first, first + len(cells), name="row")
    return trim(Grid(cells=cells, delimiter=delimiter, widths=widths))
