"""How much of the revenue rests on few customers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmkit.stats import Interval

TOP = 0.1
KEY = 0.05  # share of the revenue from which one customer is a key account
LEAST = 50
DRAWS, LEAST_DRAWS, PICKED = 2000, 200, 10_000_000
"""Draws; fewer, but no less than the second, where customers are so many that all draws together would pick more."""
SEED = 20260104


@dataclass(frozen=True)
class Concentration:
    """How much the best customers bring.

    Parameters
    ----------
    share
        Share of the revenue that the best tenth of the customers brings, with its interval.
    even
        The share they would bring if customers differed in the number of their orders only, each at the mean price:
        what lies above it is more than frequency.
    customers
        How many customers have a revenue.
    accounts
        Key accounts, at least a twentieth of the revenue each: share by number of the customer, the largest first.

    """

    share: float
    interval: Interval
    even: float
    customers: int
    accounts: pd.Series[float]


def concentration(customers: pd.DataFrame, *, draws: int = DRAWS, seed: int = SEED) -> Concentration | None:
    """Return how much of the revenue the best tenth of the customers brings; None below fifty buyers.

    The interval draws whole customers again (percentile bootstrap).

    Parameters
    ----------
    customers
        Canonical customers; `revenue` in the client's currency.
    draws
        How often customers are drawn again.
    seed
        Of the draws.

    Returns
    -------
    Concentration or None
        Shares of the revenue, 0 to 1.

    """
    known = customers.dropna(subset=["revenue"])
    money = known["revenue"].astype(float).to_numpy()
    if len(money) < LEAST or money.sum() <= 0:
        return None
    random = np.random.default_rng(seed)
    times = min(draws, max(PICKED // len(money), LEAST_DRAWS))
    drawn = [_top(money[random.integers(0, len(money), len(money))]) for _ in range(times)]
    low, high = (float(end) for end in np.quantile(drawn, [0.025, 0.975]))
    orders = known["orders"].astype(float).fillna(1.0).to_numpy()
    shares = pd.Series(money / money.sum(), index=known["customer_id"].astype(str)).sort_values(ascending=False)
    return Concentration(_top(money), Interval(low, high), _top(orders), len(money), shares[shares >= KEY])


def _top(money: np.ndarray) -> float:
    """Return the share that the best tenth brings; at least one customer."""
    best = max(round(len(money) * TOP), 1)
    return float(np.partition(money, -best)[-best:].sum() / money.sum())
