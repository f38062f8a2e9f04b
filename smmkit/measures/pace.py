"""Plan against actual of each budget line: what was spent in the month, its pace, where the month will end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from smmkit.measures.coverage import WHOLE, Span, Told, days_inside
from smmkit.stats import Estimate, combined, serial_mean
from smmkit.stats.serial import LEAST

HEALTHY = (0.9, 1.1)


@dataclass(frozen=True)
class PaceMonth:
    """The days that count for pacing.

    Parameters
    ----------
    start, end
        First and last day, both included.
    known_until
        Last day whose daily spend is complete: the last day seen less the lag.
    seen_until
        Last day in the exports; an invoice counts up to it.
    lag_days
        Days a platform takes to report a day's spend in full.

    """

    start: date
    end: date
    known_until: date
    seen_until: date
    lag_days: int = 2

    @classmethod
    def of(cls, start: date, end: date, *, seen_until: date, lag_days: int = 2) -> PaceMonth:
        """Leave out the last days, whose spend the platforms still correct.

        Parameters
        ----------
        start, end
            The month.
        seen_until
            Last day in the exports.
        lag_days
            Days a platform takes to report a day's spend in full (1 to 3);
            counted from the day after the month for a month that is over.

        """
        known = end if seen_until >= end + timedelta(days=lag_days) else seen_until - timedelta(days=lag_days)
        return cls(start, end, min(max(known, start - timedelta(days=1)), end), seen_until, lag_days)

    @property
    def days(self) -> int:
        """Days of the month."""
        return (self.end - self.start).days + 1

    @property
    def elapsed(self) -> int:
        """Days whose spend is complete."""
        return (self.known_until - self.start).days + 1

    def days_known(self, told: Sequence[Span] | None) -> pd.DatetimeIndex:
        """Return the days whose spend is complete, of a line of which some files tell; of all days where None.

        A tenth of the month may be missing, for the last days of a file may have cost nothing.
        """
        known = pd.date_range(self.start, self.known_until)
        if told is None:
            return known
        until = pd.Timestamp(self.known_until)
        inside = days_inside(told, pd.Timestamp(self.start), until)
        if len(inside) >= WHOLE * len(known):
            return known
        last = max(stop for _, stop in told) - pd.Timedelta(days=self.lag_days)
        return inside if last >= until else inside[inside <= last]

    def known_of_all(self, told: Iterable[Sequence[Span]]) -> PaceMonth:
        """Return the month up to the last day that is told of each of some lines: their sum is known no longer."""
        days = [self.days_known(spans) for spans in told]
        ends = [one[-1].date() if len(one) else self.start - timedelta(days=1) for one in days]
        return replace(self, known_until=min([self.known_until, *ends]))


def pace_so_far(planned: pd.Series, spent: pd.DataFrame, month: PaceMonth, told: Told) -> float:
    """Return what some lines spent on the days that are told of, over what the plan gives them for these days.

    It is never below what is booked of the whole month over the whole plan: an invoice of the last day, which no
    platform corrects any more, is money spent.

    Parameters
    ----------
    planned
        Money per line for the month.
    spent
        Rows of actual spend: `line`, `day`, `amount`.
    month
        Which days count.
    told
        First and last days each line's files tell of; a line that is absent is told of on every day.

    Returns
    -------
    float
        1 is as planned; NaN where no day is known.

    """
    days, complete, due, booked = pd.to_datetime(spent["day"]), 0.0, 0.0, 0.0
    inside = days.between(pd.Timestamp(month.start), pd.Timestamp(month.end))
    for line, plan in planned.items():
        known, own = month.days_known(told.get(str(line))), spent["line"] == line
        complete += float(spent.loc[own & days.isin(known), "amount"].sum())
        booked += float(spent.loc[own & inside, "amount"].sum())
        due += float(plan) * len(known) / month.days
    return max(complete / due, booked / float(planned.sum())) if due > 0 else float("nan")


def pace_table(
    planned: pd.Series, spent: pd.DataFrame, month: PaceMonth, *, smooth: frozenset[str], told: Told | None = None
) -> pd.DataFrame:
    """Compare each line's spend with its plan, and project the end of the month.

    Parameters
    ----------
    planned
        Money per line for the month.
    spent
        Rows of actual spend: `line`, `day` (date), `amount` (money).
    month
        Which days count.
    smooth
        Lines that spend day by day, such as ads. The others are billed in
        lumps: their month end is projected as the larger of plan and actual,
        and no pace is told before it.
    told
        First and last days the files of a line tell of: its pace and its rate
        are those of these days, and the others are projected.

    Returns
    -------
    DataFrame
        Indexed by line: `planned`, `actual` (all that is in the books of the
        month, money), `pace` (share of the budget over share of the time, both
        up to `month.known_until`, and never below the share of the budget that
        is in the books; missing where it cannot be told), `projected`,
        `low`, `high` (95 % band; missing while the days known are worth
        fewer than `LEAST`), `variance` (projected less planned), `alarm`
        (pace outside 0.9 to 1.1), `daily` (whether it spends day by day).

    """
    days = pd.to_datetime(spent["day"])
    inside = (days >= pd.Timestamp(month.start)) & (days <= pd.Timestamp(month.end))
    lines = planned.index.union(pd.Index(spent.loc[inside, "line"].unique()), sort=False)
    rows = {}
    for line in lines:
        own, plan = spent["line"] == line, float(planned.get(line, 0.0))
        rows[line] = (
            _pace(plan, spent[own & inside], month, month.days_known((told or {}).get(str(line))))
            if line in smooth
            else _lump(plan, spent[own & inside], month)
        )
    table = pd.DataFrame.from_dict(rows, orient="index").rename_axis("line")
    if table.empty:
        columns = ["planned", "actual", "pace", "projected", "low", "high", "alarm", "variance", "daily"]
        return pd.DataFrame(columns=columns, index=pd.Index([], name="line"))
    return table.assign(variance=table["projected"] - table["planned"], daily=table.index.isin(smooth))


def _pace(plan: float, own: pd.DataFrame, month: PaceMonth, known: pd.DatetimeIndex) -> dict[str, float | bool]:
    actual, elapsed = float(own["amount"].sum()), len(known)
    daily = own.groupby(pd.to_datetime(own["day"]))["amount"].sum()
    amounts = daily.reindex(known, fill_value=0.0).to_numpy(float)
    complete = float(amounts.sum())
    left = month.days - elapsed
    rate = amounts.mean() if elapsed else plan / month.days
    projected = max(complete + rate * left, actual)
    margin = _margin(amounts, left)
    known_pace = complete / plan * month.days / elapsed if plan > 0 and elapsed else float("nan")
    # What is in the books can only grow: a month of a tenth too much is off its pace whatever its last days bring.
    pace = max(known_pace, actual / plan) if known_pace == known_pace else known_pace
    return {
        "planned": plan,
        "actual": actual,
        "pace": pace,
        "projected": projected,
        "low": max(projected - margin, actual) if margin == margin else margin,
        "high": projected + margin,
        "alarm": bool(np.isfinite(pace) and not HEALTHY[0] <= pace <= HEALTHY[1]) or (plan <= 0 < actual),
    }


def _margin(amounts: np.ndarray, left: int) -> float:
    """Return how far the spend of the days to come may be off, 95 %; NaN where the days so far are too few to tell.

    The rate was read off days that resemble their neighbours, and as many as are left vary as much as those did.
    """
    if not left:
        return 0.0
    if len(amounts) < LEAST:
        return float("nan")
    day = Estimate(0.0, float(amounts.std(ddof=1)), len(amounts) - 1.0, float(len(amounts)))
    return combined([(left, serial_mean(amounts)), (float(np.sqrt(left)), day)]).interval().width / 2


def _lump(plan: float, own: pd.DataFrame, month: PaceMonth) -> dict[str, float | bool]:
    actual = float(own["amount"].sum())
    over = month.seen_until >= month.end
    projected = actual if over else max(plan, actual)
    pace = actual / plan if over and plan > 0 else float("nan")
    return {
        "planned": plan,
        "actual": actual,
        "pace": pace,
        "projected": projected,
        "low": actual,
        "high": projected,
        "alarm": actual > plan * HEALTHY[1] or (over and actual < plan * HEALTHY[0]),
    }
