"""One page per client: its months, newest first, and what each of them left for whom."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from html import unescape
from pathlib import Path

from smmkit.client import Client
from smmkit.files import write_whole
from smmkit.period import days_of_week
from smmkit.report.letters import TEMPLATES, letter
from smmkit.text import N_, Text

# File names with what a reader calls them, grouped by who reads them, in the order of the page.
READERS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        N_("For the client"),
        (
            ("report.html", N_("Monthly report")),
            ("report.pdf", N_("Monthly report, to print")),
            ("signoff.html", N_("Sheet to sign")),
            ("signoff.pdf", N_("Sheet to sign, to print")),
            ("strategy.html", N_("Social media plan")),
            ("strategy.pdf", N_("Social media plan, to print")),
            ("strategy.docx", N_("Social media plan, to edit")),
            ("personas.html", N_("The people we speak to")),
            ("report.xlsx", N_("The numbers as a spreadsheet")),
            ("approval_*.html", N_("Posts to approve")),
            ("brief_*.html", N_("Campaign briefing")),
        ),
    ),
    (
        N_("For the management and the departments"),
        (
            ("steering.html", N_("The month on one page")),
            ("steering.pdf", N_("The month on one page, to print")),
            ("bulletin_*.html", N_("Bulletin")),
        ),
    ),
    (
        N_("For the team"),
        (
            ("week_*.html", N_("The week")),
            ("week_*.pdf", N_("The week, to print")),
            ("cm_brief.html", N_("Brief for the community manager")),
            ("plan_diff.html", N_("What changes in the plan")),
            ("kpi_board.xlsx", N_("The weekly board")),
            ("calendar.xlsx", N_("Content calendar")),
            ("calendar.ics", N_("Content calendar, for the diary")),
            ("design_*.html", N_("Sheet for design")),
            ("channels.xlsx", N_("Channels and tools")),
            ("creator_brief_*.html", N_("Briefing for a creator")),
        ),
    ),
    (
        N_("For whoever answers"),
        (
            ("crisis_manual.html", N_("Crisis manual")),
            ("crisis_manual.docx", N_("Crisis manual, to edit")),
            ("first_hour_*.html", N_("The first hour")),
            ("faq.html", N_("Answers to frequent questions")),
            ("complaints.xlsx", N_("Complaints")),
            ("tastes.xlsx", N_("What people like and ask")),
            ("shift.xlsx", N_("Shifts")),
        ),
    ),
    (
        N_("For the analyst"),
        (
            ("learning_log.csv", N_("What was learnt, month by month: to be read first")),
            ("workbook.html", N_("The whole workbook, with its evidence")),
        ),
    ),
)
HEAD = 4000  # characters of a page that hold its title
TITLED = frozenset({"brief_*.html", "bulletin_*.html", "first_hour_*.html"})
"""Families whose pages say in their title what their file name only abbreviates."""


def write_months(folder: Path, client: Client, lang: str) -> Path:
    """Write a client's page of months, `workbooks/<client>/index.html`.

    Parameters
    ----------
    folder
        The client's folder below the workbooks.
    client
        Whose months.
    lang
        Language of the page.

    Returns
    -------
    Path
        The page.

    """
    text = Text(lang, country=client.country, currency=client.currency)
    months = sorted(folder.glob("[0-9][0-9][0-9][0-9]-[0-9][0-9]"), reverse=True)
    shown = [
        (text.month(month.name), _groups(month, client.name, text)) for month in months if (month / "ledger").is_dir()
    ]
    write_whole(folder / "index.html", letter(TEMPLATES / "months.html", client, text, months=shown))
    return folder / "index.html"


def _groups(month: Path, client: str, text: Text) -> list[tuple[str, list[tuple[str, str]]]]:
    files = sorted(path.name for path in month.iterdir() if path.is_file())
    found = []
    for readers, names in READERS:
        links = [(f"{month.name}/{file}", _name(month / file, pattern, word, client, text)) for pattern, word in names
                 for file in files if fnmatchcase(file, pattern)]  # fmt: skip
        if links:
            found.append((text.word(readers), links))
    return found


def _name(page: Path, pattern: str, word: str, client: str, text: Text) -> str:
    """Return a document's name; one of a family adds what its title or its file name says."""
    if "*" not in pattern:
        return text.word(word)
    start, end = pattern.split("*")
    own = page.name[len(start) : len(page.name) - len(end)]
    week = days_of_week(own)
    if week is not None:
        return f"{text.word(word)}: {text.interval(*week, 'date')}"
    titled = _titled(page, client, text.month(page.parent.name)) if pattern in TITLED else ""
    return f"{text.word(word)}: {titled or own.replace('_', ' ')}"


def _titled(page: Path, client: str, month: str) -> str:
    """Return what a page's title says it is about, without whose page it is, of which month and of what kind."""
    found = re.search(r"<title>([^<]*)", page.read_text(encoding="utf-8")[:HEAD])
    parts = [part for part in unescape(found[1] if found else "").split(" · ") if part not in {client, month}]
    return parts[0].rpartition(": ")[2] if parts else ""
