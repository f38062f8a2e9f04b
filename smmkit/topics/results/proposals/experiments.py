"""What A/B tests showed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from smmkit.ledger import Check, Experiment, Item, Source, item_id, judge
from smmkit.stats import LEVEL
from smmkit.stats.power import WORTH
from smmkit.text import N_, Message
from smmkit.topics.results.analysis import sample_size
from smmkit.topics.results.proposals.plan import ANSWERS

_WIN = N_(
    "In the test “{test}”, variant “{arm}” convinces more: {hits:number1} of every 100 people act, against "
    "{base_hits:number1} with “{base}” ({low:number1} to {high:number1} more)"
)
_LOSE = N_(
    "In the test “{test}”, variant “{arm}” convinces less: {hits:number1} of every 100 people act, against "
    "{base_hits:number1} with “{base}” ({low:number1} to {high:number1} fewer)"
)
_DRAW = N_(
    "In the test “{test}” we cannot tell which convinces more: {hits:number1} of every 100 people act with “{arm}” and "
    "{base_hits:number1} with “{base}”; between {below:number1} fewer and {high:number1} more are possible"
)
_LEANS = N_(
    "In the test “{test}” we cannot tell yet which convinces more: {hits:number1} of every 100 people act with “{arm}” "
    "and {base_hits:number1} with “{base}”, and chance may still explain the difference"
)
# A test that has run its length ends with what it told; nobody is asked to run it again.
_OVER_ALIKE = N_(
    "The test “{test}” is over and showed no difference worth acting on: {hits:number1} of every 100 people act with "
    "“{arm}” and {base_hits:number1} with “{base}”, at most {most:number1} more or fewer. Keep the one that costs less"
)
_OVER = N_(
    "The test “{test}” is over without a winner: {hits:number1} of every 100 people act with “{arm}” and "
    "{base_hits:number1} with “{base}”; between {below:number1} fewer and {high:number1} more are possible. Keep the "
    "one that costs less: only a new test with {needed:number} people each would show a difference of a fifth"
)
_OVER_LEANS = N_(
    "The test “{test}” is over without a sure winner: {hits:number1} of every 100 people act with “{arm}” and "
    "{base_hits:number1} with “{base}”, which chance may still explain. Keep the one that costs less: only a new test "
    "with {needed:number} people each would show a difference of a fifth"
)
NO_END = N_("Write into ab_tests.csv when the test ends: it is read once, at its planned end.")
_IMPOSSIBLE = N_("In the test “{test}” more people act than saw “{arm}” or “{base}”, so one of the numbers is wrong")
_TESTED = N_(
    "In the test “{test}”, {rate:percent1} of the people act with “{arm}” and {base_rate:percent1} with “{base}”, "
    "{n:number} people in all"
)


def experiment_items(tests: pd.DataFrame, *, period: str, source: tuple[Source, ...]) -> list[Item]:
    """Return each A/B comparison as evidence and as a result, and what follows from a sure one.

    `EV-test-<name>-<arm>`, `RS-test-<name>-<arm>`, `DE-use-<name>`.
    """
    items: list[Item] = []
    for row in tests.to_dict("records"):
        if not row["possible"]:
            items.append(_impossible(row, period, source))
            continue
        named = _named(row)
        fact = Message(_TESTED, {**named, "rate": row["rate"], "base_rate": row["base_rate"], "n": int(row["n"])})
        people = Check("rows", row["n"] >= 100, Message(N_("{n:number} people in both variants"), {"n": int(row["n"])}))
        evidence = Item.of(
            item_id("EV", "test", row["test"], row["arm"]),
            fact,
            judge([people]),
            value=row["rate"],
            unit="rate",
            n=int(row["n"]),
            period=period,
            source=source,
            about={"rows": str(row["test"])},
        )
        items += [evidence, _experiment_item(row, named, people, evidence.id, len(tests), period, source)]
    return [*items, *_to_use(tests, {item.id: item for item in items})]


def _to_use(tests: pd.DataFrame, items: Mapping[str, Item]) -> list[Item]:
    """Return which variant everybody is shown from now on, of each test that ended surely.

    Where several variants beat the base nobody compared them with each other, so none is chosen; and nobody stays with
    the base while one of them may be better.
    """
    found = []
    for _, arms in tests.groupby("test", sort=True):
        better = arms[arms["side"] == "better"]
        if len(better) > 1 or not (len(better) or (arms["side"] == "worse").all()):
            continue
        row = (better if len(better) else arms).to_dict("records")[0]
        result, named = items[item_id("RS", "test", row["test"], row["arm"])], _named(row)
        key, use = (_USE, named["arm"]) if len(better) else (_STAY, named["base"])
        judgement = judge(result.checks, owner=ANSWERS)
        found.append(
            Item.of(item_id("DE", "use", row["test"]), Message(key, named), judgement, because=(result.id,),
                    period=result.period, about={"choice": use})
        )  # fmt: skip
    return found


_USE = N_("Show “{arm}” to everybody from now on: in the test “{test}” it convinced more people than “{base}”")
_STAY = N_("Stay with “{base}”: in the test “{test}” “{arm}” convinced fewer people")


def _named(row: dict[Any, Any]) -> dict[str, Any]:
    """Return the names of a test and its variants as people would write them."""
    arm, base = variant_names(row)
    return {"test": _written(row["test"]), "arm": arm, "base": base}


def variant_names(row: Mapping[Any, Any]) -> tuple[str, str]:
    """Return what a variant and its base are called, each with what it showed where somebody wrote it down."""
    pairs = (("arm", "shown"), ("base", "base_shown"))
    return tuple(  # type: ignore[return-value]
        _written(row[name]) if pd.isna(row[what]) else f"{_written(row[name])}, {row[what]}" for name, what in pairs
    )


def _written(name: Any) -> str:
    """Return a name as people would write it; one of several words was written by people already."""
    return str(name) if " " in str(name) else str(name).replace("-", " ").replace("_", " ")


def _impossible(row: dict[Any, Any], period: str, source: tuple[Source, ...]) -> Item:
    """Return the sentence about a test that counts more conversions than people."""
    named = _named(row)
    check = Check("rows", False, Message(N_("no more people can do what a test asks than saw it")))
    return Item.of(
        item_id("EV", "test", row["test"], row["arm"]), Message(_IMPOSSIBLE, named),
        judge([check], collect=Message(N_("Look up both numbers of the test again, in the tool that ran it."))),
        n=int(row["n"]), period=period, source=source, about={"rows": str(row["test"])},
    )  # fmt: skip


def _experiment_item(
    row: dict[Any, Any],
    named: dict[str, Any],
    people: Check,
    because: str,
    asked: int,
    period: str,
    source: tuple[Source, ...],
) -> Item:
    up = row["side"] != "worse"
    low, high = (row["low"], row["high"]) if up else (-row["high"], -row["low"])
    needed = sample_size(max(float(row["base_rate"]), 1e-4), WORTH)
    values = {**named, "low": 100 * low, "high": 100 * high, "below": -100 * low, "needed": needed}
    values |= {"hits": 100 * row["rate"], "base_hits": 100 * row["base_rate"]}
    values |= {"most": 100 * max(-row["low"], row["high"])}
    sure = Message(
        N_("chance of such a difference without any, after {asked:number} questions: {p:percent2}"),
        {"asked": asked, "p": float(row["p_holm"])},
    )
    checks = [
        people,
        Check("ended", row["ended"], Message(N_("a test is read once, at its planned end"))),
        Check("split", row["even"], Message(N_("people were split between the variants as evenly as chance allows"))),
        Check("multiplicity", row["p_holm"] < LEVEL, sure),
    ]
    judgement = judge(
        checks,
        experiment=_still_to_run(row, named, needed),
        collect=Message(N_("Run the test to its planned end.") if row["due"] else NO_END),
        owner=ANSWERS if people.passed and row["ended"] else None,
    )
    key = _told(row, over=people.passed and row["ended"] and row["even"])
    return Item.of(
        item_id("RS", "test", row["test"], row["arm"]), Message(key, values), judgement, because=(because,),
        value=row["difference"], low=row["low"], high=row["high"], unit="points", n=int(row["n"]), period=period,
        metric="cvr", scope=f"{row['test']}+{row['arm']}+less+{row['base']}", window=period,
        source=source,
    )  # fmt: skip


def _told(row: Mapping[Any, Any], *, over: bool) -> str:
    """Return what a test told: a winner, or whether it is over without one."""
    inside = row["low"] < 0 < row["high"]
    if row["side"] or not over:
        return {"better": _WIN, "worse": _LOSE}.get(str(row["side"]), _DRAW if inside else _LEANS)
    if not inside:
        return _OVER_LEANS
    alike = max(-row["low"], row["high"]) < WORTH * row["base_rate"]
    return _OVER_ALIKE if alike else _OVER


def _still_to_run(row: Mapping[Any, Any], named: Mapping[str, Any], needed: int) -> Experiment | None:
    """Return what is left of a test that runs, or that has to be run again because its split was broken.

    One that has run its length is never announced again: a planted difference of nothing stayed "a test would tell".
    """
    if not row["due"] or (row["ended"] and row["even"]):
        return None
    arms = Message(N_("{name}"), {"name": named["base"]}), Message(N_("{name}"), {"name": named["arm"]})
    weeks = row["weeks"] * needed / max(row["n"] / 2, 1) if row["ended"] else row["left"]
    return Experiment(arms, needed, round(max(float(weeks), 0.1), 1), "cvr", "people") if weeks == weeks else None
