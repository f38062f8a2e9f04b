"""Notebook 02's figures: weights, matrices, ranks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import shorten

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from smmkit.ledger import Item
from smmkit.present.style import BLUE, GREEN, GREY, ORANGE, VERMILLION, brand_colour, finish, new_axes
from smmkit.scoring import CLEAR, clear_winner
from smmkit.text import Text
from smmkit.topics.swot.analysis import MIDPOINT, QUADRANTS, MatrixScore, Weighing
from smmkit.topics.swot.tables import FEWEST, NAMES

_LETTERS = 104  # what fits over a bar, on one line
_PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}
_LOOKS = {
    "strengths": (BLUE, ""),
    "weaknesses": (ORANGE, "//"),
    "opportunities": (GREEN, "\\\\"),
    "threats": (VERMILLION, "xx"),
}


def plot_weights(weighing: Weighing, items: Iterable[Item], text: Text, *, ax: Axes | None = None) -> Axes:
    """Draw each item's weight, coloured and hatched by quadrant; the title counts what each holds."""
    said = {item.id: text(item.title) for item in items}
    table = weighing.table
    ax = new_axes(ax, height=1.6 + 0.5 * max(len(table), 2))
    for place, (id, quadrant, weight) in enumerate(zip(table["id"], table["quadrant"], table["weight"], strict=True)):
        colour, hatch = _LOOKS[quadrant]
        ax.barh(place, weight, color="white", edgecolor=colour, hatch=hatch * 2, linewidth=1.5, height=0.55)
        ax.annotate(f"{text.word(NAMES[quadrant])} {text.percent(weight)}", (weight, place), xytext=(5, 0),
                    textcoords="offset points", va="center", fontsize=8.5)  # fmt: skip
        ax.annotate(_short(said[id]), (0, place - 0.4), fontsize=8, color="#333333", va="bottom", bbox=_PAPER)
    _frame(ax, len(table))
    counts = {name: int((table["quadrant"] == name).sum()) for name in QUADRANTS}
    title = text(
        "Inside, {strengths:number} {strengths:plural|strength stands|strengths stand} against {weaknesses:number} "
        "{weaknesses:plural|weakness|weaknesses}; outside, {opportunities:number} "
        "{opportunities:plural|opportunity|opportunities} against {threats:number} {threats:plural|threat|threats}",
        **counts,
    )
    if table.empty:
        title = text("The evidence allows no SWOT item yet")
    alt = text("Weights of {n:number} SWOT items, grouped by quadrant.", n=len(table))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: text.percent(value)))
    return finish(ax, text=text, title=title, alt=alt, xlabel=text("weight, all items together 100%"))


def plot_matrices(inside: MatrixScore, outside: MatrixScore, text: Text, *, ax: Axes | None = None) -> Axes:
    """Draw the IFE and EFE scores between 1 and 4 against the midpoint."""
    ax = new_axes(ax, height=2.3)
    names = [text("IFE (inside)"), text("EFE (outside)")]
    ax.axvline(MIDPOINT, color=GREY, linestyle="--", linewidth=1)
    for place, score in enumerate((inside, outside)):
        if np.isnan(score.score) or score.items < FEWEST:
            ax.annotate(text("fewer than three items"), (1.05, place), va="center", fontsize=9)
            continue
        ax.plot(score.interval, [place, place], color=brand_colour(), linewidth=2.4)
        ax.plot(score.score, place, "s", color=brand_colour())
        ax.annotate(text.number(score.score, 2), (score.interval.high, place), xytext=(7, 0),
                    textcoords="offset points", va="center", fontsize=9, fontweight="bold")  # fmt: skip
    ax.set_xlim(1 - 0.08, 4.08)
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: text.number(value, 1)))
    ax.set_yticks([0, 1], names)
    ax.set_ylim(1.5, -0.5)
    title = " ".join((_inside_sentence(inside, text), _outside_sentence(outside, text)))
    ife, efe = (score.score if score.items >= FEWEST else None for score in (inside, outside))
    alt = text("IFE {ife:number2} and EFE {efe:number2} on a scale from 1 to 4 with midpoint 2.5, with intervals.",
               ife=ife, efe=efe)  # fmt: skip
    return finish(
        ax,
        text=text,
        title=title,
        alt=alt,
        xlabel=text("weighted rating, 1 to 4; the dashed line is the midpoint"),
    )


def plot_ranks(ranks: pd.DataFrame, strategies: Sequence[Item], text: Text, *, ax: Axes | None = None) -> Axes:
    """Draw how often each strategy comes first; the title names a winner only where one is clear."""
    names = [text(item.title) for item in strategies]
    ax = new_axes(ax, height=1.6 + 0.5 * max(len(names), 2))
    first = ranks[1].to_numpy(float) if len(ranks) else np.array([])
    order = np.argsort(-first, kind="stable")
    for place, (name, share) in enumerate((names[i], float(first[i])) for i in order):
        strong = share >= CLEAR and len(names) > 1
        ax.barh(place, share, color=brand_colour() if strong else "white", edgecolor=brand_colour() if strong else GREY,
                hatch="" if strong else "//", height=0.55)  # fmt: skip
        ax.annotate(
            text.percent(share), (share, place), xytext=(5, 0), textcoords="offset points", va="center", fontsize=9
        )
        ax.annotate(_short(name), (0, place - 0.4), fontsize=8, color="#333333", va="bottom", bbox=_PAPER)
    ax.axvline(CLEAR, color=GREY, linestyle="--", linewidth=1)
    _frame(ax, len(names))
    ax.set_xlim(0, 1.08)
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: text.percent(value)))
    winner = clear_winner(ranks) if len(names) > 1 else None
    title = text("No strategy is clearly first")
    if winner is not None:
        title = text("Clearly first: {strategy}", strategy=names[list(map(str, ranks.index)).index(winner)])
    alt = text(
        "For how many of the priorities one could set each of {n:number} strategies comes first; "
        "{clear:percent} is sure enough.",
        n=len(names),
        clear=CLEAR,
    )
    return finish(
        ax,
        text=text,
        title=title,
        alt=alt,
        xlabel=text("for how many of the priorities one could set it comes first"),
    )


def _inside_sentence(score: MatrixScore, text: Text) -> str:
    if score.items < FEWEST:
        return text("Inside, fewer than three items stand, so nothing is weighed.")
    if score.interval.low > MIDPOINT:
        return text("Inside, strengths outweigh weaknesses.")
    if score.interval.high < MIDPOINT:
        return text("Inside, weaknesses outweigh strengths.")
    return text("Inside, neither strengths nor weaknesses clearly prevail.")


def _outside_sentence(score: MatrixScore, text: Text) -> str:
    if score.items < FEWEST:
        return text("Outside, fewer than three items stand, so nothing is weighed.")
    if score.interval.low > MIDPOINT:
        return text("Outside, the plan answers more than it leaves open.")
    if score.interval.high < MIDPOINT:
        return text("Outside, the plan leaves more open than it answers.")
    return text("Outside, whether the plan answers enough cannot be told.")


def _frame(ax: Axes, rows: int) -> None:
    ax.set_yticks([])
    ax.set_ylim(max(rows, 1) - 0.4, -0.8)
    ax.margins(x=0.25)
    ax.grid(axis="y", visible=False)


def _short(sentence: str) -> str:
    return shorten(sentence, _LETTERS, placeholder=" …")
