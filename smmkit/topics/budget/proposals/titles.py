"""What a proposal for a line says: its amount against the plan, and what the month cost."""

from __future__ import annotations

import numpy as np
import pandas as pd

from smmkit.text import N_, Message
from smmkit.text.message import Scalar
from smmkit.topics.budget.analysis import Study


def line_title(line: str, amount: float, study: Study, period: str) -> Message:
    """Say what is proposed for a line of the budget.

    Parameters
    ----------
    line, amount
        The line, and the money a month that is proposed.
    study
        The budget.
    period
        Month, such as `2026-10`.

    """
    row = study.frame.lines.T[line]
    values: dict[str, Scalar] = {
        "line": study.name_of(line), "amount": amount, "month": period, "last": float(row["last"]),
    }  # fmt: skip
    if line in study.frame.elastic and study.frame.limits is None:
        return Message(N_("{line:word}: the fixed lines leave no money for it. In {month:month} it cost {last:money0}"),
                       values)  # fmt: skip
    if not row["elastic"] and line not in study.found.left_out:
        return Message(N_("{line:word}: {amount:money} a month, fixed"), values)
    account, cut = study.accounts.get(line, ""), line in study.frame.elastic and bool(study.frame.cut)
    if not row["approved"] > 0 and study.wholes.get(account, 0.0) > 0:
        return Message(
            N_("{line:word}: plan {amount:money} a month; so far it shares the {shared:money0} a month of "
               "{whole:word}. In {month:month} it cost {last:money0}"),
            values | {"whole": study.name_of(account), "shared": study.wholes[account]})  # fmt: skip
    return against_plan(values, row, total=study.frame.total if cut else None)


def against_plan(values: dict[str, Scalar], row: pd.Series, *, total: float | None = None) -> Message:
    """Say an amount against the plan, and what the month cost.

    Parameters
    ----------
    values
        `line`, `amount`, `month` and `last`.
    row
        `approved` (money a month; missing if none), `now` (the usual month) and `last` of the line.
    total
        The budget, where it cuts the line.

    """
    amount, plan = float(str(values["amount"])), float(row["approved"])
    now, last = float(row["now"]), float(row["last"])
    values = values | {"plan": plan, "now": now}
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
    if amount < plan - 0.005 and total is not None:
        return Message(
            N_("{line:word}: lower the plan from {plan:money} to {amount:money} a month, because the budget is "
               "{total:money0} in all. In {month:month} it cost {last:money0}"),
            values | {"total": total})  # fmt: skip
    if amount < plan - 0.005:
        return Message(
            N_("{line:word}: lower the plan from {plan:money} to {amount:money} a month. In {month:month} it cost "
               "{last:money0}"), values)  # fmt: skip
    return Message(
        N_("{line:word}: keep the plan of {plan:money} a month. In {month:month} it cost {last:money0}"), values
    )
