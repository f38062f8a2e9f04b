"""Papermill's engine interface over two kernels: ours inside this process, or Jupyter's over sockets."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, NotebookExecutionManager

if TYPE_CHECKING:
    from nbformat import NotebookNode

Report = Callable[..., None]


class ReportingManager(NotebookExecutionManager):  # type: ignore[misc]
    """Papermill's record of an execution; each cell is handed on as it starts and ends, instead of saving the file."""

    def __init__(self, notebook: NotebookNode, report: Report) -> None:
        super().__init__(notebook, output_path=None, progress_bar=False, autosave_cell_every=0)
        self.report = report

    def cell_start(self, cell: NotebookNode, cell_index: int | None = None, **kwargs: Any) -> None:
        """Note that a cell starts."""
        super().cell_start(cell, cell_index, **kwargs)
        self.report("cell", cell_index, len(self.nb.cells))

    def cell_complete(self, cell: NotebookNode, cell_index: int | None = None, **kwargs: Any) -> None:
        """Note that a cell ended, well or not."""
        super().cell_complete(cell, cell_index, **kwargs)
        self.report("done", cell_index, cell)

    def notebook_complete(self, **kwargs: Any) -> None:
        """End the record; a cell that never ran must not be called completed, as papermill would."""
        states = [cell.metadata.papermill["status"] for cell in self.nb.cells]
        super().notebook_complete(**kwargs)
        for cell, state in zip(self.nb.cells, states, strict=True):
            cell.metadata.papermill["status"] = state


def execute_notebook(nb: NotebookNode, kernel_name: str, **options: Any) -> NotebookNode:
    """Run a notebook for papermill; the options are papermill's own.

    Parameters
    ----------
    nb
        Notebook with its parameters in place.
    kernel_name
        Kernel to run it with.
    **options
        Papermill's engine options. `report` makes this a step of a batch: it is called with
        `"begin", notebook`, `"cell", index, cells` and `"done", index, cell`.

    """
    report = options.pop("report", None)
    if report is None:
        return NBClientEngine.execute_notebook(nb, kernel_name, **options)
    return execute_reporting(nb, kernel_name, report, **options)


def execute_reporting(
    nb: NotebookNode, kernel_name: str, report: Report, *, kernel: str = "nbclient", timeout: float, **options: Any
) -> NotebookNode:
    """Run a notebook in this process' own kernel, or in one of Jupyter's, cell by cell reported."""
    manager = ReportingManager(nb, report)
    nb.metadata.papermill["input_path"] = options.get("input_name", "")
    nb.metadata.papermill["output_path"] = options.get("output_name", "")
    manager.notebook_start()
    report("begin", nb)
    try:
        client = PapermillNotebookClient(
            manager,
            kernel_name=kernel_name,
            timeout=round(timeout),
            startup_timeout=60,
            coalesce_streams=True,
        )
        client.execute()
    finally:
        manager.notebook_complete()
    return manager.nb
