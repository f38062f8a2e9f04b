"""What changed since last month, read from both imports, the public lists and what the team noted."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from smmkit.report.document import Book
from smmkit.sources.headers_seen import headers_of_month
from smmkit.sources.references import load_retirements
from smmkit.topics.channels.analysis import PlatformChange, drift, explained, gone_files, news, retired

# What a network is judged by; the other tables are not opened.
NEEDED = (
    "posts",
    "daily",
    "costs",
    "capacity",
    "inbox",
    "mentions",
    "customers",
    "web",
    "web_detail",
    "competitors",
    "ads",
    "audience",
)


def tables_of(book: Book) -> dict[str, pd.DataFrame]:
    """Return the tables a network is judged by, as far as the client has rows of them."""
    return {name: table for name in NEEDED if len(table := book.table(name))}


def changes_of(book: Book, platforms: Iterable[str]) -> tuple[PlatformChange, ...]:
    """Return what networks and tools changed: lost columns and unreadable files first, then what was announced.

    Parameters
    ----------
    book
        The month; its own `import.json` is set against last month's.
    platforms
        The client's networks.

    """
    end, lost = book.period.end, book.facts.once("lost columns", lambda: _lost(book))
    return (
        *explained(lost, retired(load_retirements(), platforms, end=end)),
        *news(book.table("tool_updates"), end=end),
    )


def _lost(book: Book) -> tuple[PlatformChange, ...]:
    """Return the columns and files the month's exports lost, set against last month's import."""
    now = headers_of_month(book.out)
    before = headers_of_month(book.out.parent / str(book.period.shift(-1)))
    old = None if before is None else before.seen
    return () if now is None else (*gone_files(now.seen["file"], now.refused, old), *drift(now.seen, old))
