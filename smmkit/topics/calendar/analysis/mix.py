"""What a month of posts is made of: subjects, formats and purposes, in whole posts that add up."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from smmkit.measures.posts import MIN_POSTS
from smmkit.measures.subjects import Subjects, subject_results

__all__ = [
    "MIN_POSTS", "Subjects", "apportion", "axes_of", "interleaved", "purposes_for", "subject_results",
    "subject_weights",
]  # fmt: skip

SELL, SHARE, COMMUNITY, TELL = "sell", "share", "community", "tell"
PURPOSES = (SELL, SHARE, COMMUNITY, TELL)
MOST_AXES = 5
# A subject may get twice, or half, of an even share: more than that no single year of posts can carry.
_STRETCH = np.log(2)


def apportion(total: int, weights: Mapping[str, float]) -> dict[str, int]:
    """Split whole posts in proportion to weights; the parts always add up.

    Shares are rounded down and what is left goes, one each, to the largest remainders (Hamilton's method; of
    equal remainders the earlier name wins).

    Parameters
    ----------
    total
        Posts to split.
    weights
        One non-negative weight per name, any scale; where all are zero the names count the same.

    Returns
    -------
    dict
        Whole posts by name; they add up to `total`.

    """
    names, total = list(weights), max(int(total), 0)
    if not names:
        return {}
    weight = np.array([max(weights[name], 0.0) for name in names])
    weight = weight if weight.sum() > 0 else np.ones(len(names))
    exact = total * weight / weight.sum()
    whole = np.floor(exact + 1e-9).astype(int)
    order = sorted(range(len(names)), key=lambda place: (-round(exact[place] - whole[place], 9), place))
    for place in order[: total - int(whole.sum())]:
        whole[place] += 1
    return {name: int(count) for name, count in zip(names, whole, strict=True)}


def interleaved(counts: Mapping[str, int]) -> list[str]:
    """Return each name as often as its count, as evenly mixed as possible: no heap of the same at the end.

    Parameters
    ----------
    counts
        How often each name is to come.

    Returns
    -------
    list of str
        As long as the counts together.

    """
    ranked = [((place + 0.5) / count, name) for name, count in counts.items() for place in range(count)]
    return [name for _, name in sorted(ranked, key=lambda pair: (pair[0], list(counts).index(pair[1])))]


def subject_weights(axes: Sequence[str], found: Subjects) -> dict[str, float]:
    """Return the weight of each subject: even, but for those that clearly bring more or less.

    The tilt is half of the effect and at most a factor of two either way.

    Parameters
    ----------
    axes
        Subjects to plan with.
    found
        What each brought so far.

    Returns
    -------
    dict
        Subject -> weight, between a half and two; 1 is the average.

    """
    clear = set(found.clear)
    tilt = {name: float(found.table.loc[name, "effect"]) if name in clear else 0.0 for name in axes}  # type: ignore[arg-type]
    return {name: float(np.exp(np.clip(gain / 2, -_STRETCH, _STRETCH))) for name, gain in tilt.items()}


def axes_of(ideas: pd.DataFrame, calendar: pd.DataFrame, glossary: Sequence[str]) -> list[str]:
    """Return the subjects to plan with, five at most: those with most ideas and posts, then the glossary's.

    Parameters
    ----------
    ideas, calendar
        The team's ideas and the client's calendar, each with `axis`.
    glossary
        Subjects of the brief.

    Returns
    -------
    list of str
        Five at most, in the order in which they count.

    """
    named = pd.concat([ideas["axis"], calendar["axis"]]).dropna().astype(str)
    counted = named.value_counts(sort=True)
    ranked = sorted(counted.index, key=lambda name: (-int(counted[name]), name))
    return list(dict.fromkeys([*ranked, *glossary]))[:MOST_AXES]


def purposes_for(
    total: int, have: Mapping[str, int], *, sell: int, promo_cap: float, curated_floor: float, community_floor: float
) -> dict[str, int]:
    """Return how many new posts serve each purpose, so that the whole month keeps the house rules.

    Parameters
    ----------
    total
        New posts.
    have
        Posts the client's calendar holds already, by purpose.
    sell
        New posts somebody wants to sell with: as many of them as the cap leaves room for.
    promo_cap, curated_floor, community_floor
        Shares of the whole month.

    Returns
    -------
    dict
        Purpose -> new posts; they add up to `total`.

    """
    month = total + sum(have.values())
    share = min(max(math.ceil(curated_floor * month - 1e-9) - have.get(SHARE, 0), 0), total)
    community = min(max(math.ceil(community_floor * month - 1e-9) - have.get(COMMUNITY, 0), 0), total - share)
    room = max(math.floor(promo_cap * month + 1e-9) - have.get(SELL, 0), 0)
    selling = min(sell, room, total - share - community)
    return {SELL: selling, SHARE: share, COMMUNITY: community, TELL: total - share - community - selling}
