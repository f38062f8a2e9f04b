"""Notebook 09's tables of months."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from smmkit.measures.breaks import NOT_COMPARABLE
from smmkit.measures.kpis import shown_scope
from smmkit.measures.names import metric_name
from smmkit.measures.scopes import Scope, Window
from smmkit.period import Period
from smmkit.present.facts import stated, text_table
from smmkit.text import N_, Text
from smmkit.topics.results.proposals import measure_name, place_name

SURELY: Mapping[tuple[str, str], str] = {
    ("higher", "than_before"): N_("higher than last month"),
    ("lower", "than_before"): N_("lower than last month"),
    ("higher", "than_year"): N_("higher than a year ago"),
    ("lower", "than_year"): N_("lower than a year ago"),
}
"""What is said only where chance alone would hardly part two months; everywhere else the cell stays empty."""


def months_table(months: pd.DataFrame, text: Text, *, period: Period) -> pd.DataFrame:
    """Return the KPIs people ask for each month: now, last month, a year ago, and what moved beyond chance."""
    return _beside(months[months["asked"]], text, period, word=True)


def closer_table(months: pd.DataFrame, text: Text, *, period: Period) -> pd.DataFrame:
    """Return every other registered KPI the exports tell, for who looks closer."""
    return _beside(months[~months["asked"]], text, period, word=False)


def _beside(months: pd.DataFrame, text: Text, period: Period, *, word: bool) -> pd.DataFrame:
    whens = [(name, Window.month(period.shift(-back))) for name, back in (("now", 0), ("before", 1), ("year", 12))]
    told = months[months[["now", "before", "year"]].notna().any(axis=1)]
    found = told.to_dict("records")
    sure = [_surely(row, text) for row in found]
    beside = any(sure)  # a column nobody can fill is left out; the text above says what that means
    rows = [
        (place_name(row, text), measure_name(row, text),
         *(_number(row, name, text, when) for name, when in whens), *([text.word(row["word"] or None)] * word),
         *([said or text.word(None)] * beside))
        for row, said in zip(found, sure, strict=True)
    ]  # fmt: skip
    named = [text.month(str(period.shift(-back))) for back in (0, 1, 12)]
    heads = (N_("Platform"), N_("Measure"), *named, *([N_("Beside a usual month")] * word), *([N_("Surely")] * beside))
    return text_table(rows, heads, text, window=whens[0][1])


def _surely(row: Mapping[Hashable, Any], text: Text) -> str:
    """Return what is sure of a month beside the two others, in words; nothing where nothing is."""
    said = [text.word(SURELY[found]) for name in ("than_before", "than_year") if (found := (row[name], name)) in SURELY]
    return "; ".join(said) if row["now"] == row["now"] else ""


def _number(row: Mapping[Hashable, Any], name: str, text: Text, when: Window) -> str:
    """Return a month's number; a month that was counted otherwise shows none, because it compares with nothing."""
    if pd.notna(row["since"]) and when.start < row["since"].date():
        return text(NOT_COMPARABLE, day=row["since"].date())
    shown = text.quantity(row[name], row["unit"])
    place = Scope(networks=(row["network"],) if row["network"] else (), results=row["result"])
    scope = shown_scope(row["metric"], place)
    return stated(shown, row["metric"], scope.key, when) if row["unit"] != "points" else shown


def untold_table(months: pd.DataFrame, text: Text) -> pd.DataFrame:
    """Return which registered KPIs no export tells, of which network, and which export would tell them."""
    gaps: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    blank = months[months[["now", "before", "year"]].isna().all(axis=1)]
    for (metric, missing), own in blank.groupby(["metric", "missing"], sort=False):
        places = tuple(dict.fromkeys(place_name(row, text) for row in own.to_dict("records")))
        gaps.setdefault((str(missing), places), []).append(text.word(metric_name(str(metric))))
    rows = [
        ("; ".join(names), ", ".join(places), text.word(missing or None)) for (missing, places), names in gaps.items()
    ]
    return text_table(rows, (N_("Not in the exports"), N_("Platform"), N_("What would tell it")), text)
