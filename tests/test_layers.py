"""Imports point downwards only: a module may use those of lower layers, never a sibling topic or a higher one."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "smmkit"

# Lowest first. Modules of one line may import each other, but never in a circle.
LAYERS = (
    ("errors", "files", "folders", "lazy", "period", "inventory", "month_folder"),
    ("text",),
    ("schema",),
    ("metrics", "definitions", "dated"),
    ("stats",),
    ("scoring", "allocation"),
    ("measures",),
    ("client", "ledger", "plan"),
    ("sources",),
    ("present",),
    ("report",),
    ("topics",),
    ("workbook",),
    ("run", "engine"),
    ("demo",),
    ("course",),
    ("cli",),
    ("__main__",),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
# Inside a topic, lowest first; a module of `proposals` may not know `tables`.
ROOMS = (("analysis",), ("proposals",), ("tables", "plots", "scenarios"), ("panels", "slider", "documents"))
ROOM_RANK = {name: rank for rank, names in enumerate(ROOMS) for name in names}
GROUND = {name for names in LAYERS[:7] for name in names}
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


def parts_of(path: Path) -> tuple[str, ...]:
    return path.relative_to(PACKAGE).with_suffix("").parts


def layer(path: Path) -> str:
    return parts_of(path)[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_downwards(path: Path) -> None:
    own = layer(path)
    assert own in RANK, f"{own} has no layer"
    above = {parts for parts in imported(path) if RANK[parts[0]] > RANK[own]}
    assert not above, f"{path.relative_to(ROOT)} imports from a higher layer: {above}"


TOPIC_MODULES = [path for path in MODULES if len(parts_of(path)) > 2 and layer(path) == "topics"]


@pytest.mark.parametrize("path", TOPIC_MODULES, ids=lambda path: str(path.relative_to(PACKAGE / "topics")))
def test_no_topic_imports_another_and_its_rooms_point_downwards(path: Path) -> None:
    own = parts_of(path)
    used = {p for p in imported(path) if p[0] == "topics" and len(p) > 1}
    assert not {p for p in used if p[1] != own[1]}, f"{path.relative_to(ROOT)} imports another topic"
    above = {p for p in used if len(p) > 2 and ROOM_RANK.get(p[2], 0) > ROOM_RANK[own[2]]}
    assert not above, f"{path.relative_to(ROOT)} imports from a higher room: {above}"


@pytest.mark.parametrize("path", [p for p in TOPIC_MODULES if parts_of(p)[2] == "analysis"], ids=str)
def test_analysis_knows_the_ground_rooms_only(path: Path) -> None:
    above = {p for p in imported(path) if p[0] not in GROUND and p[:2] != ("topics", parts_of(path)[1])}
    assert not above, f"{path.relative_to(ROOT)} imports {above}"


def test_the_workbook_knows_no_topic() -> None:
    assert not {p for p in imported(PACKAGE / "workbook.py") if p[0] == "topics"}


def module_graph() -> dict[str, set[str]]:
    """Return which module imports which, late imports too; a name taken from a package counts as its module."""
    names = {".".join(parts_of(path)).removesuffix(".__init__"): path for path in MODULES}
    graph = {}
    for name, path in names.items():
        used = {".".join(parts) for parts in imported(path)}
        found = {u if u in names else u.rpartition(".")[0] for u in used}
        graph[name] = {u for u in found if u in names and u != name}
    return graph


def test_there_is_no_import_circle() -> None:
    graph = module_graph()
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " -> ".join([*way[way.index(name) :], name])
        if name not in done:
            for used in sorted(graph[name]):
                visit(used, (*way, name))
            done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_is_short_and_has_a_topic(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= 300
    assert path.stem not in {"utils", "helpers", "common"}


def test_one_word_stands_for_one_class() -> None:
    """Two rooms never call two things alike; two topics may, for they never meet, nor does the course."""
    owners: dict[str, set[str]] = {}
    for path in MODULES:
        own = parts_of(path)
        room = ".".join(own[:2]) if own[0] == "topics" else "course" if own[0] == "course" else ".".join(own)
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                owners.setdefault(node.name, set()).add(room)
    apart = ("topics.", "course")
    shared = {name: rooms for name, rooms in owners.items() if len(rooms) > 1}
    met = {name: rooms for name, rooms in shared.items() if not all(room.startswith(apart) for room in rooms)}
    assert not met, met


def test_functions_fit_on_a_screen() -> None:
    long = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                doc = len((ast.get_docstring(node, clean=False) or "").splitlines())
                length = (node.end_lineno or 0) - node.lineno + 1 - doc
                long += [f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {length}"] if length > 40 else []
    assert not long, long
