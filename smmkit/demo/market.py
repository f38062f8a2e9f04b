"""The market around a client: rivals, ratings, shares, topics people search for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from smmkit.demo.csvfile import write_canonical, write_plain
from smmkit.demo.posts import followers
from smmkit.demo.spec import Spec
from smmkit.demo.truth import Truth
from smmkit.demo.words import sector_words
from smmkit.demo.work import work

# Followers against the client's, posts a week, interactions per post and follower; one line per rival.
_RIVALS = ((1.6, 5.0, 0.0045), (0.8, 3.0, 0.0100), (2.4, 7.0, 0.0030), (0.5, 2.5, 0.0070))
# Where nothing is planted, rivals earn in public what the client earns: saves never show, shares not on Instagram.
_EVEN = {"instagram": (1.0, 4.0, 0.0046), "facebook": (1.0, 4.0, 0.0064)}
FAST, USUAL = 0.0065, 0.001
"""How much the first rival grows in a week, and the others; the client grows by a quarter of a per cent."""
_MONTHLY = {"x": (1.3, 0.9, 1.8, 0.4), "youtube": (2.1, 0.6, 1.1, 0.9)}
"""Networks on which rivals' followers are counted once a month, against the client's own; on others nobody counts."""
_STARS = (4.4, 4.1, 4.6, 4.0, 4.2)


def write_competitors(folder: Path, spec: Spec, truth: Truth) -> None:
    """Write one row a week per brand and network, counted by hand; the client's own followers among them."""
    rng = spec.rng("competitors")
    weeks = spec.days[spec.days.weekday == 6]
    own_days = np.flatnonzero(spec.days.weekday == 6)
    parts = []
    for network in (network for network in ("instagram", "facebook") if network in spec.platforms):
        size = followers(spec, truth, network)[1][own_days]
        parts.append(_rows(weeks, spec.name, network, size, None, None))
        for number, rival in enumerate(spec.rivals):
            scale, pace, rate = _RIVALS[number % len(_RIVALS)] if spec.planted else _EVEN[network]
            growth = (FAST if number == 0 else USUAL) * spec.planted
            theirs = (size[0] * scale * np.cumprod(1 + rng.normal(growth, 0.002, len(weeks)))).astype(int)
            posts = rng.poisson(pace, len(weeks))
            mood = np.exp(rng.normal(0, 0.25, len(weeks)))
            parts.append(_rows(weeks, rival, network, theirs, posts, rng.poisson(posts * theirs * rate * mood)))
    parts += [_monthly(spec, truth, network) for network in _MONTHLY if network in spec.platforms]
    table = pd.concat(parts, ignore_index=True).sort_values(["day", "platform"], kind="stable")
    table["source"] = work(spec.language, spec.country).sources["hand"]
    write_canonical(folder / "competitors.csv", {str(name): table[name].tolist() for name in table})


def _rows(
    weeks: pd.DatetimeIndex,
    brand: str,
    network: str,
    size: np.ndarray,
    posts: np.ndarray | None,
    interactions: np.ndarray | None,
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "competitor": brand,
            "platform": network,
            "day": weeks.strftime("%Y-%m-%d"),
            "followers_total": size,
            "posts": "" if posts is None else posts,
            "interactions": "" if interactions is None else interactions,
            "source": "",
            "note": "",
        }
    )


def _monthly(spec: Spec, truth: Truth, network: str) -> pd.DataFrame:
    """Return the followers of all brands at each month's last Sunday; posts and interactions were not counted."""
    sundays = spec.days[spec.days.weekday == 6]
    days = sundays[pd.Series(sundays).dt.month.diff(-1).fillna(1).to_numpy() != 0]
    size = followers(spec, truth, network)[1][spec.days.get_indexer(days)]
    rng = spec.rng(f"competitors-{network}")
    parts = [_rows(days, spec.name, network, size, None, None)]
    for number, rival in enumerate(spec.rivals):
        growth = np.cumprod(1 + rng.normal(0.006 * spec.planted, 0.004, len(days)))
        theirs = (size[0] * _MONTHLY[network][number % 4] * growth).astype(int)
        parts.append(_rows(days, rival, network, theirs, None, None))
    return pd.concat(parts, ignore_index=True)


def write_ratings(folder: Path, spec: Spec) -> None:
    """Write the stars of each brand once a quarter."""
    rng = spec.rng("ratings")
    rows = []
    for number, brand in enumerate((spec.name, *spec.rivals)):
        stars = _STARS[number % len(_STARS)] if spec.planted else 4.3
        votes = int(rng.integers(120, 600)) if spec.planted else 300
        for day in spec.days[spec.days.is_month_end][2::3] if spec.months > 2 else spec.days[-1:]:
            votes += int(rng.poisson(22))
            rows.append((brand, "google", f"{day:%Y-%m-%d}", round(stars + rng.normal(0, 0.03), 1), 5, votes))
    names = ("brand", "source", "as_of", "rating", "scale", "count")
    write_plain(folder / "ratings.csv", names, rows)


def write_market(folder: Path, spec: Spec) -> None:
    """Write each brand's share of the local market twice a year, as a trade body would estimate it."""
    brands = (spec.name, *spec.rivals)
    shares = np.array((0.16, 0.22, 0.12, 0.28, 0.08)[: len(brands)])
    shares = shares / shares.sum() * 0.85 if spec.planted else np.full(len(brands), 1 / len(brands))
    days = ("2025-12-31", "2026-06-30") if spec.months > 2 else (spec.end.isoformat(),)
    columns: dict[str, list[Any]] = {
        "as_of": [day for day in days for _ in brands],
        "brand": [*brands] * len(days),
        "market_share": [round(float(share), 3) for share in shares] * len(days),
        "source": [work(spec.language, spec.country).sources["market"]] * (len(brands) * len(days)),
    }
    write_canonical(folder / "market.csv", columns)


def write_topics(folder: Path, spec: Spec, truth: Truth) -> None:
    """Write how much was said of each topic in each week; one may grow."""
    rng = spec.rng("topics")
    sector = sector_words(spec.language, spec.country).sectors[spec.sector]
    weeks = spec.days[spec.days.weekday == 0]
    columns: dict[str, list[object]] = {"week": [], "topic": [], "volume": [], "source": []}
    season = 1 + 0.12 * np.sin(2 * np.pi * weeks.dayofyear.to_numpy() / 365.25)
    for topic in sector.interests:
        growth = np.exp(truth.topic_growth * np.arange(len(weeks))) if topic == truth.topic else 1.0
        level = rng.uniform(60, 240) * season * growth * np.exp(rng.normal(0, 0.1, len(weeks)))
        columns["week"] += weeks.strftime("%Y-%m-%d").tolist()
        columns["topic"] += [topic] * len(weeks)
        columns["volume"] += rng.poisson(level).tolist()
        columns["source"] += [work(spec.language, spec.country).sources["topics"]] * len(weeks)
    write_canonical(folder / "topics.csv", columns)
