"""Each amount of the plan once: a line that shares another line's money is a part of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from smmkit.client.fields import wrong
from smmkit.metrics import HALF_A_CENT
from smmkit.plan.entries import BudgetLine


def booked_lines(lines: Iterable[BudgetLine]) -> tuple[BudgetLine, ...]:
    """Return lines as their money is booked, each amount once.

    A part is not told beside the line it is part of. Where that line is not
    among them, its parts together stand for it, because spend is booked on it.

    Parameters
    ----------
    lines
        Entries of the plan.

    Returns
    -------
    tuple of BudgetLine
        In their order; none is within another.

    """
    lines = tuple(lines)
    known = {line.id for line in lines}
    found: dict[str, BudgetLine] = {}
    for line in lines:
        if line.within is None:
            found[line.id] = line
        elif line.within not in known and line.within not in found:
            found[line.within] = _together(line.within, parts_of(line.within, lines))
    return tuple(found.values())


def parts_of(id: str, lines: Iterable[BudgetLine]) -> tuple[BudgetLine, ...]:
    """Return the lines among some that share the money of the line with this id."""
    return tuple(line for line in lines if line.within == id)


def rest_of(line: BudgetLine, lines: Iterable[BudgetLine]) -> float:
    """Return the money of a line that none of its parts has, in the client's currency; all of it without parts."""
    return max((line.value or 0.0) - sum(part.value or 0.0 for part in parts_of(line.id, lines)), 0.0)


def check_parts(lines: Sequence[BudgetLine]) -> None:
    """Refuse amounts below nothing, parts of parts, and approved parts that come to more than their approved line.

    Raises
    ------
    PydanticCustomError
        Names the parts, what they come to, and what they are parts of.

    """
    inner = {line.id for line in lines if line.within}
    for number, line in enumerate(lines):
        if line.value is not None and line.value < 0:
            raise wrong(
                f"{line.id} holds {line.value:,.2f}", "Write an amount of 0 or more.", "budget_lines", number, "value"
            )
        if line.within in inner:
            raise wrong(
                f"{line.id} lies within '{line.within}', which lies within another line",
                "Name the line that holds all of the money.", "budget_lines", number, "within",
            )  # fmt: skip
    standing = [line for line in lines if line.status == "approved"]
    for number, line in enumerate(lines):
        parts = parts_of(line.id, standing)
        come = sum(part.value or 0.0 for part in parts)
        if line.status == "approved" and line.value is not None and come > line.value + HALF_A_CENT:
            named = ", ".join(part.id for part in parts)
            raise wrong(
                f"{line.id} holds {line.value:,.2f} and the lines within it come to {come:,.2f} ({named})",
                f"Approve a higher amount for {line.id}, or lower amounts for those within it; "
                "a line that is rejected gives its money back.", "budget_lines", number, "value",
            )  # fmt: skip


def _together(id: str, parts: Sequence[BudgetLine]) -> BudgetLine:
    because = tuple(dict.fromkeys(reason for part in parts for reason in part.because))
    value = sum(part.value or 0.0 for part in parts)
    said = {"status": parts[0].status, "by": parts[0].by, "unit": parts[0].unit}
    return BudgetLine.model_validate({"id": id, **said, "value": value, "because": because})
