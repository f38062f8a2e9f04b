"""The questions people ask most, each under one subject alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from smmkit.topics.community.analysis.tastes import ASK, LEAST


@dataclass(frozen=True)
class Question:
    """What is asked of one subject.

    Parameters
    ----------
    subject, phrase
        As in the register; the subject may be empty.
    n
        Messages that ask it and stand under no other subject.
    wording
        How ten or more of them put it, with how many.

    """

    subject: str
    phrase: str
    n: int
    wording: tuple[tuple[str, int], ...]


_STANDS_FOR_ALL = 2 / 3
"""From this part of the messages on one wording stands for all of them."""


def most_put(wording: Sequence[tuple[str, int]], n: int) -> tuple[tuple[str, int], ...]:
    """Return the wordings that stand for a question: the usual one, or the two of most messages where it is none.

    Parameters
    ----------
    wording
        How ten or more people put it, with how many.
    n
        Messages in all.

    Returns
    -------
    tuple of (str, int)
        The most frequent first: at most two; empty where nothing was shared.

    """
    ordered = sorted(wording, key=lambda one: -one[1])
    return tuple(ordered[: 1 if ordered and ordered[0][1] >= _STANDS_FOR_ALL * n else 2])


def questions_once(register: pd.DataFrame) -> tuple[Question, ...]:
    """Return the questions of the register, the most frequent first, none under two subjects.

    A question that holds two phrases (a gravel bike with a battery) stands under the one most people ask about, and
    its messages count for that one alone; what is left of fewer than ten messages is left out.

    Parameters
    ----------
    register
        From `tastes.register`.

    Returns
    -------
    tuple of Question
        The largest first.

    """
    asked = register[register["kind"] == ASK].to_dict("records")
    left = [Question(str(row["product"]), str(row["attribute"]), int(row["n"]), tuple(row["wording"])) for row in asked]
    found: list[Question] = []
    while left:
        first = max(left, key=lambda one: one.n)
        left.remove(first)
        found.append(first)
        told = {run for run, _ in first.wording}
        left = [one for one in (_without(each, told) for each in left) if one.n >= LEAST]
    return tuple(found)


def _without(one: Question, told: set[str]) -> Question:
    """Return a question less the messages that stand elsewhere already."""
    kept = tuple((run, n) for run, n in one.wording if run not in told)
    gone = sum(n for run, n in one.wording if run in told)
    return Question(one.subject, one.phrase, one.n - gone, kept)
