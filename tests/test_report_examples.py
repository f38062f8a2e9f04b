"""Examples of what worked: posts of calm days, never the crisis's own."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from smmkit import schema
from smmkit.errors import DataError
from smmkit.ledger import Check, Item, judge
from smmkit.measures.alarm import AlarmHistory
from smmkit.measures.alarm.history import Alarm
from smmkit.period import Period
from smmkit.text import Message, Text
from smmkit.topics.report.documents.examples import examples

CRISIS = Alarm(
    since=date(2026, 10, 10), until=date(2026, 10, 12), at=pd.Timestamp("2026-10-10 12:00"), stream="mentions",
    messages=90, mentions=80, usual=4.0, complaints=10, usual_complaints=1.0, unanswered=2, cause=None, about=0,
    score=9.0,
)  # fmt: skip


def posts() -> pd.DataFrame:
    days = ["2026-10-03", "2026-10-10", "2026-10-12", "2026-10-13", "2026-10-20"]
    frame = pd.DataFrame(
        {"post_id": days, "platform": "instagram", "format": "reel", "grain": "lifetime", "text": days,
         "published_at": pd.to_datetime([f"{day}T22:30Z" for day in days]), "interactions": [5, 900, 800, 7, 6]}
    )  # fmt: skip
    table = schema.conform(frame, "posts")
    return table.assign(published_local=table["published_at"])


def book(*alarms: Alarm) -> Any:
    return SimpleNamespace(
        table=lambda _: posts(), period=Period("2026-10"), text=Text("en"), alarm=AlarmHistory(alarms=alarms)
    )


def test_posts_of_an_alarms_days_do_not_serve_as_examples() -> None:
    sure = judge([Check("rows", True, Message("rows"))])
    works = Item.of("RS-instagram-reel-votes", Message("x"), sure, because=("EV-x",))
    assert [one.words for one in examples(book(), [works])] == ["2026-10-10", "2026-10-12", "2026-10-13"]
    assert [one.words for one in examples(book(CRISIS), [works])] == ["2026-10-13", "2026-10-20", "2026-10-03"]


def test_a_day_is_calm_outside_every_alarm_and_unknown_days_are_no_crisis() -> None:
    moments = ["2026-10-09 23:59", "2026-10-10 00:00", "2026-10-12 23:59", "2026-10-13 00:00", None]
    days = pd.Series(pd.to_datetime(moments))
    assert AlarmHistory(alarms=(CRISIS,)).calm(days).tolist() == [True, False, False, True, True]
    assert AlarmHistory().calm(days).all()


def test_a_time_with_an_offset_is_of_the_day_it_names_and_what_is_no_time_is_said() -> None:
    told = ["2026-10-09T23:59+02:00", "2026-10-10T00:10+02:00", "2026-10-12T23:59-06:00", "2026-10-13", None]
    calm = AlarmHistory(alarms=(CRISIS,)).calm
    assert calm(pd.Series(told)).tolist() == [True, False, False, True, True]
    madrid = pd.Series(pd.to_datetime(["2026-10-09T22:30Z", "2026-10-12T22:30Z"])).dt.tz_convert("Europe/Madrid")
    assert calm(madrid).tolist() == [False, True]
    with pytest.raises(DataError, match="'next week' is no time"):
        calm(pd.Series(["2026-10-09", "next week"]))
