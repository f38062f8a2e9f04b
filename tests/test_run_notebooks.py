"""The contract of the engine on the project's own notebooks: the outputs and the ledger of plain papermill."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from prepared import lay_import
from test_run_engine import normal, outputs, widgets

from smmkit.run.pool import ONE_THREAD

CLIENT, PERIOD = "ridgeline-bikes", "2026-10"
ENGINES = ("nbclient", "smmkit")
# What an installer says when it cannot reach the package index.
NO_NETWORK = re.compile("Failed to fetch|error sending request|dns error|Network connectivity", re.I)


def run_chain(paths: list[Path], out: Path, engine: str) -> dict[str, Any]:
    """Run notebooks one after the other through papermill, as `papermill --engine` does; return them by name."""
    os.environ["SMMKIT_OUT"] = str(out)
    lay_import(CLIENT, out)
    options = {"coalesce_streams": True, "execution_timeout": 300} if engine == "nbclient" else {}
    return {
        path.stem: papermill.execute_notebook(
            path, out / path.name, {"client": CLIENT, "period": PERIOD, "lang": "en"},
            engine_name=engine, progress_bar=False, cwd=out, **options,
        )
        for path in paths
    }  # fmt: skip


def assert_alike(paths: list[Path], place: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    """Run both ways, each into a folder of its own; compare every output, the widgets and what was recorded."""
    monkeypatch.delenv("PYTEST_CURRENT_TEST", raising=False)  # where it sees pytest, ipykernel works differently
    monkeypatch.setenv("SMMKIT_DATA", str(root / "data"))
    monkeypatch.setenv("SMMKIT_OUT", str(place))
    for name in ONE_THREAD:
        monkeypatch.setenv(name, "1")
    plain, ours = (run_chain(paths, place / engine, engine) for engine in ENGINES)
    for name in plain:
        pairs = zip(outputs(plain[name]), outputs(ours[name]), strict=True)
        assert [pair for pair in pairs if pair[0] != pair[1]] == [], name
        shown = [[one.replace(str(place / engine), "") for one in widgets(run[name])]
                 for engine, run in zip(ENGINES, (plain, ours), strict=True)]  # fmt: skip
        assert shown[0] == shown[1], name
        assert normal(ours[name].metadata.language_info) == normal(plain[name].metadata.language_info)
    assert recorded(place / "smmkit") == recorded(place / "nbclient")
    assert nbformat.read(place / "smmkit" / paths[-1].name, as_version=4).cells[-1] == ours[paths[-1].stem].cells[-1]


def recorded(out: Path) -> dict[str, Any]:
    """Return what was recorded: by hand, as papermill runs a notebook, that is each one's experiment."""
    files = sorted((out / CLIENT / PERIOD / ".scratch").glob("*.json"))
    assert files
    return {path.name: json.loads(path.read_text(encoding="utf-8")) for path in files}


def test_a_notebook_with_figures_and_widgets_gives_outputs_and_ledger_of_plain_papermill(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_alike(sorted((root / "notebooks").glob("06_*.ipynb")), tmp_path, monkeypatch, root)


@pytest.mark.heavy
def test_the_whole_chain_gives_outputs_and_ledger_of_plain_papermill(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_alike(sorted((root / "notebooks").glob("[0-9][0-9]_*.ipynb")), tmp_path, monkeypatch, root)


def environment(folder: Path, root: Path, kernel: str) -> Path:
    """Make an environment with one ipykernel and return its Python; skip where packages cannot be fetched."""
    if shutil.which("uv") is None:
        pytest.skip("uv is needed to make an environment with another ipykernel")
    python = folder / "bin" / "python"
    subprocess.run(["uv", "venv", "-q", "--python", sys.executable, folder], check=True)
    packages = ["-e", root, "pytest", "pytest-xdist", "nbval", "psutil", kernel]
    install = ["uv", "pip", "install", "-q", "--python", python, *packages]
    done = subprocess.run(install, cwd=folder, capture_output=True, text=True, check=False)
    if NO_NETWORK.search(done.stderr):
        pytest.skip(f"no way to fetch {kernel}: {done.stderr.strip().splitlines()[-1].strip()}")
    assert done.returncode == 0, done.stderr
    return python


@pytest.mark.heavy
@pytest.mark.parametrize("end", ["oldest", "newest"])
def test_the_contract_holds_at_both_ends_of_what_is_allowed_of_ipykernel(end: str, root: Path, tmp_path: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (allowed,) = [each for each in project["dependencies"] if each.startswith("ipykernel")]
    kernel = allowed.split(",")[0].replace(">=", "==") if end == "oldest" else allowed
    python = environment(tmp_path / "venv", root, kernel)
    files = [root / "tests" / name for name in ("test_run_engine.py", "test_run_notebooks.py")]
    tests = [python, "-m", "pytest", "-q", "-n", "0", "-m", "heavy or not heavy", "-k", "not both_ends", *files]
    done = subprocess.run(tests, cwd=root, capture_output=True, text=True, timeout=1800, check=False)
    assert done.returncode == 0, done.stdout[-4000:]
