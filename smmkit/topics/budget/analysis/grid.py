"""Every total a client may ask about, solved beforehand."""

from __future__ import annotations

import numpy as np
import pandas as pd

from smmkit.allocation.optimise import optimise
from smmkit.allocation.scenarios import within_reach
from smmkit.topics.budget.analysis.lines import with_changes
from smmkit.topics.budget.analysis.study import Study


def what_if_grid(study: Study, *, totals: int = 25) -> pd.DataFrame:
    """Solve the split of many totals, from the least to the most the bounds allow.

    Parameters
    ----------
    study
        The budget.
    totals
        How many totals; today's is always one of them.

    Returns
    -------
    DataFrame
        Indexed by total (money a month), rising: one column of money per
        elastic line, then `result`, `low`, `high` (results a month, 95 %),
        `next_cost` (money for one more result). Empty without curves.

    """
    curves, limits = study.found.curves, study.frame.limits
    if curves is None or limits is None:
        return pd.DataFrame()
    rule = with_changes(study.frame)
    reach = np.linspace(float(rule.floor.sum()), rule.ceiling(), totals)
    wished = np.unique(np.round(np.append(reach, limits.total), 2)).clip(reach[0], reach[-1])
    rows = {}
    for total in sorted({within_reach(rule, float(total)) for total in wished}):
        split = optimise(curves, rule.with_total(total))
        results = curves.responses(split.spend.to_numpy()).sum(axis=1)
        low, high = np.percentile(results, [2.5, 97.5]) if curves.draws > 1 else (np.nan, np.nan)
        rows[total] = {
            **split.spend, "result": split.value, "low": low, "high": high, "next_cost": split.next_cost,
        }  # fmt: skip
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("total")
