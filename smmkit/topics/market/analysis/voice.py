"""Who is talked about, how kindly, and what a share of voice may mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from smmkit.measures.mentions import (
    TONES,
    brand_key,
    counts_on,
    daily_mentions,
    days_heard,
    known_brands,
    net_sentiment,
    tone_interval,
    tone_on,
    voice_table,
)
from smmkit.period import Period
from smmkit.stats import Estimate, stands_clear

MIN_MENTIONS = 30
MIN_DAYS = 7


@dataclass(frozen=True)
class QuerySet:
    """What was listened to: a share of voice means nothing without it.

    Parameters
    ----------
    brands, sources, languages
        As they stand in the mentions of the window.
    others
        Mentions of brands the brief does not name; they are in no share.

    """

    brands: tuple[str, ...]
    sources: tuple[str, ...]
    languages: tuple[str, ...]
    others: int


@dataclass(frozen=True)
class ExtraShare:
    """Share of voice minus share of market, as fractions.

    Parameters
    ----------
    value, low, high
        The difference and its interval; the market share is taken as given.
    market_share
        The client's latest share of market.
    source
        Who says so.
    as_of
        When.

    """

    value: float
    low: float
    high: float
    market_share: float
    source: str
    as_of: date


def query_set(mentions: pd.DataFrame, brands: Sequence[str], *, first: date, last: date) -> QuerySet:
    """Return what was listened to in a window.

    Parameters
    ----------
    mentions
        Canonical mentions with local times.
    brands
        Client and rivals, as the brief names them.
    first, last
        The window, both days included.

    Returns
    -------
    QuerySet
        Brands, sources and languages that occur.

    """
    day = mentions["local_at"].dt.tz_localize(None).dt.normalize()
    rows = mentions[(day >= pd.Timestamp(first)) & (day <= pd.Timestamp(last))]
    named = _named(mentions, brands, first=first, last=last)
    present = set(named["brand"])
    return QuerySet(
        tuple(brand for brand in brands if brand in present),
        tuple(sorted(rows["source"].dropna().unique())),
        tuple(sorted(rows["language"].dropna().unique())),
        len(rows) - len(named),
    )


def clear_first(table: pd.DataFrame) -> str | None:
    """Return the brand with the largest share if its interval lies above all others, else None.

    Parameters
    ----------
    table
        From `voice_table`: `brand`, `share`, `low`, `high`.

    Returns
    -------
    str or None
        The brand.

    """
    ordered = table.sort_values("share", ascending=False)
    clear = table["low"].notna().all() and stands_clear(ordered["low"], ordered["high"])
    return str(ordered["brand"].iloc[0]) if clear else None


def voice_history(
    mentions: pd.DataFrame, brands: Sequence[str], *, own: str, last: Period, months: int
) -> pd.DataFrame:
    """Return the client's share of voice month by month, and how kindly people spoke.

    Parameters
    ----------
    mentions
        Canonical mentions with local times.
    brands
        Client and rivals, as the brief names them.
    own
        The client's name.
    last
        The last month told.
    months
        How many months, that one included.

    Returns
    -------
    DataFrame
        `month` (first day), `mentions` of all brands, `share`, `low`, `high`, `net` (net sentiment of the client),
        `net_low`, `net_high`; months in which nobody was mentioned are left out.

    """
    rows, daily, ours = [], daily_mentions(mentions, brands), daily_mentions(mentions, [own])
    for back in range(months - 1, -1, -1):
        month = last.shift(-back)
        told = days_heard(mentions, first=month.start, last=month.end)
        counts = counts_on(daily, brands, told)
        if counts.to_numpy().sum() == 0:
            continue
        own_row = voice_table(counts, own=own).set_index("brand").loc[own]
        total = int(counts.to_numpy().sum())
        net = tone_on(ours, told)
        share = (own_row["share"], own_row["low"], own_row["high"])
        rows.append((pd.Timestamp(month.start), total, *share, net.value, *tone_interval(net)))
    names = ["share", "low", "high", "net", "net_low", "net_high"]
    table = pd.DataFrame(rows, columns=["month", "mentions", *names])
    return table.astype(dict.fromkeys(names, float)).astype({"month": "datetime64[us]", "mentions": int})


def extra_share(voice: pd.DataFrame, market: pd.DataFrame, *, own: str) -> ExtraShare | None:
    """Return the extra share of voice, or None without a market share or a share of voice.

    Parameters
    ----------
    voice
        Result of `voice_table`.
    market
        Canonical market shares up to the period.
    own
        Name of the client.

    Returns
    -------
    ExtraShare or None
        Fractions of 1, as differences of shares.

    """
    mine = market[market["brand"].map(brand_key) == brand_key(own)].dropna(subset=["market_share"])
    own_voice = voice[voice["is_own"]]
    if mine.empty or own_voice.empty or own_voice["share"].isna().all():
        return None
    latest, voiced = mine.sort_values("as_of").iloc[-1], own_voice.iloc[0]
    share = float(latest["market_share"])
    source = "" if pd.isna(latest["source"]) else str(latest["source"])
    shifted = [float(voiced[name]) - share for name in ("share", "low", "high")]
    return ExtraShare(shifted[0], shifted[1], shifted[2], share, source, latest["as_of"].date())


def sentiment_table(mentions: pd.DataFrame, brands: Sequence[str], *, first: date, last: date) -> pd.DataFrame:
    """Return net sentiment per brand: share positive minus share negative, neutral ones in the denominator.

    Mentions without a label are counted apart, never as neutral.

    Parameters
    ----------
    mentions
        Canonical mentions with local times.
    brands
        Client and rivals, as the brief names them.
    first, last
        The window, both days included.

    Returns
    -------
    DataFrame
        `brand`, `labelled`, `positive`, `neutral`, `negative`, `unknown`, `net`, `low`,
        `high` (over days that resemble their neighbours).

    """
    named = _named(mentions, brands, first=first, last=last)
    rows = []
    for brand in brands:
        own = named[named["brand"] == brand]
        score = _score(own)
        counts = own["sentiment"].value_counts()
        net = net_sentiment(mentions, [brand], first=first, last=last)
        ends = tone_interval(net)
        rows.append(
            {
                "brand": brand,
                "labelled": int(score.notna().sum()),
                **{label: int(counts.get(label, 0)) for label in ("positive", "neutral", "negative")},
                "unknown": int(score.isna().sum()),
                "net": net.value if score.notna().any() else np.nan,
                "low": ends.low,
                "high": ends.high,
            }
        )
    return pd.DataFrame(rows)


def sentiment_gap(
    mentions: pd.DataFrame, brands: Sequence[str], *, own: str, first: date, last: date
) -> tuple[Estimate, int]:
    """Return own net sentiment minus that of all rivals together, and the labelled rows.

    Parameters
    ----------
    mentions
        Canonical mentions with local times.
    brands
        Client and rivals, as the brief names them.
    own
        The client's name.
    first, last
        The window, both days included.

    Returns
    -------
    tuple of Estimate and int
        Difference of shares, -2 to 2; labelled rows of the side with fewer.

    """
    named = _named(mentions, brands, first=first, last=last)
    rivals = [brand for brand in brands if brand != own]
    parts = [net_sentiment(mentions, side, first=first, last=last) for side in ([own], rivals)]
    labelled = min(
        int(_score(rows).notna().sum()) for rows in (named[named["brand"] == own], named[named["brand"] != own])
    )
    return parts[0].minus(parts[1]), labelled


def _named(mentions: pd.DataFrame, brands: Sequence[str], *, first: date, last: date) -> pd.DataFrame:
    """Return the mentions of known brands in a window, with their local day."""
    day = mentions["local_at"].dt.tz_localize(None).dt.normalize()
    inside = mentions.assign(day=day)[(day >= pd.Timestamp(first)) & (day <= pd.Timestamp(last))]
    named: pd.DataFrame = inside.assign(brand=known_brands(inside["brand"], brands))
    return named.dropna(subset=["brand"])


def _score(rows: pd.DataFrame) -> pd.Series[float]:
    return rows["sentiment"].map(TONES).astype(float)
