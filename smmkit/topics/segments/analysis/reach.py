"""Whom a post can reach of each segment's kind, by the networks' own tables of followers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from smmkit.measures.needs import plain_words
from smmkit.topics.segments.analysis.apriori import latest_rows
from smmkit.topics.segments.analysis.beside import shares_beside

DIMENSIONS = {"age_band": "age_sex", "city": "city"}
"""What a table of customers says of a person, and under which name the networks break their followers down by it."""
HALF_A_TENTH = 0.0005
"""Networks print their shares to a tenth of a per cent."""
OF_VIEWS = ("youtube",)
"""Networks whose ages are those of views and of no followers."""
_OLDEST = 200
COLUMNS = ["segment", "platform", "ages", "places", "share_low", "share_high", "followers", "low", "high", "known"]


class Range(NamedTuple):
    """Between which shares something lies."""

    low: float
    high: float


NOTHING_SAID = Range(float("nan"), float("nan"))


def leaning_table(customers: pd.DataFrame, labels: pd.Series) -> pd.DataFrame:
    """Return which ages and places a segment's customers are of, beside everybody's.

    Parameters
    ----------
    customers
        Canonical customers: `age_band`, `city`.
    labels
        Segment per customer.

    Returns
    -------
    DataFrame
        From `shares_beside`, with `dimension` (`age_band` or `city`) and `value`.

    """
    parts = [
        shares_beside(customers[name].astype("object"), labels, "value", tables=len(DIMENSIONS)).assign(dimension=name)
        for name in DIMENSIONS
    ]
    return pd.concat(parts, ignore_index=True)


def reach_table(
    leaning: pd.DataFrame, audience: pd.DataFrame, followers: pd.Series[float], segments: Iterable[int | str],
    networks: Sequence[str],
) -> pd.DataFrame:  # fmt: skip
    """Return how many followers of each network are of the kind a segment leans to: its ages, its places, or both.

    A network tells ages and places apart, so where a segment leans to both, as many are at least and at most of both
    as two shares allow (Frechet 1951, Annales de l'Universite de Lyon A 14): nobody knows how they fall together. A
    city the network does not list has at most the share of the last one listed.

    Parameters
    ----------
    leaning
        From `leaning_table`.
    audience
        Canonical audience.
    followers
        Latest count per network, from `measures.followers.latest_followers`.
    segments
        The segments' labels.
    networks
        The client's networks.

    Returns
    -------
    DataFrame
        `segment`, `platform`, `ages` and `places` it leans to (tuples; both empty where it is like everybody),
        `share_low`, `share_high` (of the network's followers; NaN where it tells none of this), `followers`, `low`,
        `high` (people; NaN without a count), `known` (whether the table of customers says age or place at all).

    """
    tables = {name: latest_rows(audience, dimension) for name, dimension in DIMENSIONS.items()}
    rows = []
    for segment in segments:
        own = leaning[leaning["segment"] == segment]
        ages, places = (_leans(own, name) for name in DIMENSIONS)
        for network in networks:
            count = float(followers.get(network, float("nan")))
            shares = _share(network, ages, places, tables)
            people = _whole(count, shares)
            rows.append((segment, network, ages, places, *shares, count, *people, not own.empty))
    return pd.DataFrame(rows, columns=COLUMNS)


def people_between(count: float, share: float) -> tuple[int, int]:
    """Return how many of so many people a share, printed to a tenth of a per cent, is at least and at most.

    Parameters
    ----------
    count
        People in all.
    share
        Of them, 0 to 1, as a network prints it.

    Returns
    -------
    tuple of int
        At least and at most.

    """
    low, high = max(share - HALF_A_TENTH, 0.0), min(share + HALF_A_TENTH, 1.0)
    least, most = _whole(count, Range(low, high))
    return int(least), int(most)


def _whole(count: float, shares: Range) -> Range:
    """Return between how many people shares of so many lie; a float's last digit is no person."""
    least, most = (np.round(count * share, 6) for share in shares)
    return Range(float(np.floor(least)), float(np.ceil(most)))


def together(reach: pd.DataFrame) -> Range:
    """Return how many people several networks reach at least and at most, for the same person may follow on each.

    Parameters
    ----------
    reach
        Rows of one segment from `reach_table`.

    Returns
    -------
    Range
        The largest network's number, and all of them added up.

    """
    known = reach.dropna(subset=["low", "high"])
    return Range(float(known["low"].max()), float(known["high"].sum())) if len(known) else NOTHING_SAID


def _leans(own: pd.DataFrame, name: str) -> tuple[str, ...]:
    rows = own[(own["dimension"] == name) & (own["side"] == "high")]
    return tuple(sorted(rows["value"].astype(str)))


def _share(network: str, ages: Sequence[str], places: Sequence[str], tables: dict[str, pd.DataFrame]) -> Range:
    """Return which share of a network's followers are of these ages and places; all of them where none are given."""
    by_age, by_city = (_of_one_account(table, network) for table in tables.values())
    asked = [_of_ages(by_age, ages)] * bool(ages) + [_of_places(by_city, places)] * bool(places)
    if not asked:
        return Range(1.0, 1.0)
    lows, highs = np.array(asked).T
    return Range(max(float(lows.sum()) - (len(asked) - 1), 0.0), float(highs.min()))


def _of_one_account(table: pd.DataFrame, network: str) -> pd.DataFrame:
    """Return what a network tells of its followers; nothing where several accounts do: shares do not add up."""
    own = table[(table["platform"] == network) & ~table["platform"].isin(OF_VIEWS)]
    return own.iloc[: len(own) * (len(own["account_id"].fillna("").unique()) <= 1)]


def _of_ages(rows: pd.DataFrame, ages: Sequence[str]) -> Range:
    """Return the share of these ages: a network's band counts at least where it lies inside, at most where it touches.

    Bands are added up over both sexes and those who do not say.
    """
    if rows.empty:
        return NOTHING_SAID
    wanted = {year for band in ages for year in _years(band)}
    low = high = 0.0
    for band, least, most in zip(rows["value"].astype(str), *_printed(rows), strict=True):
        years = _years(band)
        low += least if years and wanted.issuperset(years) else 0.0
        high += most if wanted.intersection(years) else 0.0
    return Range(low, min(high, 1.0))


def _of_places(rows: pd.DataFrame, places: Sequence[str]) -> Range:
    if rows.empty:
        return NOTHING_SAID
    listed = {_city(name): ends for name, *ends in zip(rows["value"].astype(str), *_printed(rows), strict=True)}
    last = min(most for _, most in listed.values())
    found = [listed.get(_city(place), (0.0, last)) for place in places]
    return Range(sum(low for low, _ in found), min(sum(high for _, high in found), 1.0))


def _printed(rows: pd.DataFrame) -> tuple[pd.Series[float], pd.Series[float]]:
    """Return between which shares each printed one lies; one told only as `less than` begins at nothing."""
    share, most = rows["share"].astype(float), rows["share_max"].astype(float)
    return (share - HALF_A_TENTH).clip(lower=0.0).fillna(0.0), (share + HALF_A_TENTH).fillna(most).fillna(1.0)


def _years(band: str) -> range:
    """Return the years of a band such as `25-34` or `65+`."""
    found = [int(number) for number in re.findall(r"\d+", band)]
    if not found:
        return range(0)
    return range(found[0], found[1] + 1 if len(found) > 1 else _OLDEST)


def _city(written: str) -> tuple[str, ...]:
    """Return a city's words without its country, so that `Denver` is `Denver, United States`."""
    return plain_words(written.partition(",")[0])
