"""What last month's review proposed and this month's no longer does, with the cause: nothing vanishes in silence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from smmkit.ledger import Check, Item, item_id, judge
from smmkit.plan import Plan
from smmkit.text import N_, Message
from smmkit.text.message import Scalar
from smmkit.topics.review.analysis import CHANGE, KEEP, STOP, Call, judged
from smmkit.topics.review.analysis.rule import EXECUTED, UNTRIED
from smmkit.topics.review.proposals.calls import Verdicts

DROPPED = "EV-dropped-"
_UNTRIED = N_(
    "No longer proposed: of the posts planned while it is tried {published:percent1} were published, and below "
    "{bound:percent} nothing is judged. In {month_before:month} it was: {inner:sentence}"
)
_SHORT = N_(
    "No longer proposed: by the rule that was signed, this month's numbers are not enough for it. In "
    "{month_before:month} it was: {inner:sentence}"
)
_OTHERS = N_(
    "No longer proposed: other changes weigh more, and {cap:number} at most are made at once. In {month_before:month} "
    "it was: {inner:sentence}"
)
_UNTOLD = N_(
    "No longer proposed: no result of this month tells of it. In {month_before:month} it was: {inner:sentence}"
)


def dropped_items(found: Verdicts, calls: Sequence[Item], before: Mapping[str, Item], plan: Plan) -> list[Item]:
    """Return what was proposed the month before, is undecided, and is not proposed again, each with its cause.

    Parameters
    ----------
    found
        What the rule says this month.
    calls
        What is proposed this month.
    before
        The items of the notebooks before: last month's calls stand in it as `EV-last-<id>`.
    plan
        What is decided is asked of nobody.

    """
    now = {item_id("DE", KEEP, call.case.name).removeprefix(f"DE-{KEEP}-"): call for call in found.calls}
    again = {_subject(item.id) for item in calls}
    items = []
    for item in before.values():
        of, entry = str(item.about.get("of", "")), plan.entry(str(item.about.get("of", "")))
        if _subject(of) and _subject(of) not in again and (entry is None or entry.status == "proposed"):
            items.append(_item(item, of, now.get(_subject(of)), found))
    return items


def _subject(id: str) -> str:
    """Return what a call of the review is about; empty for all else."""
    starts = [f"DE-{says}-" for says in (KEEP, CHANGE, STOP)]
    return next((id.removeprefix(start) for start in starts if id.startswith(start)), "")


def _item(item: Item, of: str, call: Call | None, found: Verdicts) -> Item:
    key, values = _cause(call, found)
    kept = {name: value for name, value in item.title.values.items() if name not in ("inner", "month_before")}
    told = {name: item.title.values[name] for name in ("inner", "month_before")}
    known = Check("recorded", True, Message(N_("it stands in the ledger of that month")))
    return Item.of(item_id("EV", "dropped", of), Message(key, {**kept, **told, **values}), judge([known]),
                   because=(item.id,), source=item.source, importance=0.0,
                   about={"finding": "dropped", "of": of})  # fmt: skip


def _cause(call: Call | None, found: Verdicts) -> tuple[str, dict[str, Scalar]]:
    if call is None:
        return _UNTOLD, {}
    if call.says == UNTRIED:
        return _UNTRIED, {"published": call.case.executed, "bound": EXECUTED}
    if judged(call.case, found.rule).says in (STOP, CHANGE):
        return _OTHERS, {"cap": found.rule.max_changes}
    return _SHORT, {}
