"""The course at full size: every unit on thirty clients, a class in a minute, nbval."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from classroom import SECRET, chance_of_agreeing, kept, notebook_of, right_of, run_unit, student_home

from smmkit.course.cells import student_notebook
from smmkit.course.teacher.build import build_class
from smmkit.course.teacher.marking import marks_of
from smmkit.course.teacher.roster import pupils
from smmkit.course.unit import Unit, load_units

UNITS = load_units()
SEEDS = int(os.environ.get("COURSE_SEEDS", "30"))
# A way that looks right must fail in four of five clients.
NAIVE_MOST = 0.2

pytestmark = pytest.mark.heavy


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], dict[str, Any]]:
    """Run every unit with its solutions for each client; points of solutions and of the naive ways."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    units = list(UNITS.values())
    for pupil in pupils(SEEDS, seed=21, secret=SECRET, country="ES")[1:]:
        home = student_home(tmp_path_factory.mktemp("home") / pupil.number, pupil, units)
        for unit in units:
            naive = run_unit(home, notebook_of(unit, pupil), leave=set())["naive"]
            answers, right = kept(home, unit), right_of(home, unit, pupil)
            asked = {one.id: set(one.fields) for one in unit.exercises if one.marks_itself}
            assert {name: set(each[0]) for name, each in right.items()} == asked
            solved, guessed = marks_of(unit, answers, right), marks_of(unit, naive, right)
            found[pupil.number, unit.number] = {
                "answers": answers,
                "right": right,
                "missed": [name for name, mark in solved.items() if mark.points < mark.exercise.points],
                "lucky": [name for name in naive if guessed[name].points],
                "naive": list(naive),
            }
        shutil.rmtree(home.parent)
    return found


def test_the_solutions_earn_every_point_on_every_client(tried: dict[tuple[str, str], dict[str, Any]]) -> None:
    missed = {who: one["missed"] for who, one in tried.items() if one["missed"]}
    asked = sum(len([e for e in UNITS[unit].exercises if e.marks_itself]) for _, unit in tried)
    assert sum(map(len, missed.values())) <= 0.01 * asked, missed


def test_each_naive_way_fails_in_four_of_five_clients(tried: dict[tuple[str, str], dict[str, Any]]) -> None:
    lucky: dict[str, int] = {}
    for one in tried.values():
        for name in one["lucky"]:
            lucky[name] = lucky.get(name, 0) + 1
    assert not {name: count for name, count in lucky.items() if count > NAIVE_MOST * SEEDS}
    assert {name for one in tried.values() for name in one["naive"]} >= {"04-groups", "07-hour", "09-winner"}


def test_a_neighbours_answers_earn_a_fifth_at_most_in_every_unit(tried: dict[tuple[str, str], dict[str, Any]]) -> None:
    """Nothing earns points on its own that another client gives as well: a verdict, a shared file, a number near by."""
    over: dict[str, list[tuple[str, str]]] = {}
    for (mine, number), own in tried.items():
        unit = UNITS[number]
        most = NAIVE_MOST * sum(one.points for one in unit.exercises if one.marks_itself)
        for (theirs, other), neighbour in tried.items():
            if other == number and theirs != mine:
                marks = marks_of(unit, neighbour["answers"], own["right"])
                if sum(mark.points for mark in marks.values()) > most:
                    over.setdefault(number, []).append((mine, theirs))
    assert over == {}


def test_neighbours_agree_by_chance_in_fewer_than_one_class_in_ten(
    tried: dict[tuple[str, str], dict[str, Any]],
) -> None:
    """A class of thirty holds 435 pairs; one exercise that agrees is often more than a fifth already."""
    chances = {}
    for number, unit in UNITS.items():
        clients = [one["right"] for (_, other), one in tried.items() if other == number]
        itself = [one for one in unit.exercises if one.marks_itself]
        most = NAIVE_MOST * sum(one.points for one in itself)
        chances |= {one.id: chance_of_agreeing(clients, one.id) for one in itself if one.points > most}
    pairs = {name: round(435 * chance, 4) for name, chance in chances.items()}
    assert sum(pairs.values()) < 0.1, dict(sorted(pairs.items(), key=lambda one: -one[1])[:8])


def test_in_english_the_solutions_earn_every_point_and_each_naive_way_loses_some(tmp_path: Path) -> None:
    units = list(UNITS.values())
    pupil = pupils(1, seed=33, secret=SECRET, country="US")[1]
    home = student_home(tmp_path / pupil.number, pupil, units, lang="en")
    missed, lucky = {}, {}
    for unit in units:
        naive = run_unit(home, notebook_of(unit, pupil, lang="en"), leave=set())["naive"]
        right = right_of(home, unit, pupil)
        solved, guessed = marks_of(unit, kept(home, unit), right), marks_of(unit, naive, right)
        missed |= {name: mark.points for name, mark in solved.items() if mark.points < mark.exercise.points}
        lucky |= {name: guessed[name].points for name in naive if guessed[name].points >= guessed[name].exercise.points}
        assert naive, unit.name
    assert missed == {}
    assert lucky == {}


@pytest.mark.parametrize("unit", [UNITS["00"], UNITS["12"]], ids=lambda unit: unit.name)
def test_an_empty_student_copy_runs_through_nbval(unit: Unit, tmp_path: Path) -> None:
    build_class(tmp_path, [unit], lang="es", country="ES", seed=4, students=1, workers=1)
    path = tmp_path / "students" / "01" / "units" / f"{unit.name}.ipynb"
    nbformat.validate(nbformat.read(path, as_version=4))
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval-lax", "-q", "-p", "no:cacheprovider", str(path)],
        cwd=path.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]
    assert "failed" not in done.stdout


def test_a_papermill_run_loses_no_answer(tmp_path: Path) -> None:
    import papermill

    unit = UNITS["14"]
    build_class(tmp_path, [unit], lang="en", country="US", seed=4, students=1, workers=1)
    home = tmp_path / "students" / "01"
    path = home / "units" / f"{unit.name}.ipynb"
    typed = json.loads(path.read_text(encoding="utf-8"))
    for cell in typed["cells"]:
        if cell["id"] == "14-silent-answer":
            cell["source"] = 'sheet.answer("14-silent", problems=52, silent=0.6)'
    path.write_text(json.dumps(typed), encoding="utf-8")
    for _ in range(2):
        papermill.execute_notebook(str(path), str(path), cwd=str(path.parent), progress_bar=False)
    from smmkit.course.answers import read_answers

    assert read_answers(home / "answers" / "14.json")["14-silent"] == {"problems": 52, "silent": 0.6}
    assert "problems=52" in path.read_text(encoding="utf-8")


def test_the_teachers_edition_is_a_valid_notebook() -> None:
    pupil = pupils(1, seed=1, secret=SECRET, country="MX")[1]
    for unit in UNITS.values():
        whole = notebook_of(unit, pupil)
        nbformat.validate(nbformat.from_dict(whole))
        nbformat.validate(nbformat.from_dict(student_notebook(whole)))
