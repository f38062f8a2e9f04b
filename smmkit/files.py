"""Files on disk: read whole, written in one step, known by their content."""

from __future__ import annotations

import os
import stat
import tempfile
from hashlib import blake2b
from pathlib import Path
from unicodedata import category


def _umask() -> int:
    """Return the umask, which can only be read by setting it; once, before there are threads."""
    held = os.umask(0o077)
    os.umask(held)
    return held


_UMASK = _umask()
# A temporary file starts so; what a killed run left behind is found by it.
TEMPORARY = ".writing-"
_PIECE = 1 << 20


def digest(content: bytes) -> str:
    """Return the short name of a content."""
    return blake2b(content, digest_size=8).hexdigest()


def content_digest(path: Path) -> str:
    """Return the short name of a file's content, read in pieces: a file may be larger than the memory."""
    hashed = blake2b(digest_size=8)
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            hashed.update(piece)
    return hashed.hexdigest()


def inside(path: Path, folder: Path) -> bool:
    """Say whether a file, every link followed, lies in a folder."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def is_own(path: Path) -> bool:
    """Say whether a file is there and is no link out of its folder."""
    return path.is_file() and inside(path, path.parent)


def inert(text: str) -> str:
    """Return a file's name, or a sentence that holds one, without what a terminal obeys or cannot be stored."""
    readable = os.fsencode(text).decode("utf-8", "backslashreplace")
    return "".join(each if each == "\n" or category(each)[0] != "C" else escaped(each) for each in readable)


def escaped(character: str) -> str:
    """Return a character as its number in words."""
    return character.encode("unicode_escape").decode()


def write_whole(path: Path, content: str | bytes) -> None:
    """Replace a file in one step: whoever reads, or is killed, sees the old content or the new one.

    Raises
    ------
    OSError
        If the disk is full or the folder cannot be written; the old file is untouched then.

    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=TEMPORARY, suffix=path.suffix)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(path))
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    """Return the permissions of the file that is replaced, or what the user's umask leaves of a new one."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    return 0o666 & ~_UMASK


def remove_leftovers(folder: Path) -> None:
    """Remove the temporary files of a run that was killed while writing; call it under the lock only."""
    if folder.is_dir():
        for path in [*folder.glob(f"{TEMPORARY}*"), *folder.glob(f"*/{TEMPORARY}*")]:
            path.unlink(missing_ok=True)
