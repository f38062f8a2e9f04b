"""One result, several touches: the books of last click, equal parts and first-and-last, side by side.

All three are accounting: they share out what happened, and none says what would have happened without a channel.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray

ENDS = 0.4
"""What the first and the last touch get each in the book by position; the rest is shared by those between."""
BOOKS = ("last", "linear", "position")
_ARROW = re.compile(r"\s*(?:>|→|»|\|)\s*")
_TIMES = re.compile(r"\s*[x×]\s*(\d{1,3})$", re.IGNORECASE)


def touches(path: object) -> list[str]:
    """Return the channels of a path in order of time; `Direct × 3` stands for three touches.

    Parameters
    ----------
    path
        As GA4 exports it, such as `Organic Social > Email × 2 > Direct`.

    Returns
    -------
    list of str
        One name per touch.

    """
    found: list[str] = []
    for part in _ARROW.split(str(path).strip()):
        times = _TIMES.search(part)
        name = _TIMES.sub("", part).strip()
        found += [name] * (min(int(times[1]), 100) if times else 1) if name else []
    return found


def by_position(count: int) -> NDArray[np.float64]:
    """Return the share of each of so many touches: two fifths at each end, the rest shared between.

    Parameters
    ----------
    count
        Touches of the path, at least 1.

    Returns
    -------
    array of float
        Shares that add up to 1.

    """
    if count < 3:
        return np.full(count, 1.0 / count)
    shares = np.full(count, (1 - 2 * ENDS) / (count - 2))
    shares[[0, -1]] = ENDS
    return shares


def path_books(paths: pd.DataFrame) -> pd.DataFrame:
    """Return the results each channel is credited with in each book.

    Parameters
    ----------
    paths
        Canonical table `paths`: `path`, `key_events`, `revenue` (may be missing).

    Returns
    -------
    DataFrame
        One row per channel, the largest by last click first: `channel`, and `last`, `linear`, `position` (key
        events) with their `_money` (revenue); each book adds up to the same total.

    """
    rows: list[dict[str, float | str]] = []
    for path, events, money in zip(paths["path"], paths["key_events"], paths["revenue"], strict=True):
        chain = touches(path)
        if not chain or pd.isna(events):
            continue
        count, earned = float(events), 0.0 if pd.isna(money) else float(money)
        last = np.zeros(len(chain))
        last[-1] = 1.0
        books = {"last": last, "linear": np.full(len(chain), 1 / len(chain)), "position": by_position(len(chain))}
        for place, name in enumerate(chain):
            shares = {book: float(weights[place]) for book, weights in books.items()}
            given = {book: share * count for book, share in shares.items()}
            rows.append(
                {"channel": name, **given, **{f"{book}_money": share * earned for book, share in shares.items()}}
            )
    columns = ["channel", *BOOKS, *(f"{book}_money" for book in BOOKS)]
    table = pd.DataFrame(rows, columns=columns)
    summed = table.groupby("channel", as_index=False)[columns[1:]].sum() if len(table) else table
    return summed.sort_values(["last", "channel"], ascending=[False, True], ignore_index=True)
