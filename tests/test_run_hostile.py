"""One client's odd files, a lost process or a lost storage are that client's trouble and nobody else's."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest
from batch_site import PRELOAD, Site

from smmkit.cli.language import spoken
from smmkit.errors import ConfigError
from smmkit.files import content_digest, digest, inert
from smmkit.inventory import Index, client_inputs
from smmkit.run import batch, inputs, pool

ESCAPE = "\x1b[2Jcosts\x1b]0;title\x07.csv"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    inputs.notebooks.cache_clear()
    site = Site(tmp_path)
    site.add_notebook("00_first", "print('first', client)")
    monkeypatch.setenv("SMMKIT_PRELOAD", PRELOAD)
    return site


def test_odd_files_are_known_by_a_name_that_can_be_kept_and_only_regular_ones_of_the_client_count(site: Site) -> None:
    site.add_client("alpha")
    exports = site.clients / "alpha/exports"
    secret = site.root / "secret.csv"
    secret.write_text("password", encoding="utf-8")
    (exports / "link.csv").symlink_to(secret)
    (exports / "folder").symlink_to(site.root)
    (exports / "own.csv").symlink_to(exports / "costs.csv")
    (exports / "gone.csv").symlink_to(exports / "nothing.csv")
    os.mkfifo(exports / "pipe.csv")
    Path(os.fsdecode(bytes(exports) + b"/caf\xe9.csv")).write_text("a", encoding="utf-8")
    (exports / ESCAPE).write_text("a", encoding="utf-8")
    index = Index(site.root / "index.json")
    found = client_inputs(site.clients / "alpha", index)
    assert set(found) == {
        "client.toml",
        "exports/costs.csv",
        "exports/own.csv",
        "exports/caf\\xe9.csv",
        "exports/\\x1b[2Jcosts\\x1b]0;title\\x07.csv",
    }
    index.write()
    assert Index.read(index.path).files == index.files


def test_the_importer_follows_no_link_out_of_the_clients_folder(site: Site) -> None:
    from smmkit.client import load_client
    from smmkit.sources.importer import export_files

    site.add_client("alpha")
    (site.root / "secret.csv").write_text("password", encoding="utf-8")
    (site.clients / "alpha/exports/link.csv").symlink_to(site.root / "secret.csv")
    assert [path.name for path in export_files(load_client(site.clients / "alpha"))] == ["costs.csv"]


@pytest.mark.parametrize("name", ["plan.toml", "calendar.csv", "exports/mapping.toml"])
def test_no_file_of_a_client_is_a_link_out_of_its_folder(site: Site, name: str) -> None:
    from smmkit.client import load_client
    from smmkit.plan import load_plan
    from smmkit.plan.calendar import load_calendar
    from smmkit.sources.mapping import mapped_kinds

    site.add_client("alpha")
    client = load_client(site.clients / "alpha")
    (site.root / "secret").write_text("password", encoding="utf-8")
    (client.folder / name).symlink_to(site.root / "secret")
    readers = {"plan.toml": load_plan, "calendar.csv": load_calendar}
    with pytest.raises(ConfigError, match=f"{Path(name).name}: this is a link to a file outside the client's folder"):
        readers[name](client.folder) if name in readers else mapped_kinds(client)


def test_a_logo_that_is_a_link_out_of_the_folder_is_in_no_page(site: Site) -> None:
    from smmkit.report.page import logo_image

    site.add_client("alpha")
    (site.root / "secret.png").write_bytes(b"password")
    logo = site.clients / "alpha" / "logo.png"
    logo.symlink_to(site.root / "secret.png")
    assert logo_image(logo, "Alpha") == ""
    (site.clients / "alpha" / "own.png").write_bytes(b"picture")
    logo.unlink()
    logo.symlink_to(site.clients / "alpha" / "own.png")
    assert logo_image(logo, "Alpha").startswith("<img")


def test_names_and_sentences_reach_the_terminal_without_what_it_would_obey() -> None:
    assert inert("a\x1b[31mb\u202egnp.csv") == "a\\x1b[31mb\\u202egnp.csv"
    assert inert("two\nlines, ñ, 東京 and a\xa0space") == "two\nlines, ñ, 東京 and a\xa0space"


def test_a_file_is_hashed_in_pieces(site: Site) -> None:
    large = site.root / "large.bin"
    with large.open("wb") as file:
        file.truncate(3_000_001)
    assert content_digest(large) == digest(bytes(3_000_001))


def test_whatever_goes_wrong_with_one_client_the_others_finish(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for slug in ("alpha", "beta", "gamma"):
        site.add_client(slug)
    seen = client_inputs

    def breaks(folder: Path, index: Index, **options: object) -> dict[str, str]:
        if folder.name == "beta":
            raise MemoryError("no more")
        return seen(folder, index, **options)

    monkeypatch.setattr("smmkit.inventory.client_inputs", breaks)
    outcomes = batch.run_batch(["alpha", "beta", "gamma"], site.settings(), jobs=1, watch=lambda *_: None)
    found = {each.client: each for each in outcomes}
    assert (found["alpha"].status, found["gamma"].status) == ("done", "done")
    assert found["beta"].failure is not None
    assert found["beta"].failure.message == (
        "the exports need more memory than there is. Split the largest of them, or run with -j 1. "
        "The other clients are not affected."
    )
    assert [name for name, _ in batch.plans(["beta", "gamma"], site.settings())] == ["beta", "gamma"]


def test_a_storage_that_fails_in_the_middle_is_each_clients_failure_and_the_pages(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("fsspec")
    from fsspec.implementations.memory import MemoryFileSystem

    for slug in ("alpha", "beta"):
        site.add_client(slug)
    written: list[str] = []

    def fails_later(self: object, path: str, value: bytes, **options: object) -> None:
        written.append(path)
        if len(written) > 3:
            raise ConnectionError("the storage has gone")

    monkeypatch.setattr(MemoryFileSystem, "pipe_file", fails_later)
    settings = site.settings(out="memory://books")
    outcomes = batch.run_batch(["alpha", "beta"], settings, jobs=1, watch=lambda *_: None)
    assert {each.client for each in outcomes} >= {"alpha", "beta"}
    assert all("the storage has gone" in each.failure.message for each in outcomes if each.failure)
    assert all(each.failure is not None for each in outcomes)
    assert not [path for path in written[:3] if path.endswith("run.json")]


def test_the_process_all_are_forked_from_may_die(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    from multiprocessing import forkserver

    names = ["alpha", "beta", "gamma"]
    site.add_notebook("01_slow", "import time", "time.sleep(1.5)")
    inputs.notebooks.cache_clear()
    for slug in names:
        site.add_client(slug)
    killed = []

    def watch(event: str, content: object) -> None:
        if event == "cell" and content[0].name == "01_slow" and content[1] == 3 and not killed:  # type: ignore[index]
            killed.append(forkserver._forkserver._forkserver_pid)
            os.kill(killed[0], signal.SIGKILL)

    outcomes = batch.run_batch(names, site.settings(), jobs=2, watch=watch)
    assert killed
    assert {each.client: each.status for each in outcomes} == dict.fromkeys(names, "done"), outcomes


def test_an_error_asked_for_as_json_is_json(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    from smmkit.cli import main

    site.add_client("alpha")
    for words in (["run", "alfa"], ["check", "alfa"], ["trace", "alpha", "EV-x"], ["run", "--nothing"]):
        with pytest.raises(SystemExit) as stop:
            main([*words, "--json", "--data", str(site.clients)])
        assert stop.value.code
        said = json.loads(capsys.readouterr().out)
        assert "error" in (said[0] if isinstance(said, list) else said), words


def test_the_command_line_speaks_the_language_asked_for_then_the_variables_then_the_systems(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("SMMKIT_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert spoken("es") == "es"
    monkeypatch.setenv("LANG", "es_MX.UTF-8")
    assert spoken() == "es"
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert spoken() == "en"
    monkeypatch.setenv("SMMKIT_LANG", "es")
    assert (spoken(), spoken("en")) == ("es", "en")


def test_a_deadline_holds_for_reading_exports_and_the_report_too() -> None:
    work = pool.Running(None, batch.Settings(Path(), "", Path(), timeout=5.0).task("import"), None, None, 0.0)  # type: ignore[arg-type]
    assert work.deadline == 5.0 + pool.SLACK_SECONDS
