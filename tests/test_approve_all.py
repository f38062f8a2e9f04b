"""Everything a month proposes can be approved, whatever things are called, and the next months still run."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from smmkit.cli.approve import approve
from smmkit.errors import SmmkitError
from smmkit.ledger import read_ledger
from smmkit.plan import ARRAYS, load_plan

DEMOS = ("cafe-lumbre", "libreria-cenzontle", "ridgeline-bikes")
MONTHS = ("2026-08", "2026-09", "2026-10")


def smmkit(*words: str, data: Path, out: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "smmkit.cli", *words, "--data", str(data), "--out", str(out)]
    return subprocess.run(command, env=dict(os.environ), capture_output=True, text=True, check=False)


def with_odd_names(folder: Path) -> None:
    """Name every budget line with capitals, accents, blanks and dots, as the costs spell it; nothing is approved."""
    for name in ("plan.toml", "plan_log.jsonl"):
        (folder / name).unlink(missing_ok=True)
    for path in (folder / "exports" / f"{name}.csv" for name in ("costs", "money_states", "budget_judgements")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            head, *rows = csv.reader(file)
        place = head.index("line")
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *([*r[:place], odd(r[place]), *r[place + 1 :]] for r in rows if r)])


def odd(line: str) -> str:
    return f"{line.upper().replace('-', ' ')}. Ñandú & Cía 2.0"


def approve_everything(slug: str, month: str, data: Path, out: Path) -> list[str]:
    """Approve what a month proposes, new and approved before, each in its turn; return what was approved."""
    ledger = read_ledger(out / slug / month)
    approved = []
    for item in (item for item in ledger.values() if item.kind in ARRAYS):
        words = [slug, item.id, "--by", "approver", "--period", month, "--data", str(data), "--out", str(out)]
        done = CliRunner().invoke(approve, words)
        assert done.exception is None or isinstance(done.exception, SmmkitError | SystemExit), done.exception
        approved += [item.id] if done.exit_code == 0 else []
    return approved


@pytest.mark.heavy
@pytest.mark.parametrize("slug", [*DEMOS, "odd-names"])
def test_every_proposal_of_a_client_can_be_approved_and_two_more_months_run(
    slug: str, root: Path, tmp_path: Path
) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    shutil.copytree(root / "data" / "clients" / (slug if slug in DEMOS else DEMOS[0]), data / slug)
    if slug not in DEMOS:
        with_odd_names(data / slug)
    approved: list[str] = []
    for month in MONTHS:
        done = smmkit("run", slug, "--period", month, data=data, out=out)
        assert done.returncode == 0, done.stdout + done.stderr
        if month != MONTHS[-1]:
            approved += approve_everything(slug, month, data, out)
    assert any(id.startswith("BL-") for id in approved)
    kept = {id for id in approved if not id.startswith("PO-")}  # a post stands in the calendar, not in the plan
    assert kept <= set(load_plan(data / slug).ids)
