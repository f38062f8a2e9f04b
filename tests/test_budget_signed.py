"""What a client signs of the budget: every amount says why and as of when, and what ended is no amount."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from ledgers import evidence, proposal
from test_budget_proposals import CLIENT, EMPTY, TEXT, invented, items_of, studied

from smmkit import schema
from smmkit.client import load_client
from smmkit.ledger import Kind, Ledger, Verdict, judge
from smmkit.plan import Plan, Why, approve, stale_entries
from smmkit.plan.change import Decision
from smmkit.plan.load import parse_plan
from smmkit.plan.month import Month, month_in
from smmkit.present import decision_panel
from smmkit.text import Text
from smmkit.topics.budget import analysis as budget
from smmkit.topics.budget import proposals, tables
from smmkit.topics.report.proposals.money import MonthMoney, month_money
from smmkit.topics.report.proposals.story import alerts

JUDGED = judge([], owner="approver")
BY = Decision("approver", pd.Timestamp("2026-10-01").date())
YEAR = pd.date_range("2025-11-30", "2026-10-31", freq="ME")


def kept_books(**lines: tuple[float, str]) -> pd.DataFrame:
    """Return costs booked at the end of each month of a year, each line up to a day."""
    rows = [(day, line.replace("_", "-"), "tools", amount)
            for line, (amount, until) in lines.items() for day in YEAR if day <= pd.Timestamp(until)]  # fmt: skip
    told = pd.DataFrame(rows, columns=["day", "line", "kind", "amount"]).assign(platform="", currency="EUR")
    return schema.conform(told, "costs")


def campaigns(**until: str) -> pd.DataFrame:
    """Return ads rows of campaigns that spend ten a day and bring two results, each up to a day."""
    parts = []
    for name, day in until.items():
        days = pd.date_range("2025-11-01", day)
        parts.append(pd.DataFrame({"date_start": days, "date_stop": days, "campaign_name": name}))
    rows = pd.concat(parts, ignore_index=True).assign(platform="meta", level="campaign", currency="EUR", spend=10.0)
    return schema.conform(rows.assign(results=2.0, result_type="purchase"), "ads")


def said(study: budget.Study) -> dict[str, str]:
    return {item.id: TEXT(item.title) for item in items_of(study)[1]}


def test_every_amount_to_sign_says_why_and_every_reason_is_there() -> None:
    for given in (invented(1, True), {"costs": kept_books(scheduler=(40.0, "2026-10-31"))}):
        items = {item.id: item for item in items_of(studied(given, total=3000.0))[1]}
        lines = [item for item in items.values() if item.kind is Kind.BL]
        assert lines
        for item in lines:
            assert any(reason in items for reason in item.because), item.id
    assert items["BL-scheduler"].because == ("EV-budget-scheduler-cost",)
    assert TEXT(items["EV-budget-scheduler-cost"].title) == (
        "Publishing tool: a usual month cost €40, and October 2026 cost €40")  # fmt: skip


@pytest.mark.parametrize(("because", "stands"), [((), True), (("ST-own",), True), (("EV-image-err",), False)])
def test_what_was_signed_on_no_evidence_stands_when_it_is_told_why(
    tmp_path: Path, because: tuple[str, ...], *, stands: bool
) -> None:
    def month(*more: str) -> Ledger:
        line = proposal("BL-scheduler", *because, *more, judgement=JUDGED, value=55.0, unit="money")
        return Ledger([evidence(), evidence("EV-image-err", 0.02), proposal("ST-own", "EV-reel-err"), line])

    plan = approve(tmp_path, ["BL-scheduler"], month(), BY, say=Text("en"))
    found = stale_entries(plan, month("EV-budget-scheduler-cost" if not because else "EV-reel-err"))
    assert [change.why for change in found.get("BL-scheduler", ())] == ([] if stands else [Why.OTHER])


def test_what_a_campaign_that_ended_cost_is_free_and_no_amount_of_the_next_month() -> None:
    given = EMPTY | {"ads": campaigns(spring="2026-05-31", always="2026-10-31")}
    study = studied(given)
    assert study.silent.ended == {"Meta · spring": pd.Timestamp("2026-05-31")}
    assert "Meta · spring" not in proposals.proposed_amounts(study, proposals.split_judgement(study, CLIENT)).index
    told = said(study)
    assert told["EV-budget-ended"].startswith(
        "Meta · spring ended: it last cost something on 31 May 2026. The €177 it took"
    )
    assert float(study.now["Meta · spring"]) == pytest.approx(212 * 10 / 12, abs=1)
    items = {item.id: item for item in items_of(study)[1]}
    assert items["BL-meta-ads"].value == pytest.approx(10 * 365 / 12, abs=5)
    assert "EV-budget-ended" in items["BL-meta-ads"].because


def test_a_campaign_silent_for_a_month_is_asked_about_and_not_called_ended() -> None:
    study = studied(EMPTY | {"ads": campaigns(spring="2026-09-12", always="2026-10-31")})
    assert (study.silent.ended, study.silent.paused) == ({}, {})
    assert study.silent.unsure == {"Meta · spring": pd.Timestamp("2026-09-12")}
    items = {item.id: item for item in items_of(study)[1]}
    assert "EV-budget-ended" not in items
    asked = items["EV-budget-silent"]
    assert asked.verdict is Verdict.NO_DATA
    said = TEXT(asked.title)
    assert said.startswith("Meta · spring cost nothing in October 2026; it last cost something on 12 Sept 2026.")
    assert "Whether it paused or ended no export says" in said
    assert asked.collect is not None
    assert "an amount in the plan" in TEXT(asked.collect)
    assert items["BL-meta-ads"].value == pytest.approx(10 * 365 / 12, abs=5)  # nobody signs money for it unasked
    assert "EV-budget-silent" in items["BL-meta-ads"].because


def test_a_campaign_that_once_came_back_from_as_long_a_silence_pauses_and_nobody_is_asked() -> None:
    rows = campaigns(winter="2026-08-31", always="2026-10-31")
    off = (rows["campaign_name"] == "winter") & rows["date_start"].between("2026-02-01", "2026-05-31")
    study = studied(EMPTY | {"ads": schema.conform(rows[~off].reset_index(drop=True), "ads")})
    assert set(study.silent.paused) == {"Meta · winter"}
    item = next(one for one in items_of(study)[1] if one.id == "EV-budget-paused")
    assert item.verdict is Verdict.DECIDE
    assert TEXT(item.title).startswith("Meta · winter pauses: it last cost something on 31 Aug 2026")


@pytest.mark.parametrize("lang", ["en", "es"])
def test_several_silent_lines_are_told_in_one_sentence(lang: str) -> None:
    days = dict.fromkeys(("one", "two", "three", "four"), "2026-09-12") | {"always": "2026-10-31"}
    study = studied(EMPTY | {"ads": campaigns(**days)})
    (item,) = [one for one in items_of(study)[1] if one.id == "EV-budget-silent"]
    said = Text(lang, country="ES", currency="EUR")(item.title)
    assert said.startswith("4 ")
    assert "Meta · four" in said


def test_a_tool_cancelled_half_a_year_ago_is_not_paid_again_and_a_yearly_bill_is() -> None:
    books = kept_books(scheduler=(40.0, "2026-10-31"), old_tool=(20.0, "2026-04-30"))
    yearly = books.iloc[:1].assign(line="licence", amount=600.0, day=pd.Timestamp("2026-01-31"))
    study = studied({"costs": schema.conform(pd.concat([books, yearly], ignore_index=True), "costs")})
    assert set(study.silent.ended) == {"old-tool"}
    told = said(study)
    assert "BL-old-tool" not in told
    assert "BL-licence" in told


def test_a_line_the_plan_names_stays_as_approved_though_it_cost_nothing() -> None:
    books = kept_books(scheduler=(40.0, "2026-10-31"), old_tool=(20.0, "2026-04-30"))
    study = studied({"costs": books}, old_tool=20.0)
    assert not study.silent.all
    assert said(study)["BL-old-tool"] == "Old tool: keep the plan of €20 a month. In October 2026 it cost €0"


def test_an_amount_that_rests_on_old_books_says_as_of_when() -> None:
    study = studied({"costs": kept_books(scheduler=(40.0, "2026-06-30"))}, scheduler=40.0)
    items = {item.id: item for item in items_of(study)[1]}
    assert (
        TEXT(items["BL-scheduler"].title) == "Publishing tool: keep the plan of €40 a month. In June 2026 it cost €40"
    )
    why = items["EV-budget-scheduler-cost"]
    assert why.verdict is Verdict.NO_DATA
    assert "nothing is known after 30 Jun 2026" in TEXT(why.title)
    shown = tables.lines_table(study, Plan(), CLIENT, TEXT)
    assert shown.set_index("Line").loc["Publishing tool", "This month"] == TEXT.word(None)


def test_what_nobody_noted_is_not_said_to_cost_nothing() -> None:
    study = studied({}, photos=50.0)
    told = said(study)
    assert told["BL-photos"] == "Photos: keep the plan of €50 a month. Nobody noted what it costs"
    assert told["EV-budget-photos-cost"] == "Photos: nobody noted what it costs; its amount is what was approved"


def test_a_panel_of_a_spanish_workbook_says_in_spanish_that_the_month_was_not_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, root: Path
) -> None:
    monkeypatch.setattr(decision_panel, "live", lambda: True)

    def month() -> Month:
        return month_in(load_client(root / "data" / "clients" / "cafe-lumbre"), tmp_path / "2026-10")

    _judgement, items = items_of(studied({"costs": kept_books(scheduler=(40.0, "2026-10-31"))}))
    panel = decision_panel.decision_panel(items, month, Plan(), Text("es"), client="alba", ledger=Ledger(items))
    assert "no se ha generado" in panel.children[-1].value


def test_money_kept_back_that_was_not_needed_is_no_plan_missed() -> None:
    signed = 'status = "approved"\nby = "approver"\non = 2026-09-01\nunit = "money"\n'
    held = {"BL-contingency": 200.0, "BL-photos": 800.0}
    lines = [
        f'[[budget_lines]]\nid = "{id}"\ntitle = "{id[3:].capitalize()}"\nvalue = {value}\n{signed}'
        for id, value in held.items()
    ]
    plan = parse_plan("".join(lines), file="plan.toml")
    spent = pd.DataFrame({"line": ["photos"], "day": [pd.Timestamp("2026-10-05")], "amount": [800.0]})
    told = month_money(spent, plan, pd.Timestamp("2026-10-01"), pd.Timestamp("2026-10-31"))
    assert TEXT(told.word) == "As approved, in all."
    assert [TEXT(note) for note in told.notes] == ["Contingency: the €200 kept back was not needed."]


def month_of(**spent: float) -> MonthMoney:
    """Return October of a client with two lines of 400 and 200 kept back."""
    signed = 'status = "approved"\nby = "approver"\non = 2026-09-01\nunit = "money"\n'
    lines = (
        f'[[budget_lines]]\nid = "BL-{id}"\ntitle = "{id.capitalize()}"\nvalue = {value}\n{signed}'
        for id, value in (("contingency", 200.0), ("photos", 400.0), ("creators", 400.0))
    )
    rows = pd.DataFrame({"line": list(spent), "day": pd.Timestamp("2026-10-05"), "amount": list(spent.values())})
    return month_money(rows, parse_plan("".join(lines)), pd.Timestamp("2026-10-01"), pd.Timestamp("2026-10-31"))


def test_a_line_that_cost_more_is_told_before_what_was_kept_back_and_what_that_paid_is_said() -> None:
    little = month_of(photos=360.0, creators=450.0)
    assert (TEXT(little.word), little.mood) == ("As approved, in all.", "good")
    assert [TEXT(note) for note in little.notes] == [
        "Creators: €50 more than planned.",
        "Photos: €40 less than planned.",
        "The €200 kept back was not needed.",
    ]
    moved = month_of(photos=330.0, creators=470.0)
    assert (TEXT(moved.word), moved.mood) == ("As approved, in all.", "flat")
    much = month_of(photos=390.0, creators=520.0)
    assert TEXT(much.word) == "€110 more than the lines were given; what was kept back covers it."
    assert [TEXT(note) for note in much.notes] == ["Creators: €120 more than planned."]
    assert (much.mood, much.overspent) == ("flat", False)
    beyond = month_of(photos=400.0, creators=630.0)  # more than was kept back, and within a twentieth in all
    assert (TEXT(beyond.word), beyond.mood) == ("As approved, in all.", "flat")
    less = month_of(photos=250.0, creators=400.0)
    assert TEXT(less.word) == "€150 of the approved money was not spent, beside what was kept back."
    assert TEXT(less.notes[0]) == "Photos: €150 less than planned."
    over = month_of(photos=600.0, creators=500.0)
    assert over.mood == "bad"
    assert TEXT(over.word) == ("€100 more than approved; the €200 kept back went as well.")
    assert not any("kept back" in TEXT(note) for note in over.notes)


def test_a_second_month_beyond_the_plan_is_told_as_the_second() -> None:
    over = month_of(photos=600.0, creators=500.0)
    assert not over.again
    again = replace(over, over_before=300.0)
    assert [TEXT(one.sentence) for one in alerts(Ledger([]), Plan(), again)] == [
        "€100 more than approved was spent this month, after €300 more in September 2026."
    ]
    assert not replace(month_of(photos=400.0, creators=400.0), over_before=300.0).again


def test_one_usual_month_is_told_and_what_goes_on_by_its_own_name() -> None:
    study = studied({"costs": kept_books(scheduler=(40.0, "2026-10-31"), old_tool=(60.0, "2026-04-30"))}, total=30.0)
    told = said(study)
    assert told["EV-budget-spend"].startswith("A usual month of the last year cost €70")
    fixed = studied(EMPTY | {"ads": campaigns(spring="2026-05-31", always="2026-10-31")}, total=200.0)
    assert "the lines that go on cost €304 in a usual month" in said(fixed)["EV-budget-below-spend"]
