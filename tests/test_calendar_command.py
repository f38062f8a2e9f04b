"""`smmkit calendar`: two answers in a row are taken, and what people changed survives."""

from __future__ import annotations

import json
import shutil

from click.testing import CliRunner

from smmkit.cli import group
from smmkit.plan.approvals import content_hash
from smmkit.plan.calendar import load_calendar
from smmkit.plan.calendar_sheet import as_rows


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
