"""What happens inside one fresh process of the batch: one task, then its end."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from multiprocessing import parent_process, set_start_method
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from smmkit.files import digest, write_whole
from smmkit.run.descendants import adopt, end_descendants
from smmkit.run.sentences import sentence, sentence_of
from smmkit.run.tasks import Done, Failure, Task

# What papermill calls the engine of a step; `smmkit` is the one that people name by hand.
STEP_ENGINE = "smmkit-step"


def main(connection: Connection, task: Task) -> None:
    """Do one task and end; everything it says goes through the connection."""
    started = time.monotonic()
    isolate(task)
    try:
        done = DOERS[task.kind](task, lambda *message: connection.send(message))
    except BaseException as error:
        done = Done(failure=Failure(task.name, sentence(error)))
    end_descendants()  # before the result, for whoever has it may end this process at once
    connection.send(("result", Done(done.values, done.failure, time.monotonic() - started)))
    connection.close()
    end_process()


def isolate(task: Task) -> None:
    """Make this process its own: a group that can be ended whole, no terminal, the folders of its task."""
    if hasattr(os, "setsid"):
        os.setsid()
    adopt()
    silence = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silence, stream)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.environ.update(task.environment)
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    # What the batch needed must not show in a notebook: it starts processes its own way.
    set_start_method(None, force=True)
    sys.argv = [sys.argv[0]]


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        end_process(9)


def end_process(code: int = 0) -> None:
    """End at once, with everything a notebook may have left running: threads, subprocesses."""
    end_descendants()
    if hasattr(os, "killpg"):
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
        with suppress(OSError):
            os.killpg(os.getpgrp(), signal.SIGKILL if code else signal.SIGTERM)
    os._exit(code)


def import_exports(task: Task, report: Any) -> Done:
    """Read a client's exports, once for all its notebooks; hand back what follows from them."""
    from smmkit.run.exports import export_facts
    from smmkit.run.memory import bound_memory

    bound_memory()
    return Done(export_facts(task.client))


def run_notebook(task: Task, report: Any) -> Done:
    """Run one notebook and put it in place, or keep it beside with its failure marked."""
    import nbformat
    import papermill
    from papermill.exceptions import PapermillExecutionError

    from smmkit.client import load_client
    from smmkit.folders import client_folder
    from smmkit.run.execute import StepEngine
    from smmkit.run.prepare import prepared, with_parameters
    from smmkit.text import Text

    brief = load_client(client_folder(task.client))
    text = Text(task.lang or brief.language, country=brief.country, currency=brief.currency)
    parameters = {"client": task.client, "period": task.period, "lang": task.lang}
    notebook = with_parameters(prepared(Path(task.notebook), text), parameters)
    out = Path(task.out) / task.client / str(task.period)
    out.mkdir(parents=True, exist_ok=True)
    papermill.engines.papermill_engines.register(STEP_ENGINE, StepEngine)
    kept = Kept(report)
    try:
        executed = papermill.execute_notebook(
            notebook,
            None,
            parameters=parameters,
            engine_name=STEP_ENGINE,
            progress_bar=False,
            cwd=out,
            report=kept,
            kernel=task.engine,
            timeout=task.timeout,
            input_name=Path(task.notebook).name,
            output_name=f"{task.name}.ipynb",
        )
    except PapermillExecutionError as error:
        return kept.failed(task, out, sentence_of(error.ename, error.evalue))
    except Exception as error:
        return kept.failed(task, out, sentence(error))
    return put_in_place(task, out, nbformat.v4.writes(executed) + "\n", report)


def put_in_place(task: Task, out: Path, notebook: str, report: Any) -> Done:
    """Write an executed notebook and its topic's documents; a document that cannot be made keeps all as it was."""
    from smmkit.run import documents
    from smmkit.run.opened import book_until
    from smmkit.run.prepare import failed_path

    document = ""

    def tell(name: str) -> None:
        nonlocal document
        document = name
        report("document", name)

    if not task.documents:
        write_whole(out / f"{task.name}.ipynb", notebook)
        return Done({"output": digest(notebook.encode()), "documents": None})
    try:
        files = documents.contents(task.name[:2], lambda: book_until(task), tell)
    except Exception as error:
        return Done(failure=Failure(f"{task.name}, {document}", sentence(error)))
    hashes = documents.put(out, files)
    name = f"{task.name}.ipynb"
    write_whole(out / name, notebook)
    failed_path(out, task.name).unlink(missing_ok=True)
    return Done({"output": digest(notebook.encode()), "documents": hashes})


def run_cells(task: Task, report: Any) -> Done:
    """Run the cells of a notebook that papermill has prepared in the parent process."""
    from nbformat import reads

    from smmkit.run.execute import execute_reporting

    notebook = reads(task.notebook, as_version=4)
    executed = execute_reporting(notebook, task.client, report, kernel=task.engine, timeout=task.timeout)
    return Done({"notebook": json.dumps(executed)})


class Kept:
    """The notebook as far as it got, and where it is; handed on to the parent at the same time."""

    def __init__(self, report: Any) -> None:
        self.report = report
        self.notebook: Any = None
        self.index = 0

    def __call__(self, kind: str, *content: Any) -> None:
        """Take a message of the engine."""
        if kind == "begin":
            self.notebook = json.loads(content[0])
        elif kind == "cell":
            self.index = content[0]
        elif kind == "done":
            self.notebook["cells"][content[0]] = json.loads(content[1])
        self.report(kind, *content)

    def failed(self, task: Task, out: Path, message: str) -> Done:
        """Keep the notebook with its failed cell marked."""
        from smmkit.run.prepare import keep_failed

        if self.notebook is None:
            return Done(failure=Failure(task.name, message))
        return Done(failure=keep_failed(out, task.name, self.notebook, self.index, message))


def write_report(task: Task, report: Any) -> Done:
    """Write a client's report, calendar and the other files that are made of its notebooks."""
    from smmkit.client import load_client
    from smmkit.folders import client_folder
    from smmkit.ledger import read_ledger
    from smmkit.ledger.numbers import shown
    from smmkit.period import Period
    from smmkit.plan import ARRAYS
    from smmkit.report import write_months, write_report

    brief = load_client(client_folder(task.client))
    period, lang = Period(str(task.period)), task.lang or brief.language
    out = Path(task.out) / task.client / str(period)
    write_report(out, brief, period, lang)
    write_months(out.parent, brief, lang)
    return Done({"shown": {id: shown(i.value, i.unit) for id, i in read_ledger(out).items() if i.kind in ARRAYS}})


def write_portfolio(task: Task, report: Any) -> Done:
    """Write the page over all clients."""
    from smmkit.report import write_portfolio

    write_portfolio(Path(task.out))
    return Done()


DOERS = {
    "import": import_exports,
    "notebook": run_notebook,
    "report": write_report,
    "portfolio": write_portfolio,
    "cells": run_cells,
}
