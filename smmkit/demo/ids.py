"""Identifiers as the platforms make them: the moment of publication is inside."""

from __future__ import annotations

import numpy as np
import pandas as pd

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_INSTAGRAM_EPOCH_MS = 1_314_220_021_721
_X_EPOCH_MS = 1_288_834_974_657


def _milliseconds(moments: pd.DatetimeIndex) -> list[int]:
    return [int(value) for value in moments.as_unit("ms").asi8]


def instagram_media_ids(moments: pd.DatetimeIndex, rng: np.random.Generator) -> list[int]:
    """Return media numbers: 41 bits of milliseconds, 13 of shard, 10 of sequence."""
    tails = rng.integers(0, 1 << 23, len(moments))
    return [
        ((ms - _INSTAGRAM_EPOCH_MS) << 23) | int(tail) for ms, tail in zip(_milliseconds(moments), tails, strict=True)
    ]


def shortcode(media_id: int) -> str:
    """Return the code in an Instagram address: the media number to base 64."""
    code = ""
    while media_id:
        media_id, digit = divmod(media_id, 64)
        code = _ALPHABET[digit] + code
    return code


def x_ids(moments: pd.DatetimeIndex, rng: np.random.Generator) -> list[int]:
    """Return X's numbers: milliseconds since its epoch above 22 bits."""
    tails = rng.integers(0, 1 << 22, len(moments))
    return [((ms - _X_EPOCH_MS) << 22) | int(tail) for ms, tail in zip(_milliseconds(moments), tails, strict=True)]


def tiktok_ids(moments: pd.DatetimeIndex, rng: np.random.Generator) -> list[int]:
    """Return TikTok's numbers: seconds above 32 bits."""
    tails = rng.integers(0, 1 << 32, len(moments))
    return [((ms // 1000) << 32) | int(tail) for ms, tail in zip(_milliseconds(moments), tails, strict=True)]


def linkedin_ids(moments: pd.DatetimeIndex, rng: np.random.Generator) -> list[int]:
    """Return LinkedIn's activity numbers: milliseconds above 22 bits."""
    tails = rng.integers(0, 1 << 22, len(moments))
    return [(ms << 22) | int(tail) for ms, tail in zip(_milliseconds(moments), tails, strict=True)]


def youtube_ids(count: int, rng: np.random.Generator) -> list[str]:
    """Return eleven letters each, which say nothing of the time."""
    letters = rng.integers(0, 64, (count, 11))
    return ["".join(_ALPHABET[letter] for letter in row) for row in letters]


def numbers(prefix: str, digits: int, count: int, rng: np.random.Generator) -> list[str]:
    """Return distinct numbers of so many digits that begin alike."""
    low, high = 10 ** (digits - len(prefix) - 1), 10 ** (digits - len(prefix))
    drawn = rng.integers(low, high, count)
    return [f"{prefix}{value:0{digits - len(prefix)}d}" for value in drawn]


def utc(local: pd.DatetimeIndex, timezone: str) -> pd.DatetimeIndex:
    """Return the moments of local wall-clock times; hours a clock change skips are moved forward."""
    placed = local.tz_localize(timezone, ambiguous=np.ones(len(local), dtype=bool), nonexistent="shift_forward")
    return placed.tz_convert("UTC")
