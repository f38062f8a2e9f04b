"""The experiment that would tell what a line really returns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from smmkit.topics.budget.analysis.shrunken import WEEKS_PER_MONTH
from smmkit.topics.budget.analysis.study import Study

LONGEST = 26
# 5 % two-sided, 80 % power.
_Z = 1.96 + 0.84


@dataclass(frozen=True)
class Trial:
    """One line at half and at one and a half times its spend, week about.

    Parameters
    ----------
    line
        Line to vary.
    weeks
        Weeks in all, half of them in each arm.
    per_arm
        Results to be counted in each arm.
    low_spend, high_spend
        Money a week in the two arms.

    """

    line: str
    weeks: int
    per_arm: int
    low_spend: float
    high_spend: float


def design_trial(study: Study) -> Trial | None:
    """Choose the line whose return is least known, and how long to vary it.

    If the line returns as much as the others, a swing of its whole spend
    moves the results by its spend times the common price; the trial is long
    enough to see that, against the week-to-week noise that spend does not
    explain. Money nobody can tell apart in half a year is not worth a trial.

    Parameters
    ----------
    study
        The budget; only lines with curves can be varied.

    Returns
    -------
    Trial or None
        None where no line can be told within 26 weeks.

    """
    if study.split is None or study.comparison is None or study.found.curves is None:
        return None
    curves, now = study.found.curves, study.comparison.lines["now"]
    slopes = np.stack([curves.draw(at).marginal(now.to_numpy()) for at in range(curves.draws)])
    unknown = slopes.std(axis=0) * now.to_numpy()
    trials = [(unknown[at], _trial(study, str(line), float(now[line]))) for at, line in enumerate(now.index)]
    usable = [(doubt, trial) for doubt, trial in trials if trial is not None and trial.weeks <= LONGEST]
    return max(usable, key=lambda pair: pair[0])[1] if usable else None


def _trial(study: Study, line: str, monthly: float) -> Trial | None:
    own = study.series.weekly.loc[study.series.weekly["line"] == line]
    spend = monthly / WEEKS_PER_MONTH
    swing = spend * (study.split.price if study.split is not None else 0.0)
    if own.empty or swing <= 0:
        return None
    counted, noise = float(own["results"].mean()), float(own["results"].var())
    fit = study.found.fits.get(str(own["channel"].iloc[0]))
    noise = max(noise * (1 - fit.r_squared) if fit is not None else counted, counted)
    per_arm = max(2, int(np.ceil(2 * _Z**2 * noise / swing**2)))
    return Trial(line, 2 * per_arm, int(np.ceil(per_arm * counted)), 0.5 * spend, 1.5 * spend)
