"""Bytes of a file -> UTF-8 text, or one sentence why it cannot be read."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from smmkit.sources.refusal import refused
from smmkit.text import N_, Message

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", N_("a picture (PNG)")),
    (b"\xff\xd8\xff", N_("a picture (JPEG)")),
    (b"GIF8", N_("a picture (GIF)")),
    (b"RIFF", N_("a picture or a recording (RIFF)")),
    (b"%PDF", N_("a PDF")),
    (b"PAR1", N_("a Parquet table")),
    (b"SQLite format 3", N_("a database (SQLite)")),
    (b"{\\rtf", N_("a text document (RTF)")),
)
_PACKED: tuple[tuple[bytes, str], ...] = ((b"\x1f\x8b", "gzip"), (b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"))
JSON = N_("This is JSON, which is not read. Export again as CSV or XLSX.")
OWN_COPY = N_(
    "This is a copy of the account's own data (“Download your information”), which is not read. Export its statistics "
    "instead: Meta Business Suite, Insights, Export; TikTok Studio, Analytics, Download data."
)
_JSON = re.compile(rb"\{|\[\s*[{\[]")
# What Meta and TikTok write in every copy of an account's data.
_OWN_DATA = (b'"string_map_data"', b'"string_list_data"', b'"media_map_data"', b'"label_values"', b'"VideoList"',
             b'"Profile And Settings"', b'"Your Activity"')  # fmt: skip
BINARY = N_("This is not a table (it holds binary data). Export again as CSV or XLSX.")
NOT_UTF8 = N_("The file is not UTF-8; it was read as Windows-1252. If accents look wrong, save it again as CSV UTF-8.")
_OLDER = N_("The file is not UTF-8; it was read as {encoding} text. If accents look wrong, save it again as CSV UTF-8.")
_LETTERS = 0.9
CHUNK = 1 << 20
_ZEROS = 4  # fewer zero bytes are no sign of two-byte text


@dataclass(frozen=True)
class Decoded:
    """Text of a file as UTF-8 bytes without a byte order mark."""

    data: bytes | memoryview
    encoding: str
    repairs: tuple[Message, ...] = ()


def decode(data: bytes, name: str) -> Decoded:
    """Find the encoding of a text file and return its text as UTF-8.

    Parameters
    ----------
    data
        All bytes of the file.
    name
        What to call the file in an error.

    Returns
    -------
    Decoded
        UTF-8 bytes, the encoding they came from, and what had to be assumed.

    Raises
    ------
    RefusedFileError
        If the file is empty, no text, or damaged.

    """
    check_text(data, name)
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return Decoded(_strict(data, "utf-32", name), "utf-32")
    if data.startswith(codecs.BOM_UTF16_LE):
        return Decoded(_strict(data[2:], "utf-16-le", name), "utf-16-le")
    if data.startswith(codecs.BOM_UTF16_BE):
        return Decoded(_strict(data[2:], "utf-16-be", name), "utf-16-be")
    if data.startswith(codecs.BOM_UTF8):
        return Decoded(_utf8(memoryview(data)[3:], name, marked=True), "utf-8-sig")
    wide = unmarked_utf16(data)
    if wide:
        return Decoded(_strict(data, wide, name), wide)
    if b"\x00" in data:
        raise refused(name, BINARY)
    return _narrow(data, name)


def check_text(data: bytes, name: str) -> None:
    """Refuse what is plainly no table: nothing at all, a picture, a PDF, JSON.

    Raises
    ------
    RefusedFileError
        Naming what the file is and what to bring instead.

    """
    if not (data[:CHUNK].strip() or data.strip()):
        raise refused(name, N_("The file is empty. Export it again, or remove it from the folder."))
    for start, what in MAGIC:
        if data.startswith(start):
            raise refused(
                name,
                N_("This is {what:word}, not a table. Export again as CSV or XLSX, or move it out of the folder."),
                what=what,
            )
    for start, what in _PACKED:
        if data.startswith(start):
            said = N_("This is a compressed file ({kind}). Unpack it and put what it holds in the folder.")
            raise refused(name, said, kind=what)
    if data[4:8] == b"ftyp":
        raise refused(name, N_("This is a photo or a video, not a table. Move it out of the folder."))
    head = data[:CHUNK].lstrip(codecs.BOM_UTF8).lstrip()
    if _JSON.match(head):
        raise refused(name, OWN_COPY if any(sign in head for sign in _OWN_DATA) else JSON)
    if head[:13].lower() == b"mime-version:":
        raise refused(
            name, N_("This is a web archive (MHTML), which is not read. Open it in a spreadsheet and save it as XLSX.")
        )


def unmarked_utf16(data: bytes) -> str | None:
    """Tell UTF-16 without a mark by where its zero bytes stand: separators and digits have one each."""
    sample = data[: 1 << 16]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(len(sample) // 2, 1)
    if odd > max(0.1 * half, _ZEROS) and even <= 0.01 * half:
        return "utf-16-le"
    if even > max(0.1 * half, _ZEROS) and odd <= 0.01 * half:
        return "utf-16-be"
    return None


def _strict(data: bytes, encoding: str, name: str) -> bytes:
    """Decode two- or four-byte text; a half character means that the download stopped."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise refused(
            name,
            N_("The {encoding} text is damaged or cut off at byte {place} of {size}. Download it again."),
            encoding=encoding.upper(),
            place=error.start,
            size=len(data),
        ) from None
    if "\x00" in text:
        raise refused(
            name,
            N_("The {encoding} text holds zero characters, so it is damaged. Download it again."),
            encoding=encoding.upper(),
        )
    return text.encode("utf-8")


def is_utf8(data: bytes | memoryview) -> bool:
    """Ask Arrow, which looks at text without copying it and as fast as it can be read."""
    ends = pa.py_buffer(np.array([0, len(data)], dtype=np.int64))
    try:
        pa.Array.from_buffers(pa.large_binary(), 1, [None, ends, pa.py_buffer(data)]).cast(pa.large_string())
    except pa.ArrowInvalid:
        return False
    return True


def count_of(byte: int, data: bytes | memoryview) -> int:
    """Count a byte, piece by piece so that a big file costs no copy."""
    view = np.frombuffer(data, np.uint8)
    if not byte:
        return len(view) - int(np.count_nonzero(view))
    return sum(int(np.count_nonzero(view[k : k + CHUNK] == byte)) for k in range(0, len(view), CHUNK))


def _utf8_error(data: bytes | memoryview) -> UnicodeDecodeError | None:
    """Return the first error in UTF-8 text, piece by piece so that a big file costs no copy."""
    if is_utf8(data):
        return None
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(data)
    for start in range(0, len(data), CHUNK):
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(view[start : start + CHUNK], final=start + CHUNK >= len(data))
        except UnicodeDecodeError as error:
            error.start += start - pending
            return error
    return None


def _utf8(data: bytes | memoryview, name: str, *, marked: bool) -> bytes | memoryview:
    error = _utf8_error(data)
    if error is None and not count_of(0, data):
        return data
    where = error.start if error is not None else bytes(data).index(b"\x00")
    said = (
        N_("The file says that it is UTF-8 but is damaged at byte {place} of {size}. Download it again.")
        if marked
        else N_("The file is UTF-8 text that is damaged at byte {place} of {size}. Download it again.")
    )
    raise refused(name, said, place=where, size=len(data))


def _narrow(data: bytes, name: str) -> Decoded:
    """Read text of one byte a character: UTF-8, or Windows-1252 when nothing speaks for UTF-8."""
    error = _utf8_error(data)
    if error is None:
        return Decoded(data, "utf-8")
    bad = data.decode("utf-8", errors="replace").count("\ufffd")
    good = sum(character > "\x7f" for character in data.decode("utf-8", errors="ignore"))
    if good >= bad:
        return Decoded(_utf8(data, name, marked=False), "utf-8")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return _older(data, name)
    controls = sum(character < " " and character not in "\t\r\n" for character in text)
    if controls > len(text) // 200:
        raise refused(name, BINARY)
    return Decoded(text.encode("utf-8"), "cp1252", (Message(NOT_UTF8),))


def _older(data: bytes, name: str) -> Decoded:
    """Read the letters of Excel's “CSV (Macintosh)” or “CSV (MS-DOS)”, where nearly all beyond ASCII are letters."""
    for encoding, shown in (("mac_roman", "Macintosh"), ("cp850", "MS-DOS")):
        text = data.decode(encoding)
        beyond = [letter for letter in text if letter > "\x7f"]
        if sum(map(str.isalpha, beyond)) >= _LETTERS * len(beyond):
            return Decoded(text.encode("utf-8"), encoding, (Message(_OLDER, {"encoding": shown}),))
    raise refused(name, N_("The letters are in no encoding that can be recognised. Save it again as CSV UTF-8."))
