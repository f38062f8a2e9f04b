"""How much is said of the client, and how kindly, month by month: the one figure beside its rivals."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from smmkit.measures.kpis import kpi_series
from smmkit.measures.scopes import Scope, Window
from smmkit.metrics import METRICS
from smmkit.period import Period
from smmkit.report.charts import Scale, trend_svg
from smmkit.report.document import Book
from smmkit.text import N_, Text
from smmkit.topics.report.documents.networks import shown_number

LEAST = {"sov": 1, "net_sentiment": 10}
"""How many mentions (of a known tone) a month must hold to be drawn."""
_NAMES = {
    "sov": N_("How much of what is said is about us"),
    "net_sentiment": N_("How kindly: praise less complaints, of 100 mentions"),
}  # fmt: skip
_ALT = N_("{name}, month by month from {first:month} to {last:month}: between {low} and {high}, at the end {now}")
_ALT_OPEN = N_("{name}, month by month from {first:month} to {last:month}: between {low} and {high}")
_NOW = N_("month by month; {last:month}: {now}")
_UNKNOWN = N_("month by month; not known for {last:month}")


@dataclass(frozen=True)
class Line:
    """A line of the figure: what it shows, of which months, and the line."""

    name: str
    months: str
    drawn: Markup


def voice_lines(book: Book) -> tuple[Line, ...]:
    """Return the client's share of voice and, below it, its tone; nothing where either knows fewer than three months.

    The one is never drawn without the other: to be talked about is not to be liked.
    """
    months = [str(month) for month in book.months]
    windows = [Window.month(Period(month)) for month in months]
    told = {key: kpi_series(key, book.facts, Scope(), windows) for key in LEAST}
    values = {key: one["value"].where(one["n"] >= LEAST[key]) for key, one in told.items()}
    known = [place for place in range(len(months)) if any(one.notna().iloc[place] for one in values.values())]
    if not known:
        return ()
    first, last = months[known[0]], months[known[-1]]
    cut = {key: one.iloc[known[0] : known[-1] + 1].tolist() for key, one in values.items()}
    lines = tuple(_line(key, one, first, last, book) for key, one in cut.items())
    return lines if all(line.drawn for line in lines) else ()


def _line(key: str, values: list[float], first: str, last: str, book: Book) -> Line:
    """Return one measure's line with its axes, and its value in the last month."""
    text, name = book.text, book.text(_NAMES[key])
    shown = [None if one != one else float(one) for one in values]
    drawn = [one for one in shown if one is not None]
    ends = {side: _put(key, of(drawn, default=0.0), text) for side, of in (("low", min), ("high", max))}
    now = None if shown[-1] is None else _put(key, shown[-1], text)
    said = {"name": name, "first": first, "last": last, "now": now, **ends}
    scale = Scale(**ends, zero=_put(key, 0.0, text), first=text.short_month(first), last=text.short_month(last))
    figure = trend_svg(shown, scale, text(_ALT_OPEN if now is None else _ALT, **said))
    return Line(name, text(_UNKNOWN if now is None else _NOW, **said), figure)


def _put(key: str, value: float, text: Text) -> str:
    """Return a value as the tables of the report put it: a share in per cent, a tone of a hundred mentions."""
    return shown_number(value, METRICS[key].unit, text)
