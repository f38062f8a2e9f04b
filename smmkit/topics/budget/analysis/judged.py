"""Curves from judgement: Little's decision calculus, four judged numbers per line.

Where the data of a line cannot say what more or less money would do, those
who run it can be asked: results now, with no money, with all the money one
could spend, and with half as much again. The four answers fix one curve of
Little (1970), "Models and managers: the concept of a decision calculus",
Management Science 16(8):B466-B485: a Hill curve with a base.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from smmkit.allocation.curves import Curves
from smmkit.allocation.families import Array
from smmkit.errors import DataError

NUMBERS = ("spend_now", "result_at_min", "result_now", "result_at_plus50", "result_at_max")
_MORE = np.log(1.5)


def judged_curves(judgements: pd.DataFrame, *, draws: int = 200, seed: int = 20260101) -> Curves:
    """Turn judged numbers into one response curve per line.

    Several judges of a line disagree, and their disagreement is the
    uncertainty: each draw weighs the judges anew (Bayesian bootstrap). One
    judge alone gives one curve and no band.

    Parameters
    ----------
    judgements
        Canonical table `budget_judgements`: `line`, `judge`, `spend_now`
        (money a month), `result_now`, `result_at_min`, `result_at_max`,
        `result_at_plus50` (results a month).
    draws
        Draws of the curves; one if no line has two judges.
    seed
        Start of the random numbers.

    Returns
    -------
    Curves
        Hill curves, lines in order of name.

    Raises
    ------
    DataError
        If the numbers of a judge do not rise with the spend.

    """
    table = judgements.sort_values(["line", "judge"])
    check_judgements(table)
    traits = _traits(table)
    lines = sorted(table["line"].astype(str).unique())
    count = draws if table.duplicated("line").any() else 1
    random = np.random.default_rng(seed)
    columns = []
    for line in lines:
        own = traits[(table["line"] == line).to_numpy()]
        weights = random.dirichlet(np.ones(len(own)), size=count) if len(own) > 1 else np.ones((count, 1))
        columns.append(weights @ own)
    log_range, base, log_spend, odds_now, odds_more = np.moveaxis(np.stack(columns, axis=1), 2, 0)
    exponent = (odds_more - odds_now) / _MORE
    half = np.exp(log_spend - odds_now / exponent)
    return Curves.of(lines, family="hill", scale=np.exp(log_range), half=half, exponent=exponent, base=base)


def check_judgements(judgements: pd.DataFrame) -> None:
    """Raise a DataError, naming line and judge, if the numbers cannot lie on one rising curve.

    Parameters
    ----------
    judgements
        Hand-kept: `line`, `judge`, `spend_now` (money a month) and the four results a month of `NUMBERS`.

    Raises
    ------
    DataError
        If a result is not above the one before it, or the spend is not above zero.

    """
    for row in judgements.to_dict("records"):
        spend, *results = (float(row[name]) for name in NUMBERS)
        rising = all(lower < upper for lower, upper in pairwise(results))
        if not np.isfinite([spend, *results]).all() or spend <= 0 or not rising:
            shown = ", ".join(f"{result:g}" for result in results)
            raise DataError(
                f"budget_judgements, line {row['line']}, judge {row['judge']}: results with nothing, now, with half "
                f"as much again and at most are {shown} at a spend of {spend:g}. Each must be above the one before, "
                "and the spend above zero. Ask the judge again."
            )


def _traits(table: pd.DataFrame) -> Array:
    """Logarithms that can be averaged over judges: range, base, spend, odds now and at +50 %."""
    low, high = table["result_at_min"].to_numpy(float), table["result_at_max"].to_numpy(float)

    def odds(result: str) -> Array:
        share = (table[result].to_numpy(float) - low) / (high - low)
        return np.asarray(np.log(share / (1 - share)))

    spend = np.log(table["spend_now"].to_numpy(float))
    return np.column_stack([np.log(high - low), low, spend, odds("result_now"), odds("result_at_plus50")])
