"""What must not break while objectives are pursued: `EV-guardrail-<objective>`, one item a signed limit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from smmkit.client import Client
from smmkit.ledger import Check, Item, Source, judge
from smmkit.metrics import METRICS
from smmkit.plan import Plan
from smmkit.plan.guardrails import guardrail_id
from smmkit.plan.scopes import measured
from smmkit.text import N_, Message, Scalar, Text
from smmkit.text.apart import more_digits
from smmkit.topics.results.analysis import Guarded, Held

_LEAST = {
    "percent": N_(
        "{metric:word}: {value:percent{digits}} this month. “{title}” was signed with at least {bound:percent{digits}}"
    ),
    "number": N_(
        "{metric:word}: {value:number{digits}} this month. “{title}” was signed with at least {bound:number{digits}}"
    ),
    "points": N_(
        "{metric:word}: {value:points{digits}} this month. “{title}” was signed with at least {bound:points{digits}}"
    ),
    "money": N_(
        "{metric:word}: {value:money{digits}} this month. “{title}” was signed with at least {bound:money{digits}}"
    ),
}
_MOST = {
    "percent": N_(
        "{metric:word}: {value:percent{digits}} this month. “{title}” was signed with at most {bound:percent{digits}}"
    ),
    "number": N_(
        "{metric:word}: {value:number{digits}} this month. “{title}” was signed with at most {bound:number{digits}}"
    ),
    "points": N_(
        "{metric:word}: {value:points{digits}} this month. “{title}” was signed with at most {bound:points{digits}}"
    ),
    "money": N_(
        "{metric:word}: {value:money{digits}} this month. “{title}” was signed with at most {bound:money{digits}}"
    ),
}
_WRITTEN = {"rate": "percent", "points": "points", "money": "money"}
"""How a unit's numbers are written; the others are plain numbers."""
_USUAL = {"rate": 1, "count": 0, "people": 0, "ratio": 2, "points": 1, "hours": 1}
"""Digits a number of each unit has where nothing asks for more."""
_EN = Text("en")
_STATES = {
    "kept": N_("{metric:word}: within the limit signed with “{title}”"),
    "within": N_("{metric:word}: within the limit signed with “{title}”, so near to it that this may be chance"),
    "beyond": N_("{metric:word}: beyond the limit signed with “{title}”, so near to it that this may be chance"),
    "part": N_("{metric:word}: some days of the month are missing, so the limit signed with “{title}” stays unchecked"),
    "blind": N_("{metric:word}: no export reports it, so the limit signed with “{title}” stays unchecked"),
}


def guarded(plan: Plan) -> tuple[Guarded, ...]:
    """Return the limits signed with the plan's objectives; of two on one measure, the lower bound comes first."""
    found = []
    for one in plan.objectives:
        rail = one.guardrail
        if one.status != "approved" or rail is None or rail.metric not in METRICS:
            continue
        bounds = ((rail.at_least, False), (rail.at_most, True))
        found += [
            Guarded(one.id, one.title or one.id, rail.metric, measured(rail.scope), bound, at_most)
            for bound, at_most in bounds
            if bound is not None
        ]
    return tuple(found)


_WORST = ("broken", "beyond", "part", "blind", "within", "kept")


def guardrail_items(
    found: Sequence[Held], client: Client, *, period: str, sources: Mapping[str, tuple[Source, ...]]
) -> list[Item]:
    """Return how each objective's guardrail stands; of two bounds, the one that stands worse.

    Parameters
    ----------
    found
        From `analysis.held`.
    client
        The brief; its social media manager looks at what chance may explain.
    period
        Month, such as `2026-10`.
    sources
        Where the rows of each table were read.

    """
    worst: dict[str, Held] = {}
    for one in sorted(found, key=lambda each: _WORST.index(each.standing)):
        worst.setdefault(one.guard.objective, one)
    told = {one.guard.objective: worst[one.guard.objective] for one in found}
    return [_item(one, client, period, sources) for one in told.values()]


def _item(one: Held, client: Client, period: str, sources: Mapping[str, tuple[Source, ...]]) -> Item:
    guard, value, record = one.guard, one.found, METRICS[one.guard.metric]
    known = one.standing not in ("part", "blind")
    checks = [Check("rows", known, Message(N_("{n:number} rows report it"), {"n": value.n}))]
    sure = one.standing in ("kept", "broken")
    checks += [Check("interval", sure, Message(N_("the limit must lie outside the interval")))] if known else []
    owner = client.roles.social_media_manager if known else None
    number = {"value": value.value, "low": value.low, "high": value.high} if known else {}
    return Item.of(
        guardrail_id(guard.objective),
        _title(one),
        judge(checks, owner=owner, collect=Message(record.export)),
        unit=record.unit,
        n=value.n,
        period=period,
        metric=guard.metric,
        scope=guard.scope.key,
        window=value.window.key,
        definition=record.definition,
        source=tuple(source for table in record.tables for source in sources.get(table, ())),
        about={"standing": one.standing, "objective": guard.objective, "bound": guard.bound},
        **number,
    )


def _title(one: Held) -> Message:
    guard, record = one.guard, METRICS[one.guard.metric]
    values: dict[str, Scalar] = {"metric": record.name, "title": guard.title}
    if one.standing != "broken":
        return Message(_STATES[one.standing], values)
    words, found = _MOST if guard.at_most else _LEAST, float(one.found.value or 0.0)
    numbers: dict[str, Scalar] = {
        "value": found,
        "bound": guard.bound,
        "digits": _digits(found, guard.bound, record.unit),
    }
    return Message(words[_WRITTEN.get(record.unit, "number")], {**values, **numbers})


def _digits(value: float, bound: float, unit: str) -> int | str:
    """Return with how many digits a number and its limit are written: as many as it takes to see that they differ."""
    more = more_digits(value, [bound], lambda one, extra: _EN.quantity(one, unit, extra))
    if unit == "money":  # as an amount is written, until cents or parts of them tell it from its limit
        return 1 + more if more else ""
    return _USUAL[unit] + more
