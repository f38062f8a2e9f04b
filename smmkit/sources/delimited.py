"""Delimited text -> a grid of cells, mended only where there is one way to mend it."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa

from smmkit.sources.bulk import FAST_FROM, read_bulk
from smmkit.sources.decode import count_of
from smmkit.sources.grid import TEXT, Grid, trim
from smmkit.sources.limits import check_columns, check_width
from smmkit.sources.refusal import refused
from smmkit.text import N_, Message

DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 1 << 16
END = "\x1e end of file \x1e"  # read back as a row of its own unless a quote is still open

Records = list[list[str]]


@dataclass(frozen=True)
class Lines:
    """Rows of cells, the row number of the first, and whether a quote stood where none belongs."""

    records: Records
    numbers: list[int]
    stray_quote: bool = False


def read_delimited(data: bytes | memoryview, name: str) -> Grid:
    """Read the text of a CSV-like file.

    Parameters
    ----------
    data
        UTF-8 text without a byte order mark.
    name
        What to call the file in an error.

    Returns
    -------
    Grid
        All cells, with the repairs that were made.

    Raises
    ------
    RefusedFileError
        If a quoted cell is never closed, which means that part of the file is missing.

    """
    declared, start = declared_delimiter(data)
    body = data[start:] if start else data
    delimiter = detect_delimiter(sample(body), default=declared)
    check_columns(sample(body), delimiter, name)
    first = 2 if start else 1
    if len(body) >= FAST_FROM and count_of(ord('"'), body) % 2 == 0 and not whole_header(sample(body), delimiter):
        grid = read_bulk(pa.BufferReader(body), len(body), sample(body), delimiter, first)
        if grid is not None:
            return replace(grid, final_newline=_ends_line(body))
    text = str(body, "utf-8")
    repairs: tuple[Message, ...] = ()
    some = undo_some_line_quotes(text)
    lines, delimiter = some if some is not None else (read_lines(text, delimiter, name), delimiter)
    if some is not None:
        repairs = (Message(N_("Lines with quotes had been saved as one quoted cell; the inner quotes were undone.")),)
    unquoted = undo_line_quotes(lines, delimiter)
    if unquoted is not None:
        lines, delimiter = unquoted
        repairs = (Message(N_("Every line had been saved as one quoted cell; the inner quotes were undone.")),)
    check_width(max(map(len, lines.records), default=0), name)
    lines = replace(lines, numbers=[number + first - 1 for number in lines.numbers])
    return _grid(lines, delimiter, repairs, final_newline=_ends_line(body))


def sample(data: bytes | memoryview) -> str:
    """Return the first rows as text, without a last line that may be cut."""
    if len(data) <= SAMPLE:
        return str(data, "utf-8")
    text = str(data[:SAMPLE], "utf-8", errors="ignore")
    return text.rpartition("\n")[0] or text


def whole_header(text: str, delimiter: str) -> bool:
    """Tell whether the first line holds another mark several times and the delimiter, if at all, behind its end only.

    A spreadsheet that did not take lines apart saves them so: each a cell, with marks of its own behind it.
    """
    first = text.partition("\n")[0].rstrip("\r").rstrip(delimiter)
    return delimiter not in first and any(first.count(mark) > _SOME for mark in DELIMITERS)


def _ends_line(data: bytes | memoryview) -> bool:
    return bytes(data[-1:]) in {b"\n", b"\r"}


def declared_delimiter(data: bytes | memoryview) -> tuple[str, int]:
    """Return what a leading `sep=` line declares (a comma if none) and where the text after it begins.

    It is only a default: a spreadsheet that saved the file again may have changed every
    delimiter but this one, or quoted and padded the line.
    """
    found = re.match(rb'"?sep=(.)"?[,;\t|]*\r?\n', data)
    if found is None:
        return ",", 0
    character = found.group(1).decode("latin-1")
    return (character if character in DELIMITERS else ","), found.end()


def detect_delimiter(text: str, *, default: str = ",") -> str:
    """Return the delimiter that gives the most rows the same number of cells, two at least."""
    if _in_tabs(text):
        return "\t"
    best, best_score = default, (0.0, 0)
    for delimiter in (default, *DELIMITERS):
        widths = [len(record) for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if record]
        counts = Counter(width for width in widths if width > 1)
        if not counts:
            continue
        width, rows = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
        score = (rows / len(widths), width)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _in_tabs(text: str) -> bool:
    """Tell whether all lines from some line on hold the same tabs, which no prose does; commas may stand above them."""
    tabs = [line.count("\t") for line in text.splitlines() if line.strip()]
    first = next((place for place, count in enumerate(tabs) if count > 1), len(tabs))
    return len(tabs) - first > _SOME and len(set(tabs[first:])) == 1


_SOME = 2


def read_lines(text: str, delimiter: str, name: str) -> Lines:
    """Split text into rows of cells; quoted cells may span lines.

    Raises
    ------
    RefusedFileError
        If a quote is still open at the end of the file.

    """
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    ending = "" if text.endswith(("\n", "\r")) else "\n"
    whole = f"{text}{ending}{END}"
    stray = False
    try:
        records = _read(whole, delimiter, strict=True)[0]
    except csv.Error:
        stray = True
        records = _read(whole, delimiter, strict=False)[0]
    if records[-1] != [END]:
        raise refused(
            name,
            N_(
                "A quoted cell that begins in row {row} is never closed, so the file is cut off or damaged. "
                "Download it again."
            ),
            row=len(records),
        )
    return Lines(records[:-1], list(range(1, len(records))), stray)


def _read(text: str, delimiter: str, *, strict: bool) -> tuple[Records, list[int]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    records: Records = []
    starts: list[int] = []
    line = 1
    for record in reader:
        records.append(record)
        starts.append(line)
        line = reader.line_num + 1
    return records, starts


def undo_line_quotes(lines: Lines, delimiter: str) -> tuple[Lines, str] | None:
    """Undo a spreadsheet that saved every physical line as one quoted cell.

    Returns None unless nine rows in ten are a single cell and, read once more, all rows agree.
    """
    tails = ["".join(record[1:]) for record in lines.records if record]
    if not tails or sum(not tail for tail in tails) < 0.9 * len(tails):
        return None
    text = "\n".join(delimiter.join(_without_tail(record)) for record in lines.records)
    inner = detect_delimiter(text[:SAMPLE])
    try:
        records, starts = _read(text, inner, strict=True)
    except csv.Error:
        return None
    widths = {len(record) for record in records if record}
    if len(widths) != 1 or widths == {1} or records == [_without_tail(record) for record in lines.records]:
        return None
    return Lines(records, starts), inner


def undo_some_line_quotes(text: str) -> tuple[Lines, str] | None:
    """Undo a spreadsheet that quoted only the physical lines that held quotes, header first.

    Returns None unless the first line is one quoted cell that holds a row, and, read once more, all rows agree.
    """
    first = text[: text.find("\n")].rstrip("\r")
    if not _QUOTED_LINE.fullmatch(first) or '""' not in first:
        return None
    written = [line.rstrip("\r") for line in text.split("\n")]
    undone = "\n".join(line[1:-1].replace('""', '"') if _QUOTED_LINE.fullmatch(line) else line for line in written)
    inner = detect_delimiter(undone[:SAMPLE])
    try:
        records, starts = _read(undone, inner, strict=True)
    except csv.Error:
        return None
    widths = {len(record) for record in records if record}
    return (Lines(records, starts), inner) if len(widths) == 1 and widths != {1} else None


_QUOTED_LINE = re.compile(r'"(?:[^"]|"")+"')


def _without_tail(record: list[str]) -> list[str]:
    while record and not record[-1]:
        record = record[:-1]
    return record


def _grid(lines: Lines, delimiter: str, repairs: tuple[Message, ...], *, final_newline: bool) -> Grid:
    """Pad rows to the same width and note what was odd."""
    widths = np.array([len(record) for record in lines.records])
    width = int(widths.max(initial=1))
    columns = [[record[k] if k < len(record) else "" for record in lines.records] for k in range(width)]
    cells = pd.DataFrame({k: pd.array(column, dtype=TEXT) for k, column in enumerate(columns)})
    cells.index = pd.Index(lines.numbers, name="row")
    warnings = []
    if lines.stray_quote:
        warnings.append(Message(N_("A quotation mark stands inside a quoted cell; check the cells around it.")))
    grid = Grid(
        cells=cells,
        delimiter=delimiter,
        repairs=repairs,
        warnings=tuple(warnings),
        widths=pd.Series(widths, index=cells.index) if len(set(widths.tolist())) > 1 else None,
        cut=not final_newline and _cut_short(lines.records),
        final_newline=final_newline,
    )
    return trim(grid)


def _cut_short(records: Records) -> bool:
    """Tell whether the last row lacks cells, or ends right after a delimiter where the others hold something."""
    widths = Counter(len(record) for record in records if len(record) > 1)
    if not widths or not records[-1]:
        return False
    usual = widths.most_common(1)[0][0]
    if len(records[-1]) != usual or records[-1][-1]:
        return len(records[-1]) < usual
    others = [bool(record[-1]) for record in records[1:-1] if len(record) == usual]
    return not others or sum(others) > len(others) / 2
