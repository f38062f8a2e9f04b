"""Notebook 05 as it runs: what is planted is found, nobody is named, and little data makes a short notebook."""

from __future__ import annotations

import csv
import json
import shutil
import tomllib
from pathlib import Path
from types import SimpleNamespace

import inprocess
import pytest
from briefs import client_of

from smmkit.client import load_client
from smmkit.ledger import Item, Verdict, read_ledger
from smmkit.measures.readings import Facts
from smmkit.period import Period
from smmkit.schema import empty
from smmkit.sources import import_client
from smmkit.topics.channels.proposals import changes_of
from smmkit.topics.channels.proposals.tools import change_items

ROOT = Path(__file__).resolve().parents[1]
CLIENTS = ("cafe-lumbre", "libreria-cenzontle", "ridgeline-bikes")
POSTS = "Apr-01-2026_Oct-31-2026_4922563850024895.csv"
BRIEF = """
name = "Café Solo"
sector = "Cafetería"
country = "ES"
language = "es"
timezone = "Europe/Madrid"
currency = "EUR"
margin = 0.4
[[accounts]]
platform = "instagram"
handle = "cafelumbre"
account_id = "17841464085639156"
"""


def truth(client: str) -> dict:
    return tomllib.loads((ROOT / "data" / "clients" / client / "truth.toml").read_text(encoding="utf-8"))


def month(workbooks: Path, client: str) -> Path:
    return workbooks / client / "2026-10"


def written(folder: Path) -> str:
    """Return all that notebook 05 and its documents show, pictures left out."""
    files = [*folder.glob("05_*.ipynb"), *folder.glob("creator_brief_*.html")]
    return "".join(path.read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize("client", CLIENTS)
def test_notebooks_01_and_05_count_the_same_posts_over_the_same_days(workbooks: Path, client: str) -> None:
    ledger = read_ledger(month(workbooks, client))
    paces = {id.split("-")[1]: item for id, item in ledger.items() if id.endswith("-cadence")}
    assert len(paces) >= 3
    for network, item in paces.items():
        said = ledger[f"EV-channel-{network}-posts"].title.values
        assert (said["posts"], said["told"]) == (item.title.values["posts"], item.title.values["days"])
        assert said["pace"] == pytest.approx(item.value)


@pytest.mark.parametrize("client", CLIENTS)
def test_what_is_planted_is_proposed(workbooks: Path, client: str) -> None:
    ledger, planted = read_ledger(month(workbooks, client)), truth(client)
    for one in planted["channels"]:
        item = ledger[f"CH-{one['platform']}"]
        asked = {"keep": {"keep"}, "close": {"close"}, "open question": {"keep", "close"}}[one["verdict"]]
        assert item.about["action"] in asked, item.id
    idle = [item for item in ledger.values() if item.id.startswith("EV-tools-idle")]
    assert [item.title.values["tool"] for item in idle] == [planted["tools"]["overlapping"]]
    partners = {str(item.about.get("choice")) for item in ledger.values() if item.id.startswith("DE-partner")}
    assert planted["partner"]["approach"] in partners
    jumps = [item for item in ledger.values() if item.id.startswith("EV-creator") and item.id.endswith("-jump")]
    assert [item.title.values["day"] for item in jumps] == [planted["creator"]["week"]]
    assert abs(float(jumps[0].value or 0) - planted["creator"]["jump"]) < 200


def test_each_network_of_the_cafe_has_a_verdict_with_evidence_and_nobody_counts_tiktok(workbooks: Path) -> None:
    ledger = read_ledger(month(workbooks, "cafe-lumbre"))
    for platform in ("instagram", "facebook", "tiktok"):
        item = ledger[f"CH-{platform}"]
        assert f"EV-channel-{platform}-posts" in item.because
    followers = ledger["EV-channel-tiktok-followers"]
    assert followers.verdict is Verdict.NO_DATA
    assert followers.collect is not None
    assert "every week" in followers.collect.key


@pytest.mark.parametrize("client", CLIENTS)
def test_no_handle_or_name_of_a_creator_or_a_member_is_shown(workbooks: Path, client: str) -> None:
    exports = ROOT / "data" / "clients" / client / "exports"
    codes = {line.split(",")[0] for line in (exports / "creators.csv").read_text(encoding="utf-8").splitlines()[1:]}
    shown = written(month(workbooks, client))
    assert len(codes) == 7
    assert not [code for code in codes if code in shown]  # not even what the team calls them: the code is salted
    assert not [one["author"] for one in truth(client)["people"] if one["author"] in shown]
    assert list(month(workbooks, client).glob("creator_brief_*.html"))


def test_the_briefing_asks_first_and_lists_the_rules_of_the_country_with_their_source_and_day(workbooks: Path) -> None:
    page = next(month(workbooks, "libreria-cenzontle").glob("creator_brief_*.html")).read_text(encoding="utf-8")
    assert "PROFECO" in page
    assert "https://" in page
    assert page.count("<ol>") == 1


@pytest.mark.parametrize("client", CLIENTS)
def test_what_is_opened_or_tested_carries_its_end_and_what_stops_it(workbooks: Path, client: str) -> None:
    items = [item for item in read_ledger(month(workbooks, client)).values() if item.kind == "CH"]
    tested = [item for item in items if item.verdict is Verdict.TEST]
    assert all({"start", "end", "hours", "floor"} <= set(item.about) for item in tested)
    assert all(item.experiment is not None and item.experiment.weeks == 8 for item in tested)
    assert not [item for item in items if item.about["action"] == "open" and item.verdict is not Verdict.TEST]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with a client of one network and nothing kept by hand."""
    folder = tmp_path_factory.mktemp("small")
    client_of(folder / "clients" / "solo", BRIEF)
    shutil.copy(ROOT / "data" / "clients" / "cafe-lumbre" / "exports" / POSTS, folder / "clients" / "solo" / "exports")
    return folder


def test_a_client_of_one_network_and_no_tables_gets_a_short_notebook_without_an_empty_table(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[object] = []
    made = inprocess.cells

    def counted(name: str) -> tuple:
        code = json.loads((ROOT / "notebooks" / name).read_text(encoding="utf-8"))["cells"]
        last = [cell["source"] for cell in code if cell["cell_type"] == "code"]
        return tuple((compile_last("".join(one)), injects) for one, (_, injects) in zip(last, made(name), strict=True))

    def compile_last(source: str) -> object:
        head, _, tail = source.rstrip().rpartition("\n")
        shows = not tail.startswith((" ", ")", "from ", "import ")) and " = " not in tail.split("(")[0]
        return compile(f"{head}\n_shown.append({tail})" if shows else source, "05", "exec")

    monkeypatch.setattr(inprocess, "cells", counted)
    monkeypatch.setattr("builtins._shown", shown, raising=False)
    ledger = inprocess.ledger_of("solo", data=small, out=tmp_path, only=("05",), lang="es")
    outputs = [one for one in shown if one is not None]
    assert 8 <= len(outputs) <= 12
    assert not [one for one in outputs if getattr(one, "empty", False)]
    assert ledger["CH-instagram"].verdict is Verdict.JUDGE
    assert not [item for item in ledger.values() if item.kind != "EV" and item.verdict is Verdict.DECIDE]


def test_a_column_deleted_from_an_export_names_file_column_and_notebooks(small: Path, tmp_path: Path) -> None:
    client = load_client(small / "clients" / "solo")
    import_client(client, tmp_path / "2026-09")
    path = client.exports / POSTS
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    place = table[0].index("Alcance")
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([row[:place] + row[place + 1 :] for row in table])
    import_client(client, tmp_path / "2026-10")
    book = SimpleNamespace(out=tmp_path / "2026-10", period=Period("2026-10"), table=empty, facts=Facts({}))
    changes = changes_of(book, ["instagram"])  # type: ignore[arg-type]
    assert [(one.where, one.what, one.column, one.breaks) for one in changes] == [(POSTS, "Alcance", "reach", True)]
    evidence, task = change_items(changes, client, due=Period("2026-11").end)
    said = evidence.title.values
    assert (said["file"], said["header"]) == (POSTS, "Alcance")
    assert "01" in str(said["notebooks"])
    assert isinstance(task, Item)
    assert task.because == (evidence.id,)
