"""All campaigns of a plan: their effect, their cost, their return."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from smmkit.measures.outcome import daily_outcome
from smmkit.measures.spend import spend_by_line, spend_rows
from smmkit.topics.results.analysis.campaign import CampaignEffect, campaign_effect, day_controls
from smmkit.topics.results.analysis.returns import Return, campaign_return


def campaign_effects(
    campaigns: pd.DataFrame,
    daily: pd.DataFrame,
    web: pd.DataFrame,
    *,
    until: pd.Timestamp,
    dates: pd.DataFrame | None = None,
) -> dict[str, CampaignEffect | None]:
    """Return the effect of each approved campaign on its own measure; None where it cannot be estimated.

    Parameters
    ----------
    campaigns
        From `planned`.
    daily, web
        Canonical tables.
    until
        Last day of the period.
    dates
        Commercial dates of the client's country: `day`, `major` (of its sector). Minor ones are a control.

    Returns
    -------
    dict
        Id of the campaign -> effect, in the unit of its measure.

    """
    found = {}
    for row in campaigns.to_dict("records"):
        outcome = daily_outcome(str(row["metric"]), daily, web, until)
        found[str(row["id"])] = _effect(outcome, row["start"], min(row["end"], until), dates)
    return found


def _effect(
    outcome: pd.Series[float], start: pd.Timestamp, end: pd.Timestamp, dates: pd.DataFrame | None
) -> CampaignEffect | None:
    controls = day_controls(pd.DatetimeIndex(outcome.index), dates)
    peaks = [] if dates is None else list(dates.loc[dates["major"].astype(bool), "day"])
    return campaign_effect(outcome, start, end, controls=controls, peaks=peaks)


def campaign_costs(
    campaigns: pd.DataFrame, ads: pd.DataFrame, costs: pd.DataFrame, *, until: pd.Timestamp
) -> dict[str, pd.DataFrame]:
    """Return the full cost of each campaign's days, line by line.

    Parameters
    ----------
    campaigns
        From `planned`.
    ads, costs
        Canonical ads; costs as kept by hand.
    until
        Last day of the period.

    Returns
    -------
    dict
        Id of the campaign -> `line`, `amount` (client's currency), from `measures.spend.spend_by_line`.

    """
    spend = spend_rows(ads, costs)
    return {
        str(row["id"]): spend_by_line(spend, row["start"], min(row["end"], until))
        for row in campaigns.to_dict("records")
    }


def campaign_returns(
    campaigns: pd.DataFrame,
    costs: Mapping[str, pd.DataFrame],
    web: pd.DataFrame,
    margin: float | None,
    *,
    until: pd.Timestamp,
    dates: pd.DataFrame | None = None,
) -> dict[str, Return | None]:
    """Return what each campaign gave back on its full cost; None without revenue, margin, costs or history.

    Parameters
    ----------
    campaigns
        From `planned`.
    costs
        From `campaign_costs`.
    web
        Canonical web: `revenue` by day.
    margin
        Gross margin as a share of the revenue; None where the brief names none.
    until
        Last day of the period.
    dates
        As for `campaign_effects`.

    Returns
    -------
    dict
        Id of the campaign -> return, or None.

    """
    none = pd.DataFrame(columns=["metric", "scope", "day", "value"])
    revenue = daily_outcome("revenue", none, web, until)
    found: dict[str, Return | None] = {}
    for row in campaigns.to_dict("records"):
        id = str(row["id"])
        amount = float(costs[id]["amount"].sum()) if len(costs[id]) else 0.0
        effect = _effect(revenue, row["start"], min(row["end"], until), dates)
        if effect is None or margin is None or not revenue.any():
            found[id] = None
            continue
        centre = effect.total["value"]
        found[id] = campaign_return(centre + effect.widening * (effect.draws - centre), margin, amount)
    return found
