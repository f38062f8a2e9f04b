"""What the community manager does on Monday: stop, start, keep, measure; five lines each, with ids and dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from smmkit.ledger import Item, Ledger
from smmkit.period import Period
from smmkit.plan import Plan
from smmkit.plan.review import USE, settled_by
from smmkit.plan.unsigned import PaceTest, pace_tests
from smmkit.plan.wanted import wanted
from smmkit.text import N_, Message

MOST = 5
STOP, START, KEEP, MEASURE = N_("Stop"), N_("Start"), N_("Keep"), N_("To measure")
_HEADS = {"DE-stop-": STOP, "DE-change-": START, "DE-test-": START, USE: START, "DE-keep-": KEEP, "DE-need-": MEASURE}
# How money is spent is not the community manager's to change.
_NOT_THEIRS = ("EV-budget-", "BL-")
_UNDONE = {
    "posts": N_(
        "{platform}: publish all that is planned; in {month:month} {done:number} of {planned:number} posts went out"
    ),
    "answers": N_(
        "Look through the messages of {month:month} that ask for an answer and got none from a person: {left:number} "
        "of {planned:number}"
    ),
}
_TESTED = N_(
    "{platform}: publish all that is planned, unless the test of {half:about} {half:plural|post|posts} a week is "
    "signed: then that many from {start:date} on. In {month:month} {done:number} of {planned:number} posts went out"
)
_DUE = {STOP: N_("from {on:date}"), START: N_("from {on:date}"), KEEP: N_("until {on:date}"),
        MEASURE: N_("until {on:date}")}  # fmt: skip
# What nobody has approved yet is no order.
_ONCE = N_("from {on:date}, once it is approved")
_SINCE = N_("approved on {on:date}")


@dataclass(frozen=True)
class Line:
    """A line of the brief: what to do, by when, and the id to ask about."""

    head: str
    sentence: Message
    due: Message
    id: str


def first_monday(period: Period) -> date:
    """Return the first Monday after a month: when what its review asks for begins."""
    return period.end + timedelta(days=(7 - period.end.weekday()) % 7 or 7)


def brief(ledger: Ledger, plan: Plan, period: Period) -> tuple[Line, ...]:
    """Return the lines of a month's brief, at most five under each head.

    Parameters
    ----------
    ledger
        The month's items, with the review's.
    plan
        What was approved before: what rests on a number nobody has is measured first.
    period
        The month that is reviewed; the brief is for the next one.

    """
    monday = first_monday(period)
    later = period.shift(1).end
    found: list[Line] = []
    for start, head in _HEADS.items():
        day = str(monday if head in (STOP, START) else later)
        told = ((item, _when(item, plan, head, day)) for item in _own(ledger, start))
        found += [Line(head, item.title, due, item.id) for item, due in told if due is not None]
    due = Message(_DUE[START], {"on": str(monday)})
    tests = {one.network: one for one in pace_tests(ledger, plan)}
    undone = ((_undone(item, period, tests), item.id) for item in _own(ledger, "EV-execution-"))
    found += [Line(START, said, due, id) for said, id in undone if said]
    due = Message(_DUE[MEASURE], {"on": str(later)})
    asked = ((one.request, one.items[0].id) for one in wanted(ledger, plan))
    found += [Line(MEASURE, said, due, id) for said, id in asked if said and not id.startswith(_NOT_THEIRS)]
    return tuple(line for head in (STOP, START, KEEP, MEASURE) for line in _first(found, head))


def _when(item: Item, plan: Plan, head: str, day: str) -> Message | None:
    """Return since or from when a line holds; None for what was refused."""
    entry = settled_by(item, plan)
    if entry is not None and entry.status == "rejected":
        return None
    if entry is not None and entry.on is not None:
        return Message(_SINCE, {"on": str(entry.on)})
    return Message(_ONCE if head in (STOP, START) else _DUE[head], {"on": day})


def _undone(item: Item, period: Period, tests: Mapping[str, PaceTest]) -> Message | None:
    """Return what of a month's posts or messages is to be made up for; None where all was done or nobody knows."""
    kind = "posts" if "platform" in item.about else str(item.about.get("kind"))
    if kind not in _UNDONE or item.value is None or item.value >= 1:
        return None
    values = {name: item.title.values[name] for name in ("platform", "done", "planned") if name in item.title.values}
    left = float(values["planned"] or 0) - float(values["done"] or 0)
    test = tests.get(str(item.about.get("platform")))
    if test is not None:
        return Message(_TESTED, {**values, "half": test.half, "start": str(test.start), "month": str(period)})
    return Message(_UNDONE[kind], {**values, "left": left, "month": str(period)})


def _own(ledger: Ledger, start: str) -> Iterable[Item]:
    return (item for item in ledger.values() if item.id.startswith(start))


def _first(lines: Iterable[Line], head: str) -> list[Line]:
    return [line for line in lines if line.head == head][:MOST]
