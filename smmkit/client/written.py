"""What somebody wrote into a `.toml` file, without the signs that nobody sees and a terminal obeys."""

from __future__ import annotations

import tomllib
from typing import Any

from smmkit.errors import ConfigError

# All of C0 but tab and line feed, DEL, C1, the marks that turn the direction of writing, the byte order mark.
_UNSEEN = dict.fromkeys(
    [*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF]
)


def toml_content(text: str, *, file: str) -> dict[str, Any]:
    """Return the content of a TOML text, its texts without unseen signs.

    Parameters
    ----------
    text
        What stands in the file.
    file
        What to call it.

    Raises
    ------
    TOMLDecodeError
        If it is no TOML.
    ConfigError
        If it is nested more deeply than anybody writes.

    """
    try:
        found: dict[str, Any] = unseen_left_out(tomllib.loads(text))
    except RecursionError:
        raise ConfigError(
            f"{file}: brackets lie within brackets too deeply to be read. Take out what was pasted into the file."
        ) from None
    return found


def unseen_left_out(value: Any) -> Any:
    """Return a value whose texts, keys too, hold only what can be seen."""
    if isinstance(value, str):
        return value.translate(_UNSEEN)
    if isinstance(value, dict):
        return {unseen_left_out(key): unseen_left_out(each) for key, each in value.items()}
    return [unseen_left_out(each) for each in value] if isinstance(value, list) else value
