"""The course's units in nbgrader, from assignment to feedback: two units in two languages, one with a changed copy."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from classroom import right_answers

from smmkit.course.handin import filled
from smmkit.course.teacher.build import build_class
from smmkit.course.teacher.handed import Submission
from smmkit.course.teacher.marking import expected_of
from smmkit.course.teacher.nbgrader import lay_out
from smmkit.course.teacher.roster import Class, read_class
from smmkit.course.unit import Unit, load_units

UNITS = load_units()


def graded(place: Path, unit: Unit, students: list[str]) -> dict[str, float]:
    """Take a unit from assignment to feedback; the points nbgrader wrote down, texts not read yet counting nothing."""
    with mock.patch.dict(os.environ):
        from nbgrader.api import Gradebook
        from nbgrader.apps import NbGraderAPI
        from traitlets.config import PyFileConfigLoader

        api = NbGraderAPI(config=PyFileConfigLoader("nbgrader_config.py", path=str(place)).load_config())
        steps = [api.generate_assignment(unit.name), *(api.autograde(unit.name, number) for number in students)]
        steps += [api.generate_feedback(unit.name, number) for number in students]
        assert [one.get("error", "") for one in steps if not one["success"]] == []
        with Gradebook(f"sqlite:///{place / 'gradebook.db'}") as book:
            return {one.student.id: one.score for known in book.assignments for one in known.submissions}


def handed_in(group: Class, unit: Unit, student: str) -> bytes:
    """Return a student's notebook with what is right for that student typed into it."""
    notebook: dict[str, Any] = json.loads(
        (group.folder.parent / "students" / student / "units" / f"{unit.name}.ipynb").read_text(encoding="utf-8")
    )
    assert filled(notebook, right_answers(expected_of(group, student, unit)))
    return json.dumps(notebook).encode()


@pytest.mark.parametrize(
    ("number", "lang", "students"),
    [
        ("14", "es", 1),
        ("03", "en", 1),
        pytest.param("03", "es", 2, marks=pytest.mark.heavy),
        pytest.param("06", "es", 2, marks=pytest.mark.heavy),
        pytest.param("14", "en", 2, marks=pytest.mark.heavy),
    ],
)
def test_nbgrader_takes_a_class_from_assignment_to_feedback(
    number: str, lang: str, students: int, tmp_path: Path
) -> None:
    unit, country = UNITS[number], {"en": "US", "es": "ES"}[lang]
    build_class(tmp_path, [unit], lang=lang, country=country, seed=4, students=students, workers=1)
    group = read_class(tmp_path / "teacher")
    place, all_of_them = group.folder / "nbgrader", [f"{one:02d}" for one in range(1, students + 1)]
    solved = handed_in(group, unit, "01")
    # 01 hands in what is right for 01, everybody else a copy of it.
    lay_out(group, [unit], [Submission(one, {}, {unit.number: solved}) for one in all_of_them])
    found = graded(place, unit, all_of_them)
    released = (place / "release" / unit.name / f"{unit.name}.ipynb").read_text(encoding="utf-8")
    assert "HIDDEN" not in released
    assert "score_here" not in released
    itself = sum(one.points for one in unit.exercises if one.marks_itself)
    assert found.pop("01") == itself
    assert all(points <= 0.2 * itself for points in found.values())
    assert (place / "feedback" / "01" / unit.name / f"{unit.name}.html").is_file()
