"""Notebook 07's events that stand in no plan yet: a campaign to decide on each, and what speaks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pandas as pd

from smmkit.ledger import Check, Item, item_id, judge
from smmkit.report.document import Book
from smmkit.text import N_, Message
from smmkit.topics.calendar.analysis.campaigns import KIND_WORDS, kind_of
from smmkit.topics.calendar.proposals.briefs import Brief

_TITLE = N_("{title} ({start:date}): {kind:word}, with its checklist and run sheet.")
_WITH_POSTS = N_(
    "{title} ({start:date}): {kind:word}, with its checklist and run sheet, and {posts:number} "
    "{posts:plural|post|posts} of it in next month's calendar."
)
_OPEN = N_("“{title}” was the last of its kind ({kind:word}), and no month told beyond chance what it brought")
_UNCOUNTED = N_("Before it there was “{title}” on {day:date} ({kind:word}): nobody counted what it brought")
_FIRST = N_("Neither the events nor the plan hold one of its kind ({kind:word}) before: nobody knows what one brings")
_COUNT = Message(
    N_("Approve it before it begins, with its days and its measure: the results then tell what it brought.")
)


def brief_items(
    briefs: Sequence[Brief], book: Book, owner: str, *, told: Mapping[str, int] = MappingProxyType({})
) -> list[Item]:
    """Return a campaign to decide on for each event that stands in no plan yet, after the evidence on its kind.

    It rests on the objective it serves and on what the last of its kind brought, or on nobody having counted that:
    that the month has room for its posts is no reason to hold it.

    Parameters
    ----------
    briefs
        From `campaign_briefs`.
    book
        The month.
    owner
        The role that answers for it.
    told
        Posts of the month by campaign (`Board.told`).

    """
    new = [brief for brief in briefs if not brief.planned]
    evidence: dict[str, Item] = {}
    events = []
    for brief in new:
        known = _results(brief, book)
        if not known:
            nobody = _uncounted(brief, book)
            evidence.setdefault(nobody.id, nobody)
            known = [nobody.id]
        because = tuple(filter(None, (brief.objective_id, *known)))
        events.append(_item(brief, owner, because, told.get(brief.id, 0)))
    return [*evidence.values(), *events]


def _item(brief: Brief, owner: str, because: tuple[str, ...], posts: int) -> Item:
    seen = Check("measured", False, Message(N_("nobody has measured what such an event brings")))
    about = {"tables": "events", "start": str(brief.start), "end": str(brief.end), "kind": brief.kind,
             "type": brief.kind, **({"place": brief.place} if brief.place else {})}  # fmt: skip
    said: dict[str, str | int] = {"title": brief.title, "start": str(brief.start), "kind": KIND_WORDS[brief.kind]}
    title = Message(_WITH_POSTS, said | {"posts": posts}) if posts else Message(_TITLE, said)
    return Item.of(brief.id, title, judge([seen], owner=owner), because=because, about=about)


def _results(brief: Brief, book: Book) -> list[str]:
    """Return what last month's ledger found of the plan's campaigns of a brief's kind."""
    slugs = tuple(f"RS-{one.id[3:]}" for one in book.plan.campaigns if _of_kind(one.title, one.type, brief))
    return [item.id for item in book.ledger.values() if str(item.about.get("of", "")).startswith(slugs or ("-",))]


def _uncounted(brief: Brief, book: Book) -> Item:
    """Say that nobody knows what a brief's kind brings, and of which one before it that is so."""
    kind, until = KIND_WORDS[brief.kind], book.period.end
    over = [one for one in book.plan.campaigns
            if one.status == "approved" and one.end and one.end <= until
            and _of_kind(one.title, one.type, brief)]  # fmt: skip
    events = book.table("events")
    events = events[(events["on"] <= pd.Timestamp(until)) & (events["on"] < pd.Timestamp(brief.start))]
    before = [row for row in events.sort_values("on").to_dict("records")
              if _of_kind(str(row["name"]), str(row.get("kind")), brief)]  # fmt: skip
    if over:
        last = max(over, key=lambda one: str(one.end))
        title = Message(_OPEN, {"title": last.title or last.id, "kind": kind})
    elif before:
        day = pd.Timestamp(before[-1]["on"]).date().isoformat()
        title = Message(_UNCOUNTED, {"title": str(before[-1]["name"]), "day": day, "kind": kind})
    else:
        title = Message(_FIRST, {"kind": kind})
    counted = Check("measured", False, Message(N_("nobody has measured what such an event brings")))
    # Approving it is what makes it counted: nothing else is asked of anybody.
    return Item.of(item_id("EV", "event", brief.kind), title, judge([counted], collect=_COUNT),
                   about={"tables": "events", "fills_itself": True})  # fmt: skip


def _of_kind(title: str, written: str | None, brief: Brief) -> bool:
    kind, said = kind_of(title, written)
    return kind == brief.kind and (said or kind != "promo")  # a title that gives no kind away is taken for a promotion
