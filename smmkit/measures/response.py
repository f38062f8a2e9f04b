"""How long people wait for an answer: the clock of the desk, and the curve of those still waiting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from smmkit.measures.inbox import last_told
from smmkit.stats import normal_quantile, wilson

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HALF, _ROUNDING = 0.5, 1e-12
_ERROR = 0.05  # of the band around the curve
HOUR = pd.Timedelta(hours=1)
# Where nobody keeps team_hours.csv, the hours of a desk in an office.
OFFICE = pd.DataFrame({"weekday": WEEKDAYS[:5], "from_time": "09:00", "to_time": "18:00", "people": 1})

if TYPE_CHECKING:
    Values = pd.Series[Any] | np.ndarray


@dataclass(frozen=True)
class DeskClock:
    """The hours at which somebody answers, as moments: summer time changes them by itself.

    Parameters
    ----------
    opens, closes
        Sorted moments (UTC, nanoseconds) of each opening of the desk; none overlap.

    """

    opens: np.ndarray
    closes: np.ndarray

    def open_until(self, moments: pd.Series[Any]) -> np.ndarray:
        """Return the nanoseconds the desk had been open since the first opening, at each moment."""
        at = _nanoseconds(moments)
        before = np.concatenate([[0], np.cumsum(self.closes - self.opens)])
        place = np.searchsorted(self.opens, at, side="right")
        last = np.maximum(place - 1, 0)
        part = np.where(place > 0, np.minimum(at, self.closes[last]) - self.opens[last], 0)
        return np.asarray(before[last] + part)

    def hours_between(self, start: pd.Series[Any], end: pd.Series[Any]) -> pd.Series[Any]:
        """Return the hours the desk was open between two moments, row by row; NaN where one is missing."""
        hours = (self.open_until(end) - self.open_until(start)) / HOUR.value
        return pd.Series(np.where(start.isna() | end.isna(), np.nan, hours), index=start.index)


def desk_clock(team_hours: pd.DataFrame, timezone: str, first: pd.Timestamp, last: pd.Timestamp) -> DeskClock:
    """Return the clock of the desk between two days.

    Parameters
    ----------
    team_hours
        `weekday`, `from_time`, `to_time` (as 09:00) and `people`; empty means an office's hours.
        Shifts that overlap count once: it is open, however many sit there.
    timezone
        The client's zone, in which the hours are meant.
    first, last
        Days (no zone); a fortnight is added after the last.

    Returns
    -------
    DeskClock
        Turns moments into hours the desk has been open.

    """
    hours = team_hours if len(team_hours) else OFFICE
    days = pd.date_range(first.normalize(), last.normalize() + pd.Timedelta(days=14), freq="D")
    spans = []
    for shift in hours.to_dict("records"):
        if float(shift.get("people") or 0 if pd.notna(shift.get("people")) else 1) <= 0:
            continue
        own = days[days.weekday == WEEKDAYS.index(str(shift["weekday"]))]
        start, end = (own + pd.Timedelta(f"{shift[name]}:00") for name in ("from_time", "to_time"))
        spans += list(zip(start, end.where(end > start, end + pd.Timedelta(days=1)), strict=True))
    opens, closes = _merged(sorted(spans))
    return DeskClock(*(_utc(pd.DatetimeIndex(moments), timezone) for moments in (opens, closes)))


def desk_of(inbox: pd.DataFrame, team_hours: pd.DataFrame, timezone: str) -> DeskClock:
    """Return the clock of the desk from the first message to the last moment any of them tells of.

    Parameters
    ----------
    inbox
        Canonical table.
    team_hours, timezone
        As for `desk_clock`.

    Returns
    -------
    DeskClock
        Longer than any network of it needs: hours between two moments are the same.

    """
    ends = inbox["received_at"].min(), last_told(inbox)
    return desk_clock(team_hours, timezone, *(one.tz_convert(timezone).tz_localize(None) for one in ends))


def _merged(spans: list[tuple[pd.Timestamp, pd.Timestamp]]) -> tuple[list[pd.Timestamp], list[pd.Timestamp]]:
    opens: list[pd.Timestamp] = []
    closes: list[pd.Timestamp] = []
    for start, end in spans:
        if closes and start <= closes[-1]:
            closes[-1] = max(closes[-1], end)
        else:
            opens.append(start)
            closes.append(end)
    return opens, closes


def _utc(moments: pd.DatetimeIndex, timezone: str) -> np.ndarray:
    zoned = moments.tz_localize(timezone, ambiguous=np.ones(len(moments), dtype=bool), nonexistent="shift_forward")
    return zoned.tz_convert("UTC").as_unit("ns").asi8


def _nanoseconds(moments: pd.Series[Any]) -> np.ndarray:
    return pd.DatetimeIndex(moments).tz_convert("UTC").as_unit("ns").asi8


def waits(inbox: pd.DataFrame, clock: DeskClock, until: pd.Timestamp) -> pd.DataFrame:
    """Return one row per time somebody waited for a person.

    A message that was opened again waits again, from then on. What nobody answered is
    still waiting at the end of the data (it is censored, never left out and never zero).
    What only a bot answered is kept apart: `by` is `bot`, and no curve holds it.

    Parameters
    ----------
    inbox
        Canonical table with `received_local`; its `day`, where it has one, is handed on.
    clock
        From `desk_clock`.
    until
        The last moment the export covers.

    Returns
    -------
    DataFrame
        `message_id`, `kind`, `since` (moment), `local` (client's clock), `hours` (of the desk), `answered` (bool),
        `by` (person, bot or nobody), `again` (bool).

    """
    first = _spell(inbox, "received_at", "answered_at", again=False)
    reopened = inbox[inbox["reopened_at"].notna()]
    later = reopened[["answered_at", "solved_at"]].apply(lambda column: column.where(column > reopened["reopened_at"]))
    again = _spell(reopened.assign(answered_at=later.min(axis=1)), "reopened_at", "answered_at", again=True)
    both = pd.concat([first, again], ignore_index=True) if len(again) else first
    both = both[both["since"] <= until].reset_index(drop=True)
    answered = both["until"].notna() & (both["until"] <= until)
    end = both["until"].where(answered, until)
    both["hours"] = clock.hours_between(both["since"], end).clip(lower=0)
    by = both["by"].where(answered, "nobody").fillna("person")
    both["answered"] = answered & (by == "person")
    return both.assign(by=by).drop(columns="until")


def _spell(inbox: pd.DataFrame, start: str, end: str, *, again: bool) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "message_id": inbox["message_id"],
            "kind": inbox["kind"],
            "since": inbox[start],
            "local": inbox[start.replace("_at", "_local")] if start.replace("_at", "_local") in inbox else inbox[start],
            "until": inbox[end],
            "by": inbox["answered_by"].astype(object),
            "again": again,
            **{name: inbox[name] for name in ("day",) if name in inbox},
        }
    )


def survival_curve(hours: Values, answered: Values) -> pd.DataFrame:
    """Return the share still waiting after each waiting time (Kaplan and Meier, 1958).

    Parameters
    ----------
    hours
        How long each waited, or has waited so far.
    answered
        Whether the wait has ended.

    Returns
    -------
    DataFrame
        `hours` (each time at which a wait ended), `at_risk`, `ended`, `waiting` (share), `low`, `high`.

    """
    times, at_risk, events, share = _still_waiting(hours, answered)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.cumsum(events / (at_risk * np.maximum(at_risk - events, 0.0)))
        step = normal_quantile(_ERROR) * np.sqrt(variance) / np.log(share)
        low, high = share ** np.exp(-step), share ** np.exp(step)
    # Where all have an answer the curve ends at nothing, without an error of its own: what as many answers allow.
    most = np.where(share > 0, share, wilson(0.0, float(events.sum()), alpha=_ERROR).high)
    low, high = np.where(np.isfinite(low), low, 0.0), np.where(np.isfinite(high), high, most)
    columns = {"hours": times, "at_risk": at_risk, "ended": events, "waiting": share}
    return pd.DataFrame({**columns, "low": np.minimum(low, share), "high": np.maximum(high, share)})


def _still_waiting(hours: Values, answered: Values) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return each time at which a wait ended, how many still waited, how many ended, and the share left after it."""
    waited = np.asarray(hours, dtype=float)
    times, events = np.unique(waited[np.asarray(answered, dtype=bool)], return_counts=True)
    known = np.sort(waited[~np.isnan(waited)])
    at_risk = known.size - np.searchsorted(known, times, side="left")
    return times, at_risk, events, np.cumprod(1 - events / np.maximum(at_risk, 1))


def usual_wait(hours: Values, answered: Values) -> float:
    """Return the hours after which half have an answer, as `waiting_quantile` reads them from the curve.

    Parameters
    ----------
    hours, answered
        As for `survival_curve`.

    Returns
    -------
    float
        Working hours; infinite where the curve never gets there.

    """
    times, _, _, share = _still_waiting(hours, answered)
    reached = times[share <= _HALF + _ROUNDING]
    return float(reached[0]) if reached.size else float("inf")


def waiting_quantile(curve: pd.DataFrame, share: float) -> float:
    """Return the hours after which this share has an answer; infinite where the curve never gets there.

    Parameters
    ----------
    curve
        From `survival_curve`: `hours`, `waiting`, `low`, `high`.
    share
        Between 0 and 1.

    Returns
    -------
    float
        Working hours.

    """
    reached = curve[curve["waiting"] <= 1 - share + _ROUNDING]
    return float(reached["hours"].iloc[0]) if len(reached) else float("inf")


def waiting_at(curve: pd.DataFrame, hours: float) -> tuple[float, float, float]:
    """Return the share still waiting after some hours, with its interval.

    Parameters
    ----------
    curve
        From `survival_curve`.
    hours
        Working hours waited.

    Returns
    -------
    tuple of float
        Share, low, high; each between 0 and 1. Before the first answer all still wait, and of as many as then did
        at least the lower end of Wilson's interval; without any answer nobody knows.

    """
    before = curve[curve["hours"] <= hours]
    if before.empty:
        n = float(curve["at_risk"].iloc[0]) if len(curve) else 0.0
        return 1.0, (wilson(n, n).low if n else 0.0), 1.0
    row = before.iloc[-1]
    return float(row["waiting"]), float(row["low"]), float(row["high"])
