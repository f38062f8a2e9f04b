"""What was understood of each file, as records that survive in `import.json`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from smmkit.metrics import METRICS
from smmkit.schema import platform_name
from smmkit.sources.found import CheckResult, Drop
from smmkit.text import N_, Message, Text

# What days are counted by, where no measure of the same name is defined.
_BY_DAY = {
    "profile_visits": N_("profile visits"),
    "followers_total": N_("followers"),
    "watch_h": N_("hours watched"),
}


@dataclass(frozen=True)
class Part:
    """One table found in a file.

    Parameters
    ----------
    source, label
        The kind of export: its stable name, and its name in words (message key).
    table
        Canonical table the rows went to.
    sheet
        Name of the sheet, in a spreadsheet.
    grain
        lifetime, day, or both; empty where the table has no grain.
    rows, rows_read
        Rows of the file that were kept, and rows found in it.
    records
        Rows of the canonical table they became; more where a row holds several metrics.
    dropped
        Rows left out, and why.
    columns
        Canonical column -> header in the file.
    left_out, private, unknown
        Headers not imported: on purpose; because they name people; because nothing is known about them.
    first, last
        First and last day of the rows (ISO), None if undated.
    timezone, timezone_how
        Zone of the times and how it was established.
    checks
        The file against itself.
    warnings, questions
        What the analyst should know, and what only the analyst can answer.
    filtered
        The filter a line above the table names; empty where none does.
    networks
        Network -> the metrics of its days; without any where the table is none of metrics by day.

    """

    source: str
    label: str
    table: str
    rows: int
    rows_read: int
    records: int = 0
    sheet: str | None = None
    grain: str = ""
    dropped: tuple[Drop, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    timezone: str | None = None
    timezone_how: Message | None = None
    checks: tuple[CheckResult, ...] = ()
    warnings: tuple[Message, ...] = ()
    questions: tuple[Message, ...] = ()
    filtered: str = ""
    networks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def taken_for(part: Part, text: Text) -> str:
    """Return what a table was taken for: its kind, and the networks and metrics its name leaves open."""
    label, found = text.word(part.label), []
    for network, metrics in part.networks.items():
        name = platform_name(network)
        counted = ", ".join(text.noun(_counted(one)) for one in metrics)
        if counted or name not in label:
            found.append(f"{name} ({counted})" if counted else name)
    return f"{label}: {', '.join(found)}" if found else label


def _counted(metric: str) -> str:
    return METRICS[metric].name if metric in METRICS else _BY_DAY.get(metric, metric)


@dataclass(frozen=True)
class FileReport:
    """What was understood of one file: its tables, or the sentence why there is none.

    Parameters
    ----------
    file
        Path below `exports/`.
    parts
        The tables found.
    refused
        Why the file cannot be used, None if it can.
    notes
        What was repaired or looks wrong in the file as a whole.
    proposal
        A `mapping.toml` to start from, for a file of unknown kind.

    """

    file: str
    parts: tuple[Part, ...] = ()
    refused: Message | None = None
    notes: tuple[Message, ...] = ()
    proposal: str | None = None

    @property
    def usable(self) -> bool:
        """Whether the file gave any row."""
        return any(part.rows for part in self.parts)

    @property
    def warnings(self) -> tuple[Message, ...]:
        """Everything the analyst should know or answer."""
        said = [*self.notes, *(said for part in self.parts for said in (*part.questions, *part.warnings))]
        return tuple(dict.fromkeys(said))

    def as_json(self, text: Text) -> dict[str, Any]:
        """Return the report as plain values, in one language; parts of one file are put together."""
        parts = self.parts
        return {
            "file": self.file,
            "source": _joined(part.source for part in parts),
            "table": _joined(part.table for part in parts),
            "networks": _together(parts),
            "grain": _joined(part.grain for part in parts),
            "rows": sum(part.rows for part in parts),
            "rows_read": sum(part.rows_read for part in parts),
            "records": sum(part.records for part in parts),
            "dropped": sum(drop.rows for part in parts for drop in part.dropped),
            "dropped_because": [{"rows": drop.rows, "why": text(drop.why)} for part in parts for drop in part.dropped],
            "first": min((part.first for part in parts if part.first), default=None),
            "last": max((part.last for part in parts if part.last), default=None),
            "timezone": _joined(part.timezone for part in parts),
            "timezone_how": _joined(text(part.timezone_how) for part in parts if part.timezone_how),
            "columns": {column: header for part in parts for column, header in part.columns.items()},
            "left_out_columns": _unique(header for part in parts for header in (*part.left_out, *part.private)),
            "unknown_columns": _unique(header for part in parts for header in part.unknown),
            "checks": [
                {"name": check.name, "passed": check.passed, "found": text(check.found)}
                for part in parts
                for check in part.checks
            ],
            "warnings": [text(said) for said in self.warnings],
            "questions": [text(said) for part in parts for said in part.questions],
            "refused": text(self.refused) if self.refused else None,
            "proposal": self.proposal,
        }


def _together(parts: Iterable[Part]) -> dict[str, list[str]]:
    """Return the networks of several tables, each with its metrics by day."""
    told = [(network, metrics) for part in parts for network, metrics in part.networks.items()]
    return {name: _unique(one for network, some in told if network == name for one in some) for name, _ in told}


def _unique(items: Any) -> list[str]:
    return list(dict.fromkeys(items))


def _joined(items: Any) -> str | None:
    return ", ".join(_unique(item for item in items if item)) or None
