"""What changed in networks and tools, and what of this workbook it breaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from smmkit.schema import TABLES

# What was announced or retired longer ago has been dealt with or never will be.
NEWS_DAYS, RETIRED_DAYS = 92, 400
LOST, NEW, RETIRED, NEWS = "lost", "new", "retired", "news"
# A file, its kind of export, its table, its headers, and those of the file it is set against.
Pair = tuple[str, str, str, pd.DataFrame, pd.DataFrame]


@dataclass(frozen=True)
class PlatformChange:
    """Something a network or a tool changed.

    Parameters
    ----------
    kind
        `lost` (a column is gone), `new` (a header nothing is known of), `retired` (a metric) or `news` (told by hand).
    where
        The file, the network or the tool.
    what
        The header, the metric or the change in words.
    column, table
        Canonical column and table of a lost header; empty otherwise.
    notebooks
        The notebooks that rest on it.
    since
        The day, where one is known.
    replaced_by
        What took its place.
    affects
        What the team says it touches.
    source
        Where it was read; the kind of export for a column.

    """

    kind: str
    where: str
    what: str
    column: str = ""
    table: str = ""
    notebooks: tuple[str, ...] = ()
    since: date | None = None
    replaced_by: str = ""
    affects: str = ""
    source: str = ""

    @property
    def breaks(self) -> bool:
        """Whether something stops working here, and not only reads differently."""
        return self.kind == LOST and not self.replaced_by


def drift(now: pd.DataFrame, before: pd.DataFrame | None) -> tuple[PlatformChange, ...]:
    """Return the columns that exports lost, and the headers nobody knows, against the exports before.

    Each file is set against the one of the same name in last month's import, else against the latest of its kind
    there. Where no import of last month is on record, each kind's latest file is set against the one that ended
    before it began. A header that only changed its name is no loss: what it means is compared.

    Parameters
    ----------
    now, before
        From `sources.headers_seen`: this import, and last month's; None where there is none.

    Returns
    -------
    tuple of PlatformChange
        Of the kinds `lost` and `new`.

    """
    found: dict[tuple[str, str, str], PlatformChange] = {}
    for file, source, table, new, old in _pairs(now, before):
        lost = old[(old["column"] != "") & ~old["column"].isin(new["column"])]
        for column, header in zip(lost["column"], lost["header"], strict=True):
            change = PlatformChange(LOST, file, str(header), str(column), table, TABLES[table].needed_by, source=source)
            found.setdefault((LOST, table, str(column) + file), change)
        unknown = new[(new["column"] == "") & ~new["header"].isin(old["header"])]
        for header in unknown["header"]:
            found.setdefault(
                (NEW, table, str(header) + file), PlatformChange(NEW, file, str(header), table=table, source=source)
            )
    return tuple(found.values())


def _pairs(
    now: pd.DataFrame, before: pd.DataFrame | None
) -> Iterable[tuple[str, str, str, pd.DataFrame, pd.DataFrame]]:
    for (source, table), rows in now.groupby(["source", "table"], sort=True):
        if table not in TABLES or TABLES[table].by_hand is not None:
            continue
        if before is None:
            yield from _in_turn(rows, str(source), str(table))
            continue
        same = before[(before["source"] == source) & (before["table"] == table)]
        latest = _latest(same)
        for file in dict.fromkeys(rows["file"]):
            old = same[same["file"] == file]
            if old.empty and file == _latest(rows):
                old = same[same["file"] == latest]
            if len(old):
                yield str(file), str(source), str(table), rows[rows["file"] == file], old


def _in_turn(rows: pd.DataFrame, source: str, table: str) -> Iterable[Pair]:
    newest = rows[rows["file"] == _latest(rows)]
    first = newest["first"].dropna().min()
    if not isinstance(first, str):
        return
    earlier = rows[rows["last"].map(lambda day: isinstance(day, str) and day < first)]
    if len(earlier):
        yield str(newest["file"].iloc[0]), source, table, newest, earlier[earlier["file"] == _latest(earlier)]


def _latest(rows: pd.DataFrame) -> str | None:
    """Return the file whose rows end last; of two, the later by name."""
    if rows.empty:
        return None
    return max(zip(rows["last"].fillna("").astype(str), rows["file"].astype(str), strict=True))[1]


def explained(lost: Iterable[PlatformChange], retirements: Iterable[PlatformChange]) -> tuple[PlatformChange, ...]:
    """Return all changes, a lost column together with the retirement that took it: when, and what took its place.

    Parameters
    ----------
    lost
        Changes of the exports.
    retirements
        Metrics the networks retired.

    Returns
    -------
    tuple of PlatformChange
        A retirement that explains a lost column is told there alone.

    """
    known = {(one.where, one.what): one for one in retirements}
    out: list[PlatformChange] = []
    for change in lost:
        why = next((one for (net, name), one in known.items() if name == change.column and net in change.source), None)
        if why is not None and why.replaced_by:
            known.pop((why.where, why.what))
            change = replace(change, since=why.since, replaced_by=why.replaced_by)
        out.append(change)
    return (*out, *known.values())


def gone_files(now: Iterable[str], refused: Iterable[str], before: pd.DataFrame | None) -> tuple[PlatformChange, ...]:
    """Return the files that could be read last month and cannot be now, each with the notebooks that rest on it.

    Parameters
    ----------
    now
        Files of this import that gave a table.
    refused
        Files of this import that cannot be used.
    before
        Headers of last month's import; None where there is none.

    Returns
    -------
    tuple of PlatformChange
        Of the kind `lost`, without a header.

    """
    if before is None:
        return ()
    unread = set(refused) - set(now)
    lost = before[before["file"].isin(unread)].drop_duplicates(["file", "table"])
    return tuple(
        PlatformChange(LOST, str(file), "", table=str(table), notebooks=TABLES[table].needed_by)
        for file, table in zip(lost["file"], lost["table"], strict=True)
        if table in TABLES
    )


def retired(known: pd.DataFrame, platforms: Iterable[str], *, end: date) -> tuple[PlatformChange, ...]:
    """Return the metrics the client's networks retired lately, or will.

    Parameters
    ----------
    known
        `platform`, `metric`, `retired_on`, `replaced_by`, `source`.
    platforms
        The client's networks.
    end
        Last day of the month.

    Returns
    -------
    tuple of PlatformChange
        Of the kind `retired`, the latest first.

    """
    mine = known[known["platform"].isin(list(platforms))]
    mine = mine[mine["retired_on"] > pd.Timestamp(end - timedelta(days=RETIRED_DAYS))]
    return tuple(
        PlatformChange(
            RETIRED, str(row["platform"]), str(row["metric"]), since=row["retired_on"].date(),
            notebooks=_resting_on(str(row["metric"])), source=str(row["source"]),
            replaced_by="" if pd.isna(row["replaced_by"]) else str(row["replaced_by"]),
        )
        for row in mine.sort_values("retired_on", ascending=False, kind="stable").to_dict("records")
    )  # fmt: skip


def _resting_on(metric: str) -> tuple[str, ...]:
    """Return the notebooks that read a table with such a column."""
    held = [TABLES[name].needed_by for name in ("posts", "daily") if metric in TABLES[name].names or name == "daily"]
    return tuple(sorted({number for numbers in held for number in numbers}))


def news(updates: pd.DataFrame, *, end: date) -> tuple[PlatformChange, ...]:
    """Return what the team noted of tools and networks in the last three months, the latest first.

    Parameters
    ----------
    updates
        Hand-kept: `on`, `tool`, `change`, `affects`, `source`.
    end
        Last day of the month.

    Returns
    -------
    tuple of PlatformChange
        Of the kind `news`.

    """
    if updates.empty:
        return ()
    recent = updates[updates["on"] > pd.Timestamp(end - timedelta(days=NEWS_DAYS))]
    recent = recent.sort_values("on", ascending=False, kind="stable")
    return tuple(
        PlatformChange(
            NEWS, str(row["tool"]), str(row["change"]), since=row["on"].date(),
            affects="" if pd.isna(row["affects"]) else str(row["affects"]),
            source="" if pd.isna(row["source"]) else str(row["source"]),
        )
        for row in recent.to_dict("records")
    )  # fmt: skip
