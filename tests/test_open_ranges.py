"""What we cannot tell is told in words people count in: so many fewer to so many more, never from minus to plus."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from smmkit.text import Text
from smmkit.topics.market.proposals.growth import growth_items
from smmkit.topics.results.proposals import experiment_items

SPAN = {"en": ("fewer", "more"), "es": ("menos", "más")}


def ab(low: float, high: float) -> pd.DataFrame:
    row = {
        "test": "subject", "arm": "B", "base": "A", "shown": None, "base_shown": None, "rate": 0.062,
        "base_rate": 0.068,
        "difference": (low + high) / 2, "low": low, "high": high, "n": 4000, "p_holm": 0.3, "due": True, "ended": True,
        "weeks": 4.0, "left": 0.0, "even": True, "side": "", "possible": True,
    }  # fmt: skip
    return pd.DataFrame([row])


@pytest.mark.parametrize("lang", ["en", "es"])
def test_an_open_difference_is_told_in_fewer_and_more(lang: str) -> None:
    growth = pd.DataFrame([{"brand": "Rival", "platform": "facebook", "gap": -0.0036, "low": -0.0282, "high": 0.021,
                            "counts": 60, "p_value": 0.6}])  # fmt: skip
    *_, test = experiment_items(ab(-0.016, 0.005), period="2026-10", source=())
    (rival,) = growth_items(growth, period="2026-10", source=())
    for item in (test, rival):
        said = Text(lang)(item.title)
        assert all(word in said for word in SPAN[lang])
        assert not re.search(r"[-\u2212]\d", said), said


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_difference_on_one_side_that_is_not_sure_is_given_no_span_of_fewer(lang: str) -> None:
    *_, test = experiment_items(ab(0.001, 0.02), period="2026-10", source=())
    said = Text(lang)(test.title)
    assert SPAN[lang][0] not in said
    assert {"en": "chance may still explain", "es": "puede deberse al azar"}[lang] in said
