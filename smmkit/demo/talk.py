"""What people ask, like and complain about, and how the team answers; kept as data in `talk.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from smmkit.demo.words import words_of


@dataclass(frozen=True)
class Taste:
    """Something people ask for, want or like: of which product, in which of their words.

    `share` is its part of the questions, `praise` its part of the praise; `rare` a small number of messages instead.
    """

    product: str
    attribute: str
    wish: str
    words: tuple[str, ...]
    texts: tuple[str, ...]
    share: float = 0.0
    praise: float = 0.0
    rare: int = 0


@dataclass(frozen=True)
class Cause:
    """What is complained about, most frequent first."""

    cause: str
    texts: tuple[str, ...]
    product: str = ""


@dataclass(frozen=True)
class Talk:
    """The words of one trade's customers and of those who answer them."""

    tastes: tuple[Taste, ...]
    complaints: tuple[Cause, ...]
    defect: Cause
    replies: Mapping[str, tuple[str, ...]]
    people: Mapping[str, tuple[str, ...]]
    error_cause: str


def _tuples(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in record.items()}


@lru_cache
def talk(language: str, sector: str, country: str) -> Talk:
    """Return the words of a trade in a language, as a country says them."""
    raw = words_of("talk.toml", language, country)
    words = raw["sectors"][sector]
    people = dict(raw["people"])
    return Talk(
        tastes=tuple(Taste(**_tuples(one)) for one in words["tastes"]),
        complaints=tuple(Cause(**_tuples(one)) for one in words["complaints"]),
        defect=Cause(**_tuples(words["defect"])),
        error_cause=people.pop("error_cause"),
        replies=_tuples(raw["replies"]),
        people=_tuples(people),
    )
