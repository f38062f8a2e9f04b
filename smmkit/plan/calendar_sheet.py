"""What comes back from `calendar.xlsx` or an approval page, laid over the client's calendar; no human cell is lost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from smmkit.errors import ConfigError
from smmkit.plan.approvals import APPROVED, CHANGED, approval_of, approved
from smmkit.schema import TABLES, platform_name
from smmkit.schema.records import PLATFORMS
from smmkit.schema.tables.calendar import POST_STATES
from smmkit.schema.tables.platforms import FORMATS
from smmkit.text import N_, Message, Text

HEADS: Mapping[str, str] = {
    "post_id": N_("Post"), "on": N_("Day"), "at": N_("Hour"), "network": N_("Network"), "format": N_("Format"),
    "axis": N_("Subject"), "title": N_("Title"), "copy": N_("Copy"), "asset": N_("Asset"), "owner": N_("Owner"),
    "state": N_("State"), "link": N_("Link"), "alt_text": N_("Alternative text"), "campaign": N_("Campaign"),
    "segment": N_("Segment"), "objective": N_("Objective"),
}  # fmt: skip
"""What the sheet calls each column; tags of links keep the names every tool knows."""
STATE_WORDS: Mapping[str, str] = {
    "idea": N_("an idea"), "draft": N_("a draft"), "internal_ok": N_("approved in the house"),
    "client_ok": N_("approved by the client"), "scheduled": N_("scheduled"), "published": N_("published"),
    "measured": N_("measured"), "rejected": N_("rejected"),
}  # fmt: skip
_WRITTEN = N_("{changed:number} changes written, {added:number} posts new in the calendar.")
_CLASH = N_("{post}, {column}: two people changed it. The calendar keeps “{kept}”; the file says “{refused}”.")
_OF_A_CLASH = ("column", "kept", "refused")
_EDITED = N_("{post}: changed since it was approved, so it needs a new yes.")
_LOWERED = N_("{post}: the client's yes is given by whoever approves, so this one counts as the team's.")
YES, INTERNAL, SPEAKS = "client_ok", "internal_ok", "approver"
"""The client's yes, the team's, and the role that speaks for the client."""
NAMED = ("owner", "axis", "objective", "segment", "campaign")
"""Columns whose ids and short names a sheet shows as people call them."""
_WORDED = ("state", "format", "network", *NAMED)
BASE = "smmkit_base"
KEYS = TABLES["calendar"].names
STATES = POST_STATES
Row = dict[str, str]


@dataclass(frozen=True)
class CellConflict:
    """A cell two people changed: what the calendar says stays, what the file says is listed."""

    post_id: str
    column: str
    kept: str
    refused: str


@dataclass(frozen=True)
class Merged:
    """The calendar after an import, and what happened.

    Parameters
    ----------
    rows
        The calendar as it stands now.
    changed, added
        Cells written, and posts that are new.
    conflicts
        Cells two people changed.
    fallen
        Posts edited since somebody approved them.
    lowered
        Posts whose client's yes another role wrote: it counts as the team's.

    """

    rows: tuple[Row, ...]
    changed: int
    added: int
    conflicts: tuple[CellConflict, ...]
    fallen: tuple[str, ...]
    lowered: tuple[str, ...] = ()

    def told(self) -> list[Message]:
        """Return what whoever imported has to know, in sentences."""
        counted = Message(_WRITTEN, {"changed": self.changed, "added": self.added})
        clashes = (Message(_CLASH, {"post": one.post_id, **{name: getattr(one, name) for name in _OF_A_CLASH}})
                   for one in self.conflicts)  # fmt: skip
        named = ((_EDITED, self.fallen), (_LOWERED, self.lowered))
        return [counted, *clashes, *(Message(said, {"post": name}) for said, names in named for name in names)]


def read_sheet(path: Path) -> tuple[list[Row], dict[str, Row]]:
    """Return the rows of every sheet of posts, and what each post said when the file was made.

    Raises
    ------
    ConfigError
        If it is no calendar this workbook wrote.

    """
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
        grids = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except (CalamineError, OSError, ValueError) as error:
        raise ConfigError(f"{path.name} cannot be opened ({error}). Save it again as XLSX.") from None
    kept = {str(line[0]): [_remembered(cell, path.name) for cell in line[1:3]] for line in grids.get(BASE, [])
            if len(line) > 1 and line[0]}  # fmt: skip
    shown = {name: cells[1] for name, cells in kept.items() if len(cells) > 1}
    shown = {"": _one_each(shown.values()), **shown}
    rows = [row for name, grid in grids.items() if name != BASE for row in _posts(grid, shown)]
    if not rows:
        raise ConfigError(f"{path.name} holds no sheet with a column post_id. Import the calendar.xlsx of a run.")
    return rows, {name: cells[0] for name, cells in kept.items()}


def _remembered(cell: object, file: str) -> Row:
    """Return what a post said when the sheet was made, which the hidden sheet keeps."""
    try:
        found = json.loads(str(cell) or "{}")
        return {str(name): str(value) for name, value in found.items()}
    except (ValueError, RecursionError, AttributeError):
        raise ConfigError(
            f"{file}: its hidden sheet is not as the run left it, so nobody can tell what was changed. Take a new "
            "calendar.xlsx and write the changes into that."
        ) from None


def _posts(grid: list[list[Any]], shown: Mapping[str, Row]) -> list[Row]:
    """Return the rows of a sheet with the calendar's own names for its columns and its fixed words."""
    heads = [_own_name(str(cell)) for cell in grid[0]] if grid else []
    if "post_id" not in heads or "state" not in heads:
        return []
    kept = [(place, head) for place, head in enumerate(heads) if head in KEYS]
    read = [{head: _cell(line[place], head) for place, head in kept} for line in grid[1:]]
    every = shown.get("", {})
    return [_own_words(row, {**every, **shown.get(row["post_id"], {})}) for row in read if row["post_id"]]


def _one_each(shown: Iterable[Row]) -> Row:
    """Return what cells are shown as in any row, where that is one thing in all: it may be typed into another row."""
    found: dict[str, set[str]] = {}
    for row in shown:
        for said, own in row.items():
            found.setdefault(said, set()).add(own)
    return {said: next(iter(own)) for said, own in found.items() if len(own) == 1}


def _own_name(head: str) -> str:
    """Return the calendar's name of a column, whatever language it is headed in."""
    return _said_as()["heads"].get(head.strip().casefold(), head.strip())


def _own_words(row: Row, shown: Row) -> Row:
    """Return a row whose state, format and network are the calendar's words; a cell nobody touched is what it was."""
    said = _said_as()
    return {
        column: shown[cell] if column in _WORDED and (cell := f"{column}={written}") in shown
        else said.get(column, {}).get(written.casefold(), written)
        for column, written in row.items()
    }  # fmt: skip


def shown_row(row: Mapping[str, Any], text: Text, named: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return what a sheet shows in place of the calendar's own words: state, format, network, and ids by their name.

    Parameters
    ----------
    row
        A post as the calendar has it.
    text
        Language of the sheet.
    named
        By column of `NAMED`, what people call each id or short name.

    """
    return {
        "state": text.word(STATE_WORDS.get(row["state"], row["state"])) if row["state"] else "",
        "format": text.word(row["format"]) if row["format"] else "",
        "network": platform_name(row["network"]) if row["network"] else "",
        **{column: named[column].get(row[column], row[column]) for column in NAMED},
    }


@lru_cache(maxsize=1)
def _said_as() -> dict[str, dict[str, str]]:
    """Return, for headings, states, formats and networks, each word of each language -> the calendar's own."""
    spoken = [Text(lang, country=country) for lang, country in (("en", "US"), ("es", "ES"), ("es", "MX"))]
    found: dict[str, dict[str, str]] = {"heads": {name.casefold(): name for name in KEYS}}
    for text in spoken:
        found["heads"] |= {text.word(said).casefold(): name for name, said in HEADS.items()}
        found.setdefault("state", {}).update({text.word(said).casefold(): name for name, said in STATE_WORDS.items()})
        found.setdefault("format", {}).update({text.word(name).casefold(): name for name in FORMATS})
    found["network"] = {platform_name(name).casefold(): name for name in PLATFORMS}
    return found


def _cell(value: Any, column: str) -> str:
    """Return a cell as the calendar writes it, whatever a spreadsheet made of days and hours."""
    if isinstance(value, (datetime, date)):
        return str(value)[:10]
    if column == "at" and hasattr(value, "strftime"):
        return str(value.strftime("%H:%M"))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def merged(calendar: Sequence[Row], sheet: Sequence[Row], base: Mapping[str, Row], *, role: str, on: date) -> Merged:
    """Return the calendar with what a human changed in a sheet.

    A cell counts as changed where it is not what it was when the file was made. Where the calendar changed too, and
    otherwise, the calendar's cell stays and the conflict is listed. A proposed post enters the calendar once a human
    changed anything of it. A state set to an approval is recorded with role, day and content.

    Parameters
    ----------
    calendar
        Rows of `calendar.csv` as text.
    sheet, base
        From `read_sheet`.
    role, on
        Who approves what is approved here, and the day.

    """
    rows = {row["post_id"]: dict(row) for row in calendar}
    before = {name: dict(row) for name, row in rows.items()}
    touched: dict[tuple[str, str], str] = {}
    conflicts: list[CellConflict] = []
    for row in sheet:
        name = row["post_id"]
        was = base.get(name, before.get(name, {}))
        for column, cell in row.items():
            if cell == was.get(column, "") or column == "post_id":
                continue
            now, taken = before.get(name, was).get(column, ""), touched.get((name, column))
            if (now not in (was.get(column, ""), cell)) or (taken is not None and taken != cell):
                conflicts.append(CellConflict(name, column, taken or now, cell))
                continue
            touched[(name, column)] = cell
            rows.setdefault(name, {**was, "post_id": name})[column] = cell
    asked = {name: cell for (name, column), cell in touched.items() if column == "state" and cell in (INTERNAL, YES)}
    lowered = tuple(name for name, cell in asked.items() if cell == YES and role != SPEAKS)
    for name, cell in asked.items():
        rows[name].update(approved(rows[name], INTERNAL if name in lowered else cell, role=role, on=on))
    fallen = _fall(rows, {name for name, _ in touched})
    return Merged(tuple(rows.values()), len(touched), len(rows) - len(before), tuple(conflicts), fallen, lowered)


def _fall(rows: dict[str, Row], names: set[str]) -> tuple[str, ...]:
    """Send back to draft what was edited after its approval; return which posts."""
    fallen = []
    for name in sorted(names):
        found = approval_of(rows[name])
        if found.note == CHANGED:
            rows[name]["state"] = found.state
            fallen.append(name)
    return tuple(fallen)


def as_rows(calendar: pd.DataFrame) -> list[Row]:
    """Return a calendar's rows as text, days as 2026-10-31."""
    text = calendar.astype(object).where(calendar.notna(), "")
    return [
        {str(name): str(value)[:10] if name == "on" else str(value) for name, value in row.items()}
        for row in text.to_dict("records")
    ]


__all__ = [
    "APPROVED",
    "BASE",
    "KEYS",
    "STATES",
    "CellConflict",
    "Merged",
    "as_rows",
    "merged",
    "read_sheet",
]
