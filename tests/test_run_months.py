"""Months in any order, several at once, none that is not there; a month counts only as its run left it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from batch_site import Site
from ledgers import chain
from test_run_staleness import ALL, drive

from smmkit import inventory, month_folder
from smmkit.cli import main
from smmkit.errors import ConfigError, PeriodError
from smmkit.inventory import Index
from smmkit.ledger import records
from smmkit.ledger.store import rewrite_merged
from smmkit.period import check_covered, month_span
from smmkit.report import write_portfolio
from smmkit.run import inputs
from smmkit.run.chain import client_chain
from smmkit.run.month import plan
from smmkit.run.tasks import Done, Outcome

EVIDENCE = records.dump(chain(period="2026-10").values())


@pytest.fixture
def site(tmp_path: Path) -> Site:
    inputs.notebooks.cache_clear()
    site = Site(tmp_path)
    for name in ("00_first", "01_second", "02_third"):
        site.add_notebook(name, f"'{name}'")
    site.add_client("alpha")
    index = Index.read(site.out / "alpha" / inventory.INDEX)
    index.facts["months"] = ["2026-07", "2026-08", "2026-10"]
    index.write()
    return site


def months(site: Site, *periods: str) -> list[Outcome]:
    """Drive a client through several months."""
    chain, done = client_chain("alpha", site.settings(period=None, periods=periods)), None
    while True:
        try:
            task = next(chain) if done is None else chain.send(done)
        except StopIteration as end:
            return list(end.value)
        out = site.out / "alpha" / str(task.period)
        (out / "ledger").mkdir(parents=True, exist_ok=True)
        name = "workbook.html" if task.kind == "report" else f"{task.name}.ipynb"
        (out / name).write_text("{}", encoding="utf-8")
        (out / "ledger" / f"{task.name[:2]}.json").write_text("[]", encoding="utf-8")
        done = Done({"output": name})


def test_months_are_run_in_order_and_one_that_is_not_there_is_refused_and_leaves_nothing(site: Site) -> None:
    found = months(site, "2026-08", "2026-09", "2026-10")
    assert [(each.period, each.status) for each in found] == [
        ("2026-08", "done"),
        ("2026-09", "failed"),
        ("2026-10", "done"),
    ]
    assert found[1].failure is not None
    said = (
        "alpha: the exports hold nothing of 2026-09 (they reach from 2026-07 to 2026-10). Choose a month with --period."
    )
    assert found[1].failure.message == said
    assert not (site.out / "alpha/2026-09").exists()
    assert months(site, "2026-07")[0].ran == ALL
    assert [step.action for step in plan("alpha", site.settings(period="2030-01"))] == ["refuse"]


def test_a_span_names_every_month_between(site: Site) -> None:
    assert [str(each) for each in month_span("2026-11:2027-02")] == ["2026-11", "2026-12", "2027-01", "2027-02"]
    with pytest.raises(ConfigError, match="ends before it begins"):
        month_span("2026-10:2026-07")
    check_covered("alpha", "2030-01", [])
    with pytest.raises(PeriodError):
        check_covered("alpha", "2030-01", ["2026-10"])


def finished(site: Site) -> Path:
    """Return a month that stands, with a ledger a command can read."""
    assert drive("alpha", site.settings(), evidence=EVIDENCE).status == "done"
    out = site.month("alpha")
    rewrite_merged(out)
    (out / "run.json").unlink()
    assert drive("alpha", site.settings(), evidence=EVIDENCE).status == "done"
    return out


def said_by(site: Site, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as stop:
        main([*words, "--data", str(site.clients), "--out", str(site.out)])
    told = capsys.readouterr()
    return int(str(stop.value.code or 0)), told.out + told.err


def test_the_record_is_written_last_and_names_every_file_of_the_month(site: Site) -> None:
    out = finished(site)
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    files = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file() and path.name[0] != "."}
    assert record["status"] == "done"
    assert set(record["files"]) == files - {"run.json"}
    assert set(record["inputs"]) == {"client.toml", "exports/costs.csv"}
    assert max(files, key=lambda name: (out / name).stat().st_mtime_ns) == "run.json"


@pytest.mark.parametrize("file", ["ledger.json", "ledger/01.json", "workbook.html", "01_second.ipynb"])
def test_a_month_with_a_file_of_another_state_is_refused_by_name_and_mended_by_a_run(
    site: Site, capsys: pytest.CaptureFixture[str], file: str
) -> None:
    out = finished(site)
    assert said_by(site, capsys, "plan", "alpha")[0] == 0
    before = (out / file).read_text(encoding="utf-8")
    (out / file).write_text(before.replace("450.0", "4500.0") + " ", encoding="utf-8")
    for words in (["plan", "alpha"], ["trace", "alpha", "EV-x"], ["approve", "alpha", "BL-x", "--by", "approver"]):
        code, said = said_by(site, capsys, *words)
        assert code == 1
        assert f"{file} is not as the run left it" in said
        assert f"smmkit run alpha --period 2026-10 --data {site.clients} --out {site.out}" in said
    page = write_portfolio(site.out, "en").read_text(encoding="utf-8")
    assert f"{file} is not as the run left it" in page
    assert drive("alpha", site.settings(), evidence=EVIDENCE).status == "done"
    assert said_by(site, capsys, "plan", "alpha")[0] == 0
    if file.startswith("ledger"):
        assert (out / file).read_text(encoding="utf-8") == before
        assert '"value": 450.0' in before


@pytest.mark.parametrize("status", ["running", "stopped", "failed", "partial"])
def test_a_month_whose_run_did_not_come_to_its_end_is_refused(
    site: Site, capsys: pytest.CaptureFixture[str], status: str
) -> None:
    out = finished(site)
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    (out / "run.json").write_text(json.dumps(record | {"status": status}), encoding="utf-8")
    code, said = said_by(site, capsys, "plan", "alpha")
    assert (code, f"run.json says '{status}'" in said) == (1, True)
    # Nothing is stale, so the run has nothing to do but to say that the month is there.
    again = drive("alpha", site.settings())
    assert (again.status, again.ran) == ("done", ())
    assert said_by(site, capsys, "plan", "alpha")[0] == 0


def test_an_export_that_changed_is_named_and_one_more_is_no_reason(site: Site, capsys) -> None:
    finished(site)
    (site.clients / "alpha/exports/more.csv").write_text("a,b\n", encoding="utf-8")
    (site.clients / "alpha/plan.toml").write_text("", encoding="utf-8")
    assert said_by(site, capsys, "plan", "alpha")[0] == 0
    (site.clients / "alpha/exports/costs.csv").write_text("other", encoding="utf-8")
    code, said = said_by(site, capsys, "plan", "alpha")
    assert (code, "exports/costs.csv has changed since the run" in said) == (1, True)


def test_what_leaves_the_house_waits_until_the_month_is_in_step(site: Site) -> None:
    finished(site)
    (site.clients / "alpha/exports/costs.csv").write_text("other", encoding="utf-8")
    site.mark_imported("alpha")
    before = (site.month("alpha") / "workbook.html").stat().st_mtime_ns
    part = drive("alpha", site.settings(only=("02",)))
    assert part.ran == ("02_third",)
    assert (site.month("alpha") / "workbook.html").stat().st_mtime_ns == before
    assert month_folder.read_record(site.month("alpha"))["status"] == "partial"


def test_same_size_and_time_with_other_content_is_noticed_when_asked(site: Site) -> None:
    import os

    finished(site)
    for path in (site.clients / "alpha/exports/costs.csv", site.month("alpha") / "01_second.ipynb"):
        state = path.stat()
        path.write_bytes(path.read_bytes()[::-1])
        os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert drive("alpha", site.settings()).status == "up to date"
    site.mark_imported("alpha")
    steps = plan("alpha", site.settings(check_content=True))
    assert {step.action for step in steps} == {"run"}


def test_a_month_rests_on_the_one_before_and_is_stale_when_that_one_changes(site: Site) -> None:
    months(site, "2026-07", "2026-08")
    assert set(reasons(site).values()) == {"up to date"}
    path = site.out / "alpha/2026-07/run.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["steps"]["00_first"]["evidence"] = "another result"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert "ledger of 2026-07 changed" in reasons(site)["00_first"]
    months(site, "2026-08")
    assert set(reasons(site).values()) == {"up to date"}


def reasons(site: Site) -> dict[str, str]:
    """Return why each step of August would run, or that it would not."""
    return {step.name: step.reason for step in plan("alpha", site.settings(period="2026-08"))}
