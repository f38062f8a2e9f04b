"""The exercises about the crisis stand on every client: one whose alarm rang, and one whose alarm stayed silent."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from classroom import SECRET

from smmkit.course.teacher.keys import KEYS
from smmkit.course.teacher.keys.crisis import CARD
from smmkit.course.teacher.marking import expected_for, marks_of
from smmkit.course.teacher.roster import pupils
from smmkit.course.unit import load_units
from smmkit.demo import draw_truth
from smmkit.demo.inbox import simulate_inbox
from smmkit.demo.told import truth_tables
from smmkit.demo.voices import write_mentions
from smmkit.measures.alarm import AlarmHistory, alarm_history, known_crises
from smmkit.topics.community.proposals.situations import SEVERITIES

SPEC = pupils(1, seed=21, secret=SECRET, country="ES")[1].client
TRUTH = draw_truth(SPEC)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    """Return what a student's client was told of its crisis, with its times by the local clock."""
    folder = tmp_path_factory.mktemp("voices")
    write_mentions(folder, SPEC, TRUTH)
    mentions = pd.read_csv(folder / "mentions.csv")
    inbox = simulate_inbox(SPEC, TRUTH)
    assert TRUTH.crisis
    begins = pd.Timestamp(TRUTH.crisis[0], tz=SPEC.place.timezone) + pd.Timedelta(hours=10)
    log = {"crisis_id": "crisis", "local_at": [begins, begins + pd.Timedelta(days=14)], "event": ["detected", "closed"]}
    return {
        "mentions": mentions.assign(local_at=_local(pd.to_datetime(mentions["at"]))),
        "inbox": inbox.assign(received_local=_local(inbox["received_at"])),
        "crisis_log": pd.DataFrame(log),
    }


def _local(times: pd.Series) -> pd.Series:
    return times.dt.tz_localize(SPEC.place.timezone, ambiguous="NaT", nonexistent="NaT")


def book(tables: dict[str, pd.DataFrame], alarm: AlarmHistory) -> Any:
    client = SimpleNamespace(name=SPEC.name, folder=Path())
    return SimpleNamespace(table=tables.__getitem__, alarm=alarm, client=client)


def heard(tables: dict[str, pd.DataFrame]) -> AlarmHistory:
    known = known_crises(tables["crisis_log"])
    return alarm_history(tables["mentions"], tables["inbox"], brand=SPEC.name, known=known)


def other_week(tables: dict[str, pd.DataFrame]) -> AlarmHistory:
    """Return an alarm months before the crisis, and none in it."""
    from dataclasses import replace
    from datetime import timedelta

    one = heard(tables).alarms[0]
    early = replace(one, since=one.since - timedelta(days=90), until=one.until - timedelta(days=90), cause="x")
    return AlarmHistory(alarms=(early,))


@pytest.mark.parametrize("ear", [heard, lambda _: AlarmHistory(), other_week], ids=["rang", "silent", "another week"])
@pytest.mark.parametrize("exercise", ["08-cause", "12-when"])
def test_the_solution_earns_every_point_and_the_naive_way_none(
    tables: dict[str, pd.DataFrame], exercise: str, ear: Any
) -> None:
    unit = load_units()[exercise[:2]]
    task = next(one for one in unit.exercises if one.id == exercise)
    wb = book(tables, ear(tables))
    answers: dict[str, Any] = {}
    scope = {"wb": wb, "pd": pd, "inbox": tables["inbox"], "sheet": SimpleNamespace(answer=_keeping(answers))}
    exec(task.naive, scope)
    exec(task.solution, scope)
    right = expected_for(wb, truth_tables(TRUTH), set(KEYS) & {exercise})
    alone = SimpleNamespace(exercises=[task])
    solved, guessed = (marks_of(alone, one, right)[exercise] for one in (answers, {exercise: scope["naive"]}))
    assert (solved.points, guessed.points) == (task.points, 0)


def _keeping(answers: dict[str, Any]) -> Any:
    def answer(exercise: str, **values: Any) -> None:
        answers[exercise] = {name: str(one) if hasattr(one, "isoformat") else one for name, one in values.items()}

    return answer


def test_the_drill_is_scored_by_the_manuals_own_card() -> None:
    worst = SEVERITIES[2]
    said = {
        "call": "Call the crisis lead", "pause": "Stop all posts", "hold": "publish the words below",
        "facts": "facts, who is affected", "statement": "first statement", "staff": "tell the whole staff",
    }  # fmt: skip
    by = {name: 15 if any(word in line for line in worst.quarter) else 60 for name, word in said.items()}
    assert all(any(word in line for line in (*worst.quarter, *worst.hour)) for word in said.values())
    assert {action: latest for action, _, latest in CARD if action in said} == by


def test_a_silent_alarm_is_answered_with_the_day_of_the_log_and_no_message(tables: dict[str, pd.DataFrame]) -> None:
    right = expected_for(book(tables, AlarmHistory()), truth_tables(TRUTH), {"12-when"})["12-when"]
    assert TRUTH.crisis
    assert [one["first_day"]["any"] for one in right] == [[str(TRUTH.crisis[0])]]
    assert [one["messages"]["between"] for one in right] == [[0.0, 0.0]]
