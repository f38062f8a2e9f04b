"""An objective that shall fall is judged the same way on every page; what must not break on the way is held."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from smmkit import schema
from smmkit.client.model import Goal
from smmkit.ledger import Item, Judgement, Ledger, Verdict
from smmkit.measures.kpis import Facts, Window
from smmkit.measures.scopes import Scope
from smmkit.metrics import METRICS
from smmkit.period import Period
from smmkit.plan import Plan, parse_plan
from smmkit.plan.direction import falls
from smmkit.plan.entries import Objective
from smmkit.plan.guardrails import broken_guardrails
from smmkit.stats import Interval
from smmkit.text import Message, Text
from smmkit.topics.objectives.proposals import signed_aims
from smmkit.topics.report.proposals.goals import goals
from smmkit.topics.report.proposals.money import MonthMoney
from smmkit.topics.report.proposals.needs import needs
from smmkit.topics.report.proposals.sections import SECTIONS
from smmkit.topics.report.proposals.story import alerts, story
from smmkit.topics.report.proposals.summary import summary
from smmkit.topics.results import analysis as results
from smmkit.topics.results import proposals, tables
from smmkit.topics.results.analysis import Guarded, Held
from smmkit.topics.results.proposals.guardrails import _title
from smmkit.topics.review.analysis import Case, ReviewRule, review
from smmkit.topics.review.proposals import call_items, subjects, verdicts

OCTOBER = Period("2026-10")
TEXT = Text("en")
ROLES = SimpleNamespace(social_media_manager="social_media_manager")


def client_of(*goals_: Goal) -> SimpleNamespace:
    return SimpleNamespace(goals=goals_, roles=ROLES)


def goal(metric: str, direction: str | None) -> Goal:
    return Goal(
        id="g", goal="G", metric=metric, direction=direction, start=date(2026, 1, 1), deadline=date(2026, 12, 31)
    )


def objective(metric: str, **more: object) -> Objective:
    return Objective(id="OB-x", title="X", metric=metric, status="approved", by="approver", **more)


@pytest.mark.parametrize(
    ("metric", "more", "wanted", "down"),
    [
        ("cpl", {"target": 8.0}, (), True),
        ("sessions", {"target": 8.0}, (), False),
        ("first_response", {"value": 2.0}, (), True),
        ("cpl", {"target": 8.0, "baseline": 12.0}, (), True),
        ("cpl", {"target": 8.0, "baseline": 6.0}, (), True),
        ("sessions", {"value": 8.0, "baseline": 12.0}, (), True),
        ("frequency", {"target": 3.0, "baseline": 2.0}, (goal("frequency", "down"),), True),
        ("frequency", {"target": 3.0, "baseline": 2.0}, (), False),
        ("frequency", {"target": 2.0}, (goal("frequency", "down"),), True),
        ("frequency", {"target": 2.0, "baseline": 2.0}, (goal("frequency", "down"),), True),
        ("frequency", {"target": 2.0}, (goal("sessions", "down"),), False),
        ("cpl", {"target": 8.0, "baseline": 8.0}, (goal("cpl", None),), True),
        ("sessions", {"target": 8.0}, (goal("sessions", None),), False),
    ],
)
def test_a_target_below_its_start_the_brief_or_the_measure_say_that_less_is_better(
    metric: str, more: dict[str, float], wanted: tuple[Goal, ...], down: bool
) -> None:
    assert falls(objective(metric, **more), wanted) is down


def test_a_brief_that_wants_more_of_a_cost_or_a_wait_is_asked_about_it() -> None:
    with pytest.raises(ValueError, match="of first_response less is better"):
        goal("first_response", "up")


def test_every_cost_and_every_wait_is_better_where_it_is_less() -> None:
    costs = {"cpa", "cpc", "cpm", "cpl", "cpe", "first_response", "resolution_time"}
    assert {key for key, one in METRICS.items() if one.less_is_better} == costs


def ads(cost: float, *, days: int = 31, leads: float = 40.0) -> Facts:
    """Return October's ads, whose leads cost the same every day."""
    start = pd.date_range("2026-10-01", periods=days)
    rows = pd.DataFrame({
        "platform": "meta", "campaign_name": "Leads", "date_start": start, "date_stop": start,
        "spend": cost * leads, "results": leads, "result_type": "lead", "impressions": 9000,
    })  # fmt: skip
    return Facts({"ads": schema.conform(rows, "ads")})


LEADS = """
[[objectives]]
id = "OB-leads"
title = "Cheaper leads"
metric = "cpl"
target = 8.0
status = "approved"
by = "approver"
on = 2026-09-01
deadline = 2026-10-31
because = ["EV-x"]
"""


@pytest.mark.parametrize(("cost", "status", "word"), [(5.0, "reached", "Reached."), (15.0, "missed", "Missed.")])
def test_a_cost_below_its_target_is_reached_and_above_it_missed_in_every_notebook(
    cost: float, status: str, word: str
) -> None:
    plan, client = parse_plan(LEADS), client_of()
    (aim,) = signed_aims(plan, client)
    assert aim.down
    planned = proposals.planned(plan, plan, client, until=pd.Timestamp(OCTOBER.end))
    standing = results.standing_table(planned.objectives, ads(cost), Window.month(OCTOBER))
    assert standing["status"].tolist() == [status]
    shown = tables.standing_table(standing, TEXT).iloc[0, -1]
    assert shown == ("on target" if status == "reached" else "above target")
    items = proposals.objective_items(standing, client, period=str(OCTOBER), today=pd.Timestamp(OCTOBER.end))
    assert [(item.about["standing"], item.verdict) for item in items] == [(status, Verdict.DECIDE)]
    (told,) = goals(plan, Ledger(items), ())
    assert TEXT(told.word) == word


@pytest.mark.parametrize(("cost", "word"), [(6.5, "Reached."), (15.0, "Missed.")])
def test_a_cap_above_where_a_cost_began_is_kept_below_it_and_broken_above(cost: float, word: str) -> None:
    plan = parse_plan(LEADS.replace("target = 8.0", "baseline = 6.0\ntarget = 8.0"))
    planned = proposals.planned(plan, plan, client_of(), until=pd.Timestamp(OCTOBER.end))
    standing = results.standing_table(planned.objectives, ads(cost), Window.month(OCTOBER))
    items = proposals.objective_items(standing, client_of(), period=str(OCTOBER), today=pd.Timestamp(OCTOBER.end))
    (told,) = goals(plan, Ledger(items), ())
    assert TEXT(told.word) == word
    assert [aim.down for aim in signed_aims(plan, client_of())] == [True]


def test_a_cost_above_its_target_before_the_deadline_is_not_called_below() -> None:
    plan = parse_plan(LEADS.replace("2026-10-31", "2026-12-31"))
    planned = proposals.planned(plan, plan, client_of(), until=pd.Timestamp(OCTOBER.end))
    standing = results.standing_table(planned.objectives, ads(15.0), Window.month(OCTOBER))
    items = proposals.objective_items(standing, client_of(), period=str(OCTOBER), today=pd.Timestamp(OCTOBER.end))
    (told,) = goals(plan, Ledger(items), ())
    assert (TEXT(told.word), told.mood) == ("Above what was agreed.", "warn")


@pytest.mark.parametrize(
    ("value", "interval", "expected"),
    [(5, Interval(4, 6), "reached"), (9, Interval(7, 11), "open"), (15, Interval(12, 18), "missed"),
     (8, Interval(float("nan"), float("nan")), "reached"), (8.1, Interval(float("nan"), float("nan")), "missed")],
)  # fmt: skip
def test_what_shall_fall_is_reached_below_its_target(value: float, interval: Interval, expected: str) -> None:
    assert results.objective_status(value, interval, target=8, falls=True) == expected


GUARDED = (
    LEADS
    + """
[objectives.guardrail]
metric = "cpl"
at_most = 8.0
"""
)


def guardrails(facts: Facts, plan: Plan | None = None) -> list:
    asked = proposals.guarded(parse_plan(GUARDED) if plan is None else plan)
    found = results.held(asked, facts, Window.month(OCTOBER))
    return proposals.guardrail_items(found, client_of(), period=str(OCTOBER), sources={})


def uneven(cost: float, facts: Facts) -> Facts:
    """Return ads whose leads cost half as much on every second day, and half as much again on the others."""
    rows = facts.table("ads").copy()
    rows["spend"] = [cost * 4.0 * (0.5 if number % 2 else 1.5) for number in range(len(rows))]
    return Facts({"ads": rows.assign(results=4.0)})


@pytest.mark.parametrize(
    ("facts", "standing", "verdict"),
    [
        (ads(15.0), "broken", Verdict.DECIDE),
        (ads(5.0), "kept", Verdict.DECIDE),
        (uneven(8.4, ads(8.4)), "beyond", Verdict.JUDGE),
        (uneven(7.6, ads(7.6)), "within", Verdict.JUDGE),
        (Facts({}), "blind", Verdict.NO_DATA),
    ],
    ids=["broken", "kept", "beyond by chance", "within by chance", "nobody reports it"],
)
def test_a_signed_limit_is_broken_only_where_chance_does_not_explain_it(
    facts: Facts, standing: str, verdict: Verdict
) -> None:
    (item,) = guardrails(facts)
    assert (item.id, item.about["standing"], item.verdict) == ("EV-guardrail-leads", standing, verdict)
    broken = broken_guardrails(Ledger([item]))
    assert bool(broken) is (standing == "broken")
    assert item.owner == ("social_media_manager" if verdict is Verdict.JUDGE else None)
    if verdict is Verdict.NO_DATA:
        assert "Export" in TEXT(item.collect)


def web(sessions: float, days: int = 31) -> Facts:
    rows = {"day": pd.date_range("2026-10-01", periods=days), "scope": "total", "sessions": sessions}
    return Facts({"web": schema.conform(pd.DataFrame(rows), "web")})


@pytest.mark.parametrize(
    ("facts", "bound", "standing"),
    [
        (web(30.0), "at_least = 900.0", "kept"),
        (web(30.0), "at_least = 1000.0", "broken"),
        (web(30.0, days=20), "at_least = 900.0", "part"),
        (web(50.0, days=20), "at_least = 900.0", "kept"),
        (web(30.0, days=20), "at_most = 700.0", "part"),
        (web(50.0, days=20), "at_most = 700.0", "broken"),
    ],
)
def test_missing_days_of_a_sum_leave_open_only_what_they_could_still_change(
    facts: Facts, bound: str, standing: str
) -> None:
    plan = parse_plan(GUARDED.replace('"cpl"\nat_most = 8.0', f'"sessions"\n{bound}'))
    (item,) = guardrails(facts, plan)
    assert item.about["standing"] == standing
    assert (item.value is None) is (standing == "part")


@pytest.mark.parametrize(
    ("metric", "value", "bound", "told", "dicho"),
    [
        ("err", 0.02062, 0.0206, ("2.062%", "2.060%"), ("2,062", "2,060")),
        ("spend", 2000.4, 2000.0, ("$2,000.40", "$2,000"), ("2000,40", "2000")),
        ("sessions", 700.0, 600.0, ("700", "600"), ("700", "600")),
    ],
)
def test_a_broken_limit_never_reads_as_the_number_beyond_it(
    metric: str, value: float, bound: float, told: tuple[str, str], dicho: tuple[str, str]
) -> None:
    held = Held(Guarded("OB-x", "Leads", metric, Scope(), bound, True), SimpleNamespace(value=value), "broken")
    said, spanish = Text("en")(_title(held)), Text("es", country="ES", currency="EUR")(_title(held))
    assert f"{told[0]} this month" in said
    assert said.endswith(f"at most {told[1]}")
    assert all(number in spanish.replace(".", "") for number in dicho)


def test_of_two_bounds_the_one_that_broke_is_told() -> None:
    plan = parse_plan(GUARDED.replace("at_most = 8.0", "at_least = 4.0\nat_most = 8.0"))
    (item,) = guardrails(ads(15.0), plan)
    assert TEXT(item.title) == "Cost per lead: $15 this month. “Cheaper leads” was signed with at most $8"
    (item,) = guardrails(ads(3.0), plan)
    assert "at least $4" in TEXT(item.title)


def test_a_broken_limit_stands_in_the_report_and_on_the_portfolio_and_a_kept_one_does_not() -> None:
    (kept,), (broken,) = guardrails(ads(5.0)), guardrails(ads(15.0))
    calm = MonthMoney(0.0, None, (), str(OCTOBER))
    assert alerts(Ledger([kept]), Plan(), calm) == ()
    (alert,) = alerts(Ledger([broken]), Plan(), calm)
    assert (alert.sentence, alert.mood) == (broken.title, "bad")
    for items, kinds in (([kept], []), ([broken], ["guardrail"])):
        ledger = Ledger(items)
        told = story(summary(ledger, Plan()), ledger, Plan(), calm, budget=0.0)
        assert [one.kind for one in needs(told, summary(ledger, Plan()), ledger, Plan(), late=())] == kinds
    (money,) = (one for one in SECTIONS if any(thread.belongs(broken) for thread in one.threads))
    assert not any(thread.belongs(kept) for thread in money.threads)


SERVED = (
    GUARDED.replace('because = ["EV-x"]', 'because = ["ST-forms"]')
    + """
[[strategies]]
id = "ST-forms"
title = "Short forms"
status = "approved"
by = "approver"
because = ["EV-x"]

[[campaigns]]
id = "CA-forms"
title = "Form campaign"
status = "approved"
by = "approver"
start = 2026-10-05
end = 2026-10-25
because = ["ST-forms"]
"""
)


@pytest.mark.parametrize(("cost", "says"), [(5.0, "keep"), (15.0, "stop")])
def test_the_review_stops_what_works_for_an_objective_whose_limit_broke_however_much_it_brought(
    cost: float, says: str
) -> None:
    plan = parse_plan(SERVED)
    brought = Item.of(
        "RS-forms", Message("Form campaign"), Judgement(Verdict.DECIDE), because=("CA-forms",),
        value=0.3, low=0.2, high=0.4, unit="rate", n=31, metric="sessions",
    )  # fmt: skip
    ledger = Ledger([brought, *guardrails(ads(cost), plan)])
    posts, done = pd.DataFrame(columns=["platform", "format", "day"]), pd.DataFrame(columns=["platform"])
    found = verdicts(subjects(ledger, plan, posts, done, OCTOBER.end), ReviewRule())
    (item,) = call_items(found, period=str(OCTOBER), check_on=date(2026, 11, 30))
    assert (item.about["choice"], item.verdict) == (says, Verdict.DECIDE)
    assert ("EV-guardrail-leads" in item.because) is (says == "stop")
    if says == "stop":
        said = "Stop “Short forms”: “Cost per lead” broke the limit that was signed with its objective"
        assert TEXT(item.title) == said


def test_a_month_of_few_changes_leaves_no_broken_limit_for_later() -> None:
    worse = [Case(f"loss {number}", -0.5, -0.6, -0.4, certain=True, months=4) for number in range(4)]
    broken = Case("broken", 0.4, 0.3, 0.5, certain=True, broken=True)
    says = {call.case.name: call.says for call in review([*worse, broken], ReviewRule())}
    assert says["broken"] == "stop"
    assert sorted(says.values()) == ["stop"] * 4 + ["wait"]
