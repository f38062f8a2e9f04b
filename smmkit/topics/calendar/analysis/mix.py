"""What a month of posts is made of: subjects, formats and purposes, in whole posts that add up."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmkit.stats.effects import fit_effects
from smmkit.stats.multiplicity import LEVEL, holm

SELL, SHARE, COMMUNITY, TELL = "sell", "share", "community", "tell"
PURPOSES = (SELL, SHARE, COMMUNITY, TELL)
MIN_POSTS = 30
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


def subjects_of(texts: pd.Series, words: Mapping[str, Sequence[str]]) -> pd.Series:
    """Return the subject each text speaks of: the one most of whose words it holds; NA where none.

    Parameters
    ----------
    texts
        What was written.
    words
        Subject -> words that tell it, as the brief's glossary has them.

    Returns
    -------
    Series of str
        Subject per text, same index.

    """
    said = texts.fillna("").astype("str").str.casefold()
    found = pd.DataFrame(
        {
            name: sum((said.str.count(_whole(word)) for word in own), pd.Series(0, texts.index))
            for name, own in words.items()
        },
        index=texts.index,
    )
    if found.empty or not found.shape[1]:
        return pd.Series(pd.NA, index=texts.index, dtype="str")
    return found.idxmax(axis=1).where(found.max(axis=1) > 0).astype("str")


def _whole(word: str) -> str:
    import re

    return rf"\b{re.escape(word.casefold())}"


@dataclass(frozen=True)
class Subjects:
    """What each subject brought so far.

    Attributes
    ----------
    table
        Indexed by subject: `n` posts, `effect` on log(1 + interactions) against the average post, `low`, `high`,
        `p_value` corrected over the subjects (Holm).
    n
        Posts whose subject is known.
    needed
        Posts it takes.

    """

    table: pd.DataFrame
    n: int
    needed: int = MIN_POSTS

    @property
    def clear(self) -> list[str]:
        """Subjects that surely do better or worse than the average."""
        return self.table.index[self.table["p_value"] < LEVEL].tolist() if len(self.table) else []


def subject_results(features: pd.DataFrame, subjects: pd.Series) -> Subjects:
    """Return what each subject adds to interactions, other things equal.

    Parameters
    ----------
    features
        From `post_features`.
    subjects
        From `subjects_of`, same index.

    Returns
    -------
    Subjects
        Effects by subject; an empty table with fewer than thirty posts or one subject.

    """
    rows = features.assign(subject=subjects.reindex(features.index).astype(object))
    rows = rows[rows["interactions"].notna() & rows["subject"].notna()]
    empty = pd.DataFrame(columns=["n", "effect", "low", "high", "p_value"], index=pd.Index([], name="subject"))
    if len(rows) < MIN_POSTS or rows["subject"].nunique() < 2:
        return Subjects(empty.astype(float), len(rows))
    outcome: pd.Series[float] = pd.Series(np.log1p(rows["interactions"].clip(lower=0).astype(float)), rows.index)
    model = fit_effects(outcome, rows, shrunken=("hour", "month"), free=("account", "format", "paid", "subject"))
    table = model.table("subject").rename_axis("subject")
    return Subjects(table.assign(p_value=holm(table["p_value"])), len(rows))


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
