"""Notebook 09's table of the way from being seen to a result."""

from __future__ import annotations

import pandas as pd

from smmkit.measures.names import metric_name
from smmkit.measures.scopes import Window
from smmkit.present.facts import stated, text_table
from smmkit.schema import platform_name
from smmkit.text import N_, Text
from smmkit.topics.results.analysis import Funnel, Stage

_ALL = N_("Social media together")


def funnel_table(found: Funnel, text: Text, *, window: Window) -> pd.DataFrame:
    """Return each network's month from being shown to a result; a dash is what no export tells."""
    rows = [_row(stage, text, window) for stage in found.stages]
    heads = (N_("Platform"), N_("Counted as"), N_("Times shown"), N_("Interactions"), N_("Link clicks"),
             N_("Web sessions"), N_("Key events"))  # fmt: skip
    return text_table(rows, heads, text, window=window)


def _row(stage: Stage, text: Text, window: Window) -> tuple[str, ...]:
    name = platform_name(stage.network) if stage.network else text.word(_ALL)
    counts = {
        stage.seen_by or "views": stage.seen, "interactions": stage.interactions, "link_clicks": stage.link_clicks,
        "sessions": stage.sessions, "key_events": stage.key_events,
    }  # fmt: skip
    shown = (
        stated(text.number(value), metric, stage.scope, window) if value is not None else text.word(None)
        for metric, value in counts.items()
    )
    return (name, text.word(metric_name(stage.seen_by)) if stage.seen_by else text.word(None), *shown)
