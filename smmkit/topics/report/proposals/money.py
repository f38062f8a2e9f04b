"""What the month cost against what was approved, line by line."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from smmkit.measures.coverage import WHOLE, Told
from smmkit.measures.money_told import months_told, said_by_days
from smmkit.measures.names import KEPT_BACK, line_name
from smmkit.plan import Plan
from smmkit.text import N_, Message

# Within five per cent of the approved amount nobody needs to do anything.
TOLERANCE = 0.05
# A line is named from this part of the approved total on; the largest differences tell the story.
WORTH_A_WORD = 0.02
_LINES = 2


@dataclass(frozen=True)
class LineSpend:
    """One budget line of the month: approved and spent, in the client's currency.

    `planned` is None without a plan; `part` says that its ads were exported for a part of the month only.
    """

    name: str
    planned: float | None
    spent: float
    line: str = ""
    part: bool = False


@dataclass(frozen=True)
class MonthMoney:
    """The month's money.

    Parameters
    ----------
    spent, planned
        Sums over all lines, in the client's currency; `planned` is None where no amount was approved.
    lines
        Every line that was planned or spent, the largest difference first.
    month
        Such as `2026-10`.
    told
        Whether any export or table tells of money at all; without one, nothing spent is not known to be nothing.
    abroad
        The currencies other than the client's in which money was told; it counts nowhere.
    part
        Whether the exports of an approved line's ads tell of a part of the month only.
    shared
        What of `spent` was exported in one sum with other months, and is this month's part of it by days.

    """

    spent: float
    planned: float | None
    lines: tuple[LineSpend, ...]
    month: str
    told: bool = True
    abroad: str = ""
    part: bool = False
    shared: float = 0.0

    @property
    def over(self) -> float:
        """What was spent beyond the approved amount; negative where less was spent."""
        return self.spent - self.planned if self.planned else 0.0

    @property
    def overspent(self) -> bool:
        """Whether more was spent than approved, by more than the tolerance."""
        return bool(self.planned) and self.over > TOLERANCE * (self.planned or 0.0)

    @property
    def kept(self) -> float:
        """What was kept back for what may come, and was not booked."""
        held = ((line.planned or 0.0) - line.spent for line in self.lines if line.line in KEPT_BACK)
        return sum(left for left in held if left > 0)

    @property
    def beyond(self) -> float:
        """What all other lines cost beyond their amounts; negative where they cost less."""
        return self.over + self.kept

    @property
    def from_reserve(self) -> bool:
        """Whether the lines cost so much more than their amounts that what was kept back had to pay for it."""
        return self.kept > 0 and self.beyond > TOLERANCE * ((self.planned or 0.0) - self.kept)

    @property
    def word(self) -> Message:
        """How the money stands, in a word."""
        if not self.told and self.abroad:
            return Message(N_("What was spent is told in {currency} alone, so it does not count."),
                           {"currency": self.abroad})  # fmt: skip
        if not self.told:
            return Message(N_("No export tells what was spent."))
        if not self.planned:
            return Message(N_("No amount was approved for this month."))
        if self.overspent:
            return Message(N_("{over:money0} more than approved."), {"over": self.over})
        if self.part:
            return Message(N_("The ads of a part of the month alone were exported: what is left nobody knows."))
        if self.from_reserve:
            return Message(_FROM_RESERVE, {"over": self.beyond})
        if self.beyond < -TOLERANCE * (self.planned - self.kept):
            return Message(_LEFT_BESIDE if self.kept else _LEFT, {"left": -self.beyond})
        return Message(N_("As approved, in all."))

    @property
    def notes(self) -> tuple[Message, ...]:
        """What of it is a part by days, and the lines furthest from their plan, where the distance is worth a word.

        What cost more comes first, and what was kept back last: it is told only where nothing had to be paid of it.
        """
        by_days = said_by_days(self.shared)
        if not self.planned or not self.told:
            return by_days
        least = WORTH_A_WORD * self.planned
        away = {line: line.spent - (line.planned or 0.0) for line in self.lines}
        far = [line for line, gap in away.items() if gap >= least or (gap <= -least and not self.part)]
        held = [line for line in far if line.line in KEPT_BACK and not line.spent]
        open_ = sorted((line for line in far if line not in held), key=lambda line: away[line] < 0)
        told = [*open_, *([] if self.from_reserve or self.overspent else held)]
        return (*by_days, *(_distance(line) for line in told[:_LINES]))

    @property
    def mood(self) -> str:
        """The colour that goes with the word: money left over, or moved to another line, is neither good nor bad."""
        if self.overspent:
            return "bad"
        if not self.told:
            return "flat"
        near = bool(self.planned) and abs(self.beyond) <= TOLERANCE * ((self.planned or 0.0) - self.kept)
        most = max((line.spent - (line.planned or 0.0) for line in self.lines), default=0.0)
        return "good" if near and not self.part and most <= TOLERANCE * (self.planned or 0.0) else "flat"


_LEFT = N_("{left:money0} of the approved money was not spent.")
_LEFT_BESIDE = N_("{left:money0} of the approved money was not spent, beside what was kept back.")
_FROM_RESERVE = N_("{over:money0} more than the lines were given, paid out of what was kept back.")


def month_money(
    spend: pd.DataFrame, plan: Plan, first: pd.Timestamp, last: pd.Timestamp, *, abroad: str = "",
    told: Told | None = None, shared: float = 0.0,
) -> MonthMoney:  # fmt: skip
    """Return what a month cost against the approved amounts.

    Parameters
    ----------
    spend
        From `measures.spend.spend_rows`: `line`, `day`, `amount`.
    plan
        Approved amounts per month.
    first, last
        First and last day of the month.
    abroad
        The currencies other than the client's in which money was told.
    told
        From `measures.money_told.ads_told`: of what days the ads were exported.
    shared
        From `measures.money_told.parts_by_days`.

    """
    days = pd.to_datetime(spend["day"])
    inside = spend[(days >= first) & (days <= last)]
    spent = inside.groupby("line")["amount"].sum() if len(inside) else pd.Series(dtype=float)
    approved = {entry.booked_as: entry for entry in plan.lines_in_force}
    planned = {line: float(entry.value or 0.0) for line, entry in approved.items()}
    known = told or {}
    parts = {line for line in known if months_told(known, line, spend, first, last) < WHOLE}
    lines = [
        LineSpend(
            line_name(line, plan.line_titles), planned.get(line), float(spent.get(line, 0.0)), line, line in parts
        )
        for line in {*planned, *map(str, spent.index)}
    ]
    ordered = sorted(lines, key=lambda line: (-abs(line.spent - (line.planned or 0.0)), line.name))
    whole = sum(planned.values()) if planned else None
    part = not parts.isdisjoint(planned)
    return MonthMoney(float(spent.sum()), whole, tuple(ordered), f"{first:%Y-%m}", len(spend) > 0, abroad, part, shared)


def _distance(line: LineSpend) -> Message:
    if line.planned is None:
        return Message(N_("{name:word}: {spent:money0} nobody had planned."), {"name": line.name, "spent": line.spent})
    away = line.spent - line.planned
    if line.line in KEPT_BACK and not line.spent:
        return Message(N_("{name:word}: the {away:money0} kept back were not needed."),
                       {"name": line.name, "away": -away})  # fmt: skip
    key = (
        N_("{name:word}: {away:money0} more than planned.")
        if away > 0
        else N_("{name:word}: {away:money0} less than planned.")
    )
    return Message(key, {"name": line.name, "away": abs(away)})
