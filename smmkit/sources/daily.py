"""Steps that say of which day a number is: exports by day -> one row a metric and day; undated snapshots."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from smmkit.schema.export_range import export_end
from smmkit.sources import cells
from smmkit.sources.kind import Reading, Step
from smmkit.sources.resaved import read_times
from smmkit.sources.steps import account_of
from smmkit.text import N_, Message

Parts = Mapping[str, tuple[str, ...]]
_WITH_YEAR = ("iso", "%Y/%m/%d", "%B %d, %Y")
_KEPT = ("platform", "account_id", "day", "as_of", "source_file", "source_row")


def long_daily(metrics: Mapping[str, tuple[str, str]], *, interactions: Parts | None = None) -> Step:
    """Return a step that turns metric columns into rows of the `daily` table.

    Parameters
    ----------
    metrics
        Scratch column -> canonical metric and scope (organic, paid or total).
    interactions
        Scope -> scratch columns that add up to the day's interactions; a day on which none of
        them is reported, or one cannot be read, has no interactions.

    """

    def step(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
        if reading.questions:
            return frame.iloc[:0]
        frame = reading.drop(frame, frame["day"].isna(), Message(N_("They have no day.")))
        told = [
            name
            for name in (*metrics, *(one for each in (interactions or {}).values() for one in each))
            if name in frame
        ]
        frame = reading.drop(frame, frame[told].isna().all(axis=1), Message(N_("They report no number.")))
        if "account_id" not in frame:
            frame = frame.assign(account_id=_account(frame, reading))
        base = frame[[column for column in _KEPT if column in frame]]
        pieces = [
            base.assign(metric=metric, scope=scope, value=frame[column].astype("Float64"))
            for column, (metric, scope) in metrics.items()
            if column in frame
        ]
        for scope, columns in (interactions or {}).items():
            parts = [column for column in columns if column in frame]
            total = frame[parts].astype("Float64").sum(axis=1, min_count=1).mask(reading.lacks(frame, parts))
            pieces.append(base.assign(metric="interactions", scope=scope, value=total))
        long = pd.concat(pieces)
        long = long[long["value"].notna()]
        reported = [column for column in metrics if column in frame]
        negative = int((frame[reported].astype("Float64") < 0).sum().sum())
        if negative:
            reading.warn(
                Message(
                    N_("Negative daily values, kept because people take reactions and follows back: {count:number}."),
                    {"count": negative},
                )
            )
        return long.reset_index(drop=True)

    return step


def _account(frame: pd.DataFrame, reading: Reading) -> pd.Series:
    """Return the client's one account on the row's platform: exports by day name none."""
    accounts = {platform: account_of(reading.client, platform) for platform in frame["platform"].dropna().unique()}
    return frame["platform"].map(accounts).astype("str")


def dated_by_file(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Say when nothing tells the day of the snapshot."""
    if export_end(reading.path) is None:
        reading.warn(Message(N_("Nothing says of which day this audience is; put the date into the file's name.")))
    return frame


def year_from_name(column: str) -> Step:
    """Return a step that reads days without a year; the year comes from the range in the file's name.

    Days that a spreadsheet wrote anew with their year (`31/8/2026`) are read as those of any other export.
    """

    def step(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
        raw = frame[column].fillna("")
        dated = cells.parse_times(raw, _WITH_YEAR, zone=None)
        if not dated.misfits.empty:
            end = export_end(reading.path)
            yearless = cells.parse_yearless(raw, end=None if end is None else end.date())
            if yearless.question is None and yearless.values.isna().all():
                return frame.assign(day=read_times(raw, column, _WITH_YEAR, None, reading).values)
            dated = yearless
        if dated.question is not None:
            reading.ask(dated.question)
        reading.misfits(column, dated.misfits)
        return frame.assign(day=dated.values)

    return step
