"""Notebook 04's figures: is there structure, what segments value, what they are worth, who follows."""

from __future__ import annotations

from textwrap import fill

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MultipleLocator

from smmkit.present.intervals import draw_intervals
from smmkit.present.style import GREY, MARKERS, OKABE_ITO, brand_colour, finish, new_axes
from smmkit.schema import platform_name
from smmkit.text import N_, Text
from smmkit.topics.segments.analysis import Cards, Structure
from smmkit.topics.segments.proposals import HIDDEN_BELOW, feature_name, segment_name

_LABEL = 28
"""Letters in a line of a label; a longer one takes the figure's width from what is drawn."""


def plot_structure(structure: Structure, text: Text, *, ax: Axes | None = None) -> Axes:
    """Draw the fit per number of groups against what noise reaches; the title says whether there are segments."""
    ax = new_axes(ax, height=4.2)
    curve = structure.curve
    noise = curve["noise"]
    if not curve.empty:
        ax.fill_between(curve.index, noise, color="#DADCE0", label=text("what noise reaches (99 of 100 times)"))
        ax.plot(curve.index, curve["fit"], "o-", color=brand_colour(), label=text("these customers"))
        ax.plot(
            curve.index, curve["stability"], "^:", color=GREY, linewidth=1.2, label=text("stability (no proof alone)")
        )
        ax.set_ylim(0, 1.05)
        ax.set_xticks(curve.index.tolist())
        _legend_below(ax)
    if structure.groups is not None:
        fit = float(curve["fit"].iloc[structure.place])
        ax.plot(structure.groups, fit, "s", color=brand_colour(), markersize=11)
        title = text(
            "Customers fall into {groups:number} groups, which come back when others are asked", groups=structure.groups
        )
    else:
        title = text(_NONE[structure.outcome])
    alt = text(
        "Fit of two to {most:number} groups of {n:number} customers, compared with what samples without groups reach.",
        n=structure.n,
        most=8 if curve.empty else int(curve.index.max()),
    )
    return finish(
        ax,
        text=text,
        title=title,
        alt=alt,
        xlabel=text("number of groups"),
        ylabel=text("from 0 (none) to 1 (perfect)"),
    )


_NONE = {
    "answers": N_("Yes-or-no answers alone are not cut into segments"),
    "few": N_("Too few customers have answered to look for segments"),
    "continuum": N_("No segments stand out: chance alone cuts customers as neatly"),
    "blurred": N_("No segments told apart: customers differ beyond chance, and no gap parts them"),
    "unstable": N_("No firm segments yet: the groups change when other customers are asked"),
    "segments": "",
}


def _short(label: str) -> str:
    """Return a label in lines short enough to leave the figure its width."""
    return fill(label, _LABEL)


def _legend_below(ax: Axes) -> None:
    """Put the legend below the figure: beside it long names leave nothing to draw on, within it they hide lines."""
    if (figure := ax.get_figure(root=True)) is not None:
        figure.legend(loc="outside lower left")


def plot_tastes(cards: Cards, text: Text, *, ax: Axes | None = None) -> Axes:
    """Draw what each segment values, with intervals; the customers' mean is the grey tick."""
    tastes = cards.tastes
    features = list(dict.fromkeys(tastes["feature"]))
    ax = new_axes(ax, height=1.8 + 0.55 * len(features) + 0.22 * len(cards.names))
    spread = 0.5 / max(len(cards.names), 1)
    for order, segment in enumerate(sorted(cards.names)):
        rows = tastes[tastes["segment"] == segment].set_index("feature").loc[features]
        places = [place + (order - (len(cards.names) - 1) / 2) * spread for place in range(len(features))]
        gaps = [rows["mean"] - rows["low"], rows["high"] - rows["mean"]]
        colour, marker = OKABE_ITO[order % len(OKABE_ITO)], MARKERS[order % len(MARKERS)]
        ax.errorbar(
            rows["mean"], places, xerr=gaps, fmt=marker, color=colour, capsize=3, linestyle="none",
            label=text(segment_name(cards.told(segment), cards.called)),
        )  # fmt: skip
    means = tastes.drop_duplicates("feature").set_index("feature").loc[features, "overall"]
    ax.plot(means, range(len(features)), "|", color=GREY, markersize=13, label=text("all customers"))
    ax.set_yticks(range(len(features)), [_short(feature_name(feature, cards.called)) for feature in features])
    ax.set_ylim(max(len(features), 1) - 0.5, -0.5)
    ax.grid(axis="y", visible=False)
    if not cards.names:
        return finish(
            ax,
            text=text,
            title=text("No segments, so no tastes of their own"),
            alt=text("Nothing is drawn: no segments were found."),
        )
    _legend_below(ax)
    means = tastes.groupby("feature", sort=False)["mean"]
    widest = str((means.max() - means.min()).idxmax())
    title = text("What sets the groups most apart is {taste}", taste=feature_name(widest, cards.called))
    alt = text(
        "Mean of {features:number} interests in {groups:number} segments, with 95% intervals, beside all customers.",
        features=len(features),
        groups=len(cards.names),
    )
    return finish(ax, text=text, title=title, alt=alt, xlabel=text("interest, 0 to 1"))


def plot_value(cards: Cards, text: Text, *, ax: Axes | None = None) -> Axes:
    """Draw revenue per customer of each segment; the title names a best one only where the intervals are apart."""
    value = cards.value[cards.value["n"] >= HIDDEN_BELOW]
    if value.empty:
        return finish(
            new_axes(ax),
            text=text,
            title=text("No segments, so no worth of their own"),
            alt=text("Nothing is drawn: no segments were found."),
        )
    labels = [text(segment_name(cards.told(int(str(segment))), cards.called)) for segment in value.index]
    order = value["revenue"].to_numpy(float).argsort()[::-1]
    best, rest = order[0], order[1:]
    clear = len(rest) > 0 and value["low"].to_numpy(float)[best] > value["high"].to_numpy(float)[rest].max()
    ax = draw_intervals(
        new_axes(ax, height=1.6 + 0.5 * len(value)),
        value,
        value="revenue",
        labels=[_short(label) for label in labels],
        marked=[bool(clear and place == best) for place in range(len(value))],
        written=lambda amount: text.money(amount, 0),
    )
    title = (
        text("A customer of “{name}” is worth most", name=labels[best])
        if clear
        else text("No segment is clearly worth more per customer than the others")
    )
    alt = text(
        "Revenue per customer in {groups:number} segments, with 95% intervals, from {low:money0} to {high:money0}.",
        groups=len(value),
        low=float(value["revenue"].min()),
        high=float(value["revenue"].max()),
    )
    ax.xaxis.set_major_formatter(lambda amount, _: text.money(amount, 0))
    return finish(ax, text=text, title=title, alt=alt, xlabel=text("revenue per customer"))


def plot_audience(table: pd.DataFrame, text: Text, *, ax: Axes | None = None) -> Axes:
    """Draw the followers' age and sex as the platforms count them."""
    top = table.sort_values("share", ascending=False, kind="stable").head(10)
    ax = new_axes(ax, height=1.4 + 0.32 * max(len(top), 1))
    sexes = {"women": text("women"), "men": text("men")}
    labels = [
        f"{platform_name(row['platform'])} · {sexes.get(str(row['sex']), '')} {row['value']}".replace("  ", " ")
        for row in top.to_dict("records")
    ]
    bars = ax.barh(range(len(top)), top["share"].to_numpy(float), color=brand_colour())
    ax.bar_label(bars, [text.percent(share, 1) for share in top["share"]], padding=4, fontsize=8.5)
    ax.set_yticks(range(len(top)), labels)
    ax.invert_yaxis()
    ax.grid(axis="y", visible=False)
    ax.margins(x=0.15)
    ax.xaxis.set_major_locator(MultipleLocator(0.05))
    ax.xaxis.set_major_formatter(lambda value, _: text.percent(value))
    title = (
        text(
            _LARGEST.get(str(top["sex"].iloc[0]), _LARGEST["unknown"]),
            platform=platform_name(top["platform"].iloc[0]),
            age=str(top["value"].iloc[0]),
        )
        if labels
        else text("No platform has told who follows")
    )
    alt = text("The {n:number} largest groups of followers by age and sex, as the platforms count them.", n=len(top))
    return finish(ax, text=text, title=title, alt=alt, xlabel=text("share of the account's followers"))


_LARGEST = {
    "women": N_("On {platform} the largest group of followers are women of {age}"),
    "men": N_("On {platform} the largest group of followers are men of {age}"),
    "unknown": N_("On {platform} the largest group of followers is {age} years old"),
}
