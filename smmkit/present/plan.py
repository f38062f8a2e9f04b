"""The approved plan as a table: what stands, what no longer does and why."""

from __future__ import annotations

import pandas as pd

from smmkit.ledger import Ledger
from smmkit.plan import Plan, stale_entries
from smmkit.plan.reasons import reason
from smmkit.plan.review import amount_of
from smmkit.present.facts import STANDING, stated, text_table
from smmkit.text import N_, Text

HEADINGS = (N_("In the plan"), N_("Value"), N_("Status"), N_("Decided"), N_("Why it no longer holds"))


def plan_table(plan: Plan, ledger: Ledger, text: Text) -> pd.DataFrame:
    """Return the entries of the plan, the stale ones first.

    Parameters
    ----------
    plan
        What was decided.
    ledger
        The month's items, to see which approvals still hold.
    text
        The language of the table.

    Returns
    -------
    DataFrame
        One row of text per entry, indexed by id.

    """
    stale = stale_entries(plan, ledger)
    entries = sorted(plan, key=lambda entry: entry.id not in stale)
    names = {entry.id: entry.title for entry in entries}
    rows = [
        (
            entry.title,
            stated(text.quantity(amount_of(entry), entry.unit), "planned", entry.id, STANDING),
            text.word("stale" if entry.id in stale else entry.status),
            text.date(entry.on) if entry.by is None else f"{text.word(entry.by)}, {text.date(entry.on)}",
            " ".join(text(reason(change, text, names)) for change in stale.get(entry.id, ())),
        )
        for entry in entries
    ]
    index = pd.Index([entry.id for entry in entries], name="id")
    return text_table(rows, HEADINGS, text, window=STANDING, index=index)
