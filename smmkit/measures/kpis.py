"""The value of any registered KPI: number, interval, rows behind it, scope and window.

`kpi_value("err", Facts(wb.tables), Scope(networks=("instagram",)), Window.month("2026-10"))` returns a
`KpiValue`; where nothing reports the KPI its `missing` says which export would give it. `kpi_series` gives the
same number month by month, `breaks.kpi_breaks` the days inside a window at which it stopped being comparable.
What is computed stands on the KPI's record in `smmkit.metrics` (`how`, `tables`, `numerator`, `denominator`,
`factor`), never in a chain of names here.

A day without a row is unknown, not zero: a total is that of the days covered, `KpiValue.covered` says how many,
and `per_day` divides by them. An interval over days counts how alike neighbouring days are (`stats.serial`);
that of a total says how far it would move from one month to the next without any cause. A sum of money has none, nor
has one counted over posts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from smmkit.measures.posts import FLEETING
from smmkit.measures.readings import Facts, TableReading, unknown
from smmkit.measures.scopes import Scope, Window
from smmkit.measures.ways import WAYS
from smmkit.metrics import METRICS, Metric, metric
from smmkit.stats import Interval

__all__ = ["Facts", "KpiValue", "Scope", "Window", "kpi_series", "kpi_value"]

# What a network is read by, in the order people ask for it.
NETWORK_KPIS = (
    "follows_new", "views", "impressions", "reach", "interactions", "err", "applause", "conversation", "amplification",
    "visits", "link_clicks", "first_response", "response_rate", "cpa",
)  # fmt: skip
# How often something was shown: a network counts one of the two.
SHOWN = ("views", "impressions")
# What belongs to no network alone: the website and what people say.
EVERYWHERE = ("sessions", "key_events", "revenue", "sov", "net_sentiment")
# Share of a month's days from which on its total is compared with other months'.
NEARLY = 0.8

# Counted from every amount spent, whatever table tells it.
_OF_ALL_SPENT = ("spent", "pace")


@dataclass(frozen=True)
class KpiValue:
    """What a KPI came to.

    Parameters
    ----------
    metric, unit, definition
        From the KPI's record.
    value
        The number; None where nothing reports it.
    n
        Rows behind it: posts, days, messages.
    scope, window
        What it speaks of.
    covered
        Days of the window the exports cover.
    missing
        Catalogue key: which export would give it; empty where there is a value.
    table
        Where it was counted.
    interval
        Finds the 95 % interval: a month's number is shown more often than how sure it is.

    """

    metric: str
    value: float | None
    n: int
    unit: str
    definition: str
    scope: Scope
    window: Window
    covered: int = 0
    missing: str = ""
    table: str = ""
    interval: Callable[[], Interval] = field(default=unknown, compare=False, repr=False)

    @cached_property
    def ends(self) -> tuple[float | None, float | None]:
        """Both ends of the 95 % interval, found when somebody asks; None where none can be told."""
        low, high = (None if end != end else end for end in self.interval())
        return low, high

    @property
    def low(self) -> float | None:
        """Lower end of the interval."""
        return self.ends[0]

    @property
    def high(self) -> float | None:
        """Upper end of the interval."""
        return self.ends[1]

    @property
    def complete(self) -> bool:
        """Whether the exports cover every day of the window."""
        return self.covered >= self.window.days

    @property
    def nearly_whole(self) -> bool:
        """Whether it may stand beside whole months: a total of half a month is no small total."""
        return not METRICS[self.metric].additive or self.covered >= NEARLY * self.window.days

    @property
    def per_day(self) -> float | None:
        """A total divided by the days covered; None without a value or a day."""
        return None if self.value is None or not self.covered else self.value / self.covered

    @property
    def key(self) -> tuple[str, str, str]:
        """Metric, scope and window, as they are declared beside the number: one value in all the house."""
        return self.metric, self.scope.key, self.window.key


def shown_scope(key: str, scope: Scope) -> Scope:
    """Return what a KPI of a network speaks of beside its other months: counted per post, of the posts that stay.

    A platform exports stories apart, often since some day only, and a mean over them is another number.

    Parameters
    ----------
    key
        Of a KPI.
    scope
        A network, or anything else, which is left as it is.

    Returns
    -------
    Scope
        Without stories and live streams where the KPI is counted per post.

    """
    return replace(scope, without=FLEETING) if scope.networks and mixes_formats(key, scope) else scope


def mixes_formats(key: str, scope: Scope) -> bool:
    """Say whether a KPI is a mean over posts of all formats, stories and live streams among them.

    Parameters
    ----------
    key
        Of a KPI.
    scope
        What it speaks of.

    Returns
    -------
    bool
        False where the scope chooses or leaves out formats, and for totals.

    """
    record = metric(key)
    return record.tables[:1] == ("posts",) and not record.additive and not scope.formats and not scope.without


def kpi_value(key: str, facts: Facts, scope: Scope, window: Window) -> KpiValue:
    """Return a registered KPI's value in a scope and a window.

    Parameters
    ----------
    key
        Of a KPI, such as `err`.
    facts
        The client's tables and what the brief and the plan say.
    scope, window
        What the number speaks of.

    Returns
    -------
    KpiValue
        Without a value, but with `missing`, where no table reports it in this scope.

    Raises
    ------
    DataError
        If there is no such KPI.

    """
    if (key, scope, window) not in facts.values:
        facts.values[key, scope, window] = _counted(key, facts, scope, window)
    value: KpiValue = facts.values[key, scope, window]
    return value


def _counted(key: str, facts: Facts, scope: Scope, window: Window) -> KpiValue:
    record = metric(key)
    found, way = None, WAYS.get(record.how)
    for table in _tables(record):
        if way is not None and (reading := _reading(record, table, facts, scope, window)) is not None:
            found = way(reading)
        if found is not None:
            break
    if found is None:
        return KpiValue(key, None, 0, record.unit, record.definition, scope, window, 0, record.export)
    said = (key, found.value, found.n, record.unit, record.definition, scope, window, found.covered)
    return KpiValue(*said, table=table, interval=found.interval)


def _tables(record: Metric) -> tuple[str, ...]:
    """Return the tables a KPI may be counted in: of a total each may tell it, else the first alone."""
    return record.tables if record.how == "total" else record.tables[:1]


def _reading(record: Metric, table: str, facts: Facts, scope: Scope, window: Window) -> TableReading | None:
    whole = facts.part(table, scope)
    if whole is None or (whole.empty and record.how not in _OF_ALL_SPENT):
        return None
    return TableReading(record, table, whole, facts, scope, window)


def kpi_series(key: str, facts: Facts, scope: Scope, windows: Sequence[Window]) -> pd.DataFrame:
    """Return a KPI window by window, such as month by month.

    Parameters
    ----------
    key
        Of a KPI.
    facts, scope
        As for `kpi_value`.
    windows
        In order of time.

    Returns
    -------
    DataFrame
        `start`, `end`, `value` (NaN where not told), `n`, `covered`, `days`, `definition`.

    """
    rows = []
    for window in windows:
        one = kpi_value(key, facts, scope, window)
        rows.append((window.start, window.end, one.value, one.n, one.covered, window.days, one.definition))
    columns = ["start", "end", "value", "n", "covered", "days", "definition"]
    return pd.DataFrame(rows, columns=columns).astype({"value": float})
