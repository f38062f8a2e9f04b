"""Sentences of notebook 03 that carry a number, one per unit, so that every language writes it its own way."""

from __future__ import annotations

from collections.abc import Mapping

from smmkit.present.chances import CERTAIN, HARDLY, if_unchanged, tenths
from smmkit.text import N_, Message
from smmkit.text.message import Scalar

FORECAST = {
    "rate": N_(
        "{metric:word} ({where:word}) in {deadline:month} "
        "if nothing changes: {middle:percent1}, {low:percent1} to {high:percent1}"
    ),
    "count": N_(
        "{metric:word} ({where:word}) in {deadline:month} "
        "if nothing changes: {middle:number}, {low:number} to {high:number}"
    ),
    "money": N_(
        "{metric:word} ({where:word}) in {deadline:month} "
        "if nothing changes: {middle:money0}, {low:money0} to {high:money0}"
    ),
    "hours": N_(
        "{metric:word} ({where:word}) in {deadline:month} "
        "if nothing changes: {middle:number1} hours, {low:number1} to {high:number1}"
    ),
    "points": N_(
        "{metric:word} ({where:word}) in {deadline:month} "
        "if nothing changes: {middle:points1}, {low:points1} to {high:points1}"
    ),
    "ratio": N_(
        "{metric:word} ({where:word}) in {deadline:month} "
        "if nothing changes: {middle:number2}, {low:number2} to {high:number2}"
    ),
}
TARGET = {
    "rate": N_("Take “{metric:word}” ({where:word}) from {baseline:percent1} to {target:percent1} by {deadline:date}"),
    "count": N_(
        "Take “{metric:word}” ({where:word}) from {baseline:number} to {target:number} a month by {deadline:date}"
    ),
    "money": N_(
        "Take “{metric:word}” ({where:word}) from {baseline:money0} to {target:money0} a month by {deadline:date}"
    ),
    "hours": N_(
        "Take “{metric:word}” ({where:word}) from {baseline:number1} to {target:number1} hours by {deadline:date}"
    ),
    "points": N_("Take “{metric:word}” ({where:word}) from {baseline:points1} to {target:points1} by {deadline:date}"),
    "ratio": N_("Take “{metric:word}” ({where:word}) from {baseline:number2} to {target:number2} by {deadline:date}"),
}
HOLD = {
    "rate": N_("Hold “{metric:word}” ({where:word}) at {target:percent1} until {deadline:date}"),
    "count": N_("Hold “{metric:word}” ({where:word}) at {target:number} a month until {deadline:date}"),
    "money": N_("Hold “{metric:word}” ({where:word}) at {target:money0} a month until {deadline:date}"),
    "hours": N_("Hold “{metric:word}” ({where:word}) at {target:number1} hours until {deadline:date}"),
    "points": N_("Hold “{metric:word}” ({where:word}) at {target:points1} until {deadline:date}"),
    "ratio": N_("Hold “{metric:word}” ({where:word}) at {target:number2} until {deadline:date}"),
}
KEEP_BELOW = {
    "rate": N_(
        "Keep “{metric:word}” ({where:word}) at {target:percent1} or less until {deadline:date}; usual is "
        "{baseline:percent1}"
    ),
    "count": N_(
        "Keep “{metric:word}” ({where:word}) at {target:number} a month or less until {deadline:date}; usual is "
        "{baseline:number}"
    ),
    "money": N_(
        "Keep “{metric:word}” ({where:word}) at {target:money} or less until {deadline:date}; usual is {baseline:money}"
    ),
    "hours": N_(
        "Keep “{metric:word}” ({where:word}) at {target:number1} hours or less until {deadline:date}; usual is "
        "{baseline:number1}"
    ),
    "points": N_(
        "Keep “{metric:word}” ({where:word}) at {target:points1} or less until {deadline:date}; usual is "
        "{baseline:points1}"
    ),
    "ratio": N_(
        "Keep “{metric:word}” ({where:word}) at {target:number2} or less until {deadline:date}; usual is "
        "{baseline:number2}"
    ),
}
_SHOWN = {"rate": 3, "hours": 1, "points": 3, "ratio": 2}
"""Decimals of a value that its sentence shows; the others show none."""
SMALLEST = {
    "rate": N_(
        "{metric:word} ({where:word}): a change of less than {change:number1} points by {deadline:date} could be luck"
    ),
    "count": N_(
        "{metric:word} ({where:word}): a change of less than {change:number} a month by {deadline:date} could be luck"
    ),
    "money": N_(
        "{metric:word} ({where:word}): a change of less than {change:money0} a month by {deadline:date} could be luck"
    ),
    "hours": N_(
        "{metric:word} ({where:word}): a change of less than {change:number1} hours by {deadline:date} could be luck"
    ),
    "points": N_(
        "{metric:word} ({where:word}): a change of less than {change:number1} points by {deadline:date} could be luck"
    ),
    "ratio": N_(
        "{metric:word} ({where:word}): a change of less than {change:number2} by {deadline:date} could be luck"
    ),
}
CARRIED = {
    "count": N_("{metric:word}: social media carries {part:number} of {whole:number} this month, {share:percent}"),
    "money": N_("{metric:word}: social media carries {part:money0} of {whole:money0} this month, {share:percent}"),
}
CHANCE = N_(
    "“{title}”: {tenths:number} {tenths:plural|chance|chances} in 10 of getting there by {deadline:date} if nothing "
    "changes"
)
NO_CHANCE = N_("“{title}”: less than 1 chance in 20 of getting there by {deadline:date} if nothing changes")
SURE = N_("“{title}”: more than 19 chances in 20 of getting there by {deadline:date} if nothing changes")
ASKED = {
    "rate": N_("The brief asks for {wish:percent1} by {deadline:date}. {inner:sentence}"),
    "count": N_("The brief asks for {wish:number} a month by {deadline:date}. {inner:sentence}"),
    "money": N_("The brief asks for {wish:money0} a month by {deadline:date}. {inner:sentence}"),
    "hours": N_("The brief asks for {wish:number1} hours by {deadline:date}. {inner:sentence}"),
    "points": N_("The brief asks for {wish:points1} by {deadline:date}. {inner:sentence}"),
    "ratio": N_("The brief asks for {wish:number2} by {deadline:date}. {inner:sentence}"),
}
WHY: Mapping[str, str] = {
    "": N_("it holds"),
    "scope": N_("it counts the whole business, most of which social media do not move"),
    "break": N_("what is counted changed on the way, so only the months since then can be compared"),
    "months": N_("fewer than three months are known"),
    "luck": N_("a change of this size could be luck"),
    "already": N_("it was already met in two of the last three months, so it is not a target"),
    "unlikely": N_("with today's plan it is out of reach"),
    "goal": N_("no goal of the business stands behind it"),
    "over": N_("its deadline is over, or too far away to be forecast"),
}


def by_unit(sentences: Mapping[str, str], unit: str, values: Mapping[str, Scalar]) -> Message:
    """Return the sentence of a unit with its values; counts of people are counts."""
    return Message(sentences.get(_written(unit)) or sentences["count"], values)


def _written(unit: str) -> str:
    return {"people": "count", "index": "ratio", "score": "ratio"}.get(unit, unit)


def target_message(
    unit: str, values: Mapping[str, Scalar], *, baseline: float, target: float, cap: bool = False
) -> Message:
    """Return what an objective asks for: a way from here to there; to hold what is; or to stay below a cap."""
    if cap:
        return by_unit(KEEP_BELOW, unit, {**values, "baseline": baseline, "target": target})
    digits = _SHOWN.get(_written(unit), 0)
    if round(baseline, digits) == round(target, digits):
        return by_unit(HOLD, unit, {**values, "target": target})
    return by_unit(TARGET, unit, {**values, "baseline": baseline, "target": target})


def asked_words(unit: str, wish: float, chance: float, deadline: str) -> Message:
    """Return what the brief asks for, and how likely that is."""
    inner = if_unchanged(chance)
    return by_unit(ASKED, unit, {"wish": wish, "deadline": deadline, "inner": inner.key, **inner.values})


def chance_words(chance: float, title: str, deadline: str) -> Message:
    """Return a probability in words people use."""
    key = NO_CHANCE if chance < HARDLY else SURE if chance > CERTAIN else CHANCE
    values: dict[str, Scalar] = {"title": title, "deadline": deadline}
    return Message(key, values | ({"tenths": tenths(chance)} if key == CHANCE else {}))
