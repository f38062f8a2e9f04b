"""The budget as proposals: an amount per line, said against the plan and against what the month cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from smmkit.client import Client
from smmkit.ledger import Item, Judgement, Kind, item_id, judge
from smmkit.plan import Plan
from smmkit.text import N_, Message
from smmkit.text.message import Scalar
from smmkit.topics.budget.analysis import Study, holding
from smmkit.topics.budget.proposals.evidence import campaign_items, gain_item, pace_items, return_items
from smmkit.topics.budget.proposals.judgement import line_judgements, moves_money
from smmkit.topics.budget.proposals.kept import below_items, kept_item, nothing_item, short_items, spend_item
from smmkit.topics.budget.proposals.limits import limit_items
from smmkit.topics.budget.proposals.mix import mix_items
from smmkit.topics.budget.proposals.sentences import money_items

KEPT_BACK = ("test-reserve", "contingency")
_EARLIER = ("OB", "ST")


def approved_amounts(plan: Plan, names: Sequence[str] = ()) -> pd.Series:
    """Give the money a month per line that stands in the plan.

    Parameters
    ----------
    plan
        Its entries know their line by its name or, where that was not kept, by their id.
    names
        What the tables call their lines. An id forgets capitals, accents and signs, so it is compared with the ids
        that these names would get, and never read backwards.

    """
    by_id = {item_id("BL", name): name for name in reversed(list(names))}
    amounts = {
        by_id.get(entry.id) or entry.booked_as: entry.value for entry in plan.budget_lines if entry.status != "rejected"
    }
    return pd.Series(amounts, dtype=float)


def proposed_amounts(study: Study, judgement: Judgement) -> pd.Series:
    """Give the money per line that is proposed: the best split where the accounting clearly speaks for it."""
    return study.amounts if moves_money(judgement) else study.amounts_now


def line_items(
    study: Study, judgement: Judgement, client: Client, plan: Plan, period: str, *, elsewhere: Sequence[Item] = ()
) -> list[Item]:
    """Propose an amount for every line.

    Where the accounting clearly speaks for it the elastic lines get the best
    split; otherwise they keep the plan. Either way the accounting alone
    decides nothing: each line carries its own experiment, or the role that
    answers for it. Money without a purpose is never put up for signature.

    Parameters
    ----------
    study
        The budget.
    judgement
        From `split_judgement`.
    client
        Roles that answer for fixed lines.
    plan
        Strategies and objectives that a line already rests on.
    period
        Month, such as `2026-10`.
    elsewhere
        What earlier notebooks found about lines, from `seen_elsewhere`.

    Returns
    -------
    list of Item
        One BL item per line; the amounts, and what is named as left without a
        purpose, add up to the total to the cent.

    """
    amounts = proposed_amounts(study, judgement)
    if amounts.drop(list(KEPT_BACK)).sum() <= 0:
        return [nothing_item(period)]
    judged = line_judgements(study, judgement, amounts, client, plan)
    fixed = judge([], owner=client.roles.approver)
    held, limits = holding(study.frame, amounts), [item.id for item in limit_items(study, period)]
    items = []
    for name, amount in amounts.items():
        line = str(name)
        if line in KEPT_BACK and (left := kept_item(line, float(amount), study, period)):
            items.append(left)
            continue
        because = (*_because(line, study, plan, judged, elsewhere), *(limits[at] for at in held.get(line, ())))
        title = _title(line, float(amount), study, period)
        items.append(
            Item.of(item_id("BL", line), title, judged.get(line, fixed), because=because, value=float(amount),
                    **_ends(study, line, float(amount)), unit="money", period=period, about={"line": line})
        )  # fmt: skip
    return items


def _ends(study: Study, line: str, amount: float) -> dict[str, float | None]:
    """Give the interval of the best spend, if there is one and it holds the amount."""
    none: dict[str, float | None] = {"low": None, "high": None}
    if study.comparison is None or line not in study.comparison.lines.index:
        return none
    low, high = map(float, study.comparison.lines.loc[line, ["low", "high"]])
    if not np.isfinite(low) or not low - 0.01 <= amount <= high + 0.01:
        return none
    return {"low": min(low, amount), "high": max(high, amount)}


def _title(line: str, amount: float, study: Study, period: str) -> Message:
    row = study.frame.lines.loc[line]
    last, now, plan = (float(study.frame.lines[name][line]) for name in ("last", "now", "approved"))
    values: dict[str, Scalar] = {
        "line": study.name_of(line), "amount": amount, "month": period, "last": last, "now": now, "plan": plan,
    }  # fmt: skip
    if line in study.frame.elastic and study.frame.limits is None:
        return Message(N_("{line:word}: the fixed lines leave no money for it. In {month:month} it cost {last:money0}"),
                       values)  # fmt: skip
    if not row["elastic"] and line not in study.found.left_out:
        return Message(N_("{line:word}: {amount:money} a month, fixed"), values)
    if not (np.isfinite(plan) and plan > 0) and line in study.together:
        whole, shared = study.together[line]
        return Message(
            N_("{line:word}: plan {amount:money} a month; so far it shares the {shared:money0} a month of "
               "{whole:word}. In {month:month} it cost {last:money0}"),
            values | {"whole": study.name_of(whole), "shared": shared})  # fmt: skip
    if not np.isfinite(plan) or plan <= 0:
        if round(now) == round(last):  # the first month is its own usual month
            return Message(N_("{line:word}: plan {amount:money} a month; nothing was planned so far. In {month:month} "
                              "it cost {last:money0}"), values)  # fmt: skip
        return Message(
            N_("{line:word}: plan {amount:money} a month; nothing was planned so far. A usual month cost {now:money0}, "
               "{month:month} cost {last:money0}"), values)  # fmt: skip
    if amount > plan + 0.005:
        return Message(
            N_("{line:word}: raise the plan from {plan:money} to {amount:money} a month. In {month:month} it cost "
               "{last:money0}"), values)  # fmt: skip
    if amount < plan - 0.005 and line in study.frame.elastic and study.frame.cut:
        return Message(
            N_("{line:word}: lower the plan from {plan:money} to {amount:money} a month, because the budget is "
               "{total:money0} in all. In {month:month} it cost {last:money0}"),
            values | {"total": study.frame.total})  # fmt: skip
    if amount < plan - 0.005:
        return Message(
            N_("{line:word}: lower the plan from {plan:money} to {amount:money} a month. In {month:month} it cost "
               "{last:money0}"), values)  # fmt: skip
    return Message(
        N_("{line:word}: keep the plan of {plan:money} a month. In {month:month} it cost {last:money0}"), values
    )


def seen_elsewhere(before: Mapping[str, Item], lines: Iterable[object]) -> list[Item]:
    """Return what earlier notebooks found about a line's money, such as what creators cost: `EV-creators-cost`.

    Parameters
    ----------
    before
        The items of the notebooks before this one.
    lines
        The budget's lines.

    """
    named = {str(line) for line in lines}
    return [item for item in before.values() if item.kind is Kind.EV and str(item.about.get("line", "")) in named]


def _because(
    line: str, study: Study, plan: Plan, judged: dict[str, Judgement], elsewhere: Sequence[Item]
) -> tuple[str, ...]:
    """Evidence of the line, here and in earlier notebooks, and what the plan already rests it on."""
    entry = plan.entry(item_id("BL", line))
    earlier = tuple(id for id in (entry.because if entry else ()) if id[:2] in _EARLIER and plan.entry(id))
    earlier = (*(item.id for item in elsewhere if item.about.get("line") == line), *earlier)
    if line not in judged:
        return earlier
    if line in study.frame.elastic and study.frame.limits is None:
        return ("EV-budget-short" if study.frame.short else "EV-budget-spend", *earlier)
    gain = () if study.comparison is None or line in study.found.left_out else ("EV-budget-gain",)
    return (item_id("EV", "budget", line, "next-cost"), *gain, *earlier)


def budget_items(
    study: Study,
    judgement: Judgement,
    client: Client,
    plan: Plan,
    *,
    costs: pd.DataFrame,
    pace: pd.DataFrame,
    period: str,
    elsewhere: Sequence[Item] = (),
    extra: Sequence[Item] = (),
) -> list[Item]:
    """Collect the items of notebook 06.

    Parameters
    ----------
    study, judgement, client, plan
        As in `line_items`.
    costs
        Cost per result of each campaign, for `campaign_items`.
    pace
        Plan against actual, for `pace_items`.
    period
        Month, such as `2026-10`.
    elsewhere
        What earlier notebooks found about lines, from `seen_elsewhere`.
    extra
        Further items to record with them.

    Returns
    -------
    list of Item
        Evidence first, then an amount per line.

    """
    gain = gain_item(study, period)
    evidence = [
        spend_item(study, period),
        *below_items(study, period),
        *campaign_items(costs, period),
        *return_items(study, period),
        *limit_items(study, period),
        *([gain] if gain is not None else []),
        *pace_items(pace, period, study.titles),
        *money_items(study, client.margin, period),
    ]
    mix = mix_items(study, client, plan, period)
    lines = line_items(study, judgement, client, plan, period, elsewhere=elsewhere)
    return [*evidence, *short_items(study, client, period), *lines, *mix, *extra]
