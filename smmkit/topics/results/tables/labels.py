"""Notebook 09's table of what came by the label of each campaign and post."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from smmkit.measures.labels import Labels
from smmkit.measures.scopes import Window
from smmkit.measures.visits import NONE, UNKNOWN
from smmkit.present.facts import scoped, stated, text_table
from smmkit.schema import platform_name
from smmkit.text import N_, Text
from smmkit.topics.results.analysis import LEFT, LabelBook, LabelLine
from smmkit.topics.results.proposals.labels import label_title

POSTS = 6
"""Posts shown of a campaign; the others stand together."""
_ROWS = {
    UNKNOWN: N_("Labels that name nothing"),
    NONE: N_("Visits without a label"),
    LEFT: N_("Not told by campaign"),
    "": N_("All visits"),
}
_PIECES = {UNKNOWN: N_("content of no post"), NONE: N_("without a label of content")}
_REST = N_("{count:number} other posts")
_HEADS = (N_("Campaign and post"), N_("Revenue by the last click"), N_("Key events"), N_("Web sessions"),
          N_("Conversion rate"), N_("Interval"), N_("Left after its cost"))  # fmt: skip


def label_table(
    book: LabelBook | None,
    labels: Labels,
    calendar: pd.DataFrame,
    left: Mapping[str, str],
    text: Text,
    *,
    window: Window,
) -> pd.DataFrame:
    """Return visits, key events and revenue per campaign and per post; the rows of campaigns add up to the month.

    Parameters
    ----------
    book
        From `analysis.label_book`.
    labels
        Whose label is whose.
    calendar
        The client's own calendar.
    left
        Id of a campaign -> what was left after its cost, as `returns_table` shows it.
    text
        The language.
    window
        The month.

    """
    rows = []
    posts = calendar.set_index("post_id") if len(calendar) else calendar
    for line in (*book.campaigns, book.whole) if book else ():
        name = text.word(_ROWS[line.key]) if line.key in _ROWS else text.word(label_title(line.key, labels))
        rows.append(_row(name, line, left.get(line.key, text.word(None)), text, window))
        pieces = _pieces(book.posts.get(line.key, ()) if book else (), posts, text)
        rows += [_row(f"· {said}", one, text.word(None), text, window) for said, one in pieces]
    return text_table(rows, _HEADS, text, window=window)


def _row(name: str, line: LabelLine, left: str, text: Text, window: Window) -> tuple[str, ...]:
    scope = scoped("labelled", line.key, line.post) if line.key else "all"
    shown = {
        "revenue": text.money(line.revenue, 0), "key_events": text.number(line.key_events),
        "sessions": text.number(line.sessions), "cvr": text.percent(line.rate.value if line.rate else None, 1),
    }  # fmt: skip
    money, *counts = (stated(value, metric, scope, window) for metric, value in shown.items())
    sure = line.rate if line.comparable else None
    ends = text.word(None) if sure is None else text.interval(max(sure.low or 0.0, 0.0), sure.high, "percent1")
    return (name, money, *counts, ends, left)


def _pieces(lines: tuple[LabelLine, ...], posts: pd.DataFrame, text: Text) -> list[tuple[str, LabelLine]]:
    """Return the posts with most visits by name, the others together, then content that is no post's."""
    own = [line for line in lines if line.post not in _PIECES]
    most = POSTS if len(own) > POSTS + 1 else len(own)  # a single one more is named as well
    shown = [(_post_name(line.post, posts, text), line) for line in own[:most]]
    if rest := own[most:]:
        sums = (_sum(rest, "sessions"), _sum(rest, "key_events"), _sum(rest, "revenue"))
        shown.append((text(_REST, count=len(rest)), LabelLine(rest[0].key, "others", *sums)))
    return shown + [(text.word(_PIECES[line.post]), line) for line in lines if line.post in _PIECES]


def _sum(lines: list[LabelLine], name: str) -> float | None:
    known = [value for line in lines if (value := getattr(line, name)) is not None]
    return sum(known) if known else None


def _post_name(post: str, posts: pd.DataFrame, text: Text) -> str:
    row = posts.loc[post].to_dict()
    network = "" if pd.isna(row["network"]) else platform_name(str(row["network"]))
    parts = [text.date(row["on"]), network, "" if pd.isna(row["title"]) else str(row["title"])]
    said = ", ".join(part for part in parts if any(one.isalnum() for one in part))
    return said or post
