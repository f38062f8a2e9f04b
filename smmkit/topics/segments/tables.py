"""Notebook 04's tables: the search for segments, cards, rules, value, channels, targets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from smmkit.measures.scopes import Window
from smmkit.present.facts import scoped, stated, text_table
from smmkit.schema import platform_name
from smmkit.text import N_, Text
from smmkit.topics.segments.analysis import Cards, Structure
from smmkit.topics.segments.proposals import BEHAVIOUR_NAMES, feature_name, segment_name

_SIDES = {"high": N_("more than others"), "low": N_("less than others"), "": N_("like the others")}


def known_table(customers: pd.DataFrame, audience: pd.DataFrame, features: pd.DataFrame, text: Text) -> pd.DataFrame:
    """Return what the section can count on."""
    rows = [
        (text("Customers on record"), text.number(len(customers))),
        (
            text("Customers who answered every question"),
            text.number(len(features.dropna()) if features.shape[1] else 0),
        ),
        (text("Questions answered (interests)"), ", ".join(map(feature_name, features.columns)) or text.word(None)),
        (text("Audience rows from the platforms"), text.number(len(audience))),
    ]
    return text_table(rows, (N_("What"), N_("There is")), text)


def answers_table(
    answers: pd.DataFrame, names: Mapping[str, str], text: Text, *, window: Window | None = None
) -> pd.DataFrame:
    """Return what was answered, question by question: how it was asked, and which share said yes or much."""
    rows = [
        (names.get(feature_name(row.question), feature_name(row.question)), text.word(_ASKED[row.kind]),
         text.number(row.n), stated(text.percent(row.share), "answered_much", row.question, window),
         text.interval(row.low, row.high, "percent"))
        for row in _rows(answers)
    ]  # fmt: skip
    heads = (N_("Question"), N_("Asked as"), N_("Answers given"), N_("Yes, or much"), N_("Interval"))
    return text_table(rows, heads, text, window=window)


_ASKED = {"yes or no": N_("yes or no"), "steps": N_("steps"), "a scale": N_("a scale")}


def curve_table(structure: Structure, text: Text) -> pd.DataFrame:
    """Return fit and stability per number of groups, beside what noise reaches."""
    rows = [
        (
            text.number(row.Index),
            text.number(row.silhouette, 2),
            text.number(row.noise, 2),
            text.number(row.stability, 2),
            text("yes") if row.Index == structure.groups else text("no"),
        )
        for row in _rows(structure.curve)
    ]
    heads = (N_("Groups"), N_("Fit (silhouette)"), N_("Fit of noise, at most"), N_("Stability"), N_("Chosen"))
    return text_table(rows, heads, text)


def card_table(cards: Cards, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return one card per segment: size, tastes, worth and how its people are recognised."""
    rows = []
    for segment, size in cards.sizes.iterrows():
        mine = cards.tastes[cards.tastes["segment"] == segment]
        worth = cards.value.loc[int(str(segment))]
        rows.append(
            (
                text(segment_name(cards.names[int(str(segment))])),
                text(
                    "{share:percent} ({ends})",
                    share=size["share"],
                    ends=text.interval(size["low"], size["high"], "percent"),
                ),
                _listed(mine, "high", text),
                _listed(mine, "low", text),
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
            text(segment_name(cards.names[int(str(segment))])),
            "; ".join(_condition(one, text) for one in row["conditions"]),
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
            text(segment_name(cards.names[int(str(segment))])),
            text.number(row["n"]),
            text.number(row["recency_days"]),
            text.number(row["orders"]),
            text.number(row["rfm"], 1),
        )
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
    """Return where each segment comes from, and whether that differs from everybody."""
    rows = [
        (
            text(segment_name(cards.names[int(row.segment)])),
            str(row.channel),
            stated(text.percent(row.share), "people_share", scoped("segment", row.segment, row.channel), window),
            text.interval(row.low, row.high, "percent"),
            stated(text.percent(row.overall), "people_share", scoped("customers", row.channel), window),
            text.word(_SIDES[row.side]),
        )
        for row in _rows(cards.channels)
    ]
    heads = (N_("Segment"), N_("Channel"), N_("Share"), N_("Interval"), N_("Everybody"), N_("Compared"))
    return text_table(rows, heads, text, window=window)


def targets_table(
    targets: pd.DataFrame, campaigns: pd.DataFrame, cards: Cards, text: Text, *, window: Window | None = None
) -> pd.DataFrame:
    """Return what each campaign can ask of each segment."""
    titles = campaigns.set_index("campaign")
    rows = []
    for row in _rows(targets):
        spec = "percent1" if titles.loc[row.campaign, "unit"] == "rate" else "number"
        rows.append(
            (
                str(titles.loc[row.campaign, "title"]),
                text(segment_name(cards.names[int(row.segment)])),
                stated(text.percent(row.share), "weight", scoped(row.campaign, "segment", row.segment), window),
                stated(
                    text.formatted(row.target, spec), "target", scoped(row.campaign, "segment", row.segment), window
                ),
                text.interval(row.low, row.high, spec),
            )
        )
    heads = (N_("Campaign"), N_("Segment"), N_("Share of the goal"), N_("Target"), N_("Interval"))
    return text_table(rows, heads, text, window=window)


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


def _listed(tastes: pd.DataFrame, side: str, text: Text) -> str:
    chosen = tastes[tastes["side"] == side].sort_values("distance", ascending=side == "low")
    named = [f"{feature_name(row.feature)} {text.number(row.mean, 2)}" for row in _rows(chosen)]
    return ", ".join(named) or text.word(None)


def _condition(condition: tuple[str, str, float], text: Text) -> str:
    feature, side, threshold = condition
    name = feature_name(feature)
    if side == ">":
        return text("{feature} above {value:number2}", feature=name, value=threshold)
    return text("{feature} at most {value:number2}", feature=name, value=threshold)


def _rows(table: pd.DataFrame) -> Iterable[Any]:
    return table.itertuples()
