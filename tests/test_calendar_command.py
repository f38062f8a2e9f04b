"""`smmkit calendar`: two answers in a row are taken, and what people changed survives."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from ledgers import commit

from smmkit.cli import group
from smmkit.ledger import Item, Judgement, Verdict, write_part
from smmkit.plan.approvals import content_hash
from smmkit.plan.calendar import load_calendar
from smmkit.plan.calendar_sheet import as_rows
from smmkit.text import Message


def test_answers_are_taken_one_after_the_other_and_stale_ones_are_named(tmp_path, root) -> None:
    shutil.copytree(root / "data" / "clients" / "ridgeline-bikes", tmp_path / "clients" / "ridgeline-bikes",
                    ignore=shutil.ignore_patterns("exports"))  # fmt: skip
    folder = tmp_path / "clients" / "ridgeline-bikes"
    first, second, *_ = [row for row in as_rows(load_calendar(folder)) if row["state"] == "draft"]
    before = len(load_calendar(folder))
    for row, hashed in ((first, content_hash(first)), (second, "old")):
        answer = {"id": row["post_id"], "hash": hashed, "choice": "approved", "note": ""}
        file = {"client": "ridgeline-bikes", "by": "approver", "on": "2026-11-03", "answers": [answer]}
        (tmp_path / "approval.json").write_text(json.dumps(file), encoding="utf-8")
        options = ["--data", str(tmp_path), "--out", str(tmp_path / "out"), "--import", str(tmp_path / "approval.json")]
        said = CliRunner().invoke(group, ["calendar", "ridgeline-bikes", *options])
        assert said.exit_code == 0, said.output
    assert f"{second['post_id']}: changed since it was approved" in said.output
    rows = {row["post_id"]: row for row in as_rows(load_calendar(folder))}
    assert len(rows) == before
    assert rows[first["post_id"]]["state"] == "client_ok"
    assert rows[first["post_id"]]["client_ok_by"] == "approver"
    assert rows[second["post_id"]]["state"] == "draft"


SLUG = "ridgeline-bikes"


@pytest.fixture
def folder(tmp_path: Path, root: Path) -> Path:
    """A client with a calendar, and a month whose ledger holds two of its posts and a proposed place."""
    source = root / "data" / "clients" / SLUG
    shutil.copytree(source, tmp_path / "clients" / SLUG, ignore=shutil.ignore_patterns("exports"))
    folder = tmp_path / "clients" / SLUG
    rows = drafts(folder)
    posts = [post(row, origin="client", seen=content_hash(row)) for row in rows[:2]]
    empty = post({"post_id": "2026-w45-empty", "network": "facebook", "state": "idea"}, origin="proposed")
    out = tmp_path / "out" / SLUG / "2026-10"
    write_part(out, "07", [*posts, empty])
    commit(out)
    return folder


def post(row: dict[str, str], **more: str) -> Item:
    about = {"post_id": row["post_id"], "network": row["network"], "state": row["state"], **more}
    judgement = Judgement(Verdict.JUDGE, owner="community_manager")
    return Item.of(f"PO-{row['post_id']}", Message("a post"), judgement, about=about, period="2026-10")


def drafts(folder: Path) -> list[dict[str, str]]:
    return [row for row in as_rows(load_calendar(folder)) if row["state"] == "draft"]


def smmkit(folder: Path, *arguments: str) -> Result:
    home = folder.parents[1]
    return CliRunner().invoke(group, [*arguments, "--data", str(home), "--out", str(home / "out")])


def test_a_yes_to_a_post_is_written_into_the_calendar_and_nowhere_else(folder: Path) -> None:
    first, second, *_ = drafts(folder)
    plan = (folder / "plan.toml").read_bytes()
    said = smmkit(folder, "approve", SLUG, f"PO-{first['post_id']}", "--by", "approver", "--note", "lovely")
    assert said.exit_code == 0, said.output
    assert smmkit(folder, "reject", SLUG, f"PO-{second['post_id']}", "--by", "approver").exit_code == 0
    rows = {row["post_id"]: row for row in as_rows(load_calendar(folder))}
    now = rows[first["post_id"]]
    assert (now["state"], now["client_ok_by"], now["client_note"]) == ("client_ok", "approver", "lovely")
    assert now["client_ok_hash"] == content_hash(first)
    assert rows[second["post_id"]]["state"] == "rejected"
    assert (folder / "plan.toml").read_bytes() == plan


def test_a_yes_of_another_role_is_the_teams_and_not_the_clients(folder: Path) -> None:
    first = drafts(folder)[0]
    said = smmkit(folder, "approve", SLUG, f"PO-{first['post_id']}", "--by", "community_manager")
    assert said.exit_code == 0, said.output
    assert "--by approver" in said.output
    now = {row["post_id"]: row for row in as_rows(load_calendar(folder))}[first["post_id"]]
    assert (now["state"], now["internal_ok_by"], now.get("client_ok_by", "")) == (
        "internal_ok",
        "community_manager",
        "",
    )


def test_a_yes_does_not_hold_for_content_the_month_did_not_show(folder: Path) -> None:
    first = drafts(folder)[0]
    calendar = folder / "calendar.csv"
    calendar.write_text(calendar.read_text("utf-8").replace(first["copy"], "Other words."), encoding="utf-8")
    said = smmkit(folder, "approve", SLUG, f"PO-{first['post_id']}", "--by", "approver")
    assert "its content changed since the month was run" in said.output
    assert {row["post_id"]: row["state"] for row in as_rows(load_calendar(folder))}[first["post_id"]] == "draft"


@pytest.mark.parametrize(("id", "why"), [("PO-2026-w45-empty", "a place without a text"), ("PO-none", "no such post")])
def test_what_cannot_be_seen_is_not_approved(folder: Path, id: str, why: str) -> None:
    before = (folder / "calendar.csv").read_bytes()
    said = smmkit(folder, "approve", SLUG, id, "--by", "approver")
    assert said.exit_code != 0
    assert why in str(said.exception or said.output)
    assert (folder / "calendar.csv").read_bytes() == before


def test_a_text_longer_than_its_network_takes_is_refused_with_its_count(folder: Path, tmp_path: Path) -> None:
    row = next(row for row in drafts(folder) if row["network"] == "instagram")
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for line in (["post_id", "state", "copy"], [row["post_id"], "draft", "a" * 2300]):
        page.append(line)
    book.save(tmp_path / "calendar.xlsx")
    before = (folder / "calendar.csv").read_bytes()
    said = smmkit(folder, "calendar", SLUG, "--import", str(tmp_path / "calendar.xlsx"))
    assert said.exit_code != 0
    assert "Instagram allows 2,200 characters; this has 2,300" in str(said.exception or said.output)
    assert (folder / "calendar.csv").read_bytes() == before
