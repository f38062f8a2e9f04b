"""Google Analytics 4: `# ` preambles, several tables in one file, days as 20231010 or as "Nth day"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from smmkit.sources import cells
from smmkit.sources.damage import whole_rows
from smmkit.sources.ga4_names import DIMENSIONS, FIRST_USER, LEFT_OUT, METRICS, UNLABELLED, UNUSED
from smmkit.sources.grid import Grid
from smmkit.sources.headers import words
from smmkit.sources.kind import ExportKind, Reading, Section, Zone
from smmkit.sources.privacy import mask_words
from smmkit.sources.stated import stated_filter
from smmkit.sources.tongues import GA4, in_tongues
from smmkit.text import N_, Message

_DATES = frozenset({"date", "fecha", "data", "datum"})
_NTH = frozenset(
    (
        "nth day",
        "dia n",
        "n o dia",
        "enesimo dia",
        "nieme jour",
        "jour n",
        "n ter tag",
        "tag n",
        "ennesimo giorno",
        "giorno n",
    )
)
_DAY = re.compile(r"\d{8}|\d{4}-\d\d-\d\d")
_START = re.compile(
    r"#\s*(?:Start date|Fecha de inicio|Data de início|Date de début|Startdatum|Data di inizio)\s*:\s*(\d{8})",
    re.IGNORECASE,
)
_END = re.compile(
    r"#\s*(?:End date|Fecha de finalización|Data de término|Data de fim|Date de fin|Enddatum"
    r"|Data di fine)\s*:\s*(\d{8})",
    re.IGNORECASE,
)
# An exploration states its days in one remark: `# 20260901-20260903`.
_RANGE = re.compile(r"#\s*(\d{8})-(\d{8})")


@dataclass(frozen=True)
class Block:
    """One table of the file with the remarks above it."""

    remarks: tuple[str, ...]
    header: tuple[str, ...]
    body: pd.DataFrame
    shifted: pd.Series  # which rows go on beyond the header

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The columns that say what a row is about: all but the numbers."""
        known = {words(name) for names in DIMENSIONS.values() for name in names}
        return tuple(cell for cell in self.header if words(cell) in known | _DATES | _NTH)

    @property
    def by_day(self) -> bool:
        """Whether each row is a day, alone or with a channel, source, medium, campaign or content."""
        return self.of_days and not self._other_text()

    @property
    def of_days(self) -> bool:
        """Whether each row is about a day, or a part of one."""
        place = next((k for k, cell in enumerate(self.header) if words(cell) in _DATES | _NTH), None)
        if place is None or self.body.empty:
            return False
        days = self.body[place][self.body[place] != ""]
        first = str(days.iloc[0]) if len(days) else ""
        counted = words(self.header[place]) in _NTH and first.isdigit()
        return counted or _DAY.fullmatch(first) is not None

    @property
    def headless(self) -> bool:
        """Whether the first row is numbers already."""
        return all(cell.replace(".", "").isdigit() for cell in self.header if cell)

    def _other_text(self) -> bool:
        """Whether another column splits the day further (pages, countries): its rows do not add up to the day.

        A page may be no more than “/”, so what GA4 calls the column counts, not its cells alone.
        """
        rest = [k for k, cell in enumerate(self.header) if cell and cell not in self.dimensions]
        if any(words(self.header[k]) in UNUSED for k in rest):
            return True
        return any(self.body[k].str.contains(r"[^\W\d_]", regex=True).mean() > 0.5 for k in rest)


def blocks(grid: Grid) -> Iterator[Block]:
    """Walk the tables of the file; each starts after `# ` remarks and ends at a blank row."""
    remarks: list[str] = []
    header: tuple[str, ...] | None = None
    start = 0
    lines = list(grid.cells.itertuples(index=False, name=None))
    for place, row in enumerate([*lines, ("",)]):
        remark = str(row[0]).startswith("#")
        if header is not None and (remark or not any(row)):
            body = grid.cells.iloc[start:place, : len(header)]
            body = body[(body != header).any(axis=1)]  # a header may be repeated
            beyond = (grid.cells.loc[body.index].iloc[:, len(header) :] != "").any(axis=1)
            yield Block(tuple(remarks), header, body, beyond)
            remarks, header = [], None
        if remark:
            remarks.append(", ".join(cell for cell in row if cell))
        elif header is None and row[0]:  # a line that begins with nothing (`,,,Totals`) stands above the header
            filled = [k for k, cell in enumerate(row) if cell]
            header, start = tuple(row[: filled[-1] + 1]), place + 1


def reports(grid: Grid, kind: ExportKind) -> list[Section]:
    """Return the tables by day, those of the same days and dimensions joined into one."""
    head = [str(cell) for cell in grid.cells[0].head(40)]
    if not any(_START.search(cell) or _RANGE.fullmatch(cell.strip()) for cell in head):
        return []
    joined: dict[tuple[tuple[str, ...], str, str], list[Block]] = {}
    told = [block for block in blocks(grid) if block.by_day]
    whole = [block for block in told if not _audience(block, told)]  # a comparison stands beside all users
    for block in whole or told:
        key = block.dimensions, " ".join(block.remarks[-2:]), _audience(block, told)
        joined.setdefault(key, []).append(block)
    return [_joined(group) for group in joined.values()] or [_empty(grid)]


def _audience(block: Block, told: Sequence[Block]) -> str:
    """Return whose visits a table is about, "" for everybody's: tables compared have the same columns."""
    said = stated_filter(block.remarks, block.header)
    return said if len(told) == 1 or sum(other.header == block.header for other in told) > 1 else ""


def _joined(group: list[Block]) -> Section:
    if len(group) > 1:  # a table alone is read row by row, and `whole_rows` leaves the shifted ones out
        group = [replace(block, body=block.body[~block.shifted]) for block in group]
    first = group[0]
    keys = [first.header.index(name) for name in first.dimensions]
    table, header = first.body.assign(row=first.body.index), list(first.header)
    for number, block in enumerate(group[1:]):
        extra = [k for k, name in enumerate(block.header) if name not in first.dimensions]
        columns = {block.header.index(name): key for name, key in zip(first.dimensions, keys, strict=True)}
        columns |= {k: len(header) + place for place, k in enumerate(extra)}
        right = block.body.rename(columns=columns)[list(columns.values())].assign(**{f"row {number}": block.body.index})
        table = table.merge(right, on=keys, how="outer")
        table["row"] = table["row"].fillna(table[f"row {number}"])
        header += [block.header[k] for k in extra]
    body = table.set_index(table["row"].astype(int))[list(range(len(header)))].fillna("")
    return Section(first.remarks, tuple(header), body.sort_index())


def _empty(grid: Grid) -> Section:
    """Return a section without rows for a file that holds no table by day, so that it can be named."""
    return Section(tuple(str(cell) for cell in grid.cells[0].head(10)), ("Date",), grid.cells.iloc[:0, :1])


def days(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Read the days, counted from the start date where GA4 numbers them, and name the tables left out."""
    title = "\n".join(reading.section.title)
    start, end = (pd.Timestamp(hit[1]) if (hit := line.search(title)) else None for line in (_START, _END))
    if start is None and (both := _RANGE.search(title)):
        start, end = pd.Timestamp(both[1]), pd.Timestamp(both[2])
    raw = frame["_day"].fillna("")
    if words(reading.section.header[reading.match.columns["_day"]]) in _NTH:
        offset = pd.to_timedelta(pd.to_numeric(raw, errors="coerce"), unit="D")
        day = pd.Series(start, index=frame.index, dtype="datetime64[us]") + offset
    else:
        parsed = cells.parse_times(raw, ("%Y%m%d", "iso"), zone=None)
        day = parsed.values
        reading.misfits("_day", parsed.misfits)
    frame = frame.assign(day=day.astype("datetime64[us]"), as_of=end)
    if start is not None and end is not None and len(frame):
        inside = day.dropna().between(start, end).all()
        reading.check("range", bool(inside), Message(N_("Every day lies within the range the file states.")))
        _name_silent_days(day, start, end, reading)
    found = list(blocks(reading.grid))
    _name_left_out(found, reading)
    told = [block for block in found if block.by_day]
    audiences = dict.fromkeys(filter(None, (_audience(block, told) for block in told)))
    if audiences and not stated_filter(reading.section.title, reading.section.header):
        said = N_("Tables of comparisons were left out, because all users count: {tables}.")
        reading.warn(Message(said, {"tables": mask_words("; ".join(audiences))}))
    return reading.drop(frame, frame["day"].isna(), Message(N_("They have no day.")))


def _name_silent_days(day: pd.Series, start: pd.Timestamp, end: pd.Timestamp, reading: Reading) -> None:
    """Say how many days of the stated range have no row: GA4 leaves out those without a visit."""
    silent = pd.date_range(start, end).difference(pd.DatetimeIndex(day.dropna()))
    if len(silent):
        said = N_(
            "Days of the range the file states that have no row: {count:number}. Either nobody came, or the file is "
            "not whole."
        )
        reading.warn(Message(said, {"count": len(silent)}))


def _name_left_out(found: list[Block], reading: Reading) -> None:
    """Name the tables that are not imported, those that lost their header and those that lost a day."""
    left_out = [block for block in found if not block.by_day]
    headless = [block.header for block in left_out if block.headless]
    if headless:
        rows = "; ".join(", ".join(header) for header in headless)
        said = N_("A table has lost its header (its first row is {rows}); export the file again.")
        reading.warn(Message(said, {"rows": rows}))
    for said, blocks_ in _by_reason([block for block in left_out if not block.headless]).items():
        names = [" × ".join(cell for cell in block.header if cell)[:60] for block in blocks_]
        reading.warn(Message(said, {"tables": "; ".join(names)}))
    tables = [block for block in found if block.by_day]
    if len(tables) > 1 and (torn := [row for block in tables for row in block.shifted.index[block.shifted]]):
        said = N_("Rows with more cells than the header of their table, left out: row {rows}.")
        reading.warn(Message(said, {"rows": ", ".join(map(str, torn))}))
    numbered = [set(block.body[0]) for block in found if block.by_day and words(block.header[0]) in _NTH]
    complete = [{f"{n:04d}" for n in range(len(days))} for days in numbered]
    if numbered != complete or len(set(map(len, numbered))) > 1:
        reading.warn(Message(N_("A table that numbers its days lacks some of them; export the file again.")))


def _by_reason(left_out: list[Block]) -> dict[str, list[Block]]:
    """Return the sentence that says why tables are left out -> the tables."""
    known = {words(name) for names in (*DIMENSIONS.values(), *METRICS.values()) for name in names}
    reasons: dict[str, list[Block]] = {}
    for block in left_out:
        plain = set(map(words, block.header))
        if block.body.empty:
            said = N_("Tables without any row were left out: {tables}.")
        elif plain & UNUSED:
            said = N_("Tables recognised and not used, because no analysis splits the website that way: {tables}.")
        elif plain & (_DATES | _NTH) and block.of_days:
            said = N_(
                "Tables that split each day further than anything here uses, or that compare two ranges of days, were "
                "left out: {tables}. Export them by date alone, or by date and channel."
            )
        elif plain & known:
            said = N_(
                "Tables without a row for each day were left out: {tables}. To use them, add the dimension Date in "
                "GA4 and export again."
            )
        else:
            said = N_("Tables that nothing is known about were left out: {tables}.")
        reasons.setdefault(said, []).append(block)
    return reasons


def scope(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Tell the channels of visits from those of the users' first visits."""
    header = " ".join(words(cell) for cell in reading.section.header)
    return frame.assign(scope="user" if any(word in header for word in FIRST_USER) else "session")


def split_source(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Split `source / medium` in two."""
    if "_source_medium" not in frame:
        return frame
    parts = frame["_source_medium"].str.split(" / ", n=1, expand=True).reindex(columns=[0, 1])
    return frame.assign(source=parts[0].astype("str"), medium=parts[1].astype("str"))


def unlabelled(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Write what GA4 itself writes where a link carried no label: an empty cell is no total of its day."""
    named = [name for name in ("campaign", "content") if name in frame]
    return frame.assign(**{name: frame[name].replace("", pd.NA).fillna(UNLABELLED) for name in named})


WEB = ExportKind(
    name="ga4",
    label=N_("Website by day (Google Analytics 4)"),
    table="web",
    headers={
        "_day": (
            "Date",
            "Fecha",
            "Data",
            "Nth day",
            "Día N",
            "N.º día",
            "Enésimo dia",
            "Nº dia",
            "Nième jour",
            "Jour n",
            "N-ter Tag",
            "Tag n",
        ),
        **DIMENSIONS,
        **METRICS,
    },
    required=("_day",),
    layout=reports,
    zone=Zone("", N_("GA4 cuts days in the property's zone, which the file does not name.")),
    known=LEFT_OUT,
    steps=(whole_rows, days, scope, split_source, unlabelled),
)
KINDS = (in_tongues(WEB, GA4),)
