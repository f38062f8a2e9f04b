"""Page 1: the month in a sentence, what is alarming, what happened, what is asked of the client, what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from smmkit.ledger import Item, Kind, Ledger, Verdict
from smmkit.plan import Plan, stale_entries
from smmkit.text import N_, Message
from smmkit.topics.report.proposals.goals import Goal, goals, verdict_sentence
from smmkit.topics.report.proposals.money import MonthMoney
from smmkit.topics.report.proposals.ranking import things_that_happened
from smmkit.topics.report.proposals.summary import Summary

MOST = 3
LONGEST_TEST = 8  # weeks; nobody waits longer for an answer
_ASKED_FIRST = (Kind.BL, Kind.DE, Kind.OB, Kind.CA, Kind.ST, Kind.CH, Kind.SG, Kind.PO)
ALARM = "EV-alarm"


@dataclass(frozen=True)
class Alert:
    """Something that cannot wait: what happened, and how bad it is (`bad` or `warn`)."""

    sentence: Message
    mood: str


@dataclass(frozen=True)
class Step:
    """What the team does next, and a second line about it."""

    sentence: Message
    detail: Message | None = None


@dataclass(frozen=True)
class Story:
    """The month on one page.

    Parameters
    ----------
    verdict
        The month in one sentence.
    alerts
        What cannot wait, the worst first.
    goals, money
        How what was promised stands, and what it cost.
    happened
        The weightiest facts, at most three.
    asked
        Proposals that wait for the client's yes or no, at most three.
    coming
        What the team does next, at most three steps.
    missing
        What cannot be told and what would tell it, at most five sentences.

    """

    verdict: Message
    alerts: tuple[Alert, ...]
    goals: tuple[Goal, ...]
    money: MonthMoney
    happened: tuple[Item, ...]
    asked: tuple[Item, ...]
    coming: tuple[Step, ...]
    missing: tuple[Message, ...]


_OVERSPENT = N_("{over:money0} more than approved was spent this month.")


def story(found: Summary, ledger: Ledger, plan: Plan, money: MonthMoney, *, budget: float) -> Story:
    """Choose what page 1 says.

    Parameters
    ----------
    found
        What waits for a signature, and what is missing.
    ledger
        All items of the month.
    plan
        What was approved before.
    money
        What the month cost.
    budget
        The client's money per month, in its currency.

    """
    promised = goals(plan, ledger)
    alarms = alarms_of(ledger)
    return Story(
        verdict=alarms[0].title if alarms else verdict_sentence(promised),
        alerts=alerts(ledger, plan, money),
        goals=promised,
        money=money,
        happened=_of_the_crisis(ledger) if alarms else things_that_happened(ledger, plan, budget=budget, most=MOST),
        asked=tuple(sorted(found.to_sign, key=_turn)[:MOST]),
        coming=coming(found, ledger),
        missing=tuple(dict.fromkeys(item.collect for item in found.missing if item.collect))[:5],
    )


def alarms_of(ledger: Ledger) -> tuple[Item, ...]:
    """Return the alarms that are on, as notebook 00 recorded them."""
    found = (item for item in ledger.values() if item.id.startswith(ALARM) and not item.id.endswith("-inbox"))
    return tuple(item for item in found if item.verdict is Verdict.DECIDE)


def alerts(ledger: Ledger, plan: Plan, money: MonthMoney) -> tuple[Alert, ...]:
    """Return what cannot wait: alarms, broken guardrails, money beyond the plan, approvals whose reasons have moved."""
    found = [Alert(item.title, "bad") for item in alarms_of(ledger)[1:]]  # the first one is the verdict
    broken = [item for item in ledger.values() if item.id.startswith("EV-guardrail") and item.verdict is Verdict.DECIDE]
    found += [Alert(item.title, "bad") for item in broken]
    if money.overspent:
        found.append(Alert(Message(_OVERSPENT, {"over": money.over}), "bad"))
    stale = len(stale_entries(plan, ledger))
    if stale:
        said = N_("Decisions that rest on numbers which have changed since, and need another look: {count:number}.")
        found.append(Alert(Message(said, {"count": stale}), "warn"))
    return tuple(found)


def _of_the_crisis(ledger: Ledger) -> tuple[Item, ...]:
    """Return what is known of a crisis besides its alarm: nobody is told of a good format while customers are angry."""
    about = ("EV-alarm", "EV-complaints", "EV-response")
    leading = alarms_of(ledger)
    known = [item for prefix in about for item in ledger.values() if item.id.startswith(prefix)]
    return tuple(item for item in known if item not in leading and item.verdict is Verdict.DECIDE)[:MOST]


def coming(found: Summary, ledger: Ledger) -> tuple[Step, ...]:
    """Return what the team does next: what the review decided, and the tests that begin."""
    steps = [Step(item.title) for item in _review(ledger)]
    asked = {item.id for item in found.to_sign}  # what waits for a yes does not begin by itself
    for item in found.open_questions:
        if item.id not in asked and item.experiment is not None and item.experiment.weeks <= LONGEST_TEST:
            weeks = {"weeks": round(item.experiment.weeks)}
            steps.append(Step(item.title, Message(N_("A test of {weeks:number} weeks would tell."), weeks)))
    return tuple(steps[:MOST])


def _review(ledger: Ledger) -> Iterable[Item]:
    asked = ("DE-change", "DE-stop", "DE-test", "DE-keep")
    return [item for prefix in asked for item in ledger.values() if item.id.startswith(prefix)]


def _turn(item: Item) -> tuple[int, str]:
    return (_ASKED_FIRST.index(item.kind) if item.kind in _ASKED_FIRST else len(_ASKED_FIRST), item.id)
