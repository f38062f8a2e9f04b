"""The sheet the client signs, on paper or by ticks that work without a connection."""

from __future__ import annotations

from dataclasses import dataclass

from smmkit.ledger import Item
from smmkit.ledger.fingerprints import fingerprint
from smmkit.measures.visits import is_social, social_holds
from smmkit.plan import stale_entries
from smmkit.plan.again import with_lost
from smmkit.plan.decide import terms
from smmkit.plan.reasons import reason
from smmkit.report.document import Book, said_by
from smmkit.report.letters import letter
from smmkit.text import N_
from smmkit.topics.report.documents.monthly import TEMPLATES, page_one, waiting_of
from smmkit.topics.report.proposals.opinions import measured_title
from smmkit.topics.report.proposals.points import before_yes
from smmkit.topics.report.proposals.talk import to_talk_about

# What a verdict means for somebody who signs.
HOW_SURE = {
    "DECIDE": N_("The data are enough to decide."),
    "TEST": N_("To be tried for some weeks before deciding."),
    "JUDGE": N_("A judgement: the data cannot decide it."),
    "NO DATA": N_("Nobody can tell yet."),
}


@dataclass(frozen=True)
class ToSign:
    """One proposal to sign: its sentence, its verdict as a word, what it rests on, in sentences, and hashes of both.

    `before` is what to know before saying yes: how likely it is, what the brief asks for, what ends with it.
    """

    id: str
    sentence: str
    verdict: str
    fingerprint: str
    terms: str
    because: tuple[str, ...]
    before: tuple[str, ...] = ()


def signoff_page(book: Book) -> str:
    """Return the sheet with every proposal that waits for a yes or no."""
    waiting = waiting_of(book).to_sign
    verdicts = {item.verdict.value for item in waiting}
    talk = to_talk_about(page_one(book), waiting, book.ledger, book.text)
    return letter(
        TEMPLATES / "signoff.html",
        book.client,
        book.text,
        month=str(book.period),
        sheets=[_sheet(item, book) for item in waiting],
        sure=[(book.text.word(name), book.text.word(said)) for name, said in HOW_SURE.items() if name in verdicts],
        talk=list(talk),
        script=(TEMPLATES / "signoff.js").read_text(encoding="utf-8"),
    )


def _holds(item: Item, book: Book) -> tuple[str, ...]:
    """Return which channels of the web an objective counts; nothing where it counts no channel."""
    channels = tuple(filter(None, str(item.about.get("scope.channels", "")).split("|")))
    return tuple(map(book.text, social_holds(channels))) if all(map(is_social, channels)) else ()


def _reason(id: str, book: Book) -> str:
    """Return what a reason says; an opinion of the workshop's, with what the month measured of the same thing."""
    item = book.ledger.get(id)
    return said_by(id, book) if item is None else book.text(measured_title(item, book.ledger))


def _changed(id: str, book: Book) -> tuple[str, ...]:
    """Return what has changed since a proposal was approved, in sentences; nothing where its approval holds."""
    stale = book.facts.once("what is stale", lambda: stale_entries(book.plan, book.ledger))
    names = {entry.id: entry.title for entry in book.plan}
    return tuple(book.text(reason(change, book.text, names)) for change in stale.get(id, ()))


def _sheet(item: Item, book: Book) -> ToSign:
    reasons = tuple(dict.fromkeys(said for id in item.because if (said := _reason(id, book))))
    before = (*_changed(item.id, book), *map(book.text, before_yes(item, book.ledger, book.plan)))
    others = (*_holds(item, book), *(one for one in reasons if one not in before))
    hash = fingerprint(with_lost(book.ledger, book.plan), item.id)
    return ToSign(item.id, book.text(item.title), book.text.word(item.verdict.value), hash, terms(item), others, before)
