"""Everything that is known of one objective, signed or proposed: its outlook, its offers, its SMART check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from smmkit.ledger import Verdict
from smmkit.measures.forecast import Outlook, kpi_outlook
from smmkit.measures.kpis import Facts, Scope, Window, kpi_value
from smmkit.metrics import METRICS
from smmkit.text import Text
from smmkit.topics.objectives.analysis import Detectable, Letter, LotTest, Offer, design, detectable, offers, smart
from smmkit.topics.objectives.analysis.offers import offer
from smmkit.topics.objectives.proposals.aims import Aim

LOOK_BACK = 91
"""Days from which a test is designed: a quarter of a year."""


@dataclass(frozen=True)
class Case:
    """One objective with all that speaks for and against it.

    Parameters
    ----------
    aim
        What is counted, and by when.
    outlook
        The KPI's months and forecast.
    offers
        Hold, reach and stretch.
    wishes
        The numbers people named, each with its probability.
    chosen
        The signed target, or the offer that is proposed; None where nothing can be offered.
    seen
        Whether the chosen change could be told from luck.
    design
        The test that would tell it where waiting cannot; None where it needs none, or none can be designed.
    letters
        The SMART check of the chosen number.

    """

    aim: Aim
    outlook: Outlook
    offers: tuple[Offer, ...]
    wishes: tuple[Offer, ...]
    chosen: Offer | None
    seen: Detectable | None
    design: LotTest | None
    letters: tuple[Letter, ...]

    @property
    def failed(self) -> tuple[Letter, ...]:
        """The letters that do not hold."""
        return tuple(one for one in self.letters if not one.passed)

    @property
    def reopened(self) -> tuple[Letter, ...]:
        """What speaks against a signed objective and was no part of what was signed.

        That a change could be luck is why it was signed as a judgement or a test: a month later it is no news.
        """
        known = self.aim.entry is not None and self.aim.entry.verdict in (Verdict.JUDGE, Verdict.TEST)
        return tuple(one for one in self.failed if not (known and one.why == "luck"))

    @property
    def testable(self) -> bool:
        """Whether nothing but luck speaks against it, and a test of eight weeks would rule that out."""
        only_luck = all(one.why == "luck" for one in self.failed)
        return bool(self.failed) and only_luck and self.design is not None and self.design.fits

    @property
    def cap(self) -> bool:
        """Whether the number is one that is not to be exceeded, and lies above where things stood."""
        return self.chosen is not None and _caps(self.chosen.target, self.aim, self.outlook)

    @property
    def signed(self) -> bool:
        """Whether the objective stands in the plan."""
        return self.aim.entry is not None


def cases(
    aims: Sequence[Aim], facts: Facts, months: pd.PeriodIndex, dates: pd.DataFrame, *,
    lifts: Mapping[str, float] | None = None,
) -> tuple[Case, ...]:  # fmt: skip
    """Return what is known of each objective.

    Parameters
    ----------
    aims
        Signed and new ones.
    facts, months
        As for `kpi_outlook`.
    dates
        Commercial dates: `day`, `major`.
    lifts
        Relative effect that this client's campaigns have shown and one will bring again, by objective; see `lift_of`.

    """
    shown = lifts or {}
    peaks = [day.date() for day in dates.loc[dates["major"].astype(bool), "day"]]
    wholes = {(aim.metric, Scope()) for aim in aims if any(wish.whole for wish in aim.wishes)}
    wanted = wholes | {(aim.metric, aim.scope) for aim in aims}
    known = {one: kpi_outlook(one[0], facts, one[1], months, peaks=peaks) for one in wanted}
    return tuple(
        _case(
            aim,
            own := known[aim.metric, aim.scope],
            known.get((aim.metric, Scope()), own),
            _Yardstick(own, facts, aim.deadline),
            shown.get(aim.id, 0.0),
        )
        for aim in aims
    )


@dataclass(frozen=True)
class _Yardstick:
    """What a change of one objective could be told from luck by: waiting, or a test."""

    outlook: Outlook
    facts: Facts
    deadline: date

    def wanted(self, chosen: Offer) -> float | None:
        """Return how far a number lies from what is expected anyway; None where nothing is forecast."""
        step = self.outlook.steps_to(self.deadline)
        if self.outlook.forecast is None or not 0 < step <= self.outlook.forecast.paths.shape[1]:
            return None
        return chosen.target - float(self.outlook.forecast.middle[step - 1])

    def seen(self, chosen: Offer) -> Detectable | None:
        """Return whether waiting until the deadline would show it."""
        wanted, forecast = self.wanted(chosen), self.outlook.forecast
        if wanted is None or forecast is None:
            return None
        return detectable(forecast, self.outlook.steps_to(self.deadline), wanted)

    def design(self, chosen: Offer) -> LotTest | None:
        """Return the test that would show it where waiting does not."""
        seen, wanted = self.seen(chosen), self.wanted(chosen)
        if seen is None or seen.seen or wanted is None:
            return None
        window = Window(self.outlook.table["start"].iloc[-1], self.outlook.table["end"].iloc[-1]).ending(LOOK_BACK)
        return design(kpi_value(self.outlook.metric, self.facts, self.outlook.scope, window), wanted)


def _case(aim: Aim, outlook: Outlook, whole: Outlook, told: _Yardstick, lift: float) -> Case:
    found = offers(outlook, aim.deadline, down=aim.down, lift=lift)
    wishes = tuple(
        offer(whole if one.whole else outlook, "wish", one.value, aim.deadline, down=aim.down) for one in aim.wishes
    )
    if aim.entry is not None:
        target = aim.entry.amount
        chosen = None if target is None else offer(outlook, "signed", target, aim.deadline, down=aim.down)
    else:
        chosen = _cap(wishes, outlook, aim) or _choice(found, outlook, aim, told)
    seen = None if chosen is None else told.seen(chosen)
    test = None if chosen is None else told.design(chosen)
    letters = () if chosen is None else smart(
        outlook, chosen, seen, of_goal=aim.goal is not None, scoped=aim.of_social,
        cap=_caps(chosen.target, aim, outlook),
    )  # fmt: skip
    return Case(aim, outlook, found, wishes, chosen, seen, test, letters)


def _cap(wishes: Sequence[Offer], outlook: Outlook, aim: Aim) -> Offer | None:
    """Return the brief's own number where it is a cap that is kept already: nobody asked for less than that."""
    own = (one for one, wish in zip(wishes, aim.wishes, strict=True) if not wish.by and not wish.whole)
    return next((one for one in own if _caps(one.target, aim, outlook)), None)


def _caps(target: float, aim: Aim, outlook: Outlook) -> bool:
    """Say whether a number is to be stayed below, from a start that lies below it."""
    start = outlook.baseline if aim.entry is None or aim.entry.baseline is None else aim.entry.baseline
    return aim.down and start is not None and target > start


def _choice(found: Sequence[Offer], outlook: Outlook, aim: Aim, told: _Yardstick) -> Offer | None:
    """Return the nearest target above the baseline and not met already, best one that waiting or a test would show."""
    usual = outlook.baseline or 0.0
    better = [one for one in found if one.rule != "hold" and (one.target < usual if aim.down else one.target > usual)]
    open_ = [one for one in better if not one.already]
    clear = [one for one in open_ if (seen := told.seen(one)) is not None and seen.seen]
    tested = [one for one in open_ if (test := told.design(one)) is not None and test.fits]
    return next(iter([*clear, *tested, *open_]), None)


def guard_outlooks(
    found: Sequence[Case], metrics: Sequence[str], facts: Facts, months: pd.PeriodIndex, dates: pd.DataFrame
) -> dict[str, Outlook]:
    """Return the outlook of each guarding KPI over all there is, by its key; what a case already holds is taken."""
    peaks = [day.date() for day in dates.loc[dates["major"].astype(bool), "day"]]
    known = {case.outlook.metric: case.outlook for case in found if case.outlook.scope == Scope()}
    return {
        key: known.get(key) or kpi_outlook(key, facts, Scope(), months, peaks=peaks) for key in dict.fromkeys(metrics)
    }


def shown(found: Sequence[Case]) -> Case | None:
    """Return the objective a figure speaks of: the first proposed one with a forecast, else the first signed."""
    known = [case for case in found if case.outlook.forecast is not None and case.offers]
    return next((case for case in known if not case.signed), next(iter(known), None))


def titles(found: Sequence[Case], text: Text) -> dict[str, str]:
    """Return what each objective is called, by its id: two on one goal are told apart by what they count."""
    return {
        case.aim.id: f"{case.aim.title} ({text.word(METRICS[case.aim.metric].name)}, {text.word(case.aim.where)})"
        for case in found
    }
