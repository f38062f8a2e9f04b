"""Money in other currencies than the client's: left out of every sum, and said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

_MONEY = frozenset({"ads", "ads_detail", "ads_reported_totals", "costs", "money_states"})


def own_money(table: pd.DataFrame, name: str, currency: str) -> pd.DataFrame:
    """Return a table without the rows in another currency than the client's: no sum may hold both.

    Parameters
    ----------
    table
        A canonical table; one that holds no money comes back as it is.
    name
        Its name.
    currency
        The client's.

    Returns
    -------
    DataFrame
        The rows in the client's currency, or of which none is said.

    """
    if name not in _MONEY or "currency" not in table:
        return table
    foreign = (table["currency"] != currency).fillna(False).astype(bool)
    return table[~foreign] if foreign.any() else table


def other_money(tables: Mapping[str, pd.DataFrame], currency: str, end: date) -> dict[str, tuple[str, ...]]:
    """Return the currencies other than the client's in which ads and costs tell of money: `own_money` leaves it out.

    Parameters
    ----------
    tables
        Canonical tables by name.
    currency
        The client's.
    end
        Last day that is looked at.

    Returns
    -------
    dict
        Currencies by table, `ads` and `costs`; only those that have any.

    """
    told: dict[str, tuple[str, ...]] = {}
    for name, day in (("ads", "date_start"), ("costs", "day")):
        if name in tables and "currency" in tables[name]:
            rows = tables[name][pd.to_datetime(tables[name][day]) <= pd.Timestamp(end)]
            told[name] = tuple(sorted({*rows["currency"].dropna().astype(str)} - {currency}))
    return {name: currencies for name, currencies in told.items() if currencies}
