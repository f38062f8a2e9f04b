"""Workbooks on object storage: fetched, brought up to date here, and each changed file written back once."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from smmkit.errors import ConfigError
from smmkit.files import digest
from smmkit.run.chain import Chain, client_chain
from smmkit.run.record import FILE
from smmkit.run.tasks import Failure, Outcome, Settings

# What stays here: locks are of this machine, temporary files of this moment.
_LOCAL = (".lock", ".run.lock", ".run.owner", ".writing-")
PAGE = "index.html"


def file_system(out: str) -> tuple[Any, str]:
    """Return the fsspec file system of a URL and the path on it.

    Raises
    ------
    ConfigError
        If fsspec, or what it needs for this kind of URL, is not installed.

    """
    try:
        from fsspec.core import url_to_fs

        found: tuple[Any, str] = url_to_fs(out)
    except (ImportError, ValueError) as error:
        raise ConfigError(f"--out {out}: {error}. Install the extra: pip install 'smmkit[cluster]'.") from None
    return found


def remote_chain(client: str, settings: Settings) -> Chain:
    """Bring a client's workbook on object storage up to date; see `client_chain`."""
    try:
        system, root = file_system(settings.out)
        with TemporaryDirectory(prefix="smmkit-") as scratch:
            known = fetch(system, f"{root}/{client}", Path(scratch) / client)
            outcomes = yield from client_chain(client, settings.with_out(scratch))
            publish(system, Path(scratch) / client, f"{root}/{client}", known, settings.out)
            return outcomes
    except Exception as error:  # each kind of storage has its own exceptions
        return (Outcome(client, settings.period or "", "failed", failure=_unreachable(settings.out, error)),)


def fetch(system: Any, source: str, target: Path, names: tuple[str, ...] | None = None) -> dict[str, str]:
    """Copy a remote folder here; return the hash of each file by its name below the folder."""
    system.invalidate_cache()
    known: dict[str, str] = {}
    for path in system.find(source):
        name = str(path).removeprefix(source).lstrip("/")
        if names is None or name.rsplit("/", 1)[-1] in names:
            content = system.cat_file(path)
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes(content)
            known[name] = digest(content)
    return known


def publish(system: Any, source: Path, target: str, known: dict[str, str], out: str) -> None:
    """Write what changed, one write per file, the record last: it says that the rest is there."""
    files = [path for path in source.rglob("*") if path.is_file() and not path.name.startswith(_LOCAL)]
    for path in sorted(files, key=lambda path: (path.name == FILE, path)):
        content = path.read_bytes()
        name = path.relative_to(source).as_posix()
        if path.name == FILE:
            content = (json.dumps(json.loads(content) | {"out": out}, ensure_ascii=False, indent=1) + "\n").encode()
        if known.get(name) != digest(content):
            system.pipe_file(f"{target}/{name}", content)
    for name in known.keys() - {path.relative_to(source).as_posix() for path in files}:
        system.rm_file(f"{target}/{name}")


def remote_portfolio(settings: Settings) -> Chain:
    """Write the page over all clients to object storage."""
    try:
        system, root = file_system(settings.out)
        with TemporaryDirectory(prefix="smmkit-") as scratch:
            fetch(system, root, Path(scratch), names=(FILE, "ledger.json", "report.html", "card.json"))
            done = yield settings.with_out(scratch).task("portfolio", lang=settings.lang)
            page = Path(scratch) / PAGE
            if page.is_file():
                system.pipe_file(f"{root}/{PAGE}", page.read_bytes())
        failure = done.failure
    except Exception as error:  # each kind of storage has its own exceptions
        failure = _unreachable(settings.out, error)
    return (Outcome("portfolio", "", "failed" if failure else "done", ("portfolio",), failure=failure),)


def _unreachable(out: str, error: Exception) -> Failure:
    return Failure(
        "storage", f"{out}: {type(error).__name__}: {error}. Check the address and the keys, then run again."
    )
