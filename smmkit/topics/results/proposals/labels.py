"""What the labels of links (UTM) tell of campaigns and posts, and which labels name nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from smmkit.ledger import Check, Item, Source, item_id, judge
from smmkit.measures.labels import CALENDAR, Labels, labels_of
from smmkit.plan import Plan
from smmkit.text import N_, Message
from smmkit.topics.results.analysis import LEAST_EVENTS, LEFT, LabelBook, LabelLine
from smmkit.topics.results.proposals.plan import ANSWERS

OUTSIDE = N_("Posts outside all campaigns")
NO_LABELS = N_(
    "No export tells which campaign a visit came from. In Google Analytics open Explore, Free form; as rows take Date, "
    "Session campaign and Session manual ad content, as values Sessions, Key events and Total revenue; show all "
    "rows, and export as CSV."
)
_NO_POSTS = N_(
    "The export tells campaigns and no posts: add Session manual ad content (the utm_content of a link) as a row."
)
_BROUGHT = N_(
    "Links that carry the label (UTM) of a campaign, a post or an ad brought {sessions:number} of {whole:number} "
    "visits and {events:number} of {all:number} key events: counted by the last click, whatever brought those people "
    "before"
)
_VISITS = N_(
    "Links that carry the label (UTM) of a campaign, a post or an ad brought {sessions:number} of {whole:number} "
    "visits: counted by the last click, whatever brought those people before"
)
_STRANGERS = N_(
    "{count:number} {count:plural|campaign|campaigns} in Google Analytics {count:plural|belongs|belong} to nothing in "
    "the plan, the calendar or the ads: {names}. A label is known where it has the letters and digits of a campaign's "
    "id or title, or of what the calendar writes; capitals, accents, spaces and signs count for nothing"
)
_STRAY = N_(
    "{count:number} {count:plural|label|labels} of content (utm_content) {count:plural|belongs|belong} to no single "
    "post of the calendar: {names}"
)
_TWICE = N_(
    "{count:number} {count:plural|label is|labels are} carried by several campaigns of the plan, so what came by "
    "{count:plural|it|them} is nobody's: {names}. Give each campaign its own utm_campaign"
)
_SILENT = N_(
    "No visit carries the label of “{title}”, though it ran this month: either its links bear none, or nobody followed "
    "them. Write utm_campaign={label} into them"
)
_MORE = N_(
    "The export by campaign tells {over:number} visits more than the one all other numbers come from, so one of the "
    "two was filtered or made on another day: export both again"
)
_APART = N_(
    "Of a thousand visits through “{first:word}”, {high:number} end in a key event, and {low:number} of those through "
    "“{second:word}”: the first surely more often. They ran on other days, for other people and with other offers, so "
    "nobody knows whether the campaign is the reason"
)
_ALIKE = N_(
    "Of {count:number} campaigns, each beside those of its kind (ads, or what the house posts), nobody can tell whose "
    "visits end in a key event more often: chance alone may part them so far"
)
_FEW = N_(
    "Fewer than two campaigns of one kind (ads, or what the house posts) brought enough key events to compare their "
    "rates."
)
_ENOUGH = N_("{count:number} with {least:number} key events or more, of at least {needed:number}")
_CLEAR = N_("the intervals of the two do not meet, over all pairs asked")
_OPEN = N_("the intervals of the campaigns meet")
_DESIGN = N_("who saw which campaign was not picked at random")
SHOWN = 8
"""Names listed in a sentence."""


def known_labels(plan: Plan, calendar: pd.DataFrame, ads: pd.DataFrame) -> Labels:
    """Return what labels of links name: campaigns of the plan, posts of the calendar, campaigns of ads."""
    campaigns = {one.id: one.title or one.id for one in plan.campaigns if one.status != "rejected"}
    return labels_of(campaigns, calendar, ads["campaign_name"].dropna().astype(str).unique())


def running(campaigns: pd.DataFrame) -> dict[str, tuple[date, date]]:
    """Return the first and last day of each campaign of `planned`."""
    return {str(row["id"]): (row["start"].date(), row["end"].date()) for row in campaigns.to_dict("records")}


def label_items(book: LabelBook | None, labels: Labels, *, period: str, source: tuple[Source, ...]) -> list[Item]:
    """Return what labels tell and which name nothing, as evidence: `EV-labels-visits`, `-rates`, `-strangers`...

    Parameters
    ----------
    book
        From `analysis.label_book`.
    labels
        Whose label is whose.
    period, source
        Month and files.

    """
    if book is None:
        return []
    told = {"period": period, "source": source}
    left = next((line.sessions or 0.0 for line in book.campaigns if line.key == LEFT), 0.0)
    items = [_visits_item(book, told)]
    if book.compared:
        items.append(_rates_item(book, labels, told))
    items += [
        _fact("silent-" + id[3:], Message(_SILENT, {"title": labels.names[id], "label": label}), told)
        for id, label in book.silent.items()
    ]
    items += _named("strangers", _STRANGERS, book.strangers, told)
    items += _named("posts", _STRAY, book.stray_posts, told)
    items += _named("twice", _TWICE, sorted(labels.twice), told)
    return [*items, *([_fact("more", Message(_MORE, {"over": -left}), told)] if left <= -1 else [])]


def label_lines(items: Sequence[Item], book: LabelBook | None) -> list[Item | Message]:
    """Return the items, with what is too little to compare and what to export."""
    if book is None:
        return [Message(NO_LABELS)]
    few = [Message(_FEW)] if book.known and not book.compared else []
    return [*items, *few, *([] if book.by_post else [Message(_NO_POSTS)])]


def label_title(key: str, labels: Labels) -> str:
    """Return what people call a campaign, an ad, or the posts outside (catalogue key)."""
    return OUTSIDE if key == CALENDAR else labels.names[key]


def _fact(name: str, title: Message, told: Mapping[str, Any], **more: Any) -> Item:
    rows = Check("rows", True, Message(N_("the export tells campaigns")))
    return Item.of(
        item_id("EV", "labels", name), title, judge([rows]), about={"tables": "web web_detail"}, **told, **more
    )


def _named(name: str, key: str, labels: Collection[str], told: Mapping[str, Any]) -> list[Item]:
    """Return the sentence that lists labels; the first few by name."""
    if not labels:
        return []
    listed = [*labels][:SHOWN] + (["…"] if len(labels) > SHOWN else [])
    return [_fact(name, Message(key, {"count": len(labels), "names": ", ".join(listed)}), told)]


def _visits_item(book: LabelBook, told: Mapping[str, Any]) -> Item:
    sessions = sum(line.sessions or 0.0 for line in book.known)
    events = [line.key_events for line in book.known if line.key_events is not None]
    said = {"sessions": sessions, "whole": book.whole.sessions}
    if events and book.whole.key_events is not None:
        title = Message(_BROUGHT, {**said, "events": sum(events), "all": book.whole.key_events})
    else:
        title = Message(_VISITS, said)
    return _fact("visits", title, told, value=sessions, unit="count", metric="sessions", scope="labelled",
                 window=told["period"])  # fmt: skip


def _rates_item(book: LabelBook, labels: Labels, told: Mapping[str, Any]) -> Item:
    """Return which campaign's visits end in a result more often: for somebody to judge, never decided."""
    able = len({line.key for line in book.compared})
    checks = [
        Check("rows", able > 1, Message(_ENOUGH, {"count": able, "least": LEAST_EVENTS, "needed": 2})),
        Check("interval", bool(book.apart), Message(_CLEAR if book.apart else _OPEN)),
        Check("design", False, Message(_DESIGN)),
    ]
    judgement = judge(checks, owner=ANSWERS)
    title = _rates(book, labels, able)
    return Item.of(item_id("EV", "labels", "rates"), title, judgement, about={"tables": "web web_detail"}, **told)


def _rates(book: LabelBook, labels: Labels, able: int) -> Message:
    if not book.apart:
        return Message(_ALIKE, {"count": able})
    high, low = max(book.apart, key=lambda pair: _thousand(pair[0]) - _thousand(pair[1]))
    names = {"first": label_title(high.key, labels), "second": label_title(low.key, labels)}
    return Message(_APART, {**names, "high": _thousand(high), "low": _thousand(low)})


def _thousand(line: LabelLine) -> float:
    return 1000 * (line.key_events or 0.0) / (line.sessions or 1.0)
