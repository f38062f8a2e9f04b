"""Who speaks of the brand and its rivals: one spelling per brand, counts per day, tone and causes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from smmkit.dated import day_places, local_days
from smmkit.measures.coverage import told_days
from smmkit.stats import Estimate, Interval, multinomial_shares, serial_ratio
from smmkit.stats.serial import LEAST

TONES: Mapping[str, float] = {"positive": 1.0, "neutral": 0.0, "negative": -1.0}


def brand_key(name: object) -> str:
    """Return a brand's name without accents, case, spaces and signs.

    Parameters
    ----------
    name
        As somebody wrote it.

    Returns
    -------
    str
        Small letters and digits alone.

    """
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

    Returns
    -------
    Series of str
        With the index of `brands`.

    """
    spelled: Mapping[str, str] = {brand_key(name): name for name in names}
    found = {brand: spelled.get(brand_key(brand)) for brand in brands.dropna().unique()}
    return brands.map(found).astype("str")


def own_mentions(mentions: pd.DataFrame, brand: str) -> pd.DataFrame:
    """Return the mentions of the client, however its name is spelled: those without a brand are the client's.

    Parameters
    ----------
    mentions
        Canonical mentions.
    brand
        The client's name, as the brief spells it.

    Returns
    -------
    DataFrame
        Some of the rows.

    """
    named = mentions["brand"]
    return mentions[named.isna() | known_brands(named, [brand]).notna()]


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
    named = {"day": local_days(mentions, "mentions"), "brand": known_brands(mentions["brand"], brands)}
    named |= {name: mentions[name] for name in by}
    tone = mentions["sentiment"]
    tones = {"rated": tone.isin(list(TONES)), "positive": tone == "positive", "negative": tone == "negative"}
    counts = {name: told.fillna(False).astype(int) for name, told in tones.items()}
    counted = pd.DataFrame({**named, "mentions": 1, **counts})
    counted = counted[counted["brand"].notna() & counted["day"].notna()]
    sums = ["mentions", *tones]
    return counted.groupby(["day", "brand", *by], dropna=False, observed=True)[sums].sum().reset_index()


def brand_mentions(mentions: pd.DataFrame, brands: Sequence[str], *, first: date, last: date) -> pd.DataFrame:
    """Count mentions per local day and brand; every day of the window that some file tells of has a row.

    Parameters
    ----------
    mentions
        Canonical mentions.
    brands
        The client and its rivals, as the brief spells them.
    first, last
        Window, both days included.

    Returns
    -------
    DataFrame of int
        Days x brands, 0 where nothing was said.

    """
    return counts_on(daily_mentions(mentions, brands), brands, days_heard(mentions, first=first, last=last))


def days_heard(mentions: pd.DataFrame, *, first: date, last: date) -> pd.DatetimeIndex:
    """Return the days of a window that the files of mentions tell of: what was said on the others nobody knows.

    Parameters
    ----------
    mentions
        Canonical mentions.
    first, last
        The window, both days included.

    Returns
    -------
    DatetimeIndex
        Midnights, in order.

    """
    return told_days(mentions, local_days(mentions, "mentions"), pd.Timestamp(first), pd.Timestamp(last))


def counts_on(daily: pd.DataFrame, brands: Sequence[str], told: pd.DatetimeIndex) -> pd.DataFrame:
    """Return what `brand_mentions` does, from the mentions per day that `daily_mentions` counted.

    Parameters
    ----------
    daily
        From `daily_mentions`.
    brands
        Client and rivals, as the brief names them.
    told
        Days that some file tells of, in order.

    Returns
    -------
    DataFrame
        Days x brands, mentions; 0 where nobody was mentioned.

    """
    counts = daily.pivot_table("mentions", "day", "brand", aggfunc="sum", fill_value=0)
    return counts.reindex(index=told.rename("day"), columns=list(brands), fill_value=0).astype(int)


def counts_told(mentions: pd.DataFrame, brands: Sequence[str]) -> pd.DataFrame:
    """Return what `brand_mentions` does, from the first day that is told of to the last.

    Parameters
    ----------
    mentions
        Canonical mentions with their local `day`.
    brands
        Client and rivals, as the brief names them.

    Returns
    -------
    DataFrame
        Days x brands, mentions.

    """
    days = mentions["day"]
    return counts_on(daily_mentions(mentions, brands), brands, pd.date_range(days.min(), days.max()))


def voice_table(counts: pd.DataFrame, *, own: str) -> pd.DataFrame:
    """Return each brand's share of voice.

    The interval is the wider of Goodman's multinomial one (1965, Technometrics 7:247-254) and that of a mean over
    days that resemble their neighbours: mentions come in bursts, and a burst is one event. Without an interval where
    the days are worth too few independent ones.

    Parameters
    ----------
    counts
        From `brand_mentions`.
    own
        Name of the client.

    Returns
    -------
    DataFrame
        `brand`, `is_own`, `mentions`, `share`, `low`, `high` (fractions), largest share first.

    """
    even, total, at = multinomial_shares(counts.sum()), counts.sum(axis=1), day_places(counts.index)
    bursty = [serial_ratio(counts[brand], total, at).interval() for brand in counts.columns]
    low, high = (np.array(ends, dtype=float) for ends in zip(*bursty, strict=True))
    # A brand that nobody, or everybody, spoke of on every day had no bursts.
    calm = np.array([not counts[brand].any() or counts[brand].equals(total) for brand in counts.columns])
    calm &= len(counts) >= LEAST
    table = pd.DataFrame(
        {
            "mentions": counts.sum(),
            "share": even["share"],
            "low": even["low"].where(calm, np.minimum(even["low"], low)).clip(lower=0.0),
            "high": even["high"].where(calm, np.maximum(even["high"], high)).clip(upper=1.0),
        }
    ).rename_axis("brand")
    table.insert(0, "is_own", table.index == own)
    return table.sort_values("share", ascending=False, kind="stable").reset_index()


def net_sentiment(mentions: pd.DataFrame, brands: Sequence[str], *, first: date, last: date) -> Estimate:
    """Return positive less negative mentions of some brands together, over those of a known tone.

    Parameters
    ----------
    mentions
        Canonical mentions.
    brands
        The brands, as the brief spells them.
    first, last
        Window, both days included; a day without mentions counts as one, one that nobody exported does not.

    Returns
    -------
    Estimate
        A fraction between -1 and 1, over days that resemble their neighbours.

    """
    return tone_on(daily_mentions(mentions, brands), days_heard(mentions, first=first, last=last))


def tone_on(daily: pd.DataFrame, told: pd.DatetimeIndex) -> Estimate:
    """Return what `net_sentiment` does, from the mentions per day that `daily_mentions` counted.

    Parameters
    ----------
    daily
        From `daily_mentions`, of the brands that count.
    told
        Days, in order; one without mentions counts as one, one that nobody exported is not among them.

    Returns
    -------
    Estimate
        Share positive less share negative, -1 to 1.

    """
    days = daily.groupby("day")[["positive", "negative", "rated"]].sum().reindex(told, fill_value=0)
    return serial_ratio(days["positive"] - days["negative"], days["rated"], day_places(told))


def tone_interval(tone: Estimate) -> Interval:
    """Return where a tone lies: no more than all mentions are praise, or complaint.

    Parameters
    ----------
    tone
        From `net_sentiment` or `tone_on`.

    Returns
    -------
    Interval
        Student's, cut at -1 and 1; unknown where the error is.

    """
    ends = tone.interval()
    return Interval(max(ends.low, -1.0), min(ends.high, 1.0)) if ends.low <= ends.high else ends
