"""Sentences about money: currency, the next amount, the total a result's worth allows."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from smmkit.client import Client
from smmkit.ledger import Check, Item, Judgement, judge
from smmkit.measures.currencies import other_money
from smmkit.measures.names import result_name
from smmkit.period import Period
from smmkit.text import N_, Message
from smmkit.text.message import Scalar
from smmkit.topics.budget.analysis import KEY_EVENTS, Study, next_money, total_for_cost, with_changes
from smmkit.topics.budget.proposals.judgement import moves_money

_OTHER = {
    ("ads",): N_("The ads are in {currency} and the budget is in {own}, so no ads in {currency} count: export them in "
                 "{own} or convert the amounts, or, if all is paid in {currency}, make it the currency of the brief"),
    ("costs",): N_("The costs are in {currency} and the budget is in {own}, so no costs in {currency} count: convert "
                   "the amounts, or, if all is paid in {currency}, make it the currency of the brief"),
    ("ads", "costs"): N_("Ads and costs are in {currency} and the budget is in {own}, so neither count: convert the "
                         "amounts, or, if all is paid in {currency}, make it the currency of the brief"),
}  # fmt: skip
_TURN = N_("Export the amounts in {own} or convert them in the file.")


def other_money_items(tables: Mapping[str, pd.DataFrame], client: Client, period: Period) -> list[Item]:
    """Say that money was told in another currency than the client's, that it counts nowhere, and what to do.

    Parameters
    ----------
    tables
        Canonical tables as they were imported.
    client
        Its currency.
    period
        Month; later rows are not looked at.

    Returns
    -------
    list of Item
        One EV item without a number, or none.

    """
    told = other_money(tables, client.currency, period.end)
    if not told:
        return []
    named = ", ".join(sorted({one for currencies in told.values() for one in currencies}))
    values: dict[str, Scalar] = {"currency": named, "own": client.currency}
    rows = Check("rows", False, Message(N_("no sum may hold two currencies")))
    return [
        Item.of("EV-budget-other-currency", Message(_OTHER[tuple(sorted(told))], values),
                judge([rows], collect=Message(_TURN, {"own": client.currency})), period=str(period),
                about={"tables": " ".join(sorted(told))})
    ]  # fmt: skip


def next_money_message(study: Study, amount: float, more: float) -> Message:
    """Say what the next amount of money would bring (the shadow price)."""
    values: dict[str, Scalar] = {"amount": amount, "more": more, "result": result_name(study.found.result)}
    if more <= 0:
        return Message(N_("Every line is at its upper bound: the next {amount:money0} have no place to go."), values)
    return Message(
        N_("Another {amount:money0} a month on the elastic lines would bring {more:number1} more {result:word}."),
        values,
    )


def target_message(study: Study, cost: float, total: float) -> Message:
    """Say how much the elastic lines may spend before the next result costs more than a target."""
    values: dict[str, Scalar] = {"cost": cost, "total": total, "result": result_name(study.found.result)}
    limits = study.frame.limits
    if limits is not None and total >= 0.999 * limits.ceiling():
        return Message(
            N_("Up to the upper bounds, {total:money0} a month, the next result ({result:word}) costs less than "
               "{cost:money}."), values)  # fmt: skip
    if limits is not None and total <= 1.001 * float(limits.floor.sum()):
        return Message(
            N_("Already at the lower bounds, {total:money0} a month, the next result ({result:word}) costs more than "
               "{cost:money}."), values)  # fmt: skip
    return Message(
        N_("Up to {total:money0} a month on the elastic lines, the next result ({result:word}) costs {cost:money} "
           "at most."), values)  # fmt: skip


def money_items(study: Study, margin: float | None, period: str) -> list[Item]:
    """State what the next twentieth of the total brings, and what total the worth of a result allows.

    Parameters
    ----------
    study
        The budget.
    margin
        Gross margin of the revenue, 0-1; None if unknown.
    period
        Month, such as `2026-10`.

    Returns
    -------
    list of Item
        Evidence; the second only where revenue and margin are known, none without a response curve.

    """
    curves, limits = study.found.curves, study.frame.limits
    if curves is None or limits is None:
        return []
    rule = with_changes(study.frame)
    measured = not study.found.judged_only
    rows = Check("rows", measured, Message(N_("The curves are measured") if measured else N_("The curves are judged")))
    amount = _round_amount(limits.total / 20)
    more = next_money(curves, rule, amount)
    said = [("next-money", next_money_message(study, amount, more), more, "count")]
    worth = study.worth.reindex(study.frame.elastic).astype(float)
    if margin and worth.notna().all() and measured:
        cost = float(worth.mean()) * margin
        total = total_for_cost(curves, rule, cost)
        said.append(("total-for-worth", target_message(study, cost, total), total, "money"))
    return [
        Item.of(
            f"EV-budget-{name}",
            message,
            judge([rows]),
            value=value,
            unit=unit,
            period=period,
            about={"tables": "ads costs web" if measured else "budget_judgements"},
        )
        for name, message, value, unit in said
    ]


def no_curve_message() -> Message:
    """Say why nothing is told of another total."""
    return Message(N_("Without a response curve nothing can be said of another total."))


def _round_amount(amount: float) -> float:
    """Round to one digit that matters: 104.5 is 100."""
    return float(f"{amount:.0e}")


def result_message(study: Study) -> Message:
    """Say what is counted as a result, and what that count is not."""
    values: dict[str, Scalar] = {"result": result_name(study.found.result)}
    if study.found.curves is None:
        return Message(N_("What a line brings is not known."))
    if study.found.judged_only:
        return Message(N_("Results are what the team was asked to judge, a month."))
    if study.found.result == KEY_EVENTS:
        return Message(
            N_("Results are the key events of the website in the channel of each line. The channel is that of the last "
               "click: a count and no proof of cause."))  # fmt: skip
    return Message(N_("Results are those the platform claims ({result:word}): a count and no proof of cause."), values)


def currency_message(costs: pd.DataFrame, client: Client) -> Message:
    """Say the currency of all amounts and whether tax is in them."""
    taxed = costs["tax_included"].dropna().astype(bool) if "tax_included" in costs else pd.Series(dtype=bool)
    values: dict[str, Scalar] = {"currency": client.currency}
    if taxed.empty:
        return Message(N_("All amounts are in {currency}. Whether tax is in them was not noted."), values)
    if taxed.all():
        return Message(
            N_("All amounts are in {currency}, hand-kept costs with tax, ads as the platform bills them."), values
        )
    if not taxed.any():
        return Message(N_("All amounts are in {currency}, without tax."), values)
    return Message(N_("All amounts are in {currency}. Some hand-kept costs include tax and others do not."), values)


def verdict_message(study: Study, judgement: Judgement) -> Message:
    """Say in one sentence what is proposed and why."""
    values: dict[str, Scalar] = {"result": result_name(study.found.result)}
    if study.frame.short:
        return Message(N_("Proposed: nothing, before it is decided who pays what the fixed lines lack."))
    if moves_money(judgement):
        return Message(
            N_("Proposed: move the money as the count says, line by line. It counts {result:word} and cannot "
               "prove what caused them, so each line is tried out, or whoever approves it answers for it."),
            values)  # fmt: skip
    if study.frame.cut:
        return Message(
            N_("Proposed: cut the lines that may move in proportion to their plan, because the budget leaves them "
               "{cut:money0} a month less than was approved. The data do not show that another split is better."),
            values | {"cut": study.frame.cut})  # fmt: skip
    if study.found.curves is None:
        return Message(N_("Proposed: every line keeps its amount, because no curve says what another would bring."))
    if study.found.judged_only:
        return Message(
            N_("Proposed: keep the plan. The better split rests on judgement alone; "
               "whoever approves the budget may follow it as such."), values)  # fmt: skip
    if study.comparison is not None and study.comparison.firm:
        return Message(N_("Proposed: keep the plan. It is as good as any other split, to a hundredth of the results."))
    return Message(
        N_("Proposed: keep the plan. The data do not show that another split is better; a line that a test of eight "
           "weeks could tell carries that test."), values)  # fmt: skip
