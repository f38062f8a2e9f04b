"""What campaigns did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from smmkit.ledger import Check, Experiment, Item, item_id, judge
from smmkit.measures.scopes import Window
from smmkit.metrics import METRICS
from smmkit.stats.power import WORTH, units_per_arm
from smmkit.text import N_, Message
from smmkit.topics.results.analysis import CERTAINTY, CampaignEffect
from smmkit.topics.results.proposals.plan import ANSWERS, fact_id

LEAST_DAYS = 56
PLAUSIBLE = 3.0
SEEN = 0.7
_PEAKS = {
    "": N_("no yearly peak falls on its days"),
    "compared": N_("its days are compared with the same dates of last year, which were a peak too"),
    "unknown": N_("a yearly peak falls on its days, and last year is not known"),
}
_ADDED = N_(
    "While “{title}” ran, {metric:noun} went up by {effect:percent} because of it ({low:percent} to {high:percent})"
)
_LOST = N_("While “{title}” ran, {metric:noun} fell by {effect:percent} ({low:percent} to {high:percent})")
_NOTHING = N_(
    "We cannot tell whether “{title}” moved {metric:noun}: anything between {low:percent} and "
    "{high:percent} is possible"
)
_SHORT = N_(
    "We cannot tell whether “{title}” moved {metric:noun}: anything between {low:percent} and "
    "{high:percent} is possible, so it did not bring the {promised:percent} it was to bring"
)
_PART = N_(
    "Only {share:percent} of the days of “{title}” are in the exports; on those, {metric:noun} changed by "
    "{effect:percent} ({low:percent} to {high:percent}), too few days to say what the campaign brought"
)
_WHOLE = N_("Export {metric:noun} once more, for every day of the campaign.")
_UNKNOWN = N_("What “{title}” did to {metric:noun} cannot be told: fewer than four weeks of days come before its start")


def campaign_items(campaigns: pd.DataFrame, effects: Mapping[str, CampaignEffect | None], *, period: str) -> list[Item]:
    """Return what each campaign did: `RS-<campaign>`.

    Parameters
    ----------
    campaigns
        From `planned`.
    effects
        From `campaign_effects`.
    period
        Month, such as `2026-10`.

    """
    return [
        _campaign_item(row, effects[str(row["id"])], measure_name(str(row["metric"])), period)
        for row in campaigns.to_dict("records")
    ]


def promised_of(row: Mapping[Any, Any]) -> float | None:
    """Return what a campaign was to add, as a share of what would come without it; None where nothing was promised."""
    promised = row.get("expected")
    return float(promised) if row.get("unit") == "rate" and pd.notna(promised) else None


def days_of(row: Mapping[Any, Any], period: str) -> str:
    """Return the days a campaign ran up to the end of a month, as `Window.key` writes them."""
    start, end = pd.Timestamp(row["start"]).date(), pd.Timestamp(row["end"]).date()
    return Window(start, min(end, Window.month(period).end)).key


def _campaign_item(row: dict[Any, Any], effect: CampaignEffect | None, metric: str, period: str) -> Item:
    because = (str(row["id"]), fact_id(str(row["metric"])))
    id = item_id("RS", str(row["id"])[3:])
    said: dict[str, Any] = {"title": row["title"], "metric": metric}
    history = Message(
        N_("{days:number} days before the start, of at least {least:number}"),
        {"days": effect.before if effect else 0, "least": LEAST_DAYS},
    )
    if effect is None:
        collect = Message(
            N_("Export {metric:word} per day for two months before the next campaign."), {"metric": metric}
        )
        return Item.of(
            id,
            Message(_UNKNOWN, said),
            judge([Check("rows", False, history)], collect=collect),
            because=because,
            period=period,
        )
    interval = effect.widened(effect.relative)
    title = effect_sentence(str(row["title"]), metric, effect, promised=promised_of(row))
    keep = Message(N_("Keep exporting the same measure per day."))
    collect = keep if _whole(effect) else Message(_WHOLE, {"metric": metric})
    judgement = judge(
        [Check("rows", effect.before >= LEAST_DAYS, history), *_effect_checks(effect)],
        experiment=_switch_test(effect, str(row["metric"])) if _whole(effect) and title.key != _SHORT else None,
        collect=collect,
        owner=ANSWERS if _whole(effect) and effect.before >= LEAST_DAYS else None,
    )
    return Item.of(
        id, title, judgement, because=because, value=effect.relative["value"], low=interval.low, high=interval.high,
        p_value=effect.p_value, unit="rate", n=effect.during, period=period, metric=str(row["metric"]),
        scope=f"{row['id']}+added", window=days_of(row, period),
    )  # fmt: skip


def _whole(effect: CampaignEffect) -> bool:
    """Whether enough of the campaign's days are known to speak of the campaign."""
    return effect.seen >= SEEN


def _effect_checks(effect: CampaignEffect) -> list[Check]:
    chance = Message(
        N_("chance of such a step without any: {p:percent2}, of at most {needed:percent2}"),
        {"p": effect.p_value, "needed": CERTAINTY},
    )
    invented = Message(
        N_("hardly any of {n:number} invented campaigns before the start shows as large an effect"),
        {"n": len(effect.placebos)},
    )
    odd = Message(N_("an effect above 300% is more likely a counting error"))
    dates = Message(_PEAKS[effect.peak])
    days = Message(N_("{share:percent} of the campaign's days have a number"), {"share": effect.seen})
    return [
        Check("coverage", _whole(effect), days),
        Check("interval", effect.p_value <= CERTAINTY, chance),
        Check("placebo", effect.beyond_placebos, invented),
        Check("peak", effect.peak != "unknown", dates),
        Check("plausible", abs(effect.relative["value"]) < PLAUSIBLE, odd),
    ]


def measure_name(metric: str) -> str:
    """Return a measure's name (catalogue key); one that is not in the registry keeps its own."""
    return METRICS[metric].name if metric in METRICS else metric


def effect_sentence(title: str, metric: str, effect: CampaignEffect, *, promised: float | None = None) -> Message:
    """Return what a campaign did to its measure, no more than the widened interval and the placebos allow.

    A campaign that surely brought less than was promised is not tried again to see whether it brought anything.
    """
    interval = effect.widened(effect.relative)
    value = effect.relative["value"]
    said: dict[str, str | float] = {"title": title, "metric": metric}
    if not _whole(effect):
        ends = {"low": interval.low, "high": interval.high}
        return Message(_PART, {**said, "share": effect.seen, "effect": value, **ends})
    if not effect.certain and promised is not None and interval.high < promised:
        return Message(_SHORT, {**said, "low": interval.low, "high": interval.high, "promised": promised})
    if not effect.certain:
        return Message(_NOTHING, {**said, "low": interval.low, "high": interval.high})
    if value > 0:
        return Message(_ADDED, {**said, "effect": value, "low": interval.low, "high": interval.high})
    return Message(_LOST, {**said, "effect": -value, "low": -interval.high, "high": -interval.low})


def _switch_test(effect: CampaignEffect, metric: str) -> Experiment:
    """Design a test of weeks with and without, picked at random, that would see a change of a fifth."""
    before = effect.days["actual"].iloc[: effect.before]
    weekly = before.rolling(7).mean().dropna().iloc[::7]
    noise = float(weekly.std(ddof=1) / weekly.mean()) if len(weekly) > 2 and weekly.mean() > 0 else 0.3
    needed = max(units_per_arm(noise, WORTH), 3)
    arms = Message(N_("weeks with the campaign, picked at random")), Message(N_("weeks without it"))
    return Experiment(arms, needed, 2.0 * needed, metric, "weeks")
