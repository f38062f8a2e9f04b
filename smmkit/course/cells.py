"""A unit as a notebook. One is made, the teacher's; the other editions leave cells out of it."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

from smmkit.course.handin import MARK, STUB, empty_call
from smmkit.course.unit import Exercise, Step, Unit
from smmkit.course.words import Words
from smmkit.errors import ConfigError
from smmkit.folders import notebooks_dir
from smmkit.text import N_

HIDDEN = frozenset({"solution", "teacher", "hidden-test"})
"""Tags of cells a student never sees."""
_FOLDED = "hide-input"
_NBGRADER = 3
_OPENING = re.compile(r"^(?:from smmkit\.workbook import open_workbook|wb = open_workbook\(.*\))\n?", re.MULTILINE)
_TASK = N_("Exercise")
_END = N_(
    "## Before you hand in\n\nSave the notebook. In a terminal, `smmkit course check .` says what is complete and "
    "keeps a copy of every answer; what you wrote survives a restart, a new copy of this notebook and a new version "
    "of the program."
)
_MINUTES = N_("minutes")
_POINTS = N_("points")
_KIND_WORDS = {
    "find": N_("find it"),
    "refuse": N_("refuse it, if it must be refused"),
    "write": N_("write it"),
    "defend": N_("defend it"),
    "break": N_("break it"),
    "translate": N_("translate it for the boss"),
    "drill": N_("play it through"),
}


def teacher_notebook(unit: Unit, words: Words) -> dict[str, Any]:
    """Return the whole unit: prose, guided cells, answer cells, solutions and remarks, without outputs."""
    title = f"# {unit.number} {words(unit.title)}\n\n{words(unit.question)}"
    cells = [markdown("title", title), code("setup", _setup(unit), tags=(_FOLDED,))]
    for number, step in enumerate(unit.steps):
        cells += _step_cells(unit, number, step, words)
    cells += [markdown("end", words.text.word(_END)), code("overview", "sheet.overview()")]
    if unit.sources:
        head = words.text.word(N_("Sources"))
        cells.append(markdown("sources", f"## {head}\n\n" + "\n".join(f"- {words(one)}" for one in unit.sources)))
    return {"cells": cells, "metadata": _METADATA, "nbformat": 4, "nbformat_minor": 5}


def student_notebook(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return the notebook without what only the teacher sees."""
    return {**notebook, "cells": [cell for cell in notebook["cells"] if not HIDDEN & set(tags_of(cell))]}


def tasks_of(unit: Unit) -> dict[str, dict[str, Any]]:
    """Return what a student's copy knows of the exercises: nothing of what is right."""
    return {
        one.id: {
            "kind": one.kind,
            "points": one.points,
            "fields": dict(one.fields),
            "words": one.words and [*one.words],
        }
        for one in unit.exercises
    }


def tags_of(cell: dict[str, Any]) -> list[str]:
    """Return a cell's tags."""
    tags: list[str] = cell["metadata"].get("tags", [])
    return tags


def markdown(id: str, source: str, *, tags: tuple[str, ...] = (), mark: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return a cell of prose."""
    return {"cell_type": "markdown", "id": id, "metadata": _about(tags, mark), "source": source}


def code(id: str, source: str, *, tags: tuple[str, ...] = (), mark: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return a cell of code that has not run."""
    empty: dict[str, Any] = {"execution_count": None, "outputs": []}
    return {"cell_type": "code", "id": id, "metadata": _about(tags, mark), "source": source, **empty}


def _about(tags: tuple[str, ...], mark: dict[str, Any] | None) -> dict[str, Any]:
    # JupyterLab folds what says so in words of its own, whatever its tags are.
    folded = {"jupyter": {"source_hidden": True}} if _FOLDED in tags else {}
    return ({"tags": [*tags]} if tags else {}) | folded | ({MARK: mark} if mark else {})


def _step_cells(unit: Unit, number: int, step: Step, words: Words) -> list[dict[str, Any]]:
    cells = [markdown(f"step-{number:02d}", words(step.text))] if step.text else []
    taken = _topic_cells(unit.notebook) if step.cells else {}
    if missing := [name for name in step.cells if name not in taken]:
        raise ConfigError(f"unit {unit.number}: {unit.notebook}.ipynb has no cell {', '.join(missing)}.")
    cells += [code(name, taken[name]) for name in step.cells]
    if step.code:
        cells.append(code(f"code-{number:02d}", step.code))
    return cells + (_exercise_cells(step.exercise, words) if step.exercise else [])


def _exercise_cells(one: Exercise, words: Words) -> list[dict[str, Any]]:
    text = words.text
    kind = text.word(_KIND_WORDS[one.kind])
    head = f"### {text.word(_TASK)} {one.id}: {kind}"
    size = f"*{one.points} {text.word(_POINTS)}, {one.minutes} {text.word(_MINUTES)}*"
    mark = {"exercise": one.id, "role": "answer", "fields": dict(one.fields)}
    ask = markdown(f"{one.id}-ask", f"{head}\n\n{size}\n\n{words(one.ask)}", tags=("teaching",))
    if not one.marks_itself:
        stub = markdown(f"{one.id}-answer", f"<!-- {one.id} -->\n{STUB}", tags=("teaching", "answer"), mark=mark)
        stub["metadata"]["nbgrader"] = _grade(one, by_hand=True)
        return [ask, stub, *_written_solution(one, words)]
    call = code(f"{one.id}-answer", empty_call(one.id, one.fields), tags=("teaching", "answer"), mark=mark)
    naive = [code(f"{one.id}-naive", one.naive, tags=("teacher",))] if one.naive else []
    solved = code(f"{one.id}-solution", one.solution, tags=("solution",))
    test = code(f"{one.id}-test", f'sheet.complete("{one.id}")', tags=("teaching",))
    test["metadata"]["nbgrader"] = _grade(one, by_hand=False)
    return [ask, call, _remark(one, words), *naive, solved, test]


def _grade(one: Exercise, *, by_hand: bool) -> dict[str, Any]:
    """Return what nbgrader must know of a cell: points, and who gives them."""
    fixed = {"grade": True, "grade_id": one.id, "locked": not by_hand, "points": one.points}
    return fixed | {"schema_version": _NBGRADER, "solution": by_hand, "task": False}


def _remark(one: Exercise, words: Words) -> dict[str, Any]:
    parts = [(N_("Why"), one.why), (N_("The usual error"), one.error)]
    said = [f"**{words.text.word(head)}.** {words(body)}" for head, body in parts if body]
    return markdown(f"{one.id}-remark", "\n\n".join(said), tags=("teacher",))


def _written_solution(one: Exercise, words: Words) -> list[dict[str, Any]]:
    points = words.text.word(_POINTS)
    levels = [f"**{level.points} {points}.** {words(level.what)}\n\n> {words(level.sample)}" for level in one.levels]
    return [_remark(one, words), markdown(f"{one.id}-levels", "\n\n".join(levels), tags=("solution",))]


def _setup(unit: Unit) -> str:
    taken = _topic_cells(unit.notebook)["setup"] if unit.notebook else ""
    imports = _OPENING.sub("", taken).strip()
    opening = f'sheet = open_unit("{unit.number}")\nwb, client, period, lang = sheet.open("{unit.client}")'
    own = "from smmkit.course import open_unit"
    lines = imports.split("\n\n") if imports else []
    heads = [block for block in lines if block.startswith(("import", "from"))]
    rest = [block for block in lines if block not in heads]
    if not any("import pandas as pd" in block for block in heads):
        heads.insert(0, "import pandas as pd")
    return "\n\n".join([*heads, own, opening, *(block for block in rest if block)])


@lru_cache(maxsize=16)
def _topic_cells(name: str) -> dict[str, str]:
    """Return the code cells of a topic's notebook by name, so that a lesson never holds a copy of them."""
    path = notebooks_dir() / f"{name}.ipynb"
    if not path.is_file():
        raise ConfigError(f"{path}: no such notebook.")
    content = json.loads(path.read_text(encoding="utf-8"))
    return {cell["id"]: "".join(cell["source"]) for cell in content["cells"] if cell["cell_type"] == "code"}


_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
