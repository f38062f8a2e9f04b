"""Notebook 06's panel: move the total, the bounds and the aim, and see the best split."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
from ipywidgets import HTML, Button, Dropdown, FloatRangeSlider, FloatSlider, HBox, Image, Layout, VBox
from ipywidgets import Text as WrittenText

from smmkit.errors import DataError
from smmkit.present.display import table_html
from smmkit.present.fixed import FixedPanel, live, with_fixed_table
from smmkit.present.style import alt_text
from smmkit.text import N_, Text
from smmkit.topics.budget.analysis import Limits, Study, aimed_at, optimise, with_changes
from smmkit.topics.budget.plots import plot_what_if
from smmkit.topics.budget.scenarios import (
    Scenario,
    load_scenarios,
    save_scenario,
    saved_table,
    scenario,
    what_if_table,
)

_AIMS = {"results": N_("most results"), "value": N_("most revenue"), "mix": N_("half results, half revenue")}
_WIDE = {"description_width": "11em"}


def budget_panel(
    study: Study, text: Text, *, value_weight: float = 0.5, scenarios: Path | None = None
) -> VBox | FixedPanel:
    """Build the what-if panel of a budget.

    Parameters
    ----------
    study
        The budget; its curves answer every question.
    text
        The language of labels, table and figure.
    value_weight
        Share of the revenue in the aim that mixes it with results, 0-1.
    scenarios
        File to which saved scenarios are added; without it nothing is saved.

    Returns
    -------
    VBox or FixedPanel
        Total, aim and bounds per line, above a live table and figure, and a
        name under which the split is saved and what was saved so far. In a run, and where no kernel is,
        its first table is shown.

    """
    if study.frame.limits is None or study.found.curves is None:
        sentence = text("No line has a response curve yet, so there is nothing to try out.")
        return FixedPanel(f"<p>{escape(sentence)}</p>")
    if not live():
        return FixedPanel(_table_html(study, _best(study, study.frame.limits, "results", value_weight), text))
    total, aim, bounds = _controls(study, study.frame.limits, text, value_weight)
    table, figure = HTML(), Image(format="png", layout=Layout(max_width="44em"))
    shown: dict[str, Scenario | None] = {"now": None}

    def refresh(change: Any = None) -> None:
        try:
            limits = _limits(study, total.value, bounds, text)
        except DataError as problem:
            table.value, shown["now"] = f"<p role='status'>{escape(str(problem))}</p>", None
            figure.layout.display = "none"  # the last split is no answer to what is asked now
            return
        spend = _best(study, limits, str(aim.value), value_weight)
        shown["now"] = scenario(study, spend, aim=str(aim.value))
        table.value = _table_html(study, spend, text)
        figure.value, figure.alt = _picture(study, spend, text)
        figure.layout.display = None

    for control in (total, aim, *bounds.values()):
        control.observe(refresh, names="value")
    refresh()
    row, saved = ([], []) if scenarios is None else _saving(scenarios, shown, study, text)
    panel = VBox([total, aim, *bounds.values(), *row, HBox([table, figure]), *saved])
    return with_fixed_table(panel, table.value)


def _saving(path: Path, shown: Mapping[str, Scenario | None], study: Study, text: Text) -> tuple[list[Any], list[Any]]:
    """Build the row that saves the split that is shown under a name, and the table of those saved so far."""
    name = WrittenText(placeholder=text("name of the scenario"), layout=Layout(width="20em"))
    button, said, before = Button(description=text("Save")), HTML(), HTML()

    def tell() -> None:
        rows = load_scenarios(path)
        before.value = table_html(saved_table(rows, text, study.name_of)) if rows else ""

    def save(_: Any) -> None:
        if shown["now"] is None or not name.value.strip():
            said.value = escape(text("Give a name to a split that is shown, then save it."))
            return
        try:
            save_scenario(path, name.value, shown["now"])
            tell()
        except DataError as problem:
            said.value = escape(str(problem))
            return
        said.value = escape(text("Saved as {name} in {file}.", name=name.value.strip(), file=path.name))

    button.on_click(save)
    try:
        tell()
    except DataError as problem:
        said.value = escape(str(problem))
    return [HBox([name, button, said])], [before]


def _controls(
    study: Study, limits: Limits, text: Text, weight: float
) -> tuple[FloatSlider, Dropdown, dict[str, FloatRangeSlider]]:
    least, most = float(limits.floor.sum()), limits.ceiling()
    shown = {"readout_format": ".0f", "continuous_update": False, "layout": Layout(width="36em"), "style": _WIDE}
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
            description=text.word(study.name_of(line)),
            **shown,
        )
        for line, low, high in zip(study.frame.elastic, limits.low, limits.high, strict=True)
    }
    return total, aim, bounds


def _aim_word(name: str, weight: float, text: Text) -> str:
    if name == "mix" and weight != 0.5:
        return text("{results:percent} results, {value:percent} revenue", results=1 - weight, value=weight)
    return text.word(_AIMS[name])


def _limits(study: Study, total: float, bounds: dict[str, FloatRangeSlider], text: Text) -> Limits:
    low = {line: float(control.value[0]) for line, control in bounds.items()}
    high = {line: float(control.value[1]) for line, control in bounds.items()}
    limits = study.frame.limits
    step = limits.step if limits is not None else 0.0
    may_be_zero = set() if limits is None else {line for line, no in zip(low, limits.optional, strict=True) if no}
    least, most = sum(low[line] for line in low if line not in may_be_zero), sum(high.values())
    if least > total + step:
        raise DataError(
            text("The least amounts of the lines add up to {least:money0}, more than the total of {total:money0}. "
                 "Lower one of them or raise the total.", least=least, total=total))  # fmt: skip
    if most < total - step:
        raise DataError(
            text("The most the lines may get adds up to {most:money0}, less than the total of {total:money0}. "
                 "Raise one of them or lower the total.", most=most, total=total))  # fmt: skip
    return with_changes(study.frame, total=total, low=low, high=high)


def _best(study: Study, limits: Limits, aim: str, weight: float) -> pd.Series:
    assert study.found.curves is not None
    curves = aimed_at(study.found.curves, aim, worth=study.worth, now=study.now, weight=weight)
    return optimise(curves, limits).spend


def _table_html(study: Study, spend: pd.Series, text: Text) -> str:
    assert study.found.curves is not None
    lines, results = study.found.curves.lines, study.found.curves.response(spend.to_numpy())
    amounts = dict(zip(lines, map(float, spend), strict=True))
    found = scenario(study, spend, aim="")
    table = what_if_table(
        amounts,
        dict(zip(lines, map(float, results), strict=True)),
        text,
        ends=(found.low, found.high),
        titles=study.titles,
    )
    return table_html(table)


def _picture(study: Study, spend: pd.Series, text: Text) -> tuple[bytes, str]:
    import matplotlib.pyplot as plt

    figure = plot_what_if(spend, study, text).get_figure(root=True)
    assert figure is not None
    stream = BytesIO()
    figure.savefig(stream, format="png", dpi=96)
    plt.close(figure)
    return stream.getvalue(), alt_text(figure)
