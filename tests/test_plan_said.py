"""What `smmkit plan` and `approve` say of a mistake: what is wrong, and nothing that would not mend it."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from ledgers import evidence, proposal

from smmkit import month_folder
from smmkit.cli.plan import _echo_later, _echo_plan
from smmkit.errors import DataError
from smmkit.ledger import Ledger
from smmkit.period import Period
from smmkit.plan import Plan, parse_plan
from smmkit.plan.month import Month, check_shown
from smmkit.text import Text

ZONE = "Europe/Madrid"
TODAY = datetime.now(ZoneInfo(ZONE)).date()
CLIENT = SimpleNamespace(name="Café", timezone=ZONE, slug="cafe")


def month_of(ledger: Ledger, plan: Plan, out: Path, lang: str = "en") -> Month:
    return Month(CLIENT, plan, ledger, Period("2026-10"), Text(lang, country="ES"), out)  # type: ignore[arg-type]


def entry(on: date) -> Plan:
    return parse_plan(
        f'[[strategies]]\nid = "ST-x"\ntitle = "Show the kitchen"\nstatus = "approved"\nby = "approver"\non = {on}\n'
    )


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "a day that has not come. Write the day"), ("es", "un día que aún no ha llegado")]
)
def test_a_decision_dated_ahead_is_told_with_what_to_write(
    lang: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _echo_plan(month_of(Ledger(), entry(TODAY + timedelta(days=400)), tmp_path, lang), {})
    told = capsys.readouterr().out
    assert said in told
    assert f"on = {TODAY.isoformat()}" in told
    _echo_plan(month_of(Ledger(), entry(TODAY - timedelta(days=1)), tmp_path, lang), {})
    assert said not in capsys.readouterr().out


def test_evidence_that_no_page_shows_is_not_said_to_need_another_run(tmp_path: Path) -> None:
    (tmp_path / month_folder.RECORD).write_text(json.dumps({"steps": {"report": {"shown": {}}}}), encoding="utf-8")
    month = month_of(Ledger([evidence(), proposal("ST-x", "EV-reel-err")]), Plan(), tmp_path)
    check_shown(month, ["EV-reel-err"])
    with pytest.raises(DataError, match="only what the report shows is approved"):
        check_shown(month, ["ST-x"])


def test_exports_that_came_after_the_run_are_named_with_the_command_that_counts_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "cafe", tmp_path / "out" / "cafe" / "2026-10"
    (folder / "exports").mkdir(parents=True)
    out.mkdir(parents=True)
    (folder / "exports" / "october.csv").write_text("a,b", encoding="utf-8")
    (out / month_folder.RECORD).write_text(json.dumps({"inputs": {"exports/october.csv": "x"}}), encoding="utf-8")
    month = month_of(Ledger(), Plan(), out)
    month = Month(SimpleNamespace(**vars(CLIENT), folder=folder), Plan(), Ledger(), month.period, month.text, out)
    _echo_later(month)
    assert not capsys.readouterr().out
    (folder / "exports" / "august.csv").write_text("a,b", encoding="utf-8")
    _echo_later(month)
    told = capsys.readouterr().out
    assert "1, such as exports/august.csv" in told
    assert "run cafe --period 2026-10" in told
