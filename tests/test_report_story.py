"""Page 1 says first what weighs most, in words that agree with the numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from ledgers import PERIOD, evidence, proposal

from smmkit.ledger import Check, Ledger, Verdict, judge
from smmkit.measures.costs import spend_by_campaign
from smmkit.measures.money_told import ads_told
from smmkit.measures.needs import answers, subjects_of
from smmkit.measures.usual import standing
from smmkit.period import Period
from smmkit.plan import Plan, parse_plan
from smmkit.report.trade import sells, without_sales
from smmkit.text import Message, Text
from smmkit.topics.report.proposals.campaign_money import campaign_spend
from smmkit.topics.report.proposals.goals import goals, verdict_sentence
from smmkit.topics.report.proposals.money import CampaignSpend, month_money
from smmkit.topics.report.proposals.needs import needs
from smmkit.topics.report.proposals.points import larger_first
from smmkit.topics.report.proposals.ranking import things_that_happened
from smmkit.topics.report.proposals.story import alerts, story
from smmkit.topics.report.proposals.summary import summary

YES = judge([Check("rows", True, Message("20 rows"))])
OPINION = judge([Check("rows", True, Message("20")), Check("interval", False, Message("x"))], owner="approver")
OBJECTIVE = """
[[objectives]]
id = "OB-orders"
title = "More orders"
status = "approved"
by = "approver"
on = 2026-08-01
metric = "key_events"
unit = "count"
baseline = 400.0
target = 500.0
deadline = 2026-12-31
"""
EN, ES = Text("en"), Text("es", country="ES", currency="EUR")


def result(id: str, value: float, low: float, high: float, **rest: object) -> object:
    defaults = {"unit": "rate", "metric": "err", "definition": "err/1"}
    because = rest.pop("because", ("EV-reel-err",))
    return proposal(id, *because, value=value, low=low, high=high, **{**defaults, **rest})


def orders(value: float, standing: str | None = None) -> object:
    """Return how the orders stand, as notebook 09 judges a count against 500."""
    said = standing or ("reached" if value >= 500 else "missed")
    return result("RS-orders", value, value, value, because=("OB-orders",), unit="count", metric="key_events",
                  definition="key_events/1", about={"standing": said})  # fmt: skip


def spend(*rows: tuple[str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["line", "day", "amount"])


def money_of(plan: Plan, *rows: tuple[str, str, float]):
    return month_money(spend(*rows), plan, pd.Timestamp("2026-09-01"), pd.Timestamp("2026-09-30"))


@pytest.mark.parametrize(
    ("value", "chance", "word"),
    [
        (520.0, None, "Reached."),
        (480.0, None, "Below what was agreed."),
        (480.0, 0.7, "On course."),
        (480.0, 0.3, "Below what was agreed."),
        (480.0, 0.04, "Out of reach with today's plan."),
    ],
)
def test_an_objective_is_called_what_its_number_and_its_chance_say(value: float, chance: float, word: str) -> None:
    items = [evidence(), orders(value)]
    if chance is not None:
        items.append(evidence("EV-chance-orders", chance, because=("OB-orders",), low=None, high=None, metric=None))
    goal = goals(parse_plan(OBJECTIVE), Ledger(items), ())[0]
    assert EN(goal.word) == word


def test_an_objective_that_shall_fall_is_reached_below_its_target() -> None:
    falling = OBJECTIVE.replace("baseline = 400.0", "baseline = 600.0")
    assert EN(goals(parse_plan(falling), Ledger([evidence(), orders(480.0, "reached")]), ())[0].word) == "Reached."


def test_the_verdict_names_what_is_right_and_what_is_not() -> None:
    plan = parse_plan(OBJECTIVE)
    assert verdict_sentence(goals(plan, Ledger([evidence(), orders(520.0)]), ())).key.startswith("A good month")
    assert verdict_sentence(goals(plan, Ledger([evidence(), orders(100.0)]), ())).key.startswith("A month below")
    assert verdict_sentence(()).key.startswith("Nothing was promised yet")


@pytest.mark.parametrize(("value", "word", "mood"), [(520.0, "Reached.", "good"), (480.0, "Missed.", "bad")])
def test_an_objective_whose_deadline_is_over_is_reached_or_missed_and_nothing_is_left_to_chance(
    value: float, word: str, mood: str
) -> None:
    chance = evidence("EV-chance-orders", 0.99, because=("OB-orders",), low=None, high=None, metric=None)
    items = Ledger([evidence(), orders(value), chance])
    due = parse_plan(re.sub(r"deadline = \S+", f"deadline = {Period(orders(value).period).end}", OBJECTIVE))
    goal = goals(due, items, ())[0]
    assert (EN(goal.word), goal.mood, goal.low) == (word, mood, None)
    assert EN(goal.notes[0]).startswith("The deadline was")
    later = goals(parse_plan(OBJECTIVE), items, ())[0]
    assert "certain" in EN(later.notes[0])


def test_a_month_that_cost_more_than_approved_is_not_called_good() -> None:
    reached = goals(parse_plan(OBJECTIVE), Ledger([evidence(), orders(520.0)]), ())
    said = EN(verdict_sentence(reached, overspent=True))
    assert said == "Everything we promised is where it should be, except the money."
    missed = goals(parse_plan(OBJECTIVE), Ledger([evidence(), orders(100.0)]), ())
    assert verdict_sentence(missed, overspent=True) == verdict_sentence(missed)


ADS = pd.DataFrame({
    "platform": "meta", "campaign_name": ["Kit", "Kit", "Web", "Web"], "spend": [100.0, 210.0, 100.0, 105.0],
    "date_start": ["2026-08-05", "2026-09-05"] * 2, "date_stop": ["2026-08-05", "2026-09-05"] * 2,
})  # fmt: skip


def by_campaign(plan: Plan) -> tuple[CampaignSpend, ...]:
    august, september = (pd.Timestamp("2026-08-01"), pd.Timestamp("2026-08-31")), (
        pd.Timestamp("2026-09-01"), pd.Timestamp("2026-09-30"))  # fmt: skip
    return campaign_spend(spend_by_campaign(ADS, *september), spend_by_campaign(ADS, *august), plan)


def test_page_1_names_the_campaign_that_took_more_than_its_part() -> None:
    whole = '[[budget_lines]]\nid = "BL-meta-ads"\nstatus = "approved"\nby = "Owner"\nvalue = 200\nunit = "money"\n'
    part = (
        whole.replace("BL-meta-ads", "BL-meta-kit").replace("200", "90")
        + 'line = "Meta · Kit"\nwithin = "BL-meta-ads"\n'
    )
    spent = ("meta-ads", "2026-09-05", 315.0)
    for written, ends in ((whole, "“Meta · Kit” took $210; the month before it was $100."),
                          (whole + part, "“Meta · Kit” took $210; its part was $90.")):  # fmt: skip
        plan = parse_plan(written)
        money = replace(money_of(plan, spent), campaigns=by_campaign(plan))
        said = EN(money.notes[0])
        assert said.startswith("Meta ads: $115 more than planned.")
        assert said.endswith(ends)
    even = replace(money, campaigns=tuple(replace(one, spent=150.0, planned=None) for one in money.campaigns))
    assert EN(even.notes[0]) == "Meta ads: $115 more than planned."


def test_the_number_of_rows_never_decides_what_is_told_first() -> None:
    small = result("RS-test-page", 0.02, 0.01, 0.03, n=1_000_000)
    large = result("RS-instagram-carousel", 0.6, 0.4, 0.8, n=30)
    told = things_that_happened(Ledger([evidence(), small, large]), Plan(), budget=1000.0)
    assert [item.id for item in told][:2] == ["RS-instagram-carousel", "RS-test-page"]


def test_one_subject_is_told_once_and_an_open_interval_never() -> None:
    items = [
        result("RS-instagram-carousel-votes", 0.6, 0.4, 0.8),
        result("RS-facebook-carousel-votes", 0.5, 0.3, 0.7),
        result("RS-reel", 0.3, -0.1, 0.7),
    ]
    told = things_that_happened(Ledger([evidence(), *items]), Plan(), budget=1000.0)
    assert [item.id for item in told if item.id.startswith("RS")] == ["RS-instagram-carousel-votes"]


def test_what_was_acted_on_and_is_unchanged_is_no_news() -> None:
    carousel = result("RS-instagram-carousel", 0.6, 0.4, 0.8)
    last = evidence("EV-last-rs-instagram-carousel", 0.6, judgement=YES)
    plan = parse_plan(
        '[[strategies]]\nid = "ST-more"\ntitle = "More"\nstatus = "approved"\nby = "approver"\non = 2026-08-01\n'
        'because = ["RS-instagram-carousel"]\n'
    )
    assert things_that_happened(Ledger([evidence(), carousel]), plan, budget=1.0)[0] == carousel
    assert carousel not in things_that_happened(Ledger([evidence(), carousel, last]), plan, budget=1.0)


LINE = """
[[budget_lines]]
id = "BL-ads"
title = "Ads"
status = "approved"
by = "approver"
on = 2026-08-01
value = 100.0
unit = "money"
"""


@pytest.mark.parametrize(
    ("spent", "word"),
    [
        (103.0, "As approved, in all."),
        (120.0, "$20 more than approved."),
        (60.0, "$40 of the approved money was not spent."),
    ],
)
def test_money_is_told_against_what_was_approved(spent: float, word: str) -> None:
    money = money_of(parse_plan(LINE), ("ads", "2026-09-10", spent), ("ads", "2026-10-01", 500.0))
    assert EN(money.word) == word
    assert sum(line.spent for line in money.lines) == spent


def test_money_of_which_half_the_month_was_exported_is_never_called_left_over() -> None:
    ads = pd.DataFrame({"platform": "meta", "date_start": ["2026-09-01"], "date_stop": ["2026-09-16"],
                        "source_file": "ads.csv", "spend": 50.0})  # fmt: skip
    told, plan = ads_told(ads), parse_plan(LINE.replace("BL-ads", "BL-meta-ads"))
    days = pd.Timestamp("2026-09-01"), pd.Timestamp("2026-09-30")
    half = month_money(spend(("meta-ads", "2026-09-10", 50.0)), plan, *days, told=told)
    assert "Not all ads of the month" in EN(half.word)
    assert (half.notes, half.mood) == ((), "flat")
    over = month_money(spend(("meta-ads", "2026-09-10", 150.0)), plan, *days, told=told)
    assert EN(over.word) == "$50 more than approved."
    whole = month_money(spend(("meta-ads", "2026-09-10", 50.0)), plan, *days)
    assert "was not spent" in EN(whole.word)


def test_an_overspend_and_an_alarm_reach_page_1_and_nobody_is_congratulated() -> None:
    alarm = evidence("EV-alarm-2026-09-12", 3.0, unit="ratio", metric=None, definition=None,
                     title=Message("Three times the usual mentions since 12 September"), judgement=YES)  # fmt: skip
    carousel = result("RS-instagram-carousel", 0.6, 0.4, 0.8)
    ledger, plan = Ledger([evidence(), alarm, carousel]), parse_plan(LINE)
    money = money_of(plan, ("ads", "2026-09-10", 160.0))
    told = story(summary(ledger, plan), ledger, plan, money, budget=100.0)
    assert told.verdict == alarm.title
    assert [EN(alert.sentence) for alert in alerts(ledger, plan, money)] == [
        "$60 more than approved was spent this month.",
    ]
    assert carousel.id not in {point.item for point in told.happened}
    assert [need.kind for need in needs(told, summary(ledger, plan), ledger, plan, late=["web"])] == [
        "alarm", "money", "late",
    ]  # fmt: skip
    assert EN(told.asked[0].sentence) == "Agree to the $60 spent beyond the plan, or say which line gives it back."
    within = story(summary(ledger, plan), ledger, plan, money_of(plan, ("ads", "2026-09-10", 101.0)), budget=100.0)
    assert not any("beyond the plan" in EN(point.sentence) for point in within.asked)


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ([10, 11, 9, 10, 12, 10, 11, 30], "higher than usual"),
        ([10, 11, 9, 10, 12, 10, 11, 1], "lower than usual"),
        ([10, 11, 9, 10, 12, 10, 11, 12], "as usual"),
        ([10, None, None, None, 9, 30], ""),
    ],
)
def test_a_month_is_unusual_only_beyond_the_limits_of_the_months_before(values: list, word: str) -> None:
    assert standing(values) == word


def test_steady_growth_goes_on_and_a_leap_of_it_is_unusual() -> None:
    random = np.random.default_rng(7)
    said = [standing((1000 * 1.03 ** np.arange(13) * random.lognormal(0, 0.01, 13)).tolist()) for _ in range(200)]
    assert said.count("keeps rising") >= 0.85 * len(said)
    exact = [100.0 + 3.0 * month for month in range(13)]
    assert standing(exact) == "keeps rising"
    assert standing([-one for one in exact]) == "keeps falling"
    assert standing([*exact[:-1], 180.0]) == "higher than usual"
    assert standing([0.0] * 8) == "as usual"


@pytest.mark.parametrize(
    ("need", "subject"),
    [
        ("causas de queja", "complaints"),
        ("qué se pregunta antes de comprar", "questions"),
        ("price of rivals", "price"),
    ],
)
def test_a_need_is_understood_by_its_words_in_both_languages(need: str, subject: str) -> None:
    assert subject in subjects_of(need)


def test_a_need_is_answered_by_what_it_is_about_and_by_nothing_else() -> None:
    assert not answers("faulty products", (), "EV-pace-content-production")
    assert answers("causas de queja", (), "EV-complaints-cause")
    assert answers("causas de queja", ("complaints",), "EV-x")
    assert not answers("causas de queja", (), "EV-instagram-err")
    assert not answers("algo muy distinto", ("complaints",), "EV-x")


def test_what_has_no_data_is_never_put_up_for_signature() -> None:
    nothing = judge([Check("rows", False, Message("0"))], collect=Message("Export the posts."))
    ledger = Ledger([evidence(), proposal("BL-contingency", "EV-reel-err", judgement=nothing)])
    assert summary(ledger, Plan()).to_sign == ()
    assert [item.verdict for one in summary(ledger, Plan()).missing for item in one.items] == [Verdict.NO_DATA]


def test_spanish_says_objetivo_and_the_month_in_one_sentence() -> None:
    plan = parse_plan(OBJECTIVE)
    said = ES(verdict_sentence(goals(plan, Ledger([evidence(), orders(100.0)]), ())))
    assert said == "Un mes por debajo de lo que nos propusimos."
    assert PERIOD


def test_money_that_was_told_with_other_months_says_that_it_is_a_part_by_days() -> None:
    first, last = pd.Timestamp("2026-09-01"), pd.Timestamp("2026-09-30")
    rows = spend(("meta-ads", "2026-09-03", 80.0))
    found = month_money(rows, Plan(), first, last, shared=80.0)
    assert [EN(said) for said in found.notes] == [
        "Of this month's money, $80 was exported in one sum with other months: that is this month's part by days."
    ]
    assert month_money(rows, Plan(), first, last).notes == ()


def test_a_crisis_drill_that_is_due_stands_on_the_portfolio() -> None:
    due = proposal("DE-drill", "EV-reel-err", title=Message("Drill a crisis: there has been no drill yet"))
    ledger, plan = Ledger([evidence(), due]), parse_plan(LINE)
    told = story(summary(ledger, plan), ledger, plan, money_of(plan), budget=100.0)
    found = needs(told, summary(ledger, plan), ledger, plan, late=[])
    assert ("drill", due.title) in [(one.kind, one.sentence) for one in found]


def test_the_largest_cause_of_complaint_comes_first_and_what_is_said_of_all_comes_last() -> None:
    sizes = {"EV-complaints-steps": 0.9, "EV-complaints-a": 0.1, "EV-complaints-z": 0.4, "EV-alarm-x": 0.0}
    items = [SimpleNamespace(id=id, value=value, title=Message("x")) for id, value in sizes.items()]
    ordered = [item.id for item in sorted(items, key=larger_first)]  # type: ignore[arg-type]
    assert ordered == ["EV-alarm-x", "EV-complaints-z", "EV-complaints-a", "EV-complaints-steps"]


def test_ads_nobody_exported_are_not_told_to_have_cost_nothing() -> None:
    rows = (("google-ads", "2026-08-05", 400.0), ("tools", "2026-09-01", 29.0))
    told = {"google-ads": [(pd.Timestamp("2026-08-01"), pd.Timestamp("2026-08-31"))]}
    month = pd.Timestamp("2026-09-01"), pd.Timestamp("2026-09-30")
    money = month_money(spend(*rows), Plan(), *month, told=told)
    assert money.part
    assert {line.line for line in money.lines if line.part} == {"google-ads"}
    assert [EN(note) for note in money.notes] == [
        "Of Google ads the exports tell a part of the month, or nothing: the sum is without the rest."
    ]
    later = pd.Timestamp("2027-02-01"), pd.Timestamp("2027-02-28")
    assert not month_money(spend(*rows), Plan(), *later, told=told).part  # ads of long ago have ended


def test_money_for_a_line_that_was_refused_says_so() -> None:
    refused = '[[budget_lines]]\nid = "BL-creators"\nstatus = "rejected"\nby = "Owner"\n'
    plan = parse_plan(
        refused + '[[budget_lines]]\nid = "BL-tools"\nstatus = "approved"\nby = "Owner"\nvalue = 29\nunit = "money"\n'
    )
    money = money_of(plan, ("creators", "2026-09-12", 600.0), ("tools", "2026-09-01", 29.0))
    assert EN(money.notes[0]) == "Creators: $600, although the line was refused."


def test_page_1_counts_every_decision_of_the_sheet_that_it_does_not_name() -> None:
    late = [proposal(f"DE-objective-review-{name}", "EV-reel-err", judgement=OPINION) for name in ("a", "b")]
    ledger, plan = Ledger([evidence(), *late]), Plan()
    told = story(summary(ledger, plan), ledger, plan, money_of(plan), budget=100.0)
    assert (told.asked, told.more) == ((), 2)


def test_an_objective_whose_deadline_lies_before_the_month_is_judged_no_more() -> None:
    last = Period(orders(100.0).period).shift(-1)
    plan = parse_plan(re.sub(r"deadline = \S+", f"deadline = {last.end}", OBJECTIVE))
    review = proposal("DE-objective-review-orders", "OB-orders", title=Message("Another target"))
    items = Ledger([evidence(), orders(100.0), review])
    assert goals(plan, items, ()) == ()
    told = story(summary(items, plan), items, plan, money_of(plan), budget=100.0)
    assert EN(told.verdict) == "What was promised is over, and nothing new is: this is what the month brought."
    assert [point.item for point in told.asked] == ["DE-objective-review-orders"]


def test_who_sells_nothing_is_not_told_to_prepare_for_days_of_sales() -> None:
    days = pd.DataFrame({"day": pd.to_datetime(["2026-11-27", "2026-12-25"]), "key": ["black-friday", "christmas"]})
    assert list(without_sales(days)["key"]) == ["christmas"]

    def book(margin: float, metric: str = "err", revenue: float | None = None, customers: int = 0) -> SimpleNamespace:
        held = {
            "web": pd.DataFrame({"revenue": [revenue]}, dtype=float),
            "customers": pd.DataFrame(index=range(customers)),
        }
        client = SimpleNamespace(margin=margin, goals=[SimpleNamespace(metric=metric)])
        return SimpleNamespace(client=client, table=held.__getitem__)

    assert not sells(book(1.0, revenue=367.0))  # gifts
    assert not sells(book(0.5))
    assert sells(book(0.5, revenue=99.0))
    assert sells(book(0.5, metric="revenue"))
    assert sells(book(0.5, customers=3))
