"""How fast people are answered, how many never are, and what could be promised."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from smmkit.measures.inbox import last_told
from smmkit.measures.response import desk_of, survival_curve, waiting_at, waiting_quantile, waits

PROMISES = (1.0, 2.0, 4.0, 8.0, 16.0, 24.0, 40.0)
ENOUGH = 0.9


@dataclass(frozen=True)
class Answers:
    """How the inbox was answered.

    Parameters
    ----------
    waits
        One row per wait, from `measures.response.waits`.
    curve
        Share still waiting for a person, by hours of the desk.
    messages, never, bots
        First messages; those nobody answered; those only a bot answered.
    reopened
        Messages that were opened again.
    until
        The moment up to which everybody without an answer has waited, on the client's clock: one for every list.

    """

    waits: pd.DataFrame
    curve: pd.DataFrame
    messages: int
    never: int
    bots: int
    reopened: int
    until: pd.Timestamp

    @property
    def median(self) -> float:
        """Hours of the desk after which half have an answer; infinite if half never get one."""
        return waiting_quantile(self.curve, 0.5)

    @property
    def ninth(self) -> float:
        """Hours of the desk after which nine of ten have an answer; infinite if one in ten never gets one."""
        return waiting_quantile(self.curve, 0.9)

    def within(self, hours: float) -> tuple[float, float, float]:
        """Return the share answered within some hours of the desk, with its interval."""
        waiting, low, high = waiting_at(self.curve, hours)
        return 1 - waiting, 1 - high, 1 - low

    @property
    def promise(self) -> float:
        """The shortest time in which nine of ten of those who ever get an answer have it today."""
        reached = 1 - float(self.curve["waiting"].min()) if len(self.curve) else 1.0
        return next((hours for hours in PROMISES if self.within(hours)[0] >= ENOUGH * reached), PROMISES[-1])

    def late(self, hours: float) -> pd.DataFrame:
        """Return what waited longer than some hours for a person, the longest wait first."""
        slow = self.waits[(self.waits["by"] != "bot") & (self.waits["hours"] > hours)]
        return slow.sort_values("hours", ascending=False, kind="stable")

    def waiting_late(self, *, days: int = 31) -> pd.DataFrame:
        """Return what still waits longer than promised and is young enough to answer, complaints first."""
        open_ones = self.late(self.promise)
        open_ones = open_ones[~open_ones["answered"].astype(bool)]
        newest = self.waits["since"].max()
        young = open_ones[open_ones["since"] > newest - pd.Timedelta(days=days)]
        ranked: pd.DataFrame = young.assign(other=young["kind"] != "complaint")
        return ranked.sort_values(["other", "hours"], ascending=[True, False], kind="stable")


def answers(inbox: pd.DataFrame, team_hours: pd.DataFrame, timezone: str) -> Answers | None:
    """Return how the inbox was answered; None without a message.

    Parameters
    ----------
    inbox
        Canonical table with local times.
    team_hours
        Hand-kept hours; empty means an office's.
    timezone
        The client's zone.

    Returns
    -------
    Answers or None
        Waits in hours of the desk.

    """
    if inbox.empty:
        return None
    until = last_told(inbox)
    clock = desk_of(inbox, team_hours, timezone)
    found = waits(inbox, clock, until)
    first, human = found[~found["again"]], found[found["by"] != "bot"]
    return Answers(
        waits=found,
        curve=survival_curve(human["hours"], human["answered"]),
        messages=len(first),
        never=int((first["by"] == "nobody").sum()),
        bots=int((first["by"] == "bot").sum()),
        reopened=int(found["again"].sum()),
        until=until.tz_convert(timezone),
    )
