"""What a KPI is read from: the client's facts, and the rows of one table in a scope and a window."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
import pandas as pd

from smmkit import schema
from smmkit.dated import local_days
from smmkit.measures.coverage import days_inside, posts_told, told_spans
from smmkit.measures.posts import own_posts
from smmkit.measures.scopes import Scope, Window
from smmkit.measures.spend import spend_rows
from smmkit.metrics import Metric
from smmkit.stats import UNKNOWN, Interval

T = TypeVar("T")
# What no KPI is counted from; left out, a month is cut sooner.
UNREAD = ("text", "title", "url", "reply", "source_row", "interactions_parts", "account_handle")
# The same count under two names: networks call likes reactions, and visits visits to the profile.
ALSO: Mapping[str, tuple[str, ...]] = {"likes": ("likes", "reactions"), "visits": ("visits", "profile_visits")}


@dataclass(frozen=True)
class Facts:
    """What a KPI may be read from.

    Parameters
    ----------
    tables
        Canonical tables by name; what the client has no export for may be missing.
    brand, rivals
        The client and its rivals, as the brief spells them.
    planned
        Money of the month per budget line, from the plan.
    timezone
        The client's zone, in which the hours of the desk are meant.
    values
        What `kpis.kpi_value` has found, so that each is counted once.

    """

    tables: Mapping[str, pd.DataFrame]
    brand: str = ""
    rivals: tuple[str, ...] = ()
    planned: Mapping[str, float] | None = None
    timezone: str = "UTC"
    _parts: dict[tuple[str, Scope], pd.DataFrame | None] = field(default_factory=dict, compare=False, repr=False)
    _cuts: dict[tuple[str, Scope, Window], pd.DataFrame] = field(default_factory=dict, compare=False, repr=False)
    values: dict[tuple[str, Scope, Window], Any] = field(default_factory=dict, compare=False, repr=False)
    _made: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)
    _days: dict[tuple[str, Scope, Window], pd.DatetimeIndex] = field(default_factory=dict, compare=False, repr=False)

    def table(self, name: str) -> pd.DataFrame:
        """Return a canonical table, empty with its columns where there is none."""
        return self.tables[name] if name in self.tables else schema.empty(name)

    def part(self, name: str, scope: Scope) -> pd.DataFrame | None:
        """Return a table's rows in a scope, with their local `day`, cut once; None where it does not tell it apart."""
        if (name, scope) not in self._parts:
            self._parts[name, scope] = scope.rows(self.once(("read", name), lambda: self._read(name)), name)
        return self._parts[name, scope]

    def _read(self, name: str) -> pd.DataFrame:
        """Return a table without what no KPI reads, with the local `day` of each row."""
        whole = self.table(name)
        return whole.drop(columns=[one for one in UNREAD if one in whole]).assign(day=local_days(whole, name))

    def cut(self, name: str, scope: Scope, window: Window) -> pd.DataFrame | None:
        """Return the rows of a part that fall into a window, cut once for all the KPIs that are counted in them."""
        whole = self.part(name, scope)
        if whole is None:
            return None
        if (name, scope, window) not in self._cuts:
            self._cuts[name, scope, window] = _between(whole, window)
        return self._cuts[name, scope, window]

    def once(self, what: Hashable, make: Callable[[], T]) -> T:
        """Return what several KPIs or months need, made the first time it is asked for."""
        if what not in self._made:
            self._made[what] = make()
        return cast("T", self._made[what])

    @property
    def spend(self) -> pd.DataFrame:
        """Every amount spent, by line and day, from `spend_rows`; brought together once."""
        return self.once("spend", lambda: spend_rows(self.table("ads"), self.table("costs")))

    def days(self, name: str, scope: Scope, window: Window) -> pd.DatetimeIndex:
        """Return the days of a window between the first and last row of a part that some file tells of."""
        if (name, scope, window) not in self._days:
            told = self.once(("told days", name, scope), lambda: self._told(name, scope))
            first, last = (
                told.searchsorted(pd.Timestamp(window.start)),
                told.searchsorted(pd.Timestamp(window.end), "right"),
            )
            self._days[name, scope, window] = told[first:last]
        return self._days[name, scope, window]

    def _told(self, name: str, scope: Scope) -> pd.DatetimeIndex:
        """Return the days between the first and last row of a part that some file tells of."""
        whole = self.part(name, scope)
        if whole is None or whole["day"].isna().all():
            return days_inside([], pd.Timestamp.max, pd.Timestamp.min)
        return days_inside(told_spans(whole, whole["day"]), whole["day"].min(), whole["day"].max())


def _between(rows: pd.DataFrame, window: Window) -> pd.DataFrame:
    """Return the rows of a window by their `day`; where they lie together they are a slice, which copies nothing."""
    known = rows["day"].to_numpy()
    inside = np.flatnonzero((known >= np.datetime64(window.start)) & (known <= np.datetime64(window.end)))
    if len(inside) and inside[-1] - inside[0] + 1 == len(inside):
        return rows.iloc[inside[0] : inside[-1] + 1]
    return rows.take(inside)


def unknown() -> Interval:
    """Return the interval of what was counted in full.

    Returns
    -------
    Interval
        Without ends (NaN).

    """
    return UNKNOWN


@dataclass(frozen=True)
class Columns:
    """What a KPI is counted from, prepared once for every window: a `day` per row, and columns of plain numbers.

    A month of it is a slice of arrays, which costs a hundredth of a table's; an interval asks for the table.
    """

    day: np.ndarray
    values: Mapping[str, np.ndarray]
    ordered: bool

    @classmethod
    def of(cls, rows: pd.DataFrame) -> Columns:
        """Return the columns of rows with their `day`; a row without a day is in no window."""
        dated = rows["day"].notna()
        known = rows if dated.all() else rows[dated]
        day = known["day"].to_numpy("datetime64[us]")
        values = {str(name): known[name].to_numpy() for name in known if name != "day"}
        return cls(day, values, bool((day[1:] >= day[:-1]).all()))

    def __getitem__(self, name: str) -> np.ndarray:
        """Return a column."""
        return self.values[name]

    def __len__(self) -> int:
        """Return how many rows."""
        return len(self.day)

    @property
    def days(self) -> int:
        """How many days have a row."""
        return len(np.unique(self.day))

    def between(self, window: Window) -> Columns:
        """Return the rows of a window, in their order."""
        first, last = np.datetime64(window.start), np.datetime64(window.end)
        inside: Any
        if self.ordered:
            inside = slice(self.day.searchsorted(first), self.day.searchsorted(last, side="right"))
        else:
            inside = (self.day >= first) & (self.day <= last)
        cut = {name: column[inside] for name, column in self.values.items()}
        return Columns(self.day[inside], cut, self.ordered)

    def table(self) -> pd.DataFrame:
        """Return them as a table."""
        return pd.DataFrame({"day": self.day, **self.values})


class Measured(NamedTuple):
    """A value, what finds its interval, the rows behind it and the days of the window the exports cover."""

    value: float
    interval: Callable[[], Interval]
    n: int
    covered: int


@dataclass(frozen=True)
class TableReading:
    """A KPI asked of one table: the rows of its scope, of all time (`whole`) and in the window (`rows`), with `day`."""

    record: Metric
    table: str
    whole: pd.DataFrame
    facts: Facts
    scope: Scope
    window: Window

    @property
    def own(self) -> pd.DataFrame:
        """The rows of all time; of posts, the client's own."""
        if self.table != "posts":
            return self.whole
        return self.facts.once(("own", self.scope), lambda: own_posts(self.whole))

    @property
    def rows(self) -> pd.DataFrame:
        """The rows in the window."""
        return self.whole[:0] if (cut := self.facts.cut(self.table, self.scope, self.window)) is None else cut

    def inside(self, what: Hashable, make: Callable[[pd.DataFrame], pd.DataFrame]) -> Columns:
        """Return the rows in the window of a table (with `day`) made of all rows, once for every window."""
        made = self.facts.once((what, self.table, self.scope), lambda: Columns.of(make(self.whole)))
        return made.between(self.window)

    @property
    def days(self) -> pd.DatetimeIndex:
        """The days of the window between the first and the last row of this scope that some file tells of."""
        return self.facts.days(self.table, self.scope, self.window)

    @property
    def span(self) -> int:
        """How many those are."""
        return len(self.days)

    @property
    def posts_told(self) -> int:
        """Days of the window of which the exports of posts of these networks tell, whatever part of them is asked."""
        networks, first, last = Scope(networks=self.scope.networks), self.window.start, self.window.end

        def told() -> int:
            posts = own_posts(self.whole if (all_ := self.facts.part("posts", networks)) is None else all_)
            return posts_told(posts, posts["day"], pd.Timestamp(first), pd.Timestamp(last))

        return self.facts.once(("posts told", networks, self.window), told)

    @property
    def seen(self) -> int:
        """Days of the window that have a row."""
        return len(set(self.rows["day"].dropna()))


def column(table: pd.DataFrame, name: str) -> pd.Series[float]:
    """Return a count per row; where a network gives it another name, that one.

    Parameters
    ----------
    table
        Canonical table.
    name
        A count, such as `views`.

    Returns
    -------
    Series of float
        With the index of `table`; NaN where it is not reported.

    """
    names = [one for one in ALSO.get(name, (name,)) if one in table]
    if not names:
        return pd.Series(np.nan, index=table.index)
    values = table[names[0]].astype(float)
    for other in names[1:]:
        values = values.fillna(table[other].astype(float))
    return values
