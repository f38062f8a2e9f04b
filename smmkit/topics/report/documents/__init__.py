"""What leaves the house each month: the client's report, one page for superiors, the bulletins, the sheet to sign."""

from __future__ import annotations

from collections.abc import Callable

from smmkit.report.document import Book, Document
from smmkit.topics.report.documents.ahead import ahead_of
from smmkit.topics.report.documents.bulletin import bulletin_pages, bulletin_texts
from smmkit.topics.report.documents.card import portfolio_card
from smmkit.topics.report.documents.monthly import month_story, report_page, steering_page
from smmkit.topics.report.documents.networks import network_tables
from smmkit.topics.report.documents.signing import signoff_page
from smmkit.topics.report.documents.spreadsheet import report_workbook
from smmkit.topics.report.documents.strategy import strategy_page, strategy_text_file
from smmkit.topics.report.documents.week import week_pages

__all__ = ["DOCUMENTS", "ahead_of", "month_story", "pages", "report_files", "strategy_files"]


def pages(name: str, write: Callable[[Book], str]) -> Document:
    """Declare a page together with the PDF `smmkit pdf` may have made of it: a new page takes an old PDF away."""
    return Document("11", f"{name}.*", lambda book: {f"{name}.html": write(book)})


def report_files(book: Book) -> dict[str, str | bytes]:
    """Return the monthly report as a page and as a spreadsheet, from the same numbers."""
    tables = network_tables(book)
    return {"report.html": report_page(book, tables), "report.xlsx": report_workbook(book, tables)}


def strategy_files(book: Book) -> dict[str, str | bytes]:
    """Return the plan as a page and, where python-docx is installed, as a text file to edit."""
    text_file = strategy_text_file(book)
    return {"strategy.html": strategy_page(book), **({"strategy.docx": text_file} if text_file else {})}


DOCUMENTS: tuple[Document, ...] = (
    Document("11", "report.*", report_files),
    pages("steering", steering_page),
    Document("11", "week_*", week_pages),
    Document("11", "bulletin_*.html", bulletin_pages),
    Document("11", "bulletin_*.txt", bulletin_texts),
    pages("signoff", signoff_page),
    Document("11", "strategy.*", strategy_files),
    Document("11", "card.json", portfolio_card),
)
