"""The same spend seen by several ad exports: keep one view of it, put the others apart."""

from __future__ import annotations

from collections.abc import Hashable

import pandas as pd

_LEVELS = {"account": 0, "campaign": 1, "ad_set": 2, "ad": 3}
# What can tell that two rows are about the same thing, coarsest first.
_ENTITIES = ("campaign_id", "campaign_name", "ad_set_name", "ad_name")
Days = dict[Hashable, pd.DatetimeIndex]


def split_views(ads: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split ad rows into those that count and those whose spend another export already holds.

    A view is what one export shows at one level and breakdown. Coarse levels go before fine ones and
    whole spend before its parts by age or place; of views as good, the one that holds most of the spend
    counts, and of equals the one by day, then the latest.

    Parameters
    ----------
    ads
        Canonical table `ads`, all exports together.

    Returns
    -------
    tuple of DataFrame
        Rows that count, and rows to keep as detail only; together all rows of `ads`.

    """
    dimension = ads["breakdown"].str.replace(r"=[^;]*", "", regex=True).fillna("")
    rank = ads["level"].map(_LEVELS) * 100 + dimension.str.len()
    apart = pd.Series(False, index=ads.index)
    for _, account in ads.groupby(["platform", "account_id", "currency"], dropna=False, sort=False):
        views = [view for _, view in account.groupby([rank[account.index], account["source_file"]], sort=False)]
        kept: list[pd.DataFrame] = []
        largest = max(float(view["spend"].sum()) for view in views)
        for view in sorted(views, key=lambda view: (rank[view.index[0]], *_preference(view, largest))):
            clash = pd.Series(False, index=view.index)
            for other in kept:
                clash |= _clashes(view, other)
            apart[view.index] = clash
            kept.append(view[~clash])
    return ads[~apart], ads[apart]


def _preference(view: pd.DataFrame, largest: float) -> tuple[float, float, float]:
    """Sort key: most of the spend (to a hundredth), shortest ranges, latest export."""
    share = round(float(view["spend"].sum()) / largest, 2) if largest else 0.0
    length = float((view["date_stop"] - view["date_start"]).dt.days.median())
    as_of = view["as_of"].max()
    return -share, length, -as_of.timestamp() if pd.notna(as_of) else 0.0


def _clashes(view: pd.DataFrame, other: pd.DataFrame) -> pd.Series:
    """Tell which rows are about the same thing on the same days as rows that already count."""
    if other.empty:
        return pd.Series(False, index=view.index)
    entity = next((name for name in _ENTITIES if view[name].notna().all() and other[name].notna().all()), None)
    taken = _days_taken(other, entity)
    things = view[entity] if entity else pd.Series("", index=view.index)
    hits = [
        _touches(taken.get(thing), start, stop)
        for thing, start, stop in zip(things, view["date_start"], view["date_stop"], strict=True)
    ]
    return pd.Series(hits, index=view.index)


def _days_taken(rows: pd.DataFrame, entity: str | None) -> Days:
    """Return the days each thing's rows cover."""
    days: dict[Hashable, set[pd.Timestamp]] = {}
    things = rows[entity] if entity else pd.Series("", index=rows.index)
    for thing, start, stop in set(zip(things, rows["date_start"], rows["date_stop"], strict=True)):
        days.setdefault(thing, set()).update(pd.date_range(start, stop))
    return {thing: pd.DatetimeIndex(sorted(covered)) for thing, covered in days.items()}


def _touches(days: pd.DatetimeIndex | None, start: pd.Timestamp, stop: pd.Timestamp) -> bool:
    if days is None:
        return False
    return bool(days.searchsorted(stop, side="right") > days.searchsorted(start, side="left"))
