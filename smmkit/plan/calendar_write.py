"""Write the client's own calendar: under a lock, whole, its columns and its order kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from smmkit.errors import CalendarError, ConfigError, RunError
from smmkit.files import write_whole
from smmkit.plan.calendar import CALENDAR_FILE, load_calendar, parse_calendar
from smmkit.plan.calendar_sheet import Merged, Row, as_rows
from smmkit.schema import TABLES

_WAIT_SECONDS = 10.0
LOCK = ".calendar.lock"


def change_calendar(folder: Path, change: Callable[[list[Row]], Merged]) -> Merged:
    """Read `calendar.csv`, change it and write it in one step, while nobody else does.

    Parameters
    ----------
    folder
        The client's folder.
    change
        Takes the rows and returns them changed.

    Raises
    ------
    RunError
        If another process holds the calendar.
    ConfigError
        If the calendar, or what it would become, cannot be read; nothing is written then.

    """
    try:
        with FileLock(folder / LOCK, timeout=_WAIT_SECONDS):
            found = change(as_rows(load_calendar(folder)))
            written = calendar_text(found.rows)
            _check(written, found.rows)
            write_whole(folder / CALENDAR_FILE, written)
            return found
    except Timeout:
        raise RunError(
            f"{folder}: another process is writing {CALENDAR_FILE}. Wait for it to end, then again."
        ) from None


def _check(written: str, rows: Sequence[Row]) -> None:
    """Refuse what could not be read again, by the post: its row is a row of no file anybody has."""
    try:
        parse_calendar(written)
    except CalendarError as error:
        place = error.row - 2  # below the header
        if not 0 <= place < len(rows):
            raise
        raise ConfigError(f"{rows[place].get('post_id') or CALENDAR_FILE}: {error.said} Nothing was written.") from None


def calendar_text(rows: Sequence[Row]) -> str:
    """Return rows as the text of a `calendar.csv`: the known columns first, then the client's further ones."""
    known = TABLES["calendar"].names
    further = list(dict.fromkeys(name for row in rows for name in row if name not in known))
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([*known, *further])
    writer.writerows([[row.get(name, "") for name in (*known, *further)] for row in rows])
    return buffer.getvalue()
