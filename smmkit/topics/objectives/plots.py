"""Notebook 03's figures: fourteen months with their breaks, the fan with its targets, the waterfall, the board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from smmkit.measures.forecast import Forecast
from smmkit.metrics import METRICS
from smmkit.present.chances import in_ten
from smmkit.present.facts import scoped, stated
from smmkit.present.style import GREY, ORANGE, VERMILLION, brand_colour, finish, new_axes, set_alt, use_style
from smmkit.text import Text
from smmkit.topics.objectives.analysis import Lever
from smmkit.topics.objectives.proposals import Board, Case
from smmkit.topics.objectives.tables import LEVERS, RULES, board_name
from smmkit.topics.objectives.tables.rows import named

_MARKS = {"hold": ":", "reach": "--", "stretch": "-.", "signed": "-"}


def _panels(count: int, height: float) -> list[Axes]:
    use_style()
    count = max(count, 1)
    _figure, axes = plt.subplots(count, 1, figsize=(7.2, height * count), layout="constrained", squeeze=False)
    return list(axes[:, 0])


def _unit_axis(ax: Axes, metric: str, text: Text) -> None:
    unit = METRICS[metric].unit
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: text.quantity(value, unit)))


def plot_months(found: Sequence[Case], text: Text) -> list[Axes]:
    """Draw each measure's months, its baseline, its breaks as dashed lines; what does not compare is hollow."""
    axes = _panels(len(found), 1.9)
    for ax, case in zip(axes, found, strict=False):
        table, since = case.outlook.table, case.outlook.since
        days, values = table["start"].to_numpy(), table["value"].to_numpy(float)
        ax.plot(days[since:], values[since:], "o-", color=brand_colour())
        ax.plot(days[:since], values[:since], "o--", color=GREY, markerfacecolor="white")
        if case.outlook.baseline is not None:
            ax.axhline(case.outlook.baseline, color=GREY, linewidth=1)
        for one in case.outlook.breaks:
            ax.axvline(one.day, color=VERMILLION, linestyle="--", linewidth=1.2)  # type: ignore[arg-type]
        _unit_axis(ax, case.aim.metric, text)
        _month_ticks(ax, days, text)
        title = (
            text("{name}: what is counted changed, so older months do not compare", name=named(case, text))
            if case.outlook.breaks
            else text("{name}: {n:number} comparable months", name=named(case, text), n=case.outlook.n)
        )
        finish(ax, text=text, title=title, alt="")
    broken = sum(bool(case.outlook.breaks) for case in found)
    alt = text(
        "{count:number} {count:plural|measure|measures} month by month, each with its baseline; "
        "{broken:number} changed what they count.",
        count=len(found),
        broken=broken,
    )
    set_alt(axes[0].get_figure(root=True), alt)
    return axes


def _month_ticks(ax: Axes, days: Any, text: Text) -> None:
    places = [*range(len(days) - 1, -1, -4)][::-1]
    ax.set_xticks([days[place] for place in places], [text.short_month(days[place]) for place in places])


def plot_fan(case: Case | None, text: Text, *, ax: Axes | None = None) -> Axes:
    """Draw what a measure does if nothing changes, and the targets on offer with their chances."""
    ax = new_axes(ax, height=3.8)
    if case is None or case.outlook.forecast is None:
        alt = text("Nothing is drawn: too few months are known.")
        return finish(ax, text=text, title=text("Too few months are known to look ahead"), alt=alt)
    steps, known = max(case.outlook.steps_to(case.aim.deadline), 1), case.outlook.values
    past = np.arange(-known.size + 1, 1)
    ax.plot(past, known, "o-", color=brand_colour())
    _draw_fan(ax, case.outlook.forecast, float(known[-1]), steps)
    _draw_offers(ax, case, steps, text)
    ax.set_xlim(past[0] - 0.3, steps + 0.45 * known.size)
    first = case.outlook.table["start"].iloc[case.outlook.since]
    ax.set_xticks([past[0], steps], [text.short_month(first), text.short_month(case.aim.deadline)])
    _unit_axis(ax, case.aim.metric, text)
    unit, band = METRICS[case.aim.metric].unit, case.outlook.band(case.aim.deadline) or (0.0, 0.0, 0.0)
    said = {"name": named(case, text), "low": text.quantity(band[0], unit), "high": text.quantity(band[2], unit)}
    title = text("{name}: between {low} and {high} if nothing changes", **said)
    alt = text(
        "Months of {name}, then a fan that ends between {low} and {high}, with the targets on offer as lines.", **said
    )
    where, month = case.aim.scope.key, str(case.aim.deadline)[:7]
    states = [stated(str(said[end]), case.aim.metric, scoped(where, "expected", end), month) for end in ("low", "high")]
    return finish(ax, text=text, title=title, alt=alt, states=states)


def _draw_fan(ax: Axes, forecast: Forecast, last: float, steps: int) -> None:
    places = np.arange(steps + 1)
    for level, shade in ((0.95, 0.15), (0.8, 0.2), (0.5, 0.3)):
        ends = [(1 - level) / 2, (1 + level) / 2]
        low, high = np.quantile(forecast.paths[:, :steps], ends, axis=0)
        ax.fill_between(places, np.r_[last, low], np.r_[last, high], color=brand_colour(), alpha=shade, linewidth=0)
    ax.plot(places, np.r_[last, forecast.middle[:steps]], "--", color=brand_colour())


def _draw_offers(ax: Axes, case: Case, steps: int, text: Text) -> None:
    signed = (case.chosen,) if case.signed and case.chosen is not None else ()
    for one in (*case.offers, *signed):
        colour = ORANGE if one is case.chosen else GREY
        ax.plot([0, steps + 0.1], [one.target, one.target], _MARKS[one.rule], color=colour, linewidth=1.6)
        amount = text.quantity(one.target, METRICS[case.aim.metric].unit)
        label = f"{text.word(RULES[one.rule])}: {amount}, {in_ten(one.chance, text)}"
        ax.annotate(label, (steps + 0.15, one.target), fontsize=8.5, va="center")


def plot_levers(case: Case | None, found: Mapping[str, Sequence[Lever]], text: Text, *, ax: Axes | None = None) -> Axes:
    """Draw the way from today to the target as steps, one per lever."""
    ax = new_axes(ax, height=3.2)
    levers = found.get(case.aim.id, ()) if case is not None else ()
    if case is None or case.chosen is None or not levers:
        return finish(
            ax,
            text=text,
            title=text("No target that has to be climbed to"),
            alt=text("Nothing is drawn: no lever has to rise."),
        )
    unit = METRICS[case.aim.metric].unit
    start = case.chosen.target - sum(one.adds for one in levers)
    at, places = start, range(1, len(levers) + 1)
    ax.bar(0, start, color=GREY, width=0.6)
    for place, one in zip(places, levers, strict=True):
        ax.bar(place, one.adds, bottom=at, color=brand_colour(), width=0.6, hatch="//" if one.beyond else None,
               edgecolor="white")  # fmt: skip
        ax.annotate("+" + text.quantity(one.adds, unit), (place, at + one.adds), ha="center", va="bottom", fontsize=8.5)
        at += one.adds
    ax.bar(len(levers) + 1, case.chosen.target, color=ORANGE, width=0.6)
    names = [text("today"), *(text.word(LEVERS[one.name]) for one in levers), text("target")]
    ax.set_xticks(range(len(names)), [name.replace(" ", "\n", 1) for name in names], fontsize=8.5)
    _unit_axis(ax, case.aim.metric, text)
    ax.grid(axis="x", visible=False)
    most = max(levers, key=lambda one: one.adds)
    title = text(
        "{name}: the largest step to climb is {lever}", name=named(case, text), lever=text.word(LEVERS[most.name])
    )
    alt = text(
        "Steps from {start} today to {target}, one per lever.",
        start=text.quantity(start, unit),
        target=text.quantity(case.chosen.target, unit),
    )
    return finish(ax, text=text, title=title, alt=alt)


def plot_board(rows: Sequence[Board], text: Text) -> list[Axes]:
    """Draw one strip per number of the board, with the limits within which it moves by itself."""
    axes = _panels(len(rows), 1.5)
    for ax, row in zip(axes, rows, strict=False):
        days, values = row.weeks["start"].to_numpy(), row.weeks["value"].to_numpy(float)
        ax.plot(days, values, "o-", color=brand_colour(), markersize=3.5)
        if row.limits is not None:
            ax.axhspan(row.limits.low, row.limits.high, color=GREY, alpha=0.12, linewidth=0)
            ax.axhline(row.limits.centre, color=GREY, linewidth=1)
        if row.signal:
            ax.plot(days[-1:], values[-1:], "D", color=VERMILLION, markersize=7)
        _unit_axis(ax, row.metric, text)
        places = [*range(len(days) - 1, -1, -6)][::-1]
        ax.set_xticks([days[place] for place in places], [text.date(days[place]) for place in places])
        name = board_name(row, text)
        said = (
            text("{name}: last week asks for somebody", name=name)
            if row.signal
            else text("{name}: nothing to do", name=name)
        )
        finish(ax, text=text, title=said, alt="")
    signalled = sum(row.signal for row in rows)
    alt = text(
        "{count:number} {count:plural|number|numbers} week by week, with the limits between which each moves by "
        "itself; {signalled:number} {signalled:plural|asks|ask} for somebody.",
        count=len(rows),
        signalled=signalled,
    )
    set_alt(axes[0].get_figure(root=True), alt)
    return axes
