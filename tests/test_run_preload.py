"""What the one warm process imports: all that notebooks use, nothing they do not."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

LOADED = "import sys, smmkit.run.preload; print(*sys.modules)"
LEFT_OUT = ("cli", "course", "demo", "run", "engine.py", "__main__.py")
# Only for data in a warehouse; only with the extra for PDF; only for tests and users' own checks.
RARE = ("sqlalchemy", "weasyprint", "pandera")


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    done = subprocess.run([sys.executable, "-c", LOADED], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


def test_ctrl_c_while_libraries_load_prints_no_traceback_and_is_heard_again_afterwards() -> None:
    code = (
        "import os, signal, sys, importlib\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell may start what runs behind it deaf
        "real, pressed = importlib.import_module, []\n"
        "def press(name, *more):\n"
        "    pressed or os.kill(os.getpid(), signal.SIGINT)\n"
        "    pressed.append(name)\n"
        "    return real(name, *more)\n"
        "importlib.import_module = press\n"
        "import smmkit.run.preload\n"
        "assert pressed\n"
        "assert signal.getsignal(signal.SIGINT) is signal.default_int_handler\n"
        "print('whole')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "whole\n", "")


def imported(source: str) -> Iterator[str]:
    """Name the modules a piece of code imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def used(root: Path) -> set[str]:
    """Return every module the notebooks and the package behind them name."""
    found: set[str] = set()
    for path in (root / "smmkit").rglob("*.py"):
        if not set(path.relative_to(root / "smmkit").parts) & set(LEFT_OUT):
            found |= set(imported(path.read_text(encoding="utf-8")))
    for path in (root / "notebooks").glob("*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code" and "teaching" not in cell["metadata"].get("tags", []):
                found |= set(imported("".join(cell["source"])))
    return found


def test_whatever_a_notebook_imports_is_there_before_it_starts(root: Path, loaded: set[str]) -> None:
    third = {name for name in used(root) if name.split(".")[0] not in sys.stdlib_module_names}
    assert {name for name in third if name.split(".")[0] not in RARE} - loaded == set()


def test_what_no_notebook_imports_costs_no_batch_its_time(loaded: set[str]) -> None:
    needless = {"statsmodels", "boto3", "rfc3987_syntax", "dask", "fsspec", "pandera", "sqlalchemy"}
    needless |= {"smmkit.demo", "smmkit.course", "smmkit.cli", "smmkit.run.cluster", "smmkit.run.storage"}
    assert needless & loaded == set()
