"""What was understood of one table of a file, put together once its rows are read."""

from __future__ import annotations

import numpy as np
import pandas as pd

from smmkit.schema import PLATFORM_NAMES, TABLES
from smmkit.sources.kind import Reading
from smmkit.sources.privacy import mask_words
from smmkit.sources.renamed import nameless, perhaps_renamed
from smmkit.sources.report import Part
from smmkit.sources.stated import stated_filter
from smmkit.text import Message


def part_of(reading: Reading, frame: pd.DataFrame, rows_read: int) -> Part:
    """Return what was understood of a table, its canonical rows in hand."""
    found, header = reading.match, reading.section.header
    days = _days(frame, reading)
    grains = sorted(frame["grain"].dropna().unique()) if "grain" in frame else []
    return Part(
        source=reading.kind.name,
        label=reading.kind.label,
        table=reading.kind.table,
        rows=_rows_kept(frame, reading, rows_read),
        rows_read=rows_read,
        records=len(frame),
        sheet=reading.grid.sheet,
        grain=", ".join(grains),
        dropped=tuple(reading.dropped),
        columns={column: header[place].strip() for column, place in found.columns.items()},
        left_out=found.left_out,
        private=found.private,
        unknown=tuple(map(mask_words, found.unknown)),
        first=days[0],
        last=days[1],
        timezone=reading.zone.name or None,
        timezone_how=Message(reading.zone.how) if reading.zone.how else None,
        checks=tuple(reading.checks),
        warnings=(*reading.warnings, *perhaps_renamed(reading), *nameless(reading)),
        questions=tuple(reading.questions),
        filtered=mask_words(stated_filter(reading.section.title)),
        networks=_networks(frame),
    )


def _networks(frame: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Return the known networks the rows are of, and what of each is counted by day."""
    if "platform" not in frame:
        return {}
    known = frame[frame["platform"].isin(list(PLATFORM_NAMES))]
    if "metric" not in frame:
        return {str(name): () for name in known["platform"].unique()}
    told = known[["platform", "metric"]].dropna().drop_duplicates()
    return {str(name): tuple(rows["metric"]) for name, rows in told.groupby("platform", sort=False)}


def _rows_kept(frame: pd.DataFrame, reading: Reading, rows_read: int) -> int:
    """Return how many rows of the file were used: one may become several records, several may add up to one."""
    dropped = sum(drop.rows for drop in reading.dropped)
    used = max(0, rows_read - dropped) if len(frame) else 0
    lines = _lines(frame["source_row"]) if "source_row" in frame else len(frame)
    return used if reading.summed or len(frame) > rows_read else min(used, max(lines, len(frame))) if lines else used


def _lines(rows: pd.Series) -> int:
    """Count different lines of the file; where each row is of a later line, they are as many as the rows."""
    numbers = rows.to_numpy(dtype=np.int64, na_value=-1)
    later = len(numbers) == 0 or (numbers[0] >= 0 and bool((numbers[1:] > numbers[:-1]).all()))
    return len(numbers) if later else int(rows.nunique())


def _days(frame: pd.DataFrame, reading: Reading) -> tuple[str | None, str | None]:
    """Return the first and last day of the rows, on the client's calendar."""
    table = reading.kind.table
    record = TABLES[table]
    dated = [column.name for column in record.columns if column.kind in {"day", "time"} and column.name != "as_of"]
    for column in [*record.read_from, *dated]:
        present = frame[column].dropna() if column in frame else frame.iloc[:0]
        if not present.empty:
            first = frame["date_start"].min() if "date_start" in frame else present.min()
            first, last = (str(local_day(pd.Timestamp(str(end)), reading))[:10] for end in (first, present.max()))
            return first, last
    return None, None


def local_day(moment: pd.Timestamp, reading: Reading) -> pd.Timestamp:
    """Return the day of a moment on the client's calendar."""
    there = moment.tz_convert(reading.client.timezone) if moment.tzinfo is not None else moment
    return there.tz_localize(None).normalize()
