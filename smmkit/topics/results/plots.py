"""Notebook 09's figures: objectives and money against plan, formats, campaigns, tests."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import fill

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from smmkit.measures.names import form_name
from smmkit.measures.scopes import Window
from smmkit.metrics import METRICS
from smmkit.present.facts import stated
from smmkit.present.intervals import draw_intervals
from smmkit.present.style import GREY, brand_colour, finish, new_axes
from smmkit.schema import platform_name
from smmkit.text import N_, Text
from smmkit.topics.results.analysis import CampaignEffect
from smmkit.topics.results.proposals import OUTCOME_NAMES, effect_sentence, promised_of, variant_names

_BEYOND = N_("{beyond:number} of {all:number} campaigns did more than any days without a campaign")


def plot_spend(spend: pd.DataFrame, titles: pd.DataFrame, text: Text, *, ax: Axes | None = None) -> Axes:
    """Draw planned and paid money per line; the title names the lines off plan."""
    ax = new_axes(ax, height=1.6 + 0.42 * max(len(spend), 1))
    named = titles.set_index("line")["title"].to_dict()
    places = np.arange(len(spend))
    ax.barh(places, spend["spent"].fillna(0.0), height=0.5, color=brand_colour(), label=text("spent"))
    ax.plot(
        spend["planned"],
        places,
        "|",
        color="#000000",
        markersize=18,
        markeredgewidth=2.5,
        linestyle="none",
        label=text("planned"),
    )
    ax.set_yticks(places, [str(named.get(line, line)) for line in spend["line"]])
    ax.invert_yaxis()
    ax.grid(axis="y", visible=False)
    ax.xaxis.set_major_locator(MaxNLocator(5))
    ax.xaxis.set_major_formatter(lambda value, _: text.money(value, 0))
    if len(spend):
        ax.legend(loc="lower right")
    title = _spend_title(spend, {str(line): str(name) for line, name in named.items()}, text)
    alt = text("Spent and planned money of {n:number} budget {n:plural|line|lines} this month.", n=len(spend))
    return finish(ax, text=text, title=title, alt=alt, xlabel=text("money of the month"))


def _spend_title(spend: pd.DataFrame, named: Mapping[str, str], text: Text) -> str:
    """Return which lines cost more than planned and which less, as one would say it."""
    if spend["planned"].notna().sum() == 0:
        return text("The plan approves no money for this month")
    if spend["spent"].notna().sum() == 0:
        return text("No export tells what was spent this month")
    over, under = (
        ", ".join(named.get(str(line), str(line)) for line in spend.loc[spend["status"] == status, "line"])
        for status in ("over", "under")
    )
    if over and under:
        return text("More was spent than planned on {over}, less on {under}", over=over, under=under)
    if over:
        return text("More was spent than planned on {over}", over=over)
    if under:
        return text("Less was spent than planned on {under}", under=under)
    return text("What was spent keeps to the plan")


def plot_effects(effects: pd.DataFrame, outcome: str, text: Text, *, ax: Axes | None = None) -> Axes:
    """Draw what each format adds to one outcome; filled squares are findings, hollow circles are open."""
    rows = effects[effects["outcome"] == outcome].sort_values(["platform", "effect"], ascending=[True, False])
    labels = [f"{platform_name(row['platform'])} · {text.word(str(row['format']))}" for row in rows.to_dict("records")]
    marked = (rows["side"] != "").tolist()
    ax = draw_intervals(
        new_axes(ax, height=1.6 + 0.38 * max(len(rows), 1)),
        rows,
        value="effect",
        labels=labels,
        marked=marked,
        written=lambda value: text.percent(value),
        line=0.0,
    )
    ax.xaxis.set_major_formatter(lambda value, _: text.percent(value))
    alt = text(
        "What {n:number} formats add to {outcome:word} against the rest of their platform, with 95% intervals.",
        n=len(rows),
        outcome=OUTCOME_NAMES[outcome],
    )
    return finish(
        ax, text=text, title=_format_title(rows, outcome, text), alt=alt, xlabel=text("difference from the rest")
    )


def _format_title(rows: pd.DataFrame, outcome: str, text: Text) -> str:
    """Return which formats bring more and which fewer, as one would say it."""
    works, fails = (_named(rows[rows["side"] == side], text) for side in ("works", "fails"))
    values = {"outcome": OUTCOME_NAMES[outcome], "works": works, "fails": fails}
    if works and fails:
        return text("More {outcome:word} come from {works}, fewer from {fails}", **values)
    if works:
        return text("More {outcome:word} come from {works}", **values)
    if fails:
        return text("Fewer {outcome:word} come from {fails}", **values)
    return text("No format stands out yet")


def _named(rows: pd.DataFrame, text: Text) -> str:
    """Return formats with their networks: carousels (Facebook, Instagram)."""
    named = [
        f"{text.word(form_name(form))} ({', '.join(map(platform_name, own['platform']))})"
        for form, own in rows.groupby("format", sort=False)
    ]
    return ", ".join(named)


def plot_campaign(
    campaigns: pd.DataFrame,
    effects: Mapping[str, CampaignEffect | None],
    text: Text,
    *,
    ax: Axes | None = None,
    window: Window | None = None,
) -> Axes:
    """Draw the latest campaign that can be judged: what happened against what was to be expected without it."""
    ax = new_axes(ax)
    judged = [row for row in campaigns.sort_values("start").to_dict("records") if effects[str(row["id"])] is not None]
    if not judged:
        return finish(
            ax,
            text=text,
            title=text("No campaign can be judged this month"),
            alt=text("Nothing is drawn: no campaign has the history it takes."),
        )
    row = judged[-1]
    effect = effects[str(row["id"])]
    assert effect is not None
    days = effect.days.iloc[max(effect.before - 56, 0) :]
    ax.plot(days.index, days["actual"], color=brand_colour(), linewidth=1.4, label=text("what happened"))
    ax.plot(days.index, days["expected"], color=GREY, linestyle="--", linewidth=1.4, label=text("expected without it"))
    ax.fill_between(days.index, days["low"], days["high"], color="#DADCE0", label=text("95% interval"))
    _mark_days(ax, effect, days.index, text)
    ax.legend(loc="upper left")
    metric = METRICS[str(row["metric"])].name if row["metric"] in METRICS else str(row["metric"])
    alt = text(
        "Daily {metric:word} before and during “{title}”, beside what was expected without it.",
        metric=metric,
        title=str(row["title"]),
    )
    return finish(
        ax,
        text=text,
        title=text(effect_sentence(str(row["title"]), metric, effect, promised=promised_of(row))),
        alt=alt,
        ylabel=text.word(metric),
        states=[stated(text.signed(effect.relative["value"], "percent"), "campaign_effect", str(row["id"]), window)],
    )


def _mark_days(ax: Axes, effect: CampaignEffect, days: pd.Index, text: Text) -> None:
    """Shade the campaign's days, and name every second week below the axis."""
    first, last = (mdates.date2num(day) for day in (effect.start, days[-1]))  # type: ignore[no-untyped-call]
    ax.axvspan(first, last, color=brand_colour(), alpha=0.06)
    ax.set_ylim(bottom=0)
    ticks = days[::14]
    ax.set_xticks(ticks, [text.date(day) for day in ticks], rotation=20)


def plot_placebos(
    campaigns: pd.DataFrame, effects: Mapping[str, CampaignEffect | None], text: Text, *, ax: Axes | None = None
) -> Axes:
    """Draw each campaign's effect per day beside those of invented campaigns before its start."""
    rows, labels, marked = [], [], []
    for row in campaigns.sort_values("start").to_dict("records"):
        effect = effects[str(row["id"])]
        if effect is None:
            continue
        interval = effect.widened(effect.per_day)
        rows.append({"value": effect.per_day["value"], "low": interval.low, "high": interval.high})
        labels.append(str(row["title"]))
        marked.append(True)
        for placebo in effect.placebos.to_dict("records"):
            rows.append({name: placebo[name] for name in ("value", "low", "high")})
            labels.append(text("invented, {start:date}", start=placebo["start"]))
            marked.append(False)
    table = pd.DataFrame(rows, columns=["value", "low", "high"])
    ax = draw_intervals(
        new_axes(ax, height=1.6 + 0.3 * max(len(table), 1)),
        table,
        value="value",
        labels=labels,
        marked=marked,
        written=lambda value: text.number(value, 1),
        line=0.0,
    )
    known = [effect for effect in effects.values() if effect is not None]
    beyond = sum(effect.beyond_placebos for effect in known)
    title = text(_BEYOND, beyond=beyond, all=len(known)) if known else text("No campaign can be judged this month")
    alt = text(
        "Effect per day of {n:number} campaigns and of invented ones before them, with 95% intervals.", n=len(known)
    )
    return finish(ax, text=text, title=title, alt=alt, xlabel=text("effect per day"))


def plot_tests(tests: pd.DataFrame, text: Text, *, ax: Axes | None = None) -> Axes:
    """Draw the difference between the variants of each test; the title names winners only."""
    labels = [fill(f"{row['test']} · {variant_names(row)[0]}", 30) for row in tests.to_dict("records")]
    ax = draw_intervals(
        new_axes(ax, height=1.6 + 0.45 * max(len(tests), 1)),
        tests,
        value="difference",
        labels=labels,
        marked=(tests["side"] != "").tolist(),
        written=lambda value: text.points(value, 2),
        line=0.0,
    )
    ax.xaxis.set_major_formatter(lambda value, _: text.points(value, 1))
    won = [
        text("“{arm}” in the test “{test}”", arm=variant_names(row)[0], test=str(row["test"]))
        for row in tests[tests["side"] == "better"].to_dict("records")
    ]
    title = text("More people act with {arms}", arms=", ".join(won)) if won else text("No variant beats its base yet")
    alt = text("Difference between the variants of {n:number} tests, with 95% intervals.", n=len(tests))
    return finish(ax, text=text, title=title, alt=alt, xlabel=text("difference from the base, in percentage points"))
