"""Pairs of an inside and an outside item that could become a strategy, and which of them comes first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import numpy as np
import pandas as pd

from smmkit.scoring import ranks_of
from smmkit.topics.swot.analysis.rules import INTERNAL
from smmkit.topics.swot.analysis.statements import theme_of
from smmkit.topics.swot.analysis.weights import Weighing

PER_CELL = 3
EXPERT = "expert"
DRAWS = 5000
SEED = 20260101
CRITERIA = ["in_weight", "out_weight", "evidence", "goals"]
CELLS: Mapping[tuple[str, str], str] = {
    ("strengths", "opportunities"): "SO",
    ("weaknesses", "opportunities"): "WO",
    ("strengths", "threats"): "ST",
    ("weaknesses", "threats"): "WT",
}
_ENGAGEMENT = ("err", "err_pooled", "er_followers", "er_impressions", "er_views", "applause", "conversation")
MOVES: Mapping[str, frozenset[str]] = {
    "rate": frozenset({*_ENGAGEMENT, "amplification"}),
    "reputation": frozenset({"net_sentiment", "nps", "response_rate"}),
    "voice": frozenset({"sov", "esov", "follower_growth"}),
    "topic": frozenset({"err", "sov", "follower_growth", "sessions"}),
    "rival": frozenset({"follower_growth", "sov", "follows_new"}),
    "price": frozenset({"cpm", "cpc", "cpa", "cpl", "cpe", "roas", "spend"}),
    "buyers": frozenset({"orders", "key_events", "revenue", "leads"}),
    "offer": frozenset({"orders", "key_events", "revenue", "leads"}),
    "partner": frozenset({"sessions", "follower_growth", "follows_new"}),
    "answers": frozenset({"first_response", "response_rate", "net_sentiment"}),
    "complaints": frozenset({"net_sentiment", "first_response", "response_rate"}),
    "service": frozenset({"net_sentiment", "nps"}),
    "format": frozenset({*_ENGAGEMENT, "amplification"}),
    "network": frozenset({*_ENGAGEMENT, "follower_growth", "follows_new"}),
    "people": frozenset({*_ENGAGEMENT}),
}
"""Metrics of the client's goals that an item of each kind, or an opinion about it, can move."""


def pair_items(weighing: Weighing, possible: Collection[tuple[str, str, str]], goals: Iterable[str]) -> pd.DataFrame:
    """Return the pairs worth a strategy, a few per cell of the TOWS table, with their values 0..1.

    Parameters
    ----------
    weighing
        From `weigh`.
    possible
        Combinations (cell, inside theme, outside theme) that make sense as a strategy.
    goals
        Metrics of the client's goals.

    Returns
    -------
    DataFrame
        `cell`, `inside` and `outside` (ids), `inside_kind`, `outside_kind`, what both are about (`..._theme`: the kind
        of a measured item, what its words say of an opinion), `format` (the opinion names), `platform`, where the
        outside item happened (`outside_platform`),
        `inside_subject`, `outside_subject`, how a reader calls both (`..._called`), and the criteria `in_weight`,
        `out_weight`, `evidence`, `goals`; best sum first. Two items that would make the same strategy make it once, an
        inside item is used once a cell, and of the pairs with an opinion a cell keeps one, where it can one whose other
        side is measured. Empty without items on both sides.

    """
    table = weighing.table
    inner = table[table["quadrant"].isin(INTERNAL)]
    outer = table[~table["quadrant"].isin(INTERNAL)]
    wanted = list(goals)
    rows = [
        row
        for a in inner.to_dict("records")
        for b in outer.to_dict("records")
        if _same_place(a, b)
        and ((row := _pair(a, b, wanted))["cell"], row["inside_theme"], row["outside_theme"]) in possible
    ]
    pairs = pd.DataFrame(rows, columns=_COLUMNS)
    for name in ("in_weight", "out_weight"):
        pairs[name] = pairs[name] / pairs[name].max() if len(pairs) else pairs[name]
    held = pairs["inside_kind"].eq(EXPERT).astype(int) + pairs["outside_kind"].eq(EXPERT).astype(int)
    ordered = pairs.assign(held=held, total=pairs[CRITERIA].sum(axis=1))
    ordered = ordered.sort_values(["held", "total"], ascending=[True, False], kind="stable").drop_duplicates(_SUBJECT)
    opinions = ordered[ordered["held"] > 0]
    later = opinions.index[opinions.groupby("cell").cumcount() > 0]
    kept = ordered.drop(index=later).drop_duplicates(["cell", "inside"]).groupby("cell", sort=False).head(PER_CELL)
    return kept.sort_values("total", ascending=False, kind="stable").reindex(columns=_COLUMNS).reset_index(drop=True)


def strategy_ranks(pairs: pd.DataFrame, weighing: Weighing) -> pd.DataFrame:
    """Return how often each strategy takes each rank when weights are uncertain.

    All weights of the four criteria are equally likely, and the weights of the items are as
    uncertain as their judges leave them; an item that two strategies share moves both.

    Parameters
    ----------
    pairs
        From `pair_items`.
    weighing
        The weights behind them.

    Returns
    -------
    DataFrame
        Strategies (position in `pairs`) x ranks; empty without pairs.

    """
    if pairs.empty:
        return pd.DataFrame()
    random = np.random.default_rng(SEED)
    weights = weighing.table.set_index("id")["weight"]
    drawn = random.dirichlet(np.maximum(weights.to_numpy() * weighing.certainty, 1e-3), size=DRAWS)
    place = {id: number for number, id in enumerate(weights.index)}
    counts = random.dirichlet(np.ones(len(CRITERIA)), size=DRAWS)
    utilities = counts[:, 2:] @ pairs[CRITERIA[2:]].to_numpy(float).T
    for number, side in enumerate(("inside", "outside")):
        part = drawn[:, [place[id] for id in pairs[side]]]
        utilities = utilities + counts[:, [number]] * part / part.max(axis=1, keepdims=True)
    return ranks_of(utilities, pairs.index, seed=SEED)


_COLUMNS = [
    *("cell", "inside", "outside", "inside_kind", "outside_kind", "platform", "inside_subject", "outside_subject"),
    *("inside_called", "outside_called", "inside_theme", "outside_theme", "format", "outside_platform"),
    *("in_weight", "out_weight", "evidence", "goals"),
]


_SUBJECT = ["cell", "inside_theme", "platform", "outside_theme", "outside_subject"]


def _same_place(a: Mapping[object, object], b: Mapping[object, object]) -> bool:
    """Whether two items may meet: what happens on one platform says nothing about another."""
    return not (a["platform"] and b["platform"]) or a["platform"] == b["platform"]


def _theme(row: Mapping[object, object]) -> tuple[str, str]:
    """Return what an item is about, and the format it names: its kind, or what the words of an opinion say."""
    if row["kind"] != EXPERT:
        return str(row["kind"]), ""
    theme = theme_of(str(row["subject"]), str(row["quadrant"]))
    return theme.kind, theme.format


def _pair(a: Mapping[object, object], b: Mapping[object, object], goals: list[str]) -> dict[str, object]:
    """Describe one pair; the weaker of the two pieces of evidence counts for both."""
    (inner, form), (outer, _) = _theme(a), _theme(b)
    moved = MOVES.get(inner, frozenset()) | MOVES.get(outer, frozenset())
    weaker = min(float(str(a["distance"])), float(str(b["distance"])))
    return {
        "cell": CELLS[(str(a["quadrant"]), str(b["quadrant"]))],
        "inside": a["id"],
        "outside": b["id"],
        "inside_kind": a["kind"],
        "outside_kind": b["kind"],
        "platform": a["platform"],
        "outside_platform": b["platform"],
        "inside_subject": a["subject"],
        "outside_subject": b["subject"],
        "inside_called": a["called"],
        "outside_called": b["called"],
        "inside_theme": inner,
        "outside_theme": outer,
        "format": form,
        "in_weight": a["weight"],
        "out_weight": b["weight"],
        "evidence": 1 - 1 / weaker if weaker > 1 else 0.0,
        "goals": sum(goal in moved for goal in goals) / len(goals) if goals else 0.5,
    }
