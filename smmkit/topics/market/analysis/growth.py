"""Whose audience grows faster."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from smmkit.topics.market.analysis.names import known_brands

DAYS = 91
MONTH = 365.25 / 12
MIN_COUNTS = 7
COLUMNS = ["platform", "brand", "own_growth", "rival_growth", "gap", "low", "high", "counts"]


def growth_gaps(
    followers: pd.DataFrame,
    competitors: pd.DataFrame,
    *,
    own: str,
    rivals: Sequence[str],
    end: date,
    alpha: float = 0.05,
) -> pd.DataFrame:
    """Return each rival's monthly follower growth minus the client's own.

    Growth is the mean of the steps between counts on the log scale, over the last quarter;
    its error comes from how uneven the steps are. Intervals hold together over all rivals
    and platforms (Bonferroni).

    Parameters
    ----------
    followers
        The client's, from `known_followers`.
    competitors
        Canonical table.
    own
        Name of the client.
    rivals
        Names in the brief.
    end
        Last day of the window.

    Returns
    -------
    DataFrame
        `platform`, `brand`, `own_growth`, `rival_growth`, `gap`, `low`, `high` (per month;
        0.01 is one per cent), `counts` (of the brand with fewest); the fastest rival first.

    """
    theirs = competitors.assign(brand=known_brands(competitors["competitor"], rivals)).dropna(subset=["brand"])
    theirs = theirs.rename(columns={"followers_total": "followers"})[["platform", "brand", "day", "followers"]]
    both = pd.concat([followers.assign(brand=own), theirs]).dropna(subset=["followers"])
    both = both[(both["day"] > pd.Timestamp(end) - pd.Timedelta(days=DAYS)) & (both["day"] <= pd.Timestamp(end))]
    pace = {key: _pace(rows) for key, rows in both.groupby(["platform", "brand"], observed=True)}
    pairs = [(p, b) for p, b in pace if b != own and (p, own) in pace]
    rows = []
    for platform, brand in pairs:
        (mine, my_error, n), (other, other_error, m) = pace[(platform, own)], pace[(platform, brand)]
        counts = min(n, m)
        reach = float(stdtrit(max(counts - 2, 1), 1 - alpha / len(pairs) / 2)) * float(np.hypot(my_error, other_error))
        gap = other - mine
        rows.append((platform, brand, mine, other, gap, gap - reach, gap + reach, counts))
    return pd.DataFrame(rows, columns=COLUMNS).sort_values("gap", ascending=False, ignore_index=True)


def _pace(rows: pd.DataFrame) -> tuple[float, float, int]:
    """Monthly log growth of one account, its standard error, and the number of counts."""
    ordered = rows.sort_values("day")
    ordered = ordered[ordered["followers"] > 0]
    days = ordered["day"].diff().dt.days.to_numpy()[1:]
    steps = np.diff(np.log(ordered["followers"].to_numpy(float)))
    if len(steps) < 2:
        return float("nan"), float("nan"), len(ordered)
    growth = steps.sum() / days.sum() * MONTH
    rest = steps - steps.sum() / days.sum() * days
    error = np.sqrt((rest**2).sum() * len(steps) / (len(steps) - 1)) / days.sum() * MONTH
    return float(growth), float(error), len(ordered)
