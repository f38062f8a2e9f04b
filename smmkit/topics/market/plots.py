"""Notebook 01's figures: rivals, share of voice, sentiment, topics."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from smmkit.present.intervals import draw_intervals
from smmkit.present.style import brand_colour, finish, new_axes
from smmkit.schema import platform_name
from smmkit.text import N_, Message, Text
from smmkit.topics.market.analysis import clear_first, clear_trends

NAMELESS: Mapping[str, str] = MappingProxyType({})
_MORE = N_("People talk more about {topics} than season and luck explain")
_LESS = N_("People talk less about {topics} than season and luck explain")


def plot_benchmark(benchmark: pd.DataFrame, leaders: pd.DataFrame, text: Text, *, ax: Axes | None = None) -> Axes:
    """Draw each brand's interactions per post per follower; the title names a leader only where there is one."""
    labels = [f"{platform_name(row.platform)} · {row.brand}" for row in benchmark.itertuples()]
    ax = draw_intervals(
        new_axes(ax, height=_height(len(labels))), benchmark, value="estimate", labels=labels,
        marked=benchmark["is_own"].astype(bool).tolist(), written=lambda value: text.percent(value, 2),
    )  # fmt: skip
    _percent_axis(ax, text, digits=1)
    alt = text(
        "Interactions per post per follower of {n:number} accounts of the client (squares) and its rivals (circles).",
        n=len(labels),
    )
    title = " ".join(text(sentence) for sentence in leader_sentences(leaders))
    return finish(
        ax,
        text=text,
        title=title or text("No rival has been counted yet"),
        alt=alt,
        xlabel=text("interactions per post, as a share of followers"),
    )


def leader_sentences(leaders: pd.DataFrame) -> list[Message]:
    """Return who leads, in one sentence, and where nobody does, in another."""
    won = leaders[leaders["leader"].notna()]
    found = [
        Message(N_("{brand} leads on {platform}."), {"brand": brand, "platform": platform_name(platform)})
        for brand, platform in zip(won["leader"], won["platform"], strict=True)
    ]
    open_ones = [platform_name(name) for name in leaders.loc[leaders["leader"].isna(), "platform"]]
    if len(open_ones) > 1:
        values = {"platforms": ", ".join(open_ones[:-1]), "last": open_ones[-1]}
        found.append(Message(N_("Nobody leads yet on {platforms} or {last}."), values))
    elif open_ones:
        found.append(Message(N_("Nobody leads yet on {platforms}."), {"platforms": open_ones[0]}))
    return found


def plot_voice(voice: pd.DataFrame, text: Text, *, ax: Axes | None = None) -> Axes:
    """Draw each brand's share of voice with its interval."""
    ax = draw_intervals(
        new_axes(ax, height=_height(len(voice))), voice, value="share", labels=voice["brand"].tolist(),
        marked=voice["is_own"].tolist(), written=text.percent,
    )  # fmt: skip
    _percent_axis(ax, text)
    first = clear_first(voice)
    nobody = text("No brand is clearly talked about most")
    title = nobody if first is None else text("{brand} is talked about most", brand=first)
    title = title if voice["mentions"].sum() else text("No mention was collected this month")
    alt = text(
        "Share of voice of {n:number} {n:plural|brand|brands} out of {mentions:number} "
        "{mentions:plural|mention|mentions}, with 95% intervals.",
        n=len(voice), mentions=voice["mentions"].sum(),
    )  # fmt: skip
    return finish(ax, text=text, title=title, alt=alt, xlabel=text("share of all mentions"))


def plot_voice_history(history: pd.DataFrame, text: Text, *, ax: Axes | None = None) -> Axes:
    """Draw the client's share of voice month by month; the title says whether it has moved."""
    ax = new_axes(ax)
    ax.fill_between(history["month"], history["low"], history["high"], color=brand_colour(), alpha=0.18, linewidth=0)
    ax.plot(history["month"], history["share"], "s-", color=brand_colour())
    ax.set_xticks(
        list(history["month"]), [text.short_month(f"{month:%Y-%m}") for month in history["month"]], rotation=45
    )
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: text.percent(value)))
    title = text("The share of voice has no history yet")
    if len(history) > 1:
        title = text(_moved(history.iloc[-1], history.iloc[0]))
    alt = text("The client's share of voice in {n:number} months, with a 95% band.", n=len(history))
    return finish(ax, text=text, title=title, alt=alt, ylabel=text("share of all mentions"))


def plot_sentiment(sentiment: pd.DataFrame, text: Text, *, own: str, ax: Axes | None = None) -> Axes:
    """Draw net sentiment per brand around zero."""
    table = sentiment.sort_values("net", ascending=False, na_position="last")
    ax = draw_intervals(
        new_axes(ax, height=_height(len(table))), table, value="net", labels=table["brand"].tolist(),
        marked=(table["brand"] == own).tolist(), written=text.points, line=0.0,
    )  # fmt: skip
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: text.number(100 * value)))
    mine = sentiment[sentiment["brand"] == own].iloc[0]
    title = text(N_("Whether praise or complaint prevails cannot be told"))
    if mine["low"] > 0:
        title = text("More praise than complaint about {brand}", brand=own)
    elif mine["high"] < 0:
        title = text("More complaint than praise about {brand}", brand=own)
    alt = text(
        "Net sentiment of {n:number} {n:plural|brand|brands} in points, with 95% intervals around zero.", n=len(table)
    )
    return finish(ax, text=text, title=title, alt=alt, xlabel=text("% positive − % negative, in points"))


def plot_topics(
    growth: pd.DataFrame, text: Text, names: Mapping[str, str] = NAMELESS, *, ax: Axes | None = None
) -> Axes:
    """Draw the growth of each topic by its name; the filled ones hold after correction for how many were looked at."""
    named = {topic: names.get(topic, topic) for topic in growth["topic"]}
    clear = clear_trends(growth)
    marked = growth["topic"].isin(clear["topic"]).tolist()
    ax = draw_intervals(
        new_axes(ax, height=_height(len(growth))), growth, value="growth", labels=list(named.values()),
        marked=marked, written=text.percent, line=0.0,
    )  # fmt: skip
    _percent_axis(ax, text)
    title = (
        text("No topic clearly rises or falls") if len(growth) else text("No topic has been counted long enough yet")
    )
    if len(clear):
        title = ". ".join(
            text(key, topics=", ".join(text("“{topic}”", topic=named[topic]) for topic in own["topic"]))
            for key, own in ((_MORE, clear[clear["growth"] > 0]), (_LESS, clear[clear["growth"] <= 0]))
            if len(own)
        )
    alt = text(
        "Growth of {n:number} topics with 95% intervals; "
        "{clear:number} {clear:plural|holds|hold} after correction (filled squares).",
        n=len(growth), clear=len(clear),
    )  # fmt: skip
    return finish(
        ax,
        text=text,
        title=title,
        alt=alt,
        xlabel=text("growth of weekly volume, season taken off"),
    )


def _moved(last: pd.Series[float], first: pd.Series[float]) -> Message:
    if last["low"] > first["high"]:
        return Message(N_("The share of voice is higher than in the first month"))
    if last["high"] < first["low"]:
        return Message(N_("The share of voice is lower than in the first month"))
    return Message(N_("The share of voice has not clearly moved since the first month"))


def _percent_axis(ax: Axes, text: Text, *, digits: int = 0) -> None:
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: text.percent(value, digits)))


def _height(rows: int) -> float:
    return 1.5 + 0.32 * max(rows, 2)
