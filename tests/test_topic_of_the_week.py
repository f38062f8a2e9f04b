"""A topic that everybody talks of for a week is no season that all others share."""

from __future__ import annotations

import numpy as np
import pandas as pd

from smmkit.topics.market import analysis as market


def test_a_topic_of_the_week_makes_no_other_fall() -> None:
    random, weeks = np.random.default_rng(8), pd.date_range("2026-01-05", periods=40, freq="7D")
    wrong = 0
    for _ in range(40):
        volume = random.poisson(60.0, (12, 40)).astype(float)
        volume[0, random.integers(32, 40)] *= 20
        rows = pd.DataFrame({f"topic {k}": one for k, one in enumerate(volume)}, index=weeks)
        table = rows.rename_axis("week").reset_index().melt("week", var_name="topic", value_name="volume")
        clear = market.clear_trends(market.topic_growth(table, end=(weeks[-1] + pd.Timedelta(days=6)).date()))
        wrong += bool((clear["topic"] != "topic 0").any())
    assert wrong <= 3
