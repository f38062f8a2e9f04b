"""How much is said of the client, and how kindly, month by month: the one figure beside its rivals."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from smmkit.measures.kpis import kpi_series
from smmkit.measures.scopes import Scope, Window
from smmkit.period import Period
from smmkit.report.charts import spark_svg
from smmkit.report.document import Book
from smmkit.text import N_

LEAST = {"sov": 1, "net_sentiment": 10}
"""How many mentions (of a known tone) a month must hold to be drawn."""
_NAMES = {
    "sov": N_("How much of what is said is about us"), "net_sentiment": N_("How kindly: praise less complaints"),
}  # fmt: skip
_ALT = N_("{name}, month by month from {first:month} to {last:month}")


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
    lines = []
    for key, series in values.items():
        name = book.text(_NAMES[key])
        shown = [None if one != one else float(one) for one in series.iloc[known[0] :]]
        drawn = spark_svg(shown, book.text(_ALT, name=name, first=first, last=last))
        lines.append(Line(name, book.text("month by month, to this one"), drawn))
    return tuple(lines) if all(line.drawn for line in lines) else ()
