"""The forecaster on published series: error beside statsmodels' ThetaModel and Naive2, and what its band holds.

    python tests/bench/forecast.py SERIES.json

`SERIES.json` is a list of `[name, period, known values, values to come]`, made of what a competition published: M1 and
tourism are R's packages Mcomp and Tcomp (`rdata` reads their `M1.rda` and `tourism.rda`: `period`, `x`, `xx`); M3 is
kept aside. The series stay outside the project: their licences are not ours.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from pathlib import Path

import numpy as np

from smmkit.measures.forecast import forecast, naive2


def smape(actual: np.ndarray, said: np.ndarray) -> np.ndarray:
    """Return the symmetric absolute error of each step, in per cent."""
    return 200 * np.abs(actual - said) / np.maximum(np.abs(actual) + np.abs(said), 1e-12)


def theta(known: np.ndarray, horizon: int, period: int) -> np.ndarray:
    """Return statsmodels' forecast."""
    from statsmodels.tsa.forecasting.theta import ThetaModel

    seasonal = period > 1 and known.size >= 2 * period
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return np.asarray(ThetaModel(known, period=period, deseasonalize=seasonal).fit().forecast(horizon))


def main(path: str) -> None:
    """Print a line per period and one of all."""
    rows, spent = [], 0.0
    for _name, period, before, after in json.loads(Path(path).read_text()):
        known, actual = np.array(before, dtype=float), np.array(after, dtype=float)
        start = time.process_time()
        said = forecast(known, actual.size, period=period)
        spent += time.process_time() - start
        held = (actual >= said.low) & (actual <= said.high)
        others = (theta(known, actual.size, period), naive2(known, actual.size, period))
        rows += [
            (period, *found)
            for found in zip(*(smape(actual, one) for one in (said.middle, *others)), held, strict=True)
        ]
    table = np.array(rows, dtype=float)
    for period in (*np.unique(table[:, 0]), None):
        own, other, naive, held = (table if period is None else table[table[:, 0] == period])[:, 1:].mean(axis=0)
        print(f"{'all' if period is None else int(period):>4}  sMAPE {own:.2f}  ThetaModel {other:.2f}  "
              f"Naive2 {naive:.2f}  ours over Naive2 {own / naive:.3f}  held by the 95 % band {held:.3f}")  # fmt: skip
    print(f"{len(table)} values, {spent:.1f} CPU-s of ours")


if __name__ == "__main__":
    main(*sys.argv[1:])
