"""What the month cost against what was approved, line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from smmkit.measures.coverage import WHOLE, Told
from smmkit.measures.money_told import months_told, said_by_days
from smmkit.measures.names import KEPT_BACK, line_name
from smmkit.period import Period
from smmkit.plan import Plan
from smmkit.text import N_, Message, Scalar

# Within five per cent of the approved amount nobody needs to do anything.
TOLERANCE = 0.05
# A line is named from this part of the approved total on; the largest differences tell the story.
WORTH_A_WORD = 0.02
_LINES = 2
# A campaign is named that explains so much of what its line spent too much.
MOST_OF_IT = 0.6


@dataclass(frozen=True)
class LineSpend:
    """One budget line of the month: approved and spent, in the client's currency.

    `planned` is None without a plan; `part` says that its ads were exported for a part of the month only, or not at
    all; `refused` that somebody said no to it.
    """

    name: str
    planned: float | None
    spent: float
    line: str = ""
    part: bool = False
    refused: bool = False


@dataclass(frozen=True)
class CampaignSpend:
    """What a campaign took of a line: this month, by its part of the plan, and the month before; None where unknown."""

    line: str
    name: str
    spent: float
    planned: float | None = None
    before: float | None = None

    @property
    def rise(self) -> float:
        """What it took beyond its part of the plan or, where it has none, beyond the month before."""
        least = self.planned if self.planned is not None else self.before
        return 0.0 if least is None else self.spent - least


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
        Whether the exports of a line's ads tell of a part of the month only, or of none of it.
    shared
        What of `spent` was exported in one sum with other months, and is this month's part of it by days.
    campaigns
        What each campaign took of the ads' lines.
    over_before
        What the month before went beyond what was approved for it, where that was more than the tolerance; else 0.

    """

    spent: float
    planned: float | None
    lines: tuple[LineSpend, ...]
    month: str
    told: bool = True
    abroad: str = ""
    part: bool = False
    shared: float = 0.0
    campaigns: tuple[CampaignSpend, ...] = ()
    over_before: float = 0.0

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
        """Whether the lines cost so much more than their amounts that what was kept back has to cover it, and does."""
        return self.kept > 0 >= self.over and self.beyond > TOLERANCE * ((self.planned or 0.0) - self.kept)

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
            held = {"over": self.over, "beyond": self.beyond, "kept": self.kept}
            return Message(_EATEN if self.kept else _MORE, held)
        if self.part:
            return Message(N_("Not all ads of the month were exported: what the others cost nobody knows."))
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
        by_days = (*self._without, *said_by_days(self.shared))
        if not self.planned or not self.told:
            return by_days
        least = WORTH_A_WORD * self.planned
        away = {line: line.spent - (line.planned or 0.0) for line in self.lines}
        far = [line for line, gap in away.items() if gap >= least or (gap <= -least and not self.part)]
        held = [line for line in far if line.line in KEPT_BACK and not line.spent]
        open_ = sorted((line for line in far if line not in held), key=lambda line: away[line] < 0)
        told = [*open_, *([] if self.from_reserve or self.overspent else held)][:_LINES]
        unused = [Message(_UNUSED, {"kept": self.kept})] if self._unsaid(told, least) else []
        return (*by_days, *(_distance(line, self.campaigns) for line in told), *unused)

    @property
    def again(self) -> bool:
        """Whether the month before went beyond its plan too."""
        return self.overspent and self.over_before > 0

    @property
    def month_before(self) -> str:
        """The month before."""
        return str(Period(self.month).shift(-1))

    def _unsaid(self, told: Sequence[LineSpend], least: float) -> bool:
        """Whether money is left because of what was kept back, and no line that is told says so."""
        named = any(line.line in KEPT_BACK for line in told)
        return (
            bool(told) and not named and not self.part and not self.from_reserve and min(self.kept, -self.over) >= least
        )

    @property
    def _without(self) -> tuple[Message, ...]:
        """Name the lines whose month the exports do not tell; where a plan stands, its word says that some do."""
        names = [line.name for line in self.lines if line.part]
        return () if self.planned or not names else (Message(_WITHOUT, {"names": ", ".join(names)}),)

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


# A line of ads that spent in these months before is not known to have ended where no export tells of it.
_LATELY = 3
_WITHOUT = N_("Of {names} the exports tell a part of the month, or nothing: the sum is without the rest.")
_MORE = N_("{over:money0} more than approved.")
_EATEN = N_("{over:money0} more than approved; the {kept:money0} kept back went as well.")
_UNUSED = N_("The {kept:money0} kept back was not needed.")
_LEFT = N_("{left:money0} of the approved money was not spent.")
_REFUSED = N_("{name:word}: {spent:money0}, although the line was refused.")
_LEFT_BESIDE = N_("{left:money0} of the approved money was not spent, beside what was kept back.")
_FROM_RESERVE = N_("{over:money0} more than the lines were given; what was kept back covers it.")


def month_money(
    spend: pd.DataFrame, plan: Plan, first: pd.Timestamp, last: pd.Timestamp, *, abroad: str = "",
    told: Told | None = None, shared: float = 0.0, titles: Mapping[str, str] | None = None,
) -> MonthMoney:  # fmt: skip
    """Return what a month cost against the approved amounts.

    Parameters
    ----------
    spend
        From `measures.spend.spend_rows`: `line`, `day`, `amount`.
    plan
        What the month is judged by: approved amounts per month.
    first, last
        First and last day of the month.
    abroad
        The currencies other than the client's in which money was told.
    told
        From `measures.money_told.ads_told`: of what days the ads were exported.
    shared
        From `measures.money_told.parts_by_days`.
    titles
        What the client calls its lines today; None for what the plan calls them.

    """
    names = plan.line_titles if titles is None else {**plan.line_titles, **titles}
    days = pd.to_datetime(spend["day"])
    inside = spend[(days >= first) & (days <= last)]
    spent = inside.groupby("line")["amount"].sum() if len(inside) else pd.Series(dtype=float)
    approved = {entry.booked_as: entry for entry in plan.lines_in_force}
    planned = {line: float(entry.value or 0.0) for line, entry in approved.items()}
    known = told or {}
    lately = spend[(days >= first - pd.DateOffset(months=_LATELY)) & (days < first) & (spend["amount"] > 0)]["line"]
    asked = {*planned, *map(str, spent.index), *(set(lately) & set(known))}
    parts = {line for line in asked & set(known) if months_told(known, line, spend, first, last) < WHOLE}
    refused = {entry.booked_as for entry in plan.budget_lines if entry.status == "rejected"}
    lines = [
        LineSpend(line_name(line, names), planned.get(line), float(spent.get(line, 0.0)), line, line in parts,
                  line in refused)
        for line in {*planned, *map(str, spent.index), *parts}
    ]  # fmt: skip
    ordered = sorted(lines, key=lambda line: (-abs(line.spent - (line.planned or 0.0)), line.name))
    whole = sum(planned.values()) if planned else None
    return MonthMoney(
        float(spent.sum()), whole, tuple(ordered), f"{first:%Y-%m}", len(spend) > 0, abroad, bool(parts), shared
    )


def _distance(line: LineSpend, campaigns: Sequence[CampaignSpend] = ()) -> Message:
    if line.planned is None and line.refused:
        return Message(_REFUSED, {"name": line.name, "spent": line.spent})
    if line.planned is None:
        return Message(N_("{name:word}: {spent:money0} nobody had planned."), {"name": line.name, "spent": line.spent})
    away = line.spent - line.planned
    if line.line in KEPT_BACK and not line.spent:
        return Message(N_("{name:word}: the {away:money0} kept back was not needed."),
                       {"name": line.name, "away": -away})  # fmt: skip
    if away > 0:
        return _more(line, away, [one for one in campaigns if one.line == line.line])
    return Message(N_("{name:word}: {away:money0} less than planned."), {"name": line.name, "away": -away})


def _more(line: LineSpend, away: float, campaigns: Sequence[CampaignSpend]) -> Message:
    """Return how far a line went beyond its plan, and the campaign behind most of it, where one is."""
    values: dict[str, Scalar] = {"name": line.name, "away": away}
    most = max(campaigns, key=lambda one: one.rise, default=None)
    if most is None or len(campaigns) < _LINES or most.rise < MOST_OF_IT * away:
        return Message(N_("{name:word}: {away:money0} more than planned."), values)
    values |= {"campaign": most.name, "spent": most.spent}
    if most.planned is not None:
        return Message(
            N_("{name:word}: {away:money0} more than planned. “{campaign}” took {spent:money0}; its part was "
               "{planned:money0}."), values | {"planned": most.planned})  # fmt: skip
    return Message(
        N_("{name:word}: {away:money0} more than planned. “{campaign}” took {spent:money0}; the month before it was "
           "{before:money0}."), values | {"before": most.before})  # fmt: skip
