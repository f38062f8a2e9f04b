"""Where the client is, how often it speaks, and what the public sees there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from smmkit.measures import posts as posted
from smmkit.measures.followers import latest_followers
from smmkit.metrics import rate_per_row
from smmkit.stats import rate_interval

DAYS = 91
MIN_POSTS = 8
PUBLIC_PARTS = {
    "instagram": ("likes", "comments"),
    "youtube": ("likes", "comments"),
    "pinterest": ("likes", "comments", "saves"),
}
"""What anybody can count on a post; elsewhere reactions, comments and shares."""


def own_posts(posts: pd.DataFrame, *, end: date, days: int = DAYS, organic: bool = True) -> pd.DataFrame:
    """Return the client's own posts of the last days, one row per post, with what the public sees.

    Where they are set beside a rival's, paid posts are left out, because a rival's advertising cannot be seen; stories
    and live streams always, because they vanish before anybody can count a rival's.

    Parameters
    ----------
    posts
        Canonical posts with `published_local`.
    end
        Last day of the window.
    days
        Length of the window.
    organic
        Whether posts money was put behind are left out.

    Returns
    -------
    DataFrame
        The posts, plus `day` (local, midnight) and `public_interactions`.

    """
    last = pd.Timestamp(end)
    kept = posted.lasting(posted.own_posts(posts, organic=organic))
    day = kept["published_local"].dt.tz_localize(None).dt.normalize()
    kept = kept.assign(day=day, public_interactions=public_interactions(kept))
    recent: pd.DataFrame = kept[(day <= last) & (day > last - pd.Timedelta(days=days))]
    return recent


def public_interactions(posts: pd.DataFrame) -> pd.Series[float]:
    """Return what anybody can count on each post: applause, comments and, where they show, shares.

    Saves and clicks are left out: no rival's are public. Missing where nothing is reported.

    Parameters
    ----------
    posts
        Canonical posts.

    Returns
    -------
    Series of float
        Interactions per post, same index; NaN where nothing is reported.

    """
    shown = pd.Series(float("nan"), index=posts.index)
    for platform, rows in posts.groupby("platform", observed=True):
        names = PUBLIC_PARTS.get(str(platform), ("likes", "comments", "shares"))
        shown.loc[rows.index] = posted.interactions_of(rows, names)
    return shown


def presence_table(
    accounts: Mapping[str, str],
    posts: pd.DataFrame,
    followers: pd.DataFrame,
    *,
    end: date,
    days: int = DAYS,
    exported: Mapping[str, int] | None = None,
) -> pd.DataFrame:
    """Audit every account: followers, cadence, silence and what a post earns in public.

    Parameters
    ----------
    accounts
        Handle per platform, as the brief declares them.
    posts
        Canonical posts with `published_local`.
    followers
        From `known_followers`.
    end, days
        Window that counts.
    exported
        Days of the window that the exports of each platform cover; all of them where nothing is said. The pace is
        counted over these days, for nobody knows what was published on the others.

    Returns
    -------
    DataFrame
        One row per platform: `handle` (missing if the brief does not name it), `followers`,
        `posts`, `days` covered, `posts_per_week` (a count, no sample), `last_post`, `days_silent`, `formats`;
        `median_interactions`, of posts no money was put behind.

    """
    published = own_posts(posts, end=end, days=days, organic=False)
    recent = own_posts(posts, end=end, days=days)
    counts = latest_followers(followers)
    names = [*accounts, *sorted((set(published["platform"]) | set(counts.index)) - set(accounts))]
    rows = []
    for platform in names:
        seen, unpaid = (table[table["platform"] == platform] for table in (published, recent))
        covered = days if exported is None else exported.get(platform, 0)
        rows.append(
            {
                "platform": platform,
                "handle": accounts.get(platform),
                "followers": counts.get(platform, float("nan")),
                "posts": len(seen),
                "days": covered,
                "posts_per_week": len(seen) * 7 / covered if covered else float("nan"),
                "last_post": seen["day"].max(),
                "days_silent": (pd.Timestamp(end) - seen["day"]).dt.days.min(),
                "median_interactions": unpaid["public_interactions"].median(),
                "formats": ", ".join(sorted(seen["format"].dropna().unique())),
            }
        )
    return pd.DataFrame(rows, columns=list(_PRESENCE))


_PRESENCE = (
    *("platform", "handle", "followers", "posts", "days", "posts_per_week"),
    *("last_post", "days_silent", "median_interactions", "formats"),
)


def reach_rates(posts: pd.DataFrame, *, first: date, last: date) -> pd.DataFrame:
    """Return the engagement rate by reach of the client's own posts, per platform.

    Parameters
    ----------
    posts
        Canonical posts.
    first, last
        The window, both days included.

    Returns
    -------
    DataFrame
        `platform`, `posts` with a known reach, `rate` (mean of posts), `low`, `high`.

    """
    recent = own_posts(posts, end=last, days=(last - first).days + 1)
    rated = recent.assign(rate=rate_per_row(recent, "err").astype(float)).dropna(subset=["rate"])
    rows = []
    for platform, found in rated.groupby("platform", observed=True):
        ends = rate_interval(found["rate"])
        rows.append((platform, len(found), float(found["rate"].mean()), max(ends.low, 0.0), ends.high))
    return pd.DataFrame(rows, columns=["platform", "posts", "rate", "low", "high"])
