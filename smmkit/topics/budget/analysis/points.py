"""What the figures and tables of a budget show: points of curves, moves, changes of a month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from smmkit.allocation.scenarios import scenario_table
from smmkit.measures.coverage import Told
from smmkit.measures.follow import money_followed
from smmkit.measures.money_told import months_inside
from smmkit.measures.pace import PaceMonth, pace_table
from smmkit.measures.spend import ads_line
from smmkit.topics.budget.analysis.lines import with_changes
from smmkit.topics.budget.analysis.study import Study
from smmkit.topics.budget.analysis.tightness import holding
from smmkit.topics.budget.analysis.tracking import cost_variance, cumulative_spend

_POINTS = 60
_MONTHS_BEFORE = 3


def curve_points(study: Study) -> pd.DataFrame:
    """Give each line's curve with its band, from nothing to half as much again as was seen or proposed.

    Parameters
    ----------
    study
        The client's budget.

    Returns
    -------
    DataFrame
        `line`, `spend` (money a month), `result` (results a month), `low`,
        `high` (95 % band; missing with one draw), `seen` (within the range of
        spend the data hold).

    """
    curves = study.found.curves
    if curves is None or study.frame.limits is None:
        return pd.DataFrame(columns=["line", "spend", "result", "low", "high", "seen"])
    parts = []
    for at, line in enumerate(curves.lines):
        one, basis = curves.take([at]), study.found.table.loc[line]
        top = 1.15 * max(float(study.frame.limits.high[at]), float(study.now[line]))
        spend = np.linspace(0.0, top, _POINTS)
        values = np.stack([one.responses([x])[:, 0] for x in spend])
        low, high = np.percentile(values, [2.5, 97.5], axis=1) if one.draws > 1 else (np.nan, np.nan)
        seen = (spend >= basis["least"]) & (spend <= basis["most"])
        part = {"line": line, "spend": spend, "result": values.mean(axis=1), "low": low, "high": high, "seen": seen}
        parts.append(pd.DataFrame(part))
    return pd.concat(parts, ignore_index=True)


def curve_marks(study: Study, amounts: pd.Series) -> pd.DataFrame:
    """Give the three points of each curve: now, proposed, upper bound.

    Parameters
    ----------
    study
        The budget.
    amounts
        Proposed money a month per line.

    Returns
    -------
    DataFrame
        Indexed by line: spend and result `now`, `proposed`, `bound`
        (columns such as `now_spend`, `now_result`).

    """
    curves, limits = study.found.curves, study.frame.limits
    if curves is None or limits is None:
        return pd.DataFrame()
    lines = list(curves.lines)
    table = pd.DataFrame(index=pd.Index(lines, name="line"))
    spends = {
        "now": study.frame.today.reindex(lines).to_numpy(float),
        "proposed": amounts.reindex(lines).to_numpy(float),
        "bound": limits.high,
    }
    for name, spend in spends.items():
        table[f"{name}_spend"], table[f"{name}_result"] = spend, curves.response(spend)
    return table


def move_table(study: Study, amounts: pd.Series) -> pd.DataFrame:
    """Set the plan (or the usual month, where there is none) and what the month cost beside a proposed split.

    Parameters
    ----------
    study
        The client's budget.
    amounts
        Proposed money a month by line.

    Returns
    -------
    DataFrame
        Indexed by line, largest first: `kind`, `elastic`, `last` (what the
        month cost), `now` (the plan, or the usual month), `proposed`, `change`
        (money), `approved` (money; missing where nothing was), `low`, `high`
        (interval of the best spend; missing for a fixed line),
        `able` (the most it spent in four weeks of the last three months; missing for a fixed line),
        `held` (the limits that hold the line at the proposed amount, as they were written).

    """
    table = study.frame.lines[["kind", "elastic"]].copy()
    table = table.assign(last=study.frame.lines["last"], now=study.amounts_now, proposed=amounts)
    table["approved"] = study.frame.lines["approved"]
    table["change"] = (table["proposed"] - table["now"]).round(2)
    ends = study.comparison.lines if study.comparison is not None else pd.DataFrame(columns=["low", "high"])
    table = table.assign(low=ends["low"].reindex(table.index), high=ends["high"].reindex(table.index))
    table["able"] = study.most.reindex(table.index).where(table["elastic"].astype(bool)) if len(study.most) else np.nan
    held = holding(study.frame, amounts)
    names = study.limits["names"].astype(str).tolist()
    table["held"] = ["; ".join(names[at] for at in held.get(str(line), ())) for line in table.index]
    return table.sort_values(["elastic", "proposed"], ascending=False, kind="stable")


def month_variance(rows: pd.DataFrame, start: date, end: date, *, told: Told | None = None) -> pd.DataFrame:
    """Explain a month's cost against the mean of the months before: price, volume, mix.

    Of the months before those count of which the files tell, and as much of them as is told of the month itself.

    Parameters
    ----------
    rows
        From `measures.costs.campaign_results`; only the result type with most spend counts.
    start, end
        First and last day of the month.
    told
        From `measures.money_told.ads_told`; every month is told of where None.

    Returns
    -------
    DataFrame
        From `cost_variance`; empty where a campaign has no results before.

    """
    columns = ["planned", "actual", "price", "volume", "mix", "total"]
    first, last = pd.Timestamp(start), pd.Timestamp(end)
    before = rows[(rows["day"] < first) & (rows["day"] >= first - pd.DateOffset(months=_MONTHS_BEFORE))]
    month = rows[(rows["day"] >= first) & (rows["day"] <= last)]
    if before.empty or month.empty:
        return pd.DataFrame(columns=columns)
    main = before.groupby("result_type")["spend"].sum().idxmax()
    expected = before[before["result_type"] == main].groupby("line")[["spend", "results"]].sum()
    accounts = before.drop_duplicates("line").set_index("line")["platform"].map(ads_line)
    part = {line: _part(accounts[line], told, first, last, _MONTHS_BEFORE) for line in expected.index}
    expected = expected.mul(pd.Series(part, dtype=float).reindex(expected.index), axis=0)
    actual = month[month["result_type"] == main].groupby("line")[["spend", "results"]].sum()
    expected = expected[expected["results"] > 0]
    actual = actual[actual.index.isin(expected.index)]
    if expected.empty or actual.empty:
        return pd.DataFrame(columns=columns)
    return cost_variance(expected, actual)


def _part(account: str, told: Told | None, first: pd.Timestamp, last: pd.Timestamp, months: int) -> float:
    """Return which part of what an account did in the months before is expected of a month, as far as both are told."""
    if told is None or account not in told:
        return 1 / months
    since, until = first - pd.DateOffset(months=months), first - pd.Timedelta(days=1)
    now, before = (months_inside(told[account], *ends) for ends in ((first, last), (since, until)))
    return now / before if before else 0.0


def study_scenarios(study: Study) -> pd.DataFrame:
    """Give the scenarios of -20, 0 and +20 % of the elastic lines; empty without curves.

    Parameters
    ----------
    study
        The client's budget.

    Returns
    -------
    DataFrame
        From `allocation.scenarios.scenario_table`: `change` (share of the money), `total`, `result` a month
        with `low` and `high`, `cost` and `next_cost` (money per result, and for one more), `gap` (proven
        distance to the best, as a share).

    """
    columns = ["change", "total", "result", "low", "high", "cost", "next_cost", "gap"]
    if study.found.curves is None or study.frame.limits is None:
        return pd.DataFrame(columns=columns)
    return scenario_table(study.found.curves, with_changes(study.frame)).table


def study_pace(study: Study, month: PaceMonth) -> pd.DataFrame:
    """Give plan against actual of every line; the plan is what was approved, else the mean month.

    Parameters
    ----------
    study
        The client's budget.
    month
        The month and the day it is looked at.

    Returns
    -------
    DataFrame
        From `measures.pace.pace_table`, indexed by line: money planned, expected by now and spent, with
        `alarm`; money kept back raises none for being there and has no pace, nor an end it is heading for. `kept` is
        the kind of what is kept back, empty for all else.

    """
    lines, planned = study.frame.lines, study.frame.planned
    smooth = _day_by_day(study)
    table = pace_table(planned, study.spend, month, smooth=smooth, told=study.told)
    # Money kept back is not late for being there.
    kinds = lines["kind"].where(lines["kind"].isin(["contingency", "test_reserve"]), "")
    kept = kinds.reindex(table.index, fill_value="")
    back, ends = kept != "", ["pace", "projected", "low", "high", "variance"]
    table[ends] = table[ends].mask(back)
    alarm = table["alarm"].astype(bool) & ~(back & (table["actual"] <= table["planned"]))
    return table.assign(alarm=alarm, kept=kept)


def _day_by_day(study: Study) -> frozenset[str]:
    """Return the advertising lines that spend day by day: those files tell of, and those booked twice a month or more.

    An account of which only the month's invoice is known has no pace before the month is over.
    """
    ads = study.spend[study.spend["kind"] == "ads"]
    days = pd.to_datetime(ads["day"])
    booked = days.groupby([ads["line"], days.dt.to_period("M")]).nunique().groupby("line").max()
    return frozenset(map(str, booked.index[(booked > 1) | booked.index.isin(list(study.told))]))


def daily_spend(study: Study, month: PaceMonth) -> pd.DataFrame:
    """Give plan and spend of the advertising lines, added up day by day.

    Parameters
    ----------
    study
        The client's budget.
    month
        The month and the day it is looked at.

    Returns
    -------
    DataFrame
        From `measures.pace.cumulative_spend`: money by day of the month, added up, as long as every line that
        spent in the month is told of.

    """
    own = study.spend[study.spend["line"].isin(_day_by_day(study))]
    planned = study.frame.planned
    planned = planned[planned.index.isin(set(own["line"]))]
    booked = planned.groupby([study.accounts.get(str(line), str(line)) for line in planned.index]).sum()
    wholes = pd.Series(study.wholes, dtype=float).reindex(booked.index)
    inside = pd.to_datetime(own["day"]).between(pd.Timestamp(month.start), pd.Timestamp(month.end))
    lines = [str(line) for line in own.loc[inside, "line"].unique()]
    known = month.known_of_all(study.told[line] for line in lines if line in study.told)
    return cumulative_spend(float(wholes.fillna(booked).sum()), own, known)


def followed(
    study: Study, states: pd.DataFrame, amounts: pd.Series, approved: Mapping[str, float], *, start: date, end: date
) -> pd.DataFrame:
    """Follow the money of each line through its states, as it is booked: campaigns count with their account.

    Parameters
    ----------
    study
        The client's budget.
    states
        Canonical table `money_states`.
    amounts
        Proposed money a month by line.
    approved
        Money of the month by line as it is booked, in the plan the month is judged by.
    start, end
        First and last day of the month.

    Returns
    -------
    DataFrame
        From `measures.follow.money_followed`.

    """
    proposed = amounts.groupby([study.accounts.get(str(line), str(line)) for line in amounts.index], sort=False).sum()
    names = list(dict.fromkeys([*study.booked.index.astype(str), *approved]))
    lines = pd.DataFrame({"approved": pd.Series(approved, dtype=float), "last": study.booked}, index=names)
    return money_followed(lines, states, planned=proposed, start=start, end=end)
