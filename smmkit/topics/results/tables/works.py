"""Notebook 09's table of what works, what does not and what nobody knows, each with real examples."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from smmkit.measures.hours import ALL
from smmkit.measures.names import form_name, result_name
from smmkit.measures.posts import PER_REACH
from smmkit.measures.scopes import Window
from smmkit.present.facts import text_table
from smmkit.schema import platform_name
from smmkit.text import N_, Text
from smmkit.topics.results.analysis.works import AUDIENCE, FORMAT, HOUR, REST, SUBJECT
from smmkit.topics.results.proposals import OUTCOME_NAMES
from smmkit.topics.results.tables.judged import SIDES

_KINDS = {FORMAT: N_("Format"), SUBJECT: N_("Subject"), HOUR: N_("Hour"), AUDIENCE: N_("People ads are shown to")}
_LISTED = N_("{what}: {list}")
_Row = Mapping[Hashable, Any]


def works_table(
    found: pd.DataFrame, examples: pd.DataFrame, text: Text, names: Mapping[str, str], *, window: Window | None = None
) -> pd.DataFrame:
    """Return each finding and each open question with three typical posts (or days of ads).

    Parameters
    ----------
    found, examples
        From `analysis.findings` and `analysis.real_examples`.
    text
        In whose words.
    names
        What each subject means to a reader.
    window
        The days the posts are of.

    """
    rows = []
    for place, row in enumerate(found.to_dict("records")):
        own = examples[examples["finding"] == place].to_dict("records")
        shown = text(_LISTED, what=text.word(_what(row)), list="; ".join(_example(one, row, text) for one in own))
        shown = shown if own else text.word(None)
        rows.append((text(_KINDS[row["kind"]]), _named(row, names, text), _finding(row, text), shown))
    heads = (N_("What was asked"), N_("Of which"), N_("Finding"), N_("Three typical ones"))
    return text_table(rows, heads, text, window=window)


def _named(row: _Row, names: Mapping[str, str], text: Text) -> str:
    if row["kind"] == FORMAT:
        return f"{platform_name(row['place'])} · {text.word(form_name(row['name']))}"
    if row["kind"] == SUBJECT:
        return names.get(row["name"], row["name"])
    if row["kind"] == AUDIENCE:
        return str(row["name"])
    if row["name"] == REST:
        return text("every other hour")
    form = "" if row["place"] == ALL else f"{text.word(form_name(row['place']))} · "
    return form + text.hour(row["name"])


def _finding(row: _Row, text: Text) -> str:
    """Return a finding in a word, and what of: what a format works for may be what another fails at."""
    said = text.word(SIDES[row["side"]])
    if not row["side"]:
        return said
    return text(_LISTED, what=said, list=text.word(_what(row)))


def _what(row: _Row) -> str:
    return result_name(row["place"]) if row["kind"] == AUDIENCE else OUTCOME_NAMES[row["outcome"]]


def _example(one: _Row, row: _Row, text: Text) -> str:
    if row["kind"] == AUDIENCE:
        return text("{count:number} for {spend:money0} on {day:date}", day=one["published"], spend=one["spend"],
                    count=one["value"])  # fmt: skip
    said = one["words"] or text.word(form_name(one["format"]))
    network = "" if row["kind"] == FORMAT else f"{platform_name(one['platform'])}, "
    if row["outcome"] == PER_REACH:
        return text("{rate:percent1} for “{words}” ({day:date})", day=one["published"], words=said, rate=one["value"])
    return text("{count:number} for “{words}” ({network}{day:date})", day=one["published"], words=said,
                network=network, count=one["value"])  # fmt: skip
