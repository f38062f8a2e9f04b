"""A client's month on disk: what its run left there, and whether it still stands as it was left.

`run.json` is written last and lists the hash of every file of the month and of everything it was made from. A month
counts only where its state is `done` and nothing differs; a run that was killed leaves another state.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from smmkit.files import content_digest, write_whole

RECORD = "run.json"
DONE = "done"
IMPORT_REPORT = "import.json"
LEDGER = "ledger.json"
PARTS = "ledger"
# What `approve` writes after the run: each entry carries its own evidence, and the history follows the plan.
DECIDED = ("plan.toml", "plan_log.jsonl", "calendar.csv")
TABLES = "tables"
# Who holds a client's folder, and the token that its processes are handed in this variable.
OWNER = ".run.owner"
TOKEN = "SMMKIT_RUN_TOKEN"
_MONTH = "[0-9][0-9][0-9][0-9]-[0-9][0-9]"

# Size, time of change, hash: the first two save reading a file that was not touched.
State = list[Any]


@dataclass(frozen=True)
class Difference:
    """A file that is not what the run knew: `changed`, `gone`, or for the whole month a state that is not done."""

    file: str
    how: str

    def __str__(self) -> str:
        """Return it as part of a sentence."""
        return f"{self.file} {self.how}"


def months(folder: Path) -> list[str]:
    """Return the months of a client that a run has begun, in order."""
    return sorted(path.parent.name for path in folder.glob(f"{_MONTH}/{RECORD}"))


def read_record(out: Path) -> dict[str, Any]:
    """Return what `run.json` says of a month; empty where there is none or it is broken."""
    try:
        found = json.loads((out / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def state_of(path: Path) -> State | None:
    """Return size, time and hash of a file; None where there is none."""
    try:
        found = path.stat()
        return [found.st_size, found.st_mtime_ns, content_digest(path)]
    except OSError:
        return None


def states(out: Path, names: Iterable[str]) -> dict[str, State]:
    """Return the state of those of some files that are there."""
    return {name: state for name in sorted(names) if (state := state_of(out / name)) is not None}


def shared_files(out: Path) -> list[str]:
    """Return the files of a month that belong to no notebook: its tables and what was understood of the exports."""
    tables = [f"{TABLES}/{path.name}" for path in (out / TABLES).glob("*.parquet")]
    return [*tables, *(name for name in (IMPORT_REPORT, LEDGER) if (out / name).is_file())]


def differing(out: Path, files: Mapping[str, State], *, content: bool = False) -> list[Difference]:
    """Return the files of a month that are not as its run left them.

    Parameters
    ----------
    out
        The month's folder.
    files
        Their states as they were left.
    content
        Read them also where size and time are the same.

    """
    found = []
    for name, (size, time, hashed) in files.items():
        try:
            now = (out / name).stat()
        except OSError:
            found.append(Difference(name, "is missing"))
            continue
        if (content or [now.st_size, now.st_mtime_ns] != [size, time]) and (
            now.st_size != size or content_digest(out / name) != hashed
        ):
            found.append(Difference(name, "is not as the run left it"))
    return found


def trouble(out: Path, inputs: Mapping[str, str] | None = None, *, only_present: bool = False) -> Difference | None:
    """Return the first reason why a month must not be trusted; None if it stands as its run left it.

    Parameters
    ----------
    out
        The month's folder.
    inputs
        Hash of the client's files now, by name; None where they cannot be seen from here. A file that is new is
        no trouble, for the month was made without it; nor are plan and calendar, whose entries and posts are
        judged one by one.
    only_present
        Ask only about files that are there, for a month of which only a part was fetched.

    """
    record = read_record(out)
    if record.get("status") != DONE:
        return Difference(RECORD, f"says {record.get('status') or 'nothing'!r}")
    files = record.get("files") or {}
    if not files:
        return Difference(RECORD, "lists no file")
    if only_present:
        files = {name: state for name, state in files.items() if (out / name).exists()}
    for difference in differing(out, files):
        return difference
    for name, hashed in (record.get("inputs") or {}).items():
        if inputs is not None and name not in DECIDED and inputs.get(name) != hashed:
            return Difference(name, "has changed since the run" if name in inputs else "is gone since the run")
    return None


def is_official(client_out: Path) -> bool:
    """Say whether this process works for the run that holds the client's folder; everybody else only tries things."""
    token = os.environ.get(TOKEN)
    try:
        owner = json.loads((client_out / OWNER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(token) and isinstance(owner, dict) and owner.get("token") == token


def publish(imported: Path, out: Path) -> None:
    """Copy the imported tables and `import.json` into a month's folder, unless they are there already.

    `import.json` goes last: where it is in step, the tables are.
    """
    report = imported / IMPORT_REPORT
    tables = sorted((imported / TABLES).glob("*.parquet"))
    if _alike(report, out / IMPORT_REPORT) and all(_sized(table, out / TABLES / table.name) for table in tables):
        return
    for gone in {path.name for path in (out / TABLES).glob("*.parquet")} - {table.name for table in tables}:
        (out / TABLES / gone).unlink(missing_ok=True)
    for table in tables:
        write_whole(out / TABLES / table.name, table.read_bytes())
    write_whole(out / IMPORT_REPORT, report.read_bytes())


def _alike(first: Path, second: Path) -> bool:
    return second.is_file() and first.read_bytes() == second.read_bytes()


def _sized(first: Path, second: Path) -> bool:
    return second.is_file() and first.stat().st_size == second.stat().st_size
