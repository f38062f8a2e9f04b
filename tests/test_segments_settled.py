"""Approved segments keep their definition while customers come and go."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from smmkit.client import load_client
from smmkit.plan import parse_plan
from smmkit.topics.segments import analysis as segments
from smmkit.topics.segments import proposals
from smmkit.topics.segments.analysis.structure import Structure

SIGNED = date(2026, 9, 1)
APPROVED = segments.Approved(frozenset({"trail", "commute"}), SIGNED)


def people(n: int, *, trail: float, commute: float, seed: int) -> pd.DataFrame:
    draw = np.random.default_rng(seed).normal(0, 0.07, (n, 2))
    return pd.DataFrame(draw + np.array([trail, commute]), columns=["interest_trail", "interest_commute"])


def world(*late: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series]:
    """Two groups of a hundred before the signature, and whoever came after it."""
    early = [people(110, trail=0.8, commute=0.2, seed=1), people(90, trail=0.2, commute=0.8, seed=2)]
    features = pd.concat([*early, *late], ignore_index=True)
    days = [pd.Timestamp("2026-05-01")] * 200 + [pd.Timestamp("2026-09-15")] * (len(features) - 200)
    return features, pd.Series(days)


def found(features: pd.DataFrame) -> Structure:
    return segments.find_structure(features)


def test_five_in_a_hundred_new_customers_move_nobody() -> None:
    features, first = world()
    before = segments.settle(found(features), features, first, APPROVED)
    grown, later = world(people(10, trail=0.5, commute=0.95, seed=3))
    after = segments.settle(found(grown), grown, later, APPROVED)
    assert before.names == after.names == {0: ("interest_trail",), 1: ("interest_commute",)}
    assert after.joined == 10
    pd.testing.assert_series_equal(after.labels.iloc[:200], before.labels)
    assert set(after.labels.iloc[200:]) == {1}
    assert not after.drifted


def test_a_crowd_of_another_kind_is_said_and_changes_nothing_in_silence() -> None:
    grown, later = world(people(300, trail=0.9, commute=0.95, seed=4))
    structure = found(grown)
    settled = segments.settle(structure, grown, later, APPROVED)
    client = load_client(Path(__file__).parents[1] / "data" / "clients" / "ridgeline-bikes")
    kept, again = proposals.drift_items(settled, structure, client, period="2026-10")
    assert (kept.id, again.id, again.owner) == (
        "EV-segments-kept", "DE-segments-again", client.roles.social_media_manager
    )  # fmt: skip
    assert set(settled.names.values()) == {("interest_trail",), ("interest_commute",)}


def test_without_an_approval_or_with_names_nobody_knows_todays_search_stands() -> None:
    features, first = world()
    structure = found(features)
    other = segments.Approved(frozenset({"price", "rides"}), SIGNED)
    for approved in (None, other):
        settled = segments.settle(structure, features, first, approved)
        assert settled.since is None
        assert settled.labels is structure.labels


def test_the_plan_says_what_was_approved_and_when() -> None:
    entry = (
        '[[segments]]\nid = "SG-{}"\nstatus = "{}"\nby = "approver"\non = {}\nbecause = ["EV-customers-structure"]\n'
    )
    said = [
        ("trail", "approved", "2026-08-01"),
        ("commute", "approved", "2026-09-01"),
        ("tech", "rejected", "2026-09-01"),
    ]
    plan = parse_plan("".join(entry.format(*one) for one in said))
    assert proposals.approved_groups(plan) == APPROVED
    assert proposals.approved_groups(parse_plan("")) is None


def test_an_interest_with_an_accent_keeps_its_approved_segment() -> None:
    features, first = world(people(10, trail=0.5, commute=0.95, seed=3))
    spanish = features.set_axis(["interest_repostería", "interest_día_a_día"], axis=1)
    signed = segments.Approved(frozenset({"reposteria", "dia-a-dia"}), SIGNED)
    settled = segments.settle(found(spanish), spanish, first, signed)
    assert (settled.since, settled.joined) == (SIGNED, 10)
