"""Customers told by several files: files of one period after another add up, others tell the same anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from smmkit.text import N_

_AGAIN = N_("Rows that a later export holds too, taken from there: {count:number}.")
_UNSURE = N_(
    "Customers with orders on the days that two files tell, of whom nobody knows how many stand in both: "
    "{count:number}. The larger number counts; export one file for the whole time."
)
_SUMMED = ("orders", "revenue")
Note = Callable[[pd.DataFrame, str], None]


def periods_added(frames: Sequence[pd.DataFrame], note: Note) -> list[pd.DataFrame]:
    """Return tables of customers in which a customer of several periods stands once, added up where that is right.

    Orders exported for January to June and for July to December tell two halves of each customer. A list that is kept
    by hand tells each customer's whole history every time, and the later list counts. Of two months that overlap by
    a week, whatever lies within the days of one file alone is told there once.

    Parameters
    ----------
    frames
        Canonical rows of `customers`, one table a file.
    note
        Told rows of a file, and what is to be said of them.

    """
    dated = [
        frame for frame in frames if frame["first_order_on"].notna().all() and frame["last_order_on"].notna().all()
    ]
    if len(dated) != len(frames):
        return list(frames)
    parts = sorted(dated, key=lambda frame: (frame["first_order_on"].min(), _exported(frame)))
    whole = parts[0]
    for later in parts[1:]:
        whole = _joined(whole, later, note)
    return [whole.astype(parts[0].dtypes.to_dict())]


def _exported(frame: pd.DataFrame) -> pd.Timestamp:
    day = frame["as_of"].max() if "as_of" in frame else None
    return pd.Timestamp.min if day is None or pd.isna(day) else pd.Timestamp(day)


def _joined(earlier: pd.DataFrame, later: pd.DataFrame, note: Note) -> pd.DataFrame:
    """Put two tables together whose days may overlap; the later one begins no sooner."""
    begins, ends, until = (later["first_order_on"].min(), *(one["last_order_on"].max() for one in (earlier, later)))
    mine = earlier[earlier["customer_id"].isin(later["customer_id"])].set_index("customer_id")
    yours = later.set_index("customer_id").loc[mine.index]
    within = (mine["first_order_on"] >= begins) & (mine["last_order_on"] <= until)
    longer = (yours["first_order_on"] <= mine["first_order_on"]) & (yours["last_order_on"] >= mine["last_order_on"])
    known = yours["last_order_on"] <= ends
    anew = (within | longer) & (~known | (_exported(later) >= _exported(earlier)))
    known &= ~anew
    apart = ~anew & ~known & ((mine["last_order_on"] < begins) | (yours["first_order_on"] > ends))
    unsure = ~(anew | known | apart)
    both = yours.where(anew | apart | (unsure & (yours["orders"] >= mine["orders"])), mine)
    for column in _SUMMED:
        both[column] = both[column].mask(apart, mine[column].fillna(0) + yours[column].fillna(0))
        both[column] = both[column].mask(apart & mine[column].isna() & yours[column].isna())
    both["first_order_on"] = both["first_order_on"].mask(apart | unsure, mine["first_order_on"])
    both["last_order_on"] = both["last_order_on"].mask(apart | unsure, yours["last_order_on"])
    note(mine[anew], _AGAIN)
    note(yours[known], _AGAIN)
    note(yours[unsure], _UNSURE)
    rest = [frame[~frame["customer_id"].isin(mine.index)] for frame in (earlier, later)]
    return pd.concat([*rest, both.reset_index()[later.columns]], ignore_index=True)
