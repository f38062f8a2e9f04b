"""Each network's numbers this month, last month and in the same month of last year."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from smmkit.measures.kpis import NETWORK_KPIS, Facts, KpiValue, Scope, Window, kpi_value
from smmkit.period import Period

COLUMNS = ["network", "metric", "unit", "now", "before", "year", "than_before", "than_year"]
YEAR = 12


def kpi_months(facts: Facts, networks: Iterable[str], period: Period) -> pd.DataFrame:
    """Return every KPI a network reports, beside the month before and the same month a year ago.

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
        `network`, `metric`, `unit`, `now`, `before`, `year` (NaN where no export tells), `than_before` and
        `than_year`: `higher` or `lower` where the two intervals do not touch, `alike` where they do, empty where one
        of them is a plain count without an interval or the platform counts differently by now.

    """
    windows = [Window.month(month) for month in (period, period.shift(-1), period.shift(-YEAR))]
    rows = []
    for network in networks:
        scope = Scope(networks=(network,))
        for key in NETWORK_KPIS:
            now, before, year = (kpi_value(key, facts, scope, window) for window in windows)
            if now.value is None and before.value is None:
                continue
            seen = [one.value if one.definition == now.definition else None for one in (now, before, year)]
            rows.append((network, key, now.unit, *seen, _against(now, before), _against(now, year)))
    return pd.DataFrame(rows, columns=COLUMNS).astype({"now": float, "before": float, "year": float})


def _against(now: KpiValue, then: KpiValue) -> str:
    ends = [end for end in (now.low, now.high, then.low, then.high) if end is not None]
    if len(ends) < 4 or now.definition != then.definition:
        return ""
    low, high, low_then, high_then = ends
    return "higher" if low > high_then else "lower" if high < low_then else "alike"
