"""What invented teams write into their own tables; kept as data in `work.toml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from smmkit.demo.spec import Spec
from smmkit.demo.truth import Truth
from smmkit.demo.words import sector_words, words_of

Rows = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Work:
    """The rows and words of one language; places in braces are filled per client."""

    crisis_log: Rows
    updates: Rows
    partners: Rows
    events: Rows
    curated: Rows
    ideas: Rows
    facts: Rows
    swot: Rows
    wishes: Rows
    needs: Rows
    departments: Rows
    moves: tuple[str, ...]
    signs: tuple[str, ...]
    only_seen: tuple[str, ...]
    words: Mapping[str, str]
    reasons: Mapping[str, str]
    sources: Mapping[str, str]
    tests: Mapping[str, str]
    variants: Mapping[str, Sequence[str]]
    channels: Mapping[str, str]


@lru_cache
def work(language: str, country: str) -> Work:
    """Return what teams write in a language, `en` or `es`, in the words of their country."""
    raw = words_of("work.toml", language, country)
    words = {key: value for key, value in raw.items() if isinstance(value, str)}
    rest: dict[str, Any] = {key: _frozen(value) for key, value in raw.items() if not isinstance(value, str)}
    return Work(words=words, **rest)


def filled(text: str, spec: Spec, truth: Truth) -> str:
    """Return a text with the client's own names in its places."""
    sector = sector_words(spec.language, spec.country).sectors[spec.sector]
    return text.format(
        brand=spec.name,
        thing=sector.things[0],
        topic=truth.topic or sector.interests[0],
        rival=spec.rivals[0] if spec.rivals else spec.name,
        city=spec.place.cities[0],
        cause=sector.crisis,
    )


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value
