"""One notebook inside a step's process, over two kernels: ours in this process, or Jupyter's over sockets."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NotebookExecutionManager
from papermill.utils import nb_kernel_name, nb_language

from smmkit.run.streams import coalesced

if TYPE_CHECKING:
    from nbformat import NotebookNode

Tell = Callable[..., None]


class ReportingManager(NotebookExecutionManager):  # type: ignore[misc]
    """Papermill's record of an execution; each cell is handed on as it starts and ends, instead of saving the file."""

    def __init__(self, notebook: NotebookNode, report: Tell) -> None:
        super().__init__(notebook, output_path=None, progress_bar=False, autosave_cell_every=0)
        self.report = report

    def cell_start(self, cell: NotebookNode, cell_index: int | None = None, **kwargs: Any) -> None:
        """Note that a cell starts."""
        super().cell_start(cell, cell_index, **kwargs)
        self.report("cell", cell_index, len(self.nb.cells))

    def cell_complete(self, cell: NotebookNode, cell_index: int | None = None, **kwargs: Any) -> None:
        """Note that a cell ended, well or not."""
        super().cell_complete(cell, cell_index, **kwargs)
        self.report("done", cell_index, json.dumps(cell))

    def notebook_complete(self, **kwargs: Any) -> None:
        """End the record; a cell that never ran must not be called completed, as papermill would."""
        states = [cell.metadata.papermill["status"] for cell in self.nb.cells]
        super().notebook_complete(**kwargs)
        for cell, state in zip(self.nb.cells, states, strict=True):
            cell.metadata.papermill["status"] = state


class CoalescingClient(PapermillNotebookClient):  # type: ignore[misc]
    """Papermill's client; a cell's streams are brought together by our own, quick hand instead of nbclient's."""

    def execute_cell(self, cell: NotebookNode, *args: Any, **options: Any) -> NotebookNode:
        """Run a cell; a failed one keeps its streams in order too."""
        try:
            return super().execute_cell(cell, *args, **options)
        finally:
            if cell.get("outputs"):
                cell.outputs = coalesced(cell.outputs)


class StepEngine:
    """Papermill's engine inside a step of a batch: the cells run in this very process, or in a kernel of Jupyter's."""

    @classmethod
    def execute_notebook(cls, nb: NotebookNode, kernel_name: str, *, report: Tell, **options: Any) -> NotebookNode:
        """Run a notebook, telling `report` of each cell."""
        return execute_reporting(nb, kernel_name, report, **options)

    @classmethod
    def nb_kernel_name(cls, nb: NotebookNode, name: str | None = None) -> str:
        """Return the name of the kernel a notebook asks for."""
        return str(nb_kernel_name(nb, name))

    @classmethod
    def nb_language(cls, nb: NotebookNode, language: str | None = None) -> str:
        """Return the language a notebook is written in."""
        return str(nb_language(nb, language))


def own_kernel() -> Any:
    """Start this process' kernel and make the process look like one that started as a kernel."""
    from smmkit.run.kernel import ListClient
    from smmkit.run.preload_kernel import SEARCH_PATH

    sys.path[:] = SEARCH_PATH
    kernel = ListClient()
    if (pandas := sys.modules.get("pandas")) is not None:
        pandas.set_option("display.max_columns", 20)  # pandas chose at its import, when there was no notebook
    if (numpy := sys.modules.get("numpy")) is not None:
        numpy.random.seed()  # every child of one parent would draw the same "random" numbers
    return kernel


def execute_reporting(
    nb: NotebookNode, kernel_name: str, report: Tell, *, kernel: str = "nbclient", timeout: float, **options: Any
) -> NotebookNode:
    """Run a notebook in this process' own kernel, or in one of Jupyter's, cell by cell reported.

    Parameters
    ----------
    nb
        Notebook with its parameters in place.
    kernel_name
        Kernel to run it with.
    report
        Is called with `"begin", notebook`, `"cell", index, cells` and `"done", index, cell`; notebook and cell as JSON.
    kernel
        `smmkit` for our own kernel.
    timeout
        Seconds a cell may take.
    **options
        Papermill's engine options.

    """
    manager = ReportingManager(nb, report)
    nb.metadata.papermill["input_path"] = options.get("input_name", "")
    nb.metadata.papermill["output_path"] = options.get("output_name", "")
    manager.notebook_start()
    report("begin", json.dumps(nb))
    try:
        # Our own kernel is interrupted by the parent process; Jupyter's has to have a limit, or may hang for ever.
        limits: dict[str, Any] = {"km": own_kernel()} if kernel == "smmkit" else {"timeout": max(1, round(timeout))}
        CoalescingClient(manager, kernel_name=kernel_name, **limits).execute()
    finally:
        manager.notebook_complete()
    return manager.nb
