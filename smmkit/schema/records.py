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
    also
        Other headers a table kept by hand may write it under.

    """

    name: str
    kind: str = "text"
    unit: str = ""
    required: bool = False
    additive: str = ""
    allowed: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    also: tuple[str, ...] = ()

    @property
    def dtype(self) -> Any:
        """The pandas dtype's name; `Any`, because pandas types its own names one by one."""
        return DTYPES[self.kind]


AUDIT = (Column("as_of", "day"), Column("source_file"), Column("source_row", "count"))


@dataclass(frozen=True)
class ByHand:
    """How a table is kept by hand.

    Parameters
    ----------
    label
        Catalogue key: what a reader calls such a file.
    row
        Catalogue key: what one row of it says, for whoever fills it in.
    header
        Columns whose header must be there.
    by_name
        Whether the file must also carry the table's name, because its headers alone could be anything's.

    """

    label: str
    row: str
    header: tuple[str, ...]
    by_name: bool = True


@dataclass(frozen=True)
class Table:
    """A canonical table, with all that is known of it in one place.

    Parameters
    ----------
    name
        Its name, which is also a catalogue key.
    key
        The columns that tell its rows apart.
    columns
        Its columns in order.
    open_prefix
        Further columns of numbers between 0 and 1 are taken when their names start with it.
    when
        The column that says when a row happened; empty for a table that describes a state and is shown whole.
    read_from
        The columns whose latest day says when the file was exported, if its name does not.
    tells_month
        Whether its latest day tells which month the exports cover.
    fills_month
        Whether a month of which it alone has rows is one to work on, however far ahead it is kept.
    repeatable
        Whether two equal keys in one file are two things (campaigns of the same name), not one told twice.
    needed_by
        The notebooks that rest on it, such as `06`.
    by_hand
        How it is kept by hand; None if only platforms write it.

    """

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    open_prefix: str = ""
    when: str = ""
    read_from: tuple[str, ...] = ()
    tells_month: bool = False
    fills_month: bool = False
    repeatable: bool = False
    needed_by: tuple[str, ...] = ()
    by_hand: ByHand | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names in order."""
        return tuple(column.name for column in self.columns)

    @property
    def written(self) -> tuple[str, ...]:
        """The columns somebody who keeps the table by hand fills in; a person is written as a name, and kept hashed."""
        audit = {column.name for column in AUDIT} - set(self.key)
        return tuple(name.removesuffix("_hash") for name in self.names if name not in audit)

    def column(self, name: str) -> Column | None:
        """Return one column; a name under `open_prefix` is a number between 0 and 1."""
        for column in self.columns:
            if column.name == name:
                return column
        if self.open_prefix and name.startswith(self.open_prefix):
            return Column(name, "number", low=0.0, high=1.0)
        return None


PLATFORMS = (
    "facebook",
    "instagram",
    "x",
    "linkedin",
    "tiktok",
    "youtube",
    "pinterest",
    "threads",
    "bluesky",
    "meta",
    "google",
)
AD_NETWORKS = ("microsoft", "reddit", "snapchat", "amazon")
"""Where a client may pay for ads and has no account that this workbook reads."""
NETWORKS = (*PLATFORMS, "whatsapp", "email", "web", "other")
"""Where messages and judgements may come from: platforms, and what is not one."""


def count(name: str, additive: str = "y", *, low: float | None = None, unit: str = "count") -> Column:
    """Return a column of whole numbers."""
    return Column(name, "count", unit, additive=additive, low=low)


def money(name: str, *, required: bool = False) -> Column:
    """Return a column of amounts in the row's currency, never negative."""
    return Column(name, "number", "money", required=required, additive="y", low=0.0)
