"""The review's changes of a plan: what would change, put into the plan in one step, and taken back byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from smmkit.errors import DataError
from smmkit.folders import command
from smmkit.ledger.items import Item
from smmkit.ledger.ledger import Ledger
from smmkit.plan.change import Decision, Records, change, locked, with_entries
from smmkit.plan.decide import approval
from smmkit.plan.entries import Entry
from smmkit.plan.load import PLAN_FILE
from smmkit.plan.log import REVIEW, TAKEN_BACK, apply_edits, read_log, reversed_edits, settle, write_logged
from smmkit.plan.model import Plan
from smmkit.text.message import Message

KEEP = "DE-keep-"
CALLS = ("DE-stop-", "DE-change-", KEEP, "DE-test-")
"""What the review proposes, by how its ids begin: what ends first."""
USE = "DE-use-"
"""What a test that ended surely says to use from now on."""
_ENDS = ("stop", "change")


def review_items(ledger: Ledger) -> tuple[Item, ...]:
    """Return what the review proposes this month, in the order of `CALLS`."""
    return tuple(item for start in CALLS for item in ledger.values() if item.id.startswith(start))


def settled_by(item: Item, plan: Plan) -> Entry | None:
    """Return the decision that answers a proposal of the review; None while nobody has decided on it.

    Whoever refused to end something has answered every way of ending it. What is to come instead is part of the
    answer: another format in its place is a new question.

    Parameters
    ----------
    item
        What the review proposes.
    plan
        What was decided.

    """
    choice = str(item.about.get("choice") or "")
    told = [plan.entry(item.id)]
    if choice in _ENDS:
        told += [plan.entry(item.id.replace(f"DE-{choice}-", f"DE-{other}-", 1)) for other in _ENDS if other != choice]
    own, *others = told
    if own is not None and (own.status == "rejected" or (own.status == "approved" and same_answer(item, own))):
        return own
    return next((one for one in others if one is not None and one.status == "rejected"), None)


def same_answer(item: Item, entry: Entry) -> bool:
    """Say whether a change goes for what was approved; a format's results carry its name whatever they measure."""
    first, second = ([id.split("-")[:3] for id in ids if id.startswith("RS-")] for ids in (item.because, entry.because))
    return item.about.get("choice") != "change" or first == second


def open_calls(ledger: Ledger, plan: Plan) -> tuple[Item, ...]:
    """Return what the review proposes and nobody has decided on."""
    return tuple(item for item in review_items(ledger) if settled_by(item, plan) is None)


def without_settled(ledger: Ledger, plan: Plan) -> Ledger:
    """Return a month's items without proposals of results and review that were decided on: they are no news."""
    proposed = (item for item in ledger.values() if item.id.startswith((*CALLS, USE)))
    settled = {item.id for item in proposed if settled_by(item, plan) is not None}
    return Ledger({id: item for id, item in ledger.items() if id not in settled})


def review_records(
    items: Sequence[Item], ledger: Ledger, plan: Plan, decision: Decision, *, say: Callable[[Message], str]
) -> dict[str, dict[str, Any]]:
    """Return what each entry of the plan says once the proposals are approved, by id.

    Each proposal becomes a decision; what a stop ends (`about["ends"]`) is rejected, with the proposal as its reason.
    """
    records = {item.id: approval(item, ledger, decision, say=say) for item in items}
    for item in items:
        for entry in ended_by(item, plan):
            note = f"{item.id}: {say(item.title)}"
            records[entry.id] = {"status": "rejected", "by": decision.by, "on": decision.on, "note": note}
    return records


def ended_by(item: Item, plan: Plan) -> tuple[Entry, ...]:
    """Return what is approved now and ends with a stop of the review; nothing for any other proposal."""
    named = str(item.about.get("ends") or "").split() if item.about.get("choice") == "stop" else []
    found = (plan.entry(id) for id in named)
    return tuple(entry for entry in found if entry is not None and entry.status == "approved")


def reviewed(text: str, records: dict[str, dict[str, Any]]) -> str:
    """Return the text of a plan with the review's changes."""
    return with_entries(text, records)


def approve_review(
    folder: Path, ids: Sequence[str], ledger: Ledger, decision: Decision, *, say: Callable[[Message], str]
) -> tuple[str, ...]:
    """Put proposals of the review into the plan, all in one step, and return the ids that changed.

    Parameters
    ----------
    folder
        The client's folder.
    ids
        Of the review's proposals; none for all that nobody has decided on yet.
    ledger, decision, say
        As for `approve`.

    Raises
    ------
    DataError
        If an id is no proposal of the review, or the review proposes nothing that is still open.

    """
    offered = {item.id: item for item in review_items(ledger)}
    for id in ids:
        if id not in offered:
            listed = ", ".join(offered) or "nothing"
            raise DataError(f"{id}: the review of this month proposes no such thing; it proposes {listed}.")
    written: list[str] = []

    def approved(plan: Plan) -> Records:
        items = [offered[id] for id in ids] if ids else list(open_calls(ledger, plan))
        if not items and offered:
            raise DataError(
                "all that the review of this month proposes has been decided; nothing waits for an approval."
            )
        if not items:
            raise DataError("the review of this month proposes nothing, so there is nothing to approve.")
        records = review_records(items, ledger, plan, decision, say=say)
        written.extend(records)
        return records

    change(folder, approved, decision, how=REVIEW)
    return tuple(written)


def amount_of(entry: Entry) -> float | None:
    """Return the number an entry is about; how sure a call of the review was is no such number."""
    return None if entry.id.startswith(CALLS) else entry.amount


def last_review(folder: Path) -> tuple[str, ...]:
    """Return the ids that the last change of the plan changed, where it was a review; none otherwise."""
    versions = read_log(folder)
    return versions[-1].ids if versions and versions[-1].how == REVIEW else ()


def take_back(folder: Path, decision: Decision) -> tuple[str, ...]:
    """Take the last approved review back, byte for byte, and return the ids it had changed.

    Raises
    ------
    DataError
        If the last change of the plan was no review.

    """
    with locked(folder):
        settle(folder, decision.on)
        versions = read_log(folder)
        if not versions or versions[-1].how != REVIEW:
            how = versions[-1].how if versions else "nothing"
            raise DataError(
                f"{folder.name}/{PLAN_FILE}: its last change is no review ({how}), so none can be taken back. "
                f"`{command('plan', folder.name, '--diff')}` and two months show what changed between them."
            )
        last = versions[-1]
        text = apply_edits(last.text, reversed_edits(last.edits))
        write_logged(folder, text, how=TAKEN_BACK, by=decision.by, ids=last.ids, on=decision.on)
    return last.ids
