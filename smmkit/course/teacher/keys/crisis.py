"""Keys of the bad month."""

from __future__ import annotations

import pandas as pd

from smmkit.course.teacher.expect import Case, Expected, any_of, day, exactly, key, total

# The manual's card of severity 3: action, who may do it, and by which minute: 15 for what stands in its first fifteen
# minutes, 60 for its first hour.
CARD = [
    ["read", ["community_manager"], 5],
    ["call", ["community_manager"], 15],
    ["pause", ["community_manager", "crisis_lead"], 15],
    ["hold", ["crisis_lead", "approver"], 15],
    ["facts", ["crisis_lead"], 60],
    ["statement", ["approver", "crisis_lead"], 60],
    ["staff", ["crisis_lead", "approver"], 60],
]


@key("12-when")
def when(case: Case) -> Expected:
    """Where the alarm begins, which may be some days into the planted crisis; without one, where the crisis does."""
    planted = case.truth["crisis"]
    rang = case.wb.alarm.between(planted["start"], planted["end"])
    first_day, messages = (rang[0].since, rang[0].messages) if rang else (planted["start"], 0)
    inbox = _week(case, "inbox", "received_local")
    complaints = exactly((inbox["kind"] == "complaint").sum())
    told = {"first_day": day(first_day), "cause": any_of(planted["cause"]), "messages": exactly(messages)}
    return told | {"complaints": complaints}


def _week(case: Case, table: str, at: str) -> pd.DataFrame:
    """Return what came in the seven days from the first day of the crisis."""
    own = case.wb.table(table)
    days = own[at].dt.tz_localize(None).dt.normalize() - pd.Timestamp(case.truth["crisis"]["start"])
    mine: pd.DataFrame = own[days.dt.days.between(0, 6)]
    return mine


@key("12-drill")
def drill(case: Case) -> Expected:
    """The card, and the posts that had to be stopped on this client's day."""
    heard = (_week(case, "mentions", "local_at")["brand"] == case.wb.client.name).sum()
    received = exactly(len(_week(case, "inbox", "received_local")))
    paused = {"set": case.truth["calendar"]["to_pause"]}
    return {"timeline": {"card": CARD}, "paused": paused, "mentions": exactly(heard), "inbox": received}


@key("12-customers")
def customers(case: Case) -> Expected:
    """Orders and visits of the week, and no cause."""
    first = pd.Timestamp(case.truth["crisis"]["start"])
    web = case.wb.table("web")
    week = web[web["day"].between(first, first + pd.Timedelta(days=6))]
    orders, visits = exactly(week["key_events"].sum()), total(week["sessions"].sum())
    return {"orders": orders, "visits": visits, "verdict": any_of("NO DATA")}
