"""What leaves the house after notebook 10: the plan's changes, the brief for Monday, the log of what was learnt."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from smmkit.ledger import Item
from smmkit.plan import Decision
from smmkit.plan.load import PLAN_FILE, read_plan
from smmkit.plan.log import read_log
from smmkit.plan.review import open_calls, review_items, review_records, reviewed
from smmkit.plan.trace import falls
from smmkit.plan.waiting import waiting
from smmkit.report.document import Book, Document, Written, own_calendar, said_by
from smmkit.report.letters import letter
from smmkit.report.text_file import add_styled, blank_text_file, packed, style_ids
from smmkit.schema import TABLES
from smmkit.text import N_, Message, Text
from smmkit.topics.review.proposals.brief import brief, first_monday
from smmkit.topics.review.proposals.dropped import DROPPED
from smmkit.topics.review.proposals.history import promised
from smmkit.topics.review.proposals.lessons import lessons
from smmkit.topics.review.proposals.settled import settled_said
from smmkit.topics.review.proposals.undone import UNDONE
from smmkit.topics.review.tables import diff_table

_ON_THE_SHEET = N_("What ends or changes is on the sheet to sign; until it is signed the old plan holds.")
_FIRST = N_("First of all")
_LEADS = N_("{role} leads: take the card of the crisis manual, and start nothing of what follows until it is over.")
_UNTIL = N_("until it is over")
_TELL = N_("Tell those who complained what was done, one by one.")
_LEARN = N_("Write down what worked and what did not; {role} signs it.")
_FROM = N_("from {on:date}")
_FILE = re.compile(r"\b([a-z_]+)\.csv")
_NAMED = N_("the table “{table:word}”")
_IN_FILE = N_("The table “{table:word}”: {file}")
_FROM_IDS = N_("What each line rests on, for the analyst: {ids}")
TEMPLATES = Path(__file__).with_name("templates")
_ALARM = "EV-alarm"
_STANDS = N_("What was approved before and stays")
_REFUSED = N_("What was refused and is not proposed again")
_DROPPED = N_("What was proposed last month and is not proposed again")
# The columns of `tables.diff_table`, in their order.
_CELLS = ("says", "old", "new", "expected", "because", "checked_on", "owner", "falls", "id")


@dataclass(frozen=True)
class Told:
    """A line of the brief as it is read."""

    sentence: str
    due: str
    id: str
    tables: tuple[str, ...] = ()


@dataclass(frozen=True)
class Amendment:
    """A change of the plan as it is read: what it says, the plan before and after, its facts, its causes by id."""

    says: str
    old: str
    new: str
    stays: bool
    facts: tuple[tuple[str, str], ...]
    because: tuple[tuple[str, str], ...]


def plan_diff_page(book: Book) -> Written:
    """Return the changes of the plan for people to read."""
    items = open_calls(book.ledger, book.plan)
    table = diff_table(items, book.plan, book.ledger, book.text, roles=book.client.roles.names)
    promise = promised(book.client.folder, book.period, book.plan)
    said = [book.text(one) for one in promise.said]
    if {item.id for item in waiting(book.ledger, book.plan)} & {item.id for item in items}:
        said.append(book.text(_ON_THE_SHEET))
    changes = [
        _change(item, dict(zip(_CELLS, map(str, row), strict=True)), list(table.columns), book)
        for item, row in zip(items, table.itertuples(index=False), strict=True)
    ]
    stands, refused = settled_said(review_items(book.ledger), book.plan, book.client.roles.names)
    undone = [(item.title, item.id) for item in book.ledger.values() if item.id.startswith(UNDONE)]
    dropped = [(item.title, item.id) for item in book.ledger.values() if item.id.startswith(DROPPED)]
    further = [
        (book.text.word(head), [(book.text(said), id) for said, id in lines])
        for head, lines in ((_STANDS, [*undone, *stands]), (_REFUSED, refused), (_DROPPED, dropped)) if lines
    ]  # fmt: skip
    return letter(TEMPLATES / "plan_diff.html", book.client, book.text, month=str(book.period.shift(1)), said=said,
                  changes=changes, further=further)  # fmt: skip


def _change(item: Item, cells: Mapping[str, str], heads: Sequence[str], book: Book) -> Amendment:
    rests = [id for id in falls(item.because[0], book.ledger, book.plan) if id != item.id] if item.because else []
    named = dict(zip(_CELLS, heads, strict=True))
    facts = [(named[cell], cells[cell]) for cell in ("expected", "checked_on", "owner")]
    also = "; ".join(said_by(id, book) or id for id in rests) or book.text("nothing else")
    return Amendment(
        cells["says"], cells["old"], cells["new"], item.about.get("choice") == "keep",
        (*facts, (named["falls"], also)), tuple((said_by(id, book) or id, id) for id in item.because),
    )  # fmt: skip


def plan_diff_toml(book: Book) -> Written:
    """Return the plan as it would stand with all of the review approved, entry by entry that changes."""
    items = open_calls(book.ledger, book.plan)
    if not items:
        return None
    decision = Decision("approver", book.period.shift(1).start)
    records = review_records(items, book.ledger, book.plan, decision, say=book.text)
    before = read_plan(book.client.folder / PLAN_FILE)
    after = reviewed(before, records)
    head = book.text(Message(N_("What smmkit approve --review writes: lines that go are comments, the rest is new.")))
    return f"# {head}\n\n{changed_entries(before, after)}"


def changed_entries(before: str, after: str) -> str:
    """Return the entries of a plan that differ from an older one, as TOML; lines that went stand before as comments."""
    old = {key: block for block in _blocks(before) if (key := _key(block))}
    parts = []
    for block in _blocks(after):
        key = _key(block)
        was = old.get(key, "") if key else ""
        if key and block.rstrip() != was.rstrip():
            kept = set(block.splitlines())
            gone = [f"# - {line}" for line in was.splitlines() if line.strip() and line not in kept]
            parts.append("\n".join([*gone, block.rstrip()]))
    return "\n\n".join(parts) + "\n"


def _blocks(text: str) -> list[str]:
    """Part a plan where an entry of an array begins; what is nested in an entry stays with it."""
    return re.split(r"(?m)^(?=\[\[?\w+\]?\]\s*(?:#.*)?$)", text)


def _key(block: str) -> tuple[str, str] | None:
    head, id = re.match(r"\[\[(\w+)\]\]", block), re.search(r"(?m)^id\s*=\s*[\"'](.+?)[\"']", block)
    return (head[1], id[1]) if head and id else None


def parts(book: Book) -> list[tuple[str, list[Told]]]:
    """Return the brief by its heads, in the order they are read; a crisis that is on comes first of all."""
    found: dict[str, list[Told]] = {book.text(_FIRST): crisis} if (crisis := _crisis(book)) else {}
    for line in brief(book.ledger, book.plan, book.period):
        told = _told(book.text(line.sentence), book.text(line.due), line.id, book.text)
        found.setdefault(book.text.word(line.head), []).append(told)
    return list(found.items())


@dataclass(frozen=True)
class Sources:
    """What a reader finds the brief's lines by: the file of each table they name, and the id of each line."""

    files: tuple[tuple[str, str], ...]
    ids: tuple[str, ...]


def sources_of(found: Sequence[tuple[str, Sequence[Told]]]) -> Sources:
    """Return the files of the tables the lines name, as `table, file`, and the lines' ids, each once."""
    lines = [line for _, told in found for line in told]
    files = dict.fromkeys(name for line in lines for name in line.tables)
    kept = {name: "exports/by_hand/" if TABLES[name].by_hand else "exports/" for name in files}
    return Sources(tuple((TABLES[name].name, f"{place}{name}.csv") for name, place in kept.items()),
                   tuple(dict.fromkeys(line.id for line in lines)))  # fmt: skip


def _told(sentence: str, due: str, id: str, text: Text) -> Told:
    """Return a line with the tables it names in words: a file is looked for at the end of the page."""
    named = tuple(dict.fromkeys(one for one in _FILE.findall(sentence) if one in TABLES))
    for name in named:
        sentence = sentence.replace(f"{name}.csv", text(_NAMED, table=TABLES[name].name))
    return Told(sentence, due, id, named)


def _crisis(book: Book) -> list[Told]:
    """Return what the desk does while an alarm is on, and after one that is over; nothing where there was none."""
    if not any(id.startswith(_ALARM) for id in book.ledger):
        return []  # as notebook 00 found: nothing is counted anew
    burns = book.alarm.on
    alarm = burns or book.alarm.last_between(book.period.start, book.period.end)
    item = None if alarm is None else book.ledger.get(f"{_ALARM}-{alarm.since}")
    if item is None:
        return []
    rules, text = book.plan.crisis, book.text
    role = book.client.roles.names.get(rules.lead, rules.lead)
    if burns is not None:
        return [Told(f"{text(item.title)}. {text(_LEADS, role=role)}", text(_UNTIL), item.id)]
    due = text(_FROM, on=first_monday(book.period).isoformat())
    waits = book.ledger.get(f"{item.id}-inbox", item)
    return [Told(f"{text(waits.title)}. {text(_TELL)}", due, waits.id), Told(text(_LEARN, role=role), due, item.id)]


def nothing_asked(book: Book) -> str:
    """Return what Monday's page says where the review asks for nothing: nobody carries on with an empty calendar."""
    month = book.period.shift(1)
    days = pd.to_datetime(own_calendar(book)["on"])
    if bool(((days >= pd.Timestamp(month.start)) & (days <= pd.Timestamp(month.end))).any()):
        return book.text(N_("The review asks for nothing new this month: carry on with the calendar."))
    empty = N_("The review asks for nothing new, and the calendar holds no post for {month:month} yet: fill it first, "
               "in calendar.xlsx, where posts are proposed.")  # fmt: skip
    return book.text(empty, month=str(month))


def cm_brief_page(book: Book) -> Written:
    """Return the brief on one page."""
    month, found = str(book.period.shift(1)), parts(book)
    nothing = "" if found else nothing_asked(book)
    return letter(TEMPLATES / "cm_brief.html", book.client, book.text, month=month, parts=found, nothing=nothing,
                  sources=sources_of(found))  # fmt: skip


def cm_brief_docx(book: Book) -> Written:
    """Return the brief as a text document; None where python-docx is not installed."""
    document = blank_text_file(book.text(N_("Brief for the community manager")))
    if document is None:
        return None
    month = book.text.month(str(book.period.shift(1)))
    styles = style_ids(document)
    add_styled(document, f"{book.text(N_('Brief for the community manager'))} · {book.client.name} · {month}",
               styles["Heading 1"])  # fmt: skip
    found = parts(book)
    if not found:
        add_styled(document, nothing_asked(book), styles["List Bullet"])
    for head, lines in found:
        add_styled(document, head, styles["Heading 2"])
        for line in lines:
            add_styled(document, f"{line.sentence} ({line.due})", styles["List Bullet"])
    told = sources_of(found)
    for name, file in told.files:
        add_styled(document, book.text(_IN_FILE, table=name, file=file), styles["Normal"])
    if told.ids:
        add_styled(document, book.text(_FROM_IDS, ids=", ".join(told.ids)), styles["Normal"])
    return packed(document)


def learning_log(book: Book) -> Written:
    """Return what each month proposed and how surely, on how many rows, who approved it, and what came of it."""
    versions = [one for one in read_log(book.client.folder) if one.on <= book.period.shift(1).end]
    found = lessons(book.out.parent, book.period, book.ledger, review_items(book.ledger), versions)
    outcome = {True: "borne out", False: "not borne out", None: ""}
    rows = [
        (one.month, one.id, one.says, "" if one.chance is None else f"{one.chance:.3f}",
         "" if one.n is None else str(one.n), str(one.decided or ""), one.by, outcome[one.outcome],
         book.text(one.title))
        for one in found
    ]  # fmt: skip
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(("month", "id", "says", "chance", "n", "approved_on", "by", "outcome", "title"))
    writer.writerows([tuple(map(_inert, row)) for row in rows])
    return written.getvalue()


def _inert(cell: str) -> str:
    """Return a cell no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell


DOCUMENTS: tuple[Document, ...] = (
    Document("10", "plan_diff.html", plan_diff_page),
    Document("10", "plan_diff.toml", plan_diff_toml),
    Document("10", "cm_brief.html", cm_brief_page),
    Document("10", "cm_brief.docx", cm_brief_docx),
    Document("10", "learning_log.csv", learning_log),
)
