"""The alarm goes through everything else: SWOT, report, budget, portfolio."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from unittest import mock

import pandas as pd
import pytest

from smmkit.ledger import Check, Item, Kind, Ledger, Verdict
from smmkit.measures.alarm import AlarmCalibration, AlarmHistory
from smmkit.measures.alarm.history import Alarm
from smmkit.measures.mentions import tone_interval
from smmkit.period import Period
from smmkit.plan import Plan
from smmkit.stats import Estimate
from smmkit.stats.serial import NOTHING
from smmkit.text import Message, Text
from smmkit.topics.brief.proposals import alarm_items, alarm_said
from smmkit.topics.budget.proposals import judgement
from smmkit.topics.community.documents.opening import _today
from smmkit.topics.market.proposals.voice import sentiment_items
from smmkit.topics.report.proposals import summary
from smmkit.topics.report.proposals.money import MonthMoney
from smmkit.topics.report.proposals.story import story
from smmkit.topics.review.documents import parts
from smmkit.topics.swot.analysis import swot_items
from smmkit.topics.swot.proposals.evidence import evidence_table

JULY = Period("2026-07")


def crisis(**changed: object) -> Alarm:
    known = {
        "since": date(2026, 7, 24), "until": date(2026, 7, 30), "at": pd.Timestamp("2026-07-24"), "stream": "mentions",
        "messages": 161, "mentions": 74, "usual": 10.4, "complaints": 87, "usual_complaints": 1.9, "unanswered": 10,
        "cause": "a video of a cockroach", "about": 47, "score": 7.2,
    }  # fmt: skip
    return Alarm(**(known | changed))  # type: ignore[arg-type]


def history(*alarms: Alarm, as_of: date = date(2026, 7, 31)) -> AlarmHistory:
    return AlarmHistory(alarms=alarms, as_of=as_of)


def firm(id: str, value: float = 1.3, low: float = 1.2, high: float = 1.4, finding: str = "") -> Item:
    because = () if id.startswith("EV") else ("EV-posts",)
    return Item(
        id=id, kind=Kind(id[:2]), because=because, title=Message("A carousel works"), value=value, low=low, high=high,
        unit="ratio", n=900, period="2026-07", verdict=Verdict.DECIDE, about={"finding": finding},
    )  # fmt: skip


def test_the_alarm_of_the_month_is_evidence_with_its_cause_and_another_month_s_is_not() -> None:
    items = alarm_items(history(crisis()), JULY, ())
    assert [item.id for item in items] == ["EV-alarm-2026-07-24", "EV-alarm-2026-07-24-inbox"]
    said = Text("es", country="ES")(items[0].title)
    assert "a video of a cockroach" in said
    assert "74" in said
    assert said.startswith("La alarma de crisis está encendida")
    assert alarm_items(history(crisis()), Period("2026-08"), ()) == []


def test_a_month_without_an_alarm_says_so_and_a_client_nobody_listens_to_too() -> None:
    quiet = AlarmHistory(calibration=AlarmCalibration(4.0, 0.5, 0.02, 60.0, floor=True), as_of=date(2026, 7, 31))
    assert Text("en")(alarm_said(quiet, [])[0]).startswith("The crisis alarm was off all month")
    assert Text("en")(alarm_said(AlarmHistory(), [])[0]).startswith("The crisis alarm is blind")


def test_an_alarm_that_ended_is_told_as_over() -> None:
    over = alarm_items(history(crisis(), as_of=date(2026, 8, 20)), JULY, ())
    assert Text("en")(over[0].title).startswith("From ")


def test_the_swot_gets_a_threat_and_a_weakness_and_being_talked_about_is_no_strength() -> None:
    voice = firm("EV-esov", 0.5, 0.4, 0.6, "voice against market")
    plain = swot_items(evidence_table([voice]))
    assert plain["quadrant"].tolist() == ["strengths"]
    found = swot_items(evidence_table([voice, *alarm_items(history(crisis()), JULY, ())]))
    assert dict(zip(found["id"], found["quadrant"], strict=True)) == {
        "SW-alarm-2026-07-24-inbox": "weaknesses",
        "SW-alarm-2026-07-24": "threats",
    }


def test_share_of_voice_is_no_strength_while_rivals_are_spoken_of_more_kindly() -> None:
    voice = firm("EV-esov", 0.5, 0.4, 0.6, "voice against market")
    unkind = firm("EV-net-sentiment-vs-rivals", -0.2, -0.3, -0.1, "sentiment against rivals")
    assert swot_items(evidence_table([voice, unkind]))["quadrant"].tolist() == ["weaknesses"]


def test_the_report_opens_with_the_alarm_and_congratulates_nobody() -> None:
    alarms = alarm_items(history(crisis()), JULY, ())
    for found, first in (
        (alarms, alarms[0].title),
        ([], Message("Nothing was promised yet: this is what the month brought.")),
    ):
        ledger = Ledger({item.id: item for item in [firm("RS-carousel"), *found]})
        told = story(summary(ledger, Plan()), ledger, Plan(), MonthMoney(0.0, None, (), "2026-07"), budget=0.0)
        assert told.opening[0] == first
        assert ("RS-carousel" in {point.item for point in told.happened}) is not bool(found)


def test_no_ads_are_raised_while_the_alarm_is_on() -> None:
    clear = Check("interval", True, Message("clear"))
    clicks = Check(judgement.CAUSE, False, Message("counted by clicks"))
    client = SimpleNamespace(roles=SimpleNamespace(approver="Owner"))
    with (
        mock.patch.object(judgement, "accounting_checks", return_value=[clear]),
        mock.patch.object(judgement, "_cause", return_value=clicks),
    ):
        calm = judgement.split_judgement(mock.Mock(), client)  # type: ignore[arg-type]
        held = judgement.split_judgement(mock.Mock(), client, alarm=crisis())  # type: ignore[arg-type]
    assert judgement.moves_money(calm)
    assert not judgement.moves_money(held)
    assert held.verdict is Verdict.JUDGE


def test_the_desks_brief_begins_with_the_crisis_who_leads_it_and_once_over_who_signs_its_lessons() -> None:
    on, ended = history(crisis()), history(crisis(), as_of=date(2026, 8, 20))
    leads, signs = "Head of communication leads", "Head of communication signs it"
    for alarm, told, other in ((on, leads, signs), (ended, signs, leads)):
        ledger = Ledger({item.id: item for item in alarm_items(on, JULY, ())})
        roles = SimpleNamespace(names={"crisis_lead": "Head of communication"})
        client = SimpleNamespace(roles=roles)
        book = SimpleNamespace(alarm=alarm, ledger=ledger, plan=Plan(), client=client, text=Text("en"), period=JULY)
        title, tasks = parts(book)[0]  # type: ignore[arg-type]
        assert title == "First of all"
        assert told in " ".join(task.sentence for task in tasks)
        assert not any(other in task.sentence for task in tasks)


def test_a_crisis_that_is_over_still_counts_in_its_month_and_no_longer_in_the_next() -> None:
    over = history(crisis(since=date(2026, 7, 8), until=date(2026, 7, 14)), as_of=date(2026, 8, 31))
    assert over.on is None
    assert over.last_between(JULY.start, JULY.end) == over.alarms[0]
    assert over.last_between(date(2026, 8, 1), date(2026, 8, 31)) is None


def test_a_mood_that_may_be_praise_is_told_as_open_and_never_on_page_1() -> None:
    table = pd.DataFrame({"brand": ["Us"], "labelled": [80], "net": [-0.41], "low": [-1.0], "high": [0.40]})
    item = sentiment_items(table, (NOTHING, 0), own="Us", period="2026-07", source=())[0]
    said = Text("en")(item.title)
    assert said.endswith("it might be otherwise: from 40 more of praise to 100 more of complaint")
    alarms = alarm_items(history(crisis()), JULY, ())
    for low, high, told_of in ((-1.0, 0.40, False), (-0.7, -0.2, True)):
        mood = replace(item, low=low, high=high, verdict=Verdict.DECIDE)
        ledger = Ledger({one.id: one for one in (mood, *alarms)})
        told = story(summary(ledger, Plan()), ledger, Plan(), MonthMoney(0.0, None, (), "2026-07"), budget=0.0)
        assert (mood.id in {point.item for point in told.happened}) is told_of


def test_a_tone_is_never_more_than_all_praise_or_all_complaint() -> None:
    ends = tone_interval(Estimate(-0.41, 0.40, 10.0, 12.0))
    assert (ends.low, round(ends.high, 2)) == (-1.0, 0.48)
    assert not tone_interval(NOTHING).low <= 1.0


@pytest.mark.parametrize(("as_of", "on"), [(date(2026, 8, 1), True), (date(2026, 8, 2), False)])
def test_an_alarm_stands_until_two_quiet_days_have_passed(as_of: date, on: bool) -> None:
    assert (history(crisis(), as_of=as_of).on is not None) is on


def test_an_alarm_that_rang_in_the_inbox_alone_opens_the_report_and_the_desks_brief() -> None:
    inside = crisis(mentions=0, usual=0.0, complaints=265, usual_complaints=3.0, messages=265)
    for as_of, begins in ((date(2026, 7, 31), "The crisis alarm has been on"), (date(2026, 8, 20), "From ")):
        items = alarm_items(history(inside, as_of=as_of), JULY, ())
        said = Text("en")(items[0].title)
        assert said.startswith(begins)
        assert "265 complaints where 3 are usual" in said
        assert "0 mentions" not in said
        ledger = Ledger({item.id: item for item in [firm("RS-carousel"), *items]})
        told = story(summary(ledger, Plan()), ledger, Plan(), MonthMoney(0.0, None, (), "2026-07"), budget=0.0)
        assert told.opening[0] == items[0].title
    assert list(swot_items(evidence_table(items))["quadrant"]) == ["weaknesses"]


def test_the_manual_remembers_the_last_crisis_and_tells_one_of_the_inbox_by_its_complaints() -> None:
    text, heard = Text("en"), AlarmCalibration(4.0, 0.5, 0.02, 60.0, floor=True)

    def today(*alarms: Alarm, as_of: date) -> str:
        found = AlarmHistory(alarms=alarms, calibration=heard, as_of=as_of)
        return _today(SimpleNamespace(text=text, alarm=found, plan=Plan()))[0]  # type: ignore[arg-type]

    assert today(as_of=date(2026, 8, 20)) == "The crisis alarm is off; all was quiet up to Aug 20, 2026."
    over = today(crisis(), as_of=date(2026, 8, 20))
    assert "last on from Jul 24, 2026 to Jul 30, 2026; since then all was quiet up to Aug 20, 2026" in over
    inside = today(crisis(mentions=0, usual=0.0), as_of=date(2026, 7, 31))
    assert inside.endswith("87 complaints came in.")
