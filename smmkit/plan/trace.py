"""Follow an item up to the rows it was read from, or down to everything that would fall with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from smmkit.errors import DataError
from smmkit.folders import command
from smmkit.ledger.items import Item
from smmkit.ledger.ledger import Ledger
from smmkit.plan.entries import Entry
from smmkit.plan.model import Plan


@dataclass(frozen=True)
class Traced:
    """One item on the way.

    Parameters
    ----------
    id
        The item.
    depth
        Links between it and the item that is traced.
    item
        As this month's ledger has it; None if only the plan does.
    entry
        As the plan has it, if it does.
    again
        Whether it was met before: what lies behind it is not repeated.

    """

    id: str
    depth: int
    item: Item | None
    entry: Entry | None
    again: bool = False


def trace(id: str, ledger: Ledger, plan: Plan, *, down: bool = False, client: str = "CLIENT") -> tuple[Traced, ...]:
    """Return the chain of an item, depth first.

    Parameters
    ----------
    id
        Where to start.
    ledger
        This month's items.
    plan
        What was approved; it is followed where the ledger does not know an id.
    down
        To all that rests on the item, instead of to what the item rests on.
    client
        Folder of the client, for the command a mistaken id is answered with.

    Raises
    ------
    DataError
        If neither the ledger nor the plan knows the id.

    """
    if id not in ledger and plan.entry(id) is None:
        from smmkit.client.fields import nearest

        near = nearest(id, [*ledger, *plan.ids])
        hint = f"Did you mean {near}?" if near else f"`{command('plan', client)}` lists the ids."
        raise DataError(f"{id}: neither this month's ledger nor plan.toml holds it. {hint}")
    links = _rests_on(ledger, plan)
    if down:
        links = _turned(links)
    return tuple(_walk(id, 0, links, ledger, plan, set()))


def falls(id: str, ledger: Ledger, plan: Plan) -> tuple[str, ...]:
    """Return the ids of all items and approvals that rest on an item, near or far; what was refused cannot fall."""
    resting = {step.id for step in trace(id, ledger, plan, down=True)[1:]}
    approved_on = {entry.id for entry in plan if id in {one.id for one in entry.evidence}}
    refused = {entry.id for entry in plan if entry.status == "rejected"}
    return tuple(sorted((resting | approved_on) - refused))


def _rests_on(ledger: Ledger, plan: Plan) -> dict[str, tuple[str, ...]]:
    planned = {entry.id: (*entry.because, *(one.id for one in entry.evidence)) for entry in plan}
    own = {entry.id: tuple(dict.fromkeys(entry.because or planned[entry.id])) for entry in plan}
    return {**own, **{id: item.because for id, item in ledger.items()}}


def _turned(links: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    turned: dict[str, tuple[str, ...]] = {}
    for id in sorted(links):
        for reason in links[id]:
            turned[reason] = (*turned.get(reason, ()), id)
    return turned


def _walk(
    id: str, depth: int, links: dict[str, tuple[str, ...]], ledger: Ledger, plan: Plan, seen: set[str]
) -> Iterator[Traced]:
    again = id in seen
    yield Traced(id, depth, ledger.get(id), plan.entry(id), again and bool(links.get(id)))
    if again:
        return
    seen.add(id)
    for following in links.get(id, ()):
        yield from _walk(following, depth + 1, links, ledger, plan, seen)
