"""Approved segments: what the plan holds of them, and whether they still describe the customers."""

from __future__ import annotations

from smmkit.client import Client
from smmkit.ledger import Check, Item, Source, judge
from smmkit.plan import Plan
from smmkit.text import N_, Message
from smmkit.topics.segments.analysis import STABLE, Approved, Settled, Structure
from smmkit.topics.segments.proposals.groups import STRUCTURE

NOTHING_APPROVED = N_("No segments are approved yet, so today's groups stand for themselves.")
_KEPT = N_(
    "The segments approved on {day:date} keep their definition; {joined:number} customers who came since have joined "
    "the nearest one"
)
_AGAIN = N_(
    "Look at the segments again: the groups approved on {day:date} no longer stand apart among today's customers"
)
_OTHER = N_(
    "Look at the segments again: today's search cuts the customers in another way than the groups approved on "
    "{day:date}"
)
_ALIKE = N_("agreement with today's search {alike:number2}, of at least {needed:number2}")
_NONE = N_("today's search finds no groups")


def approved_groups(plan: Plan) -> Approved | None:
    """Return the segments found in the data that the plan holds as approved, by the words of their ids."""
    found = [
        entry for entry in plan.segments
        if entry.status == "approved" and entry.on is not None and STRUCTURE in entry.because
        and not entry.id.endswith("-customers")
    ]  # fmt: skip
    if len(found) < 2:
        return None
    return Approved(frozenset(entry.id.removeprefix("SG-") for entry in found), max(e.on for e in found if e.on))


def drift_items(
    settled: Settled, structure: Structure, client: Client, *, period: str, source: tuple[Source, ...] = ()
) -> list[Item]:
    """Return `EV-segments-kept`, and `DE-segments-again` where the approved groups no longer describe the customers.

    Parameters
    ----------
    settled
        From `analysis.settle`.
    structure
        Today's search.
    client
        The brief; its social media manager answers.
    period
        Month, such as `2026-10`.
    source
        The table of customers.

    """
    if settled.since is None:
        return []
    day = settled.since.isoformat()
    counted = Check("rows", True, Message(N_("{n:number} customers"), {"n": structure.n}))
    kept = Item.of("EV-segments-kept", Message(_KEPT, {"day": day, "joined": settled.joined}), judge([counted]),
                   value=settled.joined, unit="count", n=structure.n, period=period, source=source)  # fmt: skip
    if not settled.drifted:
        return [kept]
    needed = {"alike": settled.alike or 0.0, "needed": STABLE}
    why = Message(_NONE) if settled.alike is None else Message(_ALIKE, needed)
    title = Message(_AGAIN if settled.alike is None else _OTHER, {"day": day})
    judgement = judge([Check("drift", False, why)], owner=client.roles.social_media_manager)
    return [kept, Item.of("DE-segments-again", title, judgement, because=(kept.id, STRUCTURE), period=period)]
