"""Segments told in words, what to say to them, and how much rests on few customers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from smmkit import schema
from smmkit.client import Client, load_client
from smmkit.ledger import Item, Judgement, Verdict, judge
from smmkit.ledger.portraits import portrait_of, told_once
from smmkit.text import Message, Text
from smmkit.topics.segments import analysis as segments
from smmkit.topics.segments import proposals
from smmkit.topics.segments.proposals.personas import persona, rule_persona

DAY = pd.Timestamp("2026-10-31")


@pytest.fixture(scope="module")
def client() -> Client:
    return load_client(Path(__file__).parents[1] / "data" / "clients" / "ridgeline-bikes")


def buyers(revenue: np.ndarray, **more: object) -> pd.DataFrame:
    n = len(revenue)
    frame = pd.DataFrame({"customer_id": [f"c{i}" for i in range(n)], "orders": 2, "revenue": revenue})
    days = {"first_order_on": pd.Timestamp("2026-01-01"), "last_order_on": pd.Timestamp("2026-09-01")}
    return schema.conform(frame.assign(**days, **more), "customers")


@pytest.fixture(scope="module")
def cards() -> segments.Cards:
    """Two groups that want different things; those who ride trails come through the shop."""
    random = np.random.default_rng(3)
    first = np.arange(200) < 100
    customers = buyers(np.where(first, 100.0, 50.0), channel=np.where(first, "shop", "web"))
    taste = {"interest_trail": np.where(first, 0.8, 0.2), "interest_commute": np.where(first, 0.2, 0.8)}
    features = pd.DataFrame(taste) + random.normal(0, 0.05, (200, 2))
    return segments.describe(customers, features, pd.Series(np.where(first, 0, 1)), DAY)


def test_a_portrait_says_who_what_where_and_what_nobody_knows(cards: segments.Cards, client: Client) -> None:
    said = [Text("en", currency="USD")(one) for one in proposals.portraits(cards, proposals.topic_names(client))]
    assert said[0] == "Those drawn to riding off the road"
    assert said[1].startswith("Who: 50% of the customers")
    assert said[1].endswith("with 67% of the revenue.")
    assert said[2] == "What they care for: riding off the road. What leaves them cold: riding to work."
    assert said[3] == (
        "How they buy: half of them have ordered 2 times or more, and half have not ordered for 60 days or longer."
    )
    assert said[4] == "What one of them has spent: $100 on average."
    assert said[5].startswith("Where they come from: 100% of them through shop (")
    assert said[5].endswith("of all customers 50%.")
    assert said[6].startswith("What they ask: nobody can tell, because no message is tied to a customer. Keep the same")
    assert said[7].startswith("When they are active: nobody can tell. Keep the day of the last order")
    assert said[8].startswith("What we do not know: which words move them.")


def test_a_group_carries_its_portrait_to_every_later_page(cards: segments.Cards, client: Client) -> None:
    structure = segments.find_structure(pd.DataFrame({"interest_trail": np.zeros(5)}))
    campaigns = pd.DataFrame({"campaign": ["CA-a"], "title": ["Autumn"], "total": [90.0], "metric": ["sessions"]})
    targets = pd.DataFrame(
        {"campaign": ["CA-a"], "segment": [0], "share": [2 / 3], "target": [60.0], "low": [50.0], "high": [70.0]}
    )
    rules = segments.Rules(cards.rules.table, 0.9, 0.5)
    structure = replace(structure, curve=pd.DataFrame({"stability": [0.9], "silhouette": [0.6]}, index=[2]), groups=2)
    asked = proposals.asked_of(targets, campaigns)
    first, second = proposals.segment_items(
        structure, replace(cards, rules=rules), client, period="2026-10", source=(), asked=asked
    )
    told = [Text("es", currency="EUR")(one) for one in portrait_of(first)]
    assert told[0].startswith("Quienes prefieren: ")
    assert "Lo que «Autumn» espera de este grupo: 60 de 90 visitas a la web que ha de sumar (entre 50 y 70)." in told
    assert told[-1].startswith("Lo que no sabemos")
    assert not any("Autumn" in Text("en")(one) for one in portrait_of(second))


def test_fewer_than_ten_people_are_not_portrayed(client: Client) -> None:
    nine = pd.Series(np.where(np.arange(200) < 9, 0, 1))
    features = pd.DataFrame({"interest_trail": np.where(nine == 0, 0.9, 0.1)})
    few = segments.describe(buyers(np.full(200, 10.0)), features, nine, DAY)
    assert persona(few, 0, asked=[Message("secret")]) == []
    assert persona(few, 1)
    table = segments.behaviour_table(buyers(np.full(9, 10.0)), DAY)
    assert all(rule_persona(row) == [] for _, row in table.iterrows())


def test_what_to_say_is_a_judgement_that_rests_on_the_group(cards: segments.Cards, client: Client) -> None:
    groups = [Item.of(id, proposals.segment_name((id,)), _judged(client), period="2026-10") for id in ("SG-a", "SG-b")]
    first, second = proposals.message_items(cards, client, groups, proposals.topic_names(client), period="2026-10")
    assert (first.verdict, first.because, second.because) == (Verdict.JUDGE, ("SG-a",), ("SG-b",))
    assert "not about what leaves it cold (riding to work)" in Text("en")(first.title)


def test_without_answers_it_is_said_what_to_ask() -> None:
    assert "has been asked" in proposals.no_lead(segments.answer_table(pd.DataFrame()))
    asked = segments.answer_table(pd.DataFrame({"interest_a": np.linspace(0, 1, 40)}))
    assert proposals.no_lead(asked).startswith("No answer stands out")


def test_without_groups_nobody_is_portrayed() -> None:
    none = segments.describe(buyers(np.ones(3)), pd.DataFrame(), pd.Series(dtype=int), DAY)
    (said,) = proposals.portraits(none)
    assert "speak to everybody alike" in Text("en")(said)


def test_the_best_tenth_and_key_accounts() -> None:
    even = segments.concentration(buyers(np.full(100, 10.0)))
    assert even is not None
    assert (even.share, even.even) == (pytest.approx(0.1), pytest.approx(0.1))
    assert even.accounts.empty
    whale = segments.concentration(buyers(np.array([*np.full(99, 10.0), 990.0])))
    assert whale is not None
    assert whale.accounts.tolist() == [pytest.approx(0.5)]
    assert whale.interval.low < whale.share < whale.interval.high
    ids = [item.id for item in proposals.concentration_items(whale, period="2026-10", source=())]
    assert ids == ["EV-customers-top", "EV-customers-key"]
    assert segments.concentration(buyers(np.full(20, 10.0))) is None


def test_the_interval_of_the_best_tenth_covers_what_it_says() -> None:
    """Revenue is log-normal: the best tenth brings Phi(sigma - z_.9) of it."""
    from scipy.special import ndtr, ndtri

    truth, random, hit = float(ndtr(1.0 - ndtri(0.9))), np.random.default_rng(5), 0
    for number in range(60):
        found = segments.concentration(buyers(np.exp(random.normal(0, 1, 400))), draws=200, seed=number)
        assert found is not None
        hit += found.interval.low <= truth <= found.interval.high
    assert hit >= 51  # the percentile bootstrap of a heavy tail covers a little less than 95 %


def _judged(client: Client) -> Judgement:
    return judge([], owner=client.roles.social_media_manager)


def test_what_every_card_says_is_told_once_and_a_single_card_keeps_all_of_it() -> None:
    first, second = ("Who: a third.", "Nobody can tell when.", "They ask little."), ("Who: most.", "They ask little.")
    own, alike = told_once([first, second])
    assert own == [("Who: a third.", "Nobody can tell when."), ("Who: most.",)]
    assert alike == ("They ask little.",)
    assert told_once([first]) == ([first], ())
    assert told_once([]) == ([], ())
