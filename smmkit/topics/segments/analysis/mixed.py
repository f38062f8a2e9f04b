"""Groups among people some of whose answers are yes or no: all answers speak, each as far as it tells groups apart."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from smmkit.topics.segments.analysis.finding import CERTAINTY, Structure, largest_first, none_found
from smmkit.topics.segments.analysis.kmeans import Array, rand_index
from smmkit.topics.segments.analysis.mixture import Answers, Mixture, fit_mixture
from smmkit.topics.segments.analysis.nulls import NULLS, copula, permuted, tail

GROUPS = range(2, 7)
MOST_STEPS = 11  # 0 to 10: people who may answer more than that answer with a number
PEOPLE, MANY = 600, 5000  # behind the nulls and behind the cut: of a larger table every second, third... row
STARTS, FEW_STARTS = 8, 3
BLURS, RESAMPLES = 3, 10
VALLEY, TOUCHING = 0.6, 0.1
"""People half-way between neighbouring groups, of what the rest of the way has; and which groups are neighbours.

Between planted groups of whom an oracle tells nine in ten apart it is .3 to .5, along curves and rings .6 and more.
"""
STABLE = 0.9
CLEARLY = 6.0  # a difference in BIC from which more groups are worth it (Kass and Raftery 1995, JASA 90:773-795)


def is_mixed(varied: pd.DataFrame) -> bool:
    """Say whether some answers are yes or no and at least two are not.

    Parameters
    ----------
    varied
        One column per question, none of which is the same for everybody.

    Returns
    -------
    bool

    """
    kinds = varied.nunique()
    return bool((kinds <= 2).any() and (kinds > 2).sum() >= 2)


def answers_of(features: pd.DataFrame, like: pd.DataFrame) -> Answers:
    """Return answers, numbers in the standard deviations of those that are `like` them.

    Parameters
    ----------
    features
        One row per person, one column per question.
    like
        The same columns for those who define the units.

    Returns
    -------
    Answers

    """
    yes = like.nunique() <= 2
    known, numbers = like.loc[:, ~yes], features.loc[:, ~yes]
    said = features.loc[:, yes] > like.loc[:, yes].min()
    return Answers(((numbers - known.mean()) / known.std(ddof=0)).to_numpy(float), said.to_numpy(float))


def cut(answers: Answers, groups: int) -> Mixture:
    """Return the mixture by which people are told apart, the same for the same answers.

    Parameters
    ----------
    answers
        Of those who define the groups.
    groups
        How many.

    Returns
    -------
    Mixture

    """
    few = answers.of(slice(None, None, -(-len(answers.numbers) // MANY)))
    return fit_mixture(few, groups, starts=STARTS, seed=groups)


def find_mixed(varied: pd.DataFrame, needed: int, random: np.random.Generator) -> Structure:
    """Ask for structure first, then how many groups, and whether they are apart and found again.

    The likelihood groups gain is compared with what they gain where there are none: answers with the same values and
    the same rank correlations, and answers torn from each other. The number of groups is the smallest that no larger
    one beats clearly; where the largest number tried is as good, people follow a curve and form no groups.

    Parameters
    ----------
    varied
        One row per person, one column per question; see `is_mixed`.
    needed
        Rows needed to look for segments at all.
    random
        Source of chance.

    Returns
    -------
    Structure

    """
    whole = answers_of(varied, varied)
    few = whole.of(slice(None, None, -(-len(varied) // PEOPLE)))
    curve, p_value = _against_nulls(few, random)
    curve = curve.join(_stability(_blurred(few, random), random))
    if p_value > CERTAINTY:
        return none_found("continuum", len(varied), needed, curve, p_value, measure="likelihood")
    worth = curve["gain"].to_numpy(float) - _price(few)
    groups = GROUPS[int((worth >= worth.max() - CLEARLY).argmax())]
    if groups == GROUPS[-1] or _valley(_blurred(few, random), groups) > VALLEY:
        return none_found("continuum", len(varied), needed, curve, p_value, measure="likelihood")
    if float(curve["stability"].to_numpy(float)[GROUPS.index(groups)]) < STABLE:
        return none_found("unstable", len(varied), needed, curve, p_value, measure="likelihood")
    ranked = largest_first(cut(whole, groups).labels(whole))
    labels = pd.DataFrame({"segment": ranked}, index=varied.index)["segment"]
    return Structure(curve, p_value, groups, labels, len(varied), needed, "segments", "likelihood")


def _against_nulls(few: Answers, random: np.random.Generator) -> tuple[pd.DataFrame, float]:
    people = len(few.numbers)
    seen = np.mean([_gains(_blurred(few, random)) for _ in range(BLURS)], axis=0)
    points, numbers = np.hstack(few), few.numbers.shape[1]
    noise, excesses, chances = [], [], []
    for draw in (copula(points, random, ties=True), permuted(points, random)):
        drawn = (np.hsplit(draw(), [numbers]) for _ in range(NULLS))
        nulls = np.array([_gains(_blurred(Answers(*one), random)) for one in drawn])
        mean, deviation = nulls.mean(axis=0), nulls.std(axis=0, ddof=1)
        excess = (seen - mean) / deviation
        noise.append(np.quantile(nulls, 0.99, axis=0))
        excesses.append(excess)
        chances.append(tail(float(excess.max()), ((nulls - mean) / deviation).max(axis=1)))
    found = {"gain": seen, "fit": _explained(seen, people), "noise": _explained(np.max(noise, axis=0), people)}
    return pd.DataFrame({**found, "excess": np.min(excesses, axis=0)}, index=_index()), max(chances)


def _index() -> pd.Index[int]:
    return pd.Index(GROUPS, name="groups")


def _explained(gain: Array, people: int) -> Array:
    return np.asarray(-np.expm1(-2 * np.maximum(gain, 0) / people))


def _gains(answers: Answers) -> Array:
    """Return by how much each number of groups is likelier than one."""
    alone = fit_mixture(answers, 1, starts=1, seed=0).likelihood
    return np.array([fit_mixture(answers, k, starts=FEW_STARTS, seed=k).likelihood - alone for k in GROUPS])


def _price(answers: Answers) -> Array:
    """Return what each number of groups must gain to pay for what it adds to one group (Schwarz 1978)."""
    added = np.hstack(answers).shape[1] + 1
    return np.array([(k - 1) * added / 2 * np.log(len(answers.numbers)) for k in GROUPS])


def _blurred(answers: Answers, random: np.random.Generator) -> Answers:
    """Return the answers, those in steps drawn from anywhere within their step: heaps are no groups of people."""
    values = [np.unique(column) for column in answers.numbers.T]
    half = np.array([np.diff(few).min() / 2 if 2 < few.size <= MOST_STEPS else 0.0 for few in values])
    return answers._replace(numbers=answers.numbers + random.uniform(-half, half, answers.numbers.shape))


def _stability(answers: Answers, random: np.random.Generator) -> pd.DataFrame:
    """Return how alike the cuts are when people are drawn again (Hennig 2007, CSDA 52:258-271)."""
    people, rows = len(answers.numbers), []
    again = [random.integers(0, people, people) for _ in range(RESAMPLES)]
    for k in GROUPS:
        own = fit_mixture(answers, k, starts=FEW_STARTS, seed=k).labels(answers)
        fits = [fit_mixture(answers.of(one), k, starts=FEW_STARTS, seed=0) for one in again]
        alike = [rand_index(own, fit.labels(answers)) for fit in fits]
        rows.append({"stability": float(np.mean(alike)), "stability_low": float(np.quantile(alike, 0.05))})
    return pd.DataFrame(rows, index=_index())


def _valley(answers: Answers, groups: int) -> float:
    """Return how many people stand half-way between neighbouring groups, where 1 is as many as on the rest of the way.

    The way between two groups is measured in what tells them apart: each answer counts as much as it says.
    """
    found = cut(answers, groups)
    scores = found.scores(answers)
    own, near = scores.argmax(axis=1), np.sort(np.argsort(-scores, axis=1)[:, :2], axis=1)
    sizes, between, middle = np.bincount(own, minlength=groups), 0, 0
    for one, other in combinations(range(groups), 2):
        touching = int((near == [one, other]).all(axis=1).sum())
        if touching < TOUCHING * min(sizes[one], sizes[other]):
            continue
        along = _along(found, answers.of(np.isin(own, (one, other))), one, other)
        between += int(((along > 0) & (along < 1)).sum())
        middle += int(((along > 0.35) & (along < 0.65)).sum())
    return middle / (0.3 * between) if between else 1.0


def _along(found: Mixture, answers: Answers, one: int, other: int) -> Array:
    """Return where people stand on the way from one group's centre, 0, to another's, 1."""
    odds = np.log(found.chances / (1 - found.chances))
    numbers = (found.centres[other] - found.centres[one]) / found.variance
    yes = odds[other] - odds[one]
    ends = [found.centres[place] @ numbers + found.chances[place] @ yes for place in (one, other)]
    return np.asarray((answers.numbers @ numbers + answers.yes @ yes - ends[0]) / (ends[1] - ends[0]))
