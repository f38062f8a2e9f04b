"""Sentiment that a tool tells in numbers around zero (-1 to 1, -5 to 5, -100 to 100)."""

from __future__ import annotations

import pandas as pd

from smmkit.sources.kind import Reading
from smmkit.text import N_, Message, Scalar

_SCALES = (1.0, 5.0, 10.0, 100.0)
_NEUTRAL = 0.05
"""Share of the scale around zero that is neither: VADER's usual threshold (Hutto and Gilbert 2014, its README)."""


def told_in_numbers(cells: pd.Series, reading: Reading) -> pd.Series:
    """Return positive, neutral or negative for numbers around zero, and nothing for any other column.

    A column without a number below zero has no middle that can be known (0 to 1? 1 to 5 stars?), so it stays unread.
    """
    plain = cells.str.strip().str.replace("\u2212", "-", regex=False)
    decimal = plain.str.contains(",", regex=False) & ~plain.str.contains(".", regex=False)
    numbers = pd.to_numeric(plain.where(~decimal, plain.str.replace(",", ".", regex=False)), errors="coerce")
    largest = numbers.abs().max()
    if numbers.isna().any() or not (numbers < 0).any() or largest > _SCALES[-1]:
        return pd.Series(pd.NA, index=cells.index, dtype="str")
    scale = next(end for end in _SCALES if largest <= end)
    said = N_(
        "Column “{column}” tells the tone in numbers from {low:number} to {high:number}: above {edge:number2} it "
        "counts as positive, below -{edge:number2} as negative, in between as neutral."
    )
    edge = _NEUTRAL * scale
    values: dict[str, Scalar] = {
        "column": reading.header_of("sentiment"),
        "low": -scale,
        "high": scale,
        "edge": edge,
    }
    reading.warn(Message(said, values))
    told = pd.Series("neutral", index=cells.index, dtype="str")
    return told.mask(numbers > edge, "positive").mask(numbers < -edge, "negative")
