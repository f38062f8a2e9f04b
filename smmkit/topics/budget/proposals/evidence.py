"""The facts of a budget: costs per result, what the next one costs, the gain of a split, the pace."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from smmkit.ledger import Check, Item, item_id, judge
from smmkit.measures.names import line_name, result_name
from smmkit.text import N_, Message
from smmkit.text.message import Scalar
from smmkit.topics.budget.analysis import KEY_EVENTS, Study
from smmkit.topics.budget.analysis.series import CHANNELS
from smmkit.topics.budget.proposals.judgement import accounting_checks
from smmkit.topics.budget.proposals.weeks import VARY, weeks_spent

LEAST_RESULTS = 20
# What a response curve is fitted to.
_MEASURED = "ads costs web"
# Above this, cents of a cost are noise.
_WHOLE = 20.0
# By whether the cost has an upper end, and whether its cents matter.
_NEXT = {
    (True, True): N_("{line:word}: one more result ({result:word}) costs {cost:money} in a usual month "
                     "(between {low:money} and {high:money})"),
    (True, False): N_("{line:word}: one more result ({result:word}) costs {cost:money0} in a usual month "
                      "(between {low:money0} and {high:money0})"),
    (False, True): N_("{line:word}: one more result ({result:word}) costs {cost:money} in a usual month, "
                      "{low:money} at least; how much at most, nobody can tell"),
    (False, False): N_("{line:word}: one more result ({result:word}) costs {cost:money0} in a usual month, "
                       "{low:money0} at least; how much at most, nobody can tell"),
}  # fmt: skip
_COST = N_("{line}: {cost:money} per result ({result:word}; between {low:money} and {high:money})")
_COST_SINCE = N_(
    "{line}: {cost:money} per result since {since:date} ({result:word}; between {low:money} and {high:money})"
)
# What a split is held against: one name each.
BASES = {"plan": N_("the plan"), "usual": N_("the usual month")}


def campaign_items(costs: pd.DataFrame, period: str) -> list[Item]:
    """State the cost per result of each campaign.

    Parameters
    ----------
    costs
        From `measures.costs.cost_per_result`.
    period
        Month, such as `2026-10`.

    Returns
    -------
    list of Item
        One EV item per campaign.

    """
    return [_campaign_item(str(row["line"]), row, period) for row in costs.to_dict("records")]


def _campaign_item(line: str, row: Mapping[Any, Any], period: str) -> Item:
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
        ends: dict[str, Scalar] = {name: float(row[name]) for name in ("cost", "low", "high")}
        dated = not pd.isna(row["since"])
        since: dict[str, Scalar] = {"since": f"{row['since']:%Y-%m-%d}"} if dated else {}
        title = Message(_COST_SINCE if dated else _COST, values | ends | since)
    else:
        title = Message(
            N_("{line}: no result ({result:word}) for {spend:money}"), values | {"spend": float(row["spend"])}
        )
    finite = bool(np.isfinite(row["cost"]))
    return Item.of(
        item_id("EV", "cost", line), title, judge([Check("rows", row["results"] >= LEAST_RESULTS, found)]),
        value=row["cost"] if finite else None, low=row["low"] if finite else None,
        high=row["high"] if np.isfinite(row["high"]) else None, unit="money", n=int(row["n"]), period=period,
        metric="cpa", about={"tables": "ads", "rows": line},
    )  # fmt: skip


def return_items(study: Study, period: str) -> list[Item]:
    """State what one more result costs on each line in its usual month.

    Returns
    -------
    list of Item
        One EV item per line with a curve, also where it is barely identified.

    """
    channels = dict(zip(study.series.weekly["line"].astype(str), study.series.weekly["channel"], strict=True))
    return [
        _return_item(str(line), row, study, period, channels.get(str(line), ""))
        for line, row in study.returns.iterrows()
    ]


def _read(line: str, channel: str) -> dict[str, Scalar]:
    """Return what a line's curve was fitted to: its own spend, and the visits of its channel by any of its names."""
    named = sorted(CHANNELS.get(channel, ()))
    return {"tables": _MEASURED if line.endswith("-ads") else "costs web", "rows": "+".join([line, *named])}


def _return_item(line: str, row: pd.Series, study: Study, period: str, channel: str) -> Item:
    result, called, doubtful = result_name(study.found.result), study.name_of(line), line in study.found.left_out
    measured = row["level"] != "L1"
    weeks = Check("rows", measured, Message(N_("{weeks:number} weeks with spend"), {"weeks": int(row["weeks"])}))
    ends: dict[str, Scalar] = {"low": float(row["low"]), "high": float(row["high"])}
    bounded = bool(np.isfinite([row["low"], row["high"]]).all()) and not doubtful
    values: dict[str, Scalar] = {"line": called, "cost": float(row["next_cost"]), "result": result, **ends}
    known = Message(
        N_("What one more result costs is known well enough to move money by it")
        if bounded
        else N_("What one more result costs is barely identified: more money may bring nothing")
    )
    vary = Message(VARY[weeks_spent(study, line)], {"line": called})
    if not np.isfinite(row["next_cost"]):
        title = Message(N_("{line:word}: more money brings no more {result:word} that can be seen"), values)
    elif not measured:
        title = Message(
            N_("{line:word}: one more result ({result:word}) costs {cost:money} in a usual month, as judged"), values
        )
    elif doubtful:
        title = Message(
            N_("{line:word}: what one more result ({result:word}) costs cannot be told; {low:money} at least"), values
        )
    else:
        title = Message(_NEXT[bounded, float(row["next_cost"]) < _WHOLE], values)
    return Item.of(
        item_id("EV", "budget", line, "next-cost"), title,
        judge([weeks, Check("interval", bounded, known)], collect=vary),
        value=None if doubtful else row["next_cost"], low=ends["low"], high=None if doubtful else ends["high"],
        unit="money", n=int(row["weeks"]), period=period,
        about=_read(line, channel) if measured else {"tables": "budget_judgements", "rows": line},
    )  # fmt: skip


_LAST_CLICK = N_(
    "Counting only the last click before each result, the best split brings {gain:number1} more {result:word} a month "
    "than {base:word} for the same money ({share:percent1}; between {low:number1} and {high:number1})"
)
_CLAIMED = N_(
    "Counting what the platforms claim, the best split brings {gain:number1} more {result:word} a month than "
    "{base:word} for the same money ({share:percent1}; between {low:number1} and {high:number1})"
)


def gain_item(study: Study, period: str) -> Item | None:
    """State what the accounting says the best split would bring over the plan; None where nothing can be split.

    It passes the same checks as the split that is proposed, but for the one no accounting passes: what caused what.
    """
    comparison = study.comparison
    if comparison is None:
        return None
    values: dict[str, Scalar] = {
        "gain": comparison.gain,
        "low": comparison.low,
        "high": comparison.high,
        "share": comparison.gain / comparison.result_now if comparison.result_now else 0.0,
        "result": result_name(study.found.result),
        "base": BASES[study.frame.base],
    }
    checks = accounting_checks(study)
    sure = all(check.passed for check in checks)
    if study.found.judged_only:
        title = Message(N_("As judged, the best split brings {gain:number1} more {result:word} a month"), values)
    elif comparison.firm:
        checks = [check for check in checks if check.name not in ("interval", "multiplicity")]
        title = Message(
            N_("No split brings more than a hundredth more {result:word} than {base:word}: it is as good as any"),
            values,
        )
    elif sure:
        title = Message(_LAST_CLICK if study.found.result == KEY_EVENTS else _CLAIMED, values)
    elif comparison.gain <= 0:
        title = Message(N_("No other split brings more {result:word} than {base:word}"), values)
    else:
        title = Message(
            N_("No split is clearly better than {base:word}: {gain:number1} more {result:word} a month, "
               "between {low:number1} and {high:number1}"), values)  # fmt: skip
    return Item.of(
        "EV-budget-gain", title, judge(checks),
        value=comparison.gain, low=comparison.low, high=comparison.high, unit="count",
        n=int(study.series.weekly["week"].nunique()) or None, period=period,
        about={"tables": "budget_judgements" if study.found.judged_only else _MEASURED},
    )  # fmt: skip


def pace_items(pace: pd.DataFrame, period: str, titles: Mapping[str, str] | None = None) -> list[Item]:
    """State the pace of each line that spends day by day.

    Parameters
    ----------
    pace
        From `measures.pace.pace_table`.
    period
        Month, such as `2026-10`.
    titles
        What the plan calls its lines.

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
            "line": line_name(str(line), titles),
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
                scope=str(line),
                window=period,
                about={"tables": "ads costs plan.toml" if str(line).endswith("-ads") else "costs plan.toml"},
            )
        )
    return items


def identified(study: Study) -> Message:
    """Say what the data behind the curves cannot tell."""
    if study.found.curves is None and not study.found.left_out:
        return Message(
            N_("No line has a response curve: there is neither a year of weeks with spend and results, nor a judgement."
               " Every line keeps its amount."))  # fmt: skip
    if study.found.judged_only:
        return Message(
            N_("These curves are judgements: no data say what more or less money would do. "
               "They are as good as those who were asked."))  # fmt: skip
    if not study.found.left_out:
        return Message(
            N_("The weeks say how results move with spend around the usual amounts. "
               "They do not say where a line saturates, nor that the spend caused the results."))  # fmt: skip
    return Message(
        N_("Barely identified: what more or less money would bring on {lines:word}. Such a line keeps its amount; "
           "only a test can tell."), {"lines": ", ".join(study.name_of(line) for line in study.found.left_out)}
    )  # fmt: skip
