"""What is up to date is left alone; what is not says why. No process is started here: a chain is driven by hand."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from batch_site import Site
from bench.many import clone_clients, clone_workbook
from effort import unit

from smmkit.errors import ConfigError, RunError
from smmkit.run import batch, inputs
from smmkit.run.chain import client_chain
from smmkit.run.locks import locked
from smmkit.run.month import plan
from smmkit.run.tasks import Done, Failure, Outcome, Settings


@pytest.fixture
def site(tmp_path: Path) -> Site:
    inputs.notebooks.cache_clear()
    site = Site(tmp_path)
    for name in ("00_first", "01_second", "02_third"):
        site.add_notebook(name, f"'{name}'")
    site.add_client("alpha")
    return site


def drive(client: str, settings: Settings, *, evidence: str = "[]", fail: str = "") -> Outcome:
    """Play the processes: each step leaves its file and its part of the ledger."""
    inputs.notebooks.cache_clear()
    chain = client_chain(client, settings)
    done: Done | None = None
    while True:
        try:
            task = next(chain) if done is None else chain.send(done)
        except StopIteration as end:
            return end.value[-1]
        out = Path(settings.out) / client / "2026-10"
        done = (
            Done(failure=Failure(task.name, "it broke", 2))
            if task.name == fail
            else Done({"output": f"{time.monotonic_ns()}"})
        )
        if task.kind == "notebook" and not done.failure:
            (out / "ledger").mkdir(parents=True, exist_ok=True)
            (out / "ledger" / f"{task.name[:2]}.json").write_text(evidence, encoding="utf-8")
            (out / f"{task.name}.ipynb").write_text("{}", encoding="utf-8")
        if task.kind == "report":
            (out / "workbook.html").write_text("", encoding="utf-8")


def reasons(site: Site, **changes: object) -> dict[str, str]:
    inputs.notebooks.cache_clear()
    return {step.name: f"{step.action}: {step.reason}" for step in plan("alpha", site.settings(**changes))}


ALL = ("00_first", "01_second", "02_third", "report")


def test_a_first_run_runs_everything_and_a_second_nothing(site: Site) -> None:
    assert drive("alpha", site.settings()).ran == ALL
    again = drive("alpha", site.settings())
    assert (again.status, again.ran, again.skipped) == ("up to date", (), 4)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda site: (site.clients / "alpha/exports/costs.csv").open("a").write("x"), "exports/costs.csv changed"),
        (lambda site: (site.clients / "alpha/exports/new.csv").write_text("x"), "exports/new.csv is new"),
        (lambda site: (site.clients / "alpha/exports/costs.csv").unlink(), "exports/costs.csv is gone"),
        (lambda site: (site.clients / "alpha/plan.toml").write_text("x"), "plan.toml is new"),
        (lambda site: (site.clients / "alpha/client.toml").open("a").write("\n"), "client.toml changed"),
    ],
    ids=["changed", "new", "gone", "plan", "brief"],
)
def test_a_change_of_the_clients_files_runs_everything_and_is_named(site: Site, change, reason: str) -> None:
    drive("alpha", site.settings())
    change(site)
    site.mark_imported("alpha")
    assert reasons(site)["00_first"] == f"run: {reason}"
    assert drive("alpha", site.settings()).ran == ALL


def test_a_file_touched_but_not_changed_runs_nothing(site: Site) -> None:
    drive("alpha", site.settings())
    (site.clients / "alpha/exports/costs.csv").touch()
    assert drive("alpha", site.settings()).status == "up to date"


def test_touching_one_export_of_one_client_reruns_exactly_that_client(site: Site) -> None:
    for slug in ("beta", "gamma"):
        site.add_client(slug)
    clients = ("alpha", "beta", "gamma")
    [drive(slug, site.settings()) for slug in clients]
    (site.clients / "beta/exports/costs.csv").write_text("other", encoding="utf-8")
    site.mark_imported("beta")
    assert [drive(slug, site.settings()).status for slug in clients] == ["up to date", "done", "up to date"]


def test_a_changed_notebook_runs_and_the_later_ones_only_if_its_evidence_changed(site: Site) -> None:
    drive("alpha", site.settings())
    site.add_notebook("01_second", "'other words'")
    assert reasons(site) == {
        "00_first": "skip: up to date",
        "01_second": "run: notebook changed",
        "02_third": "wait: rests on 01_second (which runs first)",
        "report": "run: rests on 01_second",
    }
    assert drive("alpha", site.settings()).ran == ("01_second", "report")
    site.add_notebook("01_second", "'again'")
    assert drive("alpha", site.settings(), evidence='["new"]').ran == ("01_second", "02_third", "report")


def test_outputs_of_a_committed_notebook_are_no_change(site: Site) -> None:
    drive("alpha", site.settings())
    path = site.notebooks / "00_first.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][2]["execution_count"] = 7
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert drive("alpha", site.settings()).status == "up to date"


def test_a_missing_result_another_language_and_force_are_reasons(site: Site) -> None:
    drive("alpha", site.settings())
    (site.month("alpha") / "02_third.ipynb").unlink()
    assert reasons(site)["02_third"] == "run: 02_third.ipynb is missing"
    assert reasons(site, lang="en")["00_first"] == "run: parameters changed"
    assert reasons(site, force=True)["00_first"] == "run: --force"


def test_a_failed_step_runs_again_and_the_chain_stopped_there(site: Site) -> None:
    failed = drive("alpha", site.settings(), fail="01_second")
    assert failed.status == "failed"
    assert failed.ran == ("00_first", "01_second")
    record = json.loads((site.month("alpha") / "run.json").read_text(encoding="utf-8"))
    assert (record["status"], record["error"]) == ("failed", "01_second, cell 2: it broke")
    assert reasons(site)["01_second"] == "run: did not finish last time"
    assert drive("alpha", site.settings()).ran == ("01_second", "02_third", "report")


def test_exports_that_could_not_be_read_are_on_record_until_they_can(site: Site) -> None:
    drive("alpha", site.settings())
    export = site.clients / "alpha/exports/costs.csv"
    before, month = export.read_bytes(), (site.month("alpha") / "run.json").read_bytes()
    export.write_text("broken", encoding="utf-8")
    assert drive("alpha", site.settings(), fail="import").ran == ()
    record = json.loads((site.out / "alpha/run.json").read_text(encoding="utf-8"))
    assert (record["status"], record["error"]) == ("failed", "import, cell 2: it broke")
    assert (site.month("alpha") / "run.json").read_bytes() == month
    export.write_bytes(before)
    again = drive("alpha", site.settings())
    assert (again.status, again.ran) == ("done", ())
    assert not (site.out / "alpha/run.json").exists()


def test_only_runs_the_notebooks_named(site: Site) -> None:
    drive("alpha", site.settings())
    assert drive("alpha", site.settings(only=("01",), force=True)).ran == ("01_second", "report")


def test_a_dry_run_writes_nothing(site: Site) -> None:
    before = sorted(site.root.rglob("*"))
    assert reasons(site)["00_first"] == "run: never run"
    assert sorted(site.root.rglob("*")) == before


def test_a_broken_record_is_an_empty_one(site: Site) -> None:
    drive("alpha", site.settings())
    (site.month("alpha") / "run.json").write_text("{", encoding="utf-8")
    assert drive("alpha", site.settings()).ran == ALL


def test_a_locked_client_fails_with_the_owner_named(site: Site) -> None:
    with locked(site.out / "alpha"):
        outcome = drive("alpha", site.settings())
    assert outcome.failure is not None
    assert "another run is writing this client (process" in outcome.failure.message


def test_unknown_names_are_refused_with_the_nearest(site: Site) -> None:
    with pytest.raises(ConfigError, match=r"Did you mean 'alpha'\?"):
        batch.chosen_clients(["alpa"], site.clients)
    with pytest.raises(ConfigError, match="no notebook '42'"):
        batch.check_numbers(["42"], site.notebooks)
    assert batch.check_numbers(["1", "02_third"], site.notebooks) == ("01", "02")


def test_a_folder_without_notebooks_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"no notebook named NN_name\.ipynb"):
        inputs.notebooks(tmp_path)


def command(site: Site, *arguments: str) -> dict[str, Any]:
    """Run the command as a user does; return what it says, with the CPU seconds of everything it started."""
    import resource  # of POSIX alone, as is the heavy test that counts by it

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    folders = ["--data", str(site.root / "many"), "--out", str(site.out), "--period", "2026-10", "--json"]
    words = [sys.executable, "-m", "smmkit.cli", "run", *arguments, *folders]
    done = subprocess.run(words, env=site.environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return json.loads(done.stdout) | {"cpu": sum(after[:2]) - sum(before[:2])}


@pytest.mark.heavy
def test_a_thousand_clients_with_nothing_to_do_take_little_and_one_changed_export_runs_one_client(
    site: Site,
) -> None:
    site.add_client("model")
    for number in range(20):
        (site.clients / f"model/exports/{number}.csv").write_text("a,b\n1,2\n" * 500, encoding="utf-8")
    clone_clients([site.clients / "model"], site.root / "many", 1)
    command(site, "client-0000")
    names = clone_clients([site.clients / "model"], site.root / "more", 1001)[1:]
    [(site.root / "more" / name).rename(site.root / "many" / name) for name in names]
    clone_workbook(site.out / "client-0000", site.out, names)
    before = unit()
    quiet = command(site, "--all")
    assert [client["status"] for client in quiet["clients"]] == ["up to date"] * 1001
    assert quiet["cpu"] <= 20 * max(before, unit())
    changed = site.root / "many/client-0500/exports/costs.csv"
    content = changed.read_text(encoding="utf-8")
    changed.unlink()
    changed.write_text(content + content.splitlines()[-1].replace("10-30", "10-29") + "\n", encoding="utf-8")
    ran = [client["client"] for client in command(site, "--all")["clients"] if client["ran"]]
    assert ran == ["client-0500"]
