"""How much each SWOT item weighs, and what the inside and the outside add up to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmkit.scoring import PairwiseComparison, certainty_of_judges, not_compared, weights_of_judges
from smmkit.stats import Interval
from smmkit.topics.swot.analysis.rules import INTERNAL, QUADRANTS

TOPIC = "swot"
MIDPOINT = 2.5
DRAWS = 4000
SEED = 20260101


@dataclass(frozen=True)
class Weighing:
    """A'WOT weights and what they rest on.

    Parameters
    ----------
    table
        The SWOT items with `weight`, summing to 1.
    groups
        Comparison of the four groups; None if nobody compared them, or not all of them yet.
    certainty
        Concentration of the weights: judges who agree give a high one; items nobody compared
        bring it down to the number of items.
    unfinished
        Groups that the workshop has not tied to the others yet; until it has, all weigh the same.

    """

    table: pd.DataFrame
    groups: PairwiseComparison | None
    certainty: float
    unfinished: tuple[str, ...] = ()


@dataclass(frozen=True)
class MatrixScore:
    """Score of an IFE or EFE matrix, 1 to 4, with the interval its uncertain weights allow."""

    score: float
    interval: Interval
    items: int


def weigh(items: pd.DataFrame, judgements: pd.DataFrame) -> Weighing:
    """Give each item its weight: that of its group times that of the item inside the group (A'WOT).

    Groups weigh what the judges say (Kurttila et al. 2000, Forest Policy and Economics
    1:41-52), or the same if nobody was asked or the workshop is not finished. Items inside a
    group weigh what the judges say about them; items that nobody compared share their group's
    weight equally.

    Parameters
    ----------
    items
        From `swot_items`.
    judgements
        Canonical table; topic `swot` compares the groups (strengths, weaknesses,
        opportunities, threats), topics such as `swot-strengths` the items of a group by id.

    Returns
    -------
    Weighing

    """
    present = [name for name in QUADRANTS if name in set(items["quadrant"])]
    compared = judgements[(judgements["topic"] == TOPIC) & judgements["left"].isin(QUADRANTS)]
    unfinished = tuple(not_compared(compared, list(QUADRANTS))) if len(compared) else ()
    judged = len(compared) > 0 and not unfinished
    groups = weights_of_judges(compared, list(QUADRANTS)) if judged else None
    share = groups.weights if groups else pd.Series(1.0, index=list(QUADRANTS))
    certainty = certainty_of_judges(compared, list(QUADRANTS)) if judged else float(len(QUADRANTS))
    weight = pd.Series(0.0, index=items.index)
    for name in present:
        own = items[items["quadrant"] == name]
        inside, known = _inside(own, judgements[judgements["topic"] == f"{TOPIC}-{name}"])
        certainty = certainty if known else min(certainty, float(len(items)))
        weight.loc[own.index] = inside.to_numpy() * float(share[name]) / float(share[present].sum())
    return Weighing(items.assign(weight=weight), groups, certainty, unfinished)


def internal_ratings(table: pd.DataFrame) -> pd.Series[float]:
    """Rate each strength 3 or 4 and each weakness 2 or 1, the outer number where it is major (IFE).

    Parameters
    ----------
    table
        SWOT items inside: `quadrant`, `major`.

    Returns
    -------
    Series of float
        1 to 4 per item, same index.

    """
    major = table["major"].astype(bool)
    strength = table["quadrant"] == INTERNAL[0]
    rating = np.where(strength, np.where(major, 4.0, 3.0), np.where(major, 1.0, 2.0))
    return pd.Series(rating, index=table.index, name="rating")


def matrix_score(table: pd.DataFrame, *, certainty: float) -> MatrixScore:
    """Return the weighted mean rating of an IFE or EFE matrix.

    Parameters
    ----------
    table
        Items of one side with `weight` (any scale) and `rating` (1-4).
    certainty
        Concentration of the weights.

    Returns
    -------
    MatrixScore
        Missing without an item. Compare it with 2.5, the midpoint (David 1986).

    """
    if table.empty:
        return MatrixScore(float("nan"), Interval(float("nan"), float("nan")), 0)
    weight = (table["weight"] / table["weight"].sum()).to_numpy(float)
    rating = table["rating"].to_numpy(float)
    drawn = np.random.default_rng(SEED).dirichlet(np.maximum(weight * certainty, 1e-3), size=DRAWS) @ rating
    low, high = np.quantile(drawn, [0.025, 0.975])
    return MatrixScore(float(weight @ rating), Interval(float(low), float(high)), len(table))


def _inside(own: pd.DataFrame, judgements: pd.DataFrame) -> tuple[pd.Series[float], bool]:
    """Weights of the items of one group, and whether somebody weighed them; equal otherwise."""
    ids = own["id"].tolist()
    named = judgements[judgements["left"].isin(ids) & judgements["right"].isin(ids)]
    if {*named["left"], *named["right"]} != set(ids) or not_compared(named, ids):
        return pd.Series(1 / len(own), index=own.index), len(own) == 1
    return weights_of_judges(named, ids).weights.loc[ids].set_axis(own.index), True
