"""A notebook on its way into and out of papermill: prepared in memory, marked where it failed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from smmkit.errors import RunError
from smmkit.files import write_whole
from smmkit.run.tasks import Failure
from smmkit.text import Text, inert, translate_notebook

if TYPE_CHECKING:
    from nbformat import NotebookNode

PARAMETERS = ("client", "period", "lang")
FAILED = ".failed.ipynb"
# Papermill removes cells with this tag when the notebook is run again.
_MARKER = "papermill-error-cell-tag"


def prepared(path: Path, text: Text) -> NotebookNode:
    """Return a notebook as the batch runs it: in the client's language, without the exercises.

    Raises
    ------
    RunError
        If the notebook does not take the three parameters: papermill would only warn, and run it for
        whatever client its author had in mind.

    """
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    check_parameters(path, notebook.cells)
    notebook.cells = [cell for cell in notebook.cells if "teaching" not in cell.metadata.get("tags", [])]
    return translate_notebook(notebook, text)


def with_parameters(notebook: NotebookNode, parameters: Mapping[str, Any]) -> NotebookNode:
    """Write the parameters in place of the notebook's own defaults, so that no client is named in another's workbook.

    Papermill still adds them in a cell of its own.
    """
    lines = {name: f"{name} = {value!r}".replace("\\", r"\\") for name, value in parameters.items()}
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            for name, line in lines.items():
                cell.source = re.sub(rf"^{name}\s*=.*$", line, cell.source, flags=re.M)
    return notebook


def check_parameters(path: Path, cells: list[Any]) -> None:
    """Refuse a notebook whose cell tagged `parameters` does not set client, period and lang."""
    tagged = [cell.source for cell in cells if "parameters" in cell.metadata.get("tags", [])]
    missing = [name for name in PARAMETERS if not any(re.search(rf"^{name}\s*[:=]", source, re.M) for source in tagged)]
    if missing:
        raise RunError(
            f"{path.name}: the cell tagged 'parameters' does not set {', '.join(missing)}. "
            'Add a first cell tagged \'parameters\' with client = "...", period = "..." and lang = "en".'
        )


def failed_path(out: Path, name: str) -> Path:
    """Return where a notebook that failed is kept; the last good one stays where it is."""
    return out / f"{name}{FAILED}"


def mark_failed(notebook: dict[str, Any], index: int, message: str) -> dict[str, Any]:
    """Return a copy whose failed cell says why, and whose later cells say that they never ran.

    Parameters
    ----------
    notebook
        The notebook as far as it got.
    index
        Position of the cell that failed.
    message
        What happened and what to do.

    """
    marked: dict[str, Any] = json.loads(json.dumps(notebook))
    for position, cell in enumerate(marked["cells"]):
        state = cell["metadata"].setdefault("papermill", {})
        if position >= index:
            state["status"] = "failed" if position == index else "pending"
            state["exception"] = position == index
    marked["metadata"].setdefault("papermill", {})["exception"] = True
    cell = marked["cells"][index]
    if cell["cell_type"] == "code" and not any(o["output_type"] == "error" for o in cell.get("outputs", [])):
        error = {"output_type": "error", "ename": "RunError", "evalue": message, "traceback": [message]}
        cell.setdefault("outputs", []).append(error)
    number = code_number(marked["cells"], index)
    head = _marker(f"**This notebook stopped at [cell {number}](#papermill-error-cell).** {inert(message)}")
    here = _marker('<span id="papermill-error-cell"></span>**The next cell failed; those after it never ran.**')
    marked["cells"] = [head, *marked["cells"][:index], here, *marked["cells"][index:]]
    return marked


def code_number(cells: list[Any], index: int) -> int:
    """Return which code cell, counted from 1 and without papermill's own, stands at a position."""
    return sum(1 for cell in cells[: index + 1] if cell["cell_type"] == "code" and not _injected(cell))


def _injected(cell: Mapping[str, Any]) -> bool:
    return "injected-parameters" in cell["metadata"].get("tags", [])


def _marker(source: str) -> dict[str, Any]:
    from uuid import uuid4

    return {"cell_type": "markdown", "id": uuid4().hex[:8], "metadata": {"tags": [_MARKER]}, "source": source}


def keep_failed(out: Path, name: str, notebook: dict[str, Any], index: int, message: str) -> Failure:
    """Write a failed notebook beside the last good one and return the failure, with its cell."""
    cells = notebook["cells"]
    marked = mark_failed(notebook, index, message)
    try:
        write_whole(failed_path(out, name), json.dumps(marked, ensure_ascii=False, indent=1) + "\n")
    except OSError as error:
        message = f"{message} (the failed notebook could not be kept: {error.strerror})"
    return Failure(name, message, code_number(cells, index), str(cells[index].get("id", "")))
