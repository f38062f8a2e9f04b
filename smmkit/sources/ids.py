"""Instants that platforms hide in their ids: the only independent witness of an export's time zone."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_SHORTCODE = 11
_INSTAGRAM_EPOCH_MS = 1314220021721
_X_EPOCH_MS = 1288834974657
# A date outside these years is no upload time but a number that happened to fit.
_EARLIEST, _LATEST = pd.Timestamp("2006-01-01", tz="UTC"), pd.Timestamp("2045-01-01", tz="UTC")


def instagram_shortcode(urls: pd.Series) -> pd.Series:
    """Return the upload time held by the address of an Instagram post, reel or story (41 bits, ms)."""
    story = _extract(urls, r"/stories/[^/]+/(?P<id>\d{17,20})")
    codes = _extract(urls, r"instagram\.com/(?:[^/]+/)?(?:p|reel|tv)/(?P<id>[A-Za-z0-9_-]{11})")
    numbers = _numbers(story)
    from_code = codes.notna().to_numpy()
    numbers[from_code] = _decoded(codes[from_code])
    return _instants(numbers >> np.uint64(23), _INSTAGRAM_EPOCH_MS, urls.index)


def x_snowflake(ids: pd.Series) -> pd.Series:
    """Return the time held by the id of a post on X (id >> 22, ms since 2010-11-04)."""
    return _instants(_numbers(_extract(ids, r"^(?P<id>\d{15,20})$")) >> np.uint64(22), _X_EPOCH_MS, ids.index)


def tiktok(ids: pd.Series) -> pd.Series:
    """Return the time held by the id of a TikTok video (id >> 32, s since 1970)."""
    seconds = _numbers(_extract(ids, r"(?P<id>\d{18,20})$")) >> np.uint64(32)
    return _instants(seconds * np.uint64(1000), 0, ids.index)


def linkedin_urn(urls: pd.Series) -> pd.Series:
    """Return the time held by the urn of a LinkedIn post (id >> 22, ms since 1970)."""
    return _instants(_numbers(_extract(urls, r"(?P<id>\d{19})")) >> np.uint64(22), 0, urls.index)


def _extract(cells: pd.Series, pattern: str) -> pd.Series:
    """Return the named group `id` of a pattern, missing where it does not fit."""
    array = pa.array(cells.astype("str"), type=pa.large_string(), from_pandas=True)
    found = pc.struct_field(pc.extract_regex(array, pattern), "id")
    return pd.Series(found.to_numpy(zero_copy_only=False), index=cells.index, dtype="str")


def _numbers(digits: pd.Series) -> np.ndarray:
    values = [int(cell) if isinstance(cell, str) and int(cell) < 2**63 else 0 for cell in digits]
    return np.array(values, dtype=np.uint64)


def _decoded(codes: pd.Series) -> np.ndarray:
    """Return the numbers that 11-letter shortcodes write in base 64."""
    if codes.empty:
        return np.array([], dtype=np.uint64)
    letters = np.frombuffer("".join(codes).encode("ascii"), dtype=np.uint8).reshape(-1, _SHORTCODE)
    digits = np.full(256, 0, dtype=np.uint64)
    digits[np.frombuffer(_ALPHABET.encode(), dtype=np.uint8)] = np.arange(64, dtype=np.uint64)
    number = np.zeros(len(letters), dtype=np.uint64)
    for place in range(_SHORTCODE):
        number = (number << np.uint64(6)) | digits[letters[:, place]]
    return number


def _instants(ms: np.ndarray, epoch_ms: int, index: pd.Index) -> pd.Series:
    times = pd.to_datetime(pd.Series(ms.astype("int64") + epoch_ms, index=index), unit="ms", utc=True, errors="coerce")
    plausible = times.between(_EARLIEST, _LATEST) & (ms > 0)
    return times.where(plausible).astype("datetime64[us, UTC]")
