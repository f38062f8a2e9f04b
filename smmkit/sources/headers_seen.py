"""Which columns each export had, as a table: what a platform added or took away shows from month to month."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from smmkit.sources.report import FileReport
from smmkit.sources.store import REPORT, file_report

COLUMNS = ("file", "source", "table", "first", "last", "column", "header")


def headers_seen(files: Iterable[FileReport]) -> pd.DataFrame:
    """Return one row per header that was understood, and per header nothing is known of.

    Parameters
    ----------
    files
        What was understood of each file.

    Returns
    -------
    DataFrame
        `file`, `source` (kind of export), `table`, `first` and `last` day of its rows (ISO, missing if undated),
        `column` (canonical; empty for a header nothing is known of) and `header`.

    """
    rows = [
        (report.file, part.source, part.table, part.first, part.last, column, header)
        for report in files
        for part in report.parts
        for column, header in (*part.columns.items(), *(("", header) for header in part.unknown))
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="object")


@dataclass(frozen=True)
class MonthHeaders:
    """What a month's import saw.

    Parameters
    ----------
    seen
        From `headers_seen`.
    refused
        Files that could not be used.

    """

    seen: pd.DataFrame
    refused: tuple[str, ...]


def headers_of_month(folder: Path) -> MonthHeaders | None:
    """Return the headers a month's `import.json` recorded; None where that month was never run.

    Parameters
    ----------
    folder
        The month's folder, `workbooks/<client>/<period>`.

    """
    try:
        record = json.loads((folder / REPORT).read_text(encoding="utf-8"))
        files = [file_report(plain) for plain in record["files"]]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return MonthHeaders(headers_seen(files), tuple(report.file for report in files if not report.usable))
