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
PIECE = 26
MOST_ALIKE = 0.9
SHARED = 2  # topics from which on what they share can be told from one of them
LEAST_BEYOND = 0.5  # less of a spread beyond counting than this tells nothing of how alike weeks are
SAME_WEEKS = "same weeks a year ago"
AGAINST_ALL = "against all topics"
TREND_ERROR = 0.025  # over all topics together: half of what an interval is allowed, for a rise gets acted on
COLUMNS = ["topic", "now", "before", "growth", "low", "high", "p", "p_adjusted", "enough", "method"]


def topic_growth(topics: pd.DataFrame, *, end: date) -> pd.DataFrame:
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

    Returns
    -------
    DataFrame
        `topic`, `now` and `before` (volume in the window), `growth`, `low`, `high`
        (0.2 is +20 %; the intervals of all topics hold together, by Bonferroni), `p`, `p_adjusted`
        (Benjamini-Hochberg), `enough` (volume and weeks
        for a statement), `method`; fastest first. Empty where nothing can be compared.

    """
    weekly = _weekly(topics, end)
    if len(weekly) < 2 * WINDOW:
        return pd.DataFrame(columns=COLUMNS)
    yearly = len(weekly) >= YEAR + WINDOW
    now = weekly.tail(WINDOW)
    before = weekly.iloc[-YEAR - WINDOW : -YEAR or None] if yearly else weekly.iloc[-2 * WINDOW : -WINDOW]
    if not yearly and weekly.shape[1] < 2:
        return pd.DataFrame(columns=COLUMNS)
    growth = _log_ratio(now, before)
    error, freedom = _error(now, before, _alike(weekly, WINDOW))
    if not yearly:
        growth = growth - _shared(growth, error)
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


def clear_trends(growth: pd.DataFrame) -> pd.DataFrame:
    """Return the topics whose growth holds after correction for how many were looked at.

    Parameters
    ----------
    growth
        From `topic_growth`.

    Returns
    -------
    DataFrame
        Rows of `growth`.

    """
    return growth[growth["enough"].astype(bool) & (growth["p_adjusted"] < TREND_ERROR)]


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


def _shared(growth: pd.Series[float], error: pd.Series[float]) -> float:
    """Return what the topics share: the median of their growth, each weighed by how well it is known.

    The growth of all topics together is that of a single one that everybody talks of for a week, and made all others
    look as if they fell.
    """
    ordered = growth.sort_values()
    weights = (1 / error[ordered.index] ** 2).cumsum()
    half = float(weights.iloc[-1]) / 2
    return float(np.interp(half, weights - weights.diff().fillna(weights.iloc[0]) / 2, ordered))


def _error(now: pd.DataFrame, before: pd.DataFrame, alike: float) -> tuple[pd.Series[float], float]:
    """Standard error of the log ratio, and its degrees of freedom: quasi-Poisson spread, widened for bursts that last.

    What goes beyond the chance of counting lasts over weeks. Weeks that are alike vary too little within a short
    window, and their mean varies more: both are made good.
    """
    parts, weeks = [now, before], len(now)
    squares = [((part - part.mean()) ** 2 / part.mean().where(part.mean() > 0)).sum() for part in parts]
    lags = np.arange(1, weeks)
    inflation = 1 + 2 * float(((1 - lags / weeks) * alike**lags).sum())
    beyond = ((squares[0] + squares[1]) / (2 * (weeks - 1)) - 1).clip(lower=0.0) * (weeks - 1) / (weeks - inflation)
    spread = 1 + beyond * inflation
    error: pd.Series[float] = np.sqrt(spread * (1 / (now.sum() + 0.5) + 1 / (before.sum() + 0.5)))
    return error, 2 * (weeks - 1) * (1 - alike**2) / (1 + alike**2)


def _own_moves(piece: pd.DataFrame) -> pd.DataFrame:
    """Return how far each week of a topic lies from its level, in standard deviations of a count.

    What all topics share, a season or a growing network, is no burst of one of them.
    """
    level = piece.mean()
    moves = piece / level.where(level > 0) - 1
    if piece.shape[1] >= SHARED:
        moves = moves.sub(piece.sum(axis=1) / level.sum() - 1, axis=0)
    own: pd.DataFrame = (moves * np.sqrt(level)).fillna(0.0)
    return own


def _alike(weekly: pd.DataFrame, window: int) -> float:
    """Correlation of what neighbouring weeks hold beyond the chance of counting, pooled over topics and history.

    The history is cut into pieces of at most half a year; the last window is one of its own, so that a topic that rises
    now is no likeness of neighbours. Within a short piece a correlation comes out too low, by (1 + 4 r) / weeks
    (Marriott and Pope 1954, Biometrika 41:390-402), and counting blurs it.
    """
    history = weekly.iloc[:-window]
    pieces = [weekly.tail(window), *(history.iloc[max(end - PIECE, 0) : end] for end in range(len(history), 0, -PIECE))]
    rests = [_own_moves(piece) for piece in pieces]
    squares = np.array([float((rest**2).to_numpy().sum()) for rest in rests])
    lagged = sum(float((rest.to_numpy()[1:] * rest.to_numpy()[:-1]).sum()) for rest in rests)
    counted = sum(max(len(rest) - 1, 0) * rest.shape[1] for rest in rests)
    if not squares.sum() > 0 or not counted:
        return 0.0
    typical = max(float(squares @ [len(rest) for rest in rests]) / float(squares.sum()), window)
    beyond = max(float(squares.sum()) / counted - 1, 0.0)
    seen = (lagged / float(squares.sum()) + 1 / typical) / (1 - 4 / typical)
    alike = seen * (1 + beyond) / max(beyond, LEAST_BEYOND)
    return float(np.clip(alike * min(beyond / LEAST_BEYOND, 1.0), 0.0, MOST_ALIKE))
