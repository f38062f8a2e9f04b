"""Decide on posts of the calendar one by one: a yes or a no is written into `calendar.csv`, nowhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from smmkit.errors import DataError
from smmkit.ledger.items import Item
from smmkit.ledger.kinds import Kind
from smmkit.ledger.ledger import Ledger
from smmkit.plan.approvals import approved, content_hash
from smmkit.plan.calendar_sheet import INTERNAL, KEYS, YES, Merged, Row
from smmkit.plan.calendar_write import change_calendar

POST = f"{Kind.PO}-"
"""How the ids of calendar posts begin."""
NO = "rejected"
__all__ = ["INTERNAL", "NO", "POST", "YES", "decide_posts", "proposed_posts"]


def proposed_posts(ledger: Ledger) -> dict[str, Row]:
    """Return the posts a month proposes, by their id, as rows of the calendar."""
    found = [item for item in ledger.values() if item.kind is Kind.PO and item.about.get("origin") == "proposed"]
    rows = [{name: str(item.about.get(name) or "") for name in KEYS} for item in found]
    return {row["post_id"]: row for row in rows}


def decide_posts(
    folder: Path, ids: Sequence[str], state: str, ledger: Ledger, *, role: str, on: date, note: str = ""
) -> Merged:
    """Write a decision on posts into the client's calendar, all of them or none.

    Parameters
    ----------
    folder
        The client's folder.
    ids
        Of the ledger: `PO-...`.
    state
        `internal_ok`, `client_ok` or `rejected`; an approval is kept with role, day and what was seen.
    ledger
        The month's items: they say which post an id is, and hold the proposed ones.
    role, on, note
        Who decides, when and why.

    Returns
    -------
    Merged
        The calendar as it stands now; `fallen` names posts whose content is no longer what the month showed.

    Raises
    ------
    DataError
        If an id is no post of the month, or has nothing written that could be approved.

    """
    items = [_post(id, ledger) for id in ids]
    proposed = proposed_posts(ledger)
    return change_calendar(folder, lambda rows: _decided(rows, items, proposed, state, role=role, on=on, note=note))


def _post(id: str, ledger: Ledger) -> Item:
    item = ledger.get(id)
    if item is None or item.kind is not Kind.PO:
        near = [one for one in ledger if one.startswith("PO-")]
        listed = f"It holds {len(near)} posts, such as {near[0]}." if near else "It holds no posts."
        raise DataError(f"{id}: this month's calendar holds no such post. {listed}")
    return item


def _decided(
    rows: Sequence[Row], items: Sequence[Item], proposed: Mapping[str, Row], state: str, *,
    role: str, on: date, note: str,
) -> Merged:  # fmt: skip
    known = {row["post_id"]: dict(row) for row in rows}
    before, fallen = len(known), []
    for item in items:
        name = str(item.about["post_id"])
        row = known.get(name) or dict(proposed.get(name, {}))
        if not row:
            raise DataError(f"{item.id}: calendar.csv no longer holds {name}. Run the month again.")
        if state != NO and not row.get("copy", ""):
            raise DataError(
                f"{item.id} is a place without a text, and a yes covers what is seen. Write its text into "
                "calendar.xlsx, import that, and approve it then."
            )
        seen = str(item.about.get("seen") or "")
        if state != NO and seen and seen != content_hash(row):
            fallen.append(name)
            continue
        row.update({"state": NO} if state == NO else approved(row, state, role=role, on=on))
        if note:
            row["client_note"] = note[:300]
        known[name] = row
    return Merged(tuple(known.values()), len(items) - len(fallen), len(known) - before, (), tuple(fallen))
