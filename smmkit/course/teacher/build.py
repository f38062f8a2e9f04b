"""A class on disk: students' folders and zips, the teacher's folder, the reading edition."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import tomlkit

from smmkit.course.answers import ANSWERS
from smmkit.course.cells import student_notebook, tasks_of, teacher_notebook
from smmkit.course.handin import UNITS, harvest
from smmkit.course.sheet import SCRATCH, STUDENT, TASKS
from smmkit.course.teacher import nbgrader, pages
from smmkit.course.teacher.pins import REQUIREMENTS
from smmkit.course.teacher.roster import TRUTH, Class, Pupil, keep_secret, record_of, write_class
from smmkit.course.unit import Unit, course_dir, load_units
from smmkit.course.words import Words, course_words
from smmkit.demo import Spec, write_client
from smmkit.files import write_whole

TEACHER, STUDENTS, READING = "teacher", "students", "reading"
EDITIONS = {"both": (STUDENTS, TEACHER), "student": (STUDENTS,), "teacher": (TEACHER,)}
"""What is written anew, by the edition asked for; who has which client lies in `teacher/` in any case."""


@dataclass(frozen=True)
class Built:
    """What was written: students' folders, and answers found in older copies and kept."""

    students: int
    kept: int


def build_class(
    out: Path,
    units: Sequence[Unit],
    *,
    lang: str,
    country: str,
    seed: int,
    students: int,
    secret_file: Path | None = None,
    shared: Sequence[Path] = (),
    edition: str = "both",
    workers: int | None = None,
) -> Built:
    """Write a class.

    Parameters
    ----------
    out
        The folder to write into; `teacher/` in it is for the teacher alone.
    units
        The units of the course to hand out; those handed out before stay.
    lang, country
        Language of the texts and country of the clients.
    seed, students
        Which clients, and how many.
    secret_file
        The class's secret; a new one is made if none is given and none is there.
    shared
        Files every student gets: requirements and wheel.
    edition
        A key of `EDITIONS`.
    workers
        Processes that write clients; as many as there are cores if not given.

    """
    teacher = out / TEACHER
    teacher.mkdir(parents=True, exist_ok=True)
    keep_secret(teacher, secret_file)
    group = write_class(teacher, lang, country, seed=seed, students=students)
    words = course_words(lang, country, group.currency, course_dir())
    units = _with_those_before(out, units)
    books = {unit.number: teacher_notebook(unit, words) for unit in units}
    write_clients(group, workers=workers)
    if TEACHER in EDITIONS[edition]:
        _write_teacher(group, units, books, words)
    if STUDENTS not in EDITIONS[edition]:
        return Built(0, 0)
    made = [_write_student(out / STUDENTS / p.number, group, p, units, books, words, shared) for p in group.pupils[1:]]
    pages.write_reading(out / READING, group, units, books, words)
    return Built(len(made), sum(made))


def _with_those_before(out: Path, units: Sequence[Unit]) -> list[Unit]:
    """Return the units asked for and those handed out before: a class may be built a unit a week."""
    before = [*out.glob(f"{TEACHER}/{UNITS}/[0-9][0-9]_*"), *out.glob(f"{STUDENTS}/*/{UNITS}/[0-9][0-9]_*.ipynb")]
    wanted = {path.name[:2] for path in before} | {unit.number for unit in units}
    return [unit for number, unit in load_units().items() if number in wanted]


def write_clients(group: Class, *, workers: int | None = None) -> None:
    """Write every client of the class into the teacher's data folder, truths apart.

    What is there already stays: students have it, and another version of the program may invent it otherwise.
    """
    specs = [spec for pupil in group.pupils for spec in (pupil.client, pupil.quiet)]
    (group.folder / TRUTH).mkdir(exist_ok=True)
    write = partial(_write_client, group.data / "clients", group.folder / TRUTH)
    count = workers or os.cpu_count() or 1
    if count == 1:
        for spec in specs:
            write(spec)
        return
    with ProcessPoolExecutor(count) as pool:
        list(pool.map(write, specs, chunksize=4))


def _write_client(root: Path, truths: Path, spec: Spec) -> None:
    truth = truths / f"{spec.slug}.toml"
    if not truth.is_file() or not (root / spec.slug / "client.toml").is_file():
        write_client(root / spec.slug, spec, truth_file=truth)


def _write_teacher(group: Class, units: Sequence[Unit], books: dict[str, Any], words: Words) -> None:
    for unit in units:
        place = group.folder / UNITS / unit.name
        write_whole(place / f"{unit.name}.ipynb", _json(books[unit.number]))
        write_whole(place / "lesson.md", pages.lesson(unit, words))
        write_whole(place / "card.md", pages.card(unit, words))
        write_whole(place / "rubric.toml", pages.rubric(unit, words))
        nbgrader.write_source(group, unit, books[unit.number])
    nbgrader.write_config(group)
    write_whole(group.folder / STUDENT, tomlkit.dumps(record_of(group, group.pupils[0])))
    write_whole(group.folder / TASKS, _json({unit.number: tasks_of(unit) for unit in units}))
    write_whole(group.folder / "teacher.html", pages.teacher_page(group, units, words))


def _write_student(
    home: Path, group: Class, pupil: Pupil, units: Sequence[Unit], books: dict[str, Any], words: Words,
    shared: Sequence[Path],
) -> int:  # fmt: skip
    """Write one student's folder and zip; returns how many answers of an older copy were put back."""
    if (home / UNITS).is_dir():
        harvest(home)
    for spec in (pupil.client, pupil.quiet):
        target = home / "data" / "clients" / spec.slug
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(group.data / "clients" / spec.slug, target)
    write_whole(home / STUDENT, tomlkit.dumps(record_of(group, pupil)))
    write_whole(home / TASKS, _json({unit.number: tasks_of(unit) for unit in units}))
    write_whole(
        home / "README.md", pages.student_readme(pupil, words, pinned=REQUIREMENTS in {file.name for file in shared})
    )
    for unit in units:
        write_whole(home / UNITS / f"{unit.name}.ipynb", _json(student_notebook(books[unit.number])))
    for file in shared:
        shutil.copyfile(file, home / file.name)
    _zip(home)
    return sum(harvest(home).values())


def _zip(home: Path) -> None:
    """Zip a student's folder as it is handed out: without answers, so that unpacking it again overwrites none."""
    with zipfile.ZipFile(home.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED, compresslevel=3) as packed:
        for file in sorted(home.rglob("*")):
            inside = file.relative_to(home)
            if file.is_file() and inside.parts[0] not in {ANSWERS, SCRATCH, "workbooks"}:
                packed.write(file, Path(home.name) / inside)


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
