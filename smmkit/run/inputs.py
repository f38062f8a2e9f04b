"""What a workbook is made of, each input known by a hash of its content."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from smmkit.errors import RunError
from smmkit.files import digest
from smmkit.run.rooms import notebook_rooms


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
