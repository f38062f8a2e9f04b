"""A client's line on the portfolio, kept beside the report so that both say the same."""

from __future__ import annotations

import json
from collections import Counter

from smmkit.plan.waiting import put_up
from smmkit.present.facts import fact_key
from smmkit.report.document import Book
from smmkit.topics.report.documents.monthly import page_one, waiting_of
from smmkit.topics.report.documents.waits import late_exports
from smmkit.topics.report.proposals.needs import needs


def portfolio_card(book: Book) -> str:
    """Return the card as JSON: what needs somebody, and how many proposals have which verdict."""
    found, told = waiting_of(book), page_one(book)
    said = needs(told, found, book.ledger, book.plan, late=late_tables(book))
    card = {
        "country": book.client.country,
        "currency": book.client.currency,
        "needs": [
            {"kind": n.kind, "key": n.sentence.key, "values": dict(n.sentence.values), "fact": _fact(n.kind, book)}
            for n in said
        ],
        "goals": dict(Counter(goal.mood for goal in told.goals)),
        "verdicts": dict(Counter(item.verdict.value for item in put_up(book.ledger))),
        "waiting": len(found.to_sign),
    }
    return json.dumps(card, ensure_ascii=False, sort_keys=True, indent=1)


def _fact(kind: str, book: Book) -> str:
    """Return what the sum of money in a need declares."""
    return fact_key("over", "", str(book.period)) if kind == "money" else ""


def late_tables(book: Book) -> list[str]:
    """Return the names of the tables whose exports end before the month does, from `late_exports`."""
    return [name for name, _ in late_exports(book)]
