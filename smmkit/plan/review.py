"""The review's changes of a plan: what would change, put into the plan in one step, and taken back byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from smmkit.errors import DataError
from smmkit.folders import command
from smmkit.ledger.items import Item
from smmkit.ledger.ledger import Ledger
from smmkit.plan.change import Decision, change, locked, with_entries
from smmkit.plan.decide import approval
from smmkit.plan.load import PLAN_FILE, parse_plan, read_plan
from smmkit.plan.log import REVIEW, TAKEN_BACK, apply_edits, read_log, reversed_edits, settle, write_logged
from smmkit.plan.model import Plan
from smmkit.text.message import Message

CALLS = ("DE-stop-", "DE-change-", "DE-keep-", "DE-test-")
"""What the review proposes, by how its ids begin: what ends first."""


def review_items(ledger: Ledger) -> tuple[Item, ...]:
    """Return what the review proposes this month, in the order of `CALLS`."""
    return tuple(item for start in CALLS for item in ledger.values() if item.id.startswith(start))


def review_records(
    items: Sequence[Item], ledger: Ledger, plan: Plan, decision: Decision, *, say: Callable[[Message], str]
) -> dict[str, dict[str, Any]]:
    """Return what each entry of the plan says once the proposals are approved, by id.

    Each proposal becomes a decision; what a stop ends (`about["ends"]`) is rejected, with the proposal as its reason.
    """
    records = {item.id: approval(item, ledger, decision, say=say) for item in items}
    for item in items:
        for id in str(item.about.get("ends") or "").split():
            entry = plan.entry(id)
            if item.about.get("choice") == "stop" and entry is not None and entry.status == "approved":
                note = f"{item.id}: {say(item.title)}"
                records[id] = {"status": "rejected", "by": decision.by, "on": decision.on, "note": note}
    return records


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
        Of the review's proposals; none for all of them.
    ledger, decision, say
        As for `approve`.

    Raises
    ------
    DataError
        If an id is no proposal of the review, or the review proposes nothing.

    """
    offered = {item.id: item for item in review_items(ledger)}
    for id in ids:
        if id not in offered:
            listed = ", ".join(offered) or "nothing"
            raise DataError(f"{id}: the review of this month proposes no such thing; it proposes {listed}.")
    items = [offered[id] for id in (ids or offered)]
    if not items:
        raise DataError("the review of this month proposes nothing, so there is nothing to approve.")
    plan = parse_plan(read_plan(folder / PLAN_FILE), file=f"{folder.name}/{PLAN_FILE}")
    records = review_records(items, ledger, plan, decision, say=say)
    change(folder, records, decision, how=REVIEW)
    return tuple(records)


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
