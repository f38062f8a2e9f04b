"""A unit of the course as it is written in `notebooks/course/*.toml`: steps, exercises, lesson plan, card."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from smmkit.errors import ConfigError
from smmkit.folders import notebooks_dir

KINDS = ("find", "refuse", "write", "defend", "break", "translate", "drill")
"""What an exercise asks: find it, refuse it, write it, defend it, break it, translate it for the boss, play it through.

To break it is to change an input and say what becomes of the decisions: it is held against the ledgers of both runs.
"""


@dataclass(frozen=True)
class Level:
    """One described level of a written answer: what earns the points, and an answer that reaches it."""

    points: int
    what: str
    sample: str


@dataclass(frozen=True)
class Exercise:
    """One exercise.

    Parameters
    ----------
    id
        Stable across languages and versions: answers are kept under it.
    kind
        One of `KINDS`.
    points, minutes
        What it is worth, and how long it takes.
    ask
        The task, as Markdown.
    fields
        Name -> type of each value asked for (`check.TYPES`); empty where a text is asked for.
    solution
        Code that finds the answer with the cells above it; teacher only.
    naive
        Code of the way that looks right and is not: a dictionary `naive`; teacher only.
    why, error
        Why the answer is as it is, and the error most people make; teacher only.
    words
        Least and most words of a text.
    levels
        Levels of a text, best first.

    """

    id: str
    kind: str
    points: int
    minutes: int
    ask: str
    fields: Mapping[str, str] = field(default_factory=dict)
    solution: str = ""
    naive: str = ""
    why: str = ""
    error: str = ""
    words: tuple[int, int] | None = None
    levels: tuple[Level, ...] = ()

    @property
    def marks_itself(self) -> bool:
        """Whether a program can mark it."""
        return bool(self.fields)


@dataclass(frozen=True)
class Step:
    """Prose, then cells of the topic's notebook by name or code of its own, or an exercise."""

    text: str = ""
    cells: tuple[str, ...] = ()
    code: str = ""
    exercise: Exercise | None = None


@dataclass(frozen=True)
class Unit:
    """One unit; `notebook` names the notebook its cells are taken from, `client` whose data it reads."""

    number: str
    name: str
    title: str
    question: str
    notebook: str = ""
    client: str = "client"
    steps: tuple[Step, ...] = ()
    plan: tuple[tuple[int, str], ...] = ()
    card: Mapping[str, str] = field(default_factory=dict)
    wrong: tuple[str, ...] = ()
    homework: str = ""
    roles: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises in order."""
        return tuple(step.exercise for step in self.steps if step.exercise)


def course_dir() -> Path:
    """Return the folder of the course's sources: teaching material, never handed to students."""
    folder = notebooks_dir() / "course"
    if not folder.is_dir():
        raise ConfigError(
            f"{folder}: the course's sources are not here. This is a student's copy of the program; "
            "the teacher's has them."
        )
    return folder


@lru_cache(maxsize=4)
def load_units(folder: Path | None = None) -> dict[str, Unit]:
    """Return every unit by its number, in order."""
    found = (load_unit(path) for path in sorted((folder or course_dir()).glob("[0-9][0-9]_*.toml")))
    return {unit.number: unit for unit in found}


def chosen_units(numbers: tuple[str, ...]) -> list[Unit]:
    """Return the units asked for, all of them where none is named.

    Raises
    ------
    ConfigError
        If there is no such unit.

    """
    units = load_units()
    wanted = [number.split("_")[0].zfill(2) for number in numbers]
    if unknown := [number for number, short in zip(numbers, wanted, strict=True) if short not in units]:
        raise ConfigError(f"There is no unit {', '.join(unknown)}. Units: {', '.join(units)}.")
    return [units[number] for number in wanted or units]


def load_unit(path: Path) -> Unit:
    """Read one unit."""
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return Unit(
        number=path.stem[:2],
        name=path.stem,
        title=raw["title"],
        question=raw["question"],
        notebook=raw.get("notebook", ""),
        client=raw.get("client", "client"),
        steps=tuple(_step(step) for step in raw["step"]),
        plan=tuple((part["minutes"], part["what"]) for part in raw["plan"]),
        card=raw["card"],
        wrong=tuple(raw["wrong"]),
        homework=raw["homework"],
        roles=tuple((role["who"], role["sheet"]) for role in raw.get("role", ())),
        sources=tuple(raw.get("sources", ())),
    )


def said_in(path: Path) -> Iterator[str]:
    """Return every text of a unit that is translated, in the order it stands there."""
    from smmkit.text.notebooks import prose_blocks

    unit = load_unit(path)
    whole = [unit.title, unit.question, unit.homework, *unit.card.values(), *unit.wrong, *unit.sources]
    whole += [what for _, what in unit.plan] + [said for role in unit.roles for said in role]
    for step in unit.steps:
        whole.append(step.text)
        if exercise := step.exercise:
            whole += [exercise.ask, exercise.why, exercise.error]
            whole += [said for level in exercise.levels for said in (level.what, level.sample)]
    for said in whole:
        yield from prose_blocks(said)


def _step(raw: Mapping[str, Any]) -> Step:
    return Step(
        text=raw.get("text", "").strip(),
        cells=tuple(raw.get("cells", ())),
        code=raw.get("code", "").strip(),
        exercise=_exercise(raw["exercise"]) if "exercise" in raw else None,
    )


def _exercise(raw: Mapping[str, Any]) -> Exercise:
    levels = tuple(Level(one["points"], one["what"], one["sample"]) for one in raw.get("levels", ()))
    words = tuple(raw["words"]) if "words" in raw else None
    plain: dict[str, Any] = {key: value for key, value in raw.items() if key not in {"levels", "words"}}
    texts: dict[str, Any] = {key: value.strip() if isinstance(value, str) else value for key, value in plain.items()}
    return Exercise(**texts, levels=levels, words=words)
