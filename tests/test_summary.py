"""The client reads what is firm first, and signs what waits."""

from __future__ import annotations

import pytest

from smmkit.ledger import Check, Experiment, Item, Ledger, Verdict, judge
from smmkit.plan import Plan, parse_plan
from smmkit.text import Message
from smmkit.topics.report.proposals import NOTHING_FIRM, summary, verdict_counts

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


def test_headlines_are_firm_and_no_kind_fills_the_page() -> None:
    found = summary(LEDGER, Plan())
    assert all(one.verdict is Verdict.DECIDE for one in found.headlines)
    assert [one.id for one in found.headlines] == ["RS-more-3", "RS-more-2", "ST-go", "EV-x"]


def test_what_is_open_comes_with_its_experiment_and_what_is_missing_with_what_to_collect() -> None:
    found = summary(LEDGER, Plan())
    assert [one.id for one in found.open_questions] == ["BL-ads"]
    assert [one.id for one in found.missing] == ["EV-none"]
    assert all(one.collect for one in found.missing)


def test_a_ledger_without_anything_firm_says_so() -> None:
    assert summary(Ledger([item("EV-none", NONE)]), Plan()).opening == (NOTHING_FIRM,)


@pytest.mark.parametrize(("status", "waits"), [("approved", False), ("rejected", False), ("proposed", True)])
def test_only_what_is_not_decided_waits_for_a_signature(status: str, waits: bool) -> None:
    by = 'by = "approver"\non = 2026-10-01\n' if status != "proposed" else ""
    plan = parse_plan(f'period = "2026-09"\n[[strategies]]\nid = "ST-go"\ntitle = "Go"\nstatus = "{status}"\n{by}')
    assert ("ST-go" in [one.id for one in summary(LEDGER, plan).to_sign]) is waits


def test_evidence_and_results_are_not_signed() -> None:
    assert {one.kind.value for one in summary(LEDGER, Plan()).to_sign} == {"ST", "BL"}


def test_verdicts_are_counted_by_kind() -> None:
    counts = verdict_counts(LEDGER)
    assert counts.loc["ST", "DECIDE"] == 1
    assert counts.loc["BL", "TEST"] == 1
    assert counts.to_numpy().sum() == 2


def test_an_empty_ledger_has_no_counts() -> None:
    assert verdict_counts(Ledger()).empty
