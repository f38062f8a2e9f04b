"""What is known of one kind of export, as a record the generic reader applies, and what is said while it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from smmkit.client import Client
from smmkit.schema import TABLES
from smmkit.sources.found import CheckResult, Drop, Match
from smmkit.sources.grid import Grid
from smmkit.sources.missing import SHORTENED
from smmkit.sources.row_numbers import rows_of
from smmkit.text import N_, Message, Scalar

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


Layout = Callable[[Grid, "ExportKind"], "list[Section]"]
Step = Callable[[pd.DataFrame, "Reading"], pd.DataFrame]


@dataclass(frozen=True, eq=False)
class ExportKind:
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
    own_totals
        A step of the kind's own knows its totals row.
    month_first
        The platform writes M/D/YYYY in English, wherever its client is.
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
    own_totals: bool = False
    month_first: bool = False
    chosen: bool = False


@dataclass
class Reading:
    """One table of one file on its way to the canonical table; the kind's steps add to it.

    Parameters
    ----------
    path
        Name of the file below `exports/`.
    totals
        Rows that add up others, as text; `totals_read` holds their numbers by column.
    style
        The way of writing numbers that the whole file gives away; None where it leaves it open.
    masked
        Columns in which a step has already masked what names people.
    unread
        Column -> rows of the cells that could not be read: no sum of which they are a part is known.
    summed
        Rows of the file were added up, so that fewer records than rows came of them.
    days
        First and last day of the whole report, where the file says them.

    """

    path: str
    kind: ExportKind
    grid: Grid
    section: Section
    match: Match
    client: Client
    warnings: list[Message] = field(default_factory=list)
    questions: list[Message] = field(default_factory=list)
    dropped: list[Drop] = field(default_factory=list)
    checks: list[CheckResult] = field(default_factory=list)
    tables: list[tuple[str, pd.DataFrame]] = field(default_factory=list)
    censored: dict[str, pd.Series] = field(default_factory=dict)
    totals: pd.DataFrame = field(default_factory=pd.DataFrame)
    totals_read: dict[str, pd.Series] = field(default_factory=dict)
    style: str | None = None
    masked: set[str] = field(default_factory=set)
    unread: dict[str, frozenset[int]] = field(default_factory=dict)
    summed: bool = False
    days: tuple[pd.Timestamp, pd.Timestamp] | None = None
    zone: Zone = field(default_factory=lambda: Zone("", ""))

    def __post_init__(self) -> None:
        """Start with the zone the kind states."""
        self.set_zone(self.kind.zone.name, self.kind.zone.how)

    def set_zone(self, name: str, how: str) -> None:
        """Record the zone of the times and how it is known; `client` is the client's own."""
        self.zone = Zone(self.client.timezone if name == CLIENT_ZONE else name, how)

    def warn(self, message: Message) -> None:
        """Add a warning, once."""
        if message not in self.warnings:
            self.warnings.append(message)

    def ask(self, message: Message) -> None:
        """Add a question that only the analyst can answer."""
        if message not in self.questions:
            self.questions.append(message)

    def ask_about(self, column: str, question: Message) -> None:
        """Add a question that says which column it is about."""
        said = N_("Column “{column}”: {inner:sentence}")
        self.ask(Message(said, {**question.values, "column": self.header_of(column), "inner": question.key}))

    def header_of(self, column: str) -> str:
        """Return what the file calls a column."""
        place = self.match.columns.get(column)
        return column if place is None else self.section.header[place].strip()

    def drop(self, frame: pd.DataFrame, rows: pd.Series, why: Message) -> pd.DataFrame:
        """Return the frame without some rows; the report says how many and why."""
        left_out = rows.fillna(False).astype(bool)
        if not left_out.any():
            return frame
        self.dropped.append(Drop(int(left_out.sum()), why))
        return frame[~left_out]

    def check(self, name: str, passed: bool, found: Message) -> None:
        """Record a check; one that fails is a warning too."""
        self.checks.append(CheckResult(name, bool(passed), found))
        if not passed:
            self.warn(found)

    def add(self, table: str, frame: pd.DataFrame) -> None:
        """Hand over rows of a further canonical table."""
        if not frame.empty:
            self.tables.append((table, frame))

    def misfits(self, column: str, cells: pd.Series) -> None:
        """Warn about cells that could not be read and are now missing."""
        if cells.empty:
            return
        self.unread[column] = self.unread.get(column, frozenset()) | frozenset(cells.index)
        values: dict[str, Scalar] = {"count": len(cells), "column": self.header_of(column), "rows": rows_of(cells)}
        said = N_("Cells of column “{column}” that could not be read and are missing now: {count:number} (row {rows}).")
        if self._takes_iso_days_only(column):
            said = N_(
                "Cells of column “{column}” that are no date such as 2026-10-31 or 2026-10-31 18:00, and are missing "
                "now: {count:number} (row {rows})."
            )
        elif (short := cells[cells.str.fullmatch(SHORTENED)]).size:
            values["cell"] = str(short.iloc[0]).strip()
            said = N_(
                "Cells of column “{column}” that could not be read and are missing now: {count:number} (row {rows}). "
                "Numbers shortened like “{cell}” are not taken for whole ones; export or write them in full."
            )
        elif known := self._words(column):
            values["words"] = known
            said = N_(
                "Cells of column “{column}” whose word is not known, and are missing now: {count:number} (row {rows}). "
                "Write one of: {words}."
            )
        self.warn(Message(said, values))

    def lacks(self, frame: pd.DataFrame, columns: Iterable[str]) -> pd.Series:
        """Tell in which rows one of some columns held what could not be read, so that nobody knows their sum."""
        rows = frozenset[int]().union(*(self.unread.get(column, frozenset()) for column in columns))
        return frame["source_row"].isin(rows) if rows else pd.Series(False, index=frame.index)

    def _words(self, column: str) -> str:
        """Return the words a column takes, each with what else may be written for it."""
        record = TABLES[self.kind.table].column(column)
        if record is None or not record.allowed:
            return "yes (sí, sim), no (não)" if record is not None and record.kind == "flag" else ""
        spelled = self.kind.values.get(column, {})
        others = {word: [cell for cell, value in spelled.items() if value == word] for word in record.allowed}
        return ", ".join(f"{word} ({', '.join(also[:3])})" if also else word for word, also in others.items())

    def _takes_iso_days_only(self, column: str) -> bool:
        record = TABLES[self.kind.table].column(column)
        timed = record is not None and record.kind in {"day", "time"}
        return timed and set(self.kind.times.get(column, ("iso",))) == {"iso"}
