"""How many follow the client on each network: what the networks report and what the team counted by hand."""

from __future__ import annotations

import pandas as pd

from smmkit.measures.mentions import known_brands


def known_followers(daily: pd.DataFrame, competitors: pd.DataFrame, *, own: str) -> pd.DataFrame:
    """Return the client's follower counts: what the platforms reported, and where they did not, what the team counted.

    Parameters
    ----------
    daily, competitors
        Canonical tables; rows of the client itself among the competitors are hand counts.
    own
        Name of the client.

    Returns
    -------
    DataFrame
        `platform`, `account_id` (empty where the platform has one account), `day`, `followers`.

    """
    reported = daily[daily["metric"] == "followers_total"].rename(columns={"value": "followers"})
    counted = competitors[known_brands(competitors["competitor"], [own]).notna()]
    counted = counted.rename(columns={"followers_total": "followers"}).assign(account_id="")
    columns = ["platform", "account_id", "day", "followers"]
    both = pd.concat([reported[columns].astype({"followers": float}), counted[columns].astype({"followers": float})])
    both["account_id"] = both["account_id"].fillna("").astype("str")
    several = reported.groupby("platform", observed=True)["account_id"].nunique()
    hand = both["account_id"].eq("") & both["platform"].isin(several.index[several > 1])
    alone = both["platform"].isin(several.index[several > 1])
    kept = both[~hand].dropna(subset=["followers"])
    kept = kept.assign(account_id=kept["account_id"].where(alone[~hand], ""))
    return kept.drop_duplicates(["platform", "account_id", "day"]).reset_index(drop=True)


def all_followers(followers: pd.DataFrame) -> pd.DataFrame:
    """Return the followers of all accounts of a platform together: `platform`, `day`, `followers`.

    Only days on which every account is counted, or was counted before, add up.

    Parameters
    ----------
    followers
        One row per account and day: `platform`, `account_id`, `day`, `followers`.

    Returns
    -------
    DataFrame
        One row per platform and day.

    """
    tables = []
    for platform, rows in followers.groupby("platform", observed=True):
        wide = rows.pivot_table(index="day", columns="account_id", values="followers").sort_index()
        total = wide.ffill().dropna().sum(axis=1).rename("followers")
        tables.append(total.reset_index().assign(platform=platform))
    return pd.concat(tables or [followers], ignore_index=True)[["platform", "day", "followers"]]


def followers_on(rows: pd.DataFrame, followers: pd.DataFrame) -> pd.Series[float]:
    """Return the followers the account of each row had on its day: the last count told until then.

    Where several accounts publish and their followers are not counted one by one, nobody knows whose followers a
    post was for: it has none.

    Parameters
    ----------
    rows
        Posts, or days of them: `platform`, `account_id`, `day`.
    followers
        From `known_followers`.

    Returns
    -------
    Series of float
        With the index of `rows`; NaN before the first count.

    """
    several = set(followers.loc[followers["account_id"] != "", "platform"])
    accounts = rows.groupby("platform", observed=True)["account_id"].nunique()
    mixed = set(accounts.index[accounts > 1]) - several
    asked = pd.DataFrame(
        {
            "platform": rows["platform"].astype(object),
            "account_id": rows["account_id"].fillna("").astype(object).where(rows["platform"].isin(several), ""),
            "day": rows["day"].astype("datetime64[us]"),
            "place": range(len(rows)),
        }
    )
    asked = asked[asked["day"].notna() & ~asked["platform"].isin(mixed)].sort_values("day")
    told = followers[["platform", "account_id", "day", "followers"]]
    told = told.astype({"platform": "object", "account_id": "object", "day": "datetime64[us]"}).sort_values("day")
    found = pd.merge_asof(asked, told, on="day", by=["platform", "account_id"]).set_index("place")["followers"]
    return found.reindex(range(len(rows))).set_axis(rows.index).astype(float)


def latest_followers(followers: pd.DataFrame) -> pd.Series[float]:
    """Return the last count of each network, all its accounts together.

    Parameters
    ----------
    followers
        From `known_followers`.

    Returns
    -------
    Series
        Followers, indexed by `platform`.

    """
    counts = all_followers(followers).sort_values("day")
    return counts.groupby("platform", observed=True)["followers"].last().astype(float)
