"""Published weights, and what must hold for every ranking."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmkit import scoring
from smmkit.errors import DataError

# Saaty TL (2008), Relative measurement and its generalization, RACSAM 102:251-318:
# which drink is consumed more in the USA; published weights and CR 0.022.
DRINKS = ["coffee", "wine", "tea", "beer", "sodas", "milk", "water"]
UPPER = {
    "coffee": [9, 5, 2, 1, 1, 1 / 2],
    "wine": [1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9],
    "tea": [1 / 3, 1 / 4, 1 / 3, 1 / 9],
    "beer": [1 / 2, 1, 1 / 3],
    "sodas": [2, 1 / 2],
    "milk": [1 / 3],
}
PUBLISHED = [0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327]


def drinks(judge="panel"):
    rows = [
        {"judge": judge, "left": left, "right": DRINKS[i + 1 + j], "ratio": ratio}
        for i, left in enumerate(UPPER)
        for j, ratio in enumerate(UPPER[left])
    ]
    return pd.DataFrame(rows)


def test_the_drinks_matrix_gives_the_published_weights_and_consistency():
    found = scoring.weights_of_judges(drinks(), DRINKS)
    assert found.weights.to_numpy() == pytest.approx(PUBLISHED, abs=5.1e-4)
    assert found.consistency_ratio == pytest.approx(0.022, abs=1e-3)
    assert found.consistent


def test_a_judge_who_contradicts_himself_is_flagged():
    circle = pd.DataFrame(
        [("ann", "a", "b", 9.0), ("ann", "b", "c", 9.0), ("ann", "c", "a", 9.0)],
        columns=["judge", "left", "right", "ratio"],
    )
    found = scoring.weights_of_judges(circle)
    assert not found.consistent
    assert not found.judges.loc["ann", "consistent"]


def test_judges_are_joined_by_the_geometric_mean_whichever_way_they_write_a_pair():
    rows = pd.DataFrame([("ann", "a", "b", 4.0), ("bob", "b", "a", 1.0)], columns=["judge", "left", "right", "ratio"])
    found = scoring.weights_of_judges(rows)
    assert found.weights["a"] / found.weights["b"] == pytest.approx(2.0)


@given(st.lists(st.floats(0.1, 10), min_size=2, max_size=8))
def test_consistent_comparisons_give_back_the_weights_they_were_made_from(raw):
    names = [f"i{k}" for k in range(len(raw))]
    true = pd.Series(raw, index=names) / sum(raw)
    matrix = pd.DataFrame(np.divide.outer(true.to_numpy(), true.to_numpy()), index=names, columns=names)
    found = scoring.matrix_weights(matrix)
    assert found.weights.to_numpy() == pytest.approx(true.to_numpy(), rel=1e-6)
    assert found.consistency_ratio == pytest.approx(0, abs=1e-8)


def test_a_pair_nobody_compared_is_filled_and_its_consistency_is_not_claimed():
    rows = pd.DataFrame([("ann", "a", "b", 2.0), ("ann", "b", "c", 2.0)], columns=["judge", "left", "right", "ratio"])
    found = scoring.weights_of_judges(rows)
    assert found.weights.to_numpy() == pytest.approx(np.array([4, 2, 1]) / 7)
    assert np.isnan(found.consistency_ratio)
    assert not found.consistent


def test_an_item_nobody_compared_is_an_error_that_names_it():
    with pytest.raises(DataError, match="tea"):
        scoring.weights_of_judges(drinks().query("left != 'tea' and right != 'tea'"), DRINKS)


def test_a_ratio_of_zero_is_an_error_in_a_sentence():
    rows = pd.DataFrame([("ann", "a", "b", 0.0)], columns=["judge", "left", "right", "ratio"])
    with pytest.raises(DataError, match="1/9"):
        scoring.weights_of_judges(rows)


VALUES = pd.DataFrame(
    {"reach": [1.0, 0.0, 0.5], "cost": [1.0, 0.9, 0.0]}, index=["reels", "stories", "print"], dtype=float
)


def test_an_option_better_on_every_criterion_is_first_under_all_weights():
    table = scoring.rank_acceptability(VALUES)
    assert table.loc["reels", 1] == 1.0
    assert scoring.clear_winner(table) == "reels"


def test_ranks_and_options_each_sum_to_one():
    table = scoring.rank_acceptability(VALUES)
    assert table.sum(axis=0).to_numpy() == pytest.approx(np.ones(3))
    assert table.sum(axis=1).to_numpy() == pytest.approx(np.ones(3))


def test_equal_options_have_no_winner():
    same = pd.DataFrame(0.5, index=["a", "b", "c"], columns=["x", "y"])
    table = scoring.rank_acceptability(same)
    assert scoring.clear_winner(table) is None
    assert table.to_numpy() == pytest.approx(np.full((3, 3), 1 / 3), abs=0.05)


def test_surer_weights_make_surer_ranks():
    values = pd.DataFrame({"x": [1.0, 0.0], "y": [0.0, 1.0]}, index=["a", "b"])
    weights = pd.Series({"x": 0.6, "y": 0.4})
    loose = scoring.rank_acceptability(values, weights=weights, concentration=2)
    tight = scoring.rank_acceptability(values, weights=weights, concentration=200)
    assert tight.loc["a", 1] > 0.95 > loose.loc["a", 1] > 0.5


def test_uncertain_values_make_the_winner_less_sure():
    values = pd.DataFrame({"x": [0.6, 0.5]}, index=["a", "b"])
    noise = pd.DataFrame(0.3, index=values.index, columns=values.columns)
    assert scoring.rank_acceptability(values, spread=noise).loc["a", 1] < 0.75


def test_the_same_seed_gives_the_same_ranks():
    pd.testing.assert_frame_equal(scoring.rank_acceptability(VALUES), scoring.rank_acceptability(VALUES))


def test_weights_need_their_certainty_and_every_criterion_a_weight():
    with pytest.raises(DataError, match="concentration"):
        scoring.rank_acceptability(VALUES, weights=pd.Series({"reach": 1.0, "cost": 1.0}))
    with pytest.raises(DataError, match="no weight for cost"):
        scoring.rank_acceptability(VALUES, weights=pd.Series({"reach": 1.0}), concentration=9.0)


def test_a_veto_names_itself():
    hits = pd.DataFrame({"no owner": [False, True], "banned": [False, True]}, index=["x", "tiktok"])
    assert scoring.vetoed_by(hits).to_dict() == {"x": "", "tiktok": "no owner"}


def test_ratings_become_weights_and_bad_ones_are_refused():
    assert scoring.direct_weights({"a": 3, "b": 1}).tolist() == [0.75, 0.25]
    with pytest.raises(DataError, match="above 0"):
        scoring.direct_weights({"a": 0})


def panel(noise, judges=5):
    random = np.random.default_rng(7)
    rows = [
        drinks(f"j{k}").assign(ratio=lambda t: t["ratio"] * np.exp(random.normal(0, noise, len(t))))
        for k in range(judges)
    ]
    return pd.concat(rows)


def test_judges_who_agree_make_surer_weights():
    assert scoring.certainty_of_judges(panel(0.05)) > 2 * scoring.certainty_of_judges(panel(0.9))
    assert scoring.certainty_of_judges(drinks()) == len(DRINKS)
