"""Notebook 01's tables: presence, rivals, voices, ratings, topics, evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from smmkit.ledger import Item
from smmkit.measures.kpis import KpiValue
from smmkit.measures.scopes import Window
from smmkit.present.facts import scoped, stated, text_table
from smmkit.schema import platform_name
from smmkit.text import N_, Text
from smmkit.topics.market.analysis import AGAINST_ALL, SAME_WEEKS

NAMELESS: Mapping[str, str] = MappingProxyType({})
METHODS = {SAME_WEEKS: N_("same weeks a year ago"), AGAINST_ALL: N_("against all topics")}


def rows_table(rows: Mapping[str, int], text: Text) -> pd.DataFrame:
    """Return how many rows each section can count on."""
    found = [(text.word(name), text.number(count)) for name, count in rows.items()]
    return text_table(found, (N_("Table"), N_("Rows")), text)


def presence_table(
    presence: pd.DataFrame, waits: Mapping[str, KpiValue], text: Text, *, window: Window | None = None
) -> pd.DataFrame:
    """Return the audit of the own accounts: followers, cadence, silence, a typical post, how fast they answer."""
    rows = [
        (platform_name(row.platform), text.word(None) if pd.isna(row.handle) else f"@{row.handle}",
         text.number(row.followers), text.number(row.posts),
         text.number(row.posts_per_week, 1),
         text.date(row.last_post), text.number(row.days_silent), text.number(row.median_interactions),
         _wait(waits.get(str(row.platform)), text),
         ", ".join(text.word(name) for name in row.formats.split(", ") if name) or text.word(None))
        for row in _rows(presence)
    ]  # fmt: skip
    heads = (
        N_("Platform"), N_("Account"), N_("Followers"), N_("Posts in three months"), N_("Posts a week"),
        N_("Last post"), N_("Days silent"), N_("Public interactions, median post"),
        N_("Usual wait for an answer"), N_("Formats"),
    )  # fmt: skip
    return text_table(rows, heads, text, window=window)


def _wait(wait: KpiValue | None, text: Text) -> str:
    """Return the month's median wait for an answer; a dash where no export tells it."""
    if wait is None or wait.value is None:
        return text.word(None)
    return stated(text.quantity(wait.value, wait.unit), wait.metric, wait.scope.key, wait.window)


def benchmark_table(benchmark: pd.DataFrame, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return every brand on the public denominator: raw median, the estimate drawn to the common mean, interval."""
    rows = [
        (platform_name(row.platform), row.brand, text.number(row.followers), text.number(row.posts),
         stated(text.percent(row.median, 2), "median_rate", scoped(row.platform, row.brand), window),
         stated(text.percent(row.estimate, 2), "er_followers", scoped(row.platform, row.brand), window),
         text.interval(row.low, row.high, "percent2"),
         text.word(None) if row.is_own else text.number(row.boosted))
        for row in _rows(benchmark)
    ]  # fmt: skip
    heads = (
        N_("Platform"), N_("Brand"), N_("Followers"), N_("Posts"), N_("Middle week"),
        N_("Engagement rate by followers"), N_("Interval"), N_("Weeks that look paid for"),
    )  # fmt: skip
    return text_table(rows, heads, text, window=window)


def voice_table(
    voice: pd.DataFrame, sentiment: pd.DataFrame, text: Text, *, window: Window | None = None
) -> pd.DataFrame:
    """Return each brand's share of voice beside its net sentiment: to be talked about is not to be liked."""
    net = sentiment.set_index("brand")["net"]
    rows = [
        (
            row.brand,
            text.number(row.mentions),
            stated(text.percent(row.share, 1), "sov", row.brand, window),
            text.interval(row.low, row.high, "percent1"),
            stated(text.points(net.get(row.brand)), "net_sentiment", row.brand, window),
        )
        for row in _rows(voice)
    ]
    heads = (N_("Brand"), N_("Mentions"), N_("Share of voice"), N_("Interval"), N_("Net sentiment"))
    return text_table(rows, heads, text, window=window)


def voice_history_table(history: pd.DataFrame, own: str, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return the share of voice month by month beside its net sentiment: to be talked about is not to be liked."""
    rows = [
        (text.short_month(month.key), text.number(row.mentions), stated(text.percent(row.share, 1), "sov", own, month),
         text.interval(row.low, row.high, "percent1"), stated(text.points(row.net), "net_sentiment", own, month),
         text.interval(row.net_low, row.net_high, "points1"))
        for row in _rows(history)
        for month in [Window.month(f"{row.month:%Y-%m}")]
    ]  # fmt: skip
    heads = (
        N_("Month"), N_("Mentions"), N_("Share of voice"), N_("Interval"), N_("Net sentiment"),
        N_("Interval of the sentiment"),
    )  # fmt: skip
    return text_table(rows, heads, text, window=window)


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
    heads = (N_("Source"), N_("Brand"), N_("Rating"), N_("Interval"), N_("Reviews"), N_("Out of"), N_("As of"))
    return text_table(rows, heads, text)


def topics_table(
    growth: pd.DataFrame, text: Text, names: Mapping[str, str] = NAMELESS, *, window: Window | None = None
) -> pd.DataFrame:
    """Return the growth of each topic and whether it holds."""
    rows = [
        (names.get(row.topic, row.topic), text.number(row.before), text.number(row.now),
         stated(text.percent(row.growth), "topic_growth", row.topic, window),
         text.interval(row.low, row.high, "percent"), _p(row.p_adjusted, text), text.word(METHODS[row.method]))
        for row in _rows(growth)
    ]  # fmt: skip
    heads = (
        N_("Topic"), N_("Before"), N_("Now"), N_("Growth, season taken off"), N_("Interval"), N_("p, corrected"),
        N_("Compared with"),
    )  # fmt: skip
    return text_table(rows, heads, text, window=window)


def topic_voice_table(
    voice: pd.DataFrame, text: Text, names: Mapping[str, str] = NAMELESS, *, window: Window | None = None
) -> pd.DataFrame:
    """Return the share of voice of each subject beside its tone, and the share the quarter before."""
    rows = [
        (names.get(row.topic, row.topic), text.number(row.mentions), text.number(row.own), text.percent(row.share),
         text.interval(row.low, row.high, "percent"), text.percent(row.before), text.points(row.net, 0),
         text.interval(row.net_low, row.net_high, "points0"))
        for row in _rows(voice)
    ]  # fmt: skip
    heads = (
        N_("Topic"), N_("Mentions"), N_("Of us"), N_("Share of voice"), N_("Interval"), N_("Three months before"),
        N_("Net sentiment"), N_("Interval of the sentiment"),
    )  # fmt: skip
    return text_table(rows, heads, text, window=window)


def liked_topics_table(
    topics: pd.DataFrame, text: Text, names: Mapping[str, str] = NAMELESS, *, window: Window | None = None
) -> pd.DataFrame:
    """Return what posts, messages and customers say of each subject, side by side, each with how many there are."""
    rows = [
        (names.get(row.topic, row.topic), text.number(row.posts), _apart(row.low, row.high, text),
         text.number(row.messages), text.number(row.complaints), text.number(row.answers),
         text.percent(row.much), text.interval(row.much_low, row.much_high, "percent"))
        for row in _rows(topics)
    ]  # fmt: skip
    heads = (
        N_("Topic"), N_("Our posts"), N_("Against the average post"), N_("Messages, three months"),
        N_("Complaints among them"), N_("Customers asked"), N_("Care much"), N_("Interval"),
    )  # fmt: skip
    return text_table(rows, heads, text, window=window)


def liked_formats_table(formats: pd.DataFrame, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return how many of those who see a post of each format interact, best first within a network."""
    rows = [
        (platform_name(row.platform), text.word(row.format), text.number(row.posts),
         stated(text.percent(row.rate, 1), "err", f"{row.platform}+{row.format}", window),
         text.interval(row.low, row.high, "percent1"))
        for row in _rows(formats)
    ]  # fmt: skip
    heads = (N_("Platform"), N_("Format"), N_("Posts"), N_("Engagement rate by reach"), N_("Interval"))
    return text_table(rows, heads, text, window=window)


def _apart(low: float, high: float, text: Text) -> str:
    """Write an effect as between how much less and how much more; a dash where none can be told."""
    if pd.isna(low) or pd.isna(high):
        return text.word(None)
    return text(N_("{low} to {high}"), low=text.signed(low, "percent"), high=text.signed(high, "percent"))


STATES: Mapping[str, str] = {
    "active": N_("in use"),
    "dormant": N_("asleep"),
    "duplicate": N_("a double"),
    "closed": N_("closed"),
}
AREAS: Mapping[str, str] = {
    "market": N_("Market"),
    "political": N_("Politics"),
    "economic": N_("Economy"),
    "social": N_("Society"),
    "technological": N_("Technology"),
    "environmental": N_("Environment"),
    "legal": N_("Law"),
}
PARTS: Mapping[str, str] = {"bio": N_("a whole bio"), "link": N_("a working link")}


def profiles_table(profiles: pd.DataFrame, text: Text) -> pd.DataFrame:
    """Return every account that carries the client's name, and what it lacks."""
    rows = [
        (platform_name(row.platform), f"@{row.handle}", text.word(STATES.get(row.state, row.state)),
         ", ".join(text.word(PARTS[part]) for part in row.lacks) or text.word(None),
         _yes(row.verified, text), text.number(row.silent), text.date(row.read_on))
        for row in _rows(profiles)
    ]  # fmt: skip
    heads = (N_("Platform"), N_("Account"), N_("State"), N_("Lacks"), N_("Badge"), N_("Days silent"), N_("Looked at"))
    return text_table(rows, heads, text)


def sector_table(facts: pd.DataFrame, text: Text) -> pd.DataFrame:
    """Return the facts of the sector by area; what is too old to lean on says so."""
    rows = [
        (text.word(AREAS.get(row.area)), row.fact, text.word(None) if pd.isna(row.so_what) else row.so_what,
         row.source, text.date(row.on) if not row.old else text("{day:date}, look it up again", day=row.on))
        for row in _rows(facts)
    ]  # fmt: skip
    return text_table(rows, (N_("Area"), N_("Fact"), N_("So what"), N_("Source"), N_("As of")), text)


def moves_table(moves: pd.DataFrame, text: Text) -> pd.DataFrame:
    """Return what each rival did lately, with the link somebody noted."""
    rows = [
        (row.competitor, text.date(row.on), platform_name(row.platform) if not pd.isna(row.platform) else "–", row.move,
         text.word(None) if pd.isna(row.link) else row.link)
        for row in _rows(moves)
    ]  # fmt: skip
    return text_table(rows, (N_("Rival"), N_("Date"), N_("Platform"), N_("What it did"), N_("Link")), text)


def _yes(value: Any, text: Text) -> str:
    return text.word(None) if pd.isna(value) else text("yes") if value else text("no")


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
