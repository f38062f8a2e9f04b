"""A zip that holds exports, as YouTube Studio sends them: each table in it is read as a sheet of one file."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath

from smmkit.files import inert
from smmkit.sources.limits import UNPACKED
from smmkit.sources.refusal import refused
from smmkit.sources.unfolded import BROKEN
from smmkit.text import N_

_TABLES = frozenset((".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods"))
_DOCUMENT = ("xl/", "word/", "ppt/", "META-INF/")
_MOST = 60


def is_archive(data: bytes) -> bool:
    """Tell a zip of tables from a workbook or a document, which are zips too."""
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except BROKEN:
        return False
    if any(member.startswith(_DOCUMENT) or member == "content.xml" or member.endswith(".iwa") for member in members):
        return False
    return any(map(_is_table, members))


def tables_of(data: bytes, name: str) -> list[tuple[str, bytes]]:
    """Return the tables of a zip, each with its name.

    Parameters
    ----------
    data
        All bytes of the archive.
    name
        What to call it in an error.

    Raises
    ------
    RefusedFileError
        If it is protected, damaged, holds too many tables, or unpacks to more than memory should hold.

    """
    found: list[tuple[str, bytes]] = []
    left = UNPACKED
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = [member for member in archive.infolist() if _is_table(member.filename)]
        if len(members) > _MOST:
            raise refused(name, N_("The zip holds {count:number} tables. Unpack it and keep those you need."),
                          count=len(members))  # fmt: skip
        for member in members:
            if member.flag_bits & 1:
                raise refused(
                    name, N_("The zip is protected by a password. Unpack it and put the files in the folder.")
                )
            with archive.open(member) as file:  # what it says of its size may be a lie
                content = file.read(left + 1)
            left -= len(content)
            if left < 0:
                size = UNPACKED >> 20
                raise refused(
                    name, N_("The zip unpacks to more than {size:number} MB, which no export does."), size=size
                )
            found.append((inert(PurePosixPath(member.filename).name), content))
    except BROKEN:
        raise refused(name, N_("The zip is damaged or cut off. Download it again.")) from None
    return found


def _is_table(member: str) -> bool:
    path = PurePosixPath(member)
    hidden = any(part.startswith((".", "__MACOSX", "~$")) for part in path.parts)
    return not hidden and path.suffix.lower() in _TABLES
