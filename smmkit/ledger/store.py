"""The ledger on disk: one part per notebook, merged into one file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from smmkit.errors import DataError, OutdatedError, RunError
from smmkit.files import remove_leftovers, write_whole
from smmkit.ledger import records
from smmkit.ledger.items import Item
from smmkit.ledger.ledger import Ledger
from smmkit.ledger.links import check_chain

if TYPE_CHECKING:
    from collections.abc import Iterator

MERGED = "ledger.json"
# What somebody tried by hand; the official ledger never takes it.
SCRATCH = ".scratch"
_PART = re.compile(r"[0-9a-z_-]+")
_WAIT_SECONDS = 60.0


def write_part(out: Path, part: str, items: Iterable[Item], *, known: Collection[str] = ()) -> Ledger:
    """Replace one notebook's items and merge all parts into `ledger.json`.

    A part may rest on its own items, on those of earlier parts and on `plan.toml`. An id belongs
    to the earliest part that records it. What later parts still hold of an earlier run and no
    longer resolves is left out of the merged file until their notebooks run again.

    Parameters
    ----------
    out
        Folder of the client's month.
    part
        Number of the notebook, such as `06`.
    items
        All its items; what it recorded before is replaced.
    known
        Ids that stand in `plan.toml`.

    Returns
    -------
    Ledger
        The merged ledger.

    Raises
    ------
    DataError
        If an id is taken, or a link is illegal, leads nowhere or runs in a circle.

    """
    if not _PART.fullmatch(part):
        raise DataError(f"{part!r} is no part of a ledger; name it after the notebook's number, such as '06'.")
    items = list(items)
    if timeless := [item.id for item in items if not item.period]:
        raise DataError(f"{timeless[0]}: it names no month; record it through the workbook, which stamps its own.")
    mine = Ledger(list(items))
    folder = out / "ledger"
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder):
        parts = _readable_parts(folder)
        earlier = merge({name: found for name, found in parts.items() if name < part}, known=known)
        for id in mine:
            if id in earlier:
                raise DataError(f"{id}: an earlier notebook records it already; rest on it in because instead.")
        check_chain({**earlier, **mine}, known=known)
        write_whole(folder / f"{part}.json", records.dump(mine.values()))
        merged = merge({**parts, part: mine}, known=known)
        written = records.dump(merged.values())
        write_whole(out / MERGED, written)
    return _parsed(written, MERGED)


def rewrite_merged(out: Path, *, known: Collection[str] = ()) -> None:
    """Write `ledger.json` anew from its parts, whatever stands there: what was changed by hand was never recorded.

    Parameters
    ----------
    out
        Folder of the client's month.
    known
        Ids that stand in `plan.toml`.

    Raises
    ------
    DataError
        If a part cannot be read.

    """
    folder = out / "ledger"
    (out / MERGED).unlink(missing_ok=True)
    if not folder.is_dir():
        return
    with _locked(folder):
        if parts := _readable_parts(folder):
            write_whole(out / MERGED, records.dump(merge(parts, known=known).values()))


def write_scratch(out: Path, part: str, items: Iterable[Item], *, known: Collection[str] = ()) -> bool:
    """Keep what a notebook run by hand found, beside the official ledger; it is checked as if it were official.

    Parameters and errors are those of `write_part`.

    Returns
    -------
    bool
        Whether it differs from what the official run recorded.

    """
    mine = Ledger(list(items))
    earlier = tried_ledger(out, before=part, known=known)
    check_chain({**earlier, **mine}, known=known)
    written = records.dump(mine.values())
    write_whole(out / SCRATCH / f"{part}.json", written)
    official = out / "ledger" / f"{part}.json"
    return not official.is_file() or official.read_text(encoding="utf-8") != written


def tried_ledger(
    out: Path, *, own: Collection[str] = (), before: str | None = None, known: Collection[str] = ()
) -> Ledger:
    """Return the month as a notebook run by hand sees it: the official parts, and its experiment over its own.

    Where no run has recorded anything, the parts other notebooks left by hand stand in.

    Parameters
    ----------
    out
        Folder of the client's month.
    own
        Parts this notebook has recorded by hand.
    before
        Only the parts of notebooks earlier than this one.
    known
        Ids that stand in `plan.toml`.

    """
    tried = _readable_parts(out / SCRATCH)
    parts = _readable_parts(out / "ledger") or tried
    parts = parts | {name: tried[name] for name in own if name in tried}
    return merge({name: found for name, found in parts.items() if before is None or name < before}, known=known)


def read_ledger(out: Path, *, before: str | None = None) -> Ledger:
    """Return the items recorded in a client's month; empty if nothing is.

    Parameters
    ----------
    out
        Folder of the client's month.
    before
        Only the parts of notebooks earlier than this one.

    """
    if before is not None:
        parts = [_read(path) for path in _part_files(out / "ledger") if path.stem < before]
        return Ledger([item for found in parts for item in found.values()])
    path = out / MERGED
    if not path.is_file():
        return Ledger()
    return _parsed(path.read_text(encoding="utf-8"), MERGED)


def read_part(out: Path, part: str, *, tried: bool = False) -> list[Item] | None:
    """Return the items one notebook recorded; None if it has not run.

    With `tried`, what was left by hand stands in where no run has recorded the part.
    """
    path = out / "ledger" / f"{part}.json"
    if tried and not path.is_file():
        path = out / SCRATCH / f"{part}.json"
    if not path.is_file():
        return None
    return list(_read(path).values())


def merge(parts: Mapping[str, Ledger], *, known: Collection[str] = ()) -> Ledger:
    """Return all items whose chain resolves, the earlier part first."""
    merged: dict[str, Item] = {}
    for name in sorted(parts):
        own = {id: item for id, item in parts[name].items() if id not in merged}
        merged |= _resolved(own, {*merged, *known})
    return Ledger(merged)


def _resolved(own: dict[str, Item], known: set[str]) -> dict[str, Item]:
    """Leave out, one round after the other, what rests on something that is not there."""
    while True:
        there = known | own.keys()
        kept = {id: item for id, item in own.items() if there.issuperset(item.because)}
        if len(kept) == len(own):
            return kept
        own = kept


def _readable_parts(folder: Path) -> dict[str, Ledger]:
    """Return the parts a month holds, without those of another version, whose notebooks are still to run again."""
    found = {}
    for path in _part_files(folder):
        with suppress(OutdatedError):
            found[path.stem] = _read(path)
    return found


def _part_files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*.json")) if _PART.fullmatch(path.stem)]


def _read(path: Path) -> Ledger:
    return _parsed(path.read_text(encoding="utf-8"), f"ledger/{path.name}")


@lru_cache(maxsize=32)
def _parsed(written: str, where: str) -> Ledger:
    """Return the items of a text; a notebook asks for the same ones at every sentence."""
    return Ledger(records.load(written, where=where))


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    try:
        with FileLock(folder / ".lock", timeout=_WAIT_SECONDS):
            remove_leftovers(folder)
            yield
    except Timeout:
        raise RunError(f"{folder}: another run is writing this ledger; wait for it to end and run again.") from None
