"""Find what a damaged file gives away: torn rows, a missing end, counts that cannot be."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from smmkit.schema import TABLES
from smmkit.sources.kind import Reading
from smmkit.text import N_, Message


def drop_damaged_rows(reading: Reading) -> None:
    """Leave out rows whose cells cannot be matched to the header one by one."""
    grid, section = reading.grid, reading.section
    if reading.kind.final_newline and not grid.final_newline and not grid.cut and grid.delimiter:
        said = N_("The file does not end with a line break, as this export always does; its last row may be cut off.")
        reading.warn(Message(said))
    if grid.widths is None or not section.as_written:
        return
    width = max((place + 1 for place, cell in enumerate(section.header) if cell.strip()), default=0)
    body = section.body
    cells = grid.widths.reindex(body.index)
    torn = (cells > 1) & (cells < width)
    if body.shape[1] > width:
        torn |= (body.iloc[:, width:] != "").any(axis=1)
    why = Message(N_("They have more or fewer cells than the header: the file is damaged there."))
    reading.section = replace(section, body=reading.drop(body, torn, why))


def blank_impossible(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Blank out counts below zero where nothing can be taken back: over a post's lifetime."""
    if reading.kind.table != "posts" or "grain" not in frame:
        return frame
    counts = [column.name for column in TABLES["posts"].columns if column.kind == "count" and column.name in frame]
    lifetime = frame["grain"] == "lifetime"
    net = {"follows"} if (frame["platform"] == "youtube").all() else set()  # gained less lost
    for name in set(counts) - {"source_row"} - net:
        below = (frame[name] < 0).fillna(False).astype(bool) & lifetime
        if below.any():
            cells = pd.Series(frame.loc[below, name].astype("str").to_numpy(), index=frame.loc[below, "source_row"])
            reading.misfits(name, cells)
            frame = frame.assign(**{name: frame[name].mask(below)})
    return _unmeasured(frame, reading)


def _unmeasured(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Blank out the zeros of a post that people reacted to and nobody is said to have seen: they were not measured."""
    seen = [name for name in ("views", "impressions", "reach") if name in frame and frame[name].notna().any()]
    if not seen or "interactions" not in frame:
        return frame
    zero = (frame[seen] == 0).fillna(False)
    liked = (frame["interactions"] > 0).fillna(False).astype(bool)
    unseen = (zero | frame[seen].isna()).all(axis=1) & zero.any(axis=1) & liked
    if not unseen.any():
        return frame
    said = N_(
        "Posts that people reacted to and nobody is said to have seen: {count:number}. Their zeros ({columns}) were "
        "not measured, so they count as missing."
    )
    named = ", ".join(reading.header_of(name) for name in seen)
    reading.warn(Message(said, {"count": int(unseen.sum()), "columns": named}))
    return frame.assign(**{name: frame[name].mask(unseen & zero[name]) for name in seen})
