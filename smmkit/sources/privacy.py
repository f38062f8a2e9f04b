"""Keep persons out of the tables: names become keyed hashes, phone numbers and e-mails are masked."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from hashlib import blake2b

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from smmkit.client import Client
from smmkit.sources.cellbytes import arrow, cell_bytes

SALT_VARIABLE = "SMMKIT_SALT"

_EMAIL = r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}"
# International numbers, or nine and more digits in a phone's groups; not the digits of links, dates and prices.
_PHONE = (
    r"(^|[\s(:;,>])"
    r"(\+\d[\d\s().\-]{6,16}\d|\d{9,12}"
    r"|\(?\d{3}\)?[ \-]\d{3}[ \-]\d{3,4}|\d{3}[ \-]\d{2}[ \-]\d{2}[ \-]\d{2}"
    r"|\d{2}[ \-]\d{3}[ \-]\d{2}[ \-]\d{2}|\d{2}[ \-]\d{4}[ \-]\d{4})\b"
)
_PIECE = 1 << 16
_HANDLE = r"(^|[\s(:;,.])@[\w.]{2,30}"


def mask_text(texts: pd.Series, *, handles: bool = False) -> pd.Series:
    """Return texts with e-mails and phone numbers (and, if asked, @handles) replaced by a word in brackets."""

    def masked(array: pa.Array) -> pa.Array:
        written = cell_bytes(array)
        at, digit = written.holding("@", "@"), written.holding("0", "9")
        array = _replaced(array, _EMAIL, "[email]", at)
        array = _replaced(array, _PHONE, r"\1[phone]", digit)
        return _replaced(array, _HANDLE, r"\1[user]", at) if handles else array

    pieces = [piece.slice(k, _PIECE) for piece in arrow(texts).chunks for k in range(0, len(piece), _PIECE)]
    with ThreadPoolExecutor(min(len(pieces), os.cpu_count() or 1) or 1) as pool:
        whole = pa.chunked_array(pool.map(masked, pieces), type=pa.large_string())
    return pd.Series(whole, index=texts.index, dtype="str", copy=False)


def hash_people(names: pd.Series, client: Client) -> pd.Series:
    """Return names as hashes that are the same within a client and meaningless outside it.

    The key is the client's own; set the environment variable `SMMKIT_SALT` to a secret to make the
    hashes impossible to guess from a list of names.
    """
    key = _salt(client.slug, os.environ.get(SALT_VARIABLE, ""))
    known = {name: _hashed(name, key) for name in names.dropna().unique()}
    return names.map(known).astype("str")


@lru_cache(maxsize=64)
def _salt(slug: str, secret: str) -> bytes:
    return blake2b(f"{secret}/{slug}".encode(), digest_size=32).digest()


def _hashed(name: str, key: bytes) -> str:
    return blake2b(name.strip().casefold().encode(), key=key, digest_size=8).hexdigest()


def _replaced(array: pa.Array, pattern: str, replacement: str, suspects: np.ndarray) -> pa.Array:
    """Replace a pattern in the few texts that have it, all of them among the suspects."""
    found = pc.match_substring_regex(pc.filter(array, suspects), pattern)
    if not pc.any(found, min_count=0).as_py():
        return array
    hit = suspects.copy()
    hit[suspects] = found
    mended = pc.replace_substring_regex(pc.filter(array, hit), pattern, replacement)
    return pc.replace_with_mask(array, hit, mended)
