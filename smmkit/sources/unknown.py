"""Say of a file that is of no known kind why it cannot be read, and what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from smmkit.client import Client
from smmkit.schema import TABLES
from smmkit.sources.grid import Grid
from smmkit.sources.handwords import called
from smmkit.sources.header_rows import ends_in_header, header_place, headers_and_rows
from smmkit.sources.headers import words
from smmkit.sources.mapping_proposal import PROPOSED, UNPROPOSED, dear_amounts
from smmkit.sources.millionths import NAMED, SCALED, in_millionths, scaled_money
from smmkit.sources.privacy import mask_words
from smmkit.sources.proposal_columns import columns_of
from smmkit.sources.proposal_rivals import said_of_rivals
from smmkit.sources.why_not import why_not
from smmkit.text import N_, Message

_SHOWN_HEADERS = 8
LACKING = N_(
    "The file carries the name of a table you keep yourself, but these columns are not in its first line: {columns} "
    "(found: {found}). Write them there; exports/README.txt lists the columns of each table."
)


def table_name(written: str) -> str:
    """Return the name of a hand-kept table a file or sheet carries: `exports/Team-hours (2).csv` is `team_hours`."""
    plain = words(PurePath(written).stem if "." in written else written)
    return re.sub(r"( \d+)+$", "", plain).replace(" ", "_")


def unknown(grids: Sequence[Grid], name: str, proposal: str | None, client: Client) -> Message:
    """Return the sentence that refuses a file of no known kind: its true reason, and what to do."""
    places = ((grid, header_place(grid)) for grid in grids)
    header = next((grid.cells.iloc[place].tolist() for grid, place in places if place is not None), [])
    meant = TABLES.get(table_name(name))
    reason = None if proposal else _reason(grids, client, by_hand=meant is not None and meant.by_hand is not None)
    if not header:
        return _headless(grids, reason)
    found = [str(cell).strip() for cell in header if str(cell).strip()]
    millionths = in_millionths(found)
    if millionths is not None:
        return Message(NAMED, {"column": millionths})
    scaled = scaled_money(found)
    if scaled is not None:
        return Message(SCALED, {"column": scaled})
    if reason is not None:
        return reason
    if meant is not None and meant.by_hand is not None:
        there = {words(cell) for cell in found} | {words(f"{cell}_hash") for cell in found}
        also = {one.name: (*one.also, *called(meant.name, one.name)) for one in meant.columns}
        there |= {words(name) for name, spelled in also.items() if there & set(map(words, spelled))}
        lacking = [column for column in meant.by_hand.header if words(column) not in there]
        values = {"columns": ", ".join(lacking), "found": ", ".join(found[:_SHOWN_HEADERS])}
        return Message(LACKING, values)
    shown = ", ".join(map(mask_words, found[:_SHOWN_HEADERS])) + (", …" if len(found) > _SHOWN_HEADERS else "")
    return Message(PROPOSED if proposal else UNPROPOSED, {"columns": shown})


def _reason(grids: Sequence[Grid], client: Client, *, by_hand: bool) -> Message | None:
    """Return why no mapping can describe a file; None where nothing of the kind is seen."""
    said = (
        one
        for grid in grids
        for one in (dear_amounts(grid, client), why_not(grid, by_hand=by_hand), _of_others(grid, client))
    )
    return next(filter(None, said), None)


def _of_others(grid: Grid, client: Client) -> Message | None:
    """Say so of posts or days that are of other companies than the client."""
    found = headers_and_rows(grid)
    if found is None:
        return None
    _, header, body = found
    return said_of_rivals(header, body, client) if columns_of(header, body)[0] in {"posts", "daily"} else None


def _headless(grids: Sequence[Grid], reason: Message | None) -> Message:
    """Return the sentence for a file no row of which reads like headers."""
    if any(ends_in_header(grid) for grid in grids):
        return Message(N_("The table has a header and no rows: the platform had nothing to report."))
    if reason is not None:
        return reason
    if any((grid.cells != "").sum(axis=1).gt(1).any() for grid in grids):
        return Message(
            N_(
                "This is none of the known exports, and no row of it reads like headers. Export it again with its "
                "headers, or move it out of the folder."
            )
        )
    return Message(N_("This file holds no table. Move it out of the folder, or export again as CSV or XLSX."))
