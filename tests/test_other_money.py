"""A client billed in another currency than its brief's reads so in one sentence, on page 1 and in notebook 06."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from inprocess import ledger_of

from smmkit import schema
from smmkit.client import load_client
from smmkit.ledger import Ledger, Verdict
from smmkit.measures.currencies import other_money, own_money
from smmkit.period import Period
from smmkit.plan import Plan
from smmkit.text import Text
from smmkit.topics.budget.proposals import other_money_items
from smmkit.topics.report.proposals.money import month_money
from smmkit.topics.report.proposals.story import alerts

DATA = Path(__file__).resolve().parents[1] / "data" / "clients"
SLUG, PERIOD = "cafe-lumbre", "2026-10"
TEXTS = [Text("en", currency="EUR"), Text("es", country="ES", currency="EUR")]


def ads(*currencies: str, day: str = "2026-10-03") -> pd.DataFrame:
    rows = [{"platform": "meta", "date_start": day, "date_stop": day, "spend": 5.0, "currency": one}
            for one in currencies]  # fmt: skip
    return schema.conform(pd.DataFrame(rows), "ads")


def test_only_money_told_by_now_in_another_currency_is_named() -> None:
    told = {"ads": ads("EUR", "USD"), "costs": schema.empty("costs")}
    assert other_money(told, "EUR", date(2026, 10, 31)) == {"ads": ("USD",)}
    assert other_money(told, "EUR", date(2026, 9, 30)) == {}
    assert other_money({"ads": ads("EUR")}, "EUR", date(2026, 10, 31)) == {}


@pytest.fixture(scope="module")
def dollars(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """Return what notebook 06 finds for a café whose brief is in dollars and whose money is all told in euros."""
    data, out = (tmp_path_factory.mktemp(name) for name in ("clients", "out"))
    shutil.copytree(DATA / SLUG, data / SLUG)
    for name in ("plan.toml", "plan_log.jsonl"):
        (data / SLUG / name).unlink()
    brief = data / SLUG / "client.toml"
    brief.write_text(brief.read_text(encoding="utf-8").replace('currency = "EUR"', 'currency = "USD"'), "utf-8")
    return ledger_of(SLUG, data=data, out=out, only=("06",))


@pytest.mark.parametrize("text", TEXTS, ids=["en", "es"])
def test_notebook_06_and_page_1_say_it_in_one_sentence(dollars, text: Text) -> None:
    item = dollars["EV-budget-other-currency"]
    said = text(item.title)
    assert item.verdict is Verdict.NO_DATA
    assert {"EUR", "USD"} <= set(said.replace(",", " ").replace(":", " ").split())
    assert said in [text(alert.sentence) for alert in alerts(dollars, Plan(), month_money_of_nothing())]
    assert "EUR" in text(month_money_of_nothing().word)


def month_money_of_nothing():
    spend = pd.DataFrame({"line": [], "day": [], "amount": []})
    first, last = pd.Timestamp("2026-10-01"), pd.Timestamp("2026-10-31")
    return month_money(spend, Plan(), first, last, abroad="EUR")


@pytest.mark.parametrize(
    ("told", "starts"),
    [({"ads": ("USD",)}, "The ads are in USD"), ({"costs": ("USD",)}, "The costs are in USD"),
     ({"ads": ("USD",), "costs": ("MXN", "USD")}, "Ads and costs are in MXN, USD")],
)  # fmt: skip
def test_the_sentence_names_what_is_told_abroad(told, starts) -> None:
    client = load_client(DATA / SLUG)
    tables = {}
    if "ads" in told:
        tables["ads"] = ads(*told["ads"])
    if "costs" in told:
        rows = [{"day": "2026-10-03", "line": "x", "kind": "tools", "amount": 1.0, "currency": one}
                for one in told["costs"]]  # fmt: skip
        tables["costs"] = schema.conform(pd.DataFrame(rows), "costs")
    (item,) = other_money_items(tables, client, Period(PERIOD))
    assert TEXTS[0](item.title).startswith(starts)
    assert all(own_money(table, name, client.currency).empty for name, table in tables.items())


def test_a_client_billed_in_its_own_currency_reads_nothing_of_it() -> None:
    assert other_money_items({"ads": ads("EUR")}, load_client(DATA / SLUG), Period(PERIOD)) == []
