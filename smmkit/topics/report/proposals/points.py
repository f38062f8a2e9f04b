"""A sentence of a report, with where it comes from: the ledger's item, or the entry of the plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from smmkit.ledger import Item, Kind, Ledger
from smmkit.plan import Plan
from smmkit.plan.review import ended_by
from smmkit.plan.wanted import Wanted
from smmkit.present.chances import if_unchanged
from smmkit.text import N_, Message


@dataclass(frozen=True)
class Point:
    """One line of a list.

    Parameters
    ----------
    sentence
        What it says.
    details
        Smaller lines below it.
    item
        Id of the ledger's item whose title it is; empty where it says something of its own.
    fact
        What the item's number declares: `metric|scope|window`.

    """

    sentence: Message
    details: tuple[Message, ...] = ()
    item: str = ""
    fact: str = ""


def points_of(items: Iterable[Item]) -> tuple[Point, ...]:
    """Return items as points, each sentence once."""
    found = {item.title: Point(item.title, item=item.id, fact=item.fact or "") for item in reversed(list(items))}
    return tuple(reversed(found.values()))


def asked_points(items: Iterable[Item], ledger: Ledger, plan: Plan) -> tuple[Point, ...]:
    """Return proposals as points, each with what to know before saying yes below it."""
    known = {item.id: item for item in items}
    return tuple(replace(one, details=before_yes(known[one.item], ledger, plan)) for one in points_of(known.values()))


def before_yes(item: Item, ledger: Ledger, plan: Plan) -> tuple[Message, ...]:
    """Return what to know before saying yes to a proposal, beside its sentence.

    Of an objective: how likely it is, and what the brief asked for instead. Of what the review would stop: what else
    ends with it.
    """
    if item.kind is Kind.OB:
        chance, asked = item.about.get("probability"), ledger.get(item.id.replace("OB-", "EV-brief-target-", 1))
        said = () if chance is None else (if_unchanged(float(str(chance))),)
        return (*said, asked.title) if asked else said
    ended = ", ".join(one.title for one in ended_by(item, plan))
    return (Message(_ENDS, {"titles": ended}),) if ended else ()


_ENDS = N_("With it ends what is approved: {titles}.")


def wanted_point(one: Wanted) -> Point:
    """Return what cannot be told, what to do about it, and how much else it would answer."""
    first, others = one.items[0], len(one.items) - 1
    more = N_("The same request would answer one more question.")
    if others > 1:
        more = N_("The same request would answer {count:number} more questions.")
    said = (Message(more, {"count": others}),) if others else ()
    asked = (one.request,) if one.request else ()
    return Point(first.title, (*asked, *said), item=first.id, fact=first.fact or "")


def decision_point(item: Item) -> Point:
    """Return a decision that no data can help with, and who takes it."""
    said = N_("{role:word} decides it: the data of this month do not help with it.")
    return Point(item.title, (Message(said, {"role": str(item.about["decides"])}),), item=item.id)


OF_ALL = frozenset({"EV-complaints-change", "EV-complaints-steps", "EV-complaints-silent"})
"""What is said of all complaints together comes after their causes."""


def larger_first(item: Item) -> tuple[str, bool, float, float, str]:
    """Return where an item stands among others: by what it is about, and of one kind the larger first.

    What is told of the month itself too, such as a cause of complaints, stands by the month.
    """
    caused = item.id.startswith("EV-complaints-") and item.id not in OF_ALL
    lately = float(str(item.title.values.get("now", 0))) if caused else 0.0
    return "-".join(item.id.split("-")[:2]), item.id in OF_ALL, -lately, -(item.value or 0.0), item.id


def spoken(points: Iterable[Point]) -> tuple[Message | str, ...]:
    """Return points as a notebook says them: an item by its id, so that it is linked, then its smaller lines."""
    return tuple(said for point in points for said in (point.item or point.sentence, *point.details))
