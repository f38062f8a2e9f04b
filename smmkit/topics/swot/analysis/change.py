"""The client's own results against the same months a year ago, and its complaints against the months before."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from smmkit.measures.coverage import a_week, told_days
from smmkit.measures.posts import lasting, own_posts
from smmkit.metrics import rate_per_row
from smmkit.period import Period
from smmkit.stats import Estimate, serial_mean, serial_ratio
from smmkit.stats.power import units_per_arm

MONTHS = 2
MIN_POSTS = 12
MIN_ADS = 8
LIFT = 1.5
WEEKS = 13
ERROR = 0.05  # that an interval is allowed, over all networks together
LEAST_DAYS = 14
COLUMNS = ["platform", "ratio", "low", "high", "p_value", "now", "before", "comparable", "log_sd", "posts_per_week"]


class Complaints(NamedTuple):
    """Complaints as a part of the messages: now over before, both parts (0-1), and the messages of both windows."""

    ratio: float
    low: float
    high: float
    p_value: float
    now: float
    before: float
    messages: int


def yearly_change(posts: pd.DataFrame, breaks: pd.DataFrame, *, last: Period) -> pd.DataFrame:
    """Return the engagement rate by reach now over that of the same months a year ago, per platform.

    Whole months are compared with the same months, so that the season cancels, and each
    format of each account with itself, so that a change of mix does not look like progress;
    stories are left out. The ratio is one of geometric means over posts. Intervals and
    p-values hold together over all platforms.

    Parameters
    ----------
    posts
        Canonical posts with `published_local`.
    breaks
        Days on which a metric changed its meaning: `platform`, `metric`, `day`.
    last
        Last month of the window.

    Returns
    -------
    DataFrame
        `platform`, `ratio`, `low`, `high` (missing without a year of history), `now` and
        `before` (posts), `comparable` (no change of definition in between), `log_sd` (from
        post to post, now), `posts_per_week` (of the weeks that the exports tell of).

    """
    rated = _rated(posts)
    first = last.shift(1 - MONTHS)
    now = _between(rated, first, last)
    then = _between(rated, first.shift(-12), last.shift(-12))
    rows = []
    platforms = sorted(now["platform"].unique())
    for platform in platforms:
        a, b = (part[part["platform"] == platform] for part in (now, then))
        row = {
            "platform": platform,
            "now": len(a),
            "before": len(b),
            "log_sd": float(a["log_rate"].std()),
            "posts_per_week": _pace(posts[posts["platform"] == platform], len(a), first, last),
        }
        row["comparable"] = not _broken(breaks, platform, first.shift(-12).start, last.end)
        rows.append(row | _ratio(a, b, len(platforms)))
    return pd.DataFrame(rows, columns=COLUMNS)


def _pace(posts: pd.DataFrame, count: int, first: Period, last: Period) -> float:
    days = posts["published_local"].dt.tz_localize(None).dt.normalize()
    return a_week(count, told_days(posts, days, pd.Timestamp(first.start), pd.Timestamp(last.end)))


def price_change(ads: pd.DataFrame, *, last: Period) -> dict[str, float] | None:
    """Return the cost per thousand impressions now over that of the same months a year ago.

    Parameters
    ----------
    ads
        Canonical ads; rows of one level are used, the finest that is there in both windows.
    last
        Last month of the window.

    Returns
    -------
    dict or None
        `ratio`, `low`, `high`, `p_value`, `now`, `before` (rows); None without rows in both windows. The ends are
        missing where the days are worth too few independent ones.

    """
    rows = ads[(ads["spend"] > 0) & (ads["impressions"] > 0) & ads["breakdown"].isna()]
    first = last.shift(1 - MONTHS)
    for level in ("ad", "ad_set", "campaign", "account"):
        one = rows[rows["level"] == level]
        now, then = _ad_window(one, first, last), _ad_window(one, first.shift(-12), last.shift(-12))
        dates = min(now["date_start"].nunique(), then["date_start"].nunique())
        if dates >= 2:
            gap = _log_price(now).minus(_log_price(then))
            ends = {"ratio": gap.value, **gap.interval()._asdict()}
            found = {name: float(np.exp(value)) for name, value in ends.items()}
            return found | {"p_value": gap.p_value(), "now": len(now), "before": len(then)}
    return None


def complaint_change(inbox: pd.DataFrame, *, end: date) -> Complaints | None:
    """Return the part of the messages that are complaints now over that of as many weeks before.

    A part and no count, so that a busier desk alone looks no worse. Days that resemble their neighbours count less.

    Parameters
    ----------
    inbox
        Canonical messages with `received_local`.
    end
        Last day of the later window; each is a quarter long.

    Returns
    -------
    Complaints or None
        None where either window is told less than two weeks of, or holds no complaint; the ends are missing where its
        days are worth too few independent ones.

    """
    day = inbox["received_local"].dt.tz_localize(None).dt.normalize()
    counted = pd.DataFrame({"complaints": inbox["kind"].eq("complaint").fillna(False).astype(float), "messages": 1.0})
    by_day = counted.groupby(day).sum()
    cut, last = pd.Timestamp(end) - pd.Timedelta(weeks=WEEKS), pd.Timestamp(end)
    now = by_day[(by_day.index > cut) & (by_day.index <= last)]
    before = by_day[(by_day.index > cut - pd.Timedelta(weeks=WEEKS)) & (by_day.index <= cut)]
    if min(len(now), len(before)) < LEAST_DAYS or not (now["complaints"].sum() and before["complaints"].sum()):
        return None
    shares = [float(part["complaints"].sum() / part["messages"].sum()) for part in (now, before)]
    gap = _log_share(now).minus(_log_share(before))
    low, high = (float(np.exp(one)) for one in gap.interval())
    found = int(now["messages"].sum() + before["messages"].sum())
    return Complaints(shares[0] / shares[1], low, high, gap.p_value(), shares[0], shares[1], found)


def posts_per_arm(log_sd: float, *, lift: float = LIFT) -> int:
    """Return the posts each arm of a test needs to see a lift with 80 % power at 5 %.

    Two means of logs are compared (`units_per_arm`).

    Parameters
    ----------
    log_sd
        Standard deviation of the log rate from post to post.
    lift
        Smallest ratio worth finding.

    Returns
    -------
    int
        Posts per arm, rounded up.

    """
    return units_per_arm(log_sd, float(np.log(lift)))


def _rated(posts: pd.DataFrame) -> pd.DataFrame:
    """Own organic posts with a reach, their month and the log of their rate (half an interaction added)."""
    kept = lasting(own_posts(posts, organic=True))
    kept = kept[rate_per_row(kept, "err").notna()]
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


def _ratio(now: pd.DataFrame, then: pd.DataFrame, asked: int) -> dict[str, float]:
    """Ratio of geometric means, each format of each account with itself; days that are alike count for fewer."""
    both = pd.concat([now.assign(year=1), then.assign(year=0)])
    both["cell"] = (
        both["account_id"].astype("str").fillna("").str.cat(both["format"].astype("str").fillna("other"), "/")
    )
    cells = both.groupby(["cell", "year"], observed=True)["log_rate"].agg(["mean", "size"])
    wide = cells.reset_index().pivot_table(index="cell", columns="year", values=["mean", "size"]).dropna()
    if wide.empty or wide["size"].shape[1] < 2:
        return {name: float("nan") for name in ("ratio", "low", "high", "p_value")}
    sizes = wide["size"]
    weight = sizes[0] * sizes[1] / (sizes[0] + sizes[1])
    weight /= weight.sum()
    gap = float(((wide["mean"][1] - wide["mean"][0]) * weight).sum())
    parts = [_error(both[both["year"] == year], wide["mean"][year], sizes[year], weight) for year in (1, 0)]
    found = parts[0].minus(parts[1])
    ends = Estimate(gap, found.error, found.freedom, found.effective)
    low, high = ends.interval(ERROR / asked)
    return {
        "ratio": np.exp(gap),
        "low": np.exp(low),
        "high": np.exp(high),
        "p_value": min(ends.p_value() * asked, 1.0),
    }


def _error(rows: pd.DataFrame, means: pd.Series[float], sizes: pd.Series[float], weight: pd.Series[float]) -> Estimate:
    """Error of a weighted mean of cells: what each day pushes it, as a series over the days with posts."""
    kept = rows[rows["cell"].isin(means.index)]
    cell = kept["cell"]
    size = cell.map(sizes).astype(float)
    push = (kept["log_rate"] - cell.map(means)) * cell.map(weight) / size * np.sqrt(size / (size - 1).clip(lower=0.5))
    by_day = push.groupby(kept["day"]).sum().sort_index()
    found = serial_mean(by_day, (by_day.index - by_day.index.min()).days)
    return Estimate(0.0, found.error * len(by_day), found.freedom, found.effective)


def _log_share(days: pd.DataFrame) -> Estimate:
    """Log of complaints over messages, day by day."""
    share = serial_ratio(days["complaints"], days["messages"], (days.index - days.index.min()).days)
    return Estimate(float(np.log(share.value)), share.error / share.value, share.freedom, share.effective)


def _log_price(ads: pd.DataFrame) -> Estimate:
    """Log of spend over impressions; the rows of one date go together, as auctions do."""
    sums = ads.astype({"spend": float, "impressions": float}).groupby("date_start")[["spend", "impressions"]].sum()
    price = serial_ratio(sums["spend"], sums["impressions"], (sums.index - sums.index.min()).days)
    return Estimate(float(np.log(price.value)), price.error / price.value, price.freedom, price.effective)


def _broken(breaks: pd.DataFrame, platform: str, first: date, last: date) -> bool:
    """Whether reach or interactions of a platform changed their meaning in a window."""
    if breaks.empty:
        return False
    own = breaks[(breaks["platform"] == platform) & breaks["metric"].isin(["reach", "interactions"])]
    return bool(((own["day"] > pd.Timestamp(first)) & (own["day"] <= pd.Timestamp(last))).any())
