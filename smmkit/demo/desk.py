"""What the team keeps about its answering: hours, steps of complaints, rated answers, the crisis, drills, a survey."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from smmkit.demo.clock import CLOSES, OPENS
from smmkit.demo.csvfile import write_canonical, write_plain
from smmkit.demo.replies import HABITS
from smmkit.demo.spec import Spec
from smmkit.demo.truth import Truth
from smmkit.demo.words import sector_words
from smmkit.demo.work import Work, work

STEPS = ("listen", "understand", "empathise", "apologise", "solve", "thank", "archive")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
IN_ORDER, SKIPS, SWAPS = 0.66, 0.24, 0.10
"""Share of complaints whose steps are whole, lack the apology, or come in another order."""
AGREE = 0.93
"""How often a rater writes down what an answer really has."""
SILENT_UNHAPPY, BACK_IF_SOLVED, BACK_IF_SILENT = 0.62, 0.74, 0.41
DRILL_AGES = (40, 430)
"""Days before the end of the history on which drills were held; the second is too long ago."""


def write_desk(folder: Path, spec: Spec, truth: Truth, inbox: pd.DataFrame) -> None:
    """Write the tables around the messages; those about a crisis only where there was one."""
    _team_hours(folder, spec)
    _complaints_log(folder, spec, inbox)
    _reply_samples(folder, spec, inbox)
    _survey(folder, spec)
    if truth.crisis:
        _crisis_log(folder, spec, truth)
        _drills(folder, spec)


def desk_truth(spec: Spec, truth: Truth) -> dict[str, Any]:
    """Return what is planted in those tables."""
    content: dict[str, Any] = {
        "complaint_steps": {"in_order": IN_ORDER, "breaks_at": "apologise", "without_apology": SKIPS, "swapped": SWAPS},
        "answers": {"weakest_habit": min(HABITS, key=HABITS.__getitem__), **HABITS},
        "survey": {"silent": SILENT_UNHAPPY, "back_if_solved": BACK_IF_SOLVED, "back_if_silent": BACK_IF_SILENT},
    }
    if truth.crisis:
        late = [str(spec.end - timedelta(days=age)) for age in DRILL_AGES]
        content["drills"] = {"last_crisis_drill": late[1], "other_drill": late[0]}
    return content


def _team_hours(folder: Path, spec: Spec) -> None:
    columns: dict[str, list[Any]] = {
        "weekday": list(_DAYS),
        "from_time": [f"{OPENS:02d}:00"] * 5,
        "to_time": [f"{CLOSES:02d}:00"] * 5,
        "role": ["community_manager"] * 5,
        "people": [1] * 5,
    }
    write_canonical(folder / "team_hours.csv", columns)


def _complaints_log(folder: Path, spec: Spec, inbox: pd.DataFrame) -> None:
    """Write the steps taken on the complaints of the last six months that a person answered."""
    rng = spec.rng("complaints-log")
    recent = inbox["received_at"] >= pd.Timestamp(spec.end) - pd.Timedelta(days=184)
    mine = inbox[recent & (inbox["kind"] == "complaint") & (inbox["answered_by"] == "person")]
    rows: list[tuple[Any, ...]] = []
    mine = mine[mine["role"] != "crisis"]
    ends = mine["solved_at"].fillna(mine["answered_at"])
    for name, start, span in zip(mine["message_id"], mine["received_at"], ends - mine["received_at"], strict=True):
        steps = _steps(rng)
        for number, step in enumerate(steps):
            at = start + span * ((number + 1) / len(steps))
            role = "community_manager" if step != "solve" else "social_media_manager"
            rows.append((name, step, f"{at:%Y-%m-%dT%H:%M}", role, ""))
    write_plain(folder / "complaints_log.csv", ("message_id", "step", "at", "by_role", "note"), rows)


def _steps(rng: np.random.Generator) -> list[str]:
    """Return the steps of one complaint: whole, without the apology, or with two of them swapped."""
    steps, luck = list(STEPS), rng.random()
    if luck < SKIPS:
        steps.remove("apologise")
    elif luck < SKIPS + SWAPS:
        first = int(rng.integers(1, 4))
        steps[first], steps[first + 1] = steps[first + 1], steps[first]
    return steps


def _reply_samples(folder: Path, spec: Spec, inbox: pd.DataFrame) -> None:
    """Write what two people found in forty answers: 1 where an answer has the part."""
    rng = spec.rng("reply-samples")
    words = sector_words(spec.language, spec.country).words
    answered = inbox[(inbox["answered_by"] == "person") & (inbox["reply"] != "") & (inbox["role"] == "")]
    sample = answered.iloc[np.sort(rng.permutation(len(answered))[:40])]
    rows: list[tuple[Any, ...]] = []
    for message in sample.to_dict("records"):
        for rater in (words["judge_b"], words["judge_c"]):
            for item in ("greeting", "personal", "empathy", "solution", "thanks", "sign_off"):
                seen = bool(message[f"has_{item}"]) ^ bool(rng.random() > AGREE)
                rows.append((message["message_id"], rater, item, int(seen)))
    write_plain(folder / "reply_samples.csv", ("message_id", "rater", "item", "score"), rows)


def _survey(folder: Path, spec: Spec) -> None:
    """Write how many customers had a problem, said so, and would come back."""
    rng = spec.rng("complaint-survey")
    asked = 240
    problems = int(rng.binomial(asked, 0.22))
    silent = int(rng.binomial(problems, SILENT_UNHAPPY))
    rows: list[tuple[Any, ...]] = []
    groups = ((1, 1, problems - silent, BACK_IF_SOLVED), (1, 0, silent, BACK_IF_SILENT), (0, 0, asked - problems, 0.86))
    for problem, complained, people, share in groups:
        back = int(rng.binomial(people, share))
        rows += [(problem, complained, 1, back), (problem, complained, 0, people - back)]
    write_plain(folder / "complaint_survey.csv", ("problem", "complained", "repurchase", "n"), rows)


def _crisis_log(folder: Path, spec: Spec, truth: Truth) -> None:
    """Write what was done in the crisis, minute by minute."""
    rows = [*_crisis_rows(spec, truth, work(spec.language, spec.country))]
    write_plain(folder / "crisis_log.csv", ("crisis_id", "at", "event", "by_role", "text"), rows)


def _crisis_rows(spec: Spec, truth: Truth, words: Work) -> Iterator[tuple[str, ...]]:
    assert truth.crisis
    start = pd.Timestamp(truth.crisis[0]) + pd.Timedelta(hours=10)
    cause = sector_words(spec.language, spec.country).sectors[spec.sector].crisis
    for hours, event, role, text in words.crisis_log:
        at = start + pd.Timedelta(hours=float(hours))
        yield f"crisis-{truth.crisis[0]:%Y-%m}", f"{at:%Y-%m-%dT%H:%M}", event, role, text.format(cause=cause)


def _drills(folder: Path, spec: Spec) -> None:
    days = [spec.end - timedelta(days=age) for age in DRILL_AGES]
    columns: dict[str, list[Any]] = {
        "on": [str(day) for day in days],
        "situation": ["troll", "crisis"],
        "severity": ["1", "3"],
        "by_role": ["community_manager", "crisis_lead"],
        "minutes": [35, 95],
        "score": [0.86, 0.57],
        "note": ["", ""],
    }
    write_canonical(folder / "drills.csv", columns)
