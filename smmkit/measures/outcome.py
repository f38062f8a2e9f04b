"""A campaign's measure by the day, and how much of it a usual day has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd

from smmkit.measures.daily import counted_once
from smmkit.measures.names import metric_name
from smmkit.metrics import METRICS, WEB
from smmkit.text import N_

USUAL_DAYS = 28
_WORDS: Mapping[str, str] = {
    "sessions": N_("visits to the website"),
    "key_events": N_("results on the website"),
    "revenue": N_("of revenue on the website"),
    "follows_new": N_("new followers"),
}


def daily_outcome(key: str, daily: pd.DataFrame, web: pd.DataFrame, last: pd.Timestamp) -> pd.Series[float]:
    """Return a KPI per day, empty if nothing reports it.

    A day without a row is unknown, never zero: it is left out, and the series ends
    with the last day that any source reports. Of a measure that does not
    add up, such as reach, the largest account stands for all.

    Parameters
    ----------
    key
        A KPI of `METRICS`.
    daily, web
        Canonical tables.
    last
        Last day that counts.

    Returns
    -------
    Series of float
        By day, in the KPI's unit.

    """
    if key in WEB:
        rows = web.groupby("day")[key].sum(min_count=1).astype(float)
        return rows[rows.index <= last].dropna()
    kept = counted_once(daily, key)
    if key in METRICS and not METRICS[key].additive and len(kept):
        accounts = kept["platform"].str.cat(kept["account_id"].fillna(""))
        kept = kept[accounts == kept.groupby(accounts)["value"].mean().idxmax()]
    series = kept.groupby("day")["value"].sum(min_count=1).astype(float)
    return series[series.index <= last]


def usual_day(outcome: pd.Series[float], spans: Iterable[tuple[date | None, date | None]] = ()) -> float:
    """Return what a usual day brings: the mean of the last four weeks of days on which no campaign ran.

    Parameters
    ----------
    outcome
        From `daily_outcome`.
    spans
        First and last day of each campaign; one without a first day is left aside.

    Returns
    -------
    float
        In the unit of the measure; NaN without such a day.

    """
    days = pd.DatetimeIndex(outcome.index)
    free = pd.Series(True, index=outcome.index)
    for start, end in spans:
        if start is not None:
            free &= ~((days >= pd.Timestamp(start)) & (days <= pd.Timestamp(end or start)))
    known = outcome[free].dropna().tail(USUAL_DAYS)
    return float(known.mean()) if len(known) else float("nan")


def outcome_words(key: str) -> str:
    """Return what a campaign's measure is called inside a sentence, as a catalogue key.

    Parameters
    ----------
    key
        A KPI of `METRICS`.

    Returns
    -------
    str
        Plural where the measure is counted; the KPI's name where nobody gave it other words.

    """
    return _WORDS.get(key) or metric_name(key)
