"""Pages of the month: what the client approves and what design makes."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from smmkit.plan.approvals import asks_client, content_hash
from smmkit.plan.calendar_sheet import STATE_WORDS
from smmkit.report.document import Book
from smmkit.report.letters import letter
from smmkit.report.sheets import Sheet, workbook_bytes
from smmkit.sources.platform_limits import load_limits
from smmkit.text import N_, Text
from smmkit.topics.calendar.analysis.days import working_day
from smmkit.topics.calendar.documents.lines import Line, month_lines
from smmkit.topics.calendar.proposals.days import holidays_around
from smmkit.topics.calendar.proposals.sentences import week_said
from smmkit.topics.calendar.tables.month import post_said

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
_DONE = {"published", "measured", "rejected"}
# How many days before a post its pieces are due.
_DUE = timedelta(days=3)
_SIZES = {
    "reel": ("reel size", "video size"),
    "video": ("video size", "reel size"),
    "image": ("image ratio",),
    "carousel": ("carousel items",),
}
_LENGTHS = {"reel": ("reel duration", "video duration"), "video": ("video duration", "reel duration")}


@dataclass(frozen=True)
class Asked:
    """A post as the client sees it, and the hash of what is seen."""

    id: str
    heading: str
    state: str
    copy: str
    asset: str
    link: str
    hash: str


Limits = Mapping[tuple[str, str], Mapping[Hashable, Any]]


@dataclass(frozen=True)
class Piece:
    """Something design has to make."""

    heading: str
    due: str
    facts: tuple[tuple[str, str], ...]


def approval_pages(book: Book) -> dict[str, str]:
    """Return a page a week of posts that wait for the client's yes, by file name; nobody approves an empty one."""
    script = (TEMPLATES / "approval.js").read_text(encoding="utf-8")
    pages = {}
    for week, lines in _weeks(month_lines(book)).items():
        asked = [_asked(line, book.text) for line in lines if asks_client(line)]
        if asked:
            pages[f"approval_{week}.html"] = letter(
                TEMPLATES / "approval.html",
                book.client,
                book.text,
                week=week,
                said=week_said(week, book.text),
                posts=asked,
                script=script,
            )
    return pages


def _weeks(lines: Sequence[Line]) -> dict[str, list[Line]]:
    return {
        week: [one for one in lines if one["week"] == week] for week in dict.fromkeys(line["week"] for line in lines)
    }


def _asked(line: Line, text: Text) -> Asked:
    state = text("paused by the crisis plan") if line["paused"] else text.word(STATE_WORDS[line["holds"]])
    said = f"{state}. {text.word(line['note'])}" if line["note"] else state
    heading = post_said(line, line["subject"], text)
    return Asked(line["post_id"], heading, said, line["copy"], line["asset"], line["link"], content_hash(line))


def design_pages(book: Book) -> dict[str, str]:
    """Return a page a week of what design has to make, by file name; what a piece has not is left out."""
    nothing = book.text.word(None)
    pages = {}
    for week, pieces in _pieces(book).items():
        told = [replace(one, facts=tuple(fact for fact in one.facts if fact[1] != nothing)) for one in pieces]
        pages[f"design_{week}.html"] = letter(
            TEMPLATES / "design.html", book.client, book.text, said=week_said(week, book.text), pieces=told
        )
    return pages


def design_sheets(book: Book) -> dict[str, bytes]:
    """Return the same as spreadsheets, by file name."""
    found = {}
    for week, pieces in _pieces(book).items():
        heads = [book.text("Post"), book.text("Due"), *(name for name, _ in pieces[0].facts)]
        rows = [[one.heading, one.due, *(value for _, value in one.facts)] for one in pieces]
        found[f"design_{week}.xlsx"] = workbook_bytes([Sheet(week, heads, rows)])
    return found


def _pieces(book: Book) -> dict[str, list[Piece]]:
    return book.facts.once("pieces of design", lambda: _made(book))


def _made(book: Book) -> dict[str, list[Piece]]:
    known = load_limits().drop_duplicates(["platform", "field"]).to_dict("records")
    limits = {(str(row["platform"]), str(row["field"])): row for row in known}
    weeks = _weeks([line for line in month_lines(book) if line["holds"] not in _DONE])
    return {week: [_piece(line, limits, book) for line in lines] for week, lines in weeks.items()}


def _piece(line: Line, limits: Limits, book: Book) -> Piece:
    text, network = book.text, line["network"]
    later = text("not written yet")
    approver = book.client.roles.approver
    facts = (
        (text("Size"), _allowed(limits, network, _SIZES.get(line["format"], ()), text)),
        (text("Length"), _allowed(limits, network, _LENGTHS.get(line["format"], ()), text)),
        (text("Text inside the picture"), line["title"] or later),
        (text("Text beside the picture"), line["copy"] or later),
        (text("Alternative text"), line["alt_text"] or later),
        (text("Asset"), line["asset"] or text("to be made")),
        (text("Shared from"), f"{line['source']} ({line['licence']})" if line["source"] else text.word(None)),
        (text("Says yes"), approver),
    )
    return Piece(post_said(line, line["subject"], text), _due(line, book), facts)


def _due(line: Line, book: Book) -> str:
    """Return when a piece is due: on a working day, and never before the month in which it was first asked for."""
    day = working_day(date.fromisoformat(line["on"]) - _DUE, holidays_around(book))
    if day < book.period.next().start:
        return book.text("due at once")
    return book.text("due {day:date}", day=str(day))


def _allowed(limits: Limits, network: str, fields: Sequence[str], text: Text) -> str:
    for field in fields:
        if (row := limits.get((network, field))) is not None:
            said = {
                "limit": str(row["limit"]),
                "unit": UNIT_WORDS.get(str(row["unit"]), ""),
                "source": str(row["source"]),
            }
            said["limit"] = text.typed(said["limit"]).replace(" to ", text("{low} to {high}", low="", high=""))
            return text("{limit} {unit:word} ({source}, read {day:date})", **said, day=str(row["read_on"]))
    return text.word(None)


UNIT_WORDS = {
    "pixels": N_("pixels"),
    "seconds": N_("seconds at most"),
    "ratio": N_("(ratio)"),
    "count": N_("pieces at most"),
}
