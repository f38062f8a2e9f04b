"""The monthly report, and the one page superiors read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from markupsafe import Markup

from smmkit.ledger import Item
from smmkit.ledger.portraits import portrait_of
from smmkit.measures.breaks import kpi_breaks
from smmkit.measures.kpis import Window, kpi_value, mixes_formats
from smmkit.measures.names import metric_name
from smmkit.measures.scopes import Scope
from smmkit.measures.visits import is_social
from smmkit.metrics import METRICS
from smmkit.plan.review import without_settled
from smmkit.present.facts import fact_key
from smmkit.report.charts import Bullet, bullet_svg
from smmkit.report.document import Book
from smmkit.report.letters import letter
from smmkit.schema import platform_name
from smmkit.text import N_, Message, Text
from smmkit.topics.report.documents.ahead import ahead_of, bursts_of, crisis_of
from smmkit.topics.report.documents.examples import Example, examples
from smmkit.topics.report.documents.money_lines import AmountTable, money_of, money_table
from smmkit.topics.report.documents.networks import (
    NetworkTable,
    far_from_usual,
    holds_stories,
    network_tables,
    stillness,
)
from smmkit.topics.report.documents.voices import Line, voice_lines
from smmkit.topics.report.proposals.goals import ReportedGoal
from smmkit.topics.report.proposals.points import Point, points_of
from smmkit.topics.report.proposals.sections import SECTIONS, ReportSection, told
from smmkit.topics.report.proposals.story import MOST, Story, alarms_of, burst_alerts, story
from smmkit.topics.report.proposals.summary import Summary, summary
from smmkit.topics.report.proposals.talk import to_talk_about

_SOCIAL = N_("through social media ({channels})")
_MONEY = {"spent": "booked", "planned": "planned"}
# Months before: the last one, and the same one a year ago.
_BEFORE = (1, 12)
# The menu has one line; each section's heading says it in full.
_MENU = {
    "numbers": N_("Numbers"), "worked": N_("What worked"), "money": N_("Money"), "people": N_("People"),
    "rivals": N_("Rivals"), "plan": N_("The plan"), "missing": N_("What is missing"), "signoff": N_("Your signature"),
}  # fmt: skip
_CARDS = ("personas.html", N_("The people we speak to"))
_ONCE_SIGNED = N_("What ends or changes is on the sheet to sign; until it is signed the old plan holds.")
NO_PLAN = N_("There is no approved plan yet.")
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
    lines: tuple[Line, ...] = ()
    amounts: AmountTable | None = None


def report_page(book: Book, tables: tuple[NetworkTable, ...]) -> str:
    """Return the client's monthly report.

    Parameters
    ----------
    book
        The month.
    tables
        From `network_tables`.

    """
    text, waiting = book.text, waiting_of(book).to_sign
    told_story = page_one(book)
    talk = to_talk_about(told_story, waiting, book.ledger, text)
    ahead = (*told_story.undecided, *ahead_of(book))
    made = {each.anchor: each for each in (
        _numbers(tables, text), *_told(book, ahead), _unknown(told_story, text), _sign(len(waiting), len(talk), text)
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
        before=months_before(told_story, book),
        measures=measures(told_story, book),
        sections=sections,
        menu=[
            ("promised", text("Objectives") if told_story.goals else text("This month")),
            *((each.anchor, text.word(_MENU[each.anchor])) for each in sections),
        ],
        waiting=len(waiting),
    )


def steering_page(book: Book) -> str:
    """Return the page for superiors: page 1 of the report and nothing else."""
    told_story = page_one(book)
    shown = bullets(told_story, book.text)
    return letter(
        TEMPLATES / "steering.html",
        book.client,
        book.text,
        month=str(book.period),
        story=told_story,
        bullets=shown,
        keys=money_keys(book),
        before=months_before(told_story, book),
        measures=measures(told_story, book),
    )


def money_keys(book: Book) -> dict[str, str]:
    """Return what the month's money declares: metric, scope and month."""
    return {name: fact_key(metric, "", str(book.period)) for name, metric in _MONEY.items()}


def waiting_of(book: Book) -> Summary:
    """Return what of a month waits, found once for all its documents."""
    return book.facts.once("what waits", lambda: summary(book.ledger, book.plan))


def page_one(book: Book) -> Story:
    """Return what page 1 says of a month, told once for all its documents."""
    return book.facts.once("page 1", lambda: month_story(book, waiting_of(book), ahead_of(book)))


def month_story(book: Book, found: Summary, ahead: Sequence[Point] = ()) -> Story:
    """Return what page 1 says of a month."""
    money = money_of(book, book.period)
    budget = float(book.client.monthly_budget or 0.0)
    crisis, promised = crisis_of(book), book.promised
    wanted = book.client.goals
    said = story(
        found,
        book.ledger,
        book.plan,
        money,
        wanted=wanted,
        promised=promised,
        budget=budget,
        crisis=crisis,
        ahead=ahead,
    )
    if not alarms_of(book.ledger):  # an alarm tells what people say; a burst says only that they do
        said = replace(said, alerts=(*burst_alerts(bursts_of(book)), *said.alerts))
    if not said.quiet or alarms_of(book.ledger):
        return said
    tables = network_tables(book)  # no month is called quiet beside a table that says otherwise
    happened = (*said.happened, *far_from_usual(tables))[:MOST]
    return replace(said, happened=happened, still=Message(stillness(tables)))


@dataclass(frozen=True)
class Before:
    """An objective's number in an earlier month: which month, as shown, and what it declares."""

    when: str
    shown: str
    fact: str


def months_before(told_story: Story, book: Book) -> dict[str, tuple[Before, ...]]:
    """Return each objective's number a month and a year before, by its id, where the exports tell it comparably."""
    return book.facts.once("months before", lambda: {
        goal.id: tuple(_earlier(goal, month, book) for month in _comparable(goal, book)) for goal in told_story.goals
    })  # fmt: skip


def measures(told_story: Story, book: Book) -> dict[str, str]:
    """Return what each objective counts, by its id: the measure, where, and whether stories count in it."""
    return {
        goal.id: measure_named(goal.metric, goal.scope, book) for goal in told_story.goals if goal.metric in METRICS
    }


def measure_named(metric: str, scope: Scope, book: Book) -> str:
    """Return what is counted: the measure, where, and whether stories count in it."""
    text = book.text
    parts = [text.word(metric_name(metric)), *map(platform_name, scope.networks)]
    if scope.channels:
        named = ", ".join(scope.channels)
        parts.append(text(_SOCIAL, channels=named) if all(map(is_social, scope.channels)) else named)
    if mixes_formats(metric, scope) and holds_stories(book.facts, scope):
        parts.append(text("stories included"))
    return ", ".join(parts)


def _comparable(goal: ReportedGoal, book: Book) -> list[Window]:
    """Return the months before in which an objective's number is known whole and holds what today's does."""
    if not goal.fact or goal.metric not in METRICS:
        return []
    months = [Window.month(book.period.shift(-back)) for back in _BEFORE]
    since = Window(months[-1].start, book.period.end)
    changed = max((one.day for one in kpi_breaks(goal.metric, book.facts, goal.scope, since)), default=since.start)
    found = ((month, kpi_value(goal.metric, book.facts, goal.scope, month)) for month in months)
    whole = [month for month, one in found
             if one.value is not None and (one.complete or not METRICS[goal.metric].additive)]  # fmt: skip
    return [month for month in whole if month.start >= changed]


def _earlier(goal: ReportedGoal, month: Window, book: Book) -> Before:
    found = kpi_value(goal.metric, book.facts, goal.scope, month)
    name = book.text.short_month(month.key)
    return Before(name, book.text.quantity(found.value, goal.unit), fact_key(goal.metric, goal.scope.key, month))


def bullets(told_story: Story, text: Text) -> dict[str, Markup]:
    """Return the small figure of each objective, and of the money, by id."""
    figures = {goal.id: bullet_svg(_bullet(goal), _alt(goal, text)) for goal in told_story.goals}
    money = told_story.money
    if money.planned and money.told:
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
        items = told(section, without_settled(book.ledger, book.plan))
        lead = tuple(map(text.word, _lead(section, items, book)))
        points = points_of(items) + (ahead if section.key == "plan" else ())
        seen = examples(book, items) if section.praises else ()
        amounts = money_table(book) if section.key == "money" else None
        if points or lead or amounts:
            link = _CARDS if section.key == "people" and any(map(portrait_of, book.ledger.values())) else None
            shown.append(
                Shown(
                    section.key, text.word(section.title), lead=lead, points=points, examples=seen,
                    link=(link[0], text.word(link[1])) if link else None,
                    lines=voice_lines(book) if section.key == "rivals" else (), amounts=amounts,
                )
            )  # fmt: skip
    return shown


def _lead(section: ReportSection, items: Sequence[Item], book: Book) -> tuple[str, ...]:
    """Return what stands above a section's facts, or instead of them (catalogue keys)."""
    approved = any(one.status == "approved" for one in book.plan)
    if not items:
        empty = section.empty if section.key != "plan" or approved else NO_PLAN
        return (empty,) if empty else ()
    asked = section.key == "plan" and not {item.id for item in items}.isdisjoint(_asked_for(book))
    return (_ONCE_SIGNED,) if asked else ()


def _asked_for(book: Book) -> set[str]:
    return {item.id for item in waiting_of(book).to_sign}


def _unknown(told_story: Story, text: Text) -> Shown | None:
    if not told_story.missing:
        return None
    return Shown("missing", text("What we cannot tell, and what we need from you"), points=told_story.missing)


def _sign(waiting: int, talk: int, text: Text) -> Shown | None:
    """Return the section that leads to the sheet; none where nothing waits."""
    signs, talks = N_("Proposals that wait for a signature: {count:number}."), N_("To be talked about: {count:number}.")
    said = tuple(text(key, count=count) for key, count in ((signs, waiting), (talks, talk)) if count)
    return (
        None
        if not said
        else Shown("signoff", text("Your signature"), lead=said, link=("signoff.html", text("Open the sheet to sign")))
    )
