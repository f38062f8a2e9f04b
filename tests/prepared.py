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
            if lang != "en":  # an import speaks no language
                for client in (ROOT / "data" / "clients").iterdir():
                    lay_import(client.name, out)
            generate(out, lang)
    return out


def imported(slug: str) -> Path:
    """Return the folder of a demo client's import, as the program keeps it; the first call of a session makes it."""
    from smmkit.client import load_client
    from smmkit.inventory import IMPORTED
    from smmkit.sources import import_client

    made = session_folder() / "en"
    if (made / "index.html").is_file():
        return made / slug / IMPORTED
    folder = session_folder() / "imports" / slug
    folder.parent.mkdir(exist_ok=True)
    with FileLock(f"{folder}.lock"):
        import_client(load_client(ROOT / "data" / "clients" / slug), folder)
    return folder


def lay_import(slug: str, out: Path) -> None:
    """Put a demo client's import where its notebooks look; whatever its files or the program changed is read anew."""
    from smmkit.inventory import IMPORTED

    shutil.copytree(imported(slug), out / slug / IMPORTED)


def own_client(slug: str, clients: Path) -> None:
    """Copy a demo client for tests that decide something; names are hashed as the demo's, so that its import serves."""
    from smmkit.sources.secret import _place

    shutil.copytree(ROOT / "data" / "clients" / slug, clients / slug)
    secret = _place(clients.resolve())
    secret.parent.mkdir(parents=True, exist_ok=True)
    secret.write_text("", encoding="ascii")


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
