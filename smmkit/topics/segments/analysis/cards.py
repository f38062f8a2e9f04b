"""What makes each segment: its size, tastes, rules, value and channels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from smmkit.stats import mean_interval, multinomial_shares, rate_interval
from smmkit.topics.segments.analysis.beside import shares_beside

DEPTH = 3
LARGE = 0.5  # standard deviations (Cohen 1988: a medium difference)
SEED = 5  # of the tree and of the folds


@dataclass(frozen=True)
class Rules:
    """A shallow tree that tells the segments apart.

    Attributes
    ----------
    table
        One row per segment: `conditions` (tuples of feature, `<=` or `>`, threshold), `purity` (share of those
        who meet them that belong to the segment), `coverage` (share of the segment that meets them).
    fidelity
        Share of people the tree puts into their segment, on people it has not seen.
    baseline
        The same for "everybody is in the largest segment".

    """

    table: pd.DataFrame
    fidelity: float
    baseline: float


def size_table(labels: pd.Series[int]) -> pd.DataFrame:
    """Return `count`, `share`, `low`, `high` per segment; the intervals hold together.

    Parameters
    ----------
    labels
        Segment 0.. per customer.

    Returns
    -------
    DataFrame
        Indexed by segment; shares of 1, from `stats.multinomial_shares`.

    """
    return multinomial_shares(labels.value_counts().sort_index()).rename_axis("segment")


def taste_table(features: pd.DataFrame, labels: pd.Series[int]) -> pd.DataFrame:
    """Return what each segment values more or less than everybody.

    The groups were cut along these features, so the intervals describe; the
    proof that there are groups is the comparison with the nulls.

    Parameters
    ----------
    features
        One number per customer and feature.
    labels
        Segment 0.. per customer.

    Returns
    -------
    DataFrame
        `segment`, `feature`, `mean`, `low`, `high` (in the feature's unit), `overall`,
        `distance` (in standard deviations of everybody), `side` (`high`, `low` or empty).

    """
    rows = []
    used = features.loc[labels.index].astype(float)
    overall, deviation = used.mean(), used.std(ddof=0)
    for segment, members in used.groupby(labels):
        for feature in used.columns[deviation > 0]:
            interval = mean_interval(members[feature].to_numpy(float))
            mean = float(members[feature].mean())
            distance = (mean - overall[feature]) / deviation[feature]
            stands_out = abs(distance) >= LARGE and interval.excludes(float(overall[feature]))
            rows.append(
                {"segment": segment, "feature": feature, "mean": mean, "low": interval.low, "high": interval.high,
                 "overall": float(overall[feature]), "distance": float(distance),
                 "side": ("high" if distance > 0 else "low") if stands_out else ""}
            )  # fmt: skip
    return pd.DataFrame(rows)


def segment_names(tastes: pd.DataFrame) -> dict[int, tuple[str, ...]]:
    """Return the one or two features that name each segment: those it values most above the others.

    Two segments never share a name: where they would, the next feature is added.
    An empty tuple names the segment that values nothing more than the others do.

    Parameters
    ----------
    tastes
        From `taste_table`.

    Returns
    -------
    dict
        Segment -> names of features.

    """
    ranked = {
        segment: rows[rows["side"] == "high"].sort_values("distance", ascending=False)["feature"].tolist()
        for segment, rows in (
            (one, tastes[tastes["segment"] == one]) for one in sorted(set(tastes["segment"].tolist()))
        )
    }
    names: dict[int, tuple[str, ...]] = {}
    for segment, features in ranked.items():
        taken = set(names.values())
        lengths = [2, 1, *range(3, len(features) + 1)]
        free = [tuple(features[:k]) for k in lengths if tuple(features[:k]) not in taken]
        names[segment] = free[0] if free else (*features, f"{segment + 1}")
    return names


def segment_rules(features: pd.DataFrame, labels: pd.Series[int]) -> Rules:
    """Return two or three conditions per segment that a person can check by hand.

    The conditions are those of the leaf, of a tree of depth 3, that holds most
    of the segment; fidelity is measured on people the tree has not seen.

    Parameters
    ----------
    features
        One number per customer and feature.
    labels
        Segment 0.. per customer.

    Returns
    -------
    Rules
        Conditions in the features' units; shares from 0 to 1.

    Notes
    -----
    Breiman, Friedman, Olshen and Stone (1984), *Classification and Regression Trees*; five folds.

    """
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.tree import DecisionTreeClassifier

    used = features.loc[labels.index].astype(float)
    target = labels.to_numpy(int)
    tree = DecisionTreeClassifier(max_depth=DEPTH, min_samples_leaf=max(5, len(used) // 50), random_state=SEED)
    folds = StratifiedKFold(5, shuffle=True, random_state=SEED)
    guessed = cross_val_predict(tree, used.to_numpy(), target, cv=folds)
    tree.fit(used.to_numpy(), target)
    leaves = tree.apply(used.to_numpy())
    rows = {}
    for segment in sorted(set(target)):
        leaf = pd.Series(leaves[target == segment]).value_counts().index[0]
        inside, member = leaves == leaf, target == segment
        rows[segment] = {
            "conditions": _path(tree.tree_, int(leaf), list(used.columns)),
            "purity": float(member[inside].mean()),
            "coverage": float(inside[member].mean()),
        }
    table = pd.DataFrame.from_dict(rows, orient="index").rename_axis("segment")
    baseline = float(labels.value_counts(normalize=True).max())
    return Rules(table, float((guessed == target).mean()), baseline)


def _path(tree: Any, leaf: int, names: list[str]) -> tuple[tuple[str, str, float], ...]:
    """Return the conditions that lead to a leaf; of two on one side of a feature, the tighter."""
    parents = {int(child): (node, "<=") for node, child in enumerate(tree.children_left) if child != -1}
    parents |= {int(child): (node, ">") for node, child in enumerate(tree.children_right) if child != -1}
    tightest: dict[tuple[str, str], float] = {}
    while leaf in parents:
        leaf, side = parents[leaf]
        tightest.setdefault((names[tree.feature[leaf]], side), float(tree.threshold[leaf]))
    return tuple((feature, side, value) for (feature, side), value in reversed(tightest.items()))


def channel_table(customers: pd.DataFrame, labels: pd.Series[int]) -> pd.DataFrame:
    """Return where each segment comes from.

    Parameters
    ----------
    customers
        Canonical customers: `channel`.
    labels
        Segment 0.. per customer.

    Returns
    -------
    DataFrame
        From `shares_beside`: `segment`, `channel`, `count`, `share`, `low`, `high`, `overall`, `side`.

    """
    return shares_beside(customers["channel"], labels, "channel")


def value_table(customers: pd.DataFrame, labels: pd.Series[int], as_of: pd.Timestamp) -> pd.DataFrame:
    """Return what each segment is worth: recency, frequency and money of its buyers.

    Parameters
    ----------
    customers
        Canonical customers: `last_order_on`, `orders`, `revenue`.
    labels
        Segment 0.. per customer.
    as_of
        Day from which recency is counted.

    Returns
    -------
    DataFrame
        Per segment: `n` customers, `recency_days` and `orders` (medians), `revenue` (mean per customer,
        client's currency), `low`, `high` (`stats.rate_interval`: money is skewed), `revenue_share` of the segments'
        total, `rfm` (mean score 1-5).

    """
    buyers = customers.loc[labels.index]
    scores = rfm_scores(buyers, as_of)
    total = float(buyers["revenue"].sum()) or float("nan")
    rows = {}
    for segment, members in buyers.groupby(labels):
        money = members["revenue"].astype(float).dropna().to_numpy()
        interval = rate_interval(money)
        rows[segment] = {
            "n": len(members),
            "recency_days": float((as_of - members["last_order_on"]).dt.days.median()),
            "orders": float(members["orders"].astype(float).median()),
            "revenue": float(money.mean()) if money.size else np.nan,
            "low": interval.low,
            "high": interval.high,
            "revenue_share": float(money.sum()) / total,
            "rfm": float(scores.loc[members.index, ["recency", "frequency", "money"]].mean(axis=1).mean()),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("segment")


def rfm_scores(customers: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """Return recency, frequency and money of each buyer as scores 1 (worst fifth) to 5 (best fifth).

    Hughes (1994), Strategic Database Marketing. Equal values get the same
    score; a buyer whose value is missing gets none.

    Parameters
    ----------
    customers
        Canonical customers: `last_order_on`, `orders`, `revenue`.
    as_of
        Day from which recency is counted.

    Returns
    -------
    DataFrame
        `recency`, `frequency`, `money`, same index.

    """
    raw = pd.DataFrame(
        {
            "recency": -(as_of - customers["last_order_on"]).dt.days.astype(float),
            "frequency": customers["orders"].astype(float),
            "money": customers["revenue"].astype(float),
        },
        index=customers.index,
    )
    return (raw.rank(method="average", pct=True) * 5).apply(np.ceil).clip(1, 5)
