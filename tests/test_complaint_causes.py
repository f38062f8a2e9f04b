"""What a share of complaints is a share of."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from smmkit.client import load_client
from smmkit.text import Text
from smmkit.topics.community.proposals.complaints import complaint_items


def test_causes_are_told_as_shares_of_the_complaints_that_have_one(root: Path) -> None:
    client = load_client(root / "data" / "clients" / "ridgeline-bikes")
    causes = pd.DataFrame({"n": [258], "share": [1.0], "low": [0.99], "high": [1.0], "lately": [0]}, index=["lid"])
    items = complaint_items(causes, None, None, client, period="2026-10", source=(), since=date(2026, 4, 1))
    said = Text("en")(items[0].title)
    assert said.startswith("258 of the 258 complaints since Apr 1, 2026 with a cause noted are about “lid”")
