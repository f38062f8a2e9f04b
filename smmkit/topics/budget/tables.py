"""Notebook 06's tables: lines, returns, the proposed split, scenarios, pace, variance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from smmkit.client import Client
from smmkit.ledger import Check, item_id
from smmkit.measures.names import KINDS, REST, line_name, result_name
from smmkit.measures.scopes import Window
from smmkit.plan import Plan
from smmkit.present.facts import STANDING, scoped, stated, text_table
from smmkit.present.followed import followed_table as followed_table
from smmkit.text import N_, Text
from smmkit.topics.budget.analysis import LEVELS, Study

# Above this, cents of a cost are noise.
WHOLE = 20.0
_BASE_HEADS = {
    "plan": N_("Plan"), "cut": N_("Plan, to this budget"), "usual": N_("Usual month, to this total"),
}  # fmt: skip
_KEPT = {"contingency": N_("kept back for what nobody foresees"), "test_reserve": N_("kept back for tests")}
BASES = {"plan": "planned", "cut": "planned_scaled", "usual": "usual_scaled"}


def year(window: Window | None) -> Window | None:
    """Return the twelve months that end with a month: what a usual month is the mean of."""
    return None if window is None else window.with_months_before(11)


def lines_table(study: Study, plan: Plan, client: Client, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return every line: kind, fixed or elastic, usual month, last month, approved, state, owner.

    What the plan holds for an account and for none of its campaigns stands in a row of its own.
    """
    rows: list[tuple[str, ...]] = [
        (
            text.word(line_name(str(line), plan.line_titles)),
            text.word(KINDS.get(str(row["kind"]), str(row["kind"]) or None)),
            text("elastic") if row["elastic"] else text("fixed"),
            stated(text.money(row["now"], 0), "usual_month", str(line), year(window)),
            stated(text.money(row["last"], 0), "booked", str(line), window),
            stated(text.amount(row["approved"]), "planned", item_id("BL", line), STANDING),
            text.word(entry.status if (entry := plan.entry(item_id("BL", line))) else "new"),
            _owner(entry.by if entry else None, client, text),
        )
        for line, row in study.frame.lines.iterrows()
    ]
    rows += [_rest_row(line, money, plan, client, text, window) for line, money in study.rests.items()]
    heads = (
        N_("Line"),
        N_("Kind"),
        N_("Fixed or elastic"),
        N_("Usual month"),
        N_("This month"),
        N_("Plan"),
        N_("State"),
        N_("Owner"),
    )
    return text_table(rows, heads, text, window=window)


def _rest_row(
    line: str, money: float, plan: Plan, client: Client, text: Text, window: Window | None
) -> tuple[str, ...]:
    """Return the row of what an account's campaigns have not been given."""
    entry, none = plan.entry(item_id("BL", line)), text.word(None)
    name = text(REST, line=line_name(line, plan.line_titles))
    left = stated(text.amount(money), "planned_rest", item_id("BL", line), STANDING)
    state = text.word(entry.status if entry else "new")
    return (
        name,
        text.word(KINDS["ads"]),
        none,
        none,
        none,
        left,
        state,
        _owner(entry.by if entry else None, client, text),
    )


def _owner(role: str | None, client: Client, text: Text) -> str:
    """Name who answers for a line: the role that approved it, else the approver."""
    return text.word(getattr(client.roles, role or "approver", role))


def campaign_table(costs: pd.DataFrame, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return spend, results and cost per result of each campaign, with its interval."""
    rows = [
        (str(row["line"]), text.word(result_name(row["result_type"])),
         stated(text.money(row["spend"], 0), "spend", scoped(row["line"], row["result_type"]), window),
         text.number(row["results"]),
         stated(text.money(row["cost"]), "cpa", scoped(row["line"], row["result_type"]), window),
         _money_range(row["low"], row["high"], text))
        for row in costs.to_dict("records")
    ]  # fmt: skip
    heads = (N_("Campaign"), N_("Result type"), N_("Spent"), N_("Results"), N_("Cost per result"), N_("95% interval"))
    return text_table(rows, heads, text, window=window)


def _money_range(low: float, high: float, text: Text) -> str:
    if np.isfinite(low) and not np.isfinite(high):
        return text("{low:money} or more", low=low)
    return text.interval(low, high, "money")


def returns_table(study: Study, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return what each line brings in a usual month and what the next result costs."""
    rows = [
        (
            text.word(study.name_of(str(line))), text.word(LEVELS[str(row["level"])]),
            stated(text.money(row["spend"], 0), "usual_month", str(line), year(window)), text.number(row["result"]),
            stated(_cost(row["cost"], text), "cost_of_result", str(line), year(window)),
            *_next_cost(str(line), row, study, text, year(window)),
            stated(text.percent(row["carry_over"]), "carry_over", str(line), year(window)),
        )
        for line, row in study.returns.iterrows()
    ]  # fmt: skip
    heads = (
        N_("Line"), N_("Rests on"), N_("Usual month"), N_("Results a month"), N_("Cost per result"),
        N_("Cost of the next result"), N_("95% interval"), N_("Felt a week later"),
    )  # fmt: skip
    return text_table(rows, heads, text, window=window)


def _cost(amount: float, text: Text) -> str:
    """Write the cost of a result; above twenty its cents are noise."""
    return text.money(amount, 0 if amount >= WHOLE else None)


def _next_cost(line: str, row: pd.Series, study: Study, text: Text, window: Window | None) -> tuple[str, str]:
    if line in study.found.left_out:
        return text("cannot be told"), text("{low:money0} or more", low=row["low"])
    low, high = float(row["low"]), float(row["high"])
    item = item_id("EV", "budget", line, "next", "cost")
    cost = stated(_cost(row["next_cost"], text), "next_cost", line, window, item=item)
    if np.isfinite(low) and not np.isfinite(high):
        return cost, text("{low:money0} or more", low=low)
    if not np.isfinite(low):
        return cost, text.word(None)
    return cost, text.interval(low, high, "money0" if row["next_cost"] >= WHOLE else "money")


def moves_table(
    moves: pd.DataFrame, base: str, text: Text, *, window: Window | None = None, titles: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return the plan, what the month cost and the best split, to the cent, with the interval of each best amount.

    Parameters
    ----------
    moves
        From `analysis.move_table`.
    base
        What the best split is held against: `plan` or `usual`.
    text
        The language.
    titles
        What the plan calls its lines.

    Returns
    -------
    DataFrame
        One row per line and a total; where limits of the client hold lines, a last column names them.

    """
    if base == "plan" and not np.allclose(moves["approved"].fillna(moves["now"]), moves["now"], atol=0.01):
        base = "cut"
    rows = [
        (text.word(line_name(str(line), titles)),
         stated(text.amount(row["now"]), BASES[base], str(line), window),
         stated(text.money(row["last"], 0), "booked", str(line), window),
         stated(text.money(row["able"], 0), "able", str(line), window),
         stated(text.amount(row["proposed"]), "best_split", str(line), window),
         stated(_signed(row["change"], text), "change", str(line), window),
         text.interval(row["low"], row["high"], "money0"),
         str(row["held"]))
        for line, row in moves.iterrows()
    ]  # fmt: skip
    sums = moves[["now", "last", "proposed"]].sum()
    total = (
        text("Total"), stated(text.amount(sums["now"]), BASES[base], "", window),
        stated(text.money(sums["last"], 0), "booked", "", window), "",
        stated(text.amount(sums["proposed"]), "best_split", "", window),
    )  # fmt: skip
    heads = (
        N_("Line"), _BASE_HEADS[base], N_("This month"),
        N_("Most in four weeks lately"),
        N_("Best split"), N_("Change"), N_("95% interval"), N_("Held by limit"),
    )  # fmt: skip
    table = text_table([*rows, (*total, "", "", "")], heads, text, window=window)
    return table if moves["held"].any() else table.iloc[:, :-1]


def _signed(amount: float, text: Text) -> str:
    return text("no change") if round(amount, 2) == 0 else text.signed(amount, "money0")


def checks_table(checks: tuple[Check, ...], text: Text) -> pd.DataFrame:
    """Return each question the split had to pass, what was found and whether it passed."""
    names = {
        "rows": N_("Are the curves measured?"),
        "interval": N_("Is the gain above zero?"),
        "convergence": N_("Did the search come to rest?"),
        "multiplicity": N_("Do the lines differ beyond chance?"),
        "optimality": N_("Is the split proven best?"),
        "seen": N_("Was this much ever spent?"),
        "cause": N_("Is it proven that the money brings the results?"),
        "alarm": N_("Was it a month without a crisis?"),
    }
    rows = [
        (text.word(names.get(check.name, check.name)), text(check.found), text("yes") if check.passed else text("no"))
        for check in checks
    ]
    return text_table(rows, (N_("Question"), N_("Found"), N_("Passed")), text)


def scenarios_table(scenarios: pd.DataFrame, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return what other totals bring, at what cost, and how far each split may be from the best."""
    rows = [
        (stated(text.signed(row["change"], "percent"), "scenario_change", scenario_scope(row), window),
         stated(text.money(row["total"], 0), "scenario_total", scenario_scope(row), window),
         text.number(row["result"]), text.interval(row["low"], row["high"], "number"),
         stated(_cost(row["cost"], text), "cost_of_result", scenario_scope(row), window),
         stated(_cost(row["next_cost"], text), "next_cost", scenario_scope(row), window),
         stated(text.percent(row["gap"], 2), "gap", scenario_scope(row), window))
        for row in scenarios.to_dict("records")
    ]  # fmt: skip
    heads = (
        N_("Change"), N_("Total of the elastic lines"), N_("Results a month"), N_("95% interval"),
        N_("Cost per result"), N_("Cost of the next result"), N_("Gap to the bound"),
    )  # fmt: skip
    return text_table(rows, heads, text, window=window)


def scenario_scope(row: Mapping[Any, Any]) -> str:
    """Return what the numbers of a scenario declare as their scope."""
    return scoped("scenario", f"{round(100 * row['change'])}")


def pace_text(
    pace: pd.DataFrame, text: Text, *, window: Window | None = None, titles: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return plan against actual per line, its pace and where the month ends."""
    rows = [
        (text.word(line_name(str(line), titles)), stated(text.amount(row["planned"]), "planned", str(line), window),
         stated(text.money(row["actual"], 0), "booked", str(line), window),
         stated(text.number(row["pace"], 2), "pace", str(line), window,
                item=item_id("EV", "budget", str(line), "pace")),
         stated(text.money(row["projected"], 0), "month_end", str(line), window),
         text.interval(row["low"], row["high"], "money0"),
         text("look at it") if row["alarm"] else text.word(_KEPT.get(str(row["kept"]), N_("in order"))))
        for line, row in pace.iterrows()
    ]  # fmt: skip
    heads = (
        N_("Line"), N_("Plan"), N_("Actual"), N_("Pace ratio"), N_("Month end"), N_("95% band"), N_("State"),
    )  # fmt: skip
    return text_table(rows, heads, text, window=window)


def variance_table(variance: pd.DataFrame, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return why the month's cost differs from the months before: price, volume, mix."""
    parts = ("price", "volume", "mix", "total")
    rows = [
        (
            str(line),
            stated(text.money(row["planned"], 0), "expected_cost", str(line), window),
            stated(text.money(row["actual"], 0), "spend", scoped(line, "main"), window),
            *(stated(_signed(row[part], text), f"{part}_part", str(line), window) for part in parts),
        )
        for line, row in variance.iterrows()
    ]
    sums = variance.sum()
    total = (
        text("Total"), stated(text.money(sums.get("planned"), 0), "expected_cost", "", window),
        stated(text.money(sums.get("actual"), 0), "spend", "main", window),
        *(stated(_signed(sums.get(part, 0.0), text), f"{part}_part", "", window) for part in parts),
    )  # fmt: skip
    heads = (N_("Campaign"), N_("Expected"), N_("Actual"), N_("Price"), N_("Volume"), N_("Mix"), N_("Difference"))
    return text_table([*rows, total] if rows else [], heads, text, window=window)
