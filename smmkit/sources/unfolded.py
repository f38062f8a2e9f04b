"""How much a workbook becomes once it is unfolded: a small file may name a far cell, or one long text many times."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

import numpy as np

from smmkit.sources.limits import CELLS, UNPACKED
from smmkit.sources.refusal import refused
from smmkit.text import N_

_PIECE = 1 << 22
_LONGEST_TAG = 1 << 20
_LETTERS = 26
_REF = re.compile(rb"<(?:\w+:)?c(?=[\s/>])[^>]*?\sr\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"']")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ROWS = re.compile(rb"<(?:\w+:)?row(?=[\s/>])[^>]*?\sr\s*=\s*[\"'](\d{1,7})")
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_SHARED = re.compile(rb"<(?:\w+:)?si(?=[\s>]).*?</(?:\w+:)?si>", re.DOTALL)
_USED = re.compile(rb"\st\s*=\s*[\"']s[\"'][^>]*>\s*<(?:\w+:)?v[^>]*>\s*(\d{1,9})")
# A formula whose result nobody worked out; `t="str"` is one whose result is an empty text.
_UNSOLVED = re.compile(
    rb"<(?:\w+:)?c(?=[\s>])(?![^>]*\st\s*=\s*[\"']str)[^>]*>\s*<(?:\w+:)?f(?:\s[^>]*?)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_NEVER = N_(
    "The workbook holds formulas that were never worked out, so their cells are empty. Open it in a spreadsheet, save "
    "it there, and put that file here."
)
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
_FAR = N_(
    "The sheet has a cell in row {row:number} and one in column {column:number}, far away from the others. Delete "
    "what lies outside the table, or save the sheet as CSV."
)
_TOO_MUCH = N_("The workbook unpacks to {size:number} MB, which no export does. Save it again as CSV.")


def check_workbook(data: bytes, name: str) -> None:
    """Refuse a workbook that unfolds to more than memory should hold.

    Parameters
    ----------
    data
        A zip archive that holds a workbook (xlsx or ods).
    name
        What to call it.

    Raises
    ------
    RefusedFileError
        Naming what was found and what to do.

    """
    archive = zipfile.ZipFile(io.BytesIO(data))
    members = archive.infolist()
    size = sum(member.file_size for member in members)
    if size > UNPACKED:
        raise refused(name, _TOO_MUCH, size=size >> 20)
    if any(member.filename.endswith("workbook.bin") for member in members):
        raise refused(name, N_("This is a binary workbook (XLSB), which is not read. Save it again as XLSX or CSV."))
    try:
        for member in members:
            if member.filename == "content.xml":
                _check_repeats(archive, member, name)
            elif member.filename.lower().endswith(".xml"):
                _check_far(archive, member, name)
        _check_texts(archive, members, name)
    except BROKEN:
        return  # the reader says what is wrong with it


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """Yield a member in pieces that end between two tags."""
    rest = b""
    with archive.open(member) as file:
        while piece := file.read(_PIECE):
            whole = rest + piece
            end = whole.rfind(b"<")
            rest = whole[end:] if end > 0 else whole
            if len(rest) > _PIECE + _LONGEST_TAG:
                raise refused(name, N_("The workbook is damaged. Download it again or save it again as XLSX."))
            yield whole[: max(end, 0)]
    yield rest


def _check_far(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> None:
    """Refuse a sheet whose outermost cells span more than could be filled."""
    row = column = rows = running = 0
    for piece in _pieces(archive, member, name):
        if b"<f" in piece and _UNSOLVED.search(piece):
            raise refused(name, _NEVER)
        found = _REF.findall(piece)
        row = max((int(number) for _, number in found), default=0) if found else row
        row = max(row, *(int(number) for number in _ROWS.findall(piece)), 0)
        rows += len(_ROW.findall(piece))
        column = max(column, *(_number(letters) for letters in {letters for letters, _ in found}), 0)
        if len(_CELL.findall(piece)) > len(found):  # cells that do not say where they are stand side by side
            for part in _ROW.split(piece):
                running = len(_CELL.findall(part))
                column = max(column, running)
        if max(row, rows) * column > CELLS:
            raise refused(name, _FAR, row=max(row, rows), column=column)


def _check_repeats(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> None:
    """Refuse an OpenDocument sheet that repeats filled cells or rows more often than could be held."""
    place = {"row": 0, "column": 0, "repeat": 1, "width": 0, "last": 0, "widest": 0}

    def start(tag: str, attributes: dict[str, str]) -> None:
        kind = tag.rpartition(":")[2]
        told = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if kind == "table":
            place.update(row=0, last=0, widest=0)
        elif kind == "table-row":
            place.update(column=0, width=0, repeat=_times(told.get("number-rows-repeated", "1")))
        elif kind in {"table-cell", "covered-table-cell"}:
            place["column"] += _times(told.get("number-columns-repeated", "1"))
            place["width"] = place["column"] if "value-type" in told or "formula" in told else place["width"]

    def end(tag: str) -> None:
        if tag.rpartition(":")[2] == "table-row":
            place["row"] += place["repeat"]
            if place["width"]:
                place.update(last=place["row"], widest=max(place["widest"], place["width"]))
            if place["last"] * place["widest"] > CELLS:
                raise refused(name, _FAR, row=place["last"], column=place["widest"])

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        with archive.open(member) as file:
            parser.ParseFile(file)
    except (expat.ExpatError, ValueError):
        return  # the reader says what is wrong with it


def _times(written: str) -> int:
    try:
        return max(1, int(written))
    except ValueError:
        return 1


def _check_texts(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], name: str) -> None:
    """Refuse a workbook whose cells name long shared texts so often that they would fill the memory."""
    shared = [member for member in members if member.filename.lower().endswith("sharedstrings.xml")]
    if not shared:
        return
    lengths = np.array([len(text) for text in _SHARED.findall(archive.read(shared[0]))], dtype=np.int64)
    total = 0
    for member in members:
        if len(lengths) and member not in shared and member.filename.lower().endswith(".xml"):
            for piece in _pieces(archive, member, name):
                used = np.array(_USED.findall(piece), dtype=np.int64)
                total += int(lengths[used[used < len(lengths)]].sum())
                if total > UNPACKED:
                    raise refused(name, _TOO_MUCH, size=total >> 20)


def _number(letters: bytes) -> int:
    """Return the number of a column: A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + letter - ord("A") + 1
    return number
