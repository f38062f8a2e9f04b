"""When an approval no longer holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ledgers import ENOUGH, NOTHING, OPEN, PERIOD, chain, evidence, proposal

from smmkit.ledger import Item, Judgement, Ledger
from smmkit.plan import (
    Change,
    Decision,
    Plan,
    Why,
    acts_otherwise,
    approve,
    load_plan,
    parse_plan,
    reject,
    stale_entries,
    status_of,
)
from smmkit.plan.again import with_lost
from smmkit.plan.entries import Evidence
from smmkit.plan.moved import moved
from smmkit.plan.reasons import figure, reason
from smmkit.plan.review import approve_review
from smmkit.plan.waiting import waiting
from smmkit.text import Message, Text

SAY = Text("en")
BY = Decision("approver", date(2026, 10, 1), "agreed in the monthly meeting")
NEXT = "2026-10"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    client = tmp_path / "cafe"
    client.mkdir()
    return client


@pytest.fixture
def approved(folder: Path) -> Callable[..., Plan]:
    """Return a function that approves some ids of a ledger in the client's folder."""
    return lambda ledger, *ids: approve(folder, ids, ledger, BY, say=SAY)


def why(plan: Plan, ledger: Ledger, id: str = "BL-meta-ads") -> list[Why]:
    return [change.why for change in stale_entries(plan, ledger).get(id, ())]


def test_an_approval_holds_while_its_evidence_does(approved: Callable[..., Plan]) -> None:
    plan = approved(chain(), "BL-meta-ads")
    assert stale_entries(plan, chain(0.03001)) == {}
    assert stale_entries(plan, Ledger()) == {}


def test_a_corrected_number_of_the_same_month_makes_it_stale(approved: Callable[..., Plan]) -> None:
    plan, now = approved(chain(), "BL-meta-ads", "BL-photos"), chain(0.031)
    assert why(plan, now) == [Why.CHANGED]
    assert why(plan, now, "BL-photos") == []
    assert status_of(plan, now["BL-meta-ads"], now) == "stale"
    assert status_of(plan, now["BL-photos"], now) == "approved"


def test_a_new_month_within_chance_leaves_it_standing(approved: Callable[..., Plan]) -> None:
    assert why(approved(chain(), "BL-meta-ads"), chain(0.035, period=NEXT)) == []


def test_a_new_month_beyond_chance_makes_it_stale(approved: Callable[..., Plan]) -> None:
    assert why(approved(chain(), "BL-meta-ads"), chain(0.041, period=NEXT)) == [Why.MOVED]


def test_an_earlier_month_says_nothing_about_a_later_approval(approved: Callable[..., Plan]) -> None:
    assert why(approved(chain(), "BL-meta-ads"), chain(0.09, period="2026-08")) == []


def test_a_slow_drift_adds_up(approved: Callable[..., Plan]) -> None:
    plan = approved(chain(), "BL-meta-ads")
    months = [chain(0.03 + 0.003 * n, period=f"2026-{9 + n}") for n in range(1, 4)]
    assert [why(plan, month) for month in months] == [[], [], [Why.MOVED]]


def test_more_evidence_asks_for_more_than_one_surprise_by_chance() -> None:
    before, now = evidence(value=0.03), evidence(value=0.0375, period=NEXT)
    assert moved(before, now)
    assert not moved(before, now, count=5)


@pytest.mark.parametrize(
    ("unit", "before", "now", "expected"),
    [
        ("people", 12000, 12900, False),
        ("people", 12000, 14000, True),
        ("count", 18, 24, False),
        ("count", 18, 40, True),
        ("money", 100, 109, False),
        ("money", 100, 111, True),
        ("rate", 0.1, 0.9, False),
        ("score", 1, 9, False),
    ],
)
def test_what_is_counted_in_full_moves_by_more_than_a_tenth_and_what_nobody_knows_the_precision_of_does_not(
    unit: str, before: float, now: float, expected: bool
) -> None:
    bare = {"unit": unit, "low": None, "high": None}
    assert moved(evidence(value=before, **bare), evidence(value=now, **bare)) == expected


def test_one_interval_speaks_for_both_where_the_other_measurement_has_none() -> None:
    bare = evidence(value=0.33, low=None, high=None)
    assert not moved(bare, evidence(value=0.31, low=0.28, high=0.34))
    assert moved(bare, evidence(value=0.25, low=0.22, high=0.28))


def test_the_least_change_that_shows_shrinks_each_month_and_contradicts_nothing(approved: Callable[..., Plan]) -> None:
    bare = {"unit": "count", "metric": None, "definition": None, "low": None, "high": None}
    derived = {**bare, "about": {"derived": True}}
    plan = approved(chain(85, **derived), "OB-err")

    def later(**told: Any) -> Ledger:
        return Ledger([item for item in chain(45, period=NEXT, **told).values() if item.id != "OB-err"])

    assert why(plan, later(**derived), "OB-err") == []
    assert why(plan, later(**bare), "OB-err") == [Why.DIFFERS]


def upkeep(cost: float, period: str, **about: str) -> Ledger:
    bare = {"unit": "money", "low": None, "high": None, "period": period}
    kept = proposal("CH-instagram", "EV-cost", period=period, about={"action": "keep", **about})
    line = proposal("BL-photos", "EV-cost", period=period, value=90.0, unit="money")
    return Ledger([evidence("EV-cost", cost, **bare), kept, line])


def test_a_cost_that_moved_asks_again_only_where_the_decision_came_out_otherwise_or_is_about_the_money(
    approved: Callable[..., Plan],
) -> None:
    plan = approved(upkeep(90, PERIOD), "CH-instagram", "BL-photos")
    assert why(plan, upkeep(160, NEXT), "CH-instagram") == []
    assert why(plan, upkeep(160, NEXT, action="close"), "CH-instagram") == [Why.DIFFERS]
    assert why(plan, upkeep(160, NEXT), "BL-photos") == [Why.DIFFERS]
    (told,) = stale_entries(plan, upkeep(160, NEXT))["BL-photos"]
    assert SAY(reason(told, SAY)).endswith("is $160 in October 2026: a difference of more than a tenth.")


def test_another_definition_makes_it_stale_even_at_the_same_number(approved: Callable[..., Plan]) -> None:
    plan = approved(chain(), "BL-photos", "ST-more-reels")
    assert why(plan, chain(period=NEXT, definition="err/2"), "ST-more-reels") == [Why.DEFINITION]
    assert why(plan, chain(period=NEXT, definition=None), "ST-more-reels") == []


def test_evidence_not_measured_in_another_month_contradicts_nothing(approved: Callable[..., Plan]) -> None:
    plan = approved(chain(), "ST-more-reels")
    without = Ledger([item for item in chain(period=NEXT).values() if item.id != "EV-reel-err"])
    assert why(plan, without, "ST-more-reels") == []
    thin = chain(0.5, period=NEXT, judgement=NOTHING)
    assert why(plan, thin, "ST-more-reels") == []


def test_evidence_gone_from_the_same_month_makes_it_stale(approved: Callable[..., Plan]) -> None:
    without = Ledger([item for item in chain().values() if item.id != "EV-reel-err"])
    assert Why.GONE in why(approved(chain(), "ST-more-reels"), without, "ST-more-reels")


def test_other_words_of_evidence_without_a_number_make_it_stale(approved: Callable[..., Plan]) -> None:
    def said(day: str, period: str) -> Ledger:
        title = Message("{day} wins", {"day": day})
        bare = {"value": None, "unit": None, "metric": None, "definition": None}
        return Ledger([evidence(title=title, period=period, **bare), proposal("ST-a", "EV-reel-err", period=period)])

    plan = approved(said("Monday", PERIOD), "ST-a")
    assert why(plan, said("Monday", NEXT), "ST-a") == []
    assert why(plan, said("Sunday", NEXT), "ST-a") == [Why.MOVED]


def test_a_range_without_a_number_in_it_has_moved_once_it_left_the_old_one(approved: Callable[..., Plan]) -> None:
    def said(low: float, high: float, period: str) -> Ledger:
        told = {"value": None, "low": low, "high": high, "unit": "money", "metric": None, "definition": None}
        title = Message("creators cost {low:money} to {high:money}", {"low": low, "high": high})
        return Ledger([evidence(title=title, period=period, **told), proposal("ST-a", "EV-reel-err", period=period)])

    plan = approved(said(10, 20, PERIOD), "ST-a")
    assert why(plan, said(12, 19, NEXT), "ST-a") == []
    assert why(plan, said(21, 30, NEXT), "ST-a") == [Why.MOVED]


def test_what_was_said_in_words_and_is_now_a_number_contradicts_nothing(approved: Callable[..., Plan]) -> None:
    def found(value: float | None, period: str) -> Ledger:
        bare = {} if value else {"unit": None, "metric": None, "definition": None}
        return Ledger([evidence(value=value, period=period, **bare), proposal("ST-a", "EV-reel-err", period=period)])

    assert why(approved(found(None, PERIOD), "ST-a"), found(0.03, NEXT), "ST-a") == []
    assert why(approved(found(0.03, PERIOD), "ST-a"), found(None, NEXT), "ST-a") == []


@pytest.mark.parametrize(
    ("approved_as", "proposed", "verdict", "otherwise"),
    [
        ('action = "keep"', "close", ENOUGH, True),
        ('action = "keep"', "keep", ENOUGH, False),
        ('action = "keep"', None, ENOUGH, False),
        ("", "open", ENOUGH, True),
        ('action = "keep"', "keep", OPEN, True),
        ('action = "keep"\nverdict = "TEST"', "keep", OPEN, False),
    ],
)
def test_a_channel_signed_to_be_kept_is_not_signed_to_be_closed_or_tried_out(
    approved_as: str, proposed: str | None, verdict: Judgement, otherwise: bool
) -> None:
    entry = parse_plan(f'[[channels]]\nid = "CH-x"\n{approved_as}').entry("CH-x")
    about = {} if proposed is None else {"action": proposed}
    assert entry is not None
    assert acts_otherwise(proposal("CH-x", "EV-a", judgement=verdict, about=about), entry) is otherwise


def test_evidence_added_in_the_same_month_makes_it_stale(approved: Callable[..., Plan]) -> None:
    plan = approved(chain(), "BL-photos")
    more = {**chain(), "ST-fewer-images": proposal("ST-fewer-images", "EV-image-err", "EV-reel-err")}
    assert why(plan, Ledger(more), "BL-photos") == [Why.OTHER]


def test_all_that_rests_on_a_stale_entry_is_stale(approved: Callable[..., Plan]) -> None:
    approved(chain(), "ST-more-reels")
    later = chain(0.05, period=NEXT)
    plan = approved(later, "OB-err", "BL-meta-ads")
    found = stale_entries(plan, later)
    assert [found[id][0].why for id in ("ST-more-reels", "OB-err", "BL-meta-ads")] == [
        Why.MOVED,
        Why.RESTS_ON_STALE,
        Why.RESTS_ON_STALE,
    ]


def test_what_rests_on_a_rejected_entry_is_stale(approved: Callable[..., Plan], folder: Path) -> None:
    approved(chain(), "OB-err", "BL-meta-ads")
    plan = reject(folder, ["OB-err"], chain(), BY, say=SAY)
    assert stale_entries(plan, chain()) == {"BL-meta-ads": (Change("OB-err", Why.RESTS_ON_REJECTED),)}


def test_a_stop_does_not_fall_with_what_it_ends(folder: Path) -> None:
    seen = proposal("DE-stop-reels", "EV-reel-err", "ST-more-reels", about={"choice": "stop", "ends": "ST-more-reels"})
    ledger = Ledger([*chain().values(), seen])
    approve(folder, ["ST-more-reels"], ledger, BY, say=SAY)
    approve_review(folder, ["DE-stop-reels"], ledger, BY, say=SAY)
    plan = load_plan(folder)
    ended = plan.entry("ST-more-reels")
    assert ended is not None
    assert ended.status == "rejected"
    assert why(plan, ledger, "DE-stop-reels") == []
    assert why(plan, chain(period=NEXT), "DE-stop-reels") == []


@pytest.mark.parametrize(("end", "falls"), [("2026-08-31", []), ("2026-09-30", [Why.RESTS_ON_REJECTED])])
def test_nothing_is_left_to_decide_on_a_campaign_that_is_over(folder: Path, end: str, falls: list[Why]) -> None:
    approve(folder, ["ST-more-reels"], chain(), BY, say=SAY)
    path = folder / "plan.toml"
    campaign = (
        f'[[campaigns]]\nid = "CA-reels"\nstatus = "approved"\nby = "approver"\nstart = 2026-08-01\nend = {end}\n'
    )
    path.write_text(path.read_text() + campaign + 'because = ["ST-more-reels"]\n')
    plan = reject(folder, ["ST-more-reels"], chain(), BY, say=SAY)
    assert why(plan, chain(), "CA-reels") == falls


def test_a_call_of_a_review_that_is_proposed_no_more_is_done_with(folder: Path) -> None:
    def review(value: float, period: str) -> list[Item]:
        seen = {"because": "EV-reel-err", "about": {"choice": "change"}, "period": period}
        return [*chain(value, period=period).values(), proposal("DE-change-reels", seen.pop("because"), **seen)]

    approve_review(folder, ["DE-change-reels"], Ledger(review(0.03, PERIOD)), BY, say=SAY)
    plan = load_plan(folder)
    assert why(plan, Ledger(review(0.06, NEXT)), "DE-change-reels") == [Why.MOVED]
    assert why(plan, chain(0.06, period=NEXT), "DE-change-reels") == []


def test_what_is_approved_after_its_reason_was_rejected_stands(folder: Path) -> None:
    approve(folder, ["OB-err", "BL-meta-ads"], chain(), BY, say=SAY)
    reject(folder, ["OB-err"], chain(), BY, say=SAY)
    plan = approve(folder, ["BL-meta-ads"], chain(), BY, say=SAY)
    assert stale_entries(plan, chain()) == {}


def test_an_objective_that_is_proposed_no_more_is_put_up_as_it_was_signed_and_renewed(folder: Path) -> None:
    approve(folder, ["ST-more-reels", "OB-err"], chain(), BY, say=SAY)
    later = Ledger([item for item in chain(0.06, period=NEXT).values() if item.id != "OB-err"])
    plan = load_plan(folder)
    asked = {item.id: SAY(item.title) for item in waiting(later, plan)}
    assert asked["OB-err"] == "As approved on Oct 1, 2026: Proposal OB-err"
    approve(folder, ["ST-more-reels", "OB-err"], with_lost(later, plan), BY, say=SAY)
    renewed = load_plan(folder)
    again = renewed.entry("OB-err")
    assert stale_entries(renewed, later) == {}
    assert again is not None
    assert (again.title, again.amount, again.period) == ("Proposal OB-err", 0.05, NEXT)
    assert {one.id: one.value for one in again.evidence} == {"EV-reel-err": 0.06, "EV-image-err": 0.02}


def test_approving_anew_makes_a_stale_entry_stand(approved: Callable[..., Plan]) -> None:
    approved(chain(), "BL-meta-ads")
    now = chain(0.06, period=NEXT)
    assert stale_entries(approved(now, "BL-meta-ads"), now) == {}


def test_an_entry_without_a_snapshot_is_compared_by_its_fingerprint(folder: Path) -> None:
    entry = f'id = "BL-meta-ads"\nstatus = "approved"\nby = "approver"\nperiod = "{PERIOD}"\n'
    fingerprint = chain().fingerprint("BL-meta-ads")
    (folder / "plan.toml").write_text(f'[[budget_lines]]\n{entry}fingerprint = "{fingerprint}"\n')
    assert why(load_plan(folder), chain()) == []
    assert why(load_plan(folder), chain(0.05)) == [Why.OTHER]


def test_the_old_and_the_new_value_stand_side_by_side(approved: Callable[..., Plan]) -> None:
    plan = approved(chain(), "BL-meta-ads")
    said = [SAY(reason(change, SAY)) for change in stale_entries(plan, chain(0.06, period=NEXT))["BL-meta-ads"]]
    assert said == [
        "It rests on “Reels earn 6.0% per person reached” (EV-reel-err). That was 3.0% (2.5% to 3.5%) in September "
        "2026 and is 6.0% (5.5% to 6.5%) in October 2026: more than chance explains."
    ]


def test_what_was_measured_is_told_with_its_interval_if_it_has_one_and_in_words_if_it_has_no_number() -> None:
    alone = evidence(value=0.03, low=None, high=None)
    assert [figure(one, SAY) for one in (evidence(), alone, None)] == ["3.0% (2.5% to 3.5%)", "3.0%", None]
    assert [figure(one, SAY, more=1) for one in (evidence(), alone)] == ["3.00% (2.50% to 3.50%)", "3.00%"]
    bare = {"title": Message("Monday wins"), "unit": None, "metric": None, "definition": None}
    shown = Evidence(id="EV-a", period=PERIOD, mark="x", shown="Sunday wins")
    assert [figure(one, SAY) for one in (evidence(value=None, **bare), shown)] == ["«Monday wins»", "«Sunday wins»"]


@pytest.mark.parametrize(("shift", "low", "high"), [(0.0, 0.0, 0.07), (6.0, 0.9, 1.0)])
def test_months_without_a_change_rarely_cry_wolf_and_a_real_change_is_seen(
    shift: float, low: float, high: float
) -> None:
    """Five measurements with a standard error of one: nothing changed, or the first one by six."""
    rng = np.random.default_rng(1)

    def month(value: float) -> Item:
        return evidence(value=value, low=value - 1.96, high=value + 1.96, unit="score")

    cries = 0
    for _ in range(1000):
        before, now = rng.normal(100, 1, 5), rng.normal(100, 1, 5)
        now[0] += shift
        pairs = zip(before, now, strict=True)
        cries += any(moved(month(b), month(n), count=5) for b, n in pairs)
    assert low <= cries / 1000 <= high


def signed_and_measured(rng: np.random.Generator, period: str, shift: float = 0.0) -> Ledger:
    """Twenty proposals on two numbers each, all with a standard error of one."""
    values = rng.normal(100, 1, 40)
    values[0] += shift
    told = {"unit": "score", "period": period}
    found = [evidence(f"EV-n{n}", v, low=v - 1.96, high=v + 1.96, **told) for n, v in enumerate(values)]
    asked = [proposal(f"ST-n{n}", f"EV-n{2 * n}", f"EV-n{2 * n + 1}", period=period) for n in range(20)]
    return Ledger([*found, *asked])


@pytest.mark.parametrize(("shift", "low", "high"), [(0.0, 0.0, 0.08), (7.0, 0.9, 1.0)])
def test_a_plan_of_twenty_approvals_rarely_loses_one_in_a_month_in_which_nothing_changed(
    shift: float, low: float, high: float, approved: Callable[..., Plan]
) -> None:
    rng, cries, months = np.random.default_rng(5), 0, 150
    plan = approved(signed_and_measured(rng, PERIOD), *(f"ST-n{n}" for n in range(20)))
    snapshots = [entry.evidence for entry in plan.strategies]
    for _ in range(months):
        first = iter(rng.normal(100, 1, 40))
        then = [
            entry.model_copy(update={"evidence": tuple(
                one.model_copy(update={"value": v, "low": v - 1.96, "high": v + 1.96})
                for one, v in zip(kept, first, strict=False)
            )}) for entry, kept in zip(plan.strategies, snapshots, strict=True)
        ]  # fmt: skip
        cries += bool(stale_entries(plan.model_copy(update={"strategies": tuple(then)}),
                                    signed_and_measured(rng, NEXT, shift)))  # fmt: skip
    assert low <= cries / months <= high


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ((0.2, 0.1, 0.3), (0.4, 0.2, 0.6), ("0.2 (0.1 to 0.3)", "0.4 (0.2 to 0.6)")),
        ((0.003, 0.0, 0.006), (0.004, 0.0, 0.008), ("0.003 (0.000 to 0.006)", "0.004 (0.000 to 0.008)")),
        ((120.0, 100.0, 140.0), (150.0, 130.0, 170.0), ("120 (100 to 140)", "150 (130 to 170)")),
    ],
    ids=["tenths", "thousandths", "whole"],
)
def test_a_stale_reason_never_says_the_same_number_twice(
    before: tuple[float, float, float], now: tuple[float, float, float], told: tuple[str, str]
) -> None:
    old = Evidence(id="EV-x", period=PERIOD, mark="a", value=before[0], low=before[1], high=before[2], unit="count")
    new = evidence(value=now[0], low=now[1], high=now[2], unit="count")
    said = SAY(reason(Change("EV-x", Why.CHANGED, old, new), SAY))
    assert all(number in said for number in told), said


def test_a_stale_reason_without_another_number_says_that_it_is_how_sure_we_are() -> None:
    old = Evidence(id="EV-x", period=PERIOD, mark="a", value=5.0, low=4.0, high=6.0, unit="count")
    said = SAY(reason(Change("EV-x", Why.CHANGED, old, evidence(value=5.0, low=4.0, high=6.0, unit="count")), SAY))
    assert "how sure it is" in said
    assert "measured again" not in said


def test_an_entry_that_rests_on_another_names_it_as_people_do() -> None:
    said = SAY(reason(Change("OB-err", Why.RESTS_ON_STALE), SAY, {"OB-err": "A community that answers"}))
    assert said == "It rests on “A community that answers” (OB-err), whose own approval no longer holds."
