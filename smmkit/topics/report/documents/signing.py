"""The sheet the client signs, on paper or by ticks that work without a connection."""

from __future__ import annotations

from dataclasses import dataclass

from smmkit.ledger import Item
from smmkit.ledger.fingerprints import fingerprint
from smmkit.measures.visits import is_social, social_holds
from smmkit.plan.decide import terms
from smmkit.report.document import Book, said_by
from smmkit.report.letters import letter
from smmkit.text import N_
from smmkit.topics.report.documents.monthly import TEMPLATES, waiting_of
from smmkit.topics.report.proposals.points import brief_of

# What a verdict means for somebody who signs.
HOW_SURE = {
    "DECIDE": N_("The data are enough to decide."),
    "TEST": N_("To be tried for some weeks before deciding."),
    "JUDGE": N_("A judgement: the data cannot decide it."),
    "NO DATA": N_("Nobody can tell yet."),
}


@dataclass(frozen=True)
class ToSign:
    """One proposal to sign: its sentence, how sure it is, what it rests on, in sentences, and hashes of both.

    `brief` is what the brief asks for where that is something else.
    """

    id: str
    sentence: str
    verdict: str
    fingerprint: str
    terms: str
    because: tuple[str, ...]
    brief: str = ""


def signoff_page(book: Book) -> str:
    """Return the sheet with every proposal that waits for a yes or no."""
    waiting = waiting_of(book).to_sign
    return letter(
        TEMPLATES / "signoff.html",
        book.client,
        book.text,
        month=str(book.period),
        sheets=[_sheet(item, book) for item in waiting],
        script=(TEMPLATES / "signoff.js").read_text(encoding="utf-8"),
    )


def _holds(item: Item, book: Book) -> tuple[str, ...]:
    """Return which channels of the web an objective counts; nothing where it counts no channel."""
    channels = tuple(filter(None, str(item.about.get("scope.channels", "")).split("|")))
    return tuple(map(book.text, social_holds(channels))) if all(map(is_social, channels)) else ()


def _sheet(item: Item, book: Book) -> ToSign:
    sure = book.text.word(HOW_SURE[item.verdict.value])
    reasons = tuple(dict.fromkeys(said for id in item.because if (said := said_by(id, book))))
    asked = brief_of(item.id, book.ledger)
    said = book.text(asked) if asked else ""
    others = (*_holds(item, book), *(one for one in reasons if one != said))
    hash = fingerprint(book.ledger, item.id)
    return ToSign(item.id, book.text(item.title), sure, hash, terms(item), others, said)
