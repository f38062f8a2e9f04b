"""The experiment that would tell what a line really returns."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from smmkit.measures.spend import INVOICED_BY
from smmkit.period import LONGEST_TEST, WEEKS_PER_MONTH
from smmkit.stats.power import Z_ALPHA, units_per_arm
from smmkit.topics.budget.analysis.study import Study

# Bought post by post: less than one of them cannot be had in a week.
_BY_THE_POST = "influencers"
_NO_FEES: Mapping[str, float] = MappingProxyType({})


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
        Money a week in the two arms: half as much, and half as much again, or what the line can spend at most; nothing
        and whole posts where the line is bought by the post.
    doubt
        Results a month that hang on not knowing the line's return.
    needed
        By how many results the dearer weeks together must lead so that it is no chance.
    posts
        Posts a week in the dearer weeks, where the line is bought by the post.

    """

    line: str
    network: str
    weeks: int
    per_arm: int
    low_spend: float
    high_spend: float
    doubt: float
    needed: int
    posts: int = 0


def design_trials(
    study: Study, amounts: pd.Series, *, without: Collection[str] = (), pieces: Mapping[str, float] = _NO_FEES
) -> dict[str, Trial]:
    """Design the experiment of the line whose unknown return is worth most, of those that eight weeks could tell.

    If the line returns as much as the others, a swing of its spend moves the
    results by the swing times the common price; the trial is long enough to
    see that, against the week-to-week noise that spend does not explain. A
    trial that would take longer is not offered at all. Two lines that change in
    the same weeks could not be told apart, so there is one at a time.

    Parameters
    ----------
    study
        The budget; only lines with curves can be varied.
    amounts
        Money a month per line, around which it varies.
    without
        Lines whose experiment the client does not want.
    pieces
        What one post costs, by line that is bought by the post; where nobody said, the cheapest booking counts.

    Returns
    -------
    dict
        Trial by line, one at most.

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
        if line not in without and (trial := _trial(study, line, money[at], price, float(slopes[:, at].std()), pieces))
    ]
    first = sorted(found, key=lambda trial: (-trial.doubt, trial.line))[:1]
    return {trial.line: trial for trial in first}


def _trial(
    study: Study, line: str, monthly: float, price: float, unknown: float, pieces: Mapping[str, float]
) -> Trial | None:
    own = study.series.weekly.loc[study.series.weekly["line"] == line].dropna(subset=["results"])
    spend, most = monthly / WEEKS_PER_MONTH, float(study.most.get(line, np.inf)) / WEEKS_PER_MONTH
    low, high, posts = 0.5 * spend, min(1.5 * spend, max(most, spend)), 0
    if (piece := _piece(study, line, pieces)) is not None:
        posts = int(2 * spend // piece) if piece > 0 else 0
        low, high = 0.0, posts * piece if posts else 0.0
    effect = (high - low) * price
    if own.empty or effect <= 0 or spend <= 0:
        return None
    counted, noise = float(own["results"].mean()), float(own["results"].var())
    fit = study.found.fits.get(str(own["channel"].iloc[0]))
    noise = max(noise * (1 - fit.r_squared) if fit is not None else counted, counted)
    per_arm = max(2, units_per_arm(float(np.sqrt(noise)), effect))
    if 2 * per_arm > LONGEST_TEST:
        return None
    needed = int(np.ceil(Z_ALPHA * np.sqrt(2 * per_arm * noise)))
    counts = int(np.ceil(per_arm * counted))
    return Trial(
        line, _network_of(study, line), 2 * per_arm, counts, low, high, unknown * monthly, needed, posts
    )  # fmt: skip


def _piece(study: Study, line: str, pieces: Mapping[str, float]) -> float | None:
    """Return what the least that can be bought costs; None where any amount can, NaN where nobody knows."""
    own = study.spend[study.spend["line"].astype(str) == line]
    if line not in pieces and not own["kind"].astype(str).eq(_BY_THE_POST).any():
        return None
    booked = own.loc[own["amount"] > 0, "amount"]
    return float(pieces.get(line, booked.min() if len(booked) else float("nan")))


def _network_of(study: Study, line: str) -> str:
    """Name the account a line runs on; a campaign's is the first part of its name."""
    rows = study.spend.loc[study.spend["line"].astype(str) == line, "platform"].astype(str)
    platform = next((name for name in rows if name), line.split(" · ")[0].casefold())
    return INVOICED_BY.get(platform.casefold(), platform.casefold() or line)
