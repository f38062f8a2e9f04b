"""The days inside a window at which a number stopped being comparable with itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from smmkit.measures.posts import STORY, own_posts
from smmkit.measures.readings import Facts
from smmkit.measures.scopes import Scope, Window
from smmkit.metrics import Metric, metric
from smmkit.schema import platform_name
from smmkit.text import N_, Message

_SAID = {
    "replaced": N_("{platform:word} replaced {what:word} by {new:word} on {day:date}"),
    "begins": N_("{platform:word}: {what:word} is exported only since {day:date}"),
    "ends": N_("{platform:word}: {what:word} is exported only until {day:date}"),
}
_NETWORK = {
    "begins": N_("{platform:word} is exported only since {day:date}"),
    "ends": N_("{platform:word} is exported only until {day:date}"),
}
NOT_COMPARABLE = N_("not comparable: counted in another way before {day:date}")
"""What stands instead of a number of a month before the day, in the report and in notebook 09."""
CHANCE = 0.001
"""A silence less likely than this, at the pace of the posts there are, is no accident."""


@dataclass(frozen=True)
class Break:
    """One day at which a number changed its meaning.

    Parameters
    ----------
    kind
        `replaced`, `begins` or `ends`.
    day
        First day after the break; for `ends` the last day before it.
    platform
        The network.
    what
        Format that begins or ends; empty for the whole network, the metric for `replaced`.
    replaced_by
        What replaced it.
    file
        The export that begins or ends there.

    """

    kind: str
    day: date
    platform: str
    what: str = ""
    replaced_by: str = ""
    file: str = ""

    @property
    def said(self) -> Message:
        """The break in a sentence."""
        key = _SAID[self.kind] if self.what else _NETWORK[self.kind]
        values = {"platform": platform_name(self.platform), "what": self.what, "new": self.replaced_by}
        return Message(key, {**values, "day": self.day.isoformat()})


def kpi_breaks(key: str, facts: Facts, scope: Scope, window: Window) -> list[Break]:
    """Return the days inside a window at which a KPI's number stopped being comparable.

    A platform may have replaced a column of it; or a network, a format of posts, or the file that held
    them begins or ends there. A network tells a beginning by the first row of all time: silence before
    it is a break where the pace of what follows makes it less likely than `CHANCE`.

    Parameters
    ----------
    key
        Of a KPI.
    facts
        The client's tables; the platforms' own breaks are the table `breaks`.
    scope, window
        What the number speaks of. A break on the window's first day leaves it whole.

    Returns
    -------
    list of Break
        In order of time.

    """
    record = metric(key)
    found = list(replaced_columns(key, facts, scope, window))
    for table in record.tables[:1] if record.how != "total" else record.tables:
        if table in ("posts", "daily", "ads"):
            found += _begun_or_ended(table, record, facts, scope, window)
    return sorted({*found}, key=lambda one: (one.day, one.platform, one.what, one.kind))


def replaced_columns(key: str, facts: Facts, scope: Scope, window: Window) -> Iterator[Break]:
    """Give the days inside a window from which a platform counts a KPI's columns otherwise.

    Parameters
    ----------
    key, facts, scope, window
        As in `kpi_breaks`, of which this is the part that reads no rows.

    Yields
    ------
    Break
        Of kind `replaced`.

    """
    record = metric(key)
    columns = (record.numerator, record.denominator)
    for one in facts.once("replaced columns", lambda: tuple(_replaced(facts.table("breaks")))):
        here = not scope.networks or one.platform in scope.networks
        if here and (one.what in columns or one.replaced_by in columns) and window.start < one.day <= window.end:
            yield one


def counted_since(key: str, facts: Facts, scope: Scope, windows: Sequence[Window], *, table: str = "") -> date | None:
    """Return the last day, inside some windows, from which a KPI is counted otherwise.

    A platform replaces a column; or a total is made of posts, and the export of stories, which comes apart, begins.

    Parameters
    ----------
    key, facts, scope
        As in `kpi_breaks`.
    windows
        In order of time, such as the months shown.
    table
        Where the KPI was counted.

    Returns
    -------
    date or None
        None where nothing was replaced: all windows may be compared.

    """
    whole = Window(windows[0].start, windows[-1].end)
    days = [one.day for one in replaced_columns(key, facts, scope, whole)]
    if table == "posts" and metric(key).additive:
        begun = (one for one in kpi_breaks(key, facts, scope, whole) if one.kind == "begins")
        days += [one.day for one in begun if one.what == STORY]
    return max(days, default=None)


def _replaced(breaks: pd.DataFrame) -> Iterator[Break]:
    """Give every day from which a platform counts a column otherwise; one break on the first day leaves all whole."""
    for row in breaks.dropna(subset=["platform", "day"]).to_dict("records"):
        named = ("" if pd.isna(row[name]) else str(row[name]) for name in ("metric", "replaced_by", "source_file"))
        yield Break("replaced", row["day"].date(), str(row["platform"]), *named)


def _begun_or_ended(name: str, record: Metric, facts: Facts, scope: Scope, window: Window) -> Iterator[Break]:
    rows = facts.part(name, scope)
    if rows is None or rows.empty:
        return
    if name == "posts":
        rows = own_posts(rows)
    if name == "daily":
        rows = rows[rows["metric"].isin([record.numerator, record.denominator])]
    told = ["platform", "day", *(one for one in ("format", "source_file") if one in rows)]
    rows = rows[told].dropna(subset=["day"])
    known = (rows["day"].min(), rows["day"].max()) if len(rows) else None
    for keys in (["platform"], ["platform", "format"]) if name == "posts" else (["platform"],):
        for group, own in rows.groupby(keys, observed=True):
            yield from _edges(tuple(map(str, group)), own, known, window)


def _edges(group: tuple[str, ...], own: pd.DataFrame, known: tuple[pd.Timestamp, pd.Timestamp] | None,
           window: Window) -> Iterator[Break]:  # fmt: skip
    """Give where a group of rows begins or ends inside the window, if its silence beyond is no accident."""
    start, end = pd.Timestamp(window.start), pd.Timestamp(window.end)
    days = own["day"]
    first, last = days.min(), days.max()
    rate = len(days) / ((last - first).days + 1)
    platform, what = group[0], group[1] if len(group) > 1 else ""
    since, until = (known or (first, last))[0], (known or (first, last))[1]
    quiet = {"begins": (first - max(since, start)).days, "ends": (min(until, end) - last).days}
    for kind, day in (("begins", first), ("ends", last)):
        inside = start < day <= end if kind == "begins" else start <= day < end
        if inside and len(days) > 1 and np.exp(-rate * quiet[kind]) < CHANCE:
            file = own.loc[days == day, "source_file"].dropna() if "source_file" in own else own["day"][:0]
            yield Break(kind, day.date(), platform, what, "", str(file.iloc[0]) if len(file) else "")
