"""A/B tests, costs and returns, formats, and plan against actual."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from smmkit import schema
from smmkit.ledger import Item, Ledger, Verdict
from smmkit.plan import Plan
from smmkit.stats import LEVEL, Interval
from smmkit.text import Text
from smmkit.topics.report.proposals.story import coming
from smmkit.topics.report.proposals.summary import summary
from smmkit.topics.results import analysis as results
from smmkit.topics.results import plots, proposals, tables
from smmkit.topics.results.proposals.experiments import NO_END
from smmkit.topics.results.proposals.money import _return_title

END = pd.Timestamp("2026-10-31")


def ab_rows(*rows: tuple[str, str, int | None, int], ended: str | None = "2026-10-20") -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["test", "arm", "exposed", "converted"])
    return schema.conform(table.assign(started_on="2026-10-01", ended_on=ended), "ab_tests")


def test_the_score_test_is_that_of_statsmodels() -> None:
    from statsmodels.stats.proportion import test_proportions_2indep as reference

    expected = reference(64, 400, 40, 410, compare="diff", method="score", correction=False).pvalue
    assert results.shares_p_value(64, 400, 40, 410) == pytest.approx(expected)


@pytest.mark.parametrize(("small", "large", "rate"), [(100, 900, 0.005), (100, 900, 0.02), (300, 2700, 0.005)])
def test_with_one_in_ten_in_the_new_arm_no_more_differences_are_sure_than_promised(
    small: int, large: int, rate: float
) -> None:
    from scipy.stats import binom

    found = [
        binom.pmf(x1, small, rate) * binom.pmf(x2, large, rate)
        for x1 in range(int(binom.isf(1e-7, small, rate)) + 1)
        for x2 in range(int(binom.isf(1e-7, large, rate)) + 1)
        if results.shares_p_value(x1, small, x2, large) < LEVEL
    ]
    assert sum(found) <= LEVEL


def test_the_interval_is_newcombes() -> None:
    from statsmodels.stats.proportion import confint_proportions_2indep

    row = results.ab_results(ab_rows(("page", "A", 410, 40), ("page", "B", 400, 64)), END).iloc[0]
    expected = confint_proportions_2indep(64, 400, 40, 410, method="newcomb")
    assert (row["low"], row["high"]) == pytest.approx(expected)


def test_a_clear_winner_is_named_and_a_draw_is_not() -> None:
    table = results.ab_results(
        ab_rows(
            ("page", "A", 4000, 160), ("page", "B", 4000, 256), ("mail", "A", 4000, 240), ("mail", "B", 4000, 250)
        ), END,
    ).set_index("test")  # fmt: skip
    assert table["side"].to_dict() == {"page": "better", "mail": ""}


def test_an_arm_shows_its_own_rate_against_the_base_and_may_be_worse() -> None:
    rows = ("page", "base", 4000, 400), ("page", "new", 6000, 300), ("page", "seen by nobody", None, 9)
    (row,) = results.ab_results(ab_rows(*rows, ended=str(END.date())), END).to_dict("records")
    assert (row["base_rate"], row["rate"], row["n"], row["side"]) == (0.10, 0.05, 10000, "worse")
    assert row["difference"] == pytest.approx(-0.05)
    assert not results.ab_results(ab_rows(*rows, ended=None), END)["ended"].any()


def test_a_running_test_has_no_winner() -> None:
    rows = ("page", "A", 4000, 160), ("page", "B", 4000, 256)
    assert results.ab_results(ab_rows(*rows, ended="2026-11-05"), END)["side"].tolist() == [""]


def test_of_many_idle_tests_hardly_any_is_won() -> None:
    random = np.random.default_rng(1)
    rows = [(f"t{i:03d}", arm, 2000, int(random.binomial(2000, 0.05))) for i in range(200) for arm in "AB"]
    assert (results.ab_results(ab_rows(*rows), END)["side"] != "").sum() == 0


def test_no_tests_give_an_empty_table() -> None:
    assert results.ab_results(schema.empty("ab_tests"), END).empty


def test_sample_size_is_that_of_the_textbook() -> None:
    """Fleiss, Levin and Paik (2003), table A.3 without correction: 0.10 against 0.20, 199 per group."""
    assert results.sample_size(0.10, 1.0) == 199


def test_return_counts_margin_against_full_cost() -> None:
    found = results.campaign_return(np.full(100, 1000.0), 0.4, 200.0)
    assert found is not None
    assert (found.value, found.probability) == (1.0, 1.0)
    assert results.campaign_return(np.ones(10), 0.4, 0.0) is None
    spread = results.campaign_return(np.arange(1001.0), 0.5, 200.0)  # earns 0 to 500: its ends are 12.5 and 487.5
    assert spread is not None
    assert (spread.low, spread.value, spread.high) == pytest.approx(((12.5 - 200) / 200, 0.25, (487.5 - 200) / 200))
    assert spread.probability == 600 / 1001  # above 400 of revenue, not at it


def test_what_a_platform_claims_is_told_by_campaign_and_one_it_never_tells_is_left_out() -> None:
    ads = pd.DataFrame({"campaign_name": ["Sale", "Sale", None, "Brand"], "platform": "meta",
                        "spend": [10.0, 30.0, 0.0, 50.0], "conversions_value": [60.0, 20.0, 5.0, None]})  # fmt: skip
    table = results.attribution_table(schema.conform(ads.assign(date_start="2026-10-01", date_stop="2026-10-01",
                                      level="campaign", currency="EUR"), "ads")).set_index("campaign_name")  # fmt: skip
    assert table["spend"].to_dict() == {"Sale": 40.0, "–": 0.0}
    assert table["roas"].to_dict() == pytest.approx({"Sale": 2.0, "–": np.nan}, nan_ok=True)


@pytest.mark.parametrize("sure", [True, False])
@pytest.mark.parametrize("margin", [(-900, -1500, -200), (-100, -700, 600), (50, -300, 400), (300, 100, 500)])
@pytest.mark.parametrize("text", [Text("en"), Text("es", country="ES"), Text("es", country="MX")])
def test_no_campaign_is_said_to_have_brought_less_than_nothing(margin, sure, text) -> None:
    middle, low, high = margin
    found = results.Return(middle, low, high, 2000.0, (middle - 2000) / 2000, -1.0, -0.5, 0.001)
    said = text(_return_title("Autumn", found, sure=sure))
    assert not re.search(r"-\W?\d", said), said
    assert ("less" in said or "menos" in said) == (low < 0), said
    assert all(text.money(abs(amount), digits=0) in said for amount in (low, high)), said


def features(n: int = 160, *, lift: float = 0.0, seed: int = 0) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    form = random.choice(["reel", "image", "link"], n)
    level = 3 + lift * (form == "reel") - lift * (form == "link") + random.normal(0, 0.4, n)
    return pd.DataFrame(
        {
            "platform": "instagram", "account": "instagram 1", "format": form, "paid": None,
            "hour": random.integers(8, 21, n), "weekday": random.integers(0, 7, n), "month": "2026-09",
            "votes": np.expm1(level),
        }
    )  # fmt: skip


def test_a_format_that_works_and_one_that_fails_are_told_apart() -> None:
    table = results.format_effects(features(lift=0.5), ["votes"]).set_index("format")
    assert table["side"].to_dict() == {"image": "", "link": "fails", "reel": "works"}
    assert table.loc["reel", "low"] > 0


def test_formats_alike_are_left_unknown() -> None:
    claims = sum((results.format_effects(features(seed=seed), ["votes"])["side"] != "").sum() for seed in range(20))
    assert claims == 0


def test_one_format_or_few_posts_say_nothing() -> None:
    assert results.format_effects(features().assign(format="reel"), ["votes"]).empty
    assert results.format_effects(features(20), ["votes"]).empty


def test_a_format_rate_is_the_mean_of_its_posts_and_skips_unreported_reach() -> None:
    posts = schema.conform(
        pd.DataFrame(
            {"platform": "instagram", "post_id": list("abc"), "grain": "lifetime", "is_own": True, "format": "reel",
             "interactions": [1, 3, 5], "reach": [100, 100, None]}
        ), "posts",
    )  # fmt: skip
    row = results.format_rates(posts).iloc[0]
    assert (row["n"], row["rate"], row["definition"]) == (2, pytest.approx(0.02), "err/1")


@pytest.mark.parametrize(
    ("value", "interval", "expected"),
    [
        (5, Interval(4, 6), "reached"),
        (5, Interval(2, 8), "open"),
        (2, Interval(1, 2.5), "missed"),
        (4, Interval(np.nan, np.nan), "reached"),
    ],
)
def test_a_target_inside_the_interval_is_neither_reached_nor_missed(value, interval, expected) -> None:
    assert results.objective_status(value, interval, target=3, falls=False) == expected


def test_spend_is_held_against_each_line() -> None:
    lines = pd.DataFrame({"line": ["ads", "tools", "people"], "planned": [100.0, 50.0, 30.0]})
    spent = pd.DataFrame({"line": ["ads", "tools", "gifts"], "amount": [130.0, 51.0, 9.0]})
    table = results.spend_against_plan(lines, spent).set_index("line")
    assert table["status"].to_dict() == {"ads": "over", "tools": "on_plan", "people": "silent", "gifts": "unplanned"}


@pytest.mark.parametrize(("used", "status"), [(None, "kept"), (20.0, "held"), (100.0, "on_plan"), (150.0, "over")])
def test_a_reserve_nobody_needed_is_kept_back_and_no_plan_missed(used: float | None, status: str) -> None:
    lines = pd.DataFrame({"line": ["contingency", "tools"], "planned": [100.0, 50.0]})
    spent = pd.DataFrame({"line": ["contingency"], "amount": [used]}).dropna()
    table = results.spend_against_plan(lines, spent).set_index("line")
    assert table["status"].to_dict() == {"contingency": status, "tools": "silent"}


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        (("no reviews", "three reviews"), "B, three reviews against A, no reviews"),
        ((None, None), "B against A; what they showed is not written down (column “shown” of ab_tests.csv)"),
    ],
)
def test_a_test_says_what_its_variants_were_or_where_to_write_it(shown: tuple[str | None, ...], told: str) -> None:
    frame = pd.DataFrame({"test": "page", "arm": ["A", "B"], "shown": shown, "exposed": 4000, "converted": [150, 260]})
    table = schema.conform(frame.assign(started_on="2026-10-01", ended_on="2026-10-20"), "ab_tests")
    found = results.ab_results(table, END)
    assert tables.tests_table(found, Text("en"), window=None).loc[0, "Variants"] == told
    (_, result, _) = proposals.experiment_items(found, period="2026-10", source=())
    assert ("three reviews" in Text("en")(result.title)) == (shown[1] is not None)
    title = plots.plot_tests(found, Text("en")).get_title(loc="left").replace("\n", " ")
    assert ("three reviews" in title) == (shown[1] is not None)


@pytest.mark.parametrize(
    ("converted", "use"),
    [((150, 260), "Show “B” to everybody"), ((260, 150), "Stay with “A”"), ((150, 155), None), ((150, 260, 265), None),
     ((260, 150, 262), None), ((260, 150, 148), "Stay with “A”"), ((150, 260, 155), "Show “B” to everybody")],
)  # fmt: skip
def test_a_test_that_ended_surely_says_what_to_use_and_no_other_does(converted: tuple[int, ...], use: str) -> None:
    rows = [("page", arm, 4000, hits) for arm, hits in zip("ABC", converted, strict=False)]
    found = {one.id: one for one in proposals.experiment_items(
        results.ab_results(ab_rows(*rows), END), period="2026-10", source=())}  # fmt: skip
    said = found.get("DE-use-page")
    assert (said is not None) == (use is not None)
    if said is not None:
        assert Text("en")(said.title).startswith(use)
        assert said.verdict is Verdict.DECIDE
        assert all(found[id].verdict is Verdict.DECIDE for id in said.because)


def of_a_test(hits: int, *, people: int = 4000, ended: str | None = "2026-10-20", base: int = 240) -> Item:
    """Return what October says of variant B of a test."""
    table = ab_rows(("page", "A", people, base), ("page", "B", people, hits), ended=ended)
    return proposals.experiment_items(results.ab_results(table, END), period="2026-10", source=())[1]


@pytest.mark.parametrize(
    ("hits", "people", "told"),
    [
        (250, 4000, "over without a winner"),
        (295, 4000, "over without a sure winner"),
        (2450, 40_000, "worth acting on"),
    ],
)
def test_a_test_that_is_over_without_a_winner_ends_with_what_it_told_and_is_announced_no_more(
    hits: int, people: int, told: str
) -> None:
    item = of_a_test(hits, people=people, base=people * 6 // 100)
    assert told in Text("en")(item.title)
    assert (item.verdict, item.experiment) == (Verdict.JUDGE, None)
    items = Ledger([item])
    assert summary(items, Plan()).open_questions == ()
    assert coming(summary(items, Plan()), items) == ()


def test_a_test_that_runs_says_how_long_it_runs_yet_and_one_without_an_end_asks_for_it() -> None:
    running, endless = of_a_test(250, ended="2026-11-14"), of_a_test(250, ended=None)
    assert (running.verdict, running.experiment.weeks) == (Verdict.TEST, 2.0)
    assert (endless.verdict, endless.collect.key) == (Verdict.NO_DATA, NO_END)


def test_no_difference_worth_acting_on_is_seldom_said_of_one_of_a_fifth() -> None:
    """Newcombe's interval misses 25 of a thousand on that side."""
    random, rows = np.random.default_rng(4), []
    for number in range(1000):
        rows += [(f"t{number}", "A", 12_000, int(random.binomial(12_000, 0.06)))]
        rows += [(f"t{number}", "B", 12_000, int(random.binomial(12_000, 0.06 * (1.2 if number % 2 else 0.8))))]
    items = proposals.experiment_items(results.ab_results(ab_rows(*rows), END), period="2026-10", source=())
    assert sum("worth acting on" in item.title.key for item in items) <= 40


@pytest.mark.parametrize(("written", "said"), [("E-mail subject", "E-mail subject"), ("landing-page", "landing page")])
def test_a_tests_name_is_said_as_somebody_wrote_it(written: str, said: str) -> None:
    found = results.ab_results(ab_rows((written, "A", 4000, 150), (written, "B", 4000, 260)), END)
    assert f"“{said}”" in Text("en")(proposals.experiment_items(found, period="2026-10", source=())[1].title)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_figure_of_money_names_the_lines_off_plan_and_writes_no_amount_over_another(lang: str) -> None:
    lines = pd.DataFrame({"line": ["a", "b", "c"], "title": ["Search ads", "Photos", "Tools"], "amount": 1.0})
    spend = pd.DataFrame({"line": ["a", "b", "c"], "planned": [15000.0, 12000.0, 900.0],
                          "spent": [20400.0, 7000.0, 900.0], "status": ["over", "under", "on_plan"]})  # fmt: skip
    ax = plots.plot_spend(spend, lines, Text(lang, currency="MXN"))
    assert re.search("Search ads.*Photos", ax.get_title(loc="left").replace("\n", " "))
    assert "Tools" not in ax.get_title(loc="left")
    figure = ax.get_figure()
    figure.canvas.draw()
    boxes = [label.get_window_extent() for label in ax.get_xticklabels() if label.get_text()]
    assert len(boxes) >= 3
    assert not [1 for left, right in pairwise(boxes) if left.x1 >= right.x0]


def test_a_plan_of_which_nobody_tells_the_spend_is_not_said_to_be_kept() -> None:
    lines = pd.DataFrame({"line": ["a"], "title": ["Tools"], "amount": 1.0})
    spend = pd.DataFrame({"line": ["a"], "planned": [900.0], "spent": [float("nan")], "status": ["silent"]})
    title = plots.plot_spend(spend, lines, Text("es")).get_title(loc="left")
    assert title == "Ninguna exportación dice qué se gastó este mes"


def test_a_plan_that_was_kept_is_said_to_be_kept() -> None:
    lines = pd.DataFrame({"line": ["a"], "title": ["Tools"], "amount": 1.0})
    spend = pd.DataFrame({"line": ["a"], "planned": [900.0], "spent": [900.0], "status": ["on_plan"]})
    assert plots.plot_spend(spend, lines, Text("en")).get_title(loc="left") == "What was spent keeps to the plan"
