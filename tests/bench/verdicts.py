"""How often the workbook decides on nothing, and how much of what is planted it finds.

Run: .venv/bin/python tests/bench/verdicts.py [CLIENTS] [PROCESSES]

Invents CLIENTS clients whose data hold no effect and as many with planted effects, runs their notebooks, and prints
- the share of clients without effect that have any proposal with verdict DECIDE (at most 5 %), and which;
- of everything planted that a notebook looks for, the share that it states with the right sign (at least 80 %).
"""

from __future__ import annotations

import os
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from inprocess import ledger_of

from smmkit.client import SCHEMA_FILE
from smmkit.demo import Spec, further_specs, write_client
from smmkit.ledger import Ledger, Verdict, item_id

SEED = 2026
Truth = Mapping[str, Any]
# What a notebook says of something planted: +1 or -1 if it states a direction, 0 if it leaves the question open.
Findings = Iterator[tuple[str, int, int]]
Reading = Callable[[Spec, Truth, Ledger], Findings]


@dataclass(frozen=True)
class Score:
    """What came of one client: its decisions, and (what was planted, its sign, the sign stated)."""

    slug: str
    decided: tuple[str, ...]
    findings: tuple[tuple[str, int, int], ...]

    @property
    def found(self) -> int:
        """Count what was stated with the right sign."""
        return sum(planted == stated for _, planted, stated in self.findings)


def stated(ledger: Ledger, id: str, *, neutral: float = 0.0) -> int:
    """Return the direction an item states, if it is enough to state one."""
    item = ledger.get(id)
    if item is None or item.verdict is not Verdict.DECIDE or item.value is None:
        return 0
    return (item.value > neutral) - (item.value < neutral)


def topic(spec: Spec, truth: Truth, ledger: Ledger) -> Findings:
    """One topic grows week by week; the others stand still."""
    if "topic" in truth:
        yield "topic", 1, stated(ledger, item_id("EV", "topic", truth["topic"]["name"], "growth"))


def segments(spec: Spec, truth: Truth, ledger: Ledger) -> Findings:
    """Customers fall into so many groups."""
    found = ledger.get("EV-customers-structure")
    right = stated(ledger, "EV-customers-structure") and found is not None and found.value == len(truth["segments"])
    yield "segments", 1, int(right)


def formats(spec: Spec, truth: Truth, ledger: Ledger) -> Findings:
    """One format works and one does not, whatever is counted."""
    planted = truth["formats"]
    networks = [network for network in ("instagram", "facebook") if network in spec.platforms]
    yield "winner", 1, _any(ledger, networks, planted["winning"])
    if "facebook" in networks:
        yield "useless", -1, _any(ledger, ["facebook"], planted["useless"])


def _any(ledger: Ledger, networks: list[str], form: str) -> int:
    """Return the direction most results of a format state."""
    counted = (item_id("RS", n, form, outcome) for n in networks for outcome in ("votes", "interactions"))
    total = sum(stated(ledger, id) for id in counted)
    return (total > 0) - (total < 0)


def campaign(spec: Spec, truth: Truth, ledger: Ledger) -> Findings:
    """The autumn campaign brings visits."""
    if "campaign" in truth and "ga4" in spec.platforms:
        yield "campaign", 1, stated(ledger, "RS-autumn")


def experiment(spec: Spec, truth: Truth, ledger: Ledger) -> Findings:
    """Arm B of one test wins."""
    yield "A/B test", 1, stated(ledger, item_id("RS", "test", truth["ab_test"]["test"], truth["ab_test"]["winner"]))


def budget(spec: Spec, truth: Truth, ledger: Ledger) -> Findings:
    """One more result costs more with influencers than with search ads; needs a year of results per line."""
    if "ga4" not in spec.platforms or spec.months < 12:
        return
    dear, cheap = (ledger.get(f"EV-budget-{line}-next-cost") for line in ("influencers", "google-ads"))
    known = all(item is not None and item.verdict is Verdict.DECIDE for item in (dear, cheap))
    yield "budget", 1, (1 if dear.value > cheap.value else -1) if known else 0  # type: ignore[union-attr, operator]


def score(spec: Spec, root: Path) -> Score:
    """Invent a client, run its notebooks and read what they state."""
    write_client(root / "clients" / spec.slug, spec, schema=SCHEMA_FILE)
    try:
        ledger = ledger_of(spec.slug, data=root, out=root / "out", period=spec.last)
    except Exception as error:
        error.add_note(f"client: {spec}")
        raise
    truth = tomllib.loads((root / "clients" / spec.slug / "truth.toml").read_text(encoding="utf-8"))
    decided = tuple(item.id for item in ledger.values() if item.kind != "EV" and item.verdict is Verdict.DECIDE)
    findings = (
        tuple(finding for reading in READINGS for finding in reading(spec, truth, ledger)) if spec.planted else ()
    )
    return Score(spec.slug, decided, findings)


def scores(count: int, root: Path, *, planted: bool, processes: int = 1) -> list[Score]:
    """Score so many clients; each process has one numerical thread."""
    specs = list(further_specs(count, seed=SEED, planted=planted))
    (root / "clients").mkdir(parents=True, exist_ok=True)
    if processes == 1:
        return [score(spec, root) for spec in specs]
    os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(score, specs, repeat(root)))


def false_share(found: list[Score]) -> float:
    """Return the share of clients with any decision."""
    return sum(bool(one.decided) for one in found) / len(found)


def found_share(found: list[Score]) -> float:
    """Return the share of what is planted that is stated with the right sign."""
    return sum(one.found for one in found) / sum(len(one.findings) for one in found)


def main(count: int = 100, processes: int = 2) -> None:
    """Print both shares, and what is behind them."""
    with tempfile.TemporaryDirectory() as folder:
        nothing = scores(count, Path(folder) / "nothing", planted=False, processes=processes)
        planted = scores(count, Path(folder) / "planted", planted=True, processes=processes)
    print(f"{count} clients without effect: {false_share(nothing):.1%} decide on something (at most 5 %)")
    for id, times in Counter(id for one in nothing for id in one.decided).most_common(20):
        print(f"    {times:3d}  {id}")
    print(f"{count} clients with planted effects: {found_share(planted):.1%} of them found (at least 80 %)")
    names = Counter(name for one in planted for name, _, _ in one.findings)
    hits = Counter(name for one in planted for name, sign, said in one.findings if sign == said)
    wrong = Counter(name for one in planted for name, sign, said in one.findings if said == -sign)
    for name, times in sorted(names.items()):
        print(f"    {name:<12} {hits[name]:3d} of {times:3d}, wrong sign {wrong[name]}")


READINGS: tuple[Reading, ...] = (topic, segments, formats, campaign, experiment, budget)

if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
