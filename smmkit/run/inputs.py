"""What a workbook is made of, each input known by a hash of its content."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import smmkit
from smmkit import folders
from smmkit.errors import RunError
from smmkit.files import digest, write_whole

INDEX = ".inputs.json"


@dataclass(frozen=True)
class Source:
    """A notebook as committed: its number, name, file and the hash of what it says (never of its outputs)."""

    number: str
    name: str
    path: Path
    digest: str


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
def notebooks(folder: Path) -> tuple[Source, ...]:
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
        found.append(Source(path.name[:2], path.stem, path, digest(json.dumps(says).encode())))
    if not found:
        raise RunError(f"{folder}: no notebook named NN_name.ipynb there. Check SMMKIT_NOTEBOOKS or reinstall smmkit.")
    return tuple(found)


@cache
def package_digest() -> str:
    """Return the hash of the program itself: version, source, catalogue, style sheets, reference tables."""
    package = Path(smmkit.__file__).parent
    reference = folders.demo_dir() / "reference"
    files = [path for path in _program(package) if not path.is_relative_to(package / "bundle")]
    files += sorted(path for path in reference.rglob("*") if path.is_file())
    return digest("".join([smmkit.__version__, *(digest(path.read_bytes()) for path in files)]).encode())


def _program(package: Path) -> list[Path]:
    kinds = {".py", ".po", ".toml", ".json", ".css", ".mplstyle", ".html", ".js", ".csv", ".yaml", ".txt"}
    return sorted(path for path in package.rglob("*") if path.suffix in kinds)


def evidence_digests(out: Path) -> dict[str, str]:
    """Return the hash of each notebook's part of the ledger, by the notebook's number."""
    return {path.stem: digest(path.read_bytes()) for path in sorted((out / "ledger").glob("*.json"))}
