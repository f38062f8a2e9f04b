"""What waits for a yes is the same set wherever somebody reads of it, whatever was decided before."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import prepared
import pytest
from click.testing import CliRunner

from smmkit.cli import group
from smmkit.plan.waiting import put_up, waiting
from smmkit.present.decision import CHANGE, decision_table
from smmkit.topics.report.documents.card import portfolio_card
from smmkit.topics.report.documents.monthly import waiting_of
from smmkit.topics.report.documents.signing import signoff_page
from smmkit.workbook import Workbook, open_workbook

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
    signed = put_up(book.ledger)
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


@pytest.mark.parametrize("slug", DEMOS)
def test_sheet_command_notebook_and_report_tell_the_same_proposals_as_waiting(
    slug: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(prepared.ROOT / "data" / "clients" / slug, tmp_path / "data" / slug)
    shutil.copytree(prepared.workbooks("en") / slug, tmp_path / "out" / slug)
    monkeypatch.setenv("SMMKIT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SMMKIT_OUT", str(tmp_path / "out"))
    book = open_workbook(slug, prepared.PERIOD, "en")
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
