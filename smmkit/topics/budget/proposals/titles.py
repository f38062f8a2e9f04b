"""What a proposal for a line says: its amount against the plan, and what the month cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from smmkit.measures.names import KEPT_BACK
from smmkit.metrics import HALF_A_CENT
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
    values = {"line": study.name_of(line), "amount": amount, **month_known(study, [line], period)}
    if line in KEPT_BACK:
        return Message(N_("{line:word}: {amount:money} a month, kept back"), values)
    if line in study.frame.elastic and study.frame.limits is None:
        said = (N_("{line:word}: the fixed lines leave no money for it. In {month:month} it cost {last:money0}"),
                N_("{line:word}: the fixed lines leave no money for it. Nobody noted what it costs"))  # fmt: skip
        return Message(_known(said, values), values)
    account, cut = study.accounts.get(line, ""), line in study.frame.elastic and bool(study.frame.cut)
    if not row["approved"] > 0 and study.wholes.get(account, 0.0) > 0:
        said = (N_("{line:word}: plan {amount:money} a month; so far it shares the {shared:money0} a month of "
                   "{whole:word}. In {month:month} it cost {last:money0}"),
                N_("{line:word}: plan {amount:money} a month; so far it shares the {shared:money0} a month of "
                   "{whole:word}. Nobody noted what it costs"))  # fmt: skip
        shared: dict[str, Scalar] = {"whole": study.name_of(account), "shared": study.wholes[account]}
        return Message(_known(said, values), values | shared)
    return against_plan(values, row, total=study.frame.total if cut else None)


def month_known(study: Study, lines: Sequence[str], period: str) -> dict[str, Scalar]:
    """Give what some lines cost together in the month, else in the last month that something tells of, and which.

    Parameters
    ----------
    study
        The budget.
    lines
        Its lines; an account's are its campaigns.
    period
        Month, such as `2026-10`.

    Returns
    -------
    dict
        `month` and `last`, money; nothing where no file and no booking tells of them.

    """
    days = [study.until[line] for line in lines if line in study.until]
    if not days:
        return {}
    month = min(max(days).to_period("M"), pd.Period(period, freq="M"))
    own = study.spend[study.spend["line"].isin(lines)]
    inside = pd.to_datetime(own["day"]).dt.to_period("M") == month
    return {"month": str(month), "last": float(own.loc[inside, "amount"].sum())}


def _known(said: tuple[str, str], values: Mapping[str, Any]) -> str:
    """Choose the sentence with what the month cost, or the one for a line of which nobody noted that."""
    return said["last" not in values]


_RAISE = (
    N_("{line:word}: raise the plan from {plan:money} to {amount:money} a month. In {month:month} it cost "
       "{last:money0}"),
    N_("{line:word}: raise the plan from {plan:money} to {amount:money} a month. Nobody noted what it costs"),
)  # fmt: skip
_CUT = (
    N_("{line:word}: lower the plan from {plan:money} to {amount:money} a month, because the budget is "
       "{total:money0} in all. In {month:month} it cost {last:money0}"),
    N_("{line:word}: lower the plan from {plan:money} to {amount:money} a month, because the budget is "
       "{total:money0} in all. Nobody noted what it costs"),
)  # fmt: skip
_LOWER = (
    N_("{line:word}: lower the plan from {plan:money} to {amount:money} a month. In {month:month} it cost "
       "{last:money0}"),
    N_("{line:word}: lower the plan from {plan:money} to {amount:money} a month. Nobody noted what it costs"),
)  # fmt: skip
_KEEP = (
    N_("{line:word}: keep the plan of {plan:money} a month. In {month:month} it cost {last:money0}"),
    N_("{line:word}: keep the plan of {plan:money} a month. Nobody noted what it costs"),
)
_FIRST_MONTH = N_("{line:word}: plan {amount:money} a month; nothing was planned so far. In {month:month} it cost "
                  "{last:money0}")  # fmt: skip
_FIRST = (
    N_("{line:word}: plan {amount:money} a month; nothing was planned so far. A usual month cost {now:money0}, "
       "{month:month} cost {last:money0}"),
    N_("{line:word}: plan {amount:money} a month; nothing was planned so far. Nobody noted what it costs"),
)  # fmt: skip


def against_plan(values: dict[str, Scalar], row: pd.Series, *, total: float | None = None) -> Message:
    """Say an amount against the plan, and what the month cost.

    Parameters
    ----------
    values
        `line`, `amount` and what `month_known` returned.
    row
        `approved` (money a month; missing if none) and `now` (the usual month) of the line.
    total
        The budget, where it cuts the line.

    """
    amount, plan, now = float(str(values["amount"])), float(row["approved"]), float(row["now"])
    values = values | {"plan": plan, "now": now}
    if not np.isfinite(plan) or plan <= 0:
        # the first month is its own usual month
        alone = "last" in values and round(now) == round(float(str(values["last"])))
        return Message(_FIRST_MONTH if alone else _known(_FIRST, values), values)
    if amount > plan + HALF_A_CENT:
        return Message(_known(_RAISE, values), values)
    if amount < plan - HALF_A_CENT and total is not None:
        return Message(_known(_CUT, values), values | {"total": total})
    return Message(_known(_LOWER if amount < plan - HALF_A_CENT else _KEEP, values), values)
