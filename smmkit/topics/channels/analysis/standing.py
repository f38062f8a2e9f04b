"""Which network earns its place: vetoes first, then how often each comes first under all ways to weigh."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from smmkit.scoring import CLEAR, rank_acceptability, vetoed_by
from smmkit.stats.power import Z_ALPHA
from smmkit.topics.channels.analysis.networks import LEAST_DAYS, MIN_POSTS, TOLD, Networks

VETOES = ("segment", "answer", "legal_age", "access")
# What is counted stands in for what was judged; in brackets what judges call it.
CRITERIA: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "fit": ("fit", "fit"),
        "seen": ("seen", "reach"),
        "interactions": ("each", "interactions"),
        "clicks": ("clicks", "clicks"),
        "conversion": ("customers", "conversion"),
        "cost": ("cost", "cost"),
        "effort": ("hours_each", "effort"),
    }
)
LESS_IS_BETTER = ("cost", "effort")
HIGHEST = 5.0
# One network alone is neither better nor worse at something; of two networks one is always last.
FEWEST, FEWEST_TO_HALVE = 2, 3
KEEP, LESS, CLOSE, WEAK, SILENT, UNKNOWN = "keep", "less", "close", "weak", "silent", "unknown"
# Below the middle of the scale the team itself holds that the people wanted are hardly there.
UNFIT = 0.5


@dataclass(frozen=True)
class Standing:
    """How the networks compare.

    Parameters
    ----------
    values
        Ranked networks x criteria, 0 to 1, more is better; NaN where nobody knows.
    counted
        The criteria that were counted; the others were judged.
    ranks
        Ranked networks x ranks: the share of all ways to weigh in which each takes each rank.
    vetoes
        Per network the veto that hits it; empty where none does.
    calls
        Per network: `keep`; `less` (clearly last: publish half as much, as a test); `weak` (clearly last and judged to
        hold few of the people wanted), `close` (a veto) or `silent` (nothing published), which all ask to close it; or
        `unknown`, with too few posts or days to tell.

    """

    values: pd.DataFrame
    counted: tuple[str, ...]
    ranks: pd.DataFrame
    vetoes: pd.Series[str]
    calls: Mapping[str, str]

    def first(self, platform: str) -> float:
        """Return in which part of all ways to weigh a network comes first; NaN where it is not ranked."""
        return self._share(platform, 1)

    def last(self, platform: str) -> float:
        """Return in which part of all ways to weigh a network comes last; NaN where it is not ranked."""
        return self._share(platform, len(self.ranks))

    def _share(self, platform: str, rank: int) -> float:
        return float(self.ranks[rank][platform]) if platform in self.ranks.index else float("nan")


def standing(found: Networks, judged: pd.DataFrame, profiles: pd.DataFrame, exported: frozenset[str]) -> Standing:
    """Return how the networks compare.

    Parameters
    ----------
    found
        From `networks`.
    judged
        Hand-kept judgements: `platform`, `criterion`, `score` from 0 to 5, more is better; a score of 0 for one of
        `VETOES` is a veto.
    profiles
        Hand-kept checklist of the profiles; a closed one is a veto.
    exported
        Networks of whose posts the client has ever given an export; silent is one whose exports tell of the window.

    Returns
    -------
    Standing
        Values, shares of ranks and a call per network.

    """
    table = found.table
    scores = _judged(judged)
    vetoes = vetoed_by(_vetoes(table, scores, profiles))
    enough = table["posts"] >= MIN_POSTS
    ranked = [str(name) for name in table.index if enough[name] and not vetoes[name]]
    values, spread, counted = criteria_table(table.loc[ranked], scores)
    ranks = acceptability(values, spread)
    fits = scores[scores["criterion"] == "fit"].set_index("platform")["mean"].astype(float)
    known = exported & {str(name) for name in table.index[table["told"] >= TOLD * found.window.days]}
    month = pd.Timestamp(found.window.end).replace(day=1)
    calls = {str(name): _call(str(name), table, vetoes, ranks, fits, known, month) for name in table.index}
    return Standing(values, counted, ranks, vetoes, MappingProxyType(calls))


def acceptability(values: pd.DataFrame, spread: pd.DataFrame) -> pd.DataFrame:
    """Return how often each network takes each rank; empty with fewer than two of them or without a criterion.

    Parameters
    ----------
    values
        Networks x criteria, 0 to 1, more is better; NaN where nobody knows.
    spread
        Their standard deviations, same shape.

    Returns
    -------
    DataFrame
        Networks x ranks, shares of all ways to weigh; from `scoring.rank_acceptability`.

    """
    if len(values) < 2 or values.shape[1] == 0:
        return pd.DataFrame(index=values.index[:0])
    return rank_acceptability(values, spread=spread)


def criteria_table(table: pd.DataFrame, scores: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, tuple[str, ...]]:
    """Return the networks' values from 0 to 1, their standard deviations, and which criteria were counted.

    A count is divided by the best network's (a cost divides the least), so that neither currency nor size of the
    client matters and two networks that hardly differ stay close. Where a network lacks the count and judges speak
    of all, the judges are heard; but what the books tell of two networks (cost, hours) is no matter for judges. What
    only one network tells, or nobody knows, is left out.

    Parameters
    ----------
    table
        Rows of `Networks.table`, without those that a veto hits.
    scores
        `platform`, `criterion`, `mean`, `sd` of the judges.

    Returns
    -------
    tuple
        Values and standard deviations, both networks x criteria, and the names of the criteria that were
        counted.

    """
    values: dict[str, pd.Series[float]] = {}
    spread: dict[str, pd.Series[float]] = {}
    counted: list[str] = []
    for name, (column, judged) in CRITERIA.items():
        told = _count(table, column, less=name in LESS_IS_BETTER)
        heard = scores[scores["criterion"] == judged].set_index("platform").reindex(table.index)
        unheard = name in LESS_IS_BETTER or heard["mean"].isna().any()
        use_count = told.notna().all() or (unheard and told.notna().sum() >= FEWEST)
        if use_count and len(told):
            values[name] = told
            counted.append(name)
            gap = (
                (table["each_high"] - table["each_low"]) / table["each"].max() / (2 * Z_ALPHA)
                if name == "interactions"
                else 0
            )
            spread[name] = pd.Series(gap, index=table.index, dtype=float).fillna(0.0)
        elif heard["mean"].notna().any():
            values[name], spread[name] = heard["mean"], heard["sd"].fillna(0.0)
    return pd.DataFrame(values, index=table.index), pd.DataFrame(spread, index=table.index), tuple(counted)


def _count(table: pd.DataFrame, column: str, *, less: bool) -> pd.Series[float]:
    if not column or column not in table or not (table[column] > 0).any():
        return pd.Series(np.nan, index=table.index)
    told = table[column].astype(float)
    return told[told > 0].min() / told.where(told > 0) if less else told / told.max()


def _judged(judged: pd.DataFrame) -> pd.DataFrame:
    columns = ["platform", "criterion", "mean", "sd", "least"]
    if judged.empty:
        return pd.DataFrame(columns=columns)
    top = max(HIGHEST, float(judged["score"].max()))
    score = judged["score"].astype(float) / top
    grouped = score.groupby([judged["platform"].astype(str), judged["criterion"].astype(str).str.casefold()])
    table = pd.DataFrame({"mean": grouped.mean(), "sd": grouped.std(ddof=1), "least": grouped.min()})
    return table.rename_axis(["platform", "criterion"]).reset_index()[columns]


def _vetoes(table: pd.DataFrame, scores: pd.DataFrame, profiles: pd.DataFrame) -> pd.DataFrame:
    hit = pd.DataFrame(False, index=table.index, columns=list(VETOES))
    for row in scores[scores["criterion"].isin(VETOES)].to_dict("records"):
        if row["platform"] in hit.index and row["least"] <= 0:
            hit.loc[row["platform"], row["criterion"]] = True
    hit["answer"] |= (table["asked"] >= MIN_POSTS) & (table["unanswered"] >= 1.0)
    if len(profiles):
        known = profiles[profiles["state"].notna()]
        shut = (known["state"] == "closed").astype(float).groupby(known["platform"].astype(str)).min()
        hit["access"] |= shut.reindex(hit.index).eq(1.0)
    return hit


def _call(
    name: str,
    table: pd.DataFrame,
    vetoes: pd.Series[str],
    ranks: pd.DataFrame,
    fits: pd.Series[float],
    known: frozenset[str],
    month: pd.Timestamp,
) -> str:
    """Return what a network's place asks for; it closes only where it is clearly last and hardly fits."""
    if vetoes[name]:
        return CLOSE
    posts = int(table["posts"][name])
    if posts == 0 and name in known and not table["pieces"][name]:
        return SILENT
    if posts < MIN_POSTS or table["told"][name] < LEAST_DAYS:
        return UNKNOWN
    if table["until"][name] < month:
        return KEEP  # nothing is closed or halved on what an earlier month was like
    told = len(ranks) >= FEWEST_TO_HALVE and pd.notna(table["each"][name])
    if told and name in ranks.index and float(ranks[len(ranks)][name]) >= CLEAR:
        return WEAK if fits.get(name, 1.0) < UNFIT else LESS
    return KEEP
