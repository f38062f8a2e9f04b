"""What a workbook is made of, each input known by a hash of its content."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from smmkit.errors import RunError
from smmkit.files import digest, write_whole
from smmkit.run.rooms import notebook_rooms

INDEX = ".inputs.json"


@dataclass(frozen=True)
class Notebook:
    """A notebook as committed.

    Parameters
    ----------
    number, name, path
        `06`, `06_budget_allocation`, and the file.
    digest
        Hash of what it says, never of its outputs.
    rooms
        Hash of each room of the program it depends on.

    """

    number: str
    name: str
    path: Path
    digest: str
    rooms: Mapping[str, str]


@dataclass
class Index:
    """What is known of a client's files since the last look: size, time and hash of each, and what follows from them.

    Looking at a file's size and time saves reading it again: a thousand clients are checked in a second.
    """

    path: Path
    files: dict[str, list[Any]] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Index:
        """Read the index; an absent or broken one is an empty one."""
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            return cls(path, dict(content["files"]), dict(content["facts"]))
        except (OSError, ValueError, KeyError, TypeError):
            return cls(path)

    def write(self) -> None:
        """Write the index."""
        write_whole(self.path, json.dumps({"files": self.files, "facts": self.facts}, ensure_ascii=False))


def client_inputs(folder: Path, index: Index) -> dict[str, str]:
    """Return the hash of every file of a client, by its path inside the client's folder.

    Parameters
    ----------
    folder
        The client's folder.
    index
        Hashes seen before; brought up to date in place.

    """
    seen: dict[str, list[Any]] = {}
    for name, entry in _files(os.fspath(folder), ""):
        state = entry.stat()
        known = index.files.get(name)
        if known is None or known[:2] != [state.st_size, state.st_mtime_ns]:
            known = [state.st_size, state.st_mtime_ns, digest(Path(entry.path).read_bytes())]
        seen[name] = known
    index.files = seen
    return {name: known[2] for name, known in sorted(seen.items())}


def _files(folder: str, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith((".", "~$")):
                continue
            if entry.is_dir():
                yield from _files(entry.path, f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name, entry


@cache
def notebooks(folder: Path) -> tuple[Notebook, ...]:
    """Return the chain of notebooks of a folder, in order.

    Raises
    ------
    RunError
        If the folder holds no notebook `NN_name.ipynb`, or one cannot be read.

    """
    found = []
    for path in sorted(folder.glob("[0-9][0-9]_*.ipynb")):
        try:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            says = [[c["cell_type"], c["source"], c.get("id"), c["metadata"].get("tags", [])] for c in cells]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise RunError(f"{path}: not a notebook ({error}). Restore the file and run again.") from None
        code = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
        rooms = notebook_rooms(path.name[:2], code)
        found.append(Notebook(path.name[:2], path.stem, path, digest(json.dumps(says).encode()), rooms))
    if not found:
        raise RunError(f"{folder}: no notebook named NN_name.ipynb there. Check SMMKIT_NOTEBOOKS or reinstall smmkit.")
    return tuple(found)
