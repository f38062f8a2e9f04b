"""One client's chain of steps, written so that any pool can drive it: it yields tasks and is sent their results."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from smmkit import folders
from smmkit.errors import SmmkitError
from smmkit.files import digest, remove_leftovers
from smmkit.run import inputs, rooms, staleness
from smmkit.run.locks import locked
from smmkit.run.record import FILE, RunRecord
from smmkit.run.staleness import PlannedStep
from smmkit.run.tasks import REPORT, Done, Failure, Outcome, Settings, Task

Chain = Generator[Task, Done, Outcome]


@dataclass(frozen=True)
class Month:
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

    def task(self, kind: str) -> Task:
        """Return something to do for this month."""
        return self.settings.task(kind, self.client, self.period, self.lang)

    @property
    def notebooks(self) -> list[inputs.Notebook]:
        """Return the notebooks asked for."""
        found = inputs.notebooks(self.settings.notebooks)
        return [notebook for notebook in found if not self.settings.only or notebook.number in self.settings.only]

    def inputs_of(self, notebook: inputs.Notebook, record: RunRecord) -> dict[str, str]:
        """Return what a notebook depends on, given the evidence recorded so far."""
        return staleness.notebook_inputs(notebook, self.files, self.parameters, record.evidence)

    def report_inputs(self, record: RunRecord) -> dict[str, str]:
        """Return what the report depends on."""
        return staleness.report_inputs(self.files, rooms.report_rooms(), self.parameters, record.steps)

    def reason(self, notebook: inputs.Notebook, record: RunRecord) -> str | None:
        """Say why a notebook must run; None if it must not."""
        output = self.out / f"{notebook.name}.ipynb"
        why = staleness.reason(record.steps.get(notebook.name), self.inputs_of(notebook, record), output)
        return why or ("--force" if self.settings.force else None)

    def report_reason(self, record: RunRecord) -> str | None:
        """Say why the report must be written; None if it must not, or cannot because a notebook is still missing."""
        everything = inputs.notebooks(self.settings.notebooks)
        if any(record.steps.get(notebook.name, {}).get("status") != "done" for notebook in everything):
            return None
        why = staleness.reason(record.steps.get(REPORT), self.report_inputs(record), self.out / "report.html")
        return why or ("--force" if self.settings.force else None)


def look(client: str, settings: Settings) -> tuple[inputs.Index, dict[str, str], Month | None]:
    """Look at a client's files; the month is None as long as the exports have not been read for it."""
    root = Path(settings.out) / client
    index = inputs.Index.read(root / inputs.INDEX)
    files = inputs.client_inputs(folders.client_folder(client, settings.data), index)
    known = index.facts.get("digest") == _facts_digest(files) and (settings.period or index.facts.get("latest"))
    if not known:
        return index, files, None
    return index, files, _month(client, settings, files, index.facts)


def plan(client: str, settings: Settings) -> list[PlannedStep]:
    """Return each step of a client with what would be done and why; nothing is written."""
    month = look(client, settings)[2]
    if month is None:
        names = [s.name for s in inputs.notebooks(settings.notebooks) if not settings.only or s.number in settings.only]
        return [PlannedStep(name, "run", "the exports are new or changed") for name in ["import", *names, REPORT]]
    return list(_planned(month, RunRecord.read(month.out)))


def _planned(month: Month, record: RunRecord) -> Iterator[PlannedStep]:
    first = ""
    for notebook in month.notebooks:
        why = month.reason(notebook, record)
        if why is None and first:
            yield PlannedStep(notebook.name, "wait", f"rests on {first}, which runs first")
        else:
            yield PlannedStep(notebook.name, "run" if why else "skip", why or "up to date")
        first = first or (notebook.name if why else "")
    why = month.report_reason(record) or (f"rests on {first}" if first else None)
    yield PlannedStep(REPORT, "run" if why else "skip", why or "up to date")


def client_chain(client: str, settings: Settings) -> Chain:
    """Bring one client's workbook up to date.

    Yields
    ------
    Task
        The next thing a fresh process has to do; its `Done` must be sent back.

    Returns
    -------
    Outcome

    """
    started = time.monotonic()
    try:
        month = look(client, settings)[2]
        if month is not None:
            steps = list(_planned(month, RunRecord.read(month.out)))
            if all(step.action == "skip" for step in steps) and not (Path(settings.out) / client / FILE).is_file():
                return Outcome(client, month.period, "up to date", skipped=len(steps))
        with locked(Path(settings.out) / client):
            outcome = yield from _locked_chain(client, settings)
    except (SmmkitError, OSError) as error:
        failure = Failure("start", _sentence(error))
        outcome = Outcome(client, settings.period or "", "failed", failure=failure)
    return Outcome(**(vars(outcome) | {"seconds": round(time.monotonic() - started, 2)}))


def _locked_chain(client: str, settings: Settings) -> Chain:
    root = Path(settings.out) / client
    remove_leftovers(root)
    index, files, month = look(client, settings)
    if month is None:
        done = yield settings.task("import", client, settings.period, settings.lang)
        if done.failure:
            # Without exports there is no month to write it into, and the page over all clients must know.
            record = RunRecord(root / FILE)
            record.begin(client, index.facts.get("name", client), "", settings.lang or "", settings)
            record.write("failed", done.failure)
            return Outcome(client, settings.period or "", "failed", failure=done.failure)
        index.facts = {"digest": _facts_digest(files), **done.values}
        month = _month(client, settings, files, index.facts)
    index.write()
    (root / FILE).unlink(missing_ok=True)
    remove_leftovers(month.out)
    record = RunRecord.read(month.out)
    record.begin(client, index.facts["name"], month.period, month.lang, settings)
    try:
        return (yield from _steps(month, record))
    except GeneratorExit:
        record.write("stopped")
        raise


def _steps(month: Month, record: RunRecord) -> Chain:
    ran: list[str] = []
    skipped = 0
    for notebook in month.notebooks:
        if month.reason(notebook, record) is None:
            skipped += 1
            continue
        needs = month.inputs_of(notebook, record)
        done = yield replace(month.task("notebook"), notebook=str(notebook.path))
        record.finish_step(notebook.name, needs, done)
        ran.append(notebook.name)
        if done.failure:
            return Outcome(month.client, month.period, "failed", tuple(ran), skipped, failure=done.failure)
    if month.report_reason(record):
        done = yield month.task(REPORT)
        record.finish_step(REPORT, month.report_inputs(record), done)
        ran.append(REPORT)
        if done.failure:
            return Outcome(month.client, month.period, "failed", tuple(ran), skipped, failure=done.failure)
    record.write("done")
    return Outcome(month.client, month.period, "done", tuple(ran), skipped)


def _month(client: str, settings: Settings, files: dict[str, str], facts: Mapping[str, str]) -> Month:
    period = settings.period or facts["latest"]
    return Month(client, period, settings.lang or facts["lang"], Path(settings.out) / client / period, files, settings)


def _facts_digest(files: Mapping[str, str]) -> str:
    """Name what the latest month and the language follow from: the client's files and the program that reads them."""
    return digest("".join([rooms.import_digest(), *(f"{name}\0{value}\0" for name, value in files.items())]).encode())


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.filename or 'disk'}: {error.strerror}. Make room or mend the permissions, then run again."
    return str(error)
