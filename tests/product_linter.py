"""Every number of every product must be its source's: the ledger's sentence, the plan's amount, a KPI's value.

A product is read as blocks of text, each with what it declares. A block that holds a digit is true if it is, sign by
sign, what an item, an entry of the plan, a row of the calendar or a word of the catalogue says; if it declares a fact,
that fact is counted anew; any other number must be a number its own source holds.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pandas as pd

from smmkit.dated import local_days
from smmkit.ledger.portraits import COURSE, PORTRAIT, course_of, portrait_of
from smmkit.measures.breaks import kpi_breaks
from smmkit.measures.kpis import EVERYWHERE, NETWORK_KPIS, Scope, Window, kpi_value, shown_scope
from smmkit.measures.spend import spend_rows
from smmkit.measures.usual import usual
from smmkit.metrics import METRICS
from smmkit.period import Period
from smmkit.plan.within import rest_of
from smmkit.present.chances import if_unchanged
from smmkit.present.facts import item_number
from smmkit.report.document import Book
from smmkit.report.letters import whole
from smmkit.schema.records import PLATFORMS
from smmkit.text import Text
from smmkit.text.catalogue import messages
from smmkit.topics.report.documents.ahead import calendar_of
from smmkit.topics.report.proposals.money import MonthMoney, month_money
from smmkit.topics.report.proposals.opinions import measured_title

LOCALE = Path(__file__).resolve().parents[1] / "smmkit" / "locale" / "es"

WEEKS = "A test of {weeks:number} weeks would tell."
MORE = "The same request would answer {count:number} more questions."
_BLOCKS = {"p", "li", "td", "th", "div", "h1", "h2", "h3", "h4", "small", "caption", "span", "section", "tr", "label",
           "title", "text", "button", "figcaption", "summary", "dt", "dd", "option", "q", "a", "b",
           "legend"}  # fmt: skip
_UNSEEN = {"style", "script", "head"}
_VOID = {"br", "img", "input", "meta", "link", "hr", "rect", "line", "polyline"}


@dataclass
class Block:
    """A piece of text of a product, and what the elements around it declare."""

    text: str
    declares: dict[str, str] = field(default_factory=dict)


class _Blocks(HTMLParser):
    """Collects the text of each element, apart from what its child blocks say."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Block] = []
        self._open: list[tuple[str, dict[str, str]]] = []
        self._said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS | _UNSEEN:
            self._close()
        if tag not in _VOID:
            self._open.append((tag, {name: value or "" for name, value in attrs if name.startswith("data-")}))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS | _UNSEEN:
            self._close()
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(tag in _UNSEEN for tag, _ in self._open):
            self._said.append(data)

    def _close(self) -> None:
        said = " ".join("".join(self._said).split())
        self._said = []
        if said:
            declares: dict[str, str] = {}
            for _, told in self._open:
                declares |= told
            self.found.append(Block(said, declares))


def blocks_of(name: str, content: bytes) -> Iterator[Block]:
    """Go through the text blocks of a product, whatever its kind."""
    kind = name.rsplit(".", 1)[-1]
    if kind == "html":
        reader = _Blocks()
        reader.feed(content.decode("utf-8"))
        reader.close()
        yield from reader.found
    elif kind in ("txt", "ics"):
        unfolded = content.decode("utf-8").replace("\r\n ", "")
        yield from (Block(line.strip().removeprefix("- ")) for line in unfolded.splitlines() if line.strip())
    elif kind == "xlsx":
        for sheet in openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets:
            yield from _cells([list(row) for row in sheet.iter_rows(values_only=True)])
    elif kind == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            words = file.read("word/document.xml").decode("utf-8")
        for paragraph in re.findall(r"<w:p[ >].*?</w:p>", words, re.S):
            said = "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", paragraph))
            if said.strip():
                yield Block(" ".join(unescape(said).split()))


def _cells(rows: list[list[object]]) -> Iterator[Block]:
    """Go through a sheet's cells; its hidden last column says which number declares what."""
    for row in rows:
        last = str(row[-1] or "") if row else ""
        told = dict(one.split("=", 1) for one in last.splitlines()) if re.match(r"\d+=\S+\|", last) else {}
        for place, cell in enumerate(row[:-1] if told else row):
            if cell is not None:
                yield Block(" ".join(str(cell).split()), {"data-fact": told[str(place)]} if str(place) in told else {})


# A day, a month with its year, or a number: each is one thing that is right or wrong as a whole.
NUMBER = re.compile(
    r"\d{1,2} [a-z]{3,4}\.? \d{4}|[A-Z][a-z]{2} \d{1,2}, \d{4}|[A-Za-z]{3,10}(?: de)? \d{4}(?![-\d])"
    r"|(?<![\w#])[-+−]?\d(?:[\d.,:’'\u00a0\u202f]*\d)?"
)
SENTENCE = 5
_FORMATS = ("number", "number1", "number2", "number3", "percent", "percent1", "percent2", "money0", "money2")


def slips(shown: str) -> list[str]:
    """Return a text with each of its digits wrong, one at a time."""
    places = [place for place, sign in enumerate(shown) if sign.isdigit()]
    return [f"{shown[:place]}{(int(shown[place]) + 1) % 10}{shown[place + 1 :]}" for place in places]


def changed(shown: str) -> str:
    """Return a text with another first digit: what a slip or a forger would leave."""
    return re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), shown, count=1)


def _words(said: str) -> str:
    return NUMBER.sub("#", said)


@dataclass(frozen=True)
class Known:
    """What a month's sources say: whole sentences, and the numbers and days that may stand alone."""

    book: Book
    said: frozenset[str]
    numbers: frozenset[str]

    @cached_property
    def sentences(self) -> frozenset[str]:
        """What the ledger says, without its numbers; a few words alone are no sentence."""
        return frozenset(one for one in map(_words, self.said) if len(re.findall(r"[^\W\d]{2,}", one)) >= SENTENCE)

    def of_the_crisis(self) -> Known:
        """Keep what the crisis rules and the catalogue say: a manual speaks of nothing else."""
        rules = {one for value in _inside(self.book.plan.crisis.model_dump()) for one in ways(value, self.book.text)}
        days = [self.book.alarm.as_of, *(day for one in self.book.alarm.alarms[-1:] for day in (one.since, one.until))]
        rules |= {way for day in days for way in ways(day, self.book.text)}
        return Known(self.book, frozenset(), frozenset(rules | {"1", "2", "3"} | constants(self.book, "community.po")))

    def of_the_shift(self) -> Known:
        """Keep the messages a week by weekday, with a shift's hours around them and without, counted anew."""
        came, shifts = self.book.table("inbox")["received_local"].dropna(), self.book.table("team_hours")
        weeks = ((came.max().normalize() - came.min().normalize()).days + 1) / 7
        names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
        there = {(names.index(one.weekday), hour) for one in shifts.itertuples()
                 for hour in range(int(one.from_time[:2]), int(one.to_time[:2]))}  # fmt: skip
        seated = pd.Series([(at.weekday(), at.hour) in there for at in came], index=came.index)
        counts = (seated.groupby(came.dt.weekday).agg(["sum", "size"])).reindex(range(7), fill_value=0)
        numbers = [*counts["sum"] / weeks, *(counts["size"] - counts["sum"]) / weeks]
        return Known(self.book, frozenset(), frozenset(self.book.text.number(one, 1) for one in numbers))

    @classmethod
    def of(cls, book: Book) -> Known:
        """Gather what the ledger, the plan, the calendar, the brief and the catalogue say."""
        text, said, numbers = book.text, usual_ranges(book) | trends(book), set()
        for item in book.ledger.values():
            found = [item.title, *(check.found for check in item.checks), *([item.collect] if item.collect else [])]
            found += (*portrait_of(item), *course_of(item), measured_title(item, book.ledger))
            shown = [" ".join(text(one).split()) for one in found]
            said |= {one for sentence in shown for one in (sentence, whole(sentence))}
            if (chance := item.about.get("probability")) is not None:
                said.add(whole(text(if_unchanged(float(str(chance))))))
            if item.experiment is not None:
                said.add(text(WEEKS, weeks=round(item.experiment.weeks)))
            said.add(item.id)
            said |= {item_number(item, text), text.range(item.low, item.high, item.unit), str(item.n)}
            values = [item.value, item.low, item.high, item.n]
            values += [value for name, value in item.about.items() if name not in (PORTRAIT, COURSE)]
            values += [value for one in found for value in one.values.values()]
            if item.experiment is not None:
                values += [item.experiment.sample_size, item.experiment.weeks]
            numbers |= {number for value in values for number in ways(value, text)}
            numbers |= {number for sentence in shown for number in NUMBER.findall(sentence)}
        asked = Counter(text(one.collect) for one in book.ledger.values() if one.collect and one.verdict == "NO DATA")
        said |= {text(MORE, count=count - 1) for count in asked.values()}
        for entry in book.plan:
            said |= {entry.title, whole(entry.title), entry.note or ""}
            numbers |= {number for value in entry.model_dump().values() for number in ways(value, text)}
            numbers |= set(NUMBER.findall(entry.title))
        numbers |= {number for line in money_of(book).lines
                    for value in (line.planned, line.spent, line.spent - (line.planned or 0.0))
                    for number in ways(value, text)}  # fmt: skip
        numbers |= ways(sum(line.planned or 0.0 for line in money_of(book).lines), text)
        at_work = [line for line in money_of(book).lines if line.line not in ("contingency", "test-reserve")]
        numbers |= ways(abs(sum(line.spent - (line.planned or 0.0) for line in at_work)), text)
        rows = calendar_of(book).astype(str).to_numpy().ravel().tolist()
        numbers |= {number for value in rows for number in ways(value, text)}
        numbers |= {number for value in _inside(book.plan.crisis.model_dump()) for number in ways(value, text)}
        days = local_days(book.month("posts"), "posts").dropna().unique()
        numbers |= {number for day in days for number in ways(f"{day:%Y-%m-%d}", text)}
        numbers |= constants(book)
        return cls(book, frozenset(said), frozenset(numbers))

    def holds(self, block: Block) -> bool:
        """Say whether a block is true."""
        fact = block.declares.get("data-fact", "")
        if fact and "data-item" not in block.declares:
            right = recounted(fact, self.book)
            if right:
                return any(one in block.text for one in right)
        if block.declares.get("data-item") or block.text in self.said:
            return block.text in self.said
        if _words(block.text) in self.sentences:  # a sentence of the ledger, with other numbers
            return False
        return all(number in self.numbers for number in NUMBER.findall(block.text))


def constants(book: Book, names: str = "*.po") -> set[str]:
    """Return the numbers that any page may name: the months beside its own, and those of the catalogue's words."""
    text = book.text
    months = [str(book.period), *(str(book.period.shift(by)) for by in (1, -1, -12))]
    words = [text.month(one) for one in months] + [text.short_month(one) for one in months]
    words += [text.word(key) for key in catalogue(names) if any(map(str.isdigit, re.sub(r"{[^}]*}", "", key)))]
    return {number for word in words for number in NUMBER.findall(re.sub(r"{[^}]*}", "", word))}


def _inside(value: object) -> Iterator[object]:
    """Go through the plain values of a record, however deep."""
    if isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _inside(one)
    else:
        yield value


@cache
def catalogue(names: str) -> tuple[str, ...]:
    """Return the sentences of the house, or of one topic, in English."""
    return tuple(key for path in sorted(LOCALE.glob(names)) for key in messages(path))


def ways(value: object, text: Text) -> set[str]:
    """Return every way a value may be written."""
    if value is None or isinstance(value, bool):
        return set()
    if isinstance(value, int | float):
        return {number for form in _FORMATS for number in NUMBER.findall(text.formatted(abs(value), form))}
    written = str(value)
    found = set(NUMBER.findall(written))
    if re.match(r"\d{4}-\d{2}-\d{2}", written):
        found |= set(NUMBER.findall(text.date(written[:10])))
    return found


def money_of(book: Book, month: Period | None = None) -> MonthMoney:
    """Return what the month, or another, cost, from the books."""
    spend, month = spend_rows(book.table("ads"), book.table("costs")), month or book.period
    return month_money(spend, book.promised, pd.Timestamp(month.start), pd.Timestamp(month.end))


def recounted(fact: str, book: Book) -> set[str]:
    """Return how a declared number may be written, counted anew from the exports; empty where nothing counts it so."""
    metric, scope, window = fact.split("|")
    text = book.text
    if scope.startswith(("OB-", "BL-")) and (entry := book.plan.entry(scope)):
        value = getattr(entry, metric, None) if metric in ("baseline", "target") else entry.value
        if metric == "planned_rest":
            value = rest_of(entry, [one for one in book.plan.budget_lines if one.status == "approved"])
        return {text.quantity(value, entry.unit), text.money(value), text.money(value, 0)}
    if metric in ("booked", "planned", "over"):
        month = money_of(book, Period(window))
        one = next((line for line in month.lines if line.line == scope.removeprefix("BL-")), month)
        over = month.over if one is month else one.spent - (one.planned or 0.0)
        value = {"booked": one.spent, "planned": one.planned, "over": over}[metric]
        return {text.money(value, 0), text.money(value), f"{value:g}", str(value)}
    parts = () if scope == "all" else tuple(scope.split("+"))
    without = tuple(one.removeprefix("no-") for one in parts if one.startswith("no-"))
    networks = tuple(one for one in parts if not one.startswith("no-"))
    if metric not in METRICS or not set(networks) <= set(PLATFORMS):
        return set()
    found = kpi_value(metric, book.facts, Scope(networks=networks, without=without), window_of(window))
    shown = {text.quantity(found.value, found.unit)}
    return shown | ({text.money(found.value, 0)} if found.unit == "money" else set())


def window_of(key: str) -> Window:
    """Return a declared window."""
    return Window(*map(date.fromisoformat, key.split(":"))) if ":" in key else Window.month(key)


def usual_ranges(book: Book) -> set[str]:
    """Return between what each indicator of each network usually lies, as the report writes it."""
    networks = {str(one) for name in ("posts", "daily") if name in book.tables for one in book.tables[name]["platform"]}
    pairs = [(key, Scope()) for key in EVERYWHERE]
    pairs += [(k, shown_scope(k, Scope(networks=(network,)))) for network in sorted(networks) for k in NETWORK_KPIS]
    return {expected_of(key, scope, book) for key, scope in pairs}


def trends(book: Book) -> set[str]:
    """Return what the lines of the report's figure may say at their axes: a month, and a measure in one of them."""
    months = [Window.month(str(month)) for month in book.months]
    found = {key: [kpi_value(key, book.facts, Scope(), month).value for month in months]
             for key in ("sov", "net_sentiment")}  # fmt: skip
    values = {as_shown(value, METRICS[key].unit, book.text) for key, told in found.items()
              for value in (0.0, *told) if value is not None}  # fmt: skip
    return values | {book.text.short_month(str(month)) for month in book.months}


def expected_of(key: str, scope: Scope, book: Book) -> str:
    """Return between what a KPI usually lies, from the months before that count it as today."""
    months = [Window.month(str(month)) for month in book.months]
    found = [kpi_value(key, book.facts, scope, month) for month in months]
    values = [one.value if one.nearly_whole else None for one in found]
    breaks = kpi_breaks(key, book.facts, scope, Window(months[0].start, months[-1].end))
    since = max((one.day for one in breaks if one.kind == "replaced"), default=months[0].start)
    told = [value if month.start >= since else None for value, month in zip(values, months, strict=True)]
    low, high = usual(told[:-1])
    if low is None or high is None:
        return ""
    unit = METRICS[key].unit
    low = max(low, 0.0) if all(value is None or value >= 0 for value in values) else low
    high = min(high, 1.0) if unit == "rate" else high
    return book.text("{low} to {high}", low=as_shown(low, unit, book.text), high=as_shown(high, unit, book.text))


def as_shown(value: float, unit: str, text: Text) -> str:
    """Return a number as a client counts it."""
    if unit == "points":
        return text.number(100 * value)
    return text.money(value, 0) if unit == "money" and abs(value) >= 100 else text.quantity(value, unit)
