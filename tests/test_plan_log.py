"""The history of a plan: nothing is lost, nothing is made up, and a month is judged by what stood on its first day."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import chain

from smmkit.errors import ConfigError
from smmkit.files import digest
from smmkit.plan import Decision, Plan, approve, reject
from smmkit.plan import change as change_module
from smmkit.plan import log as log_module
from smmkit.plan.load import parse_plan
from smmkit.plan.log import (
    BY_HAND,
    DECIDED,
    LOG_FILE,
    apply_edits,
    edits_between,
    read_log,
    reversed_edits,
    settle,
    version_on,
)
from smmkit.text import Text

SAY = Text("en")
AUGUST, SEPTEMBER = Decision("approver", date(2026, 8, 20)), Decision("approver", date(2026, 9, 20))
LINES = st.lists(st.sampled_from(["a\n", "b\n", "\n", "# é\r\n", "x = 1\n", "end"]), max_size=12).map("".join)


def plan_on(folder: Path, day: date) -> Plan | None:
    version = version_on(read_log(folder), day)
    return None if version is None else parse_plan(version.text, file=LOG_FILE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    client = tmp_path / "cafe"
    client.mkdir()
    return client


@given(LINES, LINES)
@settings(max_examples=200)
def test_a_change_and_its_reverse_give_the_same_bytes(old: str, new: str) -> None:
    edits = edits_between(old, new)
    assert apply_edits(old, edits) == new
    assert apply_edits(new, reversed_edits(edits)) == old


def test_a_month_is_judged_by_the_plan_of_its_first_day(folder: Path) -> None:
    approve(folder, ["OB-err"], chain(), AUGUST, say=SAY)
    approve(folder, ["BL-meta-ads"], chain(), SEPTEMBER, say=SAY)
    found = read_log(folder)
    assert [version.ids for version in found] == [("OB-err",), ("BL-meta-ads",)]
    assert plan_on(folder, date(2026, 8, 1)) is None
    september, october = plan_on(folder, date(2026, 9, 1)), plan_on(folder, date(2026, 10, 1))
    assert september is not None
    assert october is not None
    assert (september.ids, october.ids) == ({"OB-err"}, {"OB-err", "BL-meta-ads"})


def test_a_day_never_goes_back(folder: Path) -> None:
    approve(folder, ["OB-err"], chain(), SEPTEMBER, say=SAY)
    approve(folder, ["BL-meta-ads"], chain(), AUGUST, say=SAY)
    assert [version.on for version in read_log(folder)] == [SEPTEMBER.on, SEPTEMBER.on]


def test_an_edit_by_hand_is_logged_when_it_is_seen(folder: Path) -> None:
    approve(folder, ["OB-err"], chain(), AUGUST, say=SAY)
    path = folder / "plan.toml"
    path.write_text(path.read_text() + "\n[review]\nkeep_at = 0.9\n")
    reject(folder, ["BL-meta-ads"], chain(), SEPTEMBER, say=SAY)
    assert [(version.how, version.on) for version in read_log(folder)] == [
        (DECIDED, AUGUST.on), (BY_HAND, SEPTEMBER.on), (DECIDED, SEPTEMBER.on),
    ]  # fmt: skip
    before = plan_on(folder, date(2026, 9, 1))
    assert before is not None
    assert before.review.keep_at == 0.8


def test_a_plan_put_back_by_hand_stays_put_back(folder: Path) -> None:
    approve(folder, ["OB-err"], chain(), AUGUST, say=SAY)
    old = (folder / "plan.toml").read_text()
    approve(folder, ["BL-meta-ads"], chain(), SEPTEMBER, say=SAY)
    (folder / "plan.toml").write_text(old)
    settle(folder, SEPTEMBER.on)
    assert (folder / "plan.toml").read_text() == old
    assert read_log(folder)[-1].how == BY_HAND


@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_torn_pair_is_completed(folder: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """A writer dies before it logs, before it writes the plan, or before it says that the plan is there."""
    approve(folder, ["OB-err"], chain(), AUGUST, say=SAY)
    old = (folder / "plan.toml").read_text()
    append, whole = log_module._append, log_module.write_whole

    def dies(*said: object) -> None:
        raise KeyboardInterrupt

    def dies_late(path: Path, record: dict[str, object]) -> None:
        dies() if "settled" in record else append(path, record)

    if step == 2:
        monkeypatch.setattr(log_module, "write_whole", dies)
    else:
        monkeypatch.setattr(log_module, "_append", dies if step == 1 else dies_late)
    with pytest.raises(KeyboardInterrupt):
        approve(folder, ["BL-meta-ads"], chain(), SEPTEMBER, say=SAY)
    monkeypatch.setattr(log_module, "_append", append)
    monkeypatch.setattr(log_module, "write_whole", whole)
    settle(folder, SEPTEMBER.on)
    text = (folder / "plan.toml").read_text()
    assert (text == old) is (step == 1)
    assert [version.how for version in read_log(folder)] == [DECIDED] * (1 if step == 1 else 2)
    assert read_log(folder)[-1].text == text


@pytest.mark.parametrize(("torn", "dropped"), [(40, False), (31, True)])
def test_a_torn_line_is_cut_and_a_pair_nobody_can_complete_is_dropped(folder: Path, torn: int, dropped: bool) -> None:
    """Cut off is the line that says the plan is there, and of the change before it some bytes or none."""
    approve(folder, ["OB-err"], chain(), AUGUST, say=SAY)
    path = folder / LOG_FILE
    whole = path.read_bytes()
    approve(folder, ["BL-meta-ads"], chain(), SEPTEMBER, say=SAY)
    path.write_bytes(path.read_bytes()[:-torn])
    (folder / "plan.toml").write_text("# another plan\n")
    settle(folder, SEPTEMBER.on)
    assert path.read_bytes().startswith(whole)
    assert [version.how for version in read_log(folder)] == [DECIDED, BY_HAND]
    assert read_log(folder)[-1].text == "# another plan\n"
    assert (b'"dropped"' in path.read_bytes()) is dropped


def test_a_log_that_was_changed_is_not_believed(folder: Path) -> None:
    approve(folder, ["OB-err"], chain(), AUGUST, say=SAY)
    path = folder / LOG_FILE
    path.write_text(path.read_text().replace("OB-err", "OB-age"))
    with pytest.raises(ConfigError, match="does not lead from one plan to the next"):
        read_log(folder)
    path.write_text("{}\n")
    with pytest.raises(ConfigError, match="line 1: that is no entry"):
        read_log(folder)


def test_the_log_is_only_added_to(folder: Path) -> None:
    approve(folder, ["OB-err"], chain(), AUGUST, say=SAY)
    first = (folder / LOG_FILE).read_bytes()
    approve(folder, ["BL-meta-ads"], chain(), SEPTEMBER, say=SAY)
    assert (folder / LOG_FILE).read_bytes().startswith(first)
    assert digest((folder / "plan.toml").read_bytes()) in (folder / LOG_FILE).read_text()


def kill(folder: Path, times: int) -> None:
    (folder / "plan.toml").write_text('# by hand\nperiod = "2026-08"\n')
    script = Path(__file__).with_name("kill_log_writer.py")
    done = subprocess.run([sys.executable, script, folder, str(times)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert f"{times} kills" in done.stdout


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the writer is killed by a POSIX signal")
def test_kills_never_harm_plan_or_log(folder: Path) -> None:
    kill(folder, 20)


@pytest.mark.heavy
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the writer is killed by a POSIX signal")
def test_two_hundred_kills_never_harm_plan_or_log(folder: Path) -> None:
    kill(folder, 200)


def test_the_lock_is_the_plans_own(folder: Path) -> None:
    with change_module.locked(folder):
        settle(folder, AUGUST.on)
    assert not (folder / LOG_FILE).exists()


@pytest.mark.parametrize("slug", ["cafe-lumbre", "libreria-cenzontle", "ridgeline-bikes"])
def test_the_invented_clients_have_three_months_of_plans(slug: str) -> None:
    folder = Path(__file__).resolve().parents[1] / "data" / "clients" / slug
    found = read_log(folder)
    assert [str(version.on) for version in found] == ["2026-08-01", "2026-09-01", "2026-10-01"]
    assert found[-1].text == (folder / "plan.toml").read_text(encoding="utf-8")
    plans = [plan_on(folder, date(2026, month, 1)) for month in (7, 8, 9, 10)]
    campaigns = [None if plan is None else {one.id for one in plan.campaigns} for plan in plans]
    assert campaigns == [
        None, {"CA-spring"}, {"CA-spring", "CA-autumn"}, {"CA-spring", "CA-autumn", "CA-giveaway-winter"},
    ]  # fmt: skip
