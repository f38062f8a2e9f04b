"""Why a sum of money differs from another month's: more units, another mix of them, or another price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from smmkit.measures.kpis import NEARLY
from smmkit.measures.money_told import ads_told, months_inside
from smmkit.measures.scopes import Window
from smmkit.measures.spend import ads_line, by_day
from smmkit.period import Period


@dataclass(frozen=True)
class Variance:
    """A sum of money of two months and what lies between them; the three parts add up to the difference exactly.

    Parameters
    ----------
    before, now
        Money of the two months, in the client's currency.
    volume
        What more (or fewer) units would have brought, each at the mean price of the month before.
    mix
        What the units' moving to dearer or cheaper groups brought, at the prices of the month before.
    price
        What each group's units brought more or less than the month before.

    """

    before: float
    now: float
    volume: float
    mix: float
    price: float

    @property
    def largest(self) -> str:
        """The part that moved most: `volume`, `mix` or `price`."""
        parts = {"volume": self.volume, "mix": self.mix, "price": self.price}
        return max(parts, key=lambda name: abs(parts[name]))


def variance(before: pd.DataFrame, now: pd.DataFrame) -> Variance | None:
    """Return what of a difference is volume, mix and price.

    Parameters
    ----------
    before, now
        One row per group (channel, campaign) as index: `units` and `money`.

    Returns
    -------
    Variance or None
        None where the month before has no unit, so that nothing had a price.

    Notes
    -----
    The trade's variance analysis (Horngren, Datar and Rajan, *Cost Accounting*, chapters on sales variances): sales
    quantity, sales mix and price variance. A group that sold nothing before is held against the mean price.

    """
    units, money = float(before["units"].sum()), float(before["money"].sum())
    if not units > 0:
        return None
    mean = money / units
    groups = before.index.union(now.index)
    old, new = before.reindex(groups, fill_value=0.0), now.reindex(groups, fill_value=0.0)
    price = (old["money"] / old["units"].where(old["units"] > 0)).fillna(mean).astype(float)
    at_old_prices = float((new["units"] * price).sum())
    volume = float(new["units"].sum()) * mean - money
    mix = at_old_prices - float(new["units"].sum()) * mean
    return Variance(money, float(new["money"].sum()), volume, mix, float(new["money"].sum()) - at_old_prices)


def variances(web: pd.DataFrame, ads: pd.DataFrame, period: Period) -> dict[str, Variance | None]:
    """Return why revenue and ad money differ from the month before, by `revenue` and `spend`.

    Parameters
    ----------
    web, ads
        Canonical tables, of all days.
    period
        The month.

    Returns
    -------
    dict
        None for what had no unit or no money in the month before, and where the files do not tell nearly all of both
        months: half a month is no fall.

    """
    months = [Window.month(period.shift(-1)), Window.month(period)]
    told = _sold(web)
    sold = [revenue_groups(told[month.holds(told["day"])]) for month in months]
    spent = by_day(ads, [one for one in ("spend", "impressions") if one in ads])
    paid = [spend_groups(spent[month.holds(spent["day"])]) for month in months]
    whole = all(told.loc[month.holds(told["day"]), "day"].nunique() >= NEARLY * month.days for month in months)
    return {
        "revenue": variance(*sold) if whole else None,
        "spend": variance(*paid) if _ads_whole(ads, months) else None,
    }


def _ads_whole(ads: pd.DataFrame, months: Sequence[Window]) -> bool:
    """Tell whether nearly all of both months is told of each account that spent in one of them."""
    days = by_day(ads, ())
    accounts = {ads_line(one) for month in months for one in days.loc[month.holds(days["day"]), "platform"]}
    told = ads_told(ads)
    return all(months_inside(told[line], *_ends(month)) >= NEARLY for line in accounts for month in months)


def _ends(month: Window) -> tuple[pd.Timestamp, pd.Timestamp]:
    return pd.Timestamp(month.start), pd.Timestamp(month.end)


def revenue_groups(web: pd.DataFrame) -> pd.DataFrame:
    """Return key events and revenue by web channel; a channel nobody names is one of its own.

    Parameters
    ----------
    web
        Canonical table `web`, of one month.

    Returns
    -------
    DataFrame
        `units` (key events) and `money` (revenue), indexed by channel; empty where no revenue is told.

    """
    return _grouped(_sold(web), "channel", "key_events", "revenue")


def spend_groups(ads: pd.DataFrame) -> pd.DataFrame:
    """Return impressions in thousands and spend by network and campaign.

    Parameters
    ----------
    ads
        Canonical table `ads`, of one month.

    Returns
    -------
    DataFrame
        `units` (thousands of impressions) and `money` (spend), indexed by campaign; empty where none are told.

    """
    told = ads[ads["impressions"].notna() & ads["spend"].notna()] if {"impressions", "spend"} <= set(ads) else ads[:0]
    names = told["platform"].astype(str) + " " + told["campaign_name"].astype(object).fillna("–").astype(str)
    found = _grouped(told.assign(channel=names), "channel", "impressions", "spend")
    return found.assign(units=found["units"] / 1000)


def _grouped(table: pd.DataFrame, by: str, units: str, money: str) -> pd.DataFrame:
    names = table[by].astype(object).fillna("–").astype(str) if by in table else pd.Series("–", index=table.index)
    sums = table[[units, money]].astype(float).groupby(names.to_numpy()).sum()
    return sums.rename(columns={units: "units", money: "money"})


def _sold(web: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `web` that tell key events and revenue."""
    return web[web["revenue"].notna() & web["key_events"].notna()] if {"revenue", "key_events"} <= set(web) else web[:0]
