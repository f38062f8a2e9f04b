"""What an earlier review ended and still goes out: decided is not done."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from smmkit.ledger import Check, Item, Source, item_id, judge
from smmkit.measures.names import form_name
from smmkit.plan import Plan
from smmkit.plan.review import settled_by
from smmkit.schema.platform_names import platform_name
from smmkit.text import N_, Message, Scalar

UNDONE = "EV-undone-"
_SAID = N_(
    "On {on:date} it was decided to give up {form:word} on {platform}; {posts:number} {posts:plural|has|have} gone "
    "out since"
)


def undone_items(
    calls: Sequence[Item], plan: Plan, posts: pd.DataFrame, end: pd.Timestamp, *, period: str, source: Sequence[Source]
) -> list[Item]:
    """Return the formats that were to end and of which posts went out in the month, with how many since the decision.

    Parameters
    ----------
    calls
        From `call_items`: what the numbers would have ended again.
    plan
        What was decided.
    posts
        From `analysis.feed`.
    end
        Last day of the month.
    period, source
        Month, and the rows of the posts.

    Returns
    -------
    list of Item
        `EV-undone-<network>-<format>`; none of a format that keeps its place where clicks are the aim.

    """
    month = end - pd.offsets.MonthEnd(1)
    found = []
    for item in calls:
        entry, about = settled_by(item, plan), item.about
        ends = about.get("choice") in ("stop", "change") and "format" in about and "gain" not in about
        if not ends or entry is None or entry.status != "approved" or entry.on is None:
            continue
        same = (posts["platform"] == about["platform"]) & (posts["format"] == about["format"])
        days = posts.loc[same & (posts["day"] > pd.Timestamp(entry.on)) & (posts["day"] <= end), "day"]
        if (days > month).any():
            network, form = str(about["platform"]), str(about["format"])
            values: dict[str, Scalar] = {"on": str(entry.on), "form": form_name(form), "posts": len(days),
                                         "platform": platform_name(network)}  # fmt: skip
            counted = judge([Check("counted", True, Message(N_("counted in the exports")))])
            found.append(Item.of(
                item_id("EV", "undone", network, form), Message(_SAID, values), counted, value=float(len(days)),
                unit="count", n=len(days), period=period, source=tuple(source), importance=0.0,
                scope=f"{network}+{form}+undone", window=period, about={"finding": "undone", "of": item.id},
            ))  # fmt: skip
    return found
