"""Which formats work: their rate, and what each adds once hour, weekday and promotion are taken out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from smmkit.metrics import metric, rate_per_row
from smmkit.stats import holm, mean_interval
from smmkit.stats.effects import fit_effects

CERTAINTY = 0.01
MIN_POSTS = 30
MIN_OF_FORMAT = 8
SHRUNKEN = ("hour", "weekday", "month")
EFFECTS = ["platform", "format", "outcome", "n", "posts", "effect", "low", "high", "p_value", "p_holm", "side"]


def format_rates(posts: pd.DataFrame, key: str = "err") -> pd.DataFrame:
    """Return a KPI per platform and format: the mean of its posts, with an interval.

    Parameters
    ----------
    posts
        Canonical posts; rows by day and posts of other accounts are left out.
    key
        KPI that is a ratio of two columns of a post.

    Returns
    -------
    DataFrame
        `platform`, `format`, `n` posts, `rate`, `low`, `high`, `definition`.

    """
    own = posts[(posts["grain"] == "lifetime") & posts["is_own"].fillna(True).astype(bool)]
    rates = own[["platform"]].assign(format=own["format"].fillna("other"), rate=rate_per_row(own, key).astype(float))
    rows = []
    for (platform, form), group in rates.dropna().groupby(["platform", "format"], observed=True):
        interval = mean_interval(group["rate"].to_numpy(float))
        rows.append(
            {"platform": platform, "format": form, "n": len(group), "rate": float(group["rate"].mean()),
             "low": max(interval.low, 0.0), "high": interval.high, "definition": metric(key).definition}
        )  # fmt: skip
    return pd.DataFrame(rows, columns=["platform", "format", "n", "rate", "low", "high", "definition"])


def format_effects(features: pd.DataFrame, outcomes: Sequence[str]) -> pd.DataFrame:
    """Return what each format adds to each outcome, against the client's other posts on that platform.

    The model is `log(1 + outcome) ~ account + format + paid + hour + weekday + month`
    with hour, weekday and month shrunken. Holm's correction runs over every
    format, platform and outcome asked at once, so that the more is asked the
    less is claimed.

    Parameters
    ----------
    features
        One row per post: `platform`, `account`, `format`, `paid`, `hour`,
        `weekday`, `month` and the outcomes.
    outcomes
        Columns of `features`.

    Returns
    -------
    DataFrame
        `platform`, `format`, `outcome`, `n` (posts of the format), `posts` (all), `effect` with `low`, `high`
        (fractions: 0.3 is 30 % more), `p_value`, `p_holm`, `side` (`works`, `fails` or empty: nobody knows yet).

    """
    rows = []
    for platform, posts in features.groupby("platform", observed=True):
        for outcome in outcomes:
            rows += [{"platform": platform, "outcome": outcome, **row} for row in _contrasts(posts, outcome)]
    table = pd.DataFrame(rows, columns=EFFECTS[:-2])
    table["p_holm"] = holm(table["p_value"]).astype(float)
    sure = (table["p_holm"] < CERTAINTY) & (table["n"] >= MIN_OF_FORMAT)
    table["side"] = np.where(sure & (table["effect"] > 0), "works", np.where(sure, "fails", ""))
    return table[EFFECTS]


def _contrasts(posts: pd.DataFrame, outcome: str) -> list[dict[str, object]]:
    rows = posts[posts[outcome].notna()]
    if len(rows) < MIN_POSTS or rows["format"].nunique() < 2:
        return []
    model = fit_effects(
        np.log1p(rows[outcome].clip(lower=0)), rows, shrunken=SHRUNKEN, free=("account", "format", "paid")
    )
    counts = rows["format"].value_counts().sort_index()
    found = []
    for form, n in counts.items():
        others = counts.drop(form)
        weights = {("format", other): -share for other, share in (others / others.sum()).items()}
        contrast = model.contrast({("format", form): 1.0, **weights})
        effect, low, high = np.expm1([contrast.estimate, contrast.low, contrast.high]).tolist()
        found.append(
            {"format": form, "n": int(n), "posts": len(rows), "effect": effect, "low": low, "high": high,
             "p_value": contrast.p_value}
        )  # fmt: skip
    return found
