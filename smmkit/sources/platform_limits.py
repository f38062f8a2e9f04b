"""What each network allows, with the source and the day it was read."""

from __future__ import annotations

import pandas as pd

from smmkit.folders import data_dir, demo_dir

COLUMNS = ["platform", "field", "limit", "unit", "visible", "source", "read_on", "note"]


def load_limits() -> pd.DataFrame:
    """Return the limits of the networks, one row a network, field and source; sources may disagree."""
    path = data_dir() / "reference" / "platform_limits.csv"
    found = path if path.is_file() else demo_dir() / "reference" / path.name
    return pd.read_csv(found, dtype="str")[COLUMNS]
