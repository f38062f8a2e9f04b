"""A big file of plain UTF-8 text, looked at while it streams by: nothing of it is kept or read twice."""

from __future__ import annotations

import codecs
from hashlib import sha256
from typing import BinaryIO

from smmkit.sources.decode import count_of, is_utf8, unmarked_utf16

_OTHER_TEXT = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_LEAD = ((0xC0, 2), (0xE0, 3), (0xF0, 4))  # from which byte on a UTF-8 character begins that is so long


class NotPlainError(Exception):
    """The text is not UTF-8 throughout, or holds zero bytes: somebody must look at the whole file."""


class Watched:
    """What is read from a file, hashed and held against UTF-8 as it passes.

    Parameters
    ----------
    file
        The file, at its beginning.
    start
        Bytes to leave out: a byte order mark, a line that declares the delimiter.

    Raises
    ------
    NotPlainError
        From `read`, as soon as a piece is no UTF-8 text.

    """

    closed = False

    def __init__(self, file: BinaryIO, start: int) -> None:
        self._file = file
        self._hash = sha256()
        self._open = b""
        self.quotes = 0
        self.last = b""
        self._hash.update(file.read(start))

    def read(self, size: int) -> bytes:
        """Return the next piece of the text."""
        piece = self._file.read(size)
        self._hash.update(piece)
        text = self._open + piece
        left = _unfinished(text) if piece else 0
        self._open = text[len(text) - left :]
        if b"\0" in piece or not is_utf8(memoryview(text)[: len(text) - left]):
            raise NotPlainError
        self.quotes += count_of(ord('"'), piece)
        self.last = piece[-1:] or self.last
        return piece

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def digest(self) -> bytes:
        """Return the hash of the file, as far as it was read."""
        return self._hash.digest()


def seems_plain(head: bytes) -> bool:
    """Tell whether a file may be UTF-8 text, from its first bytes."""
    return b"\0" not in head and not head.startswith(_OTHER_TEXT) and unmarked_utf16(head) is None


def _unfinished(text: bytes) -> int:
    """Return how many bytes at the end begin a UTF-8 character that goes on."""
    for back in range(1, min(3, len(text)) + 1):
        byte = text[-back]
        if byte >= 0xC0:
            long = max(length for lead, length in _LEAD if byte >= lead)
            return back if long > back else 0
        if byte < 0x80:
            return 0
    return 0
