"""Proposals of the review: `DE-keep-*`, `DE-change-*`, `DE-stop-*`, `DE-test-*`, each with the number that decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from smmkit.ledger import Check, Experiment, Item, Judgement, item_id, judge
from smmkit.measures.names import form_name
from smmkit.metrics import METRICS
from smmkit.schema.platform_names import platform_name
from smmkit.text import N_, Message, Scalar
from smmkit.topics.review.analysis import CHANGE, KEEP, STOP, Call, Case, Question, ReviewRule, Trial, review
from smmkit.topics.review.proposals.cases import Subject

OWNER = "social_media_manager"
_FORMAT = {
    KEEP: N_("Keep up {form:word} on {platform}: they bring {effect:percent} more {measure:word} than the "
             "other posts (between {low:percent} and {high:percent} more)"),
    CHANGE: N_("On {platform}, go for {to:word} instead of {form:word}, which bring {effect:percent} fewer "
               "{measure:word} than the other posts (between {low:percent} and {high:percent} fewer)"),
    STOP: N_("Stop publishing {form:word} on {platform}: they bring {effect:percent} fewer {measure:word} than the "
             "other posts (between {low:percent} and {high:percent} fewer)"),
}  # fmt: skip
_KEEP_TIMES = N_("Keep up {form:word} on {platform}: they bring {times:number1} times as many {measure:word} as the "
                 "other posts (between {least:number1} and {most:number1} times)")  # fmt: skip
_KEEP_RATE = N_("Keep up {form:word} on {platform}: of the people they reach, {effect:percent} more interact than with "
                "the other posts (between {low:percent} and {high:percent} more)")  # fmt: skip
_KEEP_RATE_TIMES = N_(
    "Keep up {form:word} on {platform}: of the people they reach, {times:number1} times as many interact as with the "
    "other posts (between {least:number1} and {most:number1} times)"
)
_GAIN_TIMES = N_("On {platform}, go for {to:word} instead of {form:word}, which bring {effect:percent} fewer "
                 "{measure:word} than the other posts (between {low:percent} and {high:percent} fewer). Keep the "
                 "latter where clicks are the aim: there they bring {times:number1} times as many")  # fmt: skip
_DOUBLE = 1.0
"""From twice as much on, people count in times and not in per cent."""
_GAIN = N_("On {platform}, go for {to:word} instead of {form:word}, which bring {effect:percent} fewer "
           "{measure:word} than the other posts (between {low:percent} and {high:percent} fewer). Keep the latter "
           "where clicks are the aim: there they bring {gain:percent} more")  # fmt: skip
_MEASURES = {"interactions": N_("comments, shares and saves"), "applause": N_("likes and reactions")}
"""What a result of notebook 09 counts, as it stands inside a sentence."""
_PROMISE = {
    KEEP: N_("Keep “{title}”: “{campaign}” added {effect:percent} to {metric:noun} (between {low:percent} and "
             "{high:percent}), and {bar:percent} was promised"),
    STOP: N_("Stop “{title}”: “{campaign}” was to add {bar:percent} to {metric:noun}, and added {high:percent} at "
             "most"),
}  # fmt: skip
_ADDED_LITTLE = N_("Stop “{title}”: “{campaign}” was to add {bar:percent} to {metric:noun}, and added {high:percent} "
                   "at most, perhaps nothing")  # fmt: skip
_ADDED_NOTHING = N_("Stop “{title}”: “{campaign}” was to add {bar:percent} to {metric:noun}, and added nothing")
_BROKE = N_("Stop “{title}”: “{metric:word}” broke the limit that was signed with its objective")
_CHANCE = N_("chance that it reaches its bar: {chance:percent}; keep from {keep:percent}, stop up to "
             "{stop:percent}")  # fmt: skip
_SURELY_BROKEN = N_("a limit that was signed is broken, by more than chance")
_SURE = N_("the difference is more than chance, after all that was asked")
_TEST = N_("{platform}: compare {form:word} with the other posts for {weeks:number} weeks, {arm:number} posts each")
NO_TEST = N_("No format is tested: none that is open could be told within eight weeks.")
_CHOICE = {KEEP: N_("keep"), CHANGE: N_("change"), STOP: N_("stop")}


@dataclass(frozen=True)
class Verdicts:
    """What the rule says of every subject, in one order."""

    subjects: tuple[Subject, ...]
    calls: tuple[Call, ...]
    rule: ReviewRule


def verdicts(found: Sequence[Subject], rule: ReviewRule) -> Verdicts:
    """Return what the rule says of each subject."""
    return Verdicts(tuple(found), review([one.case for one in found], rule), rule)


def call_items(found: Verdicts, *, period: str, check_on: date) -> list[Item]:
    """Return a proposal for each subject that is kept, changed or stopped.

    Parameters
    ----------
    found
        From `verdicts`.
    period
        Month.
    check_on
        The day each is looked at again.

    """
    pairs = zip(found.subjects, found.calls, strict=True)
    return [_item(one, call, found.rule, period, check_on) for one, call in pairs if call.says in _CHOICE]


def _item(one: Subject, call: Call, rule: ReviewRule, period: str, check_on: date) -> Item:
    says = STOP if one.promised and call.says == CHANGE else call.says
    return Item.of(
        item_id("DE", says, call.case.name), _title(one, call, says), _judgement(call, rule), because=one.because,
        value=call.chance, unit="rate", n=one.n, period=period, metric=one.metric, owner=OWNER,
        scope="+".join((*call.case.name.split(), "chance")), window=period,
        about={**one.about, **_expected(call, says, one), "choice": says, "check_on": str(check_on),
               "ends": " ".join(one.entries)},
    )  # fmt: skip


def _expected(call: Call, says: str, one: Subject) -> dict[str, Scalar]:
    """Return what is expected of it, as a share: how much more a post brings, or what it fell short by."""
    effect, best = call.case.effect, one.best
    if says == CHANGE and effect is not None and best is not None:
        return {"expected": (1 + best) / (1 + effect) - 1}
    return {"expected": call.loss} if says == STOP and call.loss is not None else {}


def _about_promise(one: Subject, case: Case, says: str, named: Scalar) -> Message:
    """Return what becomes of a strategy, by what its last campaign promised and brought."""
    assert case.low is not None
    assert case.high is not None
    if says == STOP and one.guardrail:
        return Message(_BROKE, {"title": one.about["title"], "metric": METRICS[one.guardrail].name})
    key = _PROMISE[says]
    if says == STOP and case.low <= 0:
        key = _ADDED_LITTLE if case.high > 0 else _ADDED_NOTHING
    values = {"title": one.about["title"], "campaign": one.about["campaign"], "bar": case.bar, "metric": named}
    return Message(key, {**values, "effect": case.effect, "low": case.low, "high": case.high})


def _title(one: Subject, call: Call, says: str) -> Message:
    case = call.case
    assert case.effect is not None
    assert case.low is not None
    assert case.high is not None
    named = METRICS[one.metric].name if one.metric in METRICS else one.metric
    if one.promised:
        return _about_promise(one, case, says, named)
    ends = (case.low, case.high) if says == KEEP else (-case.high, -case.low)
    words: dict[str, Scalar] = {
        "platform": platform_name(str(one.about["platform"])),
        "form": form_name(one.about["format"]),
    }
    words |= {"measure": _MEASURES.get(one.metric or "", named)}
    key = _FORMAT[says]
    if says == CHANGE:
        words |= {"to": form_name(one.about["to"])}
        if "gain" in one.about:
            gain = float(str(one.about["gain"]))
            key, told = (_GAIN, {"gain": gain}) if gain < _DOUBLE else (_GAIN_TIMES, {"times": 1 + gain})
            words |= told
    per_reach = one.metric in METRICS and METRICS[one.metric].unit == "rate"
    if says == KEEP and per_reach:  # a post brings a count and never a rate
        key = _KEEP_RATE
    if says == KEEP and case.effect >= _DOUBLE:
        times = _KEEP_RATE_TIMES if per_reach else _KEEP_TIMES
        return Message(times, {**words, "times": 1 + case.effect, "least": 1 + case.low, "most": 1 + case.high})
    return Message(key, {**words, "effect": abs(case.effect), "low": ends[0], "high": ends[1]})


def _judgement(call: Call, rule: ReviewRule) -> Judgement:
    values = {"chance": call.chance, "keep": rule.keep_at, "stop": rule.stop_at}
    if call.case.broken:
        return judge([Check("rule", True, Message(_CHANCE, values)), Check("guardrail", True, Message(_SURELY_BROKEN))])
    checks = [
        Check("rule", True, Message(_CHANCE, values)),
        Check("multiplicity", call.case.certain or call.case.bar > 0, Message(_SURE)),
    ]
    return judge(checks, owner=OWNER)


def questions(found: Sequence[Item], pace: dict[str, float], subjects: Sequence[Subject]) -> tuple[Question, ...]:
    """Return what the month left open on formats: results that carry a test, however long it would take."""
    open_ = {item.id: item for item in found if item.experiment is not None}
    asked = []
    for one in (each for each in subjects if not each.promised):
        item = open_.get(one.because[0])
        if item is not None and item.value is not None and item.low is not None and item.high is not None and item.n:
            network = str(one.about["platform"])
            said = (item.value, item.low, item.high, item.n, pace.get(network, 0.0))
            asked.append(Question(one.case.name, network, *said))
    return tuple(asked)


def trial_items(trials: Iterable[Trial], subjects: Sequence[Subject], *, period: str, start: date) -> list[Item]:
    """Return a proposal for each test: `DE-test-<network>-<format>`."""
    by_name = {one.case.name: one for one in subjects}
    return [_trial(one, by_name[one.question.name], period, start) for one in trials]


def _trial(one: Trial, subject: Subject, period: str, start: date) -> Item:
    assert one.weeks is not None
    form = form_name(subject.about["format"])
    arms = Message(N_("{form:word}"), {"form": form}), Message(N_("posts in the other formats"))
    checks = [Check("interval", False, Message(N_("what is known does not decide it yet")))]
    judgement = judge(
        checks, experiment=Experiment(arms, one.arm, round(one.weeks, 1), subject.metric or "err", "posts")
    )
    values: dict[str, Scalar] = {
        "platform": platform_name(one.question.network),
        "form": form,
        "weeks": one.weeks,
        "arm": one.arm,
    }
    about = {**subject.about, "choice": "test", "check_on": str(start + timedelta(weeks=one.weeks)), "ends": ""}
    return Item.of(
        item_id("DE", "test", one.question.name), Message(_TEST, values), judgement,
        because=subject.because[:1], period=period, metric=subject.metric, owner=OWNER, about=about,
    )  # fmt: skip
