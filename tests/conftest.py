"""Fixtures every test may ask for."""

from __future__ import annotations

from pathlib import Path

import prepared
import pytest

ROOT = Path(__file__).resolve().parents[1]


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


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Leave nothing behind: the controlling process outlives its workers."""
    if not hasattr(session.config, "workerinput"):
        prepared.clean()
