"""Tables of a web page (old exports saved as `.xls` are one) -> grids, cells as the page would show them.

The page is hostile input: it is taken apart in one pass over its tags, nothing is fetched, run or unfolded, and of a
cell that spans others only the first holds what it says, as in a workbook. Attributes that only a spreadsheet reads
are passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

import pandas as pd

from smmkit.sources.grid import TEXT, Grid, trim
from smmkit.sources.limits import CELLS, COLUMNS, UNPACKED, check_width
from smmkit.sources.refusal import refused
from smmkit.text import N_

MARKUP = ("<!doctype", "<html", "<?xml", "<table", "<head", "<meta", "<style", "<body", "<!--")
_NO_TABLE = N_("This is a web page saved under another name, not a table. Export again as CSV or XLSX.")
_XML = N_("This is XML, which is not read. Export again as CSV or XLSX.")
_DAMAGED = N_("The web page is damaged: a tag of its table never ends. Export it again as CSV or XLSX.")
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)>|<[!?][^<>]*>")
_LEFT = re.compile(r"<(?:table|tr|td|th)\b", re.IGNORECASE)
_ASIDE = frozenset(("script", "style", "title", "template", "textarea", "noscript", "select", "svg", "xml"))
_WORDS = frozenset(("span", "b", "i", "u", "a", "font", "strong", "em", "small", "tt", "code", "bdi", "bdo", "nobr"))
_LOST = ("display:none", "visibility:hidden")
_HIDDEN = re.compile(r"(?:^|\s)hidden(?:\s|=|$)")
_SPAN = re.compile(r"\b(col|row)span\s*=\s*[\"']?\s*(\d{1,9})", re.IGNORECASE)
_BLANK = re.compile(r"[ \t\r\n\f]+")
_TITLES = 10  # lines above a table that may name its days, its network or its currency


def is_markup(text: str) -> bool:
    """Tell a web page from a table of text by how it begins."""
    return text[:64].lstrip("\ufeff \t\r\n").casefold().startswith(MARKUP)


@dataclass
class _Table:
    """One table while it is read: its rows, the cells that rows above reach down into, and what stands above it."""

    titles: list[str]
    rows: list[list[str]] = field(default_factory=list)
    below: dict[int, int] = field(default_factory=dict)  # column -> the first row in which it is free again
    holds_others: bool = False
    cut: bool = False

    def cell(self, text: str, wide: int, deep: int) -> int:
        """Put a cell at the next free place of the last row; return by how many cells the row grew."""
        if not self.rows:
            self.rows.append([])
        row, number = self.rows[-1], len(self.rows)
        before = len(row)
        while self.below.get(len(row), 0) > number:
            row.append("")
        first = len(row)
        row += [text, *[""] * (min(wide, COLUMNS + 1) - 1)]
        if deep > 1:
            self.below |= dict.fromkeys(range(first, len(row)), number + deep)
        return len(row) - before


def read_web_tables(text: str, name: str) -> list[Grid]:
    """Read every table of a web page that has two columns and a row below its first.

    Parameters
    ----------
    text
        The page.
    name
        What to call the file in an error.

    Returns
    -------
    list of Grid
        One a table, in the page's order; a header in a table of its own is put above the rows of the next one.

    Raises
    ------
    RefusedFileError
        If the page holds no table, is another kind of markup, is damaged or unfolds to too much.

    """
    top = text[:4096].casefold()
    if "<workbook" in top and "urn:schemas-microsoft-com:office:spreadsheet" in top:
        raise refused(
            name,
            N_("This is a workbook of 2003 (XML), which is not read. Open it in a spreadsheet and save it as XLSX."),
        )
    if len(text) > UNPACKED >> 4:
        said = N_("The file holds {size:number} MB, more than is read at once. Export a shorter period.")
        raise refused(name, said, size=len(text) >> 20)
    tables = _with_headers([table for table in _Page(text, name).tables() if table.rows and not table.holds_others])
    told = [table for table in tables if len(table.rows) > 1 and max(map(len, table.rows)) > 1]
    if not told:
        raise refused(name, _NO_TABLE if "<html" in top or "<?xml" not in top else _XML)
    return [_grid(table, name, None if len(told) == 1 else f"#{k}") for k, table in enumerate(told, 1)]


class _Page:
    """A page that is being taken apart: the tables that are open, and the words of the cell or line at hand."""

    def __init__(self, text: str, name: str) -> None:
        self.text, self.name = text, name
        self.open: list[_Table] = []
        self.cells: list[tuple[int, int] | None] = []  # of each open table, the span of its open cell
        self.done: list[_Table] = []
        self.words: list[str] = []
        self.titles: list[str] = []
        self.size = 0

    def tables(self) -> list[_Table]:
        """Return the tables in the order in which they begin."""
        place, text = 0, self.text
        while (found := text.find("<", place)) >= 0:
            self._say(text[place:found])
            place = self._step(found)
        self._say(text[place:])
        while self.open:
            self.open[-1].cut = True
            self.cells[-1] = None  # what the cell would have held is not known
            self._close()
        return self.done

    def _step(self, at: int) -> int:
        """Take one tag; return where the page goes on."""
        text = self.text
        if text.startswith("<!--", at):
            end = text.find("-->", at + 4)
            return len(text) if end < 0 else end + 3
        tag = _TAG.match(text, at)
        if tag is None:
            if _LEFT.match(text, at):
                raise refused(self.name, _DAMAGED)
            self._say("<")
            return at + 1
        if tag[2] is None:
            return tag.end()
        word, closes, said = tag[2].casefold(), bool(tag[1]), tag[3]
        if not closes and not said.endswith("/") and (word in _ASIDE or _unseen(word, said)):
            end = _behind(text, word, tag.end())
            if end == len(text) and self.open:
                raise refused(self.name, _DAMAGED)
            return end
        self._tag(word, said, closes=closes)
        return tag.end()

    def _tag(self, word: str, said: str, *, closes: bool) -> None:
        if word == "table":
            self._close() if closes else self._begin()
        elif word in {"tr", "thead", "tbody", "tfoot"}:
            self._end_cell()
            if self.open and word == "tr" and not closes:
                self.open[-1].rows.append([])
                self._grow(1)
        elif word in {"td", "th"}:
            self._end_cell()
            if self.open and not closes:
                spans = {side.casefold(): max(1, int(times)) for side, times in _SPAN.findall(said)}
                self.cells[-1] = (spans.get("col", 1), spans.get("row", 1))
        elif word not in _WORDS:
            self.words.append(" ")
            if not (self.cells and self.cells[-1]):
                self._end_line()

    def _say(self, words: str) -> None:
        if words:
            self.words.append(words)

    def _told(self) -> str:
        if not self.words:
            return ""
        said = _BLANK.sub(" ", unescape("".join(self.words)).replace("\0", "")).strip()
        self.words = []
        return said

    def _end_line(self) -> None:
        said = self._told()
        if said:
            self.titles = [*self.titles[1 - _TITLES :], said]

    def _begin(self) -> None:
        if self.open:
            self.open[-1].holds_others = True
            self.titles += [cell for row in self.open[-1].rows[-_TITLES:] for cell in row if cell]
            self.open[-1].rows = []
        self._end_line()
        self.open.append(_Table(self.titles[-_TITLES:]))
        self.cells.append(None)
        self.done.append(self.open[-1])
        self.titles = []

    def _close(self) -> None:
        self._end_cell()
        if self.open:
            self.open.pop()
            self.cells.pop()

    def _end_cell(self) -> None:
        if not self.open or self.cells[-1] is None:
            if self.open:
                self._end_line()
            if self.open and self.titles:
                self.open[-1].titles, self.titles = [*self.open[-1].titles, *self.titles][-_TITLES:], []
            return
        wide, deep = self.cells[-1]
        self.cells[-1] = None
        self._grow(self.open[-1].cell(self._told(), wide, deep))
        check_width(len(self.open[-1].rows[-1]), self.name)

    def _grow(self, cells: int) -> None:
        self.size += cells
        if self.size > CELLS:
            raise refused(self.name, N_("The web page holds more cells than any export has. Export it again as CSV."))


def _unseen(word: str, said: str) -> bool:
    """Tell whether words are hidden inside a line, where they would run into what is shown."""
    plain = said.casefold().replace(" ", "")
    return word in _WORDS and (any(one in plain for one in _LOST) or _HIDDEN.search(said) is not None)


def _behind(text: str, word: str, start: int) -> int:
    """Return where an element ends that shows nothing; what is like it inside is counted."""
    tag, depth, place = re.compile(rf"<(/?){re.escape(word)}\b[^<>]*>", re.IGNORECASE), 1, start
    for found in tag.finditer(text, start):
        depth += -1 if found[1] else 1
        place = found.end()
        if depth == 0 or (word in _ASIDE and found[1]):
            return place
    return len(text) if word in _ASIDE else place


def _with_headers(tables: list[_Table]) -> list[_Table]:
    """Put a table of one row above the next one where both are as wide: a header that stays while the rows move."""
    joined: list[_Table] = []
    for table in tables:
        last = joined[-1] if joined else None
        alone = last is not None and len(last.rows) == 1 and len(last.rows[0]) == len(table.rows[0]) > 1
        if last is not None and alone and not table.titles:
            last.rows += table.rows
        else:
            joined.append(table)
    return joined


def _grid(table: _Table, name: str, sheet: str | None) -> Grid:
    rows = [*([line] for line in table.titles), *table.rows]
    width = max(map(len, rows))
    check_width(width, name)
    columns = [[row[k] if k < len(row) else "" for row in rows] for k in range(width)]
    widths = pd.Series([len(row) for row in rows], index=range(1, len(rows) + 1)) if table.cut else None
    cells = pd.DataFrame({k: pd.array(column, dtype=TEXT) for k, column in enumerate(columns)})
    cells.index = pd.RangeIndex(1, len(rows) + 1, name="row")
    return trim(Grid(cells=cells, sheet=sheet, encoding="html", delimiter="", cut=table.cut, widths=widths))
