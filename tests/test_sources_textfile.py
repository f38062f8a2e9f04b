"""Bytes of any file -> text cells: nothing lost, nothing guessed, or one sentence."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from twins import TWINS
from twins.ole2 import workbook

from smmkit.errors import DataError
from smmkit.sources import delimited
from smmkit.sources.grid import Grid
from smmkit.sources.spreadsheet import cell_text
from smmkit.sources.textfile import grids_of, read_grids
from smmkit.text import Text

CELL = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="\ufeff"), max_size=8
) | st.sampled_from(
    ["", '"', '""', "a,b", "x;y", "t\tt", "two\nlines", "crlf\r\nend", "😀", "1.234,5", "ünïcode", "'", " padded "]
)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Draw a header and rows of the same width."""
    width = draw(st.integers(2, 5))
    rows = draw(st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=12))
    return [[f"Column {k}" for k in range(width)], *rows]


def written(rows: list[list[str]], *, delimiter: str = ",", quoting: int = csv.QUOTE_MINIMAL) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator="\n").writerows(rows)  # type: ignore[arg-type]
    return text.getvalue()


def one(data: bytes) -> Grid:
    (grid,) = grids_of(data, "twin.csv")
    return grid


def cells(grid: Grid) -> list[list[str]]:
    return grid.cells.to_numpy().tolist()


def filled(rows: list[list[str]]) -> list[list[str]]:
    """Leave out empty rows at the end, as the reader does."""
    while len(rows) > 1 and not any(rows[-1]):
        rows = rows[:-1]
    return rows


def said_of(data: bytes) -> list[Grid] | str:
    """Return what is read, or the sentence why not."""
    try:
        return grids_of(data, "x.csv")
    except DataError as error:
        return str(error)


def notes(grid: Grid) -> str:
    return " ".join(Text("en")(note) for note in (*grid.repairs, *grid.warnings))


@settings(deadline=None, max_examples=60)
@given(tables(), st.sampled_from([",", ";", "\t", "|"]), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
       st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))  # fmt: skip
def test_every_table_comes_back_as_it_was(rows: list[list[str]], delimiter: str, quoting: int, encoding: str) -> None:
    grid = one(written(rows, delimiter=delimiter, quoting=quoting).encode(encoding))
    assert cells(grid) == filled(rows)
    assert grid.cells.index[0] == 1


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tables(), st.sampled_from([",", ";"]))
def test_the_quick_way_and_the_careful_way_agree(
    monkeypatch: pytest.MonkeyPatch, rows: list[list[str]], delimiter: str
) -> None:
    data = written(rows, delimiter=delimiter).encode()
    monkeypatch.setattr(delimited, "FAST_FROM", 1 << 40)
    careful = one(data)
    monkeypatch.setattr(delimited, "FAST_FROM", 0)
    quick = one(data)
    assert cells(quick) == cells(careful)
    assert quick.cells.index.tolist() == careful.cells.index.tolist()


def test_tabs_separate_though_more_lines_hold_commas() -> None:
    above = "Report Start: September 1, 2026, 12:00 AM\nReport End: September 30, 2026, 11:59 PM\n"
    grid = one(f"{above}\nDay\tCampaign\tSpent\n09/01/2026\tA\t1,020.50\n09/02/2026\tB\t1,000.00\n".encode("utf-16"))
    assert grid.delimiter == "\t"
    assert cells(grid)[-1] == ["09/02/2026", "B", "1,000.00"]


@settings(deadline=None, max_examples=40)
@given(tables())
def test_lines_saved_as_one_quoted_cell_are_mended(rows: list[list[str]]) -> None:
    rows = [rows[0], *(row for row in filled(rows)[1:] if "\r" not in "".join(row))]
    lines = written(rows).split("\n")[:-1]
    grid = one("".join('"' + line.replace('"', '""') + '"\n' for line in lines).encode("utf-8-sig"))
    assert cells(grid) == filled(rows)
    assert "one quoted cell" in notes(grid)


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=400))
def test_any_bytes_give_cells_or_a_sentence(data: bytes) -> None:
    found = said_of(data)
    if isinstance(found, str):
        assert found.startswith("x.csv: ")
        assert found.endswith(".")
    else:
        assert all(isinstance(cell, str) for grid in found for row in cells(grid) for cell in row)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\x89PNG\r\n\x1a\n123", "a picture"),
        (b"\xff\xd8\xff\xe0 jfif", "a picture"),
        (b"%PDF-1.7 x", "a PDF"),
        (b"PK\x03\x04 broken", "damaged or cut off"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged or cut off"),
        (b"<!DOCTYPE html><table>", "a web page"),
        (b'{"data": []}', "JSON"),
        (b"a,b\n1,\x00\x01\x02\x03", "binary"),
        ("Día,b\n1,2\n".encode("utf-16")[:-1], "cut off"),
        ("Día,b\n1,2\n".encode("utf-16")[:21] + b"\x00\xd8" + b"1\x00", "damaged"),
        ("Día,Año,Niño\n1,2,ñ".encode()[:-1], "damaged"),
        (b"\xef\xbb\xbfa,b\n\xff,2\n", "damaged at byte"),
        (b'a,b\n1,"never closed\n2,3\n', "never closed"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(DataError, match=said) as caught:
        grids_of(data, "x.csv")
    assert str(caught.value).startswith("x.csv: ")


def test_windows_letters_are_read_and_named() -> None:
    grid = one("Año;Compañía\n2026;Café\n".encode("cp1252"))
    assert cells(grid) == [["Año", "Compañía"], ["2026", "Café"]]
    assert "Windows-1252" in notes(grid)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_recognised(encoding: str) -> None:
    assert cells(one("Date,Primary\n2026-03-01,5\n".encode(encoding))) == [["Date", "Primary"], ["2026-03-01", "5"]]


@pytest.mark.parametrize(
    "text",
    [
        "sep=,\nA,B\n1,2\n",
        "sep=;\nA;B\n1;2\n",
        "sep=\t\nA\tB\n1\t2\n",
        '"sep=,"\nA;B\n1;2\n',  # saved again with another delimiter
        "sep=,;\nA;B\n1;2\n",
        "sep=,\r\nA\tB\r\n1\t2\r\n",
    ],
)
def test_a_sep_line_is_no_row_but_its_number_counts(text: str) -> None:
    grid = one(text.encode())
    assert cells(grid) == [["A", "B"], ["1", "2"]]
    assert grid.cells.index.tolist() == [2, 3]


def test_trailing_delimiters_and_blank_rows_are_left_out_and_named() -> None:
    grid = one(b"A;B;;;\n1;2;;;\n3;4;;;\n;;;;\n;;;;\n;;;;\n;;;;\n")
    assert cells(grid) == [["A", "B"], ["1", "2"], ["3", "4"]]
    assert "columns at the right were left out: 3" in notes(grid)
    assert "rows at the end were left out: 4" in notes(grid)


def test_row_numbers_are_those_of_a_spreadsheet() -> None:
    grid = one(b'Title\n\nA,B\n"two\nlines",1\nx,2\n')
    assert grid.cells.index.tolist() == [1, 2, 3, 4, 5]
    assert grid.cells.loc[4, 0] == "two\nlines"


def test_decimal_commas_do_not_pass_for_delimiters() -> None:
    assert one(b"Day;Rate\n1;1,5\n2;2,5\n3;3,5\n").delimiter == ";"


def test_a_cut_row_is_noticed() -> None:
    assert one(b"A,B,C\n1,2,3\n4,5").cut
    assert one(b"A,B,C\n1,2,3\n4,5,").cut
    assert not one(b"A,B,C\n1,2,3\n4,5,6").cut
    assert not one(b"A,B,Notes\n1,2,\n4,5,").cut


def test_widths_tell_where_a_row_is_short_or_long() -> None:
    widths = one(b"A,B\n1,2\n3\n4,5,6\n").widths
    assert widths is not None
    assert widths.tolist() == [2, 2, 1, 3]


def test_every_filled_sheet_of_a_workbook_is_a_grid() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        one_ = book.add_worksheet("One")
        one_.write_row(0, 0, ["Id", "Day", "Share"])
        one_.write_row(1, 0, ["17841400000000001", "", 0.25])
        one_.write_datetime(1, 1, datetime(2026, 3, 1), day)
        book.add_worksheet("Empty")
        book.add_worksheet("Two").write(2, 1, 120253000000000000)
    first, second = grids_of(stream.getvalue(), "book.xlsx")
    assert cells(first)[1] == ["17841400000000001", "2026-03-01", "0.25"]
    assert cells(second)[2] == ["", "1.20253E+17"]
    assert "Sheet “Empty” is empty" in notes(second)


def test_the_old_binary_workbook_is_read() -> None:
    (grid,) = grids_of(workbook({"Métricas": [["Date", "Views"], ["03/01/2026", 12.0]]}), "old.xls")
    assert grid.sheet == "Métricas"
    assert cells(grid) == [["Date", "Views"], ["03/01/2026", "12"]]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.0, "3"),
        (0.1, "0.1"),
        (-2.5, "-2.5"),
        (True, "TRUE"),
        (date(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 3, 1, 14, 5), "2026-03-01T14:05:00"),
        (time(1, 2, 3), "01:02:03"),
        (timedelta(hours=26, minutes=3, seconds=4), "26:03:04"),
        (1.20253e17, "1.20253E+17"),
        (123456789012345.0, "123456789012345"),
    ],
)
def test_workbook_cells_become_the_text_of_a_csv(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_a_file_that_cannot_be_opened_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be opened"):
        read_grids(tmp_path / "gone.csv")


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: f"{twin.source}-{twin.name}")
def test_cutting_a_twin_anywhere_never_breaks_the_reader(twin: object) -> None:
    data = twin.data  # type: ignore[attr-defined]
    for length in range(0, len(data), max(1, len(data) // 15)):
        found = said_of(data[:length])
        assert not isinstance(found, str) or found.startswith("x.csv: ")
