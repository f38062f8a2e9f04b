"""Whatever a notebook does to its process, the others finish, the old workbook stays, nothing is left behind."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from batch_site import PRELOAD, Site

from smmkit.run import batch, pool
from smmkit.run.tasks import Outcome

# What the client's folder asks the notebook to do, and what the summary must say of it.
MISHAPS = {
    "killed": ("os.kill(os.getpid(), signal.SIGKILL)", "memory ran out"),
    "segfault": ("ctypes.string_at(0)", "crashed .SIGSEGV"),
    "leaves": ("os._exit(4)", "exit code 4"),
    "raises": ("1 / 0", "ZeroDivisionError: division by zero"),
    "asks": (
        "from smmkit.errors import DataError; raise DataError('posts.csv: no dates. Export again.')",
        "^posts.csv: no dates",
    ),
    "loops": ("while True: time.sleep(0.01)", "longer than 10 s.*--timeout"),
    "stubborn": ("while True:\n try: time.sleep(60)\n except KeyboardInterrupt: pass", "longer than 10 s"),
    "greedy": ("resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30)); bytearray(64 << 30)", "MemoryError"),
    "full": (
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000)); wide = 'x' * 9000; print(wide)",
        "File too large.*run again",
    ),
    "reads-on": ("input('name? ')", "StdinNotImplementedError"),
}
# Only these wait for their limit; on a slow machine any other might meet it too.
ENDLESS = ("loops", "stubborn")
SLEEPER = "98761"
ACT = f"""import ctypes, os, resource, signal, subprocess, time
from pathlib import Path
left_running = subprocess.Popen(["sleep", "{SLEEPER}"])
gone_away = subprocess.Popen(["sleep", "{SLEEPER}"], start_new_session=True)
daemon = subprocess.run(["sh", "-c", "sleep {SLEEPER} &"], start_new_session=True)
wish = Path(os.environ["SMMKIT_DATA"], client, "wish.py")
if wish.exists():
    exec(wish.read_text())"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, dict[str, dict[str, bytes]], list[Outcome]]]:
    """Run every client once in peace and once with its mishap; two good ones beside them."""
    site = Site(tmp_path_factory.mktemp("failures"))
    site.add_notebook("00_first", "print('first', client)")
    site.add_notebook("01_second", "print('before')", ACT, "print('after')")
    for slug in [*MISHAPS, "good", "better"]:
        site.add_client(slug)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SMMKIT_PRELOAD", PRELOAD)
        patch.setattr(pool, "GRACE_SECONDS", 0.5)
        first = batch.run_batch([*MISHAPS, "good", "better"], site.settings(), jobs=2, watch=lambda *_: None)
        assert {outcome.status for outcome in first} == {"done"}, first
        before = {slug: contents(site.month(slug)) for slug in MISHAPS}
        for slug, (act, _) in MISHAPS.items():
            (site.clients / slug / "wish.py").write_text(act, encoding="utf-8")
            site.mark_imported(slug)
        rest = [slug for slug in MISHAPS if slug not in ENDLESS]
        found = batch.run_batch([*rest, "good"], site.settings(force=True), jobs=2, watch=lambda *_: None)
        hasty = site.settings(force=True, timeout=10.0)
        yield site, before, [*found, *batch.run_batch([*ENDLESS, "better"], hasty, jobs=2, watch=lambda *_: None)]


def contents(folder: Path) -> dict[str, bytes]:
    """Return the finished files of a month."""
    return {path.name: path.read_bytes() for path in folder.glob("*") if path.suffix in {".ipynb", ".html"}}


def outcome_of(outcomes: list[Outcome], client: str) -> Outcome:
    (found,) = [outcome for outcome in outcomes if outcome.client == client]
    return found


@pytest.mark.parametrize("client", MISHAPS)
def test_the_summary_names_notebook_cell_and_what_to_do(site, client: str) -> None:
    failure = outcome_of(site[2], client).failure
    assert failure is not None
    assert failure.step == "01_second"
    assert failure.cell == (None if client == "full" else 3)
    assert re.search(MISHAPS[client][1], failure.message), failure.message


@pytest.mark.parametrize("client", [slug for slug in MISHAPS if slug != "full"])
def test_the_failed_notebook_marks_the_cell_that_failed_and_those_never_run(site, client: str) -> None:
    failed = json.loads((site[0].month(client) / "01_second.failed.ipynb").read_text(encoding="utf-8"))
    states = [cell["metadata"]["papermill"]["status"] for cell in failed["cells"] if "papermill" in cell["metadata"]]
    assert states == ["completed"] * 4 + ["failed", "pending", "pending"]
    assert any("".join(o.get("text", "")) == "before\n" for cell in failed["cells"] for o in cell.get("outputs", []))


@pytest.mark.parametrize("client", MISHAPS)
def test_the_old_workbook_stays_whole(site, client: str) -> None:
    now = contents(site[0].month(client))
    for name in ("01_second.ipynb", "workbook.html"):
        assert now[name] == site[1][client][name]


def test_the_other_clients_finish(site) -> None:
    assert [outcome_of(site[2], name).status for name in ("good", "better")] == ["done", "done"]


def test_the_exit_code_is_one(site) -> None:
    assert batch.exit_code(site[2]) == 1


def test_no_process_and_no_temporary_file_is_left(site) -> None:
    assert [p.pid for p in psutil.process_iter(["cmdline"]) if p.info["cmdline"] == ["sleep", SLEEPER]] == []
    assert list(site[0].out.rglob(".writing-*")) == []
    assert list(site[0].out.rglob(".run.owner")) == []


def test_mending_the_cause_runs_only_what_failed_and_removes_the_failed_copy(site) -> None:
    place = site[0]
    (place.clients / "raises" / "wish.py").write_text("mended = True", encoding="utf-8")
    place.mark_imported("raises")
    (done,) = batch.run_batch(["raises"], place.settings(), jobs=1, watch=lambda *_: None)
    assert done.status == "done"
    assert not (place.month("raises") / "01_second.failed.ipynb").exists()


def test_a_folder_that_cannot_be_written_fails_its_client_alone(site) -> None:
    place = site[0]
    settings = place.settings().with_out(str(place.root / "elsewhere"))
    (place.root / "elsewhere").mkdir()
    (place.root / "elsewhere" / "good").write_text("a file where the client's folder should be", encoding="utf-8")
    (failed,) = batch.run_batch(["good"], settings, jobs=1, watch=lambda *_: None)
    assert failed.failure is not None
    assert "--out" in failed.failure.message


def test_a_notebook_without_the_three_parameters_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from torture import write_notebook

    monkeypatch.setenv("SMMKIT_PRELOAD", PRELOAD)
    site = Site(tmp_path)
    site.notebooks.mkdir()
    write_notebook(site.notebooks / "00_bare.ipynb", ["1"], parameters=False)
    site.add_client("solo")
    (failed,) = batch.run_batch(["solo"], site.settings(), jobs=1, watch=lambda *_: None)[:1]
    assert failed.failure is not None
    assert "'parameters' does not set client, period, lang" in failed.failure.message
    assert os.environ.get("SMMKIT_OUT") is None
