"""Take out of the tables what filtered reports dispute: the part gives way to the whole, else somebody is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from smmkit.sources.dispute import Dispute
from smmkit.sources.disputed import ACCOUNT, disputes
from smmkit.sources.report import FileReport, Part
from smmkit.sources.stated import named_filter
from smmkit.text import N_, Message

Piece = tuple[str, pd.DataFrame]
GIVES_WAY = N_(
    "“{file}” names a filter ({filter}), and “{other}” tells the same days without it: {count:number} rows of the part "
    "were left out, so that nothing is counted twice."
)
# Sums of a report whose rows are not counted either.
_WITH = {"ads": ("ads_reported_totals",)}


@dataclass
class Disputed:
    """What is left out of the tables of each file, and why.

    Parameters
    ----------
    rows
        File and table -> rows of the file that are not counted.
    questions, notes
        File and table -> what is asked; file -> what is said.

    """

    rows: dict[tuple[str, str], int] = field(default_factory=dict)
    questions: dict[tuple[str, str], list[Message]] = field(default_factory=dict)
    notes: dict[str, list[Message]] = field(default_factory=dict)


def without_disputed(pieces: Sequence[Piece], filters: Mapping[str, str]) -> tuple[list[Piece], Disputed]:
    """Return the tables without the rows on which two reports differ as no second export of one report would.

    Parameters
    ----------
    pieces
        Canonical table and rows, in the order of the files.
    filters
        File -> the filter it names, in a line above its table or in its name.

    """
    found = Disputed()
    kept = list(pieces)
    for name in dict.fromkeys(name for name, _ in pieces):
        places = [place for place, (table, frame) in enumerate(pieces) if table == name and not frame.empty]
        open_ = disputes(name, [pieces[place][1] for place in places])
        if not open_:
            continue
        parts = {way: dispute for dispute in open_ for way in _ways(dispute, filters)}
        for (piece, account), dispute in parts.items():
            _give_way(kept, name, places[piece], account, dispute, filters, found)
        for dispute in open_:
            if not any((piece, dispute.account) in parts for piece in dispute.pieces):
                for piece in dispute.pieces:
                    _ask(kept, name, places[piece], dispute, found)
    return [(table, frame) for table, frame in kept if not _lost(table, frame, found)], found


def filter_of(report: FileReport) -> str:
    """Return the filter a file names, in a line above one of its tables or in its name; empty where it names none."""
    return next((part.filtered for part in report.parts if part.filtered), named_filter(report.file))


def as_counted(report: FileReport, disputed: Disputed, *, notes: Sequence[Message] = ()) -> FileReport:
    """Return a report with the questions other files raise; what does not count is not kept and bears no tick.

    Parameters
    ----------
    report
        What was understood of the file alone.
    disputed
        From `without_disputed`.
    notes
        What else the other files have to say.

    """
    parts = tuple(_part_counted(part, report.file, disputed) for part in report.parts)
    return replace(report, parts=parts, notes=(*report.notes, *notes))


def _part_counted(part: Part, file: str, disputed: Disputed) -> Part:
    lost = disputed.rows.get((file, part.table), 0)
    if not lost:
        return part
    whole = lost >= part.rows
    return replace(
        part,
        rows=max(part.rows - lost, 0),
        records=0 if whole else part.records,
        checks=() if whole else part.checks,
        questions=(*part.questions, *disputed.questions.get((file, part.table), ())),
    )


def _ways(dispute: Dispute, filters: Mapping[str, str]) -> list[tuple[int, tuple[str, ...]]]:
    """Return which of the two is a part of the other, as it says itself and as its numbers allow."""
    named = [bool(filters.get(file)) for file in dispute.files]
    if named[0] == named[1]:
        return []
    part = named.index(True)
    return [(dispute.pieces[part], dispute.account)] if dispute.numbers[part] < dispute.numbers[1 - part] else []


def _give_way(
    kept: list[Piece],
    name: str,
    place: int,
    account: tuple[str, ...],
    dispute: Dispute,
    filters: Mapping[str, str],
    found: Disputed,
) -> None:
    file, other = dispute.files if filters.get(dispute.files[0]) else dispute.files[::-1]
    count = _left_out(kept, name, place, account, file, found)
    said = Message(GIVES_WAY, {"file": file, "other": other, "filter": filters[file], "count": count})
    found.notes.setdefault(file, []).append(said)


def _ask(kept: list[Piece], name: str, place: int, dispute: Dispute, found: Disputed) -> None:
    file = str(kept[place][1]["source_file"].iloc[0]) if len(kept[place][1]) else dispute.files[0]
    for one in dispute.files:
        asked = found.questions.setdefault((one, name), [])
        if dispute.told() not in asked:
            asked.append(dispute.told())
    _left_out(kept, name, place, dispute.account, file, found)


def _left_out(kept: list[Piece], name: str, place: int, account: tuple[str, ...], file: str, found: Disputed) -> int:
    """Take the rows of one account out of a table; return how many lines of the file they were."""
    frame = kept[place][1]
    mine = pd.Series(True, index=frame.index)
    for column, value in zip((column for column in ACCOUNT if column in frame), account, strict=False):
        mine &= frame[column].fillna("").astype("str") == value
    kept[place] = (name, frame[~mine])
    count = int(frame.loc[mine, "source_row"].nunique())
    found.rows[file, name] = found.rows.get((file, name), 0) + count
    return count


def _lost(table: str, frame: pd.DataFrame, found: Disputed) -> bool:
    """Tell whether a table is the sums of a report that does not count."""
    owners = [name for name, others in _WITH.items() if table in others]
    return any((str(frame["source_file"].iloc[0]), name) in found.rows for name in owners if len(frame))
