"""`smmkit run` at the terminal: exit codes, wrong usage, what is printed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from batch_site import PRELOAD, Site
from test_run_signals import until

from smmkit.cli import main
from smmkit.report import write_portfolio
from smmkit.run import batch, inputs


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    inputs.notebooks.cache_clear()
    site = Site(tmp_path)
    site.add_notebook("00_first", "print('first', client, lang)")
    site.add_client("alpha")
    monkeypatch.setenv("SMMKIT_NOTEBOOKS", str(site.notebooks))
    monkeypatch.setenv("SMMKIT_PRELOAD", PRELOAD)
    return site


def call(site: Site, *arguments: str) -> int:
    """Run the command in this process and return its exit code."""
    with pytest.raises(SystemExit) as stop:
        main(["run", *arguments, "--data", str(site.clients), "--out", str(site.out)])
    return int(stop.value.code or 0)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["alfa"], "Did you mean 'alpha'?"),
        ([], "Name clients, or --all"),
        (["alpha", "--all"], "not both"),
        (["alpha", "--period", "2026-13"], "not a month"),
        (["alpha", "--only", "77"], "no notebook '77'"),
        (["alpha", "--jobs", "0"], "0 is not in the range"),
        (["alpha", "--lang", "fr"], "'fr' is not one of"),
    ],
)
def test_wrong_usage_is_one_sentence_and_exit_code_two(site: Site, arguments: list[str], sentence: str, capsys) -> None:
    assert call(site, *arguments) == 2
    assert sentence in capsys.readouterr().err


def test_a_run_its_json_and_the_next_one_with_nothing_to_do(site: Site, capsys) -> None:
    assert call(site, "--all", "--json") == 0
    first = json.loads(capsys.readouterr().out)
    assert [client["ran"] for client in first["clients"]] == [["00_first", "report"]]
    notebook = json.loads((site.month("alpha") / "00_first.ipynb").read_text(encoding="utf-8"))
    texts = ["".join(out.get("text", "")) for cell in notebook["cells"] for out in cell.get("outputs", [])]
    assert "first alpha es\n" in texts
    record = json.loads((site.month("alpha") / "run.json").read_text(encoding="utf-8"))
    assert (record["status"], record["data"], record["out"]) == ("done", str(site.clients), str(site.out))
    assert (site.out / "index.html").is_file()
    assert call(site, "alpha") == 0
    assert "0 done, 1 up to date, 0 failed" in capsys.readouterr().out


def test_a_dry_run_gives_each_step_its_reason(site: Site, capsys) -> None:
    assert call(site, "alpha", "--dry-run", "--json") == 0
    (client,) = json.loads(capsys.readouterr().out)["clients"]
    assert client["steps"][0] == {"step": "00_first", "action": "run", "reason": "never run"}


def test_a_failure_is_exit_code_one_with_place_and_sentence(site: Site, capsys) -> None:
    site.add_notebook(
        "00_first", "from smmkit.errors import DataError", "raise DataError('posts.csv: empty. Export it again.')"
    )
    inputs.notebooks.cache_clear()
    assert call(site, "alpha") == 1
    printed = capsys.readouterr().out
    assert "alpha: 00_first, cell 3 (cell-3)" in printed
    assert "posts.csv: empty. Export it again." in printed
    assert "Traceback" not in printed


def test_a_client_whose_exports_cannot_be_read_is_on_the_portfolio_with_its_sentence(site: Site, capsys) -> None:
    site.add_client("beta")
    brief = site.clients / "beta/client.toml"
    whole = brief.read_text(encoding="utf-8")
    brief.write_text(whole + "margin = ", encoding="utf-8")
    site.add_client("gamma")
    (site.clients / "gamma/exports/costs.csv").write_text("nothing,known\n1,2\n", encoding="utf-8")
    assert call(site, "--all") == 1
    assert "beta: reading the exports" in capsys.readouterr().out
    page = (site.out / "index.html").read_text(encoding="utf-8")
    lines = dict(re.findall(r'<tr data-name="(\w+)"(.*?)</tr>', page, flags=re.S))
    assert 'data-kinds="failed"' not in lines["alpha"]
    assert re.search(r'data-kinds="failed".*<small>import: .*client\.toml.*<td>–</td>', lines["beta"])
    assert re.search(r'data-kinds="failed".*<small>import: .*exports', lines["gamma"])
    assert page.index('data-name="beta"') < page.index('data-name="alpha"')
    brief.write_text(whole, encoding="utf-8")
    assert call(site, "beta") == 0
    page = (site.out / "index.html").read_text(encoding="utf-8")
    assert "client.toml" not in page
    assert not (site.out / "beta/run.json").exists()


@pytest.mark.parametrize("status", ["stopped", "running"])
def test_a_run_cut_short_is_not_called_finished(site: Site, status: str) -> None:
    assert call(site, "alpha") == 0
    path = site.month("alpha") / "run.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(record | {"status": status}), encoding="utf-8")
    page = write_portfolio(site.out, "en").read_text(encoding="utf-8")
    assert "Stopped before its end." in page
    assert "Finished: 0." in page


def test_the_exercises_are_left_out_and_the_prose_is_translated(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    from torture import write_notebook

    from smmkit.run.prepare import prepared
    from smmkit.text import Text

    path = write_notebook(site.notebooks / "01_exercise.ipynb", ["1 / 0", "2"], tags={0: ["teaching"]})
    monkeypatch.setattr(Text, "word", lambda self, value: value.replace("A notebook", "Un cuaderno"))
    notebook = prepared(path, Text("es", country="ES", currency="EUR"))
    assert [cell.source for cell in notebook.cells if cell.cell_type == "markdown"] == ["# Un cuaderno"]
    assert "1 / 0" not in [cell.source for cell in notebook.cells]


def test_fail_fast_starts_nothing_more(site: Site) -> None:
    site.add_notebook("00_first", "1 / 0")
    for slug in ("beta", "gamma"):
        site.add_client(slug)
    inputs.notebooks.cache_clear()
    outcomes = batch.run_batch(
        ["alpha", "beta", "gamma"], site.settings(), jobs=1, watch=lambda *_: None, fail_fast=True
    )
    assert [outcome.client for outcome in outcomes] == ["alpha"]


def test_the_command_answers_at_once_and_imports_nothing_heavy() -> None:
    check = (
        "import sys, smmkit.cli, smmkit.engine; assert not {'pandas', 'papermill', 'rich', 'numpy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", check], check=True)


@pytest.mark.heavy
def test_plain_papermill_does_the_same_with_a_limit_for_every_cell(site: Site) -> None:
    site.add_notebook(
        "00_first", "import os, time", "if client == 'beta': time.sleep(60)", "if client == 'gamma': os._exit(3)"
    )
    for slug in ("beta", "gamma"):
        site.add_client(slug)
    inputs.notebooks.cache_clear()
    settings = site.settings(engine="nbclient", timeout=4.0)
    outcomes = batch.run_batch(["alpha", "beta", "gamma"], settings, jobs=2, watch=lambda *_: None)
    found = {outcome.client: outcome for outcome in outcomes}
    assert found["alpha"].status == "done", found["alpha"]
    assert [found[name].failure.cell for name in ("beta", "gamma")] == [3, 4]
    failed = json.loads((site.month("gamma") / "00_first.failed.ipynb").read_text(encoding="utf-8"))
    states = [cell["metadata"]["papermill"]["status"] for cell in failed["cells"] if "papermill" in cell["metadata"]]
    assert states[-2:] == ["failed", "pending"]


@pytest.mark.heavy
def test_a_hundred_parallel_runs_end_without_one_failure(site: Site) -> None:
    site.add_notebook("01_second", "from IPython.display import Markdown", "print('x' * 9000)", "Markdown('*last*')")
    inputs.notebooks.cache_clear()
    names = [f"client-{number}" for number in range(6)]
    [site.add_client(name) for name in names]
    for _ in range(100):
        outcomes = batch.run_batch(names, site.settings(force=True), jobs=6, watch=lambda *_: None)
        assert [(o.status, o.ran) for o in outcomes] == [("done", ("00_first", "01_second", "report"))] * len(names)
        for name in names:
            cells = json.loads((site.month(name) / "01_second.ipynb").read_text(encoding="utf-8"))["cells"]
            assert [len(cell.get("outputs", [])) for cell in cells][-3:] == [1, 1, 1]
    # What is left are the two of multiprocessing's own: one forks, one tidies up.
    until(lambda: len(psutil.Process().children(recursive=True)) <= 2)
