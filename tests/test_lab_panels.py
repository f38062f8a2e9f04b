"""The panels of the lab, moved as a browser would move them: what is decided goes where the command line writes it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import inprocess
import nbformat
import prepared
import pytest
from click.testing import CliRunner

from smmkit.client import load_client
from smmkit.plan import load_plan
from smmkit.plan.calendar import load_calendar

SLUG = "ridgeline-bikes"


def own_copy(slug: str, place: Path) -> tuple[Path, Path]:
    """Copy an invented client and its month, for tests that decide something; return the data and out folders."""
    data, out = place / "data", place / "out"
    prepared.own_client(slug, data / "clients")
    shutil.copytree(prepared.ROOT / "data" / "reference", data / "reference")
    shutil.copytree(prepared.workbooks("en") / slug, out / slug)
    return data, out


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a folder with a client of one's own, in which this process works by hand."""
    folder = tmp_path_factory.mktemp("lab")
    data, out = own_copy(SLUG, folder)
    with inprocess.folders(data, out):
        yield folder


def scope_of(name: str, until: str, lang: str = "en") -> dict[str, Any]:
    """Run a notebook's cells by hand up to the one with an id, and return what they made."""
    import json

    scope: dict[str, Any] = {}
    for cell in json.loads((prepared.ROOT / "notebooks" / name).read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            if "parameters" in cell["metadata"].get("tags", []):
                scope |= {"client": SLUG, "period": prepared.PERIOD, "lang": lang}
                continue
            lines = "".join(cell["source"]).rstrip().splitlines()
            if cell["id"] == until:
                exec("\n".join([*lines[:-1], f"panel = {lines[-1]}"]), scope)
                return scope
            if "plot_" not in lines[-1]:
                exec("\n".join(lines), scope)
    raise AssertionError(f"{name} has no cell {until}")


def client_folder(place: Path) -> Path:
    return place / "data" / "clients" / SLUG


def test_a_yes_a_no_and_a_word_go_into_the_plan_as_the_command_line_writes_them(place: Path) -> None:
    from smmkit.workbook import open_workbook

    before = (place / "out" / SLUG / prepared.PERIOD / "ledger.json").read_bytes()
    panel = open_workbook(SLUG, prepared.PERIOD, "en").decide("06")
    chosen, _detail, row, buttons, said = panel.children
    approve, reject, comment = buttons.children
    chosen.value, row.children[1].value = ("BL-google-ads",), "look at it in May"
    comment.click()
    chosen.value, row.children[1].value = ("BL-influencers",), "no more"
    reject.click()
    chosen.value = ("BL-meta-ads",)
    row.children[0].value = "community_manager"
    approve.click()
    assert "may not approve" in said.value
    row.children[0].value = "approver"
    approve.click()
    assert "BL-meta-ads is approved." in said.value
    plan = load_plan(client_folder(place))
    found = {id: plan.entry(id) for id in ("BL-google-ads", "BL-influencers", "BL-meta-ads")}
    assert "look at it in May" in found["BL-google-ads"].note
    assert (found["BL-influencers"].status, found["BL-influencers"].note) == ("rejected", "no more")
    meta = found["BL-meta-ads"]
    assert (meta.status, meta.by, meta.period, bool(meta.fingerprint)) == (
        "approved",
        "approver",
        prepared.PERIOD,
        True,
    )
    assert (place / "out" / SLUG / prepared.PERIOD / "ledger.json").read_bytes() == before


def test_a_post_is_moved_and_approved_in_the_clients_own_calendar(place: Path) -> None:
    scope = scope_of("07_campaign_content_plan.ipynb", "calendar-panel")
    posts, first, second, said = scope["panel"].children
    before = load_calendar(client_folder(place))
    new = next(value for _, value in posts.options if value not in set(before["post_id"]))
    own = next(value for _, value in posts.options if value in set(before["post_id"]))
    for name, hour in ((new, "09:15"), (own, "10:45")):
        posts.value = name
        _day, clock, state = first.children
        clock.value, state.value = hour, "internal_ok"
        second.children[1].click()
    after = load_calendar(client_folder(place)).set_index("post_id")
    assert len(after) == len(before) + 1
    for name, hour in ((new, "09:15"), (own, "10:45")):
        assert (after.loc[name, "at"], after.loc[name, "state"]) == (hour, "internal_ok")
        assert after.loc[name, "internal_ok_by"] == "approver"
    first.children[1].value = "25:99"
    second.children[1].click()
    assert "such as 18:30" in said.value
    assert dict(posts.options)[next(label for label, value in posts.options if value == new)] == new
    again = scope_of("07_campaign_content_plan.ipynb", "calendar-panel")["panel"].children[0]
    assert new in {value for _, value in again.options}


def test_a_target_tells_its_chances_and_a_wish_is_kept_for_the_next_run(place: Path) -> None:
    scope = scope_of("03_objectives_kpis.ipynb", "target-panel", lang="es")
    which, target, read, row, said = scope["panel"].children
    free = next(id for label, id in which.options if "nuevo" in label)
    which.value = free
    case = next(case for case in scope["found"] if case.aim.id == free)
    words = set()
    for value in (target.min, target.max):
        target.value = value
        words.add(read.value)
    assert len(words) == 2
    assert "posibilidades" in read.value
    target.value = target.max
    row.children[2].click()
    assert "wishes.csv" in said.value
    kept = (client_folder(place) / "exports" / "wishes.csv").read_text(encoding="utf-8")
    assert f"{target.value:.6g}" in kept
    assert case.aim.goal.id in kept
    assert "Queremos" not in kept  # nobody else's rows are made up
    assert kept.count("\n") >= 4


@pytest.mark.heavy  # the exports change twice, and are read anew each time
def test_several_judges_rate_and_the_matrix_takes_their_geometric_mean(place: Path) -> None:
    scope = scope_of("02_swot.ipynb", "ratings-panel")
    form = scope["panel"].children
    judge, save, said = form[0], form[-2], form[-1]
    first = form[2].children[0]
    judge.value = "Jane Doe"
    low, high = first.options[1][1], first.options[-1][1]
    first.value = high
    save.click()
    assert "no person" in said.value
    for who, rating in (("Management", high), ("Sales", low)):
        judge.value = who
        first.value = rating
        save.click()
        assert "swot_ratings.csv" in said.value
    written = (client_folder(place) / "exports" / "swot_ratings.csv").read_text(encoding="utf-8")
    assert "How people answer to reels" in written  # what others rated is still there
    again = scope_of("02_swot.ipynb", "ratings-panel")
    rated = again["rated"].set_index("id")["rating"]
    assert rated.iloc[0] == pytest.approx((high * low) ** 0.5)


def test_the_lab_reads_the_clients_brief_and_nothing_of_a_run_is_left_changed(place: Path) -> None:
    assert load_client(client_folder(place)).slug == SLUG
    month = place / "out" / SLUG / prepared.PERIOD
    theirs = prepared.workbooks("en") / SLUG / prepared.PERIOD
    names = [path.relative_to(theirs) for path in theirs.rglob("*") if path.is_file()]
    assert len(names) > 20
    assert [str(name) for name in names if (month / name).read_bytes() != (theirs / name).read_bytes()] == []


def test_a_notebook_by_hand_in_another_language_says_how_to_have_all_of_it_in_one(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from smmkit.workbook import open_workbook

    open_workbook(SLUG, prepared.PERIOD, "es")
    assert f"smmkit lab {SLUG} --period {prepared.PERIOD} --lang es" in capsys.readouterr().err
    (place / "run.json").write_text('{"lang": "es"}', encoding="utf-8")
    monkeypatch.chdir(place)
    open_workbook(SLUG, prepared.PERIOD, "es")
    assert capsys.readouterr().err == ""


def test_in_a_run_a_panel_is_its_table(place: Path) -> None:
    from smmkit.month_folder import TOKEN
    from smmkit.workbook import open_workbook

    with mock.patch.dict(os.environ, {TOKEN: "x"}):
        bundle = open_workbook(SLUG, prepared.PERIOD, "es").decide("06")._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}
    assert "<table" in bundle["text/html"]
    assert "smmkit lab ridgeline-bikes" in bundle["text/html"]


@pytest.mark.heavy
def test_a_decision_made_in_the_lab_is_found_in_the_plan_the_report_and_next_months_run(tmp_path: Path) -> None:
    from smmkit.cli import group
    from smmkit.workbook import open_workbook

    data, out = own_copy(SLUG, tmp_path)
    months, folder = out / SLUG, data / "clients" / SLUG
    with inprocess.folders(data, out):
        wb = open_workbook(SLUG, prepared.PERIOD, "en")
        offered = wb.ledger["BL-meta-ads"].value
        chosen, _detail, row, buttons, said = wb.decide("06").children
        chosen.value, row.children[1].value = ("BL-meta-ads",), "less in winter"
        buttons.children[0].click()
    assert "BL-meta-ads is approved." in said.value
    entry = load_plan(folder).entry("BL-meta-ads")
    assert (entry.amount, entry.note) == (offered, "less in winter")
    days = "".join(f"instagram,2026-11-{day:02d},followers_total,{9000 + day}\n" for day in range(1, 31))
    (folder / "exports" / "november.csv").write_text(f"platform,day,metric,value\n{days}", encoding="utf-8")
    places = ["--data", str(data), "--out", str(out), "--lang", "en"]
    for asked in (["--period", prepared.PERIOD], ["--period", "2026-11", "--only", "06"]):
        done = CliRunner().invoke(group, ["run", SLUG, *asked, *places], catch_exceptions=False)
        assert done.exit_code == 0, done.output
    amount = wb.text.quantity(offered, "money")
    page = (months / prepared.PERIOD / "workbook.html").read_text(encoding="utf-8")
    assert f"{wb.text.word(entry.by)}, {wb.text.date(entry.on)}" in page, "the plan's table says who decided, today"
    assert "less in winter" in (months / "2026-11" / "06_budget_allocation.ipynb").read_text(encoding="utf-8")
    cells = nbformat.read(months / "2026-11" / "06_budget_allocation.ipynb", as_version=4).cells
    lines = next(cell for cell in cells if cell.id == "lines-table").outputs[0]["data"]["text/plain"]
    meta = next(line for line in lines.splitlines() if entry.called in line)
    assert amount in meta
    assert "approved" in meta
