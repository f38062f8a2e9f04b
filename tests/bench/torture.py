"""Kill batches and give them hostile files; print what was tried and what survived.

    python tests/bench/torture.py [--clients 20] [--kills 30] [--seed 0]

Each kill is a SIGKILL of the whole batch at a random moment. Survived means: every file is whole, a month that is not
as one run left it is refused, and the next run brings every client to its end. Each hostile client must fail or pass
alone, the others must be done.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from batch_site import COMMAND, Site

from smmkit import month_folder
from smmkit.inventory import Index, client_inputs

HOSTILE = ("latin", "pipe", "escape", "away", "loop", "sparse")


def main() -> None:
    """Run the torture and print one line per kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with TemporaryDirectory(prefix="smmkit-torture-") as place:
        site = make_site(Path(place), options.clients)
        print("kills: tried {}, survived {}".format(*kills(site, options.kills, options.seed)))
        print("hostile files: tried {}, survived {}".format(*hostile(site)))


def make_site(root: Path, clients: int) -> Site:
    """Return a batch of tiny clients with three short notebooks."""
    site = Site(root)
    for name in ("00_first", "01_second", "02_third"):
        site.add_notebook(name, "import time", "time.sleep(0.2)")
    for number in range(clients):
        site.add_client(f"client-{number:02d}")
    return site


def start(site: Site, *words: str) -> subprocess.Popen[bytes]:
    """Start the command as a user does."""
    folders = ["--data", str(site.clients), "--out", str(site.out), "--period", "2026-10"]
    command = [sys.executable, "-c", COMMAND, "run", "--all", *folders, *words]
    return subprocess.Popen(command, env=site.environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def kills(site: Site, count: int, seed: int) -> tuple[int, int]:
    """Kill a forced batch at random moments; return how many were tried and survived."""
    moment = random.Random(seed)
    started = time.monotonic()
    finish(site)
    whole = time.monotonic() - started
    survived = 0
    for _ in range(count):
        batch = start(site, "--force")
        time.sleep(moment.uniform(0.1, 0.9) * whole)
        batch.kill()
        batch.wait()
        survived += sound(site) and finish(site) and all(trouble(site, each.name) is None for each in months(site))
    return count, survived


def finish(site: Site) -> bool:
    """Run what is left; say whether every client came to its end."""
    return start(site).wait(600) == 0


def months(site: Site) -> list[Path]:
    """Return the clients' folders."""
    return sorted(path for path in site.clients.iterdir() if path.is_dir())


def trouble(site: Site, client: str) -> month_folder.Difference | None:
    """Return what is wrong with a client's month, as the commands see it."""
    return month_folder.trouble(site.month(client), client_inputs(site.clients / client, Index(site.root / "none")))


def sound(site: Site) -> bool:
    """Say whether every file a killed run left can be read, and every month of two runs is refused."""
    for path in site.out.rglob("*"):
        if path.suffix in {".json", ".ipynb"} and not path.name.startswith("."):
            json.loads(path.read_text(encoding="utf-8"))
    states = {each.name: month_folder.read_record(site.month(each.name)).get("status") for each in months(site)}
    return all(trouble(site, name) is not None for name, status in states.items() if status != month_folder.DONE)


def hostile(site: Site) -> tuple[int, int]:
    """Give some clients files nobody expects; return how many kinds were tried, and left every other client done."""
    survived = 0
    for kind in HOSTILE:
        site.add_client(kind)
        exports = site.clients / kind / "exports"
        if kind == "latin":
            Path(os.fsdecode(bytes(exports) + b"/caf\xe9.csv")).write_bytes(b"a,b\n1,2\n")
        elif kind == "pipe":
            os.mkfifo(exports / "pipe.csv")
        elif kind == "escape":
            (exports / "\x1b[2J\x07.csv").write_bytes(b"a,b\n1,2\n")
        elif kind == "away":
            (exports / "away.csv").symlink_to("/etc/hosts")
        elif kind == "loop":
            (exports / "loop").symlink_to(exports)
        elif kind == "sparse":
            with (exports / "sparse.bin").open("wb") as file:
                file.truncate(1 << 30)
        site.mark_imported(kind)
        answer, _ = start(site).communicate(timeout=600)
        done = [month_folder.read_record(site.month(each.name)).get("status") for each in months(site)]
        survived += set(done) == {month_folder.DONE} and b"Traceback" not in answer and b"\x1b[2J" not in answer
    return len(HOSTILE), survived


if __name__ == "__main__":
    main()
