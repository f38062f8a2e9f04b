"""What people say in public of the client and its rivals."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from smmkit.demo.clock import moments
from smmkit.demo.csvfile import write_canonical
from smmkit.demo.inbox import PARETO, iso, size
from smmkit.demo.people import MEMBERS
from smmkit.demo.spec import Spec
from smmkit.demo.talk import talk
from smmkit.demo.truth import Truth
from smmkit.demo.words import Sector, choose, filled, sector_words
from smmkit.demo.work import work

_FEELINGS = ("positive", "neutral", "negative")
_PACE = 1.5
_SOURCES = ("instagram", "x", "google", "tiktok")
"""Where mentions stand; the last twentieth is in the press, which each language calls by its own word."""


def write_mentions(folder: Path, spec: Spec, truth: Truth) -> None:
    """Write mentions with the team's labels (a quarter unlabelled); a crisis is a week of anger about one cause."""
    rng = spec.rng("mentions")
    sector = sector_words(spec.language, spec.country).sectors[spec.sector]
    busy = np.where(truth.in_crisis, truth.crisis_factor, 1.0) * _weather(spec)
    own = rng.poisson(_PACE * size(spec) * busy) * spec.active
    parts = [_brand(spec, rng, spec.name, own, np.repeat(truth.in_crisis, own))]
    for number, rival in enumerate(spec.rivals):
        level = _PACE if not spec.planted else (0.8, 0.55, 0.35, 0.3)[number % 4]
        counts = rng.poisson(level * size(spec), len(spec.days)) * spec.active
        parts.append(_brand(spec, rng, rival, counts, np.zeros(counts.sum(), dtype=bool)))
    table = pd.concat(parts, ignore_index=True).sort_values("at", ignore_index=True)
    write_canonical(folder / "mentions.csv", _mention_columns(spec, rng, table, sector))


def _weather(spec: Spec) -> np.ndarray:
    """Return how talkative each day is in the rough world; 1 in the smooth one."""
    if not spec.world.rough:
        return np.ones(len(spec.days))
    chance = spec.world.shocks(spec.rng("talkative"), len(spec.days), noise=spec.world.noise)
    return np.asarray(np.exp(chance) * spec.world.level(spec.days))


def _brand(spec: Spec, rng: np.random.Generator, brand: str, counts: np.ndarray, angry: np.ndarray) -> pd.DataFrame:
    at = moments(spec.days, rng, counts)
    feelings = np.where(
        angry & (rng.random(len(at)) < 0.85),
        "negative",
        rng.choice(_FEELINGS, len(at), p=[0.38, 0.42, 0.20]),
    )
    return pd.DataFrame({"at": at, "brand": brand, "feeling": feelings, "angry": angry})


def _mention_columns(
    spec: Spec, rng: np.random.Generator, table: pd.DataFrame, sector: Sector
) -> dict[str, list[object]]:
    phrases, press = sector_words(spec.language, spec.country).phrases, work(spec.language, spec.country).words["news"]
    count, own, negative = len(table), table["brand"] == spec.name, table["feeling"] == "negative"
    complaint = own & negative & (rng.random(count) < 0.7)
    causes = np.where(table["angry"], sector.crisis, _causes(spec, count))
    answered = table["at"] + pd.to_timedelta((np.exp(rng.normal(1.6, 0.9, count)) * 60).round(), unit="min")
    replies = complaint & (rng.random(count) < 0.8)
    solves = replies & (rng.random(count) < 0.7)
    status = np.where(solves, "solved", np.where(replies, "answered", np.where(complaint, "open", "archived")))
    unlabelled = rng.random(count) < 0.25
    texts = [
        _phrase(rng, phrases[feeling], sector.things).format(brand=brand)
        for feeling, brand in zip(table["feeling"], table["brand"], strict=True)
    ]
    furious = talk(spec.language, spec.sector, spec.country).people["crisis"]
    for row in np.flatnonzero(table["angry"] & negative):
        texts[row] = f"{spec.name}: {furious[row % len(furious)].format(crisis=sector.crisis)}"
    authors = [f"user{number}" for number in rng.integers(1, max(count // 2, 2), count)]
    _members(authors, own & (table["feeling"] == "positive"), spec)
    return {
        "mention_id": [f"{spec.seed % 1000:03d}-{number:05d}" for number in range(count)],
        "at": iso(table["at"]),
        "source": rng.choice([*_SOURCES, press], count, p=[0.4, 0.25, 0.15, 0.15, 0.05]).tolist(),
        "brand": table["brand"].tolist(),
        "language": [spec.language] * count,
        "country": [spec.country] * count,
        "author": authors,
        "text": texts,
        "sentiment": np.where(unlabelled, "", table["feeling"]).tolist(),
        "reach": np.exp(rng.normal(5.2, 1.0, count)).astype(int).tolist(),
        "topic": choose(rng, sector.interests, count),
        "is_complaint": np.where(complaint, "true", "false").tolist(),
        "cause": np.where(complaint, causes, "").tolist(),
        "status": status.tolist(),
        "answered_at": iso(answered.where(replies)),
        "solved_at": iso((answered + pd.Timedelta(hours=9)).where(solves)),
    }


def _causes(spec: Spec, count: int) -> list[str]:
    """Return a cause for each mention, the first ones more often."""
    names = [one.cause for one in talk(spec.language, spec.sector, spec.country).complaints]
    shares = np.array(PARETO[: len(names)]) if spec.planted else np.ones(len(names))
    return [names[n] for n in spec.rng("mention-causes").choice(len(names), count, p=shares / shares.sum())]


def _members(authors: list[str], kind: pd.Series, spec: Spec) -> None:
    """Let the planted members have written some of the praise, six times each."""
    rows = np.flatnonzero(kind)
    if spec.planted and len(rows) > 60:
        for place, row in enumerate(rows[:: len(rows) // 24][:24]):
            authors[row] = MEMBERS["member"][place % 4]


def _phrase(rng: np.random.Generator, phrases: tuple[str, ...], things: tuple[str, ...]) -> str:
    """Return one phrase with its thing filled in; a brand stays open."""
    phrase = phrases[int(rng.integers(len(phrases)))]
    return filled(phrase, things[int(rng.integers(len(things)))])
