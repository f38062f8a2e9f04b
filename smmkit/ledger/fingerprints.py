"""Hashes of the evidence an item rests on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from smmkit.ledger.items import Item
from smmkit.ledger.kinds import Kind
from smmkit.ledger.numbers import shown


def below(items: Mapping[str, Item], id: str) -> tuple[str, ...]:
    """Return an item's id and all ids it rests on, near or far, in their order; unknown ids included."""
    seen: set[str] = set()
    waiting = [id]
    while waiting:
        current = waiting.pop()
        if current not in seen:
            seen.add(current)
            waiting.extend(items[current].because if current in items else ())
    return tuple(sorted(seen))


def grounds(items: Mapping[str, Item], id: str) -> tuple[Item, ...]:
    """Return what an item finally rests on: its evidence, and judgements that rest on nothing."""
    found = (items[one] for one in below(items, id) if one in items)
    return tuple(item for item in found if item.kind is Kind.EV or not item.because)


def mark(item: Item) -> str:
    """Return the hash of one piece of evidence as it is shown.

    The month, the count of rows and the source are left out: they may change while the number
    that is shown stays. Evidence without a number is known by what it says, its words only.
    """
    says: list[object] = []
    if item.value is None:
        says = [item.title.key, *sorted((k, v) for k, v in item.title.values.items() if isinstance(v, str))]
    numbers = [shown(number, item.unit) for number in (item.value, item.low, item.high)]
    return _digest([item.id, *numbers, item.unit, item.verdict, item.metric, item.definition, says])


def fingerprint(items: Mapping[str, Item], id: str) -> str:
    """Return the hash of all evidence below an item (for evidence: its own included).

    Ids that stand only in `plan.toml` count by their name.
    """
    elsewhere = [one for one in below(items, id) if one not in items]
    return _digest([*elsewhere, *(mark(item) for item in grounds(items, id))])


def _digest(content: list[object]) -> str:
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()[:16]
