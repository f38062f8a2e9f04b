"""A client's notebooks to work in by hand: in its language, for its month, beside the workbook and never in it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from smmkit.errors import ConfigError, DataError
from smmkit.files import digest, write_whole
from smmkit.folders import typed_options
from smmkit.month_folder import RECORD
from smmkit.run.prepare import PARAMETERS, prepared, with_parameters
from smmkit.text import Text

if TYPE_CHECKING:
    from nbformat import NotebookNode

FOLDER = "lab"
# Where JupyterLab finds what is set for this folder alone; the user's own settings stay above it.
SETTINGS = ".jupyter"
_OWN = "smmkit"
_DEFAULTS: dict[str, Any] = {
    "@jupyter-widgets/jupyterlab-manager:plugin": {"saveState": True},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
}


@dataclass(frozen=True)
class Prepared:
    """What lies in the lab's folder.

    Parameters
    ----------
    folder
        The folder.
    kept
        Notebooks somebody changed, which stay as they are although they are not what would be written today.

    """

    folder: Path
    kept: tuple[str, ...]


def prepare_lab(
    notebooks: Path, folder: Path, parameters: Mapping[str, str], text: Text, *, data: Path, out: Path, anew: bool
) -> Prepared:
    """Write a client's notebooks where they can be tried; what somebody changed is not written over.

    Parameters
    ----------
    notebooks
        Folder of the notebooks 00-11.
    folder
        The lab's folder.
    parameters
        `client`, `period` and `lang`.
    text
        The language of headings and prose.
    data, out
        Folders of the clients and of the workbooks: a notebook finds them beside itself, whoever opens it.
    anew
        Write changed notebooks too; what they were stays beside them as `NN_name.before.ipynb`.

    """
    kept = []
    for path in sorted(notebooks.glob("[0-9][0-9]_*.ipynb")):
        made = with_parameters(prepared(path, text), parameters)
        _strip(made)
        made.metadata[_OWN] = {"made": _hash(made)}
        target = folder / path.name
        current, changed = _made_of(target) == made.metadata[_OWN]["made"], not _as_made(target)
        if current and not (changed and anew):
            continue
        if changed:
            if not anew:
                kept.append(path.name)
                continue
            write_whole(target.with_suffix(".before.ipynb"), target.read_bytes())
        _write(target, made)
    found = {
        "data": str(data),
        "out": str(out),
        "lang": parameters["lang"],
        "typed": " ".join(typed_options().values()),
    }
    write_whole(folder / RECORD, json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    write_settings(folder / SETTINGS)
    return Prepared(folder, tuple(kept))


def saved_parameters(path: Path) -> dict[str, str]:
    """Return what the parameters cell of a notebook in the lab says.

    Raises
    ------
    DataError
        If there is no such notebook, or a parameter is no plain text.

    """
    if not path.is_file():
        raise DataError(f"{path}: no such notebook in the lab. Open the lab first; it writes them.")
    cells = _read(path).cells
    source = "\n".join(cell.source for cell in cells if "parameters" in cell.metadata.get("tags", []))
    found = dict(re.findall(r"""^(\w+)\s*=\s*["']([^"'\n]*)["']\s*$""", source, re.M))
    if missing := [name for name in PARAMETERS if name not in found]:
        raise DataError(f'{path.name}: the parameters cell does not set {missing[0]} to a text such as "2026-10".')
    return {name: found[name] for name in PARAMETERS}


def changed_cells(path: Path, notebooks: Path, text: Text) -> list[str]:
    """Return the ids of code cells that differ from the product's notebook; parameters and exercises aside."""
    own = {cell.id: cell.source for cell in prepared(notebooks / path.name, text).cells if _counts(cell)}
    here = {cell.id: cell.source for cell in _read(path).cells if _counts(cell)}
    return [id for id, source in here.items() if own.get(id) != source] + [id for id in own if id not in here]


def notebook_of(number: str, notebooks: Path) -> str:
    """Return the file name of a notebook by its number.

    Raises
    ------
    ConfigError
        If there is none.

    """
    names = sorted(path.name for path in notebooks.glob("[0-9][0-9]_*.ipynb"))
    found = [name for name in names if name[:2] == number]
    if not found:
        raise ConfigError(f"no notebook {number}; there are {', '.join(name[:2] for name in names)}.")
    return found[0]


def lab_environment(folder: Path, *, data: Path, out: Path) -> dict[str, str]:
    """Return the environment in which JupyterLab's kernels find the client, its workbooks and the lab's settings."""
    before = os.environ.get("JUPYTER_CONFIG_PATH")
    settings = os.pathsep.join(filter(None, (str(folder / SETTINGS), before)))
    own = {"SMMKIT_DATA": str(data), "SMMKIT_OUT": str(out), "JUPYTER_CONFIG_PATH": settings}
    return {**os.environ, **typed_options(), **own}


def lab_command(folder: Path, first: str, further: Sequence[str] = ()) -> list[str]:
    """Return the command that opens JupyterLab on the folder, at a notebook."""
    options = [f"--ServerApp.root_dir={folder}", f"--LabApp.default_url=/lab/tree/{first}", *further]
    return [sys.executable, "-m", "jupyterlab", *options]


def open_lab(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run JupyterLab until it is closed, and return its exit code."""
    server = subprocess.Popen(command, env=environment)
    while True:
        try:
            return server.wait()
        except KeyboardInterrupt:  # JupyterLab was told too, and asks whether to stop
            continue


def _strip(notebook: NotebookNode) -> None:
    """Leave no output: what the lab shows was computed there."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None


def _counts(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and "parameters" not in cell.metadata.get("tags", []) and bool(cell.source.strip())


def _hash(notebook: NotebookNode) -> str:
    told = [[cell.cell_type, cell.source] for cell in notebook.cells]
    return digest(json.dumps(told, ensure_ascii=False).encode())


def _made_of(path: Path) -> str:
    return str(_read(path).metadata.get(_OWN, {}).get("made", "")) if path.is_file() else ""


def _as_made(path: Path) -> bool:
    """Tell whether nobody changed a cell since the lab wrote the notebook; where there is none, nobody did."""
    return not path.is_file() or _made_of(path) == _hash(_read(path))


def _read(path: Path) -> NotebookNode:
    import nbformat

    try:
        return nbformat.read(path, as_version=4)
    except (ValueError, OSError) as error:
        raise DataError(
            f"{path}: cannot be read as a notebook ({error}). Move it away and open the lab again."
        ) from None


def _write(path: Path, notebook: NotebookNode) -> None:
    import nbformat

    write_whole(path, nbformat.writes(notebook) + "\n")


def write_settings(folder: Path) -> None:
    """Write what JupyterLab finds set where `JUPYTER_CONFIG_PATH` names the folder."""
    content = json.dumps(_DEFAULTS, indent=1) + "\n"
    write_whole(folder / "labconfig" / "default_setting_overrides.json", content)
