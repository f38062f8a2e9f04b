"""What customers answered, question by question: the method of surveys, which needs no groups."""

from __future__ import annotations

import pandas as pd

from smmkit.stats import stands_clear, wilson

YES_NO, STEPS, SCALE = "yes or no", "steps", "a scale"
MOST_STEPS = 11
"""Answers a question may have and still be one of steps: 0 to 10."""
HIGH = 0.75
"""From here on an answer in steps or on a scale counts as `much`: the top two of five."""
COLUMNS = ["question", "kind", "n", "share", "low", "high"]


def answer_table(features: pd.DataFrame) -> pd.DataFrame:
    """Return, per question, how it was asked and which share said yes, or much.

    Parameters
    ----------
    features
        One column per question, answers from 0 (no, not at all) to 1 (yes, very much); a missing one was not given.

    Returns
    -------
    DataFrame
        `question`, `kind` (yes or no, steps, a scale), `n` (answers), `share` (yes, or the top two of five steps) with
        its 95 % interval (Wilson 1927, JASA 22) in `low`, `high`; the largest share first.

    """
    rows = []
    for name in features.columns:
        given = features[name].astype(float).dropna()
        if given.empty:
            continue
        kind = YES_NO if given.nunique() <= 2 else STEPS if given.nunique() <= MOST_STEPS else SCALE
        much = int((given >= (1.0 if kind == YES_NO else HIGH)).sum())
        low, high = wilson(much, len(given))
        rows.append((str(name), kind, len(given), much / len(given), low, high))
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.sort_values(["share", "question"], ascending=[False, True], ignore_index=True)


def leading_answer(answers: pd.DataFrame) -> str | None:
    """Return the question more people say yes to than to any other, beyond chance; None where none leads.

    Parameters
    ----------
    answers
        From `answer_table`.

    Returns
    -------
    str or None
        The question's column.

    """
    return str(answers["question"].iloc[0]) if stands_clear(answers["low"], answers["high"]) else None
