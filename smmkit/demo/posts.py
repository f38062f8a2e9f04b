"""Organic posts: when, what, and how people answered."""

from __future__ import annotations

import numpy as np
import pandas as pd

from smmkit.demo.ids import utc
from smmkit.demo.spec import Spec
from smmkit.demo.truth import HOURS, Truth
from smmkit.demo.words import choose, filled, sector_words

# Posts a week; formats and how often each is used; people reached by a post as a share of the followers;
# votes (likes, reactions) per person reached, and the other answers together.
_HABITS = {
    "instagram": (4.4, {"reel": 0.34, "image": 0.36, "carousel": 0.30}, 0.24, 0.013, 0.011),
    "facebook": (3.8, {"reel": 0.22, "image": 0.34, "carousel": 0.14, "link": 0.30}, 0.13, 0.010, 0.008),
    "tiktok": (2.0, {"reel": 1.0}, 0.60, 0.022, 0.010),
    "youtube": (1.0, {"reel": 0.6, "video": 0.4}, 0.35, 0.018, 0.005),
    "x": (4.0, {"text": 0.5, "image": 0.3, "link": 0.2}, 0.10, 0.010, 0.007),
    "linkedin": (1.2, {"image": 0.5, "text": 0.3, "link": 0.2}, 0.25, 0.015, 0.005),
}
_SHARE_OF_FOLLOWERS = {"instagram": 1.0, "facebook": 0.7, "tiktok": 0.45, "youtube": 0.2, "x": 0.35, "linkedin": 0.25}
_PARTS = {"comments": 0.30, "shares": 0.25, "saves": 0.45}
# Networks whose exports do not count saves: what would be saved elsewhere is commented or shared there.
_PARTS_WITHOUT_SAVES = {"comments": 0.55, "shares": 0.45, "saves": 0.0}
_WITHOUT_SAVES = {"facebook", "youtube", "linkedin"}

LINK_CLICKS = 0.03
"""What a post with a link adds to the clicks per person reached."""

_HOSTILE = (
    '=HYPERLINK("https://example.com/x","{thing}")',
    "<script>alert('{thing}')</script> <b>{thing}</b>",
    "+1 @mention -- 'quoted', \"twice\"; {thing} | 100 % | $5",
    "☕️👩‍👩‍👧‍👦🇲🇽 {thing} ✨🏳️‍🌈 ‏عربي‎",
    "{thing}. " * 70,
)


def followers(spec: Spec, truth: Truth, platform: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the new followers of each day and all followers at its end."""
    rng = spec.rng(f"followers-{platform}")
    start = spec.followers * _SHARE_OF_FOLLOWERS.get(platform, 0.3)
    rate = np.expm1(np.log1p(truth.monthly_growth) / 30.4)
    bursts = rng.gamma(0.9, 1 / 0.9, len(spec.days))
    new = rng.poisson(start * (0.0004 + rate) * bursts) * spec.active
    left = rng.poisson(start * 0.0004, len(spec.days)) * spec.active
    return new, np.maximum(start + np.cumsum(new - left), 50).astype(int)


def simulate_posts(spec: Spec, truth: Truth, platform: str) -> pd.DataFrame:
    """Return one row per post with all it earned, in order of time."""
    rng = spec.rng(f"posts-{platform}")
    weekly, formats, reached, votes, others = _HABITS[platform]
    if not spec.planted:
        reached, votes, others = 0.2, 0.018, 0.012
    table = _calendar(spec, rng, weekly, formats)
    count = len(table)
    day = (table["local"].dt.normalize() - pd.Timestamp(spec.start)).dt.days.to_numpy()
    audience = followers(spec, truth, platform)[1][day]
    lift = _format_lift(truth, table["format"])
    reach = np.maximum(rng.poisson(audience * reached * np.exp(rng.normal(0, 0.3, count)) * lift**0.5), 12)
    reach = _spread_by_itself(spec, platform, reach)
    table["reach"] = reach
    table["views"] = (reach * rng.uniform(1.15, 1.7, count)).astype(int)
    mood = rng.normal(0, 0.22, count) + _wild(spec, platform, count)
    vote_rate = votes * np.exp(mood + rng.normal(0, 0.18, count)) * lift * _vote_lift(truth, table)
    other_rate = others * np.exp(mood + rng.normal(0, 0.22, count)) * lift * _other_lift(truth, table)
    table["votes"] = rng.binomial(reach, np.minimum(vote_rate, 0.6))
    for part, share in (_PARTS_WITHOUT_SAVES if platform in _WITHOUT_SAVES else _PARTS).items():
        table[part] = rng.binomial(reach, np.minimum(other_rate * share, 0.2))
    table["link_clicks"] = rng.binomial(reach, 0.006, count)
    linked = np.asarray(table["format"] == "link") & spec.planted
    table["link_clicks"] += spec.rng(f"links-{platform}").binomial(reach, np.where(linked, LINK_CLICKS, 0.0))
    table["follows"] = rng.poisson(reach * 0.0015)
    video = table["format"].isin(["reel", "video"])
    table["duration_s"] = np.where(video, rng.integers(7, 75, count), 0)
    table["text"] = captions(spec, rng, count)
    table["at"] = utc(pd.DatetimeIndex(table["local"]), spec.place.timezone) + pd.to_timedelta(
        rng.integers(0, 59, count), unit="s"
    )
    return table


def _spread_by_itself(spec: Spec, platform: str, reach: np.ndarray) -> np.ndarray:
    """Return the reach with a few posts that spread by themselves, and with heavy tails; unchanged where smooth."""
    world = spec.world
    if not world.rough:
        return reach
    rng = spec.rng(f"viral-{platform}")
    chance = np.clip(rng.standard_t(world.tails, len(reach)) * world.noise, -1.5, 1.5)
    viral = rng.random(len(reach)) < world.viral_share
    factor = np.where(viral, rng.uniform(min(4, world.viral_factor), world.viral_factor, len(reach)), 1.0)
    return np.asarray(np.maximum((reach * np.exp(chance) * factor).astype(int), 12))


def _wild(spec: Spec, platform: str, count: int) -> np.ndarray:
    """Return what the rough world adds to how a post is liked: it lasts from post to post and has heavy tails."""
    if not spec.world.rough:
        return np.zeros(count)
    return np.asarray(0.6 * spec.world.shocks(spec.rng(f"wild-{platform}"), count, noise=spec.world.noise))


def _calendar(spec: Spec, rng: np.random.Generator, weekly: float, formats: dict[str, float]) -> pd.DataFrame:
    """Return local times and formats; hour, weekday and format are drawn apart, so that nothing is confounded."""
    counts = rng.poisson(weekly / 7, len(spec.days)) * spec.active
    days = spec.days.repeat(counts)
    minutes = rng.choice([0, 0, 0, 15, 30, 30, 45], len(days)) + rng.integers(0, 4, len(days))
    local = days + pd.to_timedelta(rng.choice(HOURS, len(days)) * 60 + minutes, unit="min")
    kinds = rng.choice(list(formats), len(days), p=list(formats.values()))
    return pd.DataFrame({"local": local, "format": kinds}).sort_values("local", ignore_index=True)


def _format_lift(truth: Truth, formats: pd.Series) -> np.ndarray:
    lift = np.ones(len(formats))
    if truth.winning_format is not None:
        lift[formats == truth.winning_format] = 1 + truth.format_lift
        lift[formats == truth.useless_format] = 1 / (1 + truth.format_lift)
    return lift


def _vote_lift(truth: Truth, table: pd.DataFrame) -> np.ndarray:
    best = table["format"].map(truth.votes_hours)
    return np.where(table["local"].dt.hour == best, 1 + truth.votes_lift, 1.0)


def _other_lift(truth: Truth, table: pd.DataFrame) -> np.ndarray:
    if truth.interactions_hour is None:
        return np.ones(len(table))
    return np.where(table["local"].dt.hour == truth.interactions_hour, 1 + truth.interactions_lift, 1.0)


def captions(spec: Spec, rng: np.random.Generator, count: int) -> list[str]:
    """Return plausible captions, and a few that try to break whoever reads them."""
    language = sector_words(spec.language, spec.country)
    sector = language.sectors[spec.sector]
    things = choose(rng, sector.things, count)
    rows = zip(
        choose(rng, language.openers, count),
        things,
        choose(rng, sector.captions, count),
        choose(rng, language.closers, count),
        rng.integers(0, len(sector.hashtags), count),
        rng.random(count),
        strict=True,
    )
    texts = [
        f"{filled(opener, thing)} {body}"
        + (f"\n\n{closer}" if luck < 0.7 else "")
        + (f"\n\n{' '.join((sector.hashtags * 2)[tag : tag + 3])}" if luck > 0.3 else "")
        for opener, thing, body, closer, tag, luck in rows
    ]
    for number, hostile in enumerate(_HOSTILE):
        if count > 40:
            texts[(number + 1) * count // (len(_HOSTILE) + 2)] = hostile.format(thing=things[number])
    return texts
