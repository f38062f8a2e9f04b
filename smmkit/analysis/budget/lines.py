"""The lines of a budget: what is fixed, what may move, what is kept back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from smmkit.analysis.budget.limits import Limits, default_bounds
from smmkit.analysis.budget.money import allocate, cents_within, to_cents
from smmkit.errors import DataError

CONTINGENCY, TEST_RESERVE = "contingency", "test-reserve"
RESERVE_SHARE = 0.05
COLUMNS = ("kind", "elastic", "now", "approved", "amount")


@dataclass(frozen=True)
class Frame:
    """A budget before its elastic part is split.

    Parameters
    ----------
    lines
        Indexed by line: `kind`, `elastic`, `now` (mean monthly spend),
        `approved` (money a month in the plan; missing if none), `amount`
        (money of a fixed line; missing for an elastic one).
    total
        Money of all lines together.
    limits
        Rules of the elastic lines, in the order of `lines`; None without any.

    """

    lines: pd.DataFrame
    total: float
    limits: Limits | None

    @property
    def elastic(self) -> list[str]:
        """Names of the lines that may move."""
        return [str(line) for line in self.lines.index[self.lines["elastic"].astype(bool)]]


def budget_frame(
    now: pd.Series,
    kinds: Mapping[str, str],
    approved: pd.Series,
    *,
    elastic: Sequence[str],
    total: float | None,
    step: float | None = None,
    margin: float = 0.3,
) -> Frame:
    """Set up the budget: fixed lines at their approved amount, the rest to be split.

    A fixed line keeps what was approved, or what it spends where nothing was.
    Contingency and test reserve get a twentieth of the total each unless the
    plan names an amount. What the bounds of the elastic lines cannot take
    goes to the contingency; where the money is short, contingency, test
    reserve and then the lower bounds give way, in this order.

    Parameters
    ----------
    now
        Mean monthly spend per line.
    kinds
        Kind of each line known.
    approved
        Money a month per line in the plan.
    elastic
        Lines with a response curve, in the order of the curves.
    total
        The client's monthly budget; None for what is spent today.
    step
        Money step of the elastic lines; None for cents.
    margin
        Share of today's spend by which an elastic line may move.

    Returns
    -------
    Frame
        Lines and rules.

    Raises
    ------
    DataError
        If the fixed lines alone cost more than the total.

    """
    movable = [line for line in elastic if float(now.get(line, 0.0)) > 0]
    names = [*movable, *(line for line in now.index.union(approved.index) if line not in set(movable))]
    names = [line for line in names if line not in (CONTINGENCY, TEST_RESERVE)]
    lines = pd.DataFrame(index=pd.Index(names, name="line"))
    lines["kind"] = [kinds.get(line, "") for line in names]
    lines["elastic"] = [line in set(movable) for line in names]
    lines["now"] = now.reindex(names).fillna(0.0).astype(float)
    lines["approved"] = approved.reindex(names).astype(float)
    lines["amount"] = lines["approved"].fillna(lines["now"]).where(~lines["elastic"])
    fixed = float(lines["amount"].sum())
    budget = float(total) if total else float(lines["now"].sum()) / (1 - 2 * RESERVE_SHARE)
    if fixed > budget + 0.005:
        raise DataError(
            f"The fixed lines cost {fixed:,.2f} a month and the budget is {budget:,.2f}. "
            "Raise monthly_budget in client.toml or end a fixed line in plan.toml."
        )
    wished = [float(approved.get(name, RESERVE_SHARE * budget)) for name in (TEST_RESERVE, CONTINGENCY)]
    limits, spent = _elastic_limits(lines, budget - fixed, sum(wished), step=step, margin=margin)
    kept = _kept_back(now, approved, budget - fixed - spent, wished[0])
    return Frame(pd.concat([lines, kept])[list(COLUMNS)], budget, limits)


def _kept_back(now: pd.Series, approved: pd.Series, left: float, wished: float) -> pd.DataFrame:
    """Give test reserve and contingency what the other lines leave."""
    names = [TEST_RESERVE, CONTINGENCY]
    return pd.DataFrame(
        {
            "kind": ["test_reserve", "contingency"],
            "elastic": False,
            "now": [float(now.get(name, 0.0)) for name in names],
            "approved": [float(approved.get(name, np.nan)) for name in names],
            "amount": [min(wished, left), left - min(wished, left)],
        },
        index=pd.Index(names, name="line"),
    )


def _elastic_limits(
    lines: pd.DataFrame, free: float, reserve: float, *, step: float | None, margin: float
) -> tuple[Limits | None, float]:
    """Give the rules of the elastic lines and the money they share."""
    now = lines.loc[lines["elastic"], "now"].to_numpy(float)
    if not len(now) or free <= 0:
        return None, 0.0
    low, high = default_bounds(now, margin=margin, step=step or 0.0)
    if free < low.sum():
        low = low * (free / low.sum())
    share = float(np.clip(free - reserve, low.sum(), min(high.sum(), free)))
    if step:
        share = float(low.sum() + np.floor((share - low.sum()) / step + 1e-9) * step)
    limits = Limits.of(share, low=low, high=high, step=step or share / 200, whole=bool(step))
    return limits, share


def scaled_to(spend: pd.Series, total: float) -> pd.Series:
    """Keep a split as it is and scale it to a total, to the cent."""
    return allocate(to_cents(total), spend) / 100


def settled(frame: Frame, spend: pd.Series) -> pd.Series:
    """Give the amount of every line, to the cent and adding up to the total.

    Parameters
    ----------
    frame
        The budget.
    spend
        Money of the elastic lines.

    Returns
    -------
    Series of float
        Money per line, whole cents; the contingency takes the last of them.

    """
    amounts = frame.lines["amount"].fillna(spend.reindex(frame.lines.index)).astype(float)
    cents = amounts.map(to_cents)
    cents[CONTINGENCY] += to_cents(frame.total) - int(cents.sum())
    if cents[CONTINGENCY] < 0:
        total = to_cents(frame.total)
        cents = cents_within(amounts, total, low=amounts * 0, high=amounts + 1)
    return cents / 100


def with_changes(
    frame: Frame, *, total: float | None = None, low: Mapping[str, float] | None = None,
    high: Mapping[str, float] | None = None,
) -> Limits:  # fmt: skip
    """Give the rules of the elastic lines with another total or other bounds, as a what-if.

    Raises
    ------
    DataError
        If no line is elastic, or the bounds do not allow the total.

    """
    if frame.limits is None:
        raise DataError("No line of this budget has a response curve, so there is nothing to vary.")
    at = {line: number for number, line in enumerate(frame.elastic)}
    lower, upper = frame.limits.low.copy(), frame.limits.high.copy()
    for bounds, wished in ((lower, low or {}), (upper, high or {})):
        for line, amount in wished.items():
            bounds[at[line]] = amount
    changed = replace(frame.limits, total=frame.limits.total if total is None else total, low=lower, high=upper)
    changed = replace(changed, whole=np.zeros_like(changed.whole))
    changed.check()
    return changed
