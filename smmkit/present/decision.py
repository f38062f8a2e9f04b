"""The decision table at the end of each notebook."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pandas as pd

from smmkit.ledger import Item, Kind, Ledger, Verdict
from smmkit.plan import Entry, Plan, decidable, stale_entries
from smmkit.plan.review import settled_by
from smmkit.plan.waiting import asks_otherwise, other_amount, waits
from smmkit.present.display import NOTHING
from smmkit.present.facts import text_table
from smmkit.text import N_, Message, Text

HEADINGS = (N_("Proposal"), N_("Verdict"), N_("Because"), N_("Status"), N_("If approved"))
EXPERIMENT = N_("experiment, not recorded")
CHANGE = N_("approved, change proposed")
_STATUS = (N_("new"), N_("proposed"), N_("approved"), N_("rejected"), N_("stale"))


def decision_table(
    items: Iterable[Item], plan: Plan, ledger: Ledger, text: Text, *, experiment: bool = False
) -> pd.DataFrame:
    """Return what is proposed, how sure it is, what it rests on and what an approval would change.

    Parameters
    ----------
    items
        A notebook's items; evidence is left out, for nobody decides on it.
    plan
        What was approved so far.
    ledger
        All items of the month, to see which approvals still hold.
    text
        The language of the table.
    experiment
        Whether the items were found by hand and are not those on record.

    Returns
    -------
    DataFrame
        One row of text per proposal, indexed by id, in the order given.

    """
    stale = stale_entries(plan, ledger)
    proposals = [item for item in items if item.kind is not Kind.EV]
    rows = [
        (
            text(item.title),
            text.word(item.verdict.value),
            ", ".join(item.because) or text("judgement of {owner:word}", owner=item.owner),
            text.word(EXPERIMENT if experiment else status(item, plan, stale)),
            text(if_approved(item, plan.entry(item.id), text, stale=item.id in stale)),
        )
        for item in proposals
    ]
    index = pd.Index([item.id for item in proposals], name=text.word(N_("Item")))
    table = text_table(rows, HEADINGS, text, index=index)
    table.attrs[NOTHING] = text("Nothing is proposed here, so there is nothing to decide.")
    return table


def status(item: Item, plan: Plan, stale: Collection[str]) -> str | None:
    """Return how a proposal stands, as a catalogue key; an approval of something else is no approval of it.

    Parameters
    ----------
    item
        What is proposed.
    plan
        What was decided.
    stale
        The ids of approvals that no longer hold.

    """
    if not decidable(item):
        return None
    if item.id in stale:
        return "stale"
    entry = settled_by(item, plan) or plan.entry(item.id)
    if entry is None:
        return "new"
    return CHANGE if entry.status == "approved" and waits(item, plan, stale) else entry.status


def if_approved(item: Item, entry: Entry | None, text: Text, *, stale: bool = False) -> Message:
    """Return what changes if a proposal is approved, as one sentence.

    Parameters
    ----------
    item
        The proposal.
    entry
        What the plan holds of it.
    text
        Writes the amounts.
    stale
        Whether the approval in force no longer holds.

    """
    if item.kind is Kind.DE and not decidable(item):
        return Message(N_("Nothing to approve here: it says what is to be decided, and by whom."))
    if item.kind is Kind.PO:
        return Message(N_("It is decided on in the calendar, by what it says."))
    if not decidable(item):
        return Message(N_("Nothing to approve: other proposals rest on it."))
    if item.verdict is Verdict.NO_DATA:
        return item.collect or Message(N_("Nothing can be approved yet."))
    after = text.quantity(item.value, item.unit)
    if entry is None or entry.status != "approved" or asks_otherwise(item, entry):
        return _first_time(item, after)
    if other_amount(item, entry):
        before = text.quantity(entry.amount, entry.unit or item.unit)
        return Message(N_("{before} in the plan becomes {after}."), {"before": before, "after": after})
    if stale:
        return Message(N_("The approval is renewed on this month's evidence."))
    return Message(N_("Nothing: it stands as approved."))


def _first_time(item: Item, after: str) -> Message:
    if item.experiment is not None and item.experiment.offered:
        size, weeks = item.experiment.sample_size, item.experiment.weeks
        return Message(
            N_("A test starts: {size:number} {unit:word} per variant, {weeks:about} {weeks:plural|week|weeks}."),
            {"size": size, "unit": item.experiment.counted, "weeks": weeks},
        )
    if item.verdict is Verdict.JUDGE:
        return Message(N_("It enters the plan as a judgement of {owner:word}."), {"owner": item.owner})
    if item.kind is Kind.DE:
        return Message(N_("It enters the plan as a decision: {choice:word}."), {"choice": item.about.get("choice")})
    if item.value is None:
        return Message(N_("It enters the plan."))
    return Message(N_("It enters the plan with {after}."), {"after": after})
