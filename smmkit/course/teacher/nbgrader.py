"""The same units for nbgrader: its sources, its configuration, hidden tests that ask the teacher's folder."""

from __future__ import annotations

import copy
import json
from collections.abc import Sequence
from typing import Any

import tomlkit

from smmkit.course.cells import student_notebook, tasks_of
from smmkit.course.handin import STUB
from smmkit.course.sheet import STUDENT, TASKS
from smmkit.course.teacher.handed import Submission
from smmkit.course.teacher.marking import PLACE
from smmkit.course.teacher.roster import Class, record_of
from smmkit.course.unit import Unit
from smmkit.files import write_whole

FOLDER = "nbgrader"
_HIDDEN = """
### BEGIN HIDDEN TESTS
from smmkit.course.teacher.marking import score_here
score_here(sheet, "{exercise}")
### END HIDDEN TESTS"""


def write_source(group: Class, unit: Unit, notebook: dict[str, Any]) -> None:
    """Write a unit as an nbgrader assignment: `source/<unit>/<unit>.ipynb`."""
    place = group.folder / FOLDER / "source" / unit.name
    graded = json.dumps(graded_notebook(notebook), ensure_ascii=False, indent=1)
    write_whole(place / f"{unit.name}.ipynb", graded + "\n")
    write_whole(place / TASKS, json.dumps({unit.number: tasks_of(unit)}, ensure_ascii=False, indent=1) + "\n")


def graded_notebook(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return the student's edition with what nbgrader takes out of it again: tests that ask the teacher's folder."""
    found = copy.deepcopy(student_notebook(notebook))
    for cell in found["cells"]:
        mark = cell["metadata"].get("nbgrader")
        if mark and cell["cell_type"] == "code":
            cell["source"] += _HIDDEN.format(exercise=mark["grade_id"])
    return found


def write_config(group: Class) -> None:
    """Write nbgrader's configuration: where the class lies, who is in it."""
    folder = group.folder / FOLDER
    students = [{"id": f"{number:02d}"} for number in range(1, group.students + 1)]
    # Paths are found from the configuration itself, so that the teacher's folder may move.
    lines = [
        "import os",
        "from pathlib import Path",
        "",
        "here = Path(__file__).resolve().parent",
        "teacher = here.parent",
        f"os.environ[{PLACE!r}] = str(teacher)",
        "os.environ['SMMKIT_DATA'] = str(teacher / 'data')",
        "os.environ['SMMKIT_OUT'] = str(teacher / 'workbooks')",
        "c = get_config()",
        "c.CourseDirectory.root = str(here)",
        "c.CourseDirectory.course_id = 'smmkit'",
        f"c.ClearSolutions.text_stub = {STUB!r}",
        "c.ExecutePreprocessor.timeout = 300",
        f"students = {students!r}",
    ]
    write_whole(folder / "nbgrader_config.py", "\n".join(lines) + "\n")


def lay_out(group: Class, units: Sequence[Unit], submissions: Sequence[Submission]) -> None:
    """Lay submitted notebooks where nbgrader looks, each with whose client it is, by the roster and not by the file."""
    records = {pupil.number: record_of(group, pupil) for pupil in group.pupils}
    for one in submissions:
        for unit in units:
            if unit.number in one.notebooks:
                place = group.folder / FOLDER / "submitted" / one.student / unit.name
                write_whole(place / f"{unit.name}.ipynb", one.notebooks[unit.number])
                write_whole(place / TASKS, json.dumps({unit.number: tasks_of(unit)}, ensure_ascii=False))
                write_whole(place / STUDENT, tomlkit.dumps(records[one.student]))
