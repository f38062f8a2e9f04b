"""The numbers, network by network: no half month beside whole ones, and no quiet page beside a loud table."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from markupsafe import Markup

from smmkit import schema
from smmkit.measures.kpis import EVERYWHERE, NETWORK_KPIS, Facts, Scope, Window
from smmkit.measures.names import metric_name
from smmkit.measures.usual import ABOVE, BELOW, FALLING, HIGHER, LOWER, RISING, UNLIKE, chance, standing, usual
from smmkit.period import Period
from smmkit.report.letters import _environment
from smmkit.stats import holm
from smmkit.text import Text
from smmkit.topics.report.documents import networks
from smmkit.topics.report.documents.monthly import TEMPLATES, measures
from smmkit.topics.report.documents.networks import (
    _IN_PARTS,
    _USERS_ALONE,
    KpiRow,
    NetworkTable,
    _table,
    far_from_usual,
    stillness,
)
from smmkit.topics.report.proposals.story import STILL
from smmkit.topics.results.analysis import kpi_months

EN, ES = Text("en"), Text("es", country="ES", currency="EUR")
MONTHS = [Window.month(Period("2026-10").shift(-back)) for back in range(13, -1, -1)]


def daily(metric: str, days: pd.DatetimeIndex, value: float) -> pd.DataFrame:
    return pd.DataFrame({"platform": "linkedin", "account_id": "acme", "day": days, "metric": metric, "value": value,
                         "scope": "total", "as_of": days.max(), "source_file": f"{metric}.csv",
                         "source_row": range(len(days))})  # fmt: skip


def told(*tables: pd.DataFrame, text: Text = EN) -> NetworkTable:
    facts = Facts({"daily": pd.concat(tables, ignore_index=True)})
    found = _table(("LinkedIn", ""), NETWORK_KPIS, Scope(networks=("linkedin",)), facts, MONTHS, text, every=True)
    assert found is not None
    return found


def row_of(table: NetworkTable, name: str):
    return next(row for row in table.rows if row.name == name)


def test_a_month_of_which_a_day_was_exported_stands_beside_no_whole_month() -> None:
    table = told(daily("interactions", pd.date_range("2026-09-30", "2026-10-31"), 7.0))
    assert table.heads[:2] == ("Oct 2026", "Sep 2026")
    assert [cell.shown for cell in row_of(table, "Interactions").cells[:2]] == ["217", "month not told whole"]


@pytest.mark.parametrize(
    ("first", "said"), [("2026-06-01", "Nobody exported the month before"), ("", "no earlier month")]
)
def test_a_month_nobody_exported_is_not_told_as_the_first_one(first: str, said: str) -> None:
    now = daily("interactions", pd.date_range("2026-10-01", "2026-10-31"), 7.0)
    earlier = [daily("interactions", pd.date_range(first, "2026-08-31"), 7.0)] if first else []
    assert said in told(now, *earlier).caption


def test_a_network_told_only_of_part_of_last_month_has_no_row_of_nothing() -> None:
    facts = Facts({"daily": daily("interactions", pd.date_range("2026-09-10", "2026-09-18"), 7.0)})
    scope = Scope(networks=("linkedin",))
    assert _table(("LinkedIn", ""), NETWORK_KPIS, scope, facts, MONTHS, EN, every=True) is None
    gone = told(daily("interactions", pd.date_range("2026-08-25", "2026-09-30"), 7.0))
    assert (row_of(gone, "Interactions").cells[0].shown, row_of(gone, "Interactions").word) == ("not reported", "")


def test_half_a_month_lowers_no_usual_range() -> None:
    whole = daily("interactions", pd.date_range("2026-01-01", "2026-10-31"), 7.0)
    late = told(daily("interactions", pd.date_range("2025-12-20", "2026-10-31"), 7.0))
    assert row_of(late, "Interactions").usual == row_of(told(whole), "Interactions").usual != ""


def published(first: str, kind: str, likes: float) -> pd.DataFrame:
    """Return two posts of a format each week from some day on, on Instagram."""
    days = pd.date_range(first, "2026-10-31", freq="84h")
    posts = schema.empty("posts").reindex(range(len(days)))
    return posts.assign(
        platform="instagram", grain="lifetime", is_own=True, published_at=days.tz_localize("UTC"),
        published_local=days.tz_localize("UTC"), format=kind, likes=likes, comments=1.0, shares=0.0, saves=0.0,
        interactions=likes + 1.0, reach=100.0, source_file=f"{kind}.csv",
    )  # fmt: skip


def test_stories_exported_since_may_make_no_month_worse_than_a_year_ago() -> None:
    facts = Facts({"posts": pd.concat([published("2025-09-01", "image", 9.0), published("2026-05-01", "story", 1.0)])})
    scope = Scope(networks=("instagram",))
    table = _table(("Instagram", ""), NETWORK_KPIS, scope, facts, MONTHS, EN, every=True)
    assert table is not None
    assert [cell.shown for cell in row_of(table, "Engagement rate by reach").cells] == ["10.0%"] * 3
    assert [cell.shown for cell in row_of(table, "Likes and reactions per post").cells] == ["9"] * 3
    total = row_of(table, "Interactions")
    assert total.cells[2].shown == "not comparable: counted in another way before May 1, 2026"
    assert total.side != HIGHER
    assert networks.holds_stories(facts, scope)
    months = kpi_months(facts, ["instagram"], Period("2026-10")).set_index("metric")
    assert list(months.loc["applause", ["now", "before", "year"]]) == [9.0] * 3
    assert np.isnan(months.loc["interactions", "year"])


def test_a_network_that_begins_to_stream_keeps_its_months_before() -> None:
    facts = Facts({"posts": pd.concat([published("2025-09-01", "video", 9.0), published("2026-05-01", "live", 1.0)])})
    table = _table(("YouTube", ""), NETWORK_KPIS, Scope(networks=("instagram",)), facts, MONTHS, EN, every=True)
    assert table is not None
    assert row_of(table, "Interactions").cells[2].known


@pytest.mark.parametrize(
    ("metric", "scope", "said"),
    [
        ("err", Scope(), "Engagement rate by reach, stories included"),
        ("err", Scope(formats=("image",)), "Engagement rate by reach"),
        ("err", Scope(networks=("facebook",)), "Engagement rate by reach, Facebook"),
        ("key_events", Scope(channels=("Organic Social",)), "Key events, through social media (Organic Social)"),
        ("interactions", Scope(), "Interactions"),
    ],
)
def test_page_1_says_what_each_objective_counts(metric: str, scope: Scope, said: str) -> None:
    facts = Facts({"posts": pd.concat([published("2025-09-01", "image", 9.0), published("2026-05-01", "story", 1.0)])})
    told = SimpleNamespace(goals=[SimpleNamespace(id="OB-one", metric=metric, scope=scope)])
    assert measures(told, SimpleNamespace(text=EN, facts=facts)) == {"OB-one": said}


@pytest.mark.parametrize(("counted", "other"), [("impressions", "Views"), ("views", "Impressions")])
def test_how_often_it_was_shown_is_told_as_the_network_counts_it_and_asked_for_once(counted: str, other: str) -> None:
    table = told(daily(counted, pd.date_range("2026-10-01", "2026-10-31"), 100.0))
    assert row_of(table, counted.capitalize()).cells[0].shown == "3,100"
    assert not any(other in row.name for row in table.rows)
    neither = told(daily("interactions", pd.date_range("2026-10-01", "2026-10-31"), 100.0))
    missing = "; ".join(row.name for row in neither.rows if row.why)
    assert "Views" in missing
    assert "Impressions" not in missing


def quiet_worlds(rng: np.random.Generator, months: int) -> dict[str, np.ndarray]:
    """Draw twelve totals of three networks for some months in which nothing happens, in unlike worlds."""
    noise = 0.7 * np.repeat(rng.normal(0, 1, (3, months + 40)), 4, axis=0) + 0.7 * rng.normal(0, 1, (12, months + 40))
    serial = noise.copy()
    for at in range(1, serial.shape[1]):
        serial[:, at] = 0.5 * serial[:, at - 1] + 0.3 * noise[:, at]
    now, at = noise[:, -months:], np.arange(months)
    return {
        "even": 100 + 15 * now, "skewed": 1000 * np.exp(0.5 * now), "serial": 1000 * np.exp(serial[:, -months:]),
        "growing": 1000 * np.exp(0.03 * at + 0.2 * now), "few": rng.poisson(0.3, now.shape).astype(float),
        "seasons": 1000 * np.exp(0.4 * np.sin(2 * np.pi * (at + rng.integers(12, size=(12, 1))) / 12) + 0.15 * now),
    }  # fmt: skip


@pytest.mark.parametrize("months", [7, 10, 14])
def test_a_month_in_which_nothing_changed_is_seldom_called_clearly_more(months: int) -> None:
    rng = np.random.default_rng(20261127)
    wrong: dict[str, int] = {}
    for _ in range(300):
        for world, totals in quiet_worlds(rng, months).items():
            wrong[world] = wrong.get(world, 0) + bool((holm([chance(list(row)) for row in totals]) <= UNLIKE).any())
    assert max(wrong.values()) <= 0.05 * 300, wrong


@pytest.mark.parametrize(
    ("values", "sure"),
    [
        ([10, 11, 9, 10, 12, 10, 11, 60], True),
        ([100, 110, 90, 100, 120, 100, 110, 1], True),
        ([10, 11, 9, 10, 12, 10, 11, 14.5], False),
        ([0, 0, 0, 0, 0, 0, 2], False),
        ([10, None, None, None, 9, 30], False),
    ],
)
def test_what_is_many_times_more_or_less_is_beyond_chance(values: list, sure: bool) -> None:
    assert (chance(values) < UNLIKE / 5) == sure


def test_a_quiet_month_says_what_the_tables_say() -> None:
    row = KpiRow("Views", (), Markup(""), "", usual="10 to 20")
    bare = [NetworkTable("X", "", (), (replace(row, usual=""),))]
    assert stillness(bare).startswith("Too few months")
    assert stillness([NetworkTable("X", "", (), (row,))]) == STILL
    assert "the tables mark" in stillness([NetworkTable("X", "", (), (replace(row, side=HIGHER),))])


@pytest.mark.parametrize(("text", "said"), [(EN, "clearly more than usual"), (ES, "claramente más que de costumbre")])
def test_page_1_names_a_network_whose_month_lies_far_from_the_months_before(text: Text, said: str) -> None:
    before = daily("interactions", pd.date_range("2026-01-01", "2026-09-30"), 7.0)
    loud = daily("interactions", pd.date_range("2026-10-01", "2026-10-31"), 70.0)
    point, *rest = far_from_usual([told(before, loud, text=text)])
    assert not rest
    assert said in text(point.sentence)
    assert text.number(2170) in text(point.sentence)
    assert point.fact.startswith("interactions|")
    assert far_from_usual([told(daily("interactions", pd.date_range("2026-01-01", "2026-10-31"), 7.0))]) == ()


def test_an_indicator_without_a_number_in_any_month_has_no_row_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = {"impressions": date(2025, 11, 17)}
    monkeypatch.setattr(networks, "counted_since", lambda key, *_, **__: changed.get(key))
    old = daily("impressions", pd.date_range("2025-10-01", "2025-10-31"), 9.0)
    table = told(old, daily("interactions", pd.date_range("2026-10-01", "2026-10-31"), 7.0))
    assert not any(row.name == "Impressions" for row in table.rows)
    assert any("Views" in row.name for row in table.rows if row.why)


def test_a_column_in_which_nothing_stands_is_left_out() -> None:
    year = told(daily("interactions", pd.date_range("2025-09-01", "2026-10-31"), 7.0))
    assert year.beside == ("usual", "spark", "word")
    month = told(daily("interactions", pd.date_range("2026-06-01", "2026-10-31"), 7.0))
    assert "spark" in month.beside
    assert "usual" not in month.beside
    page = _environment(TEMPLATES).get_template("numbers.html").module.network_table(month, EN)
    assert "Usual" not in page
    assert len(re.findall("<th ", page)) == 1 + len(month.heads) + len(month.beside)


@pytest.mark.parametrize("text", [EN, ES], ids=["en", "es"])
def test_reach_told_by_day_is_not_said_to_be_missing_from_the_exports(text: Text) -> None:
    days = pd.date_range("2026-09-01", "2026-10-31")
    by_day = {row.name: row.why for row in told(daily("views", days, 10.0), daily("reach", days, 5.0), text=text).rows}
    without = {row.name: row.why for row in told(daily("views", days, 10.0), text=text).rows}
    name = text.word(metric_name("reach"))
    assert [why for names, why in by_day.items() if name in names.split("; ")] == [text.word(_IN_PARTS)]
    assert text("Not in the exports. {export}", export="")[:10] in next(
        why for names, why in without.items() if name in names
    )


def web(**counts: float) -> pd.DataFrame:
    """Return a website's days with some counts."""
    days = pd.date_range("2026-09-01", "2026-10-31")
    table = schema.empty("web").reindex(range(len(days)))
    return table.assign(day=days, source_file="data-export.csv", **counts)


@pytest.mark.parametrize(("counts", "said"), [({"users": 40.0}, True), ({"users": 40.0, "sessions": 50.0}, False)])
def test_a_website_told_in_users_alone_is_told_what_to_export(counts: dict[str, float], said: bool) -> None:
    facts = Facts({"web": web(**counts)})
    found = _table(("All together", "The month."), EVERYWHERE, Scope(), facts, MONTHS, EN, every=False)
    assert found is not None
    assert (_USERS_ALONE in [row.why for row in found.rows]) == said


@pytest.mark.parametrize("sign", [1, -1])
def test_a_number_beyond_what_is_usual_is_never_called_usual(sign: int) -> None:
    rising = [10.0, 12.0, 11.0, 13.0, 12.0, 15.0, 19.0, 23.0]
    swaying = [15.0, 9.0, 16.0, 12.0, 18.0, 16.0, 15.0, 26.0]
    said = [standing([sign * one for one in values]) for values in (rising, swaying)]
    assert said == [[RISING, ABOVE], [FALLING, BELOW]][sign < 0]
    for values in (rising, swaying):
        low, high = usual(values[:-1])
        assert high is not None
        assert low is not None
        assert not low <= values[-1] <= high


def test_a_month_is_unlike_those_before_beyond_a_control_chart_of_single_months() -> None:
    """Mean 11, moving ranges of 2: the limits are 11 -+ 2.66 * 2 (NIST e-Handbook, 6.3.2.2)."""
    before = [10.0, 12.0, 10.0, 12.0, 10.0, 12.0]
    assert usual(before) == pytest.approx((5.68, 16.32))
    assert usual(before[1:]) == (None, None)
    said = [standing([*before, last]) for last in (5.0, 5.7, 16.3, 20.0)]
    assert said == [LOWER, "as usual", "as usual", HIGHER]
    assert standing([5.0] * 7) == "as usual"
    assert standing([0.1 + 0.2] * 6 + [0.3]) == "as usual"
    assert standing([*before, None]) == ""
