"""What another total would bring, and what total a target cost allows."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from smmkit.allocation.curves import Curves
from smmkit.allocation.limits import Limits
from smmkit.allocation.optimise import Split, optimise
from smmkit.metrics import HALF_A_CENT

CHANGES = (-0.2, 0.0, 0.2)
_BISECTIONS = 40


@dataclass(frozen=True)
class Scenarios:
    """Best splits of several totals.

    Parameters
    ----------
    table
        One row per change of the total: `change` (share), `total`, `result`,
        `low`, `high` (95 % interval, missing with a single draw), `cost`
        (money per result), `next_cost` (money for one more result), `gap`.
    spend
        Money per line (rows) and change (columns).

    """

    table: pd.DataFrame
    spend: pd.DataFrame


def within_reach(limits: Limits, total: float) -> float:
    """Give the total nearest to the one wished for that the bounds allow.

    Parameters
    ----------
    limits
        Total, bounds and caps, in money.
    total
        The total wished for, in money.

    Returns
    -------
    float
        Money.

    """
    return limits.reachable(total)


def scenario_table(curves: Curves, limits: Limits) -> Scenarios:
    """Split several totals, each as well as its bounds allow.

    Parameters
    ----------
    curves
        Response per line.
    limits
        Rules of the split; a total out of their reach is drawn to the nearest
        one they allow, and `total` says which.

    Returns
    -------
    Scenarios
        Results and costs per total, and the splits.

    """
    splits = {change: optimise(curves, _at(limits, limits.total * (1 + change))) for change in CHANGES}
    rows = [_row(change, split, curves) for change, split in splits.items()]
    spend = pd.DataFrame({change: split.spend for change, split in splits.items()})
    return Scenarios(pd.DataFrame(rows), spend)


def _at(limits: Limits, total: float) -> Limits:
    return limits.with_total(within_reach(limits, total))


def _row(change: float, split: Split, curves: Curves) -> dict[str, float]:
    total, results = float(split.spend.sum()), curves.responses(split.spend.to_numpy()).sum(axis=1)
    low, high = np.percentile(results, [2.5, 97.5]) if curves.draws > 1 else (np.nan, np.nan)
    return {
        "change": change,
        "total": total,
        "result": split.value,
        "low": float(low),
        "high": float(high),
        "cost": total / split.value if split.value > 0 else float("inf"),
        "next_cost": split.next_cost,
        "gap": split.gap,
    }


def next_money(curves: Curves, limits: Limits, amount: float) -> float:
    """Give the results that the next amount of money brings, split as well as it can be.

    Parameters
    ----------
    curves
        Response per line.
    limits
        Rules of the split of the present total.
    amount
        Money added to the total, such as 100.

    Returns
    -------
    float
        Results more; 0 where the bounds leave no room for any more money.

    """
    more = within_reach(limits, limits.total + amount)
    if more <= limits.total:
        return 0.0
    return optimise(curves, limits.with_total(more)).value - optimise(curves, limits).value


def total_for_cost(curves: Curves, limits: Limits, cost: float) -> float:
    """Find the largest total whose last unit of money still buys a result at a cost.

    Parameters
    ----------
    curves
        Response per line.
    limits
        Bounds of the lines; their total is not used.
    cost
        Money the client pays at most for one more result.

    Returns
    -------
    float
        Total within the bounds; the least they allow if even that costs more.

    """
    low, high = float(limits.floor.sum()), limits.ceiling()
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        # A step for the old total would be far too coarse or fine for the new one.
        tried = replace(limits, total=within_reach(limits, middle))
        affordable = optimise(curves, tried).price * cost >= 1
        low, high = (middle, high) if affordable else (low, middle)
        if high - low <= max(limits.step / 100, HALF_A_CENT):
            break
    return low
