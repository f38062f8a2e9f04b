"""The numbers of the month, network by network: this month, last month, a year ago, what is usual, and in a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from smmkit.measures.breaks import NOT_COMPARABLE, counted_since
from smmkit.measures.kpis import EVERYWHERE, NETWORK_KPIS, SHOWN, Facts, Scope, Window, kpi_value, shown_scope
from smmkit.measures.names import metric_name
from smmkit.measures.posts import FLEETING
from smmkit.measures.usual import HIGHER, LOWER, UNLIKE, chance, standing, usual
from smmkit.metrics import METRICS
from smmkit.period import Period
from smmkit.present.facts import fact_key
from smmkit.report.charts import spark_svg
from smmkit.report.document import Book
from smmkit.schema import platform_name
from smmkit.stats import holm
from smmkit.text import N_, Message, Text
from smmkit.text.apart import told_apart
from smmkit.topics.report.proposals.points import Point
from smmkit.topics.report.proposals.story import STILL

_SMALL = 100
# Costs of unlike results have no mean; the section on money tells each.
_APART = N_("Each kind of result has a cost of its own: see the campaigns and the money.")
_NO_MESSAGE = N_("The inbox holds no message from this network.")
_IN_PARTS = N_(
    "The exports tell it day by day or post by post, and whoever saw it twice would count twice: "
    "read the people reached in all in the network's own overview."
)
_USERS_ALONE = N_(
    "The website's export tells users and no sessions, and users of several days are not added up. "
    "Export it again with sessions by day and channel."
)
_SEEN = (-1, -2, -13)
# Of what is counted over a month page 1 says where it is unlike the months before.
_TOTALS = ("views", "impressions", "interactions", "follows_new", "visits", "sessions", "key_events", "revenue")
NOT_REPORTED = N_("not reported")
NOT_WHOLE = N_("month not told whole")
_WHOLE = N_("{network}, {month:month}; everything the account published.")
_STORIES = N_(
    "{network}, {month:month}; everything the account published. What is counted per post leaves out stories and live "
    "streams."
)
_FIRST = N_("There is no earlier month to compare it with yet.")
_SKIPPED = N_("Nobody exported the month before whole, so there is nothing to compare it with.")


@dataclass(frozen=True)
class Cell:
    """A number as shown, or why there is none; `key` declares metric, scope and month."""

    shown: str
    known: bool
    key: str = ""
    why: bool = False


@dataclass(frozen=True)
class KpiRow:
    """One indicator; without `cells` no export tells it, and `why` says which would.

    `chance`: how likely a month so far from the others is (`measures.usual.chance`), of totals alone. `months`: how
    many its line tells, from the first known one.
    """

    name: str
    cells: tuple[Cell, ...]
    spark: Markup
    word: str
    usual: str = ""
    why: str = ""
    side: str = ""
    chance: float = float("nan")
    months: int = 0


@dataclass(frozen=True)
class NetworkTable:
    """One network's indicators; the caption says month and scope."""

    name: str
    caption: str
    heads: tuple[str, ...]
    rows: tuple[KpiRow, ...]

    @property
    def beside(self) -> tuple[str, ...]:
        """What stands beside the months: what is `usual`, how they went (`spark`), in a `word`; what any row has."""
        return tuple(name for name in ("usual", "spark", "word") if any(getattr(row, name) for row in self.rows))

    @property
    def months(self) -> int:
        """How many months the longest of its lines tells."""
        return max((row.months for row in self.rows), default=0)


def network_tables(book: Book) -> tuple[NetworkTable, ...]:
    """Return one table of what belongs to no network alone, and one per network that reports anything."""
    facts, text = book.facts, book.text
    months = [Window.month(Period(str(month))) for month in book.months]
    month = str(book.period)
    whole = text("Website and what people say, {month:month}.", month=month)
    found = [_table((text("All together"), whole), EVERYWHERE, Scope(), facts, months, text, every=False)]
    for network in _networks(book):
        name = platform_name(network)
        scope = Scope(networks=(network,))
        caption = text(_STORIES if holds_stories(facts, scope) else _WHOLE, network=name, month=month)
        found.append(_table((name, caption), NETWORK_KPIS, scope, facts, months, text, every=True))
    return tuple(table for table in found if table is not None)


def far_from_usual(tables: Sequence[NetworkTable]) -> tuple[Point, ...]:
    """Return a sentence a network whose month is unlike those before beyond chance, all these totals looked at."""
    rows = [(table.name, row) for table in tables for row in table.rows]
    sure = holm([row.chance for _, row in rows]) <= UNLIKE
    found = {name: row for (name, row), far in reversed(list(zip(rows, sure, strict=True))) if far and row.side in _FAR}
    return tuple(
        Point(Message(_FAR[found[name].side], {"network": name, "measure": found[name].name,
                                               "value": found[name].cells[0].shown, "usual": found[name].usual}),
              fact=found[name].cells[0].key)
        for name in dict.fromkeys(name for name, _ in rows) if name in found
    )  # fmt: skip


def stillness(tables: Sequence[NetworkTable]) -> str:
    """Return what is said of a month of which no number is unlike the others beyond chance."""
    rows = [row for table in tables for row in table.rows]
    if not any(row.usual for row in rows):
        return _TOO_FEW
    return _MARKED if any(row.side in _FAR for row in rows) else STILL


_TOO_FEW = N_("Too few months are known to say whether anything changed much.")
_MARKED = N_("No big change this month; the tables mark what is higher or lower than usual.")
_FAR = {
    HIGHER: N_("{network}: “{measure}” came to {value}, clearly more than usual ({usual})."),
    LOWER: N_("{network}: “{measure}” came to {value}, clearly less than usual ({usual})."),
}


def holds_stories(facts: Facts, scope: Scope) -> bool:
    """Say whether the exports hold stories or live streams in a scope."""
    posts = facts.part("posts", scope)
    return posts is not None and bool(posts["format"].isin(FLEETING).any())


def _networks(book: Book) -> list[str]:
    named = [account.platform for account in book.client.accounts]
    told = [book.tables[name]["platform"].unique() for name in ("posts", "daily") if name in book.tables]
    return list(dict.fromkeys([*named, *(str(network) for networks in told for network in networks)]))


def _table(
    named: tuple[str, str], keys: Sequence[str], scope: Scope, facts: Facts, months: Sequence[Window], text: Text,
    *, every: bool,
) -> NetworkTable | None:  # fmt: skip
    """Return a table; None where nothing of it was told this month, the month before or a year ago."""
    told = [key for key in keys if any(_told(key, facts, scope, months[place], months[-1]) for place in _SEEN)]
    people = [] if every or "sessions" in told else _users_alone(facts, months[-1], text)
    if not told and not people:
        return None
    made = {key: _row(key, facts, scope, months, text) for key in told}
    told = [key for key, row in made.items() if any(cell.known for cell in row.cells)]
    rows = [*people, *(made[key] for key in told)]
    if every:
        shown_once = SHOWN if set(SHOWN) & set(told) else SHOWN[1:]
        missing = [key for key in keys if key not in (*told, *shown_once)]
        rows += _untold(missing, facts, scope, months[-1], text)
    kept = [place for place in range(len(_SEEN)) if not place or any(_says(row, place) for row in rows)]
    heads = tuple(text.short_month(months[_SEEN[place]].key) for place in kept)
    shown = tuple(replace(row, cells=tuple(row.cells[place] for place in kept)) if row.cells else row for row in rows)
    name, caption = named
    if told and len(kept) == 1:
        earlier = any(_told(key, facts, scope, month, months[-1]) for key in told for month in months[:-1])
        caption += " " + text.word(_SKIPPED if earlier else _FIRST)
    return NetworkTable(name, caption, heads, shown)


def _says(row: KpiRow, place: int) -> bool:
    """Say whether a month's cell tells anything: its number, or why it cannot be compared."""
    return bool(row.cells) and (row.cells[place].known or bool(row.cells[place].why))


def _told(key: str, facts: Facts, scope: Scope, window: Window, month: Window) -> bool:
    """Say whether a month tells a number; one before it only where it was exported whole."""
    found = kpi_value(key, facts, shown_scope(key, scope), window)
    return found.value is not None and (window == month or found.nearly_whole)


def _untold(keys: Sequence[str], facts: Facts, scope: Scope, month: Window, text: Text) -> list[KpiRow]:
    """Return a row for each reason why indicators are missing: their names, and which export would tell them."""
    reasons: dict[str, list[str]] = {}
    for key in keys:
        reasons.setdefault(_reason(key, facts, scope, month, text), []).append(text.word(metric_name(key)))
    return [KpiRow("; ".join(names), (), Markup(""), "", why=why) for why, names in reasons.items()]


def _users_alone(facts: Facts, month: Window, text: Text) -> list[KpiRow]:
    """Return a row that says why an export of the website with users and no sessions counts in nothing."""
    web = facts.cut("web", Scope(), month)
    if web is None or not web["users"].notna().any() or web["sessions"].notna().any():
        return []
    return [KpiRow(text.word(metric_name("sessions")), (), Markup(""), "", why=text.word(_USERS_ALONE))]


def _reached_in_parts(facts: Facts, scope: Scope, month: Window) -> bool:
    """Say whether the exports tell people reached, of days or of posts: no month's people can be made of them."""
    days, posts = (facts.cut(name, scope, month) for name in ("daily", "posts"))
    by_day = days is not None and bool((days["metric"] == "reach").any())
    return by_day or (posts is not None and bool(posts["reach"].notna().any()))


def _reason(key: str, facts: Facts, scope: Scope, month: Window, text: Text) -> str:
    """Return why an indicator is missing: there is nothing of the kind, or an export is not there."""
    missing = kpi_value(key, facts, scope, month).missing
    if key == "reach" and _reached_in_parts(facts, scope, month):
        return text.word(_IN_PARTS)
    if key == "cpa" and len(facts.table("ads")):
        return text.word(_APART)
    if key in ("first_response", "response_rate") and len(facts.table("inbox")):
        return text.word(_NO_MESSAGE)
    return text("Not in the exports. {export}", export=text.word(missing)) if missing else text.word(NOT_REPORTED)


def _row(key: str, facts: Facts, scope: Scope, months: Sequence[Window], text: Text) -> KpiRow:
    record, scope = METRICS[key], shown_scope(key, scope)
    found = [kpi_value(key, facts, scope, month) for month in months]
    values = [one.value for one in found]
    since = counted_since(key, facts, scope, months, table=found[-1].table)
    fits = [since is None or window.start >= since for window in months]
    part = [not one.nearly_whole for one in found[:-1]] + [False]  # half a month is no low month
    shown = [values[place] if fits[place] else None for place in _SEEN]
    keys = [fact_key(key, scope.key, months[place]) if record.unit != "points" else "" for place in _SEEN]
    cells = [_cell(value, record.unit, text, fact) for value, fact in zip(shown, keys, strict=True)]
    if since is not None:
        why = Cell(text(NOT_COMPARABLE, day=since.isoformat()), known=False, why=True)
        cells = [cell if fits[place] else why for cell, place in zip(cells, _SEEN, strict=True)]
    cells = [Cell(text(NOT_WHOLE), known=False, why=True) if part[place] and cell.known else cell
             for cell, place in zip(cells, _SEEN, strict=True)]  # fmt: skip
    comparable = [value if fit and not half else None for value, fit, half in zip(values, fits, part, strict=True)]
    whole = found[-1].nearly_whole
    word = standing(comparable) if whole else NOT_WHOLE if cells[0].known else ""
    now, between = _beside(comparable[-1], usual(comparable[:-1]), values, record.unit, text)
    cells[0] = replace(cells[0], shown=now) if now and cells[0].known else cells[0]
    return KpiRow(
        text.word(metric_name(key)),
        tuple(cells),
        spark_svg(comparable, ""),
        text.word(word) if word else "",
        usual=between,
        side=word,
        months=len(comparable)
        - next((place for place, one in enumerate(comparable) if one is not None), len(comparable)),
        chance=chance(comparable) if whole and key in _TOTALS else float("nan"),
    )


def _cell(value: float | None, unit: str, text: Text, key: str) -> Cell:
    return Cell(text.word(NOT_REPORTED), False) if value is None else Cell(shown_number(value, unit, text), True, key)


def shown_number(value: float, unit: str, text: Text, more: int = 0) -> str:
    """Return a number as a client counts: whole money above a hundred, points as so many of a hundred."""
    if unit == "points":
        return text.number(100 * value, more)
    if unit == "money" and abs(value) >= _SMALL:
        return text.money(value, more)
    return text.quantity(value, unit, more)


def _beside(
    value: float | None, ends: tuple[float | None, float | None], values: Sequence[float | None], unit: str, text: Text
) -> tuple[str, str]:  # fmt: skip
    """Return a month's number and between what it usually lies; a limit never reads as a number beyond it."""
    if ends[0] is None or ends[1] is None:
        return "", ""
    within = _possible((ends[0], ends[1]), values, unit)
    now, (low, high) = told_apart(
        within[0] if value is None else value, within, lambda one, more: shown_number(one, unit, text, more)
    )
    return "" if value is None else now, text(N_("{low} to {high}"), low=low, high=high)


def _possible(ends: tuple[float, float], values: Sequence[float | None], unit: str) -> tuple[float, float]:
    """Return the ends as far as they can be: what was never below zero is not expected there, a share never above 1."""
    low, high = ends
    least = 0.0 if all(value is None or value >= 0 for value in values) else low
    return max(low, least), min(high, 1.0) if unit == "rate" else high
