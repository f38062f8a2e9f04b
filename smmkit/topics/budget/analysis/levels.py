"""At which level money is followed: by the accounts that are billed, or by the campaigns within them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from smmkit.measures.costs import campaign_lines
from smmkit.measures.money_told import ads_told
from smmkit.measures.spend import ads_line, by_day, spend_rows
from smmkit.topics.budget.analysis.line_keys import named_as, with_one_name
from smmkit.topics.budget.analysis.series import Series, campaign_series, web_series

Level = tuple[pd.DataFrame, Series, pd.Series, dict[str, str]]
"""Money by line and day, weekly results by line, the plan by line, and the account of each campaign."""


def lines_of(
    ads: pd.DataFrame, costs: pd.DataFrame, web: pd.DataFrame, approved: pd.Series, parts: Mapping[str, str], *,
    campaigns: bool = True,
) -> Level:  # fmt: skip
    """Return spend, series and plan by accounts where the web export counts their results, else by campaigns.

    Parameters
    ----------
    ads, costs, web
        Canonical tables; any may be empty.
    approved
        Money a month per line in the plan.
    parts
        Lines of the plan that share the money of another: that line, by theirs.
    campaigns
        Whether campaigns may be the lines; not where the team was asked about accounts.

    Returns
    -------
    tuple
        Money by line and day, weekly results by line, the plan by line, and the account of each campaign where
        campaigns are the lines. Each amount stands at one level only.

    """
    spend = with_one_name(spend_rows(ads, costs))
    series = web_series(spend, web, ads_told(ads))
    by_campaign = campaigns and series.weekly.empty and not campaign_series(ads).weekly.empty
    accounts = _accounts(ads)
    names, platforms = frozenset(accounts), _platform_lines(ads) | {*parts.values()}
    named = _of_these_lines(approved, spend, platforms if by_campaign else names | {*parts}, names)
    if not by_campaign:
        return spend, series, named, {}
    return with_one_name(_by_campaign(spend, ads)), campaign_series(ads), named, accounts | dict(parts)


def line_names(ads: pd.DataFrame, costs: pd.DataFrame, judgements: pd.DataFrame) -> tuple[str, ...]:
    """Name every line the tables know, at either level: accounts, campaigns, hand-kept costs, judged lines.

    Parameters
    ----------
    ads, costs, judgements
        Canonical ads; costs and judged curves as kept by hand.

    Returns
    -------
    tuple of str
        Names as the tables write them, each once.

    """
    names = [
        *_platform_lines(ads), *_accounts(ads), *costs["line"].dropna().astype(str),
        *judgements["line"].dropna().astype(str),
    ]  # fmt: skip
    return tuple(dict.fromkeys(names))


def _of_these_lines(
    approved: pd.Series, spend: pd.DataFrame, others: frozenset[str], campaigns: frozenset[str]
) -> pd.Series:
    """Give the plan by the names of the tables, without lines that stand for the same money at another level."""
    named = named_as(approved, [*spend["line"].astype(str).unique(), *sorted(campaigns)])
    return named[~named.index.isin(others)]


def _accounts(ads: pd.DataFrame) -> dict[str, str]:
    """Give, by campaign that cost something, the line of the account that is billed for it."""
    paid = ads[ads["spend"].fillna(0) > 0]
    return dict(zip(campaign_lines(paid).astype(str), map(ads_line, paid["platform"]), strict=True))


def _platform_lines(ads: pd.DataFrame) -> frozenset[str]:
    return frozenset(map(ads_line, ads["platform"].dropna().unique()))


def _by_campaign(spend: pd.DataFrame, ads: pd.DataFrame) -> pd.DataFrame:
    """Replace the lines of the ads rows by their campaigns."""
    paid = by_day(ads[ads["spend"].fillna(0) > 0])
    rows = pd.DataFrame({"line": campaign_lines(paid), "day": paid["day"], "amount": paid["spend"]})
    own = rows.groupby(["line", "day"], as_index=False)["amount"].sum()
    own = own.assign(kind="ads", platform="", hours=np.nan, booked=own["day"])
    whole: pd.DataFrame = pd.concat([own, spend[~spend["line"].isin(ads["platform"].map(ads_line))]], ignore_index=True)
    return whole
