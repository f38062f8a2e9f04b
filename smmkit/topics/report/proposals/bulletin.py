"""What the month says to each thing a department asked for."""

from __future__ import annotations

from dataclasses import dataclass

from smmkit.client.model import Department
from smmkit.ledger import Item, Ledger, Verdict
from smmkit.measures.needs import answers
from smmkit.text import Text

_MOST = 5


@dataclass(frozen=True)
class Answer:
    """A need and the sentences that answer it; none where the month has nothing to say."""

    need: str
    sentences: tuple[str, ...]


def department_answers(department: Department, ledger: Ledger, text: Text) -> tuple[Answer, ...]:
    """Return what the month says to each need of a department."""
    return tuple(Answer(need, _sentences(need, ledger, text)) for need in department.needs)


def _sentences(need: str, ledger: Ledger, text: Text) -> tuple[str, ...]:
    said = [item for item in ledger.values() if _tells(item) and answers(need, item.topics, item.id)]
    return tuple(dict.fromkeys(text(item.title) for item in said))[:_MOST]


def _tells(item: Item) -> bool:
    return item.kind in ("EV", "RS") and item.verdict is Verdict.DECIDE and not item.id.startswith("EV-data")
