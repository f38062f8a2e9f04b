"""The client's limits: rules for the split, and what each of them costs."""

from __future__ import annotations

from difflib import get_close_matches

import pandas as pd

from smmkit.client import Client
from smmkit.ledger import Check, Item, item_id, judge
from smmkit.measures.names import result_name
from smmkit.text import N_, Message
from smmkit.text.message import Scalar
from smmkit.topics.budget.analysis import Study, WrittenLimit

# By what is limited, and whether the limit binds (None where no curve tells).
_TITLES = {
    ("most", True): N_("Limit on {names}: {most:money0} a month at most. It binds: without it the best split would "
                       "bring {cost:number1} more {result:word} a month, and with {room:money0} more room "
                       "{more:number1}"),
    ("most", False): N_("Limit on {names}: {most:money0} a month at most. The best split keeps it at no cost"),
    ("most", None): N_("Limit on {names}: {most:money0} a month at most. What it costs in results is not known"),
    ("least", True): N_("Limit on {names}: {least:money0} a month at least. It binds: without it the best split would "
                        "bring {cost:number1} more {result:word} a month"),
    ("least", False): N_("Limit on {names}: {least:money0} a month at least. The best split keeps it at no cost"),
    ("least", None): N_("Limit on {names}: {least:money0} a month at least. What it costs in results is not known"),
    ("both", True): N_("Limit on {names}: from {least:money0} to {most:money0} a month. It binds: without it the best "
                       "split would bring {cost:number1} more {result:word} a month, and with {room:money0} more room "
                       "{more:number1}"),
    ("both", False): N_("Limit on {names}: from {least:money0} to {most:money0} a month. The best split keeps it at "
                        "no cost"),
    ("both", None): N_("Limit on {names}: from {least:money0} to {most:money0} a month. What it costs in results is "
                       "not known"),
    ("at_least", True): N_("Limit on {names}: nothing, or {at_least:money0} a month at least. It binds: without it the "
                           "best split would bring {cost:number1} more {result:word} a month"),
    ("at_least", False): N_("Limit on {names}: nothing, or {at_least:money0} a month at least. The best split keeps it "
                            "at no cost"),
    ("at_least", None): N_("Limit on {names}: nothing, or {at_least:money0} a month at least. What it costs in results "
                           "is not known"),
}  # fmt: skip


def budget_rules(client: Client) -> tuple[WrittenLimit, ...]:
    """Give the limits of `client.toml` as rules of the split, each with the place it stands at."""
    return tuple(
        WrittenLimit(
            f"client.toml, [[budget_limits]] number {number}", limit.lines, limit.kinds,
            share=limit.max_share, most=limit.max, least=limit.min, at_least=limit.at_least,
        )
        for number, limit in enumerate(client.budget_limits, start=1)
    )  # fmt: skip


def limit_items(study: Study, period: str) -> list[Item]:
    """State each limit of the client, whether it binds, and what it costs.

    Returns
    -------
    list of Item
        One EV item per limit, in the order they were written.

    """
    return [_limit_item(study, number, period) for number in range(len(study.limits))]


def _limit_item(study: Study, number: int, period: str) -> Item:
    row = study.limits.iloc[number]
    names = str(row["names"])
    id = item_id("EV", "budget", "limit", *names.split(", "))
    found = Check(
        "rows", len(row["lines"]) > 0, Message(N_("{lines:number} lines of the budget"), {"lines": len(row["lines"])})
    )
    if not row["lines"]:
        return Item.of(id, _nobody(study, names), judge([found]), period=period, about={"tables": "client.toml"})
    values: dict[str, Scalar] = {"names": names, "result": result_name(study.found.result)}
    numbers = ("most", "least", "at_least", "cost", "room", "more")
    values |= {key: float(row[key]) for key in numbers if pd.notna(row[key])}
    title = Message(_TITLES[_kind(values), bool(values["cost"]) if "cost" in values else None], values)
    money = next(float(row[key]) for key in ("most", "least", "at_least") if pd.notna(row[key]))
    return Item.of(
        id,
        title,
        judge([found]),
        value=money,
        unit="money",
        n=len(row["lines"]),
        period=period,
        about={"tables": "client.toml ads costs"},
    )


def _kind(values: dict[str, Scalar]) -> str:
    """Name what a limit bounds."""
    if "at_least" in values:
        return "at_least"
    return "both" if {"most", "least"} <= set(values) else "most" if "most" in values else "least"


def _nobody(study: Study, names: str) -> Message:
    """Say that a limit is about no line there is, and which name may have been meant."""
    known = list(map(str, study.frame.lines.index))
    near = get_close_matches(names, known, n=1)
    values: dict[str, Scalar] = {"names": names, "near": near[0] if near else "", "known": ", ".join(known)}
    if near:
        return Message(N_("Limit on {names}: no line of this budget has that name. Did you mean {near}?"), values)
    return Message(N_("Limit on {names}: no line of this budget has that name or kind. Its lines: {known}"), values)


def limits_message(study: Study) -> Message:
    """Say whose limits the split keeps."""
    if not len(study.limits):
        return Message(
            N_("The brief sets no limit. "
               "A limit is written under [[budget_limits]] in client.toml."))  # fmt: skip
    return Message(
        N_("The split keeps the limits of the brief; the plan, where it breaks one, is drawn to the nearest that "
           "does not."))  # fmt: skip
