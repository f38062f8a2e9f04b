"""Which steps of a workbook are stale, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from smmkit.run.inputs import Notebook
from smmkit.run.tasks import REPORT
from smmkit.text.message import E_

_SHOWN = 3


@dataclass(frozen=True)
class PlannedStep:
    """One step of a plan; `action` is `run`, `skip` or `wait` (an earlier step decides)."""

    name: str
    action: str
    reason: str


def notebook_inputs(
    notebook: Notebook, files: Mapping[str, str], parameters: str, evidence: Mapping[str, str]
) -> dict[str, str]:
    """Return everything one notebook's result depends on, by name.

    Parameters
    ----------
    notebook
        The notebook, which knows the rooms of the program it depends on.
    files
        Hash of each of the client's files.
    parameters
        What is injected.
    evidence
        Hash of each notebook's ledger part; only the earlier ones count.

    """
    earlier = {f"evidence of {number}": value for number, value in evidence.items() if number < notebook.number}
    return {"notebook": notebook.digest, "parameters": parameters, **files, **earlier, **notebook.rooms}


def report_inputs(
    files: Mapping[str, str], rooms: Mapping[str, str], parameters: str, steps: Mapping[str, Mapping[str, Any]]
) -> dict[str, str]:
    """Return everything the report depends on: the executed notebooks, the client's files, the rooms that write it."""
    outputs = {name: str(step.get("output")) for name, step in steps.items() if name != REPORT}
    return {"parameters": parameters, **files, **outputs, **rooms}


def reason(
    recorded: Mapping[str, Any] | None, inputs: Mapping[str, str], output: str, altered: Mapping[str, str]
) -> str | None:
    """Say why a step must run; None if its result still holds.

    Parameters
    ----------
    recorded
        What `run.json` says of the step.
    inputs
        What it would depend on now.
    output
        Name of the file it always leaves behind.
    altered
        What is wrong with the files of the month that are not as their step left them, by name.

    """
    if recorded is None:
        return E_("never run")
    if recorded["status"] != "done":
        return E_("did not finish last time")
    files = recorded.get("files", {})
    if output not in files:
        return E_(f"{output} is missing")
    return _difference(recorded["inputs"], inputs) or next((altered[name] for name in files if name in altered), None)


def _difference(before: Mapping[str, str], now: Mapping[str, str]) -> str | None:
    if before == now:
        return None
    changed = [E_(f"{name} changed") for name in now if name in before and before[name] != now[name]]
    changed += [E_(f"{name} is new") for name in now if name not in before]
    changed += [E_(f"{name} is gone") for name in before if name not in now]
    more = [E_(f"and {len(changed) - _SHOWN} more")] if len(changed) > _SHOWN else []
    return ", ".join(changed[:_SHOWN] + more)
