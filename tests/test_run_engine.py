"""The contract of the engine: whatever a cell does, its output is the one plain papermill gives."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from torture import CELLS, ERRORS, write_notebook

NOISE = [
    (re.compile(r"/tmp/ipykernel_\d+/\d+\.py"), "<cell>"),
    (re.compile(r"ipykernel_\d+"), "<kernel>"),
    (re.compile(r"0x[0-9a-f]{6,}"), "<address>"),
    (re.compile(r"\b[0-9a-f]{32}\b"), "<id>"),
    (re.compile(r"(CPU times:|Wall time:|user |sys:|total:).*"), "<time>"),
    (re.compile(r"\b\d+(\.\d+)? [µmn]?s\b"), "<time>"),
    (re.compile(r"<dc:date>.*?</dc:date>", re.S), "<date>"),
]


def normal(value: Any) -> Any:
    """Replace what differs between two runs of one kernel: addresses, ids, process numbers, times."""
    if isinstance(value, dict):
        return {normal(key): normal(item) for key, item in value.items()}
    if isinstance(value, list):
        return [normal(item) for item in value]
    if isinstance(value, str):
        for pattern, name in NOISE:
            value = pattern.sub(name, value)
    return value


def outputs(notebook: Any) -> list[Any]:
    """Return source, number and normalised outputs of each code cell."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [(cell.source, cell.execution_count, normal(cell.outputs)) for cell in cells]


def widgets(notebook: Any) -> list[str]:
    """Return the kinds of widgets whose state is kept."""
    kept = notebook.metadata.get("widgets", {}).get("application/vnd.jupyter.widget-state+json", {"state": {}})
    return sorted(f"{state['model_name']} {normal(state['state'].get('value'))}" for state in kept["state"].values())


def run(path: Path, engine: str) -> Any:
    """Run a notebook through papermill; a failing one is read back from its file."""
    os.environ.pop("PYTEST_CURRENT_TEST", None)  # where it sees pytest, ipykernel leaves out what subprocesses print
    target = path.with_name(f"{path.stem}-{engine}.ipynb")
    options = {"coalesce_streams": True, "execution_timeout": 60} if engine == "nbclient" else {}
    try:
        return papermill.execute_notebook(
            path, target, engine_name=engine, progress_bar=False, cwd=path.parent, **options
        )
    except papermill.PapermillExecutionError:
        return nbformat.read(target, as_version=4)


def test_every_cell_of_the_torture_notebook_gives_the_output_of_plain_papermill(tmp_path: Path) -> None:
    path = write_notebook(tmp_path / "torture.ipynb", CELLS)
    plain, ours = run(path, "nbclient"), run(path, "smmkit")
    differing = [pair for pair in zip(outputs(plain), outputs(ours), strict=True) if pair[0] != pair[1]]
    assert differing == []
    assert {cell.metadata.papermill["status"] for cell in ours.cells} == {"completed"}
    assert widgets(ours) == widgets(plain)
    assert ours.metadata.language_info == plain.metadata.language_info


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_is_kept_as_plain_papermill_keeps_it(name: str, tmp_path: Path) -> None:
    path = write_notebook(tmp_path / f"{name}.ipynb", ["'before'", ERRORS[name], "'never run'"])
    plain, ours = run(path, "nbclient"), run(path, "smmkit")
    assert outputs(ours) == outputs(plain)


def test_an_option_of_papermill_that_needs_a_file_keeps_working(tmp_path: Path) -> None:
    path = write_notebook(tmp_path / "small.ipynb", ["print(client)"])
    papermill.execute_notebook(
        path, tmp_path / "out.ipynb", {"client": "given"}, engine_name="smmkit", progress_bar=False
    )
    assert nbformat.read(tmp_path / "out.ipynb", as_version=4).cells[-1].outputs[0].text == "given\n"


def test_a_cell_that_ends_the_process_fails_with_a_sentence_and_later_cells_stay_pending(tmp_path: Path) -> None:
    path = write_notebook(tmp_path / "small.ipynb", ["1", "import os; os._exit(3)", "2"])
    with pytest.raises(Exception, match="exit code 3"):
        papermill.execute_notebook(path, tmp_path / "out.ipynb", engine_name="smmkit", progress_bar=False)
    states = [c.metadata.papermill.status for c in nbformat.read(tmp_path / "out.ipynb", as_version=4).cells]
    assert states == ["completed", "completed", "completed", "failed", "pending"]
