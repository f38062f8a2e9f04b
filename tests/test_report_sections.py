"""The section about rivals and trends: two lines of each thread, and no share of voice without its tone."""

from __future__ import annotations

from smmkit.ledger import Check, Item, Ledger, Verdict, judge
from smmkit.text import Message
from smmkit.topics.report.proposals.sections import SECTIONS, told

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
