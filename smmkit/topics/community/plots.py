"""Notebook 08's figures: waiting, load, causes, the iceberg, the alarm's history."""

from __future__ import annotations

import math
from collections.abc import Sequence

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from smmkit.measures.alarm import AlarmHistory
from smmkit.measures.scopes import Window
from smmkit.present.facts import stated
from smmkit.present.style import GREY, VERMILLION, brand_colour, finish, new_axes
from smmkit.text import N_, Text
from smmkit.topics.community.analysis import Answers, Cover, Iceberg

_NOTHING = N_("There is nothing to draw yet")
_MOST = 8


def plot_waiting(found: Answers | None, text: Text, *, ax: Axes | None = None, window: Window | None = None) -> Axes:
    """Draw who still waits for a person after how many working hours, with the promise."""
    ax = new_axes(ax)
    if found is None:
        return finish(
            ax, text=text, title=text(N_("Nobody can tell how fast customers are answered")), alt=text(_NOTHING)
        )
    curve, promise = found.curve, found.promise
    limit = max(promise * 1.5, min(found.ninth, 40.0) * 1.1 if math.isfinite(found.ninth) else 24.0)
    hours = np.append(np.concatenate([[0.0], curve["hours"]]), limit)
    begun = {name: np.concatenate([[1.0], curve[name]]) for name in ("waiting", "low", "high")}
    shares = {name: np.append(steps, steps[-1]) for name, steps in begun.items()}  # nobody answered: all still wait
    ax.fill_between(hours, shares["low"], shares["high"], step="post", color=brand_colour(), alpha=0.2, linewidth=0)
    ax.step(hours, shares["waiting"], where="post", color=brand_colour(), label=text("still waiting for a person"))
    ax.axvline(promise, color=VERMILLION, linestyle="--", label=text("what could be promised"))
    ax.set_xlim(0, limit)
    ax.set_ylim(0, 1.02)
    ax.yaxis.set_major_formatter(lambda value, _: text.percent(value))
    ax.legend(loc="upper right")
    share = found.within(promise)[0]
    title = text(N_("{share:percent} have an answer within {hours:number} working hours"), share=share, hours=promise)
    alt = text(
        N_("Share of {messages:number} messages still waiting, by working hours; {never:number} never had an answer."),
        messages=found.messages, never=found.never,
    )  # fmt: skip
    return finish(
        ax, text=text, title=title, alt=alt, xlabel=text("working hours"), ylabel=text("share still waiting"),
        states=[stated(text.percent(share), "answered_within", f"{promise}h", window)],
    )  # fmt: skip


def plot_load(
    found: Cover | None, text: Text, *, days: Sequence[int] = tuple(range(7)), ax: Axes | None = None,
    window: Window | None = None,
) -> Axes:  # fmt: skip
    """Draw messages a week by weekday, as the client lists them, and hour; hatched where nobody is at the desk."""
    ax = new_axes(ax, height=3.2)
    if found is None:
        return finish(ax, text=text, title=text(_NOTHING), alt=text(_NOTHING))
    grid = found.arrivals.to_numpy()[list(days)]
    ax.imshow(grid, aspect="auto", cmap="Blues", vmin=0)
    for row, hour in np.argwhere(found.people.to_numpy()[list(days)] <= 0):
        ax.add_patch(_hatched(hour, row))
    ax.set_yticks(range(7), [text.weekday(day) for day in days])
    ax.set_xticks(range(0, 24, 3), [text.hour(hour) for hour in range(0, 24, 3)])
    ax.grid(False)
    title = text(N_("{share:percent} of the messages come while nobody is there"), share=found.share_outside)
    alt = text(
        N_("Messages a week by weekday and hour, hatched where nobody is at the desk: {outside:number1} of "
           "{total:number1} a week fall there."),
        outside=found.outside, total=float(grid.sum()),
    )  # fmt: skip
    return finish(
        ax, text=text, title=title, alt=alt, xlabel=text("local hour (hatched: nobody at the desk)"),
        states=[stated(text.percent(found.share_outside), "outside_share", "", window)],
    )  # fmt: skip


def _hatched(hour: int, day: int) -> Rectangle:
    return Rectangle((hour - 0.5, day - 0.5), 1, 1, fill=False, hatch="////", edgecolor=GREY, linewidth=0)


def plot_causes(causes: pd.DataFrame, text: Text, *, ax: Axes | None = None) -> Axes:
    """Draw the causes of complaints with their intervals; the title says how many make most."""
    top = causes.head(_MOST).iloc[::-1]
    ax = new_axes(ax, height=1.4 + 0.42 * max(len(top), 3))
    if causes.empty:
        return finish(ax, text=text, title=text(N_("Nobody has noted a cause yet")), alt=text(_NOTHING))
    place = np.arange(len(top))
    ax.barh(place, top["share"], color=brand_colour(), height=0.6)
    gaps = [top["share"] - top["low"], top["high"] - top["share"]]
    ax.errorbar(top["share"], place, xerr=np.clip(gaps, 0, None), fmt="none", ecolor=GREY, capsize=3)
    ax.set_yticks(place, [str(cause) if len(str(cause)) < 42 else f"{str(cause)[:40]}…" for cause in top.index])
    ax.xaxis.set_major_formatter(lambda value, _: text.percent(value))
    needed = int((causes["so_far"] < 0.8).sum()) + 1
    title = text(
        N_("{needed:number} of {all:number} causes make eight of ten complaints"), needed=needed, all=len(causes)
    )
    alt = text(
        N_("Share of each cause among {total:number} complaints, with intervals; the first is “{cause}”."),
        total=int(causes["n"].sum()), cause=str(causes.index[0]),
    )  # fmt: skip
    return finish(ax, text=text, title=title, alt=alt, xlabel=text("share of the complaints"))


def plot_iceberg(found: Iceberg | None, text: Text, *, ax: Axes | None = None) -> Axes:
    """Draw what is heard above the water line and the silent range below it."""
    ax = new_axes(ax)
    if found is None or not found.heard:
        return finish(ax, text=text, title=text(_NOTHING), alt=text(_NOTHING))
    if not found.own:  # two published shares leave a factor of twenty: nothing to draw
        said = text(N_("{heard:number} complaints in the inbox; how many kept silent only a survey tells"),
                    heard=found.heard)  # fmt: skip
        return finish(ax, text=text, title=said, alt=said)
    low, high = found.silent
    ax.bar(0, found.heard, color=brand_colour(), width=0.7, label=text("complaints heard"))
    ax.bar(0, -low, color=GREY, width=0.7, label=text("silent, at least"))
    ax.bar(0, -(high - low), bottom=-low, color="#DADCE0", width=0.7, hatch="//", edgecolor=GREY,
           label=text("silent, at most"))  # fmt: skip
    ax.axhline(0, color="#0072B2", linewidth=2)
    ax.set_xlim(-1.6, 1.6)
    ax.set_xticks([])
    ax.yaxis.set_major_formatter(lambda value, _: text.number(abs(value)))
    ax.legend(loc="lower right")
    values = {"heard": found.heard, "low": low, "high": high}
    title = text(
        N_("For {heard:number} complaints in the inbox, {low:number} to {high:number} people kept silent"), **values
    )
    alt = text(
        N_("Iceberg: {heard:number} complaints above the water line, {low:number} to {high:number} silent below."),
        **values,
    )
    return finish(ax, text=text, title=title, alt=alt, ylabel=text("people"))


def plot_alarm(history: AlarmHistory, text: Text, *, ax: Axes | None = None) -> Axes:
    """Draw the score of each day with the threshold; alarms are marked."""
    ax = new_axes(ax)
    if history.calibration is None:
        return finish(
            ax, text=text, title=text(N_("The crisis alarm is off: there is nothing to listen to")), alt=text(_NOTHING)
        )
    score = history.score
    ax.plot(score.index, score, color=GREY, linewidth=0.9, label=text("how unusual the day is"))
    ax.axhline(history.calibration.threshold, color=VERMILLION, linestyle="--", label=text("the alarm rings"))
    loud = score[score >= history.calibration.threshold]
    ax.plot(loud.index, loud, "D", color=brand_colour(), markersize=6, label=text("alarm"))
    ax.set_ylim(0, max(float(score.max()), history.calibration.threshold) * 1.15)
    ax.legend(loc="upper left")
    ax.xaxis.set_major_locator(mdates.MonthLocator(interval=2))  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_formatter(lambda value, _: text.short_month(pd.Timestamp(value, unit="D").to_period("M")))
    count = len(history.alarms)
    title = text(N_("Alarms in {weeks:number} weeks: {count:number}"), count=count,
                 weeks=history.calibration.weeks)  # fmt: skip
    alt = text(
        N_("How unusual each day was, with the threshold at {threshold:number1} "
            "and {count:number} {count:plural|alarm|alarms} marked."),
        threshold=history.calibration.threshold, count=count,
    )  # fmt: skip
    return finish(ax, text=text, title=title, alt=alt, ylabel=text("score of the day"))
