"""What the brief itself asked for is told at its deadline: reached, missed, or told by no export."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from smmkit import schema
from smmkit.client.model import Goal
from smmkit.ledger import Item, Ledger
from smmkit.measures.kpis import Facts, Window
from smmkit.plan import parse_plan
from smmkit.text import Text
from smmkit.topics.report.proposals.goals import goals, verdict_sentence
from smmkit.topics.results.proposals import asked_items

OCTOBER, EN = Window.month("2026-10"), Text("en")
ORDERS = Goal(
    id="more-orders", goal="More orders", metric="key_events", start=date(2026, 1, 1), deadline=date(2026, 10, 31),
    target=1500,
)  # fmt: skip


def web(orders: int, *, days: int = 31) -> Facts:
    """Return a month of a website with so many orders, told on so many days."""
    day = pd.date_range("2026-10-01", periods=days)
    rows = pd.DataFrame({"day": day, "channel": "Direct", "sessions": 100, "key_events": orders / days})
    return Facts({"web": schema.conform(rows, "web")})


def asked(goal: Goal, facts: Facts) -> list[Item]:
    return asked_items([goal], facts, OCTOBER, period="2026-10", sources={})


@pytest.mark.parametrize(
    ("facts", "said", "word", "mood"),
    [
        (web(1550), "“Key events”: the brief asked for 1,500 a month by Oct 31, 2026, and there were 1,550. It was "
         "reached.",
         "Reached.", "good"),
        (web(1054), "“Key events”: the brief asked for 1,500 a month by Oct 31, 2026, and there were 1,054. It was "
         "missed.",
         "Missed.", "bad"),
        (web(1054, days=12), "“More orders” was due by Oct 31, 2026: no export tells whether what the brief asked for "
         "was reached", "Not to be judged: some days of the month are missing.", "flat"),
        (Facts({}), "“More orders” was due by Oct 31, 2026: no export tells whether what the brief asked for "
         "was reached", "Nothing reports it this month.", "flat"),
    ],
    ids=["reached", "missed", "part", "untold"],
)  # fmt: skip
def test_what_the_brief_asked_for_is_recalled_at_its_deadline(facts: Facts, said: str, word: str, mood: str) -> None:
    (item,) = asked(ORDERS, facts)
    assert EN(item.title) == said
    (card,) = goals(parse_plan(""), Ledger([item]), [ORDERS])
    assert (card.title, card.target, EN(card.word), card.mood) == ("More orders", 1500, word, mood)
    assert "promised" in EN(verdict_sentence([card]))
    assert verdict_sentence([card]) == verdict_sentence([])


@pytest.mark.parametrize(
    ("target", "ends", "verdict", "word"),
    [
        (0.041, "and it was 4.0%. That is too close to say whether it was reached.", "JUDGE",
         "Too close to its target to say."),
        (0.09, "and it was 4.0%. It was missed.", "DECIDE", "Missed."),
        (0.01, "and it was 4.0%. It was reached.", "DECIDE", "Reached."),
    ],
)  # fmt: skip
def test_a_rate_asked_for_is_judged_as_one_that_was_signed(target: float, ends: str, verdict: str, word: str) -> None:
    days = pd.date_range("2026-10-01 12:00", periods=30, tz="UTC")
    likes = [20.0, 60.0] * 15
    posts = schema.empty("posts").reindex(range(30)).assign(
        platform="instagram", grain="lifetime", is_own=True, published_at=days, published_local=days, format="image",
        likes=likes, comments=0.0, shares=0.0, saves=0.0, interactions=likes, reach=1000.0, source_file="posts.csv",
    )  # fmt: skip
    facts = Facts({"posts": posts})
    rate = ORDERS.model_copy(update={"metric": "err", "target": target})
    (item,) = asked(rate, facts)
    assert EN(item.title).endswith(ends)
    assert item.verdict.value == verdict
    (card,) = goals(parse_plan(""), Ledger([item]), [rate])
    assert EN(card.word) == word


def test_a_cap_is_reached_from_below() -> None:
    cap = ORDERS.model_copy(update={"direction": "down", "target": 1100.0})
    assert EN(asked(cap, web(1054))[0].title).endswith("It was reached.")


@pytest.mark.parametrize(
    "change", [{"deadline": date(2026, 12, 31)}, {"deadline": date(2026, 9, 30)}, {"target": None}]
)
def test_nothing_is_told_of_a_goal_that_is_not_due_or_names_no_number(change: dict[str, object]) -> None:
    assert asked(ORDERS.model_copy(update=change), web(1054)) == []


def test_a_number_somebody_signed_is_told_once() -> None:
    plan = parse_plan(
        '[[objectives]]\nid = "OB-key-events"\nstatus = "approved"\nby = "approver"\nmetric = "key_events"\n'
        'target = 1500\nunit = "count"\ndeadline = 2026-10-31\n'
    )
    assert [card.id for card in goals(plan, Ledger(asked(ORDERS, web(1054))), [ORDERS])] == ["OB-key-events"]
