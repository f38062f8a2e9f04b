"""Tools and changes as tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from smmkit.measures.scopes import Window
from smmkit.present.facts import stated, text_table
from smmkit.schema import platform_name
from smmkit.text import N_, Message, Text
from smmkit.topics.channels.analysis import PlatformChange, Tools
from smmkit.topics.channels.analysis.changes import LOST, NEW, RETIRED
from smmkit.topics.channels.analysis.tools import JOBS
from smmkit.topics.channels.proposals.tools import JOB_WORDS, metric_word

_YES, _NO = N_("yes"), N_("no")


def tool_table(found: Tools | None, text: Text, *, window: Window) -> pd.DataFrame | None:
    """Return each tool with its price, its jobs, and whether it belongs to the cheapest set; None without a tool."""
    if found is None or found.best is None:
        return None
    rows = []
    for tool, done in found.jobs.iterrows():
        able = [job for job in dict.fromkeys((*JOBS, *done.index)) if done.get(job)]
        jobs = ", ".join(text.word(JOB_WORDS.get(job, job)) for job in able)
        rows.append(
            (str(tool), stated(text.amount(found.price[str(tool)]), "tool_price", str(tool), window), jobs,
             text.word(_YES if tool in found.best.tools else _NO), _kept(found, str(tool), text))
        )  # fmt: skip
    heads = (N_("Tool"), N_("A month"), N_("Does"), N_("In the cheapest set"), N_("Data can be taken along"))
    return text_table(rows, heads, text, window=window)


def _kept(found: Tools, tool: str, text: Text) -> str:
    known = found.exports.dropna()
    return text.word(None) if tool not in known.index else text.word(_YES if known[tool] else _NO)


def extra_said(found: Tools | None) -> list[Message]:
    """Say which further jobs cost nothing more."""
    if found is None:
        return []
    free = found.extra[found.extra == 0]
    key = N_("To {job:word} costs nothing more: a tool of the set does it.")
    return [Message(key, {"job": JOB_WORDS.get(str(job), str(job))}) for job in free.index]


def change_table(changes: Sequence[PlatformChange], text: Text, *, due: date) -> pd.DataFrame | None:
    """Return what changed, what breaks here, and by when to see to it; None where nothing did."""
    rows = [
        (text.date(one.since), platform_name(one.where), text(_changed(one)), text(_breaks(one)),
         text.date(due) if one.kind != NEW and (one.breaks or one.kind != LOST) else text.word(None))
        for one in changes
    ]  # fmt: skip
    heads = (N_("Since"), N_("Where"), N_("What changed"), N_("What breaks here"), N_("See to it by"))
    return text_table(rows, heads, text) if rows else None


def _changed(one: PlatformChange) -> Message:
    what = metric_word(one.what) if one.kind == RETIRED else one.what
    values = {"what": what, "instead": metric_word(one.replaced_by)}
    if one.kind == NEW:
        return Message(N_("new column “{what}”, which nobody has told us about"), values)
    if one.kind == LOST and not one.what:
        return Message(N_("the file can no longer be read"))
    if one.kind == LOST:
        key = N_("column “{what}” is gone; {instead:noun} took its place") if one.replaced_by else _GONE
        return Message(key, values)
    if one.kind == RETIRED:
        return Message(_STEPPED_IN if one.replaced_by else _NO_MORE, values)
    return Message("{what}", values)


_GONE = N_("column “{what}” is gone")
_STEPPED_IN = N_("no longer told: {what:noun}; {instead:noun} took its place")
_NO_MORE = N_("no longer told: {what:noun}")


def _breaks(one: PlatformChange) -> Message:
    values = {"notebooks": ", ".join(one.notebooks), "affects": one.affects, "column": one.column}
    if one.kind == NEW:
        return Message(N_("nothing: the column is not read"))
    if one.kind == LOST and not one.replaced_by:
        return Message(N_("notebooks {notebooks} lose it: export again with this column"), values)
    if one.kind in (LOST, RETIRED):
        return Message(N_("months before and after are not compared (notebooks {notebooks})"), values)
    return Message("{affects}", values) if one.affects else Message(N_("nobody has said yet what it touches"))
