"""Posts as the topics compare them: which count, what they were for, and what may explain them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

# What a post can be for; each is modelled apart, because what is liked is not what sells.
OUTCOMES = {
    "votes": ("likes", "reactions"),
    "interactions": ("comments", "shares", "saves"),
    "conversions": ("link_clicks", "follows"),
}
ANSWERS = ("likes", "comments", "shares", "saves")
"""All that people do with a post, as each network counts it."""
PER_REACH = "per_reach"
"""Interactions per person reached, the trade's first rate: asked of formats alone, beside the counts."""
FORMAT_OUTCOMES = (*OUTCOMES, PER_REACH)
"""What formats are compared by. A count is what a post brings; the rate how those it reaches take it."""
_ANSWERED = (*ANSWERS, "reactions")
REPORTED = 0.8
"""Share of a format's posts that must have a number for the platform to report it."""
MIN_POSTS = 30
"""Posts of a network below which nothing that may explain an outcome is asked of them."""
STORY = "story"
FLEETING = (STORY, "live")
MONTHS = 3
"""Months, the last one whole, of which posts a week are counted on every page."""
MATURE_AFTER = pd.Timedelta(days=3)


def own_posts(posts: pd.DataFrame, *, organic: bool = False) -> pd.DataFrame:
    """Return the client's own posts, one row each: their numbers up to the day of the export.

    Parameters
    ----------
    posts
        Canonical posts. A post whose owner is not said is the client's.
    organic
        Leave out the posts money was put behind; a post of which nothing is said had none.

    Returns
    -------
    DataFrame
        Rows of `posts` with grain `lifetime`.

    """
    own = (posts["grain"] == "lifetime") & posts["is_own"].fillna(True).astype(bool)
    return posts[own & ~posts["is_paid"].fillna(False).astype(bool)] if organic else posts[own]


def interactions_of(posts: pd.DataFrame, parts: Sequence[str] = ANSWERS) -> pd.Series[float]:
    """Return what people did with each post; who tells reactions counts likes among them.

    Parameters
    ----------
    posts
        Canonical posts.
    parts
        What counts, of `ANSWERS`.

    Returns
    -------
    Series of float
        Sum of the parts that are told, same index; NaN where none is.

    """
    told = posts.assign(likes=posts["reactions"].fillna(posts["likes"]))[list(parts)].astype("Float64")
    return told.sum(axis=1, min_count=1).astype(float)


def lasting(posts: pd.DataFrame) -> pd.DataFrame:
    """Return the posts that stay, without stories and live streams: what "posts a week" counts on every page.

    Parameters
    ----------
    posts
        Rows with a `format`; one without it stays.

    Returns
    -------
    DataFrame
        Some of the rows.

    """
    return posts[~posts["format"].isin(FLEETING).fillna(False).astype(bool)]


def post_features(posts: pd.DataFrame) -> pd.DataFrame:
    """Return one row per mature own post: its outcomes and what may explain them.

    Parameters
    ----------
    posts
        Canonical posts with `published_local` (client's local time). Rows by
        day, of other accounts, without a minute of publication or younger
        than three days when they were exported are left out.

    Returns
    -------
    DataFrame
        `platform`, `account`, `format`, `paid`, `hour` (0-23), `weekday` (0 is Monday),
        `month`, `published` (local moment), `format_hour`, and one column per outcome: the parts that every
        format of the platform reports, added up; NA where one is missing. `reach` (people) and `per_reach`
        (interactions per person reached, a fraction) are NA where nobody was reached or it is not told, and for
        a format of a platform that tells it of fewer than four posts in five.

    """
    timed = posts["published_local"].notna() & (posts["published_precision"].fillna("minute") == "minute")
    young = posts["as_of"].notna() & (posts["as_of"] - posts["published_local"].dt.tz_localize(None) < MATURE_AFTER)
    kept = own_posts(posts[timed & ~young])
    local = kept["published_local"].dt
    features = pd.DataFrame(
        {
            "platform": kept["platform"],
            "account": kept["platform"].str.cat(kept["account_id"].fillna(""), sep=" "),
            "format": kept["format"].fillna("other"),
            "paid": kept["is_paid"].map({True: "paid", False: "organic"}).astype(object),
            "hour": local.hour,
            "weekday": local.weekday,
            "month": local.strftime("%Y-%m"),
            "published": local.tz_localize(None),
        }
    )
    features["format_hour"] = features["format"] + " " + features["hour"].astype(str)
    for outcome, columns in OUTCOMES.items():
        parts = kept[list(columns)].astype("Float64").astype(float)
        features[outcome] = _comparable(parts, features["platform"], features["format"])
    features["reach"] = _reach(kept["reach"].astype("Float64").astype(float), features)
    parts = kept[list(_ANSWERED)].astype("Float64").astype(float)
    features[PER_REACH] = _comparable(parts, features["platform"], features["format"]) / features["reach"]
    return features


def _reach(told: pd.Series[float], features: pd.DataFrame) -> pd.Series[float]:
    """Return people reached; a format that tells them of some posts alone tells them of those it chose."""
    some = told.where(told > 0)
    share = some.notna().groupby([features["platform"], features["format"]], observed=True).transform("mean")
    return some.where(share >= REPORTED)


def _comparable(parts: pd.DataFrame, platform: pd.Series[str], form: pd.Series[str]) -> pd.Series[float]:
    """Add up the parts of an outcome that every format of a platform reports; a format that reports none stays out.

    A platform counts no saves of a reel, or no shares of a story: added up as nothing, the format
    would look as if nobody cared. What vanishes within a day takes no part in the choice.
    """
    total = pd.Series(float("nan"), index=parts.index)
    for _, rows in parts.groupby(platform, observed=True):
        forms = form[rows.index]
        share = rows.notna().groupby(forms).mean()
        asked = share[~share.index.isin(FLEETING)] if (~share.index.isin(FLEETING)).any() else share
        told = asked[(asked >= REPORTED).any(axis=1)] >= REPORTED
        common = (
            told.columns[told.all()]
            if len(told) and told.all().any()
            else told.columns[told.sum() == told.sum().max()][:1]
        )
        if len(told):
            total[rows.index] = rows[list(common)].sum(axis=1, skipna=False)
    return total
