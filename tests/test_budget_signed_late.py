"""A sheet signed before an upgrade or a rerun: no signature is lost, and none counts for another amount."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from ledgers import PERIOD, commit, evidence, proposal

from smmkit.cli import group
from smmkit.ledger import Item, Ledger, judge, write_part
from smmkit.plan.decide import terms
from smmkit.plan.load import load_plan
from smmkit.plan.signoff import SignedAnswer, SignOff, held, load_signoff
from smmkit.text import Message, Text

EN = Text("en", country="ES", currency="EUR")
SLUG, ON = "cafe-lumbre", date(2026, 10, 2)
JUDGED = judge([], owner="approver")
COST = evidence("EV-budget-scheduler-cost", 55.0, unit="money", metric=None, definition=None)


def line(id: str, amount: float, *because: str, **rest: Any) -> Item:
    title = Message("{line:word}: keep the plan of {plan:money} a month", {"line": id[3:].capitalize(), "plan": amount})
    return proposal(id, *because, judgement=JUDGED, value=amount, unit="money", title=title, **rest)


def signed(ledger: Ledger, *ids: str, old: bool = False) -> SignOff:
    """Return the sheet a ledger makes, answered yes; an earlier version's tells neither terms nor sentences."""
    told = [{"id": id, "fingerprint": ledger.fingerprint(ledger[id]), "choice": "approved"} for id in ids]
    if not old:
        told = [one | {"terms": terms(ledger[one["id"]]), "said": EN(ledger[one["id"]].title)} for one in told]
    answers = tuple(SignedAnswer.model_validate(one) for one in told)
    return SignOff(client=SLUG, period=PERIOD, by="approver", on=ON.isoformat(), answers=answers)


def outcome(sheet: SignOff, now: Ledger) -> tuple[list[str], list[str]]:
    standing, changed = held(sheet, now, EN, on=ON)
    return [answer.id for answer in standing], [EN(one) for one in changed]


def test_what_was_signed_without_a_why_counts_when_an_upgrade_tells_its_why() -> None:
    sheet = signed(Ledger([line("BL-scheduler", 55.0)]), "BL-scheduler", old=True)
    assert outcome(sheet, Ledger([COST, line("BL-scheduler", 55.0, COST.id)])) == (["BL-scheduler"], [])


@pytest.mark.parametrize("old", [True, False])
def test_no_signature_counts_for_another_amount(old: bool) -> None:
    """Also where the evidence is what it was, and where there was none."""
    for because in ((), (COST.id,)):
        sheet = signed(Ledger([COST, line("BL-scheduler", 55.0, *because)]), "BL-scheduler", old=old)
        standing, (said,) = outcome(sheet, Ledger([COST, line("BL-scheduler", 60.0, COST.id)]))
        assert standing == []
        assert "“Scheduler: keep the plan of €60 a month”" in said
        assert ("“Scheduler: keep the plan of €55 a month” (BL-scheduler)" in said) is not old
        assert "nothing of it was written" in said


def test_an_old_sheet_that_tells_no_amount_counts_for_none_that_it_cannot_be_held_against() -> None:
    ledger = Ledger([COST, line("BL-scheduler", 55.0, COST.id), proposal("ST-own", COST.id)])
    standing, (said,) = outcome(signed(ledger, "BL-scheduler", "ST-own", old=True), ledger)
    assert standing == ["ST-own"]  # it says nothing but its words
    assert "approver said yes to BL-scheduler on 2 Oct 2026, on a sheet that does not tell its amount" in said


def test_a_day_that_moved_since_is_not_signed_and_a_title_said_better_is() -> None:
    fair = proposal("CA-fair", COST.id, judgement=JUDGED, about={"start": "2026-11-28", "end": "2026-11-29"})
    sheet = signed(Ledger([COST, fair]), "CA-fair")
    moved = replace(fair, about={"start": "2026-12-05", "end": "2026-12-06"})
    assert outcome(sheet, Ledger([COST, moved]))[0] == []
    better = replace(fair, title=Message("The winter fair, with its posts"))
    assert outcome(sheet, Ledger([COST, better])) == (["CA-fair"], [])


def test_what_is_proposed_no_longer_is_told_with_what_was_signed() -> None:
    sheet = signed(Ledger([line("BL-scheduler", 55.0)]), "BL-scheduler")
    _, (said,) = outcome(sheet, Ledger([line("BL-tool", 55.0)]))
    assert said == (
        "approver said yes to “Scheduler: keep the plan of €55 a month” (BL-scheduler) on 2 Oct 2026: this month "
        "proposes it no longer, so nothing of it was written."
    )


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_late_sheet_writes_what_stands_and_says_of_the_rest_what_was_signed_and_what_it_reads_now(
    lang: str, root: Path, tmp_path: Path
) -> None:
    place, out = tmp_path / "clients" / SLUG, tmp_path / "out" / SLUG / PERIOD
    shutil.copytree(root / "data" / "clients" / SLUG, place, ignore=shutil.ignore_patterns("exports"))
    then = [COST, line("BL-tool-a", 55.0, COST.id), line("BL-tool-b", 20.0, COST.id)]
    sheet = tmp_path / "signoff.json"
    sheet.write_text(signed(Ledger(then), "BL-tool-a", "BL-tool-b").model_dump_json(), encoding="utf-8")
    write_part(out, "06", [COST, line("BL-tool-a", 55.0, COST.id), line("BL-tool-b", 25.0, COST.id)])
    commit(out)
    words = ["--data", str(tmp_path), "--out", str(out.parents[1]), "--lang", lang]
    done = CliRunner().invoke(group, ["approve", SLUG, "--from", str(sheet), *words])
    assert done.exit_code != 0
    told = (done.output + str(done.exception)).replace("\N{NO-BREAK SPACE}", " ")
    assert ("said yes" if lang == "en" else "dijo sí") in told
    assert "20" in told.split("BL-tool-b")[0]
    assert "25" in told.split("BL-tool-b")[1]
    plan = load_plan(place)
    assert [(one.id, one.value) for one in plan.budget_lines if one.id.startswith("BL-tool")] == [("BL-tool-a", 55.0)]
    assert sheet.is_file()


def test_what_a_sheet_says_obeys_no_terminal(tmp_path: Path) -> None:
    sheet = signed(Ledger([line("BL-scheduler", 55.0)]), "BL-scheduler")
    answer = json.loads(sheet.model_dump_json())["answers"][0] | {"said": "red \x1b[31m"}
    path = tmp_path / "signoff.json"
    path.write_text(json.dumps(json.loads(sheet.model_dump_json()) | {"answers": [answer]}), encoding="utf-8")
    assert load_signoff(path, client=SLUG, period=PERIOD).answers[0].said == "red [31m"
