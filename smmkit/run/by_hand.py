"""`papermill --engine smmkit` by hand: one notebook in one fresh process, followed cell by cell."""

from __future__ import annotations

import json
import os
import sys
import time
from typing import TYPE_CHECKING, Any

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import from_dict
from papermill.engines import NBClientEngine, NotebookExecutionManager

from smmkit.run.chain import Chain
from smmkit.run.pool import run_chains
from smmkit.run.tasks import CELL_SECONDS, Done, Failure, Outcome, Task

if TYPE_CHECKING:
    from nbformat import NotebookNode

# Saving after every cell is a tenth of papermill's time; this often is enough to look at while it runs.
SAVE_SECONDS = 2.0


class ThrottledManager(NotebookExecutionManager):  # type: ignore[misc]
    """Papermill's record of an execution, saved now and then instead of twice a cell."""

    saved = 0.0

    def save(self, **kwargs: Any) -> None:
        """Save if the last time is a while ago."""
        if time.monotonic() - self.saved >= SAVE_SECONDS:
            super().save(**kwargs)
            self.saved = time.monotonic()

    def finish(self) -> None:
        """End the record and save it; cells that never ran stay pending."""
        states = [cell.metadata.papermill["status"] for cell in self.nb.cells]
        self.saved = time.monotonic()
        self.notebook_complete()
        for cell, state in zip(self.nb.cells, states, strict=True):
            cell.metadata.papermill["status"] = state
        self.saved = 0.0
        self.save()


def execute_notebook(nb: NotebookNode, kernel_name: str, **options: Any) -> NotebookNode:
    """Run a notebook for papermill, in a process of its own where the system can fork one; options are papermill's."""
    if hasattr(os, "fork") and nb.metadata.get("kernelspec", {}).get("language", "python") == "python":
        return execute_apart(nb, kernel_name, **options)
    print("This notebook cannot run in a forked kernel, so it runs through plain papermill.", file=sys.stderr)
    options["execution_timeout"] = options.get("execution_timeout") or CELL_SECONDS
    return NBClientEngine.execute_notebook(nb, kernel_name, **options)


def execute_apart(
    nb: NotebookNode,
    kernel_name: str,
    *,
    output_path: str | None = None,
    progress_bar: bool | dict[str, Any] = True,
    log_output: bool = False,
    execution_timeout: float | None = None,
    **_: Any,
) -> NotebookNode:
    """Run a notebook in a process of its own and return it with its outputs.

    Raises
    ------
    CellTimeoutError
        If a cell takes longer than `execution_timeout` seconds.
    DeadKernelError
        If the process dies.

    """
    manager = ThrottledManager(nb, output_path=output_path, progress_bar=progress_bar, log_output=log_output)
    manager.notebook_start()

    def watch(event: str, content: Any) -> None:
        if event == "cell":
            manager.cell_start(nb.cells[content[1]], content[1])
        elif event == "done":
            index = content[1]
            nb.cells[index] = from_dict(json.loads(content[2]))
            manager.cell_complete(nb.cells[index], index)

    task = Task(
        "cells", execution_timeout or CELL_SECONDS, "smmkit", kernel_name,
        notebook=json.dumps(nb), environment=dict(os.environ),
    )  # fmt: skip
    ends: list[Done] = []
    try:
        run_chains(iter([_chain(task, ends)]), jobs=1, watch=watch)
        _raise(ends[0].failure, nb, task.timeout)
        _take_over(nb, from_dict(json.loads(ends[0].values["notebook"])))
    finally:
        manager.finish()
    return nb


def _take_over(nb: NotebookNode, executed: NotebookNode) -> None:
    """Take the final state: a later cell may have changed an earlier one's output, and widgets their values."""
    for cell, final in zip(nb.cells, executed.cells, strict=True):
        if "outputs" in final:
            cell.outputs = final.outputs
    nb.metadata.update(
        {name: executed.metadata[name] for name in ("language_info", "widgets") if name in executed.metadata}
    )


def _chain(task: Task, ends: list[Done]) -> Chain:
    done = yield task
    ends.append(done)
    return (Outcome("", "", "failed" if done.failure else "done", failure=done.failure),)


def _raise(failure: Failure | None, nb: NotebookNode, timeout: float) -> None:
    """Raise what papermill's callers expect where the process did not come to its own end."""
    if failure is None:
        return
    running = [cell for cell in nb.cells if cell.metadata.papermill["status"] == "running"]
    for cell in running:
        cell.metadata.papermill.update(status="failed", exception=True)
    if failure.late:
        raise CellTimeoutError.error_from_timeout_and_cell("Cell execution timed out", round(timeout), running[0])
    raise DeadKernelError(failure.message)
