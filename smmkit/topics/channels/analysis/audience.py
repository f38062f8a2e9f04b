"""How far the people on a network are those the client sells to, by what the network itself tells of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import pandas as pd

# Fewer customers of a known age say little about the ages of the rest.
LEAST = 30
AGES = "age_sex"
_OLDEST = 200.0


def audience_fit(audience: pd.DataFrame, customers: pd.DataFrame, names: Iterable[str]) -> pd.Series[float]:
    """Return how far each network's people and the client's customers share their ages.

    The overlap of two distributions over ages: the sum, over bands both know, of the smaller share. It is 1 where
    both are alike and 0 where they share no age (Weitzman 1970, U.S. Bureau of the Census, Technical Paper 22).

    Parameters
    ----------
    audience
        Canonical audience: the latest breakdown of each network by age counts.
    customers
        Canonical customers with `age_band`.
    names
        The networks.

    Returns
    -------
    Series
        0 to 1 per network; NaN where the network tells no ages, or fewer than thirty customers' ages are known.

    """
    networks = list(names)
    blank = pd.Series(float("nan"), index=networks, dtype=float)
    bands = customers.get("age_band", pd.Series(dtype="str")).dropna().astype(str)
    bought = bands.value_counts().astype(float)
    if audience.empty or bought.sum() < LEAST:
        return blank
    ages = audience[(audience["dimension"] == AGES) & audience["share"].notna()]
    for name, rows in ages.groupby(ages["platform"].astype(str)):
        latest = rows[rows["as_of"].isna().all() | (rows["as_of"] == rows["as_of"].max())]
        shown = latest["share"].astype(float).groupby(latest["value"].astype(str)).sum()
        if name in blank.index and shown.sum() > 0:
            blank[str(name)] = _overlap(shown, bought)
    return blank


def _ages(band: str) -> tuple[float, float]:
    """Return the youngest age of a band such as `25-34` or `65+`, and the first age above it."""
    found = [float(number) for number in re.findall(r"\d+", band)]
    return (found[0], found[1] + 1 if len(found) > 1 else _OLDEST) if found else (float("nan"), float("nan"))


def _overlap(first: pd.Series[float], second: pd.Series[float]) -> float:
    """Return the overlap of two distributions over age bands, between the ages at which both begin or end one."""
    edges = [{age for band in one.index for age in _ages(str(band))} for one in (first, second)]
    bins = sorted(edges[0] & edges[1])
    if len(bins) < 2:
        return 0.0
    shares = [
        np.histogram([_ages(str(band))[0] for band in one.index], bins=bins, weights=one.to_numpy(float) / one.sum())[0]
        for one in (first, second)
    ]
    return float(np.minimum(*shares).sum())
