"""The social media plan as the trade knows it, from what was approved: one document, page or text file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from smmkit.ledger import Item, Ledger
from smmkit.ledger.portraits import course_of, portrait_of, told_once
from smmkit.measures.names import REST, line_name
from smmkit.metrics import HALF_A_CENT, METRICS
from smmkit.plan import Plan
from smmkit.plan.entries import BudgetLine, Campaign, Entry, Objective
from smmkit.plan.scopes import measured
from smmkit.plan.within import parts_of, rest_of
from smmkit.present.alignment import of_words
from smmkit.present.facts import STANDING, stated
from smmkit.report.document import Book
from smmkit.report.letters import letter
from smmkit.report.text_file import add_rows, add_styled, blank_text_file, packed, style_ids
from smmkit.text import N_, Text
from smmkit.topics.report.documents.monthly import TEMPLATES, measure_named
from smmkit.topics.report.proposals.opinions import measured_title

QUADRANTS = {"S": N_("Strengths"), "W": N_("Weaknesses"), "O": N_("Opportunities"), "T": N_("Threats")}


@dataclass(frozen=True)
class StrategyPart:
    """A heading, sentences below it, and a table (headings, rows) where there is one."""

    title: str
    lines: tuple[str, ...]
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def numbers(self) -> frozenset[int]:
        """The places of the columns whose cells are numbers, amounts or days."""
        columns = enumerate([str(row[place]) for row in self.rows] for place in range(len(self.heads)))
        return frozenset(place for place, cells in columns if cells and not of_words(cells))


def strategy_page(book: Book) -> str:
    """Return the plan as a page."""
    template = TEMPLATES / "strategy.html"
    return letter(template, book.client, book.text, month=str(book.period), parts=parts(book))


def strategy_text_file(book: Book) -> bytes | None:
    """Return the plan as a `.docx` to edit; None where the extra `office` is not installed."""
    title = f"{book.client.name}: {book.text('Social media plan')}"
    document = blank_text_file(title, points=11)
    if document is None:
        return None
    styles = style_ids(document)
    add_styled(document, title, styles["Title"])
    document.add_paragraph(book.text.month(str(book.period)))
    for part in parts(book):
        add_styled(document, part.title, styles["Heading 1"])
        for line in part.lines:
            add_styled(document, line, styles["List Bullet"])
        if part.rows:
            add_rows(document, part.heads, part.rows, numbers=part.numbers)
    return packed(document)


def parts(book: Book) -> tuple[StrategyPart, ...]:
    """Return the plan's parts, each from approved entries; one without any says so."""
    text, plan = book.text, book.plan
    first = (StrategyPart(text("What the business wants"), _goals(book)), *_swot(book.ledger, text))
    if not any(entry.status == "approved" for entry in plan):
        return (*first, StrategyPart(text("The plan"), (text("Nothing is approved yet."),)))
    return (
        *first,
        _objectives(book),
        *_audience(book),
        StrategyPart(text("Strategy"), _strategies(book)),
        StrategyPart(text("Channels"), _titles(plan.channels, text)),
        _actions(plan, text),
        _budget(plan, text),
        _indicators(plan, text),
    )


def _goals(book: Book) -> tuple[str, ...]:
    found = tuple(goal.goal for goal in book.client.goals)
    return found or (book.text("No business goal is written in the brief."),)


def _swot(ledger: Ledger, text: Text) -> tuple[StrategyPart, ...]:
    boards = {letter: [item for item in ledger.values() if _quadrant(item) == letter] for letter in QUADRANTS}
    none = (text("Nothing with evidence yet."),)
    if not any(boards.values()):
        return (StrategyPart(text.word("SWOT"), none),)
    return tuple(
        StrategyPart(
            f"{text.word('SWOT')}: {text.word(QUADRANTS[letter])}",
            tuple(text(measured_title(item, ledger)) for item in items) or none,
        )
        for letter, items in boards.items()
    )


def _quadrant(item: Item) -> str:
    """Return the quadrant a SWOT item stands in, the first of its topics that names one."""
    if item.kind != "SW":
        return ""
    return next((topic[:1].upper() for topic in item.topics if topic.split("-")[0] in _NAMES), "")


_NAMES = {"strength", "weakness", "opportunity", "threat"}


def _approved(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.status == "approved"]


def _titles(entries: Iterable[Entry], text: Text) -> tuple[str, ...]:
    return tuple(entry.title for entry in _approved(entries)) or (text("Nothing is approved yet."),)


def _strategies(book: Book) -> tuple[str, ...]:
    """Return each approved strategy; where this month's run proposes it too, with how it is carried out."""
    text, ledger = book.text, book.ledger
    lines = []
    for entry in _approved(book.plan.strategies):
        lines.append(entry.title)
        lines += [text(line) for line in (course_of(ledger[entry.id]) if entry.id in ledger else ())]
    return tuple(lines) or (text("Nothing is approved yet."),)


def _audience(book: Book) -> tuple[StrategyPart, ...]:
    """Return whom the plan speaks to: each approved group's card where this month's run has it, else its title."""
    text, ledger = book.text, book.ledger
    chosen = _approved(book.plan.segments)
    carded = {one.id: portrait_of(ledger[one.id]) for one in chosen if one.id in ledger}
    rest = [one for one in chosen if not carded.get(one.id)]
    plain = (StrategyPart(text("Audience"), _titles(rest, text)),) if rest or not chosen else ()
    cards = [tuple(map(text, carded[one.id])) for one in chosen if carded.get(one.id)]
    own, alike = told_once([lines for _, *lines in cards])
    told = [(name, lines) for (name, *_), lines in zip(cards, own, strict=True)]
    told += [(text("True of every group"), alike)] if alike else []
    return (*plain, *(StrategyPart(f"{text('Audience')}: {name}", lines) for name, lines in told))


def _objectives(book: Book) -> StrategyPart:
    text, approved = book.text, _approved(book.plan.objectives)
    rows = tuple(_objective_row(entry, book) for entry in approved if isinstance(entry, Objective))
    heads = (text("Objective"), text("Indicator"), text("From"), text("To"), text("By"), text("Who answers for it"))
    return StrategyPart(text("Objectives"), () if rows else (text("Nothing is approved yet."),), heads, rows)


def _objective_row(entry: Objective, book: Book) -> tuple[str, ...]:
    text = book.text
    counted = measure_named(entry.metric, measured(entry.scope), book) if entry.metric in METRICS else "–"
    day = text.date(entry.deadline) if entry.deadline else "–"
    owner = text.word(str(entry.owner).replace("_", " ").title()) if entry.owner else "–"
    start = stated(text.quantity(entry.baseline, entry.unit), "baseline", entry.id, STANDING)
    goal = stated(text.quantity(entry.target, entry.unit), "target", entry.id, STANDING)
    return entry.title, counted, start, goal, day, owner


def _actions(plan: Plan, text: Text) -> StrategyPart:
    campaigns = [entry for entry in _approved(plan.campaigns) if isinstance(entry, Campaign)]
    ordered = sorted(campaigns, key=lambda entry: (entry.start is None, entry.start or date.max, entry.title))
    rows = tuple((entry.title, text.date(entry.start), text.date(entry.end)) for entry in ordered)
    heads = (text("Action"), text("From"), text("To"))
    return StrategyPart(text("Actions and timing"), () if rows else (text("Nothing is approved yet."),), heads, rows)


def _budget(plan: Plan, text: Text) -> StrategyPart:
    lines = plan.lines_in_force
    rows = tuple(row for entry in lines for row in _line_rows(entry, plan, text))
    if len(lines) > 1:
        rows += ((text("All lines together"), _amount(sum(entry.value or 0.0 for entry in lines), text)),)
    heads = (text("Budget line"), text("A month"))
    return StrategyPart(text("Budget"), () if rows else (text("Nothing is approved yet."),), heads, rows)


def _line_rows(entry: BudgetLine, plan: Plan, text: Text) -> list[tuple[str, ...]]:
    """Return a line and, below it, what shares its money and what is left of it for nothing in particular."""
    whole = entry.called if entry.title else text.word(line_name(entry.booked_as))
    rows: list[tuple[str, ...]] = [(whole, stated(_amount(entry.value, text), "planned", entry.id, STANDING))]
    approved = [one for one in plan.budget_lines if one.status == "approved"]
    for part in (parts := parts_of(entry.id, approved)):
        name = text("of which {line:word}", line=part.called)
        rows.append((name, stated(_amount(part.value, text), "planned", part.id, STANDING)))
    if parts and (left := rest_of(entry, parts)) >= HALF_A_CENT:
        rows.append((text(REST, line=entry.called), stated(_amount(left, text), "planned_rest", entry.id, STANDING)))
    return rows


def _amount(value: float | None, text: Text) -> str:
    """Return an amount, with cents where it has any."""
    return text.money(value, 0 if value is not None and float(value).is_integer() else None)


def _indicators(plan: Plan, text: Text) -> StrategyPart:
    used = [
        METRICS[entry.metric] for entry in plan.objectives if entry.status == "approved" and entry.metric in METRICS
    ]
    rows = tuple((text.word(metric.name), text.word(metric.formula)) for metric in dict.fromkeys(used))
    none = () if rows else (text("Nothing is approved yet."),)
    return StrategyPart(text("Indicators"), none, (text("Indicator"), text("How it is counted")), rows)
