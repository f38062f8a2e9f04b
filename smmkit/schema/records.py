"""What a canonical table is: a name, a key and its columns, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

DTYPES: Mapping[str, str] = MappingProxyType(
    {
        "text": "str",
        "count": "Int64",
        "number": "Float64",
        "flag": "boolean",
        "time": "datetime64[us, UTC]",
        "day": "datetime64[us]",
    }
)


@dataclass(frozen=True)
class Column:
    """One column of a canonical table.

    Parameters
    ----------
    name
        snake_case name, the same in every table.
    kind
        text, count, number, flag, time (UTC) or day (midnight, no zone); see `DTYPES`.
    unit
        What one unit of the value is: people, s, h, client's currency...
    required
        Whether a row without it is unusable.
    additive
        `y` may be summed, `n` never, `d` only over disjoint days; empty where summing makes no sense.
    allowed
        The only values possible; empty means any.
    low, high
        Smallest and largest value possible.

    """

    name: str
    kind: str = "text"
    unit: str = ""
    required: bool = False
    additive: str = ""
    allowed: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None

    @property
    def dtype(self) -> Any:
        """The pandas dtype's name; `Any`, because pandas types its own names one by one."""
        return DTYPES[self.kind]


@dataclass(frozen=True)
class Table:
    """A canonical table: `key` names the columns that tell its rows apart."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    open_prefix: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column | None:
        """Return one column; a name under `open_prefix` is a number between 0 and 1."""
        for column in self.columns:
            if column.name == name:
                return column
        if self.open_prefix and name.startswith(self.open_prefix):
            return Column(name, "number", low=0.0, high=1.0)
        return None


AUDIT = (Column("as_of", "day"), Column("source_file"), Column("source_row", "count"))
PLATFORMS = (
    "facebook",
    "instagram",
    "x",
    "linkedin",
    "tiktok",
    "youtube",
    "pinterest",
    "threads",
    "meta",
    "google",
)


def count(name: str, additive: str = "y", *, low: float | None = None, unit: str = "count") -> Column:
    """Return a column of whole numbers."""
    return Column(name, "count", unit, additive=additive, low=low)


def money(name: str, *, required: bool = False) -> Column:
    """Return a column of amounts in the row's currency, never negative."""
    return Column(name, "number", "money", required=required, additive="y", low=0.0)
