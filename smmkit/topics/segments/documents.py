"""What leaves the house after notebook 04: the people the plan speaks to, one card for each group."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from smmkit.ledger import Item, Kind
from smmkit.ledger.portraits import portrait_of, told_once
from smmkit.plan.unsigned import ending
from smmkit.report.document import Book, Document, Written
from smmkit.report.letters import letter, whole
from smmkit.text import N_
from smmkit.topics.segments.proposals.groups import STRUCTURE

TEMPLATES = Path(__file__).with_name("templates")
_STATES = {
    "approved": N_("Approved on {day:date}"),
    "rejected": N_("Rejected on {day:date}"),
}
_SAY = N_("What to say. {said}")
_ENDS = N_(
    "What “{campaign}” asks of a group counts only if it takes place. The review of this month proposes: {said}."
)


@dataclass(frozen=True)
class PersonaCard:
    """What a group is called, whether it is approved, and what is known of it, sentence by sentence."""

    name: str
    state: str
    lines: tuple[str, ...]


def write_personas(book: Book) -> Written:
    """Return the page of persona cards; none where no group is told apart. What is true of every group stands once."""
    cards = persona_cards(book)
    if not cards:
        return None
    own, alike = told_once([card.lines for card in cards])
    cards = [replace(card, lines=lines) for card, lines in zip(cards, own, strict=True)]
    found = book.ledger.get(STRUCTURE)
    text = book.text
    return letter(
        TEMPLATES / "personas.html", book.client, text, month=str(book.period), cards=cards, alike=alike,
        found=whole(text(found.title)) if found is not None else "", doubts=_doubts(book),
    )  # fmt: skip


def _doubts(book: Book) -> list[str]:
    """Return, of each campaign to come, what the review proposes that would end it: then it asks nothing of anybody."""
    coming = [one for one in book.plan.campaigns
              if one.status == "approved" and (one.end is None or one.end > book.period.end)]  # fmt: skip
    found = [(one.title or one.id, ending(book.ledger, book.plan, one.id)) for one in coming]
    return [book.text(_ENDS, campaign=name, said=book.text(item.title)) for name, item in found if item is not None]


def persona_cards(book: Book) -> list[PersonaCard]:
    """Return one card per group of the ledger that carries a portrait, in the ledger's order."""
    groups = [item for item in book.ledger.values() if item.kind is Kind.SG and portrait_of(item)]
    return [_card(item, book) for item in groups]


def _card(item: Item, book: Book) -> PersonaCard:
    name, *told = (book.text(one) for one in portrait_of(item))
    words = book.ledger.get(item.id.replace("SG-", "DE-message-", 1))
    said = [book.text(_SAY, said=book.text(words.title))] if words is not None else []
    *known, unknown = told
    return PersonaCard(name, _state(item, book), tuple(map(whole, [*known, *said, unknown])))


def _state(item: Item, book: Book) -> str:
    entry = book.plan.entry(item.id)
    if entry is None or entry.status not in _STATES or entry.on is None:
        return book.text(N_("Proposed, not approved yet"))
    return book.text(_STATES[entry.status], day=entry.on.isoformat())


DOCUMENTS: tuple[Document, ...] = (Document("10", "personas.html", write_personas),)
"""After the review, which may propose to end a campaign that asks something of a group."""
