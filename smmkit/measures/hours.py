"""Hours to publish at: named where they foretell later posts, tried evenly where nobody knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmkit.measures.posts import MIN_POSTS, OUTCOMES
from smmkit.measures.timing import (
    Timing,
    clear_best,
    exploration_slots,
    format_hours,
    timing_effects,
)

ALL = "all"
COLUMNS = ["outcome", "format", "hour", "n", "lift", "low", "high", "p_best"]
# What a purpose is judged by: who sells wants clicks and followers, everybody else an answer.
JUDGED_BY = {"sell": ("conversions", "interactions", "votes")}
_OTHERS = ("interactions", "votes")
_LEAST_AT_HOUR = 5
_LIKELY = 0.5


@dataclass(frozen=True)
class PostingHours:
    """What is known of posting hours.

    Attributes
    ----------
    timings
        Fitted effects by outcome.
    named
        One row per hour that is named: `outcome`, `format` (or `all`), `hour`, `n` posts at it, `lift` (share gained
        against the average post), `low`, `high`, `p_best`.
    tried
        By format, hours worth trying, in the order to try them.

    """

    timings: Mapping[str, Timing]
    named: pd.DataFrame
    tried: Mapping[str, list[int]]

    def hour_for(self, form: str, purpose: str) -> tuple[str, int] | None:
        """Return the outcome and the hour named for a format and purpose; None where nobody knows."""
        for outcome in JUDGED_BY.get(purpose, _OTHERS):
            for which in (form, ALL):
                rows = self.named[(self.named["outcome"] == outcome) & (self.named["format"] == which)]
                if len(rows):
                    return outcome, int(rows["hour"].iloc[0])
        return None


def best_hours(features: pd.DataFrame, *, first: int, last: int) -> PostingHours:
    """Return which hours can be named, per outcome and format, and which to try.

    An hour is named only where posting time helped to foretell later posts, and where it is the best with a
    certainty that counts how many questions were asked (Bonferroni at 5 % for all of them together).

    Parameters
    ----------
    features
        From `post_features`.
    first, last
        The house's earliest and latest hour, both included.

    Returns
    -------
    PostingHours
        Fitted effects, hours that are named, hours to try.

    """
    timings = {outcome: timing_effects(features, outcome) for outcome in OUTCOMES}
    tables = {key: table for outcome, timing in timings.items() for key, table in _questions(outcome, timing, features)}
    certainty = 1 - 0.05 / max(len(tables), 1)
    rows = []
    for (outcome, form), table in tables.items():
        hour = clear_best(table, certainty=certainty) if timings[outcome].helps else None
        if hour is not None:
            row = table.loc[[hour]].iloc[0]
            gains = np.expm1([row["effect"], row["low"], row["high"]])
            rows.append((outcome, form, int(hour), int(row["n"]), *gains, row["p_best"]))
    named = _without_echoes(pd.DataFrame(rows, columns=COLUMNS).astype({"hour": int, "n": int}))
    forms = features["format"].dropna().unique().tolist() if len(features) else []
    window = range(first, last + 1)
    tried = {str(form): _to_try(tables.get(("interactions", str(form))), window) for form in sorted(forms)}
    return PostingHours(timings, named, {**tried, ALL: _spread(window)})


def _without_echoes(named: pd.DataFrame) -> pd.DataFrame:
    """Leave out a format's hour that only repeats what all posts say."""
    everywhere = named[named["format"] == ALL].set_index("outcome")["hour"]
    echo = (named["format"] != ALL) & (named["outcome"].map(everywhere) == named["hour"])
    return named[~echo].reset_index(drop=True)


def _questions(outcome: str, timing: Timing, features: pd.DataFrame) -> list[tuple[tuple[str, str], pd.DataFrame]]:
    """Return the tables in which a best hour is looked for: all posts, then each format with posts enough."""
    if timing.model is None:
        return []
    rows = features[features[outcome].notna()]
    found = [((outcome, ALL), timing.hours)]
    for form, own in rows.groupby("format"):
        counts = own["hour"].value_counts()
        hours = sorted(int(hour) for hour in counts.index[counts >= _LEAST_AT_HOUR])
        if len(own) >= MIN_POSTS and len(hours) > 1:
            found.append(((outcome, str(form)), format_hours(timing, str(form), hours)))
    return found


def _to_try(table: pd.DataFrame | None, window: Sequence[int]) -> list[int]:
    slots = exploration_slots(table) if table is not None else []
    inside = [hour for hour in slots if hour in window]
    return inside or _spread(window)


def _spread(window: Sequence[int]) -> list[int]:
    """Return three hours of the house's day, evenly apart: what to try where nothing was posted yet."""
    return sorted({int(window[int(len(window) * part)]) for part in (1 / 6, 1 / 2, 5 / 6)})


def hour_choices(posts: pd.DataFrame, hours: PostingHours, *, window: Sequence[int]) -> dict[str, dict[int, float]]:
    """Return, per post, the hours it may go out at and how good each is (0-1).

    Parameters
    ----------
    posts
        `post_id`, `format`, `purpose`, `explores`. Posts that explore take the hours to try in turn, so that each is
        tried as often and next month can tell them apart.
    hours
        From `best_hours`.
    window
        Hours the house allows.

    Returns
    -------
    dict
        Post id -> hour -> worth; 1 for the best hour known or in turn, a half for the others to try.

    """
    turns: dict[str, int] = {}
    chosen: dict[str, dict[int, float]] = {}
    for post in posts.itertuples():
        form = str(post.format)
        tried = hours.tried.get(form, hours.tried[ALL])
        known = hours.hour_for(form, str(post.purpose))
        turn = turns.get(form, 0)
        if known is None or post.explores or known[1] not in window:
            best = tried[turn % len(tried)]
            turns[form] = turn + 1
        else:
            best = known[1]
        chosen[str(post.post_id)] = {**dict.fromkeys(tried, _LIKELY), best: 1.0}
    return chosen
