"""Notebook 11's figure: how far the data carry the proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.ticker import MaxNLocator

from smmkit.present.style import BLUE, GREEN, ORANGE, finish, new_axes
from smmkit.text import Text
from smmkit.topics.report.tables import KINDS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LOOKS = {"DECIDE": (GREEN, ""), "TEST": (BLUE, "//"), "JUDGE": (ORANGE, ".."), "NO DATA": ("#FFFFFF", "xx")}


def plot_verdicts(counts: pd.DataFrame, text: Text, *, ax: Axes | None = None) -> Axes:
    """Draw the proposals by kind, stacked by verdict; the title says how many can be decided.

    Parameters
    ----------
    counts
        From `proposals.summary.verdict_counts`.
    text
        Language of the words.
    ax
        Axes to draw on; None for new ones.

    Returns
    -------
    Axes

    """
    ax = new_axes(ax, height=1.6 + 0.4 * max(len(counts), 1))
    if counts.empty:
        ax.set_axis_off()
        return finish(
            ax,
            text=text,
            title=text("There is no proposal yet"),
            alt=text("An empty figure: there is no proposal yet."),
        )
    names = [text.word(KINDS[str(kind)]) for kind in counts.index]
    left = pd.Series(0, index=counts.index)
    for verdict, (colour, hatch) in _LOOKS.items():
        widths = counts[verdict]
        ax.barh(names, widths, left=left, color=colour, hatch=hatch, edgecolor="#333333", label=text.word(verdict))
        left = left + widths
    ax.set_xlim(0, 1.05 * float(left.max()))
    ax.invert_yaxis()
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
    total, firm = int(counts.to_numpy().sum()), int(counts["DECIDE"].sum())
    said = text("Entries of the plan the data can decide: {firm:number} of {total:number}", firm=firm, total=total)
    parts = ", ".join(f"{text.word(verdict)} {text.number(counts[verdict].sum())}" for verdict in _LOOKS)
    return finish(
        ax,
        text=text,
        title=said,
        alt=text("Bars of proposals by kind and verdict: {parts}.", parts=parts),
        xlabel=text("proposals"),
    )
