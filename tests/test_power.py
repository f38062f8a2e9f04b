"""How many an experiment needs is one rule, and it keeps what it promises."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import ttest_ind

from smmkit.stats.power import ALPHA, POWER, SEEN, least_change, times_as_many, units_per_arm

ROOT = Path(__file__).resolve().parents[1] / "smmkit"


@pytest.mark.parametrize("change", [0.25, 0.4, 0.6])
def test_arms_are_those_of_statsmodels_to_the_last_unit(change: float) -> None:
    from statsmodels.stats.power import NormalIndPower

    asked = NormalIndPower().solve_power(effect_size=change, alpha=ALPHA, power=POWER)
    assert units_per_arm(1.0, change) == int(np.ceil(asked))


def test_four_of_five_experiments_of_that_size_see_the_change() -> None:
    random, arm = np.random.default_rng(11), units_per_arm(2.0, 0.7)
    first, second = random.laplace(0, 2 / 2**0.5, (2, 4000, arm))
    seen = ttest_ind(first + 0.7, second, axis=1).pvalue < ALPHA
    assert seen.mean() == pytest.approx(POWER, abs=0.03)


def test_what_arms_of_a_size_would_show_is_what_that_size_was_asked_for() -> None:
    arm = units_per_arm(1.7, 0.3)
    assert least_change(1.7, arm) <= 0.3 < least_change(1.7, arm - 1)
    assert times_as_many(0.3 / SEEN, 0.3) == pytest.approx(1.0)


def test_no_page_works_out_a_size_of_its_own() -> None:
    by_hand = re.compile(r"(?<![\w.])(2\.80?\d*|3\.92|1\.96|1\.9599\d*|0\.84\d*) ?\)? ?\*|/ 3\.92|\* 2\.8\b")
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in (*ROOT.rglob("topics/*/analysis/*.py"), *ROOT.rglob("topics/*/proposals/*.py"))
        for line in path.read_text("utf-8").splitlines()
        if by_hand.search(line)
    ]
    assert found == []
