"""The history of a plan, `plan_log.jsonl`: what stood in `plan.toml` from which day on, never rewritten.

A change is written in three steps under the plan's lock: a line with the change and the hash of the plan before and
after it, the plan itself, and a line that says it is there. A writer that is killed leaves a pair that the next one
completes, where the plan still is as it was before, or drops. A plan that is neither was edited by hand: that is
logged as one, on the day it is seen. Each line holds the lines that changed, old and new, so that a month's plan is
rebuilt from the log alone and a change can be taken back byte for byte.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from smmkit.errors import ConfigError, DataError
from smmkit.files import digest, write_whole
from smmkit.plan.load import PLAN_FILE, read_plan

LOG_FILE = "plan_log.jsonl"
BY_HAND, DECIDED, REVIEW, TAKEN_BACK = "by hand", "decided", "review", "taken back"
Edit = tuple[int, tuple[str, ...], tuple[str, ...]]
"""First line that changes (0 is the first), the old lines and the new ones, with their ends."""


@dataclass(frozen=True)
class Version:
    """The plan from a day on.

    Parameters
    ----------
    on
        The day it came into force.
    how
        `decided`, `review`, `taken back` or `by hand`.
    by
        The role that decided; empty for an edit by hand.
    ids
        What was decided on.
    edits
        The change from the version before.
    text
        The whole `plan.toml`.

    """

    on: date
    how: str
    by: str
    ids: tuple[str, ...]
    edits: tuple[Edit, ...]
    text: str


def edits_between(old: str, new: str) -> tuple[Edit, ...]:
    """Return the lines in which two texts differ; applied to the old one they give the new one, byte for byte."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return tuple((a, tuple(before[a:b]), tuple(after[c:d])) for tag, a, b, c, d in blocks if tag != "equal")


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Return a text with changed lines.

    Raises
    ------
    DataError
        If the old lines do not stand where the change says.

    """
    lines = text.splitlines(keepends=True)
    for first, old, new in sorted(edits, reverse=True):
        if tuple(lines[first : first + len(old)]) != tuple(old):
            raise DataError(f"{PLAN_FILE}, line {first + 1}: it is not what the change says it was.")
        lines[first : first + len(old)] = new
    return "".join(lines)


def reversed_edits(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return the change that takes a change back."""
    found, moved = [], 0
    for first, old, new in sorted(edits):
        found.append((first + moved, new, old))
        moved += len(new) - len(old)
    return tuple(found)


def read_log(folder: Path) -> tuple[Version, ...]:
    """Return every version of a client's plan that came into force, the first one first.

    Raises
    ------
    ConfigError
        If a line of the log is not what was written there.

    """
    versions: list[Version] = []
    pending: dict[str, Any] | None = None
    for number, record in enumerate(_records(folder), start=1):
        if "edits" in record:
            pending = record
        elif pending is not None and record.get("settled") == pending["after"]:
            versions.append(_version(pending, versions[-1].text if versions else "", f"{folder.name}, entry {number}"))
            pending = None
        elif pending is not None and record.get("dropped") == pending["after"]:
            pending = None
    return tuple(versions)


def version_on(versions: Sequence[Version], day: date) -> Version | None:
    """Return the version in force on a day; None if nothing was promised yet."""
    return next((version for version in reversed(versions) if version.on <= day), None)


def settle(folder: Path, on: date) -> None:
    """Complete or drop what a killed writer left, and log an edit by hand; call it under the plan's lock only.

    Parameters
    ----------
    folder
        The client's folder.
    on
        Today, by the client's calendar.

    """
    path = folder / LOG_FILE
    _cut_torn_line(path)
    text = read_plan(folder / PLAN_FILE)
    now, last = digest(text.encode()), _last(path)
    if last is not None and "edits" in last:
        if now == last["before"] != last["after"]:
            text = apply_edits(text, _edits(last))
            write_whole(folder / PLAN_FILE, text)
            now = digest(text.encode())
        state = "settled" if now == last["after"] else "dropped"
        _append(path, {state: last["after"]})
        last = _last(path)
    if last is None or last.get("settled") != now:
        versions = read_log(folder)
        old = versions[-1].text if versions else ""
        if text != old:
            _append(path, _record(folder, old, text, how=BY_HAND, by="", ids=(), on=on))
            _append(path, {"settled": now})


def write_logged(folder: Path, text: str, *, how: str, by: str, ids: Sequence[str], on: date) -> None:
    """Replace a settled plan: the log first, then the plan, then the line that says it is there."""
    old = read_plan(folder / PLAN_FILE)
    if text == old:
        return
    record = _record(folder, old, text, how=how, by=by, ids=ids, on=on)
    _append(folder / LOG_FILE, record)
    write_whole(folder / PLAN_FILE, text)
    _append(folder / LOG_FILE, {"settled": record["after"]})


def log_lines(plans: Sequence[tuple[date, str]], *, by: str) -> str:
    """Return the log of plans that were decided one after the other, each with the day it came into force."""
    old, lines = "", []
    for on, text in plans:
        before, after = digest(old.encode()), digest(text.encode())
        lines += [
            {"on": on.isoformat(), "how": DECIDED, "by": by, "ids": [], "before": before, "after": after,
             "edits": edits_between(old, text)},
            {"settled": after},
        ]  # fmt: skip
        old = text
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _record(folder: Path, old: str, new: str, *, how: str, by: str, ids: Sequence[str], on: date) -> dict[str, Any]:
    """Return the line of a change; a day never goes back, for a month is judged by what stood on its first day."""
    latest = next((one["on"] for one in _backwards(folder / LOG_FILE) if "on" in one), "")
    day = max(on.isoformat(), latest)
    return {
        "on": day, "how": how, "by": by, "ids": list(ids),
        "before": digest(old.encode()), "after": digest(new.encode()), "edits": edits_between(old, new),
    }  # fmt: skip


def _version(record: Mapping[str, Any], old: str, where: str) -> Version:
    edits = _edits(record)
    try:
        text = apply_edits(old, edits)
    except DataError:
        text = ""
    if digest(old.encode()) != record["before"] or digest(text.encode()) != record["after"]:
        raise ConfigError(
            f"{where} of {LOG_FILE}: the log does not lead from one plan to the next, so it was changed after it "
            "was written. Bring it back from a copy."
        )
    day = date.fromisoformat(record["on"])
    return Version(day, record["how"], record["by"], tuple(record["ids"]), edits, text)


def _edits(record: Mapping[str, Any]) -> tuple[Edit, ...]:
    return tuple((int(first), tuple(old), tuple(new)) for first, old, new in record["edits"])


def _records(folder: Path) -> list[dict[str, Any]]:
    """Return the lines of the log; the last one may be torn and does not count then."""
    path = folder / LOG_FILE
    if not path.is_file():
        return []
    lines = path.read_bytes().split(b"\n")[:-1]
    return [_read(line, f"{folder.name}/{LOG_FILE}, line {number}") for number, line in enumerate(lines, start=1)]


def _read(line: bytes, where: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
        known = isinstance(record, dict) and bool({"settled", "dropped", "edits"} & record.keys())
    except ValueError:
        known = False
    if not known:
        raise ConfigError(f"{where}: that is no entry of the plan's history. Bring the file back from a copy.")
    return dict(record)


def _last(path: Path) -> dict[str, Any] | None:
    return next(_backwards(path), None)


def _backwards(path: Path) -> Iterator[dict[str, Any]]:
    """Go through the lines from the last one up; none is read as an entry before it is asked for."""
    lines = path.read_bytes().split(b"\n")[:-1] if path.is_file() else []
    for number in range(len(lines), 0, -1):
        yield _read(lines[number - 1], f"{path.parent.name}/{LOG_FILE}, line {number}")


def _cut_torn_line(path: Path) -> None:
    """Take away the end of a line whose writer was killed: nothing had followed from it yet."""
    if path.is_file() and (raw := path.read_bytes()) and not raw.endswith(b"\n"):
        write_whole(path, raw[: raw.rfind(b"\n") + 1])


def _append(path: Path, record: Mapping[str, Any]) -> None:
    with path.open("ab") as file:
        file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
