"""What the budget notebook proposes, refuses and shows: for planted, null and half-empty clients."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import lru_cache
from html import unescape
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

from smmkit import schema
from smmkit.client import Client
from smmkit.demo.ads import simulate_ads, weekly_spend
from smmkit.demo.spec import Spec
from smmkit.demo.truth import draw_truth
from smmkit.demo.web import simulate_web
from smmkit.ledger import Ledger, Verdict, check_chain, write_part
from smmkit.measures.costs import cost_per_result
from smmkit.measures.pace import PaceMonth
from smmkit.plan import Plan
from smmkit.present.style import alt_text
from smmkit.text import Text
from smmkit.topics.budget import analysis as budget
from smmkit.topics.budget import plots, proposals, tables
from smmkit.topics.budget.panels import budget_panel
from smmkit.topics.budget.slider import budget_slider

mpl.use("Agg")
PERIOD = "2026-10"
END = pd.Timestamp("2026-10-31")
TEXT = Text("en", country="ES", currency="EUR")
CLIENT = Client.model_validate(
    {
        "name": "Alba", "sector": "cafe", "country": "ES", "language": "es", "timezone": "Europe/Madrid",
        "currency": "EUR", "margin": 0.5,
        "accounts": [{"platform": "instagram", "handle": "alba"}],
    }
)  # fmt: skip
EMPTY = {name: schema.empty(name) for name in ("ads", "costs", "web", "budget_judgements")}


@lru_cache(maxsize=8)
def invented(seed: int, planted: bool) -> dict[str, pd.DataFrame]:
    """Return a client's canonical tables with, or without, curves worth finding."""
    spec = Spec("alba", "Alba", "cafe", "ES", seed=seed, planted=planted)
    truth = draw_truth(spec)
    paid = simulate_ads(spec, truth)
    web = simulate_web(spec, truth, paid)
    chats = paid["chats"] > 0
    counted = paid["chats"].where(chats, paid["purchases"])
    kind = pd.Series("purchase", index=paid.index).mask(chats, "messaging").where(counted > 0)
    ads = pd.DataFrame(
        {
            "platform": "meta", "date_start": paid["day"], "date_stop": paid["day"], "level": "campaign",
            "campaign_name": paid["campaign"], "currency": "EUR", "spend": paid["spend"],
            "results": counted.where(counted > 0), "result_type": kind,
        }
    )  # fmt: skip
    rows = []
    for line, kind, platform in (("google-ads", "ads", "google"), ("influencers", "influencers", "instagram")):
        spend = weekly_spend(spec, truth, line)
        own = pd.DataFrame({"day": spend.index, "line": line, "kind": kind, "platform": platform, "amount": spend})
        rows.append(own[own["amount"] > 0])
    months = pd.date_range("2025-09-30", "2026-10-31", freq="ME")
    rows.append(pd.DataFrame({"day": months, "line": "scheduler", "kind": "tools", "platform": "", "amount": 40.0}))
    costs = pd.concat(rows, ignore_index=True).assign(currency="EUR", tax_included=False)
    web = web.rename(columns={"engaged": "engaged_sessions"})
    return {
        "ads": schema.conform(ads, "ads"),
        "costs": schema.conform(costs, "costs"),
        "web": schema.conform(web, "web"),
        "budget_judgements": EMPTY["budget_judgements"],
    }


def studied(given: dict[str, pd.DataFrame], *, draws: int = 100, total: float | None = None, **approved: float):
    """Return the study of some tables."""
    plan = pd.Series({line.replace("_", "-"): amount for line, amount in approved.items()}, dtype=float)
    given = EMPTY | given
    return budget.study(
        given["ads"], given["costs"], given["web"], given["budget_judgements"],
        approved=plan, end=END, total=total, draws=draws,
    )  # fmt: skip


def items_of(study: budget.Study):
    judgement = proposals.split_judgement(study, CLIENT)
    costs = cost_per_result(pd.DataFrame(columns=["line", "result_type", "spend", "results"]))
    pace = budget.study_pace(study, PaceMonth.of(END.date().replace(day=1), END.date(), seen_until=END.date()))
    found = proposals.budget_items(study, judgement, CLIENT, Plan(), costs=costs, pace=pace, period=PERIOD)
    return judgement, found


@pytest.fixture(scope="module")
def planted() -> budget.Study:
    return studied(invented(1, True), draws=200)


@pytest.fixture(scope="module")
def null() -> budget.Study:
    return studied(invented(2, False), draws=200)


JUDGED = pd.DataFrame(
    {
        "line": ["google-ads", "google-ads", "influencers", "influencers"],
        "judge": ["owner", "agency"] * 2,
        "spend_now": [400.0, 400.0, 700.0, 700.0],
        "result_now": [90.0, 95.0, 30.0, 35.0],
        "result_at_min": [20.0, 25.0, 5.0, 9.0],
        "result_at_max": [160.0, 170.0, 55.0, 50.0],
        "result_at_plus50": [115.0, 120.0, 40.0, 41.0],
    }
)


# --- verdicts -------------------------------------------------------------------------------


def test_planted_returns_are_found_and_moved_but_never_decided_by_the_last_click(planted: budget.Study) -> None:
    judgement, items = items_of(planted)
    assert [check.name for check in judgement.checks if not check.passed] == ["cause"]
    proposed = {item.id: item.value for item in items if item.kind == "BL"}
    assert not any(item.verdict is Verdict.DECIDE for item in items if item.kind in ("BL", "DE"))
    assert next(item for item in items if item.id == "EV-budget-gain").verdict is Verdict.DECIDE
    assert proposed["BL-google-ads"] > planted.amounts_now["google-ads"]
    assert proposed["BL-influencers"] < planted.amounts_now["influencers"]


def test_without_a_difference_the_usual_month_stays_and_each_trial_is_the_line_s_own(null: budget.Study) -> None:
    judgement, items = items_of(null)
    assert not proposals.moves_money(judgement)
    tried = [item for item in items if item.experiment is not None]
    assert tried
    for item in tried:
        assert item.verdict is Verdict.TEST
        assert 2 <= item.experiment.weeks <= 8
        assert item.experiment.sample_size > 0
        assert all(item.title.values["line"] == arm.values["line"] for arm in item.experiment.arms)
    for item in items:
        if item.kind == "BL":
            assert item.value == pytest.approx(null.amounts_now[item.id.removeprefix("BL-")])


@pytest.mark.heavy
def test_of_a_hundred_clients_without_effects_at_most_five_are_decided() -> None:
    judged = [proposals.split_judgement(studied(invented(seed, False)), CLIENT) for seed in range(100)]
    assert sum(map(proposals.moves_money, judged)) <= 5


@pytest.mark.heavy
def test_of_forty_clients_with_effects_four_fifths_are_found_with_the_right_sign() -> None:
    found = 0
    for seed in range(40):
        study = studied(invented(seed, True))
        moved = proposals.moves_money(proposals.split_judgement(study, CLIENT))
        up = study.amounts["google-ads"] > study.amounts_now["google-ads"]
        down = study.amounts["influencers"] <= study.amounts_now["influencers"]
        found += moved and up and down
    assert found >= 32


def test_judged_curves_stay_a_judgement_with_an_owner() -> None:
    judgement, items = items_of(studied({"budget_judgements": JUDGED}, total=1500.0))
    assert judgement.verdict is Verdict.JUDGE
    assert judgement.owner == CLIENT.roles.approver
    assert not any(item.verdict is Verdict.DECIDE for item in items if item.kind == "BL")


def test_one_judge_alone_and_a_cell_left_empty_are_said_and_end_no_month(tmp_path: Path) -> None:
    blank = JUDGED.assign(judge="Another", result_now=float("nan"))
    alone = pd.concat([JUDGED.drop_duplicates("line"), blank], ignore_index=True)
    judgement, items = items_of(studied({"budget_judgements": alone}, total=1500.0))
    (interval,) = [check for check in judgement.checks if check.name == "interval"]
    assert TEXT(interval.found) == "one judge alone gives one curve, and nothing tells how far off it may be"
    write_part(tmp_path, "06", [replace(item, period="2026-10") for item in items])


@pytest.mark.parametrize(
    "kept", [("costs",), ("ads",), ("costs", "ads"), ("ads", "web"), ("budget_judgements", "costs")]
)
def test_half_a_client_still_gets_a_budget_that_adds_up(kept: tuple[str, ...]) -> None:
    given = invented(1, True) | {"budget_judgements": JUDGED}
    study = studied({name: given[name] for name in kept}, total=2000.0, draws=40)
    _, items = items_of(study)
    named = {item.id: item for item in items if item.kind == "BL"}
    amounts = [item.value for item in named.values() if item.value is not None and "within" not in item.about]
    idle = named["BL-contingency"].title.values["amount"] if named["BL-contingency"].value is None else 0.0
    assert round(sum(amounts) + idle, 2) == 2000.0
    everything(study, TEXT)


def test_a_client_with_nothing_is_asked_to_keep_accounts() -> None:
    _, items = items_of(studied({}))
    assert [item.id for item in items if item.kind != "EV"] == ["DE-budget-costs"]
    assert all(item.verdict is Verdict.NO_DATA for item in items)


@pytest.mark.parametrize("name", ["planted", "null"])
def test_amounts_add_up_to_the_cent_and_links_resolve(name: str, request: pytest.FixtureRequest) -> None:
    study = request.getfixturevalue(name)
    _, items = items_of(study)
    cents = [round(100 * item.value) for item in items if item.kind == "BL" and "within" not in item.about]
    assert sum(cents) == budget.to_cents(study.frame.total)
    check_chain(Ledger(items))


def test_no_line_leaves_its_bounds(planted: budget.Study) -> None:
    limits = planted.frame.limits
    spend = planted.split.spend.to_numpy()
    past = planted.frame.lines.loc[planted.frame.elastic, "now"].to_numpy()
    assert (spend <= 1.3 * past + 1e-6).all()
    assert (spend >= np.minimum(0.7 * past, limits.low) - 1e-6).all()


def test_currency_changes_no_decision(planted: budget.Study) -> None:
    """The same client, billed in cents of another currency: money x 1,000."""
    given = invented(1, True)
    dear = given | {
        "ads": given["ads"].assign(spend=given["ads"]["spend"] * 1000),
        "costs": given["costs"].assign(amount=given["costs"]["amount"] * 1000),
    }
    again = studied(dear, draws=200)
    assert proposals.split_judgement(again, CLIENT).verdict is proposals.split_judgement(planted, CLIENT).verdict
    np.testing.assert_allclose(again.split.spend / 1000, planted.split.spend, rtol=2e-3)


def test_fixed_lines_dearer_than_the_budget_are_said_first_and_not_the_end() -> None:
    study = studied(invented(1, True), total=30.0, scheduler=900.0)
    _, items = items_of(study)
    first = proposals.below_items(study, PERIOD)[0]
    assert TEXT(first.title).startswith("The fixed lines cost €900 a month and the budget is €30: €870 are missing")
    asked = {item.id: item for item in items if item.kind in ("BL", "DE")}
    assert asked["DE-budget-short"].value == 870.0
    assert asked["BL-scheduler"].value == 900.0
    for line in ("meta-ads", "google-ads", "contingency", "test-reserve"):
        assert asked[f"BL-{line}"].verdict is Verdict.NO_DATA
    everything(study, TEXT)
    check_chain(Ledger(items))


def test_a_budget_below_the_plan_cuts_by_arithmetic_and_asks_for_a_decision() -> None:
    study = studied(invented(2, False), total=900.0, meta_ads=700.0, google_ads=230.0, influencers=450.0)
    judgement, items = items_of(study)
    assert not proposals.moves_money(judgement)
    asked = {item.id: item for item in items}
    assert asked["DE-budget-below"].value == pytest.approx(1380 - study.amounts_now[study.frame.elastic].sum())
    assert "cut the lines" in TEXT(proposals.verdict_message(study, judgement))
    for line in study.frame.elastic:
        item = asked[f"BL-{line}"]
        assert item.verdict is Verdict.JUDGE  # nobody tries out what the money decides
        assert "because the budget is €900 in all" in TEXT(item.title)
    shown = tables.moves_table(budget.move_table(study, study.amounts), study.frame.base, TEXT)
    assert "Plan" not in shown.columns  # what is shown is not what was approved
    check_chain(Ledger(items))


def test_money_kept_back_has_no_pace_and_says_what_it_is_kept_for() -> None:
    study = studied(invented(1, True), total=3000.0)
    pace = budget.study_pace(study, PaceMonth.of(END.date().replace(day=1), END.date(), seen_until=END.date()))
    shown = tables.pace_text(pace, TEXT).set_index("Line")
    for line, why in (("Test reserve", "kept back for tests"), ("Contingency", "kept back for what nobody foresees")):
        told = shown.loc[line]
        assert (told["Pace ratio"], told["Month end"], told["State"]) == ("–", "–", why)
    assert not shown.drop(["Test reserve", "Contingency"])["State"].str.startswith("kept back").any()


def test_an_account_invoiced_on_the_last_day_is_not_told_to_be_off_its_pace() -> None:
    given = invented(1, True)
    paid = given["costs"][given["costs"]["line"] == "google-ads"]
    months = paid.groupby(pd.to_datetime(paid["day"]).dt.to_period("M"))["amount"].sum()
    ends = schema.conform(
        pd.DataFrame(
            {
                "day": months.index.to_timestamp(how="end").normalize(), "line": "google-ads", "kind": "ads",
                "platform": "google", "amount": 400.0, "currency": "EUR", "tax_included": False,
            }
        ),
        "costs",
    )  # fmt: skip
    rest = given["costs"][given["costs"]["line"] != "google-ads"]
    study = studied({**given, "costs": pd.concat([rest, ends], ignore_index=True)}, google_ads=400.0)
    month = PaceMonth.of(END.date().replace(day=1), END.date(), seen_until=END.date())
    assert not budget.study_pace(study, month).loc["google-ads", "alarm"]
    assert "EV-budget-google-ads-pace" not in {item.id for item in items_of(study)[1]}


# --- what is shown --------------------------------------------------------------------------


def everything(study: budget.Study, text: Text) -> list[object]:
    """Draw and write all that the notebook shows."""
    judgement = proposals.split_judgement(study, CLIENT)
    moves = budget.move_table(study, study.amounts)
    scenarios = budget.study_scenarios(study)
    month = PaceMonth.of(END.date().replace(day=1), END.date(), seen_until=END.date())
    pace = budget.study_pace(study, month)
    shown = proposals.proposed_amounts(study, judgement)
    followed = budget.followed(study, schema.empty("money_states"), shown, {}, start=month.start, end=month.end)
    figures = [
        plots.plot_curves(budget.curve_points(study), budget.curve_marks(study, shown), study, text),
        plots.plot_moves(moves, study, text),
        plots.plot_scenarios(scenarios, study, text),
        plots.plot_pacing(budget.daily_spend(study, month), pace, text),
    ]
    written = [
        tables.lines_table(study, Plan(), CLIENT, text),
        tables.returns_table(study, text),
        tables.moves_table(moves, study.frame.base, text),
        tables.checks_table(judgement.checks, text),
        tables.scenarios_table(scenarios, text),
        tables.pace_text(pace, text),
        tables.followed_table(followed, Plan(), CLIENT, text),
    ]
    said = [
        proposals.identified(study),
        proposals.bounds_message(study),
        proposals.result_message(study),
        proposals.verdict_message(study, judgement),
    ]
    said += [item.title for item in proposals.money_items(study, 0.5, "2026-10")] or [proposals.no_curve_message()]
    assert all(text(message) for message in said)
    for ax in figures:
        assert alt_text(ax.get_figure(root=True))
        mpl.pyplot.close("all")
    assert not any(str(cell).lower() == "nan" for table in written for cell in table.to_numpy().ravel())
    return [*figures, *written]


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("name", ["planted", "null"])
def test_figures_and_tables_read_in_both_languages(name: str, lang: str, request: pytest.FixtureRequest) -> None:
    everything(request.getfixturevalue(name), Text(lang, country="ES", currency="EUR"))


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_title_and_legend_of_the_curves_are_never_cut(count: int, lang: str, planted: budget.Study) -> None:
    points, marks = budget.curve_points(planted), budget.curve_marks(planted, planted.amounts)
    assert len(marks) >= count
    ax = plots.plot_curves(points, marks.head(count), planted, Text(lang, country="ES", currency="EUR"))
    figure = ax.get_figure(root=True)
    figure.canvas.draw()
    (legend,) = figure.legends
    assert len(legend.get_texts()) == 5
    assert figure.get_suptitle()
    for box in (legend.get_window_extent(), figure._suptitle.get_window_extent()):
        assert 0 <= box.x0 < box.x1 <= figure.bbox.width
    mpl.pyplot.close("all")


def test_a_title_claims_no_more_than_the_interval(planted: budget.Study, null: budget.Study) -> None:
    sure = plots.plot_moves(budget.move_table(planted, planted.amounts), planted, TEXT)
    open_ = plots.plot_moves(budget.move_table(null, null.amounts), null, TEXT)
    assert "As results are counted, these moves bring" in sure.get_title(loc="left")
    assert "may bring nothing" in open_.get_title(loc="left")


def test_the_waterfall_ends_where_it_began(planted: budget.Study) -> None:
    moves = budget.move_table(planted, planted.amounts)
    assert moves["change"].sum() == pytest.approx(0, abs=0.005)
    widths = [bar.get_width() for bar in plots.plot_moves(moves, planted, TEXT).patches]
    assert sum(widths) == pytest.approx(0, abs=0.01)


def test_the_panel_carries_a_fixed_table_and_answers_to_its_controls(planted: budget.Study) -> None:
    panel = budget_panel(planted, TEXT)
    bundle = panel._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle["text/html"].startswith("<table")
    total, aim, *_, bottom = panel.children
    before = bottom.children[0].value
    total.value = total.min
    assert bottom.children[0].value != before
    assert {name for _, name in aim.options} == {"results", "value", "mix"}
    aim.value = "value"
    assert bytes(bottom.children[1].value).startswith(b"\x89PNG")


def test_a_panel_without_curves_says_so() -> None:
    assert "nothing to try out" in budget_panel(studied({}), TEXT)._repr_mimebundle_()["text/html"]


def test_the_slider_needs_nothing_from_outside(planted: budget.Study) -> None:
    grid = budget.what_if_grid(planted, totals=9)
    slider = budget_slider(grid, "key_events", TEXT, now=planted.elastic_total)
    assert not re.search(r"https?:|src=|@import|fetch\(", slider.html)
    data = json.loads(unescape(re.search(r"data-rows='(.*?)'", slider.html, re.S)[1]))
    assert len(data) == len(grid)
    assert "type='range'" in slider.html
    assert "<label for=" in slider.html
    assert "aria-live='polite'" in slider.html
    assert slider.plain in slider.html


def test_every_total_of_the_slider_is_spent(planted: budget.Study) -> None:
    grid = budget.what_if_grid(planted, totals=9)
    np.testing.assert_allclose(grid[planted.frame.elastic].sum(axis=1), grid.index, rtol=1e-6)
    assert grid["result"].is_monotonic_increasing


def test_no_table_of_the_client_is_changed() -> None:
    given = invented(1, True)
    kept = {name: table.copy() for name, table in given.items()}
    studied(given, draws=10)
    for name, table in kept.items():
        pd.testing.assert_frame_equal(given[name], table)
