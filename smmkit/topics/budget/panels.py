"""Notebook 06's panel: move the total, the bounds and the aim, and see the best split."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pandas as pd
from ipywidgets import HTML, Dropdown, FloatRangeSlider, FloatSlider, HBox, Image, Layout, VBox

from smmkit.errors import DataError
from smmkit.measures.names import line_name
from smmkit.present.fixed import with_fixed_table
from smmkit.present.style import alt_text
from smmkit.text import N_, Text
from smmkit.topics.budget.analysis import Limits, Study, aimed_at, optimise, with_changes
from smmkit.topics.budget.plots import plot_what_if
from smmkit.topics.budget.tables import what_if_table

_AIMS = {"results": N_("most results"), "value": N_("most revenue"), "mix": N_("half results, half revenue")}
_WIDE = {"description_width": "11em"}


def budget_panel(study: Study, text: Text, *, value_weight: float = 0.5) -> VBox:
    """Build the what-if panel of a budget.

    Parameters
    ----------
    study
        The budget; its curves answer every question.
    text
        The language of labels, table and figure.
    value_weight
        Share of the revenue in the aim that mixes it with results, 0-1.

    Returns
    -------
    VBox
        Total, aim and bounds per line, above a live table and figure. Where
        no kernel runs, its first table is shown.

    """
    if study.frame.limits is None or study.found.curves is None:
        sentence = text("No line has a response curve yet, so there is nothing to try out.")
        return with_fixed_table(VBox([HTML(sentence)]), f"<p>{sentence}</p>")
    total, aim, bounds = _controls(study, study.frame.limits, text, value_weight)
    table, figure = HTML(), Image(format="png", layout=Layout(max_width="44em"))

    def refresh(change: Any = None) -> None:
        try:
            limits = _limits(study, total.value, bounds)
        except DataError as problem:
            table.value = f"<p>{problem}</p>"
            return
        spend = _best(study, limits, str(aim.value), value_weight)
        table.value = _table_html(study, spend, text)
        figure.value, figure.alt = _picture(study, spend, text)

    for control in (total, aim, *bounds.values()):
        control.observe(refresh, names="value")
    refresh()
    panel = VBox([total, aim, *bounds.values(), HBox([table, figure])])
    return with_fixed_table(panel, table.value)


def _controls(
    study: Study, limits: Limits, text: Text, weight: float
) -> tuple[FloatSlider, Dropdown, dict[str, FloatRangeSlider]]:
    least, most = float(limits.floor.sum()), limits.ceiling()
    shown = {"readout_format": ",.0f", "continuous_update": False, "layout": Layout(width="36em"), "style": _WIDE}
    total = FloatSlider(
        value=limits.total, min=least, max=most, step=limits.step, description=text("Total a month"), **shown
    )
    aims = list(_AIMS) if study.worth.reindex(study.frame.elastic).notna().all() else ["results"]
    aim = Dropdown(
        options=[(_aim_word(name, weight, text), name) for name in aims], description=text("Aim"), style=_WIDE
    )
    bounds = {
        line: FloatRangeSlider(
            value=(low, high),
            min=0.0,
            max=max(2 * high, limits.step),
            step=limits.step,
            description=text.word(line_name(line)),
            **shown,
        )
        for line, low, high in zip(study.frame.elastic, limits.low, limits.high, strict=True)
    }
    return total, aim, bounds


def _aim_word(name: str, weight: float, text: Text) -> str:
    if name == "mix" and weight != 0.5:
        return text("{results:percent} results, {value:percent} revenue", results=1 - weight, value=weight)
    return text.word(_AIMS[name])


def _limits(study: Study, total: float, bounds: dict[str, FloatRangeSlider]) -> Limits:
    low = {line: float(control.value[0]) for line, control in bounds.items()}
    high = {line: float(control.value[1]) for line, control in bounds.items()}
    return with_changes(study.frame, total=total, low=low, high=high)


def _best(study: Study, limits: Limits, aim: str, weight: float) -> pd.Series:
    assert study.found.curves is not None
    curves = aimed_at(study.found.curves, aim, worth=study.worth, now=study.now, weight=weight)
    return optimise(curves, limits).spend


def _table_html(study: Study, spend: pd.Series, text: Text) -> str:
    assert study.found.curves is not None
    lines, results = study.found.curves.lines, study.found.curves.response(spend.to_numpy())
    amounts = dict(zip(lines, map(float, spend), strict=True))
    table = what_if_table(amounts, dict(zip(lines, map(float, results), strict=True)), text)
    return str(table.to_html(index=False, border=0))


def _picture(study: Study, spend: pd.Series, text: Text) -> tuple[bytes, str]:
    import matplotlib.pyplot as plt

    figure = plot_what_if(spend, study.now, text).get_figure(root=True)
    assert figure is not None
    stream = BytesIO()
    figure.savefig(stream, format="png", dpi=96)
    plt.close(figure)
    return stream.getvalue(), alt_text(figure)
