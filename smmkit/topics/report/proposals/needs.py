"""What of a client's month needs somebody today, the most urgent first: the client's line on the portfolio."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from smmkit.ledger import Ledger
from smmkit.plan import Plan, stale_entries
from smmkit.plan.guardrails import broken_guardrails
from smmkit.text import N_, Message
from smmkit.topics.report.proposals.goals import MISSED
from smmkit.topics.report.proposals.story import Story, alarms_of
from smmkit.topics.report.proposals.summary import Summary

# Most urgent first; the portfolio lists clients by the first that applies.
KINDS = ("alarm", "guardrail", "objective", "money", "stale", "late", "drill", "approval")

_FAR, _MISSED = N_("Out of reach: “{title}”."), N_("Missed: “{title}”.")


@dataclass(frozen=True)
class Need:
    """Something a client needs: which of `KINDS`, and the sentence that says it."""

    kind: str
    sentence: Message


def needs(told: Story, found: Summary, ledger: Ledger, plan: Plan, *, late: Sequence[str]) -> tuple[Need, ...]:
    """Return what a client's month needs of somebody today.

    Parameters
    ----------
    told
        Page 1 of the report.
    found
        What waits for a signature.
    ledger, plan
        The month's items, and what was approved.
    late
        Networks and tables whose exports end before the month does, in words.

    """
    out = [Need("alarm", item.title) for item in alarms_of(ledger)]
    out += [Need("guardrail", item.title) for item in broken_guardrails(ledger)]
    far = [goal for goal in told.goals if goal.mood == "bad"]
    out += [
        Need("objective", Message(_MISSED if goal.word.key == MISSED else _FAR, {"title": goal.title})) for goal in far
    ]
    if told.money.overspent:
        over = {"over": told.money.over}
        out.append(Need("money", Message(N_("{over:money0} more than approved was spent this month."), over)))
    if stale := len(stale_entries(plan, ledger)):
        said = N_("Decisions that rest on numbers which have changed since, and need another look: {count:number}.")
        out.append(Need("stale", Message(said, {"count": stale})))
    if late:
        said = N_("Exports that end before the month does: {names}.")
        out.append(Need("late", Message(said, {"names": ", ".join(late)})))
    out += [Need("drill", item.title) for item in ledger.values() if item.id == "DE-drill"]
    if found.to_sign:
        said = N_("Proposals that wait for a signature: {count:number}.")
        out.append(Need("approval", Message(said, {"count": len(found.to_sign)})))
    return tuple(out)
