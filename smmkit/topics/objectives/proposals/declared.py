"""What the numbers of notebook 03's tables declare: metric, scope and window, once."""

from __future__ import annotations

from collections.abc import Sequence

from smmkit.measures.kpis import Window
from smmkit.metrics import METRICS
from smmkit.present.facts import scoped, stated
from smmkit.text import Text
from smmkit.topics.objectives.proposals.cases import Case

_SMALL = 10  # a count below it is told with a digit


def seen_months(found: Sequence[Case]) -> Window | None:
    """Return the months all tables of the notebook look at; None without an objective."""
    if not found:
        return None
    table = found[0].outlook.table
    return Window(table["start"].iloc[0], table["end"].iloc[-1])


def month_value(case: Case, value: float | None, text: Text, *, back: int = 0) -> str:
    """Return a month's value of an objective's KPI, so many months back, with its declaration."""
    table = case.outlook.table
    place = len(table) - 1 - back
    window = Window(table["start"].iloc[place], table["end"].iloc[place]) if place >= 0 else None
    shown = text.quantity(value, METRICS[case.aim.metric].unit)
    return stated(shown, case.aim.metric, case.aim.scope.key, window)


def expected_value(case: Case, value: float | None, text: Text) -> str:
    """Return what is expected in the deadline's month, with its declaration."""
    shown = text.quantity(value, METRICS[case.aim.metric].unit)
    return stated(shown, case.aim.metric, scoped(case.aim.scope.key, "expected"), str(case.aim.deadline)[:7])


def aimed_value(case: Case, value: float, text: Text, *parts: object) -> str:
    """Return a number somebody aims at, with its declaration: whose, and which of several."""
    shown = text.quantity(value, METRICS[case.aim.metric].unit)
    return stated(shown, "target", scoped(case.aim.tail, *parts), str(case.aim.deadline)[:7])


def usual_value(case: Case, text: Text) -> str:
    """Return the baseline with its declaration."""
    shown = text.quantity(case.outlook.baseline, METRICS[case.aim.metric].unit)
    return stated(shown, "baseline", scoped(case.aim.tail, "median-of-six"), seen_months([case]))


def change_value(value: float, unit: str, text: Text) -> str:
    """Return a difference; that of two rates is counted in points."""
    if unit in ("rate", "points"):
        return text("{change:number1} points", change=100 * value)
    return text.quantity(value, unit)


def gain_value(value: float, unit: str, text: Text) -> str:
    """Return what a lever adds, small as it may be, with a digit more than a difference that is to be seen."""
    if unit in ("rate", "points"):
        return text("{change:number2} points", change=100 * value)
    return text.number(value, 1) if unit == "count" and abs(value) < _SMALL else text.quantity(value, unit)


def small_value(value: float, text: Text) -> str:
    """Return a lever with as many digits as its size asks for."""
    digits = 0 if value >= 100 else 1 if value >= 1 else 4
    return text.number(value, digits)
