"""Keep an import: tables as Parquet, what was understood as `import.json`; reopen it while nothing has changed."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import fields, is_dataclass
from functools import lru_cache, partial
from hashlib import blake2b, file_digest
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pandas as pd

from smmkit.client import Client
from smmkit.lazy import Lazy
from smmkit.sources.found import CheckResult, Drop
from smmkit.sources.report import FileReport, Part
from smmkit.sources.secret import secret_of
from smmkit.text import Message

REPORT = "import.json"
# Written once and read whole: what only helps a search costs half of the writing.
PARQUET: dict[str, Any] = {"index": False, "compression": "lz4", "use_dictionary": False, "write_statistics": False}
# Both ends of a whole Parquet file.
_WHOLE = b"PAR1"
_PACKAGE = Path(__file__).resolve().parents[1]
# What an import depends on besides the client's files.
_CODE = ("sources", "schema")


def fingerprint(client: Client, files: Sequence[Path], read: Mapping[Path, bytes]) -> str:
    """Return a hash of everything an import depends on: exports, brief, package, the secret of hashed names.

    Parameters
    ----------
    client
        The brief.
    files
        The exports.
    read
        Hashes of the bytes that were read, file by file; the others are read now.

    """
    digest = blake2b(f"{_code_hash()} {secret_of(client)}".encode(), digest_size=16)
    for path in [client.folder / "client.toml", *files]:
        digest.update(f"\0{path.relative_to(client.folder).as_posix()}\0".encode("utf-8", "surrogateescape"))
        digest.update(read.get(path) or _content_hash(path))
    return digest.hexdigest()


def stamp(path: Path) -> tuple[int, int] | None:
    """Return size and time of a file; None where there is none."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_size, state.st_mtime_ns


def hash_unchanged(path: Path, was: tuple[int, int] | None) -> bytes:
    """Return the hash of a file that was not read, or, where it is no longer what it was, one of its own."""
    found = _content_hash(path)
    return found if stamp(path) == was else uuid4().bytes


def is_kept(out: Path) -> bool:
    """Tell whether an import was kept, of whatever files."""
    return (out / REPORT).is_file()


def _content_hash(path: Path) -> bytes:
    """Return the hash of a file; one that cannot be opened now, which its reader will say, counts as another file."""
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").digest()
    except OSError as error:
        return type(error).__name__.encode()


def write_import(out: Path, key: str, tables: Mapping[str, pd.DataFrame], files: list[FileReport]) -> None:
    """Write tables and report; the report comes last, so a killed import is simply done again."""
    folder = out / "tables"
    folder.mkdir(parents=True, exist_ok=True)
    (out / REPORT).unlink(missing_ok=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(
            pool.map(
                lambda name: _replace(folder / f"{name}.parquet", partial(tables[name].to_parquet, **PARQUET)), tables
            )
        )
    for stale in folder.glob("*.parquet"):
        if stale.stem not in tables:
            stale.unlink()
    record = {"key": key, "tables": sorted(tables), "files": [_plain(report) for report in files]}
    text = json.dumps(record, ensure_ascii=False, indent=1)
    _replace(out / REPORT, lambda path: path.write_text(text, encoding="utf-8"))


def read_import(out: Path, key: Future[str]) -> tuple[Mapping[str, pd.DataFrame], list[FileReport]] | None:
    """Return the kept import, or None if there is none of this fingerprint.

    The bytes of all tables are read at once, for another import may replace the files; a table is made of them when
    somebody asks for it.
    """
    try:
        record = json.loads((out / REPORT).read_text(encoding="utf-8"))
        if record["key"] != key.result():
            return None
        kept = {name: (out / "tables" / f"{name}.parquet").read_bytes() for name in record["tables"]}
        if not all(data.startswith(_WHOLE) and data.endswith(_WHOLE) for data in kept.values()):
            return None
        return Lazy(kept, lambda name: pd.read_parquet(BytesIO(kept.pop(name)))), [
            file_report(plain) for plain in record["files"]
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return None


@lru_cache(maxsize=1)
def _code_hash() -> str:
    digest = blake2b(version("smmkit").encode(), digest_size=16)
    for folder in _CODE:
        for path in sorted((_PACKAGE / folder).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _replace(path: Path, write: Any) -> None:
    """Write through a temporary file beside the target, so that readers see the old file or the new one."""
    temporary = path.with_name(f".{uuid4().hex}.tmp")
    try:
        write(temporary)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _plain(value: Any) -> Any:
    """Return a record as JSON holds it."""
    if isinstance(value, Message):
        return {"key": value.key, "values": dict(value.values)}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value


def _message(plain: Any) -> Message:
    return Message(plain["key"], plain["values"])


def _messages(plain: Any) -> tuple[Message, ...]:
    return tuple(_message(item) for item in plain)


def _part(plain: dict[str, Any]) -> Part:
    how = plain["timezone_how"]
    made = {
        "dropped": tuple(Drop(drop["rows"], _message(drop["why"])) for drop in plain["dropped"]),
        "checks": tuple(CheckResult(c["name"], c["passed"], _message(c["found"])) for c in plain["checks"]),
        "warnings": _messages(plain["warnings"]),
        "questions": _messages(plain["questions"]),
        "timezone_how": None if how is None else _message(how),
        # An earlier version did not record them, and its months are still held against this one's.
        "networks": {name: tuple(metrics) for name, metrics in plain.get("networks", {}).items()},
        **{name: tuple(plain[name]) for name in ("left_out", "private", "unknown")},
    }
    return Part(**{**plain, **made})


def file_report(plain: dict[str, Any]) -> FileReport:
    """Return what `import.json` holds of a file as a record."""
    return FileReport(
        file=plain["file"],
        parts=tuple(_part(part) for part in plain["parts"]),
        refused=None if plain["refused"] is None else _message(plain["refused"]),
        notes=_messages(plain["notes"]),
        proposal=plain["proposal"],
    )
