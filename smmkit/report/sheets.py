"""Spreadsheets that leave the house: every cell is text or a number, never a formula, whatever a caption says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

_WIDEST = 60
# The same month must give the same bytes.
_CREATED = datetime(2000, 1, 1)
_FORBIDDEN = dict.fromkeys(map(ord, "[]:*?/\\"), " ")


@dataclass(frozen=True)
class Sheet:
    """One sheet: a name, headings, and rows of text, numbers, days or None."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[object]]


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
        "day": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
    }
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name.translate(_FORBIDDEN)[:31]), sheet, formats)
    book.close()
    return buffer.getvalue()


def _write(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    for column, head in enumerate(sheet.heads):
        page.write_string(0, column, head, formats["head"])
        widest = max([len(head), *(len(str(row[column])) for row in sheet.rows if row[column] is not None)])
        page.set_column(column, column, min(widest + 2, _WIDEST))
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
        page.write_number(line, column, value, formats["cell"])
    elif isinstance(value, date):
        page.write_datetime(line, column, datetime(value.year, value.month, value.day), formats["day"])
    else:
        page.write_string(line, column, str(value), formats["cell"])
