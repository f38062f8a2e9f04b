"""The month's numbers as a spreadsheet: objectives, the networks' numbers, every fact, every proposal."""

from __future__ import annotations

from smmkit.ledger import Item, Ledger
from smmkit.plan.waiting import put_up
from smmkit.present.facts import STANDING, Stated, StatedAmount, fact_key, item_number, stated
from smmkit.report.document import Book
from smmkit.report.sheets import Sheet, workbook_bytes
from smmkit.text import Text
from smmkit.topics.report.documents.monthly import page_one
from smmkit.topics.report.documents.networks import KpiRow, NetworkTable


def report_workbook(book: Book, tables: tuple[NetworkTable, ...]) -> bytes:
    """Return the month's numbers as an xlsx file.

    Parameters
    ----------
    book
        The month.
    tables
        From `network_tables`.

    """
    text = book.text
    proposed = {item.id: item for item in put_up(book.ledger)}
    sheets = [_goals(book), *_networks(tables, text), _spend(book)]
    sheets += [
        _items(text("Facts"), [item for item in _stated(book.ledger) if item.id not in proposed], text),
        _items(text("Proposals"), list(proposed.values()), text),
    ]
    return workbook_bytes(sheets)


def _goals(book: Book) -> Sheet:
    text = book.text
    told = page_one(book).goals
    rows = [
        (
            goal.title,
            Stated(text.quantity(goal.value, goal.unit), goal.fact),
            stated(text.quantity(goal.target, goal.unit), "target", goal.id, STANDING),
            text(goal.word),
        )
        for goal in told
    ]
    return Sheet(text("Objectives"), (text("Objective"), text("This month"), text("Target"), text("In a word")), rows)


def _networks(tables: tuple[NetworkTable, ...], text: Text) -> list[Sheet]:
    return [
        Sheet(
            table.name,
            (text("Indicator"), *table.heads, text("Usual"), text("In a word")),
            [_network_row(row, len(table.heads)) for row in table.rows],
        )
        for table in tables
    ]


def _network_row(row: KpiRow, months: int) -> tuple[str, ...]:
    if not row.cells:
        return (row.name, row.why, *[""] * (months + 1))
    return (row.name, *(Stated(cell.shown, cell.key) for cell in row.cells), row.usual, row.word)


def _spend(book: Book) -> Sheet:
    text = book.text
    lines = page_one(book).money.lines
    month = str(book.period)
    rows = [
        (
            text.word(line.name),
            None if line.planned is None else StatedAmount(line.planned, fact_key("planned", line.line, month)),
            StatedAmount(line.spent, fact_key("booked", line.line, month)),
        )
        for line in lines
    ]
    return Sheet(text("Money"), (text("Budget line"), text("Approved"), text("Spent")), rows)


def _stated(ledger: Ledger) -> list[Item]:
    return [item for item in ledger.values() if not item.id.startswith("EV-data")]


def _items(name: str, items: list[Item], text: Text) -> Sheet:
    heads = ("Item", "What it says", "Value", "Interval", "n", "Verdict", "Because")
    rows = [
        (item.id, text(item.title), item_number(item, text), text.range(item.low, item.high, item.unit),
         item.n, text.word(item.verdict.value), " ".join(item.because))
        for item in items
    ]  # fmt: skip
    return Sheet(name, [text.word(head) for head in heads], rows)
