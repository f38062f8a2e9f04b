"""What is right for one client, and how many points an answer earns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from smmkit.client.fields import fold
from smmkit.course.answers import is_blank
from smmkit.course.check import VERDICTS
from smmkit.workbook import Workbook

Expected = dict[str, dict[str, Any]]
"""Field -> `{"between": [low, high]}`, `{"any": [...]}`, `{"set": [...]}`, `{"list": [...]}`, a card or ids."""
KEYS: dict[str, Callable[[Case], Expected | list[Expected]]] = {}
"""What is right, by exercise; several where more than one answer is right."""
HALF = 0.5


@dataclass(frozen=True)
class Case:
    """One student's client as the marker sees it.

    Parameters
    ----------
    wb
        The client's month.
    truth
        What is planted (`truth.toml`); empty but for the seed where nothing is.
    seen
        Results that several exercises of a unit need.

    """

    wb: Workbook
    truth: Mapping[str, Any]
    seen: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """Return a result, computed the first time only."""
        if name not in self.seen:
            self.seen[name] = make()
        return self.seen[name]

    @property
    def start(self) -> pd.Timestamp:
        """First day of the month."""
        return pd.Timestamp(self.wb.period.start)

    @property
    def end(self) -> pd.Timestamp:
        """Last day of the month."""
        return pd.Timestamp(self.wb.period.end)


def key(exercise: str) -> Callable[[Callable[[Case], Any]], Callable[[Case], Any]]:
    """Register what is right in an exercise."""

    def register(function: Callable[[Case], Any]) -> Callable[[Case], Any]:
        KEYS[exercise] = function
        return function

    return register


def near(value: Any, *, share: float = 0.02, least: float = 0.0) -> dict[str, Any]:
    """Return an expected number with room for rounding, or for another sound method."""
    room = max(abs(float(value)) * share, least)
    return {"between": [float(value) - room, float(value) + room]}


def exactly(value: Any) -> dict[str, Any]:
    """Return an expected count."""
    return {"between": [float(value), float(value)]}


def total(value: Any) -> dict[str, Any]:
    """Return an expected sum of counts of the files, written as a whole number or not."""
    return near(value, share=0.0, least=0.5)


def amount(value: Any) -> dict[str, Any]:
    """Return an expected sum of money of the files, to the cent: two clients' sums may lie a whole unit apart."""
    return near(value, share=0.0, least=0.02)


def any_of(*words: Any) -> dict[str, Any]:
    """Return an expected word."""
    return {"any": [*map(str, words)]}


def day(value: Any) -> dict[str, Any]:
    """Return an expected day."""
    return {"any": [str(pd.Timestamp(value).date())], "proof": True}


def fits(value: object, expected: Mapping[str, Any]) -> bool:
    """Return whether one value is right."""
    if is_blank(value):
        return False
    if "between" in expected:
        low, high = expected["between"]
        return isinstance(value, int | float) and not isinstance(value, bool) and low - 1e-9 <= value <= high + 1e-9
    if "any" in expected:
        return isinstance(value, str) and _plain(value) in {_plain(one) for one in expected["any"]}
    if not isinstance(value, list | tuple):
        return False
    given, right = (
        [_plain(str(one)) for one in value],
        [_plain(str(one)) for one in expected.get("set", expected.get("list"))],
    )
    return sorted(given) == sorted(right) if "set" in expected else given == right


def share_right(given: Mapping[str, Any], expected: Expected, *, refuse: bool) -> float:
    """Return the share of the points an answer earns.

    What can only come from one's own client (numbers, days, lists) must be right for any point at all; a word that
    could be guessed or copied is worth the other half, and a refusal that is missing costs everything.

    Parameters
    ----------
    given
        The values answered.
    expected
        What is right.
    refuse
        Whether the exercise is to be refused.

    """
    whole = {name: one for name, one in expected.items() if "card" not in one and "ids" not in one}
    right = {name: fits(given.get(name), one) for name, one in whole.items()}
    if all(right.values()):
        cards = [steps_right(given.get(name), one["card"]) for name, one in expected.items() if "card" in one]
        return min([1.0, *cards, ids_right(given, {n: one for n, one in expected.items() if "ids" in one})])
    proof = [right[name] for name, one in expected.items() if name in right and ("any" not in one or one.get("proof"))]
    return HALF if proof and all(proof) and not refuse else 0.0


def steps_right(timeline: object, card: list[list[Any]]) -> float:
    """Return the share of a card's steps that a timeline kept: by the right role, in time, and after the step before.

    Parameters
    ----------
    timeline
        Entries such as `5 community_manager call`: minute, role, action.
    card
        Action, roles that may do it, last minute; in order.

    """
    done = _entries(timeline)
    kept, before = 0, -1.0
    for action, roles, latest in card:
        minute, role = done.get(action, (float("inf"), ""))
        kept += role in roles and before <= minute <= latest
        before = minute if minute < float("inf") else before
    return kept / len(card)


def ids_right(given: Mapping[str, Any], expected: Expected) -> float:
    """Return how much more an answer knows of what a change did to a ledger than one that looked at nothing.

    Each id left out, named wrongly or under the wrong head is an error. Saying of every item the same (all stay, all
    are gone, all are changed) earns nothing, whichever of these is nearest; no error earns all.

    Parameters
    ----------
    given
        The values answered: lists of ids.
    expected
        Field -> `ids`, those that are right, and `of`, those a blind answer could name there.

    """
    errors = 0.0
    for name, one in expected.items():
        said = given.get(name)
        if not isinstance(said, list | tuple):
            return 0.0
        errors += len({str(each).strip() for each in said} ^ set(one["ids"]))
    nothing = sum(len(one["ids"]) for one in expected.values())
    blind = [nothing, *(nothing - len(one["ids"]) + len({*one["of"]} - {*one["ids"]})
                        for one in expected.values() if one["of"])]  # fmt: skip
    return max(0.0, 1 - errors / min(blind)) if min(blind) else float(errors == 0)


def _entries(timeline: object) -> dict[str, tuple[float, str]]:
    """Return minute and role of the first entry of each action; what is no entry is left out."""
    found: dict[str, tuple[float, str]] = {}
    for one in timeline if isinstance(timeline, list | tuple) else ():
        parts = str(one).split()
        if len(parts) == 3 and parts[0].replace(".", "", 1).isdigit():
            found.setdefault(fold(parts[2]), (float(parts[0]), fold(parts[1])))
    return found


def _plain(word: str) -> str:
    folded = " ".join(fold(word).split())
    return fold(VERDICTS.get(word.strip().upper(), folded))
