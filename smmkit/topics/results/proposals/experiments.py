"""What A/B tests showed."""

from __future__ import annotations

from typing import Any

import pandas as pd

from smmkit.ledger import Check, Experiment, Item, Source, item_id, judge
from smmkit.text import N_, Message
from smmkit.topics.results.analysis import CERTAINTY, sample_size

_WIN = N_("Test {test}: {arm} beats {base} by {difference:points2} ({low:points2} to {high:points2})")
_LOSE = N_("Test {test}: {arm} falls behind {base} by {difference:points2} ({low:points2} to {high:points2})")
_DRAW = N_("Test {test}: {arm} and {base} cannot be told apart ({low:points2} to {high:points2})")
_IMPOSSIBLE = N_("Test {test}: more people converted than saw {arm} or {base}, so one of the numbers is wrong")
_TESTED = N_("Test {test}: {base} {base_rate:percent2}, {arm} {rate:percent2}, {n:number} people")


def experiment_items(tests: pd.DataFrame, *, period: str, source: tuple[Source, ...]) -> list[Item]:
    """Return each A/B comparison as evidence and as a result: `EV-test-<name>-<arm>`, `RS-test-<name>-<arm>`."""
    items = []
    for row in tests.to_dict("records"):
        if not row["possible"]:
            items.append(_impossible(row, period, source))
            continue
        named = {"test": str(row["test"]), "arm": str(row["arm"]), "base": str(row["base"])}
        fact = Message(_TESTED, {**named, "rate": row["rate"], "base_rate": row["base_rate"], "n": int(row["n"])})
        people = Check("rows", row["n"] >= 100, Message(N_("{n:number} people in both arms"), {"n": int(row["n"])}))
        evidence = Item.of(
            item_id("EV", "test", row["test"], row["arm"]),
            fact,
            judge([people]),
            value=row["rate"],
            unit="rate",
            n=int(row["n"]),
            period=period,
            source=source,
        )
        items += [evidence, _experiment_item(row, named, people, evidence.id, len(tests), period, source)]
    return items


def _impossible(row: dict[Any, Any], period: str, source: tuple[Source, ...]) -> Item:
    """Return the sentence about a test that counts more conversions than people."""
    named = {"test": str(row["test"]), "arm": str(row["arm"]), "base": str(row["base"])}
    check = Check("rows", False, Message(N_("no more people can do what a test asks than saw it")))
    return Item.of(
        item_id("EV", "test", row["test"], row["arm"]), Message(_IMPOSSIBLE, named),
        judge([check], collect=Message(N_("Look up both numbers of the test again, in the tool that ran it."))),
        n=int(row["n"]), period=period, source=source,
    )  # fmt: skip


def _experiment_item(
    row: dict[Any, Any],
    named: dict[str, str],
    people: Check,
    because: str,
    asked: int,
    period: str,
    source: tuple[Source, ...],
) -> Item:
    key = {"better": _WIN, "worse": _LOSE, "": _DRAW}[row["side"]]
    up = row["side"] != "worse"
    low, high = (row["low"], row["high"]) if up else (-row["high"], -row["low"])
    values = {**named, "low": low, "high": high, **({"difference": abs(row["difference"])} if row["side"] else {})}
    sure = Message(
        N_("chance of such a difference without any, after {asked:number} questions: {p:percent2}"),
        {"asked": asked, "p": float(row["p_holm"])},
    )
    checks = [
        people,
        Check("ended", row["ended"], Message(N_("a test is read once, at its planned end"))),
        Check("split", row["even"], Message(N_("people were split between the arms as evenly as chance allows"))),
        Check("multiplicity", row["p_holm"] < CERTAINTY, sure),
    ]
    needed = sample_size(max(float(row["base_rate"]), 1e-4), 0.2)
    arms = Message(N_("{name}"), {"name": named["base"]}), Message(N_("{name}"), {"name": named["arm"]})
    weeks = round(min(52.0, 3 * needed / max(row["n"] / 2, 1)), 1)
    judgement = judge(
        checks,
        experiment=Experiment(arms, needed, weeks, "cvr"),
        collect=Message(N_("Run the test to its planned end.")),
    )
    return Item.of(
        item_id("RS", "test", row["test"], row["arm"]), Message(key, values), judgement, because=(because,),
        value=row["difference"], low=row["low"], high=row["high"], unit="points", n=int(row["n"]), period=period,
        metric="cvr", scope=f"{row['test']}+{row['arm']}+less+{row['base']}", window=period,
        source=source,
    )  # fmt: skip
