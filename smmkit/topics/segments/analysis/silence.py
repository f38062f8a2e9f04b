"""Whether the best customers still order as they used to: a change beyond chance, from first and last orders alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmkit.stats import holm
from smmkit.topics.segments.analysis.concentration import KEY, TOP

SHOWN = 10
"""So many of the largest customers are looked at one by one, and every key account."""
LEAST_ORDERS = 4
"""Fewer orders are no habit: two on two days and then none may be one purchase that was forgotten half."""
ERROR = 0.025
"""How often customers who have not changed may be said to have, one by one; as often again for all of them together."""
LONG = 0.05
"""A silence this unlikely counts as long where silences are counted."""


@dataclass(frozen=True)
class Silence:
    """Who of the best customers is silent beyond chance.

    Parameters
    ----------
    accounts
        The largest customers: `customer` (its number), `share` of the revenue, `orders`, `silent` and `usual` (days
        since the last order; between two orders before), `p` (chance of such a silence, as many questions as are
        asked; NaN without a habit), `most` (orders now beside before, at most: 0.3 is three tenths), `gone`.
    habit
        How many of the best tenth have ordered often enough to have a habit.
    long
        How many of those have been silent longer than nineteen in twenty such silences.
    long_share
        Share of the revenue that those have brought.
    many
        Whether chance alone does not leave so many of them silent.

    """

    accounts: pd.DataFrame
    habit: int
    long: int
    long_share: float
    many: bool

    @property
    def gone(self) -> pd.DataFrame:
        """The largest customers who have surely stopped, or order much more rarely."""
        return self.accounts[self.accounts["gone"]]

    @property
    def by_chance(self) -> int:
        """How many would seem silent for long, at most, where nobody had changed."""
        from scipy.stats import binom

        return int(binom.ppf(1 - ERROR, self.habit, LONG))


def silence_of_the_best(customers: pd.DataFrame, as_of: pd.Timestamp) -> Silence:
    """Return which of the best customers have been silent for longer than their own habit explains.

    Whatever a customer's pace, orders that come by chance at a pace that has not changed lie anywhere between the
    first order and today alike (Cox and Lewis 1966, The Statistical Analysis of Series of Events): the last of `x`
    later ones lies in the first part `t` of `T` days with chance `(t / T) ** x`. No pace is estimated, so customers
    may differ as they like. The day of the latest order anybody has made is the last day the table knows.

    Parameters
    ----------
    customers
        Canonical customers.
    as_of
        Last day of the month.

    Returns
    -------
    Silence

    """
    from scipy.stats import binom

    known = _habits(customers, as_of)
    first = known.iloc[: max(SHOWN, int((known["share"] >= KEY).sum()))]
    p = holm(first["chance"])
    accounts = first.assign(p=p, gone=(p <= ERROR).to_numpy(bool)).reset_index(drop=True)
    best = known.iloc[: max(round(len(known) * TOP), 1)].dropna(subset=["chance"])
    long = best[best["chance"] <= LONG]
    many = len(long) > 0 and float(binom.sf(len(long) - 1, len(best), LONG)) <= ERROR
    return Silence(accounts.drop(columns="chance"), len(best), len(long), float(long["share"].sum()), many)


def _habits(customers: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """Return each customer's habit and silence, the largest revenue first."""
    known = customers.dropna(subset=["revenue"]).sort_values("revenue", ascending=False, kind="stable")
    today = min(as_of, known["last_order_on"].max()) if known["last_order_on"].notna().any() else as_of
    orders = known["orders"].astype(float)
    later = orders.where(orders >= LEAST_ORDERS) - 1
    active = (known["last_order_on"] - known["first_order_on"]).dt.days.astype(float)
    silent = (today - known["last_order_on"]).dt.days.astype(float).clip(lower=0.0)
    habit = later.where((active > 0) & silent.notna())
    # of no order in the silence and `x` before it, at most this share of all would fall into it (Clopper-Pearson 1934)
    into = 1 - (1 - 0.95) ** (1 / habit)
    money = known["revenue"].astype(float)
    return pd.DataFrame(
        {
            "customer": known["customer_id"].astype(str),
            "share": money / (money.sum() or np.nan),
            "orders": orders,
            "silent": silent,
            "usual": active / habit,
            "chance": ((active + 1) / (active + silent + 1)) ** habit,
            "most": into / (1 - into) * active / silent.where(silent > 0),
        }
    )
