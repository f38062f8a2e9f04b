"""Spreadsheets that leave the house: every cell is text or a number, never a formula, whatever a caption says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from textwrap import wrap
from typing import Any

_WIDEST, _NARROWEST = 60, 12
"""Characters of the widest column, and of one that gives room to others."""
_PAPER = 150
"""Characters that can still be read side by side on a sheet of A4 laid across."""
_LINE, _MOST_LINES = 15, 14
"""Points of a line, and lines a row shows at most; the cell holds the rest."""
# The same month must give the same bytes.
_CREATED = datetime(2000, 1, 1)
_FORBIDDEN = dict.fromkeys(map(ord, "[]:*?/\\"), " ")


class Share(float):
    """A number from 0 to 1 that a spreadsheet shows, and takes, in percent."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: a name, headings, and rows of text, numbers, shares, days or None."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[object]]


def prepare_sheets() -> None:
    """Let xlsxwriter compile what it looks for in a formula once a batch, in the process all others are forked from."""
    from xlsxwriter import Workbook

    with Workbook(BytesIO(), {"in_memory": True}) as book:
        rule = {"type": "formula", "criteria": "=$A1=1", "format": book.add_format()}
        book.add_worksheet().conditional_format(0, 0, 0, 0, rule)


def workbook_bytes(sheets: Sequence[Sheet]) -> bytes:
    """Return an xlsx file; text that looks like a formula or a link stays text.

    Parameters
    ----------
    sheets
        In order; names are cut to what spreadsheets allow.

    """
    from xlsxwriter import Workbook

    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(buffer, options)
    book.set_properties({"created": _CREATED})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "cell": book.add_format({"text_wrap": True, "valign": "top"}),
        "share": book.add_format({"num_format": "0.0%", "valign": "top"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
    }
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name.translate(_FORBIDDEN)[:31]), sheet, formats)
    book.close()
    return buffer.getvalue()


def _write(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    widths = _widths(sheet)
    for column, head in enumerate(sheet.heads):
        page.write_string(0, column, head, formats["head"])
        page.set_column(column, column, widths[column])
    for line, row in enumerate([sheet.heads, *sheet.rows]):
        # Without a height of its own, LibreOffice prints the lines of a cell over the row below.
        if (lines := max(map(_lines, row, widths), default=1)) > 1:
            page.set_row(line, _LINE * min(lines, _MOST_LINES))
    for line, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row):
            _cell(page, line, column, value, formats)
    _declare(page, sheet, formats)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(sheet.rows), 1), max(len(sheet.heads) - 1, 0))
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _widths(sheet: Sheet) -> list[int]:
    """Return the columns' widths: what they hold, the widest giving way until the table can be read on paper."""
    columns = [[head, *(row[place] for row in sheet.rows)] for place, head in enumerate(sheet.heads)]
    widths = [min(max(len(str(one)) for one in column if one is not None) + 2, _WIDEST) for column in columns]
    while sum(widths) > _PAPER and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _lines(value: object, width: int) -> int:
    """Return how many lines a cell takes in its column, its words not being cut."""
    if not isinstance(value, str):
        return 1
    room = max(width - 1, 1)
    return sum(1 if len(line) <= room else len(wrap(line, room)) or 1 for line in value.split("\n"))


def _declare(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    """Write what the numbers of each row declare into a hidden column behind the table."""
    # One `column=metric|scope|window` a line.
    last = len(sheet.heads)
    for line, row in enumerate(sheet.rows, start=1):
        facts = {column: str(getattr(value, "fact", "")) for column, value in enumerate(row)}
        told = "\n".join(f"{column}={fact}" for column, fact in facts.items() if fact)
        if told:
            page.write_string(line, last, told, formats["cell"])
            page.set_column(last, last, None, None, {"hidden": True})


def _cell(page: Any, line: int, column: int, value: object, formats: dict[str, Any]) -> None:
    if value is None:
        page.write_blank(line, column, None, formats["cell"])
    elif isinstance(value, bool):
        page.write_boolean(line, column, value, formats["cell"])
    elif isinstance(value, int | float):
        page.write_number(line, column, value, formats["share" if isinstance(value, Share) else "cell"])
    elif isinstance(value, date):
        page.write_datetime(line, column, datetime(value.year, value.month, value.day), formats["day"])
    else:
        page.write_string(line, column, str(value), formats["cell"])
