"""Which topics rise, once the season and luck are taken off."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
from scipy.special import stdtr, stdtrit

from smmkit.stats import benjamini_hochberg

WINDOW = 8
YEAR = 52
MIN_VOLUME = 30.0
SAME_WEEKS = "same weeks a year ago"
AGAINST_ALL = "against all topics"
COLUMNS = ["topic", "now", "before", "growth", "low", "high", "p", "p_adjusted", "enough", "method"]


def topic_growth(topics: pd.DataFrame, *, end: date, window: int = WINDOW) -> pd.DataFrame:
    """Return the growth of each topic with its season taken off.

    Where the same weeks of last year are known, they are the comparison: the season cancels.
    Otherwise the weeks just before are, and what all topics share (the season, or the growth
    of the network itself) is taken off; a topic's own season then remains, and the method
    says so. Growth is a log ratio of two means whose error comes from the spread of
    the weeks, widened for bursts that last (lag-one correlation, pooled over topics).

    Parameters
    ----------
    topics
        Canonical table: `week`, `topic`, `volume`; weeks not listed count as not measured.
    end
        Last day that counts.
    window
        Weeks on each side of the comparison.

    Returns
    -------
    DataFrame
        `topic`, `now` and `before` (volume in the window), `growth`, `low`, `high`
        (0.2 is +20 %; the intervals of all topics hold together, by Bonferroni), `p`, `p_adjusted`
        (Benjamini-Hochberg), `enough` (volume and weeks
        for a statement), `method`; fastest first. Empty where nothing can be compared.

    """
    weekly = _weekly(topics, end)
    if len(weekly) < 2 * window:
        return pd.DataFrame(columns=COLUMNS)
    yearly = len(weekly) >= YEAR + window
    now = weekly.tail(window)
    before = weekly.iloc[-YEAR - window : -YEAR or None] if yearly else weekly.iloc[-2 * window : -window]
    season = 0.0 if yearly else _log_ratio(now.sum(axis=1).to_frame(), before.sum(axis=1).to_frame()).iloc[0]
    if not yearly and weekly.shape[1] < 2:
        return pd.DataFrame(columns=COLUMNS)
    growth = _log_ratio(now, before) - season
    error = _error(now, before)
    freedom = 2 * (window - 1)
    p = pd.Series(2 * stdtr(freedom, -np.abs(growth / error)), index=growth.index)
    reach = stdtrit(freedom, 1 - 0.025 / max(growth.size, 1)) * error
    totals = now.sum() + before.sum()
    table = pd.DataFrame(
        {
            "now": now.sum(),
            "before": before.sum(),
            "growth": np.expm1(growth),
            "low": np.expm1(growth - reach),
            "high": np.expm1(growth + reach),
            "p": p,
            "p_adjusted": benjamini_hochberg(p),
            "enough": (totals >= MIN_VOLUME) & now.notna().all() & before.notna().all(),
            "method": SAME_WEEKS if yearly else AGAINST_ALL,
        }
    ).rename_axis("topic")
    return table.sort_values("growth", ascending=False).reset_index()[COLUMNS]


def clear_trends(growth: pd.DataFrame, *, alpha: float = 0.05) -> pd.DataFrame:
    """Return the topics whose growth holds after correction for how many were looked at.

    Parameters
    ----------
    growth
        From `topic_growth`.
    alpha
        Error allowed over all topics together.

    Returns
    -------
    DataFrame
        Rows of `growth`.

    """
    return growth[growth["enough"].astype(bool) & (growth["p_adjusted"] < alpha)]


def _weekly(topics: pd.DataFrame, end: date) -> pd.DataFrame:
    """Weeks x topics, in order, without a week that is not over yet."""
    rows = topics.dropna(subset=["week", "topic", "volume"])
    rows = rows[rows["week"] + pd.Timedelta(days=6) <= pd.Timestamp(end)]
    if rows.empty:
        return pd.DataFrame()
    table = rows.astype({"volume": float}).pivot_table(index="week", columns="topic", values="volume", aggfunc="sum")
    return (
        table.asfreq("7D")
        if _steady(table.index)
        else table.resample("W-MON", label="left", closed="left").sum(min_count=1)
    )


def _steady(weeks: pd.Index) -> bool:
    gaps = pd.Series(weeks).diff().dropna().dt.days
    return bool((gaps % 7 == 0).all())


def _log_ratio(now: pd.DataFrame, before: pd.DataFrame) -> pd.Series[float]:
    """Log ratio of weekly means; half a mention is added to each sum, so that 0 has a log."""
    top = (now.sum() + 0.5) / now.notna().sum().clip(lower=1)
    bottom = (before.sum() + 0.5) / before.notna().sum().clip(lower=1)
    ratio: pd.Series[float] = np.log(top / bottom)
    return ratio


def _error(now: pd.DataFrame, before: pd.DataFrame) -> pd.Series[float]:
    """Standard error of the log ratio: quasi-Poisson spread, widened for lasting bursts."""
    parts = [now, before]
    squares = [((part - part.mean()) ** 2 / part.mean().where(part.mean() > 0)).sum() for part in parts]
    spread = ((squares[0] + squares[1]) / (2 * len(now) - 2)).clip(lower=1.0)
    lag = _lag_one(parts)
    widened = spread * (1 + lag) / (1 - lag)
    error: pd.Series[float] = np.sqrt(widened * (1 / (now.sum() + 0.5) + 1 / (before.sum() + 0.5)))
    return error


def _lag_one(parts: list[pd.DataFrame]) -> float:
    """Correlation of neighbouring weeks, pooled over topics and corrected for the short window."""
    top = bottom = 0.0
    for part in parts:
        rest = ((part - part.mean()) / np.sqrt(part.mean().clip(lower=0.5))).fillna(0.0).to_numpy(float)
        top += float((rest[1:] * rest[:-1]).sum())
        bottom += float((rest**2).sum())
    raw = top / bottom if bottom > 0 else 0.0
    return float(np.clip(raw + 1 / len(parts[0]), 0.0, 0.8))
