"""What leaves the house after notebook 08: crisis manual, complaints, tastes, questions, shift, first hour."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from html import escape

import pandas as pd

from smmkit.plan.calendar import load_calendar
from smmkit.plan.pause import pause
from smmkit.report.document import Book, Document, Written
from smmkit.report.page import guarded
from smmkit.report.text_file import blank_text_file, packed
from smmkit.text import N_, Message
from smmkit.topics.community import analysis as community
from smmkit.topics.community import tables
from smmkit.topics.community.proposals.cards import Card, manual_cards
from smmkit.topics.community.proposals.voices import STEPS, subjects_of

_CSS = """
@page { size: A4; margin: 12mm }
body { font: 10pt/1.3 system-ui, "Segoe UI", Arial, sans-serif; color: #202124; margin: 0 auto; max-width: 190mm;
  padding: 4mm }
section { break-after: page; padding-bottom: 6mm }
h1 { font-size: 17pt; margin: 0 0 2mm; border-top: 3mm solid var(--brand); padding-top: 3mm }
h2 { font-size: 11pt; margin: 3mm 0 1mm } ul, ol { margin: 0; padding-left: 6mm } p { margin: 0 0 1mm }
.say { border: 1px solid #5f6368; padding: 3mm; font-size: 12pt } .who { font-weight: 600 }
@media print { body { padding: 0 } }
"""
_CLOSE = (
    N_("Write down when it began, when we saw it, when we answered, when it was over."),
    N_("Tell those who complained what was done, one by one."),
    N_("Put back what was paused, one after the other, the adverts last."),
    N_("Within a week: what happened, what worked, what did not, what changes; the lead signs."),
)
_DRILL = (
    N_("Choose a past or an invented burst and a card; tell nobody the hour."),
    N_("Start the clock when the first message is shown; note the minute of each step."),
    N_("Score one point for each step of the card that was done right, and divide by all steps."),
    N_("Write a row into drills.csv: day, situation, severity, minutes to the first answer, score."),
)


def deck(book: Book) -> tuple[Card, ...]:
    """Return the cards of a month; with an alarm on, each carries what to pause."""
    history = book.alarm
    stop: tuple[Message, ...] = ()
    if history.on is not None:
        stop = pause(load_calendar(book.client.folder), book.plan, pd.Timestamp(str(history.as_of))).said
    return manual_cards(book.client, book.plan.crisis, history=bool(history.alarms), stop=stop)


def blocks(card: Card, book: Book) -> list[tuple[str, list[str]]]:
    """Return a card as headings and lines, for every format alike."""
    text, names = book.text, book.client.roles.names
    word = text.word
    who = [
        f"{word(N_('Leads'))}: {names.get(card.leads, card.leads)}",
        f"{word(N_('Answers'))}: {names.get(card.executes, card.executes)}",
        f"{word(N_('Signs'))}: {names.get(card.signs_off, card.signs_off)}",
        f"{word(N_('May decide alone'))}: {text(card.margin)}",
    ]
    stop = [text(one) for one in card.stop]
    stop = stop or [word(N_("Posts and ads of the next three days; the alarm lists them by name once it is on."))]
    say = card.holding(text, book.client.brand.avoid)
    return [
        (word(N_("Who")), who),
        (word(N_("How it is known")), [word(card.severity.when), *map(word, card.situation.signs)]),
        (word(N_("First fifteen minutes")), [word(line) for line in card.severity.quarter]),
        (word(N_("First hour")), [word(line) for line in card.severity.hour]),
        (word(N_("Say first")), [say]),
        (word(N_("Posture")), [word(card.posture_word)]),
        (word(N_("Where")), [word(card.situation.channels)]),
        (word(N_("Call")), [word(card.situation.law)]),
        (word(N_("Stop")), stop),
        (word(N_("Never")), [word(line) for line in card.situation.never]),
    ]


def title_of(card: Card, book: Book) -> str:
    """Return the heading of a card."""
    word = book.text.word
    return f"{word(card.situation.name)} · {card.severity.level} ({word(card.severity.name)})"


def sheets(book: Book) -> list[tuple[str, list[str]]]:
    """Return the pages after the cards: the seven steps of a complaint, the close-out and the drill."""
    word = book.text.word
    return [
        (word(N_("A complaint in seven steps")), [word(step) for step in STEPS.values()]),
        (word(N_("Close-out")), [word(line) for line in _CLOSE]),
        (word(N_("Drill sheet")), [word(line) for line in _DRILL]),
    ]


def write_manual(book: Book) -> Written:
    """Return the manual as a page that needs no network, one card a printed page."""
    pages = [_section(title_of(card, book), blocks(card, book)) for card in deck(book)]
    pages += [_section(title, [("", lines)], ordered=True) for title, lines in sheets(book)]
    return _page(book, book.text.word(N_("Crisis manual")), pages)


def write_manual_docx(book: Book) -> Written:
    """Return the manual as a text document; None where python-docx is not installed."""
    document = blank_text_file(book.text.word(N_("Crisis manual")), points=9.5)
    if document is None:
        return None
    from docx.enum.text import WD_BREAK

    pages = [(title_of(card, book), blocks(card, book)) for card in deck(book)]
    pages += [(title, [("", lines)]) for title, lines in sheets(book)]
    for number, (title, content) in enumerate(pages):
        if number:
            document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
        document.add_heading(title, level=1)
        for heading, lines in content:
            if heading:
                document.add_heading(heading, level=3)
            for line in lines:
                document.add_paragraph(str(line), style="List Bullet")
    return packed(document)


def write_first_hours(book: Book) -> Written:
    """Return one page per situation: its three cards."""
    found: dict[str, list[Card]] = {}
    for card in deck(book):
        found.setdefault(card.situation.id, []).append(card)
    return {
        f"first_hour_{name}.html": _page(
            book,
            book.text.word(cards[0].situation.name),
            [_section(title_of(card, book), blocks(card, book)) for card in cards],
        )
        for name, cards in found.items()
    }


def write_complaints(book: Book) -> Written:
    """Return the causes of complaints, and the complaints no person has answered."""
    inbox, mentions = book.table("inbox"), book.table("mentions")
    if inbox.empty and mentions.empty:
        return None
    complaints = inbox[inbox["kind"] == "complaint"]
    heard = mentions[mentions["is_complaint"].fillna(False).astype(bool) & (mentions["brand"] == book.client.name)]
    causes = tables.cause_table(community.cause_table(complaints, heard), book.text)
    found = community.answers(complaints, book.table("team_hours"), book.client.timezone)
    late = tables.late_table(found, book.text, most=500)
    return _workbook({book.text.word(N_("Causes")): causes, book.text.word(N_("Waiting")): late})


def register_of(book: Book) -> pd.DataFrame:
    """Return the register of tastes and questions."""
    messages = community.tagged_messages(book.table("inbox"), book.table("mentions"), book.client.name)
    return community.register(messages, subjects_of(book.client), lang=book.client.language, brand=book.client.name)


def write_tastes(book: Book) -> Written:
    """Return the register of tastes and questions; groups under ten are not in it."""
    found = tables.register_table(register_of(book), book.text)
    return _workbook({book.text.word(N_("Tastes and questions")): found}) if len(found) else None


def write_faq(book: Book) -> Written:
    """Return the questions people ask most, with room for the answer to be approved."""
    asked = register_of(book)
    asked = asked[asked["kind"] == "ask"]
    if asked.empty:
        return None
    blank = book.text.word(N_("Answer to approve: ______________________________"))
    lines = [
        (f"{row['attribute']} ({row['n']})", [blank])
        for row in asked.sort_values("n", ascending=False).to_dict("records")
    ]
    return _page(book, book.text.word(N_("Questions to answer in public")),
                 [_section(book.text.word(N_("Questions to answer in public")), lines)])  # fmt: skip


def write_shift(book: Book) -> Written:
    """Return load against the hours of the team."""
    found = community.cover(book.table("inbox"), book.table("team_hours"))
    if found is None:
        return None
    return _workbook({book.text.word(N_("Shift")): tables.cover_table(found, book.text)})


def _section(title: str, content: Iterable[tuple[str, list[str]]], *, ordered: bool = False) -> str:
    kind = "ol" if ordered else "ul"
    parts = [f"<h1>{escape(title)}</h1>"]
    for heading, lines in content:
        items = "".join(f"<li>{escape(str(line))}</li>" for line in lines if pd.notna(line))
        parts.append((f"<h2>{escape(heading)}</h2>" if heading else "") + f"<{kind}>{items}</{kind}>")
    return f"<section>{''.join(parts)}</section>"


def _page(book: Book, title: str, sections: list[str]) -> str:
    colour = escape(book.client.brand.colour)
    return guarded(
        f'<!doctype html><html lang="{book.text.lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} · {escape(book.client.name)}</title><style>:root{{--brand:{colour}}}{_CSS}</style>"
        f"</head><body><main>{''.join(sections)}</main></body></html>"
    )


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


DOCUMENTS: tuple[Document, ...] = (
    Document("08", "crisis_manual.html", write_manual),
    Document("08", "crisis_manual.docx", write_manual_docx),
    Document("08", "complaints.xlsx", write_complaints),
    Document("08", "tastes.xlsx", write_tastes),
    Document("08", "faq.html", write_faq),
    Document("08", "shift.xlsx", write_shift),
    Document("08", "first_hour_*.html", write_first_hours),
)
