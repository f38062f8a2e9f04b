"""Kill batches and give them hostile files; print what was tried and what survived.

    python tests/bench/torture.py [--clients 20] [--kills 30] [--races 4] [--seed 0]

Each kill is a SIGKILL of the whole batch at a random moment. Survived means: every file is whole, a month that is not
as one run left it is refused, and the next run brings every client to its end. Each hostile client must fail or pass
alone, the others must be done. A race is two batches at once, and an export that is completed while a batch reads it;
a full disk is a limit on how much a file may hold; a file that would fill the memory meets a limit on memory.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import resource
import subprocess
import sys
import time
import zipfile
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pandas as pd
from batch_site import COMMAND, Site

from smmkit import month_folder
from smmkit.inventory import Index, client_inputs

HOSTILE = ("latin", "pipe", "escape", "away", "loop", "sparse")
LIMITS = (500, 4_000, 20_000, 60_000)  # bytes a file may hold on a full disk


def main() -> None:
    """Run the torture and print one line per kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--races", type=int, default=4)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with TemporaryDirectory(prefix="smmkit-torture-") as place:
        site = make_site(Path(place), options.clients)
        print("kills: tried {}, survived {}".format(*kills(site, options.kills, options.seed)), flush=True)
        print("two batches at once: tried {}, survived {}".format(*together(site, options.races)), flush=True)
        print("full disks: tried {}, survived {}".format(*disks(site)), flush=True)
        print("hostile files: tried {}, survived {}".format(*hostile(site)), flush=True)
        print("files that fill the memory: tried {}, survived {}".format(*memories(site)), flush=True)
        print("exports completed while read: tried {}, survived {}".format(*growing(site, options.races)), flush=True)


def make_site(root: Path, clients: int) -> Site:
    """Return a batch of tiny clients with three short notebooks."""
    site = Site(root)
    for name in ("00_first", "01_second", "02_third"):
        site.add_notebook(name, "import time", "time.sleep(0.2)")
    for number in range(clients):
        site.add_client(f"client-{number:02d}")
    return site


def start(site: Site, *words: str, limit: int | None = None, **variables: str) -> subprocess.Popen[bytes]:
    """Start the command as a user does, on a disk that takes no file larger than a limit."""
    folders = ["--data", str(site.clients), "--out", str(site.out), "--period", "2026-10"]
    command = [sys.executable, "-c", COMMAND, "run", "--all", *folders, *words]
    before = None if limit is None else partial(resource.setrlimit, resource.RLIMIT_FSIZE, (limit, limit))
    environment = site.environment() | variables
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, preexec_fn=before
    )


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


def together(site: Site, count: int) -> tuple[int, int]:
    """Start two forced batches at once: the second says so or waits, and neither spoils the other's months."""
    survived = 0
    for _ in range(count):
        first, second = start(site, "--force"), start(site, "--force")
        said = b"".join(each.communicate(timeout=600)[0] for each in (first, second))
        ends = {first.returncode, second.returncode}
        survived += ends <= {0, 1} and b"Traceback" not in said and sound(site) and finish(site) and whole(site)
    return count, survived


def disks(site: Site) -> tuple[int, int]:
    """Let the disk refuse what is larger than a limit: a sentence, whole files, and the next run ends well."""
    survived = 0
    for limit in LIMITS:
        said, _ = start(site, "--force", limit=limit).communicate(timeout=600)
        survived += b"Traceback" not in said and sound(site) and finish(site) and whole(site)
    return len(LIMITS), survived


def whole(site: Site) -> bool:
    """Say whether every client's month is done and as one run left it."""
    return all(trouble(site, each.name) is None for each in months(site))


def workbook(far: bool) -> bytes:
    """Return a small workbook with one cell far away, or one that unpacks to four hundred megabytes."""
    import xlsxwriter

    raw = io.BytesIO()
    book = xlsxwriter.Workbook(raw, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("Date", "Views"))
    sheet.write_row(*((1_048_575, 16_382) if far else (1, 0)), ("2026-10-01", 5))
    book.close()
    if not far:
        with zipfile.ZipFile(raw, "a", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/worksheets/sheet2.xml", bytes(400_000_000))
    return raw.getvalue()


def memories(site: Site) -> tuple[int, int]:
    """Give a client each file that would fill the memory, really read: it is refused, or its client fails alone."""
    files = {
        "far.xlsx": workbook(far=True),
        "bomb.xlsx": workbook(far=False),
        "wide.csv": b",".join(b"c%d" % n for n in range(100_000)) + b"\n" + b"1," * 100_000 + b"\n",
        "long.csv": b"Date,Views\n2026-10-01," + b"9" * 5_000_000 + b"\n",
        "deep.csv": b"Date,Views\n" + b"2026-10-01,5\n" * 3_000_000,
    }
    survived = 0
    for name, data in files.items():
        client = f"memory-{name.partition('.')[0]}"
        site.add_client(client)
        exports = site.clients / client / "exports"
        (exports / name).write_bytes(data)
        said, _ = start(site, SMMKIT_MEMORY="400").communicate(timeout=600)
        others = [each.name for each in months(site) if each.name != client]  # this one may fail, alone
        done = {month_folder.read_record(site.month(name)).get("status") for name in others}
        survived += done == {month_folder.DONE} and b"Traceback" not in said
        (exports / name).unlink()
        finish(site)
    return len(files), survived


def growing(site: Site, count: int) -> tuple[int, int]:
    """Complete an export while a batch runs: after the next run the table holds every row of the file."""
    survived = 0
    for turn in range(count):
        client = f"growing-{turn}"
        site.add_client(client)
        path = site.clients / client / "exports" / "costs.csv"
        head, row = path.read_text(encoding="utf-8").splitlines()
        rows = [f"2026-10-{1 + n % 28:02d},line-{n},ads,instagram,{n},EUR,true,1,x" for n in range(2000)]
        half = "\n".join([head, row, *rows])
        path.write_text(half[: len(half) // 2], encoding="utf-8")
        batch = start(site)
        time.sleep(0.5 + turn)
        path.write_text(half + "\n", encoding="utf-8")
        batch.communicate(timeout=600)
        ended = finish(site)
        found = pd.read_parquet(site.out / client / "2026-10" / "tables" / "costs.parquet")
        survived += ended and len(found) == 1 + len(rows) and whole(site)
    return count, survived


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
