"""What was looked for and not found is never decided: it is open, with what would tell."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from smmkit.ledger import Verdict
from smmkit.measures.hours import best_hours
from smmkit.stats import wilson
from smmkit.text import Text
from smmkit.topics.budget.proposals.weeks import MOVED, STEADY, UNSEEN, VARY, weeks_spent
from smmkit.topics.calendar.proposals import hour_items, subjects_item
from smmkit.topics.community import plots as community_plots
from smmkit.topics.community import tables as community_tables
from smmkit.topics.community.analysis import cost_of_silence, iceberg
from smmkit.topics.community.proposals import complaint_items
from smmkit.topics.community.proposals.complaints import ASKED
from smmkit.topics.segments import analysis as segments
from smmkit.topics.segments import proposals
from smmkit.topics.segments.analysis import TELLING
from smmkit.topics.segments.analysis.finding import none_found

EN, ES = Text("en"), Text("es")
AS_OF = pd.Timestamp("2026-10-31")
CLIENT = SimpleNamespace(departments=(), roles=SimpleNamespace(social_media_manager="social_media_manager"))


@pytest.mark.parametrize(
    ("outcome", "n", "asks"),
    [
        ("continuum", 90, f"until {TELLING} customers"), ("unstable", 90, f"until {TELLING} customers"),
        ("continuum", 420, "nine times in ten"), ("blurred", 420, "will not tell"), ("unstable", 420, "will not tell"),
        ("answers", 420, "on a scale"), ("few", 20, "until 60 have answered"),
    ],
)  # fmt: skip
def test_groups_that_were_not_found_are_not_denied_and_say_what_would_tell(outcome: str, n: int, asks: str) -> None:
    item = proposals.structure_item(none_found(outcome, n, 60), period="2026-10", source=())
    assert item.verdict is Verdict.NO_DATA
    assert asks in EN(item.collect)
    assert "There are no" not in EN(item.title)
    assert "No hay" not in ES(item.title)


def planted(seed: int, *, high: int, n: int = 420) -> pd.DataFrame:
    """Return answers of customers, three in ten of whom are high in some of four and low in the others."""
    random = np.random.default_rng(seed)
    centre = np.r_[[0.85] * high, [0.20] * (4 - high)]
    theirs, others = random.normal(centre, 0.08, (n, 4)), random.normal(0.40, 0.18, (n, 4))
    return pd.DataFrame(np.clip(np.where(random.random((n, 1)) < 0.3, theirs, others), 0, 1)).add_prefix("interest_")


def test_a_planted_group_that_runs_into_the_rest_is_not_decided_away() -> None:
    structure = segments.find_structure(planted(0, high=1))
    assert (structure.groups, structure.outcome) == (None, "blurred")
    assert structure.p_value < 0.001
    item = proposals.structure_item(structure, period="2026-10", source=())
    assert item.verdict is Verdict.NO_DATA
    assert "more unlike than chance explains" in EN(item.title)


def test_the_groups_that_are_signed_say_what_they_get() -> None:
    rows = {"count": 60, "share": 0.3, "low": 0.25, "high": 0.36, "revenue_share": 0.4, "revenue": 50.0}
    table = pd.DataFrame([rows] * 4, index=["loyal", "new", "occasional", "lapsed"])
    items = proposals.behaviour_items(table, none_found("continuum", 420, 60), CLIENT, period="2026-10", source=())
    verbs = {"en": ("Thank", "Help", "Give", "Invite"), "es": ("Dar", "Ayudar", "Dar", "Invitar")}
    for text in (EN, ES):
        assert [text(item.title).split()[0] for item in items] == list(verbs[text.lang])
        assert all("30" in text(item.title) and "40" in text(item.title) for item in items)


def posts(n: int = 120) -> pd.DataFrame:
    random = np.random.default_rng(2)
    days = pd.date_range("2026-05-01", periods=n)
    return pd.DataFrame({
        "platform": "instagram", "account": "a", "format": "reel", "paid": None, "hour": random.integers(9, 21, n),
        "weekday": days.weekday, "month": days.strftime("%Y-%m"), "published": days, "votes": random.poisson(20, n),
        "interactions": random.poisson(9, n), "conversions": random.poisson(4, n),
    }).assign(format_hour="reel 9")  # fmt: skip


def test_hours_and_subjects_that_do_not_stand_out_are_not_decided() -> None:
    items = hour_items(best_hours(posts(), first=9, last=20))
    assert {(item.id, item.verdict) for item in items} == {
        (f"EV-hour-{outcome}", Verdict.JUDGE) for outcome in ("votes", "interactions", "conversions")
    }
    table = pd.DataFrame({"effect": [0.1, -0.1], "n": 40}, index=["price", "rides"])
    found = SimpleNamespace(subjects=SimpleNamespace(clear=(), n=80, needed=30, table=table), called=str)
    assert subjects_item(found).verdict is Verdict.JUDGE


def test_how_many_kept_silent_is_no_number_without_a_survey_of_ones_own() -> None:
    found = iceberg(438, pd.DataFrame())
    (item,) = complaint_items(pd.DataFrame(columns=["n", "lately"]), None, found, CLIENT, period="2026-10", source=(),
                              since=date(2025, 9, 1))  # fmt: skip
    assert (item.verdict, item.low, item.high) == (Verdict.NO_DATA, None, None)
    assert "complaint_survey.csv" in EN(item.collect)
    assert "100" in EN(item.collect)
    table = community_tables.silence_table(found, {}, None, EN)
    assert not any("14,600" in str(cell) for cell in table.to_numpy().ravel())
    assert "only a survey" in community_plots.plot_iceberg(found, EN).get_title(loc="left").replace("\n", " ")
    assert cost_of_silence(found, {"silent": (0.2, 0.4)}, 50.0) is None


@pytest.mark.parametrize("spoke", [0.3, 0.5, 0.7])
def test_a_hundred_answers_tell_unhappy_people_to_within_a_factor_of_two(spoke: float) -> None:
    low, high = wilson(round(spoke * ASKED), ASKED)
    assert high / low < 2
    assert wilson(9, 30)[1] / wilson(9, 30)[0] > 2.5


def study(weekly: np.ndarray, *, days: pd.DatetimeIndex | None = None) -> SimpleNamespace:
    weeks = pd.date_range("2026-01-05", periods=len(weekly), freq="7D")
    booked = weeks if days is None else days
    spend = pd.DataFrame({"line": "meta-ads", "day": booked, "amount": 1.0})
    series = pd.DataFrame({"line": "meta-ads", "channel": "paid", "week": weeks, "spend": weekly, "results": 1.0})
    return SimpleNamespace(series=SimpleNamespace(weekly=series), spend=spend)


def test_spending_is_called_steady_only_where_its_weeks_were_measured_alike() -> None:
    random = np.random.default_rng(1)
    even, wild = 100 + random.normal(0, 5, 40), 100 * random.lognormal(0, 0.55, 40)
    months = pd.date_range("2026-01-01", periods=9, freq="MS")
    assert weeks_spent(study(even), "meta-ads") == STEADY
    assert weeks_spent(study(wild), "meta-ads") == MOVED
    assert weeks_spent(study(even, days=months), "meta-ads") == UNSEEN  # invoices, spread over their months
    assert weeks_spent(study(even[:5]), "meta-ads") == UNSEEN
    assert ["same every week" in VARY[one] for one in (STEADY, MOVED, UNSEEN)] == [True, False, False]
