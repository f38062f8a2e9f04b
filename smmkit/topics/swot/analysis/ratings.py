"""What the workshop says of the items: one rating per item out of several judges'."""

from __future__ import annotations

import numpy as np
import pandas as pd

COLUMNS = ["item", "quadrant", "rating", "low", "high", "judges"]


def joint_ratings(ratings: pd.DataFrame) -> pd.DataFrame:
    """Join the ratings of several judges by the geometric mean (Aczél and Saaty, 1983).

    Parameters
    ----------
    ratings
        Canonical table `swot_ratings`; the last rating of a judge counts.

    Returns
    -------
    DataFrame
        `item` (an id of the board, or a statement), `quadrant` (plural, where more judges name one than any other;
        empty otherwise), `rating`, `low` and `high` (1 to 4), `judges` (their roles, joined by commas).

    """
    last = ratings.drop_duplicates(["judge", "item"], keep="last")
    rows = []
    for item, own in last.groupby("item", sort=False):
        given = own["rating"].astype(float)
        named = own["quadrant"].dropna().value_counts()
        alone = len(named) and (len(named) == 1 or named.iloc[0] > named.iloc[1])
        quadrant = _PLURAL[str(named.index[0])] if alone else ""
        mean = float(np.exp(np.log(given).mean()))
        rows.append((str(item), quadrant, mean, given.min(), given.max(), ", ".join(dict.fromkeys(own["judge"]))))
    return pd.DataFrame(rows, columns=COLUMNS)


_PLURAL = {
    "strength": "strengths", "weakness": "weaknesses", "opportunity": "opportunities", "threat": "threats",
}  # fmt: skip
