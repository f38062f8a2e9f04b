"""What each network brings and what it takes: posts, interactions, visits, hours, money, messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from smmkit.measures.coverage import a_week
from smmkit.measures.followers import all_followers, known_followers
from smmkit.measures.mentions import known_brands
from smmkit.measures.money_told import booked_days
from smmkit.measures.posts import lasting, own_posts
from smmkit.measures.scopes import Window
from smmkit.measures.spend import hour_price, spend_rows
from smmkit.measures.visits import visits_by_network
from smmkit.period import MONTH, WEEKS_PER_MONTH
from smmkit.schema import empty, platform_name
from smmkit.topics.channels.analysis.audience import audience_fit
from smmkit.topics.channels.analysis.posted import inside, posted_table, told_days_of

MIN_POSTS = 10
# Share of the window that the exports of a network's posts must tell of, and the fewest days a pace is told from.
TOLD, LEAST_DAYS = 0.8, 14
# What a network takes to be kept alive; ads and creators are bought apart and judged apart (06, section 7).
UPKEEP = ("people", "production", "tools")
# Counts of how often a post was seen; never joined, so one of them is compared.
SEEN = ("views", "reach", "impressions")
MIN_NAMED = 30


@dataclass(frozen=True)
class Networks:
    """What each network brings and takes in the window.

    Parameters
    ----------
    table
        One row a network: `posts` (those that stay), `pieces` (stories and live streams too), `told` (days of the
        window its exports of posts tell of), `until` (the last of them), `per_week` (over those days), `last_post`,
        `followers`, `seen` (median per post), `each` (interactions per post) with `each_low` and `each_high`, `clicks`
        (link clicks per post), `customers` (share of those who said how they came), `fit` (how far its people share
        our customers' ages, 0-1), `key_events` and `revenue` (by the source of the visit), `hours` a week, `money` a
        month and how much of it is booked for it alone (`own`), `hours_each` (a post takes), `cost` (money per
        interaction), `messages` a week, `unanswered` and `complaints` (shares), `negative`
        (share of mentions of a known tone), `burst` (share of last year's complaints that came there).
    window
        The days.
    seen
        Which count of being seen is compared: `views`, `reach` or `impressions`; empty where none is.
    hour
        What an hour costs, in the client's money; NaN where nobody booked hours with an amount.
    hours_per_post
        Hours of production booked per post; NaN where none are booked.

    """

    table: pd.DataFrame
    window: Window
    seen: str
    hour: float
    hours_per_post: float


def networks(tables: Mapping[str, pd.DataFrame], own: Iterable[str], *, brand: str, window: Window) -> Networks:
    """Return what each network brings and takes.

    Parameters
    ----------
    tables
        Canonical tables by name, with local times.
    own
        Networks the brief names.
    brand
        Name of the client.
    window
        The days that count, three months as a rule.

    Returns
    -------
    Networks
        A row per network the brief names or that has posts.

    """
    posts = inside(tables, "posts", window)
    made = own_posts(posts) if len(posts) else posts
    posts = lasting(made) if len(made) else made
    found = dict.fromkeys([*own, *(str(name) for name in _distinct(posts, "platform"))])
    names = [name for name in found if name]
    inbox = inside(tables, "inbox", window)
    table = pd.DataFrame(index=pd.Index(names, name="platform"))
    table = table.join(posted_table(posts, names, told_days_of(tables, "posts", names, window)))
    table["pieces"] = [int((made["platform"] == name).sum()) if len(made) else 0 for name in names]
    seen, shown = _seen(posts, names)
    table["seen"] = shown
    table["followers"] = _followers(tables, brand, window).reindex(names).astype(float)
    table["customers"] = _customers(tables, names)
    blank = pd.DataFrame()
    table["fit"] = audience_fit(tables.get("audience", blank), tables.get("customers", blank), names)
    table = table.join(visits_by_network(tables, names, window))
    upkeep, hour, per_post = _upkeep(tables, made, inbox, names, window, table["per_week"].sum())
    table = table.join(upkeep)
    table["hours_each"] = table["hours"] / table["per_week"].where(table["per_week"] > 0)
    earned = table["total"] / table["posts"].where(table["posts"] > 0) * table["per_week"] * WEEKS_PER_MONTH
    table["cost"] = table["money"] / earned.where(earned > 0)
    table = table.join(_messages(inbox, names, told_days_of(tables, "inbox", names, window)))
    table["negative"] = _negative(inside(tables, "mentions", window), brand, names)
    table["burst"] = _burst(tables, names, window)
    return Networks(table, window, seen, hour, per_post)


def _distinct(table: pd.DataFrame, column: str) -> list[Any]:
    return list(table[column].dropna().unique()) if column in table else []


def _seen(posts: pd.DataFrame, names: list[str]) -> tuple[str, pd.Series[float]]:
    """Return the count most networks report of how often a post is seen, and its median per post."""
    blank = pd.Series(np.nan, index=names)
    if posts.empty:
        return "", blank
    told = {name: posts.groupby("platform", observed=True)[name].median().dropna().astype(float) for name in SEEN}
    best = max(SEEN, key=lambda name: len(told[name]))  # the first of them where several reach as far
    return (best, told[best].reindex(names)) if len(told[best]) else ("", blank)


def _followers(tables: Mapping[str, pd.DataFrame], brand: str, window: Window) -> pd.Series[float]:
    """Return the followers of each network on the last day of the window with a count, all its accounts together."""
    known = [tables[name] if name in tables else empty(name) for name in ("daily", "competitors")]
    counts = all_followers(known_followers(*known, own=brand))
    inside = counts[window.holds(counts["day"])].sort_values("day")
    return inside.groupby(inside["platform"].astype(str))["followers"].last()


def _customers(tables: Mapping[str, pd.DataFrame], names: list[str]) -> pd.Series[float]:
    """Return the share of customers who came through each network, where the question names two of them or more."""
    blank = pd.Series(np.nan, index=names)
    told = tables.get("customers", pd.DataFrame()).get("channel")
    if told is None:
        return blank
    spelled = {platform_name(name).casefold(): name for name in names}
    said = told.dropna().astype(str).str.strip().str.casefold().map(spelled)
    counts = said.value_counts()
    if len(said) < MIN_NAMED or len(counts) < 2:
        return blank
    return counts.reindex(names).astype(float) / len(said)


def _upkeep(
    tables: Mapping[str, pd.DataFrame],
    posts: pd.DataFrame,
    inbox: pd.DataFrame,
    names: list[str],
    window: Window,
    pace: float,
) -> tuple[pd.DataFrame, float, float]:
    """Return hours a week and money a month of each network, the price of an hour, hours of production per post.

    They are rates over the days the books reach, and the hours per post set one rate against the other: `pace` is the
    posts a week of all networks.

    What names a network is its own. People's hours without one are split by the messages each network brings,
    production and tools by its posts, each post weighted by the hours its format takes where the team said so; a
    story counts only there.
    """
    blank = pd.DataFrame(np.nan, index=pd.Index(names, name="platform"), columns=["hours", "money", "own"])
    costs = tables.get("costs", pd.DataFrame())
    spent = spend_rows(empty("ads"), costs) if len(costs) else costs  # of all of them: an hour has one price everywhere
    spent = spent[spent["kind"].isin(UPKEEP) & window.holds(spent["day"])] if len(costs) else costs
    if spent.empty:
        return blank, float("nan"), float("nan")
    work = _shares(posts, names, _hours_each(posts, tables.get("capacity", pd.DataFrame())))
    talk = _shares(inbox, names, pd.Series(1.0, index=inbox.index))
    talk = work if talk.isna().all() else talk
    out = pd.DataFrame(0.0, index=blank.index, columns=["hours", "amount", "own"])
    for (kind, platform), rows in spent.groupby(["kind", "platform"]):
        part = pd.Series({str(platform): 1.0}) if platform in names else talk if kind == "people" else work
        part = part.reindex(names).fillna(0.0)
        for column in ("hours", "amount"):
            out[column] += part * float(rows[column].fillna(0.0).sum())
        out["own"] += part * float(rows["amount"].fillna(0.0).sum()) * float(platform in names)
    booked = bool((spent["hours"].fillna(0) > 0).any())
    made = float(spent.loc[spent["kind"] == "production", "hours"].fillna(0.0).sum())
    days = booked_days(costs, pd.Timestamp(window.start), pd.Timestamp(window.end))
    blank["hours"] = out["hours"] * 7 / days if booked else np.nan
    blank[["money", "own"]] = out[["amount", "own"]] * MONTH / days
    return blank, hour_price(costs), made * 7 / days / pace if made and pace else float("nan")


def _hours_each(posts: pd.DataFrame, capacity: pd.DataFrame) -> pd.Series[float]:
    """Return the hours each post takes by its format; where nobody said so all that stay alike, a story none."""
    if posts.empty:
        return pd.Series(1.0, index=posts.index)
    staying = posts.index.isin(lasting(posts).index)
    if capacity.empty:
        return pd.Series(staying.astype(float), index=posts.index)
    each = capacity.groupby("format")["hours_each"].max().astype(float)
    each["video"] = each.get("video", each.get("reel", each.median()))
    usual = pd.Series(np.where(staying, float(each.median()), 0.0), index=posts.index)
    return posts["format"].map(each).astype(float).fillna(usual)


def _shares(rows: pd.DataFrame, names: list[str], weights: pd.Series[float]) -> pd.Series[float]:
    if rows.empty:
        return pd.Series(np.nan, index=names)
    sums = weights.groupby(rows["platform"].astype(str)).sum().reindex(names).fillna(0.0)
    return sums / sums.sum() if sums.sum() > 0 else pd.Series(np.nan, index=names)


def _messages(inbox: pd.DataFrame, names: list[str], told: Mapping[str, pd.DatetimeIndex]) -> pd.DataFrame:
    columns = ["messages", "asked", "unanswered", "complaints"]
    if inbox.empty:
        return pd.DataFrame(np.nan, index=pd.Index(names, name="platform"), columns=columns)
    rows = []
    for name in names:
        mine = inbox[inbox["platform"] == name]
        person = (mine["answered_at"].notna() & (mine["answered_by"].fillna("person") != "bot")).astype(bool)
        complaint = (mine["kind"] == "complaint").fillna(False).astype(bool)
        shares = (float(1 - person.mean()), float(complaint.mean())) if len(mine) else (np.nan, np.nan)
        rows.append((a_week(len(mine), told[name]), len(mine), *shares))
    return pd.DataFrame(rows, columns=columns, index=pd.Index(names, name="platform"))


def _negative(mentions: pd.DataFrame, brand: str, names: list[str]) -> pd.Series[float]:
    if mentions.empty:
        return pd.Series(np.nan, index=names)
    mine = mentions[known_brands(mentions["brand"], [brand]).notna() & mentions["sentiment"].notna()]
    angry = (mine["sentiment"] == "negative").astype(float).groupby(mine["source"].astype(str))
    return angry.mean().where(angry.size() >= MIN_POSTS).reindex(names)


def _burst(tables: Mapping[str, pd.DataFrame], names: list[str], window: Window) -> pd.Series[float]:
    """Return which part of the last year's complaints came through each network: where a crisis would break out."""
    inbox = inside(tables, "inbox", Window(window.end.replace(year=window.end.year - 1, day=1), window.end))
    if inbox.empty:
        return pd.Series(np.nan, index=names)
    complaints = inbox[(inbox["kind"] == "complaint").fillna(False).astype(bool)]
    counts = complaints["platform"].astype(str).value_counts().reindex(names).fillna(0.0)
    return counts / counts.sum() if counts.sum() >= MIN_POSTS else pd.Series(np.nan, index=names)
