"""A budget before its elastic part is split: the lines, the rules they obey, and what they are held against."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from smmkit.allocation.limits import Limits
from smmkit.measures.names import CONTINGENCY
from smmkit.metrics import HALF_A_CENT
from smmkit.topics.budget.analysis.rules import Held

# More than this share of the budget kept back is not a contingency; it is money without a purpose.
MOST_CONTINGENCY = 0.1
PLAN, USUAL = "plan", "usual"
# Sums that differ by less are the same.
NOTICED = 0.02


@dataclass(frozen=True)
class Frame:
    """A budget before its elastic part is split.

    Parameters
    ----------
    lines
        Indexed by line: `kind`, `elastic`, `now` (the usual month: mean of the
        last year), `last` (what the month itself cost), `approved` (money a
        month in the plan; missing if none), `amount` (money of a fixed line;
        missing for an elastic one).
    total
        Money of all lines together.
    limits
        Rules of the elastic lines, in the order of `lines`; None without any.
    today
        What the best split is held against: the plan of the elastic lines, or
        their usual month where not all of them have a plan; scaled where it
        does not fit the money, and drawn into the client's limits where it
        breaks them.
    held
        The client's limits in terms of these lines.
    base
        What `today` is: `plan` or `usual`.
    short
        Money by which the fixed lines exceed the budget.

    """

    lines: pd.DataFrame
    total: float
    limits: Limits | None
    today: pd.Series
    held: tuple[Held, ...] = ()
    base: str = USUAL
    short: float = 0.0

    @property
    def spent(self) -> float:
        """Money of the usual month, all lines together."""
        return float(self.lines["now"].sum())

    @property
    def planned(self) -> pd.Series:
        """Money a month per line: what was approved, or else the usual month."""
        return self.lines["approved"].fillna(self.lines["now"]).astype(float)

    @property
    def cut(self) -> float:
        """Money a month that the budget leaves the elastic lines less than their plan; 0 where it covers them."""
        if self.base != PLAN:
            return 0.0
        planned = float(self.lines.loc[self.elastic, "approved"].sum())
        less = planned - float(self.today.sum())
        return less if less > NOTICED * planned else 0.0

    @property
    def idle(self) -> bool:
        """Whether so much is left for the contingency that it is money without a purpose."""
        left = float(self.lines["amount"][CONTINGENCY])
        planned = float(self.lines["approved"].fillna(0.0)[CONTINGENCY])
        return left > max(MOST_CONTINGENCY * self.total, planned) + HALF_A_CENT

    @property
    def elastic(self) -> list[str]:
        """Names of the lines that may move."""
        return [str(line) for line in self.lines.index[self.lines["elastic"].astype(bool)]]
