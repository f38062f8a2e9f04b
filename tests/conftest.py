"""Fixtures every test may ask for."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import prepared
import pytest
from hypothesis import settings
from threadpoolctl import threadpool_limits

from smmkit.cli.language import answer_in
from smmkit.run.pool import ONE_THREAD

# No test asserts an absolute time: a busy machine is slower than any deadline.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

ROOT = Path(__file__).resolve().parents[1]
# As the batch computes: on small matrices, a thread per core waits for the other more than it gains.
os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
threadpool_limits(1)  # what is loaded by now
# The secrets of invented data folders stay out of the configuration of whoever runs the tests; processes inherit it.
os.environ["XDG_CONFIG_HOME"] = str(prepared.session_folder() / "config")
# Dozens of processes are started: where no bytecode may lie beside the sources, each would compile every library anew
# (13 s of CPU where 4 do). It lies in the session's folder instead; processes inherit it.
if sys.dont_write_bytecode:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = str(prepared.session_folder() / "bytecode")
    sys.dont_write_bytecode = False
# Files that take longest, in the order they start: last, one of them would run alone while the other core waits.
# The first makes the workbooks; those after it need none, so that the other process does not wait for them.
LONG = (
    "test_chain.py",
    "test_run_failures.py",
    "test_run_signals.py",
    "test_run_engine.py",
    "test_run_staleness.py",
    "test_processors.py",
    "test_workbooks.py",
    "test_run_notebooks.py",
    "test_browser.py",
    "test_run_cli.py",
    "09_results_analysis.ipynb",
    "11_client_report.ipynb",
    "06_budget_allocation.ipynb",
    "01_market_research.ipynb",
    "04_audience_segmentation.ipynb",
    "test_linter.py",
    "test_results_campaign.py",
)


@pytest.fixture(autouse=True)
def _no_language_left_over() -> Iterator[None]:
    """Forget the language a command spoke: a process of its own would be over with it."""
    yield
    answer_in()


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the project's top folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real exports and reference data, or skip: no licence lets them travel with the project."""
    folder = ROOT.parent / "shared"
    if not (folder / "real").is_dir():
        pytest.skip("the real exports and reference data (../shared) are not on this machine")
    return folder


@pytest.fixture(scope="session", params=["en", "es"])
def workbooks(request: pytest.FixtureRequest) -> Path:
    """Return the folder of all demo workbooks, once in each language."""
    return prepared.workbooks(request.param)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start with the long files; the order within a file stays."""
    rank = {name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: rank.get(item.path.name, len(LONG)))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Leave nothing behind: the controlling process outlives its workers."""
    if not hasattr(session.config, "workerinput"):
        prepared.clean()
