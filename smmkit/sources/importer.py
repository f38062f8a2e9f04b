"""Import a client: every file of the exports folder, merged, checked, kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd

from smmkit.client import Client
from smmkit.errors import DataError
from smmkit.files import inert, inside
from smmkit.folders import command
from smmkit.schema import HAND_KEPT, empty
from smmkit.sources.filtered import as_counted, filter_of
from smmkit.sources.kind import ExportKind
from smmkit.sources.kinds import KINDS
from smmkit.sources.memory import use_quick_pool
from smmkit.sources.merge import merge_tables
from smmkit.sources.reader import FileResult, read_file
from smmkit.sources.report import FileReport
from smmkit.sources.store import fingerprint, hash_unchanged, is_kept, read_import, stamp, write_import
from smmkit.text import N_, Message

MAPPING_FILE = "mapping.toml"
_NOT_EXPORTS = frozenset({MAPPING_FILE, "README.txt", "Thumbs.db", "desktop.ini"})
_BY_HAND = frozenset(table.name for table in HAND_KEPT)
_KNOWN_BY_NAME = frozenset(table.name for table in HAND_KEPT if table.by_hand and table.by_hand.by_name)
_BLANK_BYTES = 2048
# What tools cost and what changed in them holds for whoever asks.
_NO_CLIENTS = frozenset({"tools.csv", "tool_updates.csv"})


@dataclass(frozen=True)
class Imported:
    """A client's canonical tables and what was understood of each file.

    Parameters
    ----------
    tables
        Canonical table name -> rows of all files; tables without rows are absent.
    files
        One report per file.

    """

    tables: Mapping[str, pd.DataFrame]
    files: list[FileReport]

    @property
    def breaks(self) -> pd.DataFrame:
        """Days at which a platform replaced a metric (table `breaks`)."""
        return self.tables.get("breaks", empty("breaks"))

    @property
    def feeds(self) -> dict[str, tuple[str, ...]]:
        """The tables that rows of each file may stand in, known without reading any."""
        return {one.file: (*dict.fromkeys(part.table for part in one.parts), *DERIVED) for one in self.files}


DERIVED = ("ads_detail", "ads_reported_totals", "breaks", "web_detail")
"""Tables made of the rows of others, or that take some of them: what another table tells too."""

Tell = Callable[[int, int, str], None]
"""Is told how many files were read, of how many, and which was the last."""


def import_client(client: Client, out: Path, *, tell: Tell | None = None) -> Imported:
    """Import a client's exports, or reopen the import if neither files nor package changed.

    Parameters
    ----------
    client
        The brief; its folder holds `exports/`.
    out
        Folder for `tables/*.parquet` and `import.json`.
    tell
        Told each file as it is read; nothing is told where the import is reopened.

    Raises
    ------
    DataError
        If no file can be used; names each file with its reason.

    """
    use_quick_pool()
    files = export_files(client)
    if not client.source.url and is_kept(out):
        with ThreadPoolExecutor(1) as pool:  # hashing big files takes as long as reading what was kept
            kept = read_import(out, pool.submit(fingerprint, client, files, {}))
        if kept is not None:
            return Imported(*kept)
    read: dict[Path, bytes] = {}
    before = {path: stamp(path) for path in files}

    def seen(path: Path, digest: bytes) -> None:
        read[path] = digest
        if tell is not None:
            tell(len(read), len(files), path.name)

    imported = read_exports(client, files, seen=seen)
    if not any(not table.empty for table in imported.tables.values()):
        raise DataError(nothing_usable(client, imported.files))
    # A file may have grown since: what is kept is kept under the bytes that were read. One that was passed over
    # (a table still to be filled in, too large a file, the mapping) must still be what it was then.
    read |= {path: hash_unchanged(path, was) for path, was in before.items() if path not in read}
    key = fingerprint(client, files, read)
    write_import(out, key, imported.tables, imported.files)
    return imported


def read_exports(
    client: Client, files: Sequence[Path] | None = None, *, seen: Callable[[Path, bytes], None] | None = None
) -> Imported:
    """Read every export without keeping anything; never raises for what is in the files.

    Parameters
    ----------
    client
        The brief; its folder holds `exports/`.
    files
        The files to read; all by default.
    seen
        Told the SHA-256 of each file's bytes as they are read.

    """
    kinds = known_kinds(client)
    mapped = [kind for kind in kinds if kind.chosen]
    results = _warehouse(client) + [
        read_file(
            path,
            client,
            kinds,
            name=export_name(path, client),
            seen=partial(seen, path) if seen else None,
        )
        for path in (export_files(client) if files is None else files)
        if path.name != MAPPING_FILE and not to_fill_in(path)
    ]
    pieces = [piece for result in results for piece in result.tables]
    merged = merge_tables(pieces, {result.report.file: filter_of(result.report) for result in results})
    reports = [
        as_counted(result.report, merged.disputed, notes=merged.notes.get(result.report.file, ())) for result in results
    ]
    reports += _unused(mapped, reports)
    return Imported({name: table for name, table in merged.tables.items() if not table.empty}, reports)


def exports_of(folder: Path) -> list[Path]:
    """Return the exports of a client's folder, whether or not its brief can be read."""
    found = sorted(path for path in (folder / "exports").rglob("*") if path.is_file() and not is_no_export(path))
    return [path for path in found if not _hidden(path.relative_to(folder / "exports")) and not _ignored(path)]


def export_files(client: Client) -> list[Path]:
    """Return the files of the exports folder (and `mapping.toml`), sorted by name; hidden and lock files left out."""
    found = sorted(path for path in client.exports.rglob("*") if path.is_file() and inside(path, client.folder))
    return [path for path in found if not _hidden(path.relative_to(client.exports)) and not _ignored(path)]


def export_name(path: Path, client: Client) -> str:
    """Return the name a file goes by in reports and rows; bytes that are no UTF-8 (an old zip) stand as numbers."""
    return inert(path.relative_to(client.exports).as_posix())


def nothing_usable(client: Client, files: Sequence[FileReport]) -> str:
    """Return the sentence for a client of whom nothing can be read."""
    if not files and not client.accounts:
        return (
            f"{client.exports}: no file found. Without an account, begin with what is written down by hand, such as "
            f"competitors.csv and sector.csv; then run: {command('check', client.slug)}"
        )
    if not files:
        return (
            f"{client.exports}: no export found. Put the platforms' files there as they were downloaded; "
            f"then run: {command('check', client.slug)}"
        )
    named = ", ".join(report.file for report in files[:5]) + (", ..." if len(files) > 5 else "")
    return f"{client.exports}: no file can be used ({named}). Run: {command('check', client.slug)}"


def _hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$", "__MACOSX")) for part in path.parts)


def to_fill_in(path: Path) -> bool:
    """Tell whether a file is a hand-kept table as `smmkit new` wrote it: a remark, a header and no row yet."""
    if path.suffix != ".csv" or path.stem not in _BY_HAND or path.stat().st_size > _BLANK_BYTES:
        return False
    lines = [line for line in path.read_bytes().splitlines() if line.strip(b',;"\t ')]
    return len(lines) == 2 and lines[0].lstrip(b'\xef\xbb\xbf"').startswith(b"#")


def is_house_note(path: Path) -> bool:
    """Tell whether a file is a short hand-kept table known by its name: one agency keeps one for all its clients.

    Hours of the desk or drills may well read the same, and a list of tools at any length; an export, or another long
    table, may not.
    """
    if path.name in _NO_CLIENTS:
        return True
    return path.suffix == ".csv" and path.stem in _KNOWN_BY_NAME and path.stat().st_size <= _BLANK_BYTES


def is_no_export(path: Path) -> bool:
    """Tell whether a file of the exports folder is none: the notes `smmkit new` writes, the analyst's mapping."""
    return path.name in _NOT_EXPORTS


def _ignored(path: Path) -> bool:
    return path.name in _NOT_EXPORTS - {MAPPING_FILE}


def known_kinds(client: Client) -> tuple[ExportKind, ...]:
    """Return the kinds of file known for a client, the analyst's own first."""
    return (*_mapped_kinds(client), *KINDS)


def _mapped_kinds(client: Client) -> tuple[ExportKind, ...]:
    """Return the kinds the analyst described in `mapping.toml`."""
    if not (client.exports / MAPPING_FILE).is_file():
        return ()
    from smmkit.sources.mapping import mapped_kinds

    return mapped_kinds(client)


def _unused(mapped: Sequence[ExportKind], reports: Sequence[FileReport]) -> list[FileReport]:
    """Return a report on `mapping.toml` if a part of it fits no file: what it says is then ignored."""
    used = {part.source for report in reports for part in report.parts}
    ignored = [kind.label for kind in mapped if kind.name not in used]
    if not ignored:
        return []
    said = N_(
        "No file has the columns that “{names}” names, so that part is ignored. Write the headers as they stand in the "
        "file, letter by letter."
    )
    return [FileReport(MAPPING_FILE, notes=(Message(said, {"names": ", ".join(ignored)}),))]


def _warehouse(client: Client) -> list[FileResult]:
    """Return what the client's database holds, if there is one."""
    if not client.source.url:
        return []
    from smmkit.sources.warehouse import read_warehouse

    return [FileResult(*read_warehouse(client))]
