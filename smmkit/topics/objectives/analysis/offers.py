"""Three targets to choose from, each with its probability: what holds, what can be reached, what is a stretch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import floor, log10

from smmkit.measures.forecast import Outlook

CHANCES = {"hold": 0.8, "reach": 0.5, "stretch": 0.2}
MET = 2
"""Months of the last three in which a number was already met: then it is no target."""


@dataclass(frozen=True)
class Offer:
    """A number for the deadline's month and how likely it is.

    Parameters
    ----------
    rule
        `hold`, `reach`, `stretch`, or `wish` and `signed` for numbers that people named.
    target
        In the KPI's unit.
    chance
        P(target) if nothing changes but the lifts already shown; None where nothing can be said.
    met
        Months of the last three in which it was already met.

    """

    rule: str
    target: float
    chance: float | None
    met: int

    @property
    def already(self) -> bool:
        """Whether it is no target, for it is met without any effort."""
        return self.met >= MET


def readable(value: float, *, up: bool = True) -> float:
    """Return a number with two digits that say something, moved the harder way: a target is never softened.

    Parameters
    ----------
    value
        In the KPI's unit.
    up
        Whether the harder way is up.

    Returns
    -------
    float
        The same number with two significant digits.

    """
    if value == 0:
        return 0.0
    step = 10.0 ** (floor(log10(abs(value))) - 1)
    whole = value / step
    moved = -floor(-round(whole, 9)) if up else floor(round(whole, 9))
    return float(f"{moved * step:.10g}")


def offers(outlook: Outlook, deadline: date, *, down: bool = False, lift: float = 0.0) -> tuple[Offer, ...]:
    """Return the three targets that are offered: hold (P >= 0.8), reach (about 0.5), stretch (about 0.2).

    Parameters
    ----------
    outlook
        The KPI in its scope.
    deadline
        The month that counts is the one it falls in.
    down
        Whether less is better.
    lift
        Relative effect that tests or campaigns of this client have already shown, for `reach` and `stretch`.

    Returns
    -------
    tuple of Offer
        Empty where there is no forecast or the deadline is over.

    """
    step = outlook.steps_to(deadline)
    if outlook.forecast is None or not 0 < step <= outlook.forecast.paths.shape[1]:
        return ()
    found = []
    for rule, chance in CHANCES.items():
        own = 0.0 if rule == "hold" else (-lift if down else lift)
        exact = outlook.forecast.at_chance(chance, step=step - 1, down=down, lift=own)
        target = readable(exact, up=down if rule == "hold" else not down)
        found.append(offer(outlook, rule, target, deadline, down=down, lift=own))
    return tuple(found)


def offer(
    outlook: Outlook, rule: str, target: float, deadline: date, *, down: bool = False, lift: float = 0.0
) -> Offer:
    """Return a number somebody named, or a rule gave, with its probability.

    Parameters
    ----------
    outlook
        The KPI in its scope.
    rule
        Where the number is from; see `Offer`.
    target
        In the KPI's unit.
    deadline
        A day of the month it is for.
    down
        Whether less is better.
    lift
        What shown effects add to the KPI, as a fraction.

    Returns
    -------
    Offer
        The number with P(target) and the months in which it was met.

    """
    chance = outlook.chance(target, deadline, down=down, lift=lift)
    return Offer(rule, target, chance, outlook.met(target, down=down))
