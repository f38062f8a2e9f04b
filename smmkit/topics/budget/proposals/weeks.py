"""How a line was spent week by week, and what would tell what more of it brings."""

from __future__ import annotations

import pandas as pd

from smmkit.text import N_
from smmkit.topics.budget.analysis import Study

# What would tell what more money brings, by what the line's own weeks show.
STEADY, MOVED, UNSEEN = "steady", "moved", "unseen"
VARY = {
    STEADY: N_(
        "Let the amount of {line:word} differ clearly from week to week for two months, and keep each week's costs: "
        "so far it was nearly the same every week, which never shows what more of it would bring."
    ),
    MOVED: N_(
        "Raise and lower {line:word} by turns, every other week for two months, and keep each week's costs: its weeks "
        "differed, but not apart from what else moved the results."
    ),
    UNSEEN: N_(
        "Let the amount of {line:word} differ clearly from week to week for two months, and keep each week's costs: "
        "how it was spent week by week nobody has written down."
    ),
}
_ALIKE = 0.2
"""Spread of a year's weeks, in parts of their mean, below which spending is steady."""
_WEEKS_SEEN = 8


def weeks_spent(study: Study, line: str) -> str:
    """Return whether a line's weekly spend was `steady`, `moved` or is `unseen`: few weeks, or booked by the month.

    An invoice is spread over its month, so its weeks are alike by assumption, and nobody measured that they were.

    Parameters
    ----------
    study
        The budget's series and the amounts they were made of.
    line
        A line, as the series name it.

    Returns
    -------
    str
    """
    weekly = study.series.weekly
    spent = weekly.loc[weekly["line"].astype(str) == line, "spend"].to_numpy(float)[-52:]
    days = pd.to_datetime(study.spend.loc[study.spend["line"].astype(str) == line, "day"])
    seen = days.dt.to_period("W").nunique() >= len(spent) / 2
    if len(spent) < _WEEKS_SEEN or not seen or not spent.mean() > 0:
        return UNSEEN
    return STEADY if spent.std() / spent.mean() < _ALIKE else MOVED
