"""What each campaign took of the ads' lines: this month, by its part of the plan, and the month before."""

from __future__ import annotations

import pandas as pd

from smmkit.plan import Plan
from smmkit.topics.report.proposals.money import CampaignSpend


def campaign_spend(now: pd.Series, before: pd.Series, plan: Plan) -> tuple[CampaignSpend, ...]:
    """Return what each campaign took of the ads' lines.

    Parameters
    ----------
    now, before
        From `measures.costs.spend_by_campaign`, of the month and of the one before.
    plan
        Approved parts of the lines.

    """
    parts = {one.booked_as: float(one.value or 0.0) for one in plan.budget_lines
             if one.status == "approved" and one.within}  # fmt: skip
    was = _by_line(before)
    return tuple(
        CampaignSpend(line, name, amount, parts.get(name), was.get((line, name)))
        for (line, name), amount in _by_line(now).items()
    )


def _by_line(spent: pd.Series) -> dict[tuple[str, str], float]:
    rows = spent.rename("amount").reset_index()
    return dict(zip(zip(rows["line"], rows["campaign"], strict=True), rows["amount"].astype(float), strict=True))
