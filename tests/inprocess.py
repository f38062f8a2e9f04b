"""Run a client's notebooks inside this process: the same cells and ledger, no kernel, no pictures written."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from smmkit.folders import notebooks_dir
from smmkit.month_folder import TOKEN
from smmkit.run.locks import locked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import CodeType

    from smmkit.ledger import Ledger

# Made from the others' ledger; it adds no finding of its own.
REPORT = "11"


def ledger_of(
    slug: str, *, data: Path, out: Path, period: str = "2026-10", lang: str = "en", only: Sequence[str] = ()
) -> Ledger:
    """Run the notebooks of one client's month, or only some, and return what they recorded."""
    import matplotlib as mpl

    mpl.use("Agg")
    from smmkit.ledger import read_ledger

    with folders(data, out), official(out / slug):
        for name in sorted(path.name for path in notebooks_dir().glob("[0-9][0-9]_*.ipynb")):
            if name[:2] in only or (not only and name[:2] != REPORT):
                run_cells(name, {"client": slug, "period": period, "lang": lang})
    return read_ledger(out / slug / period)


@contextmanager
def folders(data: Path, out: Path) -> Iterator[None]:
    """Let the package read one folder and write another."""
    with mock.patch.dict(os.environ, {"SMMKIT_DATA": str(data), "SMMKIT_OUT": str(out)}):
        yield


@contextmanager
def official(client_out: Path) -> Iterator[None]:
    """Record what runs here as a run of the batch does, not as an experiment."""
    with locked(client_out) as token, mock.patch.dict(os.environ, {TOKEN: token}):
        yield


def run_cells(name: str, parameters: dict[str, str]) -> None:
    """Run a notebook's code cells in order, with its parameters, exercises left out."""
    import matplotlib.pyplot as plt

    scope: dict[str, object] = {}
    for code, injects in cells(name):
        exec(code, scope)  # the project's own cells
        scope |= parameters if injects else {}
    plt.close("all")


@lru_cache(maxsize=32)
def cells(name: str) -> tuple[tuple[CodeType, bool], ...]:
    """Return the compiled code of each cell, and whether it is the cell of the parameters."""
    content = json.loads((notebooks_dir() / name).read_text(encoding="utf-8"))
    found = []
    for cell in content["cells"]:
        tags = cell["metadata"].get("tags", [])
        if cell["cell_type"] == "code" and "teaching" not in tags:
            code = compile("".join(cell["source"]), f"{name}#{cell['id']}", "exec")
            found.append((code, "parameters" in tags))
    return tuple(found)
