"""The week's page says what waits, with whom and since when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest
from ledgers import ENOUGH, evidence, proposal

from smmkit import schema
from smmkit.client import load_client
from smmkit.folders import client_folder, demo_dir
from smmkit.ledger import Item, Ledger, judge
from smmkit.measures.kpis import Facts
from smmkit.measures.scopes import Scope
from smmkit.measures.weeks import last_weeks
from smmkit.period import Period
from smmkit.plan import Plan, parse_plan
from smmkit.plan.approvals import content_hash
from smmkit.text import Message, Text
from smmkit.topics.objectives.analysis import board_series
from smmkit.topics.objectives.proposals.board import _board
from smmkit.topics.objectives.tables import action
from smmkit.topics.report.documents import waits
from smmkit.topics.report.documents.waits import Waiting, waits_of
from smmkit.topics.report.documents.week import week_rows

ROLES = SimpleNamespace(approver="Owner", social_media_manager="Strategist", community_manager="Desk")
SUNDAY = date(2026, 10, 25)
CALENDAR = pd.DataFrame(
    [("2026-10-20", "internal_ok", "2026-10-01"), ("2026-10-28", "internal_ok", "2026-10-22"),
     ("2026-11-03", "internal_ok", None), ("2026-10-27", "draft", None), ("2026-11-20", "idea", None),
     ("2026-10-29", "scheduled", None)],
    columns=["on", "state", "internal_ok_on"],
).assign(copy="Words", client_ok_hash=[None] * 5 + [content_hash({"copy": "Words"})])  # fmt: skip
PROMISE = proposal(
    "DE-sla", "EV-reel-err", judgement=judge([], collect=Message("Keep an inbox.")), about={"decides": "Strategist"},
    title=Message("Promise an answer time"),
)  # fmt: skip


def book_of(*items: Item, plan: Plan | None = None, lang: str = "en", until: str = "2026-10-31") -> SimpleNamespace:
    day = pd.Series(pd.to_datetime([until]))
    ads = pd.DataFrame({"date_start": day, "date_stop": day, "source_file": "ads.csv", "platform": "meta"})
    return SimpleNamespace(
        ledger=Ledger(items), plan=plan or Plan(), text=Text(lang, country="ES"), period=Period("2026-10"),
        client=SimpleNamespace(roles=ROLES, timezone="Europe/Madrid"), tables={"ads": ads},
        imported=SimpleNamespace(tables={"ads": ads}), facts=SimpleNamespace(once=lambda _, make: make()),
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waits, "calendar_of", lambda book: CALENDAR if book.ledger else CALENDAR.iloc[:1])
    monkeypatch.setattr(waits, "page_one", lambda _: SimpleNamespace(asked=()))


def test_each_thing_that_waits_says_with_whom_and_since_when() -> None:
    line = proposal("BL-ads", "EV-reel-err", judgement=ENOUGH, value=10.0, unit="money")
    found = waits_of(book_of(evidence(), line, PROMISE, until="2026-10-12"), SUNDAY, days=7)
    assert found == (
        Waiting("Proposals to sign or refuse: 1", "Owner", "the report of October 2026"),
        Waiting("Posts that wait for the client's yes: 2", "Owner", "22 Oct 2026"),
        Waiting("To decide: Promise an answer time", "Strategist", "the report of October 2026"),
        Waiting("Posts of the next seven days that are only an idea or a draft: 1", "Desk", "–"),
        Waiting("Export again, up to today: ads", "Strategist", "12 Oct 2026"),
    )


def test_an_approval_whose_numbers_changed_waits_for_the_client() -> None:
    plan = parse_plan(
        '[[strategies]]\nid = "ST-x"\ntitle = "x"\nstatus = "approved"\nby = "approver"\non = 2026-10-01\n'
        'period = "2026-09"\nbecause = ["EV-reel-err"]\n[[strategies.evidence]]\nid = "EV-reel-err"\n'
        'period = "2026-09"\nvalue = 0.09\nunit = "rate"\nmark = "old"\nshown = "Reels earn 9 %"\n'
    )
    strategy = proposal("ST-x", "EV-reel-err")
    first, *_ = [one for one in waits_of(book_of(evidence(), strategy, plan=plan), SUNDAY, days=7)
                 if "look at again" in one.what]  # fmt: skip
    assert (first.what[-1], first.who) == ("1", "Owner")


def test_where_nothing_waits_nothing_is_listed() -> None:
    assert waits_of(book_of(), SUNDAY, days=7) == ()


def test_what_the_sheet_leaves_to_a_conversation_waits_too(monkeypatch: pytest.MonkeyPatch) -> None:
    over = SimpleNamespace(item="", sentence=Message("Agree to the $20 spent beyond the plan."))
    monkeypatch.setattr(waits, "page_one", lambda _: SimpleNamespace(asked=(over,)))
    late = proposal("DE-objective-review-orders", "EV-reel-err", title=Message("The deadline is over: set another."))
    said = waits_of(book_of(evidence(), late), SUNDAY, days=7)
    assert Waiting("Decisions to be taken in a conversation: 2", "Owner", "the report of October 2026") in said


def test_posts_whose_first_yes_nobody_wrote_down_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waits, "calendar_of", lambda _: CALENDAR.drop(columns="internal_ok_on"))
    (posts,) = [one for one in waits_of(book_of(), SUNDAY, days=7) if "the client's yes" in one.what]
    assert posts.since == "not noted"


def test_spanish_says_it_too() -> None:
    (said, *_) = waits_of(book_of(evidence(), replace(proposal("ST-x", "EV-reel-err")), lang="es"), SUNDAY, days=7)
    assert said == Waiting("Propuestas por firmar o rechazar: 1", "Responsable", "el informe de octubre de 2026")


@pytest.mark.parametrize(
    ("ends", "word", "asks"),
    [
        ((203, 222, 201), "as usual", "Nothing to do."),
        ((297, 309, 292), "higher than usual", "Inside its limits, but near the good one"),
        ((203, 222, 399), "higher than usual", "Better than chance"),
        ((203, 222, 20), "lower than usual", "Worse than chance"),
        ((120, 125, 118), "lower than usual", "Inside its limits, but near the bad one"),
    ],
)
def test_the_page_of_the_week_and_the_board_judge_a_week_alike(ends: tuple[int, ...], word: str, asks: str) -> None:
    before = [214, 204, 194, 209, 215, 194, 224, 138, 208, 173, 191, 259, 215, 207, 223, 221, 181]
    facts = weekly_events([*before, *ends])
    opened = SimpleNamespace(facts=facts, text=Text("en"))
    (row,) = [one for one in week_rows(opened, last_weeks(SUNDAY)) if one.name == "Key events"]
    assert row.word == word
    values = board_series([("key_events", Scope())], facts, SUNDAY)[0]
    client = load_client(client_folder("ridgeline-bikes", demo_dir()))
    assert Text("en")(action(_board("key_events", "all of it", False, values, client))).startswith(asks)


def weekly_events(counts: list[int]) -> Facts:
    """Return what every day of so many weeks brought: a seventh of a week's key events, what is over on its Monday."""
    days = pd.date_range(end=pd.Timestamp(SUNDAY), periods=7 * len(counts), freq="D")
    events = [float(n // 7 + (n % 7 if day == 0 else 0)) for n in counts for day in range(7)]
    web = pd.DataFrame({"day": days, "channel": "Direct", "sessions": 900.0, "key_events": events})
    return Facts({"web": schema.conform(web, "web")}, "brand")
