"""The facts of a budget: costs per result, what the next one costs, the gain of a split, the pace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from smmkit.ledger import Check, Item, Source, item_id, judge
from smmkit.measures.names import line_name, result_name
from smmkit.text import N_, Message
from smmkit.text.message import Scalar
from smmkit.topics.budget.analysis import MOST_CHANCE, Study

LEAST_RESULTS = 20


def campaign_items(costs: pd.DataFrame, period: str, *, source: Sequence[Source] = ()) -> list[Item]:
    """State the cost per result of each campaign.

    Parameters
    ----------
    costs
        From `measures.costs.cost_per_result`.
    period
        Month, such as `2026-10`.
    source
        Where the ads rows were read.

    Returns
    -------
    list of Item
        One EV item per campaign.

    """
    return [_campaign_item(str(row["line"]), row, period, source) for row in costs.to_dict("records")]


def _campaign_item(line: str, row: Mapping[Any, Any], period: str, source: Sequence[Source]) -> Item:
    found = Message(
        N_("{results:number} results of at least {least:number}"),
        {"results": float(row["results"]), "least": LEAST_RESULTS},
    )
    values: dict[str, Scalar] = {
        "line": line,
        "result": result_name(str(row["result_type"])),
        "results": float(row["results"]),
    }
    if row["results"] > 0:
        title = Message(
            N_("{line}: {cost:money} per result ({result:word}; between {low:money} and {high:money})"),
            values | {"cost": float(row["cost"]), "low": float(row["low"]), "high": float(row["high"])},
        )
    else:
        title = Message(
            N_("{line}: no result ({result:word}) for {spend:money}"), values | {"spend": float(row["spend"])}
        )
    finite = bool(np.isfinite(row["cost"]))
    return Item.of(
        item_id("EV", "cost", line), title, judge([Check("rows", row["results"] >= LEAST_RESULTS, found)]),
        value=row["cost"] if finite else None, low=row["low"] if finite else None,
        high=row["high"] if np.isfinite(row["high"]) else None, unit="money", n=int(row["n"]), period=period,
        metric="cpa", source=tuple(source),
    )  # fmt: skip


def return_items(study: Study, period: str) -> list[Item]:
    """State what one more result costs on each line at today's spend.

    Returns
    -------
    list of Item
        One EV item per line with a curve.

    """
    result = result_name(study.found.result)
    return [_return_item(str(line), row, result, period) for line, row in study.returns.iterrows()]


def _return_item(line: str, row: pd.Series, result: str, period: str) -> Item:
    measured = row["level"] != "L1"
    weeks = Check("rows", measured, Message(N_("{weeks:number} weeks with spend"), {"weeks": int(row["weeks"])}))
    ends: dict[str, Scalar] = {"low": float(row["low"]), "high": float(row["high"])}
    bounded = bool(np.isfinite([row["low"], row["high"]]).all())
    values: dict[str, Scalar] = {"line": line_name(line), "cost": float(row["next_cost"]), "result": result, **ends}
    known = Message(
        N_("The cost of one more result has an upper limit")
        if bounded
        else N_("The cost of one more result has no upper limit: more money may bring nothing")
    )
    if not np.isfinite(row["next_cost"]):
        title = Message(N_("{line:word}: more money brings no more {result:word} that can be seen"), values)
    elif not measured:
        title = Message(
            N_("{line:word}: one more result ({result:word}) costs {cost:money} at today's spend, as judged"), values
        )
    elif bounded:
        title = Message(
            N_(
                "{line:word}: one more result ({result:word}) costs {cost:money} at today's spend "
                "(between {low:money} and {high:money})"
            ),
            values,
        )
    else:
        title = Message(
            N_("{line:word}: one more result ({result:word}) costs {cost:money} at today's spend, "
               "{low:money} at least; nothing limits it upwards"), values)  # fmt: skip
    return Item.of(
        item_id("EV", "budget", line, "next-cost"), title, judge([weeks, Check("interval", bounded, known)]),
        value=row["next_cost"], low=ends["low"], high=ends["high"], unit="money", n=int(row["weeks"]), period=period,
    )  # fmt: skip


def gain_item(study: Study, period: str) -> Item | None:
    """State what the best split would bring over today's; None where nothing can be split."""
    comparison = study.comparison
    if comparison is None:
        return None
    values: dict[str, Scalar] = {
        "gain": comparison.gain,
        "low": comparison.low,
        "high": comparison.high,
        "share": comparison.gain / comparison.result_now if comparison.result_now else 0.0,
        "result": result_name(study.found.result),
    }
    measured = not study.found.judged_only
    checks = [
        Check("rows", measured, Message(N_("The curves are measured") if measured else N_("The curves are judged"))),
        Check("interval", not comparison.holds_zero, _interval_found(comparison.holds_zero)),
        Check("multiplicity", comparison.p_equal < MOST_CHANCE, _returns_found(comparison.p_equal < MOST_CHANCE)),
    ]
    if not measured:
        title = Message(N_("As judged, the best split brings {gain:number1} more {result:word} a month"), values)
    elif not comparison.clear:
        title = Message(
            N_("No split is clearly better than today's: {gain:number1} more {result:word} a month, "
               "between {low:number1} and {high:number1}"), values)  # fmt: skip
    else:
        title = Message(
            N_("The best split brings {gain:number1} more {result:word} a month than today's for the same money "
               "({share:percent1}; between {low:number1} and {high:number1})"), values)  # fmt: skip
    return Item.of(
        "EV-budget-gain", title, judge(checks),
        value=comparison.gain, low=comparison.low, high=comparison.high, unit="count",
        n=int(study.series.weekly["week"].nunique()) or None, period=period,
    )  # fmt: skip


def _interval_found(holds_zero: bool) -> Message:
    return Message(
        N_("The interval of the gain holds zero") if holds_zero else N_("The interval of the gain lies above zero")
    )


def _returns_found(differ: bool) -> Message:
    return Message(
        N_("The returns of the lines differ beyond chance")
        if differ
        else N_("The returns of the lines cannot be told apart")
    )


def pace_items(pace: pd.DataFrame, period: str) -> list[Item]:
    """State the pace of each line that spends day by day.

    Parameters
    ----------
    pace
        From `measures.pace.pace_table`.
    period
        Month, such as `2026-10`.

    Returns
    -------
    list of Item
        One EV item per line with a plan and a pace, or with spend and no plan.

    """
    items = []
    for line, row in pace.iterrows():
        if not np.isfinite(row["pace"]) or not row["daily"]:
            continue
        values: dict[str, Scalar] = {
            "line": line_name(str(line)),
            "pace": float(row["pace"]),
            "actual": float(row["actual"]),
            "planned": float(row["planned"]),
        }
        title = Message(
            N_("{line:word} is off its pace: {actual:money0} of {planned:money0} spent, pace {pace:number2}")
            if row["alarm"]
            else N_("{line:word} keeps its pace: {actual:money0} of {planned:money0} spent, pace {pace:number2}"),
            values,
        )
        rows = Check("rows", row["actual"] > 0, Message(N_("{spent:money0} spent"), {"spent": float(row["actual"])}))
        items.append(
            Item.of(
                item_id("EV", "budget", str(line), "pace"),
                title,
                judge([rows]),
                value=row["pace"],
                unit="ratio",
                period=period,
                metric="pace",
            )
        )
    return items


def identified(study: Study) -> Message:
    """Say what the data behind the curves cannot tell."""
    if study.found.curves is None:
        return Message(
            N_("No line has a response curve: there is neither a year of weeks with spend and results, nor a judgement."
               " Every line keeps its amount."))  # fmt: skip
    if study.found.judged_only:
        return Message(
            N_("These curves are judgements: no data say what more or less money would do. "
               "They are as good as those who were asked."))  # fmt: skip
    barely = study.found.barely_identified
    if barely is None:
        return Message(
            N_("The weeks say how results move with spend around today's amounts. "
               "They do not say where a line saturates, nor that the spend caused the results."))  # fmt: skip
    line, parameter = barely
    values: dict[str, Scalar] = {"line": line_name(line)}
    endings = {
        "carry_over": N_("Barely identified: how much of the effect of the line {line:word} is felt a week later. "
                         "The range of spend seen is known best; beyond it a curve is only its own formula."),
        "half": N_("Barely identified: how soon the line {line:word} saturates. "
                   "The range of spend seen is known best; beyond it a curve is only its own formula."),
        "effect": N_("Barely identified: how much the line {line:word} could bring at most. "
                     "The range of spend seen is known best; beyond it a curve is only its own formula."),
    }  # fmt: skip
    return Message(endings[parameter], values)
