"""A client on no network yet gets a way to begin; what an audience likes stands in one place."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from inprocess import ledger_of

from smmkit import schema
from smmkit.client import Client
from smmkit.ledger import Verdict
from smmkit.measures.kpis import Facts, Window
from smmkit.text import Text
from smmkit.topics.market import analysis as market
from smmkit.topics.market import proposals, tables

END = date(2026, 10, 31)
WORDS = {"tech": ("tech", "brake"), "price": ("price", "cost")}
BRIEF = """name = "Olmo"
sector = "Joinery"
country = "ES"
language = "en"
timezone = "Europe/Madrid"
currency = "EUR"
margin = 0.4
accounts = []
[[competitors]]
name = "Vega"
handles = {instagram = "vega"}
[[competitors]]
name = "Rio"
handles = {instagram = "rio", facebook = "rio"}
[[goals]]
id = "known"
goal = "Be known"
metric = "follows_new"
start = 2026-01-01
deadline = 2026-12-31
"""


def counts() -> str:
    """Count two rivals by hand every Sunday for four months."""
    rows = ["competitor,platform,day,followers_total,posts,interactions,source,note"]
    for week, day in enumerate(pd.date_range("2026-07-05", "2026-10-25", freq="7D")):
        for name, network, fans, posts, each in (
            ("Vega", "instagram", 5000, 3, 50), ("Rio", "instagram", 2000, 3, 70), ("Rio", "facebook", 900, 1, 9)
        ):  # fmt: skip
            found = (day.date(), fans + 10 * week, posts, posts * each + week % 5)
            rows.append(",".join(map(str, (name, network, *found, "by hand", ""))))
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize("rivals", [True, False])
def test_a_client_on_no_network_is_told_where_its_rivals_are_and_what_to_do_first(tmp_path, rivals) -> None:
    folder = tmp_path / "data" / "olmo"
    (folder / "exports").mkdir(parents=True)
    (folder / "client.toml").write_text(BRIEF, encoding="utf-8")
    (folder / "exports" / "sector.csv").write_text(
        "fact,area,source,on,so_what,quadrant\nOak costs 9 % more,market,Exchange,2026-06-30,Explain it.,threat\n",
        encoding="utf-8",
    )
    if rivals:
        (folder / "exports" / "competitors.csv").write_text(counts(), encoding="utf-8")
    found = ledger_of("olmo", data=tmp_path / "data", out=tmp_path / "out", only=("00", "01", "02"))
    steps = [id for id in found if id.startswith("DE-start-")]
    absent = [item for id, item in found.items() if id.startswith("EV-absent-")]
    assert not [id for id in found if id in ("DE-collect-posts", "DE-collect-daily", "DE-collect-inbox")]
    assert all(found[id].verdict is Verdict.JUDGE for id in steps)
    if not rivals:
        assert set(steps) == {"DE-start-rivals", "DE-start-export", "DE-start-ask"}
        assert not absent
        return
    assert set(steps) == {f"DE-start-{step}" for step in ("name", "where", "pace", "export", "ask")}
    said = {item.id: Text("en")(item.title) for item in absent}
    assert "2 of our 2 rivals are at work and we are not: about 3.0 posts a week" in said["EV-absent-instagram"]
    assert "On Facebook Rio is at work" in said["EV-absent-facebook"]
    assert "Publish about 3 times a week" in Text("en")(found["DE-start-pace"].title)
    assert {id for id in found if id.startswith("SW-absent")} == {"SW-absent-instagram", "SW-absent-facebook"}


def test_a_client_with_an_account_gets_no_way_to_begin(tmp_path) -> None:
    mine = {"platform": "instagram", "handle": "olmo"}
    brief = {"name": "O", "sector": "J", "country": "ES", "language": "en", "timezone": "Europe/Madrid",
             "currency": "EUR", "margin": 0.4, "accounts": [mine], "goals": []}  # fmt: skip
    none = pd.DataFrame(columns=["platform", "brand", "is_own", "posts", "estimate", "median", "followers"])
    client = Client.model_validate(brief)
    assert proposals.zero_items(client, none, period="2026-10", source=()) == ([], [])


def mentions(*, kind: dict[str, float], seed: int = 3, n: int = 900) -> pd.DataFrame:
    """Draw what is said of us and a rival on two topics; `kind` is the share of praise, the rest complaint."""
    rng = np.random.default_rng(seed)
    topic = np.where(np.arange(n) % 2 == 0, "tech", "price")
    praise = rng.random(n) < np.vectorize(kind.get)(topic)
    frame = pd.DataFrame(
        {
            "mention_id": [f"m{i}" for i in range(n)],
            "at": pd.Timestamp("2026-04-01", tz="UTC") + pd.to_timedelta(rng.integers(0, 210 * 24, n), unit="h"),
            "source": "x", "brand": np.where(rng.random(n) < 0.6, "Us", "Rival"),
            "text": np.where(topic == "tech", "that brake", "the price"), "topic": None,
            "sentiment": np.where(praise, "positive", "negative"),
        }
    )  # fmt: skip
    table = schema.conform(frame, "mentions")
    return table.assign(at_local=table["at"].dt.tz_convert("Europe/Madrid"))


def test_share_of_voice_stands_beside_its_tone_topic_by_topic_and_over_time() -> None:
    said = mentions(kind={"tech": 0.9, "price": 0.1})
    voice = market.topic_voice(said, ("Us", "Rival"), WORDS, own="Us", end=END).set_index("topic")
    recent = said[said["at_local"] > pd.Timestamp("2026-08-02", tz="Europe/Madrid")]
    tech = recent[recent["text"] == "that brake"]
    assert voice.loc["tech", "mentions"] == len(tech)
    assert voice.loc["tech", "share"] == pytest.approx((tech["brand"] == "Us").mean())
    assert voice.loc["tech", "low"] < 0.6 < voice.loc["tech", "high"]
    assert voice["before"].between(0.4, 0.8).all()
    lines = proposals.liking_lines(nothing_liked(), no_format(), voice.reset_index(), {"tech": "parts"})
    said_so = [Text("en")(line) for line in lines]
    assert sorted(line[:40] for line in said_so) == [
        "Of “parts” people speak well when they s",
        "Of “price” people complain when they spe",
    ]
    table = tables.topic_voice_table(voice.reset_index(), Text("es", country="ES"), {"tech": "piezas"})
    assert {"Cuota de voz", "Sentimiento neto", "Tres meses antes"} <= set(table.columns)


def test_a_tone_that_may_be_luck_is_not_said() -> None:
    quiet = 0
    for seed in range(8):
        voice = market.topic_voice(mentions(kind={"tech": 0.5, "price": 0.5}, seed=seed, n=300), ("Us", "Rival"), WORDS,
                                   own="Us", end=END)  # fmt: skip
        quiet += proposals.liking_lines(nothing_liked(), no_format(), voice, {})[0].key == proposals.NO_TASTE
    assert quiet == 8


def nothing_liked() -> pd.DataFrame:
    return pd.DataFrame(columns=["topic", "posts", "effect", "p_value", "messages", "complaints", "answers", "much",
                                 "much_low", "much_high"])  # fmt: skip


def no_format() -> pd.DataFrame:
    return pd.DataFrame(columns=["platform", "format", "posts", "rate", "low", "high"])


def test_what_the_audience_likes_stands_in_one_place_from_posts_messages_and_answers() -> None:
    rng = np.random.default_rng(5)
    n = 120
    at = pd.Timestamp("2026-08-05", tz="UTC") + pd.to_timedelta(np.arange(n) * 17, unit="h")
    tech = np.arange(n) % 2 == 0
    likes = np.where(tech, 400, 100) * rng.lognormal(0, 0.2, n)
    form = np.where(np.arange(n) % 4 < 2, "reel", "image")
    frame = pd.DataFrame({"published_at": at, "format": form, "likes": likes.astype(int),
                          "comments": (likes / 10).astype(int), "shares": (likes / 20).astype(int), "reach": 5000,
                          "text": np.where(tech, "new brakes", "what it costs")})  # fmt: skip
    frame = frame.assign(platform="instagram", is_own=True, grain="lifetime", is_paid=False, saves=1,
                         interactions=frame["likes"], post_id=[f"p{i}" for i in range(n)])  # fmt: skip
    posts = schema.conform(frame, "posts")
    posts = posts.assign(published_local=posts["published_at"].dt.tz_convert("Europe/Madrid"))
    at_once = pd.Timestamp("2026-10-02 10:00", tz="UTC")
    wrote = pd.DataFrame({"message_id": [f"i{i}" for i in range(14)], "platform": "instagram", "kind": "complaint",
                          "received_at": at_once, "text": "The price is wrong"})  # fmt: skip
    inbox = schema.conform(wrote, "inbox")
    inbox = inbox.assign(received_local=inbox["received_at"].dt.tz_convert("Europe/Madrid"))
    customers = pd.DataFrame({"interest_tech": [1.0] * 50 + [0.0] * 10, "interest_price": [0.0] * 50 + [1.0] * 10})
    found = market.liked_topics(posts, inbox, customers, WORDS, end=END)
    rows = found.set_index("topic")
    assert rows.loc["tech", ["posts", "messages", "answers"]].tolist() == [60, 0, 60]
    assert rows.loc["price", ["posts", "messages", "complaints"]].tolist() == [60, 14, 14]
    assert rows.loc["tech", "low"] > 0 > rows.loc["price", "high"]
    assert rows.loc["tech", "much"] == pytest.approx(50 / 60)
    formats = market.liked_formats(Facts({"posts": posts}), ("instagram",), Window(date(2026, 10, 1), END))
    assert formats["posts"].sum() <= n
    lines = [Text("en")(line) for line in proposals.liking_lines(found, formats, empty_voice(), {"tech": "parts"})]
    assert any(line.startswith("Posts about “parts” bring more interactions") for line in lines)
    assert any(line.startswith("More customers care about parts") for line in lines)
    assert any(
        line.startswith("Most of what people write to us about “price” is complaint: 14 of 14") for line in lines
    )
    for lang in ("en", "es"):
        assert len(tables.liked_topics_table(found, Text(lang))) == 2
        assert len(tables.liked_formats_table(formats, Text(lang))) == len(formats)


def empty_voice() -> pd.DataFrame:
    return pd.DataFrame(columns=["topic", "own", "net", "p_value"])
