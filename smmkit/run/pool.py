"""Drive many chains at once, each step in a fresh process watched by its sentinel."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from pickle import UnpicklingError
from types import ModuleType
from typing import Any

from smmkit.month_folder import TOKEN
from smmkit.run.chain import Chain
from smmkit.run.descendants import end_group, end_marked
from smmkit.run.stopping import stoppable
from smmkit.run.tasks import Done, Failure, Outcome, Task

# A cell that swallows its interrupt gets this long to give in.
GRACE_SECONDS = 5.0
# What a process needs beyond its cells: start, import, writing the file.
SLACK_SECONDS = 60.0
# What the process that all others are forked from imports; for one notebook of papermill's, the kernel alone.
PRELOAD = "smmkit.run.preload"
PRELOAD_KERNEL = "smmkit.run.preload_kernel"
# Multiprocessing's exit code of a child that was lost together with the process it was forked from.
LOST = 255
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")

Watch = Callable[[str, Any], None]


@dataclass
class Running:
    """A process at work, and what it has said so far."""

    chain: Chain
    task: Task
    process: Any
    connection: Connection
    started: float
    cell: int | None = None
    cell_started: float = 0.0
    interrupted: bool = False
    begun: str = ""
    document: str = ""
    again: bool = False
    cells: dict[int, str] = field(default_factory=dict)
    done: Done | None = None

    @property
    def deadline(self) -> float:
        """When patience with the present cell ends; jupyter's own kernels are stopped by papermill before that."""
        if self.interrupted:
            return self.cell_started + self.task.timeout + GRACE_SECONDS
        slack = 0.0 if self.cell is not None and self.task.engine == "smmkit" else SLACK_SECONDS
        return self.cell_started + self.task.timeout + slack


def run_chains(chains: Iterator[Chain], *, jobs: int, watch: Watch, fail_fast: bool = False) -> list[Outcome]:
    """Drive chains to their ends, `jobs` at a time.

    Parameters
    ----------
    chains
        One per client; taken one by one as places become free.
    jobs
        How many processes work at once.
    watch
        Called with `"task", Task`, `"cell", (Task, index, cells)`, `"done", (Task, index, cell as JSON)` and
        `"outcome", Outcome`.
    fail_fast
        Start nothing more after the first failure.

    Raises
    ------
    Stopped
        If a signal asked for it; every process has been ended then.

    """
    running: list[Running] = []
    outcomes: list[Outcome] = []
    with stoppable():
        try:
            while True:
                while len(running) < jobs and not (fail_fast and _failed(outcomes)):
                    chain = next(chains, None)
                    if chain is None:
                        break
                    _advance(chain, None, running, outcomes, watch)
                if not running:
                    return outcomes
                for ended in _listen(running, watch):
                    running.remove(ended)
                    if _orphaned(ended):
                        running.append(replace(_start(ended.chain, ended.task), again=True))
                        continue
                    _advance(ended.chain, _result(ended), running, outcomes, watch)
        finally:
            for work in running:
                _end(work)
                work.chain.close()


def _failed(outcomes: list[Outcome]) -> bool:
    return any(outcome.status == "failed" for outcome in outcomes)


def _advance(chain: Chain, done: Done | None, running: list[Running], outcomes: list[Outcome], watch: Watch) -> None:
    """Give a chain the result it waits for and start what it asks for next."""
    try:
        task = next(chain) if done is None else chain.send(done)
    except StopIteration as end:
        for outcome in end.value:
            outcomes.append(outcome)
            watch("outcome", outcome)
        return
    running.append(_start(chain, task))
    watch("task", task)


def _orphaned(work: Running) -> bool:
    """Say whether a process was lost with the one all are forked from, and not yet begun anew for that.

    Multiprocessing gives 255 to a child whose end nobody could tell it any more.
    """
    lost = work.done is None and not work.again and not work.interrupted and work.process.exitcode == LOST
    if lost:
        _end(work)
        work.connection.close()
    return lost


def _start(chain: Chain, task: Task) -> Running:
    """Start a process for a task; if the process all are forked from has died, it is started again first."""
    for patience in (True, True, False):
        try:
            return _started(chain, task)
        except (EOFError, ConnectionError):
            if not patience:
                raise
            time.sleep(0.05)
    raise AssertionError


def _started(chain: Chain, task: Task) -> Running:
    from smmkit.run import child

    context = process_context(task.engine, PRELOAD_KERNEL if task.kind == "cells" else preloaded())
    reader, writer = context.Pipe(duplex=False)
    process = context.Process(target=child.main, args=(writer, task))
    with _without_main():
        process.start()
    writer.close()
    now = time.monotonic()
    return Running(chain, task, process, reader, now, cell_started=now)


@contextmanager
def _without_main() -> Iterator[None]:
    """Hide the caller's script: a new process would run it again, and nothing here needs it."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def preloaded() -> str:
    """Return what to import before forking; `SMMKIT_PRELOAD` names other modules, for notebooks of one's own."""
    return os.environ.get("SMMKIT_PRELOAD", PRELOAD)


def process_context(engine: str, preload: str) -> Any:
    """Return how processes are started: forked from one that has everything imported, or spawned."""
    if "forkserver" not in get_all_start_methods() or (sys.platform == "darwin" and engine != "smmkit"):
        return get_context("spawn")
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
    context = get_context("forkserver")
    context.set_forkserver_preload(preload.split(","))
    return context


def _listen(running: list[Running], watch: Watch) -> list[Running]:
    """Wait for the next word, end or deadline; return the processes that are through."""
    by_source: dict[Any, Running] = {work.process.sentinel: work for work in running}
    by_source |= {work.connection: work for work in running if not work.connection.closed}
    patience = max(0.0, min(work.deadline for work in running) - time.monotonic())
    ended = {}
    for source in wait(list(by_source), timeout=patience):
        work = by_source[source]
        if source is work.connection:
            _hear(work, watch)
        else:
            _hear_all(work, watch)
            ended[id(work)] = work
    now = time.monotonic()
    for work in running:
        if now >= work.deadline and id(work) not in ended:
            _lose_patience(work)
    return list(ended.values())


def _hear_all(work: Running, watch: Watch) -> None:
    """Take what a process said before it ended."""
    while not work.connection.closed and work.connection.poll():
        _hear(work, watch)


def _hear(work: Running, watch: Watch) -> None:
    try:
        kind, *content = work.connection.recv()
    except (EOFError, OSError, UnpicklingError):
        work.connection.close()
        return
    if kind == "begin":
        work.begun = content[0]
    elif kind == "cell":
        work.cell, work.cell_started, work.interrupted = content[0], time.monotonic(), False
        watch("cell", (work.task, *content))
    elif kind == "done":
        work.cells[content[0]] = content[1]
        watch("done", (work.task, *content))
    elif kind == "document":
        work.document, work.cell_started = content[0], time.monotonic()
    elif kind == "result":
        work.done = content[0]


def _lose_patience(work: Running) -> None:
    """Interrupt a cell that takes too long, so that it leaves its traceback; end it if it does not listen."""
    if not work.interrupted and work.cell is not None and hasattr(os, "killpg"):
        work.interrupted = True
        os.kill(work.process.pid, signal.SIGINT)
    else:
        work.interrupted = True
        _end(work)


def _result(work: Running) -> Done:
    """Return what a process came to; if it died, keep its notebook as far as it had got."""
    _end(work)
    work.connection.close()
    seconds = time.monotonic() - work.started
    late = f"ran longer than {work.task.timeout:g} s and was stopped. Mend it, or allow more with --timeout."
    if work.done is not None:
        failure = work.done.failure
        if failure is not None and work.interrupted:
            failure = replace(failure, message=late, late=True)
        return Done(work.done.values, failure, seconds)
    message = late if work.interrupted else _death(work.process.exitcode)
    return Done({}, replace(_keep(work, message), late=work.interrupted), seconds)


def _keep(work: Running, message: str) -> Failure:
    from smmkit.run.prepare import keep_failed

    task = work.task
    if work.document:
        return Failure(f"{task.name}, {work.document}", message)
    if not work.begun or task.period is None:
        return Failure(task.name, message)
    notebook = json.loads(work.begun)
    for index, cell in work.cells.items():
        notebook["cells"][index] = json.loads(cell)
    return keep_failed(Path(task.out) / task.client / task.period, task.name, notebook, work.cell or 0, message)


def _death(code: int | None) -> str:
    if code == -9:
        return "the process was killed, most often because memory ran out. Close other programs or run with -j 1."
    if code is not None and code < 0:
        return f"the process crashed ({signal.Signals(-code).name}). Run the cell in JupyterLab to see what it calls."
    return f"the process ended by itself (exit code {code}). A notebook must not call os._exit or kill its kernel."


def _end(work: Running) -> None:
    """End a process and all it started; one that said its result has ended what left its group itself."""
    end_group(work.process)
    token = dict(work.task.environment).get(TOKEN)
    if token and (work.done is None or work.interrupted):
        end_marked(token)
