"""Notebook 03's methods against published numbers: power, limits, levers, the SMART rules."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from smmkit.measures import usual, weeks
from smmkit.measures.forecast import forecast
from smmkit.topics.objectives import analysis as objectives
from smmkit.topics.objectives.analysis.offers import Offer

NIST = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]


class TestPublishedNumbers:
    def test_nist_limits_of_an_individuals_chart(self) -> None:
        # NIST/SEMATECH e-Handbook 6.3.2.2: centre 50.81, UCL 55.8041, LCL 45.8159 (mean moving range 1.8778, d2 1.128).
        limits = usual.xmr_limits(NIST)
        assert limits.centre == pytest.approx(50.81)
        assert (limits.low, limits.high) == pytest.approx((45.8159, 55.8041), abs=2e-3)


class TestLevers:
    @settings(max_examples=1000, deadline=None)
    @given(st.lists(st.tuples(st.floats(1e-3, 1e4), st.floats(1e-3, 1e4)), min_size=1, max_size=4))
    @example([(0.5, 2.0**-9), (2.0**-8, 1.0), (2.0**-8, 2.0**-9), (2.0**-9, 2.0**-9)])  # products of 1e-8 differ too
    def test_the_split_leaves_no_rest(self, pairs: list[tuple[float, float]]) -> None:
        before, after = zip(*pairs, strict=True)
        change = np.prod(after) - np.prod(before)
        scale = max(np.prod(after), np.prod(before))
        assert abs(sum(objectives.lmdi(before, after)) - change) <= 1e-9 * scale

    def test_equal_factors_move_nothing(self) -> None:
        assert objectives.lmdi([2, 3], [2, 3]) == [0, 0]

    def test_the_levers_of_a_target_multiply_to_it(self) -> None:
        values = pd.DataFrame({"posts": [10, 12, 11.0], "visits": [5, 6, 7.0], "acts": [0.1, 0.2, 0.15]})
        today = values.prod(axis=1).mean()
        found = objectives.levers_to(today * 1.5, values)
        assert np.prod([one.needed for one in found]) == pytest.approx(today * 1.5)
        assert sum(one.adds for one in found) == pytest.approx(today * 0.5)
        assert not any(one.beyond for one in found)

    def test_a_target_beyond_all_best_months_says_so(self) -> None:
        values = pd.DataFrame({"posts": [10, 12.0], "visits": [5, 6.0]})
        assert [one.beyond for one in objectives.levers_to(500, values)] == [True, True]

    def test_nothing_has_to_rise_for_a_target_already_met(self) -> None:
        assert objectives.levers_to(10, pd.DataFrame({"posts": [10.0], "visits": [5.0]})) == ()


class TestBoard:
    def test_white_noise_rings_at_most_once_in_a_hundred_weeks(self) -> None:
        rng = np.random.default_rng(5)
        rung = [
            weeks.signals(rng.normal(50, 6, 100), usual.xmr_limits(rng.normal(50, 6, 100))).sum() for _ in range(400)
        ]
        assert np.mean(rung) <= 1

    def test_a_shift_of_three_sigma_is_found_within_three_weeks(self) -> None:
        rng = np.random.default_rng(6)
        found = []
        for _ in range(400):
            quiet = rng.normal(50, 6, weeks.BOARD_WEEKS)
            shifted = np.r_[quiet, rng.normal(68, 6, 3)]
            found.append(weeks.signals(shifted, usual.xmr_limits(quiet))[-3:].any())
        assert np.mean(found) >= 0.9

    def test_one_week_near_the_edge_is_no_signal_and_two_of_three_are(self) -> None:
        limits = usual.ChartLimits(0.0, -3.0, 3.0)
        assert weeks.signals([0, 2.5, 0, 0, 2.5, 0, 2.5, 3.5, np.nan], limits).tolist() == [False] * 6 + [
            True,
            True,
            False,
        ]

    def test_two_weeks_near_opposite_edges_are_none(self) -> None:
        assert not weeks.signals([2.5, -2.5, 0], usual.ChartLimits(0.0, -3.0, 3.0)).any()


class TestTargets:
    @given(st.floats(1e-4, 1e6))
    def test_a_readable_target_is_never_softer_and_at_most_a_tenth_harder(self, value: float) -> None:
        up, down = objectives.readable(value), objectives.readable(value, up=False)
        assert value * (1 - 1e-6) <= up <= value * 1.1001
        assert value * 0.899 <= down <= value * (1 + 1e-6)

    def test_a_change_within_the_noise_would_not_be_seen(self) -> None:
        said = forecast(np.random.default_rng(1).normal(100, 10, 36), 24)
        assert said is not None
        small, large = objectives.detectable(said, 3, 3.0), objectives.detectable(said, 3, 60.0)
        assert (small.seen, large.seen) == (False, True)
        assert large.weeks_more == 0
        assert small.change == large.change > 10

    def test_more_months_can_show_what_three_cannot(self) -> None:
        said = forecast(np.random.default_rng(1).normal(100, 10, 120), 24)
        assert said is not None
        wanted = objectives.detectable(said, 2, 0.0).change * 0.9
        found = objectives.detectable(said, 1, wanted)
        assert not found.seen
        assert found.weeks_more is None or found.weeks_more >= 4


class _Known:
    """An outlook as far as the SMART rules ask it."""

    breaks: tuple[Any, ...] = ()
    enough = "enough"


def letters(**changed: Any) -> dict[str, tuple[bool, str]]:
    given = {
        "chance": 0.4,
        "met": 0,
        "seen": True,
        "of_goal": True,
        "scoped": True,
        "breaks": (),
        "enough": "enough",
    } | changed
    known = _Known()
    known.breaks, known.enough = given["breaks"], given["enough"]
    seen = None if given["seen"] is None else objectives.Detectable(1.0, 2, given["seen"], 0)
    offer = Offer("reach", 10.0, given["chance"], given["met"])
    found = objectives.smart(known, offer, seen, of_goal=given["of_goal"], scoped=given["scoped"])  # type: ignore[arg-type]
    return {one.letter: (one.passed, one.why) for one in found}


@pytest.mark.parametrize(
    ("changed", "letter", "why"),
    [
        ({"scoped": False}, "S", "scope"),
        ({"breaks": (date(2026, 5, 1),)}, "S", "break"),
        ({"seen": False}, "M", "luck"),
        ({"enough": "none"}, "M", "months"),
        ({"met": 2}, "A", "already"),
        ({"chance": 0.05}, "A", "unlikely"),
        ({"chance": None}, "A", "unlikely"),
        ({"of_goal": False}, "R", "goal"),
        ({"seen": None}, "T", "over"),
    ],
)
def test_each_letter_of_smart_can_fail(changed: dict[str, Any], letter: str, why: str) -> None:
    assert all(passed for passed, _why in letters().values())
    found = letters(**changed)
    assert found.pop(letter) == (False, why)
    assert all(passed for passed, _why in found.values())
