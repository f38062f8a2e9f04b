"""The demo clients' workbooks, generated once per test session and language by the command users type."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from filelock import FileLock

ROOT = Path(__file__).resolve().parents[1]
PERIOD = "2026-10"


def session_folder() -> Path:
    """Return the folder all worker processes of this test session share."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or f"pid{os.getpid()}"
    folder = Path(tempfile.gettempdir()) / f"smmkit-tests-{run}"
    folder.mkdir(exist_ok=True)
    return folder


def workbooks(lang: str) -> Path:
    """Return the folder of all demo workbooks in one language; the first call of a session makes it."""
    out = session_folder() / lang
    with FileLock(f"{out}.lock"):
        if not (out / "index.html").is_file():
            generate(out, lang)
    return out


def numbers_before(number: str) -> list[str]:
    """Return the numbers of the notebooks that come before one."""
    return sorted(p.name[:2] for p in (ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb") if p.name[:2] < number)


def generate(out: Path, lang: str, *clients: str, only: Sequence[str] = ()) -> None:
    """Run the batch for some clients, or all, and all notebooks or only some; what it says is shown when it fails."""
    asked = [*(clients or ["--all"]), "--period", PERIOD, "--lang", lang, "--out", str(out)]
    asked += [word for number in only for word in ("--only", number)]
    command = [sys.executable, "-m", "smmkit.cli", "run", *asked]
    environment = {**os.environ, "SMMKIT_DATA": str(ROOT / "data")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"


def clean() -> None:
    """Remove the session's folder."""
    shutil.rmtree(session_folder(), ignore_errors=True)
