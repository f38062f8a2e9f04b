"""Networks, budget lines and posting hours: what the notebooks that judge them say, beside what the plan holds."""

from __future__ import annotations

from dataclasses import dataclass

from smmkit.ledger import Item, Kind, Ledger, Verdict
from smmkit.metrics import HALF_A_CENT
from smmkit.plan import Plan
from smmkit.plan.entries import Entry
from smmkit.topics.review.analysis import CHANGE, KEEP, STOP, TEST, WAIT

_HOUR = "EV-hour-"


@dataclass(frozen=True)
class RuledElsewhere:
    """What is said of one entry.

    Parameters
    ----------
    item
        What this month says of it.
    entry
        The approved entry of the plan; None where there is none.
    says
        `keep`, `change`, `stop`, `test` or `wait`.

    """

    item: Item
    entry: Entry | None
    says: str


def ruled_elsewhere(ledger: Ledger, plan: Plan) -> tuple[RuledElsewhere, ...]:
    """Return what this month says of each network, budget line and posting hour, in that order.

    Parameters
    ----------
    ledger
        The month, up to notebook 09.
    plan
        The plan the month is judged by.

    """
    kinds = {Kind.CH: _channel, Kind.BL: _line}
    found = []
    for kind, says in kinds.items():
        for item in (one for one in ledger.values() if one.kind is kind):
            entry = plan.entry(item.id)
            approved = entry if entry is not None and entry.status == "approved" else None
            found.append(RuledElsewhere(item, approved, says(item, approved)))
    hours = (one for one in ledger.values() if one.id.startswith(_HOUR))
    return (*found, *(RuledElsewhere(one, None, KEEP if "hour" in one.title.values else TEST) for one in hours))


def _channel(item: Item, entry: Entry | None) -> str:
    action = item.about.get("action")
    if item.verdict is Verdict.NO_DATA:
        return WAIT
    if item.experiment is not None:
        return TEST
    return STOP if action == "close" else KEEP if action == "keep" else CHANGE


def _line(item: Item, entry: Entry | None) -> str:
    if item.value is None or item.verdict is Verdict.NO_DATA:
        return WAIT
    if entry is not None and entry.amount is not None and abs(entry.amount - item.value) < HALF_A_CENT:
        return KEEP
    return TEST if item.experiment is not None else STOP if item.value == 0 else CHANGE
