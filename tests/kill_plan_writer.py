"""Kill a process that approves, at random moments, and see what is left; run by test_plan.py.

Each child is forked from one process that has imported what it needs, so that 200 kills take seconds.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from datetime import date
from itertools import cycle
from pathlib import Path

from ledgers import chain

from smmkit.plan import Decision, approve
from smmkit.text import Text

DAY = date(2026, 10, 1)
SAY = Text("en")
# Rejected and approved by turns, so that there is always something to write.
TURNS = [("approver", "because it works"), ("social_media_manager", "x" * 20_000)]


def write_for_ever(folder: Path) -> None:
    ledger = chain()
    for role, note in cycle(TURNS):
        approve(folder, ["BL-meta-ads"], ledger, Decision(role, DAY, note), say=SAY)


def versions(folder: Path) -> set[bytes]:
    """Return every content the file may have: the first one, and the two the writer writes."""
    found = {(folder / "plan.toml").read_bytes()}
    for role, note in TURNS:
        approve(folder, ["BL-meta-ads"], chain(), Decision(role, DAY, note), say=SAY)
        found.add((folder / "plan.toml").read_bytes())
    return found


def main(folder: Path, kills: int) -> None:
    allowed = versions(folder)
    moments = random.Random(0)
    seen: set[bytes] = set()
    for _ in range(kills):
        child = os.fork()
        if child == 0:
            write_for_ever(folder)
        time.sleep(moments.uniform(0.0, 0.03))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        left = (folder / "plan.toml").read_bytes()
        assert left in allowed, left[:500]
        seen.add(left)
    print(f"{kills} kills, {len(seen)} of {len(allowed)} versions seen")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
