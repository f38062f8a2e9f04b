"""A notebook tells a story: its anatomy, and no logic in its cells."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("[0-9][0-9]_*.ipynb"))
LOGIC = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.If, ast.Try, ast.With,
    ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp,
)  # fmt: skip
PATHS = re.compile(r"/(?:root|home|tmp|work|Users|var)/|[A-Z]:\\\\")


def cells(path: Path) -> list[dict[str, Any]]:
    found = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert isinstance(found, list)
    return found


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def tags(cell: dict[str, Any]) -> set[str]:
    return set(cell["metadata"].get("tags", []))


def told(path: Path) -> list[dict[str, Any]]:
    """Return the cells a reader of the workbook gets: exercises are for the classroom."""
    found = [cell for cell in cells(path) if "teaching" not in tags(cell)]
    assert any(cell["cell_type"] == "code" for cell in found)
    return found


def test_there_are_notebooks() -> None:
    assert {path.name[:2] for path in NOTEBOOKS} >= {"00", "01", "02", "04", "06", "09", "11"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
class TestAnatomy:
    def test_it_opens_with_title_parameters_setup(self, path: Path) -> None:
        first, second, third = cells(path)[:3]
        assert first["cell_type"] == "markdown"
        assert source(first).startswith(f"# {path.stem[:2]} ")
        assert tags(second) == {"parameters"}
        assert "hide-input" in tags(third)
        assert third["metadata"]["jupyter"] == {"source_hidden": True}  # JupyterLab folds it
        assert "open_workbook(client, period, lang)" in source(third)

    def test_parameters_are_literals_and_few(self, path: Path) -> None:
        body = ast.parse(source(cells(path)[1])).body
        assert all(isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) for node in body)
        names = [node.targets[0].id for node in body if isinstance(node, ast.Assign)]  # type: ignore[attr-defined]
        assert names[:3] == ["client", "period", "lang"]
        assert len(names) <= 6

    def test_cells_hold_no_logic(self, path: Path) -> None:
        for cell in told(path):
            if cell["cell_type"] == "code":
                found = [type(node).__name__ for node in ast.walk(ast.parse(source(cell))) if isinstance(node, LOGIC)]
                assert not found, f"{cell['id']}: {found}"

    def test_cells_are_short(self, path: Path) -> None:
        for cell in told(path):
            if cell["cell_type"] == "code":
                assert len(source(cell).splitlines()) <= 15, cell["id"]

    def test_length_and_balance(self, path: Path) -> None:
        shown = [cell for cell in told(path) if "interactive" not in tags(cell)]  # a panel stands beside the story
        code = sum(cell["cell_type"] == "code" for cell in shown)
        assert 14 <= len(shown) <= 36
        assert 0.3 <= code / len(shown) <= 0.7

    def test_it_ends_in_decisions_exercises_and_sources(self, path: Path) -> None:
        assert any("wb.record(" in source(cell) for cell in told(path))
        assert any("teaching" in tags(cell) for cell in cells(path))
        assert cells(path)[-1]["cell_type"] == "markdown"

    def test_cell_ids_are_named_and_unique(self, path: Path) -> None:
        ids = [cell["id"] for cell in cells(path)]
        assert len(set(ids)) == len(ids)
        assert all(re.fullmatch(r"[a-z][a-z0-9-]{2,40}", found) for found in ids)

    def test_figures_are_bound(self, path: Path) -> None:
        for cell in told(path):
            if cell["cell_type"] == "code":
                for node in ast.parse(source(cell)).body:
                    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
                        assert "plot_" not in ast.unparse(node.value.func), f"{cell['id']}: bind it (ax = ...)"

    def test_it_is_committed_executed_with_text_outputs_only(self, path: Path) -> None:
        code = [cell for cell in cells(path) if cell["cell_type"] == "code"]
        assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
        outputs = [output for cell in code for output in cell["outputs"]]
        assert len(outputs) >= 5
        mimes = {mime for output in outputs for mime in output.get("data", {})}
        assert mimes <= {"text/plain", "text/markdown"}
        assert not [output for output in outputs if output["output_type"] == "error"]

    def test_outputs_name_no_machine(self, path: Path) -> None:
        assert not PATHS.search(path.read_text(encoding="utf-8"))
        assert "0x7f" not in path.read_text(encoding="utf-8")
