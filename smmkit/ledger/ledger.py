"""All items of a run, by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from smmkit.errors import DataError
from smmkit.ledger.fingerprints import fingerprint
from smmkit.ledger.items import Item


class Ledger(Mapping[str, Item]):
    """All items of a run by id, in the order of their ids.

    Raises
    ------
    DataError
        If two items carry the same id.

    """

    def __init__(self, items: Iterable[Item] | Mapping[str, Item] = ()) -> None:
        found: list[Item] = sorted(items.values() if isinstance(items, Mapping) else items, key=lambda item: item.id)
        self._items: dict[str, Item] = {item.id: item for item in found}
        if len(self._items) < len(found):
            twice = next(a.id for a, b in pairwise(found) if a.id == b.id)
            raise DataError(f"{twice}: two items carry this id; an id names one thing only.")

    def __getitem__(self, id: str) -> Item:
        """Return an item by its id."""
        return self._items[id]

    def __iter__(self) -> Iterator[str]:
        """Go through the ids in their order."""
        return iter(self._items)

    def __len__(self) -> int:
        """Count the items."""
        return len(self._items)

    def of_kind(self, *kinds: str) -> tuple[Item, ...]:
        """Return the items of some kinds, in the order of their ids."""
        return tuple(item for item in self._items.values() if item.kind in kinds)

    def fingerprint(self, item: Item | str) -> str:
        """Return the hash of the evidence below an item, rounded as it is shown."""
        return fingerprint(self, item if isinstance(item, str) else item.id)
