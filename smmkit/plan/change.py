"""Put entries into the plan file: under its lock, into its history first, then in one step into the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from smmkit.errors import ConfigError, RunError
from smmkit.files import remove_leftovers
from smmkit.ledger.kinds import ARRAYS, Kind
from smmkit.plan.load import PLAN_FILE, parse_plan, read_plan
from smmkit.plan.log import DECIDED, settle, write_logged
from smmkit.plan.model import Plan
from smmkit.plan.toml import put_entry, put_top

_WAIT_SECONDS = 10.0


@dataclass(frozen=True)
class Decision:
    """Who decided, when and why.

    Parameters
    ----------
    by
        A role, never a person's name.
    on
        The day.
    note
        Why.

    """

    by: str
    on: date
    note: str | None = None


Records = Mapping[str, dict[str, Any]]
"""What entries of a plan shall say, by their ids."""


def change(
    folder: Path, say: Callable[[Plan], Records], decision: Decision, *, month: str | None = None, how: str = DECIDED
) -> Plan:
    """Put entries into the plan file under its lock: into its history first, then in one step into the file.

    Parameters
    ----------
    folder
        The client's folder.
    say
        Takes the plan as it stands once nobody else can write it, and returns what each entry shall say: whoever reads
        it before would overwrite what another wrote in between.
    decision
        Who decides, and on which day the plan changes.
    month
        Month the plan is approved for.
    how
        What the history calls it.

    """
    path = folder / PLAN_FILE
    name = f"{folder.name}/{PLAN_FILE}"
    with locked(folder):
        parse_plan(read_plan(path), file=name)
        settle(folder, decision.on)
        before = read_plan(path)
        plan = parse_plan(before, file=name)
        records = say(plan)
        written = with_entries(before, records)
        if month is not None and (plan.period is None or plan.period < month):
            written = put_top(written, "period", month)
        try:
            after = parse_plan(written, file=name)
        except ConfigError as error:
            raise RunError(f"the decision was not written, for the plan would not be valid: {error}") from None
        write_logged(folder, written, how=how, by=decision.by, ids=tuple(records), on=decision.on)
    return after


def with_entries(text: str, records: Records) -> str:
    """Return the text of a plan with entries changed or added, by id."""
    for id, record in records.items():
        text = put_entry(text, ARRAYS[Kind(id[:2])], {"id": id, **record})
    return text


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the client's plan; whoever comes second waits, and refuses after ten seconds, as where nobody can write."""
    try:
        with FileLock(folder / ".plan.lock", timeout=_WAIT_SECONDS):
            remove_leftovers(folder)
            yield
    except Timeout:
        raise RunError(
            f"{folder.name}/{PLAN_FILE}: somebody else is writing the plan; try again in a moment."
        ) from None
    except OSError as error:  # a full disk, a folder nobody may write to
        raise RunError(
            f"{folder.name}/{PLAN_FILE}: it cannot be written ({error.strerror}). Make room, or let the folder be "
            "written to, and decide again."
        ) from None
