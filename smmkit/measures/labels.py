"""What the label of a link (UTM) names: a campaign of the plan, a post of the calendar or an ad.

Two labels are the same where `campaign_name` writes them the same: capitals, accents, spaces, hyphens and other signs
count for nothing, every letter and digit does. Nothing that is merely alike is taken for the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import pandas as pd

T = TypeVar("T")
SHOP = re.compile(r".*(([^a-df-z]|^)shop|shopping).*")
"""Names GA4 takes for a shopping campaign's."""
OWN_WORDS = re.compile(r"\(.*\)")
"""How GA4 writes what is no label: (not set), (direct), (organic), (referral), (other)."""
CALENDAR, ADS = "calendar", "ads"
"""What posts outside all campaigns stand under, and how the key of an ad begins."""


@dataclass(frozen=True)
class Labels:
    """Whose label is whose.

    Parameters
    ----------
    campaigns
        Label as `campaign_name` writes it -> id of the campaign, `CALENDAR`, or `ads:` and the label of an ad.
    names
        Key -> the name people know it by; `CALENDAR` has none.
    posts
        Key and label of the content -> the calendar's `post_id`.
    twice
        Labels of several campaigns of the plan, which therefore name none.
    posts_twice
        Key and label of content that several posts carry.

    """

    campaigns: Mapping[str, str]
    names: Mapping[str, str]
    posts: Mapping[tuple[str, str], str]
    twice: frozenset[str] = frozenset()
    posts_twice: frozenset[tuple[str, str]] = frozenset()


def campaign_name(name: str) -> str:
    """Return a campaign as a link should call it.

    GA4 puts any visit whose campaign's name holds `shop` as a word, or `shopping`, into a shopping channel, whatever
    its source: `winter-shop` would take the post's visits away from Organic Social. Such a name says `store`.

    Parameters
    ----------
    name
        The campaign's name in the plan.

    Returns
    -------
    str
        Words in small letters without accents, joined by hyphens.

    """
    plain = unicodedata.normalize("NFKD", name)
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)).casefold())
    slug = "-".join(words)
    return slug.replace("shopping", "store").replace("shop", "store") if SHOP.fullmatch(slug) else slug


def labels_of(campaigns: Mapping[str, str], calendar: pd.DataFrame, ads: Collection[str] = ()) -> Labels:
    """Return what the labels of links name.

    A campaign goes by its id, by its title and by what the calendar writes into the links of its posts.

    Parameters
    ----------
    campaigns
        Id of each campaign of the plan -> its title.
    calendar
        Canonical `calendar`: `post_id`, `campaign`, `utm_campaign`, `utm_content`.
    ads
        Names of the campaigns of ads; one that a campaign of the plan goes by is that campaign's.

    Returns
    -------
    Labels
        Without a label that is empty once written so, such as one in a script without Latin letters.

    """
    lines = calendar[["post_id", "campaign", "utm_campaign", "utm_content"]].dropna(subset=["utm_campaign"])
    written = [campaign_name(str(label)) for label in lines["utm_campaign"]]
    own = [str(one) if one in campaigns else CALENDAR for one in lines["campaign"]]
    ids = _claimed((campaign_name(label), id) for id, title in campaigns.items() for label in (id, title))
    links = _claimed(pair for pair in zip(written, own, strict=True) if pair[0] not in ids)
    paid = {campaign_name(name): str(name) for name in sorted(ads, reverse=True)}
    bought = {label: {f"{ADS}:{label}"} for label in paid if label and label not in {**ids, **links}}
    # A label of posts outside all campaigns stays theirs, though one of a campaign was given it too.
    shared = {label: {CALENDAR} if CALENDAR in keys else keys for label, keys in links.items()}
    every = {**ids, **shared, **bought}
    named = _only(every)
    posts = _claimed(
        ((named[label], campaign_name(str(content))), str(post))
        for label, content, post in zip(written, lines["utm_content"], lines["post_id"], strict=True)
        if label in named and not pd.isna(content) and campaign_name(str(content))
    )
    names = {**campaigns, **{f"{ADS}:{label}": paid[label] for label in bought}}
    return Labels(named, names, _only(posts), frozenset({*every} - {*named}), frozenset({*posts} - {*_only(posts)}))


def _claimed(claims: Iterable[tuple[T, str]]) -> dict[T, set[str]]:
    """Return everything that goes by each label."""
    found: dict[T, set[str]] = {}
    for label, key in claims:
        if label:
            found.setdefault(label, set()).add(key)
    return found


def _only(claimed: Mapping[T, set[str]]) -> dict[T, str]:
    """Return what each label names, where it names one thing."""
    return {label: next(iter(keys)) for label, keys in claimed.items() if len(keys) == 1}
