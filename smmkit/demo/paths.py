"""GA4's attribution paths: which channels people touched before they bought."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from smmkit.demo.csvfile import write_plain
from smmkit.demo.spec import Spec

MONTHS = 2
"""Months that somebody exported."""
_BEFORE = (
    ((), 0.55),
    (("Organic Social",), 0.18),
    (("Paid Social",), 0.09),
    (("Organic Social", "Email"), 0.06),
    (("Organic Search",), 0.07),
    (("Paid Social", "Organic Search"), 0.05),
)
"""What people touched before the last click, and how often: social media open more ways than they close."""


def write_paths(folder: Path, spec: Spec, web: pd.DataFrame) -> None:
    """Write the paths of the last months; the last touch of each is the channel of the web export, count by count."""
    rng = spec.rng("paths")
    month = web["day"].dt.to_period("M")
    rows = []
    for one in sorted(month.unique())[-MONTHS:]:
        sums = web[month == one].groupby("channel")[["key_events", "revenue"]].sum()
        for channel, (events, money) in sums.iterrows():
            parts = rng.multinomial(int(events), [share for _, share in _BEFORE])
            for (before, _), count in zip(_BEFORE, parts, strict=True):
                path = " > ".join((*before, str(channel)))
                rows.append((f"{one.start_time:%Y-%m-%d}", path, int(count), round(money * count / max(events, 1), 2)))
    kept = [row for row in rows if row[2]]
    write_plain(folder / "paths.csv", ("day", "path", "key_events", "revenue"), kept)
