"""What closes the loop: wishes, the community manager's weekly report, new needs."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from smmkit.demo.csvfile import write_plain
from smmkit.demo.plan import wished
from smmkit.demo.spec import Spec
from smmkit.demo.truth import Truth
from smmkit.demo.work import work

_WEEKS = 9
MISCOUNTED = 3
"""How many weeks before the last one the community manager counted three posts too many."""
TOO_MANY = 3


def write_loop(folder: Path, spec: Spec, truth: Truth, *, posts: dict[str, pd.DataFrame], inbox: pd.DataFrame) -> None:
    """Write the tables of objectives and review."""
    words = work(spec.language, spec.country)
    wishes = [
        (goal, metric, scope, wished(spec, truth, metric, value), role, reason)
        for goal, metric, scope, value, role, reason in words.wishes
        if metric != "key_events" or "ga4" in spec.platforms
    ]
    write_plain(folder / "wishes.csv", ("goal_id", "metric", "scope", "wish", "by_role", "reason"), wishes)
    write_plain(folder / "new_needs.csv", ("on", "goal", "changed", "by_role"), _needs(spec))
    rows = _report(spec, posts, inbox)
    write_plain(folder / "cm_report.csv", ("week", "platform", "what", "number", "note"), rows)


def loop_truth(spec: Spec) -> dict[str, Any]:
    """Return the week on which report and exports disagree, what only the team saw, and the goal that changed."""
    words = work(spec.language, spec.country)
    week = _weeks(spec)[-1 - MISCOUNTED]
    return {
        "cm_report": {"disagrees": str(week.date()), "what": words.words["posts_made"], "too_many": TOO_MANY},
        "new_need": {"on": words.needs[0][0], "goal": words.needs[0][1]},
    }


def _needs(spec: Spec) -> list[tuple[Any, ...]]:
    return [row for row in work(spec.language, spec.country).needs if "ga4" in spec.platforms]


def _weeks(spec: Spec) -> list[pd.Timestamp]:
    """Return the Mondays of the last whole weeks."""
    sunday = max(day for day in spec.days[-7:] if day.weekday() == 6)
    return [sunday - timedelta(days=6 + 7 * back) for back in reversed(range(_WEEKS))]


def _report(spec: Spec, posts: dict[str, pd.DataFrame], inbox: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Return what was counted each week: posts made and messages answered, and a remark no number shows."""
    words = work(spec.language, spec.country)
    rows: list[tuple[Any, ...]] = []
    weeks = _weeks(spec)
    for place, week in enumerate(weeks):
        end = week + pd.Timedelta(days=7)
        wrong = place == len(weeks) - 1 - MISCOUNTED
        for number, (network, table) in enumerate(posts.items()):
            made = int(table["local"].between(week, end, inclusive="left").sum())
            off = wrong and number == 0
            note = words.words["disagree"] if off else ""
            rows.append((str(week.date()), network, words.words["posts_made"], made + TOO_MANY * off, note))
        answered = int(inbox["answered_at"].between(week, end, inclusive="left").sum())
        rows.append((str(week.date()), "", words.words["answered"], answered, ""))
    rows.append((str(weeks[-1].date()), "", words.only_seen[0], 1, words.only_seen[1]))
    return rows
