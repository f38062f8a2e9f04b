"""Figures by day that networks tell in parts and as a total."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

Told = tuple[np.ndarray, np.ndarray]
"""Days, and the value of each."""
NOTHING: Told = (np.array([], "datetime64[us]"), np.array([], float))


def counted_once(daily: pd.DataFrame, key: str) -> pd.DataFrame:
    """Return a metric's rows, each day of an account once: its total where one is told, else the organic part.

    LinkedIn tells organic, sponsored and total side by side; adding them counts everything twice.

    Parameters
    ----------
    daily
        Canonical daily rows.
    key
        A metric, such as `impressions`.

    Returns
    -------
    DataFrame
        The rows of `daily` that count.

    """
    return all_counted_once(daily[daily["metric"] == key])


def all_counted_once(daily: pd.DataFrame, *, scoped: bool = False) -> pd.DataFrame:
    """Return the rows of every metric that count, as `counted_once` does of one.

    Parameters
    ----------
    daily, scoped
        As for `counted_once`.

    Returns
    -------
    DataFrame
        The rows of `daily` that count.

    """
    if scoped:
        return daily
    rows = daily[daily["scope"] != "paid"]
    whole = rows["scope"] == "total"
    if whole.all() or not whole.any():
        return rows
    account = [rows[name] for name in ("metric", "platform", "account_id", "day")]
    told = whole.groupby(account, dropna=False, observed=True).transform("any")
    return rows[whole | ~told]


def told_by_metric(daily: pd.DataFrame, *, scoped: bool = False) -> Mapping[str, Told]:
    """Return the days and values told of each metric, each day of an account once.

    Parameters
    ----------
    daily, scoped
        As for `counted_once`; each row with its `day`.

    Returns
    -------
    dict
        Metric -> days (datetime64) and values in the metric's unit, one per row that counts.

    """
    rows = all_counted_once(daily, scoped=scoped)
    days, values = rows["day"].to_numpy(), rows["value"].to_numpy(float)
    place, metrics = pd.factorize(rows["metric"])
    return {str(one): (days[place == number], values[place == number]) for number, one in enumerate(metrics)}


def added_up(days: np.ndarray, values: np.ndarray) -> pd.DataFrame:
    """Return the sum and the number of known values of each day.

    What is not whole is added as pandas adds it, with the digits that a plain sum would lose.

    Parameters
    ----------
    days, values
        From `told_by_metric`, or of any rows.

    Returns
    -------
    DataFrame
        `day`, `value` in the unit of the values, `rows`; a row without a day or a value is left out.

    """
    known = ~np.isnan(values) & ~np.isnat(days)
    values = values[known]
    each, place = np.unique(days[known], return_inverse=True)
    whole = bool((values == np.floor(values)).all())
    sums = np.bincount(place, values, len(each)) if whole else pd.Series(values).groupby(place).sum().to_numpy()
    return pd.DataFrame({"day": each, "value": sums, "rows": np.bincount(place, minlength=len(each))})
