"""Notebook 07's figures: what each hour adds, the month at a glance, the work of each week."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from smmkit.measures.hours import ALL
from smmkit.present.style import GREY, MARKERS, OKABE_ITO, brand_colour, finish, new_axes
from smmkit.schema import platform_name
from smmkit.text import N_, Text
from smmkit.topics.calendar.proposals.board import Board

_TITLES = {
    "votes": (N_("Likes: {hour:hour} beats the average hour"), N_("Likes: no single hour stands out for all formats")),
    "interactions": (
        N_("Comments, shares and saves: {hour:hour} beats the average hour"),
        N_("Comments, shares and saves: no single hour stands out for all formats"),
    ),
    "conversions": (
        N_("Clicks and new followers: {hour:hour} beats the average hour"),
        N_("Clicks and new followers: no single hour stands out for all formats"),
    ),
}


def plot_hours(board: Board, outcome: str, text: Text, *, ax: Axes | None = None) -> Axes:
    """Draw what each posting hour adds to an outcome, with its interval; the title says whether one is named."""
    ax = new_axes(ax, height=2.9)
    table = board.hours.timings[outcome].hours
    named = board.hours.named
    rows = named[(named["outcome"] == outcome) & (named["format"] == ALL)]
    best = int(rows["hour"].iloc[0]) if len(rows) else None
    if len(table):
        gains = table[["effect", "low", "high"]].astype(float).apply(np.expm1) * 100
        colours = [brand_colour() if hour == best else GREY for hour in gains.index]
        for hour, colour in zip(gains.index, colours, strict=True):
            ax.plot([hour, hour], gains.loc[hour, ["low", "high"]], color=colour, linewidth=2)
            ax.plot(hour, gains.loc[hour, "effect"], "s" if hour == best else "o", color=colour)
        ax.set_xticks(gains.index.tolist(), [text.hour(hour) for hour in gains.index])
    ax.axhline(0, color=GREY, linewidth=0.8)
    title = text(_TITLES[outcome][0], hour=best) if best is not None else text(_TITLES[outcome][1])
    alt = text(
        "What each of {hours:number} posting hours adds, in per cent of the average post, from {n:number} posts.",
        hours=len(table),
        n=board.hours.timings[outcome].n,
    )
    return finish(
        ax, text=text, title=title, alt=alt, xlabel=text("local hour of publication"), ylabel=text("% more or less")
    )


def plot_month(board: Board, text: Text, *, ax: Axes | None = None) -> Axes:
    """Draw the month: days across, hours up, a marker a network; filled are the client's own posts."""
    ax = new_axes(ax, height=3.4)
    every = pd.concat([board.own.assign(mine=True), board.proposed.assign(mine=False)])
    networks = sorted(every["network"].dropna().astype(str).unique())
    for place, name in enumerate(networks):
        for mine in (True, False):
            rows = every[(every["network"] == name) & (every["mine"] == mine)]
            clock = rows["at"].fillna("12:00").astype("str").str.split(":")
            hours = clock.str[0].astype(float) + clock.str[1].astype(float) / 60
            colour = OKABE_ITO[place % len(OKABE_ITO)]
            label = platform_name(name) + " · " + (text("in the calendar") if mine else text("proposed"))
            ax.plot(
                rows["on"].dt.day,
                hours,
                MARKERS[place % len(MARKERS)],
                color=colour,
                label=label,
                markerfacecolor=colour if mine else "none",
                linestyle="none",
            )
    ax.set_ylim(24, 0)
    ax.set_xlim(0.5, board.period.days + 0.5)
    ax.set_yticks(range(0, 25, 6), [text.hour(hour) for hour in range(0, 25, 6)])
    if networks:
        ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.22), ncols=2)
    values = {"own": len(board.own), "new": len(board.proposed)}
    title = text("{own:number} posts stand in the calendar, {new:number} are proposed beside them", **values)
    alt = text("Each post of {month:month} by day and hour, one marker a network.", month=str(board.period))
    return finish(ax, text=text, title=title, alt=alt, xlabel=text("day of {month:month}", month=str(board.period)))
