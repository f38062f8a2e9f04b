"""Notebook 07's tables on the month: posts, what was left out, dates, links, approvals."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from smmkit.plan import Plan
from smmkit.plan.approvals import approval_of
from smmkit.plan.calendar_sheet import STATE_WORDS
from smmkit.present.facts import text_table
from smmkit.schema import platform_name
from smmkit.sources.dates import date_names
from smmkit.text import N_, Text
from smmkit.topics.calendar.analysis import links
from smmkit.topics.calendar.analysis.mix import SHARE
from smmkit.topics.calendar.proposals.board import Board
from smmkit.topics.calendar.proposals.posts import PURPOSE_WORDS
from smmkit.topics.calendar.proposals.sentences import week_said

_WHY = {
    "no hours": N_("The hours for content are used up that week."),
    "crowded": N_("Every hour left is too near to another post."),
    "closed": N_("No day of that week is open."),
    "capped": N_("It would have sold, and the house allows no more; its format brings less for anything else."),
}


def post_said(row: Mapping[Any, Any], subject: str, text: Text) -> str:
    """Return a post as people speak of it: day, hour, network, format, and its title or what it is about.

    Parameters
    ----------
    row
        A post as the calendar has it: `on`, `at`, `network`, `format`, `title`, `purpose`; cells may be empty.
    subject
        What it is about, as readers call it.
    text
        The language.

    """
    day, at, title = text.date(row["on"]), row["at"], row["title"]
    when = f"{day}, {at}" if pd.notna(at) and at else day
    what = str(title) if pd.notna(title) and title else ""
    what = what or text(
        "{purpose:word}, about {axis}", purpose=PURPOSE_WORDS.get(row["purpose"], row["purpose"]), axis=subject
    )
    return f"{when} · {platform_name(str(row['network']))} · {text.word(row['format'])} · {what}"


def month_table(board: Board, text: Text) -> pd.DataFrame:
    """Return the month, a line a post, in order of time."""
    every = pd.concat([board.own.assign(mine=True), board.proposed.assign(mine=False)])
    every = every.sort_values(["on", "at", "network"], kind="stable")
    paused = set(board.paused.posts)
    rows = [
        (
            text.date(row["on"]),
            text.weekday(pd.Timestamp(row["on"]).weekday())[:3],
            row["at"] if pd.notna(row["at"]) else "–",
            platform_name(str(row["network"])),
            text.word(row["format"]),
            board.called(row["axis"]),
            text.word(PURPOSE_WORDS[row["purpose"]]),
            text("paused by the crisis plan") if row["post_id"] in paused else text.word(STATE_WORDS[row["state"]]),
            text("client's") if row["mine"] else text("proposed"),
            _what(row, text),
        )
        for row in every.to_dict("records")
    ]
    heads = (
        N_("Day"), N_("Weekday"), N_("Hour"), N_("Network"), N_("Format"), N_("Subject"), N_("Purpose"), N_("State"),
        N_("Whose"), N_("What"),
    )  # fmt: skip
    return text_table(rows, heads, text)


def _what(row: Mapping[Hashable, Any], text: Text) -> str:
    """Return what a post is: its title, or whose piece it shares and under which licence, or that it is empty."""
    if pd.notna(row["title"]):
        return str(row["title"])
    if pd.notna(row.get("source")):
        return text(N_("from {source} ({licence})"), source=row["source"], licence=row["licence"])
    return text("empty: subject and purpose only")


def left_out_table(board: Board, text: Text) -> pd.DataFrame:
    """Return the posts that found no place, and why."""
    posts = board.wanted.set_index("post_id")
    rows = [
        (
            platform_name(str(posts.loc[name, "network"])),
            text.word(posts.loc[name, "format"]),
            board.called(posts.loc[name, "axis"]),
            week_said(board.weeks[int(str(posts.loc[name, "week"]))].name, text),
            text.word(_WHY[why]),
        )
        for name, why in board.left_out.items()
    ]
    return text_table(rows, (N_("Network"), N_("Format"), N_("Subject"), N_("Week"), N_("Why it was left out")), text)


def dates_table(
    board: Board, dates: pd.DataFrame, events: pd.DataFrame, plan: Plan, text: Text, *, country: str
) -> pd.DataFrame:
    """Return the month's holidays, commercial dates, events of the client's own and quiet days."""
    first, last, names = board.period.start, board.period.end, date_names(country, text.lang)
    rows = [(day, name, text("public holiday")) for day, name in board.holidays.items()]
    for row in dates.itertuples():
        day = pd.Timestamp(str(row.day)).date()
        if first <= day <= last:
            called = names.get((str(day), str(row.key)), str(row.key).replace("-", " "))
            rows.append((day, called, text("commercial date")))
    for name, on in zip(events["name"], events["on"], strict=True):
        day = pd.Timestamp(on).date()
        if first <= day <= last:
            rows.append((day, str(name), text("event of the house")))
    rows += [
        (day, text("nothing is published"), text("quiet day"))
        for day in plan.calendar_policy.days_without_posts
        if first <= day <= last
    ]
    shown = [(text.date(day), name, kind) for day, name, kind in sorted(rows, key=lambda row: (row[0], row[1]))]
    return text_table(shown, (N_("Day"), N_("What"), N_("Kind")), text)


def links_table(board: Board, text: Text) -> pd.DataFrame:
    """Return one link a post that has one, and the channel GA4 will count its visits in."""
    every = pd.concat([board.own, board.proposed])
    rows = []
    for row in every[every["link"].notna() & (every["purpose"] != SHARE)].to_dict("records"):
        utm = links.Utm(*(str(row[f"utm_{name}"]) for name in ("source", "medium", "campaign", "content")))
        said = post_said(row, board.called(row["axis"]), text)
        rows.append((said, links.tagged(str(row["link"]), utm), text.word(links.channel(utm))))
    return text_table(rows, (N_("Post"), N_("Link"), N_("Channel in GA4")), text)


def approvals_table(board: Board, text: Text) -> pd.DataFrame:
    """Return what each post of the client's calendar still needs, and whose yes no longer covers its content."""
    rows = []
    for row in board.own.to_dict("records"):
        found = approval_of(row)
        if found.note:
            rows.append(
                (
                    post_said(row, board.called(row["axis"]), text),
                    text.word(STATE_WORDS[row["state"]]),
                    text.word(STATE_WORDS[found.state]),
                    text.word(found.note),
                )
            )
    return text_table(rows, (N_("Post"), N_("State in the calendar"), N_("State that holds"), N_("Why")), text)


def without_posts(decisions: pd.DataFrame) -> pd.DataFrame:
    """Return the decisions other than posts: those are approved on their own page, by what they say."""
    return decisions[~decisions.index.astype(str).str.startswith("PO-")]
