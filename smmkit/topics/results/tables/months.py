"""Notebook 09's tables of months and of real posts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from smmkit.measures.names import metric_name
from smmkit.measures.scopes import Window
from smmkit.period import Period
from smmkit.present.facts import stated, text_table
from smmkit.schema import platform_name
from smmkit.text import N_, Text
from smmkit.topics.results.proposals import OUTCOME_NAMES
from smmkit.topics.results.tables.judged import SIDES

THAN: Mapping[str, str] = {
    "higher": N_("clearly higher"),
    "lower": N_("clearly lower"),
    "alike": N_("no clear change"),
    "": N_("cannot be told"),
}


def months_table(months: pd.DataFrame, text: Text, *, period: Period) -> pd.DataFrame:
    """Return each network's KPIs this month, last month and a year ago, and whether more than chance moved them."""
    whens = [(name, Window.month(period.shift(-back))) for name, back in (("now", 0), ("before", 1), ("year", 12))]
    rows = [
        (platform_name(row["network"]), text.word(metric_name(row["metric"])),
         *(stated(text.quantity(row[name], row["unit"]), row["metric"], row["network"], when) for name, when in whens),
         *(text.word(THAN[row[name]]) if row["now"] == row["now"] else text.word(None)
           for name in ("than_before", "than_year")))
        for row in months.to_dict("records")
    ]  # fmt: skip
    named = [text.month(str(period.shift(-back))) for back in (0, 1, 12)]
    heads = (N_("Platform"), N_("Measure"), *named, N_("Than last month"), N_("Than a year ago"))
    return text_table(rows, heads, text, window=whens[0][1])


def examples_table(examples: pd.DataFrame, text: Text) -> pd.DataFrame:
    """Return three typical posts of each format that works or does not."""
    rows = [
        (platform_name(row.platform), text.word(row.format), text.word(SIDES[row.side]), text.date(row.published),
         row.words or text.word(None), text("{count:number} {what}", count=row.value,
                                            what=text.word(OUTCOME_NAMES[row.outcome])))
        for row in _rows(examples)
    ]  # fmt: skip
    heads = (N_("Platform"), N_("Format"), N_("Finding"), N_("Published"), N_("Post"), N_("What it earned"))
    return text_table(rows, heads, text)


def _rows(table: pd.DataFrame) -> Iterable[Any]:
    return table.itertuples(index=False)
