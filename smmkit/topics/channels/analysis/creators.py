"""Creators: what their people do against creators of their size, what a reaction costs, and what to ask them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from smmkit.stats.robust import robust_spread

MOST = 5
# A follower gain so many scaled median deviations above the creator's own usual one is a jump.
JUMP_DEVIATIONS = 6.0
JUMP_SHARE = 0.005
# Gains are skewed: a good week is a multiple of a usual one, so it must be far out among their logarithms as well.
JUMP_LOG_DEVIATIONS = 4.0
MIN_WEEKS = 8
# Views answer a jump where they rise by so much, and by more than chance, in its week or the next.
WATCHED, WATCHED_DEVIATIONS = 1.6, 3.0
TIMES_HIGH = 2.0
# 1st and 99th percentile of a normal distribution.
TAILS = 2.326
MIN_PEERS = 8
# A spread taken from so few creators is itself uncertain; without this one clean creator in ten would be asked.
WIDER = 1.35
AT_HOME = 0.5
RECENT_ROWS = 13
JUMP, RATE, TALK, ABROAD = "jump", "rate", "talk", "abroad"


@dataclass(frozen=True)
class Flag:
    """Something to ask about; never an accusation.

    Parameters
    ----------
    kind
        `jump`, `rate`, `talk` or `abroad`.
    value
        Followers gained, rate, comments per like, or share of the audience at home.
    usual
        What it is held against.
    day
        When, for a jump.

    """

    kind: str
    value: float
    usual: float
    day: date | None = None


@dataclass(frozen=True)
class Creator:
    """A creator, known by a code alone.

    Parameters
    ----------
    code, platform
        Hash of the handle, and the network.
    followers
        At the last count.
    rate, low, high
        Interactions per post and follower: median of the last thirteen counts, and the middle 95 % of them; NaN
        with fewer than eight: a count a week of the posts of thirty days is not even two months.
    tier
        Row of the published tiers; None where none is published for the network and size.
    fee
        For one post, in the client's currency; NaN where unknown or in another.
    cost, cost_low, cost_high
        Fee per interaction, with what the counts allow; NaN ends with fewer than eight.
    home
        Share of the audience in the client's country; NaN where unknown.
    flags
        What to ask about.
    as_of
        Day of the last count.

    """

    code: str
    platform: str
    followers: float
    rate: float
    low: float
    high: float
    tier: pd.Series | None
    fee: float
    cost: float
    cost_low: float
    cost_high: float
    home: float
    flags: tuple[Flag, ...]
    as_of: date | None

    @property
    def short(self) -> str:
        """The first letters of the code, as tables and files show it."""
        return self.code[:8]

    @property
    def band(self) -> str:
        """Where the rate stands among creators of the size: `low`, `average`, `high`; empty without a tier."""
        if self.tier is None or math.isnan(self.rate):
            return ""
        if self.rate < self.tier["average_from"]:
            return "low"
        return "average" if self.rate <= self.tier["average_to"] else "high"


def creators(counts: pd.DataFrame, tiers: pd.DataFrame, *, currency: str) -> tuple[Creator, ...]:
    """Return the creators, the cheapest reaction first, those with something to ask about after the others.

    Parameters
    ----------
    counts
        Hand-kept, a row a week: `creator_hash`, `platform`, `as_of`, `followers`, `posts_30`, `likes`, `comments`,
        `views`, `audience_country_share`, `fee`, `currency`.
    tiers
        Published rates by network and followers.
    currency
        The client's; a fee in another is unknown.

    Returns
    -------
    tuple of Creator
        One per code and network.

    """
    groups = [
        (str(code), str(platform), rows.sort_values("as_of", kind="stable"))
        for (code, platform), rows in counts.groupby(["creator_hash", "platform"], sort=True)
    ]
    talk = _talk([rows for _, _, rows in groups])
    found = [
        _creator(code, platform, rows, tiers, currency, ratio)
        for (code, platform, rows), ratio in zip(groups, talk, strict=True)
    ]
    return tuple(sorted(found, key=lambda one: (bool(one.flags), math.isnan(one.cost), one.cost, one.code)))


def shortlist(found: Sequence[Creator]) -> tuple[Creator, ...]:
    """Return the five to ask first: nothing odd, and reactions no rarer than usual for their size.

    Parameters
    ----------
    found
        From `creators`, in their order.

    Returns
    -------
    tuple of Creator
        `MOST` at most.

    """
    return tuple(one for one in found if not one.flags and one.band != "low" and one.rate > 0)[:MOST]


def _creator(
    code: str, platform: str, rows: pd.DataFrame, tiers: pd.DataFrame, currency: str, talk: Flag | None
) -> Creator:
    last = rows.iloc[-1]
    recent = rows.tail(RECENT_ROWS)
    each = (recent["likes"].astype("Float64") + recent["comments"].astype("Float64").fillna(0)).astype(float)
    each = each / recent["posts_30"].astype("Float64").astype(float).where(lambda posts: posts > 0)
    rates = (each / recent["followers"].astype("Float64").astype(float)).dropna()
    rate = float(rates.median()) if len(rates) else float("nan")
    ends = np.quantile(rates, [0.025, 0.975]) if len(rates) >= MIN_WEEKS else np.full(2, np.nan)
    followers = _number(last["followers"])
    tier = tier_of(platform, followers, tiers)
    priced = pd.isna(last["currency"]) or last["currency"] == currency
    fee, home = _number(last["fee"]) if priced else float("nan"), _number(last["audience_country_share"])
    reach = np.quantile(each.dropna(), [0.5, 0.975, 0.025]) if each.notna().any() else np.full(3, np.nan)
    reach[1:] = np.nan if each.notna().sum() < MIN_WEEKS else reach[1:]
    costs = np.divide(fee, reach, out=np.full(3, np.nan), where=reach > 0)
    odd = [jump(rows), _rate_flag(rate, tier), talk, Flag(ABROAD, home, AT_HOME) if home < AT_HOME else None]
    day = None if pd.isna(last["as_of"]) else pd.Timestamp(last["as_of"]).date()
    flags = tuple(flag for flag in odd if flag is not None)
    cost, cost_low, cost_high = map(float, costs)
    low, high = map(float, ends)
    return Creator(code, platform, followers, rate, low, high, tier, fee, cost, cost_low, cost_high, home, flags, day)


def _number(value: Any) -> float:
    return float("nan") if pd.isna(value) else float(str(value))


def tier_of(platform: str, followers: float, tiers: pd.DataFrame) -> pd.Series | None:
    """Return the published tier of a network and size; None where none is published.

    Parameters
    ----------
    platform
        The network.
    followers
        How many follow the creator.
    tiers
        Published rates: `platform`, `followers_from` (included), `followers_to` (excluded; missing is no end).

    Returns
    -------
    Series or None
        The row.

    """
    size = (tiers["followers_from"] <= followers) & (followers < tiers["followers_to"].fillna(np.inf))
    mine = tiers[(tiers["platform"] == platform) & size]
    return None if mine.empty else mine.iloc[0]


def jump(rows: pd.DataFrame) -> Flag | None:
    """Return the largest gain of followers that no gain of views goes with; None where each is answered.

    A gain is a jump where it lies more than six scaled median deviations above the creator's own usual gain, more
    than four among the logarithms, and makes half a hundredth of the followers at least. It is answered where the
    views of its week or the next lie well above those of the eight weeks before.

    Parameters
    ----------
    rows
        Of one creator, in order of time: `as_of`, `followers`, `views`.

    Returns
    -------
    Flag or None
        `value` and `usual` in followers a count.

    """
    told = rows[rows["followers"].notna()]
    followers = told["followers"].astype(float).to_numpy()
    gains = np.diff(followers)
    if len(gains) < MIN_WEEKS:
        return None
    usual = float(np.median(gains))
    spread = max(float(robust_spread(gains - usual)), 1.0)
    logs = np.log(np.maximum(gains, 1.0))
    beyond = logs - np.median(logs) > JUMP_LOG_DEVIATIONS * robust_spread(logs - np.median(logs))
    odd = beyond & (gains - usual > JUMP_DEVIATIONS * spread) & (gains >= JUMP_SHARE * followers[:-1])
    views = told["views"].astype("Float64").astype(float).to_numpy()
    silent = [place for place in np.flatnonzero(odd) if not _watched(views, int(place) + 1)]
    if not silent:
        return None
    worst = max(silent, key=lambda place: gains[place])
    return Flag(JUMP, float(gains[worst]), usual, pd.Timestamp(told["as_of"].iloc[worst + 1]).date())


def _watched(views: np.ndarray, place: int) -> bool:
    """Return whether views rose with a gain of followers, in its week or the next."""
    before = views[max(place - 8, 0) : place]
    before = before[~np.isnan(before)]
    after = views[place : place + 2]
    after = after[~np.isnan(after)]
    if not len(before) or not len(after):
        return False
    middle = float(np.median(before))
    spread = float(robust_spread(before - middle))
    return bool(after.max() >= WATCHED * middle and after.max() - middle > WATCHED_DEVIATIONS * spread)


def _rate_flag(rate: float, tier: pd.Series | None) -> Flag | None:
    if tier is None or not rate > TIMES_HIGH * float(tier["high"]):
        return None
    return Flag(RATE, rate, float(tier["high"]))


def _talk(groups: Sequence[pd.DataFrame]) -> list[Flag | None]:
    """Return per creator whether comments per like lie outside the 1st to 99th percentile of the others listed.

    Nobody publishes this share by size, so the creators of the list are each other's measure; fewer than eight
    others say nothing.
    """
    ratios = []
    for rows in groups:
        likes, comments = (rows[name].astype("Float64").astype(float).sum() for name in ("likes", "comments"))
        ratios.append(math.log(comments / likes) if likes > 0 and comments > 0 else float("nan"))
    out: list[Flag | None] = []
    for place, ratio in enumerate(ratios):
        others = np.array([value for number, value in enumerate(ratios) if number != place and not math.isnan(value)])
        if math.isnan(ratio) or len(others) < MIN_PEERS:
            out.append(None)
            continue
        middle = float(np.median(others))
        spread = max(float(robust_spread(others - middle)), 0.1) * math.sqrt(1 + math.pi / 2 / len(others))
        odd = abs(ratio - middle) > TAILS * spread * WIDER
        out.append(Flag(TALK, math.exp(ratio), math.exp(middle)) if odd else None)
    return out
