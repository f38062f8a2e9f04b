"""A third mutator: what an office does to an export as a whole before it drops it, held to the same verdict.

Saved again by a Spanish Excel, other thousands and decimals, negative numbers in brackets, money with its sign,
hard spaces, digits of other scripts, months by name, a range of the file alone, two files in one, totals anywhere.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from briefs import client_of
from test_sources_fuzz import ADDED_UP, rows_of, unexplained, written
from test_sources_meta import BRIEF
from twins import TWINS, Twin

from smmkit.client import Client

Rows = list[list[str]]
Office = Callable[[Rows, random.Random], Rows]
RUNS = 60
HEAVY_RUNS = 4_000
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})( .*)?")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)([T ].*)?")
_MONTHS = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    return client_of(tmp_path_factory.mktemp("clients") / "cafe", BRIEF)


def plain(cell: str) -> bool:
    return bool(re.fullmatch(r"\d{1,9}(\.\d+)?", cell))


def numbers(rows: Rows) -> list[int]:
    """Return the columns most of whose cells are plain numbers."""
    width = max(map(len, rows), default=0)
    found = []
    for k in range(width):
        cells = [row[k] for row in rows[1:] if k < len(row) and row[k]]
        if cells and sum(map(plain, cells)) * 2 > len(cells):
            found.append(k)
    return found


def each(rows: Rows, change: Callable[[str], str], columns: list[int] | None = None) -> Rows:
    return [
        [change(cell) if r and (columns is None or k in columns) else cell for k, cell in enumerate(row)]
        for r, row in enumerate(rows)
    ]


def grouped(mark: str, decimal: str) -> Callable[[str], str]:
    def change(cell: str) -> str:
        if not plain(cell):
            return cell
        whole, _, rest = cell.partition(".")
        return f"{int(whole):,}".replace(",", mark) + (decimal + rest if rest else "")

    return change


def spanish_excel(rows: Rows, rng: random.Random) -> Rows:
    """Dots for thousands, commas for decimals, day before month."""

    def change(cell: str) -> str:
        if found := _ISO.fullmatch(cell):
            return f"{found[3]}/{found[2]}/{found[1]}" + (found[4] or "").replace("T", " ")
        if found := _DAY.fullmatch(cell):
            return f"{found[2]}/{found[1]}/{found[3]}" + (found[4] or "")
        return grouped("." if rng.random() < 0.5 else "", ",")(cell)

    return each(rows, change)


def hard_spaces(rows: Rows, rng: random.Random) -> Rows:
    return each(rows, grouped(rng.choice("\u00a0\u202f "), ","))


def apostrophes(rows: Rows, rng: random.Random) -> Rows:
    return each(rows, grouped(rng.choice("'’"), "."))


def english_groups(rows: Rows, rng: random.Random) -> Rows:
    return each(rows, grouped(",", "."))


def with_currency(rows: Rows, rng: random.Random) -> Rows:
    sign = rng.choice(["€{}", "{} €", "{}€", "$ {}", "EUR {}", "{}\u00a0€"])
    return each(rows, lambda cell: sign.format(cell) if plain(cell) else cell, [rng.choice(numbers(rows) or [0])])


def two_currencies(rows: Rows, rng: random.Random) -> Rows:
    column = rng.choice(numbers(rows) or [0])
    return each(rows, lambda cell: rng.choice(["€{}", "US${}"]).format(cell) if plain(cell) else cell, [column])


def in_brackets(rows: Rows, rng: random.Random) -> Rows:
    """Write one number as accountants write what is below zero."""
    row, column = rng.randrange(len(rows)), rng.choice(numbers(rows) or [0])
    return [
        [f"({cell})" if r == row and k == column and plain(cell) else cell for k, cell in enumerate(line)]
        for r, line in enumerate(rows)
    ]


def minus_behind(rows: Rows, rng: random.Random) -> Rows:
    row, column = rng.randrange(len(rows)), rng.choice(numbers(rows) or [0])
    return [
        [f"{cell}-" if r == row and k == column and plain(cell) else cell for k, cell in enumerate(line)]
        for r, line in enumerate(rows)
    ]


def other_digits(rows: Rows, rng: random.Random) -> Rows:
    zero = ord(rng.choice("٠۰०０"))
    table = {ord(str(k)): zero + k for k in range(10)}
    return each(rows, lambda cell: cell.translate(table) if plain(cell) else cell, [rng.choice(numbers(rows) or [0])])


def short_words(rows: Rows, rng: random.Random) -> Rows:
    """Write 12345 as 12,3 mil, 12.3K or 12,3 k, as dashboards do."""
    style = rng.choice(["{}K", "{} mil", "{}k", "{}M"])
    return each(
        rows,
        lambda cell: style.format(round(float(cell) / 1000, 1)) if plain(cell) and float(cell) >= 1000 else cell,
        [rng.choice(numbers(rows) or [0])],
    )


def months_by_name(rows: Rows, rng: random.Random) -> Rows:
    def change(cell: str) -> str:
        if found := _ISO.fullmatch(cell):
            return f"{int(found[3])}-{_MONTHS[int(found[2]) - 1]}-{found[1][2:]}"
        found = _DAY.fullmatch(cell)
        if found and int(found[1]) <= 12:
            return f"{int(found[2])}-{_MONTHS[int(found[1]) - 1]}-{found[3][2:]}"
        return cell

    return each(rows, change)


def serial_days(rows: Rows, rng: random.Random) -> Rows:
    def change(cell: str) -> str:
        found = _ISO.fullmatch(cell)
        if found and not found[4]:
            import datetime

            day = datetime.date(int(found[1]), int(found[2]), int(found[3]))
            return str((day - datetime.date(1899, 12, 30)).days)
        return cell

    return each(rows, change)


def half_respelled(rows: Rows, rng: random.Random) -> Rows:
    """Swap day and month where a spreadsheet of the other country could read the date."""

    def change(cell: str) -> str:
        found = _DAY.fullmatch(cell)
        return f"{found[2]}/{found[1]}/{found[3]}{found[4] or ''}" if found and int(found[2]) <= 12 else cell

    return each(rows, change)


def columns_swapped(rows: Rows, rng: random.Random) -> Rows:
    """Move whole columns, header and all: nothing may change."""
    width = min(map(len, rows), default=0)
    if len({len(row) for row in rows}) != 1 or width < 2:
        return rows
    order = list(range(width))
    rng.shuffle(order)
    return [[row[k] for k in order] for row in rows]


def total_anywhere(rows: Rows, rng: random.Random) -> Rows:
    columns = numbers(rows)
    if len({len(row) for row in rows}) != 1 or not columns or len(rows) < 4:
        return rows
    sums = [""] * len(rows[0])
    for k in columns:
        cells = [row[k] for row in rows[1:]]
        if all(map(plain, cells)):
            sums[k] = str(round(sum(map(float, cells)), 2))
    text = [k for k in range(len(rows[0])) if k not in columns]
    if text and rng.random() < 0.7:
        sums[text[0]] = rng.choice(["Total", "TOTAL", "Total general", "Sum", "Suma", "Resumen", "Gran total", "Σ"])
    place = rng.randrange(1, len(rows) + 1)
    return [*rows[:place], sums, *rows[place:]]


def doubled(rows: Rows, rng: random.Random) -> Rows:
    start = rng.randrange(len(rows))
    some = rows[start : start + rng.randrange(1, 4)]
    return [*rows, *some]


def blanks_between(rows: Rows, rng: random.Random) -> Rows:
    place = rng.randrange(len(rows))
    return [*rows[:place], *[[""] * rng.choice([0, 1, len(rows[0])])] * rng.randrange(1, 3), *rows[place:]]


def header_in_two_rows(rows: Rows, rng: random.Random) -> Rows:
    """Put a row of merged group titles above the header."""
    width = len(rows[0])
    return [["Campaign", *[""] * max(0, width - 2), "Performance"][:width], *rows]


def header_split(rows: Rows, rng: random.Random) -> Rows:
    """Break the names of the columns over two rows, as a wide sheet is printed."""
    first = [cell.partition(" ")[0] for cell in rows[0]]
    second = [cell.partition(" ")[2] for cell in rows[0]]
    return [first, second, *rows[1:]]


def part_of(rows: Rows, rng: random.Random) -> Rows:
    start = rng.randrange(1, max(2, len(rows)))
    return [rows[0], *rows[start : start + rng.randrange(1, 6)]]


def truncated(rows: Rows, rng: random.Random) -> Rows:
    last = rows[-1]
    return [*rows[:-1], last[: rng.randrange(len(last) + 1)]]


def filtered_columns(rows: Rows, rng: random.Random) -> Rows:
    """Insert a column of somebody's own with a name that may stand for a number."""
    name = rng.choice(["Notas", "Total", "OK?", "Views (2)", "Impresiones ajustadas"])
    return [[*row, name if r == 0 else str(rng.randrange(1000))] for r, row in enumerate(rows)]


def zeros_for_nothing(rows: Rows, rng: random.Random) -> Rows:
    words = rng.choice(["N/D", "pendiente", "#¡REF!", "#DIV/0!", "?"])
    row, column = rng.randrange(len(rows)), rng.choice(numbers(rows) or [0])
    return [
        [words if r == row and k == column and r else cell for k, cell in enumerate(line)]
        for r, line in enumerate(rows)
    ]


def text_marks(rows: Rows, rng: random.Random) -> Rows:
    """Keep numbers as text the way people do: an apostrophe or an equals sign before them."""
    mark = rng.choice(["'{}", '="{}"', "\u200b{}", "\u202a{}\u202c"])
    return each(rows, lambda cell: mark.format(cell) if plain(cell) else cell, [rng.choice(numbers(rows) or [0])])


OFFICE: tuple[Office, ...] = (
    spanish_excel, hard_spaces, apostrophes, english_groups, with_currency, two_currencies, in_brackets, minus_behind,
    other_digits, short_words, months_by_name, serial_days, half_respelled, columns_swapped, total_anywhere, doubled,
    blanks_between, header_in_two_rows, header_split, part_of, truncated, filtered_columns, zeros_for_nothing,
    text_marks,
)  # fmt: skip
STYLES: tuple[dict[str, object], ...] = (
    {}, {"delimiter": ";"}, {"delimiter": "\t"}, {"delimiter": ";", "lineterminator": "\r\n"}, {"quoting": 1},
    {"delimiter": "|"},
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")
TEXTS = [twin for twin in TWINS if twin.data[:2] != b"PK" and twin.data[:4] != b"\xd0\xcf\x11\xe0"]
# One number became another that the file may well mean; a row that ends early tells less; a mean is of the days it has.
MEANT = {in_brackets, minus_behind, truncated}
SHORTER = {part_of}


def mutated(twin: Twin, change: Office, rng: random.Random) -> bytes:
    rows, encoding = rows_of(twin.data)
    style = dict(rng.choice(STYLES))
    other = rng.choice([encoding, *ENCODINGS])
    delimiter = str(style.pop("delimiter", ","))
    try:
        return written(change(rows, rng), other, delimiter, **style)
    except UnicodeEncodeError:
        return written(change(rows, rng), "utf-8", delimiter, **style)


def damaged(twin: Twin, rng: random.Random) -> tuple[bytes, Office]:
    change = rng.choice(OFFICE)
    return mutated(twin, change, rng), change


def excused(twin: Twin, change: Office, problem: str) -> bool:
    return change in MEANT or (change in SHORTER and twin.name in ADDED_UP)


def test_nothing_an_office_does_goes_unnoticed(client: Client) -> None:
    assert unexplained(RUNS, 20261126, client, TEXTS, damaged, excused) == []


@pytest.mark.heavy
def test_nothing_an_office_does_goes_unnoticed_in_thousands_of_files(client: Client, tmp_path: Path) -> None:
    assert unexplained(HEAVY_RUNS, 5, client, TEXTS, damaged, excused) == []
