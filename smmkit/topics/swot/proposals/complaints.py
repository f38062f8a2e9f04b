"""Complaints against the months before, as evidence."""

from __future__ import annotations

from typing import Protocol

from smmkit.ledger import Check, Item, Source, judge
from smmkit.ledger.checks import apart, direction, independent, wait
from smmkit.measures.alarm import AlarmHistory
from smmkit.measures.scopes import Window
from smmkit.text import N_, Message
from smmkit.topics.swot.analysis import WEEKS, Complaints

LEAST_MESSAGES = 60
_MORE = N_(
    "People complain more than in the three months before: {now:number} of every 100 messages are complaints, where "
    "{before:number} were"
)
_FEWER = N_(
    "People complain less than in the three months before: {now:number} of every 100 messages are complaints, where "
    "{before:number} were"
)
_SAME = N_(
    "We cannot tell whether people complain more or less than in the three months before: {now:number} of every 100 "
    "messages are complaints, where {before:number} were"
)
_FOUND = N_("{found:number} messages of at least {needed:number}")
_EXPORT = N_("Export the messages of every month, with whether each is a complaint.")


class Listening(Protocol):
    """A month that knows its alarms."""

    @property
    def alarm(self) -> AlarmHistory:
        """Every alarm up to its end."""


def complaint_items(
    found: Complaints | None, book: Listening, *, period: str, source: tuple[Source, ...]
) -> list[Item]:
    """Return `EV-complaints-change`: the part of the messages that are complaints now over that of three months before.

    Parameters
    ----------
    found
        From `analysis.complaint_change`; None makes no item.
    book
        The month, which knows its alarms: a crisis says more of its complaints than this comparison could, and the
        months around it are no usual ones.
    period
        Month, such as `2026-10`.
    source
        Files and rows of the messages.

    """
    both = Window.month(period).ending(2 * 7 * WEEKS)
    if found is None or book.alarm.between(both.start, both.end):
        return []
    ends = (found.low, found.high, 1.0, found.p_value)
    title = Message((_SAME, _MORE, _FEWER)[direction(*ends)], {"now": 100 * found.now, "before": 100 * found.before})
    enough = Message(_FOUND, {"found": found.messages, "needed": LEAST_MESSAGES})
    checks = [
        Check("rows", found.messages >= LEAST_MESSAGES, enough),
        independent(found.low, found.high),
        apart(*ends),
    ]
    return [
        Item.of("EV-complaints-change", title, judge(checks, collect=wait(*ends, _EXPORT)), value=found.ratio,
                low=found.low, high=found.high, p_value=found.p_value, unit="ratio", n=found.messages, period=period,
                source=source, about={"finding": "complaints against before", "days": both.key})
    ]  # fmt: skip
