"""How the test went that an approved plan asks of a network: posts a week and what each brought while it ran."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from smmkit.ledger import Verdict
from smmkit.measures.scopes import Window
from smmkit.plan import Plan
from smmkit.topics.channels.analysis.networks import TOLD
from smmkit.topics.channels.analysis.posted import posted

# Nearer to what was published before than to what was agreed: then nothing was tried.
CARRIED_OUT = 1.5


@dataclass(frozen=True)
class Trial:
    """A test of half the posts.

    Parameters
    ----------
    start, end
        First and last day that were agreed.
    half
        Posts a week that were agreed.
    floor
        What a post was to bring at least; NaN where nobody knew.
    over
        Whether its last day is over.
    told, posts, per_week
        Days of it that the exports tell of, posts published on them, and posts a week.
    each, low, high
        Likes, comments and shares per post with their interval; NaN where nothing tells.

    """

    start: date
    end: date
    half: float
    floor: float
    over: bool
    told: int
    posts: int
    per_week: float
    each: float
    low: float
    high: float

    @property
    def known(self) -> bool:
        """Whether the exports tell nearly all of its days."""
        return self.told >= TOLD * ((self.end - self.start).days + 1)

    @property
    def carried_out(self) -> bool:
        """Whether about as few posts were published as was agreed."""
        return self.per_week <= CARRIED_OUT * self.half


def trials(tables: Mapping[str, pd.DataFrame], plan: Plan, *, after: date) -> dict[str, Trial]:
    """Return the tests of networks that the plan holds and that have begun, by network.

    Parameters
    ----------
    tables
        Canonical tables by name, with local times.
    plan
        What was approved; an entry of before the plan kept the days of a test is none.
    after
        Last day of the month.

    """
    found = {}
    for entry in plan.channels:
        test = entry.status == "approved" and entry.verdict == Verdict.TEST.value and entry.action == "keep"
        start, end = entry.start, entry.end
        if not test or entry.platform is None or start is None or end is None or entry.half is None or start > after:
            continue
        row = posted(tables, entry.platform, Window(start, min(end, after)))
        floor = float("nan") if entry.floor is None else entry.floor
        found[entry.platform] = Trial(
            start, end, entry.half, floor, end <= after, int(row["told"]), int(row["posts"]), float(row["per_week"]),
            float(row["each"]), float(row["each_low"]), float(row["each_high"]),
        )  # fmt: skip
    return found
