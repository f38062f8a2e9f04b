"""Notebook 05's figures: networks by criterion, tools by job, partners by value and effort, creators by size."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from smmkit.present.style import BLUE, GREEN, GREY, MARKERS, ORANGE, VERMILLION, brand_colour, finish, new_axes
from smmkit.schema import platform_name
from smmkit.scoring import clear_winner
from smmkit.text import N_, Text
from smmkit.topics.channels.analysis import Creator, Partner, Standing, Tools
from smmkit.topics.channels.analysis.tools import JOBS
from smmkit.topics.channels.proposals.places import CRITERIA
from smmkit.topics.channels.proposals.tools import JOB_WORDS
from smmkit.topics.channels.tables.allies import EFFORT

_SIZE = 620


def plot_networks(stands: Standing, text: Text, *, ax: Axes | None = None) -> Axes | None:
    """Draw one row a network, one dot a criterion: the bigger the better; rings were judged, discs counted.

    None where fewer than two networks can be ranked.
    """
    if stands.ranks.empty:
        return None
    order = list(stands.ranks.index[np.argsort(-stands.ranks[1].to_numpy(float), kind="stable")])
    ax = new_axes(ax, height=1.5 + 0.62 * len(order))
    for place, name in enumerate(order):
        for column, criterion in enumerate(stands.values.columns):
            _dot(ax, column, place, float(stands.values.loc[name, criterion]), criterion in stands.counted)
        ax.annotate(text.percent(stands.first(name)), (len(stands.values.columns), place), ha="center", va="center")
    names = [text.word(CRITERIA[one]) for one in stands.values.columns]
    ax.set_xticks(range(len(names) + 1), [*names, text(N_("comes first"))], rotation=20, ha="right")
    ax.set_yticks(range(len(order)), [platform_name(name) for name in order])
    ax.set_xlim(-0.6, len(names) + 0.6)
    ax.set_ylim(len(order) - 0.4, -0.6)
    ax.grid(False)
    best = clear_winner(stands.ranks)
    title = (
        text(N_("{network} nearly always comes first, whatever counts most"), network=platform_name(best))
        if best is not None
        else text(N_("Which network comes first depends on what counts most"))
    )
    said = "; ".join(f"{platform_name(name)} {text.percent(stands.first(name))}" for name in order)
    alt = text(N_("One row per network, one dot per criterion, larger is better; comes first: {said}."), said=said)
    return finish(
        ax, text=text, title=title, alt=alt, xlabel=text(N_("full dots were counted, rings judged; crosses unknown"))
    )


def _dot(ax: Axes, column: int, place: int, value: float, counted: bool) -> None:
    if np.isnan(value):
        ax.scatter(column, place, s=40, marker="x", color=GREY, linewidths=1.2)
        return
    face = brand_colour() if counted else "none"
    ax.scatter(column, place, s=max(_SIZE * value, 8), facecolors=face, edgecolors=brand_colour(), linewidths=1.4)


def plot_tools(found: Tools | None, text: Text, *, ax: Axes | None = None) -> Axes | None:
    """Draw tools by job: a square where a tool does one, filled in the cheapest set; None where no set is known."""
    if found is None or found.best is None:
        return None
    jobs = [*dict.fromkeys((*(job for job in JOBS if job in found.jobs.columns), *found.jobs.columns))]
    best = found.best
    order = sorted(found.jobs.index, key=lambda tool: (tool not in best.tools, found.price[tool]))
    ax = new_axes(ax, height=1.6 + 0.42 * len(order))
    for place, tool in enumerate(order):
        chosen = tool in best.tools
        for column, job in enumerate(jobs):
            if found.jobs.loc[tool, job]:
                ax.scatter(column, place, s=150, marker="s", facecolors=brand_colour() if chosen else "none",
                           edgecolors=brand_colour() if chosen else GREY, linewidths=1.4)  # fmt: skip
    marks = ["*" if job in found.needed else "" for job in jobs]
    ax.set_xticks(range(len(jobs)), [f"{text.word(JOB_WORDS.get(job, job))}{mark}" for job, mark in
                                     zip(jobs, marks, strict=True)], rotation=25, ha="right")  # fmt: skip
    ax.set_yticks(range(len(order)), [f"{tool} ({text.money(found.price[tool], 0)})" for tool in order])
    ax.set_xlim(-0.6, len(jobs) - 0.4)
    ax.set_ylim(len(order) - 0.4, -0.6)
    ax.grid(False)
    title = text(N_("{count:number} of {all:number} tools do every job we need at the least price"),
                 count=len(best.tools), all=len(order))  # fmt: skip
    alt = text(N_("Tools by job; the cheapest set that does every job needed is {tools}."),
               tools=", ".join(best.tools))  # fmt: skip
    return finish(ax, text=text, title=title, alt=alt, xlabel=text(N_("filled: in the cheapest set; * a job we need")))


def plot_partners(found: Sequence[Partner], text: Text, *, ax: Axes | None = None) -> Axes | None:
    """Draw partners by people in common and what they ask; None where nobody guessed people in common."""
    known = [one for one in found if one.high > 0]
    if not known:
        return None
    ax = new_axes(ax, height=1.5 + 0.5 * len(known))
    order = sorted(known, key=lambda one: (one.open, -one.effort, one.low))
    for place, one in enumerate(order):
        colour = (GREEN, ORANGE, VERMILLION)[one.effort - 1] if one.open else GREY
        ax.plot([one.low, one.high], [place, place], color=colour, linewidth=5, solid_capstyle="round")
        ax.scatter(one.low, place, color=colour, marker=MARKERS[one.effort - 1], s=70, zorder=3)
        word = text.word(EFFORT[one.effort]) if one.open else text.word(N_("not now"))
        ax.annotate(word, (one.high, place), xytext=(8, 0), textcoords="offset points", va="center", fontsize=9)
    ax.set_yticks(range(len(order)), [one.name if len(one.name) < 34 else f"{one.name[:32]}…" for one in order])
    ax.set_xlim(0, max(one.high for one in known) * 1.22)
    ax.set_ylim(-0.6, len(order) - 0.4)
    ax.xaxis.set_major_formatter(lambda value, _: text.number(value))
    first = found[0]
    title = (
        text(N_("{partner} gives most for what it asks"), partner=first.name)
        if first.open and first.low > 0
        else text(N_("No partner may be asked now"))
    )
    alt = text(N_("People in common with each of {count:number} partners, from the lower guess to the higher."),
               count=len(known))  # fmt: skip
    return finish(
        ax, text=text, title=title, alt=alt, xlabel=text(N_("people in common, guessed; the word says what it costs"))
    )


def plot_creators(found: Sequence[Creator], text: Text, *, ax: Axes | None = None) -> Axes | None:
    """Draw creators by followers and reactions over the published bands of their size; None where none is counted."""
    known = sorted((one for one in found if one.rate > 0 and one.followers > 0), key=lambda one: one.followers)
    if not known:
        return None
    ax = new_axes(ax, height=4.0)
    _bands(ax, known)
    for place, one in enumerate(known):
        colour, marker = (VERMILLION, "D") if one.flags else (brand_colour(), "o")
        first, last = (one.low, one.high) if one.low <= one.high else (one.rate, one.rate)
        gaps = np.clip([[1000 * (one.rate - first)], [1000 * (last - one.rate)]], 0, None)
        ax.errorbar(one.followers, 1000 * one.rate, yerr=gaps, fmt=marker, color=colour, capsize=3)
        high = place % 2 == 0  # neighbours have their codes above and below, so that they do not lie on each other
        ax.annotate(one.short, (one.followers, 1000 * (last if high else first)), xytext=(0, 5 if high else -12),
                    textcoords="offset points", fontsize=8, ha="center")  # fmt: skip
    low, high_end = known[0].followers / 1.6, known[-1].followers * 1.6
    ax.set_xscale("log")
    ax.set_xlim(low, high_end)
    usual = [float(one.tier["average_to"]) for one in known if one.tier is not None]
    ax.set_ylim(0, 1150 * max([*usual, *(1.1 * max(one.rate, one.high) for one in known)]))
    ticks = [step * 10**power for power in range(2, 8) for step in (1, 2, 5) if low <= step * 10**power <= high_end]
    ax.set_xticks(ticks, [text.number(tick) for tick in ticks])
    ax.set_xticks([], minor=True)
    odd = sum(bool(one.flags) for one in known)
    title = (
        text(N_("There is something to ask of {odd:number} of {count:number} creators"), odd=odd, count=len(known))
        if odd
        else text(N_("None of {count:number} creators shows anything odd"), count=len(known))
    )
    alt = text(N_("Reactions of a thousand followers to a post, by followers, and the band usual for the size."))
    xlabel = text(N_("followers (shaded: usual for the size; dotted: high; diamonds: ask first)"))
    return finish(ax, text=text, title=title, alt=alt, xlabel=xlabel, ylabel=text(N_("reactions of 1,000 followers")))


def _bands(ax: Axes, known: Sequence[Creator]) -> None:
    tiers = {float(one.tier["followers_from"]): one.tier for one in known if one.tier is not None}
    for start, tier in tiers.items():
        width = [start, float(tier["followers_to"]) if tier["followers_to"] > 0 else 1e9]
        ax.fill_between(width, 1000 * float(tier["average_from"]), 1000 * float(tier["average_to"]), color=BLUE,
                        alpha=0.18, linewidth=0)  # fmt: skip
        ax.plot(width, [1000 * float(tier["high"])] * 2, color=GREY, linestyle=":", linewidth=1)
