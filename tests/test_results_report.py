"""Notebooks 04 and 09 as they are told: items, tables and figures, with data and without."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes

from smmkit import schema
from smmkit.ledger import Check, Verdict
from smmkit.measures.costs import campaign_results, cost_per_result
from smmkit.measures.kpis import Facts, Window
from smmkit.measures.spend import spend_by_line, spend_rows
from smmkit.present.style import alt_text
from smmkit.text import Message, Text
from smmkit.topics.results import analysis as results
from smmkit.topics.results import plots as result_plots
from smmkit.topics.results import proposals as result_items
from smmkit.topics.results import tables as result_tables
from smmkit.topics.segments import analysis as segments
from smmkit.topics.segments import plots as segment_plots
from smmkit.topics.segments import proposals as segment_items
from smmkit.topics.segments import tables as segment_tables

mpl.use("Agg")
CLIENT = SimpleNamespace(roles=SimpleNamespace(social_media_manager="Social media manager"), subjects={})
AS_OF = pd.Timestamp("2026-10-31")
WINDOW = Window.month("2026-10")
TEXT = Text("en", country="US")


def people(*, grouped: bool, n: int = 200) -> tuple[pd.DataFrame, pd.DataFrame]:
    random = np.random.default_rng(3)
    centres = np.array([[0.85, 0.2], [0.2, 0.85], [0.2, 0.2]]) if grouped else np.full((3, 2), 0.5)
    tastes = np.clip(centres[random.integers(0, 3, n)] + random.normal(0, 0.08, (n, 2)), 0, 1)
    features = pd.DataFrame(tastes, columns=["interest_trail", "interest_city"])
    dates = {"first_order_on": AS_OF - pd.Timedelta(days=200), "last_order_on": AS_OF - pd.Timedelta(days=20)}
    customers = pd.DataFrame(
        {"customer_id": [f"c{i}" for i in range(n)], "orders": 3, "revenue": 90.0, "channel": "shop", **dates}
    )
    return schema.conform(customers, "customers"), features


@pytest.mark.parametrize("n", [0, 200])
def test_without_segments_nothing_is_for_deciding(n: int) -> None:
    customers, features = people(grouped=False, n=n)
    structure = segments.find_structure(features)
    cards = segments.describe(customers, features, structure.labels, AS_OF)
    fact = segment_items.structure_item(structure, period="2026-10", source=())
    behaviour = segments.behaviour_table(customers, AS_OF)
    proposed = [
        *segment_items.segment_items(structure, cards, CLIENT, period="2026-10", source=()),
        *segment_items.behaviour_items(behaviour, structure, CLIENT, period="2026-10", source=()),
    ]
    assert fact.verdict is Verdict.NO_DATA
    assert {item.verdict for item in proposed} <= {Verdict.JUDGE}
    assert segment_tables.card_table(cards, TEXT).empty
    ax = segment_plots.plot_structure(structure, TEXT)
    assert ax.get_title(loc="left").startswith("No segments" if n else "Too few")
    assert segment_plots.plot_tastes(cards, TEXT).get_title(loc="left").startswith("No segments")
    assert segment_plots.plot_value(cards, TEXT).get_title(loc="left").startswith("No segments")


def test_segments_found_are_proposed_with_their_reason_and_drawn_with_alternative_text() -> None:
    customers, features = people(grouped=True)
    structure = segments.find_structure(features)
    cards = segments.describe(customers, features, structure.labels, AS_OF)
    items = segment_items.segment_items(structure, cards, CLIENT, period="2026-10", source=())
    assert {item.verdict for item in items} == {Verdict.DECIDE}
    assert {item.because for item in items} == {("EV-customers-structure",)}
    assert {item.id for item in items} == {"SG-trail", "SG-city", "SG-no-strong-taste"}
    for ax in (segment_plots.plot_structure(structure, TEXT), segment_plots.plot_tastes(cards, TEXT)):
        assert alt_text(ax.figure)
    assert len(segment_tables.rules_table(cards, TEXT)) == 3


@pytest.mark.parametrize("draw", [segment_plots.plot_tastes, segment_plots.plot_value])
def test_long_names_of_groups_leave_a_figure_at_least_half_of_its_width_to_draw_on(draw: Callable[..., Axes]) -> None:
    customers, features = people(grouped=True)
    structure = segments.find_structure(features)
    long = {"trail": "thoughtful essays and books that last", "city": "discounts and months without any interest"}
    cards = segments.describe(customers, features, structure.labels, AS_OF, called=long)
    ax = draw(cards, TEXT)
    ax.figure.canvas.draw()
    assert ax.get_position().width > 0.5
    assert ax.get_position().height > 0.4


def no_plan() -> result_items.Planned:
    from smmkit.plan import Plan

    return result_items.planned(Plan(), Plan(), CLIENT, until=AS_OF)


def test_a_client_with_nothing_gets_empty_tables_and_honest_titles() -> None:
    plan, none = no_plan(), {name: schema.empty(name) for name in ("posts", "daily", "web", "ads", "costs", "ab_tests")}
    standing = results.standing_table(plan.objectives, Facts({}), WINDOW)
    spend = results.spend_against_plan(plan.lines, spend_by_line(spend_rows(none["ads"], none["costs"]), AS_OF, AS_OF))
    tests = results.ab_results(none["ab_tests"], AS_OF)
    costs = cost_per_result(campaign_results(none["ads"]))
    columns = ["platform", "account", "format", "paid", "hour", "weekday", "month", "votes"]
    effects = results.format_effects(pd.DataFrame(columns=columns), ["votes"])
    tables = (
        result_tables.standing_table(standing, TEXT), result_tables.spend_table(spend, plan.lines, TEXT),
        result_tables.tests_table(tests, TEXT, window=None),
        result_tables.cost_table(costs, TEXT), result_tables.campaigns_table(plan.campaigns, {}, TEXT),
    )  # fmt: skip
    assert all(table.empty for table in tables)
    titles = [
        result_plots.plot_effects(effects, "votes", TEXT), result_plots.plot_tests(tests, TEXT),
        result_plots.plot_campaign(plan.campaigns, {}, TEXT),
        result_plots.plot_placebos(plan.campaigns, {}, TEXT), result_plots.plot_spend(spend, plan.lines, TEXT),
    ]  # fmt: skip
    assert [" ".join(ax.get_title(loc="left").split()) for ax in titles] == [
        "No format stands out yet", "No variant beats its base yet",
        "No campaign can be judged this month", "No campaign can be judged this month",
        "The plan approves no money for this month",
    ]  # fmt: skip


def test_a_measure_nobody_reports_is_no_zero() -> None:
    item = result_items.fact_items(["sessions"], Facts({}), WINDOW, period="2026-10", source=())[0]
    assert (item.id, item.value, item.verdict) == ("EV-web-sessions", None, Verdict.NO_DATA)


def test_an_objective_is_judged_by_its_owner_until_its_deadline() -> None:
    standing = pd.DataFrame(
        [{"id": "OB-orders", "title": "More orders", "metric": "key_events", "unit": "count", "baseline": 1.0,
          "target": 100.0, "deadline": pd.Timestamp("2026-12-31"), "value": 150.0, "low": 130.0, "high": 170.0,
          "n": 31, "status": "reached"}]
    )  # fmt: skip
    before = result_items.objective_items(standing, CLIENT, period="2026-10", today=AS_OF)[0]
    after = result_items.objective_items(standing, CLIENT, period="2026-12", today=pd.Timestamp("2026-12-31"))[0]
    assert (before.verdict, after.verdict) == (Verdict.JUDGE, Verdict.DECIDE)
    assert before.because == ("OB-orders", "EV-web-key-events")


def campaign_of(lift: float) -> tuple[pd.DataFrame, dict[str, results.CampaignEffect | None]]:
    days = pd.date_range("2026-03-01", "2026-10-31", freq="D")
    random = np.random.default_rng(1)
    visits = random.poisson(300, len(days)) * np.where(days >= pd.Timestamp("2026-10-11"), 1 + lift, 1.0)
    web = schema.conform(pd.DataFrame({"day": days, "sessions": visits.round().astype(int)}), "web")
    row = {
        "id": "CA-autumn",
        "title": "Autumn",
        "metric": "sessions",
        "start": pd.Timestamp("2026-10-11"),
        "end": AS_OF,
    }
    campaigns = pd.DataFrame([{**row, "expected": 0.2, "unit": "rate"}])
    return campaigns, results.campaign_effects(campaigns, schema.empty("daily"), web, until=AS_OF)


@pytest.mark.parametrize(
    ("lift", "promised", "verdict", "said"),
    [
        (0.3, 0.2, Verdict.DECIDE, "went up"),
        (0.0, 0.01, Verdict.TEST, "We cannot tell"),
        (0.0, 0.2, Verdict.JUDGE, "so it did not bring the 20% it was to bring"),
    ],
)
def test_a_campaign_is_for_deciding_only_with_an_effect_beyond_its_placebos(lift, promised, verdict, said) -> None:
    campaigns, effects = campaign_of(lift)
    campaigns = campaigns.assign(expected=promised)
    item = result_items.campaign_items(campaigns, effects, period="2026-10")[0]
    assert item.verdict is verdict
    assert said in TEXT(item.title)
    ax = result_plots.plot_campaign(campaigns, effects, TEXT)
    assert said in " ".join(ax.get_title(loc="left").split())
    assert alt_text(ax.figure)


@pytest.mark.parametrize(("kind", "said"), [("purchase", "32 purchases"), ("link_click", "32 link clicks")])
def test_what_ads_cost_says_which_results_were_counted(kind: str, said: str) -> None:
    row = {"line": "Meta · x", "campaign": "x", "result_type": kind, "n": 9, "spend": 185.0, "results": 32.0,
           "cost": 5.79, "low": 4.1, "high": 8.47}  # fmt: skip
    (item,) = result_items.cost_items(pd.DataFrame([row]), period="2026-10", source=())
    assert said in TEXT(item.title)
    (none,) = result_items.cost_items(pd.DataFrame([{**row, "results": 0.0}]), period="2026-10", source=())
    assert said[3:] in TEXT(none.title)


def test_a_format_of_one_post_shows_no_empty_interval_and_is_counted_in_the_singular() -> None:
    rates = pd.DataFrame([{"platform": "instagram", "format": "carousel", "n": 1, "rate": 0.114, "low": np.nan,
                           "high": np.nan, "definition": "err/1"}])  # fmt: skip
    (item,) = result_items.rate_items(
        rates, pd.DataFrame(columns=["platform", "format", "n"]), definition=Check("definition", True, Message("x")),
        period="2026-10", source=(),
    )  # fmt: skip
    for text, said in ((TEXT, "over 1 post:"), (Text("es", country="ES"), "con 1 publicación:")):
        assert said in text(item.title)
        assert "–" not in text(item.title)


def test_formats_are_named_in_both_languages() -> None:
    effects = pd.DataFrame(
        [{"platform": "instagram", "format": "image", "outcome": "votes", "n": 30, "posts": 90, "effect": 0.4,
          "low": 0.2, "high": 0.6, "p_value": 1e-6, "p_holm": 1e-5, "side": "works"}]
    )  # fmt: skip
    evidence = result_items.rate_items(
        pd.DataFrame(columns=["platform", "format", "n", "rate", "low", "high", "definition"]), effects,
        definition=Check("definition", True, Message("x")), period="2026-10", source=(),
    )  # fmt: skip
    item = result_items.format_items(
        effects, evidence, weeks={str(effects["platform"].iloc[0]): 52}, period="2026-10", source=()
    )[0]
    assert (evidence[0].id, evidence[0].verdict) == ("EV-instagram-image-err", Verdict.NO_DATA)
    assert (item.id, item.verdict, item.because) == (
        "RS-instagram-image-votes", Verdict.DECIDE, ("EV-instagram-image-err",),
    )  # fmt: skip
    assert "las imágenes traen" in Text("es", country="ES")(item.title)
