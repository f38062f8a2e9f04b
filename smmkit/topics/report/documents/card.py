"""A client's line on the portfolio, kept beside the report so that both say the same."""

from __future__ import annotations

import json
from collections import Counter

import pandas as pd

from smmkit.dated import local_days
from smmkit.present.facts import fact_key
from smmkit.report.document import Book
from smmkit.topics.report.documents.monthly import month_story
from smmkit.topics.report.proposals.needs import needs
from smmkit.topics.report.proposals.summary import SIGNED, summary

# Three days are the platforms' usual lag.
_LAG = 3
_WATCHED = ("posts", "daily", "ads", "web", "mentions", "inbox")


def portfolio_card(book: Book) -> str:
    """Return the card as JSON: what needs somebody, and how many proposals have which verdict."""
    found = summary(book.ledger, book.plan)
    told = month_story(book, found)
    said = needs(told, found, book.ledger, book.plan, late=late_tables(book))
    signed = [item for item in book.ledger.values() if item.kind in SIGNED]
    card = {
        "country": book.client.country,
        "currency": book.client.currency,
        "needs": [
            {"kind": n.kind, "key": n.sentence.key, "values": dict(n.sentence.values), "fact": _fact(n.kind, book)}
            for n in said
        ],
        "goals": dict(Counter(goal.mood for goal in told.goals)),
        "verdicts": dict(Counter(item.verdict.value for item in signed)),
        "waiting": len(found.to_sign),
    }
    return json.dumps(card, ensure_ascii=False, sort_keys=True, indent=1)


def _fact(kind: str, book: Book) -> str:
    """Return what the sum of money in a need declares."""
    return fact_key("over", "", str(book.period)) if kind == "money" else ""


def late_tables(book: Book) -> list[str]:
    """Return the names of tables whose last row lies more than three days before the end of the month."""
    end = pd.Timestamp(book.period.end) - pd.Timedelta(days=_LAG)
    last = {name: local_days(book.tables[name], name).max() for name in _WATCHED if name in book.tables}
    return [book.text.word(name) for name, day in last.items() if pd.notna(day) and day < end]
