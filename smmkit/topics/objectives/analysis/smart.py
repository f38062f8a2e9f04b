"""SMART as five rules that can fail, instead of five boxes that are ticked."""

from __future__ import annotations

from dataclasses import dataclass

from smmkit.measures.forecast import Outlook
from smmkit.topics.objectives.analysis.offers import Offer
from smmkit.topics.objectives.analysis.power import Detectable

REACHABLE = 0.1
"""An objective less likely than this is out of reach."""


@dataclass(frozen=True)
class Letter:
    """One letter of SMART: which rule, whether it holds, and which finding says so.

    Parameters
    ----------
    letter
        `S`, `M`, `A`, `R` or `T`.
    passed
        Whether the objective keeps the rule.
    why
        Key of the finding: `scope`, `break`, `months`, `luck`, `already`, `unlikely`, `goal`, `over`, or empty.

    """

    letter: str
    passed: bool
    why: str = ""


def smart(
    outlook: Outlook, offer: Offer, seen: Detectable | None, *, of_goal: bool, scoped: bool, cap: bool = False
) -> tuple[Letter, ...]:
    """Return how an objective stands against each letter.

    Parameters
    ----------
    outlook
        The KPI in its scope.
    offer
        The number that is to be reached.
    seen
        Whether the change could be told from luck; None where the deadline is over or nothing is forecast.
    of_goal
        Whether a goal of the brief, or of the business, stands behind it.
    scoped
        Whether it counts what social media can move, and not the whole business.

    cap
        Whether it is a cap above where things stood: to keep it is the aim, though it is met already and shows no
        change.

    Returns
    -------
    tuple of Letter
        S, M, A, R, T.

    """
    measured = "months" if outlook.enough == "none" else "" if cap or seen is None or seen.seen else "luck"
    likely = offer.chance is not None and offer.chance >= REACHABLE
    reachable = "already" if offer.already and not cap else "" if likely else "unlikely"
    return (
        Letter("S", scoped and not outlook.breaks, "" if scoped and not outlook.breaks else _unclear(scoped)),
        Letter("M", not measured, measured),
        Letter("A", not reachable, reachable),
        Letter("R", of_goal, "" if of_goal else "goal"),
        Letter("T", seen is not None, "" if seen is not None else "over"),
    )


def _unclear(scoped: bool) -> str:
    return "break" if scoped else "scope"
