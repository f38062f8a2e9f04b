"""The map at the door shows the house as it is."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from test_layers import LAYERS, PACKAGE, ROOMS

ROOT = PACKAGE.parent
MAP = (ROOT / ".github" / "ARCHITECTURE.md").read_text(encoding="utf-8")
POINTED = sorted(set(re.findall(r"`((?:smmkit|tests|report|run|sources|topics)/[\w/.]+)`", MAP)))


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the table under a heading of its first row."""
    lines = MAP.split(f"| {heading} |", 1)[1].splitlines()[2:]
    table = lines[: next(number for number, line in enumerate(lines) if not line.startswith("|"))]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def names(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_every_room_is_on_the_map_from_the_lowest_up() -> None:
    listed = [name for row in rows("room") for name in names(row[0])]
    there = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert set(listed) == there - {"__init__", "__main__"}
    rank = {name: number for number, layer in enumerate(LAYERS) for name in layer}
    assert [rank[name] for name in listed] == sorted(rank[name] for name in listed)
    assert all(len(row[1]) > 10 for row in rows("room"))


def test_every_topic_is_on_the_map_with_its_notebook() -> None:
    listed = {names(row[0])[0]: row[1] for row in rows("topic")}
    there = {path.parent.name for path in (PACKAGE / "topics").glob("*/__init__.py")}
    assert set(listed) == there
    for path in (ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"):
        used = set(re.findall(r"smmkit\.topics\.(\w+)", path.read_text(encoding="utf-8")))
        assert path.name[:2] in {listed[topic] for topic in used}, path.name


def test_the_rooms_inside_a_topic_are_those_the_layers_hold() -> None:
    line = next(line for line in MAP.splitlines() if line.startswith("Inside a topic:"))
    said = {name for name in names(line.split("No topic")[0]) if name != "measures"}
    assert said == {name for layer in ROOMS for name in layer}


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:smmkit|tests|report|run|sources|topics)/[\w/.]+)`", MAP)))
)
def test_what_the_map_points_at_is_there(path: str) -> None:
    assert (ROOT / path).exists() or (PACKAGE / path).exists()


def test_every_file_a_run_leaves_is_on_the_map(tmp_path: Path) -> None:
    from smmkit import inventory, month_folder
    from smmkit.ledger.store import MERGED, SCRATCH
    from smmkit.run.locks import LOCK

    kept = (month_folder.RECORD, month_folder.IMPORT_REPORT, MERGED, SCRATCH, inventory.INDEX, LOCK, month_folder.OWNER)
    assert [name for name in (*kept, inventory.IMPORTED, "report.html") if name not in MAP] == []


def test_the_example_of_a_document_is_one(tmp_path: Path) -> None:
    from smmkit.report.document import Document

    example = MAP.split("```python\n", 1)[1].split("```", 1)[0]
    scope: dict[str, object] = {}
    exec(example, scope)
    (document,) = scope["DOCUMENTS"]  # type: ignore[misc]
    assert isinstance(document, Document)
    assert (document.notebook, document.name) == ("08", "crisis_manual.html")


DOCUMENTED = ("measures", "stats", "allocation", "scoring")


def undocumented(source: str) -> list[str]:
    """Return public functions that do not say of each thing that goes in, and of what comes out, what it is."""
    found = []
    for node in ast.parse(source).body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        said, asked = ast.get_docstring(node) or "", node.args
        names = [one.arg for one in (*asked.posonlyargs, *asked.args, *asked.kwonlyargs)]
        names += [one.arg for one in (asked.vararg, asked.kwarg) if one is not None]
        sections = re.findall(r"^(\w+)\n-{5,}$", said, re.M)
        told = re.search(r"^Parameters\n-+\n(.*?)(?=^\w+\n-{4,}|\Z)", said, re.M | re.S)
        named = re.findall(r"[\w*]+", " ".join(re.findall(r"^\S.*", told[1] if told else "", re.M)))
        takes = sorted(named) == sorted(names)
        gives = {"Returns", "Yields", "Raises"} & set(sections)
        if not (takes and gives):
            found.append(node.name)
    return found


def test_every_public_calculation_says_what_goes_in_and_what_comes_out(root: Path) -> None:
    rooms = [*DOCUMENTED, *sorted(f"topics/{path.parent.name}" for path in (PACKAGE / "topics").glob("*/__init__.py"))]
    paths = [path for room in rooms for path in sorted((PACKAGE / room).rglob("*.py"))]
    paths = [path for path in paths if "topics" not in path.parts or "analysis" in (path.stem, path.parent.name)]
    assert len({path.parent for path in paths if "analysis" in path.parts}) >= 10
    bare = {str(path.relative_to(root)): names for path in paths if (names := undocumented(path.read_text("utf-8")))}
    assert not bare
    assert undocumented('def rate(x):\n    """Return it."""\n') == ["rate"]
    said = (
        "Return it.\n\n    Parameters\n    ----------\n    x\n        One.\n\n    Returns\n    -------\n    int\n    "
    )
    one = f'def rate(x, y):\n    """{said}"""\n'
    assert undocumented(one) == ["rate"]
    assert undocumented(one.replace("x, y", "x")) == []
