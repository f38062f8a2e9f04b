"""Which great days of trade a client has to prepare for: those of sales are for who sells."""

from __future__ import annotations

import pandas as pd

from smmkit.report.document import Book

# Days on which shops lower their prices; who sells nothing has nothing to prepare.
SALES = ("january-sales", "hot-sale", "summer-sales", "buen-fin", "black-week", "black-friday", "cyber-monday",
         "christmas-shopping", "boxing-day")  # fmt: skip


def without_sales(dates: pd.DataFrame) -> pd.DataFrame:
    """Return the commercial dates that are no days of sales."""
    return dates[~dates["key"].isin(SALES)]


def sells(book: Book) -> bool:
    """Say whether a client sells goods, as far as anything tells: then the days of sales are days to prepare for."""
    if book.client.margin >= 1:  # nothing is paid for what is given, as with donations
        return False
    web = book.table("web")
    told = "revenue" in web and bool((web["revenue"].fillna(0) > 0).any())
    return told or any(goal.metric == "revenue" for goal in book.client.goals) or len(book.table("customers")) > 0


def dates_to_prepare(book: Book) -> pd.DataFrame:
    """Return the commercial dates that matter to a client: `day`, `key`, `major`."""
    return book.dates if sells(book) else without_sales(book.dates)
