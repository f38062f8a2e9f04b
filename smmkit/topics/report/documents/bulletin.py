"""One page a department: what it asked for, and what the month says to it."""

from __future__ import annotations

from smmkit.client.model import Department
from smmkit.files import digest
from smmkit.ledger import item_id
from smmkit.report.document import Book
from smmkit.report.letters import letter
from smmkit.topics.report.documents.monthly import TEMPLATES
from smmkit.topics.report.proposals.bulletin import department_answers


def bulletin_pages(book: Book) -> dict[str, str]:
    """Return each department's page, by file name."""
    return {
        f"bulletin_{name}.html": letter(
            TEMPLATES / "bulletin.html",
            book.client,
            book.text,
            month=str(book.period),
            department=department.name,
            answers=department_answers(department, book.ledger, book.text),
        )
        for name, department in _named(book).items()
    }


def bulletin_texts(book: Book) -> dict[str, str]:
    """Return each department's bulletin as plain text, for mail and chat, by file name."""
    return {f"bulletin_{name}.txt": _plain(each, book) for name, each in _named(book).items()}


def _plain(department: Department, book: Book) -> str:
    text = book.text
    lines = [f"{book.client.name} · {department.name} · {text.month(str(book.period))}", ""]
    for answer in department_answers(department, book.ledger, text):
        lines += [answer.need[:1].upper() + answer.need[1:] + ":"]
        lines += [f"- {sentence}" for sentence in answer.sentences] or [f"- {text('Nothing for you this month.')}"]
        lines += [""]
    return "\n".join(lines)


def _named(book: Book) -> dict[str, Department]:
    """Return each department by the name of its file; two that are written almost alike get one each."""
    found: dict[str, Department] = {}
    for each in book.client.departments:
        name = item_id("EV", each.name).removeprefix("EV-")
        found[name if name not in found else f"{name}-{digest(each.name.encode())[:6]}"] = each
    return found
