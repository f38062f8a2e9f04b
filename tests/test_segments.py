"""Segments: structure first, then stability, then their number; and "none" where there are none."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from effort import effort

from smmkit.client import load_client
from smmkit.text import Text
from smmkit.topics.segments import analysis as segments
from smmkit.topics.segments.analysis.kmeans import rand_index
from smmkit.topics.segments.proposals.audience import audience_items, audience_segments

AS_OF = pd.Timestamp("2026-10-31")


def mall(shared) -> pd.DataFrame:
    raw = pd.read_csv(shared / "reference" / "mall_customers.csv", sep=";")
    return raw.set_index("CustomerID")[["Annual Income (k$)", "Spending Score (1-100)"]].set_axis(
        ["income", "score"], axis=1
    )


def three_groups(n: int = 300, *, seed: int = 2) -> tuple[pd.DataFrame, np.ndarray]:
    random = np.random.default_rng(seed)
    centres = np.array([[0.85, 0.2, 0.5], [0.25, 0.8, 0.3], [0.3, 0.3, 0.85]])
    truth = random.choice(3, n, p=[0.45, 0.33, 0.22])
    tastes = np.clip(centres[truth] + random.normal(0, 0.1, (n, 3)), 0, 1)
    return pd.DataFrame(tastes, columns=["interest_trail", "interest_city", "interest_family"]), truth


def invented_customers(n: int, *, seed: int = 4) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    first = AS_OF - pd.to_timedelta(random.integers(1, 400, n), unit="D")
    orders = random.integers(1, 9, n)
    last = first + (AS_OF - first) * random.uniform(0, 1, n)
    return pd.DataFrame(
        {
            "customer_id": [f"c{i}" for i in range(n)],
            "first_order_on": first,
            "last_order_on": pd.to_datetime(last).normalize(),
            "orders": pd.array(orders, dtype="Int64"),
            "revenue": pd.array(orders * random.uniform(5, 20, n), dtype="Float64"),
            "channel": random.choice(["instagram", "search", "shop"], n),
        }
    )


def test_mall_customers_fall_into_the_five_published_segments(shared) -> None:
    found = segments.find_structure(mall(shared))
    assert found.groups == 5
    assert found.labels.value_counts().sort_index().tolist() == [81, 39, 35, 23, 22]
    assert found.curve.loc[5, "fit"] == pytest.approx(0.555, abs=0.001)
    assert found.curve.loc[5, "stability"] >= 0.9
    assert found.p_value < 0.001


def no_groups(kind: str, seed: int) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    correlated = np.full((3, 3), 0.6) + 0.4 * np.eye(3)
    samples = {
        "uniform": random.uniform(size=(200, 3)),
        "gaussian": random.multivariate_normal(np.zeros(3), correlated, 200),
        "skewed": random.lognormal(0, 0.8, (200, 3)),
        "one_taste": 1 / (1 + np.exp(-random.normal(size=(200, 1)) - 0.8 * random.normal(size=(200, 3)))),
    }
    return pd.DataFrame(samples[kind])


@pytest.mark.parametrize("kind", ["uniform", "gaussian", "skewed", "one_taste"])
@pytest.mark.parametrize("seed", [1])
def test_a_continuum_has_no_segments(kind: str, seed: int) -> None:
    found = segments.find_structure(no_groups(kind, seed))
    assert found.groups is None
    assert found.outcome in {"continuum", "unstable"}
    assert found.labels.empty


def test_stability_alone_would_find_segments_in_noise() -> None:
    assert segments.find_structure(no_groups("gaussian", 1)).curve["stability"].max() >= 0.8


def test_planted_groups_are_found_again() -> None:
    from sklearn.metrics import adjusted_rand_score

    features, truth = three_groups()
    found = segments.find_structure(features)
    assert found.groups == 3
    assert adjusted_rand_score(truth, found.labels) > 0.95


@pytest.mark.parametrize("n", [0, 1, 59])
def test_few_people_are_not_segmented(n: int) -> None:
    found = segments.find_structure(three_groups()[0].head(n))
    assert (found.outcome, found.groups, found.n) == ("few", None, n)


def test_customers_nobody_asked_anything_have_answered_nothing() -> None:
    orders_alone = pd.DataFrame(index=range(524))
    found = segments.find_structure(orders_alone)
    assert (found.outcome, found.n) == ("few", 0)


def test_units_do_not_change_the_segments() -> None:
    features, _ = three_groups()
    scaled = features * [1000, 1, 0.01]
    assert segments.find_structure(scaled).labels.equals(segments.find_structure(features).labels)


def test_a_person_without_an_answer_is_left_out_and_a_constant_feature_ignored() -> None:
    features, _ = three_groups()
    found = segments.find_structure(features.assign(same=0.5).mask(features.index.to_series() == 7))
    assert 7 not in found.labels.index
    assert found.n == 299


@pytest.fixture(scope="module")
def grouped() -> tuple[pd.DataFrame, pd.Series]:
    features, truth = three_groups()
    order = pd.Series(truth).map({0: 0, 1: 1, 2: 2})
    return features, order.rename("segment")


def test_sizes_add_up_and_lie_in_their_intervals(grouped) -> None:
    sizes = segments.size_table(grouped[1])
    assert sizes["share"].sum() == pytest.approx(1)
    assert (sizes["low"] <= sizes["share"]).all()
    assert (sizes["share"] <= sizes["high"]).all()


def test_segments_are_named_for_what_they_value(grouped) -> None:
    names = segments.segment_names(segments.taste_table(*grouped))
    assert names == {0: ("interest_trail",), 1: ("interest_city",), 2: ("interest_family",)}


def test_no_two_segments_share_a_name() -> None:
    sides, distances = ["high", "high", "", ""], [2, 1, 0, 0]
    tastes = pd.DataFrame({"segment": range(4), "feature": "a", "side": sides, "distance": distances})
    names = segments.segment_names(tastes)
    assert len(set(names.values())) == 4
    assert names[0] == ("a",)
    assert names[2] == ()


def test_rules_tell_the_segments_apart_on_unseen_people(grouped) -> None:
    rules = segments.segment_rules(*grouped)
    assert rules.fidelity > 0.95 > rules.baseline
    assert rules.table["conditions"].map(len).between(1, 3).all()
    feature, side, threshold = rules.table.loc[0, "conditions"][-1]
    assert feature in grouped[0].columns
    assert side in {"<=", ">"}
    assert 0 < threshold < 1


def test_rules_select_whom_they_say(grouped) -> None:
    features, labels = grouped
    rules = segments.segment_rules(features, labels)
    assert len(rules.table) == labels.nunique()
    for segment, row in rules.table.iterrows():
        inside = pd.Series(True, index=features.index)
        for feature, side, threshold in row["conditions"]:
            inside &= features[feature] <= threshold if side == "<=" else features[feature] > threshold
        assert (labels[inside] == segment).mean() == pytest.approx(row["purity"])
        assert inside[labels == segment].mean() == pytest.approx(row["coverage"])


def test_value_and_channels_cover_every_customer() -> None:
    customers = invented_customers(120)
    labels = pd.Series(np.arange(120) % 3, index=customers.index)
    value = segments.value_table(customers, labels, AS_OF)
    assert value["n"].sum() == 120
    assert value["revenue_share"].sum() == pytest.approx(1)
    assert segments.channel_table(customers, labels)["count"].sum() == 120


def test_rfm_gives_the_best_fifth_five_and_the_worst_one() -> None:
    customers = invented_customers(100)
    scores = segments.rfm_scores(customers, AS_OF)
    assert scores.loc[customers["revenue"].astype(float).idxmax(), "money"] == 5
    assert scores.loc[customers["revenue"].astype(float).idxmin(), "money"] == 1
    assert scores.loc[customers["last_order_on"].idxmax(), "recency"] == 5


def test_behaviour_segments_follow_rules_fixed_beforehand() -> None:
    days = pd.to_datetime(["2026-10-30", "2026-01-01", "2026-10-20", "2026-09-01"])
    firsts = pd.to_datetime(["2026-10-30", "2026-01-01", "2026-07-22", "2026-05-01"])
    orders = pd.array([1, 1, 4, 2], "Int64")
    customers = pd.DataFrame({"first_order_on": firsts, "last_order_on": days, "orders": orders, "revenue": 10.0})
    assert segments.purchase_gap(customers) == 76.5
    assert segments.behaviour_labels(customers, AS_OF).tolist() == ["new", "lapsed", "loyal", "occasional"]
    assert segments.behaviour_table(customers, AS_OF)["count"].sum() == 4


def test_nobody_has_no_behaviour() -> None:
    assert segments.behaviour_table(invented_customers(0), AS_OF).empty


def test_the_audience_shows_the_latest_export_of_each_account() -> None:
    audience = pd.DataFrame(
        {
            "platform": ["instagram"] * 3 + ["facebook"],
            "as_of": pd.to_datetime(["2026-09-30", "2026-10-31", "2026-10-31", None]),
            "dimension": ["age_sex", "age_sex", "city", "age_sex"],
            "value": ["18-24", "25-34", "Madrid", "35-44"],
            "sex": ["women", "women", None, "men"],
            "share": [0.4, 0.3, 0.2, 0.1],
        }
    )
    table = segments.audience_table(audience, "age_sex")
    assert table["value"].tolist() == ["35-44", "25-34"]


def test_inputs_are_not_changed(grouped) -> None:
    features, labels = grouped
    before = features.copy(deep=True), labels.copy(deep=True)
    segments.taste_table(features, labels)
    segments.segment_rules(features, labels)
    pd.testing.assert_frame_equal(features, before[0])
    pd.testing.assert_series_equal(labels, before[1])


def asked(kind: str, seed: int, people: int = 400, questions: int = 5) -> pd.DataFrame:
    """Return answers of one continuous liking, asked as yes or no, in five steps, or some this way and some that."""
    random = np.random.default_rng(seed)
    shared = random.normal(0, 1, (people, 1))
    liking = 0.6 * shared + 0.8 * random.normal(0, 1, (people, questions))
    share = 1 / (1 + np.exp(-1.5 * liking))
    yes, steps = (random.random(share.shape) < share).astype(float), np.round(share * 4) / 4
    columns = {"yes or no": yes, "steps": steps, "mixed": np.hstack([yes[:, :2], steps[:, 2:4], share[:, 4:]])}[kind]
    return pd.DataFrame(columns, columns=[f"interest_q{number}" for number in range(questions)])


@pytest.mark.parametrize("kind", ["yes or no", "steps", "mixed"])
def test_answers_of_one_liking_make_no_segments_however_they_were_asked(kind: str) -> None:
    assert segments.find_structure(asked(kind, 0)).groups is None


def test_each_answer_is_read_by_itself_with_wilsons_interval() -> None:
    features = pd.DataFrame({"interest_a": [1.0] * 30 + [0.0] * 10, "interest_b": [0.75, 1.0, 0.5, 0.25] * 10})
    table = segments.answer_table(features)
    assert table["question"].tolist() == ["interest_a", "interest_b"]
    assert table["kind"].tolist() == ["yes or no", "steps"]
    assert table["share"].tolist() == pytest.approx([0.75, 0.5])
    # Wilson's interval of 30 in 40, as statsmodels' proportion_confint(30, 40, method="wilson") gives it
    assert (table["low"][0], table["high"][0]) == pytest.approx((0.5981, 0.8581), abs=1e-4)
    assert segments.leading_answer(table) is None
    clear = pd.DataFrame({"interest_a": [1.0] * 90 + [0.0] * 10, "interest_b": [1.0, 0.0] * 50})
    assert segments.leading_answer(segments.answer_table(clear)) == "interest_a"
    assert segments.answer_table(pd.DataFrame()).empty


def many_customers(n: int) -> pd.DataFrame:
    """Three groups of customers with orders and money, as a large shop has them."""
    random = np.random.default_rng(1)
    group = random.integers(0, 3, n)
    centres = np.array([[0.8, 0.2, 0.3, 0.5], [0.2, 0.8, 0.3, 0.4], [0.3, 0.3, 0.8, 0.6]])
    names = [f"interest_{one}" for one in ("trail", "commute", "family", "repair")]
    features = pd.DataFrame(np.clip(centres[group] + random.normal(0, 0.09, (n, 4)), 0, 1), columns=names)
    first = pd.Timestamp("2024-01-01") + pd.to_timedelta(random.integers(0, 900, n), "D")
    orders = 1 + random.poisson(2, n)
    return features.assign(
        customer_id=[f"c{number}" for number in range(n)], first_order_on=first,
        last_order_on=first + pd.to_timedelta(random.integers(0, 120, n), "D"), orders=orders,
        revenue=(orders * random.lognormal(3.5, 0.6, n)).round(2), planted=group,
        channel=random.choice(["instagram", "facebook", "email"], n),
    )  # fmt: skip


@pytest.mark.heavy
def test_two_hundred_thousand_customers_are_described_soon_and_within_two_gigabytes() -> None:
    resource, n = pytest.importorskip("resource"), 200_000
    customers = many_customers(n)
    features = customers.filter(like="interest_")
    end = pd.Timestamp("2026-10-31")
    with effort() as whole:
        structure = segments.find_structure(features)
        cards = segments.describe(customers, features, structure.labels, end)
        best, behaviour = segments.concentration(customers), segments.behaviour_table(customers, end)
    assert whole.units < 300
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2 < 2
    assert structure.groups == 3
    assert rand_index(structure.labels.to_numpy(), customers["planted"].to_numpy()) > 0.95
    assert int(behaviour["count"].sum()) == len(structure.labels) == n
    assert cards.sizes["count"].sum() == n
    assert best is not None
    assert best.interval.low < best.share < best.interval.high


@pytest.mark.parametrize(
    ("text", "fact", "asked"),
    [
        (Text("en"), "are women", "speak to women"),
        (Text("es", country="MX"), "son mujeres", "hablar ante todo a las mujeres"),
    ],
)
def test_followers_put_up_for_signature_are_a_thing_to_do_and_not_a_fact(text: Text, fact: str, asked: str) -> None:
    client = load_client(Path(__file__).parents[1] / "data" / "clients" / "libreria-cenzontle")
    table = pd.DataFrame({"platform": ["instagram"], "sex": ["women"], "value": ["25-34"], "share": [0.18]})
    found = audience_items(table, period="2026-10", source=())
    counted = pd.Series({"instagram": 2000.0})
    (segment,) = audience_segments(found, SimpleNamespace(n=0, groups=None), client, counted, period="2026-10")
    assert fact in text(found[0].title)
    assert asked in text(segment.title)
    assert (segment.because[0], segment.value) == (found[0].id, found[0].value)
