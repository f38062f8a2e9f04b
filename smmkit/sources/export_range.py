"""The days that the name of an export says it covers."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pandas as pd

_RANGE_END = re.compile(r"_([A-Z][a-z]{2}-\d{2}-\d{4})(?:_|\b)|(\d{4}-\d{2}-\d{2})(?!.*\d{4}-\d{2}-\d{2})")


def export_end(name: str) -> pd.Timestamp | None:
    """Return the last day of the range a platform writes into the file's name, if there is one."""
    found = None
    for hit in _RANGE_END.finditer(Path(name).stem):
        try:
            found = datetime.strptime(hit[1], "%b-%d-%Y") if hit[1] else datetime.fromisoformat(hit[2])
        except ValueError:
            continue
    return None if found is None else pd.Timestamp(found)
