"""What the plan asked for beside posts: money on its way, answers, campaigns that ran."""

from __future__ import annotations

import pandas as pd

from smmkit.ledger import Kind, Ledger
from smmkit.measures.follow import money_followed
from smmkit.measures.kpis import Facts, Scope, Window, kpi_value
from smmkit.measures.spend import spend_by_line, spend_rows
from smmkit.period import Period
from smmkit.plan import Plan
from smmkit.report.document import Book


def followed_money(book: Book, plan: Plan, ledger: Ledger) -> pd.DataFrame:
    """Return each line's money of the month through its states, the same numbers as notebook 06.

    Parameters
    ----------
    book
        The month.
    plan
        In force on its first day: what was approved.
    ledger
        The month's items: what notebook 06 proposes for each line.

    Returns
    -------
    DataFrame
        As `money_followed`.

    """
    start, end = pd.Timestamp(book.period.start), pd.Timestamp(book.period.end)
    spent = spend_by_line(spend_rows(book.table("ads"), book.table("costs")), start, end)
    booked = spent.groupby("line")["amount"].sum().astype(float)
    approved = plan.amounts_in_force
    proposed = {
        str(item.about["line"]): item.value
        for item in ledger.values()
        if item.kind is Kind.BL and "line" in item.about and "within" not in item.about and item.value is not None
    }
    names = list(dict.fromkeys([*booked.index.astype(str), *approved]))
    lines = pd.DataFrame(
        {"approved": pd.Series(approved, dtype=float).reindex(names), "last": booked.reindex(names).fillna(0.0)}
    )
    planned = pd.Series(proposed, dtype=float)
    states = book.table("money_states")
    return money_followed(lines, states, planned=planned, start=book.period.start, end=book.period.end)


def answered(facts: Facts, window: Window) -> tuple[int, float | None]:
    """Return how many messages came in, and the share of them that a person answered."""
    rate = kpi_value("response_rate", facts, Scope(), window)
    return rate.n, rate.value


def running(plan: Plan, period: Period) -> dict[str, str]:
    """Return the titles of the approved campaigns that ran in a month, by id."""
    return {
        one.id: one.title or one.id
        for one in plan.campaigns
        if one.status == "approved"
        and one.start
        and one.start <= period.end
        and (one.end is None or one.end >= period.start)
    }
