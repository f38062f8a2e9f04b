"""Notebook 04's table of the largest customers, by the number or hash they are known by."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from smmkit.measures.scopes import Window
from smmkit.present.display import NOTHING
from smmkit.present.facts import scoped, stated, text_table
from smmkit.text import N_, Text
from smmkit.topics.segments.analysis import Silence

_CODE = 6
_NOBODY = N_("No customer has a revenue on record.")


def best_table(found: Silence, text: Text, *, window: Window | None = None) -> pd.DataFrame:
    """Return the largest customers: share, orders, habit and silence, and whether the silence is longer than chance."""
    heads = (
        N_("Customer"),
        N_("Share of revenue"),
        N_("Orders"),
        N_("Days between two orders"),
        N_("Days without an order"),
        N_("Orders now, of what they were"),
        N_("Has this customer stopped?"),
    )
    rows = [_row(row, text, window) for row in found.accounts.to_dict("records")]
    table = text_table(rows, heads, text, window=window)
    table.attrs[NOTHING] = text(_NOBODY)
    return table


def _row(row: Mapping[Hashable, Any], text: Text, window: Window | None) -> tuple[str, ...]:
    code = f"#{row['customer'][:_CODE]}"
    share = stated(text.percent(row["share"], 1), "revenue_share", scoped("customer", row["customer"]), window)
    counts = (text.number(row[name]) for name in ("orders", "usual", "silent"))
    if pd.isna(row["p"]):
        return code, share, *counts, "–", text("too few orders for a habit")
    told = row["gone"] and row["most"] < 1
    most = text("{most:percent} at most", most=row["most"]) if told else "–"
    return code, share, *counts, most, text("surely") if row["gone"] else text("not for sure")
