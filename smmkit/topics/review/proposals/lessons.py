"""What earlier months proposed, what was decided on it, what came of it; and how chances moved over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from smmkit.ledger import Item, Ledger, read_ledger
from smmkit.period import Period
from smmkit.plan import Plan
from smmkit.plan.log import REVIEW, Version
from smmkit.plan.review import CALLS, review_items
from smmkit.text import Message
from smmkit.topics.review.analysis import Past
from smmkit.topics.review.proposals.history import came_true

OBJECTIVES = "objectives"
"""What the chances of objectives are scored as, beside the verdicts."""


@dataclass(frozen=True)
class Lesson:
    """A proposal of a month's review.

    Parameters
    ----------
    month, id, says
        When, which, and whether to keep, change, stop or test.
    about
        What it speaks of, the same from month to month.
    title
        As a sentence.
    chance, n
        Chance that it reaches its bar, and rows behind it.
    decided, by
        The day the client approved it and the role; None and empty where nobody has.
    outcome
        Whether this month still bears it out; None where that cannot be told yet.

    """

    month: str
    id: str
    says: str
    about: str
    title: Message
    chance: float | None
    n: int | None
    decided: date | None
    by: str
    outcome: bool | None


def lessons(
    client_out: Path, period: Period, ledger: Ledger, now: Sequence[Item], versions: Sequence[Version]
) -> tuple[Lesson, ...]:
    """Return every month's proposals, the first month first.

    Parameters
    ----------
    client_out
        The folder that holds the client's months.
    period, ledger
        The month that is reviewed, and its items before the review.
    now
        What the review proposes this month.
    versions
        The plan's history.

    """
    found = []
    for month, items in _months(client_out, period):
        found += [_lesson(item, month, items, ledger, versions) for item in review_items(items)]
    return (*found, *(_lesson(item, str(period), ledger, None, versions) for item in now if item.id.startswith(CALLS)))


def _months(client_out: Path, period: Period) -> list[tuple[str, Ledger]]:
    folders = sorted(client_out.glob("[0-9][0-9][0-9][0-9]-[0-9][0-9]"))
    return [(folder.name, read_ledger(folder)) for folder in folders if folder.name < str(period)]


def _lesson(item: Item, month: str, then: Ledger, ledger: Ledger | None, versions: Sequence[Version]) -> Lesson:
    says = str(item.about.get("choice") or item.id.split("-")[1])
    about = item.id.removeprefix(f"DE-{says}-")
    signed = next((v for v in versions if v.how == REVIEW and item.id in v.ids and v.on > Period(month).end), None)
    outcome = None if ledger is None else came_true(item, then, ledger)
    day, by = (signed.on, signed.by) if signed else (None, "")
    return Lesson(month, item.id, says, about, item.title, item.value, item.n, day, by, outcome)


def reversals(found: Sequence[Lesson]) -> tuple[tuple[Lesson, Lesson], ...]:
    """Return what the last month says otherwise than the month before it that spoke of the same."""
    last = max((one.month for one in found), default="")
    pairs = []
    for one in (each for each in found if each.month == last):
        before = [each for each in found if each.about == one.about and each.month < last]
        if before and {before[-1].says, one.says} & {"keep"} and before[-1].says != one.says:
            pairs.append((before[-1], one))
    return tuple(pairs)


def chances(client_out: Path, period: Period, ledger: Ledger, plan: Plan) -> pd.DataFrame:
    """Return each approved objective's chance, month by month, as notebook 03 left it.

    Returns
    -------
    DataFrame
        `objective` (id), `title`, `when` (`signed` or a month), `chance`.

    """
    rows = []
    for one in (each for each in plan.objectives if each.status == "approved"):
        signed = one.p_at_signing if one.p_at_signing is not None else one.probability
        told: Mapping[str, float | None] = {"signed": signed} | {
            month: chance_of(items, one.id) for month, items in [*_months(client_out, period), (str(period), ledger)]
        }
        rows += [(one.id, one.title or one.id, when, value) for when, value in told.items() if value is not None]
    return pd.DataFrame(rows, columns=["objective", "title", "when", "chance"])


def chance_of(ledger: Ledger, objective: str) -> float | None:
    """Return the chance a ledger gives an objective; None where it says nothing."""
    item = ledger.get(f"EV-chance-{objective.removeprefix('OB-')}")
    return None if item is None else item.value


def past_chances(client_out: Path, period: Period, ledger: Ledger, plan: Plan) -> list[Past]:
    """Return the chances earlier months gave to objectives whose deadline is over, with what came of them."""
    over = [one for one in plan.objectives if one.deadline and period.start <= one.deadline <= period.end]
    results = {one.id: ledger.get(f"RS-{one.id.removeprefix('OB-')}") for one in over}
    ended = {
        id: item.about.get("standing") == "reached"
        for id, item in results.items()
        if item is not None and item.about.get("standing") in ("reached", "missed")
    }
    return [
        Past(OBJECTIVES, chance, true)
        for _, items in _months(client_out, period)
        for id, true in ended.items()
        if (chance := chance_of(items, id)) is not None
    ]
