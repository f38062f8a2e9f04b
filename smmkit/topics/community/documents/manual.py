"""The crisis manual: which card to take, fifteen cards, the seven steps, the close-out, the drill."""

from __future__ import annotations

import pandas as pd

from smmkit.plan.pause import pause
from smmkit.report.document import Book, Written, own_calendar
from smmkit.report.text_file import add_rows, add_styled, blank_text_file, packed, style_ids
from smmkit.text import N_, Message, Text
from smmkit.topics.community.documents.opening import opening
from smmkit.topics.community.documents.page import page, section, whose
from smmkit.topics.community.proposals.cards import Card, manual_cards, past_of

_STEPS = (
    N_("Listen: read all of it, and what this person was answered before."),
    N_("Understand: ask for what is missing, once, and say it back in your own words."),
    N_("Empathise: name what it meant for this person, before any explanation."),
    N_("Apologise: for what went wrong, without “if” and without “but”."),
    N_("Solve: say what will be done, by whom and by when; within your margin, do it at once."),
    N_("Thank: the complaint let us see what others keep to themselves."),
    N_("Archive: note the cause in the inbox and each step in complaints_log.csv."),
)
_CLOSE = (
    N_("Write down when it began, when we saw it, when we answered, when it was over."),
    N_("Tell those who complained what was done, one by one."),
    N_("Put back what was paused, one after the other, the adverts last."),
    N_("Within a week: what happened, what worked, what did not, what changes; the lead signs."),
)
_CLOSED = (
    N_("It began"), N_("We saw it"), N_("We answered"), N_("It was over"), N_("What happened"), N_("What worked"),
    N_("What did not"), N_("What changes, who sees to it, by when"), N_("Signed by, on"),
)  # fmt: skip
_DRILL = (
    N_("Choose a past or an invented burst and a card; tell nobody the hour."),
    N_("Start the clock when the first message is shown; note the minute of each step."),
    N_("Score one point for each step of the card that was done right, and divide by all steps."),
    N_("Write a row into drills.csv: day, situation, severity, minutes to the first answer, score."),
)
_DRILLED = (
    N_("Day, situation and severity"), N_("The lead was reached"), N_("The posts and ads were stopped"),
    N_("The first public words were signed"), N_("The first public words were out"),
    N_("The departments knew"), N_("The staff knew"), N_("What the card did not foresee"),
)  # fmt: skip


def deck(book: Book) -> tuple[Card, ...]:
    """Return the cards of a month, made once; with an alarm on, each carries what to pause."""
    return book.facts.once("crisis cards", lambda: _cards(book))


def _cards(book: Book) -> tuple[Card, ...]:
    history = book.alarm
    stop: tuple[Message, ...] = ()
    if history.on is not None:
        stop = pause(own_calendar(book), book.plan, pd.Timestamp(str(history.as_of))).said
    past = past_of(history, book.table("mentions"), book.client, book.period.end)
    return manual_cards(book.client, book.plan.crisis, past=past, stop=stop)


def blocks(card: Card, book: Book) -> list[tuple[str, list[str]]]:
    """Return a card as headings and lines, for every format alike."""
    text, word = book.text, book.text.word
    return [
        (word(N_("Who")), _who(card, book)),
        (word(N_("How it is known")), [*map(text, card.when), *map(word, card.situation.signs)]),
        (word(N_("First fifteen minutes")), [word(line) for line in card.quarter]),
        (word(N_("First hour")), [word(line) for line in card.hour]),
        (word(N_("Say first")), said_first(card, book)),
        (word(N_("Posture")), [f"{_capital(word(card.posture_word))}. {word(card.reason_word)}"]),
        (word(N_("Where")), [word(card.situation.channels)]),
        (word(N_("Call")), [word(card.situation.law)]),
        (word(N_("Stop")), _stop(card, text)),
        (word(N_("Never")), [word(line) for line in card.situation.never]),
    ]


def _who(card: Card, book: Book) -> list[str]:
    text, word, named = book.text, book.text.word, book.client.roles.names
    deputies = " → ".join(named.get(role, role) for role in card.deputies)
    known = book.plan.crisis.contacts.get(card.leads)
    said = [
        (N_("Leads"), named.get(card.leads, card.leads) + (f" ({known})" if known else "")),
        (N_("If nobody answers there"), deputies),
        (N_("Answers"), named.get(card.executes, card.executes)),
        (N_("Signs"), named.get(card.signs_off, card.signs_off)),
        (N_("May decide alone"), text(card.margin)),
    ]
    return [f"{word(name)}: {value}" for name, value in said if value]


def said_first(card: Card, book: Book) -> list[str]:
    """Return the first public words in the language of the client's public, and what they mean to another reader."""
    client, text = book.client, book.text
    public = Text(client.language, country=client.country, currency=client.currency)
    said = [card.holding(public, client.brand.avoid)]
    if text.lang != client.language:
        said.append(text(N_("It means: {words}"), words=card.holding(text, client.brand.avoid)))
    return said


def _stop(card: Card, text: Text) -> list[str]:
    if card.severity.level == 1:
        return [text(N_("Only the post it is about, if it makes things worse; everything else goes on."))]
    named = [text(one) for one in card.stop]
    return named or [
        text(N_("Posts and ads of the next three days; once the alarm is on, they are listed here by name."))
    ]


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def title_of(card: Card, book: Book) -> str:
    """Return the heading of a card."""
    values = {"situation": card.situation.name, "level": card.severity.level, "name": card.severity.name}
    return book.text(N_("{situation:word} · severity {level} of 3: {name:word}"), **values)


Sheet = tuple[str, list[tuple[str, list[str]]], tuple[list[str], list[str]] | None]


def sheets(book: Book) -> list[Sheet]:
    """Return the pages after the cards: the seven steps of a complaint, the close-out and the drill sheet."""
    word = book.text.word
    closed = ([word(N_("What")), word(N_("To fill in"))], [word(line) for line in _CLOSED])
    drilled = ([word(N_("Step")), word(N_("Minute")), word(N_("Done right?"))], [word(line) for line in _DRILLED])
    return [
        (word(N_("A complaint in seven steps")), [("", [word(step) for step in _STEPS])], None),
        (word(N_("Close-out")), [("", [word(line) for line in _CLOSE])], closed),
        (word(N_("Drill sheet")), [("", [word(line) for line in _DRILL])], drilled),
    ]


def write_manual(book: Book) -> Written:
    """Return the manual as a page that needs no network, one card a printed page."""
    cards = deck(book)
    pages = [section(*opening(book, cards), whose=whose(book))]
    pages += [_card(card, book) for card in cards]
    pages += [section(title, lines, whose=whose(book), form=form) for title, lines, form in sheets(book)]
    return page(book, book.text.word(N_("Crisis manual")), pages)


def _card(card: Card, book: Book) -> str:
    loud = book.text.word(N_("Say first"))
    return section(title_of(card, book), blocks(card, book), whose=whose(book), loud=loud)


def write_manual_docx(book: Book) -> Written:
    """Return the manual as a text document; None where python-docx is not installed."""
    document = blank_text_file(book.text.word(N_("Crisis manual")), points=9.5)
    if document is None:
        return None
    from docx.enum.text import WD_BREAK

    cards = deck(book)
    pages: list[Sheet] = [(*opening(book, cards), None)]
    pages += [(title_of(card, book), blocks(card, book), None) for card in cards]
    pages += sheets(book)
    styles = style_ids(document)
    for number, (title, content, form) in enumerate(pages):
        if number:
            document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
        add_styled(document, title, styles["Heading 1"])
        for heading, lines in content:
            if heading:
                add_styled(document, heading, styles["Heading 3"])
            for line in lines:
                add_styled(document, str(line), styles["List Bullet" if heading else "List Number"])
        if form:
            heads, rows = form
            add_rows(document, heads, [(row,) for row in rows])
            document.add_paragraph()
    return packed(document)


def write_first_hours(book: Book) -> Written:
    """Return one page per situation: its three cards."""
    found: dict[str, list[Card]] = {}
    for card in deck(book):
        found.setdefault(card.situation.id, []).append(card)
    return {
        f"first_hour_{name}.html": page(
            book, book.text.word(cards[0].situation.name), [_card(card, book) for card in cards]
        )
        for name, cards in found.items()
    }
