"""What people say: messages to the client, and mentions of it and its rivals."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from smmkit.demo.csvfile import write_canonical
from smmkit.demo.spec import Spec
from smmkit.demo.truth import Truth
from smmkit.demo.words import Sector, choose, sector_words

_HOURS = np.array([1, 0.5, 0.3, 0.2, 0.2, 0.4, 1, 2, 4, 5, 6, 6, 6, 6, 5, 5, 6, 7, 8, 8, 8, 7, 5, 3])
_FEELINGS = ("positive", "neutral", "negative")
_PACE = 1.5
_SOURCES = ("instagram", "x", "google", "tiktok", "news")


def write_inbox(folder: Path, spec: Spec, truth: Truth) -> None:
    """Write the messages received: most answered by a person, some by a bot, some never."""
    rng = spec.rng("inbox")
    language = sector_words(spec.language)
    usual = rng.poisson(2.0 * _size(spec), len(spec.days)) * spec.active
    angry = rng.poisson(np.where(truth.in_crisis, 9.0, 0.0))
    at = pd.concat([_moments(spec, rng, usual), _moments(spec, rng, angry)], ignore_index=True)
    kinds = [*rng.choice(["question", "complaint", "praise", "other"], usual.sum(), p=[0.55, 0.14, 0.2, 0.11])]
    table = pd.DataFrame({"at": at, "kind": kinds + ["complaint"] * int(angry.sum())}).sort_values(
        "at", ignore_index=True
    )
    count = len(table)
    things = language.sectors[spec.sector].things
    bot, silent = rng.random(count) < 0.1, rng.random(count) < 0.06
    hours = np.where(bot, 0.01, np.exp(rng.normal(1.0, 0.9, count)) + _until_opening(table["at"]))
    answered = table["at"] + pd.to_timedelta((hours * 60).round(), unit="min")
    solved = answered + pd.to_timedelta((np.exp(rng.normal(1.5, 1.0, count)) * 60).round(), unit="min")
    solves = ~silent & (table["kind"].isin(["complaint", "question"])) & (rng.random(count) < 0.85)
    reopened = solves & (rng.random(count) < 0.05)
    texts = [_phrase(rng, language.phrases[kind], things) for kind in table["kind"]]
    networks = [network for network in ("instagram", "facebook") if network in spec.platforms]
    columns = {
        "message_id": [f"m{spec.seed % 1000:03d}{number:05d}" for number in range(count)],
        "platform": rng.choice(networks, count).tolist(),
        "received_at": _iso(table["at"]),
        "answered_at": _iso(answered.mask(silent)),
        "solved_at": _iso(solved.where(solves)),
        "reopened_at": _iso((solved + pd.Timedelta(hours=26)).where(reopened)),
        "answered_by": np.where(silent, "", np.where(bot, "bot", "person")).tolist(),
        "kind": table["kind"].tolist(),
        "text": texts,
    }
    write_canonical(folder / "inbox.csv", columns)


def write_mentions(folder: Path, spec: Spec, truth: Truth) -> None:
    """Write mentions with the team's labels (a quarter unlabelled); a crisis is a week of anger about one cause."""
    rng = spec.rng("mentions")
    sector = sector_words(spec.language).sectors[spec.sector]
    own = rng.poisson(_PACE * _size(spec) * np.where(truth.in_crisis, truth.crisis_factor, 1.0)) * spec.active
    parts = [_brand(spec, rng, spec.name, own, np.repeat(truth.in_crisis, own))]
    for number, rival in enumerate(spec.rivals):
        level = _PACE if not spec.planted else (0.8, 0.55, 0.35, 0.3)[number % 4]
        counts = rng.poisson(level * _size(spec), len(spec.days)) * spec.active
        parts.append(_brand(spec, rng, rival, counts, np.zeros(counts.sum(), dtype=bool)))
    table = pd.concat(parts, ignore_index=True).sort_values("at", ignore_index=True)
    write_canonical(folder / "mentions.csv", _mention_columns(spec, rng, table, sector))


def _brand(spec: Spec, rng: np.random.Generator, brand: str, counts: np.ndarray, angry: np.ndarray) -> pd.DataFrame:
    at = _moments(spec, rng, counts)
    feelings = np.where(
        angry & (rng.random(len(at)) < 0.85),
        "negative",
        rng.choice(_FEELINGS, len(at), p=[0.38, 0.42, 0.20]),
    )
    return pd.DataFrame({"at": at, "brand": brand, "feeling": feelings, "angry": angry})


def _mention_columns(
    spec: Spec, rng: np.random.Generator, table: pd.DataFrame, sector: Sector
) -> dict[str, list[object]]:
    phrases = sector_words(spec.language).phrases
    count, own, negative = len(table), table["brand"] == spec.name, table["feeling"] == "negative"
    complaint = own & negative & (rng.random(count) < 0.7)
    causes = np.where(table["angry"], sector.crisis, choose(rng, sector.causes, count))
    answered = table["at"] + pd.to_timedelta((np.exp(rng.normal(1.6, 0.9, count)) * 60).round(), unit="min")
    replies = complaint & (rng.random(count) < 0.8)
    solves = replies & (rng.random(count) < 0.7)
    status = np.where(solves, "solved", np.where(replies, "answered", np.where(complaint, "open", "archived")))
    unlabelled = rng.random(count) < 0.25
    texts = [
        _phrase(rng, phrases[feeling], sector.things).format(brand=brand)
        for feeling, brand in zip(table["feeling"], table["brand"], strict=True)
    ]
    authors = rng.integers(1, max(count // 2, 2), count)
    return {
        "mention_id": [f"{spec.seed % 1000:03d}-{number:05d}" for number in range(count)],
        "at": _iso(table["at"]),
        "source": rng.choice(_SOURCES, count, p=[0.4, 0.25, 0.15, 0.15, 0.05]).tolist(),
        "brand": table["brand"].tolist(),
        "language": [spec.language] * count,
        "country": [spec.country] * count,
        "author": [f"user{number}" for number in authors],
        "text": texts,
        "sentiment": np.where(unlabelled, "", table["feeling"]).tolist(),
        "reach": np.exp(rng.normal(5.2, 1.0, count)).astype(int).tolist(),
        "topic": choose(rng, sector.interests, count),
        "is_complaint": np.where(complaint, "true", "false").tolist(),
        "cause": np.where(complaint, causes, "").tolist(),
        "status": status.tolist(),
        "answered_at": _iso(answered.where(replies)),
        "solved_at": _iso((answered + pd.Timedelta(hours=9)).where(solves)),
    }


def _size(spec: Spec) -> float:
    return float(np.clip((spec.followers / 8000) ** 0.5, 0.5, 2.0))


def _moments(spec: Spec, rng: np.random.Generator, counts: np.ndarray) -> pd.Series:
    """Return local times on the days given, busier in the evening."""
    total = int(counts.sum())
    hours = rng.choice(24, total, p=_HOURS / _HOURS.sum())
    minutes = hours * 60 + rng.integers(0, 60, total)
    return pd.Series(spec.days.repeat(counts) + pd.to_timedelta(minutes, unit="min"))


def _until_opening(at: pd.Series) -> np.ndarray:
    """Return the hours until someone is at the desk, which is from nine to nineteen on weekdays."""
    hour = at.dt.hour + at.dt.minute / 60
    tomorrow = np.where(hour >= 19, 33 - hour, np.maximum(9 - hour, 0))
    day = at.dt.weekday.to_numpy()
    weekend = np.where(day == 5, 48, np.where(day == 6, 24, 0)) + np.where((day == 4) & (hour >= 19), 48, 0)
    waiting: np.ndarray = np.where(day >= 5, weekend + 9 - hour, tomorrow + weekend)
    return waiting


def _phrase(rng: np.random.Generator, phrases: tuple[str, ...], things: tuple[str, ...]) -> str:
    """Return one phrase with its thing filled in; a brand stays open."""
    phrase = phrases[int(rng.integers(len(phrases)))]
    return phrase.replace("{thing}", things[int(rng.integers(len(things)))])


def _iso(times: pd.Series) -> list[str]:
    return [str(time) for time in times.dt.strftime("%Y-%m-%dT%H:%M").fillna("")]
