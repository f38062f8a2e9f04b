"""Where campaigns are the lines: what the accounts that are billed for them come to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from smmkit.ledger import Item, Judgement, Kind, item_id
from smmkit.topics.budget.analysis import Study
from smmkit.topics.budget.proposals.known import cost_id
from smmkit.topics.budget.proposals.titles import against_plan, month_known


def account_items(
    study: Study, items: Sequence[Item], judgement: Judgement, period: str, *,
    rests_on: Callable[[str], tuple[str, ...]],
) -> list[Item]:  # fmt: skip
    """Propose an amount for each account: what its campaigns come to.

    The money is the same; a campaign lies within its account, so that the plan
    and every sum over it count it once. Without this amount campaigns could
    never grow beyond what was approved for their account.

    Parameters
    ----------
    study
        The budget.
    items
        What is proposed for the lines.
    judgement
        Who answers for an account.
    period
        Month, such as `2026-10`.
    rests_on
        Gives what an account rests on beside its campaigns' reasons.

    Returns
    -------
    list of Item
        One BL item per account some of whose campaigns get money; none where accounts are the lines.

    """
    found = []
    for account in sorted(set(study.accounts.values())):
        own = [item for item in items if item.about.get("within") == item_id("BL", account)]
        amount = round(sum(item.value or 0.0 for item in own), 2)
        if amount <= 0:
            continue
        row, total = _together(study, account), study.frame.total if study.frame.cut else None
        campaigns = [line for line, of in study.accounts.items() if of == account]
        values = {"line": study.name_of(account), "amount": amount, **month_known(study, campaigns, period)}
        because = dict.fromkeys([*_reasons(own, account), *rests_on(account)])
        found.append(
            Item.of(item_id("BL", account), against_plan(values, row, total=total), judgement, because=tuple(because),
                    value=amount, unit="money", period=period, about={"line": account})
        )  # fmt: skip
    return found


def _reasons(own: Sequence[Item], account: str) -> list[str]:
    """Give what an account's campaigns rest on; what the account costs only where nothing else speaks for them."""
    reasons = [reason for item in own for reason in item.because]
    others = [reason for reason in reasons if reason != cost_id(account)]
    return others if any(reason.startswith(Kind.EV) for reason in others) else reasons


def _together(study: Study, account: str) -> pd.Series:
    """Add up an account's campaigns, those that ended among them; the plan is that of the account."""
    own = study.now[[study.accounts.get(str(line)) == account for line in study.now.index]]
    return pd.Series({"now": own.sum(), "approved": study.wholes.get(account, np.nan)}, dtype=float)
