"""Which rules on labelling advertising are on file, and which were read too long ago."""

from __future__ import annotations

from datetime import date

import pandas as pd

MONTHS = 12


def with_age(rules: pd.DataFrame, *, end: date) -> pd.DataFrame:
    """Return rules with `old`: whether they were read more than twelve months before a day.

    Parameters
    ----------
    rules
        With `read_on`; also prices of tools and limits of networks.
    end
        Last day of the month.

    Returns
    -------
    DataFrame
        The same rows; without a day of reading a rule counts as old.

    """
    limit = pd.Timestamp(end) - pd.DateOffset(months=MONTHS)
    return rules.assign(old=(pd.to_datetime(rules["read_on"]) < limit) | rules["read_on"].isna())
