"""How fast and how big a batch is, beside a loop of papermill, a pool of papermill and the bare scripts.

    python tests/bench/batch.py [--clients 5 20 100] [--loop 2] [--jobs 2]
    python tests/bench/batch.py --flat 20 1000 --only 00
    python tests/bench/batch.py --no-op 1000
    python tests/bench/batch.py --budget [cafe-lumbre ...]

All four ways run the project's own notebooks for the same clients, in turn within one run, so that a busy
machine slows them alike. The slow ways run `--loop` clients and are given as seconds per notebook.
`--flat` runs only ours, for one client under so many names, and says whether a notebook of the larger batch
takes more time or memory. `--no-op` times the command when there is nothing to do. `--budget` prints the CPU of each
notebook and of each document of a client's month, ours beside bare scripts that call the same writers.

Memory is the whole process tree's, each page that processes share counted once (PSS). The warm process that
all others are forked from is started before the clock, for bare scripts and ours alike.
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

import cpu
import psutil
from many import clone_clients, clone_import, clone_workbook

from smmkit import folders
from smmkit.run import batch, inputs
from smmkit.run import chain as chains
from smmkit.run.pool import ONE_THREAD, PRELOAD
from smmkit.run.tasks import Settings

PERIOD = "2026-10"
CHAIN = folders.notebooks_dir()


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
    parser.add_argument("--only", nargs="+", default=[], metavar="NN", help="only these of the chain")
    parser.add_argument("--flat", type=int, nargs="+", metavar="CLIENTS", help="only ours, for so many clients")
    parser.add_argument("--no-op", type=int, metavar="CLIENTS", help="only the command with nothing to do")
    parser.add_argument("--jobs", type=int, default=batch.cores())
    parser.add_argument("--budget", nargs="*", metavar="CLIENT", help="only the CPU per notebook and per document")
    options = parser.parse_args()
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    with TemporaryDirectory(prefix="smmkit-bench-") as place:
        os.environ["SMMKIT_NOTEBOOKS"] = str(
            some_notebooks(Path(place) / "notebooks", options.notebooks, batch.check_numbers(options.only, CHAIN))
        )
        if options.no_op:
            return nothing_to_do(Path(place), options.no_op)
        if options.flat:
            return flat(Path(place), options.flat, options.jobs)
        if options.budget is not None:
            return budget(Path(place), options.budget)
        clients = clone_clients(demo_clients(), Path(place) / "clients", max(options.clients))
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


def demo_clients() -> list[Path]:
    """Return the folders of the invented clients."""
    return [folders.client_folder(slug, folders.demo_dir()) for slug in folders.client_slugs(folders.demo_dir())]


def some_notebooks(folder: Path, count: int, numbers: tuple[str, ...]) -> Path:
    """Copy the first notebooks of the chain, or those with some numbers."""
    folder.mkdir()
    for source in inputs.notebooks(CHAIN)[:count]:
        if not numbers or source.number in numbers:
            shutil.copy(source.path, folder)
    return folder


def flat(place: Path, sizes: list[int], jobs: int) -> None:
    """Run ours for batches of several sizes, one client under many names, and print what each notebook took."""
    model = demo_clients()[0]
    clients = clone_clients([model], place / "clients", max(sizes))
    os.environ["SMMKIT_DATA"] = str(place / "clients")
    read_exports(clients[:1], place)

    def work(names: list[str], out: Path) -> None:
        ours(names, out, jobs)

    def ready(names: list[str], out: Path) -> None:
        clone_import(place / clients[0], out, names)

    rows = [measure("smmkit run", clients[:size], str(place), work, ready) for size in sizes]
    print_table(rows)
    print(f"seconds per notebook, {sizes[-1]} clients to {sizes[0]}: {rows[-1].each / rows[0].each:.3f}")
    print(f"peak memory, {sizes[-1]} clients to {sizes[0]}: {rows[-1].megabytes / rows[0].megabytes:.3f}")


def nothing_to_do(place: Path, count: int) -> None:
    """Finish one client's workbook, give it many names, and time the command over all of them."""
    model = demo_clients()[0]
    command = [sys.executable, "-m", "smmkit.cli", "run", "--data", str(place / "clients"), "--out", str(place / "out")]
    quiet = {"check": True, "stdout": subprocess.DEVNULL}
    subprocess.run([*command, model.name, "--data", str(model.parent), "--out", str(place)], **quiet)
    names = clone_clients([model], place / "clients", count)
    clone_workbook(place / model.name, place / "out", names)
    (place / "out" / batch.PORTFOLIO).touch()
    for _ in range(3):
        started = time.perf_counter()
        done = subprocess.run([*command, "--all"], check=True, capture_output=True, text=True)
        print(f"{time.perf_counter() - started:.2f} s: {done.stdout.strip().splitlines()[-1]}")


def budget(place: Path, names: list[str]) -> None:
    """Run some invented clients both ways, one step at a time, and print what each notebook and document costs."""
    os.environ[cpu.LOG] = str(place / "cpu.log")
    os.environ["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    os.environ["SMMKIT_PRELOAD"] = cpu.__name__
    get_context("forkserver").set_forkserver_preload([cpu.__name__])
    os.environ["SMMKIT_DATA"] = str(folders.demo_dir())
    clients = names or [folder.name for folder in demo_clients()]
    settings = Settings(folders.demo_dir(), str(place / "ours"), folders.notebooks_dir(), PERIOD, lang="en")
    outcomes = batch.run_batch(clients, settings, jobs=1, watch=lambda *_: None)
    failed = [outcome for outcome in outcomes if outcome.failure]
    assert not failed, failed
    os.environ["SMMKIT_OUT"] = str(place / "bare")
    read_exports(clients, place / "bare")
    scripts(clients, place / "bare", 1)
    cpu.print_budget(place / "cpu.log", len(clients))


Work = Callable[[list[str], Path], None]


def measure(way: str, names: list[str], place: str, work: Work, ready: Work | None = None) -> Measured:
    """Run one way over fresh output folders; the exports are read beforehand, for every way alike."""
    out = Path(place) / f"{way}-{len(names)}".replace(" ", "-")
    os.environ.update(SMMKIT_DATA=str(Path(place) / "clients"), SMMKIT_OUT=str(out))
    (ready or read_exports)(names, out)
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


def chain() -> tuple[inputs.Notebook, ...]:
    return inputs.notebooks(folders.notebooks_dir())


def read_exports(names: list[str], out: Path) -> None:
    """Read every client's exports, in fresh processes."""
    with get_context("forkserver").Pool(2) as pool:
        pool.starmap(open_client, [(name, str(out)) for name in names])


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
    running: list[tuple[Any, str, list[inputs.Notebook]]] = []
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
    """Run one notebook's code cells in this process, drawing its figures as the notebook would; write its documents."""
    import json

    from matplotlib import pyplot

    from smmkit.present.display import figure_png

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
    write_documents(Path(path).name[:2], values["wb"], Path(out) / name / PERIOD)
    if os.environ.get(cpu.LOG):
        cpu.note("bare", "step", Path(path).stem, cpu.spent())
    os._exit(0)


def write_documents(number: str, opened: Any, out: Path) -> None:
    """Call the writers the batch calls after a notebook, with the month its cells have opened."""
    from smmkit.run import documents
    from smmkit.run.opened import as_far_as

    if os.environ.get(cpu.LOG):
        cpu.watch_writers("bare")
    documents.put(out, documents.contents(number, lambda: as_far_as(opened, number), lambda _: None))


def ours(names: list[str], out: Path, jobs: int) -> None:
    """Run the batch, without its reports and the page over all clients: the other ways write none."""
    chains.ClientMonth.report_reason = lambda *_: None  # type: ignore[method-assign]
    batch.write_page = lambda *_: []
    settings = Settings(Path(os.environ["SMMKIT_DATA"]), str(out), folders.notebooks_dir(), PERIOD, lang="en")
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
