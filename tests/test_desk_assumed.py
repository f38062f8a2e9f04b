"""Hours of the desk that nobody wrote down are told as assumed."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from smmkit import schema
from smmkit.client import load_client
from smmkit.measures.response import OFFICE
from smmkit.text import Text
from smmkit.topics.community.analysis import cover
from smmkit.topics.community.proposals.service import cover_items


@pytest.mark.parametrize("assumed", [True, False])
def test_messages_outside_hours_nobody_kept_are_told_as_outside_an_offices(root: Path, assumed: bool) -> None:
    client = load_client(root / "data" / "clients" / "ridgeline-bikes")
    at = pd.date_range("2026-10-01 20:00", periods=60, freq="12h", tz="America/Denver")
    inbox = schema.empty("inbox").reindex(range(len(at))).assign(received_local=at, received_at=at.tz_convert("UTC"))
    hours = schema.empty("team_hours") if assumed else OFFICE.assign(role="community_manager")
    said = Text("en")(cover_items(cover(inbox, hours), client, period="2026-10", source=())[0].title)
    assert ("nobody has written down the desk's own" in said) is assumed
    assert ("while nobody is at the desk" in said) is not assumed
