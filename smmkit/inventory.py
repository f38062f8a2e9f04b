"""A client's files, each known by a hash of its content; a look at size and time saves reading them again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from smmkit.files import content_digest, inert, inside, write_whole

INDEX = ".inputs.json"
# Where a client's exports are kept as they were read, once for all months.
IMPORTED = ".import"


@dataclass
class Index:
    """What is known of a client's files since the last look: size, time and hash of each, and what follows from them.

    Looking at a file's size and time saves reading it again: a thousand clients are checked in a second.
    """

    path: Path
    files: dict[str, list[Any]] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)

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


def client_inputs(folder: Path, index: Index, *, content: bool = False) -> dict[str, str]:
    """Return the hash of every file of a client, by its path inside the client's folder.

    Only regular files count, and no link that leads out of the folder.

    Parameters
    ----------
    folder
        The client's folder.
    index
        Hashes seen before; brought up to date in place.
    content
        Read every file again, also where size and time are those seen before.

    """
    seen: dict[str, list[Any]] = {}
    for name, path in regular_files(folder):
        state = path.stat()
        known = index.files.get(name)
        if content or known is None or known[:2] != [state.st_size, state.st_mtime_ns]:
            known = [state.st_size, state.st_mtime_ns, content_digest(path)]
        seen[name] = known
    index.files = seen
    return {name: known[2] for name, known in sorted(seen.items())}


def regular_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the regular files below a folder with their names in it; hidden and lock files are left out.

    A link counts as what it leads to as long as that lies in the folder; a folder that is a link is not entered.
    """
    root = os.path.realpath(folder)
    yield from _files(root, root, "")


def _files(root: str, folder: str, prefix: str) -> Iterator[tuple[str, Path]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith((".", "~$")):
                continue
            name = prefix + inert(entry.name).replace("\n", "\\n")
            if entry.is_dir(follow_symlinks=False):
                yield from _files(root, entry.path, f"{name}/")
            elif entry.is_file() and (not entry.is_symlink() or inside(Path(entry.path), Path(root))):
                yield name, Path(entry.path)
