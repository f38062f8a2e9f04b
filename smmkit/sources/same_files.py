"""The same export in two clients' folders: one of them holds another client's numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import file_digest
from pathlib import Path
from typing import Any

from smmkit.sources.importer import is_house_note, is_no_export, to_fill_in
from smmkit.text import N_, Message

_NAMED = 5


def same_files(exports: Mapping[str, Sequence[Path]]) -> list[Message]:
    """Say which exports lie under several clients, byte for byte.

    Parameters
    ----------
    exports
        Client -> its files. Only files of the same size are read.

    """
    by_size: dict[int, list[tuple[str, Path]]] = {}
    for slug, paths in exports.items():
        for path in paths:
            if (size := _size(path)) > 0:
                by_size.setdefault(size, []).append((slug, path))
    found: dict[bytes, list[tuple[str, Path]]] = {}
    for places in by_size.values():
        if len({slug for slug, _ in places}) > 1:
            for slug, path in places:
                found.setdefault(_digest(path), []).append((slug, path))
    return same_content(found)


def same_content(found: Mapping[Any, Sequence[tuple[str, Path]]]) -> list[Message]:
    """Say which files lie under several clients, given client and file by what they hold; once for the same clients."""
    by_clients: dict[tuple[str, ...], list[Sequence[tuple[str, Path]]]] = {}
    for digest, places in found.items():
        slugs = tuple(dict.fromkeys(slug for slug, _ in places))
        if digest and len(slugs) > 1 and not _no_matter(places):
            by_clients.setdefault(slugs, []).append(places)
    return [_one(files[0]) if len(files) == 1 else _several(slugs, files) for slugs, files in by_clients.items()]


def _no_matter(places: Sequence[tuple[str, Path]]) -> bool:
    paths = [path for _, path in places]
    return to_fill_in(paths[0]) or all(is_no_export(path) or is_house_note(path) for path in paths)


def _one(places: Sequence[tuple[str, Path]]) -> Message:
    said = N_(
        "The same file lies under several clients ({places}): for all but one these are another client's numbers."
    )
    return Message(said, {"places": ", ".join(f"{slug}: {path.name}" for slug, path in places[:_NAMED])})


def _several(slugs: Sequence[str], files: Sequence[Sequence[tuple[str, Path]]]) -> Message:
    said = N_(
        "{count:number} files are the same under several clients ({clients}), such as {files}: for all but one these "
        "are another client's numbers."
    )
    named = ", ".join(places[0][1].name for places in files[:_NAMED])
    return Message(said, {"count": len(files), "clients": ", ".join(slugs[:_NAMED]), "files": named})


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _digest(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").digest()
    except OSError:
        return b""
