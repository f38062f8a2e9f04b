"""Groups among people some of whose answers are yes or no: all answers speak, each as far as it tells groups apart."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd

from smmkit.topics.segments.analysis.cuts import found_again, half_steps, valley
from smmkit.topics.segments.analysis.finding import CERTAINTY, Structure, largest_first, none_found
from smmkit.topics.segments.analysis.kmeans import Array
from smmkit.topics.segments.analysis.mixture import Answers, Mixture, fit_mixture
from smmkit.topics.segments.analysis.nulls import against, copula, permuted

GROUPS = range(2, 7)
PEOPLE, MANY = 600, 5000  # behind the nulls and behind the cut: of a larger table every second, third... row
STARTS, FEW_STARTS = 8, 3
BLURS, RESAMPLES = 3, 10
VALLEY = 0.6
"""People half-way between neighbouring groups, of what the rest of the way has.

Between planted groups of whom an oracle tells nine in ten apart it is .3 to .5; along curves and rings, cut into as
many groups as seem best, .7 and more.
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
        return none_found("blurred", len(varied), needed, curve, p_value, measure="likelihood")
    if float(curve["stability"].to_numpy(float)[GROUPS.index(groups)]) < STABLE:
        return none_found("unstable", len(varied), needed, curve, p_value, measure="likelihood")
    ranked = largest_first(cut(whole, groups).labels(whole))
    labels = pd.DataFrame({"segment": ranked}, index=varied.index)["segment"]
    return Structure(curve, p_value, groups, labels, len(varied), needed, "segments", "likelihood")


def _against_nulls(few: Answers, random: np.random.Generator) -> tuple[pd.DataFrame, float]:
    people, points, numbers = len(few.numbers), np.hstack(few), few.numbers.shape[1]
    seen = np.mean([_gains(_blurred(few, random)) for _ in range(BLURS)], axis=0)

    def gained(draw: Callable[[], Array]) -> Array:
        return _gains(_blurred(Answers(*np.hsplit(draw(), [numbers])), random))

    draws = (copula(points, random, ties=True), permuted(points, random))
    beyond = against(seen, [partial(gained, draw) for draw in draws])
    found = {"gain": seen, "fit": _explained(seen, people), "noise": _explained(beyond.noise, people)}
    return pd.DataFrame({**found, "excess": beyond.excess}, index=pd.Index(GROUPS, name="groups")), beyond.p_value


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
    half = half_steps(answers.numbers)
    return answers._replace(numbers=answers.numbers + random.uniform(-half, half, answers.numbers.shape))


def _stability(answers: Answers, random: np.random.Generator) -> pd.DataFrame:
    people = len(answers.numbers)
    resamples = [random.integers(0, people, people) for _ in range(RESAMPLES)]
    return found_again(
        GROUPS,
        resamples,
        lambda k: fit_mixture(answers, k, starts=FEW_STARTS, seed=k).labels(answers),
        lambda drawn, k: fit_mixture(answers.of(drawn), k, starts=FEW_STARTS, seed=0).labels(answers),
    )


def _valley(answers: Answers, groups: int) -> float:
    """Return how many people stand half-way between neighbouring groups, measured in what tells the groups apart."""
    found = cut(answers, groups)
    return valley(found.scores(answers), lambda people, one, other: _along(found, answers.of(people), one, other))


def _along(found: Mixture, answers: Answers, one: int, other: int) -> Array:
    """Return where people stand on the way from one group's centre, 0, to another's, 1."""
    odds = np.log(found.chances / (1 - found.chances))
    numbers = (found.centres[other] - found.centres[one]) / found.variance
    yes = odds[other] - odds[one]
    ends = [found.centres[place] @ numbers + found.chances[place] @ yes for place in (one, other)]
    return np.asarray((answers.numbers @ numbers + answers.yes @ yes - ends[0]) / (ends[1] - ends[0]))
