"""Find what a damaged file gives away: torn rows, a missing end, counts that cannot be."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import reduce
from operator import or_

import numpy as np
import pandas as pd

from smmkit.schema import TABLES
from smmkit.sources.headers import words
from smmkit.sources.headers_again import OTHER
from smmkit.sources.kind import Reading
from smmkit.sources.row_numbers import rows_of
from smmkit.sources.steps import PARTS
from smmkit.text import N_, Message


def nothing_reported(reading: Reading) -> bool:
    """Tell whether the only row says that there is nothing to show, and say what that means."""
    body = reading.section.body
    if len(body) != 1 or sum(body.iloc[0] != "") != 1 or words("".join(body.iloc[0])) not in _NOTHING:
        return False
    said = (
        N_("No campaign ran in this period: the platform says that it has no data. There is nothing to export again.")
        if reading.kind.table == "ads"
        else N_("The platform says that it has no data for this period. There is nothing to export again.")
    )
    reading.warn(Message(said))
    return True


_NOTHING = frozenset((
    "no data available", "no data", "no data to show", "no hay datos disponibles", "no hay datos", "sin datos",
    "ningun dato disponible", "no results found", "no se han encontrado resultados", "nenhum dado disponivel",
    "sem dados",
    "no hay datos para mostrar", "nao ha dados disponiveis",
))  # fmt: skip


def drop_damaged_rows(reading: Reading) -> None:
    """Leave out rows whose cells cannot be matched to the header one by one."""
    grid, section = reading.grid, reading.section
    if reading.kind.final_newline and not grid.final_newline and not grid.cut and grid.delimiter:
        said = N_("The file does not end with a line break, as this export always does; its last row may be cut off.")
        reading.warn(Message(said))
    if not section.as_written:
        return
    if grid.widths is None:
        return
    width = max((place + 1 for place, cell in enumerate(section.header) if cell.strip()), default=0)
    body = section.body
    cells = grid.widths.reindex(body.index)
    torn = (cells > 1) & (cells < width) & ~_short_at_the_end(body, cells, width)
    if body.shape[1] > width:
        torn |= (body.iloc[:, width:] != "").any(axis=1)
    _ask_of_another_table(body, cells.where((cells > 1) & (cells != width)), reading)
    why = Message(N_("They have more or fewer cells than the header: the file is damaged there."))
    reading.section = replace(section, body=reading.drop(body, torn, why))


_LEAST = 4


def _ask_of_another_table(body: pd.DataFrame, widths: pd.Series, reading: Reading) -> None:
    """Ask where words without a digit stand above a row as wide as they are, of another width than the first header."""
    if reading.kind.table not in _NUMBERED:
        return
    some = body[widths.notna()].head(_LOOKED_AT)
    told = pd.Series(np.flatnonzero(widths.notna())[: len(some)], index=some.index)
    figures = some.apply(lambda cells: cells.str.contains(r"\d")).any(axis=1)
    headed = ~figures & ((some != "").sum(axis=1) >= _LEAST)
    wide = widths[some.index]
    below = (told.shift(-1) == told + 1) & (wide.shift(-1) == wide) & figures.shift(-1, fill_value=False)
    for row in some.index[headed & below]:
        reading.ask(Message(OTHER, {"row": int(row)}))


_LOOKED_AT = 1000
_NUMBERED = frozenset({"posts", "ads", "daily", "web"})  # no row of these is without a digit
_NET = frozenset({"follows", "likes"})  # of YouTube: given less taken back


def _short_at_the_end(body: pd.DataFrame, cells: pd.Series, width: int) -> pd.Series:
    """Tell which rows only lack empty cells at their end, as a spreadsheet saves them: nothing is lost there.

    The cells they lack are empty in the whole rows too, or several rows end at the same place with a filled cell.
    """
    short = (cells > 1) & (cells < width)
    whole = body[~short]
    fine = pd.Series(False, index=body.index)
    for length in cells[short].unique():
        rows = short & (cells == length)
        tail = whole.iloc[:, int(length) : width]
        enough = int(rows.sum()) >= _SEVERAL and int(rows.sum()) * _SHARE >= len(body)
        ends_filled = bool((body.loc[rows].iloc[:, int(length) - 1] != "").all())
        trusted = bool((tail == "").all(axis=None)) or (enough and ends_filled)
        several = int(rows.sum()) >= _SEVERAL
        if len(whole) and (trusted or (several and _fits(body[rows], whole, int(length)))):
            fine |= rows
    return fine


def _fits(rows: pd.DataFrame, whole: pd.DataFrame, length: int) -> bool:
    """Tell whether rows that end at one place stand together and hold, cell by cell, what the whole rows hold there.

    A spreadsheet saves a block of rows no wider than its widest row; a cell lost further left would shift the rest.
    """
    together = bool((np.diff(rows.index) <= _NEAR).all())
    seen = [set(whole[place].map(_shape)) for place in whole.columns[:length]]
    return together and all(
        set(rows[place].map(_shape)) <= known for place, known in zip(rows.columns, seen, strict=False)
    )


def _shape(cell: str) -> str:
    """Return what a cell looks like: nothing, a number, a moment, an address, a word or prose."""
    return next((name for name, pattern in _SHAPES if pattern.match(cell)), "prose")


_SHAPES = (
    ("nothing", re.compile(r"\s*$")),
    ("number", re.compile(r"-?[\d.,]+\s?%?$")),
    ("moment", re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")),
    ("address", re.compile(r"https?://")),
    ("word", re.compile(r"\S+$")),
)
_SEVERAL, _SHARE, _NEAR = 3, 10, 40


def whole_rows(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Leave out the rows of a table cut out of a larger grid that go on beyond its header: their cells are shifted."""
    cells = reading.grid.cells
    width = max((place + 1 for place, cell in enumerate(reading.section.header) if cell.strip()), default=0)
    if width >= cells.shape[1] or frame.empty:
        return frame
    beyond = (cells.loc[frame["source_row"].astype(int), :].iloc[:, width:] != "").any(axis=1)
    why = Message(N_("They have more or fewer cells than the header: the file is damaged there."))
    return reading.drop(frame, pd.Series(beyond.to_numpy(), index=frame.index), why)


def blank_impossible(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Blank out counts below zero where nothing can be taken back: over a life; say which clicks are free."""
    if reading.kind.table == "ads":
        _say_free_clicks(frame, reading)
    if reading.kind.table != "posts" or "grain" not in frame:
        return frame
    counts = [column.name for column in TABLES["posts"].columns if column.kind == "count" and column.name in frame]
    for name in counts:
        lowest = frame[name].min()
        if name == "source_row" or pd.isna(lowest) or lowest >= 0:
            continue
        if name in _NET and (frame["platform"] == "youtube").all():
            frame = _net(frame, name, reading)
            continue
        below = (frame[name] < 0).fillna(False).astype(bool) & (frame["grain"] == "lifetime")
        if below.any():
            cells = pd.Series(frame.loc[below, name].astype("str").to_numpy(), index=frame.loc[below, "source_row"])
            reading.misfits(name, cells)
            frame = frame.assign(**{name: frame[name].mask(below)})
            if name in PARTS and "interactions" in frame:
                sums = ("interactions", "interactions_parts")
                frame = frame.assign(**{column: frame[column].mask(below) for column in sums})
    return _unmeasured(frame, reading)


def _net(frame: pd.DataFrame, name: str, reading: Reading) -> pd.DataFrame:
    """Keep what YouTube tells less what was taken back; what people did on a video is no number below zero."""
    if name in PARTS:
        said = N_(
            "Numbers of “{column}” below zero: {count:number}. YouTube tells those given less those taken back, so "
            "they belong to the sum."
        )
        count = int(frame[name].lt(0).sum())
        reading.warn(Message(said, {"column": reading.header_of(name), "count": count}))
    if name in PARTS and "interactions" in frame:
        below = frame["interactions"].lt(0).fillna(False).astype(bool) & (frame["grain"] == "lifetime")
        frame = frame.assign(**{column: frame[column].mask(below) for column in ("interactions", "interactions_parts")})
    return frame


def _unmeasured(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Blank out the zeros of a post that people reacted to and nobody is said to have seen: they were not measured."""
    seen = [name for name in ("views", "impressions", "reach") if name in frame and frame[name].notna().any()]
    if not seen or "interactions" not in frame:
        return frame
    zero = {name: frame[name].eq(0).fillna(False).astype(bool) for name in seen}
    unseen = frame["interactions"].gt(0).fillna(False).astype(bool) & reduce(or_, zero.values())
    for name in seen:
        unseen &= zero[name] | frame[name].isna()
    if not unseen.any():
        return frame
    said = N_(
        "Posts that people reacted to and nobody is said to have seen: {count:number}. Their zeros ({columns}) were "
        "not measured, so they count as missing."
    )
    named = ", ".join(reading.header_of(name) for name in seen)
    reading.warn(Message(said, {"count": int(unseen.sum()), "columns": named}))
    return frame.assign(**{name: frame[name].mask(unseen & zero[name]) for name in seen})


def _say_free_clicks(frame: pd.DataFrame, reading: Reading) -> None:
    """Say it where many clicks cost nothing beside others that were paid: a cost may have been lost."""
    name = next((name for name in ("clicks_all", "link_clicks") if name in frame and frame[name].notna().any()), None)
    if name is None or "spend" not in frame:
        return
    clicked = frame[name].gt(0).fillna(False).astype(bool)
    paid = clicked & frame["spend"].gt(0).fillna(False).astype(bool)
    free = clicked & frame["spend"].eq(0).fillna(False).astype(bool)
    if not paid.any() or not free.any():
        return
    spent, clicks = float(frame.loc[paid, "spend"].sum()), int(frame.loc[free, name].sum())
    worth = spent / float(frame.loc[paid, name].sum()) * clicks
    if worth <= _MUCH * spent:
        return
    said = N_(
        "Clicks that cost nothing: {clicks:number} (row {rows}), worth {worth:number2} at the price of the others. If "
        "they were not free, their cost was lost; export the file again."
    )
    cells = frame.loc[free].set_index("source_row")["spend"]
    reading.warn(Message(said, {"clicks": clicks, "rows": rows_of(cells), "worth": worth}))


_MUCH = 0.05
