"""Notebook 00's figure: which months each table covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from smmkit.present.style import GREY, brand_colour, finish, new_axes
from smmkit.text import Text
from smmkit.topics.brief.analysis import ALLOWS, Capability

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_coverage(by_month: pd.DataFrame, reached: Capability, text: Text, *, ax: Axes | None = None) -> Axes:
    """Draw a mark for each month a table has rows in; the title says what that allows.

    Parameters
    ----------
    by_month
        From `analysis.audit.coverage_by_month`.
    reached
        From `analysis.audit.capability`.
    text
        Language of the words.
    ax
        Axes to draw on; None for new ones.

    Returns
    -------
    Axes

    """
    ax = new_axes(ax, height=1.4 + 0.3 * max(len(by_month), 1))
    counts = by_month.to_numpy()
    line, month = np.nonzero(counts > 0)
    ax.scatter(month, line, marker="s", s=70, color=brand_colour(), label=text("rows"))
    line, month = np.nonzero(counts == 0)
    ax.scatter(month, line, marker="x", s=30, color=GREY, label=text("no row"))
    ax.set_yticks(range(len(by_month)), [text.word(str(name)) for name in by_month.index])
    steps = list(range(0, by_month.shape[1], 3))
    ax.set_xticks(steps, [text.short_month(by_month.columns[step]) for step in steps])
    ax.set_ylim(len(by_month) - 0.5, -0.5)
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
    whole = [text.word(str(name)) for name in by_month.index if (by_month.loc[name] > 0).all()]
    return finish(
        ax,
        text=text,
        title=text("The data let us {allows:word}", allows=ALLOWS[reached.level]),
        alt=text(
            "For each table, a square per month with rows and a cross per month without, {months:number} months. "
            "Complete: {whole}.",
            months=by_month.shape[1],
            whole=", ".join(whole) or "–",
        ),
    )
