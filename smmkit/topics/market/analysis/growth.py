"""Whose audience grows faster."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from smmkit.measures.followers import all_followers
from smmkit.measures.mentions import known_brands
from smmkit.period import MONTH
from smmkit.stats import Estimate, serial_ratio

DAYS = 91
MIN_COUNTS = 7
ERROR = 0.05  # that the intervals are allowed, over all rivals together
COLUMNS = ["platform", "brand", "own_growth", "rival_growth", "gap", "low", "high", "counts", "p_value"]


def growth_gaps(
    followers: pd.DataFrame,
    competitors: pd.DataFrame,
    *,
    own: str,
    rivals: Sequence[str],
    end: date,
) -> pd.DataFrame:
    """Return each rival's monthly follower growth minus the client's own.

    Growth is the mean of the steps between counts on the log scale, over the last quarter;
    its error comes from how uneven the steps are and how much they resemble their neighbours.
    Intervals and p-values hold together over all rivals and platforms (Bonferroni).

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
        0.01 is one per cent), `counts` (of the brand with fewest), `p_value`; the fastest rival
        first. Without an interval where the counts are worth too few independent ones.

    """
    theirs = competitors.assign(brand=known_brands(competitors["competitor"], rivals)).dropna(subset=["brand"])
    theirs = theirs.rename(columns={"followers_total": "followers"})[["platform", "brand", "day", "followers"]]
    both = pd.concat([all_followers(followers).assign(brand=own), theirs]).dropna(subset=["followers"])
    both = both[(both["day"] > pd.Timestamp(end) - pd.Timedelta(days=DAYS)) & (both["day"] <= pd.Timestamp(end))]
    pace = {key: pace_of(rows) for key, rows in both.groupby(["platform", "brand"], observed=True)}
    pairs = [(p, b) for p, b in pace if b != own and (p, own) in pace]
    rows = []
    for platform, brand in pairs:
        (mine, n), (other, m) = pace[(platform, own)], pace[(platform, brand)]
        gap = other.minus(mine)
        ends = gap.interval(ERROR / len(pairs))
        p = min(gap.p_value() * len(pairs), 1.0)
        rows.append((platform, brand, mine.value, other.value, gap.value, *ends, min(n, m), p))
    return pd.DataFrame(rows, columns=COLUMNS).sort_values("gap", ascending=False, ignore_index=True)


def pace_of(rows: pd.DataFrame) -> tuple[Estimate, int]:
    """Return the monthly log growth of one account with its error, and the number of counts.

    Growth is the mean of the steps between counts; steps that resemble their neighbours count for fewer.

    Parameters
    ----------
    rows
        Of one account: `day`, `followers`.

    Returns
    -------
    tuple of Estimate and int
        Change of log(followers) a month (30.4 days), and the counts.

    """
    ordered = rows[rows["followers"] > 0].sort_values("day")
    days = ordered["day"].diff().dt.days.to_numpy(float)[1:]
    steps = np.diff(np.log(ordered["followers"].to_numpy(float)))
    at = (ordered["day"] - ordered["day"].min()).dt.days.to_numpy(float)[1:]
    pace = serial_ratio(steps, days, at)
    return Estimate(pace.value * MONTH, pace.error * MONTH, pace.freedom, pace.effective), len(ordered)
