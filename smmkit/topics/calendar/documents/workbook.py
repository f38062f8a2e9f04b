"""`calendar.xlsx`: the month to work in, a sheet a week; what comes back is read by `smmkit calendar --import`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from smmkit.plan.calendar_sheet import BASE, HEADS, KEYS, STATE_WORDS, STATES, shown_row
from smmkit.report.document import Book, own_calendar
from smmkit.schema import platform_name
from smmkit.text import N_, Text
from smmkit.topics.calendar.documents.lines import Line, month_lines
from smmkit.topics.calendar.proposals.board import paused
from smmkit.topics.calendar.proposals.posts import PURPOSE_WORDS
from smmkit.topics.calendar.tables.month import post_said

COLUMNS = (
    "post_id",
    "on",
    "at",
    "network",
    "format",
    "axis",
    "title",
    "copy",
    "asset",
    "owner",
    "state",
    "link",
    "alt_text",
    "campaign",
    "segment",
    "objective",
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "utm_content",
)
Shown = Mapping[str, Mapping[str, str]]
_LINE, _MOST_LINES = 15, 12
"""Points of a line, and lines a row shows at most; the cell holds the rest."""
_PRINTED = COLUMNS.index("state") + 1
"""Columns that go onto paper; those after them are for the screen."""
_WIDTHS = {
    "post_id": 26,
    "on": 11,
    "at": 7,
    "owner": 19,
    "title": 28,
    "copy": 46,
    "link": 26,
    "alt_text": 26,
    "asset": 22,
    "objective": 16,
}
# Light colours that keep black text readable; each state also says its word.
_COLOURS = {
    "idea": "#FFFFFF",
    "draft": "#FFF4CC",
    "internal_ok": "#DDEBF7",
    "client_ok": "#D9EAD3",
    "scheduled": "#C6E0B4",
    "published": "#E2D9F3",
    "measured": "#E7E6E6",
    "rejected": "#F8CBAD",
}
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_SAYS = (N_("State that holds"), N_("Why"), N_("Purpose"))


def calendar_workbook(book: Book) -> bytes | None:
    """Return the month as a spreadsheet; None where nothing is planned."""
    lines = month_lines(book)
    return workbook_of(lines, book) if lines else None


def workbook_of(lines: Sequence[Line], book: Book) -> bytes:
    """Return lines as a spreadsheet: the month, each week, ads, approvals and ideas."""
    from xlsxwriter import Workbook

    buffer, text = BytesIO(), book.text
    file = Workbook(buffer, _OPTIONS)
    file.set_properties({"created": datetime(2000, 1, 1)})
    looks = _formats(file)
    named = _named(book)
    shown = {line["post_id"]: shown_row(line, text, named) for line in lines}
    _posts(file, text("Month"), lines, text, looks, shown)
    for number, week in enumerate(dict.fromkeys(line["week"] for line in lines), start=1):
        _posts(
            file,
            text("Week {number:number}", number=number),
            [one for one in lines if one["week"] == week],
            text,
            looks,
            shown,
        )
    _plain(file, text("Ads"), *_ads(book), looks)
    _plain(file, text("Approvals"), *_approvals(lines, text), looks)
    _plain(file, text("Ideas"), *_ideas(book), looks)
    _base(file, lines, shown)
    file.close()
    return buffer.getvalue()


def _named(book: Book) -> dict[str, dict[str, str]]:
    """Return what people call what cells hold as ids or short names, by column."""
    events = {item.id: str(item.title.values["title"]) for item in book.ledger.values()
              if item.kind == "CA" and "title" in item.title.values}  # fmt: skip
    plan = events | {entry.id: entry.title.split(":")[0].strip() for entry in book.plan if entry.title}
    return {"owner": book.client.roles.names, "axis": book.client.subjects,
            "objective": plan, "segment": plan, "campaign": plan}  # fmt: skip


def _formats(file: Any) -> dict[str, Any]:
    cell = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#D9D9D9"}
    return {
        "head": file.add_format({**cell, "bold": True, "bg_color": "#EDEDED"}),
        "cell": file.add_format({**cell, "num_format": "@"}),
        **{state: file.add_format({"bg_color": colour}) for state, colour in _COLOURS.items()},
    }


def _posts(
    file: Any,
    name: str,
    lines: Sequence[Line],
    text: Text,
    looks: dict[str, Any],
    shown: Shown,
) -> None:
    page = file.add_worksheet(name[:31])
    heads = [*(text.word(HEADS.get(column, column)) for column in COLUMNS), *(text.word(one) for one in _SAYS)]
    words = {one: text.word(STATE_WORDS[one]) for one in STATES}
    rows = [
        [
            *(shown[line["post_id"]].get(column, line[column]) for column in COLUMNS),
            text("paused by the crisis plan") if line["paused"] else text.word(STATE_WORDS[line["holds"]]),
            text.word(line["note"]) if line["note"] else "",
            text.word(PURPOSE_WORDS.get(line["purpose"], line["purpose"])),
        ]
        for line in lines
    ]
    _fill(page, heads, rows, looks, printed=_PRINTED)
    last, state = max(len(rows), 1), COLUMNS.index("state")
    page.data_validation(1, state, last, state, {"validate": "list", "source": list(words.values())})
    letter = chr(ord("A") + state)
    for one in STATES:
        rule = {"type": "formula", "criteria": f'=${letter}2="{words[one]}"', "format": looks[one]}
        page.conditional_format(1, 0, last, len(heads) - 1, rule)
    for place, column in enumerate(COLUMNS):
        page.set_column(place, place, _WIDTHS.get(column, 13))
    page.set_column(len(COLUMNS), len(heads) - 1, 24)
    for number, row in enumerate(rows, start=1):
        page.set_row(number, _LINE * min(max(map(_lines, COLUMNS, row)), _MOST_LINES))


def _lines(column: str, written: object) -> int:
    """Return how many lines a cell takes in its column."""
    width = _WIDTHS.get(column, 13)
    return sum(max(-(-len(line) // width), 1) for line in str(written).split("\n"))


def _fill(
    page: Any, heads: Sequence[str], rows: Sequence[Sequence[object]], looks: dict[str, Any], *, printed: int = 0
) -> None:
    """Write every cell as text: what begins with = or @ stays a text."""
    for place, head in enumerate(heads):
        page.write_string(0, place, head, looks["head"])
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            page.write_string(number, place, str(value), looks["cell"])
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(len(rows), 1), len(heads) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.print_area(0, 0, max(len(rows), 1), (printed or len(heads)) - 1)


def _plain(file: Any, name: str, heads: Sequence[str], rows: Sequence[Sequence[object]], looks: dict[str, Any]) -> None:
    page = file.add_worksheet(name[:31])
    _fill(page, heads, rows, looks)
    page.set_column(0, len(heads) - 1, 30)


def _ads(book: Book) -> tuple[list[str], list[list[object]]]:
    text, days = book.text, book.period.next().days
    stopped = set(paused(book, own_calendar(book)).ads)
    rows: list[list[object]] = [
        [text.word(line.called), text.amount(line.amount), text.money((line.amount or 0) / days),
         text("paused by the crisis plan") if line.id in stopped else text("runs all month")]
        for line in book.plan.lines_in_force
        if "ads" in line.booked_as.split("-")
    ]  # fmt: skip
    return [text.word(head) for head in (N_("Line"), N_("A month"), N_("A day"), N_("State"))], rows


def _approvals(lines: Sequence[Line], text: Text) -> tuple[list[str], list[list[object]]]:
    rows: list[list[object]] = [
        [
            post_said(line, line["subject"], text),
            text.word(STATE_WORDS[line["holds"]]),
            text.word(line["note"]) if line["note"] else "",
        ]
        for line in lines
        if line["origin"] == "client"
    ]
    return [text.word(head) for head in (N_("Post"), N_("State that holds"), N_("Why"))], rows


def _ideas(book: Book) -> tuple[list[str], list[list[object]]]:
    ideas, text = book.table("ideas"), book.text
    heads = {
        "idea_id": N_("Idea"),
        "axis": N_("Subject"),
        "format": N_("Format"),
        "networks": N_("Network"),
        "text": N_("What"),
        "segment": N_("For whom, in the team's words"),
        "rights": N_("Rights"),
    }
    ideas = ideas[list(heads)].fillna("").astype("str")
    ideas["axis"] = ideas["axis"].map(lambda name: book.client.subjects.get(name, name))
    ideas["format"] = ideas["format"].map(lambda name: text.word(name) if name else "")
    ideas["networks"] = ideas["networks"].map(lambda names: ", ".join(map(platform_name, names.split(";"))))
    rows: list[list[object]] = [list(row) for row in ideas.itertuples(index=False)]
    return [text.word(head) for head in heads.values()], rows


def _base(file: Any, lines: Sequence[Line], shown: Shown) -> None:
    """Keep beside the sheets what each post said when the file was made, and by which words each sheet shows it.

    Only what a human changed counts.
    """
    page = file.add_worksheet(BASE)
    page.very_hidden()
    for number, line in enumerate(lines):
        page.write_string(number, 0, line["post_id"])
        own = shown[line["post_id"]]
        said = {f"{column}={word}": line[column] for column, word in own.items()}
        page.write_string(number, 1, json.dumps({name: line[name] for name in KEYS}, ensure_ascii=False))
        page.write_string(number, 2, json.dumps(said, ensure_ascii=False))
