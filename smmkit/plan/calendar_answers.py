"""The file an approval page saves: a yes or a no to posts, by a role, for the content that was seen."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from smmkit.errors import ConfigError
from smmkit.plan.approvals import approved
from smmkit.plan.calendar_sheet import INTERNAL, SPEAKS, YES, Merged, Row

_ANSWER = ("id", "hash", "choice", "note")
_CHOICES = ("approved", "rejected")
_LONGEST = 300
"""Letters of a client's note that are kept."""


def answered(
    calendar: Sequence[Row],
    path: Path,
    *,
    client: str,
    proposed: Mapping[str, Row],
    roles: Mapping[str, str],
    today: date,
) -> Merged:
    """Return the calendar with the answers an approval page gave.

    A yes counts only for the content that was seen; where it changed since, the post stays as it is and is named. Only
    whoever approves speaks for the client: another role's yes is the team's.

    Parameters
    ----------
    calendar
        Rows of `calendar.csv` as text.
    path
        The file the page saved.
    client
        Whose calendar it is.
    proposed
        Posts the month proposes, which a yes takes in.
    roles
        What may stand for a role -> the role's name in the brief.
    today
        The client's day: no answer is of a later one.

    Raises
    ------
    ConfigError
        If the file is no such answer, another client's, no role's, or of a day to come.

    """
    answers, role, on = _read(path, client=client, roles=roles, today=today)
    step = YES if role == SPEAKS else INTERNAL
    rows = {row["post_id"]: dict(row) for row in calendar}
    count, fallen, changed = len(rows), [], 0
    for answer in answers:
        name = answer["id"]
        row = rows.get(name) or dict(proposed.get(name, {}))
        trial = approved(row, step, role=role, on=on) if row else {}
        if not row or answer["hash"] != trial[f"{step}_hash"] or answer["choice"] not in _CHOICES:
            fallen.append(name)
            continue
        row.update(trial if answer["choice"] == "approved" else {"state": "rejected"})
        if answer["note"]:
            row["client_note"] = answer["note"][:_LONGEST]
        rows[name] = row
        changed += 1
    return Merged(tuple(rows.values()), changed, len(rows) - count, (), tuple(fallen))


def _read(path: Path, *, client: str, roles: Mapping[str, str], today: date) -> tuple[list[Row], str, date]:
    """Return the answers of a file, the role that gave them, and the day."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        answers = [{name: str(answer.get(name) or "") for name in _ANSWER} for answer in found["answers"]]
        by, on = str(found["by"]), date.fromisoformat(str(found["on"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ConfigError(
            f"{path.name} is no answer of an approval page. Open the page, tick, write the day, save."
        ) from None
    if found.get("client") != client:
        raise ConfigError(f"{path.name} belongs to {found.get('client')}, not to {client}. Name that client.")
    if by not in roles:
        raise ConfigError(
            f"{path.name} was answered by no role of {client}. Choose one on the page ({', '.join(roles)}), never a "
            "person's name."
        )
    if on > today:
        raise ConfigError(f"{path.name} is dated {on}, a day that has not come. Write the day of the answer, and save.")
    return answers, roles[by], on
