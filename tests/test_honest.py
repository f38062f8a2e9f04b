"""Faults that an outside simulator reproduced, each held here: small counts, what is not reported, several accounts."""

from __future__ import annotations

import numpy as np
import outside_world as outside
import pandas as pd
import pytest

from smmkit import schema
from smmkit.measures.kpis import Facts, Window
from smmkit.measures.posts import post_features
from smmkit.measures.timing import clear_best, timing_effects
from smmkit.period import Period
from smmkit.sources.dates import load_dates
from smmkit.stats import rate_interval
from smmkit.stats.effects import fit_effects, robust_effects
from smmkit.topics.budget.analysis.series import monthly_spend
from smmkit.topics.market import analysis as market
from smmkit.topics.results import analysis as results
from smmkit.topics.swot import analysis as swot

END = pd.Timestamp("2026-10-31")
NO_BREAKS = pd.DataFrame(columns=["platform", "metric", "day"])


def posts_of(random: np.random.Generator, rows: list[dict[str, object]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows).assign(is_own=True, is_paid=False, grain="lifetime")
    frame["post_id"] = [f"p{number}" for number in range(len(frame))]
    hours = pd.to_timedelta(random.integers(8, 21, len(frame)), unit="h")
    frame["published_at"] = pd.DatetimeIndex(frame["day"]).tz_localize("UTC") + hours
    table = schema.conform(frame.drop(columns="day"), "posts")
    return table.assign(published_local=table["published_at"].dt.tz_convert("Europe/Madrid"))


def likes_of(
    mean: float, factor: float, *, count: int = 1200, seed: int = 4, saves: bool = False, per_format: float = 1.0
) -> pd.DataFrame:
    """Return posts whose reels earn a factor more of what the others earn; saves are not counted of reels."""
    random = np.random.default_rng(seed)
    rows = []
    for number in range(count):
        form = str(random.choice(["image", "reel"]))
        level = mean * (factor if form == "reel" else 1.0) * float(random.lognormal(-0.1, 0.45))
        rows.append(
            {"platform": "instagram", "account_id": "1", "format": form, "reach": 1000,
             "day": END - pd.Timedelta(days=int(number % 360)), "likes": int(random.poisson(level)),
             "comments": int(random.poisson(per_format * level)), "shares": int(random.poisson(per_format * level)),
             "saves": (pd.NA if form == "reel" else int(random.poisson(4 * level))) if saves else 0}
        )  # fmt: skip
    return posts_of(random, rows)


def test_twice_as_many_of_half_a_comment_is_a_hundred_percent_more() -> None:
    features = post_features(likes_of(0.5, 2.0))
    reel = results.format_effects(features, ["votes"]).set_index("format").loc["reel"]
    naive = np.expm1(np.log1p(features["votes"]).groupby(features["format"]).mean().diff().iloc[-1])
    assert naive < 0.45  # what a difference of log(1 + x) would call it
    assert reel["low"] < 1.0 < reel["high"]
    assert reel["effect"] == pytest.approx(1.0, abs=0.25)
    # Six hundred posts of each, 300 and 600 likes, and a lognormal's 0.2245 / 600 of posts that differ: the log ratio's
    # error is the root of 1/300 + 1/600 + 2 * 0.2245/600, twice 1.96 of which lie between the ends.
    assert np.log1p(reel["high"]) - np.log1p(reel["low"]) == pytest.approx(2 * 1.96 * 0.0758, rel=0.15)


def test_what_a_format_does_not_report_is_not_counted_as_nothing() -> None:
    features = post_features(likes_of(30, 1.0, count=400, saves=True))
    found = results.format_effects(features, ["interactions"])
    assert (found["side"] == "").all()
    assert found.set_index("format").loc["reel", "effect"] == pytest.approx(0.0, abs=0.15)


@pytest.mark.parametrize(
    ("told", "interactions"),
    [
        ([("image", {"comments": 10, "saves": 2}), ("story", {"comments": 1})], [12, np.nan]),
        ([("story", {"comments": 3}), ("story", {"comments": 4})], [3, 4]),
        ([("image", {"comments": 10}), ("carousel", {"comments": 7}), ("reel", {"shares": 4})], [10, 7, np.nan]),
        ([("image", {"comments": 10, "shares": 1}), ("reel", {"comments": 5})], [10, 5]),
    ],
    ids=["stories choose nothing", "unless there is nothing else", "what most formats tell", "what all formats tell"],
)
def test_posts_are_compared_by_what_all_formats_tell_else_by_what_most_do(
    told: list[tuple[str, dict[str, int]]], interactions: list[float]
) -> None:
    same = {"platform": "instagram", "account_id": "1", "reach": 1000, "day": END - pd.Timedelta(days=30)}
    nothing = dict.fromkeys(("likes", "comments", "shares", "saves"))
    rows = [{**same, **nothing, "format": form, **counts} for form, counts in told]
    features = post_features(posts_of(np.random.default_rng(1), rows))
    assert features["interactions"].tolist() == pytest.approx(interactions, nan_ok=True)


def test_two_accounts_that_do_not_change_do_not_change_together() -> None:
    random, rows = np.random.default_rng(8), []
    for year, mix in ((2025, (12, 60)), (2026, (60, 12))):
        for account, rate, count in (("small", 0.02, mix[0]), ("big", 0.08, mix[1])):
            for number in range(count):
                level = rate * float(random.lognormal(0, 0.2))
                rows.append(
                    {"platform": "instagram", "account_id": account, "format": "reel", "reach": 10_000,
                     "day": pd.Timestamp(f"{year}-09-01") + pd.Timedelta(days=number % 60),
                     "interactions": int(10_000 * level)}
                )  # fmt: skip
    found = swot.yearly_change(posts_of(random, rows), NO_BREAKS, last=Period("2026-10")).iloc[0]
    assert found["low"] < 1 < found["high"]
    assert found["ratio"] == pytest.approx(1.0, abs=0.15)


def rivalry(*, split: bool) -> pd.DataFrame:
    """Return a client with a big and a small account that earn what a rival earns; their followers split or in one."""
    random, rows = np.random.default_rng(3), []
    for account, followers in (("big", 20_000), ("small", 2_000)):
        for back in range(91):
            if back % 2 == 0:
                likes = int(random.poisson(0.02 * followers * random.lognormal(-0.03, 0.25)))
                rows.append({"platform": "instagram", "account_id": account, "format": "reel", "likes": likes,
                             "comments": 0, "day": END - pd.Timedelta(days=back)})  # fmt: skip
    days = pd.date_range(end=END, periods=91)
    known = [("big", 20_000.0), ("small", 2_000.0)] if split else [("", 20_000.0)]
    daily = pd.concat(
        [pd.DataFrame({"platform": "instagram", "account_id": a, "day": days, "value": n}) for a, n in known]
    ).assign(metric="followers_total", scope="total")
    weeks = pd.date_range(end=END, periods=13, freq="7D")
    rival = pd.DataFrame({"competitor": "Uno", "platform": "instagram", "day": weeks, "followers_total": 10_000})
    rival = rival.assign(posts=4, interactions=random.poisson(0.02 * 40_000 * random.lognormal(-0.03, 0.2, 13)))
    theirs = schema.conform(rival.assign(source="hand"), "competitors")
    followers = market.known_followers(schema.conform(daily, "daily"), schema.empty("competitors"), own="Casa")
    return market.rival_gaps(
        market.public_activity(posts_of(random, rows), followers, theirs, own="Casa", rivals=["Uno"], end=END.date())
    )


def test_two_accounts_are_held_against_a_rival_by_the_followers_of_each() -> None:
    found = rivalry(split=True).iloc[0]
    assert found["low"] < 1 < found["high"]


def test_accounts_whose_followers_nobody_tells_apart_are_not_compared() -> None:
    assert rivalry(split=False).empty


def test_one_post_per_format_and_window_is_no_crash() -> None:
    random = np.random.default_rng(1)
    rows = [
        {"platform": "instagram", "account_id": "1", "format": form, "reach": 1000, "interactions": 30,
         "day": pd.Timestamp(f"{year}-10-0{number}")}
        for year in (2025, 2026) for number, form in enumerate(("image", "reel", "link"), 1)
    ]  # fmt: skip
    found = swot.yearly_change(posts_of(random, rows), NO_BREAKS, last=Period("2026-10")).iloc[0]
    assert not found["low"] > 1
    assert not found["high"] < 1


def test_a_count_above_its_target_is_reached() -> None:
    days = pd.date_range("2026-10-01", END)
    web = schema.conform(pd.DataFrame({"day": days, "scope": "total", "sessions": [30] * 30 + [25]}), "web")
    goal = pd.DataFrame([{"id": "OB-x", "metric": "sessions", "target": 910.0, "falls": False}])
    found = results.standing_table(goal, Facts({"web": web}), Window.month(Period("2026-10"))).iloc[0]
    assert (found["value"], found["status"]) == (925, "reached")


def test_money_a_month_is_divided_by_months_not_by_those_with_spend() -> None:
    spend = pd.DataFrame({"line": "ads", "day": pd.to_datetime(["2026-05-10", "2026-07-10"]), "amount": [600.0, 600.0]})
    assert monthly_spend(spend, months=12, end=END)["ads"] == pytest.approx(200.0)
    assert monthly_spend(spend, months=4, end=END)["ads"] == pytest.approx(150.0)


def ab(*rows: tuple[str, int, int]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["arm", "exposed", "converted"]).assign(test="page")
    return schema.conform(table.assign(started_on="2026-10-01", ended_on="2026-10-20"), "ab_tests")


def test_the_base_of_a_test_is_what_the_table_calls_so() -> None:
    assert results.ab_results(ab(("blue", 4000, 256), ("control", 4000, 160)), END).iloc[0]["arm"] == "blue"
    assert results.ab_results(ab(("old", 4000, 160), ("new", 4000, 256)), END).iloc[0]["base"] == "old"


def test_people_split_otherwise_than_by_chance_make_no_winner() -> None:
    found = results.ab_results(ab(("control", 4000, 160), ("new", 4600, 320)), END).iloc[0]
    assert found["p_value"] < 1e-6
    assert not found["even"]
    assert found["side"] == ""


def test_more_conversions_than_people_is_said_and_ends_nothing() -> None:
    found = results.ab_results(ab(("control", 400, 40), ("new", 400, 410)), END).iloc[0]
    assert not found["possible"]
    assert found["side"] == ""


def test_the_mean_of_eight_skewed_posts_is_held_by_its_interval() -> None:
    random = np.random.default_rng(2)
    truth = float(np.exp(0.5))
    held = [low <= truth <= high for low, high in (rate_interval(random.lognormal(0, 1, 8)) for _ in range(600))]
    assert np.mean(held) >= 0.92  # Student's interval holds it 82 times in 100


@pytest.mark.parametrize(
    ("country", "day", "key"),
    [
        ("MX", "2025-11-13", "buen-fin"), ("MX", "2026-05-25", "hot-sale"), ("ES", "2026-01-07", "january-sales"),
        ("ES", "2026-12-16", "christmas-shopping"), ("US", "2026-11-23", "black-week"),
    ],
)  # fmt: skip
def test_the_great_sales_of_a_country_are_major_for_every_sector(country: str, day: str, key: str) -> None:
    dates = load_dates(country, "Tienda de bicicletas")
    assert dates.loc[(dates["day"] == pd.Timestamp(day)) & (dates["key"] == key), "major"].tolist() == [True]


def steps(count: int, lift: float, *, first: int = 0) -> list[tuple[float, float, float]]:
    """Return p-value and size of the step in the outside world's web days, and an oracle's power."""
    found = []
    for seed in range(first, first + count):
        random = np.random.default_rng([seed, 11])
        ar = float(random.uniform(0.3, 0.8))
        season = random.uniform(0.05, 0.3) * np.sin(2 * np.pi * np.arange(len(outside.DAYS)) / 365.25)
        web, power = outside.web_days(random, ar, season, lift)
        series = web.set_index("day")["sessions"].astype(float)
        if series.index[-1] < outside.CAMPAIGN[1]:
            continue
        step = results.step_test(series, *outside.CAMPAIGN, results.weekday_controls(pd.DatetimeIndex(series.index)))
        found.append((step.p_value, step.value, power))
    return found


def check_steps(count: int) -> None:
    nothing, planted = steps(count, 0.0), steps(count, 0.35, first=count)
    false = sum(p <= 0.005 for p, _, _ in nothing)
    assert false <= max(1, 0.012 * len(nothing)), f"{false} of {len(nothing)} days without effect show one"
    found = sum(p <= 0.005 and value > 0 for p, value, _ in planted)
    expected = sum(power for _, _, power in planted)
    assert found >= 0.85 * expected, f"{found} of {len(planted)} found where an oracle finds {expected:.1f}"


def test_a_campaign_is_found_nearly_as_often_as_by_who_knows_how_days_hang_together() -> None:
    check_steps(10)


@pytest.mark.heavy
def test_a_campaign_is_found_and_none_is_invented_over_hundreds_of_clients() -> None:
    check_steps(300)


def test_posts_with_heavy_tails_are_told_apart_with_half_as_many_rows() -> None:
    random = np.random.default_rng(6)
    errors = {"plain": [], "robust": []}
    for _ in range(40):
        form = pd.Series(np.where(random.random(150) < 0.4, "reel", "image"))
        y = pd.Series(0.3 * (form == "reel") + random.standard_t(3, 150))
        for name, fit in (("plain", fit_effects), ("robust", robust_effects)):
            model = fit(y, pd.DataFrame({"format": form}), shrunken=[], free=["format"])
            found = model.contrast({("format", "reel"): 1.0, ("format", "image"): -1.0})
            errors[name].append((found.estimate - 0.3, (found.high - found.low) / 3.95))
    spread = {name: float(np.std([miss for miss, _ in rows])) for name, rows in errors.items()}
    assert spread["robust"] < 0.85 * spread["plain"]
    assert np.mean([error for _, error in errors["robust"]]) == pytest.approx(spread["robust"], rel=0.3)


def later_errors(seed: int, outcome: str) -> tuple[float, float, bool]:
    """Return the squared error, on posts nobody saw, of the hours as the product uses them and of no hours."""
    features = post_features(outside.client(seed, planted=False).tables["posts"])
    rows = features[features[outcome].notna()].sort_values("published", kind="stable")
    seen, later = rows.iloc[: int(0.7 * len(rows))], rows.iloc[int(0.7 * len(rows)) :]
    told = timing_effects(seen, outcome)
    without = fit_effects(
        np.log1p(seen[outcome]), seen, shrunken=["month"], free=["account", "format", "paid"]
    ).predict(later)
    used = told.model.predict(later) if told.helps and told.model is not None else without
    errors = [float((np.log1p(later[outcome]) - guess).var()) for guess in (used, without)]
    return errors[0], errors[1], clear_best(told.hours) is not None


@pytest.mark.heavy
def test_hours_in_a_world_without_any_neither_win_nor_spoil_the_forecast_of_later_posts() -> None:
    found = [later_errors(seed, outcome) for seed in range(8) for outcome in ("votes", "interactions")]
    assert sum(named for _, _, named in found) <= 1
    assert sum(used for used, _, _ in found) <= 1.003 * sum(without for _, without, _ in found)
