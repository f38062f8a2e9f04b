"""The month as page 1 needs it: its crisis, and what the next month holds; read from the client's own files."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from smmkit.errors import SmmkitError
from smmkit.ledger import Kind
from smmkit.measures.bursts import Burst, comment_bursts
from smmkit.measures.scopes import Scope
from smmkit.period import Period
from smmkit.plan.pause import pause
from smmkit.report.document import Book, own_calendar
from smmkit.report.trade import dates_to_prepare
from smmkit.schema import empty
from smmkit.sources.dates import date_names
from smmkit.topics.report.proposals.ahead import month_ahead
from smmkit.topics.report.proposals.crisis import CrisisMonth, crisis_month
from smmkit.topics.report.proposals.points import Point
from smmkit.topics.report.proposals.story import ALARM


def calendar_of(book: Book) -> pd.DataFrame:
    """Return the client's calendar; one that cannot be read is empty here (`smmkit check` says why)."""
    try:
        return own_calendar(book)
    except SmmkitError:
        return empty("calendar")


def crisis_of(book: Book) -> CrisisMonth | None:
    """Return the month's last crisis; None without an alarm, as notebook 00 recorded: then nothing is counted anew."""
    if not any(id.startswith(ALARM) for id in book.ledger):
        return None
    found = book.alarm.between(book.period.start, book.period.end)
    if not found:
        return None
    on = book.alarm.on is not None and found[-1] == book.alarm.on
    paused = pause(calendar_of(book), book.plan, pd.Timestamp(str(book.alarm.as_of))) if on else None
    rules, names = book.plan.crisis, book.client.roles.names
    return crisis_month(found[-1], book.table("crisis_log"), paused, lead=names.get(rules.lead, rules.lead))


def bursts_of(book: Book) -> tuple[Burst, ...]:
    """Return the weeks of the month in which posts drew far more comments than any before."""
    posts = book.facts.part("posts", Scope())
    if posts is None:
        return ()
    return comment_bursts(posts, pd.Timestamp(book.period.start), pd.Timestamp(book.period.end))


def ahead_of(book: Book) -> tuple[Point, ...]:
    """Return the highlights of the next month."""
    following = Period.of(book.period.end + timedelta(days=1))
    names = date_names(book.client.country, book.text.lang)
    proposed = sum(item.kind is Kind.PO and item.about.get("origin") == "proposed" for item in book.ledger.values())
    return month_ahead(calendar_of(book), book.plan, dates_to_prepare(book), names, following, proposed=proposed)
