"""Client and rivals on one public denominator: interactions per post per follower."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import combinations

import numpy as np
import pandas as pd

from smmkit.measures.followers import followers_on
from smmkit.measures.mentions import known_brands
from smmkit.measures.rivals import MONTHLY_FROM, step_days, steps_a_week
from smmkit.stats import Estimate, combined, holm, normal_quantile, serial_means, shrink
from smmkit.stats.robust import robust_spread
from smmkit.topics.market.analysis.presence import own_posts

WEEKS = 13
ERROR = 0.05  # that the intervals are allowed, over all networks together
MIN_STEPS = 6
"""Weeks (or months) a brand needs before it is compared."""
GAPS = ["platform", "ratio", "low", "high", "steps", "posts", "rivals", "log_sd", "p_value"]
COLUMNS = ["platform", "brand", "is_own", "step", "posts", "interactions", "followers", "rate"]
BENCHMARK = [
    *("platform", "brand", "is_own", "followers", "steps", "posts"),
    *("median", "estimate", "low", "high", "per_week", "weight", "boosted"),
]
FAR = 3.5
"""Modified z-score above which a week is far out (Iglewicz and Hoaglin 1993)."""


def public_activity(
    posts: pd.DataFrame,
    followers: pd.DataFrame,
    competitors: pd.DataFrame,
    *,
    own: str,
    rivals: Sequence[str],
    end: date,
) -> pd.DataFrame:
    """Return posts, public interactions and followers of every brand, step by step.

    A step is a week, or a month where the rivals were counted only once a month; the client
    is put on the rivals' step, so that nobody gains by the way of counting.

    Parameters
    ----------
    posts, competitors
        Canonical tables; `posts` with `published_local`.
    followers
        The client's followers, from `known_followers`.
    own
        Name of the client.
    rivals
        Names of the rivals in the brief; others in the table are left out.
    end
        Last day of the window.

    Returns
    -------
    DataFrame
        `platform`, `brand`, `is_own`, `step` (first day), `posts`, `interactions`,
        `followers`, `rate` (interactions per post per follower; missing without posts).

    """
    freq, days = ("M", 366) if step_days(competitors) > MONTHLY_FROM else ("W-SUN", 7 * WEEKS)
    since = pd.Timestamp(end) - pd.Timedelta(days=days)
    theirs = competitors.assign(brand=known_brands(competitors["competitor"], rivals)).dropna(subset=["brand"])
    theirs = theirs[(theirs["day"] > since) & (theirs["day"] <= pd.Timestamp(end))]
    theirs = theirs.rename(columns={"followers_total": "followers"}).assign(is_own=False)
    mine = _own_days(posts, followers, own=own, end=end, days=days)
    rows = pd.concat([mine, theirs[["platform", "brand", "is_own", "day", "posts", "interactions", "followers"]]])
    if rows.empty:
        return pd.DataFrame(columns=COLUMNS)
    rows["step"] = rows["day"].dt.to_period(freq).dt.start_time
    keys = ["platform", "brand", "is_own", "step"]
    numbers = rows.astype({"posts": float, "interactions": float, "followers": float})
    numbers["seen_by"] = numbers["posts"] * numbers["followers"]
    table = numbers.groupby(keys, observed=True).agg(
        posts=("posts", "sum"),
        interactions=("interactions", lambda values: values.sum(min_count=1)),
        followers=("followers", "mean"),
        seen_by=("seen_by", "sum"),
    )
    below = table.pop("seen_by")
    table["followers"] = (below / table["posts"]).where(table["posts"] > 0, table["followers"])
    return table.assign(rate=table["interactions"] / below.where(below > 0)).reset_index()


def benchmark_table(activity: pd.DataFrame) -> pd.DataFrame:
    """Return each brand's rate per platform, shrunk towards its platform, with an interval.

    The rate is averaged on the log scale, where a viral week counts as one week; the
    estimate is therefore a typical week, close to the median that stands beside it.

    Parameters
    ----------
    activity
        From `public_activity`.

    Returns
    -------
    DataFrame
        `platform`, `brand`, `is_own`, `followers` (latest), `steps`, `posts`, `median`,
        `estimate`, `low`, `high`, `per_week` (posts, over the steps that were counted),
        `weight` (share of the brand's own data in the estimate), `boosted` (steps so far
        above the brand's own that money may be behind them; nobody outside can know).

    """
    tables = []
    for platform, rows in _rated(activity).groupby("platform", observed=True):
        paces = _paces(rows)
        means = pd.Series({brand: pace.value for brand, pace in paces.items()}, dtype=float)
        half = pd.Series({brand: pace.interval().width / 2 for brand, pace in paces.items()}, dtype=float)
        alone = pd.DataFrame({"mean": means, "low": np.nan, "high": np.nan, "weight": 1.0})
        shrunk = shrink(means, (half / normal_quantile(0.05)) ** 2).where(half.notna(), alone)
        grouped = rows.sort_values("step").groupby("brand", observed=True)
        found = grouped.agg(
            is_own=("is_own", "first"),
            followers=("followers", "last"),
            posts=("posts", "sum"),
            median=("rate", "median"),
        )
        found = found.assign(platform=platform, steps=grouped.size(), boosted=grouped["log_rate"].agg(_far_above))
        counted = activity[activity["platform"] == platform].groupby("brand", observed=True)["posts"].mean()
        found["per_week"] = counted.reindex(found.index) * steps_a_week(activity["step"])
        found["weight"] = shrunk["weight"] if len(means) > 1 else 1.0  # nobody to lean on
        for name, column in (("estimate", "mean"), ("low", "low"), ("high", "high")):
            found[name] = np.exp(shrunk[column])
        tables.append(found.reset_index())
    if not tables:
        return pd.DataFrame(columns=BENCHMARK)
    table = pd.concat(tables, ignore_index=True)[BENCHMARK]
    return table.sort_values(["platform", "estimate"], ascending=[True, False], ignore_index=True)


def rival_gaps(activity: pd.DataFrame) -> pd.DataFrame:
    """Return the client's rate over that of a typical rival, per platform.

    The typical rival is the geometric mean of the rivals' typical weeks. The intervals hold
    together over all platforms (Bonferroni), so a platform may be picked out after looking.

    Parameters
    ----------
    activity
        From `public_activity`.

    Returns
    -------
    DataFrame
        `platform`, `ratio`, `low`, `high` (1 means equal), `steps` (of the brand with
        fewest), `posts` (own), `rivals`, `log_sd` (week to week, own), `p_value` (holds over all platforms).

    """
    rated = _rated(activity)
    own = rated[rated["is_own"].astype(bool)]
    platforms = [p for p in own["platform"].unique() if (rated["platform"].eq(p) & ~rated["is_own"].astype(bool)).any()]
    rows = []
    for platform in platforms:
        shown = rated[rated["platform"] == platform]
        paces, is_own = _paces(shown), shown.groupby("brand", observed=True)["is_own"].first().astype(bool)
        mine, theirs = paces[str(is_own.idxmax())], [paces[str(b)] for b in is_own.index[~is_own]]
        gap = combined([(1.0, mine), *((-1.0 / len(theirs), one) for one in theirs)])
        ends, mine_rows = gap.interval(ERROR / len(platforms)), own[own["platform"] == platform]
        rows.append(
            {
                "platform": platform,
                "ratio": np.exp(gap.value),
                "low": np.exp(ends.low),
                "high": np.exp(ends.high),
                "steps": int(shown.groupby("brand", observed=True).size().min()),
                "posts": int(mine_rows["posts"].sum()),
                "rivals": len(theirs),
                "log_sd": float(mine_rows["log_rate"].std()),
                "p_value": min(gap.p_value() * len(platforms), 1.0),
            }
        )
    return pd.DataFrame(rows, columns=GAPS)


def leaders(activity: pd.DataFrame) -> pd.DataFrame:
    """Return who leads each platform, if anybody does.

    A brand leads only if it beats every other brand of the platform in Student's test after
    Holm's correction over all pairs of all platforms.

    Parameters
    ----------
    activity
        From `public_activity`.

    Returns
    -------
    DataFrame
        `platform`, `leader` (missing if nobody leads), `highest` (brand with the highest
        estimate), `brands` compared.

    """
    rated = _rated(activity)
    kept = rated[rated.groupby(["platform", "brand"], observed=True)["step"].transform("size") >= MIN_STEPS]
    paces = {str(p): _paces(rows) for p, rows in kept.groupby("platform", observed=True)}
    duels = [(p, a, b, t[a].minus(t[b]).p_value()) for p, t in paces.items() for a, b in combinations(t, 2)]
    table = pd.DataFrame(duels, columns=["platform", "one", "other", "p"])
    table["p"] = holm(table["p"])
    rows = []
    for platform, found in paces.items():
        if len(found) < 2:
            continue
        highest = max(found, key=lambda brand: found[brand].value)
        met = table[(table["platform"] == platform) & ((table["one"] == highest) | (table["other"] == highest))]
        leader = highest if (met["p"] < ERROR).all() else None
        rows.append({"platform": platform, "leader": leader, "highest": highest, "brands": len(found)})
    return pd.DataFrame(rows, columns=["platform", "leader", "highest", "brands"])


def _own_days(posts: pd.DataFrame, followers: pd.DataFrame, *, own: str, end: date, days: int) -> pd.DataFrame:
    """Return the client's posts per account and day with the followers it had that day; days without any are none."""
    recent = own_posts(posts, end=end, days=days).dropna(subset=["public_interactions"])
    recent = recent.assign(followers=followers_on(recent, followers)).dropna(subset=["followers"])
    by_day = recent.groupby(["platform", "followers", "day"], observed=True)
    counted = by_day.agg(posts=("post_id", "size"), interactions=("public_interactions", "sum"))
    return counted.reset_index().assign(brand=own, is_own=True)


def _rated(activity: pd.DataFrame) -> pd.DataFrame:
    """Keep steps with a rate and put it on the log scale; half an interaction is added, so that 0 has a log."""
    kept = activity.dropna(subset=["rate"])
    log_rate = np.log((kept["interactions"].astype(float) + 0.5) / (kept["posts"] * kept["followers"]).astype(float))
    return kept.assign(log_rate=log_rate)


def _far_above(log_rates: pd.Series[float]) -> int:
    """Count the steps whose modified z-score, (x - median) / robust spread, is beyond `FAR`."""
    from_middle = log_rates - log_rates.median()
    spread = float(robust_spread(from_middle))
    return int((from_middle > FAR * spread).sum()) if len(log_rates) >= MIN_STEPS and spread > 0 else 0


def _paces(rows: pd.DataFrame) -> dict[str, Estimate]:
    """Return the mean log rate per brand, with an error that knows weeks to resemble their neighbours."""
    ordered = rows.sort_values("step")
    days = (ordered["step"] - ordered["step"].min()).dt.days
    brands = {str(brand): found["log_rate"] for brand, found in ordered.groupby("brand", observed=True)}
    return dict(zip(brands, serial_means([(rate, days[rate.index]) for rate in brands.values()]), strict=True))
