"""Put files into an invented client's exports folder and read them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from smmkit.client import load_client
from smmkit.sources import Imported, read_exports
from smmkit.text import Text

NETWORKS = ("instagram", "facebook", "x", "tiktok", "youtube", "linkedin")


def brief(zone: str = "America/New_York", currency: str = "EUR", more: str = "", country: str = "ES") -> str:
    accounts = "".join(f'[[accounts]]\nplatform = "{name}"\nhandle = "acme"\n' for name in NETWORKS)
    return (
        f'name = "Acme"\nsector = "Shop"\ncountry = "{country}"\nlanguage = "en"\ntimezone = "{zone}"\n'
        f'currency = "{currency}"\nmargin = 0.3\n{more}{accounts}'
    )


def dropped(
    folder: Path, files: Mapping[str, bytes | str], *, mapping: str = "", toml: str | None = None, **said: str
) -> Imported:
    """Read files as the exports of a client called `acme`."""
    client = folder / "acme"
    (client / "exports").mkdir(parents=True, exist_ok=True)
    (client / "client.toml").write_text(toml or brief(**said), encoding="utf-8")
    for name, data in files.items():
        (client / "exports" / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    if mapping:
        (client / "exports" / "mapping.toml").write_text(mapping, encoding="utf-8")
    return read_exports(load_client(client))


def said(imported: Imported) -> str:
    """Return everything the reports say, in English."""
    text = Text("en")
    told = [text(message) for report in imported.files for message in report.warnings]
    told += [text(report.refused) for report in imported.files if report.refused is not None]
    return " ".join([*told, *(text(drop.why) for r in imported.files for p in r.parts for drop in p.dropped)])


def checks(imported: Imported) -> list[bool]:
    return [check.passed for report in imported.files for part in report.parts for check in part.checks]


def asked(imported: Imported) -> str:
    """Return every question the reports hold, in English."""
    text = Text("en")
    return " ".join(text(question) for report in imported.files for part in report.parts for question in part.questions)


def proposed(imported: Imported) -> str:
    """Return the mappings the reports propose, as they would be pasted."""
    return "\n".join(report.proposal for report in imported.files if report.proposal)


def read_as_proposed(folder: Path, table: str, name: str = "tool.csv", **about: str) -> Imported:
    """Read a table of no known kind by the mapping that is proposed for it."""
    return dropped(folder, {name: table}, mapping=proposed(dropped(folder, {name: table}, **about)), **about)
