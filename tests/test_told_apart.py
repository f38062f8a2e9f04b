"""Printed limits never contradict the verdict beside them, whatever the number, its unit and the language."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmkit.text import Text
from smmkit.text.apart import quantities_apart, told_apart
from smmkit.topics.report.documents.networks import _beside, shown_number

NEAREST = {"count": 1e-3, "rate": 1e-6, "ratio": 1e-5, "hours": 1e-4, "money": 1e-3, "points": 1e-5}
"""Nearer than this the digits that are added at most tell nothing apart."""
UNITS = tuple(NEAREST)


def read(shown: str) -> float:
    """Return the number a reader reads in English."""
    return float(re.sub(r"[^0-9.-]", "", shown))


def test_a_number_beyond_its_limit_is_not_printed_on_it() -> None:
    assert _beside(208.0, (114.8, 207.6), [150.0, 208.0], "count", Text("en")) == ("208", "114.8 to 207.6")
    assert "207,6" in _beside(208.0, (114.8, 207.6), [150.0, 208.0], "count", Text("es", country="ES"))[1]
    assert _beside(180.0, (114.8, 207.6), [150.0, 180.0], "count", Text("en")) == ("180", "115 to 208")


@settings(max_examples=400, deadline=None)
@given(
    unit=st.sampled_from(UNITS),
    middle=st.floats(0.02, 5000),
    below=st.floats(0.0005, 0.6),
    above=st.floats(0.0005, 0.6),
    off=st.floats(-0.7, 0.7),
)
def test_a_number_outside_its_limits_reads_outside_and_one_inside_never_does(
    unit: str, middle: float, below: float, above: float, off: float
) -> None:
    scale = 1e-4 if unit in ("rate", "points") else 1.0
    value, low, high = (scale * middle * (1 + part) for part in (off, -below, above))
    value = float(round(value)) if unit == "count" else value
    shown, ends = told_apart(value, (low, high), lambda one, more: shown_number(one, unit, Text("en"), more))
    now, (least, most) = read(shown), map(read, ends)
    if min(abs(value - low), abs(value - high)) < NEAREST[unit]:
        return
    assert (now > most) == (value > high), (shown, ends)
    assert (now < least) == (value < low), (shown, ends)


@pytest.mark.parametrize("unit", UNITS)
def test_digits_are_added_only_where_two_numbers_read_alike(unit: str) -> None:
    text = Text("en")
    write = lambda one, more: shown_number(one, unit, text, more)  # noqa: E731
    scale = 1e-3 if unit in ("rate", "points") else 1.0
    value, low, high = 60 * scale, 40 * scale, 90 * scale
    assert told_apart(value, (low, high), write) == (write(value, 0), (write(low, 0), write(high, 0)))


def test_what_no_digit_tells_apart_is_written_as_usual() -> None:
    text = Text("en")
    assert quantities_apart(0.1, (0.1 + 1e-16, 0.1 - 1e-15), "rate", text) == ("10.0%", ("10.0%", "10.0%"))
