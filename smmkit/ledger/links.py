"""Which kind of item may rest on which."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

from smmkit.errors import DataError
from smmkit.ledger.definitions import check_comparable
from smmkit.ledger.items import Item, Kind, kind_of
from smmkit.ledger.verdict import Verdict

NAMES = {
    Kind.EV: "evidence",
    Kind.SW: "a SWOT item",
    Kind.ST: "a strategy",
    Kind.OB: "an objective",
    Kind.SG: "a segment",
    Kind.CH: "a channel",
    Kind.BL: "a budget line",
    Kind.CA: "a campaign",
    Kind.PO: "a calendar post",
    Kind.RS: "a result",
    Kind.DE: "a decision",
}

RESTS_ON: dict[Kind, frozenset[Kind]] = {
    Kind.EV: frozenset({Kind.EV}),
    Kind.SW: frozenset({Kind.EV, Kind.RS}),
    Kind.ST: frozenset({Kind.EV, Kind.SW, Kind.RS}),
    Kind.OB: frozenset({Kind.EV, Kind.SW, Kind.ST, Kind.OB, Kind.RS}),
    Kind.SG: frozenset({Kind.EV, Kind.ST, Kind.OB}),
    Kind.CH: frozenset({Kind.EV, Kind.SW, Kind.ST, Kind.OB, Kind.SG, Kind.CH, Kind.RS}),
    Kind.BL: frozenset({Kind.EV, Kind.ST, Kind.OB, Kind.SG, Kind.CH, Kind.BL, Kind.RS}),
    Kind.CA: frozenset({Kind.EV, Kind.ST, Kind.OB, Kind.SG, Kind.CH, Kind.BL, Kind.RS}),
    Kind.PO: frozenset({Kind.EV, Kind.ST, Kind.OB, Kind.SG, Kind.CH, Kind.BL, Kind.CA, Kind.RS}),
    Kind.RS: frozenset({Kind.EV, Kind.ST, Kind.OB, Kind.SG, Kind.CH, Kind.BL, Kind.CA, Kind.PO}),
    Kind.DE: frozenset(Kind),
}
"""What each kind may rest on: the chain runs from evidence to the calendar, never back."""


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
        if kind not in RESTS_ON[item.kind]:
            allowed = ", ".join(sorted(RESTS_ON[item.kind]))
            raise DataError(
                f"{item.id}: {NAMES[item.kind]} cannot rest on {NAMES[kind]} ({reason}); it may rest on {allowed}."
            )
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
