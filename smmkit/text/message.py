"""A sentence before it is said: a catalogue key and the values that go into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

Scalar = str | int | float | bool | None


def N_(key: str) -> str:  # noqa: N802 - gettext's own name for a marker
    """Mark a key for the catalogue without translating it; returns it unchanged."""
    return key


def E_(sentence: str) -> str:  # noqa: N802 - as N_
    """Mark a sentence somebody may be told as an error, with `{a}`, `{b}`... for what is filled in."""
    return sentence


@dataclass(frozen=True)
class Message:
    """A whole sentence in English with placeholders, and the values to fill in.

    The same message reads right in every language, so records hold messages, never text.

    Parameters
    ----------
    key
        English sentence; placeholders carry a format, such as `{rate:percent1}`.
    values
        One plain value per placeholder: text, number or nothing.

    """

    key: str
    values: Mapping[str, Scalar] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Freeze the values."""
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))

    def __hash__(self) -> int:
        """Hash key and values."""
        return hash((self.key, tuple(sorted(self.values.items(), key=lambda pair: pair[0]))))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by content: a mapping proxy cannot be pickled."""
        return (Message, (self.key, dict(self.values)))
