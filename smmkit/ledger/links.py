"""Which kind of item may rest on which."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

from smmkit.errors import DataError
from smmkit.ledger.comparable import check_comparable
from smmkit.ledger.items import Item, kind_of
from smmkit.ledger.kinds import KINDS, Kind
from smmkit.ledger.verdict import Verdict


def check_chain(items: Mapping[str, Item], *, known: Collection[str] = ()) -> None:
    """Refuse links that are illegal, lead nowhere, run in a circle or join two definitions of one metric.

    Parameters
    ----------
    items
        The items of a ledger by id.
    known
        Ids that stand in `plan.toml`.

    Raises
    ------
    DataError
        With the two ids and what to do.

    """
    held = {*items, *known}
    for item in items.values():
        check_links(item, held)
        check_comparable([item, *(items[reason] for reason in item.because if reason in items)])
    try:
        TopologicalSorter({item.id: item.because for item in items.values()}).prepare()
    except CycleError as error:
        circle = " because of ".join(reversed(error.args[1]))
        raise DataError(f"{circle}: the chain runs in a circle; take one of the links out.") from None


def check_links(item: Item, known: Collection[str]) -> None:
    """Refuse a link to an unknown id, or to a kind it may not rest on."""
    for reason in item.because:
        kind = kind_of(reason)
        if kind not in KINDS[item.kind].rests_on:
            allowed = ", ".join(sorted(KINDS[item.kind].rests_on))
            one, other = KINDS[item.kind].name, KINDS[kind].name
            raise DataError(f"{item.id}: {one} cannot rest on {other} ({reason}); it may rest on {allowed}.")
        if reason not in known:
            raise DataError(
                f"{item.id}: it rests on {reason}, which neither this month's ledger nor plan.toml holds;"
                " record that item first, or take it out of because."
            )


def ungrounded(items: Mapping[str, Item], *, kinds: Iterable[str], known: Collection[str] = ()) -> tuple[str, ...]:
    """Return the ids whose chain never reaches evidence or a judgement with an owner.

    A chain that leads into `plan.toml` is grounded: somebody approved it.
    """
    from smmkit.ledger.fingerprints import below

    def grounded(id: str) -> bool:
        reached = [items[one] for one in below(items, id) if one in items]
        judged = any(item.verdict is Verdict.JUDGE and item.owner for item in reached)
        planned = any(one in known for one in below(items, id) if one not in items)
        return judged or planned or any(item.kind is Kind.EV for item in reached)

    return tuple(item.id for item in items.values() if item.kind in set(kinds) and not grounded(item.id))


def check_grounded(ids: Collection[str], items: Mapping[str, Item], *, known: Collection[str] = ()) -> None:
    """Refuse to approve what rests neither on evidence nor on a judgement somebody answers for.

    Parameters
    ----------
    ids
        The proposals.
    items
        The items of the month's ledger by id.
    known
        Ids that stand in `plan.toml`.

    Raises
    ------
    DataError
        Names the first such proposal and what to do.

    """
    hollow = set(ungrounded(items, kinds={kind_of(id) for id in ids}, known=known))
    for id in (one for one in ids if one in hollow):
        raise DataError(
            f"{id}: nothing it rests on reaches evidence, or a judgement somebody answers for, so there is nothing to"
            " approve. Record what it rests on and run the month again."
        )
