"""Notebook 06's figures: curves with their band, the moves, scenarios, pacing."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import fill

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from smmkit.measures.names import result_name
from smmkit.measures.scopes import Window
from smmkit.present.facts import stated
from smmkit.present.intervals import draw_intervals
from smmkit.present.style import GREEN, GREY, ORANGE, brand_colour, finish, new_axes, set_alt, use_style, write_numbers
from smmkit.text import N_, Text
from smmkit.topics.budget.analysis import Study
from smmkit.topics.budget.tables import scenario_scope

_MARKS: Mapping[str, tuple[str, str]] = {"now": ("o", N_("plan")), "proposed": ("D", N_("proposed")),
                                         "bound": ("|", N_("upper bound"))}  # fmt: skip
_COLUMNS = 3
# What fits over one of three panels, in a picture that is always as wide; a longer name goes on in a second line.
_TITLE_CHARACTERS = 26


def plot_curves(points: pd.DataFrame, marks: pd.DataFrame, study: Study, text: Text) -> Axes:
    """Draw each line's curve with its band and three points: plan, proposed, upper bound.

    Parameters
    ----------
    points, marks
        From `analysis.budget.curve_points` and `curve_marks`.
    study
        Names what is counted.
    text
        The language.

    Returns
    -------
    Axes
        The first panel; the figure's title states the finding.

    """
    import matplotlib.pyplot as plt

    result = text.word(result_name(study.found.result))
    lines = list(marks.index)[:6]
    if not lines:
        return finish(new_axes(None, height=1.6), text=text, title=text("No line has a response curve yet"),
            alt=text("An empty figure: no line has a response curve."),
        )  # fmt: skip
    use_style()
    rows = -(-len(lines) // _COLUMNS)
    columns = min(len(lines), _COLUMNS)
    figure, grid = plt.subplots(
        rows, columns, figsize=(2.9 * _COLUMNS, 2.9 * rows + 0.5), layout="constrained", squeeze=False
    )
    characters = _TITLE_CHARACTERS * _COLUMNS // columns
    for ax, line in zip(grid.flat, lines, strict=False):
        _draw_curve(ax, points[points["line"] == line], marks.loc[line], text)
        ax.set_title(fill(text.word(study.name_of(str(line))), characters), loc="left", fontsize=10)
    for ax in grid.flat[len(lines) :]:
        ax.set_visible(False)
    grid[0, 0].set_ylabel(text("{result} a month", result=result))
    for ax in grid[-1]:
        ax.set_xlabel(text("money a month"))
    handles, labels = grid[0, 0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=5)
    figure.suptitle(
        fill(_curve_finding(study, text), _TITLE_CHARACTERS * _COLUMNS),
        x=0.01,
        ha="left",
        fontsize=11,
        fontweight="bold",
    )
    set_alt(figure, text(
        "Response curves of {n:number} lines with their 95% bands; marks show the plan, the proposal and the bound.",
        n=len(lines)))  # fmt: skip
    first: Axes = grid[0, 0]
    return first


def _draw_curve(ax: Axes, own: pd.DataFrame, marks: pd.Series, text: Text) -> None:
    colour = brand_colour()
    if own["low"].notna().all():
        ax.fill_between(own["spend"], own["low"], own["high"], color=colour, alpha=0.15, lw=0, label=text("95% band"))
    ax.plot(own["spend"], own["result"], color=colour, ls=":", lw=1.2)
    seen = own[own["seen"]]
    ax.plot(seen["spend"], seen["result"], color=colour, label=text("spend that was seen"))
    colours = {"now": GREY, "proposed": ORANGE, "bound": "black"}
    for name, (marker, word) in _MARKS.items():
        ax.plot(
            marks[f"{name}_spend"], marks[f"{name}_result"], marker, color=colours[name], label=text.word(word),
            markersize=14 if marker == "|" else 7, markeredgewidth=2 if marker == "|" else 1, linestyle="", zorder=4,
        )  # fmt: skip
    ax.set_ylim(bottom=0)
    ax.set_xlim(left=0)
    ax.xaxis.set_major_locator(MaxNLocator(3))
    _money_axis(ax, text)
    write_numbers(ax.yaxis, text)


def _money_axis(ax: Axes, text: Text) -> None:
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: text.money(value, 0)))


def _curve_finding(study: Study, text: Text) -> str:
    """Name the line whose next result is cheapest, if its interval allows it."""
    returns = study.returns.sort_values("next_cost")
    if len(returns) < 2 or study.found.judged_only:
        return text("What each line is judged to bring") if study.found.judged_only else text("What the line brings")
    first, others = returns.iloc[0], returns.iloc[1:]
    if np.isfinite(first["high"]) and (others["low"] > first["high"]).all():
        return text("The next result is cheapest on {line:word}", line=study.name_of(str(returns.index[0])))
    return text("No line clearly has the cheapest next result")


def plot_moves(moves: pd.DataFrame, study: Study, text: Text, *, ax: Axes | None = None) -> Axes:
    """Draw, as a waterfall, how the money moves from the plan to the best split.

    Parameters
    ----------
    moves
        From `analysis.budget.move_table`.
    study
        Says whether the gain is clear.
    text
        The language.

    """
    moved = moves[moves["change"].abs() >= 0.01].sort_values("change")
    ax = new_axes(ax, height=max(1.8, 0.5 * len(moved) + 1.2))
    running = 0.0
    for place, (_, row) in enumerate(moved.iterrows()):
        change = float(row["change"])
        ax.barh(place, change, left=running, color=GREEN if change > 0 else GREY, height=0.6,
                hatch="" if change > 0 else "//", edgecolor="white")  # fmt: skip
        ax.annotate(
            text.signed(change, "money0"), (max(running, running + change), place), xytext=(5, 0),
            textcoords="offset points", va="center", fontsize=9,
        )  # fmt: skip
        running += change
        if place + 1 < len(moved):
            ax.plot([running, running], [place - 0.3, place + 1.3], color=GREY, lw=0.8)
    ax.set_yticks(range(len(moved)), [text.word(study.name_of(str(line))) for line in moved.index])
    ax.set_ylim(len(moved) - 0.4, -0.6)
    ax.use_sticky_edges = False
    ax.margins(x=0.18)
    ax.axvline(0, color="black", lw=1)
    ax.grid(axis="y", visible=False)
    _money_axis(ax, text)
    alt = text("A waterfall of {n:number} moves of money between lines; they add up to nothing.", n=len(moved))
    return finish(
        ax, text=text, title=_move_finding(study, len(moved), text), alt=alt, xlabel=text("money moved a month")
    )


def _move_finding(study: Study, moved: int, text: Text) -> str:
    comparison = study.comparison
    if comparison is None or not moved:
        return text("Nothing moves: the plan stays")
    if study.found.judged_only:
        return text("What would move if the judgements were right")
    if not comparison.clear:
        return text("These moves may bring nothing: the gain is not clear")
    return text(
        "As results are counted, these moves bring {low:number} to {high:number} more {result:word} a month",
        low=comparison.low, high=comparison.high, result=result_name(study.found.result),
    )  # fmt: skip


def plot_scenarios(
    scenarios: pd.DataFrame, study: Study, text: Text, *, ax: Axes | None = None, window: Window | None = None
) -> Axes:
    """Draw the results of each total with their interval."""
    labels = [
        f"{text.signed(row['change'], 'percent')} · {text.money(row['total'], 0)}"
        for row in scenarios.to_dict("records")
    ]
    ax = draw_intervals(
        new_axes(ax, height=2.2), scenarios, value="result", labels=labels,
        marked=(scenarios["change"] == 0).tolist(), written=lambda value: text.number(value),
    )  # fmt: skip
    result, states = result_name(study.found.result), []
    if len(scenarios) < 2:
        title = text("Without a response curve no total can be compared")
    else:
        ends = scenarios.iloc[[0, -1]]
        states = [
            stated(text.money(row[column], 0), fact, scenario_scope(row), window)
            for row in ends.to_dict("records")
            for column, fact in (("next_cost", "next_cost"), ("total", "scenario_total"))
        ]
        title = text(
            "One more result costs {first:money0} at {low:money0} a month, {last:money0} at {high:money0}",
            low=ends["total"].iloc[0], high=ends["total"].iloc[1],
            first=ends["next_cost"].iloc[0], last=ends["next_cost"].iloc[1],
        )  # fmt: skip
    alt = text("Expected {result:word} a month at {n:number} totals, with 95% intervals.",
               result=result, n=len(scenarios))  # fmt: skip
    xlabel = text("{result} a month", result=text.word(result))
    return finish(ax, text=text, title=title, alt=alt, xlabel=xlabel, states=states)


def plot_pacing(daily: pd.DataFrame, pace: pd.DataFrame, text: Text, *, ax: Axes | None = None) -> Axes:
    """Draw the month's spend day by day against its plan, with the corridor of a healthy pace.

    Parameters
    ----------
    daily
        From `analysis.budget.cumulative_spend`, of the lines that spend day by day.
    pace
        From `measures.pace.pace_table`, of the same lines.
    text
        The language.

    """
    ax = new_axes(ax)
    days = np.arange(1, len(daily) + 1)
    planned, actual = daily["planned"].to_numpy(float), daily["actual"].to_numpy(float)
    ax.fill_between(days, 0.9 * planned, 1.1 * planned, color=GREY, alpha=0.15, lw=0, label=text("healthy pace"))
    ax.plot(days, planned, color=GREY, ls="--", label=text("plan"))
    ax.plot(days, actual, color=brand_colour(), label=text("spent"))
    ax.legend(loc="upper left")
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: text.money(value, 0)))
    ax.set_ylim(bottom=0)
    known = np.flatnonzero(np.isfinite(actual))
    if not len(known) or planned[-1] <= 0:
        title = text("There is no plan or no spend to compare this month")
    else:
        ratio = float(actual[known[-1]] / planned[known[-1]])
        off = int(pace.loc[pace["daily"].astype(bool), "alarm"].astype(bool).sum()) if len(pace) else 0
        title = (
            text("The lines that spend day by day keep their pace ({pace:number2})", pace=ratio)
            if 0.9 <= ratio <= 1.1 and not off
            else text(
                "Day by day, spend is at {pace:number2} of its plan; of the lines spent so, "
                "{n:number} {n:plural|is off its pace|are off their pace}",
                pace=ratio,
                n=off,
            )
        )
    alt = text("Spend added up day by day against the plan, with the corridor from 0.9 to 1.1 of it.")
    return finish(ax, text=text, title=title, alt=alt, xlabel=text("day of the month"))


def plot_what_if(spend: pd.Series, study: Study, text: Text, *, ax: Axes | None = None) -> Axes:
    """Draw the spend of each line under a what-if beside the plan."""
    now = study.frame.today
    ax = new_axes(ax, height=max(1.8, 0.55 * len(spend) + 1.0))
    places = np.arange(len(spend))
    ax.barh(places - 0.2, now.reindex(spend.index), height=0.36, color=GREY, hatch="//", edgecolor="white",
            label=text("plan"))  # fmt: skip
    ax.barh(places + 0.2, spend, height=0.36, color=brand_colour(), label=text("what if"))
    ax.set_yticks(places, [text.word(study.name_of(str(line))) for line in spend.index])
    ax.invert_yaxis()
    ax.grid(axis="y", visible=False)
    ax.legend(loc="upper left", bbox_to_anchor=(0.0, -0.22), ncols=2)
    _money_axis(ax, text)
    title = text("Best split of {total:money0} a month", total=float(spend.sum()))
    alt = text("Money a month of {n:number} lines, in the plan and under the what-if.", n=len(spend))
    return finish(ax, text=text, title=title, alt=alt, xlabel=text("money a month"))
