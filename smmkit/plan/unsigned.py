"""What of this month's proposals would change what other pages say, were it signed: an end, another pace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from smmkit.ledger import Item, Ledger, Verdict
from smmkit.plan.model import Plan
from smmkit.plan.review import ended_by, open_calls
from smmkit.plan.waiting import waiting


@dataclass(frozen=True)
class PaceTest:
    """A test that waits for a signature: a network, its posts a week now and in the test, and its days."""

    id: str
    network: str
    pace: float
    half: float
    start: date
    end: date


def pace_tests(ledger: Ledger, plan: Plan) -> list[PaceTest]:
    """Return the tests of another pace that the sheet to sign proposes and nobody has decided on yet."""
    found = []
    for item in waiting(ledger, plan):
        said, about = item.title.values, item.about
        if item.kind != "CH" or item.verdict is not Verdict.TEST or "half" not in said:
            continue
        if about.get("start") and about.get("end"):
            start, end = (date.fromisoformat(str(about[name])[:10]) for name in ("start", "end"))
            pace, half = float(said.get("pace") or 0), float(said["half"] or 0)
            found.append(PaceTest(item.id, str(about["platform"]), pace, half, start, end))
    return found


def ending(ledger: Ledger, plan: Plan, id: str) -> Item | None:
    """Return the review's proposal that would end an approved entry and nobody has decided on; None without one."""
    found = (item for item in open_calls(ledger, plan) if id in {entry.id for entry in ended_by(item, plan)})
    return next(found, None)
