"""What a campaign asks of each segment in units of its measure; one name a segment; nobody told of under ten."""

from __future__ import annotations

import re
from datetime import date

import numpy as np
import pandas as pd
import pytest
from test_segments import invented_customers

from smmkit.measures.outcome import daily_outcome, usual_day
from smmkit.measures.scopes import Window
from smmkit.plan import parse_plan
from smmkit.present.display import table_html
from smmkit.text import Text
from smmkit.topics.segments import analysis as segments
from smmkit.topics.segments import plots, proposals, tables

END = pd.Timestamp("2026-10-31")
NONE = pd.DataFrame(columns=["platform", "account_id", "scope", "day", "metric", "value"])
PLAN = """
[[campaigns]]
id = "CA-over"
status = "approved"
by = "approver"
metric = "sessions"
unit = "rate"
expected = 0.5
start = 2026-10-05
end = 2026-10-25
[[campaigns]]
id = "CA-winter"
title = "Winter"
status = "approved"
by = "approver"
metric = "sessions"
unit = "rate"
expected = 0.2
start = 2026-12-01
end = 2026-12-10
[[campaigns]]
id = "CA-orders"
status = "approved"
by = "approver"
metric = "key_events"
unit = "count"
expected = 90
start = 2026-11-01
end = 2026-11-30
[[campaigns]]
id = "CA-rate"
status = "approved"
by = "approver"
metric = "err"
unit = "rate"
expected = 0.1
start = 2026-11-01
end = 2026-11-30
"""


def visits() -> pd.DataFrame:
    """A hundred visits a day, twice as many while the campaign of October ran."""
    days = pd.date_range("2026-09-01", END)
    ran = (days >= "2026-10-05") & (days <= "2026-10-25")
    return pd.DataFrame({"day": days, "sessions": np.where(ran, 200.0, 100.0), "key_events": 3.0, "revenue": 9.0})


def planned() -> pd.DataFrame:
    return proposals.planned_campaigns(parse_plan(PLAN), NONE, visits(), until=END)


def test_a_usual_day_is_one_without_a_campaign() -> None:
    daily = visits().set_index("day")["sessions"]
    assert usual_day(daily, [(date(2026, 10, 5), date(2026, 10, 25))]) == 100
    assert usual_day(daily) == pytest.approx((21 * 200 + 7 * 100) / 28)
    assert np.isnan(usual_day(daily.iloc[:0]))
    assert usual_day(pd.Series([9.0, 1.0], daily.index[:2]), [(None, None), (date(2026, 9, 1), None)]) == 1


def test_what_a_campaign_brings_a_day_ends_with_its_month_and_adds_no_people_up() -> None:
    days = pd.DatetimeIndex(["2026-10-30", "2026-10-31", "2026-11-01"])
    told = [("reach", "1", 100.0), ("reach", None, 300.0), ("follows_new", "1", 4.0), ("follows_new", None, 5.0)]
    rows = [("instagram", account, "total", day, metric, value) for metric, account, value in told for day in days]
    daily = pd.DataFrame(rows, columns=NONE.columns)
    assert daily_outcome("reach", daily, visits(), END).tolist() == [300, 300]
    assert daily_outcome("follows_new", daily, visits(), END).tolist() == [9, 9]
    web = pd.DataFrame({"day": [*days, days[1]], "sessions": [1.0, np.nan, 3.0, np.nan]})
    assert daily_outcome("sessions", daily, web, END).to_dict() == {days[0]: 1}


def test_a_campaign_to_come_is_put_into_units_of_its_measure_and_one_that_is_over_is_not_shared_out() -> None:
    table = planned().set_index("campaign")
    assert list(table.index) == ["CA-winter", "CA-orders", "CA-rate"]
    assert table["total"].to_dict() == pytest.approx({"CA-winter": 0.2 * 100 * 10, "CA-orders": 90, "CA-rate": np.nan},
                                                     nan_ok=True)  # fmt: skip
    assert table["weigh"].to_dict() == {"CA-winter": "heads", "CA-orders": "orders", "CA-rate": "heads"}
    said = [Text("en")(one) for one in proposals.meant(planned())]
    assert said[0] == ("“Winter” hopes for 20% more visits to the website than such days usually bring: 200 more.")
    assert "a rate is not shared out" in said[2]
    (nothing,) = proposals.meant(planned().iloc[:0])
    assert "is over" in Text("en")(nothing)


def test_targets_are_whole_and_add_up_and_visits_go_by_heads_orders_by_orders() -> None:
    customers = invented_customers(90).assign(orders=[9.0, 1.0, 0.0] * 30, revenue=[1.0, 0.0, 99.0] * 30)
    labels = pd.Series([0, 1, 2] * 30, index=customers.index)
    targets = segments.campaign_targets(planned(), customers, labels)
    by = targets.set_index(["campaign", "segment"])["target"]
    assert by["CA-winter"].to_list() == [67, 67, 66]
    assert by["CA-orders"].to_list() == [81, 9, 0]
    assert set(targets["campaign"]) == {"CA-winter", "CA-orders"}
    assert (targets["low"] <= targets["target"] + 1).all()
    assert segments.campaign_targets(planned(), customers, labels.iloc[:0]).empty


def cards(n: int = 90, small: int = 30) -> segments.Cards:
    """Two groups: one loves trails, one (`small` people) only cares a little more for the price."""
    random = np.random.default_rng(7)
    few = np.arange(n) < small
    features = pd.DataFrame(
        {"interest_trail": np.where(few, 0.2, 0.9), "interest_price": np.where(few, 0.4, 0.1),
         "interest_ride": np.where(few, 0.8, 0.2)}
    ) + random.normal(0, 0.03, (n, 3))  # fmt: skip
    customers = invented_customers(n)
    labels = pd.Series(few.astype(int), index=features.index)
    called = {"trail": "riding in the woods", "price": "what it costs", "ride": "rides together"}
    return segments.describe(customers.set_index(features.index), features, labels, END, called=called)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_segment_has_one_name_the_readers_and_a_weak_taste_is_not_called_a_liking(lang: str) -> None:
    text, told = Text(lang), cards()
    assert set(told.names[1]) == {"interest_price", "interest_ride"}
    assert told.told(1) == ("interest_ride",)
    said = [Text("en")(one) for one in proposals.portraits(told, told.called)]
    assert {"Those drawn to rides together", "More than the others, though not much: what it costs."} <= set(said)
    assert "What they care for: rides together. What leaves them cold: riding in the woods." in said
    for table in (tables.card_table(told, text), tables.value_table(told, text), tables.channels_table(told, text)):
        assert "rides together" in set(table.iloc[:, 0])
    assert [label.get_text() for label in plots.plot_value(told, text).get_yticklabels()].count("rides together") == 1


def test_nobody_is_told_of_fewer_than_ten() -> None:
    text, told = Text("en"), cards(small=9)
    assert told.sizes["count"].min() == 9
    for table in (tables.card_table(told, text), tables.value_table(told, text)):
        (row,) = table[table.iloc[:, 0] == "rides together"].to_numpy().tolist()
        assert row[1] == "fewer than ten"
        assert set(row[2:]) == {"–"}
    assert "rides together" not in set(tables.channels_table(told, text).iloc[:, 0])
    assert len(plots.plot_value(told, text).get_yticklabels()) == 1
    rule = segments.behaviour_table(invented_customers(200), END)
    small = rule.assign(count=9)
    assert set(tables.behaviour_table(small, text)["Count"]) == {"fewer than ten"}


def test_no_two_cells_of_the_targets_declare_one_fact_with_two_values() -> None:
    told, campaigns = cards(), planned()
    labels = pd.Series([0] * 45 + [1] * 45)
    targets = segments.campaign_targets(campaigns, invented_customers(90).set_index(labels.index), labels)
    shown = tables.targets_table(targets, campaigns, told, Text("en"), window=Window.month("2026-10"))
    facts = re.findall(r'data-fact="([^"]+)">([^<]+)<', table_html(shown))
    assert len(facts) > 4
    assert len(dict(facts)) == len(set(facts))
