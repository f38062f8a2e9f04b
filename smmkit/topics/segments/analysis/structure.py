"""Is there any group structure at all, is it stable, and how many groups."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from smmkit.topics.segments.analysis.kmeans import Array, Labels, centres_of, nearest_centre, rand_index, silhouette

Finding = Literal["few", "answers", "continuum", "unstable", "segments"]
GROUPS = range(2, 9)
MIN_ROWS = 60
ROWS_PER_FEATURE = 10
NULLS = 17
LEAST_FEATURES = 2
VALLEY = 0.5  # people half-way between neighbouring groups, of what the rest of the way has
TOUCHING = 0.1
RESAMPLES = 30
CERTAINTY = 0.001
STABLE = 0.80
MOST_STEPS = 11  # 0 to 10: people who may answer more than that answer with a number
BLURS = 5
STARTS, FEW_STARTS = 10, 4
SAMPLE = 300  # rows behind a silhouette; its cost grows with their square
MANY = 10_000  # rows behind the centres; of a larger table every second, third... row, and all are then assigned


@dataclass(frozen=True)
class Structure:
    """What the search for segments found.

    Attributes
    ----------
    curve
        Indexed by number of groups: `silhouette`, `noise` (99th percentile of the
        silhouette where there are no groups, by the hardest null),
        `excess` (distance to the nearer null, in its standard deviations),
        `stability` (mean adjusted Rand index over resamples), `stability_low`
        (its 5th percentile).
    p_value
        Chance of as large an excess, over all numbers of groups, without any groups.
    groups
        Number of groups chosen; None means no segments.
    labels
        Group 0.. per row used, largest first; empty without segments.
    n
        Rows used.
    needed
        Rows needed to look for segments at all.
    outcome
        `few` rows, `answers` (fewer than two features have more than two values), `continuum`
        (no structure), `unstable` or `segments`.

    """

    curve: pd.DataFrame
    p_value: float
    groups: int | None
    labels: pd.Series[int]
    n: int
    needed: int
    outcome: Finding

    @property
    def noise(self) -> float:
        """Silhouette that samples without groups reach at the number of groups chosen (else at the best cut)."""
        if self.curve.empty:
            return float("nan")
        return float(self.curve["noise"].to_numpy(float)[self.place])

    @property
    def place(self) -> int:
        """Row of `curve` that is talked about: the number of groups chosen, else the one of largest excess."""
        if self.groups is not None:
            return self.curve.index.tolist().index(self.groups)
        return int(self.curve["excess"].to_numpy(float).argmax())


def find_structure(features: pd.DataFrame, *, seed: int = 11) -> Structure:
    """Ask for structure first, then for stability, and only then for the number of groups.

    The silhouette is compared with those of samples without groups, of the
    same size and covariance: a Gaussian one and a uniform one (the gap idea of
    Tibshirani, Walther and Hastie 2001, JRSS B 63:411-423). Stability alone
    proves nothing: even noise is cut alike again and again.

    Parameters
    ----------
    features
        One number per person and feature; rows with a missing value and
        features that never vary are left out. Any units: they are standardised.
    seed
        Of starts, nulls and resamples.

    Returns
    -------
    Structure

    """
    complete = features.astype(float).dropna()
    varied = complete.loc[:, complete.std(ddof=0) > 0] if len(complete) else complete
    needed = max(MIN_ROWS, ROWS_PER_FEATURE * varied.shape[1])
    if varied.shape[1] == 0 or len(varied) < needed:
        return _none("few", len(varied), needed)
    varied = varied.loc[:, varied.nunique() > 2]
    if varied.shape[1] < LEAST_FEATURES:
        return _none("answers", len(varied), needed)
    points: Array = ((varied - varied.mean()) / varied.std(ddof=0)).to_numpy(float)
    random = np.random.default_rng(seed)
    curve, p_value = _against_nulls(points, random)
    curve = curve.join(_stability(points, curve.index, random))
    if p_value > CERTAINTY:
        return _none("continuum", len(varied), needed, curve, p_value)
    above = curve["silhouette"] > curve["noise"]
    apart = np.array([_valley(points, k) <= VALLEY for k in curve.index.tolist()])
    if not (above & apart).any():
        return _none("continuum", len(varied), needed, curve, p_value)
    eligible = curve[above & apart & (curve["stability"] >= STABLE)]
    if eligible.empty:
        return _none("unstable", len(varied), needed, curve, p_value)
    allowed = curve.index.isin(eligible.index)
    groups = GROUPS[int(np.where(allowed, _apartness(points, curve, random), -np.inf).argmax())]
    cut = largest_first(_cut(points, groups))
    labels = pd.DataFrame({"segment": cut}, index=varied.index)["segment"]
    return Structure(curve, p_value, groups, labels, len(varied), needed, "segments")


def _none(
    outcome: Finding, n: int, needed: int, curve: pd.DataFrame | None = None, p_value: float = float("nan")
) -> Structure:
    columns = ["silhouette", "noise", "excess", "stability", "stability_low"]
    empty = pd.DataFrame(columns=columns, index=pd.Index([], name="groups"), dtype=float)
    labels: pd.Series[int] = pd.DataFrame({"segment": np.empty(0, dtype=int)})["segment"]
    return Structure(empty if curve is None else curve, p_value, None, labels, n, needed, outcome)


def _cut(points: Array, groups: int, *, starts: int = STARTS) -> Labels:
    return nearest_centre(points, centres_of(_thinned(points, MANY), groups, starts=starts, seed=groups))


def _silhouettes(points: Array, *, starts: int = FEW_STARTS) -> Array:
    """Return the silhouette of the best cut into each number of groups, from one table of distances."""
    from scipy.spatial.distance import pdist, squareform

    distances = squareform(pdist(points))
    return np.array([silhouette(distances, _cut(points, k, starts=starts)) for k in GROUPS])


def _apartness(points: Array, curve: pd.DataFrame, random: np.random.Generator) -> Array:
    """Return the silhouette of each number of groups, with answers in steps drawn from anywhere within their step.

    Two questions of five steps each leave twenty-five heaps, and heaps are well apart: they are no groups of people.
    """
    answers = [np.unique(column) for column in points.T]
    half = np.array([np.diff(few).min() / 2 if few.size <= MOST_STEPS else 0.0 for few in answers])
    if not half.any():
        return curve["silhouette"].to_numpy(float)
    blurred = [_silhouettes(_thinned(points + random.uniform(-half, half, points.shape))) for _ in range(BLURS)]
    return np.asarray(np.mean(blurred, axis=0))


def _thinned(points: Array, most: int = SAMPLE) -> Array:
    """Return every second, third... row of a large table: the cost of a silhouette grows with the square."""
    return points[:: -(-len(points) // most)]


def _against_nulls(points: Array, random: np.random.Generator) -> tuple[pd.DataFrame, float]:
    points = _thinned(points)
    seen = _silhouettes(points)
    best = _silhouettes(points, starts=STARTS)
    curve = pd.DataFrame({"silhouette": best}, index=pd.Index(GROUPS, name="groups"))
    noise, excesses, chances = [], [], []
    for draw in (_copula(points, random), _uniform(points, random), _permuted(points, random)):
        nulls = np.array([_silhouettes(draw()) for _ in range(NULLS)])
        mean, deviation = nulls.mean(axis=0), nulls.std(axis=0, ddof=1)
        excess, null_excess = (seen - mean) / deviation, (nulls - mean) / deviation
        noise.append(np.quantile(nulls, 0.99, axis=0))
        excesses.append(excess)
        chances.append(_tail(float(excess.max()), null_excess.max(axis=1)))
    return curve.assign(noise=np.max(noise, axis=0), excess=np.min(excesses, axis=0)), max(chances)


def _tail(seen: float, nulls: Array) -> float:
    """Return the chance that a null exceeds what was seen, by a Gumbel tail: a maximum over cuts."""
    scale = float(nulls.std(ddof=1)) * 6**0.5 / np.pi
    location = float(nulls.mean()) - np.euler_gamma * scale
    return float(-np.expm1(-np.exp(-(seen - location) / scale)))


def _copula(points: Array, random: np.random.Generator) -> Callable[[], Array]:
    """Return a sampler of one cloud with every feature's own values and the features' rank correlations.

    Money and tastes are skewed, and answers come in steps; compared with a smooth symmetric
    cloud, a long tail or a step alone would pass for a segment.
    """
    from scipy.special import ndtri
    from scipy.stats import rankdata

    normal = ndtri(rankdata(points, axis=0) / (len(points) + 1))
    root, values = _axes(normal / normal.std(axis=0)), np.sort(points, axis=0)

    def draw() -> Array:
        ranks = (random.standard_normal(points.shape) @ root.T).argsort(axis=0).argsort(axis=0)
        return np.asarray(np.take_along_axis(values, ranks, axis=0))

    return draw


def _permuted(points: Array, random: np.random.Generator) -> Callable[[], Array]:
    """Return a sampler of the same values with the features torn from each other."""
    return lambda: random.permuted(points, axis=0)


def _uniform(points: Array, random: np.random.Generator) -> Callable[[], Array]:
    root = _axes(points)
    return lambda: np.asarray(random.uniform(-(3**0.5), 3**0.5, points.shape) @ root.T)


def _axes(points: Array) -> Array:
    """Return the principal axes, each as long as the standard deviation along it."""
    values, vectors = np.linalg.eigh(np.atleast_2d(np.cov(points.T)))
    return np.asarray(vectors * np.sqrt(np.clip(values, 0, None)))


def _stability(points: Array, groups: pd.Index[int], random: np.random.Generator) -> pd.DataFrame:
    """Return how alike the cuts are when people are drawn again (Hennig 2007, CSDA 52:258-271)."""
    kept = _thinned(points)
    resamples = [kept[random.integers(0, len(kept), len(kept))] for _ in range(RESAMPLES)]
    rows = []
    for k in groups.tolist():
        whole = _cut(kept, k)
        alike = [
            rand_index(whole, nearest_centre(kept, centres_of(again, k, starts=FEW_STARTS, seed=0)))
            for again in resamples
        ]
        rows.append({"stability": float(np.mean(alike)), "stability_low": float(np.quantile(alike, 0.05))})
    return pd.DataFrame(rows, index=groups)


def _valley(points: Array, groups: int) -> float:
    """Return how many people stand half-way between neighbouring groups, where 1 is as many as on the rest of the way.

    A curved cloud has groups that no straight null knows, but nobody is missing between them.
    """
    points = _thinned(points, MANY)
    centres = centres_of(points, groups, starts=STARTS, seed=groups)
    own = nearest_centre(points, centres)
    near = np.argsort(((points[:, None] - centres[None]) ** 2).sum(axis=2), axis=1)[:, :2]
    sizes, between, middle = np.bincount(own, minlength=groups), 0, 0
    for one, other in combinations(range(groups), 2):
        touching = int((np.sort(near, axis=1) == [one, other]).all(axis=1).sum())
        if touching < TOUCHING * min(sizes[one], sizes[other]):
            continue
        way = centres[other] - centres[one]
        along = (points[np.isin(own, (one, other))] - centres[one]) @ way / (way @ way)
        between += int(((along > 0) & (along < 1)).sum())
        middle += int(((along > 0.35) & (along < 0.65)).sum())
    return middle / (0.3 * between) if between else 1.0


def largest_first(labels: Labels, *, within: NDArray[np.bool_] | None = None) -> Labels:
    """Number the groups by size, the largest 0; sizes are those `within` some of the rows.

    Parameters
    ----------
    labels
        Group 0.. per row.
    within
        Rows by which size is counted; all where None.

    Returns
    -------
    array of int
        Same shape as `labels`.

    """
    counted = labels if within is None else labels[within]
    order = np.argsort(-np.bincount(counted, minlength=int(labels.max()) + 1), kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(order.size)
    return np.asarray(rank[labels])
