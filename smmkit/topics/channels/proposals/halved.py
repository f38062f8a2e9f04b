"""A test of half the posts, from its proposal to its end: it runs as it was agreed, and its end asks for a decision."""

from __future__ import annotations

import math
from datetime import date, timedelta

from smmkit.client import Client
from smmkit.ledger import Check, Experiment, Item, Judgement, item_id, judge
from smmkit.text import N_, Message, Scalar
from smmkit.topics.channels.analysis.openings import WEEKS, first_monday
from smmkit.topics.channels.proposals.evidence import EXPORT, ROWS, Case, counted
from smmkit.topics.channels.proposals.trials import Trial

OVER = "test over"
_HALVE = N_(
    "Publish half as much on {network} for eight weeks, from {start:date} to {end:date}: {half:about} "
    "{half:plural|post|posts} a week "
    "instead of {pace:about}. It frees up to {half_hours:about} {half_hours:plural|hour|hours} a week. Go back "
    "at once if a post brings "
    "fewer than {floor:number} likes, comments and shares"
)
_HALVE_ALONE = N_(
    "Publish half as much on {network} for eight weeks, from {start:date} to {end:date}: {half:about} "
    "{half:plural|post|posts} a week "
    "instead of {pace:about}. Nobody booked the hours it frees. Go back at once if a post brings fewer than "
    "{floor:number} likes, comments and shares"
)
_AGAIN = N_(
    "{network}: the test from {was_start:date} to {was_end:date} was not carried out, for {went:about} "
    "{went:plural|post|posts} a week went out where {agreed:about} were agreed. Run it from {start:date} to "
    "{end:date}, or refuse it: {half:about} {half:plural|post|posts} a week instead of {pace:about}"
)
_RUNS = N_(
    "The test on {network} goes on until {end:date}: {half:about} {half:plural|post|posts} a week were agreed, and "
    "since {start:date} {went:about} went out; each brought {each:number} likes, comments and shares, and below "
    "{floor:number} you go back"
)
_RUNS_ALONE = N_(
    "The test on {network} goes on until {end:date}: {half:about} {half:plural|post|posts} a week were agreed, and "
    "since {start:date} {went:about} went out"
)
_STAY = N_(
    "Stay with {half:about} {half:plural|post|posts} a week on {network}: in the test from {start:date} to {end:date} "
    "each brought {each:number} likes, comments and shares ({low:number} to {high:number}), and {floor:number} was the "
    "least that was agreed"
)
_BACK = N_(
    "Publish on {network} as much as before the test: from {start:date} to {end:date} each post brought {each:number} "
    "likes, comments and shares ({low:number} to {high:number}), fewer than the {floor:number} that were agreed"
)
_OPEN = N_(
    "Decide how often to publish on {network}: the test from {start:date} to {end:date} is over and does not tell, for "
    "each post brought {each:number} likes, comments and shares ({low:number} to {high:number}) and {floor:number} was "
    "the least that was agreed"
)
_UNKNOWN = N_(
    "The test on {network} from {start:date} to {end:date} is over, and nobody can tell what it showed: the exports "
    "tell {told:number} of its days"
)
_LOST = N_("nobody knows yet what would be lost with fewer posts")
_TOLD = N_("the whole interval lies on one side of what was agreed")


def halved(case: Case, because: tuple[str, ...], after: date, was: Trial | None = None) -> Item:
    """Return the test that a network which comes last under nearly all weights gets: half the posts, eight weeks.

    Parameters
    ----------
    case, because
        The network, and what its place rests on.
    after
        Last day of the month.
    was
        A test that was agreed and not carried out; None where there was none.

    """
    start = first_monday(after + timedelta(days=1))
    end = start + timedelta(weeks=WEEKS, days=-1)
    values = {**case.values, "start": start.isoformat(), "end": end.isoformat()}
    key = _HALVE if case.timed else _HALVE_ALONE
    if was is not None:
        key, told = _AGAIN, {"was_start": was.start.isoformat(), "was_end": was.end.isoformat()}
        values |= {**told, "went": was.per_week, "agreed": was.half}
    checks = [counted(int(case.row["posts"]), ROWS), Check("effect", False, Message(_LOST))]
    design = _design(values, float(case.row["per_week"]))
    return _item(case, Message(key, values), judge(checks, experiment=design), because, values)


def tried(case: Case, trial: Trial, because: tuple[str, ...], client: Client, after: date) -> Item:
    """Return how an agreed test stands: it goes on, or what its end leads to.

    Parameters
    ----------
    case, because
        The network, and what its place rests on.
    trial
        From `trials`.
    client
        Who answers for a judgement.
    after
        Last day of the month.

    """
    days: dict[str, Scalar] = {"start": trial.start.isoformat(), "end": trial.end.isoformat()}
    ends: dict[str, Scalar] = {"each": trial.each, "low": trial.low, "high": trial.high, "floor": trial.floor}
    counts: dict[str, Scalar] = {"half": trial.half, "went": trial.per_week, "told": trial.told}
    values = {**case.values, **days, **counts, **{name: one for name, one in ends.items() if one == one}}
    if not trial.over:
        checks = [counted(int(case.row["posts"]), ROWS), Check("effect", False, Message(_LOST))]
        design = _design(values, 2 * trial.half)
        key = _RUNS if {"each", "floor"} <= values.keys() and trial.posts and trial.each == trial.each else _RUNS_ALONE
        return _item(case, Message(key, values), judge(checks, experiment=design), because, values)
    if not trial.known or not trial.posts or math.isnan(trial.each) or math.isnan(trial.floor):
        nothing = judge([], collect=Message(EXPORT, case.values))
        return _item(case, Message(_UNKNOWN, values), nothing, because, {}, finding=OVER)
    if not trial.carried_out:
        return halved(case, because, after, trial)
    sure = trial.low >= trial.floor or trial.high < trial.floor
    key = (_STAY if trial.low >= trial.floor else _BACK) if sure else _OPEN
    checks = [counted(trial.posts, ROWS), Check("interval", sure, Message(_TOLD))]
    judgement = judge(checks, owner=client.roles.social_media_manager)
    return _item(case, Message(key, values), judgement, because, {}, finding=OVER)


def _design(values: dict[str, Scalar], per_week: float) -> Experiment:
    arms = (
        Message(N_("{pace:about} {pace:plural|post|posts} a week"), values),
        Message(N_("{half:about} {half:plural|post|posts} a week"), values),
    )
    return Experiment(arms, max(round(per_week * WEEKS / 2), 1), WEEKS, "interactions", "posts")


def _item(
    case: Case, title: Message, judgement: Judgement, because: tuple[str, ...], values: dict[str, Scalar],
    **more: Scalar,
) -> Item:  # fmt: skip
    kept = {"start": "start", "end": "end", "half": "half", "floor": "floor", "hours": "half_hours"}
    told = {name: values[key] for name, key in kept.items() if key in values}
    return Item.of(item_id("CH", case.platform), title, judgement, because=because,
                   about={"platform": case.platform, "action": "keep", **told, **more})  # fmt: skip
