"""Notebook 07's campaigns: one brief each, from the plan and from the client's own events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import pandas as pd

from smmkit.ledger import Ledger, item_id
from smmkit.ledger.portraits import portrait_of
from smmkit.measures.outcome import daily_outcome, outcome_words, usual_day
from smmkit.plan import Plan
from smmkit.plan.entries import BudgetLine, Campaign, Entry, Objective
from smmkit.report.document import Book
from smmkit.text import N_, Text
from smmkit.topics.calendar.analysis.campaigns import SHORT, days_to_see, kind_of, overlapping
from smmkit.topics.calendar.analysis.legal import Duty, duties
from smmkit.topics.calendar.analysis.run_sheets import RISKS, SheetLine, run_sheet
from smmkit.topics.calendar.proposals.board import networks_of
from smmkit.topics.calendar.proposals.days import holidays_around

Written = TypeVar("Written", bound=Entry)
_AHEAD = 45
"""Days after the planned month in which a campaign begins whose preparation falls into it."""
_STOP = N_("Stop at half time if results are below the same days before it, and half of the money is spent.")
_STOP_SHORT = N_("Decide three days before whether it goes ahead; it is too short to be stopped half way.")
_STOP_FREE = N_("Stop at half time if results are below the same days before it.")


# What pays for a kind of campaign, as the tables of costs sort their lines.
_PAID_BY: Mapping[str, tuple[str, ...]] = {
    "promo": ("ads",), "ads": ("ads",), "contest": ("ads", "contests"), "launch": ("ads",), "creator": ("influencers",),
    "event": ("events",), "fair": ("events",), "own": ("events",),
}  # fmt: skip


@dataclass(frozen=True)
class Brief:
    """One campaign, ready to be talked over.

    Attributes
    ----------
    id, title, kind
        `CA-...`, its name and one of the kinds of campaign.
    said_kind
        Whether somebody wrote the kind down; else it was read from the title.
    objective, segments, lines, networks
        What it serves: titles from the plan, segments with their share of the customers; budget lines with their
        amounts a month; where it runs.
    start, end
        First and last day.
    metric, usual, expected
        What it is measured by, how much of that a day has now (NaN where nobody knows), and the share by which it
        shall rise; None where nobody said.
    days_needed
        Days it takes to see that; NaN where it cannot be told.
    stop
        The rule fixed before the start.
    duties, steps
        Checklist and run sheet.
    planned
        Whether it stands in the plan; else it is proposed from an event.
    place, message, offer, risk
        As somebody wrote them; `usual_risk` is what goes wrong with its kind.
    objective_id
        Of the approved objective it serves; empty where none is.
    begins_after
        First day of the planned month: what had to be done before it is done at once.

    """

    id: str
    title: str
    kind: str
    said_kind: bool
    objective: str
    segments: tuple[tuple[str, float | None], ...]
    lines: tuple[tuple[str, float | None], ...]
    networks: tuple[str, ...]
    start: date
    end: date
    metric: str
    usual: float
    expected: float | None
    days_needed: float
    stop: str
    duties: tuple[Duty, ...]
    steps: tuple[SheetLine, ...]
    planned: bool
    begins_after: date
    objective_id: str = ""
    place: str = ""
    message: str = ""
    offer: str = ""
    risk: str = ""

    @property
    def slug(self) -> str:
        """Its name in a file's name."""
        return self.id.removeprefix("CA-")

    @property
    def measure(self) -> str:
        """What its measure is called (catalogue key)."""
        return outcome_words(self.metric)

    @property
    def usual_risk(self) -> str:
        """What usually goes wrong with its kind."""
        return RISKS[self.kind]

    def late(self, step: SheetLine) -> bool:
        """Say whether a step should have been taken before the planned month, and its campaign is still to come."""
        return step.day < self.begins_after <= self.start


def campaign_briefs(book: Book) -> list[Brief]:
    """Return a brief for each campaign of the plan, and each event, that the month has to prepare or run."""
    return list(book.facts.once("campaign briefs", lambda: _briefs(book)))


def _briefs(book: Book) -> list[Brief]:
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
    known = {one.id for one in book.plan.campaigns}
    briefs += [
        _from_event(row, book) for row in coming.to_dict("records") if item_id("CA", str(row["name"])) not in known
    ]
    return sorted(briefs, key=lambda brief: (brief.start, brief.id))


def _from_plan(entry: Campaign, book: Book) -> Brief:
    kind, said = kind_of(entry.title, entry.type)
    return _brief(entry, book, kind=kind, said_kind=said, planned=True)


def _from_event(row: Mapping[Any, Any], book: Book) -> Brief:
    kind, said = kind_of(str(row["name"]), str(row.get("kind")))
    start = pd.Timestamp(str(row["on"])).date()
    until, place = row.get("until"), row.get("place")
    end = start if until is None or bool(pd.isna(until)) else pd.Timestamp(str(until)).date()
    entry = Campaign.model_construct(
        id=item_id("CA", str(row["name"])),
        title=str(row["name"]),
        start=start,
        end=max(start, end),
        place=None if place is None or bool(pd.isna(place)) else str(place),
    )
    return _brief(entry, book, kind=kind, said_kind=said, planned=False)


def _brief(entry: Campaign, book: Book, *, kind: str, said_kind: bool, planned: bool) -> Brief:
    plan = book.plan
    start = entry.start or book.period.next().start
    end = entry.end or start
    lines = _lines(entry, kind, book)
    ads = any("ads" in one.booked_as.split("-") for one in lines)
    metric = entry.metric or "sessions"
    daily = daily_outcome(metric, book.table("daily"), book.table("web"), pd.Timestamp(book.period.end))
    usual = usual_day(daily, [(one.start, one.end) for one in plan.campaigns if one.status == "approved"])
    expected = _share(entry, usual * ((end - start).days + 1))
    named, served = [one for one in plan.segments if one.id in entry.segments], _objective(plan, entry)
    return Brief(
        id=entry.id,
        title=entry.title or entry.id,
        kind=kind,
        said_kind=said_kind,
        objective="" if served is None else served.title or served.id,
        objective_id="" if served is None else served.id,
        segments=tuple(group_of(one, book.ledger, book.text) for one in named or _approved(plan.segments)),
        lines=tuple((one.called, one.amount) for one in lines),
        networks=entry.networks or tuple(networks_of(book.client, plan)),
        start=start,
        end=end,
        metric=metric,
        usual=usual,
        expected=expected,
        days_needed=days_to_see(daily, expected) if expected else float("nan"),
        stop=_STOP_SHORT if (end - start).days + 1 < SHORT else _STOP if lines else _STOP_FREE,
        duties=tuple(duties(kind, book.client.country)),
        steps=tuple(run_sheet(kind, start, end, ads=ads, holidays=holidays_around(book))),
        planned=planned,
        begins_after=book.period.next().start,
        place=entry.place or "",
        message=entry.message or "",
        offer=entry.offer or "",
        risk=entry.risk or "",
    )


def _share(entry: Campaign, without: float) -> float | None:
    """Return what a campaign hopes for as a share of what would come without it."""
    if entry.amount is None or entry.unit in (None, "rate"):
        return entry.amount
    return entry.amount / without if without > 0 else None


def _approved(entries: Sequence[Written]) -> list[Written]:
    return [one for one in entries if one.status == "approved"]


def _lines(entry: Campaign, kind: str, book: Book) -> list[BudgetLine]:
    """Return the lines the plan names for a campaign, else the approved ones that usually pay for its kind."""
    if entry.lines:
        return [one for one in book.plan.budget_lines if one.id in entry.lines]
    costs = book.table("costs")
    booked = costs[costs["kind"].isin(_PAID_BY[kind])]["line"].astype(str)
    names = {*booked} if len(costs) else set()
    return [one for one in book.plan.lines_in_force if one.booked_as in names or _is_ads(one, kind)]


def _is_ads(line: BudgetLine, kind: str) -> bool:
    return "ads" in _PAID_BY[kind] and "ads" in line.booked_as.split("-")


def group_of(entry: Entry, ledger: Ledger, text: Text) -> tuple[str, float | None]:
    """Return what an approved group is called and its share of the customers: as this month's run found it, if it did.

    Without a portrait of this month its approved title stands, without the numbers behind its colon.
    """
    found = ledger.get(entry.id)
    named = portrait_of(found) if found is not None else ()
    if found is not None and named:
        return text(named[0]), found.value
    return (entry.title or entry.id).split(":")[0].strip(), entry.value


def _objective(plan: Plan, entry: Campaign) -> Objective | None:
    """Return the objective a campaign names, else one that counts results, else any that stands."""
    standing = _approved(plan.objectives)
    own = [one for one in plan.objectives if one.id == entry.objective]
    results = [one for one in standing if one.metric in {"key_events", "sessions", "revenue", "orders", "leads"}]
    return next(iter([*own, *results, *standing]), None)
