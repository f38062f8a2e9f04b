"""Is there any group structure at all, is it stable, and how many groups."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from smmkit.topics.segments.analysis.cuts import found_again, half_steps, valley
from smmkit.topics.segments.analysis.finding import CERTAINTY, STABLE, Structure, largest_first, none_found
from smmkit.topics.segments.analysis.kmeans import Array, Labels, centres_of, nearest_centre, silhouette
from smmkit.topics.segments.analysis.mixed import answers_of, cut, find_mixed, is_mixed
from smmkit.topics.segments.analysis.nulls import against, copula, permuted, uniform

GROUPS = range(2, 9)
MIN_ROWS = 60
ROWS_PER_FEATURE = 10
LEAST_FEATURES = 2
VALLEY = 0.5  # people half-way between neighbouring groups, of what the rest of the way has
RESAMPLES = 30
BLURS = 5
STARTS, FEW_STARTS = 10, 4
SAMPLE = 300  # rows behind a silhouette; its cost grows with their square
MANY = 10_000  # rows behind the centres; of a larger table every second, third... row, and all are then assigned
SEED = 11


def find_structure(features: pd.DataFrame) -> Structure:
    """Ask for structure first, then for stability, and only then for the number of groups.

    The silhouette is compared with those of samples without groups, of the
    same size and covariance: a Gaussian one and a uniform one (the gap idea of
    Tibshirani, Walther and Hastie 2001, JRSS B 63:411-423). Stability alone
    proves nothing: even noise is cut alike again and again. Where some answers are yes or no, `mixed` asks the same
    of a mixture.

    Parameters
    ----------
    features
        One number per person and feature; rows with a missing value and
        features that never vary are left out. Any units: they are standardised.

    Returns
    -------
    Structure

    """
    complete = features.astype(float).dropna()
    varied = complete.loc[:, complete.std(ddof=0) > 0] if len(complete) else complete
    needed = max(MIN_ROWS, ROWS_PER_FEATURE * varied.shape[1])
    if varied.shape[1] == 0 or len(varied) < needed:
        return none_found("few", len(varied) if features.shape[1] else 0, needed)  # of no question nobody answered all
    random = np.random.default_rng(SEED)
    if is_mixed(varied):
        return find_mixed(varied, needed, random)
    varied = varied.loc[:, varied.nunique() > 2]
    if varied.shape[1] < LEAST_FEATURES:
        return none_found("answers", len(varied), needed)
    points: Array = ((varied - varied.mean()) / varied.std(ddof=0)).to_numpy(float)
    curve, p_value = _against_nulls(points, random)
    curve = curve.join(_stability(points, random))
    if p_value > CERTAINTY:
        return none_found("continuum", len(varied), needed, curve, p_value)
    above = curve["fit"] > curve["noise"]
    apart = np.array([_valley(points, k) <= VALLEY for k in curve.index.tolist()])
    if not (above & apart).any():
        return none_found("blurred", len(varied), needed, curve, p_value)
    eligible = curve[above & apart & (curve["stability"] >= STABLE)]
    if eligible.empty:
        return none_found("unstable", len(varied), needed, curve, p_value)
    allowed = curve.index.isin(eligible.index)
    groups = GROUPS[int(np.where(allowed, _apartness(points, curve, random), -np.inf).argmax())]
    ranked = largest_first(_cut(points, groups))
    labels = pd.DataFrame({"segment": ranked}, index=varied.index)["segment"]
    return Structure(curve, p_value, groups, labels, len(varied), needed, "segments")


def cut_by(known: pd.DataFrame, groups: int, everybody: pd.DataFrame) -> Labels:
    """Return the group of everybody where the known define the groups, found as `find_structure` finds them.

    Parameters
    ----------
    known
        One row per person who defines the groups, one column per feature; none is the same for all.
    groups
        How many.
    everybody
        The same features, and perhaps others, of all who are to be told apart.

    Returns
    -------
    array of int
        Group 0.. per row of `everybody`.

    """
    if is_mixed(known):
        return cut(answers_of(known, known), groups).labels(answers_of(everybody[known.columns], known))
    known = known.loc[:, known.nunique() > 2]
    units = known.mean(), known.std(ddof=0)
    points, theirs = (((one[known.columns] - units[0]) / units[1]).to_numpy(float) for one in (known, everybody))
    return nearest_centre(theirs, centres_of(points, groups, starts=STARTS, seed=groups))


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
    half = half_steps(points)
    if not half.any():
        return curve["fit"].to_numpy(float)
    blurred = [_silhouettes(_thinned(points + random.uniform(-half, half, points.shape))) for _ in range(BLURS)]
    return np.asarray(np.mean(blurred, axis=0))


def _thinned(points: Array, most: int = SAMPLE) -> Array:
    """Return every second, third... row of a large table: the cost of a silhouette grows with the square."""
    return points[:: -(-len(points) // most)]


def _against_nulls(points: Array, random: np.random.Generator) -> tuple[pd.DataFrame, float]:
    points = _thinned(points)
    seen = _silhouettes(points)
    best = _silhouettes(points, starts=STARTS)
    draws = (copula(points, random), uniform(points, random), permuted(points, random))
    beyond = against(seen, [partial(lambda draw: _silhouettes(draw()), draw) for draw in draws])
    curve = {"fit": best, "noise": beyond.noise, "excess": beyond.excess}
    return pd.DataFrame(curve, index=pd.Index(GROUPS, name="groups")), beyond.p_value


def _stability(points: Array, random: np.random.Generator) -> pd.DataFrame:
    kept = _thinned(points)
    resamples = [random.integers(0, len(kept), len(kept)) for _ in range(RESAMPLES)]
    return found_again(
        GROUPS,
        resamples,
        lambda k: _cut(kept, k),
        lambda drawn, k: nearest_centre(kept, centres_of(kept[drawn], k, starts=FEW_STARTS, seed=0)),
    )


def _valley(points: Array, groups: int) -> float:
    """Return how many people stand half-way between neighbouring groups, measured along the line of their centres."""
    points = _thinned(points, MANY)
    centres = centres_of(points, groups, starts=STARTS, seed=groups)

    def along(people: NDArray[np.bool_], one: int, other: int) -> Array:
        way = centres[other] - centres[one]
        return np.asarray((points[people] - centres[one]) @ way / (way @ way))

    return valley(-((points[:, None] - centres[None]) ** 2).sum(axis=2), along)
