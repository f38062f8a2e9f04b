"""Customers told by several files: files of one period after another add up, others tell the same anew."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd


def periods_added(frames: Sequence[pd.DataFrame]) -> list[pd.DataFrame]:
    """Return tables of customers in which a customer of periods that do not overlap stands once, added up.

    Orders exported for January to June and for July to December tell two halves of each customer. A list that is kept
    by hand tells each customer's whole history every time, so its periods overlap, and the later list counts.

    Parameters
    ----------
    frames
        Canonical rows of `customers`, one table a file.

    """
    dated = [
        frame for frame in frames if frame["first_order_on"].notna().all() and frame["last_order_on"].notna().all()
    ]
    apart = sorted(dated, key=lambda frame: frame["first_order_on"].min())
    follow = all(earlier["last_order_on"].max() < later["first_order_on"].min() for earlier, later in pairwise(apart))
    if len(dated) != len(frames) or not follow:
        return list(frames)
    whole = pd.concat(apart, ignore_index=True)
    parts = whole.groupby("customer_id", sort=False)
    added = parts.last().reset_index().reindex(columns=whole.columns)
    added["first_order_on"] = parts["first_order_on"].min().to_numpy()
    for column in ("orders", "revenue"):
        added[column] = parts[column].sum(min_count=1).to_numpy()
    return [added.astype(whole.dtypes.to_dict())]
