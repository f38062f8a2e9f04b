"""A client's line on the portfolio, kept beside the report so that both say the same."""

from __future__ import annotations

import json
from collections import Counter

import pandas as pd

from smmkit.measures.coverage import coverage
from smmkit.present.facts import fact_key
from smmkit.report.document import Book
from smmkit.topics.report.documents.monthly import page_one, waiting_of
from smmkit.topics.report.proposals.needs import needs
from smmkit.topics.report.proposals.summary import SIGNED

# Three days are the platforms' usual lag.
_LAG = 3
_WATCHED = ("posts", "daily", "ads", "web", "mentions", "inbox")


def portfolio_card(book: Book) -> str:
    """Return the card as JSON: what needs somebody, and how many proposals have which verdict."""
    found, told = waiting_of(book), page_one(book)
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
    """Return the names of tables whose exports tell of nothing in the last three days of the month, nor after it.

    An export that goes on says by its later rows, or by the days in its name, that nothing happened in between.
    """
    end = pd.Timestamp(book.period.end) - pd.Timedelta(days=_LAG)
    watched = {name: book.imported.tables[name] for name in _WATCHED if name in book.tables}
    last = coverage(watched, book.client.timezone).groupby("table")["last"].max()
    return [book.text.word(name) for name in watched if name in last and last[name] < end]
