"""The brief in short, as every document shows it."""

from __future__ import annotations

import pandas as pd

from smmkit.client import Client
from smmkit.present.facts import STANDING, stated, text_table
from smmkit.schema import platform_name
from smmkit.text import N_, Text


def brief_table(client: Client, text: Text) -> pd.DataFrame:
    """Return the brief in short: who the client is and what the business wants."""
    goals = "; ".join(
        text("{goal} (by {deadline:date})", goal=goal.goal, deadline=goal.deadline.isoformat()) for goal in client.goals
    )
    accounts = ", ".join(f"{platform_name(account.platform)} @{account.handle}" for account in client.accounts)
    rivals = ", ".join(rival.name for rival in client.competitors)
    rows = (
        (N_("Client"), client.name),
        (N_("Sector"), client.sector),
        (N_("Accounts"), accounts or "–"),
        (N_("Competitors"), rivals or "–"),
        (N_("Business goals"), goals or "–"),
        (N_("Currency and time zone"), f"{client.currency}, {client.timezone}"),
        (N_("Gross margin"), stated(text.percent(client.margin), "margin", "", STANDING)),
        (N_("Monthly budget"), stated(text.amount(client.monthly_budget), "budget", "", STANDING)),
        (N_("Tone"), ", ".join(client.brand.tone) or "–"),
        (N_("Avoid"), ", ".join(client.brand.avoid) or "–"),
    )
    said = [(text.word(name), value) for name, value in rows]
    return text_table(said, (N_("Brief"), N_("What it says")), text, window=STANDING)
