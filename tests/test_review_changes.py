"""The review in the plan: applied in one step, taken back byte for byte; a month is judged by its first day."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from ledgers import ENOUGH

from smmkit.errors import DataError
from smmkit.ledger import Item, Ledger, judge
from smmkit.ledger.verdict import Check
from smmkit.period import Period
from smmkit.plan import Decision, load_plan
from smmkit.plan.log import TAKEN_BACK, read_log
from smmkit.plan.review import approve_review, take_back
from smmkit.text import Message, Text
from smmkit.topics.review import proposals
from smmkit.topics.review.proposals import brief, call_items, promised, subjects, verdicts

DATA = Path(__file__).resolve().parents[1] / "data" / "clients"
SAY = Text("es", country="ES", currency="EUR")
BY = Decision("approver", date(2026, 11, 3))
MONTH = Period("2026-10")
OPEN = judge([Check("interval", False, Message("the interval holds zero"))], owner="social_media_manager")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA / "cafe-lumbre", tmp_path / "cafe-lumbre", ignore=lambda *_: ["exports"]))


def result(id: str, value: float, low: float, high: float, *because: str, sure: bool = True) -> Item:
    return Item.of(id, Message("x"), ENOUGH if sure else OPEN, because=because or ("EV-a",), value=value, low=low,
                   high=high, unit="rate", n=60, period=str(MONTH), metric="interactions")  # fmt: skip


def findings(*, giveaway: float = 0.06, **changed: Item) -> Ledger:
    items = [
        Item.of("EV-a", Message("a"), ENOUGH, value=1.0, unit="count", period=str(MONTH)),
        result("RS-facebook-link-interactions", -0.6, -0.66, -0.53),
        result("RS-facebook-carousel-interactions", 0.86, 0.46, 1.38),
        result("RS-autumn", 0.44, 0.33, 0.56, "CA-autumn"),
        result("RS-spring", giveaway, giveaway - 0.11, giveaway + 0.12, "CA-spring", sure=False),
    ]
    return Ledger([changed.get(item.id.replace("-", "_"), item) for item in items])


def proposed(ledger: Ledger, folder: Path, *, done: float = 1.0) -> list[Item]:
    posts = pd.DataFrame(
        [("facebook", form, pd.Timestamp(2026, month, 2)) for form in ("link", "carousel") for month in (8, 9, 10)],
        columns=["platform", "format", "day"],
    )
    carried = pd.DataFrame([("facebook", 50, 50 * done)], columns=["platform", "planned", "done"])
    promise = promised(folder, MONTH, load_plan(folder))
    found = subjects(ledger, promise.plan, posts, carried, MONTH.end)
    return call_items(verdicts(found, promise.rule), period=str(MONTH), check_on=date(2026, 11, 30))


def ids(items: list[Item]) -> set[str]:
    return {item.id for item in items}


def test_the_planted_keep_change_and_stop_are_proposed_with_their_causes(folder: Path) -> None:
    found = {item.id: item for item in proposed(findings(), folder)}
    assert set(found) == {"DE-keep-facebook-carousel", "DE-change-facebook-link", "DE-stop-giveaways",
                          "DE-keep-own-channels"}  # fmt: skip
    assert found["DE-stop-giveaways"].because == ("RS-spring", "ST-giveaways", "CA-giveaway-winter")
    assert found["DE-change-facebook-link"].about["to"] == "carousel"
    assert all(item.because and item.about["check_on"] for item in found.values())


def test_one_changed_number_flips_only_what_rests_on_it(folder: Path) -> None:
    before, after = proposed(findings(), folder), proposed(findings(giveaway=0.3), folder)
    assert ids(before) - ids(after) == {"DE-stop-giveaways"}
    assert ids(after) <= ids(before)


def test_formats_of_a_network_that_was_not_served_are_neither_stopped_nor_changed(folder: Path) -> None:
    assert not {id for id in ids(proposed(findings(), folder, done=0.79)) if "facebook" in id}


def test_a_rule_edited_in_the_month_is_ignored_and_said(folder: Path) -> None:
    path = folder / "plan.toml"
    path.write_text(path.read_text().replace("stop_at = 0.2", "stop_at = 0.01"))
    promise = promised(folder, MONTH, load_plan(folder))
    assert promise.rule.stop_at == 0.2
    assert "edited after the month began" in Text("en")(promise.said[1])
    assert "DE-stop-giveaways" in ids(proposed(findings(), folder))


def test_before_the_first_entry_nothing_was_promised(folder: Path) -> None:
    promise = promised(folder, Period("2026-07"), load_plan(folder))
    assert not list(promise.plan)
    assert "Nothing was promised yet" in Text("en")(promise.said[0])


def test_a_review_is_applied_in_one_step_and_taken_back_byte_for_byte(folder: Path) -> None:
    before = (folder / "plan.toml").read_bytes()
    ledger = Ledger([*findings().values(), *proposed(findings(), folder)])
    changed = approve_review(folder, (), ledger, BY, say=SAY)
    plan = load_plan(folder)
    assert {"ST-giveaways", "CA-giveaway-winter", "DE-stop-giveaways"} <= set(changed)
    ended = {id: plan.entry(id) for id in ("ST-giveaways", "CA-giveaway-winter", "ST-links")}
    assert {id: entry and entry.status for id, entry in ended.items()} == {
        "ST-giveaways": "rejected", "CA-giveaway-winter": "rejected", "ST-links": "approved",
    }  # fmt: skip
    take_back(folder, BY)
    assert (folder / "plan.toml").read_bytes() == before
    assert read_log(folder)[-1].how == TAKEN_BACK
    with pytest.raises(DataError, match="no review"):
        take_back(folder, BY)


def test_only_what_the_review_proposes_is_approved(folder: Path) -> None:
    ledger = Ledger([*findings().values(), *proposed(findings(), folder)])
    with pytest.raises(DataError, match="proposes no such thing"):
        approve_review(folder, ("DE-sla",), ledger, BY, say=SAY)
    assert set(approve_review(folder, ("DE-keep-own-channels",), ledger, BY, say=SAY)) == {"DE-keep-own-channels"}
    with pytest.raises(DataError, match="nothing to approve"):
        approve_review(folder, (), findings(), BY, say=SAY)


def test_every_line_of_the_brief_has_an_id_and_a_day(folder: Path) -> None:
    needs = pd.DataFrame({"on": [pd.Timestamp(2026, 10, 21)], "goal": ["more-orders"], "changed": ["vouchers"],
                          "by_role": ["approver"]})  # fmt: skip
    month = pd.Timestamp(MONTH.start), pd.Timestamp(MONTH.end)
    put = proposals.need_items(needs, load_plan(folder), period=str(MONTH), month=month)
    assert [item.because for item in put] == [("OB-err", "OB-key-events")]
    lines = brief(Ledger([*proposed(findings(), folder), *put]), MONTH)
    assert all(line.id and "2026" in SAY(line.due) for line in lines)
    assert {line.head for line in lines} == {"Stop", "Start", "Keep", "To measure"}
    assert "vouchers" in " ".join(SAY(line.sentence) for line in lines)


@pytest.mark.parametrize(("old", "new"), [("2026-09", "2026-10"), ("2026-10", "2026-10"), ("2026-07", "2026-08")])
def test_plans_of_two_months_are_compared_line_by_line(old: str, new: str) -> None:
    from click.testing import CliRunner

    from smmkit.cli import group

    told = CliRunner().invoke(group, ["plan", "cafe-lumbre", "--data", str(DATA.parent), "--diff", old, new])
    assert told.exit_code == 0, told.output
    assert ("CA-giveaway-winter" in told.output) is (new == "2026-10" and old != new)
    assert ("todavía no se había prometido nada" in told.output) is (old == "2026-07")
