"""Sentences an item carries besides its title, so that any later page may tell them in its own language."""

from __future__ import annotations

import json
from collections.abc import Sequence

from smmkit.ledger.items import Item
from smmkit.text import Message

PORTRAIT = "portrait"
"""Where an item's `about` keeps them."""
COURSE = "course"
"""Where a strategy's `about` keeps how it is carried out."""


def as_portrait(said: Sequence[Message]) -> str:
    """Return sentences as data for an item's `about`."""
    return json.dumps([[one.key, dict(one.values)] for one in said], ensure_ascii=False)


def portrait_of(item: Item) -> tuple[Message, ...]:
    """Return the sentences an item carries besides its title; none where it carries none."""
    return _told(item, PORTRAIT)


def course_of(item: Item) -> tuple[Message, ...]:
    """Return how a strategy is carried out: for whom, where, who, first step, cost, objective; none of other items."""
    return _told(item, COURSE)


def _told(item: Item, name: str) -> tuple[Message, ...]:
    told = item.about.get(name)
    return tuple(Message(key, values) for key, values in json.loads(str(told))) if told else ()


def told_once(cards: Sequence[Sequence[str]]) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """Take apart what cards say each for itself and what all of them say.

    Parameters
    ----------
    cards
        The sentences of each card.

    Returns
    -------
    tuple of list and tuple
        The cards without what they share, and what they share in the order of the first; one card shares nothing.

    """
    shared = set.intersection(*map(set, cards)) if len(cards) > 1 else set()
    own = [tuple(line for line in card if line not in shared) for card in cards]
    return own, tuple(line for line in cards[0] if line in shared) if shared else ()
