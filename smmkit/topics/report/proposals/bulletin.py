"""What the month says to each thing a department asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from smmkit.client.model import Department
from smmkit.ledger import Item, Ledger, Verdict
from smmkit.measures.needs import answers, of_products, subjects_of
from smmkit.report.letters import whole
from smmkit.text import N_, Text
from smmkit.topics.report.proposals.points import larger_first

_MOST = 5
_LIKED = "EV-tastes-like-"
_MATTERS = {
    "complaints": N_("Complaints"), "questions": N_("What people ask"), "tastes": N_("What people like"),
    "rivals": N_("Rivals"), "product": N_("Products"), "price": N_("Prices"), "stock": N_("What is in stock"),
    "shipping": N_("Deliveries"),
}  # fmt: skip
"""What a matter a department ticked in the brief is called above its answer."""


@dataclass(frozen=True)
class Answer:
    """A need and the sentences that answer it; none where the month has nothing to say."""

    need: str
    sentences: tuple[str, ...]


def department_answers(department: Department, ledger: Ledger, text: Text) -> tuple[Answer, ...]:
    """Return what the month says to each need of a department, and to each matter of its list that no need names.

    A sentence is said again only where nothing else is.
    """
    named = {subject for need in department.needs for subject in subjects_of(need)}
    matters = [(text.word(_MATTERS[one]), one) for one in dict.fromkeys(department.topics) if one not in named]
    found: list[Answer] = []
    for head, need in [*((need, need) for need in department.needs), *matters]:
        said = _sentences(department.name, need, ledger, text)
        before = {sentence for answer in found for sentence in answer.sentences}
        fresh = tuple(sentence for sentence in said if sentence not in before)
        found.append(Answer(head, (fresh or said)[:_MOST]))
    return tuple(found)


def _sentences(department: str, need: str, ledger: Ledger, text: Text) -> tuple[str, ...]:
    told = sorted(filter(_tells, ledger.values()), key=larger_first)
    asked = [item for item in told if item.about.get("need") == need and item.about.get("department") == department]
    if of_products(need):
        told = [item for item in told if not item.id.startswith(_LIKED) or item.about.get("subject")]
    said = [item for item in told if "need" not in item.about and answers(need, item.topics, item.id)]
    first = [whole(text(item.title)) for item in asked]
    rest = [whole(text(item.title)) for item in said if not _told_in(item, first)]
    return tuple(dict.fromkeys([*first, *rest]))


def _told_in(item: Item, sentences: Sequence[str]) -> bool:
    """Say whether sentences hold what an item tells already: the words of the same messages."""
    put = item.title.values.get("put")
    return put is not None and any(str(put) in sentence for sentence in sentences)


def _tells(item: Item) -> bool:
    return item.kind in ("EV", "RS") and item.verdict is Verdict.DECIDE and not item.id.startswith("EV-data")
