"""What a piece of work costs, in units of a fixed piece of work done beside it: no test waits for a clock.

A unit is a tenth of a second of CPU on the machine the limits were first written on. Where a machine is slower or
busy, the unit grows with the work.
"""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pandas as pd

_NUMBERS = np.random.default_rng(0).normal(size=60_000)


def unit() -> float:
    """Return the CPU seconds of the fixed piece of work now: plain Python, arrays and a table, the best of three."""
    return min(_cost(_work) for _ in range(3))


@dataclass
class Effort:
    """What a piece of work cost, in units, once it is over."""

    units: float = math.inf


@contextmanager
def effort() -> Iterator[Effort]:
    """Count what the work inside costs this process, in units measured just before and just after it."""
    gc.collect()
    gc.freeze()  # what the test runner keeps is not the work's to look through
    try:
        found, before, begun = Effort(), unit(), time.process_time()
        yield found
        cost = time.process_time() - begun
    finally:
        gc.unfreeze()
    found.units = cost / max(before, unit())


def _cost(act: Callable[[], object]) -> float:
    begun = time.process_time()
    act()
    return time.process_time() - begun


def _work() -> None:
    words: dict[str, int] = {}
    for number in range(170_000):
        words[str(number % 997)] = words.get(str(number % 991), 0) + 1
    for _ in range(12):
        np.sort(_NUMBERS)
        np.exp(_NUMBERS).cumsum()
    table = pd.DataFrame({"key": (_NUMBERS * 10).astype(int), "value": _NUMBERS})
    for _ in range(7):
        table.groupby("key")["value"].agg(["sum", "mean"])
