"""What people complain about, whether the seven steps were kept, and how many complain in silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from smmkit.dated import local_days
from smmkit.measures.mentions import own_mentions
from smmkit.schema import TABLES
from smmkit.stats.intervals import multinomial_shares, wilson

STEPS = ("listen", "understand", "empathise", "apologise", "solve", "thank", "archive")
# Goodman and Newman, "Understand customer behavior and complaints", Quality Progress, January 2003 (TARP):
# 31 % of those with a large loss did not complain; of those with a small one only 3 % did.
SPEAKS_IF_LARGE, SPEAKS_IF_SMALL = 0.69, 0.03
MIN_SURVEYED = 30


def complaining(mentions: pd.DataFrame, brand: str) -> pd.DataFrame:
    """Return the mentions that complain of the client.

    Parameters
    ----------
    mentions
        Canonical mentions.
    brand
        The client's name, however a mention spells it.

    Returns
    -------
    DataFrame
        Some of the rows.

    """
    return own_mentions(mentions[mentions["is_complaint"].fillna(False).astype(bool)], brand)


def cause_table(inbox: pd.DataFrame, mentions: pd.DataFrame, *, month: date | None = None) -> pd.DataFrame:
    """Return the causes of complaints, the most frequent first.

    Parameters
    ----------
    inbox, mentions
        Complaints alone, each with `cause` where the team coded one, and local times where `month` is given.
    month
        First day of the last month the tables hold.

    Returns
    -------
    DataFrame
        Indexed by cause: `n`, `lately` (of them, since the first day of the month), `share` with `low` and `high`
        (Goodman, simultaneous), `so_far` (cumulative share), `hours_to_solve` (median of those solved), `unsolved`
        (share), `repeated` (people who complained twice or more).

    """
    parts = [_coded(inbox, "inbox", month), _coded(mentions, "mentions", month)]
    both = pd.concat(parts, ignore_index=True)
    coded = both[both["cause"].notna()]
    columns = ["n", "lately", "share", "low", "high", "so_far", "hours_to_solve", "unsolved", "repeated"]
    if coded.empty:
        return pd.DataFrame(columns=columns)
    counts = coded["cause"].value_counts()
    table = multinomial_shares(counts)
    groups = coded.groupby("cause")
    table["n"] = counts
    table["lately"] = groups["lately"].sum()
    table["so_far"] = (counts / counts.sum()).cumsum()
    table["hours_to_solve"] = groups["hours"].median()
    table["unsolved"] = groups["hours"].apply(lambda hours: float(hours.isna().mean()))
    table["repeated"] = groups["author"].apply(_again)
    return table[columns]


def _coded(table: pd.DataFrame, name: str, month: date | None) -> pd.DataFrame:
    nothing = pd.Series(pd.NA, index=table.index, dtype="string")
    solved = pd.to_datetime(table["solved_at"], utc=True)
    hours = (solved - pd.to_datetime(table[TABLES[name].when], utc=True)) / pd.Timedelta(hours=1)
    return pd.DataFrame(
        {
            "cause": table.get("cause", nothing).astype("string").str.strip().mask(lambda cause: cause == ""),
            "author": table.get("author_hash", nothing).astype("string"),
            "hours": hours.astype(float),
            "lately": False if month is None else local_days(table, name) >= pd.Timestamp(month),
        }
    )


def _again(authors: pd.Series[Any]) -> int:
    return int((authors.dropna().value_counts() > 1).sum())


@dataclass(frozen=True)
class Ladder:
    """How the seven steps of answering a complaint were kept.

    Parameters
    ----------
    complaints
        Complaints with steps in the log.
    in_order
        Those with all seven steps, in their order.
    missing
        How often each step is missing.
    swapped
        Complaints with all steps, but in another order.

    """

    complaints: int
    in_order: int
    missing: pd.Series[Any]
    swapped: int

    @property
    def share(self) -> float:
        """Share in order."""
        return self.in_order / self.complaints if self.complaints else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson interval of the share."""
        return wilson(self.in_order, self.complaints) if self.complaints else (0.0, 1.0)

    @property
    def breaks_at(self) -> str | None:
        """The step that is left out most."""
        return str(self.missing.idxmax()) if self.missing.max() > 0 else None


def ladder(log: pd.DataFrame) -> Ladder:
    """Return how the steps were kept: a step taken twice counts where it was first taken.

    Parameters
    ----------
    log
        `message_id`, `step`, `at`; rows of one complaint at the same minute keep the order of the file.

    Returns
    -------
    Ladder
        Counts of complaints.

    """
    if log.empty:
        return Ladder(0, 0, pd.Series(dict.fromkeys(STEPS, 0)), 0)
    missing = dict.fromkeys(STEPS, 0)
    kept = swapped = 0
    taken = log.sort_values("at", kind="stable").drop_duplicates(["message_id", "step"])
    groups = [list(steps) for _, steps in taken.groupby("message_id", sort=False)["step"]]
    for steps in groups:
        for step in STEPS:
            missing[step] += step not in steps
        whole = len(set(steps)) == len(STEPS)
        kept += steps == list(STEPS)
        swapped += whole and steps != list(STEPS)
    return Ladder(len(groups), kept, pd.Series(missing), swapped)


@dataclass(frozen=True)
class Iceberg:
    """How many were unhappy for those who said so.

    Parameters
    ----------
    heard
        Complaints.
    low, high
        Unhappy people, those heard included.
    own
        Whether the client's own survey says so, or published shares.

    """

    heard: int
    low: float
    high: float
    own: bool

    @property
    def silent(self) -> tuple[float, float]:
        """Unhappy people who said nothing."""
        return self.low - self.heard, self.high - self.heard


def iceberg(heard: int, survey: pd.DataFrame) -> Iceberg:
    """Return how many were unhappy, from the client's survey or else from two published extremes.

    Parameters
    ----------
    heard
        Complaints received.
    survey
        `problem`, `complained` (0/1), `n`; with thirty people who had a problem or more, it decides.

    Returns
    -------
    Iceberg
        Of the survey, heard / (share that spoke, by Wilson's interval); else heard / 0.69 and heard / 0.03.

    """
    if len(survey):
        problem = survey[survey["problem"].astype(bool)]
        asked = float(problem["n"].sum())
        spoke = float(problem.loc[problem["complained"].fillna(False).astype(bool), "n"].sum())
        if asked >= MIN_SURVEYED and spoke > 0:
            low, high = wilson(spoke, asked)
            return Iceberg(heard, heard / high, heard / low, own=True)
    return Iceberg(heard, heard / SPEAKS_IF_LARGE, heard / SPEAKS_IF_SMALL, own=False)


def leaving(survey: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Return the share that will not buy again, of those who complained and of the silent, each as an interval.

    Parameters
    ----------
    survey
        `problem`, `complained`, `repurchase` (0/1), `n` people.

    Returns
    -------
    dict
        `complained` and `silent` -> Wilson interval of the share; a group of fewer than fifteen people is left
        out.

    """
    out: dict[str, tuple[float, float]] = {}
    for name, spoke in (("complained", True), ("silent", False)):
        if not len(survey):
            continue
        told = survey["complained"].fillna(False).astype(bool) == spoke
        group = survey[survey["problem"].astype(bool) & told & survey["repurchase"].notna()]
        asked = float(group["n"].sum())
        if asked >= MIN_SURVEYED / 2:
            low, high = wilson(float(group.loc[~group["repurchase"].astype(bool), "n"].sum()), asked)
            out[name] = (low, high)
    return out


def cost_of_silence(found: Iceberg, left: dict[str, tuple[float, float]], worth: float) -> tuple[float, float] | None:
    """Return what silent unhappy people may cost: how many, times who leaves, times the margin of one.

    None where no survey says how many are silent and who leaves, or no table of customers what one is worth.

    Parameters
    ----------
    found
        From `iceberg`.
    left
        From `leaving`.
    worth
        Margin of one customer, in the client's currency.

    Returns
    -------
    tuple of float or None
        Least and most, in the client's currency.

    """
    if not found.own or "silent" not in left or not worth > 0:
        return None
    low, high = found.silent
    return max(low, 0.0) * left["silent"][0] * worth, high * left["silent"][1] * worth


def margin_of_a_customer(customers: pd.DataFrame, margin: float) -> float:
    """Return the median margin of a customer so far, in the client's currency; NaN without customers.

    Parameters
    ----------
    customers
        Canonical customers: `revenue` so far.
    margin
        Share of the revenue that is margin.

    Returns
    -------
    float
        Money per customer.

    """
    revenue = customers["revenue"].dropna() if len(customers) else pd.Series(dtype=float)
    return float(np.median(revenue.astype(float))) * margin if len(revenue) else float("nan")
