"""A month that is refused costs nothing else: no page is written for what changed nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from smmkit.run import batch
from smmkit.run.tasks import Failure, Outcome, Settings


@pytest.mark.parametrize(
    ("step", "page", "written"), [("period", True, 0), ("period", False, 1), ("06_budget_allocation", True, 1)]
)
def test_the_page_over_all_clients_is_not_written_for_a_refused_month(
    step: str, page: bool, written: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[object] = []
    monkeypatch.setattr(batch, "run_chains", lambda pages, **_: begun.extend(pages) or [])
    if page:
        (tmp_path / batch.PORTFOLIO).write_text("<!doctype html>", encoding="utf-8")
    refused = Outcome("cafe", "2031-01", "failed", failure=Failure(step, "the exports hold nothing of 2031-01"))
    batch.write_page(
        [refused, Outcome("shop", "2026-10", "up to date")],
        Settings(data=tmp_path, out=str(tmp_path), notebooks=tmp_path),
    )
    assert len(begun) == written
