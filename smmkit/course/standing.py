"""What `smmkit course check` tells a student: which answers are complete, and what the others lack."""

from __future__ import annotations

import json
from pathlib import Path

from smmkit.course.check import hints
from smmkit.course.handin import UNITS, harvest, kept_for
from smmkit.course.sheet import STUDENT, TASKS, read_student
from smmkit.errors import ConfigError
from smmkit.text import N_, Text


def student_home(place: Path) -> tuple[Path, str]:
    """Return a student's folder and, where one of its notebooks is named, the unit.

    Raises
    ------
    ConfigError
        If the place is in no student's folder.

    """
    place = place.resolve()
    home = next((one for one in (place, *place.parents) if (one / STUDENT).is_file()), None)
    if home is None:
        raise ConfigError(f"{place}: no {STUDENT} here or above. Name the folder you unpacked, or a notebook in it.")
    return home, place.name[:2] if place.suffix == ".ipynb" else ""


def standing(home: Path, unit: str = "", lang: str | None = None) -> tuple[bool, list[str]]:
    """Return whether all is complete, and a line for each exercise that is not, by unit.

    Parameters
    ----------
    home
        The student's folder.
    unit
        Two digits; every unit if not given.
    lang
        `en` or `es`; the folder's own language if not given.

    """
    record = read_student(home / STUDENT)
    text = Text(lang or record["lang"], country=record["country"], currency=record["currency"])
    put_back = harvest(home)
    tasks = json.loads((home / TASKS).read_text(encoding="utf-8"))
    lines = [
        text(N_("{notebook}: {count:number} answers of an older copy put back."), notebook=name, count=count)
        for name, count in put_back.items()
    ]
    whole = True
    for number in [unit] if unit else sorted(tasks):
        complete, said = _unit_lines(home, number, tasks.get(number, {}), text)
        whole &= complete
        lines += said
    return whole, lines


def _unit_lines(home: Path, number: str, tasks: dict[str, dict[str, object]], text: Text) -> tuple[bool, list[str]]:
    kept = kept_for(home, number)
    if not kept and not list((home / UNITS).glob(f"{number}_*.ipynb")):
        return True, []
    missing = {name: hints(task, kept.get(name, {})) for name, task in tasks.items()}
    done = sum(not said for said in missing.values())
    head = text(
        N_("Unit {unit}: {done:number} of {all:number} answers complete"), unit=number, done=done, all=len(tasks)
    )
    lines = [head]
    lines += [f"  {name}: {' '.join(text(each) for each in said)}" for name, said in missing.items() if said]
    return done == len(tasks), lines
