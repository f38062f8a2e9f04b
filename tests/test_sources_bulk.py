"""A big file is read in one go, piece by piece: the same cells, sentences and hash as if it were looked at whole."""

from __future__ import annotations

import csv
import io
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smmkit.errors import DataError
from smmkit.sources import bulk, textfile
from smmkit.sources.grid import Grid
from smmkit.sources.textfile import grids_of, read_grids

LETTERS = st.text(alphabet="abcñé€𝄞 \"'#=;,\n", max_size=12)
ROWS = st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(LETTERS, min_size=width, max_size=width), min_size=4))


def bytes_of(rows: list[list[str]], mark: bytes, declared: bool, ending: str, last: bool) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, lineterminator=ending).writerows(rows)
    text = stream.getvalue() if last else stream.getvalue().removesuffix(ending)
    return mark + (f"sep=,{ending}" if declared else "").encode() + text.encode()


def seen_in(grids: list[Grid]) -> list[tuple[object, ...]]:
    """Return all there is to know of grids, so that two can be compared."""
    return [
        (
            grid.cells.to_numpy().tolist(),
            grid.cells.index.tolist(),
            [str(said) for said in (*grid.repairs, *grid.warnings)],
            None if grid.widths is None else grid.widths.tolist(),
            (grid.encoding, grid.delimiter, grid.cut, grid.final_newline),
        )
        for grid in grids
    ]


def outcome(path: Path, digests: list[bytes]) -> object:
    try:
        return seen_in(read_grids(path, seen=digests.append))
    except DataError as error:
        return str(error)


def looked_at_whole(data: bytes, name: str) -> object:
    try:
        return seen_in(grids_of(data, name))
    except DataError as error:
        return str(error)


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read everything in pieces of some letters, so that they break rows and characters."""
    monkeypatch.setattr(textfile, "FAST_FROM", 1)
    monkeypatch.setattr(bulk, "_PIECE", 97)
    monkeypatch.setattr("smmkit.sources.delimited.FAST_FROM", 1)


FIXTURES = [HealthCheck.function_scoped_fixture]


@pytest.mark.usefixtures("small_pieces")
@settings(deadline=None, max_examples=150, suppress_health_check=FIXTURES)
@given(ROWS, st.sampled_from([b"", b"\xef\xbb\xbf"]), st.booleans(), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_a_streamed_file_says_what_it_says_as_a_whole(
    tmp_path: Path, rows: list[list[str]], mark: bytes, declared: bool, ending: str, last: bool
) -> None:
    data = bytes_of(rows * 3, mark, declared, ending, last)
    path, digests = tmp_path / "a.csv", list[bytes]()
    path.write_bytes(data)
    assert outcome(path, digests) == looked_at_whole(data, "a.csv")
    assert digests == [sha256(data).digest()]


@pytest.mark.usefixtures("small_pieces")
@settings(deadline=None, max_examples=150, suppress_health_check=FIXTURES)
@given(ROWS, st.data())
def test_damage_anywhere_is_told_as_if_the_file_were_looked_at_whole(
    tmp_path: Path, rows: list[list[str]], draw: st.DataObject
) -> None:
    data = bytearray(bytes_of(rows * 4, b"", False, "\n", True))
    for _ in range(draw.draw(st.integers(1, 3))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.sampled_from([0, 34, 10, 195, 233, 255, 61]))
    path, digests = tmp_path / "a.csv", list[bytes]()
    path.write_bytes(data)
    assert outcome(path, digests) == looked_at_whole(bytes(data), "a.csv")
    assert digests == [sha256(data).digest()]


@pytest.mark.usefixtures("small_pieces")
@pytest.mark.parametrize(
    "data",
    [
        "Día,Vistas\n".encode("utf-16") + "1,2\n".encode("utf-16-le") * 40,
        "Día,Vistas\n".encode("cp1252") + b"1,2\n" * 400,
        b"a,b\n" + b"1,2\n" * 400 + b"\xff,3\n",
        b"a,b\n" + b"1,2\n" * 400 + b"1,\x00\n",
        b"a,b\n" + b"1,2\n" * 400 + b'1,"open\n',
        b"a,b\n" + b"1,2\n" * 400 + b"1,2,3\n",
        b"Title\n\na,b\n" + b"1,2\n" * 400,
        b"a,b\n" + b'="0012",2\n' * 400,
        b"\x89PNG\r\n\x1a\n" + b"1,2\n" * 400,
    ],
)
def test_what_is_no_plain_table_goes_the_careful_way(tmp_path: Path, data: bytes) -> None:
    path, digests = tmp_path / "a.csv", list[bytes]()
    path.write_bytes(data)
    assert outcome(path, digests) == looked_at_whole(data, "a.csv")
    assert digests == [sha256(data).digest()]


def test_a_plain_big_file_is_streamed_and_never_held_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("day,text\n" + "".join(f"{n},ñandú {n}\n" for n in range(90_000)), encoding="utf-8")
    monkeypatch.setattr(textfile, "grids_of", lambda data, name: pytest.fail("looked at as a whole"))
    (grid,) = read_grids(path)
    assert len(grid.cells) == 90_001
    assert grid.cells.iloc[-1].tolist() == ["89999", "ñandú 89999"]
