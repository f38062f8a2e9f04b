"""Did we do what we said: posts a network, planned and published; and the team's own report beside the exports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from smmkit.measures.coverage import told_days
from smmkit.measures.posts import lasting, own_posts

_DONE = ("published", "measured")


def feed(posts: pd.DataFrame) -> pd.DataFrame:
    """Return the client's own posts that stay: `platform`, `format`, local `day`.

    Parameters
    ----------
    posts
        Canonical posts.

    Returns
    -------
    DataFrame
        One row a post; stories and other formats that vanish are left out.

    """
    own = lasting(own_posts(posts))
    return pd.DataFrame({"platform": own["platform"], "format": own["format"].fillna("other"), "day": _days_of(own)})


def _days_of(posts: pd.DataFrame) -> pd.Series[Any]:
    days: pd.Series[Any] = posts["published_local"].dt.tz_localize(None).dt.normalize()
    return days


def executed(
    posts: pd.DataFrame, per_week: Mapping[str, float], calendar: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp
) -> pd.DataFrame:
    """Return posts planned and published, by network, and planned ones that are late.

    Parameters
    ----------
    posts
        Canonical posts.
    per_week
        Posts a week each network was promised; a network without a promise counts what its calendar holds.
    calendar
        The client's calendar.
    start, end
        First and last day.

    Returns
    -------
    DataFrame
        `platform`, `planned`, `done`, `late`, `share` (NaN where nothing was planned), `weeks`. Planned and done are
        those of the `weeks` that the exports tell of: a missing export is no missing post.

    """
    own, every = feed(posts), _days_of(posts)
    due = calendar[calendar["on"].between(start, end) & (calendar["state"].fillna("") != "rejected")]
    late = due[~due["state"].fillna("").isin(_DONE)].groupby("network", observed=True).size()
    rows = []
    for network in sorted({*map(str, own["platform"]), *per_week, *map(str, due["network"].dropna())}):
        here = (posts["platform"] == network).fillna(False).astype(bool)
        told = told_days(posts[here], every[here], start, end)
        weeks, days = len(told) / 7, own.loc[own["platform"] == network, "day"]
        done = int(days.between(start, end).sum())
        booked = due.loc[due["network"] == network, "on"]
        planned = round(per_week[network] * weeks) if network in per_week else int(booked.isin(told).sum())
        if done or planned or len(booked):
            share = done / planned if planned else float("nan")
            rows.append((network, planned, done, int(late.get(network, 0)), share, weeks))
    return pd.DataFrame(rows, columns=["platform", "planned", "done", "late", "share", "weeks"])


def deeds(
    followed: pd.DataFrame,
    calendar: pd.DataFrame,
    answers: tuple[int, float | None],
    campaigns: Mapping[str, str],
    start: pd.Timestamp,
    end: pd.Timestamp,
) -> pd.DataFrame:
    """Return what else was planned and done: money by line, answers, approvals, campaigns.

    Parameters
    ----------
    followed
        From `measures.follow.money_followed`; lines nobody approved or noted anything of are left out.
    calendar
        The client's calendar.
    answers
        Messages that came in, and the share that somebody answered (None: unknown).
    campaigns
        Titles of the campaigns that ran in these days, by the id the calendar names them by.
    start, end
        First and last day.

    Returns
    -------
    DataFrame
        `kind` (`money`, `answers`, `approvals`, `campaign`), `name`, `planned`, `done` (money in the client's
        currency, else counts; `done` is NaN where nothing tells), `share`.

    """
    rows: list[tuple[str, str, float, float]] = []
    noted = followed[["committed", "invoiced", "paid", "spent"]].fillna(0.0).max(axis=1) > 0
    for line, row in followed[noted & (followed["approved"].fillna(0.0) > 0)].iterrows():
        rows.append(("money", str(line), float(row["approved"]), float(np.nan_to_num(row["spent"]))))
    asked, share = answers
    if asked:
        rows.append(("answers", "", float(asked), float("nan") if share is None else round(asked * share)))
    due = calendar[calendar["on"].between(start, end) & (calendar["state"].fillna("") != "rejected")]
    out = due[due["state"].fillna("").isin(_DONE)]
    if len(out):
        signed = out["client_ok_hash"] if "client_ok_hash" in out else pd.Series("", index=out.index)
        rows.append(("approvals", "", float(len(out)), float((signed.fillna("") != "").sum())))
    for id, title in campaigns.items():
        own = due[due["campaign"].fillna("") == id]
        carried = float(own["state"].fillna("").isin(_DONE).sum()) if len(own) else float("nan")
        rows.append(("campaign", title, float(len(own)), carried))
    table = pd.DataFrame(rows, columns=["kind", "name", "planned", "done"])
    return table.assign(share=table["done"] / table["planned"].where(table["planned"] > 0))


def carried_out(calendar: pd.DataFrame, campaign: str) -> tuple[int, int]:
    """Return how many posts of a campaign the calendar planned and how many were published; none planned says nothing.

    Parameters
    ----------
    calendar
        The client's calendar.
    campaign
        `CA-...`.

    Returns
    -------
    tuple of int
        Planned and published.

    """
    own = calendar[(calendar["campaign"].fillna("") == campaign) & (calendar["state"].fillna("") != "rejected")]
    return len(own), int(own["state"].fillna("").isin(_DONE).sum())


def team_report(report: pd.DataFrame, posts: pd.DataFrame) -> pd.DataFrame:
    """Return the community manager's counts of posts beside those of the exports, week by week.

    Parameters
    ----------
    report
        Hand-kept: `week`, `platform`, `what`, `number`, `note`.
    posts
        Canonical posts.

    Returns
    -------
    DataFrame
        `week`, `platform`, `what`, `said`, `counted` (NaN: only the team saw it), `note`, `agrees`
        (`yes`, `no`, `only the team`). Counts of posts are the rows of a network whose weeks mostly are posts.

    """
    own = feed(posts).assign(week=lambda table: table["day"] - pd.to_timedelta(table["day"].dt.weekday, unit="D"))
    counted = own.groupby(["week", "platform"], observed=True).size()
    rows = []
    for row in report.to_dict("records"):
        week, network = pd.Timestamp(row["week"]).tz_localize(None), row["platform"]
        known = pd.notna(network) and pd.notna(row["number"])
        seen = float(counted.get((week, network), 0)) if known else float("nan")
        agrees = "only the team" if not known else "yes" if seen == float(row["number"]) else "no"
        rows.append((week, network, row["what"], row["number"], seen, row["note"], agrees))
    return pd.DataFrame(rows, columns=["week", "platform", "what", "said", "counted", "note", "agrees"])
