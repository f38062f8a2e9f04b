"""Where processes are spawned and never forked (Windows), a batch works and a failing cell keeps its traceback."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import nbformat
import pytest
from batch_site import PRELOAD, Site

from smmkit.run import batch, inputs, pool


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    inputs.notebooks.cache_clear()
    monkeypatch.setenv("SMMKIT_PRELOAD", PRELOAD)
    monkeypatch.setattr(pool, "get_all_start_methods", lambda: ["spawn"])
    return Site(tmp_path)


def test_a_failing_cell_keeps_its_traceback_where_processes_are_spawned(site: Site) -> None:
    site.add_notebook("00_first", "print('first', client)", "def inner():\n    return {}['nothing there']\ninner()")
    site.add_client("alpha")
    outcomes = batch.run_batch(["alpha"], site.settings(), jobs=1, watch=lambda *_: None)
    failure = outcomes[0].failure
    assert failure is not None
    assert (failure.step, failure.message) == ("00_first", "KeyError: 'nothing there'")
    kept = nbformat.read(site.month("alpha") / "00_first.failed.ipynb", as_version=4)
    errors = [out for cell in kept.cells for out in cell.get("outputs", ()) if out.output_type == "error"]
    assert [error.ename for error in errors] == ["KeyError"]
    assert "inner" in "".join(errors[0].traceback)
    assert multiprocessing.active_children() == []


@pytest.mark.heavy
def test_a_batch_of_several_clients_does_the_same_where_processes_are_spawned(site: Site) -> None:
    site.add_notebook("00_first", "print('first', client)")
    site.add_notebook("01_second", "assert client != 'beta', 'no beta'")
    for slug in ("alpha", "beta", "gamma"):
        site.add_client(slug)
    outcomes = batch.run_batch(["alpha", "beta", "gamma"], site.settings(), jobs=2, watch=lambda *_: None)
    assert {one.client: one.status for one in outcomes} == {"alpha": "done", "beta": "failed", "gamma": "done"}
    again = batch.run_batch(["alpha", "gamma"], site.settings(), jobs=2, watch=lambda *_: None)
    assert {one.status for one in again} == {"up to date"}
