"""Numbers of one metric by different definitions are neither compared nor joined."""

from __future__ import annotations

import pandas as pd
import pytest
from ledgers import evidence, proposal

from smmkit.definitions import breaks_within, check_one_definition
from smmkit.errors import DataError
from smmkit.ledger import Ledger, check_chain, check_comparable, definition_check


def test_numbers_of_two_definitions_are_not_compared() -> None:
    old, new = evidence("EV-a"), evidence("EV-b", definition="err/2")
    with pytest.raises(DataError, match=r"err: .*err/1, err/2.*neither compared nor joined"):
        check_comparable([old, new])
    with pytest.raises(DataError, match="different definitions"):
        check_chain(Ledger([old, new, proposal("RS-change", "EV-a", "EV-b")]))


def test_numbers_of_two_metrics_or_without_a_definition_may_stand_together() -> None:
    check_comparable(
        [evidence("EV-a"), evidence("EV-b", metric="reach", definition="reach/2"), evidence("EV-c", definition=None)]
    )
    check_one_definition("err", ["err/1", None, "err/1"])


BREAKS = pd.DataFrame(
    {
        "platform": ["instagram"],
        "metric": ["impressions"],
        "day": [pd.Timestamp("2026-03-05")],
        "replaced_by": ["views"],
    }
)


@pytest.mark.parametrize(
    ("metric", "start", "end", "whole"),
    [
        ("impressions", "2026-01-01", "2026-03-04", True),
        ("impressions", "2026-01-01", "2026-03-05", False),
        ("views", "2026-01-01", "2026-06-30", False),
        ("views", "2026-03-05", "2026-06-30", True),
        ("reach", "2026-01-01", "2026-06-30", True),
    ],
)
def test_a_break_of_definition_inside_the_window_is_found(metric: str, start: str, end: str, whole: bool) -> None:
    window = {
        "metrics": [metric],
        "platforms": ["instagram"],
        "start": pd.Timestamp(start).date(),
        "end": pd.Timestamp(end).date(),
    }
    assert definition_check(BREAKS, **window).passed == whole
    assert breaks_within(BREAKS, **window).empty == whole


@pytest.mark.parametrize(
    ("metric", "unit", "said"), [("pace_ratio", "ratio", "no metric"), ("err", "money", "told in rate")]
)
def test_an_item_refuses_an_unknown_measure_and_a_wrong_unit(metric: str, unit: str, said: str) -> None:
    with pytest.raises(DataError, match=said):
        evidence("EV-a", metric=metric, definition=None, unit=unit)
