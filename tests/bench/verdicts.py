"""How often the workbook decides on nothing, and how much of what is planted it finds.

Run: .venv/bin/python tests/bench/verdicts.py [--clients N] [--worlds outside,smooth,rough] [--first SEED]

Invents N clients whose data hold no effect and a quarter as many with planted effects in each world, and asks the
analyses and proposals of notebooks 01, 02, 04 and 09 directly. Prints, per world,
- the share of clients without effect with any proposal DECIDE (upper 95 % bound at most 7.5 %), by notebook and kind;
- of the evidence that states a difference where none was planted, the share per kind (at most 5 %);
- of everything planted, the share found with the right sign (at least 80 % where an oracle has power > .9).

`outside` is a world the project's generator did not make (`tests/outside_world.py`); `smooth` and `rough` are its own.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
import tomllib
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import pandas as pd

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

import outside_world as outside
from inprocess import folders

from smmkit import schema
from smmkit.client import SCHEMA_FILE, Client, load_client
from smmkit.demo import further_specs, write_client
from smmkit.ledger import Check, Item, Ledger, Verdict, item_id
from smmkit.measures.posts import OUTCOMES, post_features
from smmkit.period import Period
from smmkit.sources.dates import load_dates
from smmkit.stats import wilson
from smmkit.text import Message
from smmkit.topics.market import analysis as market
from smmkit.topics.market import proposals as said_market
from smmkit.topics.results import analysis as results
from smmkit.topics.results import proposals as said_results
from smmkit.topics.segments import analysis as segments
from smmkit.topics.segments import proposals as said_segments
from smmkit.topics.swot import analysis as swot
from smmkit.topics.swot import proposals as said_swot
from smmkit.workbook import open_workbook

SEED = 2026
MONTH = "2026-10"
NEUTRAL = {"ratio": 1.0}
STATES = {
    "growth gap": r"EV-competitor-.+-growth-gap", "rate against rivals": r"EV-[a-z]+-er-vs-rivals",
    "year on year": r"EV-[a-z]+-err-year-on-year", "price": r"EV-ads-cpm-year-on-year",
    "sentiment": r"EV-net-sentiment-vs-rivals", "topic": r"EV-topic-.+-growth", "structure": r"EV-customers-structure",
}  # fmt: skip
"""Evidence that states a difference when it is DECIDE; a level (a share, a rate) is true without any effect."""
PLANTED_RIVAL = "rival-uno"


@dataclass(frozen=True)
class Asked:
    """What the notebooks are asked of one client."""

    tables: dict[str, pd.DataFrame]
    client: Client
    campaigns: pd.DataFrame
    breaks: pd.DataFrame

    def table(self, name: str) -> pd.DataFrame:
        """Return a canonical table, empty if the client has none."""
        return self.tables[name] if name in self.tables else schema.empty(name)


@dataclass(frozen=True)
class Score:
    """What came of one client: decisions by notebook, evidence stated, and (what, its sign, the sign stated, power)."""

    decided: tuple[tuple[str, str], ...]
    stated: tuple[str, ...]
    findings: tuple[tuple[str, int, int, float], ...]


def items_of(asked: Asked) -> dict[str, list[Item]]:
    """Return what each notebook records."""
    found = {"01": market_items(asked)}
    found["02"] = swot_items(asked, Ledger(found["01"]))
    found["04"] = segment_items(asked)
    found["09"] = result_items(asked)
    return found


def market_items(asked: Asked) -> list[Item]:
    """Ask notebook 01."""
    period, client = Period(MONTH), asked.client
    scope, posts, rivals = said_market.scope_of(client), asked.table("posts"), asked.table("competitors")
    mentions, source = asked.table("mentions"), ()
    followers = market.known_followers(asked.table("daily"), rivals, own=scope.own)
    activity = market.public_activity(
        posts, followers, rivals, own=scope.own, rivals=scope.rivals, end=period.end
    )  # fmt: skip
    growth = market.growth_gaps(followers, rivals, own=scope.own, rivals=scope.rivals, end=period.end)
    window = {"first": period.start, "last": period.end}
    sentiment = market.sentiment_table(mentions, scope.brands, **window)
    gap = market.sentiment_gap(mentions, scope.brands, own=scope.own, **window)
    topics = market.topic_growth(asked.table("topics"), end=period.end)
    told: dict[str, Any] = {"period": MONTH, "source": source}
    return [
        *said_market.benchmark_items(market.benchmark_table(activity), market.rival_gaps(activity), **told),
        *said_market.growth_items(growth, **told),
        *said_market.sentiment_items(sentiment, gap, own=scope.own, **told),
        *said_market.topic_items(topics, **told),
    ]


def swot_items(asked: Asked, before: Ledger) -> list[Item]:
    """Ask notebook 02."""
    yearly = swot.yearly_change(asked.table("posts"), asked.breaks, last=Period(MONTH))
    price = swot.price_change(asked.table("ads"), last=Period(MONTH))
    changes = said_swot.change_items(yearly, price, period=MONTH, posts_source=(), ads_source=())
    evidence = Ledger([*before.values(), *changes])
    known, judgements = said_swot.with_experts(
        swot.swot_items(said_swot.evidence_table(evidence.values())), asked.table("judgements")
    )
    weighing = swot.weigh(known, judgements)
    owner = asked.client.roles.social_media_manager
    items = said_swot.swot_ledger_items(weighing.table, evidence, owner=owner, period=MONTH)
    pairs = swot.pair_items(weighing, said_swot.possible_pairs(), said_swot.goal_metrics(asked.client))
    ranks = swot.strategy_ranks(pairs, weighing)
    strategies = said_swot.strategy_items(pairs, ranks, items, yearly, client=asked.client, period=MONTH)
    return [*changes, *items, *strategies]


def segment_items(asked: Asked) -> list[Item]:
    """Ask notebook 04."""
    customers = asked.table("customers")
    features = customers.filter(like="interest_").astype(float)
    structure = segments.find_structure(features)
    cards = segments.describe(customers, features, structure.labels, pd.Timestamp(Period(MONTH).end))
    told: dict[str, Any] = {"period": MONTH, "source": ()}
    return [
        said_segments.structure_item(structure, **told),
        *said_segments.segment_items(structure, cards, asked.client, **told),
    ]


def result_items(asked: Asked) -> list[Item]:
    """Ask notebook 09."""
    posts, until = asked.table("posts"), pd.Timestamp(Period(MONTH).end)
    rates = results.format_rates(posts)
    effects = results.format_effects(post_features(posts), list(OUTCOMES))
    same = Check("definition", True, Message("one definition"))
    evidence = said_results.rate_items(rates, effects, definition=same, period=MONTH, source=())
    formats = said_results.format_items(effects, evidence, weeks=61.0, period=MONTH, source=())
    dates = load_dates(asked.client.country, asked.client.sector)
    found = results.campaign_effects(
        asked.campaigns, asked.table("daily"), asked.table("web"), until=until, dates=dates
    )  # fmt: skip
    tests = results.ab_results(asked.table("ab_tests"), until)
    return [
        *evidence,
        *formats,
        *said_results.campaign_items(asked.campaigns, found, period=MONTH),
        *said_results.experiment_items(tests, period=MONTH, source=()),
    ]


def outside_clients(count: int, first: int, *, planted: bool) -> Iterator[tuple[Asked, dict[str, Any], float]]:
    """Draw clients of the world made elsewhere."""
    brief = load_client(ROOT / "data" / "clients" / "cafe-lumbre")
    rivals = tuple(
        one.model_copy(update={"name": name})
        for one, name in zip(brief.competitors, outside.RIVALS, strict=True)
    )  # fmt: skip
    client = brief.model_copy(update={"name": outside.OWN, "competitors": rivals})
    campaigns = pd.DataFrame(
        [{"id": "CA-otono", "title": "Otoño", "metric": "sessions", "start": outside.CAMPAIGN[0],
          "end": outside.CAMPAIGN[1], "expected": None, "unit": "count"}]
    )  # fmt: skip
    none = pd.DataFrame(columns=["platform", "metric", "day"])
    for seed in range(first, first + count):
        one = outside.client(seed, planted=planted)
        yield Asked(one.tables, client, campaigns, none), one.planted, one.campaign_power


def own_clients(
    count: int, first: int, *, planted: bool, world: str
) -> Iterator[tuple[Asked, dict[str, Any], float]]:  # fmt: skip
    """Write clients of the project's own worlds, import them, and read their tables."""
    specs = list(further_specs(first + count, seed=SEED, planted=planted, world=world))[first:]
    for spec in specs:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "clients" / spec.slug
            place.parent.mkdir()
            write_client(place, spec, schema=SCHEMA_FILE)
            with folders(Path(folder), Path(folder) / "out"), mock.patch("sys.stdout"):
                book = open_workbook(spec.slug, MONTH, "en")
                tables = {name: book.table(name) for name in schema.TABLES}
            campaigns = said_results.planned(book.plan, until=pd.Timestamp(book.period.end)).campaigns
            path = place / "truth.toml"
            truth = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
            yield Asked(tables, book.client, campaigns, book.imported.breaks), truth, 1.0


def sign(ledger: Ledger, id: str, neutral: float = 0.0) -> int:
    """Return the direction an item states, if it is enough to state one."""
    item = ledger.get(id)
    if item is None or item.verdict is not Verdict.DECIDE or item.value is None:
        return 0
    return (item.value > neutral) - (item.value < neutral)


def findings(
    ledger: Ledger, truth: dict[str, Any], power: float, campaigns: pd.DataFrame
) -> Iterator[tuple[str, int, int, float]]:
    """Compare what is stated with what was planted."""
    if "segments" in truth:
        planted = truth["segments"] if isinstance(truth["segments"], int) else len(truth["segments"])
        found = ledger.get("EV-customers-structure")
        yield "segments", 1, int(found is not None and found.value == planted), 1.0
    if "topic" in truth:
        name = truth["topic"][0] if isinstance(truth["topic"], tuple) else truth["topic"]["name"]
        yield "topic", 1, sign(ledger, item_id("EV", "topic", name, "growth")), 1.0
    form = truth["format"][0] if "format" in truth else truth.get("formats", {}).get("winning")
    if form:
        networks = {str(item.id).split("-")[1] for item in ledger.values() if item.id.endswith(f"-{form}-err")}
        total = sum(sign(ledger, item_id("RS", n, form, o)) for n in networks for o in ("votes", "interactions"))
        yield "format", 1, (total > 0) - (total < 0), 1.0
    if "campaign" in truth and len(campaigns):
        yield "campaign", 1, sign(ledger, "RS-" + str(campaigns["id"].iloc[0])[3:]), power
    test = truth.get("ab_test", {"test": "p0", "winner": "nueva"} if truth.get("test") else None)
    if test:
        yield "A/B test", 1, sign(ledger, item_id("RS", "test", test["test"], test["winner"])), 1.0


def score(asked: Asked, truth: dict[str, Any], power: float) -> Score:
    """Ask the notebooks and read what they state."""
    by_notebook = items_of(asked)
    ledger = Ledger([item for items in by_notebook.values() for item in items])
    decided = tuple(
        (number, item.id)
        for number, items in by_notebook.items()
        for item in items
        if item.kind != "EV" and item.verdict is Verdict.DECIDE
    )
    stated = tuple(
        kind
        for item in ledger.values()
        for kind, pattern in STATES.items()
        if re.fullmatch(pattern, item.id) and item.verdict is Verdict.DECIDE and item.value is not None
    )
    return Score(decided, stated, tuple(findings(ledger, truth, power, asked.campaigns)))


def clients(world: str, count: int, first: int, *, planted: bool) -> Iterator[tuple[Asked, dict[str, Any], float]]:
    """Return clients of a world."""
    if world == "outside":
        return outside_clients(count, first, planted=planted)
    return own_clients(count, first, planted=planted, world=world)


def show_nothing(world: str, found: list[Score]) -> None:
    """Print how often something was decided or stated where nothing was planted."""
    hits = sum(bool(one.decided) for one in found)
    bound = wilson(hits, len(found), alpha=0.10).high
    print(f"{world}: {len(found)} clients without effect, {hits} decide on something (upper 95 % bound {bound:.1%})")
    for number, times in sorted(Counter(n for one in found for n in {n for n, _ in one.decided}).items()):
        print(f"    notebook {number}: {times} clients")
    for id, times in Counter(id for one in found for _, id in one.decided).most_common(12):
        print(f"    {times:3d}  {id}")
    for kind, times in sorted(Counter(k for one in found for k in set(one.stated)).items()):
        print(f"    evidence, {kind}: {times} clients state a difference ({times / len(found):.1%})")


def show_planted(world: str, found: list[Score]) -> None:
    """Print how much of what was planted was found."""
    for name in sorted({f[0] for one in found for f in one.findings}):
        rows = [f for one in found for f in one.findings if f[0] == name]
        able = [f for f in rows if f[3] > 0.9]
        right, wrong = (sum(f[2] == s * f[1] for f in able) for s in (1, -1))
        print(
            f"    {name:<10} {right:3d} of {len(able):3d} found, wrong sign {wrong} ({len(rows)} planted; mean power of"
            f" an oracle over all {sum(f[3] for f in rows) / len(rows):.2f},"
            f" found of all {sum(f[2] == f[1] for f in rows) / len(rows):.2f})"
        )


def scored(drawn: Iterable[tuple[Asked, dict[str, Any], float]]) -> list[Score]:
    """Score clients one after the other."""
    return [score(*one) for one in drawn]


def main() -> None:
    """Print what was found in each world."""
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--planted", type=int, default=None)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--worlds", default="outside,smooth,rough")
    options = parser.parse_args()
    few = options.clients // 4 if options.planted is None else options.planted
    for world in options.worlds.split(","):
        began = time.process_time()
        nothing = scored(clients(world, options.clients, options.first, planted=False))
        if nothing:
            show_nothing(world, nothing)
        show_planted(world, scored(clients(world, few, options.first, planted=True)))
        seconds = (time.process_time() - began) / max(options.clients + few, 1)
        print(f"    {seconds:.1f} s of processor per client", flush=True)


if __name__ == "__main__":
    main()
