"""Analytic hierarchy process: weights out of comparisons two by two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmkit.errors import DataError

RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
"""Mean consistency index of random matrices of order 1 to 15 (Saaty 1980, The Analytic Hierarchy Process)."""

LIMIT = 0.1


@dataclass(frozen=True)
class PairwiseComparison:
    """What a matrix of comparisons says.

    Parameters
    ----------
    weights
        One weight per item, summing to 1.
    consistency_ratio
        Saaty's CR: 0 for a judge who never contradicts himself, 1 for one who answers at
        random. NaN where comparisons are missing, because their consistency is assumed.
    judges
        CR of each judge, and how many pairs each compared; empty for a single matrix.

    """

    weights: pd.Series[float]
    consistency_ratio: float
    judges: pd.DataFrame

    @property
    def consistent(self) -> bool:
        """Whether CR is 0.1 at most; an unknown one is not called consistent."""
        return self.consistency_ratio <= LIMIT


def pairwise_matrix(judgements: pd.DataFrame, items: Sequence[str] | None = None) -> pd.DataFrame:
    """Arrange comparisons as a reciprocal matrix, judges joined by the geometric mean.

    The geometric mean is the one average that keeps the matrix reciprocal (Aczel and Saaty
    1983, Journal of Mathematical Psychology 27:93-102).

    Parameters
    ----------
    judgements
        `left`, `right`, `ratio`: how many times more important left is than right; several
        rows for a pair (several judges, either order) are averaged.
    items
        Items to compare, in order; by default those named. Other rows are left out.

    Returns
    -------
    DataFrame
        Items x items, 1 on the diagonal, NaN where nobody compared the two.

    Raises
    ------
    DataError
        If a ratio is not positive.

    """
    names = list(dict.fromkeys([*judgements["left"], *judgements["right"]]) if items is None else items)
    kept = judgements[judgements["left"].isin(names) & judgements["right"].isin(names)]
    kept = kept[(kept["left"] != kept["right"]) & kept["ratio"].notna()]
    if (kept["ratio"] <= 0).any():
        raise DataError(
            f"judgements: a ratio must be between 1/9 and 9 (found {kept['ratio'].min():g}). "
            "Write 3 where left matters three times as much as right, 0.333 the other way round."
        )
    logs = pd.DataFrame({"left": kept["left"], "right": kept["right"], "log": np.log(kept["ratio"].astype(float))})
    turned = logs.rename(columns={"left": "right", "right": "left"}).assign(log=-logs["log"])
    means = pd.concat([logs, turned]).pivot_table(values="log", index="left", columns="right")
    matrix = np.exp(means.reindex(index=names, columns=names).to_numpy(float))
    np.fill_diagonal(matrix, 1.0)
    return pd.DataFrame(matrix, index=names, columns=names)


def not_compared(judgements: pd.DataFrame, items: Sequence[str] | None = None) -> list[str]:
    """Return the items that no chain of comparisons ties to the first one: their weight is not known yet.

    Parameters
    ----------
    judgements
        `left`, `right`, `ratio`.
    items
        Items to compare, in order; by default those named.

    Returns
    -------
    list of str
        In the order of the items; empty where all are tied together.

    """
    return _apart(pairwise_matrix(judgements, items))


def matrix_weights(matrix: pd.DataFrame) -> PairwiseComparison:
    """Return the weights of one matrix: its principal eigenvector (Saaty 1977).

    A pair nobody compared is taken to be consistent with all the others (Harker 1987,
    Mathematical Modelling 9:353-360).

    Parameters
    ----------
    matrix
        Reciprocal, 1 on the diagonal, NaN for pairs that were not compared.

    Returns
    -------
    PairwiseComparison

    Raises
    ------
    DataError
        If an item was compared with no other, directly or through a third one.

    """
    a = matrix.to_numpy(float)
    missing = np.isnan(a)
    _check_connected(matrix)
    filled = np.where(missing, 0.0, a) + np.diag(missing.sum(axis=1).astype(float))
    values, vectors = np.linalg.eig(filled)
    largest = int(np.argmax(values.real))
    vector = np.abs(vectors[:, largest].real)
    weights = pd.Series(vector / vector.sum(), index=matrix.index, name="weight")
    ratio = _consistency_ratio(float(values[largest].real), len(a))
    return PairwiseComparison(weights, float("nan") if missing.any() else ratio, pd.DataFrame())


def weights_of_judges(judgements: pd.DataFrame, items: Sequence[str] | None = None) -> PairwiseComparison:
    """Return the weights of all judges together, with the consistency of each.

    Parameters
    ----------
    judgements
        `judge`, `left`, `right`, `ratio`.
    items
        Items to compare; by default those named.

    Returns
    -------
    PairwiseComparison
        `judges` has one row per judge: `pairs`, `consistency_ratio` (missing where a judge
        left pairs out) and `consistent`.

    """
    together = matrix_weights(pairwise_matrix(judgements, items))
    names = list(together.weights.index)
    rows = []
    for judge, own in judgements.groupby("judge", sort=True):
        matrix = pairwise_matrix(own, names)
        pairs = int((~np.isnan(matrix.to_numpy())).sum() - len(names)) // 2
        complete = not matrix.isna().any(axis=None)
        ratio = matrix_weights(matrix).consistency_ratio if complete else float("nan")
        rows.append({"judge": judge, "pairs": pairs, "consistency_ratio": ratio, "consistent": ratio <= LIMIT})
    judges = pd.DataFrame(rows).set_index("judge")
    return PairwiseComparison(together.weights, together.consistency_ratio, judges)


def certainty_of_judges(judgements: pd.DataFrame, items: Sequence[str] | None = None) -> float:
    """Return how sure the judges' weights are, as the concentration of a Dirichlet distribution.

    It is fitted by moments to the spread between the judges who compared every pair: judges
    who agree give a high number. With fewer than two of them it is the number of items,
    which says "hardly".

    Parameters
    ----------
    judgements
        `judge`, `left`, `right`, `ratio`.
    items
        Items to compare; by default those named.

    Returns
    -------
    float
        From the number of items up to 200.

    """
    names = list(pairwise_matrix(judgements, items).index)
    matrices = [pairwise_matrix(own, names) for _, own in judgements.groupby("judge", sort=True)]
    known = [matrix_weights(matrix).weights.to_numpy() for matrix in matrices if not matrix.isna().any(axis=None)]
    if len(known) < 2:
        return float(len(names))
    mean, variance = np.mean(known, axis=0), np.var(known, axis=0, ddof=1)
    fitted = float((mean * (1 - mean)).sum() / max(variance.sum(), 1e-12)) - 1
    return float(np.clip(fitted, len(names), 200.0))


def _consistency_ratio(largest: float, order: int) -> float:
    if order < 3:
        return 0.0
    index = RANDOM_INDEX[min(order, len(RANDOM_INDEX)) - 1]
    return max(0.0, (largest - order) / (order - 1) / index)


def _check_connected(matrix: pd.DataFrame) -> None:
    """Refuse items that no chain of comparisons ties to the first one."""
    if apart := _apart(matrix):
        left_out = ", ".join(apart)
        raise DataError(f"judgements: nobody compared {left_out} with the rest. Compare each item with one other.")


def _apart(matrix: pd.DataFrame) -> list[str]:
    known = ~np.isnan(matrix.to_numpy(float))
    reached = known[0] if len(known) else known.any(axis=1)
    for _ in range(len(known)):
        reached = known[reached].any(axis=0)
    return [str(name) for name in matrix.index[~reached]]
