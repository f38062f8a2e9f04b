"""Which open questions a test could answer in time, and which of them are worth it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from smmkit.period import LONGEST_TEST
from smmkit.stats.power import WORTH, least_change, units_per_arm
from smmkit.topics.review.analysis.value import sample_information, spread

LARGEST = 0.5
"""A test that sees only effects larger than this is none."""


@dataclass(frozen=True)
class Question:
    """An open question: a relative effect with its interval, on `n` posts, at a network's posts a week."""

    name: str
    network: str
    effect: float
    low: float
    high: float
    n: int
    pace: float


@dataclass(frozen=True)
class Trial:
    """A test.

    Parameters
    ----------
    question
        What it asks.
    needed
        Weeks it would take to see an effect of a fifth, uncapped.
    weeks
        Weeks it takes to see `sees`; None where eight weeks show nothing that could be believed.
    arm
        Posts per arm.
    sees
        The smallest effect it would see.
    worth
        Value of information a week, in units of the measure's level.

    """

    question: Question
    needed: float
    weeks: float | None
    arm: int
    sees: float
    worth: float


def trial(question: Question) -> Trial:
    """Design a test of two arms that share all posts of a network.

    Parameters
    ----------
    question
        What is open.

    Returns
    -------
    Trial
        Weeks and posts per arm.

    Notes
    -----
    Two means of logs (`units_per_arm`); worth by `value.sample_information`.

    """
    sd = spread(math.log1p(max(question.low, -0.99)), math.log1p(question.high))
    noise = sd * math.sqrt(question.n)
    arm = max(units_per_arm(noise, math.log1p(WORTH)), 4)
    needed = 2 * arm / question.pace if question.pace > 0 else math.inf
    weeks, sees = (needed, WORTH) if needed <= LONGEST_TEST else (LONGEST_TEST, math.inf)
    if needed > LONGEST_TEST:
        arm = int(question.pace * LONGEST_TEST / 2)
        sees = math.expm1(least_change(noise, arm)) if arm >= 4 else math.inf
    mean = math.log1p(max(question.effect, -0.99))
    worth = sample_information(1.0, mean, sd, 0.0, noise=noise * math.sqrt(2), n=arm) / max(weeks, 1.0)
    return Trial(question, needed, weeks if sees <= LARGEST else None, arm, sees, worth)


def chosen(questions: Iterable[Question]) -> tuple[Trial, ...]:
    """Return the tests of the next weeks: at most one a network, the most worth knowing first.

    Parameters
    ----------
    questions
        What is open.

    Returns
    -------
    tuple of Trial
        Tests that eight weeks can answer.

    """
    found = sorted(map(trial, questions), key=lambda one: (-one.worth, one.question.name))
    networks: set[str] = set()
    kept = []
    for one in found:
        if one.weeks is not None and one.question.network not in networks:
            networks.add(one.question.network)
            kept.append(one)
    return tuple(kept)
