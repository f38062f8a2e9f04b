"""Any file an analyst may have -> grids of text cells, or one sentence why not."""

from __future__ import annotations

import os
import re
from codecs import BOM_UTF8
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from io import FileIO
from pathlib import Path

from smmkit.errors import RefusedFileError
from smmkit.sources.archive import is_archive, tables_of
from smmkit.sources.bulk import FAST_FROM, read_bulk
from smmkit.sources.column_a import apart
from smmkit.sources.decode import check_text, decode
from smmkit.sources.delimited import (
    SAMPLE,
    declared_delimiter,
    detect_delimiter,
    read_delimited,
    sample,
    whole_header,
)
from smmkit.sources.grid import Grid, unshielded
from smmkit.sources.limits import LARGEST, check_cells, check_columns
from smmkit.sources.refusal import refused
from smmkit.sources.spreadsheet import ZIP, is_workbook, read_workbook
from smmkit.sources.watched import Watched, seems_plain
from smmkit.sources.web_tables import is_markup, read_web_tables
from smmkit.text import N_, Message

__all__ = ["Grid", "read_grids"]

_SHIELDED = re.compile(rb'[,;\t|\n"]="')


def read_grids(path: Path, *, seen: Callable[[bytes], None] | None = None) -> list[Grid]:
    """Read a CSV-like file or a workbook, whatever its name says.

    Parameters
    ----------
    path
        File in a client's exports folder.
    seen
        Told the SHA-256 of the bytes that are read, so that what is kept can be held against them.

    Returns
    -------
    list of Grid
        One a sheet; a text file gives one.

    Raises
    ------
    RefusedFileError
        If the file is empty, no table (picture, PDF, JSON, zip without one), protected, cut off or damaged.

    """
    streamed, data = None, b""
    try:
        with path.open("rb", buffering=0) as file:
            size = os.fstat(file.fileno()).st_size
            if size > LARGEST:
                raise refused(
                    path.name,
                    N_("The file holds {size:number} MB, more than is read at once. Export a shorter period."),
                    size=size >> 20,
                )
            if size >= FAST_FROM:
                streamed = _streamed(file, size, path.name)
            if streamed is None:
                file.seek(0)
                data = file.read()
    except OSError as error:
        raise refused(
            path.name,
            N_("The file cannot be opened ({reason}). Close it in other programs and try again."),
            reason=error.strerror,
        ) from None
    if seen is not None:
        seen(sha256(data).digest() if streamed is None else streamed.digest)
    return grids_of(data, path.name) if streamed is None else [_finished(streamed.grid, streamed.head, path.name)]


@dataclass(frozen=True)
class _Streamed:
    """What a big file gave that was read in one go: its grid, its first bytes, its hash."""

    grid: Grid
    head: bytes
    digest: bytes


def _streamed(file: FileIO, size: int, name: str) -> _Streamed | None:
    """Read a big regular table of plain text in one go; None where somebody must look at the whole file first."""
    head = file.read(2 * SAMPLE)
    file.seek(0)
    mark = len(BOM_UTF8) if head.startswith(BOM_UTF8) else 0
    if not seems_plain(head) or is_workbook(head) or is_markup(str(head[:64], "utf-8", errors="ignore")):
        return None
    declared, start = declared_delimiter(head[mark:])
    try:
        check_text(head, name)
        top = sample(head[mark + start :])
        delimiter = detect_delimiter(top, default=declared)
        check_columns(top, delimiter, name)
        if whole_header(top, delimiter):
            return None
    except (RefusedFileError, UnicodeDecodeError):
        return None
    text = Watched(file, mark + start)
    grid = read_bulk(text, size, top, delimiter, 2 if start else 1)
    if grid is None or text.quotes % 2:
        return None
    ends_line = text.last in {b"\n", b"\r"}
    encoding = "utf-8-sig" if mark else "utf-8"
    return _Streamed(replace(grid, encoding=encoding, final_newline=ends_line), head[mark:], text.digest())


def grids_of(data: bytes, name: str) -> list[Grid]:
    """Read the bytes of a file; see `read_grids`."""
    if data.startswith(ZIP) and is_archive(data):
        return _unpacked(data, name)
    if is_workbook(data):
        return [unshielded(check_cells(apart(grid, name), name)) for grid in read_workbook(data, name)]
    decoded = decode(data, name)
    if is_markup(str(decoded.data[:64], "utf-8", errors="ignore")):
        return [
            replace(unshielded(check_cells(grid, name)), repairs=(*decoded.repairs, *grid.repairs))
            for grid in read_web_tables(str(decoded.data, "utf-8"), name)
        ]
    grid = _finished(read_delimited(decoded.data, name), decoded.data, name)
    return [replace(grid, encoding=decoded.encoding, repairs=decoded.repairs + grid.repairs)]


def _finished(grid: Grid, text: bytes | memoryview, name: str) -> Grid:
    """Return the grid of a text if no cell is too long, without the shields of its cells."""
    grid = check_cells(grid, name)
    return unshielded(grid) if _SHIELDED.search(text[:SAMPLE]) else grid


def _unpacked(data: bytes, name: str) -> list[Grid]:
    """Read the tables of a zip, each under its own name; one that cannot be read is named and spoils no other."""
    grids: list[Grid] = []
    lost: list[str] = []
    for member, content in tables_of(data, name):
        try:
            inside = [] if is_archive(content) else grids_of(content, member)
        except RefusedFileError:
            inside = []
        lost += [] if inside else [member]
        grids += [replace(grid, sheet=member if grid.sheet is None else f"{member} {grid.sheet}") for grid in inside]
    if not grids:
        raise refused(name, N_("No table of the zip can be read. Unpack it and put the files in the folder."))
    if lost:
        said = Message(N_("Tables of the zip that cannot be read, left out: {names}."), {"names": ", ".join(lost)})
        grids[0] = replace(grids[0], warnings=(*grids[0].warnings, said))
    return grids
