"""The lift this client's own campaigns have shown, as far as an approved one will bring it to a deadline's month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from smmkit.ledger import Item, Verdict, read_ledger
from smmkit.metrics import WEB
from smmkit.period import Period
from smmkit.plan import Plan
from smmkit.plan.entries import Campaign
from smmkit.topics.objectives.proposals.aims import Aim


def shown_effects(client_out: Path, period: Period) -> dict[str, Item]:
    """Return the results of campaigns that earlier months decided on, by the campaign's id; the latest counts.

    Parameters
    ----------
    client_out
        The folder that holds the client's months.
    period
        The month that is judged: only months before it count.

    """
    found: dict[str, Item] = {}
    for folder in sorted(client_out.glob("[0-9][0-9][0-9][0-9]-[0-9][0-9]")):
        if folder.name < str(period):
            items = [one for one in read_ledger(folder).values() if one.id.startswith("RS-")]
            ended = {f"CA-{one.id[3:]}": one for one in items if one.verdict is Verdict.DECIDE and (one.low or 0) > 0}
            found |= {id: one for id, one in ended.items() if id in one.because}
    return found


def lifts(aims: Sequence[Aim], plan: Plan, effects: Mapping[str, Item]) -> dict[str, float]:
    """Return the lift of each objective that has one, by its id."""
    found = {aim.id: lift_of(aim, plan, effects) for aim in aims}
    return {id: lift for id, lift in found.items() if lift > 0}


def lift_of(aim: Aim, plan: Plan, effects: Mapping[str, Item]) -> float:
    """Return the relative lift of the deadline's month that a coming campaign may be counted on for; 0 without one.

    The low end of the effect that an earlier campaign of the same strategy has shown, for the days of the deadline's
    month on which the approved campaign runs; where several run on one day, the largest counts.

    Parameters
    ----------
    aim
        The objective: only campaigns judged on its measure, or on visits for what comes from the web, can lift it.
    plan
        Its approved campaigns.
    effects
        From `shown_effects`.

    """
    month = Period(f"{aim.deadline:%Y-%m}")
    days = [month.start + timedelta(days=number) for number in range(month.days)]
    coming = [(one, _shown(one, plan, effects)) for one in plan.campaigns if _counts(one, aim)]
    return sum(max((low for one, low in coming if _runs(one, day)), default=0.0) for day in days) / len(days)


def _counts(campaign: Campaign, aim: Aim) -> bool:
    same = campaign.metric == aim.metric or (aim.metric in WEB and campaign.metric in WEB)
    return campaign.status == "approved" and same and not aim.down


def _shown(campaign: Campaign, plan: Plan, effects: Mapping[str, Item]) -> float:
    """Return the low end of what the last campaign of the same strategy has shown."""
    strategies = {id for id in campaign.because if id.startswith("ST-")}
    kin = [one.id for one in plan.campaigns if strategies & set(one.because)]
    lows = [effects[id].low or 0.0 for id in kin if id in effects and id != campaign.id]
    return lows[-1] if lows else 0.0


def _runs(campaign: Campaign, day: date) -> bool:
    return campaign.start is not None and campaign.start <= day <= (campaign.end or campaign.start)
