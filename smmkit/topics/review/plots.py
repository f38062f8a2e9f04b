"""Notebook 10's figures: plan against what was done, and where each thing stands against its bar."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from smmkit.present.chances import in_ten
from smmkit.present.style import GREY, VERMILLION, brand_colour, finish, new_axes
from smmkit.schema.platform_names import platform_name
from smmkit.text import N_, Text
from smmkit.topics.review.analysis import EXECUTED
from smmkit.topics.review.proposals.calls import Verdicts
from smmkit.topics.review.tables import subject_name


def plot_execution(done: pd.DataFrame, text: Text, *, ax: Axes | None = None) -> Axes:
    """Draw posts published beside posts planned, network by network."""
    ax = new_axes(ax, height=2.6)
    known = done[done["planned"] > 0]
    if known.empty:
        title = text(N_("Nothing was planned, so nothing can have been left undone"))
        return finish(ax, text=text, title=title, alt=title)
    names = [platform_name(one) for one in known["platform"]]
    ax.barh(names, known["planned"], color=GREY, alpha=0.35, label=text("planned"))
    ax.barh(names, known["done"], height=0.4, color=brand_colour(), label=text("published"))
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.28), ncols=2)
    short = int((known["share"] < EXECUTED).sum())
    title = (
        text(N_("On every network enough was published to judge it"))
        if not short
        else text(N_("On {short:number} of {all:number} networks too little was published to judge it"), short=short,
                  all=len(known))
    )  # fmt: skip
    alt = text(N_("Posts planned and published, by network: {done:number} of {planned:number} in all."),
               done=int(known["done"].sum()), planned=int(known["planned"].sum()))  # fmt: skip
    return finish(ax, text=text, title=title, alt=alt, xlabel=text("posts"))


def plot_chances(found: pd.DataFrame, text: Text, *, ax: Axes | None = None) -> Axes:
    """Draw how each objective's chance moved from the day it was signed, month by month."""
    ax = new_axes(ax, height=3.0)
    if found.empty:
        title = text(N_("No chance of an objective is on record yet"))
        return finish(ax, text=text, title=title, alt=title)
    moments = sorted(found["when"].unique(), key=lambda when: "" if when == "signed" else str(when))
    places = {when: place for place, when in enumerate(moments)}
    falling = 0
    for number, (_, rows) in enumerate(found.groupby("objective", sort=False)):
        x = [places[when] for when in rows["when"]]
        own = rows["chance"].astype(float).tolist()
        falling += len(own) > 1 and own[-1] < own[0] - 0.005
        colour, marker = (brand_colour() if number == 0 else GREY), "osD^v"[number % 5]
        ax.plot(x, own, marker=marker, color=colour)
        ax.annotate(f" {rows['title'].iloc[-1]}: {in_ten(own[-1], text)}", (x[-1], own[-1]), va="center", fontsize=8)
    ax.set_xticks(range(len(moments)), [text("signed") if w == "signed" else text.month(str(w)) for w in moments])
    ax.set_xlim(-0.2, len(moments) - 1 + max(1.2, 0.6 * len(moments)))
    ax.set_ylim(-0.05, 1.05)
    ax.yaxis.set_major_formatter(lambda value, _: text.percent(value))
    count = int(found["objective"].nunique())
    title = (
        text(N_("No objective is further away than when it was signed"))
        if not falling
        else text(N_("Further away than when signed: {falling:number} of {all:number} objectives"),
                  falling=int(falling), all=count)
    )  # fmt: skip
    alt = text(N_("Chance of each of {all:number} objectives, from signing to this month."), all=count)
    return finish(ax, text=text, title=title, alt=alt, ylabel=text("chance of reaching the target"))


def plot_calls(found: Verdicts, text: Text, *, ax: Axes | None = None) -> Axes:
    """Draw the chance that each thing reaches its bar, between the two lines of the rule."""
    ax = new_axes(ax)
    pairs = [(one, call) for one, call in zip(found.subjects, found.calls, strict=True) if call.chance is not None]
    if not pairs:
        title = text(N_("Nothing has been measured long enough to be judged"))
        return finish(ax, text=text, title=title, alt=title)
    names = [subject_name(one, text) for one, _ in pairs]
    decided = [call.says in ("keep", "change", "stop") for _, call in pairs]
    colours = [brand_colour() if sure else GREY for sure in decided]
    ax.scatter([float(call.chance or 0.0) for _, call in pairs], names, color=colours, zorder=3)
    for line in (found.rule.stop_at, found.rule.keep_at):
        ax.axvline(line, color=VERMILLION, linestyle="--")
    ax.set_xlim(-0.02, 1.02)
    ax.xaxis.set_major_formatter(lambda value, _: text.percent(value))
    title = (
        text(N_("For {sure:number} of {all:number} the signed rule already says what to do"), sure=sum(decided),
             all=len(decided))
        if any(decided)
        else text(N_("For none of them the signed rule says yet what to do"))
    )  # fmt: skip
    alt = text(N_("Chance of reaching its bar for {all:number} things; stop up to {stop:percent}, keep from "
                  "{keep:percent}."), all=len(decided), stop=found.rule.stop_at, keep=found.rule.keep_at)  # fmt: skip
    return finish(ax, text=text, title=title, alt=alt, xlabel=text("chance that it reaches its bar"))
