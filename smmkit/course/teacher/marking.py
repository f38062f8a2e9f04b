"""Points for answers: what is right is computed once per student and unit and kept in the teacher's folder."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stderr
from dataclasses import dataclass
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

from smmkit.course.check import hints
from smmkit.course.teacher.expect import KEYS, Case, Expected, share_right
from smmkit.course.teacher.roster import Class, planted_in, read_class
from smmkit.course.unit import Exercise, Unit, load_units
from smmkit.errors import ConfigError
from smmkit.files import write_whole
from smmkit.text import Message
from smmkit.text.retold import errors_in

if TYPE_CHECKING:
    from smmkit.course.sheet import StudentSheet
    from smmkit.demo import Spec
    from smmkit.workbook import Workbook

PLACE = "SMMKIT_COURSE"
"""Environment variable that names the teacher's folder to nbgrader's kernels."""
_KEYS = "keys"


@dataclass(frozen=True)
class Mark:
    """The points of one exercise; `missing` says what was not answered or has the wrong form."""

    exercise: Exercise
    points: float
    missing: tuple[Message, ...]


def expected_of(group: Class, student: str, unit: Unit) -> dict[str, list[Expected]]:
    """Return what is right for one student's unit, from the class's keys or computed now."""
    if kept := _kept_key(group, student, unit):
        return kept
    pupil = group.pupil(student)
    spec = pupil.quiet if unit.client == "quiet" else pupil.client
    found = expected_for(opened(group, spec), planted_in(group, spec.slug), _marking_themselves(unit))
    write_whole(_key_file(group, student, unit), json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    return found


def make_keys(group: Class, wanted: Sequence[tuple[str, Unit]], *, workers: int | None = None) -> None:
    """Compute what is right for students and units nobody has marked yet, on all cores: each takes a few seconds.

    Parameters
    ----------
    group
        The class; its keys are kept in its folder.
    wanted
        Students and units.
    workers
        Processes; as many as there are cores if not given.

    """
    missing = [(student, unit) for student, unit in wanted if _kept_key(group, student, unit) is None]
    count = min(workers or os.cpu_count() or 1, len(missing))
    if count > 1:  # one alone is computed where it is asked for
        with ProcessPoolExecutor(count) as pool:
            list(pool.map(partial(expected_of, group), *zip(*missing, strict=True)))


def _key_file(group: Class, student: str, unit: Unit) -> Path:
    return group.folder / _KEYS / unit.number / f"{student}.json"


def _marking_themselves(unit: Unit) -> set[str]:
    return {one.id for one in unit.exercises if one.marks_itself}


def _kept_key(group: Class, student: str, unit: Unit) -> dict[str, list[Expected]] | None:
    """Return a key computed before; None where there is none, or the unit has asked for other fields since."""
    file = _key_file(group, student, unit)
    if not file.is_file():
        return None
    kept: dict[str, list[Expected]] = json.loads(file.read_text(encoding="utf-8"))
    asked = {one.id: set(one.fields) for one in unit.exercises if one.marks_itself}
    return kept if {name: set(each[0]) for name, each in kept.items()} == asked else None


def expected_for(wb: Workbook, planted: Mapping[str, Any], wanted: set[str]) -> dict[str, list[Expected]]:
    """Return what is right in some exercises for a client, whose truth is as it was when its data were written.

    Raises
    ------
    ConfigError
        If nobody has said what is right in one of them.

    """
    from smmkit.course.teacher import keys

    if missing := wanted - set(keys.KEYS):
        raise ConfigError(f"smmkit/course/teacher/keys: nothing says what is right in {', '.join(sorted(missing))}.")
    case = Case(wb, planted)
    found = {name: KEYS[name](case) for name in sorted(wanted)}
    return {name: one if isinstance(one, list) else [one] for name, one in found.items()}


def opened(group: Class, spec: Spec) -> Workbook:
    """Open a student's client in the teacher's folder."""
    from smmkit.course.sheet import PERIOD
    from smmkit.workbook import open_workbook

    places = {"SMMKIT_DATA": str(group.data), "SMMKIT_OUT": str(group.folder / "workbooks")}
    # What a notebook opened by hand is told about its headings is nothing to whoever marks.
    with mock.patch.dict(os.environ, places), redirect_stderr(StringIO()):
        return open_workbook(spec.slug, PERIOD, group.lang)


def marks_of(
    unit: Unit, answers: Mapping[str, Mapping[str, Any]], right: Mapping[str, list[Expected]]
) -> dict[str, Mark]:
    """Return the points of the exercises that mark themselves."""
    found = {}
    for one in unit.exercises:
        if one.marks_itself:
            given = answers.get(one.id, {})
            shares = [share_right(given, each, refuse=one.kind == "refuse") for each in right[one.id]]
            task = {"fields": one.fields, "words": one.words}
            found[one.id] = Mark(one, one.points * max(shares), tuple(hints(task, given)))
    return found


def score_here(sheet: StudentSheet, exercise: str) -> float:
    """Return the points of one kept answer, for a hidden test of nbgrader.

    Raises
    ------
    ConfigError
        If the teacher's folder is not named.

    """
    if not (place := os.environ.get(PLACE)):
        with errors_in(sheet.text):
            raise ConfigError(
                f"{PLACE} does not name the teacher's folder; run nbgrader in the folder `course build` wrote."
            )
    from smmkit.course.answers import read_answers

    with errors_in(sheet.text):
        group, unit = read_class(Path(place)), load_units()[sheet.unit]
        right = expected_of(group, str(sheet.record["student"]), unit)
        return marks_of(unit, read_answers(sheet.file), right)[exercise].points
