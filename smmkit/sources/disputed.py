"""Two reports of the same things that cannot be one report exported twice: at least one of them was filtered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from smmkit.schema import TABLES
from smmkit.text import N_, Message, Scalar

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


@dataclass(frozen=True)
class Rule:
    """How the numbers of a table behave when the same report is exported again.

    Parameters
    ----------
    day
        The column that says when a row was over.
    counts
        What a filter makes smaller and time does not.
    grows
        They count over a life, so that only a fall or a mixture of both is strange.
    by_hand
        Somebody counted them: of two counts of one day one is wrong, as within one file.

    """

    day: str
    counts: tuple[str, ...]
    grows: bool = False
    by_hand: bool = False


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
WORDS = {
    "spend": N_("spend"), "impressions": N_("impressions"), "clicks_all": N_("clicks"), "clicks": N_("clicks"),
    "link_clicks": N_("link clicks"), "sessions": N_("sessions"), "engaged_sessions": N_("engaged sessions"),
    "events": N_("events"), "new_users": N_("new users"), "views": N_("views"), "likes": N_("likes"),
    "comments": N_("comments"), "shares": N_("shares"), "saves": N_("saves"), "reactions": N_("reactions"),
    "interactions": N_("interactions"), "orders": N_("orders"), "revenue": N_("revenue"),
    "followers_total": N_("followers"), "posts": N_("posts"), "rating": N_("rating"), "count": N_("number of ratings"),
    "market_share": N_("market share"), "visits": N_("visits"), "follows_new": N_("new followers"),
    "profile_visits": N_("profile visits"), "unfollows": N_("unfollows"), "watch_h": N_("hours watched"),
}  # fmt: skip
# Daily numbers that are states, estimates of people or of what came later, not counts of a day.
_NO_COUNTS = frozenset({"reach", "followers_total"})
ACCOUNT = ("platform", "account_id")


@dataclass(frozen=True)
class Dispute:
    """The number on which two reports differ most.

    Parameters
    ----------
    files
        Names of the two files; the same twice where one file holds two tables.
    pieces
        Their places among the tables that were put together.
    account
        Network and account, where the table has them; "" where a row names none.
    what, day, numbers
        The column or metric, the day (ISO; empty where there is none), and the two numbers.
    rule
        What else is known of the table.

    """

    files: tuple[str, str]
    pieces: tuple[int, int]
    account: tuple[str, ...]
    what: str
    day: str
    numbers: tuple[float, float]
    rule: Rule

    def told(self) -> Message:
        """Return the question."""
        values: dict[str, Scalar] = {
            "file": self.files[0], "other": self.files[1], "what": WORDS.get(self.what, self.what), "day": self.day,
            "one": self.numbers[0], "two": self.numbers[1],
        }  # fmt: skip
        if self.rule.by_hand:
            whole = all(number == int(number) for number in self.numbers)
            return Message(_COUNTED if whole else _SHARES, values)
        if self.files[0] == self.files[1]:
            return Message(_ONE_FILE, values)
        if self.rule.grows:
            return Message(_POST if self.day else _CUSTOMER, values)
        return Message(_TWO_FILES, values)


_TWO_FILES = N_(
    "“{file}” and “{other}” tell the same differently: {what:word} of {day} is {one:number} in the first and "
    "{two:number} in the second. Days that are over hardly change, so one of them was filtered, or both. Neither is "
    "counted. Export once without a filter, or take the one that is not the whole out of the folder."
)
_ONE_FILE = N_(
    "“{file}” tells the same twice, in two of its tables, and differently: {what:word} of {day} is {one:number} in one "
    "and {two:number} in the other. Days that are over hardly change, so one of them was filtered, or both. Neither is "
    "counted. Export once without a filter or comparison."
)
_COUNTED = N_(
    "“{file}” and “{other}” count the same differently: {what:word} of {day} is {one:number} in the first and "
    "{two:number} in the second. Which count is right? Neither is used until the other is removed."
)
_SHARES = N_(
    "“{file}” and “{other}” count the same differently: {what:word} of {day} is {one:number2} in the first and "
    "{two:number2} in the second. Which count is right? Neither is used until the other is removed."
)
_POST = N_(
    "“{file}” and “{other}” tell the same differently: {what:word} of a post of {day} is {one:number} in the first and "
    "{two:number} in the second. What a post earned does not become less, so one of them was filtered or covers other "
    "days. Neither is counted. Export once without a filter and over the whole time, or take one out of the folder."
)
_CUSTOMER = N_(
    "“{file}” and “{other}” tell the same differently: {what:word} of one customer is {one:number} in the first and "
    "{two:number} in the second. What somebody bought does not become less, so one of them was filtered or begins "
    "later. Neither is counted. Export once without a filter and over the whole time, or take one out of the folder."
)


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
    shared = _shared(name, frames, rule)
    if shared.empty:
        return []
    by = [column for column in ACCOUNT if column in shared]
    found = []
    for account, rows in shared.groupby(by, dropna=False, sort=False) if by else [((), shared)]:
        whose = tuple("" if part is None or part != part else str(part) for part in account)
        told = {place: rows[rows["_piece"] == place] for place in sorted(rows["_piece"].unique().tolist())}
        for one, other in combinations(told, 2):
            most = _between(told[one], told[other], rule)
            if most is not None:
                files = (str(frames[one]["source_file"].iloc[0]), str(frames[other]["source_file"].iloc[0]))
                found.append(Dispute(files, (one, other), whose, *most, rule))
    return found


def _shared(name: str, frames: Sequence[pd.DataFrame], rule: Rule) -> pd.DataFrame:
    """Return the sums of each key and table, for the keys that several tables tell."""
    key = [column for column in TABLES[name].key if all(column in frame for frame in frames)]
    counts = [column for column in rule.counts if all(column in frame for frame in frames)]
    kept = [*dict.fromkeys([*key, *counts, rule.day, "as_of"])]
    held = [frame.reindex(columns=kept).assign(_piece=number) for number, frame in enumerate(frames)]
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
    return pd.concat([parts[others].first(), parts[counts].sum(min_count=1)], axis=1).reset_index()


def _between(one: pd.DataFrame, other: pd.DataFrame, rule: Rule) -> tuple[str, str, tuple[float, float]] | None:
    """Return on what two tables of one account differ in a way no later export explains."""
    both = np.intersect1d(one["_thing"].to_numpy(), other["_thing"].to_numpy(), assume_unique=True, return_indices=True)
    one, other = one.iloc[both[1]], other.iloc[both[2]]
    counts = [column for column in rule.counts if column in one]
    told = [part[counts].to_numpy(float, na_value=np.nan) for part in (one, other)]
    if not (np.abs(told[0] - told[1]) > 0).any():
        return None
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
