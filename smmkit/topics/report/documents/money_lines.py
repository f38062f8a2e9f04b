"""The month's money line by line: what was approved, what was spent, and what the month before cost."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from smmkit.measures.costs import spend_by_campaign
from smmkit.measures.money_told import ads_told, parts_by_days
from smmkit.period import Period
from smmkit.plan.promise import promise_of
from smmkit.present.facts import fact_key
from smmkit.report.document import Book
from smmkit.text import N_, Text
from smmkit.topics.report.documents.networks import NOT_WHOLE
from smmkit.topics.report.proposals.campaign_money import campaign_spend
from smmkit.topics.report.proposals.money import LineSpend, MonthMoney, month_money
from smmkit.topics.report.proposals.story import OTHER_MONEY


@dataclass(frozen=True)
class Amount:
    """A cell: the amount as shown, and what it declares; nothing is declared where none is known."""

    shown: str
    fact: str = ""


@dataclass(frozen=True)
class AmountRow:
    """A budget line with its amounts."""

    name: str
    cells: tuple[Amount, ...]


@dataclass(frozen=True)
class AmountTable:
    """The lines of a month; `total` is their sum."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[AmountRow, ...]
    total: AmountRow


def money_of(book: Book, period: Period) -> MonthMoney:
    """Return what a month cost against what was approved when it began; found once for all its documents."""
    return book.facts.once(("month money", period), lambda: _money_of(book, period))


def _money_of(book: Book, period: Period) -> MonthMoney:
    first, last = pd.Timestamp(period.start), pd.Timestamp(period.end)
    abroad = book.ledger.get(OTHER_MONEY)
    currency = "" if abroad is None else str(abroad.title.values["currency"])
    ads = book.facts.table("ads")
    told, shared, earlier = ads_told(ads), parts_by_days(ads, first, last), period.shift(-1)
    was = spend_by_campaign(ads, pd.Timestamp(earlier.start), pd.Timestamp(earlier.end))
    campaigns = campaign_spend(spend_by_campaign(ads, first, last), was, book.promised)
    titles = book.plan.line_titles
    money = month_money(
        book.facts.spend, book.promised, first, last, abroad=currency, told=told, shared=shared, titles=titles
    )
    return replace(money, campaigns=campaigns, over_before=_over_before(book, earlier) if money.overspent else 0.0)


def _over_before(book: Book, month: Period) -> float:
    """Return what the month before went beyond its own plan, where that was too much; else nothing."""
    lines = [str(line) for line in book.facts.spend["line"].unique()]
    plan = promise_of(book.client.folder, month.start, book.plan).plan.naming(lines)
    first, last = pd.Timestamp(month.start), pd.Timestamp(month.end)
    was = month_money(book.facts.spend, plan, first, last)
    return was.over if was.overspent else 0.0


def money_table(book: Book) -> AmountTable | None:
    """Return the lines of the month, the largest first, with the columns that tell anything; None without money."""
    now, before = money_of(book, book.period), money_of(book, book.period.shift(-1))
    if not now.told or not now.lines:
        return None
    text, earlier = book.text, {line.line: line for line in before.lines}
    ordered = sorted(now.lines, key=lambda line: (-max(line.planned or 0.0, line.spent), line.name))
    rows = [_row(line, earlier.get(line.line, LineSpend("", None, 0.0)), now.month, before, text) for line in ordered]
    gone = [line for line in before.lines if line.spent and line.line not in {one.line for one in now.lines}]
    rows += [_row(LineSpend(line.name, None, 0.0, line.line), line, now.month, before, text) for line in gone]
    whole = LineSpend(text("Total"), now.planned, now.spent, part=now.part)
    was = LineSpend("", None, before.spent, part=before.part)
    heads = (text("Approved"), text.short_month(now.month), text("Difference"), text.short_month(before.month))
    caption = N_("Approved and spent, {month:month}.") if now.planned else N_("Spent, {month:month}.")
    return _told(AmountTable(
        text(caption, month=now.month), heads, tuple(rows), _row(whole, was, now.month, before, text)
    ))  # fmt: skip


def _told(table: AmountTable) -> AmountTable:
    """Return a table without the columns in which no amount stands."""
    kept = [place for place in range(len(table.heads)) if any(row.cells[place].fact for row in table.rows)]

    def cut(row: AmountRow) -> AmountRow:
        return AmountRow(row.name, tuple(row.cells[place] for place in kept))

    heads = tuple(table.heads[place] for place in kept)
    return AmountTable(table.caption, heads, tuple(map(cut, table.rows)), cut(table.total))


def _row(line: LineSpend, was: LineSpend, month: str, before: MonthMoney, text: Text) -> AmountRow:
    def amount(value: float | None, metric: str, when: str, *, signed: bool = False) -> Amount:
        if value is None:
            return Amount("–")
        shown = text.signed(value, "money0") if signed else text.money(value, 0)
        return Amount(shown, fact_key(metric, line.line, when))

    away = None if line.planned is None or line.part else line.spent - line.planned
    part = Amount(text.word(NOT_WHOLE))
    return AmountRow(text.word(line.name), (
        amount(line.planned, "planned", month),
        part if line.part else amount(line.spent, "booked", month),
        amount(away, "over", month, signed=True),
        part if was.part and before.spent else amount(was.spent if before.spent else None, "booked", before.month),
    ))  # fmt: skip
