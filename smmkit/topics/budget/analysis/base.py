"""What the best split is held against: the plan, or the usual month where there is none."""

from __future__ import annotations

import numpy as np
import pandas as pd

from smmkit.allocation.curves import Curves
from smmkit.allocation.limits import Limits
from smmkit.allocation.money import allocate, to_cents
from smmkit.allocation.optimise import best_spend
from smmkit.metrics import HALF_A_CENT
from smmkit.topics.budget.analysis.rules import Held


def base_split(
    now: pd.Series, limits: Limits | None, held: tuple[Held, ...], money: float, *, as_it_is: bool
) -> pd.Series:
    """Give what the best split is held against, scaled to the money there is.

    A plan that fits the money stays as it was approved. Where a split breaks
    a limit, its proportions are kept as far as the limits allow: results that
    grow with the root of now * spend are most when the spend is in proportion
    to now, so the optimiser itself finds that split.

    Parameters
    ----------
    now
        Money a month by line that may move, in the client's currency.
    limits
        Rules of these lines, in the same order; None where no line may move.
    held
        The client's own limits in terms of these lines.
    money
        What there is to split, in the client's currency.
    as_it_is
        Whether `now` is an approved plan, which is kept where the money allows it; else it is scaled.

    Returns
    -------
    Series of float
        Money a month by line, same index as `now`.

    """
    if limits is None or now.sum() <= 0:
        return now
    fits = as_it_is and float(now.sum()) <= money + HALF_A_CENT
    scaled = now if fits else _scaled(now, limits)
    if not held or _kept_by(scaled, limits, held):
        return scaled
    wishes = Curves.of(list(now.index), family="power", scale=np.sqrt(now.to_numpy(float)), exponent=0.5)
    return pd.Series(best_spend(wishes, limits), index=now.index)


def _kept_by(spend: pd.Series, limits: Limits, held: tuple[Held, ...]) -> bool:
    """Whether a split keeps what the client wrote; the bounds around the usual month are ours."""
    total = float(spend.sum())
    if abs(total - limits.total) < 0.01:
        return limits.allow(spend.to_numpy(float))
    return all(
        spend.reindex([line for line in one.lines if line in spend.index]).sum() <= one.most + HALF_A_CENT
        and (one.rule.least is None or spend.get(one.lines[0], one.rule.least) >= one.rule.least - HALF_A_CENT)
        and (
            one.rule.at_least is None
            or not HALF_A_CENT < spend.get(one.lines[0], 0.0) < one.rule.at_least - HALF_A_CENT
        )
        for one in held
        if one.lines
    )


def _scaled(now: pd.Series, limits: Limits) -> pd.Series:
    """Scale a split to a total, in the client's money steps where the total is made of them."""
    step = limits.step
    steps = limits.total / step
    if limits.whole.any() and abs(steps - round(steps)) < 1e-6:
        return allocate(round(steps), now) * step
    return scaled_to(now, limits.total)


def scaled_to(spend: pd.Series, total: float) -> pd.Series:
    """Keep a split as it is and scale it to a total, to the cent.

    Parameters
    ----------
    spend
        Money by line, any scale.
    total
        What the lines are to cost together, in the client's currency.

    Returns
    -------
    Series of float
        Money by line; adds up to `total` to the cent.

    """
    return allocate(to_cents(total), spend) / 100
