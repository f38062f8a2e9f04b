"""Rows of points with their intervals: the figure that shows a difference only where there is one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from smmkit.present.style import GREY, brand_colour


def draw_intervals(
    ax: Axes,
    table: pd.DataFrame,
    *,
    value: str,
    labels: Sequence[str],
    marked: Sequence[bool],
    written: Callable[[float], str],
    line: float | None = None,
) -> Axes:
    """Draw one row per option, top to bottom, each with its interval and its value as a label.

    Marked rows are filled, in the client's colour and with a square; the others are hollow
    grey circles, so that the figure needs no colour to be read.

    Parameters
    ----------
    ax
        Axes to draw on.
    table
        The columns `value`, `low`, `high`; rows without a value keep their label only.
    value
        Name of the column with the point.
    labels
        One name per row.
    marked
        Which rows to emphasise.
    written
        Writes a value in the client's language.
    line
        Value that means no difference, drawn as a dashed line.

    """
    if line is not None:
        ax.axvline(line, color=GREY, linestyle="--", linewidth=1)
    for place, (row, strong) in enumerate(zip(table.to_dict("records"), marked, strict=True)):
        point, low, high = (float(row[name]) for name in (value, "low", "high"))
        if np.isnan(point):
            continue
        colour = brand_colour() if strong else GREY
        if not np.isnan(low):
            ax.plot([low, high], [place, place], color=colour, linewidth=2.4 if strong else 1.4)
        ax.plot(
            point, place, "s" if strong else "o", color=colour, markerfacecolor=colour if strong else "white", zorder=3
        )
        ax.annotate(
            written(point), (high if np.isfinite(high) else point, place), xytext=(6, 0), textcoords="offset points",
            va="center", fontsize=8.5, color="#333333", fontweight="bold" if strong else "normal",
        )  # fmt: skip
    ax.set_yticks(range(len(labels)), list(labels))
    ax.set_ylim(len(labels) - 0.4, -0.6)
    ax.margins(x=0.12)
    ax.grid(axis="y", visible=False)
    return ax
