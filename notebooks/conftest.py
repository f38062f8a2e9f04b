"""nbval compares what a notebook says; pictures and HTML have tests of their own."""

from __future__ import annotations

import os
from typing import Any

import prepared
import pytest

SKIPPED = ("text/html", "image/png", "stderr", "application/vnd.jupyter.widget-view+json")


def pytest_collectstart(collector: Any) -> None:
    """Leave pictures, HTML and warnings out of the comparison."""
    if getattr(collector, "path", None) is not None and collector.path.suffix == ".ipynb":
        collector.skip_compare += SKIPPED


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Give every notebook the month the ones before it left, so that each runs alone and in any order."""
    if item.path.suffix == ".ipynb":
        os.environ["SMMKIT_DATA"] = str(prepared.ROOT / "data")
        os.environ["SMMKIT_OUT"] = str(prepared.workbooks("en"))
