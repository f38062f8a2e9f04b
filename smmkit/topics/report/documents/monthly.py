"""The monthly report, and the one page superiors read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from smmkit.ledger import Item
from smmkit.measures.spend import spend_rows
from smmkit.report.charts import Bullet, bullet_svg
from smmkit.report.document import Book
from smmkit.report.letters import letter
from smmkit.text import Text
from smmkit.topics.report.documents.networks import NetworkTable
from smmkit.topics.report.proposals.goals import Goal
from smmkit.topics.report.proposals.money import month_money
from smmkit.topics.report.proposals.sections import SECTIONS, told
from smmkit.topics.report.proposals.story import Story, alarms_of, story
from smmkit.topics.report.proposals.summary import Summary, summary

TEMPLATES = Path(__file__).parents[1] / "templates"


@dataclass(frozen=True)
class Shown:
    """A section as the template shows it: heading, sentences before, tables, points."""

    anchor: str
    title: str
    lead: tuple[str, ...] = ()
    tables: tuple[NetworkTable, ...] = ()
    points: tuple[str, ...] = ()


def report_page(book: Book, tables: tuple[NetworkTable, ...]) -> str:
    """Return the client's monthly report.

    Parameters
    ----------
    book
        The month.
    tables
        From `network_tables`.

    """
    text, found = book.text, summary(book.ledger, book.plan)
    told_story = month_story(book, found)
    sections = [section for section in (_numbers(tables, text), *_told(book), _unknown(told_story, text)) if section]
    return letter(
        TEMPLATES / "report.html",
        book.client,
        text,
        month=str(book.period),
        story=told_story,
        bullets=bullets(told_story, text),
        sections=sections,
        menu=[("promised", text("What we promised")), *((each.anchor, each.title) for each in sections)],
        waiting=len(found.to_sign),
    )


def steering_page(book: Book) -> str:
    """Return the page for superiors: page 1 of the report and nothing else."""
    told_story = month_story(book, summary(book.ledger, book.plan))
    shown = bullets(told_story, book.text)
    return letter(
        TEMPLATES / "steering.html", book.client, book.text, month=str(book.period), story=told_story, bullets=shown
    )


def month_story(book: Book, found: Summary) -> Story:
    """Return what page 1 says of a month."""
    spend = spend_rows(book.table("ads"), book.table("costs"))
    first, last = pd.Timestamp(book.period.start), pd.Timestamp(book.period.end)
    money = month_money(spend, book.plan, first, last)
    return story(found, book.ledger, book.plan, money, budget=float(book.client.monthly_budget or 0.0))


def bullets(told_story: Story, text: Text) -> dict[str, Markup]:
    """Return the small figure of each objective, and of the money, by id."""
    figures = {goal.id: bullet_svg(_bullet(goal), _alt(goal, text)) for goal in told_story.goals}
    money = told_story.money
    if money.planned:
        alt = text("{spent:money0} spent of {planned:money0} approved", spent=money.spent, planned=money.planned)
        figures["money"] = bullet_svg(Bullet(money.spent, money.planned, mood=money.mood), alt)
    return {"money": Markup(""), **figures}


def _bullet(goal: Goal) -> Bullet:
    return Bullet(goal.value, goal.target, goal.low, goal.high, goal.mood)


def _alt(goal: Goal, text: Text) -> str:
    value, target = text.quantity(goal.value, goal.unit), text.quantity(goal.target, goal.unit)
    return text("{title}: {value}; target {target}", title=goal.title, value=value, target=target)


def _numbers(tables: tuple[NetworkTable, ...], text: Text) -> Shown | None:
    return Shown("numbers", text("The numbers, network by network"), tables=tables) if tables else None


def _told(book: Book) -> list[Shown]:
    text = book.text
    shown = []
    quiet = bool(alarms_of(book.ledger))
    for section in SECTIONS:
        if quiet and section.praises:
            continue
        items = told(section, book.ledger)
        lead = (text.word(section.empty),) if section.empty and not items else ()
        if items or lead:
            shown.append(Shown(section.key, text.word(section.title), lead=lead, points=_sentences(items, text)))
    return shown


def _sentences(items: Sequence[Item], text: Text) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text(item.title) for item in items))


def _unknown(told_story: Story, text: Text) -> Shown | None:
    if not told_story.missing:
        return None
    points = tuple(text(sentence) for sentence in told_story.missing)
    return Shown("unknown", text("What we cannot tell, and what we need from you"), points=points)
