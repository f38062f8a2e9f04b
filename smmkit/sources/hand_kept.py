"""Write rows into a table the team keeps by hand: under a lock, whole, everything else in the file kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from smmkit.errors import ConfigError, RunError
from smmkit.files import write_whole
from smmkit.schema import TABLES

_WAIT_SECONDS = 10.0
LOCK = ".by_hand.lock"
Row = Mapping[str, str]


def hand_kept_file(folder: Path, table: str) -> Path:
    """Return the file of a hand-kept table below a client's exports, there or not yet.

    Raises
    ------
    ConfigError
        If several files have its name.

    """
    exports = folder / "exports"
    found = sorted(path for path in exports.rglob(f"{table}.csv") if path.is_file())
    if len(found) > 1:
        names = " and ".join(path.relative_to(folder).as_posix() for path in found)
        raise ConfigError(f"{folder.name}: {names} are the same table. Keep one of them, then save again.")
    return found[0] if found else exports / f"{table}.csv"


def put_rows(folder: Path, table: str, rows: Iterable[Row], *, key: Sequence[str]) -> Path:
    """Write rows over those with the same key, new ones below; remarks, further columns and other rows stay.

    Parameters
    ----------
    folder
        The client's folder.
    table
        A canonical table that is kept by hand.
    rows
        Column name -> text.
    key
        Columns that tell two rows apart.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    RunError
        If another process is writing it.
    ConfigError
        If the file has no such columns, or there are several.

    """
    try:
        with FileLock(folder / LOCK, timeout=_WAIT_SECONDS):
            path = hand_kept_file(folder, table)
            write_whole(path, _with_rows(_text(path), list(rows), table, key, path.name))
            return path
    except Timeout:
        raise RunError(f"{folder}: another process is writing {table}.csv. Wait for it to end, then again.") from None


def _text(path: Path) -> str:
    if not path.is_file():
        return ""
    raw = path.read_bytes()
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _with_rows(text: str, rows: list[Row], table: str, key: Sequence[str], name: str) -> str:
    lines = text.splitlines(keepends=True)
    first = next(
        (place for place, line in enumerate(lines) if line.strip() and not line.lstrip('"').startswith("#")), None
    )
    remarks = lines if first is None else lines[:first]
    head = "" if first is None else lines[first]
    delimiter = max(",;\t", key=head.count)
    read = csv.DictReader(io.StringIO("".join([] if first is None else lines[first:]), newline=""), delimiter=delimiter)
    columns = list(read.fieldnames or _written(table, rows))
    if missing := [each for each in (*key, *(rows[0] if rows else ())) if each not in columns]:
        if missing[0] in key:
            raise ConfigError(f"{name}: column {missing[0]} is missing (found: {', '.join(columns)}). Name it so.")
        columns += [each for each in dict.fromkeys(missing) if each not in columns]
    kept = {tuple((row.get(each) or "").strip() for each in key): dict(row) for row in read}
    for row in rows:
        place = tuple(row.get(each, "").strip() for each in key)
        kept[place] = {**kept.get(place, {}), **row}
    buffer = io.StringIO()
    writer = csv.DictWriter(
        buffer, columns, delimiter=delimiter, lineterminator="\n", extrasaction="ignore", restval=""
    )
    writer.writeheader()
    writer.writerows(kept.values())
    return "".join([*remarks, buffer.getvalue()])


def _written(table: str, rows: list[Row]) -> list[str]:
    known = [each for each in TABLES[table].written if each in TABLES[table].names]
    return [*known, *(each for row in rows[:1] for each in row if each not in known)]
