"""What a reader calls an interest."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

NAMELESS: Mapping[str, str] = MappingProxyType({})


def feature_name(column: str, names: Mapping[str, str] = NAMELESS) -> str:
    """Return a feature as a reader calls it: what the glossary says it means, else its column, words apart."""
    bare = column.removeprefix("interest_")
    return names.get(bare, bare.replace("_", " "))
