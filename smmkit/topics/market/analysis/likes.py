"""What the audience likes, subject by subject and format by format, from everything that tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from smmkit.dated import local_days
from smmkit.measures.answers import answer_table
from smmkit.measures.kpis import Facts, Scope, Window, kpi_value
from smmkit.measures.mentions import counts_on, daily_mentions, days_heard, tone_interval, tone_on, voice_table
from smmkit.measures.posts import own_posts, post_features
from smmkit.measures.subjects import subject_results, subjects_of
from smmkit.stats import holm

QUARTER = 91
FEWEST = 10
"""Mentions, messages or posts of a subject from which on a share of them is told: groups below are hidden."""
VOICE = ["topic", "mentions", "own", "share", "low", "high", "net", "net_low", "net_high", "p_value", "before"]
TOPICS = ["topic", "posts", "effect", "low", "high", "p_value", "messages", "complaints", "answers", "much",
          "much_low", "much_high"]  # fmt: skip
FORMATS = ["platform", "format", "posts", "rate", "low", "high"]
_INTEREST = "interest_"


def topic_voice(
    mentions: pd.DataFrame, brands: Sequence[str], words: Mapping[str, Sequence[str]], *, own: str, end: date
) -> pd.DataFrame:
    """Return the client's share of what is said on each subject, how kindly, and its share the quarter before.

    Parameters
    ----------
    mentions
        Canonical mentions with local times; what no column files under a subject is filed by its words.
    brands
        Client and rivals, as the brief names them.
    words
        Subject -> words that tell it.
    own
        The client's name.
    end
        Last day of the quarter of 91 days.

    Returns
    -------
    DataFrame
        `topic`, `mentions` (of all), `own`, `share` with `low` and `high`, `net` (praise less complaint of the
        client's, -1 to 1) with its interval and `p_value` (Holm over subjects), `before` (share in the quarter
        before); NaN below ten mentions. Most talked about first.

    """
    told = mentions["topic"].astype("str") if "topic" in mentions else pd.Series(pd.NA, mentions.index, dtype="str")
    topic = told.where(told.notna() & (told != ""), subjects_of(mentions["text"], words))
    daily = daily_mentions(mentions.assign(topic=topic), brands, by=("topic",))
    ends = end, end - timedelta(days=QUARTER)
    quarters = [days_heard(mentions, first=last - timedelta(days=QUARTER - 1), last=last) for last in ends]
    rows = []
    for name, piece in daily.dropna(subset=["topic"]).groupby("topic", observed=True):
        now, before = (_share(piece, brands, own, days) for days in quarters)
        tone = _tone(piece[piece["brand"] == own], quarters[0]) if now["own"] >= FEWEST else (np.nan,) * 4
        rows.append((name, now["all"], now["own"], now["share"], now["low"], now["high"], *tone, before["share"]))
    table = pd.DataFrame(rows, columns=VOICE)
    table = table[table["mentions"] > 0]
    table = table.assign(p_value=holm(table["p_value"]))
    return table.sort_values("mentions", ascending=False, kind="stable", ignore_index=True)


def _tone(own: pd.DataFrame, told: pd.DatetimeIndex) -> tuple[float, float, float, float]:
    """Return how kindly a quarter's mentions speak, its interval, and how often luck alone would part praise so far.

    The days' spread says too little where mentions are few, so the exact sign test of praise against complaint has to
    agree: the larger of both p-values counts.
    """
    tone, inside = tone_on(own, told), own[own["day"].isin(told)]
    praise, complaint = int(inside["positive"].sum()), int(inside["negative"].sum())
    if not praise + complaint:
        return (np.nan,) * 4
    exact = float(binomtest(praise, praise + complaint).pvalue)
    return (tone.value, *tone_interval(tone), max(tone.p_value(), exact))


def _share(daily: pd.DataFrame, brands: Sequence[str], own: str, told: pd.DatetimeIndex) -> dict[str, float]:
    """Return mentions of all and of the client in a quarter, and its share of them with its interval."""
    counts = counts_on(daily, brands, told)
    total = int(counts.to_numpy().sum())
    known = {"all": total, "own": int(counts[own].sum())}
    if total < FEWEST:
        return {**known, "share": np.nan, "low": np.nan, "high": np.nan}
    row = voice_table(counts, own=own).query("is_own").iloc[0]
    return {**known, **{name: float(row[name]) for name in ("share", "low", "high")}}


def liked_topics(
    posts: pd.DataFrame, inbox: pd.DataFrame, customers: pd.DataFrame, words: Mapping[str, Sequence[str]], *, end: date
) -> pd.DataFrame:
    """Return, per subject, how posts about it do, how often people write about it, and how many customers care much.

    Parameters
    ----------
    posts, inbox, customers
        Canonical tables up to the month.
    words
        Subject -> words that tell it, as the brief's glossary has them.
    end
        Last day; messages are counted over the 91 days to it, posts over all that is known.

    Returns
    -------
    DataFrame
        `topic`; `posts` whose words tell it, `effect` on log(1 + interactions) against the average post with its
        interval and `p_value` (Holm over subjects); `messages` and those of them that `complaints`; `answers` of
        customers and the share who care `much` with its interval. NaN where nothing tells.

    """
    own = own_posts(posts)
    texts = own["title"].fillna("").astype("str").str.cat(own["text"].fillna("").astype("str"), sep=" ")
    about = subjects_of(texts, words)
    results = subject_results(post_features(posts), about).table
    asked = customers.filter(like=_INTEREST).astype(float)
    survey = answer_table(asked.rename(columns=lambda name: str(name).removeprefix(_INTEREST))).set_index("question")
    recent = _recent(inbox, end)
    said = recent["text"].fillna("").astype("str").str.cat(recent["product"].fillna("").astype("str"), sep=" ")
    wrote_about = subjects_of(said, words)
    rows = []
    for name in dict.fromkeys([*words, *survey.index]):
        post = results.loc[name, ["effect", "low", "high", "p_value"]] if name in results.index else [np.nan] * 4
        wrote = recent[(wrote_about == name).fillna(False)]
        answer = survey.loc[name, ["n", "share", "low", "high"]] if name in survey.index else [0] + [np.nan] * 3
        complaints = int((wrote["kind"] == "complaint").fillna(False).sum())
        n = results.loc[name, "n"] if name in results.index else (about == name).fillna(False).sum()
        rows.append((name, int(n), *post, len(wrote), complaints, *answer))
    return pd.DataFrame(rows, columns=TOPICS)


def _recent(inbox: pd.DataFrame, end: date) -> pd.DataFrame:
    """Return the messages of the 91 days to the end."""
    day = local_days(inbox, "inbox")
    kept: pd.Series[bool] = (day > pd.Timestamp(end) - pd.Timedelta(days=QUARTER)) & (day <= pd.Timestamp(end))
    return inbox[kept.fillna(False)]


def liked_formats(facts: Facts, platforms: Sequence[str], window: Window) -> pd.DataFrame:
    """Return how many of the people a post reaches interact, per network and format, over a quarter.

    Parameters
    ----------
    facts
        The client's tables.
    platforms
        Networks, in the order they are shown.
    window
        The month that ends the quarter of 91 days.

    Returns
    -------
    DataFrame
        `platform`, `format`, `posts`, `rate` (0-1) with its 95 % interval; best first within a network, formats with
        ten posts or more.

    """
    kinds = facts.table("posts")["format"].dropna().astype(str).unique()
    rows = []
    for platform in platforms:
        for kind in kinds:
            one = kpi_value("err", facts, Scope(networks=(platform,), formats=(str(kind),)), window.ending(QUARTER))
            if one.value is not None and one.n >= FEWEST:
                rows.append((platform, str(kind), one.n, one.value, one.low, one.high))
    table = pd.DataFrame(rows, columns=FORMATS)
    order = table["platform"].map({name: place for place, name in enumerate(platforms)})
    return table.assign(order=order).sort_values(["order", "rate"], ascending=[True, False]).drop(columns="order")
