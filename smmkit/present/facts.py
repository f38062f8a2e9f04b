"""A shown number says what it is: metric, scope and window, declared once beside it and kept when it is rendered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

from smmkit.errors import DataError
from smmkit.measures.scopes import Window
from smmkit.metrics import METRICS
from smmkit.text import N_, Message, Text

if TYPE_CHECKING:
    import pandas as pd

    from smmkit.ledger import Item

FACTS, CAPTION, NOTES = "facts", "caption", "notes"
STANDING = "standing"
"""The window of what holds until somebody changes it: the brief, a rule, a limit, the approved plan."""
# What is stated beside the registered KPIs: sums of money and shares that the plan, the books or a method give.
AMOUNTS: Mapping[str, str] = MappingProxyType(
    {
        "planned": "money of the approved plan",
        "planned_rest": "money of the approved plan for a line that none of the lines within it has",
        "planned_scaled": "money of the approved plan, cut to the budget of the brief",
        "proposed": "money the workbook proposes",
        "change": "proposed less planned or usual",
        "usual_month": "money of the mean month of the last year",
        "booked": "money of the books and the platforms",
        "committed": "money ordered and not yet invoiced",
        "invoiced": "money invoiced",
        "paid": "money paid",
        "left": "approved money not yet used",
        "month_end": "money the month is heading for",
        "expected_cost": "what the results would have cost at the price of the months before",
        "price_part": "part of a difference that is price",
        "volume_part": "part of a difference that is volume",
        "mix_part": "part of a difference that is mix",
        "answered_much": "share of the customers who answered yes, or much, to a question",
        "credited": "results a way of keeping the books gives to a channel",
        "total_part": "actual less expected",
        "best_split": "money of the best split that could be found",
        "usual_scaled": "usual month, scaled to the total that is split",
        "scenario_total": "money of the elastic lines in a scenario",
        "used": "share of the planned money that is spent",
        "format_effect": "what a format adds against the rest of its network",
        "campaign_effect": "what a campaign added while it ran",
        "median_rate": "median of the posts' interactions per follower",
        "next_cost": "money one more result costs",
        "cost_of_result": "money over all results of a usual month, by the fitted curve",
        "carry_over": "share still felt a week later",
        "gap": "distance to the best provable split",
        "full_cost": "money and hours of a campaign's days",
        "margin_added": "margin a campaign added",
        "left_over": "margin a campaign added less its full cost",
        "able": "the most a line spent in four weeks of the last three months, money a month",
        "claimed_revenue": "revenue the platform books to itself",
        "target": "what the plan wants",
        "baseline": "where the plan started",
        "expected": "effect the plan expected",
        "largest_placebo": "largest effect of an invented campaign",
        "weight": "share of a weight or of a mix",
        "answered_within": "share of the messages a person answered within so many working hours",
        "outside_share": "share of the messages that come while nobody is at the desk",
        "reply_habit": "share of the answers that have a part",
        "raters_agree": "share of the answers on which both raters agree",
        "complaint_share": "share of the complaints that have a cause",
        "unsolved_share": "share of the complaints of a cause that are not solved",
        "topic_growth": "growth of interest in a topic, season taken off",
        "people_share": "share of the people",
        "revenue_share": "share of the revenue",
        "rule_share": "share a rule catches or gets right",
        "revenue_per_customer": "revenue of one customer",
        "over": "money spent beyond what was approved",
        "budget": "money a month the brief allows",
        "margin": "share of the revenue that is left after the goods",
        "threshold": "least difference that counts",
        "bar": "what something must reach",
        "chance": "chance of reaching a bar",
        "chance_when_signed": "chance of reaching a target when it was signed",
        "expected_loss": "loss to be expected from keeping something",
        "seen_effect": "least effect a test of eight weeks would show",
        "executed": "share of what was planned that was done",
        "purpose_share": "share of the posts with a purpose",
        "forecast_gain": "how much better later posts are foretold",
        "daily_amount": "money of a line a day",
        "scenario_change": "change of the total in a scenario",
        "scenario_line": "money of a line in a scenario",
        "drill_score": "share of the steps done right in a drill",
        "limit": "limit of what a number does by itself",
        "upkeep": "money a month that a network takes in hours, production and tools",
        "reaction_cost": "upkeep of a network over the likes, comments and shares of its posts",
        "network_share": "share of a network's messages, mentions or complaints",
        "tool_price": "price of a tool in a month",
        "creator_fee": "fee of a creator's post",
        "creator_cost": "fee of a creator's post over its likes and comments",
        "audience_home": "share of a creator's audience in the client's country",
    }
)


class Stated(str):
    """A number as shown, with what it declares: `metric|scope|window`, and the item that explains it."""

    __slots__ = ("fact", "item")
    fact: str
    item: str

    def __new__(cls, shown: str, fact: str, item: str = "") -> Self:
        """Keep the declaration beside the text."""
        made = super().__new__(cls, shown)
        made.fact, made.item = fact, item
        return made


class StatedAmount(float):
    """A number of a spreadsheet, with what it declares."""

    __slots__ = ("fact",)
    fact: str

    def __new__(cls, value: float, fact: str) -> Self:
        """Keep the declaration beside the number."""
        made = super().__new__(cls, value)
        made.fact = fact
        return made


def fact_key(metric: str, scope: str, window: Window | str) -> str:
    """Return a declaration as it stands in `data-fact`.

    Parameters
    ----------
    metric
        A registered KPI, or one of `AMOUNTS`.
    scope
        What the number covers, such as `instagram+reel`; empty for all of it.
    window
        From when to when.

    Raises
    ------
    DataError
        If nothing registers the metric.

    """
    if metric not in METRICS and metric not in AMOUNTS:
        raise DataError(f"there is no metric {metric!r} to declare; register it in smmkit/metrics.py or present/facts.")
    return "|".join((metric, scope or "all", window if isinstance(window, str) else window.key))


def scoped(*parts: object) -> str:
    """Return a scope of some parts, in their order; empty ones are left out, a segment called 0 is not."""
    return "+".join(str(part).replace("|", "/") for part in parts if part is not None and str(part)) or "all"


def stated(shown: str, metric: str, scope: str, window: Window | str | None, *, item: str = "") -> str:
    """Return a shown number with its declaration; a number without a window, or a blank, declares nothing.

    Parameters
    ----------
    shown
        As the reader sees it.
    metric, scope, window
        As for `fact_key`.
    item
        Id of the ledger item that says where the number comes from.

    """
    blank = not any(sign.isdigit() for sign in shown)
    return shown if window is None or blank else Stated(shown, fact_key(metric, scope, window), item)


def item_number(item: Item, text: Text) -> str:
    """Return an item's number as shown, with what the item declares."""
    return of_item(text.quantity(item.value, item.unit), item)


def of_item(shown: str, item: Item | None) -> str:
    """Return a number that an item of the ledger explains, with what the item declares of it.

    Parameters
    ----------
    shown
        As the reader sees it.
    item
        The item; None where there is none.

    """
    return Stated(shown, item.fact, item.id) if item is not None and item.fact else shown


def text_table(
    rows: Sequence[Sequence[str]],
    heads: Sequence[str],
    text: Text,
    *,
    window: Window | str | None = None,
    index: pd.Index[Any] | None = None,
    notes: Sequence[Message] = (),
) -> pd.DataFrame:
    """Return a table of texts with translated headings; what its cells declare goes with it.

    Parameters
    ----------
    rows
        Cells as shown; those made by `stated` declare what they are.
    heads
        Catalogue keys.
    text
        The language.
    window
        From when to when its numbers are, or `STANDING`; said in its caption.
    index
        Ids or names of the rows, shown as the first column.
    notes
        What must be known of its numbers, said below it.

    Returns
    -------
    DataFrame
        Of plain texts; `attrs` hold the declarations (row, column) and the caption, which `display.table_html` renders.

    """
    import pandas as pd

    cells = [[str(cell) for cell in row] for row in rows]
    table = pd.DataFrame(cells, columns=[text.word(head) for head in heads], index=index, dtype="str")
    table.attrs[FACTS] = {
        f"{i},{j}": (cell.fact, cell.item)
        for i, row in enumerate(rows)
        for j, cell in enumerate(row, start=0 if index is None else 1)
        if isinstance(cell, Stated)
    }
    if window is not None:
        table.attrs[CAPTION] = said_window(window, text)
    if notes:
        table.attrs[NOTES] = tuple(map(text, notes))
    return table


def said_window(window: Window | str, text: Text) -> str:
    """Say a window in words: a month by its name, else its first and last day; what stands says that it does."""
    if isinstance(window, str):
        return text(N_("In force until somebody changes it"))
    if len(window.key) == len("2026-10"):
        month = text.month(window.key)
        return month[:1].upper() + month[1:]
    return text(N_("From {start:date} to {end:date}"), start=window.start.isoformat(), end=window.end.isoformat())


def declared(html: str, attrs: Mapping[Any, Any]) -> str:
    """Return a rendered table with its caption, and each declaring cell with `data-fact` (and `data-item`)."""
    facts = attrs.get(FACTS)
    if isinstance(facts, dict) and facts:
        head, _, body = html.partition("<tbody>")
        rows = body.split("<tr>")
        marked = [rows[0], *(_row(row, i, facts) for i, row in enumerate(rows[1:]))]
        html = f"{head}<tbody>{'<tr>'.join(marked)}"
    if caption := attrs.get(CAPTION):
        opening, close, rest = html.partition(">")
        html = f"{opening}{close}\n  <caption>{escape(str(caption))}</caption>{rest}"
    return html + "".join(
        f'\n<p class="tex2jax_ignore mathjax_ignore">{escape(note)}</p>' for note in attrs.get(NOTES, ())
    )


def _row(row: str, i: int, facts: Mapping[str, tuple[str, str]]) -> str:
    start, *cells = row.split("<td>")
    return start + "".join(_cell(cell, facts.get(f"{i},{j}")) for j, cell in enumerate(cells))


def _cell(cell: str, fact: tuple[str, str] | None) -> str:
    if fact is None:
        return f"<td>{cell}"
    item = f' data-item="{escape(fact[1])}"' if fact[1] else ""
    return f'<td data-fact="{escape(fact[0])}"{item}>{cell}'
