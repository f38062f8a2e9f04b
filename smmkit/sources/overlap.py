"""The same spend seen by several ad exports: keep one view of it, put the others apart."""

from __future__ import annotations

from collections.abc import Hashable

import pandas as pd

_LEVELS = {"account": 0, "campaign": 1, "ad_set": 2, "ad": 3}
# What can tell that two rows are about the same thing, coarsest first.
_ENTITIES = ("campaign_id", "campaign_name", "ad_set_name", "ad_name")
# What names the things of a level within a campaign; all of them that both views tell, for a name may come twice.
_WITHIN = {2: ("ad_set_id", "ad_set_name"), 3: ("ad_set_id", "ad_set_name", "ad_id", "ad_name")}
_CENT = 0.01
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
    rank = ads["level"].map(_LEVELS) * 100 + _dimension(ads["breakdown"]).str.len()
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
    whole = _same_days(view, other, [entity] if entity else [])
    fine = _names_within(view, other)
    if not fine or not whole.any():
        return whole
    # Other ad sets or ads of the same campaign: each export was filtered. The same money under other names is not.
    keys = [entity] if entity else []
    apart = whole & ~_same_days(view, other, [*keys, *fine])
    return whole & ~(apart & ~_same_money(view, other, keys))


def _names_within(view: pd.DataFrame, other: pd.DataFrame) -> list[str]:
    """Return what names the things of both views below a campaign; nothing where they are of different levels."""
    levels = {_LEVELS.get(str(level), 0) for level in (view["level"].iloc[0], other["level"].iloc[0])}
    names = [*_WITHIN.get(levels.pop(), ())] if len(levels) == 1 else []
    names += ["breakdown"] if _dimensions(view) == _dimensions(other) else []
    return [name for name in names if view[name].notna().all() and other[name].notna().all()]


def _dimensions(rows: pd.DataFrame) -> str:
    """Return by what a view is broken down, such as `age; gender`."""
    return str(_dimension(rows["breakdown"]).iloc[0])


def _dimension(breakdown: pd.Series) -> pd.Series:
    return breakdown.str.replace(r"=[^;]*", "", regex=True).fillna("")


def _same_money(view: pd.DataFrame, other: pd.DataFrame, keys: list[str]) -> pd.Series:
    """Tell for which rows both views tell the same spend of their campaign: one thing that was named anew."""
    things, others = _things(view, keys), _things(other, keys)
    mine, theirs = view["spend"].groupby(things).sum(), other["spend"].groupby(others).sum()
    near = (mine - theirs.reindex(mine.index)).abs() <= _CENT
    return things.map(near).fillna(False).astype(bool)


def _things(rows: pd.DataFrame, keys: list[str]) -> pd.Series:
    """Return what each row is about, as one text."""
    told = pd.Series("", index=rows.index, dtype="str")
    for key in keys:
        told = told + "\n" + rows[key].astype("str")
    return told


def _same_days(view: pd.DataFrame, other: pd.DataFrame, keys: list[str]) -> pd.Series:
    """Tell which rows are about the same thing on the same days as one of the other's rows."""
    taken = _days_taken(_things(other, keys), other)
    hits = [
        _touches(taken.get(thing), start, stop)
        for thing, start, stop in zip(_things(view, keys), view["date_start"], view["date_stop"], strict=True)
    ]
    return pd.Series(hits, index=view.index)


def _days_taken(things: pd.Series, rows: pd.DataFrame) -> Days:
    """Return the days each thing's rows cover."""
    days: dict[Hashable, set[pd.Timestamp]] = {}
    for thing, start, stop in set(zip(things, rows["date_start"], rows["date_stop"], strict=True)):
        days.setdefault(thing, set()).update(pd.date_range(start, stop))
    return {thing: pd.DatetimeIndex(sorted(covered)) for thing, covered in days.items()}


def _touches(days: pd.DatetimeIndex | None, start: pd.Timestamp, stop: pd.Timestamp) -> bool:
    if days is None:
        return False
    return bool(days.searchsorted(stop, side="right") > days.searchsorted(start, side="left"))
