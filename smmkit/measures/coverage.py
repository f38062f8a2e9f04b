"""Which days the exports of a network cover, so that no rate rests on days nobody exported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from smmkit.schema import TABLES
from smmkit.schema.export_range import export_range

Span = tuple[pd.Timestamp, pd.Timestamp]
Told = Mapping[str, Sequence[Span]]
"""First and last day each file tells of, by line of money or stream of messages."""
WHOLE = 0.9
"""Share of a window's days from which on it is told whole: the last days of a file may have held nothing."""
Row = tuple[str, object, str, pd.Timestamp, pd.Timestamp]
# Who posts once a week may leave one out.
_ONE_LEFT_OUT = 2
_USUAL = 0.95
_LIFETIME = 36_525
COLUMNS = ("table", "platform", "source_file", "first", "last")


def coverage(tables: Mapping[str, pd.DataFrame], timezone: str) -> pd.DataFrame:
    """Return the days that each file covers, table by table and network by network.

    A file covers the range in its name, else the days from its first row to its last. What lies between counts as
    covered: a day without a post is a day without a post.

    Parameters
    ----------
    tables
        Canonical tables of one client.
    timezone
        The client's zone; moments are days on its calendar.

    Returns
    -------
    DataFrame
        `table`, `platform` (missing where the table knows none), `source_file`, `first` and `last`: days, inclusive.

    """
    found = [row for name, table in tables.items() for row in _of_table(name, table, timezone)]
    frame = pd.DataFrame(found, columns=list(COLUMNS))
    return frame.astype({"first": "datetime64[us]", "last": "datetime64[us]"})


def days_covered(
    covered: pd.DataFrame, *, table: str, first: pd.Timestamp, last: pd.Timestamp, platform: str | None = None
) -> pd.DatetimeIndex:
    """Return the days of a window that the exports of a table (and network) cover, each once.

    Parameters
    ----------
    covered
        What `coverage` returned.
    table
        Canonical table.
    first, last
        The window, inclusive.
    platform
        One network; None for all together.

    Returns
    -------
    DatetimeIndex
        Midnights, in order.

    """
    mine = covered[covered["table"] == table]
    if platform is not None:
        mine = mine[mine["platform"] == platform]
    starts, ends = mine["first"].clip(lower=first), mine["last"].clip(upper=last)  # type: ignore[call-overload]
    days: set[pd.Timestamp] = set()
    for start, end in zip(starts, ends, strict=True):
        days |= set(pd.date_range(start, end))
    return pd.DatetimeIndex(sorted(days))


def told_days(rows: pd.DataFrame, days: pd.Series, first: pd.Timestamp, last: pd.Timestamp) -> pd.DatetimeIndex:
    """Return the days of a window that the files of some rows tell of: nobody knows what happened on the others.

    Parameters
    ----------
    rows
        Rows of a canonical table, with `source_file` where the files matter.
    days
        The local day of each row.
    first, last
        The window, inclusive; outside the first and the last row it counts where a file's name says so.

    Returns
    -------
    DatetimeIndex
        Midnights, in order; empty where no row has a day.

    """
    return days_inside(told_spans(rows, days), first, last)


def told_spans(rows: pd.DataFrame, days: pd.Series) -> list[Span]:
    """Return the first and last day each file of some rows tells of; of rows without a file, those of all.

    Parameters
    ----------
    rows, days
        As for `told_days`.

    Returns
    -------
    list of tuple
        First and last day, both included, one pair per file.

    """
    if "source_file" not in rows or days.notna().sum() == 0:
        known = days.dropna()
        return [(known.min(), known.max())] if len(known) else []
    dated = days.notna().to_numpy(bool)
    place, files = pd.factorize(rows["source_file"][dated], use_na_sentinel=False)
    moments, found = days[dated], []
    for number, file in enumerate(files):
        own = moments[place == number]
        start, end, named = own.min(), own.max(), export_range(str(file))
        found.append((start, end) if named is None else (min(start, named[0]), max(end, named[1])))
    return found


def days_inside(spans: Sequence[Span], first: pd.Timestamp, last: pd.Timestamp) -> pd.DatetimeIndex:
    """Return the days of a window that lie in one of some spans (first and last day), each once and in order.

    Parameters
    ----------
    spans
        From `told_spans`.
    first, last
        The window, both days included.

    Returns
    -------
    DatetimeIndex
        Days without a time.

    """
    if not spans or last < first:
        return pd.DatetimeIndex([])
    days = np.arange(np.datetime64(first, "D"), np.datetime64(last, "D") + 1)
    inside = np.zeros(len(days), dtype=bool)
    for start, end in spans:
        inside |= (days >= np.datetime64(start, "D")) & (days <= np.datetime64(end, "D"))
    return pd.DatetimeIndex(days[inside].astype("datetime64[us]"))


def posts_told(rows: pd.DataFrame, days: pd.Series, first: pd.Timestamp, last: pd.Timestamp) -> int:
    """Return of how many days of a window exports of posts tell: a silence at their end may be one, or an export's end.

    Between its posts a file tells of every day. Before the first and after the last post of all it does so where its
    name says so, and else as long as it is at most twice the longest usual silence between two posts.

    Parameters
    ----------
    rows
        Posts, with `source_file` where the files matter.
    days
        The local day of each.
    first, last
        The window, both days included.

    Returns
    -------
    int
        Days.

    """
    spans = told_spans(rows, days)
    if not spans:
        return 0
    begun, ended = min(start for start, _ in spans), max(end for _, end in spans)
    posted = np.unique(days.dropna().to_numpy("datetime64[D]"))
    silence = _ONE_LEFT_OUT * _longest_silence(posted, days_inside(spans, begun, ended))
    if begun == days.min() and begun - first <= silence:
        spans = [*spans, (min(first, begun), begun)]
    if ended == days.max() and last - ended <= silence and not _named_end(rows, ended):
        spans = [*spans, (ended, max(last, ended))]
    return len(days_inside(spans, first, last))


def _longest_silence(posted: np.ndarray, told: pd.DatetimeIndex) -> pd.Timedelta:
    """Return the longest usual time between two posts of which every day is told; a lifetime where no two are known.

    Of twenty silences one may be a holiday, which says nothing of how often somebody posts.
    """
    place = told.to_numpy("datetime64[D]").searchsorted(posted)
    between = np.diff(posted).astype(int)
    known = between[np.diff(place) == between]
    return pd.Timedelta(days=int(np.quantile(known, _USUAL, method="higher")) if len(known) else _LIFETIME)


def _named_end(rows: pd.DataFrame, ended: pd.Timestamp) -> bool:
    """Return whether the name of a file says that its days end there."""
    files = rows["source_file"] if "source_file" in rows else pd.Series(dtype="str")
    ranges = (export_range(str(file)) for file in files.unique())
    return any(named is not None and named[1] == ended for named in ranges)


def told_by_network(
    table: pd.DataFrame, days: pd.Series, names: Sequence[str], first: pd.Timestamp, last: pd.Timestamp
) -> dict[str, pd.DatetimeIndex]:
    """Return the days of a window that the files of each network tell of; a file may hold several networks.

    Parameters
    ----------
    table
        Canonical table with `platform`; may be empty.
    days
        The local day of each row.
    names
        The networks.
    first, last
        The window, both days included.

    Returns
    -------
    dict
        Network -> midnights, in order; none where no file holds a row of it.

    """
    if table.empty:
        return dict.fromkeys(names, pd.DatetimeIndex([]))
    file = table["source_file"] if "source_file" in table else pd.Series("", index=table.index)
    rows = {name: file.isin(file[table["platform"] == name]) for name in names}
    return {name: told_days(table[mine], days[mine], first, last) for name, mine in rows.items()}


def a_week(count: float, told: pd.DatetimeIndex) -> float:
    """Return how many a week, over the days the files tell of: every rate per week divides by these.

    Parameters
    ----------
    count
        What happened on those days.
    told
        From `told_days` or `days_covered`; fewer than seven count as a week, for a day is no week.

    Returns
    -------
    float
        NaN where something was counted and no file tells of a day; 0 where nothing was.

    """
    if not len(told):
        return float("nan") if count else 0.0
    return count * 7 / max(len(told), 7)


def _of_table(
    name: str, table: pd.DataFrame, timezone: str
) -> list[tuple[str, object, str, pd.Timestamp, pd.Timestamp]]:
    record = TABLES.get(name)
    if record is None or table.empty or "source_file" not in table:
        return []
    dated = [column.name for column in record.columns if column.kind in {"day", "time"} and column.name != "as_of"]
    present = [column for column in (*record.read_from, *dated) if column in table and table[column].notna().any()]
    if not present:
        return []
    starts = "date_start" if "date_start" in table else present[0]
    moments = pd.DataFrame({"first": table[starts], "last": table[present[0]], "source_file": table["source_file"]})
    moments = moments.assign(platform=table.get("platform"))
    ends = moments.groupby(["source_file", "platform"], dropna=False, sort=False).agg({"first": "min", "last": "max"})
    found: list[Row] = []
    days = (_days(ends[name], timezone) for name in ("first", "last"))
    for (file, platform), first, last in zip(ends.index, *days, strict=True):
        named = export_range(str(file))
        if named is not None and pd.notna(first):
            first, last = min(first, named[0]), max(last, named[1])
        if pd.notna(first) and pd.notna(last):
            found.append((name, platform, str(file), first, last))
    return found


def _days(cells: pd.Series, timezone: str) -> pd.Series:
    if getattr(cells.dtype, "tz", None) is not None:
        cells = cells.dt.tz_convert(timezone).dt.tz_localize(None)
    days: pd.Series = cells.dt.normalize()
    return days
