"""What earlier months said and promised: the plan of the first day, its rule, and past calls."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from smmkit.ledger import Item, Ledger, read_ledger
from smmkit.period import Period
from smmkit.plan import Plan
from smmkit.plan.calendar import load_calendar
from smmkit.plan.promise import promise_of
from smmkit.text import N_, Message
from smmkit.topics.review.analysis import KEEP, STOP, Past, ReviewRule

_CALLS = (f"DE-{KEEP}-", f"DE-{STOP}-", "DE-change-")


@dataclass(frozen=True)
class Ruled:
    """What a month is judged by, and by which rule.

    Parameters
    ----------
    plan
        The plan in force on its first day; an empty one where nothing was promised yet.
    rule
        Its `[review]`.
    said
        Which plan that is, as a sentence; and whether the rule was edited since.

    """

    plan: Plan
    rule: ReviewRule
    said: tuple[Message, ...]


def promised(folder: Path, period: Period, now: Plan) -> Ruled:
    """Return the plan and the rule a month is judged by, rebuilt from the plan's history."""
    found = promise_of(folder, period.start, now)
    rule, said = found.plan.review, [found.said]
    if found.logged and now.review != rule:
        said.append(Message(N_("The rule of the review was edited after the month began; it counts from next month.")))
    return Ruled(found.plan, ReviewRule(**rule.model_dump()), tuple(said))


def past_calls(client_out: Path, period: Period, ledger: Ledger) -> list[Past]:
    """Return the calls of earlier months with whether this month still bears them out.

    A call has come true when the result it rested on has kept its side of nothing, measured again with later rows.
    """
    found = []
    for folder in sorted(client_out.glob("[0-9][0-9][0-9][0-9]-[0-9][0-9]")):
        if folder.name < str(period):
            earlier = read_ledger(folder)
            found += [past for item in earlier.values() if (past := _past(item, earlier, ledger)) is not None]
    return found


def _past(item: Item, earlier: Ledger, ledger: Ledger) -> Past | None:
    if not item.id.startswith(_CALLS) or item.value is None:
        return None
    true = came_true(item, earlier, ledger)
    return None if true is None else Past(str(item.verdict), max(item.value, 1 - item.value), true)


def came_true(item: Item, earlier: Ledger, ledger: Ledger) -> bool | None:
    """Say whether a month still bears out what an earlier one proposed; None where its result is not told again.

    Parameters
    ----------
    item
        A proposal of the review.
    earlier, ledger
        The items of its own month and of the month that looks back.

    """
    before = earlier.get(item.because[0]) if item.because else None
    now = ledger.get(before.id) if before is not None else None
    if before is None or now is None or before.value is None or now.value is None:
        return None
    return (before.value > 0) == (now.value > 0)


def patience_window(period: Period, rule: ReviewRule) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and the last day of the months something may try before it can be stopped."""
    return pd.Timestamp(period.shift(1 - rule.patience_months).start), pd.Timestamp(period.end)


def pace_of(done: pd.DataFrame) -> dict[str, float]:
    """Return posts a week by network, over the weeks that the exports tell of."""
    told = done[done["weeks"] > 0]
    return {str(row["platform"]): row["done"] / row["weeks"] for row in told.to_dict("records")}


def calendar_of(folder: Path) -> pd.DataFrame:
    """Return the client's own calendar."""
    return load_calendar(folder)
