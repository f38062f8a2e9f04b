"""What a topic writes for people outside the workbook, declared so that the batch writes it without knowing it.

A topic's `documents.py` ends in `DOCUMENTS: tuple[Document, ...]`. After the notebook a document names, the batch
calls its writer in the same process, with the month as far as that notebook: a later notebook's items of an
earlier run are not there, so what is written agrees with what was run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from smmkit.errors import RunError
from smmkit.plan.calendar import load_calendar

if TYPE_CHECKING:
    import pandas as pd

    from smmkit.client import Client
    from smmkit.ledger import Ledger
    from smmkit.measures.alarm import AlarmHistory
    from smmkit.measures.kpis import Facts
    from smmkit.period import Period
    from smmkit.plan import Plan
    from smmkit.sources import Imported
    from smmkit.text import Text

Content = str | bytes
# One file of the document's own name, several by name, or none: a client without departments has no bulletins.
Written = Content | Mapping[str, Content] | None
_PLAIN = re.compile(r"[\w.-]+", re.ASCII)


class Book(Protocol):
    """What a writer may look at: one client's month, as `smmkit.workbook.Workbook` opens it."""

    @property
    def client(self) -> Client:
        """The brief."""

    @property
    def period(self) -> Period:
        """The month."""

    @property
    def text(self) -> Text:
        """The language of this workbook."""

    @property
    def plan(self) -> Plan:
        """What was approved."""

    @property
    def promised(self) -> Plan:
        """The plan the month is judged by: the one in force on its first day."""

    @property
    def ledger(self) -> Ledger:
        """The items of the notebooks up to the one the document comes after."""

    @property
    def alarm(self) -> AlarmHistory:
        """The crisis alarms up to the end of the month."""

    @property
    def facts(self) -> Facts:
        """What any KPI is read from."""

    @property
    def dates(self) -> pd.DataFrame:
        """Commercial dates of the client's country."""

    @property
    def out(self) -> Path:
        """The month's own folder, for a document that continues its last version."""

    @property
    def months(self) -> pd.PeriodIndex:
        """The fourteen months that end with this one."""

    @property
    def imported(self) -> Imported:
        """What was understood of each export, and the canonical tables whatever the month."""

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """The canonical tables the client has rows of, up to the end of the month."""

    def table(self, name: str) -> pd.DataFrame:
        """Return a canonical table up to the end of the month."""

    def month(self, name: str) -> pd.DataFrame:
        """Return the rows of a canonical table that fall into the month."""


def own_calendar(book: Book) -> pd.DataFrame:
    """Return the client's own calendar, read once for all the documents of a notebook; what changes it gets a copy."""
    return book.facts.once("own calendar", lambda: load_calendar(book.client.folder)).copy(deep=False)


def said_by(id: str, book: Book) -> str:
    """Return what an item of the month, or else an entry of the plan, says; nothing where neither holds it."""
    item, entry = book.ledger.get(id), book.plan.entry(id)
    return book.text(item.title) if item is not None else "" if entry is None else entry.title


@dataclass(frozen=True)
class Document:
    """A file, or a family of files, that leaves the house after a notebook.

    Parameters
    ----------
    notebook
        Number of the notebook it comes after, such as `08`; it runs anew when that notebook, or this writer, changes.
    name
        File name, such as `crisis_manual.html`; with one `*` for a family: `bulletin_*.html`.
    write
        Returns the content of the file, or for a family the contents by file name. It reads the book and nothing
        else: no clock, no network, no file but the client's own logo; the same month gives the same bytes.

    """

    notebook: str
    name: str
    write: Callable[[Book], Written]

    def files(self, book: Book) -> dict[str, bytes]:
        """Return the files of a month, by name.

        Raises
        ------
        RunError
            If the writer names a file that is not of this document: it could be another document's, or anywhere.

        """
        written = self.write(book)
        if written is None:
            return {}
        found = {self.name: written} if isinstance(written, str | bytes) else dict(written)
        for name in found:
            if not _PLAIN.fullmatch(name) or not fnmatchcase(name, self.name):
                raise RunError(f"{self.name}: its writer returned {name!r}, which is no file of this document.")
        return {name: each.encode("utf-8") if isinstance(each, str) else each for name, each in found.items()}
