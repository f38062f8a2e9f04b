"""Evidence of the review: `EV-execution-*` and `EV-calibration`; objectives that new needs put under review."""

from __future__ import annotations

import pandas as pd

from smmkit.ledger import Check, Item, Source, item_id, judge
from smmkit.plan import Plan
from smmkit.schema.platform_names import platform_name
from smmkit.text import N_, Message, Scalar
from smmkit.topics.review.analysis import EXECUTED, Calibration

_DONE = N_("{platform}: {done:number} of {planned:number} planned posts were published this month")
_ALL = N_("{platform}: {done:number} posts were published this month, and {planned:number} were planned")
_FEW = N_("Too few of our calls are old enough to be scored: {n:number} of {least:number}")
_CALLED = N_("{rate:percent} of {n:number} sure calls came true ({low:percent} to {high:percent})")
_NEED = N_("Objectives under review since {on:date}: {changed}")


def execution_items(done: pd.DataFrame, *, period: str, source: tuple[Source, ...]) -> list[Item]:
    """Return what was done of what was planned, network by network: `EV-execution-<network>`."""
    items = []
    for row in done[done["planned"] > 0].to_dict("records"):
        said: dict[str, Scalar] = {
            "platform": platform_name(row["platform"]),
            "done": int(row["done"]),
            "planned": int(row["planned"]),
        }
        enough = Check("executed", row["share"] >= EXECUTED, Message(N_("at least {least:percent} was done"),
                                                                     {"least": EXECUTED}))  # fmt: skip
        items.append(
            Item.of(
                item_id("EV", "execution", row["platform"]), Message(_ALL if row["share"] > 1 else _DONE, said),
                judge([Check("rows", True, enough.found)]), value=row["share"], unit="ratio", n=int(row["planned"]),
                period=period, source=source, about={"platform": row["platform"]},
            )
        )  # fmt: skip
    return items


def calibration_item(found: Calibration, *, period: str) -> Item:
    """Return how good our sure calls were: `EV-calibration`."""
    from smmkit.topics.review.analysis import LEAST

    few = Message(_FEW, {"n": found.n, "least": LEAST})
    check = Check("rows", found.enough, few)
    said = few if not found.enough else Message(
        _CALLED, {"rate": found.rate, "n": found.n, "low": found.low, "high": found.high}
    )  # fmt: skip
    collect = Message(N_("It fills itself: each month's calls are scored by the months after it."))
    return Item.of("EV-calibration", said, judge([check], collect=collect), value=found.rate, low=found.low,
                   high=found.high, unit=None if found.rate is None else "rate", n=found.n, period=period)  # fmt: skip


def need_items(needs: pd.DataFrame, plan: Plan, *, period: str, month: tuple[pd.Timestamp, pd.Timestamp]) -> list[Item]:
    """Return the goals whose need changed this month: each puts the approved objectives under review."""
    from smmkit.ledger import Judgement, Verdict

    rows = needs[pd.to_datetime(needs["on"]).between(*month)]
    because = tuple(one.id for one in plan.objectives if one.status == "approved")
    return [
        Item.of(
            item_id("DE", "need", row["goal"]), Message(_NEED, {"on": str(row["on"])[:10], "changed": row["changed"]}),
            Judgement(Verdict.JUDGE, owner=row["by_role"] if pd.notna(row["by_role"]) else "approver"),
            because=because, period=period, about={"goal": row["goal"]},
        )
        for row in rows.to_dict("records")
    ]  # fmt: skip
