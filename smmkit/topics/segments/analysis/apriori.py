"""The audience of each account, as the platform itself breaks it down."""

from __future__ import annotations

import pandas as pd


def audience_table(audience: pd.DataFrame, dimension: str, *, top: int = 8) -> pd.DataFrame:
    """Return the latest breakdown of each account's audience along one dimension.

    The shares are the platform's own; they describe followers, not buyers,
    and carry no interval.

    Parameters
    ----------
    audience
        Canonical audience: `platform`, `dimension`, `value`, `sex`, `share`, `as_of`.
    dimension
        Such as `age` or `country`.
    top
        Rows a platform.

    Returns
    -------
    DataFrame
        `platform`, `value`, `sex`, `share`; largest first, `top` per platform.

    """
    columns = ["platform", "value", "sex", "share"]
    latest = latest_rows(audience, dimension).dropna(subset=["share"])
    if latest.empty:
        return pd.DataFrame(columns=columns)
    ordered = latest.sort_values(["platform", "share"], ascending=[True, False], kind="stable")
    return ordered.groupby("platform", sort=True).head(top)[columns].reset_index(drop=True)


def latest_rows(audience: pd.DataFrame, dimension: str) -> pd.DataFrame:
    """Return the rows of each account's latest breakdown along one dimension.

    Parameters
    ----------
    audience
        Canonical audience.
    dimension
        As for `audience_table`.

    Returns
    -------
    DataFrame
        Canonical rows.

    """
    rows = audience[audience["dimension"] == dimension]
    newest = rows["as_of"].fillna(pd.Timestamp.min)
    return rows[newest == newest.groupby(rows["platform"]).transform("max")]
