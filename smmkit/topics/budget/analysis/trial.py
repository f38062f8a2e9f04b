"""The experiment that would tell what a line really returns."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmkit.measures.spend import INVOICED_BY
from smmkit.topics.budget.analysis.shrunken import WEEKS_PER_MONTH
from smmkit.topics.budget.analysis.study import Study

# A team that follows its days and weeks will not vary a line for longer.
LONGEST = 8
# 5 % two-sided, 80 % power.
_Z = 1.96 + 0.84


@dataclass(frozen=True)
class Trial:
    """One line at two amounts, week about.

    Parameters
    ----------
    line
        Line to vary.
    network
        Where it runs.
    weeks
        Weeks in all, half of them in each arm.
    per_arm
        Results to be counted in each arm.
    low_spend, high_spend
        Money a week in the two arms: half as much, and half as much again, or what the line can spend at most.
    doubt
        Results a month that hang on not knowing the line's return.

    """

    line: str
    network: str
    weeks: int
    per_arm: int
    low_spend: float
    high_spend: float
    doubt: float


def design_trials(study: Study, amounts: pd.Series, *, without: Collection[str] = ()) -> dict[str, Trial]:
    """Design the experiment of each line that eight weeks could tell, one a network at most.

    If the line returns as much as the others, a swing of its spend moves the
    results by the swing times the common price; the trial is long enough to
    see that, against the week-to-week noise that spend does not explain. A
    trial that would take longer is not offered at all. Two lines on one
    network would disturb each other, so the one whose unknown return is worth
    most goes first.

    Parameters
    ----------
    study
        The budget; only lines with curves can be varied.
    amounts
        Money a month per line, around which it varies.
    without
        Lines whose experiment the client does not want.

    Returns
    -------
    dict
        Trial by line.

    """
    curves = study.found.asked or study.found.curves
    if curves is None or study.found.judged_only:
        return {}
    money = amounts.reindex(list(curves.lines)).fillna(0.0).to_numpy(float)
    slopes = curves.marginals(np.maximum(money, 1e-9))
    price = study.split.price if study.split is not None else float(np.median(slopes))
    found = [
        trial
        for at, line in enumerate(curves.lines)
        if line not in without and (trial := _trial(study, line, money[at], price, float(slopes[:, at].std())))
    ]
    best: dict[str, Trial] = {}
    for trial in sorted(found, key=lambda trial: (-trial.doubt, trial.line)):
        best.setdefault(trial.network, trial)
    return {trial.line: trial for trial in best.values()}


def _trial(study: Study, line: str, monthly: float, price: float, unknown: float) -> Trial | None:
    own = study.series.weekly.loc[study.series.weekly["line"] == line].dropna(subset=["results"])
    spend, most = monthly / WEEKS_PER_MONTH, float(study.most.get(line, np.inf)) / WEEKS_PER_MONTH
    low, high = 0.5 * spend, min(1.5 * spend, max(most, spend))
    effect = (high - low) * price
    if own.empty or effect <= 0 or spend <= 0:
        return None
    counted, noise = float(own["results"].mean()), float(own["results"].var())
    fit = study.found.fits.get(str(own["channel"].iloc[0]))
    noise = max(noise * (1 - fit.r_squared) if fit is not None else counted, counted)
    per_arm = max(2, int(np.ceil(2 * _Z**2 * noise / effect**2)))
    if 2 * per_arm > LONGEST:
        return None
    network = _network_of(study, line)
    return Trial(line, network, 2 * per_arm, int(np.ceil(per_arm * counted)), low, high, unknown * monthly)


def _network_of(study: Study, line: str) -> str:
    """Name the account a line runs on; a campaign's is the first part of its name."""
    rows = study.spend.loc[study.spend["line"].astype(str) == line, "platform"].astype(str)
    platform = next((name for name in rows if name), line.split(" · ")[0].casefold())
    return INVOICED_BY.get(platform.casefold(), platform.casefold() or line)
