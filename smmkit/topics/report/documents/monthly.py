"""The monthly report, and the one page superiors read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from smmkit.measures.spend import spend_rows
from smmkit.present.facts import fact_key
from smmkit.report.charts import Bullet, bullet_svg
from smmkit.report.document import Book
from smmkit.report.letters import letter
from smmkit.text import Text
from smmkit.topics.report.documents.ahead import ahead_of, crisis_of
from smmkit.topics.report.documents.examples import Example, examples
from smmkit.topics.report.documents.networks import NetworkTable
from smmkit.topics.report.proposals.goals import ReportedGoal
from smmkit.topics.report.proposals.money import month_money
from smmkit.topics.report.proposals.points import Point, points_of
from smmkit.topics.report.proposals.sections import SECTIONS, told
from smmkit.topics.report.proposals.story import Story, alarms_of, story
from smmkit.topics.report.proposals.summary import Summary, summary

_MONEY = {"spent": "booked", "planned": "planned"}
TEMPLATES = Path(__file__).parents[1] / "templates"


@dataclass(frozen=True)
class Shown:
    """A section as the template shows it: heading, sentences before, tables, points, examples."""

    anchor: str
    title: str
    lead: tuple[str, ...] = ()
    tables: tuple[NetworkTable, ...] = ()
    points: tuple[Point, ...] = ()
    examples: tuple[Example, ...] = ()
    link: tuple[str, str] | None = None


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
    ahead = ahead_of(book)
    told_story = month_story(book, found, ahead)
    made = {each.anchor: each for each in (
        _numbers(tables, text), *_told(book, ahead), _unknown(told_story, text), _sign(len(found.to_sign), text)
    ) if each}  # fmt: skip
    sections = [made[name] for name in book.client.report.sections if name in made]
    return letter(
        TEMPLATES / "report.html",
        book.client,
        text,
        month=str(book.period),
        story=told_story,
        bullets=bullets(told_story, text),
        keys=money_keys(book),
        sections=sections,
        menu=[("promised", text("What we promised")), *((each.anchor, each.title) for each in sections)],
        waiting=len(found.to_sign),
    )


def steering_page(book: Book) -> str:
    """Return the page for superiors: page 1 of the report and nothing else."""
    told_story = month_story(book, summary(book.ledger, book.plan), ahead_of(book))
    shown = bullets(told_story, book.text)
    return letter(
        TEMPLATES / "steering.html",
        book.client,
        book.text,
        month=str(book.period),
        story=told_story,
        bullets=shown,
        keys=money_keys(book),
    )


def money_keys(book: Book) -> dict[str, str]:
    """Return what the month's money declares: metric, scope and month."""
    return {name: fact_key(metric, "", str(book.period)) for name, metric in _MONEY.items()}


def month_story(book: Book, found: Summary, ahead: Sequence[Point] = ()) -> Story:
    """Return what page 1 says of a month."""
    spend = spend_rows(book.table("ads"), book.table("costs"))
    first, last = pd.Timestamp(book.period.start), pd.Timestamp(book.period.end)
    money = month_money(spend, book.plan, first, last)
    budget = float(book.client.monthly_budget or 0.0)
    return story(found, book.ledger, book.plan, money, budget=budget, crisis=crisis_of(book), ahead=ahead)


def bullets(told_story: Story, text: Text) -> dict[str, Markup]:
    """Return the small figure of each objective, and of the money, by id."""
    figures = {goal.id: bullet_svg(_bullet(goal), _alt(goal, text)) for goal in told_story.goals}
    money = told_story.money
    if money.planned:
        alt = text("{spent:money0} spent of {planned:money0} approved", spent=money.spent, planned=money.planned)
        figures["money"] = bullet_svg(Bullet(money.spent, money.planned, mood=money.mood), alt)
    return {"money": Markup(""), **figures}


def _bullet(goal: ReportedGoal) -> Bullet:
    return Bullet(goal.value, goal.target, goal.low, goal.high, goal.mood)


def _alt(goal: ReportedGoal, text: Text) -> str:
    value, target = text.quantity(goal.value, goal.unit), text.quantity(goal.target, goal.unit)
    return text("{title}: {value}; target {target}", title=goal.title, value=value, target=target)


def _numbers(tables: tuple[NetworkTable, ...], text: Text) -> Shown | None:
    return Shown("numbers", text("The numbers, network by network"), tables=tables) if tables else None


def _told(book: Book, ahead: tuple[Point, ...]) -> list[Shown]:
    text = book.text
    shown = []
    quiet = bool(alarms_of(book.ledger))
    for section in SECTIONS:
        if quiet and section.praises:
            continue
        items = told(section, book.ledger)
        lead = (text.word(section.empty),) if section.empty and not items else ()
        points = points_of(items) + (ahead if section.key == "plan" else ())
        seen = examples(book, items) if section.praises else ()
        if points or lead:
            shown.append(Shown(section.key, text.word(section.title), lead=lead, points=points, examples=seen))
    return shown


def _unknown(told_story: Story, text: Text) -> Shown | None:
    if not told_story.missing:
        return None
    points = tuple(Point(sentence) for sentence in told_story.missing)
    return Shown("missing", text("What we cannot tell, and what we need from you"), points=points)


def _sign(waiting: int, text: Text) -> Shown | None:
    """Return the section that leads to the sheet; none where nothing waits."""
    if not waiting:
        return None
    said = text("Proposals that wait for a signature: {count:number}.", count=waiting)
    return Shown("signoff", text("Your signature"), lead=(said,), link=("signoff.html", text("Open the sheet to sign")))
