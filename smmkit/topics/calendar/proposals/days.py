"""The public holidays that deadlines of the planned month and its campaigns may meet."""

from __future__ import annotations

from datetime import date, timedelta

from smmkit.report.document import Book
from smmkit.topics.calendar.analysis.days import public_holidays

_AROUND = timedelta(days=92)


def holidays_around(book: Book) -> dict[date, str]:
    """Return the public holidays from a quarter before the planned month to a quarter after it; read once a month."""
    month = book.period.next()
    first, last = month.start - _AROUND, month.end + _AROUND
    return book.facts.once("holidays around", lambda: public_holidays(book.client.country, first, last, book.text.lang))
