"""Cells looked at as bytes say what the cells one by one would say."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from smmkit.sources.cellbytes import all_different, arrow, cell_bytes
from smmkit.sources.digits import read_digits
from smmkit.sources.grid import TEXT
from smmkit.sources.missing import BLANKS, MISSING, lost_digits, missing, stripped

WORDS = st.text(alphabet=f"{BLANKS}aZñ¿-–09@😀", max_size=20) | st.sampled_from(MISSING)
STYLES = ("%m/%d/%Y %H:%M", "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y")


def column(cells: list[str], pieces: int = 1) -> pd.Series:
    """Return cells as a file's reader keeps them: in one piece or in several."""
    cuts = np.array_split(np.array(cells, dtype=object), pieces)
    return pd.concat([pd.Series(cut, dtype=TEXT) for cut in cuts], ignore_index=True)


@given(st.lists(WORDS, max_size=30), st.integers(1, 3))
def test_edges_and_content_are_those_of_the_cells(cells: list[str], pieces: int) -> None:
    found = cell_bytes(arrow(column(cells, pieces)))
    told = [cell.encode() for cell in cells]
    assert found.length.tolist() == [len(cell) for cell in told]
    assert found.first.tolist() == [cell[0] if cell else 0 for cell in told]
    assert found.last.tolist() == [cell[-1] if cell else 0 for cell in told]
    assert bytes(found.content) == b"".join(told)
    assert found.holding("@", "@").tolist() == ["@" in cell for cell in cells]
    assert found.holding("0", "9").tolist() == [any("0" <= letter <= "9" for letter in cell) for cell in cells]


@given(st.lists(WORDS, max_size=30), st.integers(1, 3))
def test_blanks_and_missing_words_are_found_cell_by_cell(cells: list[str], pieces: int) -> None:
    given_ = column(cells, pieces)
    assert stripped(given_).tolist() == [cell.strip(BLANKS) for cell in cells]
    assert missing(given_).tolist() == [cell.strip(BLANKS).lower() in MISSING for cell in cells]


@given(st.lists(st.text(alphabet="ab0\0é", max_size=18), max_size=40))
@example(["a" * 8, "a" * 8 + "\0"])
@example(["", ""])
@example(["a", "b\0"])
def test_two_cells_alike_are_seen(cells: list[str]) -> None:
    assert all_different(column(cells)) == (len(set(cells)) == len(cells))


def test_a_million_ids_are_told_apart() -> None:
    ids = pd.Series(np.arange(18_000_000_000_000_000, 18_000_000_000_000_000 + 200_000).astype("str"), dtype=TEXT)
    assert all_different(ids)
    ids.iloc[77] = ids.iloc[199_999]
    assert not all_different(ids)


@pytest.mark.parametrize("style", STYLES)
@given(moments=st.lists(st.datetimes(datetime(2004, 1, 1), datetime(2099, 12, 31)) | st.none(), min_size=1))
def test_digits_are_read_as_strptime_reads_them(style: str, moments: list[datetime | None]) -> None:
    cells = [moment.strftime(style) if moment else "" for moment in moments]
    found = read_digits(column(cells), style)
    if not any(cells):
        assert found is None
        return
    assert found is not None
    assert [None if pd.isna(time) else time.to_pydatetime() for time in found] == [
        datetime.strptime(cell, style) if cell else None for cell in cells
    ]


@pytest.mark.parametrize("cell", ["02/30/2026", "13/01/2026", "00/10/2026", "01/00/2026", "1/10/2026", "01-10-2026"])
def test_a_day_that_does_not_exist_is_not_read(cell: str) -> None:
    assert read_digits(column(["01/31/2026", cell]), "%m/%d/%Y") is None


@pytest.mark.parametrize("clock", ["24:00", "10:60", "1o:00"])
def test_an_hour_that_does_not_exist_is_not_read(clock: str) -> None:
    assert read_digits(column(["2026-01-31 10:00", f"2026-01-31 {clock}"]), "%Y-%m-%d %H:%M") is None


def test_a_rounded_id_is_seen_among_whole_ones() -> None:
    assert lost_digits(column(["17841400000000001", "1.78414E+16", ""])).tolist() == [False, True, False]
