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
    rows = audience[(audience["dimension"] == dimension) & audience["share"].notna()]
    if rows.empty:
        return pd.DataFrame(columns=columns)
    newest = rows["as_of"].fillna(pd.Timestamp.min)
    latest = rows[newest == newest.groupby(rows["platform"]).transform("max")]
    ordered = latest.sort_values(["platform", "share"], ascending=[True, False], kind="stable")
    return ordered.groupby("platform", sort=True).head(top)[columns].reset_index(drop=True)
