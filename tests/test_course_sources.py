"""The course's sources: whole, in step with the notebooks, in editions that differ only in what they leave out."""

from __future__ import annotations

import ast
import builtins
import json
from typing import Any

import pytest

from smmkit.course.cells import HIDDEN, student_notebook, tags_of, tasks_of, teacher_notebook
from smmkit.course.check import TYPES, word_count
from smmkit.course.teacher.keys import KEYS
from smmkit.course.teacher.nbgrader import graded_notebook
from smmkit.course.unit import KINDS, Unit, course_dir, load_units
from smmkit.course.words import course_words

UNITS = list(load_units().values())
PLACES = (("en", "US", "USD"), ("es", "ES", "EUR"), ("es", "MX", "MXN"))
each_unit = pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)


def book(unit: Unit, place: tuple[str, str, str] = PLACES[1]) -> dict[str, Any]:
    return teacher_notebook(unit, course_words(*place, course_dir()))


def test_there_are_twelve_units_two_cross_units_and_the_claims() -> None:
    assert [unit.number for unit in UNITS] == [f"{number:02d}" for number in range(15)]


def test_every_exercise_that_marks_itself_has_a_key_and_no_key_is_left_over() -> None:
    assert {one.id for unit in UNITS for one in unit.exercises if one.marks_itself} == set(KEYS)


@each_unit
class TestUnit:
    def test_it_holds_five_exercises_worth_a_hundred_points(self, unit: Unit) -> None:
        assert len(unit.exercises) >= 5
        assert sum(one.marks_itself for one in unit.exercises) >= 2
        assert sum(one.points for one in unit.exercises) == 100
        assert {one.kind for one in unit.exercises} <= set(KINDS)
        assert any(one.kind == "refuse" for one in unit.exercises)

    def test_its_lesson_lasts_ninety_minutes_and_its_card_says_when_to_refuse(self, unit: Unit) -> None:
        assert sum(minutes for minutes, _ in unit.plan) == 90
        assert all(unit.card[name] for name in ("decision", "inputs", "assumption", "wrong", "refuse"))
        assert unit.wrong
        assert unit.homework

    def test_each_text_has_three_levels_and_the_best_sample_keeps_to_the_length(self, unit: Unit) -> None:
        for one in unit.exercises:
            if not one.marks_itself:
                points = [level.points for level in one.levels]
                assert len(points) == 3
                assert points == sorted(points, reverse=True)
                assert points[0] == one.points
                assert one.words
                assert all(level.what and level.sample for level in one.levels)
                assert word_count(one.levels[0].sample) <= one.words[1]

    def test_each_value_has_a_known_type_and_a_solution(self, unit: Unit) -> None:
        for one in unit.exercises:
            assert set(one.fields.values()) <= set(TYPES)
            assert one.marks_itself == bool(one.solution)
            assert f'"{one.id}"' in one.solution or not one.solution

    def test_student_and_solutions_together_are_the_teachers_edition(self, unit: Unit) -> None:
        whole = book(unit)["cells"]
        student = student_notebook(book(unit))["cells"]
        kept = [cell for cell in whole if not HIDDEN & set(tags_of(cell))]
        assert student == kept
        assert len(student) < len(whole)
        assert len({cell["id"] for cell in whole}) == len(whole)

    @pytest.mark.parametrize("place", PLACES, ids=lambda place: "_".join(place[:2]))
    def test_nothing_of_the_solution_is_in_a_students_copy(self, unit: Unit, place: tuple[str, str, str]) -> None:
        words = course_words(*place, course_dir())
        told = json.dumps([student_notebook(book(unit, place)), tasks_of(unit)], ensure_ascii=False)
        for one in unit.exercises:
            secret = [one.why, one.error, *(said for level in one.levels for said in (level.what, level.sample))]
            secret += [words(said) for said in secret]
            secret += [line for line in one.solution.splitlines() if "sheet.answer" in line or " = " in line]
            for said in secret:
                assert json.dumps(said, ensure_ascii=False)[1:-1] not in told, one.id
        assert "HIDDEN" not in told
        assert '"teacher"' not in told

    def test_jupyterlab_folds_the_setup(self, unit: Unit) -> None:
        folded = [
            cell["id"] for cell in book(unit)["cells"] if cell["metadata"].get("jupyter") == {"source_hidden": True}
        ]
        assert folded == ["setup"]

    def test_all_languages_have_the_same_exercises_and_code(self, unit: Unit) -> None:
        english, *others = (book(unit, place)["cells"] for place in PLACES)
        for other in others:
            assert [cell["id"] for cell in other] == [cell["id"] for cell in english]
            codes = [[cell["source"] for cell in cells if cell["cell_type"] == "code"] for cells in (english, other)]
            assert codes[0] == codes[1]
            assert tags_of(other[0]) == tags_of(english[0])

    def test_nbgrader_finds_every_point_once(self, unit: Unit) -> None:
        marks = [
            cell["metadata"]["nbgrader"]
            for cell in graded_notebook(book(unit))["cells"]
            if "nbgrader" in cell["metadata"]
        ]
        assert sum(mark["points"] for mark in marks) == 100
        assert len({mark["grade_id"] for mark in marks}) == len(marks) == len(unit.exercises)


def unknown_names(cells: list[str]) -> set[str]:
    """Return the names code cells use before any of them, or Python itself, has made them."""
    known, unknown = set(dir(builtins)), set()
    for code in cells:
        tree = ast.parse(code)
        made = {alias.asname or alias.name.split(".")[0] for node in ast.walk(tree)
                if isinstance(node, ast.Import | ast.ImportFrom) for alias in node.names}  # fmt: skip
        names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
        made |= {node.id for node in names if isinstance(node.ctx, ast.Store)}
        made |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
        unknown |= {node.id for node in names if isinstance(node.ctx, ast.Load)} - known - made
        known |= made
    return unknown


@each_unit
def test_each_cell_finds_what_it_names_in_the_cells_before_it(unit: Unit) -> None:
    for edition in (book(unit), student_notebook(book(unit))):
        assert unknown_names([cell["source"] for cell in edition["cells"] if cell["cell_type"] == "code"]) == set()
    assert unknown_names(["total = share * 2"]) == {"share"}


def test_where_nothing_is_to_be_found_only_refusing_earns_points() -> None:
    quiet = [unit for unit in UNITS if unit.client == "quiet"]
    assert [unit.number for unit in quiet] == ["13"]
    assert {one.kind for unit in quiet for one in unit.exercises if one.marks_itself} == {"refuse"}


def test_spanish_is_spoken_as_in_the_country() -> None:
    swot = next(unit for unit in UNITS if unit.number == "02")
    assert "DAFO" in book(swot, PLACES[1])["cells"][0]["source"]
    assert "FODA" in book(swot, PLACES[2])["cells"][0]["source"]


def test_the_claims_name_their_sources() -> None:
    claims = next(unit for unit in UNITS if unit.number == "14")
    assert len(claims.sources) >= 5
    assert any("69 %" in source for source in claims.sources)
