"""The secret that makes hashed names worthless to whoever has the tables and a list of names."""

from __future__ import annotations

import os
import secrets
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from smmkit import folders
from smmkit.client import Client
from smmkit.errors import ConfigError

SALT_VARIABLE = "SMMKIT_SALT"
_BYTES = 32
_ONLY_MINE = 0o600


def secret_of(client: Client) -> str:
    """Return the secret of the data folder a client lies in.

    A team that shares a data folder sets the environment variable `SMMKIT_SALT`. Otherwise a random secret is made
    once per data folder and kept in the user's own configuration folder, where nobody shares it by accident. The
    invented clients name nobody, and their committed notebooks must come out alike everywhere: they need none.

    Raises
    ------
    ConfigError
        If the secret can be neither read nor written.

    """
    if shared := os.environ.get(SALT_VARIABLE):
        return shared
    folder = client.folder.resolve().parent
    if folder.is_relative_to(folders.demo_dir().resolve()):
        return ""
    return _kept(folder, _place(folder))


def _place(folder: Path) -> Path:
    home = os.environ.get("XDG_CONFIG_HOME") or os.environ.get("APPDATA") or Path.home() / ".config"
    return Path(home) / "smmkit" / "secrets" / blake2b(str(folder).encode(), digest_size=8).hexdigest()


@lru_cache(maxsize=64)
def _kept(folder: Path, path: Path) -> str:
    """Return the secret of a folder; of two processes that make one at once, the first wins."""
    try:
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            mine = path.with_name(f".{secrets.token_hex(8)}.tmp")
            with os.fdopen(os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _ONLY_MINE), "w") as file:
                file.write(secrets.token_hex(_BYTES))
            try:
                os.link(mine, path)
            except FileExistsError:
                pass
            except OSError:  # a file system without hard links
                if not path.exists():
                    mine.replace(path)
            mine.unlink(missing_ok=True)
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise ConfigError(
            f"{path}: the secret for hashing names in {folder} cannot be kept ({error.strerror}). "
            f"Mend the permissions, or set the environment variable {SALT_VARIABLE} to a secret of your own."
        ) from None
