"""What stops while a crisis is led: scheduled posts, campaigns and ads of the next three days."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from smmkit.plan.entries import Entry
from smmkit.plan.model import Plan
from smmkit.schema import platform_name
from smmkit.text import N_, Message, Scalar

HOURS = 72
# What has not left the house yet, and would.
_WAITING = ("internal_ok", "client_ok", "scheduled")
_NAME = "{name:word}"
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
    said
        All of them in words, in the order of `ids`, as a card on the wall shows them.

    """

    posts: tuple[str, ...] = ()
    ads: tuple[str, ...] = ()
    said: tuple[Message, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.posts, *self.ads)


def pause(calendar: pd.DataFrame, plan: Plan, moment: pd.Timestamp) -> Pause:
    """Return what to stop from a moment on.

    Parameters
    ----------
    calendar
        The client's calendar; a post without an hour counts for its whole day.
    plan
        Approved campaigns that run then, and approved budget lines of ads.
    moment
        The client's local time, without a zone.

    """
    end = moment + pd.Timedelta(hours=HOURS)
    running = [
        entry for entry in plan.campaigns if entry.status in _RUNNING and _meets(entry.start, entry.end, moment, end)
    ]
    lines = [line for line in plan.lines_in_force if "ads" in line.booked_as.split("-")]
    posts = _posts(calendar, moment, end)
    said = [*map(_post, posts), *(_entry(one, N_("Campaign “{name:word}”"), one.id[3:]) for one in running)]
    said += [Message(_NAME, {"name": line.called}) for line in lines]
    ads = (*(one.id for one in running), *(line.id for line in lines))
    return Pause(tuple(str(row["post_id"]) for row in posts), ads, tuple(said))


def _entry(entry: Entry, key: str, called: str) -> Message:
    """Return an entry of the plan by its title; without one by the name it has everywhere."""
    return Message(key, {"name": entry.title.split(":")[0].strip() or called.replace("-", " ")})


def _posts(calendar: pd.DataFrame, moment: pd.Timestamp, end: pd.Timestamp) -> list[Mapping[Hashable, Any]]:
    dated = calendar[calendar["on"].notna() & calendar["state"].isin(_WAITING).fillna(False)]
    if dated.empty:
        return []
    day = pd.to_datetime(dated["on"])
    at = day + pd.to_timedelta(dated["at"].astype(object).where(dated["at"].notna(), "23:59") + ":00")
    soon = (at >= moment) & (day < end)
    early = at.where(dated["at"].notna(), day) < end
    found = dated.loc[soon & early].assign(due=at).sort_values("due", kind="stable")
    return list(found[found["post_id"].notna()].to_dict("records"))


def _post(row: Mapping[Hashable, Any]) -> Message:
    """Return a post as people speak of it: its title, its network, its day and hour."""
    known = {name: "" if pd.isna(row.get(name)) else str(row[name]) for name in ("title", "network", "at")}
    values: dict[str, Scalar] = {**known, "network": platform_name(known["network"]), "day": f"{row['on']:%Y-%m-%d}"}
    return Message(_POST[bool(known["title"]), bool(known["at"])], values)


_POST = {
    (True, True): N_("“{title}” on {network:word}, {day:date} at {at}"),
    (True, False): N_("“{title}” on {network:word}, {day:date}"),
    (False, True): N_("The post on {network:word} of {day:date} at {at}"),
    (False, False): N_("The post on {network:word} of {day:date}"),
}


def _meets(first: object, last: object, moment: pd.Timestamp, end: pd.Timestamp) -> bool:
    begins = pd.Timestamp.min if first is None else pd.Timestamp(str(first))
    ends = pd.Timestamp.max if last is None else pd.Timestamp(str(last)) + pd.Timedelta(days=1)
    return begins < end and ends > moment
