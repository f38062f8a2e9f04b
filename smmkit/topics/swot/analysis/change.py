"""The client's own results against the same months a year ago."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from smmkit.measures.posts import own_posts
from smmkit.metrics import rate_per_row
from smmkit.period import Period

MONTHS = 2
MIN_POSTS = 12
MIN_ADS = 8
LIFT = 1.5
COLUMNS = ["platform", "ratio", "low", "high", "now", "before", "comparable", "log_sd", "posts_per_week"]


def yearly_change(
    posts: pd.DataFrame, breaks: pd.DataFrame, *, last: Period, months: int = MONTHS, alpha: float = 0.05
) -> pd.DataFrame:
    """Return the engagement rate by reach now over that of the same months a year ago, per platform.

    Whole months are compared with the same months, so that the season cancels, and each
    format with itself, so that a change of mix does not look like progress; stories are left
    out. The ratio is one of geometric means over posts. Intervals hold together over all
    platforms.

    Parameters
    ----------
    posts
        Canonical posts with `published_local`.
    breaks
        Days on which a metric changed its meaning: `platform`, `metric`, `day`.
    last
        Last month of the window.
    months
        Length of the window.

    Returns
    -------
    DataFrame
        `platform`, `ratio`, `low`, `high` (missing without a year of history), `now` and
        `before` (posts), `comparable` (no change of definition in between), `log_sd` (from
        post to post, now), `posts_per_week`.

    """
    rated = _rated(posts)
    first = last.shift(1 - months)
    now = _between(rated, first, last)
    then = _between(rated, first.shift(-12), last.shift(-12))
    rows = []
    platforms = sorted(now["platform"].unique())
    for platform in platforms:
        a, b = (part[part["platform"] == platform] for part in (now, then))
        weeks = ((last.end - first.start).days + 1) / 7
        row = {
            "platform": platform,
            "now": len(a),
            "before": len(b),
            "log_sd": float(a["log_rate"].std()),
            "posts_per_week": len(a) / weeks,
        }
        row["comparable"] = not _broken(breaks, platform, first.shift(-12).start, last.end)
        rows.append(row | _ratio(a, b, alpha / len(platforms)))
    return pd.DataFrame(rows, columns=COLUMNS)


def price_change(
    ads: pd.DataFrame, *, last: Period, months: int = MONTHS, alpha: float = 0.05
) -> dict[str, float] | None:
    """Return the cost per thousand impressions now over that of the same months a year ago.

    Parameters
    ----------
    ads
        Canonical ads; rows of one level are used, the finest that is there in both windows.
    last, months
        Window.

    Returns
    -------
    dict or None
        `ratio`, `low`, `high`, `now`, `before` (rows); None without rows in both windows.

    """
    rows = ads[(ads["spend"] > 0) & (ads["impressions"] > 0) & ads["breakdown"].isna()]
    first = last.shift(1 - months)
    for level in ("ad", "ad_set", "campaign", "account"):
        one = rows[rows["level"] == level]
        now, then = _ad_window(one, first, last), _ad_window(one, first.shift(-12), last.shift(-12))
        dates = min(now["date_start"].nunique(), then["date_start"].nunique())
        if dates >= 2:
            ends = _cpm(now), _cpm(then)
            gap = ends[0][0] - ends[1][0]
            reach = float(stdtrit(dates - 1, 1 - alpha / 2)) * float(np.hypot(ends[0][1], ends[1][1]))
            found = {"ratio": gap, "low": gap - reach, "high": gap + reach}
            return {name: float(np.exp(value)) for name, value in found.items()} | {
                "now": len(now),
                "before": len(then),
            }
    return None


def posts_per_arm(log_sd: float, *, lift: float = LIFT) -> int:
    """Return the posts each arm of a test needs to see a lift with 80 % power at 5 %.

    Two means of logs are compared: n = 2 ((1.96 + 0.84) sd / log(lift))^2.

    Parameters
    ----------
    log_sd
        Standard deviation of the log rate from post to post.
    lift
        Smallest ratio worth finding.

    """
    return int(np.ceil(2 * ((1.959964 + 0.841621) * log_sd / np.log(lift)) ** 2))


def _rated(posts: pd.DataFrame) -> pd.DataFrame:
    """Own organic posts with a reach, their month and the log of their rate (half an interaction added)."""
    kept = own_posts(posts, organic=True)
    kept = kept[rate_per_row(kept, "err").notna() & kept["format"].ne("story").fillna(True)]
    log_rate = np.log((kept["interactions"].astype(float) + 0.5) / kept["reach"].astype(float))
    return kept.assign(log_rate=log_rate, day=kept["published_local"].dt.tz_localize(None).dt.normalize())


def _between(rated: pd.DataFrame, first: Period, last: Period) -> pd.DataFrame:
    inside: pd.DataFrame = rated[rated["day"].between(pd.Timestamp(first.start), pd.Timestamp(last.end))]
    return inside


def _ad_window(ads: pd.DataFrame, first: Period, last: Period) -> pd.DataFrame:
    inside: pd.DataFrame = ads[
        (ads["date_start"] >= pd.Timestamp(first.start)) & (ads["date_stop"] <= pd.Timestamp(last.end))
    ]
    return inside


def _ratio(now: pd.DataFrame, then: pd.DataFrame, alpha: float) -> dict[str, float]:
    """Ratio of geometric means, format by format, with Student's interval from the pooled spread."""
    both = pd.concat([now.assign(year=1), then.assign(year=0)])
    both["format"] = both["format"].fillna("other")
    cells = both.groupby(["format", "year"], observed=True)["log_rate"].agg(["mean", "size", "var"])
    wide = cells.reset_index().pivot_table(index="format", columns="year", values=["mean", "size", "var"]).dropna()
    if wide.empty or wide["size"].shape[1] < 2:
        return {name: float("nan") for name in ("ratio", "low", "high")}
    sizes = wide["size"]
    weight = sizes[0] * sizes[1] / (sizes[0] + sizes[1])
    gap = float(((wide["mean"][1] - wide["mean"][0]) * weight).sum() / weight.sum())
    freedom = float(sizes.to_numpy().sum() - 2 * len(wide))
    spread = float((wide["var"] * (sizes - 1)).to_numpy().sum()) / freedom
    reach = float(stdtrit(freedom, 1 - alpha / 2)) * float(np.sqrt(spread / weight.sum()))
    return {"ratio": np.exp(gap), "low": np.exp(gap - reach), "high": np.exp(gap + reach)}


def _cpm(ads: pd.DataFrame) -> tuple[float, float]:
    """Log of spend over impressions and its standard error; the rows of one date go together, as auctions do."""
    sums = ads.astype({"spend": float, "impressions": float}).groupby("date_start")[["spend", "impressions"]].sum()
    rate = float(sums["spend"].sum() / sums["impressions"].sum())
    rest = sums["spend"] - rate * sums["impressions"]
    return float(np.log(rate)), float(np.sqrt((rest**2).sum() * len(sums) / (len(sums) - 1)) / sums["spend"].sum())


def _broken(breaks: pd.DataFrame, platform: str, first: date, last: date) -> bool:
    """Whether reach or interactions of a platform changed their meaning in a window."""
    if breaks.empty:
        return False
    own = breaks[(breaks["platform"] == platform) & breaks["metric"].isin(["reach", "interactions"])]
    return bool(((own["day"] > pd.Timestamp(first)) & (own["day"] <= pd.Timestamp(last))).any())
