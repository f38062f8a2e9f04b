"""Kill a process that approves, at random moments, and let the next start settle it; run by test_plan_log.py."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

from kill_plan_writer import DAY, TURNS, versions, write_for_ever

from smmkit.plan import load_plan
from smmkit.plan.change import locked
from smmkit.plan.load import read_plan
from smmkit.plan.log import BY_HAND, read_log, settle


def main(folder: Path, kills: int) -> None:
    allowed = versions(folder)
    moments = random.Random(1)
    for _ in range(kills):
        child = os.fork()
        if child == 0:
            write_for_ever(folder)
        time.sleep(moments.uniform(0.0, 0.03))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with locked(folder):
            settle(folder, DAY)
        found = read_log(folder)
        assert found[-1].text == read_plan(folder / "plan.toml")
        assert (folder / "plan.toml").read_bytes() in allowed
        load_plan(folder)
    by_hand = sum(version.how == BY_HAND for version in found)
    assert by_hand == 1, by_hand  # the plan that was there before its history began
    print(f"{kills} kills, {len(found)} versions, {len(TURNS)} of them by turns")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
