"""What is planted in each demo client is found and named in its workbook, and nothing else is decided about it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from prepared import PERIOD, workbooks

from smmkit.client import load_client
from smmkit.demo.labels import LETTER
from smmkit.folders import client_slugs
from smmkit.ledger import Item, Ledger, Verdict, item_id, read_ledger
from smmkit.ledger.portraits import portrait_of
from smmkit.measures.names import form_name
from smmkit.plan import load_plan
from smmkit.plan.trace import trace
from smmkit.schema import platform_name
from smmkit.text import Text

ROOT = Path(__file__).resolve().parents[1]
LINK = ("source", "medium", "campaign", "content")
CLIENTS = client_slugs(ROOT / "data")


def truth(slug: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / "data" / "clients" / slug / "truth.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=CLIENTS)
def found(request: pytest.FixtureRequest) -> tuple[dict[str, Any], Ledger]:
    return {**truth(request.param), "slug": request.param}, read_ledger(workbooks("en") / request.param / PERIOD)


def decided(ledger: Ledger, start: str, *, sign: int = 0) -> list[Item]:
    items = [item for item in ledger.values() if item.id.startswith(start) and item.verdict is Verdict.DECIDE]
    return [item for item in items if not sign or (item.value or 0) * sign > 0]


def test_the_format_that_works_and_the_one_that_does_not(found: tuple[dict[str, Any], Ledger]) -> None:
    told, ledger = found
    for platform in ("facebook", "instagram"):
        assert decided(ledger, f"RS-{platform}-{told['formats']['winning']}-votes", sign=1), platform
        assert not decided(ledger, f"RS-{platform}-{told['formats']['winning']}-votes", sign=-1)
    assert decided(ledger, f"RS-facebook-{told['formats']['useless']}-votes", sign=-1)
    assert decided(ledger, f"RS-facebook-{told['links']['format']}-conversions", sign=1)


def test_a_label_that_stands_in_no_plan_is_named_and_no_campaign_wins_by_its_label(
    found: tuple[dict[str, Any], Ledger],
) -> None:
    _, ledger = found
    assert ledger["EV-labels-strangers"].title.values["names"] in LETTER.values()
    assert "nobody can tell whose visits" in ledger["EV-labels-rates"].title.key
    assert ledger["EV-labels-rates"].verdict is Verdict.JUDGE


def test_what_is_said_to_be_sure_enough_is_decided(found: tuple[dict[str, Any], Ledger]) -> None:
    _, ledger = found
    sure = [item for item in ledger.of_kind("RS") if "sure enough" in item.title.key]
    assert sure
    assert [item.id for item in sure if item.verdict is not Verdict.DECIDE] == []


def test_the_campaign_that_moved_something_and_the_one_that_did_not(found: tuple[dict[str, Any], Ledger]) -> None:
    told, ledger = found
    worked, idle = (item_id("RS", told[name]["id"][3:]) for name in ("campaign", "campaign_without_effect"))
    effect = ledger[worked]
    assert effect.verdict is Verdict.DECIDE
    assert effect.low is not None
    assert effect.high is not None
    assert effect.low <= told["campaign"]["lift"] <= effect.high
    assert ledger[idle].verdict is not Verdict.DECIDE


def test_hours_are_named_where_they_are_planted_and_nowhere_else(found: tuple[dict[str, Any], Ledger]) -> None:
    told, ledger = found
    planted = {(one["outcome"], one["format"]): one["hour"] for one in told["hours"]}
    planted |= {(outcome, "video"): hour for (outcome, form), hour in planted.items() if form == "reel"}
    named = [item for item in ledger.values() if item.id.startswith("EV-hour-") and "hour" in item.title.values]
    for item in named:
        outcome, _, form = item.id.removeprefix("EV-hour-").partition("-")
        assert item.title.values["hour"] == planted[outcome, form or "all"], item.id
        assert (item.low or 0) > 0, item.id
    assert "EV-hour-interactions" in {item.id for item in named}


def test_every_post_has_a_purpose_an_owner_a_link_and_leads_to_rows_of_exports(
    found: tuple[dict[str, Any], Ledger],
) -> None:
    _, ledger = found
    posts = [item for item in ledger.values() if item.id.startswith("PO-")]
    assert len(posts) >= 20
    plan = load_plan(ROOT / "data" / "clients" / found[0]["slug"])
    for post in posts:
        needed = ("axis", "objective", "owner", "state", "purpose", *(f"utm_{part}" for part in LINK))
        assert [name for name in needed if not post.about.get(name)] == [], post.id
        behind = [one.item for one in trace(post.id, ledger, plan) if one.item is not None]
        assert any(one.id.startswith("EV-") and one.source for one in behind), post.id


def test_the_groups_of_customers_by_what_they_want(found: tuple[dict[str, Any], Ledger]) -> None:
    told, ledger = found
    groups = [item for item in ledger.of_kind("SG") if not item.id.endswith("-customers")]
    assert len(groups) == len(told["segments"])
    for group in told["segments"]:
        favourite = max(group["interests"], key=group["interests"].get)
        named = [item for item in groups if item_id("SG", favourite)[3:] in item.id.split("-")]
        assert len(named) == 1, favourite
        assert abs((named[0].value or 0) - group["share"]) < 0.08


def test_the_topic_that_grows_is_an_opportunity(
    found: tuple[dict[str, Any], Ledger],
) -> None:
    told, ledger = found
    assert ledger[item_id("SW", "topic", told["topic"]["name"], "growth")].topics[0] == "opportunity"
    topics = [item.id for item in ledger.of_kind("SW") if item.id.startswith("SW-topic-")]
    assert len(topics) == 1


def test_lapsed_buyers_are_a_weakness_and_a_campaign_idea(found: tuple[dict[str, Any], Ledger]) -> None:
    _, ledger = found
    assert ledger["SW-customers-lapsed"].topics[0] == "weakness"
    assert any("SW-customers-lapsed" in item.because for item in ledger.of_kind("ST"))


@pytest.mark.parametrize(("wish", "least"), [("ask", 2), ("like", 1)])
def test_what_people_ask_and_like_is_what_was_planted(
    found: tuple[dict[str, Any], Ledger], wish: str, least: int
) -> None:
    told, ledger = found
    start = f"EV-tastes-{wish}-"
    seen = {word for id in ledger if id.startswith(start) for word in id.removeprefix(start).split("-")}
    planted = [item_id("EV", one["product"], one["attribute"])[3:] for one in told["tastes"] if one["wish"] == wish]
    known = [one for one in planted if any(word.startswith(tuple(seen)) for word in one.split("-") if len(word) > 3)]
    assert len(known) >= least, (seen, planted)
    rare = [word for one in told["tastes"] if one["hidden"] for word in item_id("EV", one["attribute"])[3:].split("-")]
    assert not seen & set(rare)  # what hardly anybody asks is not made a taste


def test_no_rival_but_the_planted_one_is_said_to_grow_faster(found: tuple[dict[str, Any], Ledger]) -> None:
    told, ledger = found
    planted = item_id("SW", "competitor", told["rival"]["grows_faster"])
    rivals = [item.id for item in ledger.of_kind("SW") if item.id.startswith("SW-competitor-")]
    assert all(id.startswith(planted) for id in rivals)


def test_most_planted_rivals_are_found() -> None:
    seen = [read_ledger(workbooks("en") / slug / PERIOD) for slug in CLIENTS]
    assert sum(any(id.startswith("SW-competitor-") for id in ledger) for ledger in seen) >= 2


def test_the_test_with_a_winner_and_no_other(found: tuple[dict[str, Any], Ledger]) -> None:
    told, ledger = found
    winner = item_id("RS", "test", told["ab_test"]["test"], told["ab_test"]["winner"])
    assert [item.id for item in decided(ledger, "RS-test-")] == [winner]


def test_the_double_account_and_the_fact_grown_old(found: tuple[dict[str, Any], Ledger]) -> None:
    told, ledger = found
    doubles = [item.id for item in ledger.values() if item.id.startswith("EV-profile-")]
    assert any(id.endswith(told["profiles"]["duplicate"]) for id in doubles)
    old = [item for item in ledger.values() if item.id.startswith("EV-sector-") and item.verdict is Verdict.JUDGE]
    assert len(old) == len(told["sector"]["facts"])


@pytest.mark.parametrize("lang", ["en", "es"])
def test_what_is_planted_is_called_by_its_name_in_both_languages(
    found: tuple[dict[str, Any], Ledger], lang: str
) -> None:
    told, ledger = found
    client = load_client(ROOT / "data" / "clients" / told["slug"])
    plan, text = load_plan(client.folder), Text(lang, country=client.country, currency=client.currency)
    topic, winner, campaign = told["topic"]["name"], told["formats"]["winning"], plan.entry(told["campaign"]["id"])
    assert campaign is not None
    named = {
        item_id("SW", "topic", topic, "growth"): client.subjects[topic],
        "SW-customers-lapsed": text.percent(ledger["SW-customers-lapsed"].value),
        item_id("EV", "profile", "instagram", told["profiles"]["duplicate"]): told["profiles"]["duplicate"],
        f"RS-instagram-{winner}-votes": text.word(form_name(winner)),
        f"RS-facebook-{told['formats']['useless']}-votes": text.word(form_name(told["formats"]["useless"])),
        item_id("RS", told["campaign"]["id"][3:]): campaign.title,
        item_id("RS", "test", told["ab_test"]["test"], told["ab_test"]["winner"]): told["ab_test"]["test"],
        f"SW-retired-{told['break']['platform']}-{told['break']['metric']}": platform_name(told["break"]["platform"]),
    }
    rival = told["rival"]["grows_faster"]
    named |= {item.id: rival for item in ledger.of_kind("SW") if item.id.startswith("SW-competitor-")}
    for id, name in named.items():
        assert name in text(ledger[id].title), id


@pytest.mark.parametrize("lang", ["en", "es"])
def test_each_group_is_told_what_to_say_in_which_tone_and_what_nobody_knows_of_it(
    found: tuple[dict[str, Any], Ledger], lang: str
) -> None:
    told, ledger = found
    client = load_client(ROOT / "data" / "clients" / told["slug"])
    text = Text(lang, country=client.country, currency=client.currency)
    groups = [item for item in ledger.of_kind("SG") if portrait_of(item)]
    assert len(groups) >= len(told["segments"])
    for group in groups:
        lines = [text(one) for one in portrait_of(group)]
        assert sum(line.startswith(("What we do not know: ", "Lo que no sabemos: ")) for line in lines) == 1, group.id
        message = ledger[group.id.replace("SG-", "DE-message-", 1)]
        said = text(message.title)
        assert ", ".join(client.brand.tone) in said, group.id
        assert any(subject in said for subject in client.subjects.values()), group.id
        assert message.verdict is Verdict.JUDGE


def test_every_quadrant_holds_two_to_seven_items(found: tuple[dict[str, Any], Ledger]) -> None:
    _, ledger = found
    held = [item.topics[0] for item in ledger.of_kind("SW")]
    assert {name: 2 <= held.count(name) <= 7 for name in set(held)} == dict.fromkeys(
        ("strength", "weakness", "opportunity", "threat"), True
    )
