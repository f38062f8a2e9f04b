"""Plan against what happened: objectives and money."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from smmkit.measures.coverage import WHOLE
from smmkit.measures.kpis import Facts, Scope, Window, kpi_value
from smmkit.measures.names import KEPT_BACK
from smmkit.metrics import METRICS
from smmkit.stats import UNKNOWN, Interval

ON_PLAN = 0.10


def objective_status(value: float, interval: Interval, *, target: float, falls: bool) -> str:
    """Return `reached`, `missed` or `open`: the target lies inside the interval. A count without one is a fact.

    Parameters
    ----------
    value
        What was measured, in the KPI's unit.
    interval
        Of the value; NaN ends where it is a count.
    target
        What was to be reached.
    falls
        Whether less is better.

    Returns
    -------
    str
        `reached`, `missed` or `open`.

    """
    if not np.isnan(interval.low) and not interval.excludes(target):
        return "open"
    return "reached" if (value < target) == falls or value == target else "missed"


def spend_against_plan(lines: pd.DataFrame, spent: pd.DataFrame) -> pd.DataFrame:
    """Return, per budget line, what was approved and what was paid.

    Parameters
    ----------
    lines
        `line`, `planned` (money of the month).
    spent
        `line`, `amount` (money of the month), from `measures.spend.spend_by_line`.

    Returns
    -------
    DataFrame
        `line`, `planned`, `spent`, `pace` (spent / planned), `status`: `on_plan` (within 10 %), `over`, `under`,
        `silent` (nothing was recorded) or `unplanned`; what is kept back is `kept` (not needed), `held` (used in
        part) or `over`. Unplanned lines come last.

    """
    paid = spent.groupby("line")["amount"].sum().rename("spent").reset_index()
    table = lines[["line", "planned"]].merge(paid, on="line", how="outer", sort=True)
    table[["planned", "spent"]] = table[["planned", "spent"]].astype(float)
    pace = table["spent"] / table["planned"].where(table["planned"] > 0)
    table["pace"] = pace
    back = table["line"].isin(KEPT_BACK)  # a reserve has no pace, and is no plan missed
    table["status"] = np.select(
        [table["planned"].isna(), back & table["spent"].isna(), table["spent"].isna(), pace > 1 + ON_PLAN,
         back & (pace < 1), pace < 1 - ON_PLAN],
        ["unplanned", "kept", "silent", "over", "held", "under"], "on_plan",
    )  # fmt: skip
    return table.sort_values(["planned", "line"], ascending=[False, True], na_position="last", ignore_index=True)


def standing_table(objectives: pd.DataFrame, facts: Facts, window: Window) -> pd.DataFrame:
    """Return how each objective stands: its columns plus `value`, `low`, `high`, `n`, `status`.

    Parameters
    ----------
    objectives
        `metric`, `target`, `falls` (whether less is better) and whatever names them; `scope` where one counts a part
        alone, such as one network.
    facts
        What the KPIs are read from.
    window
        The days that are judged.

    Returns
    -------
    DataFrame
        One row an objective; values in the KPI's unit; `status` is `reached`, `missed`, `open`, `part` (a total
        of which days are missing), `targetless` or `blind` (nothing reports it).

    """
    rows: list[dict[Any, Any]] = []
    for row in objectives.to_dict("records"):
        found: dict[str, Any] = {"value": None, "low": None, "high": None, "n": 0, "status": "blind"}
        scope = row.get("scope") or Scope()
        actual = kpi_value(str(row["metric"]), facts, scope, window) if row["metric"] in METRICS else None
        if actual is not None and actual.value is not None:
            fact = METRICS[actual.metric].additive  # a count is what was counted; only a rate is a sample
            known = not fact and actual.low is not None and actual.high is not None
            interval = Interval(float(actual.low or 0), float(actual.high or 0)) if known else UNKNOWN
            found = {"value": actual.value, "low": actual.low, "high": actual.high, "n": actual.n}
            found["status"] = (
                "targetless"
                if pd.isna(row["target"])
                else objective_status(actual.value, interval, target=float(row["target"]), falls=bool(row["falls"]))
            )
            if found["status"] == "missed" and fact and actual.covered < WHOLE * actual.window.days:
                found["status"] = "part"
        rows.append(dict(row) | found)
    return pd.DataFrame(rows, columns=[*objectives.columns, "value", "low", "high", "n", "status"])
