"""Seven months of one client: the board changes only when its evidence does."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from inprocess import ledger_of
from prepared import lay_import

from smmkit.ledger import Ledger, Verdict
from smmkit.topics.swot.analysis import swot_items
from smmkit.topics.swot.proposals import evidence_table

ROOT = Path(__file__).resolve().parents[1]
MONTHS = [f"2026-{month:02d}" for month in range(4, 11)]


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> list[Ledger]:
    out = tmp_path_factory.mktemp("months")
    lay_import("cafe-lumbre", out)
    return [
        ledger_of("cafe-lumbre", data=ROOT / "data", out=out, period=month, only=("00", "01", "02")) for month in MONTHS
    ]


def evidence(ledger: Ledger, id: str) -> tuple[object, ...] | None:
    """Return what an item of the board rests on, as it is rounded for a reader; None where it is not there."""
    fact = ledger.get("EV" + id[2:])
    if fact is None:
        return None
    numbers = (None if one is None else round(float(one), 6) for one in (fact.value, fact.low, fact.high))
    return (fact.verdict, *numbers)


@pytest.mark.heavy
def test_the_board_changes_only_when_its_evidence_does(months: list[Ledger]) -> None:
    changes = 0
    for before, after in pairwise(months):
        boards = [{item.id for item in ledger.of_kind("SW") if item.because} for ledger in (before, after)]
        for id in boards[0] ^ boards[1]:
            changes += 1
            assert evidence(before, id) != evidence(after, id), id
        for id in boards[0] & boards[1]:
            if evidence(before, id) == evidence(after, id):
                assert before[id].topics == after[id].topics
                assert before[id].verdict == after[id].verdict
    assert changes > 0


@pytest.mark.heavy
def test_an_item_of_the_board_may_be_stated_in_its_month(months: list[Ledger]) -> None:
    for ledger in months:
        for item in ledger.of_kind("SW"):
            assert all(ledger[one].verdict is Verdict.DECIDE for one in item.because), item.id


@pytest.mark.heavy
def test_the_month_of_the_crisis_alone_holds_it_as_a_threat_and_a_weakness_and_praises_no_voice(
    months: list[Ledger],
) -> None:
    for month, ledger in zip(MONTHS, months, strict=True):
        sides = sorted(item.topics[0] for item in ledger.of_kind("SW") if item.id.startswith("SW-alarm-"))
        assert sides == (["threat", "weakness"] if month == "2026-07" else []), month
        assert month != "2026-07" or "SW-esov" not in ledger


@pytest.mark.heavy
def test_the_board_follows_from_its_months_evidence_by_the_rules_and_from_nothing_else(months: list[Ledger]) -> None:
    for ledger in months:
        evidence = [item for item in ledger.of_kind("EV") if not item.id.startswith(("EV-last-", "EV-sector-"))]
        made = swot_items(evidence_table(evidence)).set_index("id")["quadrant"].to_dict()
        shown = {item.id: item.topics[0] for item in ledger.of_kind("SW") if item.because and item.id in made}
        measured = {id for id in ledger if id.startswith("SW-") and ("EV" + id[2:]) in {one.id for one in evidence}}
        assert measured == set(made)
        assert all(made[id].startswith(side[:6]) for id, side in shown.items())
