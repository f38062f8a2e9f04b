"""What notebook 03 leaves for Monday: the board as a spreadsheet."""

from __future__ import annotations

from datetime import timedelta

from smmkit.metrics import METRICS
from smmkit.report.document import Book, Document
from smmkit.report.sheets import Share, Sheet, workbook_bytes
from smmkit.text import N_, Text
from smmkit.topics.objectives.proposals import BOARD_ID, Board, from_data
from smmkit.topics.objectives.tables import action, board_name

AHEAD = 13
"""Weeks left blank for the months to come."""
_DIGITS = {"rate": 4, "points": 4, "hours": 2, "money": 2, "ratio": 2, "count": 0, "people": 0}


def kpi_board(book: Book) -> bytes | None:
    """Return `kpi_board.xlsx`: week by number with limits, owner and blanks; None where nothing is known by week."""
    item = book.ledger.get(BOARD_ID)
    told = None if item is None else item.about.get("numbers")
    if not told:
        return None
    rows = from_data(str(told))
    return workbook_bytes([_monday(rows, book.text), _weeks(rows, book.text)])


def _monday(rows: list[Board], text: Text) -> Sheet:
    heads = (
        N_("Number"),
        N_("Last week"),
        N_("Low limit"),
        N_("Centre"),
        N_("High limit"),
        N_("Read from"),
        N_("Owner"),
        N_("What to do"),
    )
    shown = []
    for row in rows:
        last = _rounded(row.weeks["value"].iloc[-1], row.metric)
        limits = row.limits
        ends = (None,) * 3 if limits is None else (limits.low, limits.centre, limits.high)
        low, centre, high = (_rounded(one, row.metric) for one in ends)
        shown.append(
            (
                board_name(row, text),
                last,
                low,
                centre,
                high,
                text.word(row.file),
                text.word(row.owner),
                text(action(row)),
            )
        )
    return Sheet(text.word(N_("Monday")), [text.word(head) for head in heads], shown)


def _weeks(rows: list[Board], text: Text) -> Sheet:
    starts = list(rows[0].weeks["start"])
    later = [starts[-1] + timedelta(days=7 * week) for week in range(1, AHEAD + 1)]
    known = {(row.metric, row.where): dict(zip(row.weeks["start"], row.weeks["value"], strict=True)) for row in rows}
    heads = [text.word(N_("Week from")), *(board_name(row, text) for row in rows)]
    shown = [
        (day, *(_rounded(known[row.metric, row.where].get(day), row.metric) for row in rows))
        for day in (*starts, *later)
    ]
    return Sheet(text.word(N_("Weeks")), heads, shown)


def _rounded(value: float | None, metric: str) -> float | None:
    """Return a number as it is worth reading; None for a week nobody knows."""
    if value is None or value != value:
        return None
    unit = METRICS[metric].unit
    shown = round(float(value), _DIGITS.get(unit, 2))
    return Share(shown) if unit == "rate" else shown


DOCUMENTS = (Document("03", "kpi_board.xlsx", kpi_board),)
