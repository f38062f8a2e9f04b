"""Rule by rule: each makes an item of a client of whom it is true, in its quadrant, and none where it is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import test_market as researched
import test_swot as swotted
from test_alarm import history_of

from smmkit import schema
from smmkit.client import Client
from smmkit.ledger import Item
from smmkit.measures.alarm import AlarmHistory
from smmkit.measures.buyers import behaviour_table
from smmkit.measures.kpis import Facts, Scope, Window, kpi_value
from smmkit.period import Period
from smmkit.text import Text
from smmkit.topics.brief import proposals as brief
from smmkit.topics.market import analysis as market
from smmkit.topics.market import proposals as markets
from smmkit.topics.swot import analysis as swot
from smmkit.topics.swot import proposals

OCTOBER, END = Period("2026-10"), date(2026, 10, 31)
ABOUT = {"period": "2026-10", "source": ()}
WINDOW = {"first": OCTOBER.start, "last": OCTOBER.end}
BRANDS = ["Ridgeline", "Alpha Cycles"]
KIND, UNKIND, MIXED = ("positive",) * 4 + ("neutral",), ("negative",) * 4 + ("neutral",), ("positive", "negative")
CALM = SimpleNamespace(alarm=AlarmHistory())


def brief_of(*platforms: str) -> Client:
    return Client.model_validate(
        {
            "name": "Ridgeline", "sector": "Bicycles", "country": "US", "language": "en", "timezone": "America/Denver",
            "currency": "USD", "margin": 0.4, "goals": [],
            "accounts": [{"platform": name, "handle": "ridge"} for name in platforms],
            "competitors": [{"name": name, "handles": {"instagram": name[:4]}} for name in researched.RIVALS],
        }
    )  # fmt: skip


def beside_rivals(rate: float) -> list[Item]:
    found = researched.activity(rate, [0.02, 0.02, 0.02])
    return markets.benchmark_items(market.benchmark_table(found), market.rival_gaps(found), **ABOUT)


def beside_last_year(rate: float) -> list[Item]:
    yearly = swot.yearly_change(swotted.posts(now=rate), swotted.BREAKS.iloc[:0], last=OCTOBER)
    return proposals.change_items(yearly, None, period="2026-10", posts_source=(), ads_source=())


def dearer(price: float) -> list[Item]:
    yearly = swot.yearly_change(swotted.posts().iloc[:0], swotted.BREAKS.iloc[:0], last=OCTOBER)
    found = swot.price_change(swotted.ads(price_now=price), last=OCTOBER)
    return proposals.change_items(yearly, found, period="2026-10", posts_source=(), ads_source=())


def stars(mine: float, theirs: float) -> list[Item]:
    table = market.ratings_table(researched.ratings([(BRANDS[0], mine, 900), (BRANDS[1], theirs, 900)]), BRANDS)
    return markets.rating_items(market.rating_gaps(table, own="Ridgeline"), **ABOUT)


def feeling(mine: tuple[str, ...], theirs: tuple[str, ...]) -> list[Item]:
    heard = researched.mentions(dict.fromkeys(BRANDS, 9))
    for brand, words in zip(BRANDS, (mine, theirs), strict=True):
        heard.loc[heard["brand"] == brand, "sentiment"] = np.resize(words, (heard["brand"] == brand).sum())
    gap = market.sentiment_gap(heard, BRANDS, own="Ridgeline", **WINDOW)
    return markets.sentiment_items(market.sentiment_table(heard, BRANDS, **WINDOW), gap, own="Ridgeline", **ABOUT)


def loudness(share: float) -> list[Item]:
    heard = researched.mentions({"Ridgeline": 9, "Alpha Cycles": 9})
    counts = market.brand_mentions(heard, BRANDS, **WINDOW)
    voice = market.voice_table(counts, own="Ridgeline")
    held = pd.DataFrame({"as_of": [pd.Timestamp("2026-06-30")], "brand": ["Ridgeline"], "market_share": [share]})
    extra = market.extra_share(voice, schema.conform(held.assign(source="panel"), "market"), own="Ridgeline")
    return markets.voice_items(voice, counts, market.query_set(heard, BRANDS, **WINDOW), extra, **ABOUT)


def talked_about(now: float) -> list[Item]:
    flat = {f"t{number}": 60 for number in range(6)}
    found = market.topic_growth(researched.topics({**flat, "gravel": now}, {**flat, "gravel": 60}), end=END)
    return markets.topic_items(found, **ABOUT)


def rival_grows(monthly: float) -> list[Item]:
    table = pd.concat([researched.grown(0.03), researched.grown(monthly, brand="Alpha Cycles")])
    known = market.known_followers(schema.empty("daily"), table, own="Ridgeline")
    growth = market.growth_gaps(known, table, own="Ridgeline", rivals=["Alpha Cycles"], end=END)
    return markets.growth_items(growth, **ABOUT)


def alarms(month: str) -> list[Item]:
    return brief.alarm_items(history_of("cafe-lumbre"), Period(month), ())


def bought(lapsed: int) -> list[Item]:
    """Return a hundred buyers who order every month, some of whom stopped a year ago."""
    last = np.where(np.arange(100) < lapsed, pd.Timestamp("2025-10-20"), pd.Timestamp("2026-10-20"))
    orders = pd.DataFrame({"customer_hash": [f"c{n}" for n in range(100)], "last_order_on": last})
    orders = orders.assign(first_order_on=orders["last_order_on"] - pd.Timedelta(days=300), orders=11, revenue=500.0)
    behaviour = behaviour_table(schema.conform(orders, "customers"), pd.Timestamp(END))
    nothing = kpi_value("first_response", Facts({}), Scope(), Window.month("2026-10"))
    return proposals.within_items(behaviour, swot.network_shares(swotted.posts().iloc[:0], end=END), nothing,
                                  {"customers": (), "posts": (), "inbox": ()}, period="2026-10")  # fmt: skip


def carried(share: float, *, brief: tuple[str, ...] = ("facebook", "instagram")) -> list[Item]:
    rows = []
    for number in range(40):
        name = "instagram" if number % 2 or share == 1 else "facebook"
        rows.append({"platform": name, "post_id": f"p{number}", "published_at": pd.Timestamp("2026-10-05", tz="UTC"),
                     "likes": round(1000 * (share if name == "instagram" else 1 - share)), "comments": 0})  # fmt: skip
    table = schema.conform(pd.DataFrame(rows).assign(is_own=True, is_paid=False, grain="lifetime"), "posts")
    table = table.assign(published_local=table["published_at"].dt.tz_convert("America/Denver"))
    nothing = kpi_value("first_response", Facts({}), Scope(), Window.month("2026-10"))
    nobody = behaviour_table(schema.conform(pd.DataFrame(), "customers"), pd.Timestamp(END))
    return proposals.within_items(
        nobody,
        swot.network_shares(table, end=END),
        nothing,
        {"customers": (), "posts": (), "inbox": ()},
        period="2026-10",
        platforms=brief,
    )


def waited(hours: int) -> list[Item]:
    """Return forty questions of the middle of a week, each answered so many working hours later."""
    at = pd.date_range("2026-10-06 08:00", periods=40, freq="7min", tz="UTC")
    later = at + pd.Timedelta(hours=hours) + pd.to_timedelta(np.arange(40) % 7 * 5, unit="m")
    rows = pd.DataFrame({"message_id": [f"m{n}" for n in range(40)], "platform": "instagram", "kind": "question",
                         "received_at": at, "answered_at": later})  # fmt: skip
    inbox = schema.conform(rows, "inbox")
    facts = Facts({"inbox": inbox.assign(received_local=inbox["received_at"])}, timezone="UTC")
    wait = kpi_value("first_response", facts, Scope(), Window.month("2026-10"))
    assert wait.value is not None
    nobody = behaviour_table(schema.conform(pd.DataFrame(), "customers"), pd.Timestamp(END))
    return proposals.within_items(nobody, swot.network_shares(swotted.posts().iloc[:0], end=END), wait,
                                  {"customers": (), "posts": (), "inbox": ()}, period="2026-10")  # fmt: skip


def alone(people: int) -> list[Item]:
    able = swotted.crew(("community_manager", 14, "reel", 3))
    maker = swot.sole_maker(swotted.posts(), able, swotted.desk(people), end=END)
    return proposals.person_items(maker, brief_of("instagram"), **ABOUT)


def missing_from(*platforms: str) -> list[Item]:
    """Return a client on some networks, whose three rivals are on Instagram and one of them on TikTok too."""
    counted = [researched.rivals([0.02, 0.02, 0.02]), researched.rivals([0.02], platform="tiktok")]
    table = market.benchmark_table(
        market.public_activity(
            researched.posts().iloc[:0], researched.followers().iloc[:0], pd.concat(counted), own="Ridgeline",
            rivals=researched.RIVALS, end=END,
        )
    )  # fmt: skip
    return markets.zero_items(brief_of(*platforms), table, **ABOUT)[0]


def retired(day: str) -> list[Item]:
    changes = pd.DataFrame({"platform": "facebook", "metric": "impressions", "day": [pd.Timestamp(day)],
                            "replaced_by": "views"})  # fmt: skip
    return proposals.retired_items(changes, **ABOUT)


def written(now: float, before: float, *, a_day: int = 12, seed: int = 5) -> pd.DataFrame:
    """Return half a year of messages, of which a part are complaints: one before the last thirteen weeks, one since."""
    random, rows = np.random.default_rng(seed), []
    for back in range(182):
        chance = now if back < 91 else before
        rows += [(pd.Timestamp(END) - pd.Timedelta(days=back), random.random() < chance)
                 for _ in range(random.poisson(a_day))]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["received_at", "bad"])
    frame["received_at"] = frame["received_at"].dt.tz_localize("UTC") + pd.Timedelta(hours=10)
    frame["kind"] = np.where(frame.pop("bad"), "complaint", "question")
    table = schema.conform(frame.assign(message_id=[f"m{n}" for n in range(len(frame))], platform="x"), "inbox")
    return table.assign(received_local=table["received_at"])


def complained(now: float, before: float, *, seed: int = 5) -> list[Item]:
    return proposals.complaint_items(swot.complaint_change(written(now, before, seed=seed), end=END), CALM, **ABOUT)


S, W, O, T = swot.QUADRANTS  # noqa: E741 - the letters of the board
CASES: dict[str, tuple[Callable[[], list[Item]], Callable[[], list[Item]], str]] = {
    "a rate above the rivals'": (lambda: beside_rivals(0.04), lambda: beside_rivals(0.02), S),
    "a rate below the rivals'": (lambda: beside_rivals(0.008), lambda: beside_rivals(0.02), W),
    "a rate above last year's": (lambda: beside_last_year(0.10), lambda: beside_last_year(0.05), S),
    "a rate below last year's": (lambda: beside_last_year(0.02), lambda: beside_last_year(0.05), W),
    "more stars than the rivals": (lambda: stars(4.8, 4.2), lambda: stars(4.5, 4.5), S),
    "fewer stars than the rivals": (lambda: stars(4.0, 4.6), lambda: stars(4.5, 4.5), W),
    "kinder words than of the rivals": (lambda: feeling(KIND, MIXED), lambda: feeling(MIXED, MIXED), S),
    "harsher words than of the rivals": (lambda: feeling(UNKIND, MIXED), lambda: feeling(MIXED, MIXED), W),
    "more voice than market": (lambda: loudness(0.10), lambda: loudness(0.50), S),
    "less voice than market": (lambda: loudness(0.85), lambda: loudness(0.50), W),
    "complaints in a crisis": (lambda: alarms("2026-07")[1:], lambda: alarms("2026-10"), W),
    "a crisis": (lambda: alarms("2026-07")[:1], lambda: alarms("2026-10"), T),
    "complaints outside a crisis": (lambda: complained(0.30, 0.12), lambda: complained(0.12, 0.12), W),
    "a topic that rises": (lambda: talked_about(140), lambda: talked_about(60), O),
    "a topic that falls": (lambda: talked_about(22), lambda: talked_about(60), T),
    "a rival that grows faster": (lambda: rival_grows(0.09), lambda: rival_grows(0.03), T),
    "a rival that grows more slowly": (lambda: rival_grows(0.005), lambda: rival_grows(0.03), O),
    "buyers who stopped": (lambda: bought(80), lambda: bought(20), W),
    "one network that carries all": (lambda: carried(0.8), lambda: carried(0.55), W),
    "one network that is all there is": (
        lambda: carried(1, brief=("instagram",)),
        lambda: carried(1, brief=("instagram", "facebook")),
        W,
    ),
    "slow answers": (lambda: waited(14 * 24), lambda: waited(2), W),
    "one person who makes most": (lambda: alone(1), lambda: alone(2), W),
    "a network without us": (lambda: missing_from("facebook"), lambda: missing_from("instagram"), W),
    "a number that was retired": (lambda: retired("2025-11-16"), lambda: retired("2024-11-16"), T),
    "dearer advertising": (lambda: dearer(15.0), lambda: dearer(10.0), T),
    "cheaper advertising": (lambda: dearer(6.0), lambda: dearer(10.0), O),
}


@cache
def evidence(case: str, *, true: bool) -> tuple[Item, ...]:
    """Return what is on record of the client of whom a case is true, or of the other one."""
    return tuple(CASES[case][0 if true else 1]())


@pytest.mark.parametrize("case", CASES)
def test_a_rule_makes_an_item_of_a_client_of_whom_it_is_true(case: str) -> None:
    board = swot.swot_items(proposals.evidence_table(evidence(case, true=True)))
    assert board["quadrant"].tolist() == [CASES[case][2]]


@pytest.mark.parametrize("case", CASES)
def test_a_rule_stays_quiet_of_a_client_of_whom_it_is_not_true(case: str) -> None:
    board = swot.swot_items(proposals.evidence_table(evidence(case, true=False)))
    assert board.empty, board[["id", "quadrant"]]


def test_every_rule_and_every_side_of_it_is_tried() -> None:
    tried = {(item.about.get("finding"), CASES[case][2]) for case in CASES for item in evidence(case, true=True)}
    sides = {(rule.finding, side) for rule in swot.RULES for side in (rule.helpful, rule.harmful) if side}
    assert sides <= tried


def test_complaints_that_stay_as_they_were_are_rarely_said_to_rise() -> None:
    told = [swot.swot_items(proposals.evidence_table(complained(0.15, 0.15, seed=seed))) for seed in range(60)]
    assert sum(map(len, told)) <= 3


def test_months_around_a_crisis_say_nothing_of_complaints_beyond_it() -> None:
    found = swot.complaint_change(written(0.30, 0.12), end=END)
    july = SimpleNamespace(alarm=history_of("cafe-lumbre"))
    assert proposals.complaint_items(found, july, **ABOUT) == []
    assert swot.complaint_change(schema.conform(pd.DataFrame(), "inbox").assign(
        received_local=pd.Series(dtype="datetime64[us, UTC]")), end=END) is None  # fmt: skip


def test_one_rival_alone_on_a_network_is_no_absence_for_a_client_who_is_elsewhere() -> None:
    assert [item.id for item in missing_from("instagram")] == []
    assert [item.id for item in missing_from("facebook")] == ["EV-absent-instagram"]
    assert [item.id for item in missing_from()] == ["EV-absent-instagram", "EV-absent-tiktok"]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_evidence_of_every_rule_is_told_in_both_languages(lang: str) -> None:
    text = Text(lang, country="ES" if lang == "es" else "US")
    for case in CASES:
        for item in (*evidence(case, true=True), *evidence(case, true=False)):
            said = text(item.title)
            assert said
            assert "{" not in said
            assert lang == "en" or said != Text("en", country="US")(item.title)
