"""Amounts to the last cent: splits that always add up to their total."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from smmkit.errors import DataError

# One part in a billion of a cent: the noise of a sum of floats, never money.
_NOISE = 1e-7


def to_cents(amount: float) -> int:
    """Turn an amount of money into whole cents, halves away from zero.

    Parameters
    ----------
    amount
        Money in the client's currency.

    Raises
    ------
    DataError
        If the amount is not a finite number.

    """
    if not math.isfinite(amount):
        raise DataError(f"An amount of money is {amount}. Give a number.")
    return int(math.copysign(math.floor(abs(amount) * 100 + 0.5 + _NOISE), amount))


def allocate(total: int, weights: pd.Series) -> pd.Series:
    """Split an amount in proportion to weights, to the last cent.

    The shares are rounded down and the cents left over go, one each, to the
    largest remainders (Hamilton's method), so the parts always add up.

    Parameters
    ----------
    total
        Amount to split, in cents of the client's currency.
    weights
        One non-negative weight per budget line, indexed by line; any scale.

    Returns
    -------
    Series of int
        Cents per line, same index as `weights`; its sum is `total`.

    Raises
    ------
    DataError
        If a weight is negative or missing, or all are zero.

    """
    values = weights.to_numpy(dtype=float)
    if not np.isfinite(values).all() or (values < 0).any() or not values.sum() > 0:
        raise DataError(
            f"{total} cents cannot be split by the weights {values.tolist()}. "
            "Give each line a weight of zero or more, and at least one above zero."
        )
    shares = [_share(total, weight, values.sum()) for weight in values]
    cents = np.array([math.floor(share) for share in shares], dtype=np.int64)
    rest = total - int(cents.sum())
    order = np.argsort([floor - share for floor, share in zip(cents, shares, strict=True)], kind="stable")
    cents[order[:rest]] += 1
    return pd.Series(cents, index=weights.index, name="cents")


def _share(total: int, weight: float, whole: float) -> float:
    return total * (weight / whole)


def cents_within(amounts: pd.Series, total: int, *, low: pd.Series, high: pd.Series) -> pd.Series:
    """Round amounts to cents that add up to a total and stay within bounds.

    Parameters
    ----------
    amounts
        Money per line in the client's currency; within a cent of adding up.
    total
        What the parts must add up to, in cents.
    low, high
        Bounds per line in the client's currency; a bound that is not a whole
        number of cents is drawn inwards.

    Returns
    -------
    Series of int
        Cents per line, same index; its sum is `total`.

    Raises
    ------
    DataError
        If no whole cents within the bounds add up to the total.

    """
    exact = amounts.to_numpy(dtype=float) * 100
    floor = np.ceil(low.to_numpy(dtype=float) * 100 - _NOISE)
    ceiling = np.floor(high.to_numpy(dtype=float) * 100 + _NOISE)
    if not floor.sum() <= total <= ceiling.sum():
        raise DataError(
            f"{total / 100:.2f} does not fit between the bounds of the lines, "
            f"{floor.sum() / 100:.2f} and {ceiling.sum() / 100:.2f}. Widen a bound or change the total."
        )
    cents = np.clip(np.floor(exact + _NOISE), floor, ceiling)
    while (rest := int(total - cents.sum())) != 0:
        room = (ceiling - cents) if rest > 0 else (cents - floor)
        wish = (exact - cents) * np.sign(rest)
        order = np.argsort(np.where(room > 0, -wish, np.inf), kind="stable")
        order = order[: min(abs(rest), int((room > 0).sum()))]
        cents[order] += np.sign(rest)
    return pd.Series(cents.astype(np.int64), index=amounts.index, name="cents")
