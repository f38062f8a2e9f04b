"""What is asked for would really tell: nobody who has a year of counts is asked for a year of counts."""

from __future__ import annotations

import pandas as pd
import pytest

from smmkit.ledger.checks import COUNTED_ANEW, STILL_OPEN, TIME_ALONE
from smmkit.topics.market.analysis.trends import AGAINST_ALL, SAME_WEEKS
from smmkit.topics.market.proposals.topics import topic_items
from smmkit.topics.swot.proposals.evidence import change_items


def topic(**rest: object) -> str:
    row = {"topic": "price", "now": 500.0, "before": 510.0, "growth": -0.02, "low": -0.1, "high": 0.1, "p": 0.7,
           "p_adjusted": 0.7, "enough": True, "method": SAME_WEEKS, **rest}  # fmt: skip
    (item,) = topic_items(pd.DataFrame([row]), period="2026-10", source=())
    assert item.collect is not None
    return item.collect.key


def test_a_topic_of_which_a_year_is_counted_waits_for_next_month() -> None:
    assert topic() == STILL_OPEN


@pytest.mark.parametrize("rest", [{"method": AGAINST_ALL}, {"enough": False}])
def test_a_topic_without_a_year_or_with_few_mentions_asks_for_weekly_counts(rest: dict[str, object]) -> None:
    assert topic(**rest) not in TIME_ALONE


def test_a_topic_asks_for_a_year_only_where_there_is_none() -> None:
    assert "a year and two months" in topic(method=AGAINST_ALL)
    assert "a year and two months" not in topic(enough=False)


def change(**rest: object) -> str:
    row = {"platform": "instagram", "ratio": 1.02, "low": 0.8, "high": 1.3, "p_value": 0.8, "now": 40, "before": 40,
           "comparable": True, **rest}  # fmt: skip
    (item,) = change_items(pd.DataFrame([row]), None, period="2026-10", posts_source=(), ads_source=())
    assert item.collect is not None
    return item.collect.key


def test_two_years_with_posts_enough_wait_for_next_month() -> None:
    assert change() == STILL_OPEN


def test_a_year_without_posts_enough_asks_for_exports() -> None:
    assert change(before=2) not in TIME_ALONE


def test_a_rate_that_is_counted_anew_waits_for_a_year() -> None:
    assert change(comparable=False) == COUNTED_ANEW
