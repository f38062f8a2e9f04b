"""Mix, links, limits: whole posts that add up, links GA4 reads as meant, texts held to their limits."""

from __future__ import annotations

import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmkit.measures.hours import best_hours
from smmkit.measures.labels import campaign_name
from smmkit.measures.posts import post_features
from smmkit.measures.subjects import subjects_of
from smmkit.topics.calendar.analysis.campaigns import days_to_see, kind_of
from smmkit.topics.calendar.analysis.links import Utm, channel, source_name, tagged, tags_of
from smmkit.topics.calendar.analysis.mix import apportion, interleaved, purposes_for, subject_results
from smmkit.topics.calendar.analysis.wording import over_limits, words_to_avoid

WEIGHTS = st.dictionaries(st.text(min_size=1, max_size=3), st.floats(0, 100), min_size=1, max_size=8)


@given(total=st.integers(0, 300), weights=WEIGHTS)
def test_apportioned_posts_add_up_and_stay_within_one_of_their_share(total: int, weights: dict[str, float]) -> None:
    found = apportion(total, weights)
    assert sum(found.values()) == total
    whole = sum(weights.values())
    if whole > 0:
        assert all(abs(count - total * weights[name] / whole) < 1 + 1e-6 for name, count in found.items())


def test_hamilton_gives_the_published_house_of_1792() -> None:
    """The bill of 1792 over 120 seats.

    Seats: founders.archives.gov, Trumbull to Adams, 5 April 1792. People: the census of 1790 as printed at
    tutorsglobe.com/question/the-first-apportionment-of-the-house-of-representatives---52333663.aspx (read 2026-11-25)
    """
    people = {
        "Connecticut": 236841, "Delaware": 55540, "Georgia": 70835, "Kentucky": 68705, "Maryland": 278514,
        "Massachusetts": 475327, "New Hampshire": 141822, "New Jersey": 179570, "New York": 331589,
        "North Carolina": 353523, "Pennsylvania": 432879, "Rhode Island": 68446, "South Carolina": 206236,
        "Vermont": 85533, "Virginia": 630560,
    }  # fmt: skip
    seats = dict(zip(people, (8, 2, 2, 2, 9, 16, 5, 6, 11, 12, 14, 2, 7, 3, 21), strict=True))
    assert apportion(120, people) == seats


def test_interleaved_heaps_nothing() -> None:
    found = interleaved({"a": 4, "b": 2})
    assert sorted(found) == list("aaaabb")
    assert "".join(found).count("aaa") == 0


def test_purposes_keep_cap_and_floors_over_the_whole_month() -> None:
    found = purposes_for(20, {"sell": 3}, sell=20, promo_cap=0.3, curated_floor=0.1, community_floor=0.1)
    assert sum(found.values()) == 20
    assert (found["sell"] + 3) / 23 <= 0.3
    assert found["share"] / 23 >= 0.1
    assert found["community"] / 23 >= 0.1


def test_a_subject_nobody_answers_more_is_not_clear_and_one_planted_is() -> None:
    rng = np.random.default_rng(5)
    n = 240
    subject = rng.choice(["origin", "price", "work"], n)
    level = 4 + rng.normal(0, 0.5, n) + np.where(subject == "origin", 0.6, 0.0)
    features = pd.DataFrame(
        {"account": "a", "format": "image", "paid": "organic", "hour": rng.choice([9, 13], n), "month": "2026-01",
         "interactions": np.expm1(level)}
    )  # fmt: skip
    assert "origin" in subject_results(features, pd.Series(subject)).clear
    null = features.assign(interactions=np.expm1(4 + rng.normal(0, 0.5, n)))
    assert subject_results(null, pd.Series(subject)).clear == []


def test_subjects_are_read_by_whole_words() -> None:
    found = subjects_of(
        pd.Series(["El origen de este café", "nada"]), {"origen": ["origen", "lote"], "precio": ["caro"]}
    )
    assert found.tolist()[0] == "origen"
    assert pd.isna(found.tolist()[1])


def names(count: int) -> list[str]:
    rng = random.Random(7)
    letters = "abcdefghijklmnñopqrstuvwxyzáéíóúüçÑÁ &=?#%+/ß€0123456789"
    return ["".join(rng.choice(letters) for _ in range(rng.randint(1, 24))) for _ in range(count)]


def test_a_link_says_what_was_put_in_and_falls_in_the_channel_that_was_meant() -> None:
    networks = ["facebook", "instagram", "linkedin", "tiktok", "x", "pinterest", "threads", "youtube"]
    for place, name in enumerate(names(1000)):
        network = networks[place % len(networks)]
        utm = Utm(source_name(network), "social", name, name[::-1])
        assert tags_of(tagged("https://shop.example/a?b=1&utm_source=old#c", utm)) == utm
        safe = Utm(source_name(network), "social", campaign_name(name), "x")
        assert channel(safe) == "Organic Social"
        paid = Utm(source_name(network), "paid_social", campaign_name(name), "x")
        assert channel(paid) == ("Paid Video" if network == "youtube" else "Paid Social")


@pytest.mark.parametrize(
    ("source", "medium", "campaign", "expected"),
    [
        ("google", "cpc", "autumn", "Paid Search"), ("instagram", "social", "winter-shop", "Organic Shopping"),
        ("facebook", "cpc", "webshop", "Paid Social"), ("newsletter", "email", "a", "Email"),
        ("(direct)", "(none)", "", "Direct"), ("blog", "referral", "a", "Referral"),
        ("x", "paid_social", "a", "Paid Other"),
        ("youtube", "", "a", "Organic Video"), ("a", "b", "c", "Unassigned"),
    ],
)  # fmt: skip
def test_ga4_channels(source: str, medium: str, campaign: str, expected: str) -> None:
    """Rules as reprinted by docs.shoplift.ai/analyze/reports/channel-groups, read 2026-11-25."""
    assert channel(Utm(source, medium, campaign, "")) == expected


def test_a_campaign_called_shop_would_leave_organic_social_so_it_says_store() -> None:
    assert channel(Utm("instagram", "social", "winter-shop", "")) == "Organic Shopping"
    assert campaign_name("Winter Shop") == "winter-store"


LIMITS = pd.DataFrame(
    [("x", "text", "280", "characters", "s", "2026-11-25"), ("x", "link", "23", "characters", "s", "2026-11-25"),
     ("instagram", "caption", "2200", "characters", "s", "2026-11-25"),
     ("instagram", "hashtags", "30", "count", "old", "d"),
     ("instagram", "hashtags", "5", "count", "new", "d")],
    columns=["platform", "field", "limit", "unit", "source", "read_on"],
)  # fmt: skip


def post(network: str, copy: str) -> pd.DataFrame:
    return pd.DataFrame({"post_id": ["a"], "network": [network], "title": [""], "copy": [copy], "alt_text": [pd.NA]})


def test_a_text_over_a_limit_is_named_with_its_count() -> None:
    found = over_limits(post("x", "é" * 281), LIMITS)
    assert [(one.limit, one.found) for one in found] == [(280, 281)]
    assert over_limits(post("x", "e" * 256 + " https://example.org/" + "y" * 99), LIMITS) == []


def test_where_sources_disagree_the_stricter_limit_counts() -> None:
    found = over_limits(post("instagram", "#a #b #c #d #e #f"), LIMITS)
    assert [(one.field, one.limit, one.found, one.source) for one in found] == [("hashtags", 5, 6, "new")]


def test_words_to_avoid_are_found_whatever_accents_and_capitals() -> None:
    assert words_to_avoid(post("x", "Esto CURA, política aparte"), ["Politica"]) == [("a", "Politica")]
    assert words_to_avoid(post("x", "apolíticamente"), ["política"]) == []
    assert words_to_avoid(post("x", "política").iloc[:0], ["política"]) == []  # an empty month


def test_the_days_a_campaign_needs_follow_the_textbook_formula() -> None:
    """Two means, 5 % and 80 %: n = 2 (1.96 + 0.84)^2 (sd / difference)^2; sd 10 %, effect 10 % of the mean: 16 days."""
    rng = np.random.default_rng(2)
    daily = pd.Series(100 + 10 * rng.standard_normal(4000))
    assert days_to_see(daily, 0.10) == pytest.approx(16, abs=2)
    assert days_to_see(daily, 0.05) == pytest.approx(63, abs=7)
    assert np.isnan(days_to_see(daily.head(10), 0.1))


def test_a_campaigns_kind_is_written_or_read_from_its_title() -> None:
    assert kind_of("Sorteo de invierno") == ("contest", False)
    assert kind_of("Algo", "fair") == ("fair", True)


def invented(n: int, seed: int, lift: float = 0.0) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    hours = rng.choice([9, 13, 19, 21], n)
    days = pd.to_datetime("2026-01-01") + pd.to_timedelta(rng.integers(0, 240, n), unit="D")
    likes = np.expm1(4 + np.where(hours == 19, lift, 0.0) + rng.normal(0, 0.6, n)).clip(0).round().astype(int)
    none = pd.array([pd.NA] * n, dtype="Int64")
    return pd.DataFrame(
        {"platform": "instagram", "account_id": "1", "is_own": pd.array([True] * n, dtype="boolean"),
         "grain": "lifetime",
         "published_local": (days + pd.to_timedelta(hours, unit="h")).tz_localize("Europe/Madrid"),
         "published_precision": "minute", "format": rng.choice(["reel", "image"], n),
         "is_paid": pd.array([pd.NA] * n, dtype="boolean"), "likes": pd.array(likes, dtype="Int64"), "reactions": none,
         "comments": pd.array(likes // 3, dtype="Int64"), "shares": pd.array(likes - likes // 3, dtype="Int64"),
         "saves": none, "link_clicks": none, "follows": none, "reach": none, "as_of": pd.Timestamp("2026-10-01")}
    )  # fmt: skip


@pytest.mark.parametrize("clients", [8, pytest.param(60, marks=pytest.mark.heavy)])
def test_clients_without_a_planted_hour_are_told_none(clients: int) -> None:
    names = [best_hours(post_features(invented(90, seed)), first=8, last=22).named for seed in range(clients)]
    assert sum(len(named) > 0 for named in names) <= clients * 0.05 + 0.5


def test_a_planted_hour_is_named_and_a_silent_outcome_is_not() -> None:
    found = best_hours(post_features(invented(240, 1, lift=0.8)), first=8, last=22)
    assert set(found.named["hour"]) == {19}
    assert found.hour_for("reel", "tell") == ("interactions", 19)
    assert "conversions" not in set(found.named["outcome"])


def test_without_posts_hours_to_try_are_spread_over_the_day() -> None:
    found = best_hours(post_features(invented(5, 1)), first=8, last=22)
    assert found.named.empty
    assert found.tried["all"] == [10, 15, 20]
