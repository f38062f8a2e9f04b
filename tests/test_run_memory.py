"""No export takes the machine's memory; no half of a file is kept; one export under two clients is named."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from batch_site import PRELOAD, Site
from drops import brief
from rich.console import Console

from smmkit.client import load_client
from smmkit.run import batch, inputs, memory, progress, shared_exports
from smmkit.run.tasks import Outcome
from smmkit.sources import import_client, importer
from smmkit.sources.kinds import KINDS
from smmkit.sources.reader import read_file
from smmkit.text import Text

ROWS = 600_000


def acme(folder: Path) -> Path:
    client = folder / "acme"
    (client / "exports").mkdir(parents=True)
    (client / "client.toml").write_text(brief(), encoding="utf-8")
    return client


def read_under_limit(connection: Connection, folder: Path, megabytes: str) -> None:
    client = load_client(folder)
    read_file(folder / "exports" / "warm.csv", client, KINDS)  # what reading needs once: modules, threads
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(memory.VARIABLE, megabytes)
        assert memory.bound_memory() is not None
    report = read_file(folder / "exports" / "x.csv", client, KINDS).report
    connection.send(Text("en")(report.refused) if report.refused else "read")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits what a process holds")
@pytest.mark.parametrize(("megabytes", "said"), [("24", "needs more memory than there is"), ("4000", "read")])
def test_a_file_that_needs_more_memory_than_there_is_is_refused_in_a_sentence(
    tmp_path: Path, megabytes: str, said: str
) -> None:
    folder = acme(tmp_path)
    (folder / "exports" / "warm.csv").write_bytes(b"Date,Views\n2026-09-01,10000000\n")
    (folder / "exports" / "x.csv").write_bytes(b"Date,Views\n" + b"2026-09-01,10000000\n" * ROWS)
    context = multiprocessing.get_context("spawn")  # a fork would inherit memory this process has set free
    reader, writer = context.Pipe(duplex=False)
    process = context.Process(target=read_under_limit, args=(writer, folder, megabytes))
    process.start()
    writer.close()
    told = reader.recv() if reader.poll(60) else "nothing"
    process.join(10)
    assert said in told


def test_what_is_asked_for_goes_before_what_the_machine_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(memory.VARIABLE, "512")
    assert memory.memory() == 512 << 20
    monkeypatch.delenv(memory.VARIABLE)
    assert (memory.memory() or 0) >= 1 << 30


def completed_while_read(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Do something after the files were read and before the import is kept."""
    read = importer.read_exports

    def slow(*told: object, **more: object) -> object:
        found = read(*told, **more)  # type: ignore[arg-type]
        act()
        return found

    monkeypatch.setattr(importer, "read_exports", slow)


def test_a_table_filled_in_while_the_others_were_read_is_read_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = acme(tmp_path)
    (folder / "exports" / "yt.csv").write_text("Date,Views\n2026-03-01,5\n", encoding="utf-8")
    costs = folder / "exports" / "costs.csv"
    costs.write_text("# what things cost\nday,line,kind,amount\n", encoding="utf-8")
    with monkeypatch.context() as patch:
        row = "day,line,kind,amount\n2026-03-01,photos,production,5\n"
        completed_while_read(patch, lambda: costs.write_text(row, encoding="utf-8"))
        assert "costs" not in import_client(load_client(folder), tmp_path / "out").tables
    assert "costs" in import_client(load_client(folder), tmp_path / "out").tables


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    inputs.notebooks.cache_clear()
    monkeypatch.setenv("SMMKIT_PRELOAD", PRELOAD)
    return Site(tmp_path)


def test_a_batch_names_the_export_that_lies_under_two_clients(site: Site) -> None:
    for slug in ("alpha", "beta", "gamma"):
        site.add_client(slug)
        (site.clients / slug / "exports/costs.csv").write_text(f"day,line,kind,amount\n# {slug}\n", encoding="utf-8")
        (site.clients / slug / "exports/README.txt").write_text("Put the files here.\n", encoding="utf-8")
    for slug in ("alpha", "gamma"):
        (site.clients / slug / "exports/views.csv").write_text("Date,Views\n2026-03-01,5\n", encoding="utf-8")
    for slug in ("alpha", "beta", "gamma"):
        site.mark_imported(slug)
    outcomes = [Outcome(slug, "2026-10", "done") for slug in ("alpha", "beta", "gamma")]
    found = {one.client: one.warnings for one in shared_exports.warned(outcomes, site.settings())}
    assert found["beta"] == ()
    assert "alpha: views.csv, gamma: views.csv" in found["alpha"][0]
    assert found["gamma"] == found["alpha"]
    quiet = [Outcome(slug, "2026-10", "up to date") for slug in ("alpha", "gamma")]
    assert shared_exports.warned(quiet, site.settings()) == quiet
    assert batch.warned is shared_exports.warned


def test_what_holds_for_all_months_of_a_client_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    files = {"used": 3, "asked": 0, "refused": 1}
    months = [Outcome("alpha", f"2026-0{month}", "done", files=files, warnings=("no logo",)) for month in (7, 8, 9)]
    progress.print_summary(Console(), months, "out", 1.0, Text("en"))
    told = capsys.readouterr().out
    assert told.count("Exports: 3 used, 0 asked about, 1 refused.") == 1
    assert told.count("alpha: no logo") == 1
