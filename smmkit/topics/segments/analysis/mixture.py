"""A mixture of groups for answers of several kinds: numbers lie around a group's mean, yes or no has its chance."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from smmkit.topics.segments.analysis.kmeans import Array, Labels, nearest_centre, seeds

ROUNDS = 40
CLOSE = 1e-5  # log likelihood per person a round must add to be followed by another
NARROWEST = 0.15  # standard deviation within a group, of that among all: a step of an answer is no group
YES_AS = 0.7  # weight of a yes beside a number where a start is drawn
HARD = 0.9  # how surely a start's people belong to its groups


class Answers(NamedTuple):
    """Answers of the same people.

    Parameters
    ----------
    numbers
        Shape (people, features), standardised.
    yes
        Shape (people, questions), 0 or 1.

    """

    numbers: Array
    yes: Array

    def of(self, rows: NDArray[Any] | slice) -> Answers:
        """Return the answers of some of the people."""
        return Answers(self.numbers[rows], self.yes[rows])


class Mixture(NamedTuple):
    """Groups fitted to answers.

    Parameters
    ----------
    centres
        Mean of each number, shape (groups, features).
    variance
        Of each number within a group, the same in all: shape (features,).
    chances
        Chance of a yes, shape (groups, questions).
    shares
        How large each group is, summing to one.
    likelihood
        Log likelihood of the answers.

    """

    centres: Array
    variance: Array
    chances: Array
    shares: Array
    likelihood: float

    def scores(self, answers: Answers) -> Array:
        """Return how well each person fits each group (log, up to what all groups share), shape (people, groups)."""
        one = (self.centres[None], self.variance[None], self.chances[None], self.shares[None])
        return np.asarray(_scores(np.hstack(answers), *one)[0].T)

    def labels(self, answers: Answers) -> Labels:
        """Return the likeliest group of each person."""
        return np.asarray(self.scores(answers).argmax(axis=1))


def fit_mixture(answers: Answers, groups: int, *, starts: int, seed: int) -> Mixture:
    """Fit groups by expectation and maximisation, all starts at once.

    Within a group answers do not depend on each other (latent classes: Lazarsfeld and Henry 1968; numbers and yes or
    no in one model: Everitt 1988, Stat. Probab. Lett. 6:305-309).

    Parameters
    ----------
    answers
        Of at least as many people as groups.
    groups
        How many, 1 or more.
    starts, seed
        How many starts to try, and where the random numbers begin.

    Returns
    -------
    Mixture
        The likeliest of those the starts lead to.

    """
    member, before = _start(answers, groups, starts, seed), np.full(starts, -np.inf)
    people, said, squares = len(answers.numbers), np.hstack(answers), answers.numbers**2
    features = squares.shape[1]
    for _ in range(ROUNDS):
        sizes = member.sum(axis=2)
        sums = member @ said
        centres = sums[..., :features] / sizes[..., None]
        chances = (sums[..., features:] + 0.5) / (sizes[..., None] + 1)
        within = (squares.sum(axis=0) - (sizes[..., None] * centres**2).sum(axis=1)) / people
        variance, shares = np.maximum(within, NARROWEST**2), sizes / people
        scores = _scores(said, centres, variance, chances, shares)
        most = scores.max(axis=1)
        member = np.exp(scores - most[:, None])
        whole = member.sum(axis=1)
        member /= whole[:, None]
        alone = -(squares @ (1 / variance).T).T / 2 - np.log(2 * np.pi * variance).sum(axis=1)[:, None] / 2
        likelihood = (most + np.log(whole) + alone).sum(axis=1)
        if np.all(likelihood - before < CLOSE * people):
            break
        before = likelihood
    best = int(likelihood.argmax())
    return Mixture(centres[best], variance[best], chances[best], shares[best], float(likelihood[best]))


def _start(answers: Answers, groups: int, starts: int, seed: int) -> Array:
    """Return how much each person belongs to each group at first, shape (starts, groups, people)."""
    spread = np.maximum(answers.yes.std(axis=0), 1e-9)
    points = np.hstack([answers.numbers, YES_AS * (answers.yes - answers.yes.mean(axis=0)) / spread])
    nearest = [nearest_centre(points, one) for one in seeds(points, groups, starts, np.random.default_rng(seed))]
    own = np.arange(groups)[:, None] == np.array(nearest)[:, None, :]
    return np.asarray(HARD * own + (1 - HARD) / groups)


def _scores(said: Array, centres: Array, variance: Array, chances: Array, shares: Array) -> Array:
    """Return log likelihoods up to what all groups share, shape (starts, groups, people)."""
    pulled = centres / variance[:, None]
    weights = np.concatenate([pulled, np.log(chances / (1 - chances))], axis=2)
    fixed = np.log(1 - chances).sum(axis=2) - (pulled * centres).sum(axis=2) / 2 + np.log(np.maximum(shares, 1e-12))
    return np.asarray(weights @ said.T + fixed[..., None])
