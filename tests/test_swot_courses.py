"""A strategy says for whom, where, who, what first, at what cost, what for; approved ones are judged again."""

from __future__ import annotations

import pandas as pd
import pytest
from test_swot import ALL, MEANS, OPPORTUNITY, THREAT, client, judged, strategies_of  # noqa: F401

from smmkit import schema
from smmkit.client import Client
from smmkit.ledger import Check, Item, Ledger, judge
from smmkit.ledger.portraits import course_of
from smmkit.plan import parse_plan
from smmkit.text import Message, Text
from smmkit.topics.swot import analysis as swot
from smmkit.topics.swot import proposals, tables
from smmkit.topics.swot.proposals.moves import MOVES
from smmkit.topics.swot.proposals.steps import step_of

EN, ES = Text("en", currency="USD"), Text("es", country="ES", currency="EUR")
PLAN = parse_plan(
    """
[[segments]]
id = "SG-gravel-rides"
status = "approved"
by = "approver"
[[segments]]
id = "SG-commuters"
status = "proposed"
[[objectives]]
id = "OB-talk"
title = "A community that answers"
status = "approved"
by = "approver"
metric = "err"
target = 0.05
[[objectives]]
id = "OB-orders"
title = "More orders"
status = "approved"
by = "approver"
metric = "key_events"
target = 900.0
"""
)


def means(client: Client, *, capacity: bool = True, price: bool = True) -> proposals.Means:  # noqa: F811
    hours = pd.DataFrame({"role": ["community_manager"], "hours_week": [20.0], "format": ["reel"], "hours_each": [3.0]})
    costs = pd.DataFrame({"amount": [200.0], "hours": [10.0]})
    shares = pd.DataFrame({"platform": ["instagram", "facebook"]})
    return proposals.means_of(
        client, PLAN, shares, hours if capacity else hours.iloc[:0], costs if price else costs.iloc[:0]
    )


def strategies(client: Client, rows: list[tuple[str, str, str, float]], *facts: Item, **known: bool) -> list[Item]:  # noqa: F811
    """Return what an opinion of the workshop and measured facts come to."""
    found = swot.swot_items(proposals.evidence_table(facts))
    tables_ = pd.concat([judged([row[:4]], side) for row, side in rows], ignore_index=True)
    table, named = proposals.with_experts(found, tables_)
    weighing = swot.weigh(table, named)
    items = proposals.swot_ledger_items(weighing.table, Ledger(list(facts)), owner="SMM", period="2026-10")
    pairs = swot.pair_items(weighing, proposals.possible_pairs(), ["err"])
    yearly = pd.DataFrame(columns=["platform", "log_sd", "posts_per_week"])
    return proposals.strategy_items(
        pairs, swot.strategy_ranks(pairs, weighing), items, yearly, means=means(client, **known), period="2026-10"
    )


REELS = (("Owner", "How people answer to reels", "Good location", 2.0), "swot-strengths")
ALONE = (("Owner", "Only one person can film and edit", "Old sign", 2.0), "swot-weaknesses")
LEAVES = (("Owner", "Summit Cycles hires away one of the team", "Rain", 2.0), "swot-threats")


def test_a_strategy_says_for_whom_where_who_what_first_at_what_cost_and_what_for(client: Client) -> None:  # noqa: F811
    (found,) = strategies(client, [REELS], OPPORTUNITY)
    assert EN(found.title) == "Publish two reels a week about “gravel” on Instagram"
    assert [EN(line) for line in course_of(found)] == [
        "For whom: those drawn to “gravel”, a group the client has approved",
        "Where: Instagram",
        "Who: Community manager does it, Social media manager answers for it",
        "First step: put the first two into next month's calendar, beside the usual posts, and compare them after a "
        "month",
        "Cost: about 26 hours of the team in the first month, $520 at its own rate",
        "Serves the objective “A community that answers”",
    ]
    assert found.because[-1] == "SG-gravel-rides"
    assert (found.about["segment"], found.about["objective"]) == ("SG-gravel-rides", "OB-talk")


def test_what_nobody_wrote_down_is_said_and_never_guessed(client: Client) -> None:  # noqa: F811
    (found,) = strategies(client, [REELS], OPPORTUNITY, capacity=False)
    assert "nobody has written how many hours one takes" in EN(course_of(found)[4])
    (found,) = strategies(client, [REELS], OPPORTUNITY, price=False)
    assert EN(course_of(found)[4]).endswith("nobody has written what one costs")


def test_two_opinions_meet_only_where_their_words_say_what_they_are_about(client: Client) -> None:  # noqa: F811
    (found,) = strategies(client, [ALONE, LEAVES])
    assert EN(found.title) == (
        "Teach a second person to film and edit before this happens: “Summit Cycles hires away one of the team”"
    )
    unread = (("Owner", "Our colours", "Our sign", 2.0), "swot-strengths")
    assert strategies(client, [unread], OPPORTUNITY, THREAT) == []


def test_an_opinion_meets_what_is_measured_first_and_an_inside_item_is_used_once_a_cell(client: Client) -> None:  # noqa: F811
    gifts = (("Owner", "Gift cards in the web shop", "Fair in town", 2.0), "swot-opportunities")
    (found,) = strategies(client, [REELS, gifts], OPPORTUNITY)
    assert found.because[:2] == ("SW-how-people-answer-to-reels", OPPORTUNITY.id.replace("EV", "SW", 1))


def test_what_is_done_in_the_house_is_for_no_group_of_customers(client: Client) -> None:  # noqa: F811
    (found,) = strategies(client, [ALONE, LEAVES])
    assert EN(course_of(found)[0]) == "For whom: the team itself"
    late = (("Owner", "Nobody answers at night", "Old sign", 2.0), "swot-weaknesses")
    (found,) = strategies(client, [late], THREAT)
    assert EN(course_of(found)[0]) == "For whom: whoever writes to us and waits for an answer"


def test_the_mere_fact_that_there_are_data_upholds_nothing() -> None:
    seen = judge([Check("rows", True, Message("seen"))])
    data = Item.of("EV-data-web", Message("Web traffic: 2,870 rows"), seen, period="2026-10")
    plan = parse_plan('[[strategies]]\nid = "ST-a"\nstatus = "approved"\nby = "approver"\nbecause = ["EV-data-web"]\n')
    (one,) = proposals.earlier_strategies(plan, [], Ledger([data]), EN)
    assert one.holds is None
    assert "Notebook 09" in EN(one.said)


@pytest.mark.parametrize(
    ("statement", "quadrant", "kind", "form"),
    [
        ("Respuesta del público a los carruseles", "strengths", "format", "carousel"),
        ("How people answer to reels", "strengths", "format", "reel"),
        ("Trato en la tienda", "strengths", "service", ""),
        ("Service in the shop", "strengths", "service", ""),
        ("Nadie contesta por la noche ni en fin de semana", "weaknesses", "answers", ""),
        ("Nobody answers at night or on weekends", "weaknesses", "answers", ""),
        ("Solo una persona sabe grabar y montar vídeos", "weaknesses", "people", ""),
        ("Only one person can film and edit", "weaknesses", "people", ""),
        ("Vales regalo en la tienda web", "opportunities", "offer", ""),
        ("Alianza con la asociación de comercio", "opportunities", "partner", ""),
        ("Tostadero Norte se lleva a un empleado", "threats", "staff", ""),
        ("The July crisis happens again", "threats", "crisis", ""),
        ("Un local muy bonito", "strengths", "", ""),
        ("", "threats", "", ""),
    ],
)
def test_what_a_statement_is_about_is_read_from_its_words(statement: str, quadrant: str, kind: str, form: str) -> None:
    assert swot.theme_of(statement, quadrant) == swot.Theme(kind, form)


def test_every_move_has_a_first_step_and_no_sentence_puts_two_items_side_by_side() -> None:
    for cell, inside, outside in MOVES:
        assert step_of(cell, inside, outside).first
    for strategy in MOVES.values():
        assert strategy.count("{topic}") + strategy.count("{inside}") <= 1, strategy


@pytest.mark.parametrize("text", [EN, ES], ids=["en", "es"])
def test_the_board_of_strategies_names_all_four_cells(client: Client, text: Text) -> None:  # noqa: F811
    found, _, _ = strategies_of(client, *ALL)
    shown = tables.tows_board(found, text)
    assert shown.markdown.count("**") == 8
    for item in found:
        assert f"[{item.id}](#{item.id})" in shown.markdown
        assert all(text(line) in shown.plain for line in course_of(item))


def standing(value: float) -> Item:
    rows = judge([Check("rows", True, Message("seen"))])
    return Item.of("EV-topic-gravel-growth", Message("Gravel grows"), rows, value=value, low=value - 0.05,
                   high=value + 0.05, unit="rate", period="2026-10")  # fmt: skip


def test_an_approved_strategy_is_judged_again_by_what_it_rests_on(client: Client) -> None:  # noqa: F811
    entry = (
        '[[strategies]]\nid = "ST-{id}"\ntitle = "{id}"\nstatus = "approved"\nby = "approver"\nbecause = ["{why}"]\n'
        'evidence = [{{id = "{why}", period = "2026-07", value = 0.9, low = 0.85, high = 0.95, unit = "rate", '
        'mark = "x", shown = "Gravel grows"}}]\n'
    )
    plan = parse_plan(
        entry.format(id="gravel", why="EV-topic-gravel-growth") + entry.format(id="unseen", why="EV-other")
    )
    held = proposals.earlier_strategies(plan, [], Ledger([standing(0.9)]), EN)
    assert [(one.id, one.holds) for one in held] == [("ST-gravel", True), ("ST-unseen", None)]
    moved = proposals.earlier_strategies(plan, [], Ledger([standing(0.2)]), EN)
    assert moved[0].holds is False
    assert "more than chance explains" in EN(moved[0].said)
    again, _, _ = strategies_of(client, *ALL)
    known = parse_plan(entry.format(id=again[0].id[3:], why="EV-topic-gravel-growth"))
    (one,) = proposals.earlier_strategies(known, again, Ledger([standing(0.9)]), EN)
    assert EN(one.said).startswith("Proposed again this month")
    shown = tables.earlier_table(moved, EN)
    assert list(shown["Strategy"]) == ["gravel", "unseen"]
    assert tables.earlier_table([], EN).empty


def test_a_rejected_strategy_stays_on_record_with_what_was_said_and_whether_the_evidence_proposes_it_again(
    client: Client,  # noqa: F811
) -> None:
    again, _, _ = strategies_of(client, *ALL)
    entry = '[[strategies]]\nid = "{id}"\ntitle = "{id}"\nstatus = "rejected"\nby = "approver"\non = 2026-09-01\n{note}'
    plan = parse_plan(
        entry.format(id=again[0].id, note='note = "No money for it."\n') + entry.format(id="ST-old", note="")
    )
    standings = proposals.earlier_strategies(plan, again, Ledger([standing(0.9)]), EN)
    assert [(one.id, one.status, one.holds) for one in standings] == [
        (again[0].id, "rejected", None), ("ST-old", "rejected", None)
    ]  # fmt: skip
    shown = tables.earlier_table(standings, EN)
    assert shown["Decision"].tolist() == ["rejected", "rejected"]
    assert shown["How it stands today"].tolist() == [
        f"“No money for it”. The evidence proposes it again this month, with the verdict {again[0].verdict.value}; the "
        "rejection stands.",
        "The evidence does not propose it this month either.",
    ]
    assert all("rechaz" in cell for cell in tables.earlier_table(standings, ES)["Decisión"])


def test_the_tables_of_means_may_be_empty(client: Client) -> None:  # noqa: F811
    empty = {name: schema.conform(pd.DataFrame(), name) for name in ("capacity", "costs")}
    none = proposals.means_of(client, parse_plan(""), pd.DataFrame({"platform": []}), empty["capacity"], empty["costs"])
    assert none.main == "Instagram"  # the brief's own account
    assert none.group("gravel") == ""
    assert MEANS.main == "Instagram"
