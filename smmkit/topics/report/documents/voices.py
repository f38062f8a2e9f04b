"""How much is said of the client, and how kindly, month by month: the one figure beside its rivals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from smmkit.measures.mentions import daily_mentions
from smmkit.period import Period
from smmkit.report.charts import spark_svg
from smmkit.report.document import Book
from smmkit.text import N_

MONTHS, LEAST_RATED = 14, 10
_NAMES = (N_("How much of what is said is about us"), N_("How kindly: praise less complaints"))
_ALT = N_("{name}, month by month from {first:month} to {last:month}")


@dataclass(frozen=True)
class Line:
    """A line of the figure: what it shows, of which months, and the line."""

    name: str
    months: str
    drawn: Markup


def monthly_voice(mentions: pd.DataFrame, brands: Sequence[str], last: Period) -> pd.DataFrame:
    """Return share of voice and tone of the first brand, month by month.

    Parameters
    ----------
    mentions
        Canonical mentions.
    brands
        The client, then its rivals.
    last
        The last month.

    Returns
    -------
    DataFrame
        Indexed by month (`2026-10`), fourteen of them: `share` (0-1), `tone` (-1 to 1); missing where nobody was
        mentioned, or fewer than ten mentions are of a known tone.

    """
    daily = daily_mentions(mentions, brands)
    month = daily["day"].dt.strftime("%Y-%m")
    own = daily["brand"].eq(brands[0])
    total = daily.groupby(month)["mentions"].sum()
    ours = daily[own].groupby(month[own])[["mentions", "rated", "positive", "negative"]].sum()
    ours = ours.reindex(total.index, fill_value=0).astype(float)
    rated = ours["rated"].where(ours["rated"] >= LEAST_RATED)
    table = pd.DataFrame({"share": ours["mentions"] / total, "tone": (ours["positive"] - ours["negative"]) / rated})
    return table.reindex([str(last.shift(-back)) for back in range(MONTHS - 1, -1, -1)])


def voice_lines(book: Book) -> tuple[Line, ...]:
    """Return the client's share of voice and, below it, its tone; nothing where either knows fewer than three months.

    The one is never drawn without the other: to be talked about is not to be liked.
    """
    rivals = [one.name for one in book.client.competitors]
    mentions = book.table("mentions")
    if not rivals or mentions.empty:
        return ()
    table = monthly_voice(mentions, (book.client.name, *rivals), book.period)
    known = table.dropna(how="all")
    if known.empty:
        return ()
    first, last = str(known.index[0]), str(known.index[-1])
    lines = []
    for key, column in zip(_NAMES, ("share", "tone"), strict=True):
        name = book.text(key)
        values = [None if pd.isna(one) else float(one) for one in table.loc[first:, column]]
        drawn = spark_svg(values, book.text(_ALT, name=name, first=first, last=last))
        lines.append(Line(name, book.text("month by month, to this one"), drawn))
    return tuple(lines) if all(line.drawn for line in lines) else ()
