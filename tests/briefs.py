"""Clients for tests of the import: a brief, an exports folder, and files dropped into it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from smmkit.client import Client, load_client
from smmkit.sources import Imported, read_exports


def client_of(folder: Path, brief: str) -> Client:
    """Make a client's folder with its brief and an empty exports folder."""
    (folder / "exports").mkdir(parents=True)
    (folder / "client.toml").write_text(brief, encoding="utf-8")
    return load_client(folder)


def dropped(client: Client, files: Mapping[str, bytes | str]) -> Imported:
    """Put files into the exports folder, by name without `.csv`, and read all that lies there."""
    for name, data in files.items():
        (client.exports / f"{name}.csv").write_bytes(data.encode() if isinstance(data, str) else data)
    return read_exports(client)
