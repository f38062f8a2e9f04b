"""The weekly board: at most seven numbers, their limits, and what this week asks of somebody."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from smmkit.client import Client
from smmkit.ledger import Check, Item, judge
from smmkit.measures.kpis import Facts, Scope
from smmkit.measures.usual import ChartLimits, xmr_limits
from smmkit.measures.weeks import FEWEST, signals
from smmkit.metrics import METRICS
from smmkit.text import N_, Message
from smmkit.topics.objectives.analysis import board_series
from smmkit.topics.objectives.proposals.aims import EVERYWHERE
from smmkit.topics.objectives.proposals.cases import Case
from smmkit.topics.objectives.proposals.objectives import Guard

BOARD_ID, MOST = "DE-kpi-board", 7
_BOARD = N_("weekly board")
_FILES = {"web": N_("web traffic"), "posts": N_("posts"), "inbox": N_("messages"), "mentions": N_("mentions"),
          "ads": N_("ads"), "daily": N_("daily account numbers"), "costs": N_("costs")}  # fmt: skip


@dataclass(frozen=True)
class Board:
    """One number of the weekly board.

    Parameters
    ----------
    metric, where
        What it counts.
    weeks
        `start`, `value` per week.
    limits
        Within them it moves by itself; None with fewer than ten weeks.
    signal
        Whether the last week means something.
    above
        Whether the last known week lies above the centre.
    down
        Whether less is better.
    file
        Table it is read from, in words.
    owner
        Role that reads it.

    """

    metric: str
    where: str
    weeks: pd.DataFrame
    limits: ChartLimits | None
    signal: bool
    above: bool
    down: bool
    file: str
    owner: str

    @property
    def beyond(self) -> bool:
        """Whether last week lies beyond a limit; else a signal is two of the last three weeks near one."""
        last = self.weeks["value"].iloc[-1]
        return self.limits is not None and not self.limits.low <= last <= self.limits.high

    @property
    def good(self) -> bool:
        """Whether a signal is good news."""
        return self.above != self.down


def board(
    found: Sequence[Case], guarded: Sequence[Guard | None], facts: Facts, end: date, client: Client
) -> list[Board]:
    """Return the board: what is proposed or signed, and what guards it, seven numbers at most.

    Parameters
    ----------
    found, guarded
        Objectives and their guardrails. A signed objective on the measure of a proposal that corrects its scope
        gives way to it.
    facts
        What the numbers are read from.
    end
        Last day of the month.
    client
        The brief: who owns which number.

    """
    corrected = {case.aim.metric for case in found if not case.signed and case.chosen is not None}
    kept = [case for case in found if not (case.signed and case.aim.metric in corrected and case.failed)]
    wanted = {(case.aim.metric, case.aim.scope): (case.aim.where, case.aim.down) for case in kept if case.outlook.n}
    for one in guarded:
        if one is not None:
            wanted.setdefault((one.metric, Scope()), (EVERYWHERE, one.rising))
    asked = list(wanted)[:MOST]
    series = board_series(asked, facts, end)
    return [_board(key, *wanted[key, scope], weeks, client) for (key, scope), weeks in zip(asked, series, strict=True)]


def _board(metric: str, where: str, down: bool, weeks: pd.DataFrame, client: Client) -> Board:
    values = weeks["value"].to_numpy(float)
    known = weeks["value"].dropna()
    limits = xmr_limits(values) if len(known) >= FEWEST else None
    signal = bool(limits is not None and signals(values, limits)[-1])
    if limits is not None and METRICS[metric].unit != "points":
        limits = replace(limits, low=max(limits.low, 0.0))
    above = bool(limits is not None and len(known) and known.iloc[-1] > limits.centre)
    table = METRICS[metric].tables[0] if METRICS[metric].tables else ""
    owner = (
        client.roles.community_manager if table in ("posts", "inbox", "mentions") else client.roles.social_media_manager
    )
    return Board(metric, where, weeks[["start", "value"]], limits, signal, above, down, _FILES.get(table, table), owner)


def as_data(rows: Sequence[Board]) -> str:
    """Return the board as text that an item can carry, so that what leaves the house shows the same numbers."""
    told: list[dict[str, Any]] = [
        {
            "metric": row.metric, "where": row.where, "signal": row.signal, "above": row.above, "down": row.down,
            "file": row.file, "owner": row.owner,
            "limits": None if row.limits is None else [row.limits.centre, row.limits.low, row.limits.high],
            "weeks": [[str(start), None if pd.isna(value) else float(value)] for start, value in
                      zip(row.weeks["start"], row.weeks["value"], strict=True)],
        }
        for row in rows
    ]  # fmt: skip
    return json.dumps(told, ensure_ascii=False)


def from_data(told: str) -> list[Board]:
    """Return the board an item carries."""
    rows = []
    for one in json.loads(told):
        weeks = pd.DataFrame(one.pop("weeks"), columns=["start", "value"]).astype({"value": float})
        weeks["start"] = [date.fromisoformat(day) for day in weeks["start"]]
        limits = one.pop("limits")
        rows.append(Board(weeks=weeks, limits=None if limits is None else ChartLimits(*limits), **one))
    return rows


def board_item(shown: Sequence[Board], evidence: Sequence[Item], client: Client) -> Item:
    """Return the decision that the week is read from one board, `DE-kpi-board`; it rests on the forecasts."""
    because = [item.id for item in evidence if item.id.startswith("EV-forecast-")]
    rows, signalled = len(shown), sum(row.signal for row in shown)
    title = Message(
        N_(
            "One board of {rows:number} {rows:plural|number|numbers} is read every Monday; "
            "{signalled:number} of them {signalled:plural|asks|ask} for somebody this week"
        )
        if signalled
        else N_("Nothing the plan is judged by is known week by week yet, so there is no board to read on Mondays")
        if not rows
        else N_(
            "One board of {rows:number} {rows:plural|number|numbers} is read every Monday; "
            "nothing in it asks for anybody this week"
        ),
        {"rows": rows} | ({"signalled": signalled} if signalled else {}),
    )
    known = Check(
        "rows",
        rows > 0,
        Message(N_("{rows:number} {rows:plural|number is|numbers are} known week by week"), {"rows": rows}),
    )
    collect = Message(N_("Export what the plan is judged by, day by day, for ten weeks."))
    judgement = judge([known], collect=collect, owner=None if because else client.roles.social_media_manager)
    about = {"choice": _BOARD, "numbers": as_data(shown)} if rows else {}
    return Item.of(BOARD_ID, title, judgement, because=tuple(because), about=about)
