"""Read a client's brief, or say in sentences what is wrong with it."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from smmkit.client.fields import fold
from smmkit.client.lines import key_lines
from smmkit.client.model import Client
from smmkit.client.sentences import sentences
from smmkit.client.thousands import check_thousands
from smmkit.client.written import toml_content
from smmkit.errors import ConfigError
from smmkit.files import inside, is_own
from smmkit.folders import command
from smmkit.text import N_, Message

LARGEST_LOGO = 2 << 20  # bytes
SCHEMA_FILE = Path(__file__).with_name("client.schema.json")
"""The JSON Schema of `client.toml`, for completion in editors."""


def load_client(folder: Path | str) -> Client:
    """Read `client.toml` of a client's folder.

    Parameters
    ----------
    folder
        The client's folder; its name is the client's slug.

    Raises
    ------
    ConfigError
        If the folder or the file is missing or cannot be understood: one
        sentence per mistake, with file and line.

    """
    folder = Path(folder).resolve()
    path = folder / "client.toml"
    if not path.is_file():
        raise ConfigError(f"{path}: there is no such file. Run `{command('new', folder.name)}` to start a client.")
    client = parse_client(decoded(path), file=f"{folder.name}/client.toml")
    client._folder = folder
    return client


def missing_logos(client: Client) -> list[Message]:
    """Return a warning for each logo the brief names and the client's folder lacks; pages go without it until then."""
    named = dict.fromkeys(logo for logo in (client.brand.logo, client.report.logo) if logo)
    said = N_("The logo {logo} is not in the client's folder, so nothing carries it. Put it there or remove the line.")
    large = N_(
        "The logo {logo} is larger than 2 MB and would stand in every page, so nothing carries it. Save it smaller."
    )
    there = {logo: is_own(client.folder / logo) for logo in named}
    found = [Message(said, {"logo": logo}) for logo in named if not there[logo]]
    return found + [Message(large, {"logo": logo}) for logo in named
                    if there[logo] and (client.folder / logo).stat().st_size > LARGEST_LOGO]  # fmt: skip


def parse_client(text: str, *, file: str = "client.toml") -> Client:
    """Check the text of a `client.toml`; `file` is the name used in error sentences."""
    try:
        content = toml_content(text, file=file)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(broken(str(error), text, file)) from None
    check_thousands(text, file=file)
    try:
        return Client.model_validate(content)
    except ValidationError as error:
        raise ConfigError(sentences(error, Client, file, key_lines(text))) from None


def check_slug(slug: str) -> None:
    """Refuse a client's short name that is not a plain folder name.

    Raises
    ------
    ConfigError
        If it holds anything but small letters, digits and hyphens, or names a device of Windows.

    """
    if re.fullmatch(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])", slug):
        raise ConfigError(f"'{slug}' is a device on Windows, so no folder may be called that. Take '{slug}-client'.")
    if re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?", slug):
        return
    mended = re.sub(r"[^a-z0-9]+", "-", fold(slug)).strip("-")[:64]
    hint = f" Did you mean '{mended}'?" if mended else ""
    raise ConfigError(f"'{slug}' cannot name a client. Use small letters, digits and hyphens alone.{hint}")


def client_schema() -> str:
    """Return the JSON Schema of `client.toml` as text, the same bytes every time."""
    schema: dict[str, Any] = {"$schema": "http://json-schema.org/draft-07/schema#", **Client.model_json_schema()}
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def check_own(path: Path, folder: Path) -> None:
    """Refuse a link that leads out of the client's folder: what lies there is somebody else's."""
    if path.is_symlink() and not inside(path, folder):
        raise ConfigError(
            f"{path.parent.name}/{path.name}: this is a link to a file outside the client's folder, and such links are "
            "not followed. Put the file itself there."
        )


def decoded(path: Path) -> str:
    """Return the text of a file a person edits, or say which letter is not saved as UTF-8."""
    check_own(path, path.parent)
    raw = path.read_bytes()
    name = f"{path.parent.name}/{path.name}"
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise ConfigError(f"{name}: the file is saved as UTF-16 ('Unicode'). Save it again as UTF-8.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ConfigError(
            f"{name}, line {line}: a letter is not saved as UTF-8 (byte 0x{raw[error.start]:02x}). "
            "Open the file in your editor and save it with the encoding UTF-8."
        ) from None


_DECIMAL_COMMA = re.compile(r"=\s*[+-]?\d+,\d+\s*(#|$)")
_TURNED_DAY = re.compile(r"=\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\s*(#|$)")


def broken(message: str, text: str, file: str) -> str:
    """Say where the TOML breaks and what usually mends it."""
    place = re.search(r"\(at (?:line (\d+), column (\d+)|end of document)\)", message)
    written = text.splitlines() or [""]
    number = int(place[1]) if place and place[1] else len(written)
    number = min(number, len(written))
    shown = written[number - 1].strip()
    reason = message.partition(" (at ")[0]
    if "Cannot overwrite" in message or "Cannot declare" in message:
        do = "This key or table stands in the file twice: remove one."
    elif _DECIMAL_COMMA.search(shown):
        do = "Write decimals with a point, such as 0.45."
    elif _TURNED_DAY.search(shown):
        do = "Write a day as year-month-day without quotes, such as 2026-12-31."
    elif re.match(r"[\w.-]+\s*=\s*[^\s\"'\[{\d+-]", shown) and not re.match(r"[\w.-]+\s*=\s*(true|false)\b", shown):
        do = 'Put texts between quotes: key = "text".'
    else:
        do = "Check quotes, brackets and the = sign on this line and the one above."
    return f"{file}, line {number}: '{shown}' cannot be read as TOML ({reason}). {do}"
