"""What the Community Manager does on Monday: stop, start, keep, measure; five lines each, with ids and dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from smmkit.ledger import Item, Ledger
from smmkit.period import Period
from smmkit.text import N_, Message

MOST = 5
STOP, START, KEEP, MEASURE = N_("Stop"), N_("Start"), N_("Keep"), N_("To measure")
_HEADS = {"DE-stop-": STOP, "DE-change-": START, "DE-test-": START, "DE-keep-": KEEP, "DE-need-": MEASURE}
_DUE = {STOP: N_("from {on:date}"), START: N_("from {on:date}"), KEEP: N_("until {on:date}"),
        MEASURE: N_("until {on:date}")}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A line of the brief: what to do, by when, and the id to ask about."""

    head: str
    sentence: Message
    due: Message
    id: str


def brief(ledger: Ledger, period: Period) -> tuple[Line, ...]:
    """Return the lines of a month's brief, at most five under each head.

    Parameters
    ----------
    ledger
        The month's items, with the review's.
    period
        The month that is reviewed; the brief is for the next one.

    """
    monday = period.end + timedelta(days=(7 - period.end.weekday()) % 7 or 7)
    later = period.shift(1).end
    found: list[Line] = []
    for start, head in _HEADS.items():
        day = monday if head in (STOP, START) else later
        due = Message(_DUE[head], {"on": str(day)})
        found += [Line(head, item.title, due, item.id) for item in _own(ledger, start)]
    due = Message(_DUE[MEASURE], {"on": str(later)})
    posts = (item for item in _own(ledger, "EV-execution-") if "platform" in item.about)
    found += [Line(MEASURE, item.title, due, item.id) for item in posts]
    return tuple(line for head in (STOP, START, KEEP, MEASURE) for line in _first(found, head))


def _own(ledger: Ledger, start: str) -> Iterable[Item]:
    return (item for item in ledger.values() if item.id.startswith(start))


def _first(lines: Iterable[Line], head: str) -> list[Line]:
    return [line for line in lines if line.head == head][:MOST]
