"""What the budget may say: on invoices, bounds, plans, names and money nobody has a use for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import inprocess
import numpy as np
import pandas as pd
import pytest
from test_budget_proposals import CLIENT, EMPTY, END, PERIOD, TEXT, invented, items_of, studied

from smmkit import schema
from smmkit.allocation.uncertainty import compare
from smmkit.ledger import Verdict, item_id
from smmkit.measures.follow import money_followed
from smmkit.measures.spend import spend_rows
from smmkit.period import LONGEST_TEST
from smmkit.plan import Plan
from smmkit.plan.load import parse_plan
from smmkit.text import Text
from smmkit.topics.budget import analysis as budget
from smmkit.topics.budget import proposals, tables
from smmkit.topics.budget.analysis.bookings import monthly_lines, spread_invoices
from smmkit.topics.budget.analysis.rules import fixed_amounts
from smmkit.topics.budget.analysis.series import _complete_weeks, monthly_spend
from smmkit.topics.budget.panels import budget_panel
from smmkit.topics.budget.proposals.judgement import CAUSE, moves_money, split_judgement
from smmkit.topics.budget.proposals.kept import spend_item
from smmkit.topics.budget.scenarios import load_scenarios, save_scenario, scenario

WEEKS = pd.date_range("2025-01-06", "2026-10-26", freq="7D")


def world(
    seed: int, *, effects: tuple[float, float] = (1.2, 1.2), ar: float = 0.0, monthly: bool = False
) -> dict[str, pd.DataFrame]:
    """Return two lines with channels of their own: results = level + effect * sqrt(spend) + noise that hangs together.

    One more result costs 2 * sqrt(spend) / effect: 12.5 at a week's 56.25 with an effect of 1.2. With `monthly`
    each month's spend is even and its invoice stands on the last day of the month.
    """
    rng = np.random.default_rng(seed)
    months = pd.Series(WEEKS).dt.to_period("M")
    costs, web = [], []
    for line, channel, effect in zip(
        ("google-ads", "influencers"), ("Paid Search", "Organic Social"), effects, strict=True
    ):
        if monthly:
            level = {month: 56.25 * rng.lognormal(0, 0.9) for month in months.unique()}
            spend = months.map(level).to_numpy(float)
        else:
            spend = 56.25 * rng.lognormal(0, 0.7, len(WEEKS))
        noise = np.zeros(len(WEEKS))
        for at in range(len(WEEKS)):
            noise[at] = ar * noise[at - 1] + np.sqrt(1 - ar**2) * rng.standard_t(5) * 2.0
        results = np.maximum(np.round(30 + effect * np.sqrt(spend) + noise), 0)
        for at, week in enumerate(WEEKS):
            days = pd.date_range(week, periods=7)
            split = rng.multinomial(int(results[at]), np.full(7, 1 / 7))
            web.append(pd.DataFrame({"day": days, "channel": channel, "sessions": 50, "key_events": split}))
        booked = pd.DataFrame({"day": WEEKS, "amount": spend})
        if monthly:
            booked = booked.assign(amount=booked["amount"] / 7).loc[booked.index.repeat(7)]
            booked["day"] = booked["day"] + pd.to_timedelta(np.tile(np.arange(7), len(WEEKS)), unit="D")
            booked = booked.groupby(booked["day"].dt.to_period("M"))["amount"].sum().reset_index()
            booked["day"] = booked["day"].dt.end_time.dt.normalize()
        kind, platform = ("ads", "google") if line == "google-ads" else ("influencers", "instagram")
        costs.append(booked.assign(line=line, kind=kind, platform=platform, currency="EUR"))
    return {
        "costs": schema.conform(pd.concat(costs, ignore_index=True), "costs"),
        "web": schema.conform(pd.concat(web, ignore_index=True), "web"),
    }


# --- how far a split is carried -------------------------------------------------------------


def asked_study(**changed: object) -> SimpleNamespace:
    """Return a study whose split every question of the accounting speaks for, each just so; some answers changed."""
    told = {
        "lines": ("ads", "fairs"), "judged_only": False, "settled": 0.95, "holds_zero": False, "p_equal": 0.0009,
        "gap": 0.01, "spend": [110.0, 90.0], **changed,
    }  # fmt: skip
    spend = pd.Series(told["spend"], index=["ads", "fairs"])
    table = pd.DataFrame({"least": [50.0, 90.0], "most": [110.0, 150.0]}, index=spend.index)
    found = SimpleNamespace(
        curves=SimpleNamespace(lines=told["lines"]), judged_only=told["judged_only"], settled=told["settled"],
        table=table, result=budget.KEY_EVENTS,
    )  # fmt: skip
    gain = SimpleNamespace(holds_zero=told["holds_zero"], low=1.0, high=3.0, p_equal=told["p_equal"])
    return SimpleNamespace(found=found, comparison=gain, split=SimpleNamespace(gap=told["gap"], spend=spend))


@pytest.mark.parametrize(
    ("changed", "failed"),
    [
        ({}, set()),
        ({"lines": ("ads",)}, {"rows"}),
        ({"judged_only": True}, {"rows"}),
        ({"settled": 0.94}, {"convergence"}),
        ({"holds_zero": True}, {"interval"}),
        ({"p_equal": budget.MOST_CHANCE}, {"multiplicity"}),
        ({"gap": 0.011}, {"optimality"}),
        ({"spend": [111.0, 90.0]}, {"seen"}),
        ({"spend": [110.0, 89.0]}, {"seen"}),
    ],
)
def test_one_question_that_is_left_open_keeps_the_money_where_it_is(
    changed: dict[str, object], failed: set[str]
) -> None:
    judged = split_judgement(asked_study(**changed), CLIENT)  # type: ignore[arg-type]
    assert {check.name for check in judged.checks if not check.passed} == {*failed, CAUSE}
    assert moves_money(judged) is not bool(failed)
    assert (judged.verdict, judged.owner) == (Verdict.JUDGE, CLIENT.roles.approver)


def test_in_the_month_of_a_crisis_no_money_moves() -> None:
    alarm = SimpleNamespace(since=date(2026, 10, 3))
    judged = split_judgement(asked_study(), CLIENT, alarm=alarm)  # type: ignore[arg-type]
    assert not moves_money(judged)


# --- invoices and gaps ----------------------------------------------------------------------


def test_a_monthly_invoice_is_not_the_spend_of_its_week() -> None:
    """Read as money of one week, the next result costs about four times the 12.5 that are right."""
    costs = [studied(world(seed, monthly=True)).returns["next_cost"]["google-ads"] for seed in range(3)]
    assert 7 < np.median(costs) < 22


def test_an_invoice_a_month_is_spread_over_the_days_of_its_own_month() -> None:
    agency = [("agency", day, amount) for day, amount in (("07-31", 31.0), ("08-31", 62.0), ("09-30", 30.0))]
    other = [("fairs", "07-01", 9.0), ("fairs", "09-01", 9.0), *(("ads", f"07-{day:02d}", 5.0) for day in (1, 8, 15))]
    spend = pd.DataFrame([*agency, *other], columns=["line", "day", "amount"])
    spend["day"] = pd.to_datetime("2026-" + spend["day"])
    assert monthly_lines(spend) == {"agency"}
    daily = spread_invoices(spend).set_index("day")
    own = daily.loc[daily["line"] == "agency", "amount"]
    assert own.index.tolist() == pd.date_range("2026-07-01", "2026-09-30").tolist()
    assert own.groupby(own.index.month).unique().map(list).to_dict() == {7: [1.0], 8: [2.0], 9: [1.0]}
    assert daily.groupby("line")["amount"].sum().to_dict() == {"agency": 123.0, "ads": 15.0, "fairs": 18.0}
    assert (daily["line"] != "agency").sum() == len(other)


def test_after_its_last_booking_a_line_is_unknown_not_free() -> None:
    given = world(1)
    late = given["costs"]["day"].astype("datetime64[ns]").le(pd.Timestamp("2026-08-31")) | (
        given["costs"]["line"] != "google-ads"
    )
    series = budget.web_series(spend_rows(EMPTY["ads"], given["costs"][late.to_numpy()]), given["web"])
    last = series.weekly.groupby("line")["week"].max()
    assert last["google-ads"] == pd.Timestamp("2026-08-31")
    assert last["influencers"] == pd.Timestamp("2026-10-26") or last["influencers"] == pd.Timestamp("2026-10-19")


def test_a_month_of_spend_has_its_first_day_and_its_last() -> None:
    days = pd.to_datetime(["2026-08-31", "2026-09-01", "2026-10-31", "2026-11-01"])
    spend = pd.DataFrame({"line": "ads", "day": days, "amount": [1.0, 2.0, 4.0, 8.0]})
    assert monthly_spend(spend, months=2, end=END)["ads"] == pytest.approx(3.0)
    assert monthly_spend(spend, months=1, end=END)["ads"] == pytest.approx(4.0)


@pytest.mark.parametrize(
    ("spent", "seen", "mondays"),
    [
        (("2026-10-07", "2026-10-30"), ("2026-10-01", "2026-10-25"), ["10-05", "10-12", "10-19"]),
        (("2026-10-07", "2026-10-30"), ("2026-10-06", "2026-10-24"), ["10-12"]),
        (("2026-10-05", "2026-10-05"), ("2026-10-05", "2026-10-10"), []),
    ],
)
def test_a_week_is_whole_from_its_monday_to_its_sunday(
    spent: tuple[str, str], seen: tuple[str, str], mondays: list[str]
) -> None:
    found = _complete_weeks(pd.Series(pd.to_datetime(list(spent))), pd.Series(pd.to_datetime(list(seen))))
    assert [f"{day:%m-%d}" for day in found] == mondays


def test_a_week_with_a_missing_web_day_has_no_known_results() -> None:
    given = world(1)
    days = pd.to_datetime(given["web"]["day"])
    gone = days.between("2026-03-10", "2026-03-12")
    series = budget.web_series(spend_rows(EMPTY["ads"], given["costs"]), given["web"][~gone.to_numpy()])
    week = series.weekly[series.weekly["week"] == pd.Timestamp("2026-03-09")]
    assert week["results"].isna().all()
    assert series.weekly["results"].notna().sum() == len(series.weekly) - len(week)


def test_what_else_moves_results_is_taken_from_the_hand_kept_table() -> None:
    given = world(2, effects=(0.0, 1.2))
    rng = np.random.default_rng(9)
    price = rng.standard_normal(len(WEEKS))
    spend = given["costs"].loc[given["costs"]["line"] == "google-ads", "amount"].to_numpy(float)
    price = price + 1.5 * (np.sqrt(spend) - np.sqrt(spend).mean()) / np.sqrt(spend).std()
    events = pd.to_datetime(given["web"]["day"])
    bump = pd.Series(price, index=WEEKS).reindex(events.dt.to_period("W").dt.start_time).to_numpy()
    search = (given["web"]["channel"] == "Paid Search").to_numpy()
    moved = given["web"]["key_events"].astype(float) + np.where(search, 4 + 1.5 * bump, 0)
    given["web"] = given["web"].assign(key_events=moved.clip(lower=0).round().astype("Int64"))
    controls = schema.conform(pd.DataFrame({"day": WEEKS, "name": "price", "value": price}), "controls")
    tables = EMPTY | given
    asked = [tables[name] for name in ("ads", "costs", "web", "budget_judgements")]
    common = {"approved": pd.Series(dtype=float), "end": END, "total": None, "draws": 60}
    without, within = budget.study(*asked, **common), budget.study(*asked, **common, controls=controls)
    at = pd.Series({"google-ads": 240.0, "influencers": 240.0})
    brings = [dict(zip(one.found.asked.lines, one.found.asked.marginal(at), strict=True)) for one in (without, within)]
    assert brings[1]["google-ads"] < 0.4 * brings[0]["google-ads"]


def test_an_empty_world_whose_weeks_hang_together_gives_no_false_gain() -> None:
    """Equal lines, AR 0.6, t noise: at most one in twenty may be said to gain."""
    found = [proposals.moves_money(items_of(studied(world(100 + seed, ar=0.6)))[0]) for seed in range(12)]
    assert sum(found) <= 1


@pytest.mark.heavy
@pytest.mark.parametrize("monthly", [False, True])
@pytest.mark.parametrize("ar", [0.0, 0.6, 0.8])
def test_of_a_hundred_empty_noisy_worlds_at_most_five_gain(ar: float, monthly: bool) -> None:
    found = 0
    for seed in range(100):
        judgement, items = items_of(studied(world(seed, ar=ar, monthly=monthly)))
        gain = next((item for item in items if item.id == "EV-budget-gain"), None)
        stated = gain is not None and gain.verdict is Verdict.DECIDE and "best split" in gain.title.key
        found += stated or proposals.moves_money(judgement)
    assert found <= 5


# --- bounds, plan, month --------------------------------------------------------------------


def test_nothing_is_proposed_above_what_the_line_could_spend() -> None:
    given = invented(1, True)
    spent = given["costs"].assign(amount=given["costs"]["amount"].astype(float))
    recent = (pd.to_datetime(spent["day"]) > END - pd.Timedelta(weeks=14)) & (spent["line"] == "google-ads")
    spent.loc[recent.to_numpy(), "amount"] = 45.0
    study = studied(given | {"costs": schema.conform(spent, "costs")}, google_ads=260.0)
    able = study.most["google-ads"]
    assert able == pytest.approx(45.0 * 365.25 / 12 / 7, rel=0.01)
    assert study.amounts["google-ads"] <= able + 0.01
    # More half a year ago says nothing of now, and the table shows the number beside what is proposed.
    assert spent.loc[spent["line"] == "google-ads", "amount"].max() > 100
    shown = tables.moves_table(budget.move_table(study, study.amounts), "plan", TEXT).set_index("Line")
    assert TEXT.money(able, 0) in set(shown["Most in four weeks lately"])


def test_a_row_tells_plan_month_and_proposal_and_the_verb_follows_the_plan() -> None:
    study = studied(invented(1, True), meta_ads=700.0, google_ads=230.0, influencers=450.0)
    _, items = items_of(study)
    for item in items:
        if item.kind != "BL" or item.title.values.get("plan") is None or "plan" not in item.title.key:
            continue
        values = item.title.values
        verb = next(verb for verb in ("raise", "lower", "keep") if verb in item.title.key)
        assert verb == ("raise" if item.value > values["plan"] else "lower" if item.value < values["plan"] else "keep")
        assert values["last"] == pytest.approx(study.frame.lines["last"][item.id.removeprefix("BL-")])
    assert study.frame.base == "plan"
    assert study.amounts_now["meta-ads"] == 700.0


def test_a_bound_that_every_draw_reaches_is_no_interval() -> None:
    curves = budget.Curves.of(
        "ab", family="log", scale=np.array([[100.0, 10.0], [101.0, 10.0], [99.0, 9.0]]), half=300.0
    )
    limits = budget.Limits.of(1000.0, low=[350.0, 350.0], high=[650.0, 650.0])
    table = compare(curves, limits, budget.optimise(curves, limits), pd.Series({"a": 500.0, "b": 500.0})).lines
    assert table[["low", "high"]].isna().all(axis=None)


def test_a_split_as_good_as_any_is_a_finding_not_missing_data(monkeypatch: pytest.MonkeyPatch) -> None:
    study = studied(invented(2, False))
    known = replace(study.comparison, gain=0.01, low=-0.2, high=0.3, result_now=200.0, p_equal=0.4)
    item = proposals.gain_item(replace(study, comparison=known), PERIOD)
    assert item.verdict is Verdict.DECIDE
    assert "as good as any" in TEXT(item.title)


def test_a_line_that_is_barely_identified_keeps_its_plan() -> None:
    draws = np.random.default_rng(3).lognormal(0, [0.05, 0.05, 1.5], (200, 3))
    curves = budget.Curves.of("abc", family="log", scale=100 * draws, half=300.0)
    assert budget.barely_identified(curves, pd.Series({"a": 300.0, "b": 300.0, "c": 300.0})) == ("c",)
    surely_nothing = budget.Curves.of("abc", family="log", scale=100 * draws * [1, 1, 0.001], half=300.0)
    assert budget.barely_identified(surely_nothing, pd.Series({"a": 300.0, "b": 300.0, "c": 300.0})) == ()


def test_money_is_shown_to_the_digits_the_draws_support() -> None:
    assert budget.supported(17.02, 14.25, 21.43) == (17.0, 14.0, 21.0)
    assert budget.supported(5.417, 4.96, 5.87) == (5.4, 5.0, 5.9)
    assert budget.supported(36.25, 14.64, 1264.81) == (36.0, 15.0, float("inf"))
    assert budget.supported(5.4321, 5.43, 5.435)[0] == 5.432


def test_the_thirty_percent_rule_is_only_said_where_it_holds() -> None:
    wide = studied(invented(1, True))
    assert "30%" in TEXT(proposals.bounds_message(wide))
    assert "No line moves" in TEXT(proposals.bounds_message(wide))
    tight = studied(invented(1, True), total=500.0)
    assert "smaller than what is spent" in TEXT(proposals.bounds_message(tight))
    assert "The budget is €500 a month" in TEXT(proposals.below_items(tight, PERIOD)[0].title)


@pytest.mark.parametrize("total", [1500.0, 1210.0, 800.0])
def test_elastic_amounts_are_whole_steps(total: float) -> None:
    given = EMPTY | invented(1, True)
    study = budget.study(
        given["ads"], given["costs"], given["web"], given["budget_judgements"], approved=pd.Series(dtype=float),
        end=END, total=total, step=70.0, draws=40,
    )  # fmt: skip
    for amounts in (study.amounts, study.amounts_now):
        steps = amounts[study.frame.elastic] / 70.0
        np.testing.assert_allclose(steps, steps.round(), atol=1e-6)
        assert round(amounts.sum(), 2) == total


# --- money without a purpose ----------------------------------------------------------------


def test_a_line_nobody_approved_yet_is_proposed_in_whole_steps() -> None:
    spent = pd.DataFrame({"elastic": False, "now": [463.86, 50.59, 3.2, 740.62], "approved": [np.nan] * 3 + [700.5]})
    assert fixed_amounts(spent, ()).tolist() == [464.0, 51.0, 3.0, 700.5]
    assert fixed_amounts(spent, (), step=10.0).tolist() == [460.0, 50.0, 4.0, 700.5]


def test_money_without_a_purpose_and_empty_lines_are_not_put_up_for_signature() -> None:
    day = pd.DataFrame({"day": [END], "line": ["scheduler"], "kind": ["tools"], "amount": [75.0], "currency": ["EUR"]})
    _, items = items_of(studied({"costs": schema.conform(day, "costs")}, total=1500.0))
    left = next(item for item in items if item.id == "BL-contingency")
    assert (left.verdict, left.value) == (Verdict.NO_DATA, None)
    assert "no line that could spend them" in TEXT(left.title)
    _, items = items_of(studied({"costs": schema.conform(day, "costs")}, total=75.0))
    for id in ("BL-contingency", "BL-test-reserve"):
        assert next(item for item in items if item.id == id).verdict is Verdict.NO_DATA


def test_no_cost_at_all_never_becomes_an_amount_to_sign() -> None:
    _, items = items_of(studied({}, total=1500.0))
    assert [item.id for item in items if item.kind in ("BL", "DE")] == ["DE-budget-costs"]
    assert all(item.value is None for item in items)


def test_a_small_bakery_signs_what_it_spends(shared: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(shared / "cases" / "tables" / "clients", tmp_path / "clients")
    for slug in ("tiny-sme", "tiny-sme-invoice-last-day"):
        ledger = inprocess.ledger_of(slug, data=tmp_path, out=tmp_path / "out", period="2026-09", only=("06",))
        lines = {id: ledger[id] for id in ledger if id.startswith("BL-")}
        assert lines["BL-meta-ads"].value == 60000
        assert lines["BL-contingency"].value is None
        assert lines["BL-contingency"].verdict is Verdict.NO_DATA


# --- names ----------------------------------------------------------------------------------

NAMES = ("Influencers Madrid", "Meta · Captación web", "Años 90: radio.fm", "TOOLS")


def test_an_approved_line_is_found_again_whatever_its_name() -> None:
    rows = pd.DataFrame({"day": END, "line": NAMES, "kind": "events", "amount": 100.0, "currency": "EUR"})
    costs = schema.conform(rows, "costs")
    _, items = items_of(studied({"costs": costs}))
    approved = [item for item in items if item.kind == "BL" and item.value is not None]
    written = "".join(
        f'[[budget_lines]]\nid = "{item.id}"\nstatus = "approved"\nby = "approver"\nvalue = {item.value}\n'
        for item in approved
    )
    plan = parse_plan(written)
    amounts = proposals.approved_amounts(plan, budget.line_names(EMPTY["ads"], costs, EMPTY["budget_judgements"]))
    assert set(NAMES) <= set(amounts.index)
    study = budget.study(
        EMPTY["ads"], costs, EMPTY["web"], EMPTY["budget_judgements"], approved=amounts, end=END, total=None
    )
    again = proposals.line_items(study, proposals.split_judgement(study, CLIENT), CLIENT, plan, PERIOD)
    assert len({item.id for item in again}) == len(again)
    assert {item.id for item in again} == {item.id for item in items if item.kind == "BL"}


def test_two_spellings_of_a_line_are_one_line() -> None:
    rows = pd.DataFrame(
        {"day": END, "line": ["Influencers Madrid", "influencers-madrid", "INFLUENCERS MADRID"], "kind": "events",
         "amount": 100.0, "currency": "EUR"}
    )  # fmt: skip
    study = studied({"costs": schema.conform(rows, "costs")})
    assert study.now.to_dict() == {"influencers-madrid": 300.0}
    for name in NAMES:
        assert item_id("BL", name) == item_id("BL", budget.line_key(name))


# --- other networks -------------------------------------------------------------------------


@pytest.mark.parametrize("platform", ["google", "linkedin", "tiktok", "pinterest", "microsoft", "reddit"])
def test_a_client_with_ads_on_one_other_network_gets_a_budget(platform: str) -> None:
    given = invented(1, True)
    ads = given["ads"].assign(platform=platform)
    study = studied({"ads": schema.conform(ads, "ads"), "web": given["web"]})
    line = f"{platform}-ads"
    assert study.frame.lines["now"][line] > 0
    _, items = items_of(study)
    assert next(item for item in items if item.id == f"BL-{line}").value > 0
    by_campaign = studied({"ads": schema.conform(ads, "ads")})
    assert len(by_campaign.frame.elastic) > 1


def test_where_the_team_was_asked_about_accounts_their_campaigns_are_no_lines_beside_them() -> None:
    """A month of ads is too short for a curve, so the judged one counts, and each amount at its level alone."""
    days = pd.date_range("2026-10-01", "2026-10-31")
    run = {"date_start": days, "date_stop": days, "platform": "meta", "level": "campaign", "currency": "EUR"}
    run |= {"results": 2.0, "result_type": "purchase"}
    bought = [
        pd.DataFrame({**run, "campaign_name": name, "spend": spend})
        for name, spend in (("Spring", 10.0), ("Autumn", 20.0))
    ]
    asked = [
        {"line": each, "judge": "Owner", "spend_now": now, "result_now": 100.0, "result_at_min": 30.0,
         "result_at_max": 160.0, "result_at_plus50": 130.0}
        for each, now in (("meta-ads", 930.0), ("influencers", 400.0))
    ]  # fmt: skip
    judged = schema.conform(pd.DataFrame(asked), "budget_judgements")
    found = studied({"ads": schema.conform(pd.concat(bought, ignore_index=True), "ads"), "budget_judgements": judged})
    assert found.found.judged_only
    assert found.accounts == {}
    assert dict(found.now.round(2)) == {"meta-ads": 930.0, "influencers": 400.0}
    _, items = items_of(found)
    assert len({item.id for item in items}) == len(items)


def test_amazons_ads_are_set_beside_no_channel_of_the_web_page() -> None:
    given = invented(1, True)
    ads = schema.conform(given["ads"].assign(platform="amazon"), "ads")
    study = studied({"ads": ads, "web": given["web"]})
    assert study.frame.lines["now"].sum() > 0
    assert budget.channel_of("ads", "amazon") == ""


def test_one_trial_at_a_time_and_none_where_the_client_refused_it() -> None:
    study = studied(invented(2, False))
    trials = budget.design_trials(study, study.amounts_now)
    assert len(trials) == 1
    assert all(trial.weeks <= LONGEST_TEST for trial in trials.values())
    first = next(iter(trials))
    refused = parse_plan(f'[[budget_lines]]\nid = "BL-{first}"\nstatus = "rejected"\nby = "approver"\nvalue = 1.0\n')
    judgement = proposals.split_judgement(study, CLIENT)
    assert first not in proposals.line_trials(study, judgement, study.amounts_now, refused)
    tried = proposals.line_trials(study, judgement, study.amounts_now, Plan())
    judged = proposals.line_judgements(study, judgement, CLIENT, tried)
    assert [line for line, one in judged.items() if one.experiment is not None] == [first]


# --- following the money, trying out --------------------------------------------------------


def test_money_is_followed_through_its_states() -> None:
    lines = pd.DataFrame(
        {"approved": [500.0, np.nan, 60.0], "last": [120.0, 0.0, np.nan]}, index=["meta-ads", "events", "tools"]
    )
    noted = [
        ("2026-10-02", "meta-ads", "committed", 300.0, "A1", None),
        ("2026-10-20", "meta-ads", "invoiced", 310.0, "A1", None),
        ("2026-10-25", "meta-ads", "paid", 90.0, None, None),
        ("2026-10-09", "events", "committed", 80.0, "B", "approver"),
        ("2026-09-09", "meta-ads", "paid", 999.0, None, None),
        ("2026-09-11", "meta-ads", "invoiced", 777.0, "A0", None),
        ("2026-10-11", "meta-ads", "paid", 777.0, "A0", None),
        ("2026-10-12", "events", "approved", 900.0, "D", None),
        ("2026-11-03", "events", "committed", 500.0, "C", None),
        ("2026-11-05", "meta-ads", "paid", 310.0, "A1", None),
    ]
    states = pd.DataFrame(noted, columns=["on", "line", "state", "amount", "reference", "next_approver"])
    table = money_followed(
        lines, schema.conform(states, "money_states"), planned=pd.Series({"meta-ads": 520.0, "events": 80.0}),
        start=date(2026, 10, 1), end=date(2026, 10, 31),
    )  # fmt: skip
    ads, events = table.loc["meta-ads"], table.loc["events"]
    assert (ads["committed"], ads["invoiced"], ads["paid"], ads["left"]) == (400.0, 400.0, 90.0, 100.0)
    assert (events["committed"], events["invoiced"], events["next_approver"]) == (80.0, 0.0, "approver")
    assert np.isnan(events["left"])
    assert (table.loc["tools", "left"], table.loc["tools", "next_approver"]) == (60.0, None)


def test_bounds_that_do_not_fit_the_total_are_refused_in_a_sentence() -> None:
    panel = budget_panel(studied(invented(1, True), draws=40), TEXT)
    _total, _aim, *sliders, bottom = panel.children
    assert "(between" in bottom.children[0].value
    for slider in sliders:
        slider.value = (slider.max, slider.max)
    assert "The least amounts of the lines add up to" in bottom.children[0].value
    for slider in sliders:
        slider.value = (0.0, slider.min + slider.step)
    assert "The most the lines may get adds up to" in bottom.children[0].value


def test_a_scenario_is_saved_under_its_name(tmp_path: Path) -> None:
    study, path = studied(invented(1, True), draws=40), tmp_path / "budget_scenarios.csv"
    panel = budget_panel(study, TEXT, scenarios=path)
    *_, row, _shown, saved = panel.children
    assert saved.value == ""
    row.children[1].click()
    assert not path.exists()
    row.children[0].value = "more, search\n"
    row.children[1].click()
    kept = load_scenarios(path)
    assert {one["name"] for one in kept} == {"more, search"}
    assert sum(float(one["amount"]) for one in kept) == pytest.approx(float(kept[0]["total"]), abs=0.02)
    save_scenario(path, "other", scenario(study, study.split.spend, aim="results"))
    save_scenario(path, "other", scenario(study, study.split.spend, aim="results"))
    assert len(load_scenarios(path)) == 2 * len(kept)
    assert "more, search" in saved.value
    again = budget_panel(study, TEXT, scenarios=path).children[-1].value
    assert all(name in again for name in ("more, search", "other", TEXT.word(study.name_of(kept[0]["line"]))))
    path.write_text("name;amount\nx;3\n", encoding="utf-8")
    row.children[1].click()
    assert "Move it away" in row.children[2].value


@pytest.mark.parametrize(
    ("months", "said"), [(1, "The one month that is known"), (5, "A usual month of the 5"), (14, "of the last year")]
)
def test_a_usual_month_is_said_of_the_months_that_are_known(months: int, said: str) -> None:
    days = pd.date_range("2025-01-31", periods=months, freq="ME")
    study = SimpleNamespace(now=pd.Series([100.0]), spend=pd.DataFrame({"day": days}))
    assert said in Text("en")(spend_item(study, "2026-10").title)
