"""Weekdays are listed from the day the brief names, each with its own messages."""

from __future__ import annotations

import pandas as pd
import pytest
from test_client import GOOD

from smmkit.client import parse_client
from smmkit.text import Text
from smmkit.topics.community import analysis as community
from smmkit.topics.community.plots import plot_load
from smmkit.topics.community.tables import cover_table

TEXT = Text("en", country="US")
WEEK = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def loaded() -> community.Cover:
    """Return a desk to which Sundays bring five messages at noon and Mondays one."""
    at = pd.to_datetime(["2026-07-06 12:00", *["2026-07-12 12:00"] * 5, "2026-07-19 12:00"])
    inbox = pd.DataFrame({"received_local": at.tz_localize("America/Denver"), "source_file": "a"})
    found = community.cover(inbox, pd.DataFrame())
    assert found is not None
    return found


@pytest.mark.parametrize(("first", "days"), [("monday", WEEK), ("sunday", [WEEK[6], *WEEK[:6]]),
                                             ("saturday", [*WEEK[5:], *WEEK[:5]])])  # fmt: skip
def test_figure_and_table_begin_with_the_day_of_the_brief(first: str, days: list[str]) -> None:
    client = parse_client(GOOD.replace("margin", f'week_start = "{first}"\nmargin'))
    found = loaded()
    ax = plot_load(found, TEXT, days=client.weekdays)
    assert [label.get_text() for label in ax.get_yticklabels()] == days
    drawn = ax.images[0].get_array()
    assert int(drawn[:, 12].argmax()) == days.index("Sunday")
    table = cover_table(found, TEXT, client.weekdays)
    assert table["Day"].tolist() == days
    alone = table.set_index("Day")["With nobody there"].astype(float)
    assert alone.idxmax() == "Sunday"
