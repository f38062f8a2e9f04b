"""What the team wrote down of the market: nothing is measured here, so everything names who saw it and when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from smmkit import schema
from smmkit.client import Client, load_client
from smmkit.ledger import Item, Ledger, Verdict
from smmkit.measures.kpis import Facts, Window
from smmkit.plan import Plan
from smmkit.text import Text
from smmkit.topics.market import analysis as market
from smmkit.topics.market import proposals, tables
from smmkit.topics.swot import analysis as swot
from smmkit.topics.swot import proposals as strategy

END = date(2026, 10, 31)
TEXT = Text("en")


@pytest.fixture
def client() -> Client:
    return load_client(Path(__file__).parents[1] / "data" / "clients" / "ridgeline-bikes")


def profiles(*rows: tuple[object, ...]) -> pd.DataFrame:
    names = ["platform", "handle", "state", "bio", "link", "verified", "last_post_on", "read_on"]
    return schema.conform(pd.DataFrame(rows, columns=names), "profiles")


def sector(*rows: tuple[object, ...]) -> pd.DataFrame:
    return schema.conform(pd.DataFrame(rows, columns=["fact", "area", "source", "on", "so_what", "quadrant"]), "sector")


RENT = ("Rents rise 7 % a year", "economic", "Observatory", "2026-05-12", "Explain the price.", "threat")
OLD = ("Four in ten start on a phone", "market", "Study", "2024-11-15", "Read it on a phone.", "opportunity")
LAW = ("Labels are watched", "legal", "Bulletin", "2026-09-10", None, None)
LATER = ("A grant opens", "political", "City", "2026-11-02", None, "opportunity")


def test_an_account_at_fault_is_named_and_somebody_is_asked_to_mend_it(client: Client) -> None:
    mine = ("instagram", "cafe", "active", True, True, False, "2026-10-29", "2026-10-26")
    double = ("instagram", "cafe_old", "duplicate", False, False, False, "2022-03-14", "2026-10-26")
    linkless = ("tiktok", "cafe", "active", True, False, False, "2026-10-29", "2026-10-26")
    table = market.profile_table(profiles(mine, double, linkless), end=END)
    items = proposals.profile_items(table, client, period="2026-10", source=())
    assert [item.id for item in items] == [
        "EV-profile-instagram-cafe-old", "EV-profile-tiktok-cafe", "DE-profiles-mend"
    ]  # fmt: skip
    assert items[-1].because == tuple(item.id for item in items[:-1])
    assert table.loc[table["handle"] == "cafe_old", "silent"].tolist() == [1692]
    assert "2 of 3" in TEXT(items[-1].title)


def test_accounts_without_fault_ask_for_nothing_and_the_last_look_counts(client: Client) -> None:
    before = ("tiktok", "cafe", "active", True, False, False, None, "2026-01-26")
    after = ("tiktok", "cafe", "active", True, True, None, None, "2026-10-26")
    mended = market.profile_table(schema.conform(pd.concat([profiles(before), profiles(after)]), "profiles"), end=END)
    assert proposals.profile_items(mended, client, period="2026-10", source=()) == []
    then = market.profile_table(profiles(before), end=date(2026, 3, 31))
    assert len(proposals.profile_items(then, client, period="2026-03", source=())) == 2


def test_a_fact_of_the_sector_is_quoted_with_source_and_day_and_grows_old(client: Client) -> None:
    facts = market.sector_facts(sector(RENT, OLD, LAW, LATER), end=END)
    assert facts["area"].tolist() == ["market", "economic", "legal"]
    items = {item.id: item for item in proposals.sector_items(facts, client, period="2026-10", source=())}
    rent = items["EV-sector-rents-rise-7-a-year"]
    assert (rent.verdict, rent.about["quadrant"]) == (Verdict.DECIDE, "threat")
    assert TEXT(rent.title) == "Rents rise 7 % a year, according to Observatory (May 12, 2026). Explain the price."
    old = items["EV-sector-four-in-ten-start-on-a-phone"]
    assert (old.verdict, old.owner) == (Verdict.JUDGE, client.roles.social_media_manager)
    assert "look it up again" in tables.sector_table(facts, TEXT).to_string()


def test_the_last_three_moves_of_each_rival_and_nobody_elses() -> None:
    rows = [("Norte", f"2026-0{month}-01", "instagram", f"move {month}", None) for month in range(5, 10)]
    rows += [("Somebody else", "2026-10-01", "facebook", "a sale", None), ("norte ", "2026-11-01", "x", "later", None)]
    frame = pd.DataFrame(rows, columns=["competitor", "on", "platform", "move", "link"])
    moves = market.last_moves(schema.conform(frame, "rival_moves"), ["Norte"], end=END)
    assert moves["move"].tolist() == ["move 9", "move 8", "move 7"]


def ratings(*rows: tuple[object, ...]) -> pd.DataFrame:
    return schema.conform(pd.DataFrame(rows, columns=["judge", "item", "quadrant", "rating"]), "swot_ratings")


def test_judges_are_joined_by_the_geometric_mean_and_a_tie_places_nothing() -> None:
    given = ratings(
        ("A", "Service", "strength", 4), ("B", "Service", "strength", 1), ("A", "Night", "weakness", 2),
        ("B", "Night", "threat", 2), ("A", "SW-x", None, 3),
    )  # fmt: skip
    joint = swot.joint_ratings(given).set_index("item")
    assert joint.loc["Service", "rating"] == pytest.approx(2.0)
    assert joint["quadrant"].to_dict() == {"Service": "strengths", "Night": "", "SW-x": ""}


def board(client: Client, *facts: tuple[object, ...]) -> tuple[list[Item], pd.DataFrame, pd.DataFrame]:
    found = market.sector_facts(sector(*facts), end=END)
    evidence = Ledger(proposals.sector_items(found, client, period="2026-10", source=()))
    items = swot.swot_items(strategy.evidence_table(evidence.values()))
    workshop = ratings(
        ("A", "Service", "strength", 1), ("A", "Who knows", None, 3), ("A", "SW-sector-rents-rise-7-a-year", None, 2)
    )
    quoted = strategy.with_quoted(items, evidence, owner="SMM")
    known, judgements = strategy.with_experts(quoted, schema.conform(pd.DataFrame(), "judgements"), workshop)
    table = swot.weigh(known, judgements).table
    return strategy.swot_ledger_items(table, evidence, owner="SMM", period="2026-10"), table, workshop


def test_the_board_holds_quoted_threats_and_rated_statements_as_judgements(client: Client) -> None:
    items, table, workshop = board(client, RENT, OLD, LAW)
    said = {item.id: item for item in items}
    assert set(said) == {"SW-sector-rents-rise-7-a-year", "SW-service"}
    threat = said["SW-sector-rents-rise-7-a-year"]
    assert (threat.verdict, threat.because, threat.topics[0]) == (
        Verdict.JUDGE, ("EV-sector-rents-rise-7-a-year",), "threat"
    )  # fmt: skip
    (left,) = strategy.unplaced(table, workshop)
    assert TEXT(left).endswith(": Who knows")


def test_a_judge_is_held_to_the_side_of_the_matrix(client: Client) -> None:
    _, table, _ = board(client, RENT)
    rated = strategy.rated(table, Plan()).set_index("id")["rating"]
    assert rated["SW-service"] == pytest.approx(3.0)  # a strength is rated 3 or 4
    assert rated["SW-sector-rents-rise-7-a-year"] == pytest.approx(2.0)


def test_an_opinion_makes_no_strategy_with_a_bare_number(client: Client) -> None:
    _, table, _ = board(client, RENT)
    weighing = swot.weigh(table, schema.conform(pd.DataFrame(), "judgements"))
    assert swot.pair_items(weighing, strategy.possible_pairs(), ["err"]).empty


def test_a_week_far_above_a_rivals_own_is_flagged() -> None:
    weeks = pd.date_range("2026-08-03", periods=13, freq="7D")
    usual = np.array([0.010, 0.011, 0.009, 0.0105, 0.0095, 0.01, 0.0102, 0.0098, 0.011, 0.0099, 0.0101, 0.0104, 0.0097])
    loud = usual.copy()
    loud[5] = 0.2
    rows = [
        pd.DataFrame({"platform": "instagram", "brand": brand, "is_own": brand == "us", "step": weeks, "posts": 4,
                      "interactions": rate * 4 * 10_000, "followers": 10_000, "rate": rate})
        for brand, rate in (("us", usual), ("calm", usual), ("loud", loud))
    ]  # fmt: skip
    table = market.benchmark_table(pd.concat(rows, ignore_index=True))
    assert table.set_index("brand")["boosted"].to_dict() == {"us": 0, "calm": 0, "loud": 1}
    shown = tables.benchmark_table(table, Text("en")).set_index("Brand")["Weeks that look paid for"]
    assert shown.to_dict() == {"us": "–", "calm": "0", "loud": "1"}


def test_the_share_of_voice_stands_beside_its_sentiment() -> None:
    voice = pd.DataFrame({"brand": ["A", "B"], "mentions": [3, 1], "share": [0.75, 0.25], "low": [0.4, 0.0],
                          "high": [0.9, 0.6]})  # fmt: skip
    tone = pd.DataFrame({"brand": ["A"], "net": [-0.2]})
    shown = tables.voice_table(voice, tone, Text("en"))
    assert shown["Net sentiment"].to_list() == ["-20.0 pp", "–"]


def test_each_network_says_how_long_people_wait_or_that_nobody_tells() -> None:
    start = pd.Timestamp("2026-10-05T10:00", tz="UTC")
    answered = [start + pd.Timedelta(hours=1), start + pd.Timedelta(hours=3)]
    rows = {"message_id": ["a", "b"], "platform": "instagram", "received_at": start, "answered_at": answered}
    inbox = schema.conform(pd.DataFrame(rows).assign(kind="question"), "inbox")
    facts = Facts({"inbox": inbox.assign(received_local=inbox["received_at"])})
    waits = market.answer_waits(facts, ["instagram", "x"], Window.month("2026-10"))
    assert waits["instagram"].value is not None
    assert waits["x"].value is None
    presence = market.presence_table({"instagram": "a", "x": "a"}, schema.conform(pd.DataFrame(), "posts").assign(
        published_local=pd.Series(dtype="datetime64[ns, UTC]")), pd.DataFrame(columns=["platform", "day", "followers"]),
        end=END)  # fmt: skip
    said = tables.presence_table(presence, waits, Text("en")).set_index("Platform")["Usual wait for an answer"]
    assert said["X"] == "–"
    assert said["Instagram"].endswith("h")
