"""The whole of the money: what was spent, what the budget lacks, and what is left without a purpose."""

from __future__ import annotations

from smmkit.client import Client
from smmkit.ledger import Check, Item, item_id, judge
from smmkit.measures.names import CONTINGENCY
from smmkit.metrics import HALF_A_CENT
from smmkit.text import N_, Message
from smmkit.text.message import Scalar
from smmkit.topics.budget.analysis import NOTICED, Study
from smmkit.topics.budget.proposals.known import silent_ids

_PURPOSE = Message(
    N_("Say in the plan what this money is for, put the costs of every line into the table of costs, or lower "
       "the month's budget in the brief.")
)  # fmt: skip
_ROOM = Message(N_("Raise the month's budget in the brief, or end a line in the plan."))


_YEAR = N_("A usual month of the last year cost {total:money0} (lines: {lines:number})")
_ONE = N_("The one month that is known cost {total:money0} (lines: {lines:number})")
_KNOWN = N_("A usual month of the {months:number} that are known cost {total:money0} (lines: {lines:number})")


def spend_item(study: Study, period: str) -> Item:
    """State what a usual month cost: the mean of the last year, or of the months that are known."""
    total = float(study.now.sum())
    months = int(study.spend["day"].dt.to_period("M").nunique()) if len(study.spend) else 0
    usual = _YEAR if months >= 12 or not months else _ONE if months == 1 else _KNOWN
    said = {"total": total, "lines": len(study.now), "months": months}
    rows = Check("rows", total > 0, Message(N_("{lines:number} lines with spend"), {"lines": len(study.now)}))
    title = (
        Message(usual, {name: value for name, value in said.items() if f"{{{name}:" in usual})
        if total > 0
        else Message(N_("Nothing is known of what was spent"))
    )  # fmt: skip
    return Item.of("EV-budget-spend", title, judge([rows]), value=total or None, unit="money",
                   n=len(study.spend) or None, period=period, about={"tables": "ads costs"})  # fmt: skip


def below_items(study: Study, period: str) -> list[Item]:
    """State first that the budget is smaller than what is spent, or than what its fixed lines cost.

    Returns
    -------
    list of Item
        One EV item, or none where the budget covers a usual month.

    """
    frame = study.frame
    fixed = float(frame.lines["amount"].fillna(0.0).sum())
    values: dict[str, Scalar] = {
        "budget": frame.total, "spent": frame.spent, "fixed": fixed, "short": frame.short or frame.spent - frame.total,
    }  # fmt: skip
    known = judge([Check("rows", True, Message(N_("{lines:number} lines of the budget"), {"lines": len(frame.lines)}))])
    if frame.short:
        title = Message(
            N_("The fixed lines cost {fixed:money0} a month and the budget is {budget:money0}: {short:money0} are "
               "missing before anything else is paid"), values)  # fmt: skip
        return [Item.of("EV-budget-short", title, known, value=frame.short, unit="money", period=period,
                        about={"tables": "ads costs client.toml"})]  # fmt: skip
    if frame.total >= (1 - NOTICED) * frame.spent:
        return []
    said = (
        N_("The budget is {budget:money0} a month and the lines that go on cost {spent:money0} in a usual month: "
           "{short:money0} less than is spent on them")
        if study.silent.all
        else N_("The budget is {budget:money0} a month and a usual month cost {spent:money0}: {short:money0} less than "
                "is spent")
    )  # fmt: skip
    title = Message(said, values)
    return [
        Item.of(
            "EV-budget-below-spend",
            title,
            known,
            value=values["short"],
            unit="money",
            period=period,
            about={"tables": "ads costs client.toml"},
        )
    ]


def short_items(study: Study, client: Client, period: str) -> list[Item]:
    """Ask for a decision where the fixed lines exceed the budget, or it leaves less than was approved."""
    if study.frame.cut and not study.frame.short:
        return [_cut_item(study, client, period)]
    if not study.frame.short:
        return []
    title = Message(
        N_("Raise the budget by {short:money0} a month, or end fixed lines of that amount"),
        {"short": study.frame.short},
    )
    open_ = Check("measured", False, Message(N_("Which of the two is right no data say")))
    return [
        Item.of("DE-budget-short", title, judge([open_], owner=client.roles.approver), because=("EV-budget-short",),
                value=study.frame.short, unit="money", period=period)
    ]  # fmt: skip


def _cut_item(study: Study, client: Client, period: str) -> Item:
    cut = study.frame.cut
    title = Message(
        N_("Raise the budget by {cut:money0} a month, or sign that the lines that may move get that much less than "
           "was approved"), {"cut": cut})  # fmt: skip
    open_ = Check("measured", False, Message(N_("Which of the two is right no data say")))
    because = below_items(study, period) or [spend_item(study, period)]
    return Item.of("DE-budget-below", title, judge([open_], owner=client.roles.approver), because=(because[0].id,),
                   value=cut, unit="money", period=period)  # fmt: skip


def kept_item(line: str, amount: float, study: Study, period: str) -> Item | None:
    """Refuse to put up money without a purpose, or no money, for signature; None where the amount is in order."""
    values: dict[str, Scalar] = {"line": study.name_of(line), "amount": amount, "total": study.frame.total}
    if amount <= HALF_A_CENT:
        title, collect = Message(N_("{line:word}: nothing is left for it"), values), _ROOM
    elif line == CONTINGENCY and study.frame.idle:
        title = Message(
            N_("{amount:money0} of the {total:money0} have no line that could spend them, so there is nothing to sign "
               "for them"), values)  # fmt: skip
        collect = _PURPOSE
    else:
        return None
    rows = Check("rows", False, Message(N_("no line was seen to need this money")))
    return Item.of(item_id("BL", line), title, judge([rows], collect=collect), because=("EV-budget-spend",),
                   period=period, about={"line": line})  # fmt: skip


def nothing_item(period: str, study: Study) -> Item:
    """Ask for accounts where no amount is known, or for amounts where no line runs: nothing may be signed then."""
    if silent := silent_ids(study):
        over = Check("rows", False, Message(N_("no line that goes on was paid or planned")))
        return Item.of("DE-budget-costs", Message(N_("Say what the money of the month is for: no line runs")),
                       judge([over], collect=_PURPOSE, owner=None), because=silent, period=period)  # fmt: skip
    collect = Message(
        N_("Keep a table of costs, with day, line, kind and amount in each row, and put the ads export beside it.")
    )
    rows = Check("rows", False, Message(N_("no amount was spent or planned")))
    return Item.of(
        "DE-budget-costs", Message(N_("Keep account of what each line costs: without it there is no budget to split")),
        judge([rows], collect=collect, owner=None), because=("EV-budget-spend",), period=period,
    )  # fmt: skip


def bounds_message(study: Study) -> Message:
    """Say how far the lines may move, as it is: by a margin, by limits, or not at all."""
    limits, frame = study.frame.limits, study.frame
    if limits is None:
        return Message(N_("No line can be moved."))
    usual = frame.lines.loc[frame.elastic, "now"].to_numpy(float)
    if (limits.high <= 1.3 * usual + 0.01).all() and (limits.floor >= 0.7 * usual - max(limits.step, 0.01)).all():
        return Message(
            N_("No line moves by more than 30% of its usual month, nor above the most it spent in four weeks of the "
               "last three months: beyond that its curve is only a formula."))  # fmt: skip
    if frame.total < (1 - NOTICED) * frame.spent:
        return Message(
            N_("The budget is smaller than what is spent, so lines may fall by more than 30% of their usual month.")
        )
    return Message(
        N_("The brief's limits take the place of the rule that no line moves by more than 30% of its usual month.")
    )
