"""Who speaks of the brand and its rivals: one spelling per brand, counts per day, tone and causes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from smmkit.dated import local_days

TONES: Mapping[str, float] = {"positive": 1.0, "neutral": 0.0, "negative": -1.0}


def brand_key(name: object) -> str:
    """Return a brand's name without accents, case, spaces and signs."""
    plain = unicodedata.normalize("NFKD", str(name))
    return re.sub(r"[^a-z0-9]+", "", "".join(c for c in plain if not unicodedata.combining(c)).casefold())


def known_brands(brands: pd.Series[str], names: Iterable[str]) -> pd.Series[str]:
    """Return each row's brand as the brief spells it; missing where the brief does not name it.

    Parameters
    ----------
    brands
        As the source writes them.
    names
        The client and its rivals, as the brief spells them.

    """
    spelled: Mapping[str, str] = {brand_key(name): name for name in names}
    found = {brand: spelled.get(brand_key(brand)) for brand in brands.dropna().unique()}
    return brands.map(found).astype("str")


def daily_mentions(mentions: pd.DataFrame, brands: Sequence[str], by: Sequence[str] = ()) -> pd.DataFrame:
    """Return mentions of the brands the brief names, per local day.

    Parameters
    ----------
    mentions
        Canonical mentions.
    brands
        The client and its rivals.
    by
        Further columns to count apart, such as `topic` or `cause`; an empty cell is its own group.

    Returns
    -------
    DataFrame
        `day`, `brand`, the columns of `by`, `mentions`, `rated` (of a known tone), `positive`, `negative`.

    """
    named = mentions.assign(day=local_days(mentions, "mentions"), brand=known_brands(mentions["brand"], brands))
    named = named[named["brand"].notna() & named["day"].notna()]
    counted = named.assign(
        mentions=1,
        rated=named["sentiment"].isin(list(TONES)),
        positive=named["sentiment"] == "positive",
        negative=named["sentiment"] == "negative",
    )
    sums = ["mentions", "rated", "positive", "negative"]
    counted[sums] = counted[sums].fillna(False).astype(int)
    return counted.groupby(["day", "brand", *by], dropna=False, observed=True)[sums].sum().reset_index()
