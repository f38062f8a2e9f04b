"""Notebook 07's campaigns: one brief each, from the plan and from the client's own events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from smmkit.ledger import Check, Item, item_id, judge
from smmkit.plan import Plan
from smmkit.plan.entries import Campaign, Entry
from smmkit.report.document import Book
from smmkit.text import N_, Message
from smmkit.topics.calendar.analysis.campaigns import (
    KIND_WORDS,
    SHORT,
    SheetLine,
    days_to_see,
    kind_of,
    overlapping,
    run_sheet,
)
from smmkit.topics.calendar.analysis.legal import Duty, duties
from smmkit.topics.calendar.proposals.evidence import ROOM

_AHEAD = 45
"""Days after the planned month in which a campaign begins whose preparation falls into it."""
_STOP = N_("Stop at half time if results are below the same days before it, and half of the money is spent.")
_STOP_SHORT = N_("Decide three days before whether it goes ahead; it is too short to be stopped half way.")
_STOP_FREE = N_("Stop at half time if results are below the same days before it.")


@dataclass(frozen=True)
class Brief:
    """One campaign, ready to be talked over.

    Attributes
    ----------
    id, title, kind
        `CA-...`, its name and one of the kinds of campaign.
    said_kind
        Whether somebody wrote the kind down; else it was read from the title.
    objective, segments, lines
        What it serves: titles from the plan; budget lines with their amounts.
    start, end
        First and last day.
    expected
        Share by which its measure shall rise; None where nobody said.
    days_needed
        Days it takes to see that; NaN where it cannot be told.
    stop
        The rule fixed before the start.
    duties, steps
        Checklist and run sheet.
    planned
        Whether it stands in the plan; else it is proposed from an event.

    """

    id: str
    title: str
    kind: str
    said_kind: bool
    objective: str
    segments: tuple[tuple[str, float | None], ...]
    lines: tuple[tuple[str, float | None], ...]
    start: date
    end: date
    expected: float | None
    days_needed: float
    stop: str
    duties: tuple[Duty, ...]
    steps: tuple[SheetLine, ...]
    planned: bool
    place: str = ""

    @property
    def slug(self) -> str:
        """Its name in a file's name."""
        return self.id.removeprefix("CA-")


def campaign_briefs(book: Book) -> list[Brief]:
    """Return a brief for each campaign of the plan, and each event, that the month has to prepare or run."""
    first, last = book.period.next().start, book.period.next().end
    until = (pd.Timestamp(last) + pd.Timedelta(days=_AHEAD)).date()
    standing = [
        one
        for one in book.plan.campaigns
        if one.status != "rejected" and one.start and overlapping(first, until, one.start, one.end)
    ]
    events = book.table("events")
    coming = events[(events["on"] >= pd.Timestamp(first)) & (events["on"] <= pd.Timestamp(until))]
    briefs = [_from_plan(one, book) for one in standing]
    briefs += [_from_event(row, book) for row in coming.to_dict("records")]
    return sorted(briefs, key=lambda brief: (brief.start, brief.id))


def _from_plan(entry: Campaign, book: Book) -> Brief:
    kind, said = kind_of(entry.title)
    start = entry.start or book.period.next().start
    expected = None if entry.amount is None else float(entry.amount)
    return _brief(
        book,
        id=entry.id,
        title=entry.title or entry.id,
        kind=kind,
        said_kind=said,
        start=start,
        end=entry.end or start,
        expected=expected,
        planned=True,
    )


def _from_event(row: Mapping[Any, Any], book: Book) -> Brief:
    kind, said = kind_of(str(row["name"]), str(row.get("kind")))
    start = pd.Timestamp(str(row["on"])).date()
    until = row.get("until")
    end = start if until is None or bool(pd.isna(until)) else pd.Timestamp(str(until)).date()
    place = row.get("place")
    return _brief(
        book,
        id=item_id("CA", str(row["name"])),
        title=str(row["name"]),
        kind=kind,
        said_kind=said,
        start=start,
        end=max(start, end),
        expected=None,
        planned=False,
        place="" if place is None or bool(pd.isna(place)) else str(place),
    )


def _brief(book: Book, *, kind: str, start: date, end: date, expected: float | None, **said: object) -> Brief:
    plan = book.plan
    lines = tuple(
        (one.called, one.amount)
        for one in plan.budget_lines
        if one.status == "approved" and kind in {"ads", "promo", "contest"} and "ads" in one.booked_as.split("-")
    )
    sessions = social_sessions(book.table("web"))
    return Brief(
        kind=kind,
        objective=_objective(plan),
        segments=tuple((short_title(one), None) for one in plan.segments if one.status == "approved"),
        lines=lines,
        start=start,
        end=end,
        expected=expected,
        days_needed=days_to_see(sessions, expected or 0.0) if expected else float("nan"),
        stop=_STOP_SHORT if (end - start).days + 1 < SHORT else _STOP if lines else _STOP_FREE,
        duties=tuple(duties(kind, book.client.country)),
        steps=tuple(run_sheet(kind, start, end, ads=bool(lines))),
        **said,  # type: ignore[arg-type]
    )


def short_title(entry: Entry) -> str:
    """Return what an entry is called, without the numbers that stand behind its colon."""
    return (entry.title or entry.id).split(":")[0].strip()


def _objective(plan: Plan) -> str:
    standing = [one for one in plan.objectives if one.status == "approved"]
    results = [one for one in standing if one.metric in {"key_events", "sessions", "revenue", "orders", "leads"}]
    return next((one.title or one.id for one in [*results, *standing]), "")


def social_sessions(web: pd.DataFrame) -> pd.Series:
    """Return visits a day from social channels; empty where the client has no web export."""
    rows = web[(web["scope"] == "session") & web["channel"].fillna("").str.contains("Social")] if len(web) else web
    return rows.groupby("day")["sessions"].sum().astype(float) if len(rows) else pd.Series(dtype=float)


def brief_items(briefs: Sequence[Brief], owner: str) -> list[Item]:
    """Return a campaign to decide on for each event that stands in no plan yet."""
    title = N_("{title} ({start:date}): {kind:word}, with its posts, checklist and run sheet.")
    seen = Check("measured", False, Message(N_("nobody has measured what such an event brings")))
    return [
        Item.of(
            brief.id,
            Message(title, {"title": brief.title, "start": str(brief.start), "kind": KIND_WORDS[brief.kind]}),
            judge([seen], owner=owner),
            because=(ROOM,),
            about={"tables": "events", "start": str(brief.start), "end": str(brief.end), "kind": brief.kind},
        )
        for brief in briefs
        if not brief.planned
    ]
