"""The chain from evidence to decision, over whole workbooks of the demo clients."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from inprocess import folders, ledger_of
from ledgers import commit
from prepared import PERIOD, lay_import, own_client, workbooks

from smmkit.cli import main
from smmkit.client import load_client
from smmkit.demo import COMMITTED, COUNTRIES, write_client
from smmkit.demo import spec as demo_spec
from smmkit.folders import client_slugs
from smmkit.ledger import Item, Ledger, check_chain, read_ledger
from smmkit.ledger.fingerprints import mark
from smmkit.ledger.links import ungrounded
from smmkit.ledger.numbers import shown
from smmkit.period import Period
from smmkit.plan import Decision, approve, load_plan
from smmkit.plan.trace import falls, trace
from smmkit.report import write_portfolio, write_report
from smmkit.text import Text
from smmkit.topics.report.documents.card import portfolio_card
from smmkit.workbook import open_workbook

ROOT = Path(__file__).resolve().parents[1]
CLIENTS = client_slugs(ROOT / "data")
CHANGED = "ridgeline-bikes"
LINE = "BL-google-ads"
# What the corrected table of costs reaches, and what comes before it.
READ = ("00", "01", "02", "06", "09")


@pytest.mark.parametrize("slug", CLIENTS)
def test_every_proposal_reaches_evidence_or_somebody_who_answers_for_it(slug: str) -> None:
    ledger = read_ledger(workbooks("en") / slug / PERIOD)
    known = load_plan(ROOT / "data" / "clients" / slug).ids
    check_chain(ledger, known=known)
    assert len(ledger.of_kind("SW", "ST", "BL")) > 5
    assert ungrounded(ledger, kinds=("CA", "PO", "BL", "OB", "ST", "SW"), known=known) == ()


@pytest.mark.parametrize("slug", CLIENTS)
def test_both_languages_record_the_same_bytes(slug: str) -> None:
    english, spanish = (workbooks(lang) / slug / PERIOD / "ledger.json" for lang in ("en", "es"))
    assert english.read_bytes() == spanish.read_bytes()


@pytest.mark.parametrize(
    "last",
    [2, pytest.param(11, marks=pytest.mark.heavy)],
    ids=["the first notebooks", "all"],
)
def test_another_run_in_another_time_zone_records_the_same_bytes(tmp_path: Path, last: int) -> None:
    program = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]); from inprocess import ledger_of;"
        "ledger_of(sys.argv[2], data=Path(sys.argv[3]), out=Path(sys.argv[4]), only=sys.argv[5:])"
    )
    notebooks = [f"{number:02d}" for number in range(last + 1)]
    command = [sys.executable, "-c", program, str(ROOT / "tests"), CLIENTS[0], str(ROOT / "data"), str(tmp_path)]
    subprocess.run(
        [*command, *notebooks], check=True, env={**os.environ, "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7"}
    )
    before = workbooks("en") / CLIENTS[0] / PERIOD / "ledger"
    again = {path.name: path.read_bytes() for path in (tmp_path / CLIENTS[0] / PERIOD / "ledger").glob("[01]*.json")}
    assert len(again) == last + 1
    assert again == {name: (before / name).read_bytes() for name in again}


def test_another_currency_changes_no_item_and_no_verdict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledgers = []
    for currency in ("EUR", "CHF"):
        monkeypatch.setitem(demo_spec.COUNTRIES, "ES", replace(COUNTRIES["ES"], currency=currency))
        data = tmp_path / currency
        write_client(data / "clients" / "cafe-lumbre", COMMITTED[0], schema=ROOT / "client.schema.json")
        ledgers.append(ledger_of("cafe-lumbre", data=data, out=tmp_path / "out" / currency, only=("06",)))
    verdicts = [{id: (item.verdict, item.value) for id, item in ledger.items()} for ledger in ledgers]
    assert verdicts[0] == verdicts[1]
    assert any(item.unit == "money" for item in ledgers[0].values())


# One value of the source is changed


@dataclass(frozen=True)
class Correction:
    """A client whose budget line was approved, and whose table of costs was corrected after that."""

    data: Path
    out: Path
    before: Ledger
    after: Ledger

    @property
    def folder(self) -> Path:
        return self.data / "clients" / CHANGED

    @property
    def month(self) -> Path:
        return self.out / CHANGED / PERIOD


@pytest.fixture(scope="module")
def correction(tmp_path_factory: pytest.TempPathFactory) -> Correction:
    root = tmp_path_factory.mktemp("correction")
    data, out = root / "data", root / "out"
    own_client(CHANGED, data / "clients")
    lay_import(CHANGED, out)
    first = read_ledger(workbooks("en") / CHANGED / PERIOD)
    by = Decision("approver", date(2026, 11, 2))
    approve(data / "clients" / CHANGED, [LINE, "BL-scheduler"], first, by, say=Text("en"))
    before = ledger_of(CHANGED, data=data, out=out, only=READ)
    costs = data / "clients" / CHANGED / "exports" / "costs.csv"
    costs.write_text(corrected(costs.read_text(encoding="utf-8")), encoding="utf-8")
    return Correction(data, out, before, ledger_of(CHANGED, data=data, out=out, only=READ))


def corrected(costs: str) -> str:
    """Make the last payment for search ads three times as dear."""
    lines = costs.splitlines()
    last = max(n for n, line in enumerate(lines) if ",google-ads," in line)
    lines[last] = re.sub(r",(\d+\.\d+),", lambda found: f",{float(found[1]) * 3:.2f},", lines[last], count=1)
    return "\n".join(lines) + "\n"


def as_shown(item: Item) -> tuple[object, ...]:
    return (item.verdict, *(shown(number, item.unit) for number in (item.value, item.low, item.high)))


def test_a_changed_value_changes_exactly_what_trace_down_lists(correction: Correction) -> None:
    before, after = correction.before, correction.after
    assert before.keys() == after.keys()
    facts = {item.id for item in before.of_kind("EV") if mark(item) != mark(after[item.id])}
    changed = {id for id in before if before.fingerprint(id) != after.fingerprint(id)}
    plan = load_plan(correction.folder)
    below = {one for id in facts for one in falls(id, before, plan) if one in before}
    assert facts
    assert changed == facts | below
    assert len(changed) < len(before) / 2
    assert {id for id in before if as_shown(before[id]) != as_shown(after[id])} <= changed


def test_an_approval_on_a_changed_value_is_stale_in_plan_portfolio_and_report(
    correction: Correction, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(correction.month)
    with pytest.raises(SystemExit):
        main(["plan", CHANGED, "--json", "--data", str(correction.data), "--out", str(correction.out)])
    stands = {entry["id"]: entry for entry in json.loads(capsys.readouterr().out)["plan"]}
    assert stands[LINE]["status"] == "stale"
    assert all(reason["before"]["value"] != reason["now"]["value"] for reason in stands[LINE]["reasons"])
    assert stands["BL-scheduler"]["status"] == "approved"
    write_report(correction.month, load_client(correction.folder), Period(PERIOD), "en")
    page = (correction.month / "workbook.html").read_text(encoding="utf-8")
    row = page.split(f">{LINE}</a>", 1)[1] if f">{LINE}</a>" in page else page.split(f"{LINE}</td>", 1)[1]
    assert "stale" in row[:600]
    with folders(correction.data, correction.out):
        card = portfolio_card(open_workbook(CHANGED, PERIOD, "en"))
    (correction.month / "card.json").write_text(card, encoding="utf-8")
    commit(correction.month)
    (row,) = re.findall(
        f'<tr data-name="{CHANGED}".*?</tr>', write_portfolio(correction.out).read_text(encoding="utf-8")
    )
    assert "stale" in row
    assert "Decision to review" in row or "changed since" in row


@pytest.mark.heavy
def test_nothing_is_decided_on_nothing_and_what_is_planted_is_found(tmp_path: Path) -> None:
    sys.path.insert(0, str(ROOT / "tests" / "bench"))
    import verdicts

    nothing = verdicts.scored(verdicts.clients("outside", 6, 0, planted=False))
    planted = verdicts.scored(verdicts.clients("outside", 3, 0, planted=True))
    assert sum(bool(one.decided) for one in nothing) <= 1
    found = [(sign, said) for one in planted for _, sign, said, power in one.findings if power > 0.9]
    assert sum(sign == said for sign, said in found) >= 0.8 * len(found)
    assert not any(said == -sign for sign, said in found)


@pytest.mark.parametrize("slug", CLIENTS)
def test_every_post_leads_to_rows_of_an_export_and_says_all_that_is_needed(slug: str) -> None:
    ledger, plan = read_ledger(workbooks("en") / slug / PERIOD), load_plan(ROOT / "data" / "clients" / slug)
    posts = ledger.of_kind("PO")
    assert len(posts) >= 15
    for item in posts:
        steps = trace(item.id, ledger, plan)
        files = {source.file for step in steps if step.item is not None for source in step.item.source}
        assert any(step.id.startswith("EV-") for step in steps), item.id
        assert files, item.id
        for name in ("axis", "owner", "state", "purpose", "utm_source", "utm_medium", "utm_campaign", "utm_content"):
            assert item.about.get(name), (item.id, name)
        assert item.about.get("objective") in plan.ids or not plan.objectives
