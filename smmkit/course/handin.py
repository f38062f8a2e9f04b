"""Answers out of notebooks and back into them: what a student typed is never lost and never run."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from smmkit.course.answers import ANSWERS, LARGEST, WRITTEN, is_blank, keep_answers, read_answers
from smmkit.errors import DataError
from smmkit.files import write_whole

UNITS = "units"
MARK = "smmkit"
"""Key of a cell's metadata that says which exercise it answers."""
STUB = "…"
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def answers_in(notebook: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what is typed into a notebook's answer cells, by exercise, blanks left out; nothing is run."""
    found: dict[str, dict[str, Any]] = {}
    for cell in notebook.get("cells", ()):
        exercise = _exercise(cell)
        if exercise is None:
            continue
        source = _source(cell)
        values = _typed(source, exercise) if cell.get("cell_type") == "code" else {WRITTEN: _written(source)}
        kept = {name: value for name, value in values.items() if not is_blank(value)}
        if kept:
            found[exercise] = kept
    return found


def parsed_notebook(content: bytes, name: str) -> dict[str, Any]:
    """Return a notebook's JSON.

    Raises
    ------
    DataError
        If it is none.

    """
    try:
        if len(content) > LARGEST:
            raise ValueError
        notebook = json.loads(content)
        if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
            raise ValueError
    except (ValueError, RecursionError):
        raise DataError(f"{name}: this is not a notebook that can be read. Save it again in JupyterLab.") from None
    return notebook


def filled(notebook: dict[str, Any], answers: Mapping[str, Mapping[str, Any]]) -> int:
    """Put kept answers into the blank answer cells of a notebook; what is typed there stays. Returns how many."""
    count = 0
    typed = answers_in(notebook)
    for cell in notebook["cells"]:
        exercise = _exercise(cell)
        kept = answers.get(exercise or "")
        if exercise is None or not kept or exercise in typed:
            continue
        if cell["cell_type"] == "code":
            cell["source"] = _call(exercise, cell["metadata"][MARK]["fields"], kept)
        else:
            cell["source"] = _source(cell).replace(STUB, str(kept.get(WRITTEN, STUB)), 1)
        count += 1
    return count


def harvest(home: Path, unit: str = "") -> dict[str, int]:
    """Keep what the notebooks of a student's folder hold and put back what a new copy of them lacks.

    Parameters
    ----------
    home
        The student's folder.
    unit
        Two digits; all units if not given.

    Returns
    -------
    dict
        Answers put back, by notebook.

    """
    put_back = {}
    for path in sorted((home / UNITS).glob(f"{unit or '[0-9][0-9]'}_*.ipynb")):
        notebook = parsed_notebook(path.read_bytes(), path.name)
        kept = keep_answers(home / ANSWERS / f"{path.name[:2]}.json", answers_in(notebook))
        if count := filled(notebook, kept):
            put_back[path.name] = count
            if not unit:
                write_whole(path, json.dumps(notebook, ensure_ascii=False, indent=1) + "\n")
    return put_back


def kept_for(home: Path, unit: str) -> dict[str, dict[str, Any]]:
    """Return the answers kept for a unit in a student's folder."""
    return read_answers(home / ANSWERS / f"{unit}.json")


def empty_call(exercise: str, fields: Mapping[str, str]) -> str:
    """Return the code of an answer cell in which nothing is answered yet."""
    return _call(exercise, fields, {})


def _call(exercise: str, fields: Mapping[str, str], kept: Mapping[str, Any]) -> str:
    given = [f"{name}={kept[name]!r}" if name in kept else f"{name}=..." for name in fields]
    inline = f'sheet.answer("{exercise}", {", ".join(given)})'
    lines = "".join(f"    {one},\n" for one in given)
    return inline if len(inline) <= 100 else f'sheet.answer(\n    "{exercise}",\n{lines})'


def _exercise(cell: Mapping[str, Any]) -> str | None:
    mark = cell.get("metadata", {}).get(MARK)
    name = mark.get("exercise") if isinstance(mark, dict) and mark.get("role") == "answer" else None
    return name if isinstance(name, str) else None


def _source(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(map(str, source))


def _written(source: str) -> str:
    return _COMMENT.sub("", source).replace(STUB, "").strip()


def _typed(source: str, exercise: str) -> dict[str, Any]:
    """Return the literal values of the `sheet.answer(...)` call; what is computed was kept when it ran."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "answer":
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and first.value == exercise:
                return {
                    word.arg: value
                    for word in node.keywords
                    if word.arg and (value := _literal(word.value)) is not None
                }
    return {}


def _literal(node: ast.expr) -> Any:
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return None
    if isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, list | tuple | set) and all(isinstance(one, str | int | float) for one in value):
        return list(value)
    return None
