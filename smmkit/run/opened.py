"""The month a step's documents are made of: the one its cells have opened, as far as its notebook."""

from __future__ import annotations

import sys
from dataclasses import replace

from smmkit.run.tasks import Task
from smmkit.workbook import Workbook, open_workbook

# What a month reads and counts when somebody asks, the same whatever notebook asks.
_SHARED = ("_cut", "alarm", "facts", "dates", "days", "sources")


def book_until(task: Task) -> Workbook:
    """Open the month as far as a notebook: what later ones recorded in an earlier run is not of this month's run.

    Where the cells ran in this process, their month is taken, so that no table is read and no KPI counted twice; a
    frozen record whose tables are copied on writing, it is as it was read. A kernel of Jupyter's keeps its own.
    """
    return as_far_as(_of_cells(task) or open_workbook(task.client, task.period, task.lang), task.name[:2])


def as_far_as(book: Workbook, number: str) -> Workbook:
    """Return a month as far as a notebook, with all that was read and counted of it so far."""
    found = replace(book, last=number)
    vars(found).update({name: vars(book)[name] for name in _SHARED if name in vars(book)})
    return found


def _of_cells(task: Task) -> Workbook | None:
    """Return the month that the cells of this process have opened for a task; None where they ran elsewhere."""
    if (kernels := sys.modules.get("smmkit.run.kernel")) is None or not kernels.ListKernel.initialized():
        return None
    asked = task.client, task.period, task.lang
    known = (one for one in kernels.ListKernel.instance().shell.user_ns.values() if isinstance(one, Workbook))
    return next((one for one in known if (one.client.slug, str(one.period), one.text.lang) == asked), None)
