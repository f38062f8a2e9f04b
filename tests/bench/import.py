"""How long an import takes and how much memory it needs, beside `pandas.read_csv` of the same bytes.

By the clock, as somebody waits for it, and in seconds of the processor, of all threads together: those of a clock also
tell what else the machine does.

Run: .venv/bin/python tests/bench/import.py [ROWS]
"""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CLIENT = """
name = "Bench"
sector = "Café"
country = "ES"
language = "es"
timezone = "Europe/Madrid"
currency = "EUR"
margin = 0.3
[[accounts]]
platform = "instagram"
handle = "bench"
"""
POSTS_HEADER = (
    "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,"
    "Post type,Data comment,Date,Views,Reach,Likes,Shares,Comments,Saves,Follows"
)
RUNS = 5
INBOX_HEADER = "message_id,platform,received_at,answered_at,solved_at,reopened_at,answered_by,kind,text"
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def shortcode(ms: int) -> str:
    """Return the shortcode Instagram gives to a post uploaded at that time."""
    number, letters = ((ms - 1314220021721) << 23) + 12345, ""
    while number:
        number, digit = divmod(number, 64)
        letters = ALPHABET[digit] + letters
    return letters


def write_posts(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.write(POSTS_HEADER + "\n")
        writer = csv.writer(file, lineterminator="\n")
        for n in range(rows):
            ms = 1735718400000 + n * 60_000 % 31_000_000_000
            when = time.strftime("%m/%d/%Y %H:%M", time.gmtime(ms / 1000 - 8 * 3600))
            text = f"Nuevo café de temporada número {n}\n\nReserva en nuestra web, ¡te esperamos! #cafe #madrid"
            kind = ("IG reel", "IG image", "IG carousel")[n % 3]
            url = f"https://www.instagram.com/p/{shortcode(ms)}/"
            counts = (n % 9000, n % 7000, n % 300, n % 20, n % 15, n % 12, "" if n % 4 else n % 3)
            writer.writerow(
                (
                    18000000000000000 + n,
                    17841400000000000,
                    "bench",
                    "Bench",
                    text,
                    n % 60,
                    when,
                    url,
                    kind,
                    "",
                    "Lifetime",
                    *counts,
                )
            )


def write_inbox(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(INBOX_HEADER.split(","))
        for n in range(rows):
            at = time.strftime("%Y-%m-%d %H:%M", time.gmtime(1735718400 + n * 31 % 31_000_000))
            then = time.strftime("%Y-%m-%d %H:%M", time.gmtime(1735718400 + n * 31 % 31_000_000 + 5400))
            kind = ("question", "complaint", "praise", "other")[n % 4]
            text = (
                f"Hola, ¿abrís mañana? Mi correo es ana{n}@example.com"
                if n % 50 == 0
                else "Hola, ¿a qué hora abrís mañana?"
            )
            writer.writerow(
                (f"m{n}", "instagram", at, then if n % 3 else "", "", "", "person" if n % 3 else "", kind, text)
            )


MEASURE = """
import json, resource, sys, time
from pathlib import Path
import pandas as pd, pyarrow.parquet
from smmkit.client import load_client
from smmkit.sources.kinds import KINDS
from smmkit.sources import import_client
base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
started, start = time.perf_counter(), time.process_time()
if sys.argv[1] == "pandas":
    frames = [pd.read_csv(path) for path in sorted(Path(sys.argv[2], "exports").iterdir())]
else:
    frames = import_client(load_client(Path(sys.argv[2])), Path(sys.argv[2], "out")).tables
took, clock = time.process_time() - start, time.perf_counter() - started
grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - base) / 1024
print(json.dumps({"seconds": took, "clock": clock, "mb": grown}))
"""


def measure(how: str, folder: Path) -> dict[str, float]:
    ran = subprocess.run(
        [sys.executable, "-c", MEASURE, how, str(folder)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return json.loads(ran.stdout)


def best(how: str, folder: Path) -> dict[str, float]:
    """Return the least of a few runs, each in a process of its own: what else the machine does only adds."""
    runs = []
    for _ in range(RUNS):
        if how == "smmkit":
            shutil.rmtree(folder / "out", ignore_errors=True)
        runs.append(measure(how, folder))
    return {what: min(run[what] for run in runs) for what in runs[0]}


def main(rows: int) -> None:
    writers = {"posts": write_posts, "inbox": write_inbox}
    for names in (("posts",), ("inbox",), ("posts", "inbox")):
        with tempfile.TemporaryDirectory() as folder:
            client = Path(folder, "bench")
            (client / "exports").mkdir(parents=True)
            (client / "client.toml").write_text(CLIENT, encoding="utf-8")
            for name in names:
                writers[name](client / "exports" / f"{name}.csv", rows)
            size = sum(path.stat().st_size for path in (client / "exports").iterdir()) / 1e6
            plain, ours = best("pandas", client), best("smmkit", client)
            again = measure("smmkit", client)
        print(
            f"{rows:,} {' and as many '.join(names)} ({size:.0f} MB): "
            f"pandas {version('pandas')} {plain['clock']:.2f} s, {plain['mb']:.0f} MB; "
            f"import {ours['clock']:.2f} s, {ours['mb']:.0f} MB; "
            f"ratio {ours['clock'] / plain['clock']:.1f} by the clock, "
            f"{ours['seconds'] / plain['seconds']:.1f} in seconds of the processor, "
            f"{ours['mb'] / plain['mb']:.1f} in memory; "
            f"reopened in {again['clock']:.2f} s"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
