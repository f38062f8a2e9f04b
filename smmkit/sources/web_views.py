"""The same visits told by several website tables: count each number once, put the other views apart."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from smmkit.schema import TABLES, conform

_KEY = TABLES["web"].key
_SPLITS = ("channel", "source", "medium", "campaign", "content")
_METRICS = tuple(column.name for column in TABLES["web"].columns if column.additive)
_ADDITIVE = tuple(column.name for column in TABLES["web"].columns if column.additive == "y")
# Exports cut off after their first rows: a split that holds less than this share of the days' totals is not whole.
WHOLE = 0.9


def one_row_a_key(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Put website tables together: of every day and channel the latest number, metric by metric.

    One file may hold a day's users and another the same day's events; neither may push the other out.
    """
    whole = pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0]
    if not whole.duplicated(list(_KEY)).any():
        return whole
    dated = whole.sort_values("as_of", kind="stable", na_position="first")
    merged = dated.groupby(list(_KEY), dropna=False, sort=False).last().reset_index()
    return conform(merged.sort_values(["source_file", "source_row"], kind="stable"), "web")


def split_web(web: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split website rows into those that count and those whose visits another row already holds.

    The visits of a day may be told as one total, by channel, or by source: adding them all counts a visit
    several times. Channels go first, because they tell the total and its parts; then the total; then finer
    splits; last what is told by the channel of a user's first visit. A split that lacks a tenth or more of the
    total of its days is not whole, and the total goes before it. Metrics are looked at one by one: a total that
    alone reports events still counts for its events.

    Parameters
    ----------
    web
        Canonical table `web`, all exports together, each key once.

    Returns
    -------
    tuple of DataFrame
        Rows that count, with the numbers told elsewhere blanked; and whole rows to keep as detail only.

    """
    view = _views(web)
    order = _order(web, view)
    if len(order) < 2:
        return web, web.iloc[:0]
    counted = web.copy()
    taken: dict[str, set[pd.Timestamp]] = {metric: set() for metric in _METRICS}
    apart = pd.Series(False, index=web.index)
    for name in order:
        mine = view == name
        for metric in _METRICS:
            told = mine & web[metric].notna()
            again = told & web["day"].isin(taken[metric])
            counted.loc[again, metric] = pd.NA
            apart |= again
            taken[metric] |= set(web.loc[told, "day"])
    empty = apart & counted[list(_METRICS)].isna().all(axis=1)
    return counted[~empty], web[apart]


def _views(web: pd.DataFrame) -> pd.Series:
    """Return what each row's visits are split by: `session`, `session channel`, `user channel`..."""
    named = web["scope"].fillna("session").astype("str")
    for column in _SPLITS:
        named = named + web[column].notna().map({True: f" {column}", False: ""})
    return named


def _order(web: pd.DataFrame, view: pd.Series) -> list[str]:
    """Return the views, the one that counts first."""

    def rank(name: str) -> tuple[bool, bool, bool, int]:
        words = name.split()
        cut = not _is_whole(web[view == name], web[view == "session"])
        return words[0] == "user", cut, "channel" not in words and len(words) > 1, _detail(words)

    return sorted(view.unique(), key=rank)


def _detail(words: list[str]) -> int:
    """Return how finely a view splits; a total comes after a split by channel alone."""
    return 1 if words[1:] == ["channel"] else 2 if len(words) == 1 else 1 + len(words)


def _is_whole(split: pd.DataFrame, total: pd.DataFrame) -> bool:
    """Tell whether a split holds what the totals of the same days hold, in every metric both report."""
    days = set(split["day"]) & set(total["day"])
    parts, wholes = (rows.loc[rows["day"].isin(days), list(_ADDITIVE)].sum(min_count=1) for rows in (split, total))
    share = (parts / wholes.where(wholes > 0)).dropna()
    return bool((share >= WHOLE).all())
