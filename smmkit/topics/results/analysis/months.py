"""Every registered number this month, last month and in the same month of last year, and which moved beyond chance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import norm

from smmkit.measures.breaks import counted_since
from smmkit.measures.kpis import EVERYWHERE, NETWORK_KPIS, Facts, KpiValue, Scope, Window, kpi_value, shown_scope
from smmkit.measures.usual import standing, usual
from smmkit.metrics import METRICS, Metric
from smmkit.period import Period
from smmkit.stats import SAID, holm

COLUMNS = (
    "network", "metric", "result", "asked", "unit", "now", "before", "year", "since", "word", "low", "high",
    "than_before", "than_year", "days", "missing",
)  # fmt: skip
YEAR = 12
# Tables that tell networks apart; what is read from any other is said of all together.
_APART = ("posts", "daily", "inbox")
_WIDTH = norm.ppf(0.975)


class Cut(NamedTuple):
    """A KPI in a scope: of a network (or of ads, or of all together), and of one kind of result."""

    key: str
    network: str
    result: str = ""

    @property
    def scope(self) -> Scope:
        """What the number speaks of."""
        return shown_scope(self.key, Scope(networks=(self.network,) if self.network else (), results=self.result))

    @property
    def asked(self) -> bool:
        """Whether people ask for it every month; the others are for who looks closer."""
        return self.key in (NETWORK_KPIS if self.network else EVERYWHERE)


@dataclass(frozen=True)
class Beside:
    """A number of this month beside those it is compared with: `then` is None where the two may not be compared."""

    now: KpiValue
    then: KpiValue | None

    @property
    def p_value(self) -> float:
        """How often chance alone would part the two so far; NaN where one of them has no interval.

        Half of each interval, on the side of the other number, stands for 1.96 standard errors. Totals are taken
        per day told, so that a month of 28 days, or half a month, is no smaller for that.
        """
        if self.then is None or self.now.value is None or self.then.value is None:
            return float("nan")
        half, gap = self._half(self.now), abs(_middle(self.now) - _middle(self.then))
        if half < gap:  # else it lies inside the month's own interval, and the other one need not be found
            half = float(np.hypot(half, self._half(self.then)))
        return float(2 * norm.sf(_WIDTH * gap / half)) if half > 0 else float("nan")

    def _half(self, value: KpiValue) -> float:
        """Return half of an interval, on the side of the other number."""
        end = value.low if (value is self.now) == (self.side == "higher") else value.high
        return abs(_middle(value) - end / _days(value)) if end is not None else float("nan")

    @property
    def side(self) -> str:
        """Which way it moved: `higher` or `lower`."""
        return "higher" if self.then is not None and _middle(self.now) > _middle(self.then) else "lower"


def kpi_months(facts: Facts, networks: Iterable[str], period: Period) -> pd.DataFrame:
    """Return every registered KPI of each network, beside the month before and the same month a year ago.

    Parameters
    ----------
    facts
        The client's tables.
    networks
        Platforms, in the order they are shown.
    period
        The month.

    Returns
    -------
    DataFrame
        `network` (empty for all together), `metric`, `result` (of a cost per result), `asked` (people ask for it
        every month), `unit`; `now`, `before`, `year` (NaN where no export tells); `since`, from which day the
        platform counts it as today (NaT where always); `word`, `low`, `high`: how what is asked stands to what the
        months before lead one to expect; `than_before`, `than_year`: `higher` or `lower` where chance alone would
        hardly move it so far (Holm over all that is asked, at `stats.SAID`), `alike` where it may, empty where nobody
        can tell; `days`, of the month that the exports tell, where they tell too few; `missing`, which export would
        tell it.

    """
    months = [Window.month(period.shift(-back)) for back in range(YEAR + 1, -1, -1)]
    rows = [_row(cut, facts, months) for cut in _cuts(facts, tuple(networks))]
    table = pd.DataFrame(rows, columns=[*COLUMNS, "p_before", "p_year"])
    for part in (table["asked"], ~table["asked"]):
        asked = pd.concat([table.loc[part, "p_before"], table.loc[part, "p_year"]], keys=("before", "year"))
        for name, adjusted in holm(asked).groupby(level=0):
            told = adjusted.droplevel(0)
            sides = table.loc[told.index, f"than_{name}"]
            table.loc[told.index, f"than_{name}"] = sides.where(told <= SAID, "alike").where(told.notna(), "")
    numbers = dict.fromkeys(("now", "before", "year", "low", "high", "days"), float)
    return table[list(COLUMNS)].astype(numbers)


def _cuts(facts: Facts, networks: tuple[str, ...]) -> Iterator[Cut]:
    """Give each registered KPI in the scopes its table tells apart: all together first, then network by network."""
    ads = facts.table("ads")
    paid = tuple(dict.fromkeys(ads["platform"].dropna().astype(str)))
    ours = {key: _places(record, networks, paid) for key, record in METRICS.items()}
    order = [*EVERYWHERE, *NETWORK_KPIS, *(key for key in METRICS if key not in (*EVERYWHERE, *NETWORK_KPIS))]
    for place in ("", *dict.fromkeys((*networks, *paid))):
        for key in order:
            if place in ours[key]:
                yield from _of_results(key, place, ads)


def _places(record: Metric, networks: tuple[str, ...], paid: tuple[str, ...]) -> tuple[str, ...]:
    table = record.tables[0] if record.tables else ""
    if table in _APART or record.how == "whole":
        return networks
    return paid or ("",) if table == "ads" and record.how not in ("spent", "pace") else ("",)


def _of_results(key: str, place: str, ads: pd.DataFrame) -> Iterator[Cut]:
    """Give a KPI in a place; the cost of a result once for each kind, because unlike results are never added up."""
    kinds = ads.loc[ads["platform"] == place, "result_type"].dropna().astype(str).unique() if key == "cpa" else ()
    yield from (Cut(key, place, str(kind)) for kind in kinds)
    if not len(kinds):
        yield Cut(key, place)


def _row(cut: Cut, facts: Facts, months: Sequence[Window]) -> tuple[object, ...]:
    """Return a KPI's row; what was counted otherwise before a day inside the months is not compared across it."""
    now, before, year = (kpi_value(cut.key, facts, cut.scope, months[place]) for place in (-1, -2, -YEAR - 1))
    since = counted_since(cut.key, facts, cut.scope, months, table=now.table)
    fits = [since is None or month.start >= since for month in months]
    shown = [now.value, before.value if fits[-2] else None, year.value if fits[-YEAR - 1] else None]
    beside = [Beside(now, before if fits[-2] else None), Beside(now, year if fits[-YEAR - 1] else None)]
    told: list[float | None] = []
    if cut.asked and now.value is not None:  # the whole year is worth its time only where people ask
        told = [_whole(kpi_value(cut.key, facts, cut.scope, month)) if fit else None
                for month, fit in zip(months, fits, strict=True)]  # fmt: skip
    word = standing(told) if told and now.nearly_whole else ""
    return (
        cut.network, cut.key, cut.result, cut.asked, now.unit, *shown,
        pd.Timestamp(since) if since is not None else pd.NaT, word, *usual(told[:-1]),
        *(one.side for one in beside), None if now.nearly_whole else now.covered, now.missing,
        *(one.p_value for one in beside),
    )  # fmt: skip


def _whole(value: KpiValue) -> float | None:
    """Return a number that may stand beside whole months: half a month is no low month."""
    return value.value if value.nearly_whole else None


def _middle(value: KpiValue) -> float:
    """Return a number as it is compared: a total per day told."""
    return float("nan") if value.value is None else value.value / _days(value)


def _days(value: KpiValue) -> int:
    return value.covered if METRICS[value.metric].how == "total" and value.covered else 1
