"""One page a department: what it asked for, and what the month says to it."""

from __future__ import annotations

from dataclasses import dataclass

from smmkit.client.model import Department
from smmkit.ledger import Item, Verdict, item_id
from smmkit.measures.needs import answers
from smmkit.report.document import Book
from smmkit.report.letters import letter
from smmkit.topics.report.documents.monthly import TEMPLATES

_MOST = 5


@dataclass(frozen=True)
class Answer:
    """A need and the sentences that answer it; none where the month has nothing to say."""

    need: str
    sentences: tuple[str, ...]


def bulletin_pages(book: Book) -> dict[str, str]:
    """Return each department's page, by file name."""
    return {
        f"bulletin_{_slug(department)}.html": letter(
            TEMPLATES / "bulletin.html",
            book.client,
            book.text,
            month=str(book.period),
            department=department.name,
            answers=department_answers(department, book),
        )
        for department in book.client.departments
    }


def bulletin_texts(book: Book) -> dict[str, str]:
    """Return each department's bulletin as plain text, for mail and chat, by file name."""
    return {f"bulletin_{_slug(each)}.txt": _plain(each, book) for each in book.client.departments}


def department_answers(department: Department, book: Book) -> tuple[Answer, ...]:
    """Return what the month says to each need of a department."""
    return tuple(Answer(need, _sentences(need, book)) for need in department.needs)


def _sentences(need: str, book: Book) -> tuple[str, ...]:
    stated = [item for item in book.ledger.values() if _tells(item) and answers(need, item.topics, item.id)]
    return tuple(dict.fromkeys(book.text(item.title) for item in stated))[:_MOST]


def _tells(item: Item) -> bool:
    return item.kind in ("EV", "RS") and item.verdict is Verdict.DECIDE and not item.id.startswith("EV-data")


def _plain(department: Department, book: Book) -> str:
    text = book.text
    lines = [f"{book.client.name} · {department.name} · {text.month(str(book.period))}", ""]
    for answer in department_answers(department, book):
        lines += [answer.need[:1].upper() + answer.need[1:] + ":"]
        lines += [f"- {sentence}" for sentence in answer.sentences] or [f"- {text('Nothing for you this month.')}"]
        lines += [""]
    return "\n".join(lines)


def _slug(department: Department) -> str:
    return item_id("EV", department.name).removeprefix("EV-")
