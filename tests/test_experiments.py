"""What somebody tries in a notebook never takes the place of what a run recorded."""

from __future__ import annotations

from pathlib import Path

import pytest
from inprocess import official
from ledgers import chain, commit
from prepared import lay_import, own_client

from smmkit.cli import main
from smmkit.ledger import read_ledger
from smmkit.workbook import Workbook, open_workbook

ROOT = Path(__file__).resolve().parents[1]
CLIENT, PERIOD = "cafe-lumbre", "2026-10"


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a month nobody has run; the client is a copy, for approvals write into it."""
    own_client(CLIENT, tmp_path / "data")
    lay_import(CLIENT, tmp_path / "out")
    (tmp_path / "data" / CLIENT / "plan.toml").unlink(missing_ok=True)
    monkeypatch.setenv("SMMKIT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SMMKIT_OUT", str(tmp_path / "out"))
    monkeypatch.setenv("SMMKIT_LANG", "en")
    return tmp_path / "out" / CLIENT / PERIOD


def items(value: float) -> list:
    """Return a whole chain, so that each link resolves; its evidence has another value each time."""
    return list(chain(value, period=PERIOD).values())


def opened() -> Workbook:
    return open_workbook(CLIENT, PERIOD, "en")


def test_an_experiment_changes_no_official_byte_and_is_called_one(out: Path, capsys: pytest.CaptureFixture) -> None:
    with official(out.parent):
        opened().record("06", items(0.03))
    commit(out)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    book = opened()
    table = book.record("06", items(0.06))
    assert set(table["Status"]) == {"experiment, not recorded"}
    assert book.ledger["EV-reel-err"].value == 0.06
    assert opened().ledger["EV-reel-err"].value == 0.03
    assert {path: path.read_bytes() for path in before} == before
    assert read_ledger(out)["EV-reel-err"].value == 0.03
    # The same by hand as by the run is no experiment.
    assert "experiment, not recorded" not in set(opened().record("06", items(0.03))["Status"])
    # A token that nobody holds the folder with opens nothing.
    with pytest.raises(SystemExit) as stop:
        main(["plan", CLIENT])
    assert not stop.value.code
    assert "experiment" not in capsys.readouterr().out


def test_without_any_run_notebooks_rest_on_what_the_ones_before_left_by_hand(out: Path) -> None:
    opened().record("06", items(0.03))
    assert not (out / "ledger").exists()
    assert [item.id for item in opened().upstream("06")] == sorted(item.id for item in items(0.03))
    assert "EV-reel-err" in opened().before("09")
    with official(out.parent):
        opened().record("04", [])
    # From the first official part on, other notebooks' trials no longer stand in.
    assert "EV-reel-err" not in opened().ledger


def test_what_the_report_does_not_show_is_not_approved(out: Path, capsys: pytest.CaptureFixture) -> None:
    import json

    with official(out.parent):
        opened().record("06", items(0.03))
    commit(out)
    ledger = read_ledger(out)
    line = next(id for id, item in ledger.items() if id.startswith("BL-") and item.value is not None)
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    for seen, code in (({line: 1.0}, 1), ({}, 1), ({line: ledger[line].value}, 0)):
        record["steps"] = {"report": {"shown": seen}}
        (out / "run.json").write_text(json.dumps(record), encoding="utf-8")
        with pytest.raises(SystemExit) as stop:
            main(["approve", CLIENT, line, "--by", "approver"])
        assert int(str(stop.value.code or 0)) == code
        said = capsys.readouterr().err
        assert (f"{line}: the report shows" in said) == bool(code)


def test_a_notebook_opened_by_hand_in_another_language_says_how_to_have_its_headings(
    out: Path, capsys: pytest.CaptureFixture
) -> None:
    open_workbook(CLIENT, PERIOD, "es")
    said = capsys.readouterr().err
    assert "siguen en inglés" in said
    assert f"smmkit lab {CLIENT} --period {PERIOD} --lang es" in said
    with official(out.parent):
        open_workbook(CLIENT, PERIOD, "es")
    opened()
    assert capsys.readouterr().err == ""
