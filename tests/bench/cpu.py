"""What each notebook and each document of a client's month costs in CPU, as the batch runs them and as bare scripts.

Imported by the process that all others are forked from, it lets every step and every writer note its own CPU, so that
nothing is guessed from a clock that a busy machine slows: user and system time of the process and of what it started.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import smmkit.run.preload
from smmkit.report import document
from smmkit.run import child

LOG = "SMMKIT_BENCH_LOG"
# Issue 10: seconds of CPU a client, on the machine it was written on; a yardstick is printed beside.
FIRST_SEVEN, SECONDS_OF_SEVEN = ("00", "01", "02", "04", "06", "09", "11"), 7.0
SECONDS_EACH, SECONDS_OF_DOCUMENTS = 0.8, 1.5
DOCUMENTS = "documents"


def spent() -> float:
    """Return the seconds of CPU of this process and of those it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def note(way: str, kind: str, name: str, seconds: float) -> None:
    """Write one measurement down; lines this short are written whole, whoever else writes."""
    with Path(os.environ[LOG]).open("a", encoding="utf-8") as log:
        log.write(json.dumps([way, kind, name, seconds]) + "\n")


def watch_writers(way: str) -> None:
    """Let every document note what it costs."""
    made = document.Document.files

    def files(self: document.Document, book: document.Book) -> dict[str, bytes]:
        before = spent()
        written = made(self, book)
        note(way, "document", f"{self.notebook} {self.name}", spent() - before)
        return written

    document.Document.files = files  # type: ignore[method-assign]


def noted(doer: Callable[..., Any]) -> Callable[..., Any]:
    """Return a step that notes what its process has cost so far when it is through."""

    def step(task: Any, report: Any) -> Any:
        watch_writers("smmkit run")
        done = doer(task, report)
        note("smmkit run", "step", task.name, spent())
        return done

    return step


def watch_steps() -> None:
    """Let every step of the batch note what it costs; for the process all others are forked from."""
    child.DOERS |= {kind: noted(doer) for kind, doer in child.DOERS.items() if kind != "cells"}


def yardstick() -> tuple[float, float]:
    """Return what `import pandas` and the warm process cost here, to compare machines by."""
    code = "import {}, os; t = os.times(); print(t.user + t.system)"
    shown = [
        subprocess.run([sys.executable, "-c", code.format(name)], check=True, capture_output=True, text=True).stdout
        for name in ("pandas", smmkit.run.preload.__name__)
    ]
    return float(shown[0]), float(shown[1])


def measured(log: Path) -> dict[tuple[str, str, str], float]:
    """Return the seconds by way, kind and name, of all clients together."""
    found: dict[tuple[str, str, str], float] = defaultdict(float)
    for line in log.read_text(encoding="utf-8").splitlines():
        way, kind, name, seconds = json.loads(line)
        found[way, kind, name] += seconds
    return found


def print_budget(log: Path, clients: int) -> None:
    """Print the CPU of a client's month by notebook and by document, and who is over the budget."""
    found = {key: seconds / clients for key, seconds in measured(log).items()}
    steps = sorted({name for _, kind, name in found if kind == "step" and name[:2].isdigit()})
    written = sorted({name for _, kind, name in found if kind == "document"})
    print(f"CPU seconds a client, mean of {clients}\n{'':34}{'smmkit run':>11}{'bare':>8}{'ratio':>7}")
    cells = {name: [_cells(found, way, name, written) for way in ("smmkit run", "bare")] for name in steps}
    for name, values in cells.items():
        over = "over" if name[:2] not in FIRST_SEVEN and values[0] > SECONDS_EACH else ""
        _row(name, *values, over)
    for name in written:
        _row(f"  {name}", *(found.get((way, "document", name), 0.0) for way in ("smmkit run", "bare")))
    for name in ("import", "report", "portfolio"):
        _row(f"{name} step", found.get(("smmkit run", "step", name), 0.0), 0.0)
    print()
    first = sum(values[0] for name, values in cells.items() if name[:2] in FIRST_SEVEN)
    later = sum(values[0] for name, values in cells.items() if name[:2] not in FIRST_SEVEN)
    papers = sum(found["smmkit run", "document", name] for name in written)
    count = sum(name[:2] not in FIRST_SEVEN for name in cells)
    _against("first seven notebooks", first, SECONDS_OF_SEVEN)
    _against("the later notebooks", later, SECONDS_EACH * count)
    _against(DOCUMENTS, papers, SECONDS_OF_DOCUMENTS)
    bare = sum(values[1] for values in cells.values()) + sum(found.get(("bare", "document", n), 0.0) for n in written)
    print(f"notebooks and documents: {first + later + papers:.2f} s, {(first + later + papers) / bare:.2f} x bare")
    pandas, warm = yardstick()
    print(f"this machine: `import pandas` {pandas:.2f} s, the warm process {warm:.2f} s, once a batch")


def _cells(found: Mapping[tuple[str, str, str], float], way: str, step: str, written: list[str]) -> float:
    """Return what a notebook costs without the documents that follow it."""
    papers = sum(found.get((way, "document", name), 0.0) for name in written if name[:2] == step[:2])
    return max(found.get((way, "step", step), 0.0) - papers, 0.0)


def _row(name: str, ours: float, bare: float, remark: str = "") -> None:
    ratio = f"{ours / bare:7.2f}" if bare else ""
    print(f"{name:34}{ours:11.2f}{bare or 0:8.2f}{ratio:>7}  {remark}".rstrip())


def _against(name: str, seconds: float, budget: float) -> None:
    print(f"{name}: {seconds:.2f} s of {budget:.1f} s" + (", over" if seconds > budget else ""))


if os.environ.get(LOG):
    watch_steps()
