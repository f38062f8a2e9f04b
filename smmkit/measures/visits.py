"""From which network, social channel, campaign or post a visit to the website came, and what it brought."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from smmkit.measures.labels import OWN_WORDS, Labels, campaign_name
from smmkit.measures.scopes import Window
from smmkit.metrics import WEB
from smmkit.schema import TABLES, empty
from smmkit.text import N_, Message

UNKNOWN, NONE = "unknown", "none"
"""A label that names nothing known; no label at all."""
_WEB = ("web", "web_detail")
# GA4 files links on YouTube and other video sites under channels of their own, paid and not.
_SOCIAL = re.compile(r"social|v[ií]d[eé]o", re.IGNORECASE)
_HOLDS = N_(
    "“Through social media” means the visits that Google Analytics files under {channels}, as its export "
    "names the channels."
)
_SPLITS = ("channel", "source", "medium", "campaign", "content")


def visits_by_network(tables: Mapping[str, pd.DataFrame], names: list[str], window: Window) -> pd.DataFrame:
    """Return key events and revenue by the network a visit came from; missing where no export splits by source.

    Parameters
    ----------
    tables
        Canonical tables by name: `web` and `web_detail`, where they have `source`.
    names
        Networks to tell of.
    window
        The days that count.

    Returns
    -------
    DataFrame
        `sessions`, `key_events`, `revenue` (client's currency), one row per name in their order.

    """
    told = _inside(visits_split(tables, ("source",)), window)
    if told.empty:
        return pd.DataFrame(np.nan, index=pd.Index(names, name="platform"), columns=list(WEB))
    network = told["source"].astype(str).str.casefold().map(source_network)
    sums = told.groupby(network)[list(WEB)].sum(min_count=1).astype(float)
    return pd.DataFrame(sums.reindex(names).fillna(0.0).rename_axis("platform"))


def visits_split(tables: Mapping[str, pd.DataFrame], by: Sequence[str]) -> pd.DataFrame:
    """Return the visits told by some columns, each day and number once however many exports split it that way.

    Of several exports that split a day so, the one that tells most of it counts (the others were cut off or
    filtered), the finer of two that tell the same; the visit's own labels go before those of the user's first visit.

    Parameters
    ----------
    tables
        Canonical tables by name: `web` and `web_detail`, which holds whole what `web` tells another way.
    by
        Columns that must have a value: `source`, or `campaign` and `content`.

    Returns
    -------
    DataFrame
        Rows of both tables; a number that another export tells of that day is missing.

    """
    parts = [tables[name] for name in ("web_detail", "web") if name in tables and len(tables[name])]
    if not parts:
        return empty("web")
    whole = pd.concat(parts).drop_duplicates(list(TABLES["web"].key))
    told = whole[whole[list(by)].notna().all(axis=1)].reset_index(drop=True)
    view = told["scope"].fillna("session").astype("str")
    for column in _SPLITS:
        view = view + told[column].notna().map({True: f" {column}", False: ""})
    for metric in WEB:
        told.loc[_again(told["day"], view, told[metric]), metric] = pd.NA
    return told[told[list(WEB)].notna().any(axis=1)]


def _again(days: pd.Series, view: pd.Series, values: pd.Series) -> pd.Series:
    """Return which rows tell a day that another view tells better."""
    told = pd.DataFrame({"day": days, "view": view, "value": values.astype(float)}).dropna()
    sums = told.groupby(["day", "view"], as_index=False)["value"].sum()
    sums = sums.assign(first=sums["view"].str.startswith("user"), length=sums["view"].str.len())
    order = sums.sort_values(["first", "value", "length"], ascending=[True, False, False], kind="stable")
    return view != days.map(order.drop_duplicates("day").set_index("day")["view"])


@dataclass(frozen=True)
class LabelledVisits:
    """Visits by what the label of their link names; the two tables tell the same visits, and are never added.

    Parameters
    ----------
    campaigns
        Canonical rows with `key`: of `Labels.campaigns`, `UNKNOWN` for a label of nobody, `NONE` where GA4 says that
        there was none.
    posts
        Canonical rows with `key`, and `post`: the calendar's `post_id`, `UNKNOWN` or `NONE`.

    """

    campaigns: pd.DataFrame
    posts: pd.DataFrame


def labelled_visits(tables: Mapping[str, pd.DataFrame], labels: Labels, window: Window) -> LabelledVisits:
    """Return the visits of a window by what the label of their link (UTM) names.

    Parameters
    ----------
    tables
        Canonical tables by name: `web`, `web_detail`, where they have `campaign`, and `content`.
    labels
        Whose label is whose.
    window
        The days that count.

    Returns
    -------
    LabelledVisits
        Of the visits' own labels; those of a user's first visit tell of another day.

    """
    known = {name: tables[name] for name in _WEB if name in tables}
    own = {name: table[table["scope"].fillna("session") == "session"] for name, table in known.items()}
    split = [_inside(visits_split(own, by), window) for by in (("campaign",), ("campaign", "content"))]
    campaigns, posts = (rows.assign(key=_texts(_named(label, labels) for label in rows["campaign"])) for rows in split)
    pieces = zip(posts["key"], posts["content"].astype(str), strict=True)
    return LabelledVisits(campaigns, posts.assign(post=_texts(_post(key, content, labels) for key, content in pieces)))


def _texts(values: Iterable[str]) -> NDArray[np.object_]:
    return np.array([*values], dtype=object)


def _post(key: str, content: str, labels: Labels) -> str:
    unset = OWN_WORDS.fullmatch(content.strip())
    return NONE if unset else labels.posts.get((key, campaign_name(content)), UNKNOWN)


def _named(label: str, labels: Labels) -> str:
    return NONE if OWN_WORDS.fullmatch(label.strip()) else labels.campaigns.get(campaign_name(label), UNKNOWN)


def _inside(rows: pd.DataFrame, window: Window) -> pd.DataFrame:
    return rows[window.holds(pd.to_datetime(rows["day"]))]


def social_channels(web: pd.DataFrame) -> tuple[str, ...]:
    """Return the web channels that are social, as the export writes them.

    Parameters
    ----------
    web
        Canonical web: `channel`.

    Returns
    -------
    tuple of str
        In alphabetical order.

    """
    names = pd.Series(web["channel"].dropna().unique() if "channel" in web else [], dtype="str")
    return tuple(sorted(filter(is_social, names)))


def is_social(channel: str) -> bool:
    """Say whether a web channel holds visits from networks: Organic Social, Paid Social, Organic Video, Paid Video.

    Parameters
    ----------
    channel
        As the export writes it.

    Returns
    -------
    bool

    """
    return bool(_SOCIAL.search(channel))


def social_holds(channels: Sequence[str]) -> list[Message]:
    """Return the sentence that says which channels count as social media; none where no channel does.

    Parameters
    ----------
    channels
        From `social_channels`.

    Returns
    -------
    list of Message
        One, or none.

    """
    return [Message(_HOLDS, {"channels": ", ".join(channels)})] if channels else []


_SOURCES = {
    "ig": "instagram", "fb": "facebook", "lnkd": "linkedin", "yt": "youtube", "twitter": "x", "t.co": "x",
    "youtu": "youtube", "bsky": "bluesky",
}  # fmt: skip
_KNOWN = frozenset(
    ("instagram", "facebook", "tiktok", "linkedin", "youtube", "x", "pinterest", "threads", "bluesky", "whatsapp")
)


def source_network(source: str) -> str | None:
    """Return the network a visit's source stands for, such as `l.instagram.com`; None where it is none.

    Parameters
    ----------
    source
        A visit's source as GA4 writes it.

    Returns
    -------
    str or None
        Canonical name of the network.

    """
    words = [part for part in source.replace("/", ".").split(".") if part]
    if source in _SOURCES or source == "t.co":
        return _SOURCES[source]
    return next((_SOURCES.get(word, word) for word in words if word in _KNOWN or word in _SOURCES), None)
