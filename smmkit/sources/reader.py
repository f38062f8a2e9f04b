"""Read one file: find its kind, apply it, and hand over canonical rows with a report."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

import pandas as pd

from smmkit.client import Client
from smmkit.errors import DataError, RefusedFileError
from smmkit.schema import TABLES, conform, rules, violations
from smmkit.schema.export_range import export_end
from smmkit.sources.columns import typed_frame
from smmkit.sources.damage import blank_impossible, drop_damaged_rows, nothing_reported
from smmkit.sources.far_days import ask_far_days
from smmkit.sources.found import Match
from smmkit.sources.header_rows import in_one_row
from smmkit.sources.headers import match
from smmkit.sources.headers_again import headers_apart
from smmkit.sources.inbox_moments import ask_inbox
from smmkit.sources.kind import ExportKind, Reading, Section
from smmkit.sources.level_sums import levels_apart
from smmkit.sources.lost_accents import accents_back
from smmkit.sources.mapping_proposal import propose
from smmkit.sources.millionths import ask_millionths
from smmkit.sources.other_clients import other_clients_apart
from smmkit.sources.other_networks import is_anothers
from smmkit.sources.parts import local_day, part_of
from smmkit.sources.privacy import mask_text
from smmkit.sources.ratios import check_ratios
from smmkit.sources.repeats import one_row_a_key
from smmkit.sources.report import FileReport, Part
from smmkit.sources.row_numbers import rows_of
from smmkit.sources.stated import say_filter
from smmkit.sources.textfile import Grid, read_grids
from smmkit.sources.totals import check_totals, reported_totals, set_totals_apart, unlabelled_totals_apart
from smmkit.sources.unknown import table_name, unknown
from smmkit.sources.unread_spend import ask_booked, ask_left_out, ask_unread
from smmkit.sources.writing import set_style
from smmkit.text import N_, Message

# What Arrow and Python say where there is no room for an array or for a thread's stack.
_SHORT_OF_MEMORY = ("alloc", "worker thread", "new thread")
Tables = list[tuple[str, pd.DataFrame]]
UNFORESEEN = N_(
    "The file is damaged in a way nobody foresaw ({problem}). Export it again; if that does not help, report it."
)
_LEFT_OUT = {
    rules.EMPTY: N_("Rows left out because {column} must not be empty: {count:number} (row {rows})."),
    rules.NOT_ALLOWED: N_("Rows left out because {column} must be one of {values}: {count:number} (row {rows})."),
    rules.TOO_SMALL: N_("Rows left out because {column} must be at least {limit}: {count:number} (row {rows})."),
    rules.TOO_LARGE: N_("Rows left out because {column} must be at most {limit}: {count:number} (row {rows})."),
}

# Text that names an account, a file or a web page of the client and is joined on.
_NOT_PROSE = frozenset(
    {
        "source_file",
        "platform",
        "account_handle",
        "url",
        "link",
        "currency",
        "interactions_parts",
        "breakdown",
        "handle",
    }
)
_RIVALS = frozenset({"competitor", "brand", "source"})  # companies, which may be called by their handle


@dataclass(frozen=True)
class FileResult:
    """The rows of one file, by canonical table, and what there is to say about it."""

    report: FileReport
    tables: Tables


def read_file(
    path: Path,
    client: Client,
    kinds: Sequence[ExportKind],
    *,
    name: str | None = None,
    seen: Callable[[bytes], None] | None = None,
) -> FileResult:
    """Read one export.

    Parameters
    ----------
    path
        The file.
    client
        Whose it is: decides own accounts, local time zone, currency.
    kinds
        The kinds to try.
    name
        Name used in the report; the file's own by default.
    seen
        Told the SHA-256 of the bytes that were read.

    Returns
    -------
    FileResult
        Never raises for what is in the file: a file that cannot be used is refused in a sentence.

    """
    name = name or path.name
    try:
        return _read_grids(read_grids(path, seen=seen), name, client, kinds)
    except DataError as error:
        said = error.message if isinstance(error, RefusedFileError) else None
        plain = Message("{sentence}", {"sentence": str(error)})
        return FileResult(FileReport(name, refused=said if isinstance(said, Message) else plain), [])
    except Exception as error:  # one damaged file must not stop the others
        if isinstance(error, MemoryError) or any(sign in str(error) for sign in _SHORT_OF_MEMORY):
            said = Message(N_("The file needs more memory than there is. Split it, or export a shorter period."))
            return FileResult(FileReport(name, refused=said), [])
        problem = f"{type(error).__name__}, {_where(error)}"  # what the error says may hold a cell
        return FileResult(FileReport(name, refused=Message(UNFORESEEN, {"problem": problem})), [])


def _where(error: Exception) -> str:
    """Return the module and line in which an error arose."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "smmkit" in PurePath(frame.filename).parts] or list(frames)
    return f"{PurePath(own[-1].filename).name} {own[-1].lineno}"


def _read_grids(grids: Sequence[Grid], name: str, client: Client, kinds: Sequence[ExportKind]) -> FileResult:
    parts: list[Part] = []
    tables: Tables = []
    strange: list[Grid] = []
    refused: Message | None = None
    unused: list[str] = []
    grids = [accents_back(grid, kinds) for grid in grids]
    for grid in grids:
        found = recognise(grid, kinds, name=name)
        if found is None:
            grid = in_one_row(grid) or grid
            found = recognise(grid, kinds, name=name)
        if found is None:
            strange.append(grid)
            continue
        kind, sections = found
        if kind.refusal is not None:
            refused = Message(kind.refusal)
            unused.append(grid.sheet or "")
            continue
        for section in sections:
            part, rows = read_section(Reading(name, kind, grid, section, _matched(section, kind), client))
            parts.append(part)
            tables += rows
    notes = tuple(dict.fromkeys(note for grid in grids for note in (*grid.repairs, *grid.warnings, *_cut(grid))))
    if parts:
        notes += tuple(
            Message(N_("Sheet “{sheet}” is none of the known exports."), {"sheet": one.sheet}) for one in strange
        )
    if parts and unused:  # one table nobody uses does not spoil the others
        said = N_("Tables that are known and that no notebook uses were left out: {sheets}.")
        notes, refused = (*notes, Message(said, {"sheets": ", ".join(unused)})), None
    if not parts and refused is None:
        proposal = next(filter(None, (propose(grid, client, name=name) for grid in strange)), None)
        refused = unknown(strange, name, proposal, client)
        return FileResult(FileReport(name, refused=refused, notes=notes, proposal=proposal), [])
    return FileResult(FileReport(name, tuple(parts), refused, notes), tables)


def recognise(grid: Grid, kinds: Sequence[ExportKind], *, name: str = "") -> tuple[ExportKind, list[Section]] | None:
    """Return the kind a grid is of, with its tables.

    First the analyst's own kinds, then the hand-kept table whose name the file or the sheet carries, then the kind
    that requires most headers.
    """
    named = {table_name(name), table_name(grid.sheet or "")}
    fitting = [kind for kind in kinds if not kind.file_name or kind.file_name in named]
    ranked = sorted(fitting, key=lambda kind: (not kind.chosen, not kind.file_name, -len(kind.required)))
    for kind in ranked:
        sections = kind.layout(grid, kind)
        if sections and not is_anothers(kind, sections, name, sheet=grid.sheet or ""):
            return kind, sections
    return None


def read_section(reading: Reading) -> tuple[Part, Tables]:
    """Read one table of a file into canonical rows."""
    rows_read = len(reading.section.body)
    if nothing_reported(reading):
        reading.section = replace(reading.section, body=reading.section.body.iloc[:0])
        return part_of(reading, conform(pd.DataFrame(), reading.kind.table), 0), []
    say_filter(reading)
    headers_apart(reading)
    other_clients_apart(reading)
    set_totals_apart(reading)
    drop_damaged_rows(reading)
    set_style(reading)
    frame = typed_frame(reading)
    if not rows_read and reading.section.as_written:
        reading.warn(Message(N_("The table has a header and no rows: the platform had nothing to report.")))
    if reading.questions:
        return part_of(reading, frame.iloc[:0], rows_read), []
    if reading.kind.table != "ads" or reading.kind.chosen:
        frame = unlabelled_totals_apart(frame, reading)
    check_totals(frame, reading)
    check_ratios(frame, reading)
    ask_millionths(frame, reading)
    if reading.kind.table == "ads" and reading.kind.chosen:  # the others ask once they know their totals row
        ask_unread(frame, reading)
    ask_booked(frame, reading)
    frame = levels_apart(frame, reading)
    for step in reading.kind.steps:
        frame = step(frame, reading)
    ask_inbox(frame, reading)
    ask_far_days(frame, reading)
    if reading.questions:
        return part_of(reading, frame.iloc[:0], rows_read), []
    told = any(table == "ads_reported_totals" for table, _ in reading.tables)  # the platform's own row comes first
    if reading.kind.table == "ads" and len(reading.totals) and not told:
        reading.add("ads_reported_totals", reported_totals(frame, reading))
    frame = _kept(blank_impossible(_dated(frame, reading), reading), reading)
    frame = one_row_a_key(frame, reading).reset_index(drop=True)
    if reading.questions:
        return part_of(reading, frame.iloc[:0], rows_read), []
    extra = [(table, conform(_dated(rows, reading), table)) for table, rows in reading.tables]
    return part_of(reading, frame, rows_read), [(reading.kind.table, frame), *extra]


def _dated(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Give the rows the day the export was made: the end of its range, else its latest day."""
    table = TABLES[reading.kind.table]
    if "as_of" in frame or (table.by_hand and "as_of" in table.by_hand.header):
        return frame
    end = export_end(reading.path)
    columns = [column for column in table.read_from if column in frame]
    for column in columns:
        latest = frame[column].max()
        if end is None and pd.notna(latest):
            end = local_day(pd.Timestamp(latest), reading)
    return frame.assign(as_of=pd.Series(end, index=frame.index, dtype="datetime64[us]"))


def _kept(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Return the canonical rows; those that break a rule that makes them useless are dropped and named."""
    name = reading.kind.table
    table = conform(frame, name)
    table = _masked(table, reading)
    broken = violations(table, name)
    if broken.empty:
        return table
    for (column, _), cells in broken.groupby(["column", "rule"], sort=False):
        rule = cells["rule"].iloc[0]
        named = rows_of(cells.set_index("row")["value"])
        values = {"count": len(cells), "column": str(column), "rows": named, **rule.values}
        reading.warn(Message(_LEFT_OUT[rule.key], values))
    ask_left_out(table, broken, reading)
    useless = pd.Series(table.index.isin(broken.index), index=table.index)
    return reading.drop(table, useless, Message(N_("They break a rule of the canonical table; see the warnings.")))


def _masked(table: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Mask telephones, e-mails and profiles in every text column that no step has masked yet."""
    for column in TABLES[reading.kind.table].columns:
        cells = table[column.name]
        known = column.name in reading.masked or column.name in _NOT_PROSE or column.name.endswith(("_id", "_hash"))
        if column.kind == "text" and not column.allowed and not known and cells.notna().any():
            handles = TABLES[reading.kind.table].by_hand is not None and column.name not in _RIVALS
            table = table.assign(**{column.name: mask_text(cells, handles=handles)})
    return table


def _matched(section: Section, kind: ExportKind) -> Match:
    found = match(section.header, kind)
    if found is None:
        raise AssertionError(f"kind {kind.name}: its layout returned a table without the required headers")
    return found


def _cut(grid: Grid) -> tuple[Message, ...]:
    return (Message(N_("The file seems to end in the middle of a row; export it again.")),) if grid.cut else ()
