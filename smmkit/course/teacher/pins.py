"""The versions a class was built and tested with, each with the hashes of its files."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from smmkit.errors import RunError
from smmkit.files import write_whole

REQUIREMENTS = "requirements.txt"
_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*")
_SECONDS = 180


def pinned() -> list[str]:
    """Return `name==version` of everything the program needs in this environment, itself left out."""
    found: dict[str, str] = {}
    waiting = ["smmkit"]
    while waiting:
        name = waiting.pop()
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue  # needed on other systems only
        for line in package.requires or ():
            condition = line.partition(";")[2]
            needed = _NAME.match(line)
            if needed and "extra" not in condition and (short := _plain(needed[0])) not in found:
                found[short] = ""
                waiting.append(short)
        if name != "smmkit":
            found[_plain(name)] = package.version
    return sorted(f"{name}=={version}" for name, version in found.items() if version)


def write_requirements(file: Path) -> None:
    """Write the pinned versions with hashes, asked of the registry through `uv`.

    Raises
    ------
    RunError
        If `uv` is not there or cannot reach the registry.

    """
    uv = shutil.which("uv")
    if uv is None:
        raise RunError("uv is needed to pin versions with hashes (pip install uv), or build with --no-pins.")
    version = ".".join(map(str, sys.version_info[:3]))
    wanted = [
        uv,
        "pip",
        "compile",
        "-",
        "--generate-hashes",
        "--no-header",
        "--no-annotate",
        "--python-version",
        version,
    ]
    try:
        done = subprocess.run(
            [*wanted, "--quiet", "--universal"], input="\n".join(pinned()), capture_output=True, text=True,
            timeout=_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise RunError(f"No hashes after {_SECONDS} s. Try again, or build with --no-pins.") from None
    lines = [line for line in done.stdout.splitlines() if not line.startswith(("--index", "--extra-index", "--find"))]
    if done.returncode or "--hash=" not in done.stdout:
        raise RunError("The registry did not give the hashes of these versions. Try again, or build with --no-pins.")
    head = f"# Tested with Python {version}. Install with: pip install --require-hashes -r {REQUIREMENTS}"
    write_whole(file, "\n".join([head, *lines]) + "\n")


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
