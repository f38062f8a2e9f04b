"""Opinions that are measured say so, one action is asked for once, and all of them are held to what the team has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest
from test_swot import MEANS, OPPORTUNITY, client, fact, judged  # noqa: F401
from test_swot_courses import EN, ES, REELS

from smmkit.client import Client
from smmkit.ledger import Item, Kind, Ledger
from smmkit.ledger.portraits import course_of
from smmkit.measures.kpis import KpiValue, Scope
from smmkit.measures.readings import Facts
from smmkit.measures.scopes import Window
from smmkit.plan import Plan
from smmkit.schema import empty
from smmkit.text import Message
from smmkit.topics.report.documents.signing import _sheet
from smmkit.topics.report.proposals.opinions import measured_title
from smmkit.topics.swot import analysis as swot
from smmkit.topics.swot import proposals

NIGHT = "Nobody answers at night or on weekends"
ALONE = "Only one person can film and edit"
FACEBOOK_RIVAL = fact("EV-competitor-alpha-facebook-growth-gap", 0.02, 0.01, 0.03, "points", brand="Alpha")
LAPSED = fact("EV-customers-lapsed", 0.8, 0.75, 0.85, "rate")
MAKER = proposals.person_items(
    swot.SoleMaker("community_manager", 0.56, 159, ("image", "reel")),
    Client.model_validate({
        "name": "R", "sector": "B", "country": "US", "language": "en", "timezone": "America/Denver", "currency": "USD",
        "margin": 0.4, "accounts": [{"platform": "instagram", "handle": "r"}],
    }),
    period="2026-10", source=(),
)[0]  # fmt: skip
WAIT = replace(LAPSED, id="EV-answers-wait", unit="hours")


def said(statement: str, quadrant: str, *facts: Item, formats: tuple[str, ...] = ()) -> Item:
    """Return the item of one opinion of the workshop."""
    rows = [("Owner", statement, "Good location", 2.0)]
    table, named = proposals.with_experts(
        swot.swot_items(proposals.evidence_table([])), judged(rows, f"swot-{quadrant}")
    )
    items = proposals.swot_ledger_items(
        swot.weigh(table, named).table, Ledger(list(facts)), owner="SMM", period="2026-10", formats=formats
    )
    return items[0]


@pytest.mark.parametrize(("statement", "quadrant", "facts", "formats", "words"), [
    (ALONE, "weaknesses", (MAKER,), (), "Measured: 56% of our posts"),
    (NIGHT, "weaknesses", (WAIT,), (), "when messages come and are answered is measured with the community"),
    ("How people answer to reels", "strengths", (), ("reel",), "what each format brings is measured among the results"),
])  # fmt: skip
def test_an_opinion_that_data_of_the_month_measure_never_says_that_nobody_measured_it(
    statement: str, quadrant: str, facts: tuple[Item, ...], formats: tuple[str, ...], words: str
) -> None:
    told = said(statement, quadrant, *facts, formats=formats)
    assert words in EN(told.title)
    assert "not measured" not in EN(told.title)
    assert "sin medir" not in ES(told.title)
    assert told.verdict == "JUDGE"
    assert told.because == tuple(one.id for one in facts if one is MAKER)
    assert "not measured" in EN(said(statement, quadrant).title)


def test_formats_are_measured_from_eight_posts_of_a_quarter_on() -> None:
    at = pd.date_range("2026-10-01", periods=15, tz="UTC")
    posts = empty("posts").reindex(range(15)).assign(
        platform="instagram", grain="lifetime", is_own=True, published_at=at, published_local=at, likes=1.0,
        format=["reel"] * 8 + ["image"] * 7,
    )  # fmt: skip
    assert proposals.formats_told(posts, end=date(2026, 10, 31)) == {"reel"}
    assert proposals.formats_told(posts, end=date(2026, 3, 31)) == frozenset()


def built(*facts: Item, opinions: tuple[tuple[tuple[str, str, str, float], str], ...] = ()) -> list[Item]:
    """Return the strategies of measured facts and opinions."""
    found = swot.swot_items(proposals.evidence_table(facts))
    parts = [judged([row], side) for row, side in opinions] or [judged()]
    table, named = proposals.with_experts(found, pd.concat(parts, ignore_index=True))
    weighing = swot.weigh(table, named)
    items = proposals.swot_ledger_items(weighing.table, Ledger(list(facts)), owner="SMM", period="2026-10")
    pairs = proposals.once_each(swot.pair_items(weighing, proposals.possible_pairs(), ["err"]))
    yearly = pd.DataFrame(columns=["platform", "log_sd", "posts_per_week"])
    ranks = swot.strategy_ranks(pairs, weighing)
    return proposals.strategy_items(pairs, ranks, items, yearly, means=MEANS, period="2026-10")


def test_one_action_for_two_reasons_is_signed_once_and_names_both() -> None:
    (found,) = built(LAPSED, OPPORTUNITY, FACEBOOK_RIVAL)
    assert {"SW-customers-lapsed", "SW-topic-gravel-growth", "SW-competitor-alpha-facebook-growth-gap"} <= set(
        found.because
    )


def test_a_rival_is_answered_on_the_network_where_it_grows() -> None:
    (found,) = built(FACEBOOK_RIVAL, opinions=(REELS,))
    assert EN(found.title).endswith("two more reels a week on Facebook")
    assert "Where: Facebook" in [EN(line) for line in course_of(found)]


def test_a_growing_subject_is_said_to_be_talked_of_more_than_a_year_ago_and_not_to_interest_more_people() -> None:
    (found,) = built(LAPSED, OPPORTUNITY)
    assert EN(found.title).endswith("about “gravel”, of which people talk more than a year ago")


def earned(value: float | None) -> KpiValue:
    return KpiValue("revenue", value, 100, "money", "revenue/1", Scope(), Window.month("2026-10"))


@pytest.mark.parametrize(("web", "part"), [(40000.0, True), (500.0, False), (None, False)])
def test_who_stopped_buying_is_told_of_the_file_and_of_how_little_of_the_business_it_covers(
    web: float | None, part: bool
) -> None:
    behaviour = pd.DataFrame(
        {"count": [80, 20], "share": [0.8, 0.2], "low": [0.7, 0.1], "high": [0.87, 0.3], "revenue": [10.0, 20.0],
         "revenue_share": [2 / 3, 1 / 3]}, index=["lapsed", "loyal"],
    )  # fmt: skip
    wait, sources = earned(None), dict.fromkeys(("customers", "inbox", "posts"), ())
    (found,) = proposals.within_items(behaviour, pd.DataFrame(), wait, sources, period="2026-10", earned=earned(web))
    words = EN(found.title)
    assert words.startswith("80% of the 100 customers in the file have stopped buying")
    assert ("all of these together ever spent $1,200, and the web shop took $40,000" in words) is part


def test_all_strategies_together_are_held_to_the_hours_that_are_left_and_one_is_told_to_come_first() -> None:
    found = built(LAPSED, OPPORTUNITY, opinions=(REELS,))
    ranks = pd.DataFrame({1: [0.2, 0.8], 2: [0.8, 0.2]})
    known = replace(MEANS, room=40.0, used=30.0, budget=1000.0)
    items = proposals.together_items(found, known, period="2026-10")
    total, room, verdict, first = proposals.together_said(found, ranks, items)
    assert EN(total.title) == (
        "All 2 strategies together would take about 30 hours of the team in the first month, $600 at its own rate: as "
        "much as 60% of a month's budget"
    )
    assert "40 hours a month" in EN(room.title)
    assert "do not all fit" in EN(verdict)
    assert first == found[1]
    roomy = proposals.together_said(
        found, ranks, proposals.together_items(found, replace(known, room=80.0), period="2026-10")
    )
    assert "They fit beside each other" in EN(roomy[2])
    unknown = proposals.together_items(found, MEANS, period="2026-10")
    assert "Nobody has written" in EN(proposals.together_said(found, ranks, unknown)[1])


def test_the_teams_hours_are_those_of_its_roles_and_its_posts_take_what_their_formats_take() -> None:
    at = pd.date_range("2026-08-03", periods=26, freq="84h", tz="UTC")
    posts = empty("posts").reindex(range(26)).assign(
        platform="instagram", grain="lifetime", is_own=True, published_at=at, published_local=at, likes=1.0,
        format="reel",
    )  # fmt: skip
    capacity = pd.DataFrame({"role": ["cm", "cm", "smm"], "hours_week": [14.0, 14.0, 6.0],
                             "format": ["reel", "image", "image"], "hours_each": [3.0, 1.0, 1.0]})  # fmt: skip
    room, used = proposals.hours_of_team(posts, capacity, end=date(2026, 10, 31))
    assert room == pytest.approx(20 * 365.25 / 12 / 7)
    assert used == pytest.approx(26 * 3.0 / 88 * 365.25 / 12)
    _, four_weeks = proposals.hours_of_team(posts[at >= "2026-10-04"], capacity, end=date(2026, 10, 31))
    assert four_weeks == pytest.approx(used, rel=0.1)  # the pace of the days that were exported, not a third of it


def test_the_plan_as_a_document_names_what_the_month_measured_of_an_opinion() -> None:
    reels = said("How people answer to reels", "strengths", formats=("reel",))
    night = said(NIGHT, "weaknesses", WAIT)
    known = [replace(OPPORTUNITY, id=id, kind=Kind(id[:2]), because=("EV-x",), n=n) for id, n in (
        ("RS-facebook-reel-interactions", 30), ("RS-instagram-reel-interactions", 70), ("EV-response-uncovered", 9),
    )]  # fmt: skip
    told = {item.id: replace(item, title=Message("{id} it is", {"id": item.id})) for item in known}
    ledger = Ledger(list(told.values()))
    assert EN(measured_title(reels, ledger)).endswith("Measured: RS-instagram-reel-interactions it is")
    assert EN(measured_title(night, ledger)).endswith("Measured: EV-response-uncovered it is")
    assert measured_title(reels, Ledger([])) == reels.title
    assert measured_title(known[0], ledger) == known[0].title


def test_the_sheet_to_sign_names_what_the_month_measured_of_an_opinion_a_strategy_rests_on() -> None:
    reels = replace(said("How people answer to reels", "strengths", formats=("reel",)), id="SW-reels")
    fact = replace(OPPORTUNITY, id="RS-instagram-reel-interactions", kind=Kind.RS, because=("EV-x",), n=70,
                   title=Message("Reels bring more"))  # fmt: skip
    way = replace(OPPORTUNITY, id="ST-reels", kind=Kind.ST, because=("SW-reels",), title=Message("More reels"))
    ledger = Ledger([reels, fact, way, replace(OPPORTUNITY, id="EV-x", kind=Kind.EV, because=())])
    sheet = _sheet(way, SimpleNamespace(ledger=ledger, plan=Plan(), text=EN, facts=Facts({})))
    assert any(reason.endswith("Measured: Reels bring more") for reason in sheet.because), sheet.because
