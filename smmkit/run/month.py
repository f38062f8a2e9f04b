"""One client's month as the batch sees it: what each step depends on, and so which must run and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from smmkit import folders, inventory, month_folder
from smmkit.errors import PeriodError
from smmkit.files import digest
from smmkit.inventory import Index
from smmkit.month_folder import TOKEN
from smmkit.period import Period, check_covered
from smmkit.plan.calendar import CALENDAR_FILE
from smmkit.plan.load import PLAN_FILE
from smmkit.plan.log import LOG_FILE
from smmkit.run import inputs, rooms, staleness
from smmkit.run.record import RunRecord
from smmkit.run.staleness import PlannedStep
from smmkit.run.tasks import REPORT, Settings, Task
from smmkit.text.message import E_

FORCED = "--force"
_DECIDED = frozenset({PLAN_FILE, LOG_FILE, CALENDAR_FILE})
LEDGER_OF = "ledger of"
"""Input of every notebook: what the month before found and decided."""


@dataclass(frozen=True)
class ClientMonth:
    """Everything a plan looks at for one client's month."""

    client: str
    period: str
    lang: str
    out: Path
    files: Mapping[str, str]
    settings: Settings

    @property
    def parameters(self) -> str:
        """Return what is injected into each notebook, as one text."""
        return f"{self.client} {self.period} {self.lang}"

    def task(self, kind: str, token: str) -> Task:
        """Return something to do for this month; the token lets its process write what is official."""
        task = self.settings.task(kind, self.client, self.period, self.lang)
        return replace(task, environment={**task.environment, TOKEN: token})

    @property
    def all_notebooks(self) -> tuple[inputs.Notebook, ...]:
        """Return the whole chain."""
        return inputs.notebooks(self.settings.notebooks)

    @property
    def notebooks(self) -> list[inputs.Notebook]:
        """Return the notebooks asked for."""
        return [each for each in self.all_notebooks if not self.settings.only or each.number in self.settings.only]

    @cached_property
    def altered(self) -> dict[str, str]:
        """Return what is wrong with each file that is not as its step left it, as the last run recorded them."""
        files = RunRecord.read(self.out).files
        found = month_folder.differing(self.out, files, content=self.settings.check_content)
        return {each.file: str(each) for each in found}

    @cached_property
    def earlier(self) -> dict[str, str]:
        """Return what the month before left, by name; empty where it was never run.

        A month before that one reaches here through it, because its own first step rested on it.
        """
        before = str(Period(self.period).shift(-1))
        record = RunRecord.read(self.out.parent / before)
        if not record.evidence:
            return {}
        first: dict[str, str] = next(
            (step["inputs"] for name, step in sorted(record.steps.items()) if name != REPORT), {}
        )
        older = sorted(value for name, value in first.items() if name.startswith(LEDGER_OF))
        left = [f"{name}\0{value}" for name, value in sorted(record.evidence.items())]
        return {f"{LEDGER_OF} {before}": digest("\n".join([*left, *older]).encode())}

    def inputs_of(self, notebook: inputs.Notebook, record: RunRecord) -> dict[str, str]:
        """Return what a notebook depends on, given the evidence recorded so far."""
        files = {**self.files, **self.earlier}
        return staleness.notebook_inputs(notebook, files, self.parameters, record.evidence)

    def report_inputs(self, record: RunRecord) -> dict[str, str]:
        """Return what the report depends on."""
        return staleness.report_inputs(self.files, rooms.report_rooms(), self.parameters, record.steps)

    def reason(self, notebook: inputs.Notebook, record: RunRecord) -> str | None:
        """Say why a notebook must run; None if it must not."""
        step = record.steps.get(notebook.name)
        why = staleness.reason(step, self.inputs_of(notebook, record), f"{notebook.name}.ipynb", self.altered)
        if why is None and step is not None and step["documents"] is None and self.in_step_before(notebook, record):
            why = "its documents waited for earlier notebooks"
        return why or (FORCED if self.settings.force else None)

    def in_step_before(self, notebook: inputs.Notebook, record: RunRecord) -> bool:
        """Say whether every earlier notebook stands as it would come out now."""
        return all(self._stands(each, record) for each in self.all_notebooks if each.number < notebook.number)

    def in_step(self, record: RunRecord) -> bool:
        """Say whether every notebook of the chain stands as it would come out now."""
        return all(self._stands(each, record) for each in self.all_notebooks)

    def _stands(self, notebook: inputs.Notebook, record: RunRecord) -> bool:
        step = record.steps.get(notebook.name)
        altered = self._altered_since(step)
        return staleness.reason(step, self.inputs_of(notebook, record), f"{notebook.name}.ipynb", altered) is None

    def _altered_since(self, step: Mapping[str, Any] | None) -> dict[str, str]:
        """Return the altered files but those this very run has written anew."""
        files = (step or {}).get("files", {})
        return {name: why for name, why in self.altered.items() if not _as_recorded(self.out / name, files.get(name))}

    def report_reason(self, record: RunRecord) -> str | None:
        """Say why the report must be written; None if it must not, or cannot because the month is not in step."""
        if not self.in_step(record):
            return None
        why = staleness.reason(record.steps.get(REPORT), self.report_inputs(record), "workbook.html", self.altered)
        return why or (FORCED if self.settings.force else None)

    def whole(self, record: RunRecord) -> bool:
        """Say whether everything of the month is there and in step."""
        return self.in_step(record) and self._report_stands(record)

    def _report_stands(self, record: RunRecord) -> bool:
        step = record.steps.get(REPORT)
        altered = self._altered_since(step)
        return staleness.reason(step, self.report_inputs(record), "workbook.html", altered) is None

    def is_committed(self, record: RunRecord) -> bool:
        """Say whether the last run said of the whole month, last of all, that it is there."""
        return record.about.get("status") == month_folder.DONE and not self.altered


def _as_recorded(path: Path, state: month_folder.State | None) -> bool:
    try:
        found = path.stat()
    except OSError:
        return False
    return state is not None and state[:2] == [found.st_size, found.st_mtime_ns]


def look(client: str, settings: Settings) -> tuple[Index, dict[str, str], ClientMonth | None]:
    """Look at a client's files; the month is None as long as the exports have not been read for it.

    Raises
    ------
    PeriodError
        If the exports hold nothing of the month.

    """
    root = Path(settings.out) / client
    index = Index.read(root / inventory.INDEX)
    folder = folders.client_folder(client, settings.data)
    files = inventory.client_inputs(folder, index, content=settings.check_content)
    if index.facts.get("digest") != facts_digest(files):
        return index, files, None
    return index, files, month_of(client, settings, files, index.facts)


def month_of(client: str, settings: Settings, files: Mapping[str, str], facts: Mapping[str, Any]) -> ClientMonth:
    """Return the month asked for, or the latest complete one.

    Raises
    ------
    PeriodError
        If the exports hold nothing of the month.

    """
    period = settings.period or facts["latest"]
    if not period:
        raise PeriodError("no export has a dated row, so there is no month to work on. Name one with --period 2026-10.")
    check_covered(client, period, facts.get("months") or ())
    return ClientMonth(
        client, period, settings.lang or facts["lang"], Path(settings.out) / client / period, files, settings
    )


def facts_digest(files: Mapping[str, str]) -> str:
    """Name what the months and the language follow from: the client's files and the program that reads them.

    What was decided is no part of it: an approval reads no export again.
    """
    read = (f"{name}\0{value}\0" for name, value in files.items() if name not in _DECIDED)
    return digest("".join([rooms.import_digest(), *read]).encode())


def plan(client: str, settings: Settings) -> list[PlannedStep]:
    """Return each step of a client with what would be done and why; nothing is written."""
    try:
        month = look(client, settings)[2]
    except PeriodError as error:
        return [PlannedStep("period", "refuse", str(error))]
    if month is None:
        names = [s.name for s in inputs.notebooks(settings.notebooks) if not settings.only or s.number in settings.only]
        return [
            PlannedStep(name, "run", E_("there are new exports, another brief or another program to read them"))
            for name in ["import", *names, REPORT]
        ]
    return list(planned(month, RunRecord.read(month.out)))


def planned(month: ClientMonth, record: RunRecord) -> Iterator[PlannedStep]:
    """Yield what would be done for a month whose exports have been read."""
    first = ""
    for notebook in month.notebooks:
        why = month.reason(notebook, record)
        if why is None and first:
            yield PlannedStep(notebook.name, "wait", E_(f"rests on {first} (which runs first)"))
        else:
            yield PlannedStep(notebook.name, "run" if why else "skip", why or E_("up to date"))
        first = first or (notebook.name if why else "")
    why = month.report_reason(record) or (E_(f"rests on {first}") if first else None)
    yield PlannedStep(REPORT, "run" if why else "skip", why or E_("up to date"))
