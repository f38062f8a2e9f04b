"""`smmkit lab`: a client's notebooks to try things in, and publishing what was tried."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner

from smmkit import folders
from smmkit.cli import group

SLUG = "cafe-lumbre"


@pytest.fixture
def opened(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the lab's folder of a client, written by the command."""
    monkeypatch.setenv("SMMKIT_TYPED_OPTIONS", "")
    assert lab(tmp_path, root).exit_code == 0
    return tmp_path / SLUG / "lab"


def lab(out: Path, root: Path, *words: str) -> Any:
    asked = ["lab", SLUG, "--period", "2026-09", "--data", str(root / "data"), "--out", str(out), "--prepare-only"]
    return CliRunner().invoke(group, [*asked, *words], catch_exceptions=False)


def test_the_notebooks_are_the_clients_in_its_language_for_its_month(opened: Path, root: Path) -> None:
    names = sorted(path.name for path in (root / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    assert sorted(path.name for path in opened.glob("*.ipynb")) == names
    notebook = nbformat.read(opened / "06_budget_allocation.ipynb", as_version=4)
    assert notebook.cells[0].source.startswith("# 06 Presupuesto")
    assert notebook.cells[1].source == "client = 'cafe-lumbre'\nperiod = '2026-09'\nlang = 'es'"
    assert notebook.cells[2].metadata.jupyter == {"source_hidden": True}
    assert not [cell for cell in notebook.cells if cell.get("outputs")]
    assert not [cell for cell in notebook.cells if "teaching" in cell.metadata.get("tags", [])]


def test_a_notebook_finds_its_folders_and_says_what_to_type_wherever_it_is_opened(
    opened: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SMMKIT_DATA", "SMMKIT_OUT", "SMMKIT_TYPED_OPTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(opened)
    assert folders.data_dir() == (root / "data").resolve()
    assert folders.default_out() == opened.parents[1].resolve()
    assert folders.headings_language() == "es"
    assert folders.command("run", SLUG) == f"smmkit run {SLUG} --data {root / 'data'} --out {opened.parents[1]}"


def test_what_somebody_changed_is_kept_and_anew_lays_it_aside(opened: Path, root: Path) -> None:
    path = opened / "06_budget_allocation.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[4].source += "\n# mine"
    nbformat.write(notebook, path)
    other = opened / "02_swot.ipynb"
    other.write_text(other.read_text(encoding="utf-8").replace("'2026-09'", "'2026-08'"), encoding="utf-8")
    said = lab(opened.parents[1], root, "--lang", "en")
    assert "06_budget_allocation.ipynb" in said.output
    assert "--anew" in said.output
    assert "# mine" in path.read_text(encoding="utf-8")
    assert "'2026-08'" in other.read_text(encoding="utf-8")
    assert "# 00 Brief" in (opened / "00_brief_and_data.ipynb").read_text(encoding="utf-8")
    lab(opened.parents[1], root, "--anew")
    assert "# mine" not in path.read_text(encoding="utf-8")
    assert "# mine" in (opened / "06_budget_allocation.before.ipynb").read_text(encoding="utf-8")


def test_publishing_runs_the_notebook_with_the_parameters_saved_in_the_lab(
    opened: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = opened / "06_budget_allocation.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].source = 'client = "cafe-lumbre"\nperiod = "2026-08"\nlang = "en"'
    notebook.cells[4].source = "study = None"
    changed = notebook.cells[4].id
    nbformat.write(notebook, path)
    asked: list[Any] = []
    monkeypatch.setattr(
        "smmkit.cli.run._go", lambda clients, settings, *_, **__: asked.append((clients, settings)) or 0
    )
    places = ["--data", str(root / "data"), "--out", str(opened.parents[1])]
    said = CliRunner().invoke(group, ["lab", SLUG, "--publish", "06", *places], catch_exceptions=False)
    ((clients, settings),) = asked
    assert clients == [SLUG]
    assert (settings.period, settings.lang, list(settings.only)) == ("2026-08", "en", ["06"])
    assert changed in said.output, "what is not published is named"


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ('client = "ridgeline-bikes"\nperiod = "2026-10"\nlang = "en"', "is set to ridgeline-bikes"),
        ('client = "cafe-lumbre"\nperiod = None\nlang = "en"', "does not set period"),
    ],
)
def test_what_cannot_be_published_is_said(opened: Path, root: Path, cell: str, sentence: str) -> None:
    path = opened / "06_budget_allocation.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].source = cell
    nbformat.write(notebook, path)
    places = ["--data", str(root / "data"), "--out", str(opened.parents[1])]
    said = CliRunner().invoke(group, ["lab", SLUG, "--publish", "06", *places])
    assert sentence in str(said.exception)


def test_settings_of_the_lab_touch_no_settings_of_the_user(opened: Path) -> None:
    from smmkit.run.lab import SETTINGS, lab_command, lab_environment

    set_up = json.loads((opened / SETTINGS / "labconfig" / "default_setting_overrides.json").read_text())
    assert set_up["@jupyter-widgets/jupyterlab-manager:plugin"] == {"saveState": True}
    told = lab_environment(opened, data=opened, out=opened)
    assert told["JUPYTER_CONFIG_PATH"].startswith(str(opened))
    assert f"--ServerApp.root_dir={opened}" in lab_command(opened, "02_swot.ipynb")
