"""Why an item has its verdict, and why an approval no longer holds, as sentences."""

from __future__ import annotations

from smmkit.ledger.items import Item
from smmkit.ledger.verdict import Experiment, Verdict
from smmkit.metrics import METRICS
from smmkit.plan.entries import Evidence
from smmkit.plan.stale import Change, Why
from smmkit.text import N_, Message, Text

_SENTENCES = {
    Why.CHANGED: N_("{id} was {before} when this was approved; measured again, it is {now}."),
    Why.MOVED: N_("{id} was {before} in {then:month}; in {today:month} it is {now}, more than chance explains."),
    Why.DEFINITION: N_("{id} was measured by another definition then; {before} and {now} cannot be compared."),
    Why.GONE: N_("{id} was {before} when this was approved; this month's data no longer show it."),
    Why.OTHER: N_("{id} rests on other evidence than when it was approved."),
    Why.RESTS_ON_STALE: N_("It rests on {id}, which is stale."),
    Why.RESTS_ON_REJECTED: N_("It rests on {id}, which was rejected."),
}


def reason(change: Change, text: Text) -> Message:
    """Return why an approval no longer holds, as one sentence with both values.

    Parameters
    ----------
    change
        From `stale_entries`.
    text
        Writes the two values.

    """
    values = {
        "id": change.id,
        "before": figure(change.before, text),
        "now": figure(change.now, text),
        "then": change.before.period if change.before else None,
        "today": change.now.period if change.now else None,
    }
    return Message(_SENTENCES[change.why], values)


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
    return text(
        N_("To test on {metric:word}: {arms}. {size:number} per variant, {weeks:number1} weeks."),
        metric=METRICS[experiment.metric].name if experiment.metric in METRICS else experiment.metric,
        arms="; ".join(text(arm) for arm in experiment.arms),
        size=experiment.sample_size,
        weeks=experiment.weeks,
    )


def figure(measured: Evidence | Item | None, text: Text) -> str | None:
    """Return a number with its interval, such as `3.1% (2.1% to 4.4%)`; what has no number says its words."""
    if measured is None:
        return None
    if measured.value is None:
        return f"«{text(measured.title) if isinstance(measured, Item) else measured.shown}»"
    number = text.quantity(measured.value, measured.unit)
    if measured.low is None or measured.high is None:
        return number
    return f"{number} ({text.range(measured.low, measured.high, measured.unit)})"
