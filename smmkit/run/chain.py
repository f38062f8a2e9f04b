"""One client's chain of steps, written so that any pool can drive it: it yields tasks and is sent their results."""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from smmkit import inventory, month_folder
from smmkit.errors import PeriodError, SmmkitError
from smmkit.files import remove_leftovers
from smmkit.run.locks import locked
from smmkit.run.month import ClientMonth, facts_digest, look, month_of, planned
from smmkit.run.record import FILE, RunRecord
from smmkit.run.sentences import of_one_client
from smmkit.run.tasks import REPORT, Done, Failure, Outcome, Settings, Task

Chain = Generator[Task, Done, tuple[Outcome, ...]]
MonthChain = Generator[Task, Done, Outcome]


def client_chain(client: str, settings: Settings) -> Chain:
    """Bring one client's months up to date, one after the other.

    Whatever goes wrong is this client's failure and nobody else's.

    Yields
    ------
    Task
        The next thing a fresh process has to do; its `Done` must be sent back.

    Returns
    -------
    tuple of Outcome
        One per month; those after a failure are not begun.

    """
    outcomes: list[Outcome] = []
    for one in settings.months:
        outcome = yield from month_chain(client, one)
        outcomes.append(outcome)
        if outcome.failure and outcome.failure.step != "period":
            break
    return tuple(outcomes)


def month_chain(client: str, settings: Settings) -> MonthChain:
    """Bring one month of a client up to date."""
    started = time.monotonic()
    try:
        outcome = _up_to_date(client, settings)
        if outcome is None:
            with locked(Path(settings.out) / client) as token:
                outcome = yield from _locked_chain(client, settings, token)
    except SmmkitError as error:
        place = "period" if isinstance(error, PeriodError) else "start"
        outcome = Outcome(client, settings.period or "", "failed", failure=Failure(place, str(error)))
    except Exception as error:  # an odd file name, a full disk, a bug: one client's, whatever it is
        failure = Failure("start", of_one_client(error))
        outcome = Outcome(client, settings.period or "", "failed", failure=failure)
    return replace(outcome, seconds=round(time.monotonic() - started, 2))


def _up_to_date(client: str, settings: Settings) -> Outcome | None:
    """Return the outcome of a month with nothing to do; None if there is something."""
    index, _, month = look(client, settings)
    if month is None or (Path(settings.out) / client / FILE).is_file():
        return None
    record = RunRecord.read(month.out)
    steps = list(planned(month, record))
    if not month.is_committed(record) or any(step.action != "skip" for step in steps):
        return None
    return Outcome(client, month.period, "up to date", skipped=len(steps), files=index.facts.get("files", {}))


def _locked_chain(client: str, settings: Settings, token: str) -> MonthChain:
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
        index.facts = {"digest": facts_digest(files), **done.values}
        index.write()
        month = month_of(client, settings, files, index.facts)
    index.write()
    (root / FILE).unlink(missing_ok=True)
    outcome = yield from _month_chain(month, index.facts, token)
    return replace(outcome, files=index.facts.get("files", {}), warnings=tuple(index.facts.get("warnings", ())))


def _month_chain(month: ClientMonth, facts: Mapping[str, Any], token: str) -> MonthChain:
    remove_leftovers(month.out)
    record = RunRecord.read(month.out)
    if not month.is_committed(record):
        _put_right(month)
    imported = month.out.parent / inventory.IMPORTED
    if (imported / month_folder.IMPORT_REPORT).is_file():
        month_folder.publish(imported, month.out)
    record.begin(month.client, facts["name"], month.period, month.lang, month.settings)
    try:
        outcome = yield from _steps(month, record, token)
    except GeneratorExit:
        record.write("stopped")
        raise
    if not outcome.failure:
        record.commit(month.files, whole=month.whole(record))
    return outcome


def _put_right(month: ClientMonth) -> None:
    """Take away what was changed by hand or left by a killed run: tables are copied again, a step makes its part anew.

    `ledger.json` belongs to no step; it is written anew from the parts, so that only they can become official.
    """
    for name in month.altered:
        if name.startswith((f"{month_folder.TABLES}/", f"{month_folder.PARTS}/")):
            (month.out / name).unlink(missing_ok=True)
    if month_folder.LEDGER not in month.altered and not (month.out / month_folder.LEDGER).is_file():
        return
    from smmkit.folders import client_folder
    from smmkit.ledger.store import rewrite_merged
    from smmkit.plan import load_plan

    (month.out / month_folder.LEDGER).unlink(missing_ok=True)
    with suppress(SmmkitError):  # the first notebook says what is wrong with the plan
        rewrite_merged(month.out, known=load_plan(client_folder(month.client, month.settings.data)).ids)


def _steps(month: ClientMonth, record: RunRecord, token: str) -> MonthChain:
    ran: list[str] = []
    skipped = 0
    for notebook in month.notebooks:
        if month.reason(notebook, record) is None:
            skipped += 1
            continue
        if not ran:
            record.write("running")  # from here on the month is between two states, whatever happens
        needs = month.inputs_of(notebook, record)
        task = month.task("notebook", token)
        in_step = month.in_step_before(notebook, record)
        done = yield replace(task, notebook=str(notebook.path), documents=in_step)
        record.finish_step(notebook.name, needs, done)
        ran.append(notebook.name)
        if done.failure:
            return Outcome(month.client, month.period, "failed", tuple(ran), skipped, failure=done.failure)
    if month.report_reason(record):
        if not ran:
            record.write("running")
        done = yield month.task(REPORT, token)
        record.finish_step(REPORT, month.report_inputs(record), done)
        ran.append(REPORT)
        if done.failure:
            return Outcome(month.client, month.period, "failed", tuple(ran), skipped, failure=done.failure)
    return Outcome(month.client, month.period, "done", tuple(ran), skipped)
