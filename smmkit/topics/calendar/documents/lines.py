"""The lines of the month that is planned: the client's own posts as they stand, and the posts the ledger proposes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from smmkit.plan.approvals import approval_of
from smmkit.report.document import Book, own_calendar
from smmkit.schema import TABLES
from smmkit.topics.calendar.analysis.links import Utm, tagged
from smmkit.topics.calendar.analysis.mix import SHARE
from smmkit.topics.calendar.proposals.board import paused

HEADER = TABLES["calendar"].names
Line = dict[str, Any]


def month_lines(book: Book) -> tuple[Line, ...]:
    """Return one line a post of the planned month, in order of time; made once for all documents.

    Returns
    -------
    tuple of dict
        The columns of the calendar and the client's further ones as text (`""` where empty), and `week`, `purpose`,
        `origin` (`client` or `proposed`), `subject` (as a reader calls it), `holds` (the state that holds), `note`
        (why), `paused`, `tagged` (its link; what others made keeps its own), `source` and `licence` of what others
        made.

    """
    return book.facts.once("lines of the month", lambda: _lines(book))


def _lines(book: Book) -> tuple[Line, ...]:
    calendar = own_calendar(book)
    own = {str(row["post_id"]): row for row in calendar.to_dict("records")}
    stopped = set(paused(book, calendar).posts)
    lines = []
    for item in book.ledger.values():
        if item.kind == "PO" and "post_id" in item.about:
            about = item.about
            row = own.get(str(about["post_id"]), about) if about["origin"] == "client" else about
            lines.append(_line(row, about, stopped, book.client.subjects))
    return tuple(sorted(lines, key=lambda line: (line["on"], line["at"], line["network"], line["post_id"])))


def _line(row: Mapping[Any, Any], about: Mapping[str, Any], stopped: set[str], names: Mapping[str, str]) -> Line:
    further = [str(name) for name in row if str(name) not in HEADER] if about["origin"] == "client" else []
    line: Line = {name: written(row.get(name)) for name in (*HEADER, *further)}
    found = approval_of(line)
    line["on"] = line["on"][:10]
    utm = Utm(*(line[f"utm_{name}"] for name in ("source", "medium", "campaign", "content")))
    kept = {name: written(about.get(name)) for name in ("week", "purpose", "origin", "idea", "source", "licence")}
    return {
        **line,
        **kept,
        "subject": names.get(line["axis"], line["axis"]),
        "holds": found.state,
        "note": found.note,
        "paused": line["post_id"] in stopped,
        "tagged": tagged(line["link"], utm) if line["link"] and kept["purpose"] != SHARE else line["link"],
    }


def written(value: Any) -> str:
    """Return a cell as text; a missing one is empty."""
    return "" if value is None or bool(pd.isna(value)) else str(value)
