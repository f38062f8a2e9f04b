"""Small ledgers for tests: a few lines of what a run would record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from smmkit import month_folder
from smmkit.ledger import Check, Experiment, Item, Ledger, Source, judge
from smmkit.text import Message

PERIOD = "2026-09"
ENOUGH = judge([Check("rows", True, Message("12 posts of at least 8"))])
OPEN = judge(
    [Check("rows", True, Message("12 posts")), Check("interval", False, Message("the interval holds zero"))],
    experiment=Experiment((Message("reels"), Message("images")), 40, 6.0, "err"),
)
NOTHING = judge([Check("rows", False, Message("0 posts"))], collect=Message("Export the posts."))


def evidence(id: str = "EV-reel-err", value: float | None = 0.03, **rest: Any) -> Item:
    low_high = {} if value is None else {"low": value - 0.005, "high": value + 0.005}
    told_as = rest.get("unit", "rate") in (None, "rate", "ratio", "points")  # an engagement rate is no money
    defaults = {
        **low_high,
        "unit": "rate",
        "period": PERIOD,
        "metric": "err" if told_as else None,
        "definition": "err/1",
        "source": (Source("exports/posts.csv", "2-31"),),
    }
    title = rest.pop("title", Message("Reels earn {v:percent1} per person reached", {"v": value}))
    return Item.of(id, title, rest.pop("judgement", ENOUGH), value=value, **{**defaults, **rest})


def proposal(id: str, *because: str, **rest: Any) -> Item:
    judgement = rest.pop("judgement", ENOUGH)
    title = rest.pop("title", Message("Proposal {of}", {"of": id}))
    return Item.of(id, title, judgement, because=because, **{"period": PERIOD, **rest})


def chain(value: float = 0.03, *, period: str = PERIOD, **rest: Any) -> Ledger:
    """Return evidence -> SWOT item -> strategy -> objective -> budget line, and one of each on other evidence."""
    return Ledger(
        [
            evidence(value=value, period=period, **rest),
            evidence("EV-image-err", 0.02, period=period),
            proposal("SW-strong-reels", "EV-reel-err", period=period),
            proposal("ST-more-reels", "SW-strong-reels", period=period),
            proposal("ST-fewer-images", "EV-image-err", period=period),
            proposal(
                "OB-err", "ST-more-reels", "ST-fewer-images", value=0.05, unit="rate", metric="err", period=period
            ),
            proposal("BL-meta-ads", "OB-err", value=450.0, unit="money", period=period),
            proposal("BL-photos", "ST-fewer-images", value=50.0, unit="money", period=period),
        ]
    )


def commit(out: Path, inputs: Mapping[str, str] | None = None) -> None:
    """Say of a month what its run says last: that it is there, with the state of each of its files."""
    files = [path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file() and path.name[0] != "."]
    record = {
        "status": month_folder.DONE,
        "inputs": dict(inputs or {}),
        "files": month_folder.states(out, [name for name in files if name != month_folder.RECORD]),
    }
    (out / month_folder.RECORD).write_text(json.dumps(record), encoding="utf-8")
