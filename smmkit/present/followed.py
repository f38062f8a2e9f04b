"""The table of money on its way: planned, approved, committed, invoiced, paid, left, and who must say yes next."""

from __future__ import annotations

import pandas as pd

from smmkit.client import Client
from smmkit.ledger import item_id
from smmkit.measures.names import line_name
from smmkit.measures.scopes import Window
from smmkit.metrics import HALF_A_CENT
from smmkit.plan import Plan
from smmkit.present.facts import stated, text_table
from smmkit.text import N_, Text

FOLLOWED = {
    "planned": "proposed", "approved": "planned", "committed": "committed", "invoiced": "invoiced", "paid": "paid",
    "spent": "booked", "left": "left",
}  # fmt: skip


def followed_table(
    followed: pd.DataFrame, plan: Plan, client: Client, text: Text, *, window: Window | None = None
) -> pd.DataFrame:
    """Return each line's money through its states, and who must say yes next."""
    numbers = ("planned", "approved", "committed", "invoiced", "paid", "spent", "left")
    rows = [
        (text.word(line_name(str(line), plan.line_titles)),
         *(stated(text.money(row[name], 0), FOLLOWED[name], str(line), window) for name in numbers),
         _next_approver(str(line), row, plan, client, text))
        for line, row in followed.iterrows()
    ]  # fmt: skip
    sums = followed[list(numbers)].sum(min_count=1)
    total = (text("Total"), *(stated(text.money(sums[name], 0), FOLLOWED[name], "", window) for name in numbers), "")
    heads = (
        N_("Line"), N_("Amount proposed"), N_("Approved"), N_("Committed"), N_("Invoiced"), N_("Paid"),
        N_("In the books"), N_("Neither committed nor spent"), N_("Who says yes next"),
    )  # fmt: skip
    return text_table([*rows, total], heads, text, window=window)


def _next_approver(line: str, row: pd.Series, plan: Plan, client: Client, text: Text) -> str:
    """Name whoever is written down, else the approver where the proposal is not what was approved."""
    if isinstance(written := row["next_approver"], str) and written:
        return text.word(getattr(client.roles, written, written))
    entry = plan.entry(item_id("BL", line))
    stands = entry is not None and entry.status == "approved" and abs(row["planned"] - row["approved"]) < HALF_A_CENT
    return text("nobody") if stands else text.word(getattr(client.roles, "approver", "approver"))
