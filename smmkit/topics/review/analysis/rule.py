"""The rule of the review: what was not done is not judged; what is judged is judged by numbers fixed beforehand."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from smmkit.topics.review.analysis.value import chance_above, expected_loss, spread

EXECUTED = 0.8
"""Least share of what was planned that must have been done before a result counts."""
KEEP, CHANGE, STOP, TEST, WAIT, UNTRIED = "keep", "change", "stop", "test", "wait", "not tried"


@dataclass(frozen=True)
class ReviewRule:
    """What was signed before the month: `[review]` of the plan in force on its first day."""

    keep_at: float = 0.8
    stop_at: float = 0.2
    patience_months: int = 3
    max_changes: int = 4
    max_loss: float = 0.1


@dataclass(frozen=True)
class Case:
    """Something that is judged.

    Parameters
    ----------
    name
        What it is called in ids.
    effect, low, high
        Relative effect (0.1 is 10 % more) with its 95 % interval; None if not measured.
    bar
        The effect it must reach: 0 against the alternative, or what the plan promised.
    certain
        Whether the effect holds after correction for all that was asked.
    planned, done
        How much of it was to be done, and was.
    months
        Months it has been tried.
    alternative
        What is known to do better in its place; empty if nothing is.
    proven
        Whether this yardstick has seen an effect of this kind at this client: a method that never saw one cannot
        show that there is none (assay sensitivity, ICH E10).
    broken
        Whether a guardrail of an objective it works for is broken for sure.

    """

    name: str
    effect: float | None
    low: float | None = None
    high: float | None = None
    bar: float = 0.0
    certain: bool = False
    planned: float = 0.0
    done: float = 0.0
    months: int = 0
    alternative: str = ""
    proven: bool = True
    broken: bool = False

    @property
    def executed(self) -> float | None:
        """Share of the plan that was done; None where nothing was planned."""
        return self.done / self.planned if self.planned > 0 else None


@dataclass(frozen=True)
class Call:
    """A case with what the rule says of it.

    Parameters
    ----------
    case
        What was judged.
    says
        `keep`, `change`, `stop`, `test`, `wait` or `not tried`.
    chance
        Chance that it reaches its bar; None if not measured.
    loss
        Expected loss of keeping it, as a share of what its bar would bring (0-1).
    patience
        Months it may still try.

    """

    case: Case
    says: str
    chance: float | None = None
    loss: float | None = None
    patience: int = 0


def judged(case: Case, rule: ReviewRule) -> Call:
    """Return what the rule says of one case.

    Parameters
    ----------
    case
        What is judged; effects are taken as log(1 + effect).
    rule
        As signed before the month.

    Returns
    -------
    Call
        The call with its chance and expected loss.

    """
    patience = max(rule.patience_months - case.months, 0)
    if case.executed is not None and case.executed < EXECUTED:
        return Call(case, UNTRIED, patience=patience)
    if case.effect is None or case.low is None or case.high is None:
        return Call(case, WAIT, patience=patience)
    mean, bar = math.log1p(max(case.effect, -0.99)), math.log1p(case.bar)
    sd = spread(math.log1p(max(case.low, -0.99)), math.log1p(max(case.high, -0.99)))
    chance, loss = chance_above(mean, sd, bar), -math.expm1(-expected_loss(mean, sd, bar))
    return Call(case, _says(case, rule, chance, loss, patience), chance, loss, patience)


def _says(case: Case, rule: ReviewRule, chance: float, loss: float, patience: int) -> str:
    ends = CHANGE if case.alternative else STOP
    if case.broken:
        return ends
    if chance >= rule.keep_at:
        return KEEP if case.certain else WAIT
    if chance > rule.stop_at:
        return TEST
    falls_short = case.certain or (case.bar > 0 and case.proven)
    return ends if falls_short and patience == 0 and loss > rule.max_loss else WAIT


def review(cases: Iterable[Case], rule: ReviewRule) -> tuple[Call, ...]:
    """Return what the rule says of all cases; beyond the most changes of a month, the smaller losses wait.

    What broke a guardrail waits last.

    Parameters
    ----------
    cases
        What is judged.
    rule
        As signed before the month.

    Returns
    -------
    tuple of Call
        In the order of the cases.

    """
    calls = [judged(case, rule) for case in cases]
    changes = sorted(
        (call for call in calls if call.says in (STOP, CHANGE)),
        key=lambda call: (not call.case.broken, -(call.loss or 0), call.case.name),
    )
    late = {call.case.name for call in changes[rule.max_changes :]}
    return tuple(replace(call, says=WAIT) if call.case.name in late else call for call in calls)
