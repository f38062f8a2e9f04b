"""The same instances for PyMC-Marketing's `BudgetOptimizer`, where it is installed.

Its optimiser wants a model with a posterior. The stand-in is a PyMC model whose
only random variable, the scale of each line, has one draw: the known truth.
Everything else of it is PyMC-Marketing's own: the graph, the gradient, SLSQP.
"""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from smmkit.topics.budget.analysis import Curves, Limits


def version() -> str | None:
    """Return the installed version, or None."""
    try:
        import pymc_marketing
    except ImportError:
        return None
    return str(pymc_marketing.__version__)


def built(curves: Curves) -> tuple[Any, float]:
    """Compile its optimiser for some curves; and the processor seconds that took."""
    from pymc_marketing.mmm.budget_optimizer import BudgetOptimizer

    begun = time.process_time()
    optimizer = BudgetOptimizer(model=_stand_in(curves), num_periods=1, response_variable="total_contribution")
    return optimizer, time.process_time() - begun


def allocated(optimizer: Any, curves: Curves, limits: Limits, *, starts: int, patience: float) -> tuple[float, str]:
    """Best value from the equal split, its default, and random ones, with its own settings, within a patience.

    A run that outlasts the patience counts with the best split it tried,
    scaled to the total. Also what it said of its first run.
    """
    rng, begun, best, said = np.random.default_rng(0), time.process_time(), -np.inf, ""
    functions = optimizer._compiled_functions[optimizer.utility_function]
    compiled = functions["objective_and_grad"]

    def watched(spend: np.ndarray) -> Any:
        nonlocal best
        best = max(best, worth(spend, curves, limits))
        if time.process_time() - begun > patience:
            raise TimeoutError
        return compiled(spend)

    functions["objective_and_grad"] = watched
    bounds = {line: (low, high) for line, low, high in zip(curves.lines, limits.low, limits.high, strict=True)}
    try:
        for start in range(starts):
            first = None if start == 0 else rng.dirichlet(np.ones(len(bounds))) * limits.total
            _, result = optimizer.allocate_budget(limits.total, budget_bounds=bounds, x0=first, return_if_fail=True)
            best = max(best, worth(result.x, curves, limits))
            said = said or ("success" if result.success else f"'{result.message}'")
    except TimeoutError:
        said = said or f"not done after {patience:.0f} s"
    finally:
        functions["objective_and_grad"] = compiled
    return best, said


def worth(spend: np.ndarray, curves: Curves, limits: Limits) -> float:
    """Value of a split drawn into its bounds and scaled down to the total."""
    inside = np.clip(np.nan_to_num(spend), limits.low, limits.high)
    return float(curves.response(inside * min(1.0, limits.total / max(inside.sum(), 1e-300))).sum())


def _stand_in(curves: Curves) -> Any:
    """Wrap the curves as a model with a posterior of one draw."""
    import arviz as az
    import pymc as pm
    import pymc.dims as pmd
    from pymc_marketing.mmm.budget_optimizer import CustomModelWrapper
    from pytensor.xtensor import as_xtensor

    lines = list(curves.lines)
    half, exponent = (as_xtensor(part[0], dims=("channel",)) for part in (curves.half, curves.exponent))
    with pm.Model(coords={"date": [0], "channel": lines}) as model:
        data = pmd.Data("channel_data", np.zeros((1, len(lines))), dims=("date", "channel"))
        scale = pmd.HalfNormal("scale", sigma=100.0, dims="channel")
        # A slope at nothing may be infinite; SLSQP above is spared it in the same way.
        unit = pmd.math.maximum(data / half, 1e-12)
        names = np.array(curves.family)
        parts = [
            as_xtensor((names == name).astype(float), dims=("channel",)) * _shape(pmd.math, name, unit, exponent)
            for name in dict.fromkeys(curves.family)
        ]
        pmd.Deterministic("total_contribution", (scale * sum(parts)).sum())
    posterior = az.from_dict(
        posterior={"scale": curves.scale[:1][None]}, coords={"channel": lines}, dims={"scale": ["channel"]}
    )
    return CustomModelWrapper(base_model=model, idata=posterior, channels=lines)


def _shape(math: Any, name: str, unit: Any, exponent: Any) -> Any:
    if name == "log":
        return math.log1p(unit)
    if name == "exponential":
        return -math.expm1(-unit)
    if name == "logistic":
        return math.tanh(unit)
    power = unit**exponent
    return power if name == "power" else power / (1.0 + power)
