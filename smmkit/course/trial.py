"""What a notebook decides about a client or a changed copy of it: run for its ledger alone, in a folder of its own."""

from __future__ import annotations

import ast
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

from smmkit.errors import ConfigError
from smmkit.folders import notebooks_dir
from smmkit.inventory import IMPORTED
from smmkit.month_folder import TOKEN

if TYPE_CHECKING:
    import pandas as pd

    from smmkit.ledger import Item
    from smmkit.text import Text

Cell = tuple[str, bool]
"""A cell's code, and whether the parameters are set after it."""


def scratch_copy(client: Path, place: Path) -> Path:
    """Copy a client's folder to where it may be changed, in place of an older copy; what is in `client` stays.

    Parameters
    ----------
    client
        The client's folder.
    place
        A folder of its own for the copy and what is run on it.

    Returns
    -------
    Path
        The copy: a client's folder in a data folder, `place/data/clients/<client>`.

    """
    shutil.rmtree(place, ignore_errors=True)
    return Path(shutil.copytree(client, place / "data" / "clients" / client.name))


def decided(client: Path, part: str, *, out: Path, period: str, lang: str, known: Path | None = None) -> list[Item]:
    """Run a notebook on a client's folder and return what it records, with nothing of the notebooks before it.

    Parameters
    ----------
    client
        The client's folder, inside a data folder.
    part
        The notebook's number.
    out
        Where the run may write; nothing else is touched.
    period, lang
        The month and the language.
    known
        The client's folder of an earlier run: exports that are still the same are not read again.

    """
    from smmkit.ledger import read_part
    from smmkit.run.locks import locked

    place = out / client.name
    if known and (known / IMPORTED).is_dir() and not (place / IMPORTED).exists():
        shutil.copytree(known / IMPORTED, place / IMPORTED)
    folders = {"SMMKIT_DATA": str(client.parents[1]), "SMMKIT_OUT": str(out)}
    with locked(place) as token, mock.patch.dict(os.environ, folders | {TOKEN: token}), _figures_kept():
        scope: dict[str, Any] = {}
        for code, sets in _cells_for(part):
            exec(compile(code, f"<notebook {part}>", "exec"), scope)  # the product's own cells
            scope |= {"client": client.name, "period": period, "lang": lang} if sets else {}
    return read_part(place / period, part) or []


def decision_frame(items: list[Item], text: Text) -> pd.DataFrame:
    """Return a notebook's items by id: the verdict, the number as it is shown, and what is said."""
    import pandas as pd

    from smmkit.ledger.numbers import shown

    numbers = [shown(item.value, item.unit) for item in items]
    return pd.DataFrame(
        {
            "verdict": [item.verdict.value for item in items],
            "number": ["" if number is None else f"{number:.12g}" for number in numbers],
            "says": [text(item.title) for item in items],
        },
        index=pd.Index([item.id for item in items], name="id"),
    )


@lru_cache(maxsize=16)
def _cells_for(part: str) -> tuple[Cell, ...]:
    """Return the cells of a notebook its ledger needs, in order: what is only drawn or said is left out."""
    path = next(notebooks_dir().glob(f"{part}_*.ipynb"), None)
    if path is None:
        raise ConfigError(f"There is no notebook {part}.")
    content = json.loads(path.read_text(encoding="utf-8"))
    cells = [
        ("".join(cell["source"]), "parameters" in tags)
        for cell in content["cells"]
        if cell["cell_type"] == "code" and "teaching" not in (tags := cell["metadata"].get("tags", []))
    ]
    last = max(at for at, (code, _) in enumerate(cells) if f'wb.record("{part}"' in code)
    kept, wanted = [cells[last]], _names(cells[last][0])[1]
    for cell in reversed(cells[:last]):
        made, used = _names(cell[0])
        if made & wanted:
            kept.insert(0, cell)
            wanted |= used
    return tuple(kept)


def _names(code: str) -> tuple[set[str], set[str]]:
    """Return the names a cell makes or changes, and those it uses."""
    made, used = set[str](), set[str]()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            made |= {alias.asname or alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.Name):
            (used if isinstance(node.ctx, ast.Load) else made).add(node.id)
        elif isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store):
            made |= {one.id for one in ast.walk(node.value) if isinstance(one, ast.Name)}
    return made, used


@contextmanager
def _figures_kept() -> Iterator[None]:
    """Close the figures a run opens, and none of those that were open before."""
    import matplotlib.pyplot as plt

    before = set(plt.get_fignums())
    try:
        yield
    finally:
        for number in set(plt.get_fignums()) - before:
            plt.close(number)
