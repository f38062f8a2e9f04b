"""Notebook 09's tables: plan against actual, formats, campaigns, tests, money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from smmkit.ledger import item_id
from smmkit.measures.money_told import said_by_days
from smmkit.measures.names import result_name
from smmkit.measures.scopes import Scope, Window
from smmkit.metrics import METRICS
from smmkit.present.facts import scoped, stated, text_table
from smmkit.schema import platform_name
from smmkit.text import N_, Text
from smmkit.topics.results.analysis import CampaignEffect, Return
from smmkit.topics.results.proposals.plan import fact_id

STATES: Mapping[str, str] = {
    "reached": N_("on target"),
    "missed": N_("below target"),
    "open": N_("open: the target lies inside the interval"),
    "blind": N_("nothing reports it"),
    "part": N_("some of its days are missing"),
    "targetless": N_("no target in the plan"),
}
_OVER = N_("above target")
PACES: Mapping[str, str] = {
    "on_plan": N_("as planned"),
    "over": N_("above plan"),
    "under": N_("below plan"),
    "silent": N_("no spend recorded"),
    "unplanned": N_("not in the plan"),
    "kept": N_("kept back, not needed"),
    "held": N_("kept back, used in part"),
}
_BETWEEN = N_("{left} (between {low} and {high})")
SIDES: Mapping[str, str] = {
    "works": N_("works"),
    "fails": N_("does not work"),
    "better": N_("better"),
    "worse": N_("worse"),
    "": N_("nobody knows yet"),
}
_SPECS = {"rate": "percent1", "money": "money0"}


def standing_table(standing: pd.DataFrame, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return how each objective stands."""
    rows = []
    for row in _rows(standing):
        record = METRICS.get(row.metric)
        spec = _SPECS.get(record.unit, "number") if record else "number1"
        rows.append(
            (
                str(row.title),
                text.word(record.name if record else row.metric),
                stated(text.formatted(row.baseline, spec), "baseline", str(row.id), window),
                stated(text.formatted(row.target, spec), "target", str(row.id), window),
                _value(row, spec, text, window),
                text.interval(row.low, row.high, spec),
                text.date(row.deadline),
                text.word(_OVER if row.status == "missed" and row.falls else STATES[row.status]),
            )
        )
    heads = (
        N_("Objective"), N_("Measure"), N_("Baseline"), N_("Target"), N_("This month"), N_("Interval"),
        N_("Deadline"), N_("Standing"),
    )  # fmt: skip
    return text_table(rows, heads, text, window=window)


def spend_table(
    spend: pd.DataFrame, titles: pd.DataFrame, text: Text, *, window: Window | None = None, shared: float = 0.0
) -> pd.DataFrame:
    """Return what was planned and paid per budget line, and how much of it, `shared`, is a part by days."""
    named = titles.set_index("line")["title"].to_dict()
    rows = [
        (
            str(named.get(row.line, row.line)),
            stated(text.amount(row.planned), "planned", str(row.line), window),
            stated(text.money(row.spent, 0), "booked", str(row.line), window),
            stated(text.percent(row.pace), "used", str(row.line), window),
            text.word(PACES[row.status]),
        )
        for row in _rows(spend)
    ]
    heads = (N_("Line"), N_("Planned"), N_("Spent"), N_("Spent of planned"), N_("Standing"))
    return text_table(rows, heads, text, window=window, notes=said_by_days(shared))


def rates_table(rates: pd.DataFrame, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return the engagement rate by reach per format."""
    rows = [
        (
            platform_name(row.platform),
            text.word(row.format),
            text.number(row.n),
            stated(
                text.percent(row.rate, 1),
                "err",
                scoped(row.platform, row.format),
                window,
                item=item_id("EV", row.platform, row.format, "err"),
            ),
            text.interval(row.low, row.high, "percent1"),
        )
        for row in _rows(rates)
    ]
    heads = (N_("Platform"), N_("Format"), N_("Posts"), N_("Engagement rate by reach"), N_("Interval"))
    return text_table(rows, heads, text, window=window)


def campaigns_table(
    campaigns: pd.DataFrame, effects: Mapping[str, CampaignEffect | None], text: Text, *, window: Window | None = None
) -> pd.DataFrame:
    """Return what each campaign was expected to add and what it added."""
    rows = []
    for row in campaigns.to_dict("records"):
        effect, record = effects[str(row["id"])], METRICS.get(str(row["metric"]))
        expected = text.formatted(row["expected"], "percent" if row["unit"] == "rate" else "number")
        interval = effect.widened(effect.relative) if effect else None
        rows.append(
            (
                str(row["title"]),
                text.date(row["start"]),
                text.date(row["end"]),
                text.word(record.name if record else str(row["metric"])),
                stated(expected, "expected", str(row["id"]), window),
                stated(
                    text.signed(effect.relative["value"] if effect else None, "percent"),
                    "campaign_effect",
                    str(row["id"]),
                    window,
                    item=item_id("RS", str(row["id"])[3:]),
                ),
                text.interval(interval.low, interval.high, "percent") if interval else text.word(None),
                stated(text.signed(_worst(effect), "percent"), "largest_placebo", str(row["id"]), window),
            )
        )
    heads = (
        N_("Campaign"), N_("From"), N_("To"), N_("Measure"), N_("Expected"), N_("Added"), N_("Interval"),
        N_("Largest effect of an invented campaign"),
    )  # fmt: skip
    return text_table(rows, heads, text, window=window)


def cost_table(costs: pd.DataFrame, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return what a paid result cost."""
    rows = [
        (
            str(row.line),
            text.word(result_name(row.result_type)),
            stated(text.money(row.spend, 0), "spend", scoped(row.line, row.result_type), window),
            text.number(row.results),
            stated(text.money(row.cost), "cpa", scoped(row.line, row.result_type), window),
            text.interval(row.low, row.high, "money"),
        )
        for row in _rows(costs)
    ]
    heads = (N_("Ads"), N_("Result"), N_("Spent"), N_("Results"), N_("Cost per result"), N_("Interval"))
    return text_table(rows, heads, text, window=window)


def returns_table(
    campaigns: pd.DataFrame,
    costs: Mapping[str, pd.DataFrame],
    returns: Mapping[str, Return | None],
    text: Text,
    *,
    window: Window | None = None,
) -> pd.DataFrame:
    """Return full cost, added margin and what is left per campaign, in money: nobody counts in negative per cent."""
    rows = []
    kept = left_over(returns, text, window=window)
    for row in campaigns.to_dict("records"):
        table, found = costs[str(row["id"])], returns[str(row["id"])]
        cost = float(table["amount"].sum()) if len(table) else None
        rows.append(
            (
                str(row["title"]),
                stated(
                    text.money(cost, 0),
                    "full_cost",
                    str(row["id"]),
                    window,
                    item=item_id("EV", "campaign", str(row["id"])[3:], "cost"),
                ),
                text.number(float(table["hours"].sum()) if len(table) else None),
                stated(text.money(found.margin if found else None, 0), "margin_added", str(row["id"]), window),
                text.interval(found.margin_low, found.margin_high, "money0") if found else text.word(None),
                kept[str(row["id"])],
            )
        )
    heads = (
        N_("Campaign"), N_("Full cost"), N_("Hours in it"), N_("Margin added"), N_("Interval of the margin"),
        N_("Left after its cost"),
    )  # fmt: skip
    return text_table(rows, heads, text, window=window)


def left_over(returns: Mapping[str, Return | None], text: Text, *, window: Window | None = None) -> dict[str, str]:
    """Return what was left of each campaign after its full cost and between which ends, as every table shows it."""
    shown = {}
    for id, found in returns.items():
        ends = (found.margin, found.margin_low, found.margin_high) if found else ()
        left, *both = [text.signed(end - found.cost, "money0") for end in ends if found] or [text.word(None)]
        said = text(_BETWEEN, left=left, low=both[0], high=both[1]) if both else left
        shown[id] = stated(said, "left_over", id, window, item=item_id("RS", id[3:], "roi"))
    return shown


def attribution_table(table: pd.DataFrame, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return what the platform books to itself."""
    rows = [
        (
            str(row.campaign_name),
            stated(text.money(row.spend, 0), "spend", scoped("claimed", row.campaign_name), window),
            stated(text.money(row.conversions_value, 0), "claimed_revenue", str(row.campaign_name), window),
            stated(text.number(row.roas, 1), "roas", str(row.campaign_name), window),
        )
        for row in _rows(table)
    ]
    return text_table(
        rows,
        (N_("Ads"), N_("Spent"), N_("Revenue the platform claims"), N_("Claimed per unit spent")),
        text,
        window=window,
    )


def _worst(effect: CampaignEffect | None) -> float | None:
    if effect is None or effect.placebos.empty:
        return None
    usual = float(effect.days["actual"].iloc[: effect.before].mean())
    worst = effect.placebos["value"].iloc[int(effect.placebos["value"].abs().to_numpy(float).argmax())]
    return float(worst) / usual if usual > 0 else None


def _value(row: Any, spec: str, text: Text, window: Window | None) -> str:
    """Return an objective's value as shown; where a registered KPI gives it, it declares that KPI and its item."""
    shown = text.formatted(row.value, spec)
    if row.metric not in METRICS:
        return shown
    scope: Scope = getattr(row, "scope", Scope())
    return stated(shown, row.metric, scope.key, window, item=fact_id(row.metric) if scope == Scope() else "")


def _rows(table: pd.DataFrame) -> Iterable[Any]:
    return table.itertuples()
