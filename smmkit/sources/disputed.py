"""Two reports of the same things that cannot be one report exported twice: at least one of them was filtered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from smmkit.schema import TABLES
from smmkit.sources.dispute import Dispute, Rule

# Days until a platform no longer completes a day: GA4 says 24 to 48 hours
# (support.google.com/analytics/answer/11198161).
# What is attributed for 28 days (Meta freezes its numbers only then, as the connector tap-facebook says) and for longer
# (conversions, purchases, people counted once) is not looked at.
SETTLED = 3
# Shares of all that is counted: how far late corrections move settled days, and how far they move some up while they
# move others down. Both lie well above any correction read of, for a filter of half the visits moves them as little.
MOVED, BOTH_WAYS = 0.1, 0.05
# What counts over a life grows, by any factor; it never falls by much.
FALLEN = 0.3
# Below this many counted things a difference may be one late correction.
_LEAST = 10.0


_POSTS = ("views", "impressions", "likes", "comments", "shares", "saves", "reactions", "interactions")
RULES = {
    "ads": Rule("date_stop", ("spend", "impressions", "clicks_all", "link_clicks")),
    "daily": Rule("day", ("value",)),
    "web": Rule("day", ("sessions", "engaged_sessions", "events", "new_users")),
    "posts": Rule("published_at", _POSTS, grows=True),
    "customers": Rule("last_order_on", ("orders", "revenue"), grows=True),
    "competitors": Rule("day", ("followers_total", "posts", "interactions"), by_hand=True),
    "ratings": Rule("as_of", ("rating", "count"), by_hand=True),
    "market": Rule("as_of", ("market_share",), by_hand=True),
}
# Daily numbers that are states, estimates of people or of what came later, not counts of a day.
_NO_COUNTS = frozenset({"reach", "followers_total"})
ACCOUNT = ("platform", "account_id")


def disputes(name: str, frames: Sequence[pd.DataFrame]) -> list[Dispute]:
    """Return the pairs of tables that tell the same things in numbers no second export would change to.

    Parameters
    ----------
    name
        Canonical table.
    frames
        Its rows, one frame a table of a file, in the order of the files.

    Returns
    -------
    list of Dispute
        One per pair and account; empty where every later number can be a correction of the earlier.

    """
    rule = RULES.get(name)
    if rule is None or len(frames) < 2:
        return []
    found = _found(name, frames, rule, list(combinations(range(len(frames)), 2)))
    if name == "ads":
        days = [float((frame["date_stop"] - frame["date_start"]).dt.days.median()) for frame in frames]
        others = [pair for pair in combinations(range(len(frames)), 2) if days[pair[0]] != days[pair[1]]]
        found += _found(name, [_over_all_days(frame) for frame in frames], rule, others) if others else []
    return found


def _over_all_days(ads: pd.DataFrame) -> pd.DataFrame:
    """Return one row a campaign or ad, from its first day to its last: days and a month of the same are one report."""
    unlike = ("date_start", "date_stop", "result_type")
    parts = ads.groupby([name for name in TABLES["ads"].key if name not in unlike], dropna=False, sort=False)
    sums = parts[list(RULES["ads"].counts)].sum(min_count=1)
    ends = parts.agg({"date_start": "min", "date_stop": "max", "as_of": "first", "source_file": "first"})
    return pd.concat([ends, sums], axis=1).reset_index().assign(result_type=None)


def _found(name: str, frames: Sequence[pd.DataFrame], rule: Rule, pairs: Collection[tuple[int, int]]) -> list[Dispute]:
    """Return the disputes of some pairs of tables."""
    shared = _shared(name, frames, rule)
    if shared.empty:
        return []
    by = [column for column in ACCOUNT if column in shared]
    found = []
    for account, rows in shared.groupby(by, dropna=False, sort=False) if by else [((), shared)]:
        whose = tuple("" if part is None or part != part else str(part) for part in account)
        told = {place: rows[rows["_piece"] == place] for place in sorted(rows["_piece"].unique().tolist())}
        counts = {place: _numbers(part, rule) for place, part in told.items()}
        for one, other in (pair for pair in pairs if pair[0] in told and pair[1] in told):
            most = _between(told[one], told[other], rule) if _differ(counts[one], counts[other]) else None
            if most is not None:
                files = (str(frames[one]["source_file"].iloc[0]), str(frames[other]["source_file"].iloc[0]))
                found.append(Dispute(files, (one, other), whose, *most, rule))
    return found


def _shared(name: str, frames: Sequence[pd.DataFrame], rule: Rule) -> pd.DataFrame:
    """Return the sums of each key and table, for the keys that several tables tell."""
    key = [column for column in TABLES[name].key if all(column in frame for frame in frames)]
    counts = [column for column in rule.counts if all(column in frame for frame in frames)]
    kept = [*dict.fromkeys([*key, *counts, rule.day, "as_of"])]
    kept += ["first_order_on"] if name == "customers" else []
    held = [frame.reindex(columns=kept).assign(_piece=number) for number, frame in enumerate(frames)]
    if name == "customers":
        held = [one.assign(_begins=one["first_order_on"].min(), _ends=one[rule.day].max()) for one in held]
    whole = pd.concat(held, ignore_index=True)
    again = whole[whole.duplicated(key, keep=False)]
    if name == "daily":
        again = again[~again["metric"].isin(_NO_COUNTS)]
    if again.empty:
        return again
    again = again.assign(_thing=again.groupby(key, dropna=False, sort=False).ngroup())
    again = again[again.groupby("_thing")["_piece"].transform("nunique") > 1].copy()
    again[counts] = again[counts].astype("Float64")
    parts = again.groupby(["_thing", "_piece"], sort=False)
    others = [column for column in again if column not in {*counts, "_thing", "_piece"}]
    sums = parts[counts].sum(min_count=1).astype("float64")  # each table is held against many others
    return pd.concat([parts[others].first(), sums], axis=1).reset_index()


def _numbers(told: pd.DataFrame, rule: Rule) -> tuple[np.ndarray, np.ndarray]:
    """Return the things a table tells of and what it counts of each."""
    return told["_thing"].to_numpy(), told[[name for name in rule.counts if name in told]].to_numpy(float)


def _differ(one: tuple[np.ndarray, np.ndarray], other: tuple[np.ndarray, np.ndarray]) -> bool:
    """Tell whether two tables count anything that both tell of differently: most are alike, and every pair is asked."""
    _, mine, yours = np.intersect1d(one[0], other[0], assume_unique=True, return_indices=True)
    return bool((np.abs(one[1][mine] - other[1][yours]) > 0).any())


def _between(one: pd.DataFrame, other: pd.DataFrame, rule: Rule) -> tuple[str, str, tuple[float, float]] | None:
    """Return on what two tables of one account differ in a way no later export explains."""
    both = np.intersect1d(one["_thing"].to_numpy(), other["_thing"].to_numpy(), assume_unique=True, return_indices=True)
    one, other = one.iloc[both[1]], other.iloc[both[2]]
    if "_begins" in one:
        inside = (_within(one, other) & _within(other, one).set_axis(one.index)).to_numpy()
        one, other = one[inside], other[inside]
    counts = [column for column in rule.counts if column in one]
    also = other[[*counts, "as_of"]].add_suffix(" 2").set_axis(one.index)
    pairs = pd.concat([one, also], axis=1)
    weight = _settled(pairs, rule)
    metrics = pairs["metric"] if "metric" in pairs else pd.Series("", index=pairs.index)
    worst: tuple[float, str, pd.DataFrame] | None = None
    for metric, rows in pairs[weight.notna()].groupby(metrics):
        for column in (column for column in rule.counts if f"{column} 2" in rows):
            cells = rows[[column, f"{column} 2", rule.day]].set_axis(["one", "two", "day"], axis=1)
            cells = cells.assign(slack=weight[rows.index]).dropna(subset=["one", "two"])
            if rule.by_hand:
                strange = 2.0 * bool((cells["one"] != cells["two"]).any())
            else:
                strange = _strangeness(cells, order=_order(one, other), grows=rule.grows, money=column == "spend")
            if strange > 1 and (worst is None or strange > worst[0]):
                worst = strange, str(metric) or column, cells
    if worst is None:
        return None
    _, what, cells = worst
    gap = (cells["one"] - cells["two"]).abs().to_numpy(float)
    most = cells.iloc[int(gap.argmax())]
    said = "" if pd.isna(most["day"]) or "customer_id" in one else str(most["day"])[:10]
    return what, said, (float(most["one"]), float(most["two"]))


def _within(one: pd.DataFrame, other: pd.DataFrame) -> pd.Series:
    """Tell which customers bought only on days that the other file tells too, and so must be alike in both."""
    begins, ends = (other[name].iloc[0] if len(other) else pd.NaT for name in ("_begins", "_ends"))
    undated = one["first_order_on"].isna() | one["last_order_on"].isna()
    return undated | ((one["first_order_on"] >= begins) & (one["last_order_on"] <= ends))


def _order(one: pd.DataFrame, other: pd.DataFrame) -> int:
    """Return 1 where the second was exported later, -1 where earlier, 0 where nothing tells."""
    first, second = one["as_of"].max(), other["as_of"].max()
    return 0 if pd.isna(first) or pd.isna(second) or first == second else 1 if second > first else -1


def _settled(pairs: pd.DataFrame, rule: Rule) -> pd.Series:
    """Return the share of each pair that may still have been missing from one of the exports; NaN: all of it.

    A row about a month was complete but for its last days, half of which may have come later; a day by itself is
    settled three days on.
    """
    if rule.grows or rule.by_hand:
        return pd.Series(0.0, index=pairs.index)
    ends = pairs[["as_of", "as_of 2"]].min(axis=1)
    left = (ends - pairs[rule.day]).dt.days.to_numpy(float, na_value=np.nan)
    open_days = np.clip(SETTLED - left, 0, None)
    length = np.ones(len(pairs), dtype=float)
    if "date_start" in pairs:
        length = (pairs["date_stop"] - pairs["date_start"]).dt.days.to_numpy(float) + 1.0
    share = open_days / length
    return pd.Series(np.where(share < 0.5, share / 2, np.nan), index=pairs.index)


def _strangeness(cells: pd.DataFrame, *, order: int, grows: bool, money: bool) -> float:
    """Return by how many times two reports differ more than late corrections do; above 1 they are two reports."""
    one, two = cells["one"].to_numpy(float), cells["two"].to_numpy(float)
    larger = np.maximum(one, two).clip(min=0)
    whole = float(larger.sum())
    up, down = float((two - one).clip(min=0).sum()), float((one - two).clip(min=0).sum())
    if not whole or (not money and up + down < _LEAST):
        return 0.0
    slack = float((larger * cells["slack"].to_numpy(float)).sum() / whole)
    both = 2 * min(up, down) / whole
    if grows:
        fallen = {1: down, -1: up, 0: min(up, down)}[order] / whole
        return max(both / BOTH_WAYS / 2, fallen / FALLEN)
    return max(both / (BOTH_WAYS + slack), (up + down) / whole / (MOVED + slack))
