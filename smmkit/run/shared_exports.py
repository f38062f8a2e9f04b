"""The same export under several clients, seen while a batch runs: all but one show another client's numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from smmkit import folders
from smmkit.inventory import INDEX, Index
from smmkit.run.tasks import Outcome, Settings
from smmkit.text import Text

_EXPORTS = "exports/"


def warned(outcomes: Sequence[Outcome], settings: Settings) -> list[Outcome]:
    """Return the outcomes, those of clients that share an export with a warning.

    Nothing is read for it: every client's files are known by their hashes. Where nothing ran, nothing is said again.
    """
    clients = sorted({outcome.client for outcome in outcomes})
    if len(clients) < 2 or "://" in settings.out or all(outcome.status == "up to date" for outcome in outcomes):
        return list(outcomes)
    said = _said(clients, settings)
    return [
        replace(outcome, warnings=(*outcome.warnings, *said[outcome.client])) if outcome.client in said else outcome
        for outcome in outcomes
    ]


def _said(clients: Sequence[str], settings: Settings) -> dict[str, list[str]]:
    from smmkit.sources.same_files import same_content

    places: dict[str, list[tuple[str, Path]]] = {}
    for client in clients:
        folder = folders.client_folder(client, settings.data)
        for name, (size, _, digest) in Index.read(Path(settings.out) / client / INDEX).files.items():
            if name.startswith(_EXPORTS) and size:
                places.setdefault(digest, []).append((client, folder / name))
    shared: dict[tuple[str, ...], dict[str, list[tuple[str, Path]]]] = {}
    for digest, found in places.items():
        if len(held := tuple(dict.fromkeys(client for client, _ in found))) > 1:
            shared.setdefault(held, {})[digest] = found
    text = Text("en")
    told: dict[str, list[str]] = {}
    for held, files in shared.items():
        for message in same_content(files):
            for client in held:
                told.setdefault(client, []).append(text(message))
    return told
