"""Formats told by small counts: most posts bring nothing and one brings thousands."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from smmkit.measures.formats import format_effects


def world(seed: int, *, posts: int = 150, steady: bool = False) -> pd.DataFrame:
    """Return posts of three formats: four of five bring nothing, the others as a power law has it, or two each.

    Steady carousels bring four.
    """
    random = np.random.default_rng(seed)
    days = pd.date_range("2026-01-01", periods=posts, freq="D")
    counts = np.where(random.random(posts) < 0.8, 0, np.floor(random.pareto(1.1, posts) * 2 + 1)).clip(0, 3000)
    forms = random.choice(["reel", "image", "carousel"], posts, p=[0.15, 0.5, 0.35])
    hours = random.integers(8, 22, posts)
    counts = random.poisson(np.where(forms == "carousel", 4, 2)) if steady else counts
    return pd.DataFrame(
        {"platform": "instagram", "account": "a", "format": forms, "paid": "organic", "hour": hours,
         "weekday": days.day_of_week, "month": days.month, "interactions": counts.astype(float)}
    )  # fmt: skip


@pytest.mark.parametrize("seed", [53, 55, 77, 170, 182])
def test_a_ratio_of_sums_that_the_logarithms_do_not_confirm_is_no_proof(seed: int) -> None:
    found = format_effects(world(seed), ["interactions"])
    assert found["effect"].notna().any()
    assert (found["p_holm"] > 0.0025).all()


def test_a_format_of_small_counts_that_is_really_better_is_found() -> None:
    found = format_effects(world(53, steady=True), ["interactions"])
    best = found[found["format"] == "carousel"].iloc[0]
    assert best["side"] == "works"
    assert best["p_holm"] < 0.0025
