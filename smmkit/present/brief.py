"""The brief in short, as every document shows it."""

from __future__ import annotations

import pandas as pd

from smmkit.client import Client
from smmkit.text import N_, Text


def brief_table(client: Client, text: Text) -> pd.DataFrame:
    """Return the brief in short: who the client is and what the business wants."""
    goals = "; ".join(
        text("{goal} (by {deadline:date})", goal=goal.goal, deadline=goal.deadline.isoformat()) for goal in client.goals
    )
    accounts = ", ".join(f"{account.platform} @{account.handle}" for account in client.accounts)
    rivals = ", ".join(rival.name for rival in client.competitors)
    rows = (
        (N_("Client"), client.name),
        (N_("Sector"), client.sector),
        (N_("Accounts"), accounts or "–"),
        (N_("Competitors"), rivals or "–"),
        (N_("Business goals"), goals or "–"),
        (N_("Currency and time zone"), f"{client.currency}, {client.timezone}"),
        (N_("Gross margin"), text.percent(client.margin)),
        (N_("Monthly budget"), text.money(client.monthly_budget)),
        (N_("Tone"), ", ".join(client.brand.tone) or "–"),
        (N_("Avoid"), ", ".join(client.brand.avoid) or "–"),
    )
    return pd.DataFrame(
        [(text.word(name), value) for name, value in rows],
        columns=[text.word(N_("Brief")), text.word(N_("What it says"))],
    )
