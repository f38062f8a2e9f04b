"""Imports point downwards only: a module may use those of lower layers, never a sibling topic or a higher one."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "smmkit"

# Lowest first. Modules of one line may import each other, but topics (below) may not.
LAYERS = (
    ("errors", "files", "places", "period"),
    ("text",),
    ("schema",),
    ("metrics", "definitions"),
    ("stats",),
    ("scoring",),
    ("analysis",),
    ("client", "ledger", "plan"),
    ("sources",),
    ("proposals",),
    ("plots", "tables"),
    ("panels",),
    ("display", "workbook"),
    ("report",),
    ("run", "engine"),
    ("demo",),
    ("cli",),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
TOPIC_LAYERS = {"analysis", "proposals"}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def imported(path: Path) -> set[tuple[str, ...]]:
    """Return every smmkit module a file imports, late imports too, as parts after `smmkit`."""
    found: set[tuple[str, ...]] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            raise AssertionError(f"{path}: relative import")
        else:
            continue
        found |= {tuple(name.split(".")[1:]) for name in names if name.startswith("smmkit.")}
    return {parts for parts in found if parts and parts[0] in RANK}


def layer(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_downwards(path: Path) -> None:
    own = layer(path)
    assert own in RANK, f"{own} has no layer"
    above = {parts for parts in imported(path) if RANK[parts[0]] > RANK[own]}
    assert not above, f"{path.relative_to(ROOT)} imports from a higher layer: {above}"


@pytest.mark.parametrize("path", [p for p in MODULES if layer(p) in TOPIC_LAYERS], ids=lambda path: path.stem)
def test_no_topic_imports_another(path: Path) -> None:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    siblings = {p for p in imported(path) if p[0] == parts[0] and len(p) > 1 and p[1] != parts[1]}
    assert not siblings, f"{path.relative_to(ROOT)} imports another topic: {siblings}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_is_short_and_has_a_topic(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= 300
    assert path.stem not in {"utils", "helpers", "common"}


def test_functions_fit_on_a_screen() -> None:
    long = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                doc = len((ast.get_docstring(node, clean=False) or "").splitlines())
                length = (node.end_lineno or 0) - node.lineno + 1 - doc
                long += [f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {length}"] if length > 40 else []
    assert not long, long
