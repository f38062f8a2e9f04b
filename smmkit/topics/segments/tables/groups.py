"""Notebook 04's tables: the search for segments, cards, rules, value, channels, targets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from smmkit.measures.names import metric_name
from smmkit.measures.scopes import Window
from smmkit.metrics import metric
from smmkit.present.display import NOTHING
from smmkit.present.facts import scoped, stated, text_table
from smmkit.schema import platform_name
from smmkit.text import N_, Text
from smmkit.topics.segments.analysis import Cards, Structure
from smmkit.topics.segments.proposals import BEHAVIOUR_NAMES, HIDDEN_BELOW, feature_name, segment_name

_HIDDEN = N_("fewer than ten")
_SIDES = {"high": N_("more than others"), "low": N_("less than others"), "": N_("no sure difference")}


def known_table(
    customers: pd.DataFrame, audience: pd.DataFrame, features: pd.DataFrame, names: Mapping[str, str], text: Text
) -> pd.DataFrame:
    """Return what the section can count on."""
    asked = [feature_name(one, names) for one in features.columns]
    rows = [
        (text("Customers on record"), text.number(len(customers))),
        (
            text("Customers who answered every question"),
            text.number(len(features.dropna()) if features.shape[1] else 0),
        ),
        (text("Questions answered (interests)"), ", ".join(asked) or text.word(None)),
        (text("Audience rows from the platforms"), text.number(len(audience))),
    ]
    return text_table(rows, (N_("What"), N_("There is")), text)


def answers_table(
    answers: pd.DataFrame, names: Mapping[str, str], text: Text, *, window: Window | None = None
) -> pd.DataFrame:
    """Return what was answered, question by question: how it was asked, and which share said yes or much."""
    rows = [
        (feature_name(row.question, names), text.word(_ASKED[row.kind]),
         text.number(row.n), stated(text.percent(row.share), "answered_much", row.question, window),
         text.interval(row.low, row.high, "percent"))
        for row in _rows(answers)
    ]  # fmt: skip
    heads = (N_("Question"), N_("Asked as"), N_("Answers given"), N_("Yes, or much"), N_("Interval"))
    return text_table(rows, heads, text, window=window)


_ASKED = {"yes or no": N_("yes or no"), "steps": N_("steps"), "a scale": N_("a scale")}


_FITS = {"silhouette": N_("Fit (silhouette)"), "likelihood": N_("Fit (share explained)")}


def curve_table(structure: Structure, text: Text) -> pd.DataFrame:
    """Return fit and stability per number of groups, beside what noise reaches."""
    rows = [
        (
            text.number(row.Index),
            text.number(row.fit, 2),
            text.number(row.noise, 2),
            text.number(row.stability, 2),
            text("yes") if row.Index == structure.groups else text("no"),
        )
        for row in _rows(structure.curve)
    ]
    fit = _FITS[structure.measure]
    heads = (N_("Groups"), fit, N_("Fit of noise, at most"), N_("Stability"), N_("Chosen"))
    return text_table(rows, heads, text)


def card_table(cards: Cards, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return one card per segment: size, tastes, worth and how its people are recognised."""
    rows = []
    for segment, size in cards.sizes.iterrows():
        if size["count"] < HIDDEN_BELOW:
            rows.append((_called(cards, int(str(segment)), text), text.word(_HIDDEN), *4 * ("–",)))
            continue
        mine = cards.tastes[cards.tastes["segment"] == segment]
        worth = cards.value.loc[int(str(segment))]
        rows.append(
            (
                _called(cards, int(str(segment)), text),
                text(
                    "{share:percent} ({ends})",
                    share=size["share"],
                    ends=text.interval(size["low"], size["high"], "percent"),
                ),
                _listed(mine, "high", cards, text),
                _listed(mine, "low", cards, text),
                text(
                    "{revenue:money} ({ends})",
                    revenue=worth["revenue"],
                    ends=text.interval(worth["low"], worth["high"], "money"),
                ),
                stated(text.percent(worth["revenue_share"]), "revenue_share", scoped("segment", segment), window),
            )
        )
    heads = (
        N_("Segment"),
        N_("Share of customers (interval)"),
        N_("Values more than others"),
        N_("Values less than others"),
        N_("Revenue per customer (interval)"),
        N_("Share of revenue"),
    )
    return text_table(rows, heads, text, window=window)


def rules_table(cards: Cards, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return the rules by which anybody can recognise a segment."""
    rows = [
        (
            _called(cards, int(str(segment)), text),
            "; ".join(_condition(one, cards, text) for one in row["conditions"]),
            stated(text.percent(row["purity"]), "rule_share", scoped("segment", segment, "purity"), window),
            stated(text.percent(row["coverage"]), "rule_share", scoped("segment", segment, "coverage"), window),
        )
        for segment, row in cards.rules.table.iterrows()
    ]
    heads = (N_("Segment"), N_("Rules"), N_("Of those who fit, belong"), N_("Of those who belong, fit"))
    return text_table(rows, heads, text, window=window)


def value_table(cards: Cards, text: Text) -> pd.DataFrame:
    """Return recency, frequency and money per segment."""
    rows = [
        (
            _called(cards, int(str(segment)), text),
            text.number(row["n"]),
            text.number(row["recency_days"]),
            text.number(row["orders"]),
            text.number(row["rfm"], 1),
        )
        if row["n"] >= HIDDEN_BELOW
        else (_called(cards, int(str(segment)), text), text.word(_HIDDEN), *3 * ("–",))
        for segment, row in cards.value.iterrows()
    ]
    heads = (
        N_("Segment"),
        N_("Customers"),
        N_("Days since the last order (median)"),
        N_("Orders (median)"),
        N_("RFM score, 1 to 5"),
    )
    return text_table(rows, heads, text)


def channels_table(cards: Cards, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return where each segment comes from: its share of a channel, and that as an index of everybody's (100)."""
    rows = [
        (
            _called(cards, int(row.segment), text),
            str(row.channel),
            stated(text.percent(row.share), "people_share", scoped("segment", row.segment, row.channel), window),
            stated(text.percent(row.overall), "people_share", scoped("customers", row.channel), window),
            text(
                "{index:number} ({ends})",
                index=100 * row.share / row.overall,
                ends=text.interval(100 * row.low / row.overall, 100 * row.high / row.overall, "number"),
            ),
            text.word(_SIDES[row.side]),
        )
        for row in _rows(cards.channels)
        if cards.sizes["count"].to_numpy(int)[int(row.segment)] >= HIDDEN_BELOW
    ]
    heads = (
        N_("Segment"),
        N_("Channel"),
        N_("Share"),
        N_("Everybody"),
        N_("Index, everybody is 100 (interval)"),
        N_("Compared"),
    )
    return text_table(rows, heads, text, window=window)


def targets_table(
    targets: pd.DataFrame, campaigns: pd.DataFrame, cards: Cards, text: Text, *, window: Window | None = None
) -> pd.DataFrame:
    """Return what each campaign to come asks of each segment, in whole units of its measure, and all together."""
    rows = []
    known = campaigns.set_index("campaign")
    for campaign, own in targets.groupby("campaign", sort=False):
        title, key = (str(known.loc[str(campaign), name]) for name in ("title", "metric"))
        first, spec = (title, text.word(metric_name(key))), "money0" if metric(key).unit == "money" else "number"
        for row in _rows(own):
            scope = scoped(campaign, "segment", row.segment)
            rows.append(
                (*first, _called(cards, int(row.segment), text),
                 stated(text.percent(row.share), "weight", scope, window),
                 stated(text.formatted(row.target, spec), "target", scope, window),
                 text.interval(row.low, row.high, spec))
            )  # fmt: skip
        whole = stated(text.formatted(float(own["target"].sum()), spec), "target", scoped(campaign, "segments"), window)
        rows.append((*first, text("all together"), "–", whole, "–"))
    heads = (
        N_("Campaign"),
        N_("Measure"),
        N_("Segment"),
        N_("Share of the goal"),
        N_("More than usual"),
        N_("Interval"),
    )
    table = text_table(rows, heads, text, window=window)
    table.attrs[NOTHING] = text("There is nothing to share out; the lines below say why.")
    return table


def behaviour_table(table: pd.DataFrame, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return the segments by purchase behaviour."""
    rows = [
        (
            text.word(BEHAVIOUR_NAMES[str(name)]),
            text.number(row["count"]),
            stated(text.percent(row["share"]), "people_share", str(name), window),
            text.interval(row["low"], row["high"], "percent"),
            text.number(row["orders"], 1),
            stated(text.money(row["revenue"]), "revenue_per_customer", str(name), window),
            stated(text.percent(row["revenue_share"]), "revenue_share", str(name), window),
        )
        if row["count"] >= HIDDEN_BELOW
        else (text.word(BEHAVIOUR_NAMES[str(name)]), text.word(_HIDDEN), *5 * ("–",))
        for name, row in table.iterrows()
    ]
    heads = (
        N_("Customers"),
        N_("Count"),
        N_("Share"),
        N_("Interval"),
        N_("Orders (mean)"),
        N_("Revenue per customer"),
        N_("Share of revenue"),
    )
    return text_table(rows, heads, text, window=window)


def audience_table(table: pd.DataFrame, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return the platforms' own breakdown of followers."""
    sexes = {"women": N_("women"), "men": N_("men"), "unknown": N_("not said")}
    rows = [
        (
            platform_name(row.platform),
            str(row.value),
            text.word(sexes.get(row.sex)) if isinstance(row.sex, str) else "–",
            stated(text.percent(row.share, 1), "people_share", _group(row), window),
        )
        for row in _rows(table)
    ]
    return text_table(rows, (N_("Platform"), N_("Group"), N_("Sex"), N_("Share of followers")), text, window=window)


def _group(row: Any) -> str:
    return scoped(row.platform, row.value, row.sex if isinstance(row.sex, str) else "")


def _called(cards: Cards, segment: int, text: Text) -> str:
    return text(segment_name(cards.told(segment), cards.called))


def _listed(tastes: pd.DataFrame, side: str, cards: Cards, text: Text) -> str:
    chosen = tastes[tastes["side"] == side].sort_values("distance", ascending=side == "low")
    named = [f"{feature_name(row.feature, cards.called)} {text.number(row.mean, 2)}" for row in _rows(chosen)]
    return ", ".join(named) or text.word(None)


def _condition(condition: tuple[str, str, float], cards: Cards, text: Text) -> str:
    feature, side, threshold = condition
    name = feature_name(feature, cards.called)
    if side == ">":
        return text("{feature} above {value:number2}", feature=name, value=threshold)
    return text("{feature} at most {value:number2}", feature=name, value=threshold)


def _rows(table: pd.DataFrame) -> Iterable[Any]:
    return table.itertuples()
