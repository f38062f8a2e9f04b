"""Notebook 01's tables: presence, rivals, voices, ratings, topics, evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from smmkit.ledger import Item
from smmkit.measures.scopes import Window
from smmkit.present.facts import scoped, stated, text_table
from smmkit.schema import platform_name
from smmkit.text import N_, Text
from smmkit.topics.market.analysis import AGAINST_ALL, SAME_WEEKS

METHODS = {SAME_WEEKS: N_("same weeks a year ago"), AGAINST_ALL: N_("against all topics")}


def rows_table(rows: Mapping[str, int], text: Text) -> pd.DataFrame:
    """Return how many rows each section can count on."""
    found = [(text.word(name), text.number(count)) for name, count in rows.items()]
    return text_table(found, (N_("Table"), N_("Rows")), text)


def presence_table(presence: pd.DataFrame, text: Text) -> pd.DataFrame:
    """Return the audit of the own accounts: followers, cadence, silence, a typical post."""
    rows = [
        (platform_name(row.platform), text.word(None) if pd.isna(row.handle) else f"@{row.handle}",
         text.number(row.followers), text.number(row.posts),
         text.number(row.posts_per_week, 1),
         text.date(row.last_post), text.number(row.days_silent), text.number(row.median_interactions),
         ", ".join(text.word(name) for name in row.formats.split(", ") if name) or text.word(None))
        for row in _rows(presence)
    ]  # fmt: skip
    heads = (
        N_("Platform"), N_("Account"), N_("Followers"), N_("Posts in three months"), N_("Posts a week"),
        N_("Last post"), N_("Days silent"), N_("Public interactions, median post"), N_("Formats"),
    )  # fmt: skip
    return text_table(rows, heads, text)


def coverage_table(coverage: pd.DataFrame, text: Text) -> pd.DataFrame:
    """Return who is on which platform."""
    rows = [
        (platform_name(row.platform), text("yes") if row.own else text("no"), text.number(row.rivals), row.names or "–")
        for row in _rows(coverage)
    ]
    return text_table(rows, (N_("Platform"), N_("Client"), N_("Rivals there"), N_("Which")), text)


def rates_table(rates: pd.DataFrame, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return the engagement rate by reach per platform."""
    rows = [
        (platform_name(row.platform), text.number(row.posts),
         stated(text.percent(row.rate, 2), "err", row.platform, window),
         text.interval(row.low, row.high, "percent2"))
        for row in _rows(rates)
    ]  # fmt: skip
    return text_table(
        rows, (N_("Platform"), N_("Posts"), N_("Engagement rate by reach"), N_("Interval")), text, window=window
    )


def benchmark_table(benchmark: pd.DataFrame, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return every brand on the public denominator: raw median, shrunken estimate, interval."""
    rows = [
        (platform_name(row.platform), row.brand, text.number(row.followers), text.number(row.posts),
         stated(text.percent(row.median, 2), "median_rate", scoped(row.platform, row.brand), window),
         stated(text.percent(row.estimate, 2), "er_followers", scoped(row.platform, row.brand), window),
         text.interval(row.low, row.high, "percent2"),
         stated(text.percent(row.weight), "weight", scoped(row.platform, row.brand), window))
        for row in _rows(benchmark)
    ]  # fmt: skip
    heads = (
        N_("Platform"), N_("Brand"), N_("Followers"), N_("Posts"), N_("Median"), N_("Estimate"), N_("Interval"),
        N_("Weight of its own data"),
    )  # fmt: skip
    return text_table(rows, heads, text, window=window)


def voice_table(voice: pd.DataFrame, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return each brand's share of voice."""
    rows = [
        (
            row.brand,
            text.number(row.mentions),
            stated(text.percent(row.share, 1), "sov", row.brand, window),
            text.interval(row.low, row.high, "percent1"),
        )
        for row in _rows(voice)
    ]
    return text_table(rows, (N_("Brand"), N_("Mentions"), N_("Share of voice"), N_("Interval")), text, window=window)


def sentiment_table(sentiment: pd.DataFrame, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return net sentiment per brand, with the labels it rests on."""
    rows = [
        (row.brand, *(text.number(n) for n in (row.positive, row.neutral, row.negative, row.unknown)),
         stated(text.points(row.net), "net_sentiment", row.brand, window), text.interval(row.low, row.high, "points1"))
        for row in _rows(sentiment)
    ]  # fmt: skip
    heads = (
        N_("Brand"),
        N_("Positive"),
        N_("Neutral"),
        N_("Negative"),
        N_("Without label"),
        N_("Net sentiment"),
        N_("Interval"),
    )
    return text_table(rows, heads, text, window=window)


def ratings_table(ratings: pd.DataFrame, text: Text) -> pd.DataFrame:
    """Return the star ratings."""
    rows = [
        (platform_name(row.source), row.brand, text.number(row.rating, 1), text.interval(row.low, row.high, "number2"),
         text.number(row.count), text.number(row.scale), text.date(row.as_of))
        for row in _rows(ratings)
    ]  # fmt: skip
    heads = (N_("Source"), N_("Brand"), N_("Rating"), N_("Interval"), N_("Votes"), N_("Out of"), N_("As of"))
    return text_table(rows, heads, text)


def topics_table(growth: pd.DataFrame, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return the growth of each topic and whether it holds."""
    rows = [
        (row.topic, text.number(row.before), text.number(row.now),
         stated(text.percent(row.growth), "topic_growth", row.topic, window),
         text.interval(row.low, row.high, "percent"), _p(row.p_adjusted, text), text.word(METHODS[row.method]))
        for row in _rows(growth)
    ]  # fmt: skip
    heads = (
        N_("Topic"), N_("Before"), N_("Now"), N_("Growth, season taken off"), N_("Interval"), N_("p, corrected"),
        N_("Compared with"),
    )  # fmt: skip
    return text_table(rows, heads, text, window=window)


def evidence_table(items: Iterable[Item], text: Text) -> pd.DataFrame:
    """Return what was found: id, finding, rows, and whether the data are enough to state it."""
    rows = [
        (item.id, text(item.title), text.number(item.n), text.word(item.verdict.value))
        for item in items
        if item.kind == "EV"
    ]
    return text_table(rows, (N_("Evidence"), N_("Finding"), N_("Rows"), N_("Verdict")), text)


def _p(value: float, text: Text) -> str:
    return text("< {least:number3}", least=0.001) if value < 0.001 else text.number(value, 3)


def _rows(table: pd.DataFrame) -> Iterable[Any]:
    return table.itertuples(index=False)
