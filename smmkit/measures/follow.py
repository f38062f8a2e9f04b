"""A line's money as it is followed: planned, approved, committed, invoiced, paid, and what is left."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

STATES = ("committed", "invoiced", "paid")
COLUMNS = ("planned", "approved", *STATES, "spent", "left", "next_approver")


def money_followed(
    lines: pd.DataFrame, states: pd.DataFrame, *, planned: pd.Series, start: date, end: date
) -> pd.DataFrame:
    """Follow each line's money of a month through its states.

    What is paid was invoiced, and what is invoiced was committed, whether or
    not somebody wrote it down. An amount with a reference counts once, in the
    month in which it was first committed, with what was noted of it last: an
    invoice of September that is paid in October is September's money.

    Parameters
    ----------
    lines
        Indexed by line: `approved` (money a month in the plan), `last` (what the books say the month cost).
    states
        Canonical table `money_states`; may be empty.
    planned
        Money a month per line that is proposed or was planned.
    start, end
        First and last day of the month.

    Returns
    -------
    DataFrame
        Indexed by line: `planned`, `approved`, `committed`, `invoiced`, `paid`
        (missing where nobody noted any), `spent` (in the books), `left`
        (approved less the largest of committed, invoiced, paid and spent;
        missing without an approval), `next_approver`.

    """
    month = _of_the_month(states[states["state"].isin(STATES)], pd.Timestamp(start), pd.Timestamp(end))
    names = [*lines.index, *sorted(set(month["line"].astype(str)) - set(map(str, lines.index)))]
    reached = {line: _reached(month[month["line"].astype(str) == line]) for line in names}
    table = pd.DataFrame.from_dict(reached, orient="index", columns=list(STATES)).rename_axis("line")
    for name, values in (("planned", planned), ("approved", lines["approved"]), ("spent", lines["last"])):
        table[name] = values.reindex(names).astype(float)
    used = table[[*STATES, "spent"]].max(axis=1)
    table["left"] = table["approved"] - used.fillna(0.0)
    written = month.dropna(subset=["next_approver"]).sort_values("on").groupby("line")["next_approver"].last()
    table["next_approver"] = written.reindex(names).astype(object).where(lambda column: column.notna(), None)
    return table[list(COLUMNS)]


def _of_the_month(states: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    """Keep what was noted up to the month's end of amounts that were first committed in the month."""
    known = states.assign(on=pd.to_datetime(states["on"]))
    known = known[known["on"] <= end]
    reference = known["reference"].astype(object).where(known["reference"].notna(), known.index.astype(str) + " ")
    first = known.groupby([known["line"].astype(str), reference.astype(str)])["on"].transform("min")
    return known[first >= start]


def _reached(own: pd.DataFrame) -> list[float]:
    """Add up what a line has committed, invoiced and paid."""
    if own.empty:
        return [np.nan] * len(STATES)
    named, loose = own[own["reference"].notna()], own[own["reference"].isna()]
    sums = np.zeros(len(STATES))
    for _, rows in named.groupby("reference"):
        latest = rows.assign(step=rows["state"].map({state: at for at, state in enumerate(STATES)})).dropna(
            subset=["step"]
        )
        if len(latest):
            last = latest.sort_values(["step", "on"]).iloc[-1]
            sums[: int(last["step"]) + 1] += float(last["amount"])
    parts = [float(loose.loc[loose["state"] == state, "amount"].sum()) for state in STATES]
    return [float(total) for total in sums + np.maximum.accumulate(parts[::-1])[::-1]]
