"""The budget's methods side by side: exact split, SLSQP, CLARABEL, PyMC-Marketing where installed.

`python tests/bench/budget.py [--reference FOLDER]` prints everything in one run.
"""

from __future__ import annotations

import argparse
import time
import warnings
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import budget_pymc
import numpy as np
import pandas as pd
from scipy.optimize import LinearConstraint, minimize
from threadpoolctl import threadpool_limits

from smmkit.measures.costs import cost_per_result
from smmkit.topics.budget import analysis as budget
from smmkit.topics.budget.analysis import Curves, Limits, optimise

SIZES = (5, 20, 100, 1000)
FAMILIES = ("log", "power", "exponential", "logistic", "hill")
PATIENCE = 10.0


def concave(n: int) -> tuple[Curves, Limits]:
    rng = np.random.default_rng(n)
    curves = Curves.of(
        [str(i) for i in range(n)], family=[FAMILIES[i % 5] for i in range(n)], scale=rng.uniform(10, 100, n),
        half=rng.uniform(200, 3000, n), exponent=rng.uniform(0.3, 0.95, n),
    )  # fmt: skip
    return curves, Limits.of(1000.0 * n, low=np.zeros(n), high=5000.0, step=50.0)


def half_s_shaped(n: int) -> tuple[Curves, Limits]:
    rng = np.random.default_rng(n)
    curves = Curves.of(
        [str(i) for i in range(n)], family="hill", scale=rng.uniform(10, 100, n), half=rng.uniform(200, 3000, n),
        exponent=np.where(np.arange(n) % 2, rng.uniform(1.5, 3.5, n), rng.uniform(0.4, 0.95, n)),
    )  # fmt: skip
    return curves, Limits.of(1000.0 * n, low=np.zeros(n), high=5000.0, step=50.0)


def slsqp(curves: Curves, limits: Limits, *, starts: int) -> float:
    """Best value of SLSQP from the equal split and random ones, with gradients, within a patience.

    A run that outlasts the patience counts with the best split it tried,
    scaled to the total.
    """
    rng, n = np.random.default_rng(0), len(curves.lines)
    best, begun = -np.inf, time.process_time()

    def value(spend: np.ndarray) -> float:
        nonlocal best
        best = max(best, budget_pymc.worth(spend, curves, limits))
        if time.process_time() - begun > PATIENCE:
            raise TimeoutError
        return -float(curves.response(np.maximum(spend, 0)).sum())

    for start in range(starts):
        share = np.full(n, 1 / n) if start == 0 else rng.dirichlet(np.ones(n))
        try:
            minimize(
                value, np.maximum(share * limits.total, 1e-3), method="SLSQP",
                jac=lambda x: -np.minimum(curves.marginal(np.maximum(x, 1e-9)), 1e6),
                bounds=list(zip(limits.low, limits.high, strict=True)),
                constraints=LinearConstraint(np.ones(n), limits.total, limits.total), options={"maxiter": 200},
            )  # fmt: skip
        except TimeoutError:
            break
    return best


def clarabel(n: int) -> tuple[float, float, float, float]:
    """Exact and CLARABEL values and times on logarithmic curves."""
    import cvxpy

    rng = np.random.default_rng(n)
    scale, half = rng.uniform(10, 100, n), rng.uniform(200, 3000, n)
    curves = Curves.of([str(i) for i in range(n)], family="log", scale=scale, half=half)
    limits = Limits.of(1000.0 * n, low=np.zeros(n), high=5000.0)
    ours, seconds = timed(lambda: optimise(curves, limits).value)
    unit = cvxpy.Variable(n)
    worth = cvxpy.sum(cvxpy.multiply(scale, cvxpy.log1p(cvxpy.multiply(1000.0 / half, unit))))
    problem = cvxpy.Problem(cvxpy.Maximize(worth), [cvxpy.sum(unit) == n, unit >= 0, unit <= 5])
    options = {"tol_gap_abs": 1e-11, "tol_gap_rel": 1e-11, "tol_feas": 1e-11}
    theirs, their_seconds = timed(lambda: problem.solve(solver="CLARABEL", **options), times=1)
    return ours, seconds, float(theirs), their_seconds


def timed(work: Callable[[], float], times: int = 3) -> tuple[float, float]:
    """Value and processor seconds of the fastest of a few runs; other work on the machine does not count."""
    seconds, value = [], 0.0
    for _ in range(times):
        begun = time.process_time()
        value = work()
        seconds.append(time.process_time() - begun)
    return value, min(seconds)


def compare_optimisers(sizes: tuple[int, ...]) -> None:
    installed = budget_pymc.version()
    print(
        f"PyMC-Marketing {installed}: its BudgetOptimizer on a stand-in model that knows the curves; compiling apart"
        if installed
        else "PyMC-Marketing is not installed, so its BudgetOptimizer is not shown."
    )
    print(f"{'curves':<10}{'lines':>6}  {'method':<28}{'loss against the bound':>23}{'CPU ms':>11}")
    for name, make in (("concave", concave), ("half S", half_s_shaped)):
        for n in sizes:
            curves, limits = make(n)
            split = optimise(curves, limits)
            _, seconds = timed(lambda c=curves, b=limits: optimise(c, b).value)
            report(name, n, f"exact ({split.method})", split.gap, seconds)
            for starts in (1, 20) if n < 1000 else (1,):
                value, seconds = timed(lambda c=curves, b=limits, s=starts: slsqp(c, b, starts=s), times=1)
                report(name, n, f"SLSQP, {_starts(starts)}", (split.bound - value) / split.bound, seconds)
            if installed:
                show_pymc(name, curves, limits, split.bound)


def show_pymc(name: str, curves: Curves, limits: Limits, bound: float) -> None:
    n = len(curves.lines)
    optimizer, seconds = budget_pymc.built(curves)
    report(name, n, "PyMC-Marketing, compiling", float("nan"), seconds)
    for starts in (1, 20) if n < 1000 else (1,):
        begun = time.process_time()
        value, said = budget_pymc.allocated(optimizer, curves, limits, starts=starts, patience=PATIENCE)
        loss, method = (bound - value) / bound, f"PyMC-Marketing, {_starts(starts)}"
        report(name, n, method, loss, time.process_time() - begun, said=said)


def _starts(count: int) -> str:
    return f"{count} start{'s' * (count > 1)}"


def report(name: str, n: int, method: str, loss: float, seconds: float, *, said: str = "") -> None:
    written = f"{loss:.2e}" if np.isfinite(loss) else "–"
    print(f"{name:<10}{n:>6}  {method:<28}{written:>23}{1000 * seconds:>11.1f}  {said}".rstrip(), flush=True)


def compare_with_clarabel(sizes: tuple[int, ...]) -> None:
    print("\nLogarithmic curves against cvxpy/CLARABEL")
    if not find_spec("cvxpy"):
        print("  cvxpy is not installed.")
        return
    for n in sizes:
        ours, seconds, theirs, their_seconds = clarabel(n)
        loss = (theirs - ours) / theirs
        print(f"  {n:>5} lines: loss {loss:+.1e}; {1000 * seconds:.1f} ms against {1000 * their_seconds:.0f} ms")


def units() -> None:
    print("\nMoney x 10,000 and results x 0.000001")
    for name, make in (("concave", concave), ("half S", half_s_shaped)):
        curves, limits = make(20)
        scaled = Curves.of(
            curves.lines, family=curves.family, scale=curves.scale * 1e-6, half=curves.half * 1e4,
            exponent=curves.exponent,
        )  # fmt: skip
        large = Limits.of(limits.total * 1e4, low=limits.low * 1e4, high=limits.high * 1e4, step=50e4)
        split, again = optimise(curves, limits), optimise(scaled, large)
        moved = float((again.spend / 1e4 - split.spend).abs().max())
        start = np.full(20, large.total / 20)
        found = minimize(
            lambda x, c=scaled: -c.response(x).sum(), start, jac=lambda x, c=scaled: -c.marginal(x), method="SLSQP",
            bounds=[(0, 5e7)] * 20, constraints=LinearConstraint(np.ones(20), large.total, large.total),
        )  # fmt: skip
        stuck = bool(np.allclose(found.x, start))
        print(f"  {name}: exact moves {moved:.1e}; SLSQP success={found.success}, nit={found.nit}, equal split={stuck}")


def identical_hills() -> None:
    curves = Curves.of([str(i) for i in range(50)], family="hill", scale=100.0, half=1000.0, exponent=3.0)
    limits = Limits.of(4400.0, low=np.zeros(50), high=4400.0, step=50.0)
    split, seconds = optimise(curves, limits), timed(lambda: optimise(curves, limits).value)[1]
    print("\n50 identical Hill lines (100 x^3 / (1000^3 + x^3)), 4,400 to spend")
    print(f"  exact {split.value:.2f} in {1000 * seconds:.1f} ms (bound {split.bound:.2f}); "
          f"SLSQP {slsqp(curves, limits, starts=1):.1f}")  # fmt: skip


def side_rules() -> None:
    print("\nZero or at least 300, and draws")
    rng = np.random.default_rng(0)
    curves = Curves.of(
        [str(i) for i in range(20)], family="log", scale=rng.uniform(10, 100, 20), half=rng.uniform(200, 2000, 20)
    )
    limits = Limits.of(6000, low=np.full(20, 300.0), high=6000, optional=True, step=50)
    split, seconds = optimise(curves, limits), timed(lambda: optimise(curves, limits).value)[1]
    print(f"  20 lines: {1000 * seconds:.1f} ms, gap {split.gap:.1e}")
    for name, low, high in (("concave", 0.5, 0.9), ("S-shaped", 1.2, 2.5)):
        drawn = Curves.of(
            [str(i) for i in range(12)], family="hill",
            scale=rng.uniform(10, 100, 12) * rng.lognormal(0, 0.2, (200, 12)),
            half=rng.uniform(200, 2000, 12), exponent=rng.uniform(low, high, 12),
        )  # fmt: skip
        rules = Limits.of(6000, low=np.zeros(12), high=2000, step=60)
        now = pd.Series(500.0, index=list(drawn.lines))
        _, seconds = timed(lambda c=drawn, b=rules, s=now: budget.compare(c, b, optimise(c, b), s).gain, times=1)
        print(f"  12 lines x 200 draws, {name}: {seconds:.2f} s")


def reference(folder: Path) -> None:
    if not folder.is_dir():
        print("\nThe public reference files are not on this machine; their truths are not shown.")
        return
    example = pd.read_csv(folder / "pymc_mmm_example.csv")
    angle = 2 * np.pi * np.outer(example["dayofyear"], [1, 2]) / 365.5
    known = np.column_stack([np.ones(len(example)), example["t"] / len(example), np.sin(angle), np.cos(angle),
                             example["event_1"], example["event_2"]])  # fmt: skip
    fit = budget.fit_adstock(example["y"], example[["x1", "x2"]], controls=known)
    truth = {("x1", "carry_over"): 0.4, ("x2", "carry_over"): 0.2, ("x1", "half"): 0.5, ("x2", "half"): 2 / 3,
             ("x1", "effect"): 3000.0, ("x2", "effect"): 2000.0}  # fmt: skip
    print("\npymc_mmm_example.csv (half = 2 / lambda)")
    print(fit.parameters.assign(truth=pd.Series(truth)).round(3).to_string())
    print(f"  barely identified: {' '.join(fit.barely_identified)}")
    kag = pd.read_csv(folder / "kag_conversion_data.csv")
    kag = kag.rename(columns={"xyz_campaign_id": "line", "Spent": "spend", "Approved_Conversion": "results"})
    print("\nKAG, cost per approved conversion")
    print(cost_per_result(kag).round(2).to_string())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    here = Path(__file__).resolve().parents[3]
    parser.add_argument("--reference", type=Path, default=here / "shared" / "reference")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    chosen = parser.parse_args()
    warnings.simplefilter("ignore")
    # Idle threads of the linear algebra count as processor time; on small problems they are most of it.
    with threadpool_limits(1):
        compare_optimisers(tuple(chosen.sizes))
        compare_with_clarabel(tuple(chosen.sizes))
        units()
        identical_hills()
        side_rules()
        reference(chosen.reference)


if __name__ == "__main__":
    main()
