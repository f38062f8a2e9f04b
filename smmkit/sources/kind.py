"""What is known of one kind of export, as data: a record the generic reader applies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from smmkit.sources.grid import Grid

if TYPE_CHECKING:
    from smmkit.sources.reading import Reading

CLIENT_ZONE = "client"


@dataclass(frozen=True)
class Zone:
    """A time zone and how it was established.

    Parameters
    ----------
    name
        IANA name; `client` for the client's own; empty where the export holds days only.
    how
        Message key: the sentence that says where the zone comes from.

    """

    name: str
    how: str


@dataclass(frozen=True)
class Section:
    """One table inside a grid.

    Parameters
    ----------
    title
        The lines of text above the header, such as `Instagram follows`.
    header
        The cells of the header.
    body
        The rows below it, all text; index = row in the file, counted from 1.
    as_written
        The columns are those of the file, so that a row with more or fewer cells than the header is damaged.

    """

    title: tuple[str, ...]
    header: tuple[str, ...]
    body: pd.DataFrame
    as_written: bool = False


Layout = Callable[[Grid, "Kind"], "list[Section]"]
Step = Callable[[pd.DataFrame, "Reading"], pd.DataFrame]


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of export.

    Parameters
    ----------
    name
        Stable name shown as the source, such as `meta-instagram-posts`.
    label
        Message key: the name in words.
    table
        The canonical table its rows become.
    headers
        Canonical column (or scratch column, which starts with `_`) -> the headers seen for it in any
        language, preferred first. A header that ends in `(*)` captures one word, such as a currency.
    required
        Columns whose header must be there for a file to be of this kind.
    layout
        Finds the tables in a grid; returns none if the grid is of another kind.
    excluded
        Headers that rule the kind out.
    constants
        Columns with one value for every row.
    times
        Column -> explicit formats; one of them must fit the whole column.
    zone
        The zone of its times, and how that is known.
    number_format
        How the platform writes numbers; None where it is not known.
    values
        Column -> {cell in any language: canonical value}.
    scratch
        Scratch column -> text, count or number.
    known
        Headers understood and left out on purpose; a trailing `*` makes a prefix.
    private
        Headers left out because they name people.
    steps
        Functions for what is peculiar to the kind, applied after the generic reading.
    refusal
        Message key: why files of this kind are recognised but cannot be used.
    final_newline
        The platform closes every file with a line break, so that a file without one is suspect.
    file_name
        A file (or sheet) is of this kind only if it carries this name; empty where its headers are enough.
    chosen
        The analyst described it in `mapping.toml`, so it goes before every other kind.

    """

    name: str
    label: str
    table: str
    headers: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]
    layout: Layout
    excluded: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    times: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    zone: Zone = Zone("", "")
    number_format: str | None = "plain"
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    scratch: Mapping[str, str] = field(default_factory=dict)
    known: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    refusal: str | None = None
    final_newline: bool = False
    file_name: str = ""
    chosen: bool = False
