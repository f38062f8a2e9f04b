"""How often a rival was counted, so that what was counted becomes a rate of the days it was counted over."""

from __future__ import annotations

import pandas as pd

from smmkit.period import WEEKS_PER_MONTH

# Counted less often than every ten days, a rival is looked at by the month.
MONTHLY_FROM = 10


def step_days(competitors: pd.DataFrame) -> float:
    """Return the usual number of days between two counts of a rival; a week where each was counted once.

    Parameters
    ----------
    competitors
        Canonical counts of rivals.

    Returns
    -------
    float
        Days.

    """
    ordered = competitors.sort_values("day")
    gaps = ordered.groupby(["competitor", "platform"], observed=True)["day"].diff().dt.days
    return float(gaps[gaps > 0].median()) if (gaps > 0).any() else 7.0


def usual_posts(competitors: pd.DataFrame) -> float:
    """Return the rivals' usual posts a week: those of a usual count, over the days from one count to the next.

    Parameters
    ----------
    competitors
        Canonical counts of rivals, of one network.

    Returns
    -------
    float
        Posts a week; NaN where nobody counted any.

    """
    posts = competitors["posts"].dropna().astype(float)
    return float(posts.median()) * 7 / step_days(competitors) if len(posts) else float("nan")


def steps_a_week(steps: pd.Series) -> float:
    """Return how many steps of counting a week holds: one, or a fraction where they are months.

    Parameters
    ----------
    steps
        First days of steps, all Mondays or all firsts of a month.

    Returns
    -------
    float
        Steps a week.

    """
    months = bool((pd.to_datetime(steps).dt.weekday != 0).any())
    return 1 / WEEKS_PER_MONTH if months else 1.0
