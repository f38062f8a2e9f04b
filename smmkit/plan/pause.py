"""What stops while a crisis is led: scheduled posts, campaigns and ads of the next three days."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from smmkit.plan.model import Plan

HOURS = 72
# What has not left the house yet, and would.
_WAITING = ("internal_ok", "client_ok", "scheduled")
_RUNNING = ("approved", "proposed")


@dataclass(frozen=True)
class Pause:
    """What to stop.

    Parameters
    ----------
    posts
        Ids of the calendar's posts, in the order they would go out.
    ads
        Ids of approved campaigns and lines of ads that run in those hours.

    """

    posts: tuple[str, ...] = ()
    ads: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.posts, *self.ads)


def pause(calendar: pd.DataFrame, plan: Plan, moment: pd.Timestamp, *, hours: int = HOURS) -> Pause:
    """Return what to stop from a moment on.

    Parameters
    ----------
    calendar
        The client's calendar; a post without an hour counts for its whole day.
    plan
        Approved campaigns that run then, and approved budget lines of ads.
    moment
        The client's local time, without a zone.
    hours
        How far ahead to look.

    """
    end = moment + pd.Timedelta(hours=hours)
    running = [
        entry.id for entry in plan.campaigns if entry.status in _RUNNING and _meets(entry.start, entry.end, moment, end)
    ]
    lines = [line.id for line in plan.budget_lines if line.status == "approved" and "ads" in line.booked_as.split("-")]
    return Pause(_posts(calendar, moment, end), (*running, *lines))


def _posts(calendar: pd.DataFrame, moment: pd.Timestamp, end: pd.Timestamp) -> tuple[str, ...]:
    dated = calendar[calendar["on"].notna() & calendar["state"].isin(_WAITING).fillna(False)]
    if dated.empty:
        return ()
    day = pd.to_datetime(dated["on"])
    at = day + pd.to_timedelta(dated["at"].astype(object).where(dated["at"].notna(), "23:59") + ":00")
    soon = (at >= moment) & (day < end)
    early = at.where(dated["at"].notna(), day) < end
    ids = dated.loc[soon & early].assign(due=at).sort_values("due", kind="stable")["post_id"]
    return tuple(str(one) for one in ids.dropna())


def _meets(first: object, last: object, moment: pd.Timestamp, end: pd.Timestamp) -> bool:
    begins = pd.Timestamp.min if first is None else pd.Timestamp(str(first))
    ends = pd.Timestamp.max if last is None else pd.Timestamp(str(last)) + pd.Timedelta(days=1)
    return begins < end and ends > moment
