"""The section about rivals and trends: two lines of each thread, and no share of voice without its tone."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from smmkit import schema
from smmkit.ledger import Check, Item, Ledger, Verdict, judge
from smmkit.measures.readings import Facts
from smmkit.text import Message, Text
from smmkit.topics.report.documents.voices import Line, voice_lines
from smmkit.topics.report.proposals.sections import SECTIONS, told

FOURTEEN = pd.period_range(end="2026-10", periods=14, freq="M")
RIVALS = next(section for section in SECTIONS if section.key == "rivals")
PEOPLE = next(section for section in SECTIONS if section.key == "people")


def fact(id: str, *, day: str = "", sure: bool = True) -> Item:
    rows = judge([Check("rows", sure, Message("rows"))])
    title = Message("{id} {day}", {"id": id, "day": day}) if day else Message("{id}", {"id": id})
    return Item.of(id, title, rows, period="2026-10")


MOVES = [fact(f"EV-move-alpha-{n}", day=f"2026-10-{n:02d}") for n in (3, 28, 14, 9, 21)]
GAP, TREND = fact("EV-competitor-alpha-instagram-growth-gap"), fact("EV-topic-gravel-growth")
EXTRA, SHARE, TONE = fact("EV-esov"), fact("EV-sov"), fact("EV-net-sentiment")
BESIDE = [fact("EV-facebook-er-vs-rivals"), fact("EV-rating-google-vs-rivals")]


def ids(*items: Item) -> list[str]:
    return [item.id for item in told(RIVALS, Ledger(list(items)))]


def test_many_moves_of_rivals_leave_room_for_the_rival_that_grows_the_voice_and_the_trend() -> None:
    assert ids(*MOVES, TREND, SHARE, EXTRA, TONE, GAP) == [
        GAP.id, EXTRA.id, TONE.id, TREND.id, "EV-move-alpha-28", "EV-move-alpha-21"
    ]  # fmt: skip


def test_a_share_of_voice_is_never_told_without_its_tone_beside_it_nor_twice() -> None:
    assert ids(TONE, SHARE) == [SHARE.id, TONE.id]
    assert ids(SHARE, TONE, EXTRA) == [EXTRA.id, TONE.id]
    assert told(PEOPLE, Ledger([SHARE, TONE, *BESIDE])) == ()


def test_two_comparisons_at_most_stand_beside_the_rivals_and_none_that_cannot_be_told() -> None:
    assert len(ids(*BESIDE, GAP)) == 2
    assert ids(fact("EV-instagram-er-vs-rivals", sure=False)) == []
    assert fact("EV-x", sure=False).verdict is Verdict.NO_DATA


def test_what_was_noted_long_ago_is_no_news() -> None:
    assert ids(fact("EV-move-alpha-2", day="2026-08-30"), fact("EV-sector-rent", day="2026-09-01")) == [
        "EV-sector-rent"
    ]


def heard(rows: list[tuple[str, str, str, int]]) -> pd.DataFrame:
    """Return mentions: month, brand, tone, how many."""
    frame = pd.DataFrame(
        [(f"{month}-15", brand, tone) for month, brand, tone, count in rows for _ in range(count)],
        columns=["at", "brand", "sentiment"],
    )
    frame = frame.assign(at=pd.to_datetime(frame["at"]).dt.tz_localize("UTC"), source="x",
                         mention_id=[f"m{n}" for n in range(len(frame))])  # fmt: skip
    table = schema.conform(frame, "mentions")
    return table.assign(local_at=table["at"])


MONTHS = heard(
    [("2026-08", "Us", "positive", 20), ("2026-08", "Rival", "neutral", 20), ("2026-09", "Us", "negative", 60),
     ("2026-09", "Rival", "neutral", 20), ("2026-10", "Us", "positive", 5), ("2026-10", "Rival", "neutral", 15)]
)  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_figure_beside_the_rivals_draws_the_tone_below_the_voice_or_nothing(lang: str) -> None:
    def month(mentions: pd.DataFrame, rivals: tuple[str, ...] = ("Rival",)) -> tuple[Line, ...]:
        facts = Facts({"mentions": mentions}, "Us", rivals)
        book = SimpleNamespace(text=Text(lang, country="ES" if lang == "es" else "US"), facts=facts, months=FOURTEEN)
        return voice_lines(book)  # type: ignore[arg-type]

    july = heard([("2026-07", "Us", "positive", 15), ("2026-07", "Rival", "neutral", 5)])
    voice, tone = month(pd.concat([july, MONTHS]))
    assert "polyline" in voice.drawn
    assert "polyline" in tone.drawn
    assert f'aria-label="{voice.name}' in voice.drawn
    ends = {"en": ("25.0%", "75.0%", "Jul 2026", "Oct 2026"), "es": ("25,0", "75,0", "jul 2026", "oct 2026")}[lang]
    assert all(said in voice.drawn for said in ends)
    assert 'class="axis zero"' in tone.drawn  # the tone was praise and complaint: zero parts them
    assert ">0<" in tone.drawn
    assert 'class="axis zero"' not in voice.drawn
    assert month(MONTHS) == ()  # a tone of two months is no line, and the voice does not stand alone
    assert month(july, rivals=()) == ()
    assert month(july.iloc[:0]) == ()


def test_what_people_praise_and_ask_stands_beside_what_they_complain_about() -> None:
    causes = [fact(f"EV-complaints-cause-{k}") for k in "abcd"]
    rest = [fact(f"EV-{name}") for name in (
        "complaints-change", "complaints-steps", "complaints-silent", "response-median", "response-same",
        "tastes-like-a", "tastes-like-b", "tastes-like-c", "tastes-ask-a",
    )]  # fmt: skip
    shown = [item.id for item in told(PEOPLE, Ledger([*causes, *rest]))]
    assert shown == [
        "EV-complaints-change", "EV-complaints-cause-a", "EV-complaints-cause-b", "EV-complaints-steps",
        "EV-response-median", "EV-complaints-silent", "EV-tastes-like-a", "EV-tastes-like-b", "EV-tastes-ask-a",
    ]  # fmt: skip


MONEY = next(section for section in SECTIONS if section.key == "money")


def campaign(name: str, days: str, *, brought: bool) -> list[Item]:
    rows = judge([Check("rows", True, Message("rows"))])
    cost = Item.of(f"EV-campaign-{name}-cost", Message(name), rows, period="2026-10", value=9.0,
                   unit="money", about={"days": days})  # fmt: skip
    opinion = judge([Check("shared_cost", False, Message("shared"))], owner="Social media manager")
    paid = Item.of(f"RS-{name}-roi", Message(f"{name} paid"), opinion, because=(f"CA-{name}", cost.id),
                   period="2026-10", metric="roi", unit="ratio", value=0.5, window=days)  # fmt: skip
    return [cost, paid] if brought else [cost]


def money(*items: Item) -> list[str]:
    return [item.id for item in told(MONEY, Ledger(list(items)))]


def test_what_a_campaign_brought_is_told_with_its_cost_and_the_cost_not_twice() -> None:
    assert money(*campaign("autumn", "2026-10-05:2026-10-25", brought=True)) == ["RS-autumn-roi"]
    assert money(*campaign("autumn", "2026-10-05:2026-10-25", brought=False)) == ["EV-campaign-autumn-cost"]


def test_a_campaign_of_half_a_year_ago_is_no_news() -> None:
    old = campaign("spring", "2026-05-04:2026-05-24", brought=True)
    late, new = (campaign(name, days, brought=True) for name, days in (
        ("late", "2026-09-05:2026-09-25"), ("new", "2026-10-05:2026-10-25")))  # fmt: skip
    assert money(*old, *late, *new) == ["RS-new-roi", "RS-late-roi"]
