"""Pinterest's own “Analytics overview” file: one metric by day, then the best boards and pins of the whole range.

Read in public code that takes these files apart: a few lines first (“Analytics overview”, the range, “Claimed
accounts”, “Curated content”), `Date` beside the metric that was on the screen, a remark that the last days are
estimates, then “Top Boards …” and “Top Pins …” with a table each. The name holds the range
(`Pinterest Analytics overview 20260720-20260727.csv`). No other language was found.
"""

from __future__ import annotations

import re

import pandas as pd

from smmkit.sources.daily import long_daily
from smmkit.sources.grid import Grid
from smmkit.sources.headers import words
from smmkit.sources.kind import ExportKind, Reading, Section, Zone
from smmkit.sources.layout import first_cells, single
from smmkit.text import N_, Message

_METRICS = {
    "_impressions": ("impressions", "total"),
    "_clicks": ("clicks", "total"),
    "_outbound": ("link_clicks", "total"),
    "_saves": ("saves", "total"),
    "_views": ("views", "total"),
}
HEADERS = {
    "day": ("Date",),
    "_impressions": ("Impressions",),
    "_clicks": ("Pin clicks",),
    "_outbound": ("Outbound clicks",),
    "_saves": ("Saves",),
    "_views": ("Video views",),
}
_MARKS = {"analytics overview", "claimed accounts", "curated content"}
_SEARCHED = 30
_DATED = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{2,4}|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}")


def is_overview(grid: Grid) -> bool:
    """Tell whether the lines above the first table are those of Pinterest's overview."""
    return any(words(cell) in _MARKS for cell in first_cells(grid.cells.iloc[:_SEARCHED]))


def overview(grid: Grid, kind: ExportKind) -> list[Section]:
    """Return the table by day: from the line that begins with `Date` to the last line that begins with a day."""
    known = {words(name) for names in list(HEADERS.values())[1:] for name in names}
    if not is_overview(grid):
        return []
    rows = grid.cells.iloc[:_SEARCHED].to_numpy(dtype=object).tolist()
    heads = [k for k, row in enumerate(rows) if words(row[0]) == "date" and known & {*map(words, row[1:])}]
    if not heads:
        return []
    below = grid.cells.iloc[heads[0] + 1 :]
    dated = below[0].str.strip().str.fullmatch(_DATED) & (below[0] != "")
    ends = [k for k, is_day in enumerate(dated) if not is_day and below.iloc[k, 0] != ""]
    body = below.iloc[: ends[0]] if ends else below
    header = tuple(cell for cell in rows[heads[0]] if cell)
    body = body[body[0] != ""].iloc[:, : len(header)]
    return [Section(tuple(first_cells(grid.cells.iloc[: heads[0]])), header, body)]


def not_overview(grid: Grid, kind: ExportKind) -> list[Section]:
    """Return the one table of a grid that is not Pinterest's overview."""
    return [] if is_overview(grid) else single(grid, kind)


def kept_apart(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Say which tables of the file are left out: those of the whole range belong to no day."""
    first = reading.grid.cells[0].astype("str")
    if first.str.match(r"(?i)top (?:boards|pins)\b").any():
        reading.warn(Message(N_("The best boards and pins of the whole range belong to no day and are left out.")))
    else:
        said = N_(
            "The file ends before the best boards and pins that Pinterest writes below the days, so its last day may "
            "be cut off. Export it again."
        )
        reading.warn(Message(said))
    return frame


KINDS = (
    ExportKind(
        name="pinterest-overview",
        label=N_("Pinterest by day"),
        table="daily",
        headers=HEADERS,
        required=("day",),
        layout=overview,
        constants={"platform": "pinterest"},
        times={"day": ("iso", "%m/%d/%Y", "%b %d, %Y")},
        scratch=dict.fromkeys(_METRICS, "count"),
        known=("Engagements", "Engaged audience", "Total audience", "Engagement rate*", "Closeups", "*"),
        zone=Zone("", N_("Days as Pinterest counts them; the file names no zone.")),
        steps=(kept_apart, long_daily(_METRICS)),
    ),
)
