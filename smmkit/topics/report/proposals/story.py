"""Page 1: the month in a sentence, what is alarming, what happened, what is asked of the client, what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from smmkit.client.model import Goal
from smmkit.ledger import Item, Kind, Ledger, Verdict
from smmkit.measures.bursts import Burst
from smmkit.plan import Plan, stale_entries
from smmkit.plan.guardrails import broken_guardrails
from smmkit.plan.review import USE, without_settled
from smmkit.present.facts import fact_key
from smmkit.schema import platform_name
from smmkit.text import N_, Message, Scalar
from smmkit.topics.report.proposals.crisis import CrisisMonth
from smmkit.topics.report.proposals.goals import ReportedGoal, ended, goals, verdict_sentence
from smmkit.topics.report.proposals.money import MonthMoney
from smmkit.topics.report.proposals.points import Point, asked_points, decision_point, points_of, wanted_point
from smmkit.topics.report.proposals.ranking import DEED, things_that_happened
from smmkit.topics.report.proposals.summary import Summary

MOST = 3
STILL = N_("No big change this month.")
_ASKED_FIRST = (Kind.BL, Kind.DE, Kind.OB, Kind.CA, Kind.ST, Kind.CH, Kind.SG, Kind.PO)
_STOPS = "DE-stop-"
TO_TALK_ABOUT = ("DE-objective-review-", "DE-need-")
"""Decisions that no yes or no settles: an objective to look at again, a need that is new."""
_NEXT = ("EV-undone-", USE)  # what the review would end or change is asked, or was answered
_OF_A_CRISIS = ("alarm", "crisis", "complaints")
_OF_A_KIND = 2
_UNKNOWN = 5
_NO_AIM = "EV-goal-"
OTHER_MONEY = "EV-budget-other-currency"
_NOT_TOLD = ("EV-month-costs-alone", "EV-month-no-posts")
ALARM = "EV-alarm"
# How people spoke of the client in the month, all together and beside its rivals.
_OF_THE_MOOD = ("EV-net-sentiment",)


@dataclass(frozen=True)
class Alert:
    """Something that cannot wait: what happened, and how bad it is (`bad` or `warn`)."""

    sentence: Message
    mood: str


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
        Proposals that wait for the client's yes or no, at most three; while a crisis is on, those that end it.
    more
        How many other proposals and decisions the sheet holds.
    coming
        What the team does next, at most three steps.
    missing
        What cannot be told and what would tell it, at most five; what most proposals wait for first.
    still
        What is said of a quiet month.
    undecided
        Decisions that somebody has to take without data, and who.

    """

    verdict: Message
    alerts: tuple[Alert, ...]
    goals: tuple[ReportedGoal, ...]
    money: MonthMoney
    happened: tuple[Point, ...]
    asked: tuple[Point, ...]
    more: int
    coming: tuple[Point, ...]
    missing: tuple[Point, ...]
    still: Message = field(default=Message(STILL))
    undecided: tuple[Point, ...] = ()

    @property
    def quiet(self) -> bool:
        """Whether nothing that happened tells of a change: at most what was done of what was planned."""
        return all(point.item.startswith(DEED) for point in self.happened)

    @property
    def opening(self) -> tuple[Message, ...]:
        """The month in a sentence, and what cannot wait; the money stands with what was promised."""
        said = (alert.sentence for alert in self.alerts)
        return (self.verdict, *(sentence for sentence in said if sentence.key not in (_OVERSPENT, _OVERSPENT_AGAIN)))


_OVERSPENT = N_("{over:money0} more than approved was spent this month.")
_OVERSPENT_AGAIN = N_(
    "{over:money0} more than approved was spent this month, after {before:money0} more in {month:month}."
)


def story(
    found: Summary,
    ledger: Ledger,
    plan: Plan,
    money: MonthMoney,
    *,
    budget: float,
    wanted: Sequence[Goal] = (),
    promised: Plan | None = None,
    crisis: CrisisMonth | None = None,
    ahead: Sequence[Point] = (),
) -> Story:
    """Choose what page 1 says.

    Parameters
    ----------
    found
        What waits for a signature, and what is missing.
    ledger
        All items of the month.
    plan
        What is approved today.
    money
        What the month cost.
    wanted
        The goals of the brief.
    promised
        What the month is judged by: the plan in force on its first day; None where it is the same.
    budget
        The client's money per month, in its currency.
    crisis
        What is known of the month's crisis besides its alarm; None without one.
    ahead
        Highlights of the next month, from `month_ahead`.

    """
    judged = plan if promised is None else promised
    kept, past = goals(judged, ledger, wanted), ended(judged, ledger)
    later = any(one.status == "approved" and one.id not in {old.id for old in past} for one in plan.objectives)
    alarms = alarms_of(ledger)
    told = points_of(things_that_happened(ledger, plan, budget=budget, most=MOST))
    first = _first(found.to_sign, plan, crisis)
    calm = crisis is None or not crisis.on
    revised = _to_revise([*(one.id for one in kept if one.mood == "bad"), *(one.id for one in past)], ledger)
    revised = revised if calm else []
    beyond = _beyond(money) if calm else ()
    signed = first[: MOST - len(revised) - len(beyond)]
    left = [id for id in ledger if id.startswith(TO_TALK_ABOUT) and id not in {item.id for item in revised}]
    said = verdict_sentence(kept, overspent=money.overspent, later=later, over=bool(past))
    return Story(
        verdict=alarms[0].title if alarms else said,
        alerts=alerts(ledger, plan, money),
        goals=kept,
        money=money,
        happened=_of_the_crisis(ledger, crisis) if alarms else told,
        asked=(*beyond, *asked_points([*signed, *revised], ledger, plan)),
        more=len(found.to_sign) - len(signed) + len(left),
        coming=((*crisis.coming, *ahead[:1]) if crisis else coming(found, without_settled(ledger, plan), ahead))[:MOST],
        missing=tuple(wanted_point(one) for one in found.missing if one.request)[:_UNKNOWN],
        undecided=tuple(map(decision_point, found.undecided)),
    )


def alarms_of(ledger: Ledger) -> tuple[Item, ...]:
    """Return the alarms that are on, as notebook 00 recorded them."""
    found = (item for item in ledger.values() if item.id.startswith(ALARM) and not item.id.endswith("-inbox"))
    return tuple(item for item in found if item.verdict is Verdict.DECIDE)


def alerts(ledger: Ledger, plan: Plan, money: MonthMoney) -> tuple[Alert, ...]:
    """Return what cannot wait: alarms, broken guardrails, money beyond the plan, approvals whose reasons have moved."""
    found = [Alert(item.title, "bad") for item in alarms_of(ledger)[1:]]  # the first one is the verdict
    found += [Alert(item.title, "bad") for item in broken_guardrails(ledger)]
    found += [Alert(item.title, "warn") for item in ledger.values() if item.id.startswith(_NO_AIM)]
    found += [Alert(ledger[id].title, "warn") for id in (*_NOT_TOLD, OTHER_MONEY) if id in ledger]
    if money.overspent:
        found.append(Alert(_overspent(money), "bad"))
    stale = len(stale_entries(plan, ledger))
    if stale:
        said = N_("Decisions that rest on numbers which have changed since, and need another look: {count:number}.")
        found.append(Alert(Message(said, {"count": stale}), "warn"))
    return tuple(found)


def _overspent(money: MonthMoney) -> Message:
    """Say how far the month went beyond its plan, and whether the month before did too."""
    if money.again:
        values: dict[str, Scalar] = {"over": money.over, "before": money.over_before, "month": money.month_before}
        return Message(_OVERSPENT_AGAIN, values)
    return Message(_OVERSPENT, {"over": money.over})


def burst_alerts(bursts: Sequence[Burst]) -> tuple[Alert, ...]:
    """Return what cannot wait of weeks with far more comments than usual: what they say no export tells."""
    return tuple(
        Alert(Message(_BURST, {
            "network": platform_name(one.platform), "since": f"{one.since:%Y-%m-%d}", "until": f"{one.until:%Y-%m-%d}",
            "posts": one.posts, "comments": one.comments, "usual": max(round(one.usual), 1),
        }), "bad")
        for one in bursts
    )  # fmt: skip


_BURST = N_(
    "{network}: the {posts:number} posts between {since:date} and {until:date} drew {comments:number} comments "
    "where {usual:number} {usual:plural|is|are} usual. No export tells what they say: read them first."
)


def _of_the_crisis(ledger: Ledger, crisis: CrisisMonth | None) -> tuple[Point, ...]:
    """Return what is known of a crisis besides its alarm: nobody is told of a good format while customers are angry."""
    leading = alarms_of(ledger)
    sure = [item for item in ledger.values() if item.verdict is Verdict.DECIDE and item not in leading]
    inbox = points_of(item for item in sure if item.id.startswith(ALARM))
    mood = points_of(item for item in sure if item.id.startswith(_OF_THE_MOOD) and _one_sided(item))
    return (*inbox[:1], *((crisis.done,) if crisis else ()), *mood)[:MOST]


def _one_sided(item: Item) -> bool:
    """Say whether a number is surely above or surely below nothing."""
    return item.low is None or item.high is None or item.low * item.high > 0


def coming(found: Summary, ledger: Ledger, ahead: Sequence[Point] = ()) -> tuple[Point, ...]:
    """Return what the team does next: what is decided and not done, what a test says, posts, tests, what stays."""
    changes = points_of(_review(ledger, _NEXT))[: MOST - bool(ahead)]
    asked = {item.id for item in found.to_sign}  # what waits for a yes does not begin by itself
    tests = []
    for item in found.open_questions:
        if item.id not in asked and item.experiment is not None:
            weeks = {"weeks": round(item.experiment.weeks)}
            said = Message(N_("A test of {weeks:number} weeks would tell."), weeks)
            tests.append(Point(item.title, (said,), item=item.id))
    return (*changes, *ahead[:1], *tests, *points_of(_review(ledger, ("DE-keep",))))[:MOST]


def _review(ledger: Ledger, prefixes: Iterable[str]) -> list[Item]:
    return [item for prefix in prefixes for item in ledger.values() if item.id.startswith(prefix)]


def _first(waiting: Sequence[Item], plan: Plan, crisis: CrisisMonth | None) -> list[Item]:
    """Return the proposals that come first, at most two of a kind; while a crisis is on, only what belongs to it."""
    ordered = sorted(waiting, key=lambda item: _turn(item, plan, crisis))
    if crisis is not None and crisis.on:
        return [item for item in ordered if _belongs(item, crisis)][:MOST]
    kept: list[Item] = []
    for item in ordered:
        if sum(other.kind is item.kind for other in kept) < _OF_A_KIND:
            kept.append(item)
    return kept[:MOST]


def _to_revise(objectives: Sequence[str], ledger: Ledger) -> list[Item]:
    """Return what the first of some objectives, out of reach or over, needs: another target, or another plan."""
    ids = [id.replace("OB-", "DE-objective-review-", 1) for id in objectives]
    return [ledger[id] for id in ids if id in ledger][:1]


def _beyond(money: MonthMoney) -> tuple[Point, ...]:
    """Return what money beyond the plan needs of whoever approved it; nothing where there is none."""
    fact = fact_key("over", "", money.month)
    return (Point(Message(_AGREE, {"over": money.over}), fact=fact),) if money.overspent else ()


_AGREE = N_("Agree to the {over:money0} spent beyond the plan, or say which line gives it back.")


def _turn(item: Item, plan: Plan, crisis: CrisisMonth | None) -> tuple[int, int, float, str]:
    """Return a proposal's place: in a crisis what belongs to it; then what ends; by kind, the most money first."""
    entry = plan.entry(item.id)
    moved = abs((item.value or 0.0) - (entry.value or 0.0 if entry else 0.0)) if item.unit == "money" else 0.0
    kind = _ASKED_FIRST.index(item.kind) if item.kind in _ASKED_FIRST else len(_ASKED_FIRST)
    kind = -1 if item.id.startswith(_STOPS) else kind
    return int(crisis is not None and not _belongs(item, crisis)), kind, -moved, item.id


def _belongs(item: Item, crisis: CrisisMonth) -> bool:
    """Say whether a proposal answers a crisis: it names its cause, or rests on the alarm and its complaints."""
    cause = crisis.cause is not None and item.title.values.get("cause") == crisis.cause
    return cause or bool(set(_OF_A_CRISIS) & set(item.id.split("-")))
