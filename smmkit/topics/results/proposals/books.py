"""What moved the month's money, and how three ways of keeping the books share out the same results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from smmkit.ledger import Check, Item, Source, item_id, judge
from smmkit.measures.visits import is_social
from smmkit.text import N_, Message
from smmkit.topics.results.analysis import Variance

MATTERS: Mapping[str, str] = {
    "revenue": N_("Revenue of the web"),
    "spend": N_("Ads that tell how often they were shown"),
}
_MORE = {
    ("revenue", "volume"): N_("Revenue went up by {total:money0}, chiefly because more was sold ({part:money0})"),
    ("revenue", "mix"): N_(
        "Revenue went up by {total:money0}, chiefly because more came through channels with larger orders "
        "({part:money0})"
    ),
    ("revenue", "price"): N_("Revenue went up by {total:money0}, chiefly because orders were larger ({part:money0})"),
    ("spend", "volume"): N_(
        "The ads that tell how often they were shown cost {total:money0} more, chiefly because they were shown more "
        "often ({part:money0})"
    ),
    ("spend", "mix"): N_(
        "The ads that tell how often they were shown cost {total:money0} more, chiefly because more went into the more "
        "expensive campaigns ({part:money0})"
    ),
    ("spend", "price"): N_(
        "The ads that tell how often they were shown cost {total:money0} more, chiefly because showing them cost more "
        "({part:money0})"
    ),
}
_LESS = {
    ("revenue", "volume"): N_("Revenue went down by {total:money0}, chiefly because less was sold ({part:money0})"),
    ("revenue", "mix"): N_(
        "Revenue went down by {total:money0}, chiefly because more came through channels with smaller orders "
        "({part:money0})"
    ),
    ("revenue", "price"): N_(
        "Revenue went down by {total:money0}, chiefly because orders were smaller ({part:money0})"
    ),
    ("spend", "volume"): N_(
        "The ads that tell how often they were shown cost {total:money0} less, chiefly because they were shown less "
        "often ({part:money0})"
    ),
    ("spend", "mix"): N_(
        "The ads that tell how often they were shown cost {total:money0} less, chiefly because more went into the "
        "cheaper campaigns ({part:money0})"
    ),
    ("spend", "price"): N_(
        "The ads that tell how often they were shown cost {total:money0} less, chiefly because showing them cost less "
        "({part:money0})"
    ),
}
_SAME = {
    "revenue": N_("Revenue is that of the month before, to the unit"),
    "spend": N_("The ads that tell how often they were shown cost what they cost the month before, to the unit"),
}
NO_PATHS = N_(
    "No file tells which channels people touched before they bought. GA4 shows it under Advertising, Attribution "
    "paths: keep it as paths.csv (day, path, key_events, revenue)."
)
_BOOKS = N_(
    "Social media get {last:number} of {whole:number} key events if the last click gets all, {linear:number} if every "
    "touch gets the same, and {position:number} if first and last get most: three books of the same month, and none "
    "says what would have happened without them"
)


def variance_items(
    found: Mapping[str, Variance | None], *, period: str, sources: Mapping[str, tuple[Source, ...]]
) -> list[Item]:
    """Return why revenue and ad money differ from the month before, as evidence: `EV-variance-revenue`, `-spend`.

    Parameters
    ----------
    found
        Per matter (`revenue`, `spend`) from `analysis.variance`.
    period
        Month.
    sources
        Files behind each matter.

    """
    items = []
    for matter, one in found.items():
        if one is not None:
            rows = Check("rows", True, Message(N_("both months are told")))
            items.append(
                Item.of(
                    item_id("EV", "variance", matter), _moved(matter, one), judge([rows]), value=one.now - one.before,
                    unit="money", period=period, source=sources[matter],
                )
            )  # fmt: skip
    return items


def _moved(matter: str, one: Variance) -> Message:
    total, part = one.now - one.before, getattr(one, _leading(one))
    if round(total) == 0:
        return Message(_SAME[matter])
    words = _MORE if total > 0 else _LESS
    return Message(words[matter, _leading(one)], {"total": abs(total), "part": abs(part)})


def _leading(one: Variance) -> str:
    """Return the part that moved most in the direction of the whole."""
    up = one.now >= one.before
    parts = {"volume": one.volume, "mix": one.mix, "price": one.price}
    return max(parts, key=lambda name: parts[name] if up else -parts[name])


def book_items(books: pd.DataFrame, *, period: str, source: tuple[Source, ...]) -> list[Item]:
    """Return how three books credit social media with key events, as evidence: `EV-paths-social`.

    Parameters
    ----------
    books
        From `analysis.path_books`.
    period, source
        Month and files.

    """
    if books.empty:
        return []
    own = books[books["channel"].map(is_social)]
    credited = {name: float(own[name].sum()) for name in ("last", "linear", "position")}
    whole = float(books["last"].sum())
    rows = Check("rows", whole > 0, Message(N_("{n:number} key events with their path"), {"n": whole}))
    title = Message(_BOOKS, {**credited, "whole": whole})
    return [
        Item.of(
            item_id("EV", "paths", "social"), title, judge([rows], collect=Message(NO_PATHS)),
            value=credited["linear"], unit="count", n=round(whole), period=period, source=source,
        )
    ]  # fmt: skip


def or_why(items: Sequence[Item], why: str) -> list[Item | Message]:
    """Return the items, or the sentence that says why there is none."""
    return list(items) or [Message(why)]
