"""A class on disk for the tests of the course, and its units run inside this process."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Sequence
from contextlib import chdir
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

from smmkit.course import sheet as sheets
from smmkit.course.answers import read_answers
from smmkit.course.cells import tags_of, tasks_of, teacher_notebook
from smmkit.course.teacher.expect import Expected
from smmkit.course.teacher.marking import expected_for
from smmkit.course.teacher.roster import Pupil
from smmkit.course.unit import Unit, course_dir
from smmkit.course.words import course_words
from smmkit.demo import COUNTRIES, Spec, write_client
from smmkit.files import write_whole

_NEAR = 0.4
"""What counts as near, as a share of the distance between the quartiles."""
SECRET = b"a secret of the tests, no class has it"


def student_home(home: Path, pupil: Pupil, units: list[Unit], *, lang: str = "es") -> Path:
    """Write a student's folder as the build does, without its notebooks."""
    import json

    import tomlkit

    record = {"student": pupil.number, "client": pupil.client.slug, "quiet": pupil.quiet.slug, "lang": lang}
    place = {"country": pupil.client.country, "currency": COUNTRIES[pupil.client.country].currency}
    write_whole(home / sheets.STUDENT, tomlkit.dumps(record | place))
    write_whole(home / sheets.TASKS, json.dumps({unit.number: tasks_of(unit) for unit in units}))
    for which in {unit.client for unit in units}:
        spec: Spec = getattr(pupil, which)
        if not (home / "data" / "clients" / spec.slug).is_dir():
            write_client(home / "data" / "clients" / spec.slug, spec, truth_file=home.parent / f"{spec.slug}.toml")
    (home / "units").mkdir(exist_ok=True)
    return home


def notebook_of(unit: Unit, pupil: Pupil, *, lang: str = "es") -> dict[str, Any]:
    """Return the teacher's edition of a unit in the words of the student's country."""
    place = COUNTRIES[pupil.client.country]
    return teacher_notebook(unit, course_words(lang, pupil.client.country, place.currency, course_dir()))


def run_unit(home: Path, notebook: dict[str, Any], *, leave: set[str]) -> dict[str, Any]:
    """Run a unit's code cells in order, those with a tag in `leave` left out; the naive ways are kept by exercise."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    scope: dict[str, Any] = {}
    naive: dict[str, Any] = {}
    with mock.patch.dict(os.environ), chdir(home / "units"):
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code" and not leave & set(tags_of(cell)):
                exec(compile(cell["source"], cell["id"], "exec"), scope)
                if cell["id"].endswith("-naive"):
                    naive[cell["id"].removesuffix("-naive")] = scope["naive"]
    plt.close("all")
    return {"naive": naive, "scope": scope}


def right_of(home: Path, unit: Unit, pupil: Pupil) -> dict[str, list[Expected]]:
    """Return what is right in a unit for a student's client."""
    from smmkit.workbook import open_workbook

    spec = getattr(pupil, unit.client)
    with mock.patch.dict(os.environ, {"SMMKIT_DATA": str(home / "data"), "SMMKIT_OUT": str(home / "workbooks")}):
        wb = open_workbook(spec.slug, sheets.PERIOD, "en")
        planted = tomllib.loads((home.parent / f"{spec.slug}.toml").read_text(encoding="utf-8"))
        return expected_for(wb, planted, {one.id for one in unit.exercises if one.marks_itself})


def kept(home: Path, unit: Unit) -> dict[str, dict[str, Any]]:
    """Return what is kept in a student's folder."""
    return read_answers(home / "answers" / f"{unit.number}.json")


def right_answers(right: dict[str, list[Expected]]) -> dict[str, dict[str, Any]]:
    """Return one right answer to each exercise, from what the marker expects."""
    return {name: {field: _right(one) for field, one in each[0].items()} for name, each in right.items()}


def chance_of_agreeing(clients: Sequence[dict[str, list[Expected]]], exercise: str) -> float:
    """Return the chance that a client's numbers earn points of another's exercise.

    Two of thirty clients hardly ever agree, so that counting them says little. Each number counts by what it still
    says once those before it are known (the rest of a regression): pairs whose rests lie near each other, each by how
    often two so near agree, which is a kernel's estimate at zero.
    """
    told = [right[exercise][0] for right in clients]
    chance, known = 1.0, [np.ones(len(told))]
    for name, one in told[0].items():
        mine = [right[name] for right in told]
        if "between" in one:
            value, room = _measured(mine)
            weights = np.linalg.lstsq(np.column_stack(known), value, rcond=None)[0]
            chance *= _alike(value - np.column_stack(known) @ weights, room)
            known.append(value)
        elif "card" not in one and "ids" not in one and ("any" not in one or one.get("proof")):
            words = [{*map(str, each.get("any", each.get("set", each.get("list"))))} for each in mine]
            same = [bool(words[i] & words[j]) for i in range(len(words)) for j in range(i)]
            chance *= sum(same) / len(same)
    return chance


def _measured(expected: list[dict[str, Any]]) -> tuple[np.ndarray, np.ndarray]:
    """Return values and their room; logarithms where all are above zero, so that a quotient follows from its parts."""
    low, high = np.array([one["between"] for one in expected], dtype=float).T
    # A whole number has at least its own width.
    middle, room = (low + high) / 2, np.maximum((high - low) / 2, np.where(low == high, 0.5, 0))
    return (np.log(middle), room / middle) if (middle > 0).all() else (middle, room)


def _alike(rest: np.ndarray, room: np.ndarray) -> float:
    width = np.maximum(_NEAR * float(np.subtract(*np.percentile(rest, [75, 25]))), room)
    near = np.where(np.abs(rest[:, None] - rest) <= width, room / width, 0)
    return float(near[~np.eye(len(rest), dtype=bool)].mean())


def _right(expected: dict[str, Any]) -> Any:
    if "between" in expected:
        return sum(expected["between"]) / 2
    if "any" in expected:
        return expected["any"][len(expected["any"]) // 2]
    if "card" in expected:
        return [f"{minute} {roles[0]} {action}" for action, roles, minute in expected["card"]]
    return expected.get("ids", expected.get("set", expected.get("list")))
