"""The review's rule: execution first, patience, losses; published numbers; no change where nothing differs."""

from __future__ import annotations

import math

import numpy as np
import outside_world
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from smmkit.ledger import Check, Ledger
from smmkit.measures.posts import OUTCOMES, post_features
from smmkit.period import LONGEST_TEST, Period
from smmkit.plan import Plan
from smmkit.text import Message
from smmkit.topics.results import analysis as results
from smmkit.topics.results import proposals as said_results
from smmkit.topics.review.analysis import (
    CHANGE,
    STOP,
    Case,
    Past,
    Question,
    ReviewRule,
    calibration,
    chance_better,
    chosen,
    judged,
    perfect_information,
    review,
    sample_information,
    trial,
    unit_loss,
)
from smmkit.topics.review.analysis import feed as review_feed
from smmkit.topics.review.proposals import subjects, verdicts

MONTH = "2026-10"

RULE = ReviewRule()
BAD = {"effect": -0.6, "low": -0.66, "high": -0.53, "certain": True, "months": 6}


@pytest.mark.parametrize(("yes_a", "no_a", "yes_b", "no_b"), [(3, 20, 5, 18), (40, 960, 55, 945), (0, 4, 0, 9)])
def test_the_closed_form_is_the_integral(yes_a: int, no_a: int, yes_b: int, no_b: int) -> None:
    a, b = stats.beta(yes_a + 1, no_a + 1), stats.beta(yes_b + 1, no_b + 1)
    centre = [min(max(b.mean() + k * b.std(), 1e-6), 1 - 1e-6) for k in (-6, -2, 0, 2, 6)]
    exact, _ = integrate.quad(lambda x: a.cdf(x) * b.pdf(x), 0, 1, points=centre, epsabs=1e-12, epsrel=1e-12, limit=400)
    assert chance_better(yes_a, no_a, yes_b, no_b) == pytest.approx(exact, abs=1e-9)


def test_barclay_would_pay_2515_for_certainty() -> None:
    """Numbers as the spec of notebook 10 quotes them from Render, Stair and Hanna: K 6, s 2,885, D .69."""
    assert unit_loss(0.0) == pytest.approx(0.3989, abs=5e-5)
    assert unit_loss(0.69) == pytest.approx(0.1453, abs=5e-5)
    assert perfect_information(6, 0.69 * 2885, 2885, 0) == pytest.approx(2515, abs=1)


def test_more_rows_are_worth_more_and_never_as_much_as_certainty() -> None:
    random = np.random.default_rng(5)
    for _ in range(1000):
        mean, sd, noise = random.normal(), random.uniform(0.01, 2), random.uniform(0.1, 5)
        sizes = sorted(random.uniform(1, 500, 3))
        worth = [sample_information(3.0, mean, sd, 0.0, noise=noise, n=n) for n in sizes]
        assert worth == pytest.approx(sorted(worth), abs=1e-12)
        assert worth[-1] <= perfect_information(3.0, mean, sd, 0.0) + 1e-12


@given(st.floats(0, 0.79), st.floats(-0.9, 0.5), st.booleans())
def test_what_was_not_done_is_never_stopped(share: float, effect: float, broken: bool) -> None:
    case = Case("x", effect, effect - 0.01, effect + 0.01, certain=True, planned=100, done=100 * share, months=12,
                broken=broken)  # fmt: skip
    assert judged(case, RULE).says == "not tried"


def test_the_rule_needs_patience_certainty_and_a_loss() -> None:
    assert judged(Case("x", **BAD), RULE).says == "stop"
    assert judged(Case("x", **BAD, alternative="carousel"), RULE).says == "change"
    assert judged(Case("x", **{**BAD, "months": 2}), RULE).says == "wait"
    assert judged(Case("x", **{**BAD, "certain": False}), RULE).says == "wait"
    assert judged(Case("x", -0.05, -0.08, -0.02, certain=True, months=6), RULE).says == "wait"
    assert judged(Case("x", 0.4, 0.3, 0.5, certain=True), RULE).says == "keep"
    assert judged(Case("x", 0.0, -0.2, 0.25), RULE).says == "test"
    assert judged(Case("x", None), RULE).says == "wait"
    assert judged(Case("x", 0.4, 0.3, 0.5, certain=True, broken=True), RULE).says == "stop"


def test_a_promise_that_fails_is_stopped_only_where_the_yardstick_has_seen_an_effect() -> None:
    promise = Case("giveaways", 0.06, -0.05, 0.18, bar=0.2, months=5)
    assert judged(promise, RULE).says == "stop"
    assert judged(Case("giveaways", 0.06, -0.05, 0.18, bar=0.2, months=5, proven=False), RULE).says == "wait"


def test_no_more_changes_than_signed_and_the_worst_first() -> None:
    cases = [Case(str(n), -0.1 * n, -0.1 * n - 0.02, -0.1 * n + 0.02, certain=True, months=9) for n in range(2, 9)]
    changed = [call.case.name for call in review(cases, RULE) if call.says == "stop"]
    assert changed == ["5", "6", "7", "8"]


def test_a_client_without_any_difference_is_told_to_change_nothing() -> None:
    """Twelve formats without any difference, 40 posts each, asked together; lognormal posts of unequal noise."""
    random = np.random.default_rng(17)
    quiet = 0
    for _ in range(400):
        cases = []
        for number in range(12):
            posts = random.normal(0.0, random.uniform(0.3, 1.2), 40)
            mean, error = posts.mean(), posts.std(ddof=1) / math.sqrt(40)
            half = stats.t.ppf(0.975, 39) * error
            certain = bool(2 * stats.t.sf(abs(mean) / error, 39) * 12 < 0.05)
            ends = math.expm1(mean), math.expm1(mean - half), math.expm1(mean + half)
            cases.append(Case(str(number), *ends, certain=certain, months=6))
        quiet += not [call for call in review(cases, RULE) if call.says in ("stop", "change")]
    assert quiet / 400 >= 0.95


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(-0.4, 0.6), st.floats(0.01, 1.5), st.floats(0.1, 40)),
                max_size=8))  # fmt: skip
def test_no_test_is_longer_than_eight_weeks_and_no_two_share_a_network(
    found: list[tuple[str, float, float, float]],
) -> None:
    questions = [
        Question(str(n), network, effect, *((1 + effect) * math.exp(k * width) - 1 for k in (-1, 1)), n=30, pace=pace)
        for n, (network, effect, width, pace) in enumerate(found)
    ]  # fmt: skip
    tests = chosen(questions)
    assert all(one.weeks is not None and one.weeks <= LONGEST_TEST for one in tests)
    assert len({one.question.network for one in tests}) == len(tests)


def test_what_would_take_years_is_no_test_and_its_need_is_not_capped() -> None:
    long = trial(Question("image", "instagram", -0.07, -0.2, 0.08, 97, 4.15))
    assert long.weeks is None
    assert long.needed > 52


def test_under_ten_calls_nothing_is_said_of_them() -> None:
    few = calibration([Past("DECIDE", 0.9, True)] * 9, "DECIDE")
    assert (few.n, few.rate, few.brier, few.enough) == (9, None, None, False)


def test_calls_that_are_sure_come_true_four_times_in_five() -> None:
    """Twenty-four months of formats with true effects of every size; a later month tells whether the call held."""
    random = np.random.default_rng(3)
    past = []
    for _ in range(24 * 8):
        true, error = random.normal(0, 0.4), random.uniform(0.08, 0.25)
        seen, later = random.normal(true, error), random.normal(true, error)
        p = 2 * stats.norm.sf(abs(seen) / error)
        ends = (math.expm1(seen + k * error) for k in (0, -1.96, 1.96))
        call = judged(Case("x", *ends, certain=bool(p * 8 < 0.05), months=6), RULE)
        if call.says in ("keep", "stop"):
            past.append(Past("DECIDE", max(call.chance or 0, 1 - (call.chance or 0)), bool(later * seen > 0)))
    found = calibration(past, "DECIDE")
    assert found.n >= 10
    assert found.rate is not None
    assert found.rate >= 0.8
    assert found.brier is not None
    assert found.brier < 0.18


@pytest.mark.parametrize("count", [1, pytest.param(40, marks=pytest.mark.heavy)])
def test_clients_of_another_generator_with_nothing_planted_are_told_to_change_nothing(
    count: int,
) -> None:
    calls = []
    for number in range(count):
        posts = outside_world.client(700 + number, planted=False).tables["posts"]
        effects = results.format_effects(post_features(posts), list(OUTCOMES))
        rates = said_results.rate_items(
            results.format_rates(posts), effects, definition=Check("definition", True, Message("one")),
            period=MONTH, source=(),
        )  # fmt: skip
        items = said_results.format_items(
            effects, rates, weeks=dict.fromkeys(effects["platform"], 61.0), period=MONTH, source=()
        )
        ledger, none = Ledger([*rates, *items]), pd.DataFrame({"platform": [], "planned": [], "done": []})
        found = subjects(ledger, Plan(), review_feed(posts), none, Period(MONTH).end)
        assert found
        judged = verdicts(found, ReviewRule()).calls
        calls.append(any(call.says in (CHANGE, STOP) for call in judged))
    assert sum(calls) <= 0.05 * count
