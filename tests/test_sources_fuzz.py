"""Damaged exports: no traceback, and no number that changes without a word.

Every twin is mutated as files are in real life (bytes flipped, ends cut off, rows lost or doubled, columns moved,
saved again by a spreadsheet in another encoding) and read again. The outcome must be a refusal, a question, a
new warning, or the numbers of the untouched file. Where the damage itself wrote another plausible number into a cell
(a 3 that became an 8), the importer must at least report exactly what now stands in the file.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from briefs import client_of
from test_sources_meta import BRIEF
from twins import TWINS, Twin

from smmkit.client import Client
from smmkit.schema import TABLES
from smmkit.sources.kinds import KINDS
from smmkit.sources.reader import UNFORESEEN, FileResult, read_file

Mutation = Callable[[bytes, random.Random], bytes]
RUNS = 200
HEAVY_RUNS = 10_000


@dataclass(frozen=True)
class Outcome:
    """What a reading gave: totals of every column, everything it said, and each row's numbers."""

    totals: dict[str, float]
    said: frozenset[str]
    rows: frozenset[tuple[object, ...]]
    keys: frozenset[tuple[object, ...]]
    usable: bool


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    return client_of(tmp_path_factory.mktemp("clients") / "cafe", BRIEF)


def text_of(data: bytes) -> tuple[str, str]:
    encoding = (
        "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig" if data[:3] == b"\xef\xbb\xbf" else "utf-8"
    )
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError:
        return data.decode("cp1252"), "cp1252"


def rows_of(data: bytes) -> tuple[list[list[str]], str]:
    text, encoding = text_of(data)
    delimiter = "\t" if text.count("\t") > text.count(",") else ","
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)), encoding


def written(rows: list[list[str]], encoding: str, delimiter: str = ",", **style: object) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, **{"lineterminator": "\n", **style}).writerows(rows)  # type: ignore[arg-type]
    return stream.getvalue().encode(encoding)


def flip(data: bytes, rng: random.Random) -> bytes:
    place = rng.randrange(len(data))
    return data[:place] + bytes([rng.randrange(256)]) + data[place + 1 :]


def cut_end(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(1, len(data))]


def lose_bytes(data: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data))
    return data[:start] + data[start + rng.randrange(1, 40) :]


def lose_rows(data: bytes, rng: random.Random) -> bytes:
    rows, encoding = rows_of(data)
    start = rng.randrange(len(rows))
    return written(rows[:start] + rows[start + rng.randrange(1, 3) :], encoding)


def double_row(data: bytes, rng: random.Random) -> bytes:
    rows, encoding = rows_of(data)
    place = rng.randrange(len(rows))
    return written([*rows[: place + 1], rows[place], *rows[place + 1 :]], encoding)


def swap_columns(data: bytes, rng: random.Random) -> bytes:
    rows, encoding = rows_of(data)
    width = max(map(len, rows))
    a, b = rng.randrange(width), rng.randrange(width)
    for row in rows:
        if len(row) == width:
            row[a], row[b] = row[b], row[a]
    return written(rows, encoding)


def other_encoding(data: bytes, rng: random.Random) -> bytes:
    text, _ = text_of(data)
    return text.encode(rng.choice(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"]), errors="replace")


def semicolons(data: bytes, rng: random.Random) -> bytes:
    rows, encoding = rows_of(data)
    style = rng.choice([{}, {"lineterminator": "\r\n"}, {"quoting": csv.QUOTE_ALL}])
    return written(rows, encoding, rng.choice([";", "\t"]), **style)


def lines_quoted(data: bytes, rng: random.Random) -> bytes:
    text, encoding = text_of(data)
    return "".join('"' + line.replace('"', '""') + '"\n' for line in text.splitlines()).encode(encoding)


def decimal_commas(data: bytes, rng: random.Random) -> bytes:
    rows, encoding = rows_of(data)
    swapped = [[cell.replace(".", ",") if cell.replace(".", "", 1).isdigit() else cell for cell in row] for row in rows]
    return written(swapped, encoding, rng.choice([",", ";"]))


def blank_tail(data: bytes, rng: random.Random) -> bytes:
    rows, encoding = rows_of(data)
    return written(rows + [[""] * len(rows[-1])] * rng.randrange(1, 30), encoding)


def add_total(data: bytes, rng: random.Random) -> bytes:
    """Add a row that sums every column of numbers, first, last or in between."""
    rows, encoding = rows_of(data)
    if len(rows) < 3 or len({len(row) for row in rows}) != 1:
        return data
    columns = list(zip(*rows[1:], strict=True))
    sums = [str(round(sum(map(float, c)), 2)) if all(map(_is_plain, c)) else "" for c in columns]
    named = [place for place, cells in enumerate(columns) if not any(map(_is_plain, cells))]
    if not named:
        return data
    sums[named[0]] = rng.choice(["Total", "Total: All", "Grand total", "Totales"])
    place = rng.randrange(1, len(rows) + 1)
    return written([*rows[:place], sums, *rows[place:]], encoding)


def _is_plain(cell: str) -> bool:
    return cell.replace(".", "", 1).isdigit() and len(cell) < 10


def thousand_dots(data: bytes, rng: random.Random) -> bytes:
    """Write numbers as a Spanish spreadsheet does: 1.234 and 20,40."""
    rows, encoding = rows_of(data)

    def spanish(cell: str) -> str:
        if not _is_plain(cell):
            return cell
        whole, _, rest = cell.partition(".")
        return f"{int(whole or 0):,}".replace(",", ".") + (f",{rest}" if rest else "")

    return written([[spanish(cell) for cell in row] for row in rows], encoding, ";")


MUTATIONS: tuple[Mutation, ...] = (
    flip, cut_end, lose_bytes, lose_rows, double_row, swap_columns, other_encoding, semicolons, lines_quoted,
    decimal_commas, blank_tail, add_total, thousand_dots,
)  # fmt: skip
BLIND = (flip, lose_bytes)  # may write another plausible number into a cell
LAST_ROW = 6  # a row of a wide table becomes several
# A row of the table comes from several rows of the file, or stands for a day that the file left out.
ADDED_UP = {"activity_2026-03-29.csv", "x1.csv", "ga2.csv", "h.csv", "pp.csv"}
GROUPED = {kind.name for kind in KINDS if kind.number_format == "1,234.5"}  # thousands stand apart by commas
SIGNED = {"google-ads-campaigns-card"}  # the twin of this is written €1,026.74
SPANISH = {"google-ads-chart", "google-ads-cost-chart"}  # the twins of these are written 1.234,50 EUR
BINARY = (flip, cut_end, lose_bytes)  # the only ones a workbook can take


def closed(data: bytes) -> bool:
    """Return whether the file ends with a line break; where it does not, a cut last cell cannot be told."""
    return text_of(data)[0].endswith("\n")


def outcome_of(data: bytes, name: str, client: Client) -> tuple[Outcome, FileResult]:
    path = client.exports / name
    path.write_bytes(data)
    result = read_file(path, client, KINDS)
    report = result.report
    assert report.refused is None or report.refused.key != UNFORESEEN, dict(report.refused.values)
    said = {" ".join([message.key, *map(str, message.values.values())]) for message in report.warnings}
    said |= {drop.why.key for part in report.parts for drop in part.dropped}
    said |= {f"unknown {column}" for part in report.parts for column in part.unknown}
    said |= {f"repaired {note.key}" for note in report.notes}
    totals: dict[str, float] = {}
    rows: set[tuple[object, ...]] = set()
    keys: set[tuple[object, ...]] = set()
    for table, frame in result.tables:
        frame = (
            frame.drop_duplicates([column for column in TABLES[table].key if column in frame])
            if table in {"posts", "daily"}
            else frame
        )
        numbers = [
            column for column in frame if str(frame[column].dtype) in {"Int64", "Float64"} and column != "source_row"
        ]
        for column in numbers:
            totals[f"{table}.{column}"] = totals.get(f"{table}.{column}", 0) + round(float(frame[column].sum()), 6)
        key = [column for column in TABLES[table].key if column in frame and column not in {"as_of", "source_file"}]
        values = frame[numbers].astype("Float64").round(6).fillna(-1)
        keys |= set(frame[key].astype("str").itertuples(index=False, name=None))
        rows |= set(pd.concat([frame[key].astype("str"), values], axis=1).itertuples(index=False, name=None))
    return Outcome(totals, frozenset(said), frozenset(rows), frozenset(keys), report.refused is None), result


def numeric(frame: pd.DataFrame) -> list[str]:
    return [name for name in frame if str(frame[name].dtype) in {"Int64", "Float64"} and name != "source_row"]


def differs_from_file(data: bytes, result: FileResult) -> bool:
    """Return whether a total is not the sum of what a plain CSV reader finds in the column the report names.

    Where no plain reader can tell (a workbook, several tables in one file, shares), nothing is held against it.
    """
    try:
        rows, _ = rows_of(data)
    except (UnicodeDecodeError, csv.Error):
        return False
    if len(result.report.parts) != 1 or not result.report.parts[0].columns.values():
        return False
    for part in result.report.parts:
        frames = [frame for table, frame in result.tables if table == part.table]
        plain = pd.DataFrame([[*row, *[""] * 300][:300] for row in rows])
        head = next(
            (place for place, row in enumerate(rows) if set(part.columns.values()) <= {cell.strip() for cell in row}),
            None,
        )
        if head is None or not frames:
            return False
        header = [cell.strip() for cell in rows[head]]
        kept = plain.loc[[int(row) - 1 for row in frames[0]["source_row"].dropna() if int(row) <= len(plain)]]
        for column, name in part.columns.items():
            if column in numeric(frames[0]):
                written = kept[header.index(name)]
                if part.source in GROUPED | SIGNED:
                    written = written.str.replace("[,€]", "", regex=True)
                if part.source in SPANISH:
                    bare = written.str.replace(" EUR", "", regex=False).str.replace(".", "", regex=False)
                    written = bare.str.replace(",", ".", regex=False)
                found = pd.to_numeric(written, errors="coerce").sum()
                if abs(found - float(frames[0][column].sum())) > 1e-6 * max(1.0, abs(found)):
                    return True
    return False


def verdict(
    twin: Twin,
    data: bytes,
    mutation: Callable[..., Any],
    client: Client,
    known: dict[str, Outcome],
) -> str | None:
    """Return what went wrong in silence, or None."""
    if twin.name not in known:
        known[twin.name] = outcome_of(twin.data, twin.name, client)[0]
    before = known[twin.name]
    after, result = outcome_of(data, twin.name, client)
    if not after.usable or after.said - before.said:
        return None
    # Totals that went with the rows that stated them are no numbers of ours.
    stated = {name for name in before.totals if name.startswith("ads_reported_totals.")}
    gone = stated if not stated & after.totals.keys() else set()
    if after.totals == {name: total for name, total in before.totals.items() if name not in gone}:
        return None
    if after.rows <= before.rows:  # whole rows are missing: such a file is a shorter export, not a wrong one
        return None
    if mutation is cut_end and not closed(twin.data) and len(after.rows - before.rows) <= LAST_ROW:
        return None
    if mutation in (lose_rows, cut_end) and twin.name in ADDED_UP and after.keys <= before.keys:
        return None
    if mutation in BLIND and not differs_from_file(data, result):
        return None
    changed = {
        column: (before.totals.get(column), total)
        for column, total in after.totals.items()
        if before.totals.get(column) != total
    }
    return f"{twin.name} ({twin.source}) {mutation.__name__}: {changed}"


def unexplained(
    runs: int,
    seed: int,
    client: Client,
    twins: Sequence[Twin],
    damage: Callable[[Twin, random.Random], tuple[bytes, Callable[..., Any]]],
    excused: Callable[[Twin, Callable[..., Any], str], bool] = lambda twin, mutation, problem: False,
) -> list[str]:
    """Return what went wrong in silence over so many damaged files, but for what is excused."""
    rng = random.Random(seed)
    silent: list[str] = []
    known: dict[str, Outcome] = {}
    for run in range(runs):
        twin = twins[run % len(twins)]
        data, mutation = damage(twin, rng)
        problem = verdict(twin, data, mutation, client, known)
        if problem and not excused(twin, mutation, problem):
            silent.append(problem)
    return silent


def damaged(twin: Twin, rng: random.Random) -> tuple[bytes, Mutation]:
    """Return a twin after one of the mutations its bytes can take."""
    binary = twin.data[:2] == b"PK" or twin.data[:4] == b"\xd0\xcf\x11\xe0"
    mutation = rng.choice(BINARY if binary else MUTATIONS)
    return mutation(twin.data, rng), mutation


def test_no_damage_goes_unnoticed(client: Client) -> None:
    assert unexplained(RUNS, 20261031, client, TWINS, damaged) == []


@pytest.mark.heavy
def test_no_damage_goes_unnoticed_in_ten_thousand_files(client: Client, tmp_path: Path) -> None:
    assert unexplained(HEAVY_RUNS, 7, client, TWINS, damaged) == []
