"""How far the data carry a new split, and each line of it."""

from __future__ import annotations

import math
from collections.abc import Mapping

from smmkit.client import Client
from smmkit.ledger import Check, Judgement, judge
from smmkit.measures.alarm import Alarm
from smmkit.text import N_, Message
from smmkit.topics.budget.analysis import KEY_EVENTS, MOST_CHANCE, Split, Study, Trial
from smmkit.topics.budget.proposals.trials import ALARM, experiment_of

MOST_GAP = 0.01
LEAST_SETTLED = 0.95
CAUSE = "cause"
_CRISIS = N_("a crisis began on {since:date}, and nobody is asked for more ads in its month")
_NO_MONEY = Message(N_("Raise the month's budget in the brief, or end a fixed line in the plan."))


def split_judgement(study: Study, client: Client, *, alarm: Alarm | None = None) -> Judgement:
    """Decide how far the data carry a new split of the elastic lines.

    Parameters
    ----------
    study
        The budget.
    client
        Its approver answers for what is only judged.
    alarm
        The crisis of the month, on or over: no ads are raised in it, so the plan stays and nothing is tried out. What
        angry days brought also says little of what the money brings.

    Returns
    -------
    Judgement
        Never DECIDE on results that are counted by last click or claimed by a
        platform: they say where money and results met, not that one brought
        the other. Whoever approves the budget answers for it.

    """
    checks = [*accounting_checks(study), _cause(study)]
    if alarm is not None:
        checks.append(Check(ALARM, False, Message(_CRISIS, {"since": str(alarm.since)})))
    return judge(checks, owner=client.roles.approver)


def moves_money(judgement: Judgement) -> bool:
    """Whether the accounting clearly speaks for the best split, so that it is what is proposed."""
    return bool(judgement.checks) and all(check.passed for check in judgement.checks if check.name != CAUSE)


def accounting_checks(study: Study) -> list[Check]:
    """Ask of the split everything but whether the money caused the results."""
    comparison, split = study.comparison, study.split
    lines = [] if study.found.curves is None else list(study.found.curves.lines)
    measured = len(lines) > 1 and not study.found.judged_only
    rows = Check(
        "rows", measured, Message(N_("{lines:number} lines with a measured curve, of at least 2"),
                                  {"lines": len(lines) if not study.found.judged_only else 0}))  # fmt: skip
    if comparison is None or split is None:
        return [rows]
    settled = study.found.settled
    return [
        rows,
        Check(
            "convergence",
            settled >= LEAST_SETTLED,
            Message(N_("the search for the curves came to rest in {share:percent} of the draws"), {"share": settled}),
        ),
        Check(
            "interval",
            not comparison.holds_zero,
            _gained(comparison.low, comparison.high),
        ),
        Check("multiplicity", comparison.p_equal < MOST_CHANCE, _chance(comparison.p_equal < MOST_CHANCE)),
        Check(
            "optimality",
            split.gap <= MOST_GAP,
            Message(N_("the split misses at most {gap:percent2} of the best possible"), {"gap": split.gap}),
        ),
        _seen(study, split),
    ]


def _gained(low: float, high: float) -> Message:
    """Say the gain's interval; one that rounds to nothing is none."""
    if not math.isfinite(low) or not math.isfinite(high):
        return Message(N_("one judge alone gives one curve, and nothing tells how far off it may be"))
    if round(low, 1) == round(high, 1) == 0:
        return Message(N_("no split brings a tenth of a result a month more"))
    return Message(N_("gain between {low:number1} and {high:number1} results a month"), {"low": low, "high": high})


def _chance(differ: bool) -> Message:
    if differ:
        return Message(N_("The lines really differ: it would be a strange coincidence otherwise"))
    return Message(N_("The lines may well bring the same: what differs can be chance"))


def _seen(study: Study, split: Split) -> Check:
    """Ask whether every proposed amount lies within what the line ever spent."""
    seen = study.found.table.reindex(split.spend.index)
    inside = bool((split.spend.le(1.001 * seen["most"]) & split.spend.ge(0.999 * seen["least"])).all())
    return Check(
        "seen",
        inside,
        Message(
            N_("every proposed amount lies within the spend that was seen")
            if inside
            else N_("a proposed amount lies outside the spend that was seen")
        ),
    )


def _cause(study: Study) -> Check:
    if study.found.judged_only:
        return Check(CAUSE, False, Message(N_("nothing was measured")))
    if study.found.result == KEY_EVENTS:
        return Check(CAUSE, False, Message(N_("results are counted by the last click, which is a count and no proof")))
    return Check(CAUSE, False, Message(N_("results are those the platform claims, which is a count and no proof")))


def line_judgements(
    study: Study, judgement: Judgement, client: Client, trials: Mapping[str, Trial]
) -> dict[str, Judgement]:
    """Judge each line that has a curve: by its own experiment, else by whoever approves the budget.

    Parameters
    ----------
    study
        The budget.
    judgement
        From `split_judgement`.
    client
        Its approver answers for what is judged.
    trials
        From `line_trials`.

    Returns
    -------
    dict
        By line; lines without a curve are not in it.

    """
    curves = study.found.asked or study.found.curves
    if curves is None:
        return {}
    owner = client.roles.approver
    return {line: _line_judgement(line, study, judgement, trials.get(line), owner) for line in curves.lines}


def _line_judgement(line: str, study: Study, judgement: Judgement, trial: Trial | None, owner: str | None) -> Judgement:
    if line in study.frame.elastic and study.frame.limits is None:
        left = Check("rows", False, Message(N_("the fixed lines leave no money")))
        return judge([left], collect=_NO_MONEY)
    checks = [check for check in judgement.checks if check.name != "rows"]
    if study.frame.cut:
        checks.append(Check("budget", False, Message(N_("the budget is smaller than the plan, so lines are cut"))))
    if line in study.found.left_out:
        checks = [Check("identified", False, Message(N_("what more or less of it brings is barely identified")))]
    if not checks:
        checks = [_cause(study)]
    experiment = experiment_of(trial, study) if trial is not None else None
    return judge(checks, experiment=experiment, owner=owner)
