"""What was promised, and how it stands: one card per approved objective."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from smmkit.client.model import Goal
from smmkit.ledger import Item, Kind, Ledger, item_id
from smmkit.measures.scopes import Scope
from smmkit.metrics import METRICS
from smmkit.period import Period
from smmkit.plan import Plan
from smmkit.plan.direction import falls
from smmkit.plan.entries import Objective
from smmkit.plan.scopes import measured
from smmkit.plan.weights import RESULTS, VALUE
from smmkit.present.chances import CERTAIN, HARDLY, tenths
from smmkit.text import N_, Message, Scalar
from smmkit.topics.report.proposals.chance_words import STILL, THERE, chances_of
from smmkit.topics.report.proposals.near import too_close

# More objectives than these are counted, not named.
_NAMED = 2
# From here a chance is called one way or the other; between them the plan needs a change.
ON_COURSE, OUT_OF_REACH = 0.5, 0.1


@dataclass(frozen=True)
class ReportedGoal:
    """An objective as the client reads it.

    Parameters
    ----------
    id, title
        Of the objective in `plan.toml`.
    value, target, unit
        This month's number and what was promised, in one unit; the value is None where nothing reports it.
    low, high
        What can be expected by the deadline if nothing changes; None where nobody forecast it.
    chance, chance_signed
        Chance of reaching the target, 0-1: now, and when it was signed.
    word, mood
        How it stands in a word, and the colour that goes with it.
    notes
        How likely the target is, and what is to be expected.
    metric, scope
        What it counts, and of what.
    item, fact
        Id of the result, and what its number declares (`metric|scope|window`); empty where nothing reports it.
    promised
        Whether somebody signed it; else it is what the brief asked for.

    """

    id: str
    title: str
    value: float | None
    target: float | None
    unit: str | None
    low: float | None
    high: float | None
    chance: float | None
    chance_signed: float | None
    word: Message
    mood: str
    notes: tuple[Message, ...]
    metric: str
    scope: Scope
    item: str = ""
    fact: str = ""
    promised: bool = True

    @property
    def near(self) -> bool:
        """Whether this month's number is too close to the target to say whether it is reached."""
        return self.word.key == CLOSE

    @property
    def reached(self) -> bool:
        """Whether this month's number is where the target is."""
        return self.mood == "good" and self.word.key == REACHED


REACHED = N_("Reached.")
ON_ITS_WAY = N_("On course.")
BELOW, ABOVE = N_("Below what was agreed."), N_("Above what was agreed.")
FAR = N_("Out of reach with today's plan.")
MISSED = N_("Missed.")
UNKNOWN = N_("Nothing reports it this month.")
CLOSE = N_("Too close to its target to say.")
_PART = N_("Not to be judged: some days of the month are missing.")
_TARGETLESS = N_("It has no target in the plan.")
_OPEN, _BLIND = "open", "blind"
# What notebook 09 found, and no chance changes.
_TOLD = {
    "reached": (REACHED, "good"), "part": (_PART, "flat"), "targetless": (_TARGETLESS, "flat"),
    _BLIND: (UNKNOWN, "flat"),
}  # fmt: skip
_OF_THE_BRIEF = N_("The brief asked for it by {deadline:date}; nobody signed this number.")
_DUE = N_("The deadline was {deadline:date}.")
_SIGNED = N_("When it was signed there were {signed:number} in 10.")
_EXPECTED = {
    "rate": N_("If nothing changes, between {low:percent1} and {high:percent1} by then."),
    "count": N_("If nothing changes, between {low:number} and {high:number} by then."),
    "people": N_("If nothing changes, between {low:number} and {high:number} by then."),
    "money": N_("If nothing changes, between {low:money0} and {high:money0} by then."),
    "hours": N_("If nothing changes, between {low:number1} and {high:number1} hours by then."),
}


def goals(plan: Plan, ledger: Ledger, wanted: Sequence[Goal]) -> tuple[ReportedGoal, ...]:
    """Return the approved objectives, as they stand this month; one whose deadline lies before it is judged no more.

    What the brief itself asked for by this month follows them, where nobody signed that number.

    Parameters
    ----------
    plan
        What the month is judged by.
    ledger
        The month's items: results that rest on an objective, and forecasts of its KPI.
    wanted
        The goals of the brief: they say which way an objective is meant to go.

    """
    approved = [one for one in plan.objectives if one.status == "approved" and one not in ended(plan, ledger)]
    kept = tuple(_goal(objective, ledger, down=falls(objective, wanted)) for objective in sorted(approved, key=_place))
    promised = {(one.metric, one.scope, one.target) for one in kept}
    asked = (_asked(one, ledger[id]) for one in wanted if (id := item_id("EV", "asked", one.id)) in ledger)
    return (*kept, *(one for one in asked if (one.metric, one.scope, one.target) not in promised))


def _asked(goal: Goal, item: Item) -> ReportedGoal:
    """Return how what the brief asked for stands at its deadline."""
    word, mood = _standing(item, None, down=goal.falls, due=True)
    return ReportedGoal(
        id=item.id, title=goal.goal, value=item.value, target=goal.target, unit=METRICS[goal.metric].unit,
        low=None, high=None, chance=None, chance_signed=None,
        word=Message(word), mood=mood,
        notes=(Message(_OF_THE_BRIEF, {"deadline": goal.deadline.isoformat()}),),
        metric=goal.metric, scope=measured(goal.scope), item=item.id, fact=item.fact, promised=False,
    )  # fmt: skip


def ended(plan: Plan, ledger: Ledger) -> tuple[Objective, ...]:
    """Return the approved objectives whose deadline lies before the month of the items: theirs is an earlier report."""
    periods = [item.period for item in ledger.values() if item.kind is Kind.RS and item.period]
    month = Period(max(periods)).start if periods else None
    approved = [one for one in plan.objectives if one.status == "approved" and one.deadline is not None]
    return tuple(one for one in approved if month is not None and one.deadline is not None and one.deadline < month)


def _place(objective: Objective) -> bool:
    """Put what the business counts, sales and enquiries, before what the networks count."""
    return objective.metric not in (*RESULTS, *VALUE)


def _goal(objective: Objective, ledger: Ledger, *, down: bool) -> ReportedGoal:
    tail = objective.id.removeprefix("OB-")
    known = {f"EV-forecast-{tail}", f"EV-chance-{tail}"}
    own = [item for item in ledger.values() if objective.id in item.because or item.id in known]
    judged = ledger.get(f"RS-{tail}")
    result = judged if judged and judged.value is not None else None
    forecast = next((item for item in own if item.id.startswith("EV-forecast")), None)
    chance = next((item.value for item in own if item.id.startswith("EV-chance")), None)
    value = result.value if result else None
    due = _due(objective, result)
    word, mood = _standing(judged, None if due else chance, down=down, due=due)
    return ReportedGoal(
        id=objective.id,
        title=objective.title,
        value=value,
        target=objective.target,
        unit=objective.unit or (result.unit if result else None),
        low=forecast.low if forecast and not due else None,
        high=forecast.high if forecast and not due else None,
        chance=chance,
        chance_signed=objective.p_at_signing,
        word=Message(word),
        mood=mood,
        notes=_at_the_end(objective) if due else _notes(objective, chance, forecast, reached=word == REACHED),
        metric=objective.metric or "",
        scope=measured(objective.scope),
        item=result.id if result else "",
        fact=result.fact or "" if result else "",
    )


def _due(objective: Objective, result: Item | None) -> bool:
    """Say whether the deadline is over when the result's month is: then nothing is left to chance."""
    if objective.deadline is None or result is None or not result.period:
        return False
    return Period(result.period).end >= objective.deadline


def _standing(judged: Item | None, chance: float | None, *, down: bool, due: bool) -> tuple[str, str]:
    """Return a word and its mood: whether a target is reached is notebook 09's judgement, never asked again here."""
    state = str(judged.about.get("standing", _BLIND)) if judged else _BLIND
    if state in _TOLD:
        return _TOLD[state]
    if due:
        return (CLOSE, "flat") if state == _OPEN else (MISSED, "bad")
    if chance is not None and chance >= ON_COURSE:
        return ON_ITS_WAY, "good"
    if chance is not None and chance < OUT_OF_REACH:
        return FAR, "bad"
    if state == _OPEN:
        return CLOSE, "flat"
    return ABOVE if down else BELOW, "warn"


def _at_the_end(objective: Objective) -> tuple[Message, ...]:
    """Return when it was due, and how likely it was when it was signed."""
    said = [Message(_DUE, {"deadline": str(objective.deadline)})]
    signed = objective.p_at_signing
    if signed is not None and HARDLY <= signed <= CERTAIN:
        said.append(Message(_SIGNED, {"signed": tenths(signed)}))
    return tuple(said)


def _notes(objective: Objective, chance: float | None, forecast: Item | None, *, reached: bool) -> tuple[Message, ...]:
    """Return how likely the target is, how likely it was when signed, and what is to be expected."""
    if objective.deadline is None:
        return ()
    when: dict[str, Scalar] = {"deadline": objective.deadline.isoformat()}
    if chance is None:
        return () if forecast else (Message(N_("To be reached by {deadline:date}."), when),)
    said = [chances_of(chance, when, STILL if reached else THERE)]
    signed = objective.p_at_signing
    if signed is not None and tenths(signed) != tenths(chance) and HARDLY <= signed <= CERTAIN:
        said.append(Message(_SIGNED, {"signed": tenths(signed)}))
    if forecast and forecast.low is not None and forecast.high is not None and forecast.unit in _EXPECTED:
        ends: dict[str, Scalar] = {"low": max(forecast.low, 0.0), "high": forecast.high}
        said.append(Message(_EXPECTED[forecast.unit], ends))
    return tuple(said)


def verdict_sentence(
    found: Sequence[ReportedGoal], *, overspent: bool = False, later: bool = False, over: bool = False
) -> Message:
    """Return the month in one sentence, from how the objectives stand; no month is good that cost too much.

    Parameters
    ----------
    found
        What was promised when the month began, and how it stands.
    overspent
        Whether more was spent than approved.
    later
        Whether objectives were approved after the month began.
    over
        Whether something was promised whose deadline lies before the month.

    """
    found = [goal for goal in found if goal.promised]
    known = [goal for goal in found if goal.mood != "flat"]
    good = [goal for goal in known if goal.mood == "good"]
    poor = [goal for goal in known if goal.mood != "good"]
    if not found and later:
        return Message(
            N_("This is what the month brought. The objectives approved since it began count from the next one.")
        )
    if not found and over and not later:
        return Message(N_("What was promised is over, and nothing new is: this is what the month brought."))
    if not found:
        return Message(N_("Nothing was promised yet: this is what the month brought."))
    near = [goal.title for goal in found if goal.near]
    if not poor and near:
        return too_close(near, overspent=overspent)
    if not known:
        return Message(N_("What was promised cannot be measured yet."))
    if not poor and overspent:
        return Message(N_("Everything we promised is where it should be, except the money."))
    if not poor:
        return Message(N_("A good month: everything we promised is where it should be."))
    if not good:
        return Message(N_("A month below what we promised."))
    if len(known) > _NAMED:
        counts: dict[str, Scalar] = {"good": len(good), "all": len(known), "poor": poor[0].title}
        return Message(
            N_("A mixed month: {good:number} of {all:number} things we promised go well, “{poor}” does not."), counts
        )
    values: dict[str, Scalar] = {"good": good[0].title, "poor": poor[0].title}
    return Message(N_("A mixed month: “{good}” goes well, “{poor}” does not."), values)
