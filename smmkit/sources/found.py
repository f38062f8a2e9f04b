"""What is found in a file: which header is which column, rows that were left out, checks of the file against itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from smmkit.text import Message


@dataclass(frozen=True)
class Match:
    """Which header is which column.

    Parameters
    ----------
    columns
        Canonical or scratch column -> position of the header.
    repeated
        Column -> further positions with a header for the same column.
    captured
        Column -> the word its header captured, such as `EUR`.
    left_out
        Headers understood and left out on purpose.
    private
        Headers left out because they name people.
    unknown
        Headers nothing is known about.

    """

    columns: Mapping[str, int]
    repeated: Mapping[str, tuple[int, ...]]
    captured: Mapping[str, str]
    left_out: tuple[str, ...]
    private: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class Drop:
    """Rows that were left out, and why."""

    rows: int
    why: Message


@dataclass(frozen=True)
class CheckResult:
    """A check of a file against itself: a totals row, ids that hold the time."""

    name: str
    passed: bool
    found: Message
