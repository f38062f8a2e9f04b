"""Every piece of evidence names the files and the rows it was counted on, and no more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd
import prepared
import pytest

from smmkit import schema
from smmkit.client import load_client
from smmkit.ledger import Item, Kind, Source, Verdict, read_ledger
from smmkit.ledger.citing import Rows, sources_of
from smmkit.sources import import_client
from smmkit.text import Message

if TYPE_CHECKING:
    from pathlib import Path

    from smmkit.ledger import Ledger

CLIENTS = ("cafe-lumbre", "libreria-cenzontle", "ridgeline-bikes")
OUR_OWN = {"plan.toml", "plan_log.jsonl", "calendar.csv", "client.toml", "ledger.json"}


def posts() -> pd.DataFrame:
    """Return eight posts of two networks and two years, in two files."""
    days = pd.to_datetime(["2025-10-02", "2025-10-03", "2026-09-30", "2026-10-01", "2026-10-02"] + ["2026-10-09"] * 3)
    return pd.DataFrame(
        {
            "platform": ["instagram", "facebook", "instagram", "instagram", "instagram"] + ["facebook"] * 3,
            "format": ["reel", "reel", "reel", "story", "reel", "image", "reel", "reel"],
            "is_paid": [False, False, False, False, False, False, True, False],
            "reach": pd.array([10, 10, 10, 10, pd.NA, 10, 10, 10], dtype="Int64"),
            "day": days,
            "source_file": ["a.csv"] * 5 + ["b.csv"] * 3,
            "source_row": [2, 3, 4, 5, 6, 2, 3, 4],
        }
    )


def ads() -> pd.DataFrame:
    """Return ads of two accounts, the second without results."""
    return pd.DataFrame(
        {
            "platform": ["meta", "meta", "google"],
            "campaign_name": ["Web", "Messages", "Search"],
            "spend": [1.0, 2.0, 3.0],
            "source_file": ["ads.csv"] * 3,
            "source_row": [2, 3, 4],
        }
    )


@pytest.fixture
def rows() -> Rows:
    """Return both tables, ready to be cited."""
    tables = {"posts": posts(), "ads": ads()}
    days = {"posts": tables["posts"]["day"], "ads": pd.Series(pd.NaT, index=range(3), dtype="datetime64[us]")}
    feeds = {"a.csv": ["posts"], "b.csv": ["posts"], "ads.csv": ["ads"]}
    return Rows(tables, days, {name: sources_of(table) for name, table in tables.items()}, feeds)


def evidence(**rest: object) -> Item:
    """Return a piece of evidence."""
    return Item(id="EV-x", kind=Kind.EV, title=Message("x"), verdict=Verdict.DECIDE, **rest)  # type: ignore[arg-type]


CASES = {
    "a network and a format": ({"scope": "instagram+reel"}, "posts", {"a.csv": "2, 4, 6"}),
    "all but a format": ({"scope": "instagram+no-story"}, "posts", {"a.csv": "2, 4, 6"}),
    "unpaid alone": ({"scope": "facebook+organic"}, "posts", {"a.csv": "3", "b.csv": "2, 4"}),
    "a month": ({"window": "2026-10"}, "posts", {"a.csv": "5-6", "b.csv": "2-4"}),
    "days": ({"window": "2026-09-30:2026-10-01"}, "posts", {"a.csv": "4-5"}),
    "a month and the year before": (
        {"scope": "instagram+times-year-before", "window": "2026-10"}, "posts", {"a.csv": "2, 5-6"}),
    "a format held against the rest": ({"scope": "facebook+reel+times-rest"}, "posts", {"a.csv": "3", "b.csv": "2-4"}),
    "a forecast rests on the past": ({"scope": "facebook+expected", "window": "2026-12"}, "posts",
                                     {"a.csv": "3", "b.csv": "2-4"}),
    "posts that report it": ({"about": {"rows": "instagram+has-reach"}}, "posts", {"a.csv": "2, 4-5"}),
    "what it says it read": ({"scope": "instagram", "about": {"rows": "facebook", "days": "2025-10"}}, "posts",
                             {"a.csv": "3"}),
    "what it is about": ({"about": {"platform": "facebook"}}, "posts", {"a.csv": "3", "b.csv": "2-4"}),
    "a network no row is of": ({"about": {"platform": "tiktok"}}, "posts", {"a.csv": "", "b.csv": ""}),
    "a budget line of ads": ({"about": {"rows": "google-ads"}}, "ads", {"ads.csv": "4"}),
    "a line of ads nobody bought": ({"about": {"rows": "tiktok-ads"}}, "ads", {}),
    "a campaign of a line": ({"scope": "Meta · Messages+purchases"}, "ads", {"ads.csv": "3"}),
    "a file of the client's folder": ({"about": {"tables": "plan.toml"}}, "posts", {"plan.toml": ""}),
    "what nobody tells apart": ({"scope": "all"}, "posts", {"a.csv": "2-6", "b.csv": "2-4"}),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_evidence_cites_the_rows_it_speaks_of(rows: Rows, case: tuple[dict[str, object], str, dict[str, str]]) -> None:
    rest, table, expected = case
    assert {one.file: one.rows for one in rows.cited(evidence(**rest), (table,))} == expected


def test_a_whole_table_that_was_passed_is_cut_to_the_rows_used_and_an_exact_row_stays(rows: Rows) -> None:
    exact = Source("c.csv", "7")
    found = rows.cited(evidence(scope="instagram+story", source=(*rows.whole["posts"], exact)))
    assert found == (Source("a.csv", "5"), exact)


def counted(source: Source) -> int:
    """Return how many rows a source names."""
    if many := re.search(r"\((\d+)\)", source.rows):
        return int(many[1])
    ends = [part.partition("-") for part in source.rows.split(", ") if part]
    return sum(int(last or first) - int(first) + 1 for first, _, last in ends)


@pytest.fixture(scope="module")
def ledgers(workbooks: Path) -> dict[str, Ledger]:
    """Return the ledger of each invented client's month."""
    return {slug: read_ledger(workbooks / slug / "2026-10") for slug in CLIENTS}


def test_every_piece_of_evidence_of_the_invented_clients_names_files_that_are_there(
    ledgers: dict[str, Ledger], root: Path
) -> None:
    for slug, ledger in ledgers.items():
        here = {path.name for path in (root / "data" / "clients" / slug / "exports").rglob("*")} | OUR_OWN
        found = [item for item in ledger.values() if item.kind is Kind.EV and not item.id.startswith("EV-last-")]
        assert [item.id for item in found if not item.source] == [], slug
        assert {one.file for item in found for one in item.source} <= here, slug


def test_nothing_is_decided_on_what_nobody_knows_and_no_money_on_counted_clicks(ledgers: dict[str, Ledger]) -> None:
    for slug, ledger in ledgers.items():
        for item in ledger.values():
            if item.verdict is Verdict.DECIDE and item.kind is not Kind.EV:
                unknown = [id for id in item.because if id in ledger and ledger[id].verdict is Verdict.NO_DATA]
                assert not unknown, (slug, item.id)
                assert not item.id.startswith(("BL-", "DE-budget")), (slug, item.id)
            if item.verdict is Verdict.TEST:
                assert item.experiment is not None
                assert item.experiment.offered, (slug, item.id)


def test_a_file_is_known_to_feed_every_table_its_rows_stand_in(root: Path) -> None:
    for slug in CLIENTS:
        imported = import_client(load_client(root / "data" / "clients" / slug), prepared.imported(slug))
        for name, table in imported.tables.items():
            files = table["source_file"].dropna().unique()
            assert [file for file in files if name not in imported.feeds[file]] == [], (slug, name)


def test_rates_of_posts_cite_as_many_rows_as_they_counted(ledgers: dict[str, Ledger]) -> None:
    checked = 0
    for slug, ledger in ledgers.items():
        for item in ledger.values():
            if item.kind is Kind.EV and item.id.endswith(("-err", "-cadence", "-load")) and item.n:
                if item.id.startswith(("EV-forecast", "EV-chance", "EV-mde", "EV-month")):
                    continue
                rows = sum(counted(one) for one in item.source)
                assert 0 <= rows - item.n <= 0.05 * item.n + 1, (slug, item.id, rows, item.n)
                checked += 1
    assert checked > 40


def test_no_evidence_cites_all_that_its_notebook_may_read(ledgers: dict[str, Ledger]) -> None:
    most = {
        part: len([1 for table in schema.TABLES.values() if part in table.needed_by]) for part in ("03", "05", "08")
    }
    for slug, ledger in ledgers.items():
        for id, item in ledger.items():
            files = {re.sub(r"[\d_-]+", "", one.file) for one in item.source}
            assert len(files) <= min(most.values()) or id.startswith(("EV-data", "SW", "ST")), (slug, id, len(files))


def test_a_move_a_fact_a_partner_and_a_test_cite_their_own_rows(ledgers: dict[str, Ledger]) -> None:
    for slug, ledger in ledgers.items():
        for id, item in ledger.items():
            if id.startswith(("EV-move-", "EV-sector-", "EV-partner-")):
                assert sum(map(counted, item.source)) == 1, (slug, id)
            if id.startswith("EV-test-"):
                assert sum(map(counted, item.source)) == 2, (slug, id)
