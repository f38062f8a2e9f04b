"""Where notebooks, clients and workbooks lie, in a checkout as in an installed wheel."""

from __future__ import annotations

import json
import os
import shlex
from pathlib import Path

from smmkit.errors import ConfigError

_PACKAGE = Path(__file__).resolve().parent
_BUNDLE = _PACKAGE / "bundle"
_TYPED = "SMMKIT_TYPED_OPTIONS"


def notebooks_dir() -> Path:
    """Return the folder of the notebooks 00-11: the checkout's, or the copy inside the wheel."""
    if chosen := os.environ.get("SMMKIT_NOTEBOOKS"):
        return Path(chosen).resolve()
    return _resource("notebooks")


def demo_dir() -> Path:
    """Return the folder that holds the invented clients and the public reference tables."""
    return _resource("data")


def data_dir() -> Path:
    """Return the data folder in force: `SMMKIT_DATA`, the one `run.json` names, `./data`, or the demo."""
    if chosen := os.environ.get("SMMKIT_DATA") or _from_run("data"):
        return Path(chosen).resolve()
    here = Path("data").resolve()
    return here if (here / "clients").is_dir() else demo_dir()


def default_out() -> Path:
    """Return the folder workbooks are written to: `SMMKIT_OUT`, the one `run.json` names, or `workbooks/`."""
    if chosen := os.environ.get("SMMKIT_OUT") or _from_run("out"):
        return Path(chosen).resolve()
    checkout = _PACKAGE.parent
    inside = (checkout / "notebooks").is_dir() and Path.cwd().is_relative_to(checkout)
    return (checkout if inside else Path.cwd()) / "workbooks"


def remember_typed(data: Path | None, out: str | Path | None) -> None:
    """Keep the folders named on the command line, for sentences that say what to type next."""
    words = [*(["--data", str(data)] if data else []), *(["--out", str(out)] if out else [])]
    os.environ[_TYPED] = shlex.join(words)


def typed_options() -> dict[str, str]:
    """Return what a child process needs to know of the folders that were typed."""
    return {_TYPED: os.environ.get(_TYPED, "")}


def command(*words: str) -> str:
    """Return a command as it must be typed here: `smmkit run cafe-lumbre --data ~/clients`.

    Only `run`, `plan`, `approve`, `reject` and `trace` know `--out`.
    """
    options = shlex.split(os.environ.get(_TYPED) or _from_run("typed") or "")
    if words[0] in {"check", "new"} and "--out" in options:
        options = options[: options.index("--out")]
    return shlex.join(["smmkit", *words, *options])


def headings_language() -> str:
    """Return the language of the prose of the notebook that is open here: the one `run.json` beside it names."""
    return _from_run("lang") or "en"


def clients_dir(data: Path | None = None) -> Path:
    """Return the folder whose sub-folders are the clients: `DATA/clients`, or DATA itself."""
    data = data_dir() if data is None else data
    return data / "clients" if (data / "clients").is_dir() else data


def client_folder(slug: str, data: Path | None = None) -> Path:
    """Return the folder of one client.

    Raises
    ------
    ConfigError
        If the name is not a plain folder name, or no such client exists.

    """
    if not slug or slug != Path(slug).name or slug.startswith("."):
        raise ConfigError(f"{slug!r} is not a client's name: use the folder's name alone, such as cafe-lumbre.")
    root = clients_dir(data)
    folder = root / slug
    if not (folder / "client.toml").is_file():
        raise ConfigError(f"{root}: no client '{slug}' (found: {', '.join(client_slugs(data)) or 'none'}).")
    return folder


def client_slugs(data: Path | None = None) -> list[str]:
    """List the clients below the data folder, sorted by name."""
    root = clients_dir(data)
    return sorted(path.parent.name for path in root.glob("*/client.toml"))


def _resource(name: str) -> Path:
    checkout = _PACKAGE.parent / name
    return checkout if checkout.is_dir() else _BUNDLE / name


def _from_run(key: str) -> str | None:
    """Read a folder from the `run.json` beside an executed notebook, so that it can be run again there."""
    try:
        found = json.loads(Path("run.json").read_text(encoding="utf-8")).get(key)
    except (OSError, ValueError, AttributeError):
        return None
    return found if isinstance(found, str) else None
