"""Networks and what they ask of a post, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from smmkit.present.facts import stated, text_table
from smmkit.schema import platform_name
from smmkit.text import N_, Text
from smmkit.topics.channels.analysis import Networks, Standing, with_age

SEEN = {
    "views": N_("Views per post"),
    "reach": N_("People reached per post"),
    "impressions": N_("Impressions per post"),
}
CALLS = {
    "keep": N_("keep"), "less": N_("half as much, as a test"), "weak": N_("close"), "close": N_("close"),
    "silent": N_("close, or say why not"), "unknown": N_("nobody can tell yet"),
}  # fmt: skip
FIELDS = (
    N_("caption"), N_("hashtags"), N_("mentions"), N_("carousel items"), N_("reel duration"), N_("reel size"),
    N_("image ratio"), N_("links in caption"), N_("alt text"), N_("text"), N_("link"), N_("photo title"), N_("photos"),
    N_("video duration"), N_("video size"), N_("title"), N_("description"),
)  # fmt: skip
UNITS = {"characters": N_("characters"), "seconds": N_("seconds"), "pixels": N_("pixels"), "bytes": N_("bytes")}
CHECK_AGAIN = N_("check again")


def network_table(found: Networks, stands: Standing, text: Text) -> pd.DataFrame:
    """Return what each network brings and takes, and what follows."""
    rows = []
    for name, row in found.table.iterrows():
        network, window = str(name), found.window
        rows.append(
            (platform_name(network), text.number(row["per_week"], 1), text.number(row["each"]),
             text.number(row["seen"]), text.number(row["followers"]), text.number(row["hours"], 1),
             stated(text.money(row["money"], 0), "upkeep", network, window),
             stated(text.money(row["cost"]), "reaction_cost", network, window), text.number(row["messages"], 1),
             text.word(CALLS[stands.calls[network]]))
        )  # fmt: skip
    heads = (N_("Network"), N_("Posts a week"), N_("Likes, comments and shares per post"),
             SEEN.get(found.seen, N_("Seen per post")), N_("Followers"), N_("Hours a week"), N_("Money a month"),
             N_("Cost of a reaction"), N_("Messages a week"), N_("What follows"))  # fmt: skip
    return text_table(rows, heads, text, window=found.window)


def risk_table(found: Networks, text: Text) -> pd.DataFrame | None:
    """Return how each network treats the brand: unanswered, complaints, tone; None where nothing is known."""
    known = ["unanswered", "complaints", "negative", "burst"]
    kept = found.table[found.table[known].notna().any(axis=1)]
    if kept.empty:
        return None
    rows = [
        (platform_name(name), *(stated(text.percent(row[column]), "network_share", f"{name}+{column}", found.window)
                                for column in known))
        for name, row in kept.iterrows()
    ]  # fmt: skip
    heads = (N_("Network"), N_("Without an answer from a person"), N_("Messages that complain"),
             N_("Mentions that speak badly"), N_("Of all complaints of a year"))  # fmt: skip
    return text_table(rows, heads, text, window=found.window)


def code_rows(limits: pd.DataFrame, platforms: Iterable[str], *, end: date) -> pd.DataFrame:
    """Return the limits of some networks, the stricter one where sources disagree, with `old`.

    Parameters
    ----------
    limits
        From `sources.platform_limits`.
    platforms
        Networks to return, in order.
    end
        Last day of the month: what was read more than a year before is old.

    """
    order = list(dict.fromkeys(platforms))
    mine = limits[limits["platform"].isin(order)]
    sized = mine.assign(
        amount=pd.to_numeric(mine["limit"], errors="coerce"),
        rank=mine["platform"].map({name: place for place, name in enumerate(order)}),
        place=range(len(mine)),
    )
    strict = sized.sort_values(["rank", "amount"], kind="stable").drop_duplicates(["platform", "field"])
    return with_age(strict.sort_values(["rank", "place"], kind="stable"), end=end)


def code_table(limits: pd.DataFrame, platforms: Iterable[str], text: Text, *, end: date) -> pd.DataFrame | None:
    """Return what each network allows, how much is shown at once, and when that was read."""
    rows = [
        (platform_name(row["platform"]), text.word(row["field"]), said_limit(row, text),
         _amount(row["visible"], row["unit"], text), read_said(row["read_on"], bool(row["old"]), text))
        for row in code_rows(limits, platforms, end=end).to_dict("records")
    ]  # fmt: skip
    heads = (N_("Network"), N_("What"), N_("At most"), N_("Shown at once"), N_("Read on"))
    return text_table(rows, heads, text) if rows else None


def said_limit(row: Mapping[Any, Any], text: Text) -> str:
    """Return a limit with its unit."""
    if row["field"] == "links in caption" and row["limit"] == "0":
        return text(N_("no link can be clicked"))
    return _amount(row["limit"], row["unit"], text)


def _amount(value: Any, unit: object, text: Text) -> str:
    if pd.isna(value):
        return text.word(None)
    written = str(value)
    shown = text.number(float(written)) if written.isdigit() else text.typed(written.replace(" to ", " – "))
    word = UNITS.get(str(unit))
    return f"{shown} {text.word(word)}" if word else shown


def read_said(day: Any, old: bool, text: Text) -> str:
    """Return the day something was read; where that is over a year ago, that it must be looked up again."""
    shown = text.date(None if pd.isna(day) else day)
    return f"{shown}: {text(CHECK_AGAIN)}" if old else shown
