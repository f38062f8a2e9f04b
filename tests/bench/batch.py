"""How fast and how big a batch is, beside a loop of papermill, a pool of papermill and the bare scripts.

    python tests/bench/batch.py [--clients 5 20 100] [--loop 2] [--jobs 2]

All four ways run the project's own notebooks for the same clients, in turn within one run, so that a busy
machine slows them alike. The slow ways run `--loop` clients and are given as seconds per notebook.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil

from smmkit import places
from smmkit.run import batch, inputs
from smmkit.run import chain as chains
from smmkit.run.pool import ONE_THREAD, PRELOAD
from smmkit.run.units import Settings

PERIOD = "2026-10"


@dataclass(frozen=True)
class Measured:
    """What one way took."""

    way: str
    clients: int
    seconds: float
    notebooks: int
    megabytes: float

    @property
    def each(self) -> float:
        return self.seconds / self.notebooks


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, nargs="+", default=[5, 20, 100])
    parser.add_argument("--loop", type=int, default=1, help="clients the two slow ways run")
    parser.add_argument("--notebooks", type=int, default=99, help="only the first so many of the chain")
    parser.add_argument("--jobs", type=int, default=batch.cores())
    options = parser.parse_args()
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    with TemporaryDirectory(prefix="smmkit-bench-") as place:
        os.environ["SMMKIT_NOTEBOOKS"] = str(first_notebooks(Path(place) / "notebooks", options.notebooks))
        clients = copies(Path(place) / "clients", max(options.clients))
        some = clients[: options.loop]
        rows = [
            measure("loop of papermill", some, place, lambda names, out: papermill(names, out, jobs=1)),
            measure("pool of papermill", some, place, lambda names, out: papermill(names, out, jobs=options.jobs)),
        ]
        for count in options.clients:
            names = clients[:count]
            rows.append(measure("bare scripts", names, place, lambda names, out: scripts(names, out, options.jobs)))
            rows.append(measure("smmkit run", names, place, lambda names, out: ours(names, out, options.jobs)))
        print_table(rows)


def copies(folder: Path, count: int) -> list[str]:
    """Make clients: the invented ones, under as many names as needed."""
    known = places.client_slugs(places.demo_dir())
    for number in range(count):
        shutil.copytree(
            places.clients_dir(places.demo_dir()) / known[number % len(known)], folder / f"client-{number:04d}"
        )
    return [f"client-{number:04d}" for number in range(count)]


def first_notebooks(folder: Path, count: int) -> Path:
    """Copy the first notebooks of the chain."""
    folder.mkdir()
    for source in inputs.notebooks(places.notebooks_dir())[:count]:
        shutil.copy(source.path, folder)
    return folder


def measure(way: str, names: list[str], place: str, work: Callable[[list[str], Path], None]) -> Measured:
    """Run one way over fresh output folders; the exports are read beforehand, for every way alike."""
    out = Path(place) / f"{way}-{len(names)}".replace(" ", "-")
    os.environ.update(SMMKIT_DATA=str(Path(place) / "clients"), SMMKIT_OUT=str(out))
    with get_context("forkserver").Pool(2) as pool:
        pool.starmap(open_client, [(name, str(out)) for name in names])
    peak = [0.0]
    stop = threading.Event()
    watcher = threading.Thread(target=watch_memory, args=(peak, stop))
    watcher.start()
    started = time.perf_counter()
    work(names, out)
    seconds = time.perf_counter() - started
    stop.set()
    watcher.join()
    print(f"{way}, {len(names)} clients: {seconds:.1f} s", file=sys.stderr)
    return Measured(way, len(names), seconds, len(names) * len(chain()), peak[0])


def chain() -> tuple[inputs.Source, ...]:
    return inputs.notebooks(places.notebooks_dir())


def open_client(name: str, out: str) -> None:
    from smmkit.workbook import open_workbook

    os.environ.update(SMMKIT_OUT=out)
    open_workbook(name, PERIOD)


def papermill(names: list[str], out: Path, *, jobs: int) -> None:
    """Run every notebook by its own `papermill` command; a client's notebooks in order."""

    def client(name: str) -> None:
        for source in chain():
            target = out / name / PERIOD / f"{source.name}.ipynb"
            parameters = ["-p", "client", name, "-p", "period", PERIOD, "-p", "lang", "en"]
            command = [
                sys.executable,
                "-m",
                "papermill",
                str(source.path),
                str(target),
                "--no-progress-bar",
                *parameters,
            ]
            subprocess.run(command, check=True, stderr=subprocess.DEVNULL)

    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(client, names))


def scripts(names: list[str], out: Path, jobs: int) -> None:
    """Run the notebooks' code as bare scripts, one forked process each: no faster way is possible."""
    context = get_context("forkserver")
    waiting = [(name, list(chain())) for name in names]
    running: list[tuple[Any, str, list[inputs.Source]]] = []
    while waiting or running:
        while waiting and len(running) < jobs:
            name, left = waiting.pop(0)
            process = context.Process(target=script, args=(str(left[0].path), name, str(out)))
            process.start()
            running.append((process, name, left[1:]))
        ended = [each for each in running if each[0].exitcode is not None]
        for each in ended:
            running.remove(each)
            if each[2]:
                waiting.insert(0, (each[1], each[2]))
        time.sleep(0.002)


def script(path: str, name: str, out: str) -> None:
    """Run one notebook's code cells in this process, drawing its figures as the notebook would."""
    import json

    from matplotlib import pyplot

    from smmkit.display import figure_png

    os.environ.update(SMMKIT_OUT=out)
    values = {"__name__": "__main__", "display": lambda *_: None}
    for cell in json.loads(Path(path).read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code" or "teaching" in cell["metadata"].get("tags", []):
            continue
        exec("".join(cell["source"]), values)
        if "parameters" in cell["metadata"].get("tags", []):
            values |= {"client": name, "period": PERIOD, "lang": "en"}
        for number in pyplot.get_fignums():
            figure_png(pyplot.figure(number))
        pyplot.close("all")
    os._exit(0)


def ours(names: list[str], out: Path, jobs: int) -> None:
    """Run the batch, without its reports: the other ways write none."""
    chains.Month.report_reason = lambda *_: None  # type: ignore[method-assign]
    settings = Settings(Path(os.environ["SMMKIT_DATA"]), str(out), places.notebooks_dir(), PERIOD, "en")
    outcomes = batch.run_batch(names, settings, jobs=jobs, watch=lambda *_: None)
    failed = [outcome for outcome in outcomes if outcome.failure]
    assert not failed, failed


def watch_memory(peak: list[float], stop: threading.Event) -> None:
    """Keep the largest proportional memory (PSS: shared pages counted once) of this process and all below it."""
    while not stop.wait(0.5):
        total = 0
        for process in [psutil.Process(), *psutil.Process().children(recursive=True)]:
            try:
                total += process.memory_full_info().pss
            except psutil.Error:
                continue
        peak[0] = max(peak[0], total / 1e6)


def print_table(rows: list[Measured]) -> None:
    """Print each way with its ratio to ours at the largest number of clients."""
    best = [row for row in rows if row.way == "smmkit run"][-1]
    print(f"{'way':20} {'clients':>8} {'s/notebook':>11} {'peak MB':>8} {'ratio':>7}")
    for row in rows:
        print(f"{row.way:20} {row.clients:8d} {row.each:11.3f} {row.megabytes:8.0f} {row.each / best.each:7.2f}")


if __name__ == "__main__":
    # The same warm process for the bare scripts as for ours.
    get_context("forkserver").set_forkserver_preload([PRELOAD])
    main()
