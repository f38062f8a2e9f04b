"""How often the workbook decides on nothing, and how much of what is planted it finds.

Run: python tests/bench/verdicts.py [--clients N] [--planted M] [--worlds outside,smooth,rough] [--first SEED]
     [--keep FILE]

Invents N clients whose data hold no effect and M with planted effects in each world, as folders of exports; imports
them, runs every notebook but the report, and reads the ledger. Prints, per world,
- the share of clients without effect with any proposal DECIDE (upper 95 % bound at most 7.5 %), by notebook and item;
- of the evidence that states a difference where none was planted, the share per kind (at most 5 %);
- of everything planted, the share found with the right sign (at least 80 % where an oracle has power > .9);
- the budget's moves by their sign, those to decide and those to test apart.

`--keep` adds each client's line to a file as soon as it is done and leaves out those that stand there, so that the
bench can be run in pieces; with `--clients 0 --planted 0` it prints what the file holds. `outside` is a world the
project's generator did not make (`tests/outside_world.py`); `smooth` and `rough` are its own.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import time
import tomllib
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "bench")]

import outside_world as outside
from chain import parts_of
from oracle import Powers, format_powers, powers
from outside_exports import write_outside

from smmkit.client import SCHEMA_FILE
from smmkit.demo import further_specs, write_client
from smmkit.ledger import Item, Ledger, Verdict, item_id
from smmkit.stats import wilson

SEED, MONTH, WEEKS = 2026, "2026-10", 30.4 / 7
COUNTED = r"DE-kpi-board"
"""Decided without any effect: the sheet of indicators is a sheet."""
STATES = {
    "growth gap": r"EV-competitor-.+-growth-gap", "rate against rivals": r"EV-[a-z]+-er-vs-rivals",
    "year on year": r"EV-[a-z]+-err-year-on-year", "price": r"EV-ads-cpm-year-on-year", "hour": r"EV-hour-.+",
    "sentiment": r"EV-net-sentiment-vs-rivals", "topic": r"EV-topic-.+-growth", "structure": r"EV-customers-structure",
    "rating": r"EV-rating-.+-vs-rivals", "gain": r"EV-budget-gain", "alarm": r"EV-alarm.*",
    "complaints": r"EV-complaints-change",
}  # fmt: skip
"""Evidence that states a difference when it is DECIDE; a level (a share, a rate) is true without any effect."""


def score(parts: dict[str, list[Item]], truth: dict[str, Any], plan: dict[str, Any], power: Powers) -> dict[str, Any]:
    """Return what came of one client: decisions by notebook, differences stated, findings and moves."""
    items = [(number, item) for number, found in parts.items() for item in found]
    sure = [(number, item) for number, item in items if item.verdict is Verdict.DECIDE]
    ledger = Ledger([item for _, item in items])
    return {
        "decided": [(n, i.id) for n, i in sure if i.kind != "EV" and not re.fullmatch(COUNTED, i.id)],
        "stated": sorted(
            {
                k
                for _, i in sure
                for k, p in STATES.items()
                if i.value is not None and re.fullmatch(p, i.id) and not _says_same(i)
            }
        ),
        "findings": list(findings(ledger, truth, power)),
        "moves": list(moves(ledger, truth, plan)),
    }


def _says_same(item: Item) -> bool:
    """Say whether what is sure is that nothing changed: true of a client in whom nothing is planted."""
    if item.low is None or item.high is None:
        return False
    return item.low <= (1 if item.unit == "ratio" else 0) <= item.high


def sign(ledger: Ledger, id: str) -> int:
    """Return the direction an item states, if it is enough to state one."""
    item = ledger.get(id)
    if item is None or item.verdict is not Verdict.DECIDE or item.value is None:
        return 0
    return (item.value > 0) - (item.value < 0)


def findings(ledger: Ledger, truth: dict[str, Any], power: Powers) -> Iterable[tuple[str, int, int, float]]:
    """Compare what is stated with what was planted: what, its sign, the sign stated, an oracle's power."""
    if "segments" in truth:
        planted = truth["segments"] if isinstance(truth["segments"], int) else len(truth["segments"])
        found = ledger.get("EV-customers-structure")
        yield "segments", 1, int(found is not None and found.value == planted), power.get("segments", 1.0)
    if "topic" in truth:
        name = truth["topic"][0] if isinstance(truth["topic"], tuple) else truth["topic"]["name"]
        yield "topic", 1, sign(ledger, item_id("EV", "topic", name, "growth")), power.get("topic", 1.0)
    form = truth["format"][0] if "format" in truth else truth.get("formats", {}).get("winning")
    if form:
        networks = {str(item.id).split("-")[1] for item in ledger.values() if item.id.endswith(f"-{form}-err")}
        for network in sorted(networks & {"instagram", "facebook"}):
            signs = [sign(ledger, item_id("RS", network, form, outcome)) for outcome in ("votes", "interactions")]
            yield f"format {network}", 1, (sum(signs) > 0) - (sum(signs) < 0), power.get(f"format {network}", 1.0)
    if "campaign" in truth:
        id = truth["campaign"]["id"] if isinstance(truth["campaign"], dict) else "CA-otono"
        yield "campaign", 1, sign(ledger, "RS-" + id[3:]), power["campaign"]
    if "campaign_without_effect" in truth:
        yield "idle campaign", 1, -abs(sign(ledger, "RS-" + truth["campaign_without_effect"]["id"][3:])), 0.0
    test = truth.get("ab_test", {"test": "p0", "winner": "nueva"} if truth.get("test") else None)
    if test:
        yield (
            "A/B test",
            1,
            sign(ledger, item_id("RS", "test", test["test"], test["winner"])),
            power.get("A/B test", 1.0),
        )


def moves(ledger: Ledger, truth: dict[str, Any], plan: dict[str, Any]) -> Iterable[tuple[str, int, int]]:
    """Return verdict, sign that would earn more, and sign proposed, per budget line that is moved.

    A line should get more where another unit of money brings more on its true curve than on the
    average of all lines, each weighed by its money.
    """
    curves = {row["line"]: row for row in truth.get("budget", [])}
    now = {row["id"][3:]: float(row["value"]) for row in plan.get("budget_lines", []) if row["id"][3:] in curves}
    if len(now) < 2:
        return
    next_unit = {
        line: curves[line]["top"] / curves[line]["half"] * float(np.exp(-money / WEEKS / curves[line]["half"]))
        for line, money in now.items()
    }
    usual = sum(next_unit[line] * money for line, money in now.items()) / sum(now.values())
    for line, money in now.items():
        item = ledger.get("BL-" + line)
        if item is not None and item.value is not None and abs(item.value - money) > 0.02 * money:
            yield item.verdict.name, 1 if next_unit[line] > usual else -1, 1 if item.value > money else -1


def own_client(number: int, world: str, folder: Path, *, planted: bool) -> tuple[str, dict[str, Any], Powers]:
    """Write a client of the project's own worlds; return its name, what is planted, and an oracle's powers."""
    *_, spec = further_specs(number + 1, seed=SEED, planted=planted, world=world)
    write_client(folder / spec.slug, spec, schema=SCHEMA_FILE)
    truth = tomllib.loads((folder / spec.slug / "truth.toml").read_text(encoding="utf-8"))
    return spec.slug, truth, powers(spec, truth, folder / spec.slug) if planted else {}


def outside_client(number: int, folder: Path, *, planted: bool) -> tuple[str, dict[str, Any], Powers]:
    """Write a client of the world made elsewhere."""
    one = outside.client(number, planted=planted)
    write_outside(folder / "casa-propia", one)
    return "casa-propia", one.planted, {"campaign": one.campaign_power}


def asked(world: str, number: int, *, planted: bool) -> dict[str, Any]:
    """Write one client, run its notebooks, and return what came of it."""
    began = time.process_time()
    with tempfile.TemporaryDirectory() as place:
        data, out = Path(place) / "clients", Path(place) / "out"
        data.mkdir()
        if world == "outside":
            slug, truth, power = outside_client(number, data, planted=planted)
        else:
            slug, truth, power = own_client(number, world, data, planted=planted)
        plan = data / slug / "plan.toml"
        approved = tomllib.loads(plan.read_text(encoding="utf-8")) if plan.is_file() else {}
        parts = parts_of(slug, data=data, out=out, period=MONTH)
        posts = out / slug / MONTH / "tables" / "posts.parquet"
        if planted and world != "outside" and posts.is_file():
            power |= format_powers(truth, pd.read_parquet(posts))
        found = score(parts, truth if planted else {}, approved, power)
    seconds = round(time.process_time() - began, 1)
    return {"world": world, "number": number, "planted": planted, "seconds": seconds, **found}


def show(world: str, found: list[dict[str, Any]]) -> None:
    """Print how often something was decided or stated where nothing was planted, and what was found where it was."""
    nothing, planted = ([one for one in found if one["planted"] == flag] for flag in (False, True))
    if nothing:
        hits = sum(bool(one["decided"]) for one in nothing)
        bound = wilson(hits, len(nothing), alpha=0.10).high
        print(f"{world}: {len(nothing)} clients without effect, {hits} decide on something (upper bound {bound:.1%})")
        for number, times in sorted(Counter(n for one in nothing for n in {n for n, _ in one["decided"]}).items()):
            print(f"    notebook {number}: {times} clients")
        for id, times in Counter(id for one in nothing for _, id in one["decided"]).most_common(12):
            print(f"    {times:3d}  {id}")
        for kind in STATES:
            times = sum(kind in one["stated"] for one in nothing)
            print(f"    evidence, {kind}: {times} clients state a difference ({times / len(nothing):.1%})")
    if planted:
        print(f"{world}: {len(planted)} planted clients")
        show_planted(planted)
    print(f"    {np.mean([one['seconds'] for one in found]):.1f} s of processor per client", flush=True)


def show_planted(found: list[dict[str, Any]]) -> None:
    """Print how much of what was planted was found, and the signs of the budget's moves."""
    for name in sorted({f[0] for one in found for f in one["findings"]}):
        rows = [f for one in found for f in one["findings"] if f[0] == name]
        able = [f for f in rows if f[3] > 0.9]
        right, wrong = sum(f[2] == f[1] for f in able), sum(f[2] == -f[1] for f in rows)
        print(
            f"    {name:<16} {right:3d} of {len(able):3d} found, wrong sign {wrong} ({len(rows)} planted; mean power of"
            f" an oracle {np.mean([f[3] for f in rows]):.2f}, found of all {np.mean([f[2] == f[1] for f in rows]):.2f})"
        )
    for verdict in ("DECIDE", "TEST", "JUDGE"):
        rows = [move for one in found for move in one["moves"] if move[0] == verdict]
        print(f"    budget, {verdict}: {sum(m[1] == m[2] for m in rows)} of {len(rows)} moves have the right sign")


def main() -> None:
    """Ask the clients that were not asked yet, and print what was found in each world."""
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--planted", type=int, default=25)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--worlds", default="outside,smooth,rough")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    for world in options.worlds.split(","):
        show(world, world_results(world, options))


def world_results(world: str, options: Namespace) -> list[dict[str, Any]]:
    """Return the results of one world: those kept, and those asked now."""
    kept = options.keep is not None and options.keep.is_file()
    lines = options.keep.read_text(encoding="utf-8").splitlines() if kept else []
    found = [one for one in map(json.loads, lines) if one["world"] == world]
    done = {(one["number"], one["planted"]) for one in found}
    for planted, count in ((False, options.clients), (True, options.planted)):
        for number in range(options.first, options.first + count):
            if (number, planted) in done:
                continue
            found.append(asked(world, number, planted=planted))
            if options.keep is not None:
                with options.keep.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(found[-1]) + "\n")
    return found


if __name__ == "__main__":
    main()
