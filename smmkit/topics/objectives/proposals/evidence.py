"""What the objectives rest on: forecasts, chances, the part social media carries, the least change that shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from smmkit.ledger import Check, Item, Source, item_id, judge
from smmkit.measures.visits import social_holds
from smmkit.metrics import METRICS
from smmkit.text import N_, Message
from smmkit.topics.objectives.analysis import Carried, Offer
from smmkit.topics.objectives.proposals.cases import Case
from smmkit.topics.objectives.proposals.sentences import CARRIED, FORECAST, SMALLEST, asked_words, by_unit, chance_words

CARRIED_ID = "EV-carried-by-social"
_MONTHS = N_("{n:number} comparable months are known, of at least {needed:number}")
_COLLECT = N_("Export {needed:number} months in a row, in one way: “{export:word}”")
_SILENT = N_("{metric:word} ({where:word}): too few months are known to say what comes next")


def evidence_items(case: Case, source: tuple[Source, ...]) -> list[Item]:
    """Return the evidence of one objective: its forecast, the least change that shows, its chance, and the brief's."""
    return [*_forecast(case, source), *_smallest(case), *_chance(case), *_asked(case)]


def _months(case: Case, needed: int) -> Check:
    found = Message(_MONTHS, {"n": case.outlook.n, "needed": needed})
    return Check("rows", case.outlook.n >= needed, found)


def _shared(case: Case) -> dict[str, Any]:
    record = METRICS[case.aim.metric]
    return {
        "unit": record.unit,
        "n": case.outlook.n,
        "metric": case.aim.metric,
        "definition": record.definition,
        "scope": case.aim.scope.key,
        "about": {"objective": case.aim.id, "tables": " ".join(record.tables[:1]), "rows": case.aim.scope.key},
    }


def _named(case: Case) -> dict[str, Any]:
    name, deadline = METRICS[case.aim.metric].name, case.aim.deadline.isoformat()
    return {"metric": name, "where": case.aim.where, "deadline": deadline}


def _forecast(case: Case, source: tuple[Source, ...]) -> Iterator[Item]:
    id, shared = item_id("EV", "forecast", case.aim.tail), _shared(case)
    band = case.outlook.band(case.aim.deadline)
    if band is None:
        said = {"metric": METRICS[case.aim.metric].name, "where": case.aim.where}
        collect = Message(_COLLECT, {"needed": 8, "export": METRICS[case.aim.metric].name})
        judgement = (
            judge([_months(case, 3)], collect=collect) if case.outlook.enough == "none" else judge([], collect=collect)
        )
        yield Item.of(id, Message(_SILENT, said), judgement, source=source, **shared)
        return
    low, middle, high = band
    title = by_unit(
        FORECAST, METRICS[case.aim.metric].unit, {**_named(case), "low": low, "middle": middle, "high": high}
    )
    owner = None if case.outlook.enough == "enough" else "social_media_manager"
    judgement = judge([_months(case, 8)], owner=owner)
    scope = f"{case.aim.scope.key}+expected"
    about = {**shared["about"], "rows": scope}
    shared |= {"scope": scope, "window": case.aim.deadline.isoformat()[:7], "about": about}
    yield Item.of(id, title, judgement, value=middle, low=low, high=high, source=source, **shared)


def _smallest(case: Case) -> Iterator[Item]:
    if case.seen is None:
        return
    unit = METRICS[case.aim.metric].unit
    shown = case.seen.change * (100 if unit in ("rate", "points") else 1)
    title = by_unit(SMALLEST, unit, {**_named(case), "change": shown})
    owner = None if case.outlook.enough == "enough" else "social_media_manager"
    shared = _shared(case) | {"metric": None, "definition": None, "scope": None}
    shared["about"] |= {"derived": True}  # it shrinks with every month that comes in: no measurement that may move
    id = item_id("EV", "mde", case.aim.tail)
    yield Item.of(id, title, judge([_months(case, 8)], owner=owner), value=case.seen.change, **shared)


def _chance(case: Case) -> Iterator[Item]:
    if not case.signed or case.chosen is None or case.chosen.chance is None:
        return
    title = chance_words(case.chosen.chance, case.aim.title, case.aim.deadline.isoformat())
    owner = None if case.outlook.enough == "enough" else "social_media_manager"
    shared = _shared(case) | {"unit": "rate", "metric": None, "definition": None, "scope": None}
    id = item_id("EV", "chance", case.aim.tail)
    yield Item.of(id, title, judge([_months(case, 8)], owner=owner), value=case.chosen.chance, **shared)


def asked_of(case: Case) -> Offer | None:
    """Return the number the brief itself asks for, where another one is proposed; None once somebody has signed."""
    own = (one for one, wish in zip(case.wishes, case.aim.wishes, strict=True) if not wish.by)
    found = next(own, None)
    if case.signed or case.chosen is None or found is None or found.chance is None:
        return None
    return None if found.target == case.chosen.target else found


def _asked(case: Case) -> Iterator[Item]:
    found = asked_of(case)
    if found is None or found.chance is None:
        return
    title = asked_words(METRICS[case.aim.metric].unit, found.target, found.chance, case.aim.deadline.isoformat())
    owner = None if case.outlook.enough == "enough" else "social_media_manager"
    shared = _shared(case) | {"unit": "rate", "metric": None, "definition": None, "scope": None}
    id = item_id("EV", "brief target", case.aim.tail)
    yield Item.of(id, title, judge([_months(case, 8)], owner=owner), value=found.chance, **shared)


def carried_ids(found: Sequence[Carried | None]) -> dict[str, str]:
    """Return the id of what social media carried, by metric: the first is `EV-carried-by-social`, others add theirs."""
    known = [one.metric for one in found if one is not None]
    return {one: CARRIED_ID if one == known[0] else item_id("EV", "carried by social", one) for one in known}


def carried_items(found: Sequence[Carried | None], source: tuple[Source, ...], period: str) -> list[Item]:
    """Return the part of the business's numbers that came through social media: `EV-carried-by-social`..."""
    items, ids = [], carried_ids(found)
    for one in (each for each in found if each is not None):
        values: dict[str, Any] = {
            "metric": METRICS[one.metric].name,
            "part": one.part,
            "whole": one.whole,
            "share": one.share,
        }
        rows = Check("rows", one.whole > 0, Message(N_("the web export tells its channels apart")))
        title = by_unit(CARRIED, METRICS[one.metric].unit, values)
        about = {"days": period}
        known = {"value": one.share, "low": one.low, "high": one.high, "unit": "rate"}
        items.append(Item.of(ids[one.metric], title, judge([rows]), **known, source=source, about=about))
    return items


def carried_holds(found: Sequence[Carried | None]) -> list[Message]:
    """Return the sentence that says which channels count as social media; none where no export tells."""
    known = [one.channels for one in found if one is not None]
    return social_holds(known[0]) if known else []


def evidence_of(found: Sequence[Case], sources: Mapping[str, tuple[Source, ...]]) -> list[Item]:
    """Return the evidence of all objectives, each with the files its measure was read from."""
    items = []
    for case in found:
        tables = METRICS[case.aim.metric].tables[:1]
        items += evidence_items(case, tuple(one for name in tables for one in sources[name]))
    return items


_NOTHING = {
    "carried": N_("No web export tells what social media brought, so no objective can be set on results."),
    "objectives": N_("The brief names no goal and the plan no objective: five goals to choose from are listed below."),
}


def told(items: Sequence[Item], *, about: str) -> list[Item | Message]:
    """Return the items, or why there is nothing to tell about what is `carried` or the `objectives`."""
    return list(items) or [Message(_NOTHING[about])]
