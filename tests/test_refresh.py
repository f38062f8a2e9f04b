"""A new notebook starts in the house style, and a refresh runs no more than it must."""

from __future__ import annotations

from pathlib import Path

import nbformat
import prepared
import pytest
import refresh
import test_notebook_style
from skeleton import new_notebook

HELD = [name for name in dir(test_notebook_style.TestAnatomy) if name.startswith("test_")]
# What only running it gives.
RUN = {"test_it_is_committed_executed_with_text_outputs_only"}


@pytest.mark.parametrize("name", sorted(set(HELD) - RUN))
def test_a_skeleton_is_in_the_house_style(name: str, tmp_path: Path) -> None:
    path = new_notebook(tmp_path, "07_campaign_content_plan")
    nbformat.validate(nbformat.read(path, as_version=4))
    getattr(test_notebook_style.TestAnatomy(), name)(path)


def test_a_skeleton_takes_no_other_notebooks_place(tmp_path: Path) -> None:
    new_notebook(tmp_path, "07_plan")
    with pytest.raises(SystemExit, match="there already"):
        new_notebook(tmp_path, "07_plan")
    with pytest.raises(SystemExit, match="number and subject"):
        new_notebook(tmp_path, "../evil")


def test_only_what_comes_before_a_notebook_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked, ran = [], []
    monkeypatch.setattr(prepared, "generate", lambda *words, only: asked.append(only))
    monkeypatch.setattr(refresh, "refresh", lambda path: ran.append(path.name[:2]))
    for name in ("SMMKIT_DATA", "SMMKIT_OUT", "SMMKIT_RUN_TOKEN"):
        monkeypatch.setenv(name, "")
    notebooks = sorted((refresh.ROOT / "notebooks").glob("[0-9]*.ipynb"))
    refresh.refresh_all([path for path in notebooks if path.name[:2] == "02"])
    assert (asked, ran) == ([["00", "01"]], ["02"])
    refresh.refresh_all(notebooks[:2])
    assert (len(asked), ran) == (1, ["02", "00", "01"])
