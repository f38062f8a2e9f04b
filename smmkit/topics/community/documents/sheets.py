"""What notebook 08 hands to departments and the desk: complaints, tastes, questions, shift."""

from __future__ import annotations

import io
from datetime import datetime

import pandas as pd

from smmkit.report.document import Book, Written
from smmkit.text import N_, Text
from smmkit.topics.community import analysis as community
from smmkit.topics.community import tables
from smmkit.topics.community.documents.page import page, section, whose
from smmkit.topics.community.proposals.voices import register_of


def write_complaints(book: Book) -> Written:
    """Return the causes of complaints, and the complaints no person has answered."""
    inbox, mentions = book.table("inbox"), book.table("mentions")
    if inbox.empty and mentions.empty:
        return None
    complaints = inbox[inbox["kind"] == "complaint"]
    heard = community.complaining(mentions, book.client.name)
    causes = tables.cause_table(community.cause_table(complaints, heard), book.text)
    found = community.answers(inbox, book.table("team_hours"), book.client.timezone)
    late = tables.late_table(found, book.text, most=500, kind="complaint")
    return _workbook({book.text.word(N_("Causes")): causes, book.text.word(N_("Waiting")): late})


def write_tastes(book: Book) -> Written:
    """Return the register of tastes and questions; groups under ten are not in it."""
    found = tables.register_table(register_of(book), book.text)
    return _workbook({book.text.word(N_("Tastes and questions")): found}) if len(found) else None


def write_faq(book: Book) -> Written:
    """Return the questions people ask most, with room for the answer to be approved."""
    asked = community.questions_once(register_of(book))
    if not asked:
        return None
    text = book.text
    blank = text.word(N_("Answer to approve: ______________________________"))
    twice = {one.subject for one in asked if sum(other.subject == one.subject for other in asked) > 1}
    lines = [
        (_asked(one, text, twice), [*(text(N_("“{run}” ({n:number})"), run=run, n=n) for run, n in _put(one)), blank])
        for one in asked
    ]
    title = book.text.word(N_("Questions to answer in public"))
    return page(book, title, [section(title, lines, whose=whose(book))])


def _asked(one: community.Question, text: Text, twice: set[str]) -> str:
    """Return what a question is about; without a subject the usual wording stands for all, where there is one."""
    if one.subject:
        said = N_("About “{about}” ({phrase}): {n:number} messages") if one.subject in twice else _ABOUT
        return text(said, about=one.subject, phrase=one.phrase, n=one.n)
    if not _put(one) and one.wording:
        return text(N_("“{run}”: {n:number} messages"), run=one.wording[0][0], n=one.n)
    if len(put := community.most_put(one.wording, one.n)) == 1:
        return text(N_("“{run}” and the like: {n:number} messages"), run=put[0][0], n=one.n)
    return text(_ABOUT, about=one.phrase, n=one.n)


def _put(one: community.Question) -> tuple[tuple[str, int], ...]:
    """Return the wordings to list below a question; none where all put it alike and it stands in the heading."""
    return () if not one.subject and len(one.wording) == 1 and one.wording[0][1] == one.n else one.wording


_ABOUT = N_("About “{about}”: {n:number} messages")


def write_shift(book: Book) -> Written:
    """Return load against the hours of the team."""
    found = community.cover(book.table("inbox"), book.table("team_hours"))
    if found is None:
        return None
    return _workbook({book.text.word(N_("Shift")): tables.cover_table(found, book.text, book.client.weekdays)})


def _workbook(sheets: dict[str, pd.DataFrame]) -> bytes:
    import xlsxwriter

    raw = io.BytesIO()
    book = xlsxwriter.Workbook(raw, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2020, 1, 1)})
    head = book.add_format({"bold": True})
    for name, table in sheets.items():
        sheet = book.add_worksheet(name[:31])
        sheet.write_row(0, 0, [str(column) for column in table.columns], head)
        for number, row in enumerate(table.itertuples(index=False), start=1):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, str(cell))
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    book.close()
    return raw.getvalue()
