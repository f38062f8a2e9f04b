"""A slider over splits solved beforehand: works offline, with the keyboard, without a server."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import escape

import numpy as np
import pandas as pd

from smmkit.measures.names import line_name, result_name
from smmkit.report.page import WHAT_IF
from smmkit.text import N_, Text

_HEADS = (N_("Line"), N_("Spent a month"))


@dataclass(frozen=True)
class Slider:
    """A piece of HTML with its own script, and what it says in plain text.

    Parameters
    ----------
    html
        Self-contained: no address outside it.
    plain
        What a reader without HTML sees.

    """

    html: str
    plain: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        """Return the plain text, so that a notebook without HTML still reads."""
        return self.plain


def budget_slider(
    grid: pd.DataFrame, result: str, text: Text, *, now: float | None = None, titles: Mapping[str, str] | None = None
) -> Slider:
    """Build a slider over the totals of a budget.

    The splits are solved beforehand; moving the slider only shows another of
    them. It is a plain range input: arrow keys, Home and End work, and a
    screen reader hears the total and the sentence below it.

    Parameters
    ----------
    grid
        From `analysis.budget.what_if_grid`.
    result
        What is counted, such as `key_events`.
    text
        The language.
    now
        Total shown at first; the middle one if not given.
    titles
        What the plan calls its lines.

    Returns
    -------
    Slider
        Shown by a notebook, kept by the report.

    """
    if grid.empty:
        sentence = text("No line has a response curve yet, so there is nothing to try out.")
        return Slider(f"<p>{escape(sentence)}</p>", sentence)
    lines = [str(name) for name in grid.columns if name not in ("result", "low", "high", "next_cost")]
    rows = [_row(float(str(total)), row, lines, result, text) for total, row in grid.iterrows()]
    totals = grid.index.to_numpy(float)
    start = int(np.abs(totals - (now if now is not None else np.median(totals))).argmin())
    return Slider(_html(rows, {line: line_name(line, titles) for line in lines}, start, text), str(rows[start]["said"]))


def _row(total: float, row: pd.Series, lines: list[str], result: str, text: Text) -> dict[str, object]:
    values = {"total": total, "result": float(row["result"]), "low": float(row["low"]), "high": float(row["high"]),
              "cost": float(row["next_cost"]), "what": result_name(result)}  # fmt: skip
    sentence = (
        text("{total:money0} a month bring {result:number} {what:word} (between {low:number} and {high:number}); "
             "one more costs {cost:money}.", **values)
        if np.isfinite(row["low"])
        else text("{total:money0} a month bring {result:number} {what:word}; one more costs {cost:money}.", **values)
    )  # fmt: skip
    return {
        "total": text.money(total, 0),
        "lines": [text.money(float(row[line]), 0) for line in lines],
        "said": sentence,
    }


def _html(rows: list[dict[str, object]], names: Mapping[str, str], start: int, text: Text) -> str:
    data = json.dumps(rows, ensure_ascii=False)
    id = "slider-" + sha256(data.encode()).hexdigest()[:10]
    shown = rows[start]["lines"]
    assert isinstance(shown, list)
    body = "".join(
        f"<tr><th scope='row'>{escape(text.word(name))}</th><td data-line>{escape(amount)}</td></tr>"
        for name, amount in zip(names.values(), shown, strict=True)
    )
    head = "".join(f"<th scope='col'>{escape(text.word(word))}</th>" for word in _HEADS)
    label = escape(text("Total of the elastic lines"))
    return (
        f"<div id='{id}' class='what-if tex2jax_ignore mathjax_ignore' data-rows='{escape(data)}'>"
        f"<label for='{id}-total'>{label}</label> "
        f"<input id='{id}-total' type='range' min='0' max='{len(rows) - 1}' step='1' value='{start}' "
        f"style='width:min(32em,90%)'> <output for='{id}-total'>{escape(str(rows[start]['total']))}</output>"
        f"<p aria-live='polite'>{escape(str(rows[start]['said']))}</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        f"<script>{WHAT_IF.read_text(encoding='utf-8')}</script></div>"
    )
