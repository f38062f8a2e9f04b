"""A second mutator: what people and tools do to the cells of an export, held to the same verdict as the first."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from briefs import client_of
from test_sources_fuzz import rows_of, unexplained, written
from test_sources_meta import BRIEF
from twins import TWINS, Twin

from smmkit.client import Client

Rows = list[list[str]]
Change = Callable[[Rows, random.Random], Rows]
RUNS = 60
HEAVY_RUNS = 2_000


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    return client_of(tmp_path_factory.mktemp("clients") / "cafe", BRIEF)


def place(rows: Rows, rng: random.Random) -> tuple[int, int]:
    row = rng.randrange(len(rows))
    return row, rng.randrange(max(1, len(rows[row])))


def shift_row(rows: Rows, rng: random.Random) -> Rows:
    """Push the cells of a row one column to the right."""
    row, column = place(rows, rng)
    return [*rows[:row], [*rows[row][:column], "", *rows[row][column:]], *rows[row + 1 :]]


def swap_cells(rows: Rows, rng: random.Random) -> Rows:
    row, a = place(rows, rng)
    line = list(rows[row])
    if line:
        b = rng.randrange(len(line))
        line[a], line[b] = line[b], line[a]
    return [*rows[:row], line, *rows[row + 1 :]]


def join_rows(rows: Rows, rng: random.Random) -> Rows:
    row = rng.randrange(len(rows))
    return [*rows[:row], [*rows[row], *(rows[row + 1] if row + 1 < len(rows) else [])], *rows[row + 2 :]]


def blank_column(rows: Rows, rng: random.Random) -> Rows:
    _, column = place(rows, rng)
    return [[*line[:column], "", *line[column:]] for line in rows]


def lose_column(rows: Rows, rng: random.Random) -> Rows:
    _, column = place(rows, rng)
    return [[*line[:column], *line[column + 1 :]] for line in rows]


def lose_header(rows: Rows, rng: random.Random) -> Rows:
    return rows[1:]


def repeat_header(rows: Rows, rng: random.Random) -> Rows:
    row = rng.randrange(len(rows))
    return [*rows[:row], rows[0], *rows[row:]]


def title_above(rows: Rows, rng: random.Random) -> Rows:
    return [["Report of the month"], [], *rows]


def remark_below(rows: Rows, rng: random.Random) -> Rows:
    return [*rows, [], ["Source: the platform"]]


def twice_below(rows: Rows, rng: random.Random) -> Rows:
    """Paste the whole file under itself, header and all."""
    return [*rows, *rows]


def cells_like(rows: Rows, rng: random.Random, change: Callable[[str], str]) -> Rows:
    """Change every cell of one column."""
    _, column = place(rows, rng)
    return [
        [*line[:column], change(line[column]), *line[column + 1 :]] if k and column < len(line) else line
        for k, line in enumerate(rows)
    ]


def blanks_around(rows: Rows, rng: random.Random) -> Rows:
    return cells_like(rows, rng, lambda cell: f"\u00a0{cell} ")


def scientific(rows: Rows, rng: random.Random) -> Rows:
    return cells_like(rows, rng, lambda cell: f"{float(cell):.2E}" if cell.isdigit() and len(cell) > 5 else cell)


def dashes_for_zero(rows: Rows, rng: random.Random) -> Rows:
    return cells_like(rows, rng, lambda cell: "-" if cell == "0" else cell)


def percent_signs(rows: Rows, rng: random.Random) -> Rows:
    return cells_like(rows, rng, lambda cell: f"{cell}%" if cell.isdigit() else cell)


def one_word_in_numbers(rows: Rows, rng: random.Random) -> Rows:
    row, column = place(rows, rng)
    line = list(rows[row])
    if row and line and line[column].isdigit():
        line[column] = "pending"
    return [*rows[:row], line, *rows[row + 1 :]]


def capitals(rows: Rows, rng: random.Random) -> Rows:
    return [[cell.upper() for cell in rows[0]], *rows[1:]]


def sorted_rows(rows: Rows, rng: random.Random) -> Rows:
    return [rows[0], *rng.sample(rows[1:], len(rows) - 1)]


def sum_of_half(rows: Rows, rng: random.Random) -> Rows:
    """Put a nameless row in between that holds the sums of what stands above it."""
    half = len(rows) // 2
    above = [line for line in rows[1:half] if len(line) == len(rows[0])]
    if len(above) < 2:
        return rows
    columns = list(zip(*above, strict=True))
    sums = [str(sum(map(int, c))) if all(x.isdigit() and len(x) < 9 for x in c) else "" for c in columns]
    return [*rows[:half], sums, *rows[half:]] if any(sums) else rows


CHANGES: tuple[Change, ...] = (
    shift_row, swap_cells, join_rows, blank_column, lose_column, lose_header, repeat_header, title_above, remark_below,
    twice_below, blanks_around, scientific, dashes_for_zero, percent_signs, one_word_in_numbers, capitals, sorted_rows,
    sum_of_half,
)  # fmt: skip
TEXTS = [twin for twin in TWINS if twin.data[:2] != b"PK" and twin.data[:4] != b"\xd0\xcf\x11\xe0"]
# A plausible number under another header, which nothing can tell; an export with fewer columns, which is another one.
BLIND = {swap_cells, lose_column}


def _of_totals_alone(problem: str) -> bool:
    """Tell whether only what the file itself states as a total has changed, which counts for nothing."""
    changed = re.findall(r"'(\w+)\.\w+': \(", problem)
    return bool(changed) and set(changed) == {"ads_reported_totals"}


def damaged(twin: Twin, rng: random.Random) -> tuple[bytes, Change]:
    rows, encoding = rows_of(twin.data)
    change = rng.choice(CHANGES)
    return written(change(rows, rng), encoding), change


def excused(twin: Twin, change: Change, problem: str) -> bool:
    return change in BLIND or _of_totals_alone(problem)


def test_no_change_of_cells_goes_unnoticed(client: Client) -> None:
    assert unexplained(RUNS, 20261126, client, TEXTS, damaged, excused) == []


@pytest.mark.heavy
def test_no_change_of_cells_goes_unnoticed_in_two_thousand_files(client: Client, tmp_path: Path) -> None:
    assert unexplained(HEAVY_RUNS, 11, client, TEXTS, damaged, excused) == []
