"""The definition guard: two numbers of one metric by different definitions are never compared or joined."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

from smmkit.errors import DataError

if TYPE_CHECKING:
    import pandas as pd


def check_one_definition(metric: str, definitions: Iterable[str | None]) -> None:
    """Refuse to compare or join numbers of one metric that were measured by different definitions.

    Parameters
    ----------
    metric
        Name of the metric.
    definitions
        Definition of each number, such as `err/1`; a number without one is taken as it is.

    Raises
    ------
    DataError
        If there are two; names them.

    """
    found = sorted({definition for definition in definitions if definition})
    if len(found) > 1:
        raise DataError(
            f"{metric}: the numbers were measured by different definitions ({', '.join(found)}), so they can be"
            " neither compared nor joined. Use numbers of one definition, or start the series anew."
        )


def breaks_within(
    breaks: pd.DataFrame, *, metrics: Collection[str], platforms: Collection[str], start: date, end: date
) -> pd.DataFrame:
    """Return the days inside a window at which a platform replaced one of some metrics.

    Parameters
    ----------
    breaks
        Canonical table: platform, metric, day, replaced_by.
    metrics
        Columns a calculation uses, such as `impressions`; a metric counts before and after its break.
    platforms
        Networks a calculation uses.
    start, end
        First and last day of the window. A break on the first day leaves the window whole.

    """
    import pandas as pd

    named = breaks["metric"].isin(metrics) | breaks["replaced_by"].isin(metrics)
    inside = (breaks["day"] > pd.Timestamp(start)) & (breaks["day"] <= pd.Timestamp(end))
    return breaks[(named & inside & breaks["platform"].isin(platforms)).fillna(False)]
