"""What the market research may say, and what it may not."""

from __future__ import annotations

import re
from datetime import date

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

from smmkit import schema
from smmkit.client import Client
from smmkit.ledger import Ledger, Source, Verdict
from smmkit.measures.kpis import Facts, Window
from smmkit.period import Period
from smmkit.present.style import alt_text
from smmkit.text import Text
from smmkit.topics.market import analysis as market
from smmkit.topics.market import plots, proposals, tables

mpl.use("Agg")
END = date(2026, 10, 31)
PERIOD = Period("2026-10")
RIVALS = ["Alpha Cycles", "Beta Bikes", "Gamma"]


def posts(rate=0.02, followers=10_000, *, per_week=4, weeks=13, platform="instagram", seed=1, paid=False):
    random = np.random.default_rng(seed)
    days = pd.date_range(end=END, periods=per_week * weeks, freq=f"{168 // per_week}h", tz="UTC").normalize()
    likes = random.poisson(rate * followers * random.lognormal(-0.08, 0.4, len(days)))
    frame = pd.DataFrame(
        {
            "platform": platform,
            "is_own": True,
            "is_paid": paid,
            "post_id": [f"{platform}{i}" for i in range(len(days))],
            "grain": "lifetime",
            "published_at": days + pd.Timedelta(hours=12),
            "format": "reel",
            "likes": likes,
            "comments": 0,
            "shares": 5000,
            "saves": 9000,
            "source_file": "posts.csv",
            "source_row": range(2, len(days) + 2),
        }
    )
    table = schema.conform(frame, "posts")
    return table.assign(published_local=table["published_at"].dt.tz_convert("Europe/Madrid"))


def followers(count=10_000, platform="instagram"):
    days = pd.date_range("2026-08-01", END)
    frame = pd.DataFrame({"platform": platform, "day": days, "metric": "followers_total", "value": float(count)})
    daily = schema.conform(frame.assign(scope="total"), "daily")
    return market.known_followers(daily, schema.empty("competitors"), own="Ridgeline")


def rivals(rates, *, weeks=13, followers=10_000, platform="instagram", seed=2, freq="7D", per_step=4):
    random = np.random.default_rng(seed)
    rows = [
        {
            "competitor": name,
            "platform": platform,
            "day": day,
            "followers_total": followers,
            "posts": per_step,
            "interactions": int(random.poisson(rate * followers * per_step * random.lognormal(-0.03, 0.25))),
            "source": "hand count",
        }
        for name, rate in zip(RIVALS, rates, strict=False)
        for day in pd.date_range(end=END, periods=weeks, freq=freq)
    ]
    return schema.conform(pd.DataFrame(rows), "competitors") if rows else schema.empty("competitors")


def activity(own_rate, rival_rates, **more):
    return market.public_activity(
        posts(own_rate, **more), followers(), rivals(rival_rates), own="Ridgeline", rivals=RIVALS, end=END
    )


def mentions(per_day, *, days=31, sentiment=("positive", "neutral", "negative"), burst=None, seed=3):
    random = np.random.default_rng(seed)
    rows = []
    for day in pd.date_range(end=END, periods=days):
        for brand, rate in per_day.items():
            count = random.poisson(rate) + (burst[1] if burst and burst[0] == brand and day.day == 15 else 0)
            labels = random.choice(sentiment, size=count) if sentiment else ["unknown"] * count
            rows += [{"at": day + pd.Timedelta(hours=10), "brand": brand, "sentiment": label} for label in labels]
    frame = pd.DataFrame(rows, columns=["at", "brand", "sentiment"])
    frame["at"] = pd.to_datetime(frame["at"]).dt.tz_localize("UTC")
    frame = frame.assign(mention_id=[f"m{i}" for i in range(len(frame))], source="x", language="en")
    table = schema.conform(frame, "mentions")
    return table.assign(local_at=table["at"].dt.tz_convert("America/Denver"))


def topics(now, before, *, weeks=61, seed=4, season=True):
    random = np.random.default_rng(seed)
    days = pd.date_range(end="2026-10-19", periods=weeks, freq="7D")
    wave = 1 + 0.5 * np.sin(2 * np.pi * np.arange(weeks) / 52) * season
    rows = []
    for topic in now:
        level = np.where(np.arange(weeks) >= weeks - 8, now[topic], before[topic]) * wave
        rows += [
            {"week": day, "topic": topic, "volume": float(random.poisson(rate))}
            for day, rate in zip(days, level, strict=True)
        ]
    return schema.conform(pd.DataFrame(rows), "topics")


# --- the same public denominator -------------------------------------------------------------


def test_saves_and_instagram_shares_are_no_public_interactions():
    table = posts()
    assert (market.public_interactions(table) == table["likes"].astype(float)).all()


def test_what_is_not_reported_stays_unknown():
    table = posts().assign(likes=pd.NA, comments=pd.NA).astype({"likes": "Int64", "comments": "Int64"})
    assert market.public_interactions(table).isna().all()


def test_paid_posts_are_not_compared_with_rivals():
    assert market.own_posts(posts(paid=True), end=END).empty


def test_stories_are_not_compared_with_rivals():
    assert market.own_posts(posts().assign(format="story"), end=END).empty


def test_client_and_rivals_are_divided_by_posts_and_followers_alike():
    found = activity(0.02, [0.02])
    rate = found["interactions"] / (found["posts"] * found["followers"])
    assert found["rate"].to_numpy(float) == pytest.approx(rate.to_numpy(float))
    assert set(found["brand"]) == {"Ridgeline", "Alpha Cycles"}


def test_followers_counted_by_hand_stand_in_for_an_export_without_them():
    table = pd.concat([rivals([0.02]), rivals([0.0]).assign(competitor="RIDGELINE", posts=pd.NA, interactions=pd.NA)])
    counted = market.known_followers(schema.empty("daily"), table, own="Ridgeline")
    found = market.public_activity(posts(), counted, table, own="Ridgeline", rivals=RIVALS, end=END)
    assert found.loc[found["is_own"], "followers"].eq(10_000).all()
    assert found["rate"].notna().all()


def test_rivals_counted_monthly_put_the_client_on_months():
    monthly = rivals([0.02], weeks=12, freq="30D")
    found = market.public_activity(posts(weeks=50), followers(), monthly, own="R", rivals=RIVALS, end=END)
    assert (found["step"].dt.day == 1).all()


def test_a_rival_the_brief_does_not_name_is_left_out():
    table = rivals([0.02, 0.02]).assign(competitor=lambda t: t["competitor"].replace("Beta Bikes", "Somebody"))
    found = market.public_activity(posts(), followers(), table, own="R", rivals=RIVALS, end=END)
    assert "Somebody" not in set(found["brand"])


def test_spelling_does_not_make_a_second_brand():
    table = rivals([0.02]).assign(competitor="alpha  CYCLES")
    found = market.public_activity(posts(), followers(), table, own="R", rivals=RIVALS, end=END)
    assert "Alpha Cycles" in set(found["brand"])


def test_a_planted_lead_is_found_with_its_size():
    found = activity(0.04, [0.02, 0.02, 0.021])
    assert market.leaders(found)["leader"].tolist() == ["Ridgeline"]
    gap = market.rival_gaps(found).iloc[0]
    assert gap["low"] > 1
    assert gap["ratio"] == pytest.approx(2, rel=0.25)


def test_equal_brands_have_no_leader_in_most_worlds():
    named = 0
    for seed in range(15):
        own = posts(0.02, seed=seed)
        table = rivals([0.02, 0.02, 0.02], seed=100 + seed)
        found = market.public_activity(own, followers(), table, own="R", rivals=RIVALS, end=END)
        named += int(market.leaders(found)["leader"].notna().sum())
    assert named <= 2


def test_shrunken_rates_lie_between_their_own_and_the_common_one():
    found = market.benchmark_table(activity(0.02, [0.01, 0.02, 0.04]))
    assert found["weight"].between(0, 1).all()
    assert (found["low"] < found["estimate"]).all()
    assert found["estimate"].is_monotonic_decreasing


def test_without_rivals_there_is_no_gap_and_no_leader():
    found = activity(0.02, [])
    assert market.rival_gaps(found).empty
    assert market.leaders(found).empty
    assert len(market.benchmark_table(found)) == 1


def test_without_anything_every_table_is_empty():
    nothing = schema.empty("posts")
    nothing = nothing.assign(published_local=nothing["published_at"].dt.tz_convert("Europe/Madrid"))
    empty_rivals = schema.empty("competitors")
    nobody = market.known_followers(schema.empty("daily"), empty_rivals, own="R")
    found = market.public_activity(nothing, nobody, empty_rivals, own="R", rivals=[], end=END)
    for table in (found, market.benchmark_table(found), market.rival_gaps(found), market.leaders(found)):
        assert table.empty
    presence = market.presence_table({"instagram": "ridgeline"}, nothing, nobody, end=END)
    assert presence["posts"].tolist() == [0]


# --- presence and reputation -----------------------------------------------------------------


def test_presence_counts_cadence_and_silence():
    table = market.presence_table({"instagram": "ridgeline", "x": "ridge"}, posts(), followers(), end=END)
    row = table.set_index("platform").loc["instagram"]
    assert row["posts_per_week"] == pytest.approx(4, abs=0.1)
    half = market.presence_table({"instagram": "ridgeline"}, posts(), followers(), end=END, exported={"instagram": 45})
    assert half.iloc[0]["posts_per_week"] == pytest.approx(row["posts"] * 7 / 45)
    assert row["days_silent"] == 0
    assert table.set_index("platform").loc["x", "posts"] == 0


def test_what_the_audit_of_a_network_lacks_is_named_and_a_whole_one_says_nothing():
    text, told = Text("es", country="ES"), posts()
    own = told.assign(reach=pd.array([5000] * len(told), dtype="Int64"), interactions=told["likes"])
    bare = posts(platform="x").assign(format=pd.NA)
    presence = market.presence_table({"instagram": "r", "x": "r"}, pd.concat([own, bare]), followers(), end=END)
    rates = market.reach_rates(pd.concat([own, bare]), first=PERIOD.start, last=PERIOD.end)
    answered = schema.conform(pd.DataFrame({"message_id": ["a", "b"], "platform": "instagram", "kind": "question",
                              "received_at": pd.Timestamp("2026-10-05T10:00", tz="UTC"),
                              "answered_at": pd.Timestamp("2026-10-05T12:00", tz="UTC")}), "inbox")  # fmt: skip
    facts = Facts({"inbox": answered.assign(received_local=answered["received_at"])})
    waits = market.answer_waits(facts, ["instagram", "x"], Window.month("2026-10"))
    said = [text(one) for one in proposals.audit_gaps(presence, rates, waits)]
    assert said == [
        "De X nadie nos dice cuánta gente la sigue, a cuántas personas llega una publicación, cuánto espera la gente "
        "una respuesta ni qué formato tiene cada publicación: hay que buscarlo en las exportaciones o apuntarlo a mano"
    ]
    known = presence[presence["platform"] == "instagram"].assign(followers=np.nan)
    (lacking,) = proposals.audit_gaps(known, rates, waits)
    assert Text("en")(lacking).startswith("Of Instagram nobody tells us how many people follow it:")


def ratings(rows):
    frame = pd.DataFrame(rows, columns=["brand", "rating", "count"]).assign(source="google", scale=5.0)
    return schema.conform(frame.assign(as_of=pd.Timestamp("2026-10-01")), "ratings")


def test_few_votes_make_a_rating_say_little():
    table = market.ratings_table(ratings([("Ridgeline", 4.8, 6), ("Alpha Cycles", 4.4, 900)]), ["Ridgeline", *RIVALS])
    gap = market.rating_gaps(table, own="Ridgeline").iloc[0]
    assert gap["low"] < 0 < gap["high"]
    assert table["high"].max() <= 5


def test_many_votes_show_a_better_rating():
    table = market.ratings_table(ratings([("Ridgeline", 4.8, 900), ("Alpha Cycles", 4.2, 900)]), ["Ridgeline", *RIVALS])
    assert market.rating_gaps(table, own="Ridgeline").iloc[0]["low"] > 0


def test_better_than_the_rivals_mean_names_the_rival_that_stands_higher():
    rows = [("Ridgeline", 4.4, 900), ("Alpha Cycles", 4.6, 900), ("Beta Wheels", 3.9, 900)]
    table = market.ratings_table(ratings(rows), ["Ridgeline", "Alpha Cycles", "Beta Wheels"])
    item = proposals.rating_items(market.rating_gaps(table, own="Ridgeline"), period="2026-10", source=())[0]
    assert item.low > 0
    assert Text("en")(item.title).endswith("0.2 more than our rivals on average, but Alpha Cycles has 4.6")
    assert item.about["finding"] != "rating against rivals"  # what makes a strength in the SWOT


# --- share of voice --------------------------------------------------------------------------


def voice(per_day, **more):
    counts = market.brand_mentions(mentions(per_day, **more), list(per_day), first=PERIOD.start, last=PERIOD.end)
    return market.voice_table(counts, own="Ridgeline")


def test_shares_sum_to_one_and_every_day_counts():
    table = voice({"Ridgeline": 5, "Alpha Cycles": 10})
    assert table["share"].sum() == pytest.approx(1)
    assert market.clear_first(table) == "Alpha Cycles"


def test_one_noisy_day_makes_no_leader():
    calm = voice({"Ridgeline": 6, "Alpha Cycles": 6})
    noisy = voice({"Ridgeline": 6, "Alpha Cycles": 6}, burst=("Ridgeline", 150))
    assert market.clear_first(calm) is None
    assert market.clear_first(noisy) is None
    assert noisy["share"].max() > 0.6


def test_the_query_is_kept_with_the_number():
    found = market.query_set(
        mentions({"Ridgeline": 5, "Elsewhere": 2}), ["Ridgeline", *RIVALS], first=PERIOD.start, last=PERIOD.end
    )
    assert found.brands == ("Ridgeline",)
    assert found.sources == ("x",)
    assert found.others > 0


def test_nobody_mentioned_gives_no_share():
    counts = market.brand_mentions(mentions({}), ["Ridgeline", "A"], first=PERIOD.start, last=PERIOD.end)
    table = market.voice_table(counts, own="Ridgeline")
    assert table["share"].isna().all()
    assert market.clear_first(table) is None


def test_extra_share_of_voice_is_voice_minus_market():
    shares = pd.DataFrame({"as_of": [pd.Timestamp("2026-06-30")], "brand": ["ridgeline"], "market_share": [0.10]})
    table = voice({"Ridgeline": 5, "Alpha Cycles": 10})
    found = market.extra_share(table, schema.conform(shares.assign(source="panel"), "market"), own="Ridgeline")
    own = table[table["is_own"]].iloc[0]
    assert found is not None
    assert found.value == pytest.approx(own["share"] - 0.10)
    assert found.low < found.value < found.high
    assert market.extra_share(table, schema.empty("market"), own="Ridgeline") is None


def test_history_leaves_silent_months_out():
    table = market.voice_history(
        mentions({"Ridgeline": 5, "Alpha Cycles": 5}), ["Ridgeline", *RIVALS], own="Ridgeline", last=PERIOD, months=6
    )
    assert table["month"].tolist() == [pd.Timestamp("2026-10-01")]


def test_each_month_of_the_share_of_voice_stands_beside_the_tone_of_that_month():
    brands = ["Ridgeline", "Alpha Cycles"]
    heard = mentions({"Ridgeline": 8, "Alpha Cycles": 4}, days=60)
    kind = (heard["local_at"].dt.month == 9) & (heard["brand"] == "Ridgeline")
    heard.loc[heard["brand"] == "Ridgeline", "sentiment"] = "negative"
    heard.loc[kind, "sentiment"] = "positive"
    table = market.voice_history(heard, brands, own="Ridgeline", last=PERIOD, months=3)
    assert table["net"].tolist() == [1.0, -1.0]
    shown = tables.voice_history_table(table, "Ridgeline", Text("en"))
    assert shown["Net sentiment"].tolist() == ["+100.0 pp", "-100.0 pp"]
    assert shown["Month"].tolist() == ["Sep 2026", "Oct 2026"]
    assert all(share.endswith("%") for share in shown["Share of voice"])


def test_net_sentiment_keeps_neutrals_and_leaves_unlabelled_out():
    brands = ["Ridgeline", "Alpha Cycles"]
    labelled = mentions({"Ridgeline": 8}, sentiment=("positive", "neutral"))
    table = market.sentiment_table(labelled, brands, first=PERIOD.start, last=PERIOD.end).set_index("brand")
    assert table.loc["Ridgeline", "net"] == pytest.approx(0.5, abs=0.1)
    assert table.loc["Ridgeline", "low"] < table.loc["Ridgeline", "net"] < table.loc["Ridgeline", "high"]
    bare = mentions({"Ridgeline": 8}, sentiment=())
    table = market.sentiment_table(bare, brands, first=PERIOD.start, last=PERIOD.end).set_index("brand")
    assert np.isnan(table.loc["Ridgeline", "net"])
    assert table.loc["Ridgeline", "unknown"] > 0


@pytest.mark.parametrize(("low", "high", "side"), [(0.30, 0.88, "worse"), (1.05, 2.1, "better")])
def test_a_nearly_clear_difference_says_its_side_and_that_chance_may_still_explain_it(low, high, side):
    row = {"platform": "facebook", "ratio": (low * high) ** 0.5, "low": low, "high": high, "p_value": 0.03, "posts": 43}
    gaps = pd.DataFrame([{**row, "steps": 13}])
    none = market.benchmark_table(activity(0.02, [0.02])).iloc[:0]
    (gap,) = proposals.benchmark_items(none, gaps, period="2026-10", source=())
    assert gap.verdict is Verdict.NO_DATA
    said = Text("en")(gap.title)
    assert said.startswith(f"On Facebook our posts seem to do {side} than a typical rival's, but chance may still")
    assert "cannot tell" not in said
    assert {"worse": "rinden peor", "better": "rinden mejor"}[side] in Text("es")(gap.title)
    rated = {"source": "google", "rating": 4.4, "gap": 0.2, "low": low - 1, "high": high - 1, "p_value": 0.03}
    stars = pd.DataFrame([{**rated, "votes": 900, "best": 4.2, "leader": "Alpha Cycles"}])
    (item,) = proposals.rating_items(stars, period="2026-10", source=())
    assert Text("en")(item.title).startswith(f"On Google customers seem to rate us {side} than our rivals, but chance")


def test_the_same_sentiment_is_no_difference():
    gap, labelled = market.sentiment_gap(
        mentions({"Ridgeline": 8, "Alpha Cycles": 8}),
        ["Ridgeline", "Alpha Cycles"],
        own="Ridgeline",
        first=PERIOD.start,
        last=PERIOD.end,
    )
    ends = gap.interval()
    assert ends.low < 0 < ends.high
    assert ends.low < gap.value < ends.high
    assert labelled > 100


def test_a_gap_in_sentiment_is_told_as_praise_less_complaints():
    # Ours: 10 praise, 60 complaints of 100; theirs: 30 and 20. That is 60 lower, although only 20 fewer are praise.
    told = {"Ridgeline": ("positive", *["negative"] * 6, *["neutral"] * 3),
            "Alpha Cycles": (*["positive"] * 3, *["negative"] * 2, *["neutral"] * 5)}  # fmt: skip
    heard = mentions({"Ridgeline": 9, "Alpha Cycles": 9})
    for brand, words in told.items():
        mine = heard["brand"] == brand
        heard.loc[mine, "sentiment"] = np.resize(words, mine.sum())
    window = {"first": PERIOD.start, "last": PERIOD.end}
    gap = market.sentiment_gap(heard, list(told), own="Ridgeline", **window)
    table = market.sentiment_table(heard, list(told), **window)
    source = (Source("mentions.csv", "1"),)
    items = proposals.sentiment_items(table, gap, own="Ridgeline", period=str(PERIOD), source=source)
    said = next(one for one in (Text("en")(item.title) for item in items) if "of our rivals" in one)
    assert re.search(r"praise less complaints, of every 100 mentions, is (5|6)\d lower for us", said), said


# --- topics ----------------------------------------------------------------------------------


def test_two_to_eight_is_not_plus_300_percent():
    table = market.topic_growth(topics({"gravel": 1, "city": 40}, {"gravel": 0.25, "city": 40}), end=END)
    assert "gravel" not in set(market.clear_trends(table)["topic"])


def test_a_planted_rise_is_found_and_the_season_is_not_called_a_rise():
    flat = {f"t{i}": 60 for i in range(6)}
    table = market.topic_growth(topics({**flat, "gravel": 120}, {**flat, "gravel": 60}), end=END)
    assert market.clear_trends(table)["topic"].tolist() == ["gravel"]
    assert table.iloc[0]["growth"] == pytest.approx(1.0, abs=0.3)
    assert set(table["method"]) == {market.SAME_WEEKS}


def test_a_short_history_is_compared_with_the_other_topics():
    flat = {f"t{i}": 60 for i in range(6)}
    table = market.topic_growth(topics({**flat, "gravel": 120}, {**flat, "gravel": 60}, weeks=24), end=END)
    assert set(table["method"]) == {market.AGAINST_ALL}
    assert market.clear_trends(table)["topic"].iloc[0] == "gravel"


def bursting(random: np.random.Generator, *, alike: float, weeks: int = 70) -> pd.DataFrame:
    """Return topics that go nowhere, whose good and bad weeks last."""
    days = pd.date_range(end="2026-10-19", periods=weeks, freq="7D")
    rows = []
    for topic in ("a", "b", "c", "d", "e", "f"):
        moves = random.standard_t(3, weeks) / 3**0.5
        for week in range(1, weeks):
            moves[week] = alike * moves[week - 1] + (1 - alike**2) ** 0.5 * moves[week]
        volume = random.poisson(25 * np.exp(0.3 * moves)).astype(float)
        rows.append(pd.DataFrame({"week": days, "topic": topic, "volume": volume}))
    return schema.conform(pd.concat(rows), "topics")


@pytest.mark.parametrize("alike", [0.3, 0.6])
def test_bursts_that_last_are_no_trend(alike: float) -> None:
    # 0.24 of such clients were told of a trend while neighbouring weeks were taken for half as alike as they are.
    random = np.random.default_rng(3)
    told = [
        len(market.clear_trends(market.topic_growth(bursting(random, alike=alike), end=END))) > 0 for _ in range(80)
    ]
    assert sum(told) <= 0.1 * len(told)


def test_flat_topics_rarely_show_a_trend():
    flat = {f"t{i}": 40 for i in range(8)}
    found = [
        len(market.clear_trends(market.topic_growth(topics(flat, flat, seed=seed), end=END))) > 0 for seed in range(30)
    ]
    assert sum(found) <= 3


def test_without_weeks_there_is_no_growth():
    assert market.topic_growth(schema.empty("topics"), end=END).empty
    assert market.topic_growth(topics({"a": 5}, {"a": 5}, weeks=10), end=END).empty


# --- findings --------------------------------------------------------------------------------


@pytest.fixture
def client():
    return Client.model_validate(
        {
            "name": "Ridgeline", "sector": "Bicycles", "country": "US", "language": "en", "timezone": "America/Denver",
            "currency": "USD", "margin": 0.4,
            "accounts": [{"platform": "instagram", "handle": "ridge"}, {"platform": "x", "handle": "ridge"}],
            "competitors": [{"name": name, "handles": {"instagram": name[:5].lower().strip()}} for name in RIVALS],
        }
    )  # fmt: skip


def research(client, own_posts, rival_rows, heard, stars, weekly):
    """Run the whole of notebook 01 on small tables; returns its items and what its figures need."""
    scope = proposals.scope_of(client)
    known = followers()
    window = {"first": PERIOD.start, "last": PERIOD.end}
    presence = market.presence_table(scope.accounts, own_posts, known, end=END)
    rates = market.reach_rates(own_posts, **window)
    found = market.public_activity(own_posts, known, rival_rows, own=scope.own, rivals=scope.rivals, end=END)
    benchmark, growth = (
        market.benchmark_table(found),
        market.growth_gaps(known, rival_rows, own=scope.own, rivals=scope.rivals, end=END),
    )
    counts = market.brand_mentions(heard, scope.brands, **window)
    voice = market.voice_table(counts, own=scope.own)
    query = market.query_set(heard, scope.brands, **window)
    sentiment = market.sentiment_table(heard, scope.brands, **window)
    gap = market.sentiment_gap(heard, scope.brands, own=scope.own, **window)
    rated = market.ratings_table(stars, scope.brands)
    moved = market.topic_growth(weekly, end=END)
    about = {"period": "2026-10", "source": ()}
    items = [
        *proposals.presence_items(presence, rates, **about),
        *proposals.benchmark_items(benchmark, market.rival_gaps(found), **about),
        *proposals.growth_items(growth, **about),
        *proposals.voice_items(voice, counts, query, None, **about),
        *proposals.sentiment_items(sentiment, gap, own=scope.own, **about),
        *proposals.rating_items(market.rating_gaps(rated, own=scope.own), **about),
        *proposals.topic_items(moved, **about),
    ]
    items += proposals.account_items(presence, items, client, period="2026-10")
    items += proposals.collect_items({"topics": len(moved)}, client, period="2026-10")
    history = market.voice_history(heard, scope.brands, own=scope.own, last=PERIOD, months=3)
    shown = (presence, rates, benchmark, market.leaders(found), voice, history, sentiment, rated, moved)
    return items, shown


def full(client):
    return research(
        client, posts(0.04), rivals([0.02, 0.02, 0.02]), mentions({"Ridgeline": 5, "Alpha Cycles": 10}),
        ratings([("Ridgeline", 4.8, 900), ("Alpha Cycles", 4.2, 900)]),
        topics({"gravel": 120, "city": 60}, {"gravel": 60, "city": 60}),
    )  # fmt: skip


def bare(client):
    lonely = client.model_copy(update={"competitors": ()})
    return research(
        lonely,
        posts().iloc[:0],
        schema.empty("competitors"),
        mentions({}),
        schema.empty("ratings"),
        schema.empty("topics"),
    )


def test_findings_become_evidence_with_names_that_stay(client):
    items, _ = full(client)
    ledger = Ledger(items)
    assert ledger["EV-instagram-er-vs-rivals"].verdict is Verdict.DECIDE
    assert ledger["EV-topic-gravel-growth"].value == pytest.approx(1, abs=0.3)
    assert ledger["EV-rating-google-vs-rivals"].low > 0
    assert ledger["EV-sov"].n > 300
    assert "X" in str(ledger["EV-sov"].title.values["sources"])
    assert {"EV-competitor-alpha-cycles-instagram-er", "DE-x-silent", "DE-market-ratings"} <= set(ledger)


def test_a_client_without_rivals_posts_or_history_states_nothing(client):
    items, _ = bare(client)
    assert not [item.id for item in items if item.verdict is Verdict.DECIDE]
    assert {"EV-instagram-cadence", "DE-market-topics"} <= {item.id for item in items}


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("case", [full, bare], ids=["full", "bare"])
def test_every_figure_has_a_finding_and_an_alternative_text_and_every_table_is_text(client, lang, case):
    text = Text(lang, country="ES" if lang == "es" else "US")
    items, (presence, _, benchmark, leaders, voice, history, sentiment, rated, moved) = case(client)
    axes = [
        plots.plot_benchmark(benchmark, leaders, text),
        plots.plot_voice(voice, text),
        plots.plot_voice_history(history, text),
        plots.plot_sentiment(sentiment, text, own="Ridgeline"),
        plots.plot_topics(moved, text),
    ]
    assert all(ax.get_title(loc="left") and alt_text(ax.figure) for ax in axes)
    mpl.pyplot.close("all")
    shown = [
        tables.presence_table(presence, {}, text), tables.voice_history_table(history, "Ridgeline", text),
        tables.benchmark_table(benchmark, text), tables.voice_table(voice, sentiment, text),
        tables.sentiment_table(sentiment, text), tables.ratings_table(rated, text), tables.topics_table(moved, text),
        tables.evidence_table(items, text), tables.rows_table({"posts": 3}, text),
    ]  # fmt: skip
    assert all(isinstance(value, str) for table in shown for value in table.to_numpy().ravel())


def test_the_benchmark_figure_names_no_leader_where_there_is_none(client):
    even = market.benchmark_table(activity(0.02, [0.02, 0.02, 0.02]))
    nobody = market.leaders(activity(0.02, [0.02, 0.02, 0.02]))
    ax = plots.plot_benchmark(even, nobody, Text("en"))
    assert ax.get_title(loc="left") == "Nobody leads yet on Instagram."
    both = pd.concat([nobody, nobody.assign(platform="facebook")])
    assert Text("es")(plots.leader_sentences(both)[0]) == "Nadie lidera todavía en Instagram ni en Facebook."
    drawn = [line.get_xdata()[0] for line in ax.lines if len(line.get_xdata()) == 1]
    assert drawn == pytest.approx(even["estimate"].tolist())
    mpl.pyplot.close("all")


def grown(monthly, *, brand=None):
    days = pd.date_range(end=END, periods=14, freq="7D")
    size = (10_000 * np.exp(np.log1p(monthly) / 30.4 * np.arange(0, 98, 7))).round()
    frame = pd.DataFrame(
        {"competitor": brand or "Ridgeline", "platform": "instagram", "day": days, "followers_total": size}
    )
    return schema.conform(frame.assign(source="hand count"), "competitors")


def test_a_rival_that_grows_faster_is_found_and_an_equal_one_is_not():
    table = pd.concat([grown(0.01), grown(0.05, brand="Alpha Cycles"), grown(0.01, brand="Beta Bikes")])
    known = market.known_followers(schema.empty("daily"), table, own="Ridgeline")
    found = market.growth_gaps(known, table, own="Ridgeline", rivals=RIVALS, end=END).set_index("brand")
    assert found.loc["Alpha Cycles", "low"] > 0.03
    assert found.loc["Beta Bikes", "low"] <= 0 <= found.loc["Beta Bikes", "high"]


def test_rivals_who_are_counted_beside_an_unknown_own_count_give_no_gap_and_no_error():
    table = pd.concat([grown(0.05, brand="Alpha Cycles"), grown(0.01, brand="Beta Bikes")])
    known = market.known_followers(schema.empty("daily"), table, own="Ridgeline")
    assert market.growth_gaps(known, table, own="Ridgeline", rivals=RIVALS, end=END).empty


def test_inputs_are_left_alone():
    table = rivals([0.02, 0.03])
    copy = table.copy()
    market.public_activity(posts(), followers(), table, own="R", rivals=RIVALS, end=END)
    pd.testing.assert_frame_equal(table, copy)


def test_a_rivals_rate_cites_no_post_of_the_client():
    rates = {"estimate": 0.02, "low": 0.01, "high": 0.03, "steps": 13, "posts": 40, "platform": "instagram"}
    benchmark = pd.DataFrame(
        [{**rates, "brand": "Ridgeline", "is_own": True}, {**rates, "brand": "A", "is_own": False}]
    )
    ours, theirs = (Source("posts.csv", "2-9"),), (Source("competitors.csv", "2-9"),)
    items = proposals.benchmark_items(
        benchmark, pd.DataFrame(), period="2026-10", source=ours + theirs, rival_source=theirs
    )
    assert [item.source for item in items] == [ours, theirs]


@pytest.mark.parametrize(("growth", "said"), [(0.42, "42% more than in"), (1.34, "2.3 times as much as in")])
def test_from_the_double_on_a_topic_is_told_in_times(growth: float, said: str) -> None:
    found = {"topic": "gifts", "now": 400, "before": 200, "growth": growth, "low": growth / 2, "high": growth * 2}
    rows = pd.DataFrame([found | {"p_adjusted": 0.001, "enough": True, "method": market.SAME_WEEKS}])
    assert said in Text("en")(proposals.topic_items(rows, period="2026-10", source=())[0].title)


def test_a_rival_that_is_counted_on_a_network_is_there_whatever_the_brief_says(client):
    row = {"platform": "youtube", "posts": 11, "followers": 3666.0, "median_interactions": float("nan")}
    presence, nothing = pd.DataFrame([row]), pd.DataFrame({"platform": []})
    about = {"period": "2026-10"}
    scope = proposals.scope_of(client)
    without = proposals.unmatched_items(scope, presence, nothing, client, **about)[0]
    assert "names no rival there" in Text("en")(without.title)
    counted = pd.DataFrame({"platform": ["youtube"]})
    found = proposals.unmatched_items(scope, presence, nothing, client, growth=counted, **about)[0]
    assert "tells no likes or comments" in Text("en")(found.title)


@pytest.mark.parametrize(("lang", "said"), [("en", "of 1 brand in"), ("es", "de 1 marca en")])
def test_one_brand_is_counted_in_the_singular_for_who_cannot_see_the_figure(lang: str, said: str) -> None:
    own = pd.DataFrame([{"brand": "Ridgeline", "net": 0.1, "low": -0.1, "high": 0.3}])
    ax = plots.plot_sentiment(own, Text(lang, country="ES"), own="Ridgeline")
    assert said in alt_text(ax.figure)
