"""What waits for a yes is the same set wherever somebody reads of it, whatever was decided before."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import prepared
import pytest
import tomlkit
from click.testing import CliRunner

from smmkit.cli import group
from smmkit.ledger import KINDS
from smmkit.plan import stale_entries
from smmkit.plan.again import with_lost
from smmkit.plan.waiting import put_up, waiting
from smmkit.present.decision import CHANGE, decision_table
from smmkit.topics.report.documents.card import portfolio_card
from smmkit.topics.report.documents.monthly import waiting_of
from smmkit.topics.report.documents.signing import signoff_page
from smmkit.workbook import Workbook, open_workbook

SIGNED = {str(kind) for kind, facts in KINDS.items() if facts.signed}
DEMOS = ("cafe-lumbre", "libreria-cenzontle", "ridgeline-bikes")


def typed(folder: Path, *words: str) -> str:
    where = ["--data", str(folder / "data"), "--out", str(folder / "out")]
    done = CliRunner().invoke(group, [*words, "--lang", "en", *where], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def lists(folder: Path, slug: str, book: Workbook) -> dict[str, list[str]]:
    """Return the proposals that wait for a signature, by who tells them, in an order of no meaning."""
    told = json.loads(typed(folder, "plan", slug, "--json"))["proposed"]
    part = typed(folder, "plan", slug).partition("For a signature")[2].partition("To decide without")[0]
    signed = put_up(with_lost(book.ledger, book.plan))
    table = decision_table(signed, book.plan, book.ledger, book.text)
    asks = {book.text.word(status) for status in ("new", "proposed", "stale", CHANGE)}
    found = {
        "rule": [item.id for item in waiting(book.ledger, book.plan)],
        "sheet": re.findall(r'data-item="([^"]+)"', signoff_page(book)),
        "plan --json": [one["id"] for one in told if one["to_sign"]],
        "plan": re.findall(r"\[([A-Z]{2}-[^\]]+)\]", part),
        "notebook": [id for id, row in table.iterrows() if row.iloc[3] in asks and row.iloc[1] != "NO DATA"],
        "report": [item.id for item in waiting_of(book).to_sign],
    }
    assert json.loads(portfolio_card(book))["waiting"] == len(found["rule"])
    return {name: sorted(ids) for name, ids in found.items()}


def opened(folder: Path, slug: str, patch: pytest.MonkeyPatch) -> Workbook:
    """Return the month of a copy of an invented client that may be decided on."""
    shutil.copytree(prepared.ROOT / "data" / "clients" / slug, folder / "data" / slug)
    shutil.copytree(prepared.workbooks("en") / slug, folder / "out" / slug)
    patch.setenv("SMMKIT_DATA", str(folder / "data"))
    patch.setenv("SMMKIT_OUT", str(folder / "out"))
    return open_workbook(slug, prepared.PERIOD, "en")


def aged(path: Path) -> None:
    """Let every number the plan's approvals rest on be another one, measured a month before."""
    plan = tomlkit.parse(path.read_text(encoding="utf-8"))
    for entries in plan.values():
        for entry in entries if isinstance(entries, list) else []:
            for one in entry.get("evidence", []):
                one.update({"period": "2026-09", "mark": "x"})
                one.update({name: 10 * one[name] + 10 for name in ("value", "low", "high") if name in one})
    path.write_text(tomlkit.dumps(plan), encoding="utf-8")


def signed_before(path: Path, book: Workbook) -> str:
    """Put an objective that no month proposes any more into the plan, as it was signed on what the month measures."""
    seen = next(one for one in book.ledger.values() if one.kind == "EV" and None not in (one.value, one.low, one.high))
    before = f'{{ id = "{seen.id}", period = "2026-09", mark = "x", value = {seen.value}, low = {seen.low}, '
    entry = (
        '\n[[objectives]]\nid = "OB-signed-before"\ntitle = "Signed before"\nstatus = "approved"\nby = "approver"\n'
        f'on = 2026-10-01\nmetric = "err"\ntarget = 0.05\nunit = "rate"\nbecause = ["{seen.id}"]\n'
        f'evidence = [{before}high = {seen.high}, unit = "{seen.unit}" }}]\n'
    )
    path.write_text(path.read_text(encoding="utf-8") + entry, encoding="utf-8")
    return "OB-signed-before"


@pytest.mark.parametrize("slug", DEMOS)
def test_whatever_no_longer_holds_is_told_alike_and_can_be_signed_again(
    slug: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = opened(tmp_path, slug, monkeypatch)
    typed(tmp_path, "approve", slug, *lists(tmp_path, slug, book)["rule"], "--by", "approver")
    path = tmp_path / "data" / slug / "plan.toml"
    lost = signed_before(path, book)
    aged(path)
    later = open_workbook(slug, prepared.PERIOD, "en")
    stale = {id for id in stale_entries(later.plan, later.ledger) if id[:2] in SIGNED}
    told = lists(tmp_path, slug, later)
    assert all(ids == told["rule"] for ids in told.values()), told
    assert {lost} < stale <= {*told["rule"]}
    assert "no longer holds" not in typed(tmp_path, "approve", slug, *told["rule"], "--by", "approver")
    renewed = open_workbook(slug, prepared.PERIOD, "en")
    assert not stale & {*stale_entries(renewed.plan, renewed.ledger)}
    where = ["--data", str(tmp_path / "data"), "--out", str(tmp_path / "out"), "--lang", "en"]
    twice = CliRunner().invoke(group, ["approve", slug, lost, "--by", "approver", *where])
    assert twice.exit_code == 1
    assert "there is nothing to sign" in str(twice.exception)
    again = renewed.plan.entry(lost)
    assert again is not None
    assert (again.title, again.amount, again.period) == ("Signed before", 0.05, prepared.PERIOD)


@pytest.mark.parametrize("slug", DEMOS)
def test_sheet_command_notebook_and_report_tell_the_same_proposals_as_waiting(
    slug: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = opened(tmp_path, slug, monkeypatch)
    first = lists(tmp_path, slug, book)
    assert first["rule"]
    assert all(ids == first["rule"] for ids in first.values()), first
    yes, no, word = first["rule"][0::3], first["rule"][1::3], first["rule"][2]
    typed(tmp_path, "approve", slug, *yes, "--by", "approver")
    typed(tmp_path, "reject", slug, *no, "--by", "approver", "--note", "Not now.")
    typed(tmp_path, "comment", slug, word, "--by", "approver", "--note", "Let us talk.")
    decided = open_workbook(slug, prepared.PERIOD, "en")
    second = lists(tmp_path, slug, decided)
    assert all(ids == second["rule"] for ids in second.values()), second
    assert word in second["rule"]
    assert not {*yes, *no} & {*second["rule"]}
