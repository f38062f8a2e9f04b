"""Why an item has its verdict, and why an approval no longer holds, as sentences."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

from smmkit.ledger.items import Item
from smmkit.ledger.verdict import Experiment, Verdict
from smmkit.metrics import METRICS
from smmkit.plan.entries import Evidence
from smmkit.plan.moved import Why
from smmkit.plan.stale import Change
from smmkit.text import N_, Message, Text
from smmkit.text.apart import more_digits

_SENTENCES = {
    Why.CHANGED: N_("It rests on “{what}” ({id}). That was {before} when this was approved, and measured again it is "
                    "{now}."),
    Why.MOVED: N_("It rests on “{what}” ({id}). That was {before} in {then:month} and is {now} in {today:month}: more "
                  "than chance explains."),
    Why.DIFFERS: N_("It rests on “{what}” ({id}). That was {before} in {then:month} and is {now} in {today:month}: a "
                    "difference of more than a tenth."),
    Why.DEFINITION: N_("It rests on “{what}” ({id}), which was measured by another definition then; {before} and {now} "
                       "cannot be compared."),
    Why.GONE: N_("It rests on “{what}” ({id}). That was {before} when this was approved, and this month's data no "
                 "longer show it."),
    Why.OTHER: N_("It rests on other evidence than when it was approved."),
    Why.RESTS_ON_STALE: N_("It rests on “{what}” ({id}), whose own approval no longer holds."),
    Why.RESTS_ON_REJECTED: N_("It rests on “{what}” ({id}), which was rejected."),
}  # fmt: skip
# Where both say the same number, or are words.
_ALIKE = N_(
    "It rests on “{what}” ({id}). It reads as it did when this was approved; what changed is how sure it is, or digits "
    "that are not shown."
)
_WORDS = N_("It rests on {id}, which said “{before}” when this was approved and now says “{now}”.")
_GONE_WORDS = N_("It rests on {id}, which said “{before}” when this was approved; this month's data no longer show it.")


def reason(change: Change, text: Text, names: Mapping[str, str] = MappingProxyType({})) -> Message:
    """Return why an approval no longer holds: what it rests on, and what that was and is.

    Parameters
    ----------
    change
        From `stale_entries`.
    text
        Writes the two values.
    names
        How the entries of the plan are called, by id.

    """
    before, now = change.before, change.now
    title = text(now.title) if now is not None else before.shown if before is not None else names.get(change.id, "")
    values = {
        "id": change.id,
        "what": title.rstrip(".") or change.id,
        "then": before.period if before else None,
        "today": now.period if now else None,
    }
    if before is not None and before.value is None:
        values |= {"before": before.shown.rstrip("."), "now": title.rstrip(".")}
        key = _GONE_WORDS if now is None else _WORDS if values["before"] != values["now"] else _ALIKE
        return Message(key, values)
    pair = _told_apart(before, now, text)
    if change.why in (Why.CHANGED, Why.MOVED, Why.DIFFERS) and pair[0] == pair[1]:
        return Message(_ALIKE, values)
    return Message(_SENTENCES[change.why], {**values, "before": pair[0], "now": pair[1]})


def _told_apart(before: Evidence | None, now: Item | None, text: Text) -> tuple[str | None, str | None]:
    """Return two numbers with as many digits as it takes to see that they differ, three at most."""
    usual = figure(before, text), figure(now, text)
    if before is None or now is None or before.value is None or now.value is None:
        return usual
    more = more_digits(before.value, [now.value], lambda one, more: text.quantity(one, before.unit, more))
    return (figure(before, text, more), figure(now, text, more)) if more else usual


def verdict_reasons(item: Item, text: Text) -> list[str]:
    """Return why an item has its verdict and what would carry it further, one sentence each."""
    said = [
        text(N_("Passed: {found}") if check.passed else N_("Not passed: {found}"), found=text(check.found))
        for check in item.checks
    ]
    if item.experiment is not None:
        said.append(_experiment(item.experiment, text))
    if item.verdict is Verdict.JUDGE:
        said.append(text(N_("A judgement of {owner:word}."), owner=item.owner))
    if item.collect is not None:
        said.append(text(item.collect))
    return said


def _experiment(experiment: Experiment, text: Text) -> str:
    if not experiment.offered:
        return text(
            N_("A test would need {weeks:number} weeks; nobody waits so long for an answer, so none is offered."),
            weeks=math.ceil(experiment.weeks),
        )
    return text(
        N_(
            "To test on {metric:word}: {arms}. {size:number} {unit:word} per variant, "
            "{weeks:about} {weeks:plural|week|weeks}."
        ),
        metric=METRICS[experiment.metric].name if experiment.metric in METRICS else experiment.metric,
        arms="; ".join(text(arm) for arm in experiment.arms),
        size=experiment.sample_size,
        unit=experiment.counted,
        weeks=experiment.weeks,
    )


def figure(measured: Evidence | Item | None, text: Text, more: int = 0) -> str | None:
    """Return a number with its interval, such as `3.1% (2.1% to 4.4%)`; what has no number says its words.

    Parameters
    ----------
    measured
        What was measured; None says nothing.
    text
        Writes the numbers.
    more
        Digits of every number beyond those usual for its unit.

    """
    if measured is None:
        return None
    if measured.value is None:
        return f"«{text(measured.title) if isinstance(measured, Item) else measured.shown}»"
    number = text.quantity(measured.value, measured.unit, more)
    if measured.low is None or measured.high is None:
        return number
    return f"{number} ({text.range(measured.low, measured.high, measured.unit, more)})"
