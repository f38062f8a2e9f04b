"""Whether an answer is complete and of the right form. Whether it is right, only the teacher's copy can say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from smmkit.course.answers import WRITTEN, is_blank
from smmkit.ledger import Verdict
from smmkit.text import N_, Message

VERDICTS = {
    **{each.value: each.value for each in Verdict},
    "DECIDIR": "DECIDE",
    "PROBAR": "TEST",
    "A CRITERIO": "JUDGE",
    "JUZGAR": "JUDGE",
    "SIN DATOS": "NO DATA",
}
"""The four verdicts as a student may write them, in either language."""
_WORD = re.compile(r"[^\W_]+(?:['’.,:-][^\W_]+)*")


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15


def _day(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _names(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(one, str) and one.strip() for one in value)


def _texts(value: object) -> bool:
    return bool(value) and _names(value)


@dataclass(frozen=True)
class Type:
    """How one value must look, and what to say if it does not."""

    fits: Callable[[Any], bool]
    hint: str


TYPES = {
    "count": Type(
        lambda value: _number(value) and float(value).is_integer() and value >= 0,
        N_("{field}: write a whole number without separators, such as 1250."),
    ),
    "number": Type(_number, N_("{field}: write a number with a point, such as 12.5.")),
    "money": Type(
        lambda value: _number(value) and value >= 0,
        N_("{field}: write an amount without its sign, with a point, such as 1250.50."),
    ),
    "share": Type(
        lambda value: _number(value) and -1 <= value <= 1, N_("{field}: write a share between 0 and 1: 0.32 is 32 %.")
    ),
    "change": Type(
        lambda value: _number(value) and -1 <= value <= 5, N_("{field}: write a change as a share: 0.32 is 32 % more.")
    ),
    "day": Type(_day, N_("{field}: write a day as year-month-day in quotes, such as \"2026-10-05\".")),
    "name": Type(
        lambda value: isinstance(value, str) and bool(value.strip()),
        N_("{field}: write a name in quotes, as it stands in the table."),
    ),
    "list": Type(_texts, N_("{field}: write a list of names in quotes: [\"one\", \"two\"].")),
    "ids": Type(_names, N_("{field}: write a list of ids in quotes, or [] where there is none.")),
    "verdict": Type(
        lambda value: isinstance(value, str) and value.strip().upper() in VERDICTS,
        N_("{field}: write one of the four verdicts in quotes: DECIDE, TEST, JUDGE or NO DATA."),
    ),
}  # fmt: skip


def word_count(said: str) -> int:
    """Return the words of a text; a number counts as one."""
    return len(_WORD.findall(said))


def hints(exercise: Mapping[str, Any], given: Mapping[str, Any]) -> list[Message]:
    """Return what is missing or of the wrong form in one answer; nothing where it can be handed in.

    Parameters
    ----------
    exercise
        What a student's copy knows of an exercise: `fields`, `words`.
    given
        The values answered.

    """
    if not exercise["fields"]:
        return _written_hints(str(given.get(WRITTEN, "")), exercise.get("words"))
    found = []
    for name, kind in exercise["fields"].items():
        if is_blank(given.get(name)):
            found.append(Message(N_("{field}: nothing answered yet."), {"field": name}))
        elif not TYPES[kind].fits(given[name]):
            found.append(Message(TYPES[kind].hint, {"field": name}))
    return found


def _written_hints(said: str, limits: list[int] | None) -> list[Message]:
    count = word_count(said)
    if count == 0:
        return [Message(N_("Nothing is written yet."))]
    if limits and count < limits[0]:
        few = N_("{count:number} words: fewer than the {least:number} asked for.")
        return [Message(few, {"count": count, "least": limits[0]})]
    if limits and count > limits[1]:
        many = N_("{count:number} words: more than the {most:number} allowed. Cut.")
        return [Message(many, {"count": count, "most": limits[1]})]
    return []
