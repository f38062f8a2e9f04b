"""One page a department: what it asked for, and what the month says to it."""

from __future__ import annotations

from smmkit.client.model import Department
from smmkit.ledger import item_id
from smmkit.report.document import Book
from smmkit.report.letters import letter
from smmkit.topics.report.documents.monthly import TEMPLATES
from smmkit.topics.report.proposals.bulletin import department_answers


def bulletin_pages(book: Book) -> dict[str, str]:
    """Return each department's page, by file name."""
    return {
        f"bulletin_{_slug(department)}.html": letter(
            TEMPLATES / "bulletin.html",
            book.client,
            book.text,
            month=str(book.period),
            department=department.name,
            answers=department_answers(department, book.ledger, book.text),
        )
        for department in book.client.departments
    }


def bulletin_texts(book: Book) -> dict[str, str]:
    """Return each department's bulletin as plain text, for mail and chat, by file name."""
    return {f"bulletin_{_slug(each)}.txt": _plain(each, book) for each in book.client.departments}


def _plain(department: Department, book: Book) -> str:
    text = book.text
    lines = [f"{book.client.name} · {department.name} · {text.month(str(book.period))}", ""]
    for answer in department_answers(department, book.ledger, text):
        lines += [answer.need[:1].upper() + answer.need[1:] + ":"]
        lines += [f"- {sentence}" for sentence in answer.sentences] or [f"- {text('Nothing for you this month.')}"]
        lines += [""]
    return "\n".join(lines)


def _slug(department: Department) -> str:
    return item_id("EV", department.name).removeprefix("EV-")
