"""One brand, many spellings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

import pandas as pd


def brand_key(name: object) -> str:
    """Return a brand's name without accents, case, spaces and signs."""
    plain = unicodedata.normalize("NFKD", str(name))
    return re.sub(r"[^a-z0-9]+", "", "".join(c for c in plain if not unicodedata.combining(c)).casefold())


def known_brands(brands: pd.Series[str], names: Iterable[str]) -> pd.Series[str]:
    """Return each row's brand as the brief spells it; missing where the brief does not name it."""
    spelled: Mapping[str, str] = {brand_key(name): name for name in names}
    found = {brand: spelled.get(brand_key(brand)) for brand in brands.dropna().unique()}
    return brands.map(found).astype("str")
