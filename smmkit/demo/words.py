"""The words invented clients use: captions, messages, mentions; kept as data in `words.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import numpy as np

from smmkit.text.catalogue import spoken_in


@dataclass(frozen=True)
class Sector:
    """The words of one trade in one language."""

    key: str
    title: str
    names_first: tuple[str, ...]
    names_last: tuple[str, ...]
    things: tuple[str, ...]
    interests: tuple[str, ...]
    segments: tuple[str, ...]
    likes: tuple[tuple[str, ...], ...]
    hashtags: tuple[str, ...]
    causes: tuple[str, ...]
    crisis: str
    captions: tuple[str, ...]
    glossary: tuple[Mapping[str, Any], ...]

    def name(self, rng: np.random.Generator) -> str:
        """Invent the name of a business."""
        return f"{rng.choice(self.names_first)} {rng.choice(self.names_last)}"


@dataclass(frozen=True)
class Language:
    """The sectors of one language and the phrases common to all."""

    sectors: Mapping[str, Sector]
    openers: tuple[str, ...]
    closers: tuple[str, ...]
    rivals: tuple[str, ...]
    phrases: Mapping[str, tuple[str, ...]]
    words: Mapping[str, str]

    def draw(self, rng: np.random.Generator) -> Sector:
        """Return a sector at random."""
        return self.sectors[str(rng.choice(list(self.sectors)))]


def choose(rng: np.random.Generator, options: Sequence[str], count: int) -> list[str]:
    """Draw so many texts with replacement."""
    return [options[index] for index in rng.integers(0, len(options), count)]


def filled(phrase: str, thing: str) -> str:
    """Return a phrase with its thing, in Spanish with the contractions an article asks for: `detrás del taller`."""
    told = phrase.replace("{thing}", thing)
    return re.sub(r"\b([Dd]e|[Aa]) el\b(?= [a-záéíóúñ])", lambda found: found[1] + "l", told)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value


def words_of(file: str, language: str, country: str) -> dict[str, Any]:
    """Read a language's texts beside this module; Spanish is written in Spain's words and told in the country's."""
    raw: dict[str, Any] = tomllib.loads(Path(__file__).with_name(file).read_text(encoding="utf-8"))[language]
    return raw if language == "en" else cast(dict[str, Any], in_country(raw, language, country))


def in_country(told: Any, language: str, country: str) -> Any:
    """Return texts, alone or nested, in the words of a country: a video in Mexico is no `vídeo`."""
    if isinstance(told, str):
        return spoken_in({told: told}, language, country)[told]
    if isinstance(told, Mapping):
        return {key: in_country(one, language, country) for key, one in told.items()}
    return [in_country(one, language, country) for one in told] if isinstance(told, list | tuple) else told


@lru_cache
def sector_words(language: str, country: str) -> Language:
    """Return the words of a language, `en` or `es`, as a country says them."""
    raw = words_of("words.toml", language, country)
    sectors = {
        key: Sector(key=key, **{name: _frozen(value) for name, value in words.items()})
        for key, words in raw["sectors"].items()
    }
    phrases = {key: tuple(lines) for key, lines in raw["phrases"].items()}
    return Language(sectors, tuple(raw["openers"]), tuple(raw["closers"]), tuple(raw["rivals"]), phrases, raw["words"])
