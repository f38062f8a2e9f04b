"""Meta Business Suite: posts, stories, one metric per file, audience."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from smmkit.demo import ids
from smmkit.demo.csvfile import write_meta, write_one_metric
from smmkit.demo.headers import (
    AUDIENCE,
    COUNTRY_NAMES,
    DAILY,
    DAY,
    FACEBOOK,
    INSTAGRAM,
    LIFETIME,
    STORIES,
    TYPES,
    UI,
    named,
)
from smmkit.demo.posts import followers
from smmkit.demo.series import daily_series
from smmkit.demo.spec import Spec
from smmkit.demo.truth import Truth

SECOND = "2"
"""What the handle of a second account ends with."""
_EXPORT_ZONE = "America/Los_Angeles"
IMPRESSIONS_END = pd.Timestamp("2025-11-15 08:00", tz="UTC")
"""Facebook posts carry impressions before this moment and views from it on."""


def write_instagram(folder: Path, spec: Spec, posts: pd.DataFrame) -> None:
    """Write two overlapping files, as someone does who exports again; the later one has the final counts."""
    rng = spec.rng("instagram-ids")
    table = posts.assign(
        media=ids.instagram_media_ids(pd.DatetimeIndex(posts["at"]), rng),
        post_id=ids.numbers("18", 17, len(posts), rng),
        handle=spec.handle,
        account_id=str(account_id(spec, "instagram")),
        name=spec.name,
    )
    kind = np.where(table["format"] == "reel", "reel", "p")
    table["url"] = [
        f"https://www.instagram.com/{k}/{ids.shortcode(m)}/" for k, m in zip(kind, table["media"], strict=True)
    ]
    if len(table) > 20:
        joint = [len(table) // 2]
        table.loc[joint, ["account_id", "handle", "name"]] = [
            "17841400000000042",
            "amigosdelbarrio",
            "Amigos del Barrio",
        ]
    table = _unreported(spec, _worded(spec, table, "instagram"))
    for first, last in _spans(spec):
        part = _between(table, spec, first, last)
        early = part["local"] > pd.Timestamp(last) - pd.Timedelta(days=4)
        part.loc[early, ["views", "reach"]] = (part.loc[early, ["views", "reach"]] * 0.8).astype(int)
        _write(folder / _name(spec, "instagram", first, last), INSTAGRAM, part, spec)


def _unreported(spec: Spec, table: pd.DataFrame) -> pd.DataFrame:
    """Return the posts as exported; in the rough world saves are empty for one format, which is not zero."""
    formats = sorted(table["format"].unique())
    lacking = list(spec.rng("unreported").permutation(formats)[: spec.world.unreported])
    return table.assign(saves=table["saves"].astype(object).mask(table["format"].isin(lacking), ""))


def write_second_account(folder: Path, spec: Spec, posts: pd.DataFrame) -> None:
    """Write one file of a second account on Instagram, which has an audience of its own."""
    rng = spec.rng("second-ids")
    kind = np.where(posts["format"] == "reel", "reel", "p")
    media = ids.instagram_media_ids(pd.DatetimeIndex(posts["at"]), rng)
    table = posts.assign(
        post_id=ids.numbers("18", 17, len(posts), rng),
        handle=f"{spec.handle}{SECOND}",
        account_id=str(account_id(spec, f"instagram{SECOND}")),
        name=spec.name,
        url=[f"https://www.instagram.com/{k}/{ids.shortcode(m)}/" for k, m in zip(kind, media, strict=True)],
    )
    _write(folder / _name(spec, "second", spec.start, spec.end), INSTAGRAM, _worded(spec, table, "instagram"), spec)


def write_facebook(folder: Path, spec: Spec, posts: pd.DataFrame) -> None:
    """Write a file with impressions (until Meta retired them) and one with views, whose column stands there twice."""
    rng = spec.rng("facebook-ids")
    table = posts.assign(
        post_id=ids.numbers("9", 15, len(posts), rng),
        account_id=str(account_id(spec, "facebook")),
        name=spec.name,
        impressions=(posts["views"] * 1.12).astype(int),
        views_again=posts["views"],
        total=posts["votes"] + posts["comments"] + posts["shares"],
        clicks=posts["link_clicks"] * 3,
        crosspost=0,
        share=0,
        caption="N/A",
    )
    table["views_3s"] = np.where(table["format"] == "reel", (table["views"] * 0.45).astype(int), 0)
    table["title"] = table["text"].where(rng.random(len(table)) < 0.25, "")
    handle = spec.handle
    table["url"] = [f"https://www.facebook.com/{handle}/posts/{number}" for number in table["post_id"]]
    table = _worded(spec, table, "facebook")
    old = table["at"] < IMPRESSIONS_END
    views = {key: names for key, names in FACEBOOK.items() if key != "impressions"}
    impressions = {key: names for key, names in FACEBOOK.items() if key not in {"views", "views_again"}}
    if old.any():
        _write(folder / _name(spec, "facebook", spec.start, date(2025, 11, 14)), impressions, table[old], spec)
    start = max(spec.start, date(2025, 11, 15))
    _write(folder / _name(spec, "facebook", start, spec.end), views, table[~old], spec)


def write_stories(folder: Path, spec: Spec, posts: pd.DataFrame) -> None:
    """Write stories of the last six months; link clicks are empty where the story had no link."""
    rng = spec.rng("stories")
    recent = posts[posts["local"] > posts["local"].max() - pd.Timedelta(days=184)]
    table = recent.sample(frac=0.6, random_state=np.random.RandomState(spec.seed % 2**31)).sort_values("local")
    at = pd.DatetimeIndex(table["at"]) + pd.Timedelta(minutes=7)
    count = len(table)
    reach = np.maximum((table["reach"].to_numpy() * rng.uniform(0.2, 0.4, count)).astype(int), 5)
    linked = rng.random(count) < 0.4
    table = table.assign(
        at=at,
        post_id=ids.numbers("17", 17, count, rng),
        account_id=str(account_id(spec, "instagram")),
        handle=spec.handle,
        name=spec.name,
        format="story",
        text="",
        duration_s=rng.integers(5, 30, count),
        reach=reach,
        views=(reach * 1.1).astype(int),
        votes=rng.binomial(reach, 0.006),
        shares=rng.binomial(reach, 0.002),
        profile_visits=rng.binomial(reach, 0.004),
        replies=rng.binomial(reach, 0.002),
        navigation=(reach * rng.uniform(0.9, 1.1, count)).astype(int),
        follows="",
        stickers="",
        link_clicks=pd.Series(np.where(linked, rng.binomial(reach, 0.01), -1), index=table.index).astype(object),
    )
    table.loc[~linked, "link_clicks"] = ""
    media = ids.instagram_media_ids(at, rng)
    table["url"] = [f"https://www.instagram.com/stories/{spec.handle}/{number}" for number in media]
    first = max(spec.start, spec.end - timedelta(days=184))
    _write(folder / _name(spec, "stories", first, spec.end), STORIES, _worded(spec, table, "instagram"), spec)


def write_daily(folder: Path, spec: Spec, truth: Truth) -> None:
    """Write one file per metric, Facebook's block above Instagram's; days without new followers are missing."""
    place = UI.index(spec.place.headers)
    networks = [network for network in ("facebook", "instagram") if network in spec.platforms]
    for metric, file in named(DAILY["file"], spec.place.headers).items():
        blocks: list[tuple[str, Sequence[str], Iterable[Sequence[Any]]]] = []
        for network in networks:
            titles = DAILY[network].get(metric)
            if titles is not None:
                values = _daily_values(spec, truth, network, metric)
                blocks.append((titles[place], (DAY[place], "Primary"), _daily_rows(spec, values, metric)))
        if blocks:
            write_one_metric(folder / f"{file}.csv", blocks)


def write_audience(folder: Path, spec: Spec) -> None:
    """Write age and sex, countries and cities of the followers in the layout of 2025."""
    rng = spec.rng("audience")
    names = named(AUDIENCE, spec.place.headers)
    shares = rng.dirichlet(np.array([3, 9, 8, 5, 3, 2, 3, 8, 7, 4, 2, 1]) * 20) * 100
    ages = ("18-24", "25-34", "35-44", "45-54", "55-64", "65+")
    age_rows: list[Sequence[str]] = [(age, f"{shares[n]:.1f}", f"{shares[n + 6]:.1f}") for n, age in enumerate(ages)]
    place = UI.index(spec.place.headers)
    others = [code for code in COUNTRY_NAMES if code != spec.country][:4]
    countries = [COUNTRY_NAMES[code][place] for code in (spec.country, *others)]
    cities = [f"{city}, {countries[0]}" for city in spec.place.cities]
    blocks: list[tuple[str, Sequence[str], list[Sequence[str]]]] = [
        (names["age"], ("", names["women"], names["men"]), age_rows),
        (names["countries"], countries, [_falling(rng, len(countries), 86)]),
        (names["cities"], cities, [_falling(rng, len(cities), 46)]),
    ]
    write_one_metric(folder / f"{names['file']} Instagram {spec.end}.csv", blocks)


def account_id(spec: Spec, platform: str) -> int:
    """Return the number a platform knows the client's account by."""
    prefix = {"instagram": 178_414, "facebook": 10_006}.get(platform, 1)
    digits = {"instagram": 11, "facebook": 10}.get(platform, 9)
    return int(prefix * 10**digits + spec.number(platform, digits))


def _falling(rng: np.random.Generator, count: int, first: float) -> list[str]:
    """Return shares in percent: a first one, and others that fall within what is left."""
    rest = np.sort(rng.dirichlet(np.ones(count - 1)))[::-1] * (100 - first) * 0.6
    return [f"{share:.1f}" for share in (first, *rest)]


def _daily_values(spec: Spec, truth: Truth, network: str, metric: str) -> np.ndarray:
    if metric == "follows":
        return followers(spec, truth, network)[0]
    size = followers(spec, truth, network)[1]
    level = {"reach": 0.22, "views": 0.5, "interactions": 0.012, "visits": 0.02, "link_clicks": 0.004}[metric]
    return daily_series(spec, truth, f"{network}-{metric}", size * level, lifted=True)


def _daily_rows(spec: Spec, values: np.ndarray, metric: str) -> Iterator[tuple[str, int]]:
    summer = spec.days.tz_localize("UTC").tz_convert(_EXPORT_ZONE).map(lambda moment: bool(moment.dst()))
    for day, late, value in zip(spec.days.strftime("%Y-%m-%d"), summer, values, strict=True):
        if value or metric != "follows":
            yield f"{day}T{'00' if late else '01'}:00:00", int(value)


def _spans(spec: Spec) -> Iterable[tuple[date, date]]:
    if spec.months < 3:
        return [(spec.start, spec.end)]
    return [(spec.start, date(2026, 4, 30)), (date(2026, 4, 1), spec.end)]


def _between(table: pd.DataFrame, spec: Spec, first: date, last: date) -> pd.DataFrame:
    day = table["at"].dt.tz_convert(_EXPORT_ZONE).dt.date
    low = date.min if first == spec.start else first
    inside: pd.DataFrame = table[(day >= low) & (day <= last)].copy()
    return inside


def _worded(spec: Spec, table: pd.DataFrame, platform: str) -> pd.DataFrame:
    """Add the columns that are words of the interface: type, period, time in Los Angeles."""
    place = UI.index(spec.place.headers)
    types = {key: names[place] for key, names in TYPES[platform].items()}
    return table.assign(
        type=table["format"].map(types),
        period=LIFETIME[place],
        published=table["at"].dt.tz_convert(_EXPORT_ZONE).dt.strftime("%m/%d/%Y %H:%M"),
        comment="",
        languages="",
        labels="",
        funded="",
    )


def _name(spec: Spec, part: str, first: date, last: date) -> str:
    return f"{first:%b-%d-%Y}_{last:%b-%d-%Y}_{spec.number(f'{part}-{first}', 16)}.csv"


def _write(path: Path, names: Mapping[str, tuple[str, ...]], table: pd.DataFrame, spec: Spec) -> None:
    header = named(names, spec.place.headers)
    rows = zip(*(table[key].tolist() for key in header), strict=True)
    write_meta(path, list(header.values()), rows)
