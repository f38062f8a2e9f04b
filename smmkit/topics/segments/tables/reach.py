"""Notebook 04's table of whom a post can reach of each segment's kind."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from smmkit.measures.scopes import Window
from smmkit.present.display import NOTHING
from smmkit.present.facts import text_table
from smmkit.schema import platform_name
from smmkit.text import N_, Text
from smmkit.topics.segments.analysis import Cards, together
from smmkit.topics.segments.proposals import BEHAVIOUR_NAMES, segment_name

_EMPTY = N_("No group of customers is told apart, so there is nobody to look for among the followers.")


def reach_table(reach: pd.DataFrame, cards: Cards, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return, for each segment and network, how many followers are of the ages and places it leans to.

    Segments that surely lean to none are one row: no network tells their people apart. `window` are the days the
    networks' tables of followers cover.
    """
    leans = reach["ages"].map(bool) | reach["places"].map(bool)
    rows = [row for segment, own in reach[leans].groupby("segment", sort=False)
            for row in _of_segment(_called(segment, cards, text), own, text)]  # fmt: skip
    alike = reach[~leans]
    if len(alike):
        named = ", ".join(_called(segment, cards, text) for segment in dict.fromkeys(alike["segment"]))
        rows += _of_segment(named, alike[alike["segment"] == alike["segment"].iloc[0]], text)
    heads = (N_("Segment"), N_("Platform"), N_("Its ages and places"), N_("Followers"), N_("Of these ages and places"))
    table = text_table(rows, heads, text, window=window)
    table.attrs[NOTHING] = text(_EMPTY)
    return table


def _of_segment(named: str, own: pd.DataFrame, text: Text) -> list[tuple[str, ...]]:
    """Return a row for each network and, where two or more are counted, one for all together."""
    rows: list[tuple[str, ...]] = [(named, *_of_network(row, text)) for row in own.to_dict("records")]
    if own["low"].notna().sum() > 1:
        least, most = together(own)
        between = text("{least:number} at least, {most:number} at most", least=least, most=most)
        rows.append((named, text("all networks together"), "–", "–", between))
    return rows


def _of_network(row: Mapping[Hashable, Any], text: Text) -> tuple[str, str, str, str]:
    kind = "; ".join(", ".join(row[name]) for name in ("ages", "places") if row[name])
    told = pd.notna(row["low"])
    if told and row["low"] == row["high"]:
        found = text.number(row["low"])
    else:
        found = text.interval(row["low"], row["high"]) if told else text("the exports do not tell")
    alike = text("none surely stands out") if row["known"] else text("nobody knows")
    return platform_name(row["platform"]), kind or alike, text.number(row["followers"]), found


def _called(segment: Any, cards: Cards, text: Text) -> str:
    if segment in cards.names:
        return text(segment_name(cards.told(int(segment)), cards.called))
    return text.word(BEHAVIOUR_NAMES[str(segment)])
