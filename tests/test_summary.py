"""The client reads what is firm first, and signs what waits."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from smmkit.ledger import Check, Experiment, Item, Ledger, Verdict, judge
from smmkit.plan import Plan, parse_plan
from smmkit.plan.reasons import verdict_reasons
from smmkit.text import Message, Text
from smmkit.topics.report.proposals import summary, verdict_counts

YES = Check("rows", True, Message("20 rows"))
NO = Check("interval", False, Message("the interval holds zero"))
NONE = Check("rows", False, Message("no row"))
TRIAL = Experiment((Message("a"), Message("b")), 30, 4.0, "err")


def item(id: str, *checks: Check, because: tuple[str, ...] = ("EV-x",), **rest: object) -> Item:
    found = judge(checks, experiment=TRIAL, collect=Message("export posts"))
    return Item.of(id, Message(id), found, because=() if id.startswith("EV") else because, period="2026-10", **rest)


LEDGER = Ledger(
    [item("EV-x", YES, n=5), item("EV-none", NONE), item("ST-go", YES, n=9), item("BL-ads", YES, NO),
     item("RS-reach", YES, n=3),     *(item(f"RS-more-{i}", YES, n=100 + i) for i in range(4))]
)  # fmt: skip


def test_what_is_open_comes_with_its_experiment_and_what_is_missing_with_what_to_collect() -> None:
    found = summary(LEDGER, Plan())
    assert [one.id for one in found.open_questions] == ["BL-ads"]
    unknown = [item for one in found.missing for item in one.items]
    assert [item.id for item in unknown] == ["EV-none"]
    assert all(item.collect for item in unknown)


@pytest.mark.parametrize(("status", "waits"), [("approved", False), ("rejected", False), ("proposed", True)])
def test_only_what_is_not_decided_waits_for_a_signature(status: str, waits: bool) -> None:
    by = 'by = "approver"\non = 2026-10-01\n' if status != "proposed" else ""
    plan = parse_plan(f'period = "2026-09"\n[[strategies]]\nid = "ST-go"\ntitle = "Go"\nstatus = "{status}"\n{by}')
    assert ("ST-go" in [one.id for one in summary(LEDGER, plan).to_sign]) is waits


@pytest.mark.parametrize(("status", "told"), [("approved", True), ("rejected", False)])
def test_a_test_that_was_refused_is_not_announced_again(status: str, told: bool) -> None:
    trial = item("CH-facebook", YES, NO)
    plan = parse_plan(
        f'[[channels]]\nid = "CH-facebook"\ntitle = "Half"\nstatus = "{status}"\nby = "approver"\non = 2026-10-01\n'
        'platform = "facebook"\naction = "keep"\n'
    )
    found = summary(Ledger([item("EV-x", YES), trial]), plan).open_questions
    assert ("CH-facebook" in [one.id for one in found]) is told


def test_evidence_and_results_are_not_signed() -> None:
    assert {one.kind.value for one in summary(LEDGER, Plan()).to_sign} == {"ST", "BL"}


def test_what_the_review_would_end_or_change_waits_first_and_what_it_keeps_does_not() -> None:
    calls = [
        item(id, YES, because=("RS-reach",)) for id in ("DE-stop-go", "DE-change-link", "DE-keep-reel", "DE-tools")
    ]
    ledger = Ledger([*LEDGER.values(), *calls])
    asked = [one.id for one in summary(ledger, Plan()).to_sign]
    assert asked[:2] == ["DE-stop-go", "DE-change-link"]
    assert {"DE-keep-reel", "DE-tools"}.isdisjoint(asked)
    signed = parse_plan(
        'period = "2026-09"\n[[decisions]]\nid = "DE-stop-go"\ntitle = "Stop"\nstatus = "approved"\n'
        'choice = "stop"\nby = "approver"\non = 2026-10-01\n'
    )
    assert "DE-stop-go" not in [one.id for one in summary(ledger, signed).to_sign]


def test_verdicts_are_counted_by_kind() -> None:
    counts = verdict_counts(LEDGER)
    assert counts.loc["ST", "DECIDE"] == 1
    assert counts.loc["BL", "TEST"] == 1
    assert counts.to_numpy().sum() == 2


def test_an_empty_ledger_has_no_counts() -> None:
    assert verdict_counts(Ledger()).empty


def trial(id: str, weeks: float, **rest: object) -> Item:
    """Return an open question with a test of so many weeks."""
    design = Experiment((Message("a"), Message("b")), 30, weeks, "err", "posts")
    judgement = judge([YES, NO], experiment=design, owner="approver")
    return Item.of(id, Message(id), judgement, because=("EV-x",), period="2026-10", **rest)


def test_a_test_longer_than_eight_weeks_is_offered_to_nobody_and_one_a_network_runs() -> None:
    long, soon = trial("RS-long", 52.0, scope="facebook+reel"), trial("RS-soon", 4.0, scope="instagram+reel")
    later, elsewhere = trial("CH-later", 8.0, about={"platform": "instagram"}), trial("BL-money", 6.0)
    found = summary(Ledger([item("EV-x", YES), long, soon, later, elsewhere]), Plan())
    assert {one.id for one in found.open_questions} == {"RS-soon", "BL-money"}
    assert long.verdict is Verdict.JUDGE


def test_what_is_to_be_stopped_is_not_tried_out_as_well() -> None:
    draw = trial("RS-draw", 6.0)
    stop = Item.of("DE-stop-draws", Message("stop"), judge([YES]), because=("RS-draw",), period="2026-10",
                   about={"choice": "stop"})  # fmt: skip
    assert [one.id for one in summary(Ledger([item("EV-x", YES), draw]), Plan()).open_questions] == ["RS-draw"]
    assert not summary(Ledger([item("EV-x", YES), draw, stop]), Plan()).open_questions


def test_every_test_that_is_proposed_says_what_it_counts(root: Path) -> None:
    calls = [
        call
        for path in (root / "smmkit" / "topics").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Experiment"
    ]
    assert len(calls) >= 8
    assert all(len(call.args) == 5 or "unit" in {word.arg for word in call.keywords} for call in calls)
    with pytest.raises(ValueError, match="unknown unit"):
        Experiment((Message("a"), Message("b")), 30, 4.0, "err", "sends")


def test_a_need_is_told_uncapped_and_not_as_an_offer() -> None:
    said = " ".join(verdict_reasons(trial("RS-long", 61.3), Text("en", country="US")))
    assert "would need 62 weeks" in said
    assert "per variant" not in said
    assert "30 posts per variant, 8 weeks" in " ".join(verdict_reasons(trial("RS-8", 8.0), Text("en", country="US")))


def test_a_group_is_signed_anew_only_where_its_size_moved_by_more_than_chance() -> None:
    told = (
        '[[segments]]\nid = "SG-lapsed"\nstatus = "approved"\nby = "approver"\nvalue = 0.331\nlow = 0.30\nhigh = 0.36\n'
    )
    plan = parse_plan(told + 'unit = "rate"\nperiod = "2026-07"\n')

    def waits(value: float) -> bool:
        group = item("SG-lapsed", YES, value=value, low=value - 0.03, high=value + 0.03, unit="rate")
        return bool(summary(Ledger([LEDGER["EV-x"], group]), plan).to_sign)

    assert not waits(0.345)
    assert waits(0.45)
