"""Groups of people some of whose answers are yes or no: found where they are, and not along a curve."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from smmkit.demo import further_specs
from smmkit.demo.team import write_customers
from smmkit.demo.truth import draw_truth
from smmkit.topics.segments import analysis as segments
from smmkit.topics.segments.analysis.kmeans import rand_index
from smmkit.topics.segments.analysis.mixture import Answers, fit_mixture


def rough_answers(number: int, folder: Path) -> pd.DataFrame:
    """Return what customers of a rough client answer: some yes or no, some on five steps, some on a scale."""
    spec = list(further_specs(number + 1, seed=2026, planted=True, world="rough"))[number]
    write_customers(folder, spec, draw_truth(spec))
    return pd.read_csv(folder / "customers.csv").filter(like="interest_").astype(float)


@pytest.mark.parametrize("number", [1, *(pytest.param(one, marks=pytest.mark.heavy) for one in (6, 9, 10, 11, 12, 13))])
def test_groups_show_in_answers_of_several_kinds(number: int, tmp_path) -> None:
    # Who knows the planted groups puts more than nine in ten people of each into the right one.
    features = rough_answers(number, tmp_path)
    assert features.nunique().min() == 2
    found = segments.find_structure(features)
    assert (found.groups, found.measure) == (3, "likelihood")
    assert found.p_value < segments.CERTAINTY


def test_steps_of_an_answer_are_no_groups_of_people(tmp_path) -> None:
    # Two questions on five steps leave twenty-five heaps; seven of them were called groups where three are planted,
    # two of which hardly differ.
    features = rough_answers(2, tmp_path)
    assert sorted(features.nunique())[:4] == [2, 2, 4, 5]
    assert segments.find_structure(features).groups in {2, 3}


def bent(kind: str, noise: float, seed: int, people: int = 420) -> pd.DataFrame:
    """Return answers of people along a curve or on a ring, among whom nobody is missing: there are no groups."""
    random = np.random.default_rng(seed)
    place = random.uniform(0, 1, people)
    around = 2 * np.pi * place
    exact = {
        "curve": (place, 4 * (place - 0.5) ** 2, np.sin(3 * place)),
        "ring": (0.5 + 0.4 * np.cos(around), 0.5 + 0.4 * np.sin(around), 0.5 + 0.3 * np.cos(around + 1)),
    }[kind]
    one, two, three = (values + random.normal(0, noise, people) for values in exact)
    chance = {"curve": 1 / (1 + np.exp(-8 * (place - 0.5))), "ring": 0.5 + 0.45 * np.cos(around)}[kind]
    yes = random.random(people) < chance
    return pd.DataFrame({"a": one, "b": two, "c": np.round(np.clip(three, 0, 1) * 4) / 4, "d": yes}).astype(float)


@pytest.mark.parametrize("kind", ["curve", "ring"])
@pytest.mark.parametrize(
    "noise", [0.1, pytest.param(0.15, marks=pytest.mark.heavy), pytest.param(0.22, marks=pytest.mark.heavy)]
)
def test_people_along_a_curve_form_no_groups_though_no_straight_cloud_is_like_them(kind: str, noise: float) -> None:
    for seed in range(1 if noise == 0.1 else 6):
        assert segments.find_structure(bent(kind, noise, seed)).groups is None


def test_a_mixture_is_as_likely_as_its_parts_say() -> None:
    from scipy.stats import bernoulli, norm

    random = np.random.default_rng(5)
    group = random.integers(0, 2, 300)
    numbers = np.column_stack([random.normal(3 * group, 1), random.normal(-2 * group, 1)])
    yes = (random.random((300, 1)) < np.where(group, 0.8, 0.3)[:, None]).astype(float)
    answers = Answers(numbers / numbers.std(axis=0) - (numbers / numbers.std(axis=0)).mean(axis=0), yes)
    found = fit_mixture(answers, 2, starts=6, seed=0)
    whole = sum(
        share
        * norm.pdf(answers.numbers, centre, found.variance**0.5).prod(axis=1)
        * bernoulli.pmf(answers.yes, chance).prod(axis=1)
        for share, centre, chance in zip(found.shares, found.centres, found.chances, strict=True)
    )
    assert found.likelihood == pytest.approx(np.log(whole).sum(), abs=0.05)
    assert rand_index(found.labels(answers), group) > 0.8  # who knows the groups: .82
    assert sorted(found.chances[:, 0]) == pytest.approx([0.3, 0.8], abs=0.1)


def test_an_approved_cut_of_several_kinds_of_answers_stands_while_customers_come() -> None:
    random = np.random.default_rng(3)

    def people(count: int, group: int) -> pd.DataFrame:
        numbers = random.normal((0.8, 0.2) if group else (0.2, 0.8), 0.12, (count, 2))
        yes = (random.random(count) < (0.9 if group else 0.1)).astype(float)
        return pd.DataFrame(
            np.column_stack([numbers, yes]), columns=["interest_trail", "interest_city", "interest_dog"]
        )

    early, late = pd.concat([people(220, 0), people(180, 1)], ignore_index=True), people(20, 1)
    approved = segments.Approved(frozenset({"city", "trail-dog"}), date(2026, 9, 1))
    both = pd.concat([early, late], ignore_index=True)
    first = pd.Series([pd.Timestamp("2026-05-01")] * 400 + [pd.Timestamp("2026-09-15")] * 20)
    before = segments.settle(segments.find_structure(early), early, first[:400], approved)
    after = segments.settle(segments.find_structure(both), both, first, approved)
    assert after.since == approved.since
    assert after.joined == 20
    pd.testing.assert_series_equal(after.labels.iloc[:400], before.labels)
    assert (after.labels.iloc[400:] == after.labels.iloc[300]).mean() > 0.9
    assert not after.drifted
