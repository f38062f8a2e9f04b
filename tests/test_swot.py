"""No item without evidence, no strategy without both its items, no winner that is not clear."""

from __future__ import annotations

from dataclasses import replace

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from scipy.special import ndtr

from smmkit import schema
from smmkit.client import Client
from smmkit.ledger import Check, Item, Ledger, Verdict, check_chain, judge
from smmkit.period import Period
from smmkit.plan import Plan, parse_plan
from smmkit.present.style import alt_text
from smmkit.text import Message, Text
from smmkit.topics.swot import analysis as swot
from smmkit.topics.swot import plots, proposals, tables

mpl.use("Agg")
OCTOBER = Period("2026-10")
BREAKS = pd.DataFrame({"platform": ["facebook"], "metric": ["reach"], "day": [pd.Timestamp("2026-03-01")]})


FINDINGS = {
    "er-vs-rivals": "rate against rivals", "err-year-on-year": "rate against last year",
    "growth-gap": "growth against own", "cpm-year-on-year": "ad price against last year",
    "net-sentiment-vs-rivals": "sentiment against rivals", "google-vs-rivals": "rating against rivals",
    "customers-lapsed": "lapsed buyers", "answers-wait": "wait for an answer",
    "esov": "voice against market", "growth": "growth of a topic",
}  # fmt: skip


def about(id):
    """Return what the evidence of notebook 01 says it found, by how this file names it."""
    finding = next((said for end, said in FINDINGS.items() if id.endswith(end)), "")
    words = id.split("-")
    platform = words[-3] if id.endswith("growth-gap") else words[1] if {"er", "err"} & set(words) else ""
    return {"finding": finding, "platform": platform}


def fact(id, value, low, high, unit="ratio", stated=True, **values):
    judgement = judge([Check("rows", stated, Message("rows"))])
    title = Message("{id} is {value:number2}", {"id": id, "value": value, **values})
    ends = np.log([value, low, high]) if unit == "ratio" else np.array([value, low, high])
    p = float(2 * ndtr(-1.96 * abs(ends[0]) / (ends[0] - ends[1] if ends[0] > 0 else ends[2] - ends[0])))
    return Item.of(id, title, judgement, value=value, low=low, high=high, p_value=p, unit=unit, n=50, period="2026-10",
                   about=about(id))  # fmt: skip


STRENGTH = fact("EV-instagram-er-vs-rivals", 2.0, 1.5, 2.6, platform="Instagram")
WEAKNESS = fact("EV-facebook-er-vs-rivals", 0.5, 0.4, 0.7, platform="Facebook")
OPPORTUNITY = fact("EV-topic-gravel-growth", 0.8, 0.5, 1.2, "rate", topic="gravel")
THREAT = fact("EV-competitor-alpha-instagram-growth-gap", 0.02, 0.01, 0.03, "points", brand="Alpha")
UNCLEAR = fact("EV-rating-google-vs-rivals", 0.1, -0.1, 0.3, "score")
ALL = (STRENGTH, WEAKNESS, OPPORTUNITY, THREAT)


@pytest.fixture
def client():
    return Client.model_validate(
        {
            "name": "Ridgeline", "sector": "Bicycles", "country": "US", "language": "en", "timezone": "America/Denver",
            "currency": "USD", "margin": 0.4, "accounts": [{"platform": "instagram", "handle": "ridge"}],
            "goals": [
                {"id": "talk", "goal": "Talk", "metric": "err", "start": "2026-01-01", "deadline": "2026-12-31"}
            ],
        }
    )  # fmt: skip


MEANS = proposals.Means("SMM", "CM", ("instagram",), hours={"reel": 3.0}, hour=20.0)


def judged(rows=(), topic="swot"):
    frame = pd.DataFrame(rows, columns=["judge", "left", "right", "ratio"]).assign(topic=topic)
    return schema.conform(frame, "judgements")


def items_of(*facts):
    return swot.swot_items(proposals.evidence_table(facts))


def weighed(*facts, judgements=None):
    return swot.weigh(items_of(*facts), judged() if judgements is None else judgements)


def strategies_of(client, *facts):
    weighing = weighed(*facts)
    items = proposals.swot_ledger_items(
        weighing.table.assign(owner=""), Ledger(list(facts)), owner="SMM", period="2026-10"
    )
    pairs = swot.pair_items(weighing, proposals.possible_pairs(), proposals.goal_metrics(client))
    ranks = swot.strategy_ranks(pairs, weighing)
    yearly = swot.yearly_change(posts(), BREAKS.iloc[:0], last=OCTOBER)
    found = proposals.strategy_items(pairs, ranks, items, yearly, means=MEANS, period="2026-10")
    return found, items, ranks


def posts(now=0.05, before=0.05, *, per_month=10, formats=("reel",), before_formats=None, seed=1):
    random = np.random.default_rng(seed)
    rows = []
    for start, rate, mix in (("2025-09-01", before, before_formats or formats), ("2026-09-01", now, formats)):
        for number in range(2 * per_month):
            at = pd.Timestamp(start, tz="UTC") + pd.Timedelta(days=60 * number / (2 * per_month), hours=12)
            name = mix[number % len(mix)]
            level = rate * (4 if name == "reel" else 1) * random.lognormal(0, 0.2)
            rows.append({"published_at": at, "format": name, "reach": 10_000, "interactions": int(10_000 * level)})
    frame = pd.DataFrame(rows).assign(platform="facebook", is_own=True, grain="lifetime", is_paid=False)
    frame = frame.assign(post_id=[f"p{i}" for i in range(len(frame))])
    table = schema.conform(frame, "posts")
    return table.assign(published_local=table["published_at"].dt.tz_convert("America/Denver"))


# --- rules -----------------------------------------------------------------------------------


def test_each_side_of_the_reference_has_its_quadrant():
    found = items_of(*ALL).set_index("id")["quadrant"].to_dict()
    assert found == {
        "SW-instagram-er-vs-rivals": "strengths",
        "SW-facebook-er-vs-rivals": "weaknesses",
        "SW-topic-gravel-growth": "opportunities",
        "SW-competitor-alpha-instagram-growth-gap": "threats",
    }


def test_an_interval_across_the_reference_is_no_item():
    assert items_of(UNCLEAR).empty


def test_evidence_that_may_not_be_stated_is_no_item():
    assert items_of(fact("EV-esov", 0.2, 0.1, 0.3, "points", stated=False)).empty


def test_evidence_no_rule_speaks_of_is_no_item():
    assert items_of(fact("EV-instagram-cadence", 4.0, 3.0, 5.0, "count")).empty


def test_no_evidence_makes_no_item_no_strategy_and_no_score(client):
    found, items, ranks = strategies_of(client)
    assert (found, items, len(ranks)) == ([], [], 0)
    inside, outside = proposals.sides(proposals.rated(weighed().table, Plan()))
    assert np.isnan(swot.matrix_score(inside, certainty=4).score)
    assert len(outside) == 0
    assert len(proposals.ranking_sentences(found)) == 1


def test_a_quadrant_holds_seven_the_best_supported():
    many = [fact(f"EV-topic-t{k}-growth", 0.5, 0.5 - 0.05 * (k + 1), 1.0, "rate", topic=f"t{k}") for k in range(9)]
    found = items_of(*many)
    assert len(found) == swot.LIMIT
    assert found["id"].iloc[0] == "SW-topic-t0-growth"
    assert "SW-topic-t8-growth" not in set(found["id"])


def test_what_would_not_survive_correction_is_a_judgement():
    weak = fact("EV-instagram-er-vs-rivals", 1.3, 1.05, 1.61)
    table = items_of(weak, OPPORTUNITY).assign(owner="")
    items = proposals.swot_ledger_items(table, Ledger([weak, OPPORTUNITY]), owner="SMM", period="2026-10")
    assert [item.verdict for item in items] == [Verdict.JUDGE, Verdict.DECIDE]


def test_a_certain_trifle_is_no_item():
    assert items_of(fact("EV-ads-cpm-year-on-year", 1.02, 1.01, 1.03)).empty


def test_a_planning_prior_is_never_major_and_never_decided_on():
    prior = fact("EV-esov", 0.4, 0.39, 0.41, "points")
    table = items_of(prior)
    items = proposals.swot_ledger_items(table.assign(owner=""), Ledger([prior]), owner="SMM", period="2026-10")
    assert not table["major"].iloc[0]
    assert items[0].verdict is Verdict.JUDGE


# --- against last year -----------------------------------------------------------------------


def test_a_change_of_mix_is_no_progress():
    found = swot.yearly_change(posts(formats=("reel",), before_formats=("reel", "link")), BREAKS.iloc[:0], last=OCTOBER)
    assert found["low"].iloc[0] < 1 < found["high"].iloc[0]


def test_a_planted_change_is_found():
    found = swot.yearly_change(posts(now=0.1), BREAKS.iloc[:0], last=OCTOBER).iloc[0]
    assert found["low"] > 1
    assert found["ratio"] == pytest.approx(2, rel=0.15)


def test_a_new_definition_in_between_forbids_the_comparison():
    found = swot.yearly_change(posts(now=0.1), BREAKS, last=OCTOBER)
    item = proposals.change_items(found, None, period="2026-10", posts_source=(), ads_source=())[0]
    assert item.verdict is Verdict.NO_DATA


def test_without_a_year_of_history_nothing_is_said_about_progress():
    short = posts().query("published_at > '2026-01-01T00:00Z'")
    found = swot.yearly_change(short, BREAKS.iloc[:0], last=OCTOBER)
    item = proposals.change_items(found, None, period="2026-10", posts_source=(), ads_source=())[0]
    assert item.value is None
    assert item.verdict is Verdict.NO_DATA


def ads(price_now=10.0, price_before=10.0):
    rows = []
    for year, price in ((2025, price_before), (2026, price_now)):
        for day in pd.date_range(f"{year}-09-01", f"{year}-10-31", freq="7D"):
            rows.append(
                {"date_start": day, "date_stop": day, "spend": price * (1 + day.day % 3 / 20), "impressions": 1000}
            )
    frame = pd.DataFrame(rows).assign(platform="facebook", level="campaign", currency="USD", campaign_name="a")
    return schema.conform(frame, "ads")


def test_dearer_impressions_are_seen_and_equal_ones_are_not():
    dearer = swot.price_change(ads(price_now=15.0), last=OCTOBER)
    same = swot.price_change(ads(), last=OCTOBER)
    assert dearer["low"] > 1
    assert same["low"] < 1 < same["high"]
    assert swot.price_change(schema.empty("ads"), last=OCTOBER) is None


def test_a_test_needs_more_posts_the_more_they_differ():
    assert swot.posts_per_arm(0.8) > swot.posts_per_arm(0.4) > swot.posts_per_arm(0.4, lift=2)


# --- weights and matrices --------------------------------------------------------------------


def test_weights_sum_to_one_and_follow_the_judges():
    rows = [("ann", "strengths", name, 3.0) for name in ("weaknesses", "opportunities", "threats")]
    rows += [("ann", "weaknesses", "opportunities", 1.0), ("ann", "weaknesses", "threats", 1.0)]
    rows += [("ann", "opportunities", "threats", 1.0)]
    found = weighed(*ALL, judgements=judged(rows))
    assert found.table["weight"].sum() == pytest.approx(1)
    assert found.table.set_index("quadrant").loc["strengths", "weight"] == pytest.approx(0.5)
    assert found.groups.consistent


def test_an_empty_quadrant_leaves_its_weight_to_the_others():
    assert weighed(STRENGTH, OPPORTUNITY).table["weight"].tolist() == pytest.approx([0.5, 0.5])


def test_items_judges_compare_by_id_get_their_own_weights():
    second = fact("EV-net-sentiment-vs-rivals", 0.2, 0.1, 0.3, "points")
    rows = [("ann", "SW-instagram-er-vs-rivals", "SW-net-sentiment-vs-rivals", 4.0)]
    found = weighed(STRENGTH, second, judgements=judged(rows, "swot-strengths"))
    assert found.table.set_index("id")["weight"].to_dict() == pytest.approx(
        {"SW-instagram-er-vs-rivals": 0.8, "SW-net-sentiment-vs-rivals": 0.2}
    )


def test_a_workshop_that_is_not_finished_ends_no_month_and_says_what_is_missing():
    begun = judged([("ann", "strengths", "weaknesses", 3.0), ("ann", "opportunities", "strengths", 2.0)])
    found = weighed(STRENGTH, OPPORTUNITY, judgements=begun)
    assert found.table["weight"].tolist() == pytest.approx([0.5, 0.5])
    assert found.unfinished == ("threats",)
    assert "Missing: Threats" in tables.judges_table(found, Text("en")).to_string()


def test_items_compared_in_two_lots_share_their_groups_weight_until_the_lots_are_compared():
    facts = [fact(f"EV-{name}-er-vs-rivals", 1.3, 1.05, 1.6) for name in ("instagram", "facebook", "tiktok", "x")]
    ids = ["SW-" + one.id[3:] for one in facts]
    found = weighed(*facts, judgements=judged([("ann", *ids[:2], 4.0), ("ann", *ids[2:], 4.0)], "swot-strengths"))
    assert found.table["weight"].nunique() == 1


def test_what_experts_hold_is_a_judgement_with_an_owner():
    rows = [("Owner", "Loyal walk-in customers", "SW-instagram-er-vs-rivals", 2.0)]
    table, named = proposals.with_experts(items_of(STRENGTH), judged(rows, "swot-strengths"))
    weighing = swot.weigh(table, named)
    items = proposals.swot_ledger_items(weighing.table, Ledger([STRENGTH]), owner="SMM", period="2026-10")
    expert = next(item for item in items if item.id == "SW-loyal-walk-in-customers")
    assert (expert.verdict, expert.owner, expert.because) == (Verdict.JUDGE, "Owner", ())
    assert weighing.table.set_index("id").loc[expert.id, "weight"] == pytest.approx(2 / 3)


def test_matrix_scores_lie_between_one_and_four_and_balance_at_the_midpoint():
    table = weighed(fact("EV-x-er-vs-rivals", 1.3, 1.05, 1.6), fact("EV-facebook-er-vs-rivals", 0.7, 0.5, 0.9)).table
    score = swot.matrix_score(table.assign(rating=swot.internal_ratings(table)), certainty=20)
    assert score.score == pytest.approx(swot.MIDPOINT)
    assert 1 <= score.interval.low < 2.5 < score.interval.high <= 4


def test_outside_ratings_follow_the_plan():
    written = """
    [[strategies]]
    id = "ST-gravel"
    status = "approved"
    by = "approver"
    because = ["SW-topic-gravel-growth"]
    [[campaigns]]
    id = "CA-gravel"
    status = "approved"
    by = "approver"
    because = ["ST-gravel"]
    """
    table = weighed(*ALL).table
    rating = proposals.rated(table, parse_plan(written)).set_index("id")["rating"]
    assert rating["SW-topic-gravel-growth"] == 4
    assert rating["SW-competitor-alpha-instagram-growth-gap"] == 1


# --- strategies ------------------------------------------------------------------------------


def test_a_strategy_rests_on_both_its_items_and_the_chain_reaches_evidence(client):
    found, items, _ = strategies_of(client, *ALL)
    assert {item.id.split("-")[1] for item in found} == {"so", "st", "wo"}
    assert all(len(item.because) == 2 for item in found)
    check_chain(Ledger([*ALL, *items, *found]))


def test_an_only_candidate_is_not_called_first(client):
    found, _, _ = strategies_of(client, STRENGTH, OPPORTUNITY)
    assert len(found) == 1
    assert found[0].verdict is not Verdict.DECIDE


def test_only_a_clearly_first_strategy_is_decided(client):
    found, _, ranks = strategies_of(client, *ALL)
    decided = [item for item in found if item.verdict is Verdict.DECIDE]
    assert len(decided) == int((ranks[1] >= 0.75).sum()) <= 1


def test_a_strategy_far_ahead_on_everything_is_decided(client):
    strong = fact("EV-instagram-er-vs-rivals", 3.0, 2.9, 3.1)
    weak = fact("EV-linkedin-er-vs-rivals", 1.3, 1.01, 1.7)
    rows = [("ann", "SW-instagram-er-vs-rivals", "SW-linkedin-er-vs-rivals", 9.0)]
    facts = (strong, weak, fact("EV-topic-gravel-growth", 0.8, 0.75, 0.9, "rate", topic="gravel"))
    weighing = swot.weigh(items_of(*facts), judged(rows, "swot-strengths"))
    items = proposals.swot_ledger_items(
        weighing.table.assign(owner=""), Ledger(list(facts)), owner="SMM", period="2026-10"
    )
    pairs = swot.pair_items(weighing, proposals.possible_pairs(), ["err"])
    ranks = swot.strategy_ranks(pairs, weighing)
    yearly = swot.yearly_change(posts(), BREAKS.iloc[:0], last=OCTOBER)
    found = proposals.strategy_items(pairs, ranks, items, yearly, means=MEANS, period="2026-10")
    assert {item.id: item.verdict for item in found}["ST-so-instagram-gravel"] is Verdict.DECIDE


def test_a_strategy_that_rests_on_an_expert_is_a_judgement(client):
    rows = [("Owner", "How people answer to reels", "Good location", 2.0)]
    table, named = proposals.with_experts(items_of(OPPORTUNITY), judged(rows, "swot-strengths"))
    weighing = swot.weigh(table, named)
    items = proposals.swot_ledger_items(weighing.table, Ledger([OPPORTUNITY]), owner="SMM", period="2026-10")
    pairs = swot.pair_items(weighing, proposals.possible_pairs(), [])
    ranks = swot.strategy_ranks(pairs, weighing)
    empty = swot.yearly_change(posts().iloc[:0], BREAKS, last=OCTOBER)
    found = proposals.strategy_items(pairs, ranks, items, empty, means=MEANS, period="2026-10")
    assert {item.verdict for item in found} == {Verdict.JUDGE}


def test_what_happens_on_one_platform_is_not_paired_with_another(client):
    found, _, _ = strategies_of(client, WEAKNESS, THREAT)
    assert found == []


def test_words_the_manager_gave_a_strategy_survive_the_next_run(client):
    found, _items, _ = strategies_of(client, *ALL)
    ours, theirs = found[0], found[1]
    said = Text("es", country="ES")(ours.title)
    edited = parse_plan(
        f'[[strategies]]\nid = "{ours.id}"\ntitle = {said!r}\nstatus = "proposed"\n'
        f'[[strategies]]\nid = "{theirs.id}"\ntitle = "Workshops with the club, twice a month"\nstatus = "proposed"\n',
        file="plan.toml",
    )
    again = proposals.in_own_words(found, edited)
    assert [item.title for item in again if item.id != theirs.id] == [i.title for i in found if i.id != theirs.id]
    assert Text("es")(again[1].title) == Text("en")(again[1].title) == "Workshops with the club, twice a month"
    assert "Workshops with the club, twice a month" in tables.tows_board(again, Text("en")).plain.splitlines()
    assert (again[1].because, again[1].verdict) == (theirs.because, theirs.verdict)


# --- words and pictures ----------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("facts", [ALL, ()], ids=["full", "empty"])
def test_every_table_and_figure_is_drawn_with_a_finding_and_an_alternative_text(client, lang, facts):
    text = Text(lang, country="MX" if lang == "es" else "US")
    found, items, ranks = strategies_of(client, *facts)
    weighing = weighed(*facts)
    inside, outside = proposals.sides(proposals.rated(weighing.table, Plan()))
    scores = [swot.matrix_score(side, certainty=4) for side in (inside, outside)]
    axes = [
        plots.plot_weights(weighing, items, text),
        plots.plot_matrices(*scores, text),
        plots.plot_ranks(ranks, found, text),
    ]
    assert all(ax.get_title(loc="left") and alt_text(ax.figure) for ax in axes)
    for table in (
        tables.rules_table(text),
        tables.swot_table(weighing, items, text),
        tables.judges_table(weighing, text),
        tables.matrix_table(inside, items, text),
    ):
        assert all(isinstance(value, str) for value in table.to_numpy().ravel())
    assert len(tables.swot_table(weighing, items, text)) == 4
    mpl.pyplot.close("all")


def test_lapsed_buyers_one_network_and_slow_answers_are_weaknesses_and_their_good_side_is_nothing():
    lapsed, well = (
        fact("EV-customers-lapsed", 0.8, 0.7, 0.9, "rate"),
        fact("EV-customers-lapsed", 0.2, 0.1, 0.3, "rate"),
    )
    slow = fact("EV-answers-wait", 12.0, 10.0, 15.0, "hours")
    whole = {"counted": True, "finding": "network carries", "platform": "instagram"}
    sure = judge([Check("rows", True, Message("rows"))])
    most = Item.of("EV-instagram-carries", Message("most"), sure, value=0.9, unit="rate", about=whole)
    found = items_of(lapsed, slow, most)
    assert set(found["id"]) == {"SW-customers-lapsed", "SW-answers-wait", "SW-instagram-carries"}
    assert set(found["quadrant"]) == {"weaknesses"}
    assert items_of(well).empty


def crew(*rows):
    return schema.conform(pd.DataFrame(rows, columns=["role", "hours_week", "format", "hours_each"]), "capacity")


def desk(people):
    row = {"weekday": "monday", "from_time": "09:00", "to_time": "19:00", "role": "community_manager", "people": people}
    return schema.conform(pd.DataFrame([row]), "team_hours")


def test_one_person_who_alone_can_make_most_posts_is_a_weakness_and_two_are_none(client):
    made, end = posts(), OCTOBER.end
    alone = swot.sole_maker(made, crew(("community_manager", 14, "reel", 3)), desk(1), end=end)
    assert (alone.role, alone.share, alone.posts, alone.formats) == ("community_manager", 1.0, 20, ("reel",))
    evidence = proposals.person_items(alone, client, period="2026-10", source=())
    found = items_of(*evidence)
    assert found[["id", "quadrant"]].to_numpy().tolist() == [["SW-team-one-person", "weaknesses"]]
    assert found["distance"].tolist() == [1.2]
    for lang, said in (("en", "one person alone"), ("es", "una persona")):
        assert said in Text(lang)(evidence[0].title)
    two = crew(("community_manager", 14, "reel", 3), ("social_media_manager", 5, "reel", 3))
    unknown = crew(("designer", 14, "reel", 3))
    assert swot.sole_maker(made, two, desk(1), end=end) is None
    assert swot.sole_maker(made, crew(("community_manager", 14, "reel", 3)), desk(2), end=end) is None
    assert swot.sole_maker(made, unknown, desk(1), end=end) is None
    part = posts(formats=("reel", "image", "image"), before_formats=("reel",))
    some = swot.sole_maker(part, crew(("community_manager", 14, "reel", 3)), desk(1), end=end)
    assert some.share == pytest.approx(7 / 20)
    assert items_of(*proposals.person_items(some, client, period="2026-10", source=())).empty


def test_a_number_a_platform_retired_within_the_year_is_a_threat_and_an_older_one_is_none():
    day = pd.to_datetime(["2025-11-16", "2024-11-16", "2026-11-02"])
    changes = pd.DataFrame({"platform": "facebook", "metric": ["impressions", "reach", "likes"], "day": day,
                            "replaced_by": ["views", "", ""]})  # fmt: skip
    evidence = proposals.retired_items(changes, period="2026-10", source=())
    assert [item.id for item in evidence] == ["EV-retired-facebook-impressions"]
    assert Text("en")(evidence[0].title) == (
        "Facebook stopped counting impressions: our posts since Nov 16, 2025 are told in views instead, and until "
        "November 2026 no month can be held against the same month a year before"
    )
    found = items_of(*evidence)
    assert found[["id", "quadrant"]].to_numpy().tolist() == [["SW-retired-facebook-impressions", "threats"]]
    assert proposals.retired_items(changes.iloc[1:], period="2026-10", source=()) == []


def test_the_board_says_each_item_with_its_side_and_the_sides_without_any(client):
    weighing = weighed(STRENGTH)
    items = proposals.swot_ledger_items(weighing.table, Ledger([STRENGTH]), owner="SMM", period="2026-10")
    assert items[0].topics[0] == "strength"
    looked = swot.looked_at(proposals.evidence_table([STRENGTH, UNCLEAR]))
    assert looked == {"strengths": 2, "weaknesses": 2, "opportunities": 0, "threats": 0}
    shown = tables.board(weighing, items, Text("en"), looked=looked).plain
    assert (
        "[EV-instagram-er-vs-rivals](#EV-instagram-er-vs-rivals)" in tables.board(weighing, items, Text("en")).markdown
    )
    said = {part.split("\n")[0]: part.split("\n")[-1] for part in shown.split("\n\n")}
    assert said["Strengths"].startswith("Only one strength: 2 things that could have shown one were measured")
    assert said["Weaknesses"].startswith("No weakness can be shown this month: 2 things that could have shown one")
    assert said["Threats"].startswith("Nothing on record could show any threat this month")


def test_a_quadrant_of_two_says_nothing_of_how_few_it_holds(client):
    second = fact("EV-linkedin-er-vs-rivals", 2.0, 1.5, 2.6, platform="LinkedIn")
    weighing = weighed(STRENGTH, second)
    items = proposals.swot_ledger_items(weighing.table, Ledger([STRENGTH, second]), owner="SMM", period="2026-10")
    assert "Only one" not in tables.board(weighing, items, Text("en")).plain


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_matrix_of_fewer_than_three_items_is_neither_scored_nor_called_the_stronger(lang):
    text = Text(lang)
    two = weighed(STRENGTH, fact("EV-linkedin-er-vs-rivals", 2.0, 1.5, 2.6)).table
    three = pd.concat([two, two.assign(id="c").iloc[:1]])
    scores = [swot.matrix_score(t.assign(rating=3.0), certainty=4) for t in (two, three)]
    few, enough = (plots.plot_matrices(score, score, text) for score in scores)
    said = [" ".join(ax.get_title(loc="left").split()) for ax in (few, enough)]
    assert (
        text("Inside, strengths outweigh weaknesses.") in said[0],
        text("fewer than three items") in few.texts[0].get_text(),
    ) == (False, True)
    assert text("Inside, fewer than three items stand, so nothing is weighed.") in said[0]
    assert text("Outside, fewer than three items stand, so nothing is weighed.") in said[0]
    assert text("Inside, strengths outweigh weaknesses.") in said[1]
    assert text.number(3.0, 2) not in alt_text(few.figure)
    assert len(tables.matrix_table(two.assign(rating=3.0), [], text)) == 1
    mpl.pyplot.close("all")


@pytest.mark.parametrize(
    ("low", "high", "p", "verdict", "said"),
    [
        (0.99, 1.01, 0.5, Verdict.DECIDE, "Advertising costs what it cost a year ago: what cost 100 then costs 99.0"),
        (0.80, 1.20, 0.5, Verdict.NO_DATA, "The price of advertising has not clearly changed"),
        (1.10, 1.30, 0.001, Verdict.DECIDE, "Advertising became more expensive"),
        (1.01, 1.30, 0.04, Verdict.NO_DATA, "Advertising seems to have become more expensive, but chance may still"),
        (0.80, 0.99, 0.04, Verdict.NO_DATA, "Advertising seems to have become cheaper, but chance may still"),
    ],
)  # fmt: skip
def test_a_firm_no_change_is_a_finding_and_no_item_of_the_board(
    low: float, high: float, p: float, verdict: Verdict, said: str
) -> None:
    price = {"ratio": (low + high) / 2, "low": low, "high": high, "p_value": p, "now": 90, "before": 90}
    yearly = swot.yearly_change(posts(), BREAKS.iloc[:0], last=OCTOBER).iloc[:0]
    (item,) = proposals.change_items(yearly, price, period="2026-10", posts_source=(), ads_source=())
    assert item.verdict is verdict
    assert Text("en")(item.title).startswith(said)
    assert items_of(fact("EV-ads-cpm-year-on-year", 1.0, 0.99, 1.01)).empty


@pytest.mark.parametrize(
    ("kindness", "stated", "strong"), [(0.1, True, True), (-0.02, True, False), (0.02, False, False)]
)
def test_being_talked_about_is_no_strength_unless_people_surely_speak_more_kindly_of_us(kindness, stated, strong):
    voice = fact("EV-esov", 0.3, 0.2, 0.4, "points")
    feeling = fact("EV-net-sentiment-vs-rivals", kindness, kindness - 0.3, kindness + 0.3, "points", stated=stated)
    assert ("SW-esov" in set(items_of(voice, feeling)["id"])) == strong


def test_two_facts_about_one_network_make_two_strategies_with_ids_of_their_own(client):
    carries = fact("EV-facebook-carries", 0.8, 0.75, 0.85, "rate", platform="Facebook")
    carries = replace(carries, about={"finding": "network carries", "platform": "facebook"})
    found, _, ranks = strategies_of(client, WEAKNESS, carries, OPPORTUNITY)
    ids = [item.id for item in found]
    assert len(ids) == len(ranks) == 2
    assert len(set(ids)) == 2
    assert {item.because[0] for item in found} == {"SW-facebook-er-vs-rivals", "SW-facebook-carries"}
