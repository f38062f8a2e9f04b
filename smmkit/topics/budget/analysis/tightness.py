"""What each limit of the client costs: results the best split would bring without it, or with a little more room."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Protocol

import pandas as pd

from smmkit.allocation.curves import Curves
from smmkit.allocation.optimise import Split, optimise
from smmkit.topics.budget.analysis.frame import Frame
from smmkit.topics.budget.analysis.rules import Held, WrittenLimit

COLUMNS = ("names", "lines", "most", "least", "at_least", "cost", "room", "more")
_ROOM = 1 / 20
# What is less than a millionth of the results is rounding.
_NOTHING = 1e-6


class Framing(Protocol):
    """Sets the same budget up under other limits."""

    def __call__(self, *, rules: tuple[WrittenLimit, ...]) -> Frame:
        """Return the budget under these limits."""


def limit_table(curves: Curves | None, frame: Frame, framed: Framing, *, split: Split | None = None) -> pd.DataFrame:
    """Give the price of each limit.

    Parameters
    ----------
    curves
        Response of the lines that may move; None without any.
    frame
        The budget under all limits.
    framed
        Sets it up under others.
    split
        Its best split.

    Returns
    -------
    DataFrame
        One row per limit, in the order they were written: `names` as written,
        `lines` found in the budget, `most` (money together), `least`,
        `at_least`, `cost` (results a month the best split would bring more
        without it; missing without curves), `room` (money) and `more`: the
        results that much more room under `most` would bring, its shadow price.

    """
    rows = [_row(number, one, curves, frame, framed, split) for number, one in enumerate(frame.held)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _row(
    number: int, one: Held, curves: Curves | None, frame: Frame, framed: Framing, split: Split | None
) -> dict[str, object]:
    rules = [held.rule for held in frame.held]
    row: dict[str, object] = {
        "names": one.rule.names, "lines": one.lines, "most": one.most if math.isfinite(one.most) else None,
        "least": one.rule.least, "at_least": one.rule.at_least, "cost": None, "room": None, "more": None,
    }  # fmt: skip
    if curves is None or split is None or not set(one.lines) & set(frame.elastic):
        return row
    amounts = frame.lines["amount"].fillna(split.spend)
    if not one.touches(amounts, within=frame.limits.step if frame.limits is not None else 0.0):
        return row | {"cost": 0.0}
    others = (*rules[:number], *rules[number + 1 :])
    row["cost"] = _gain(curves, framed(rules=others), split)
    if math.isfinite(one.most):
        room = float(f"{max(one.most * _ROOM, 1.0):.0e}")
        wider = replace(one.rule, share=None, most=one.most + room)
        row |= {
            "room": room,
            "more": _gain(curves, framed(rules=(*rules[:number], wider, *rules[number + 1 :])), split),
        }
    return row


def _gain(curves: Curves, frame: Frame, split: Split) -> float:
    """Results more than a split brings; rounding is nothing."""
    if frame.limits is None:
        return 0.0
    gain = optimise(curves, frame.limits).value - split.value
    return gain if gain > _NOTHING * abs(split.value) else 0.0


def holding(frame: Frame, amounts: pd.Series) -> dict[str, list[int]]:
    """Give, for each line at a limit, the numbers (from 0) of the limits that hold it there.

    Parameters
    ----------
    frame
        The budget under its limits.
    amounts
        Money of every line.

    Returns
    -------
    dict
        Line -> numbers of the limits; lines that nothing holds are left out.

    """
    stepped = frame.limits is not None and frame.limits.whole.any()
    within = frame.limits.step if frame.limits is not None and stepped else 0.02
    numbers: dict[str, list[int]] = {}
    for number, one in enumerate(frame.held):
        for line in one.lines if one.touches(amounts, within=within) else ():
            numbers.setdefault(line, []).append(number)
    return numbers
