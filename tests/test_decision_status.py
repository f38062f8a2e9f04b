"""A proposal to change what was approved is not shown as approved."""

from __future__ import annotations

from datetime import date

import pytest

from smmkit.ledger import Item, Kind, Ledger, Verdict
from smmkit.plan import Plan
from smmkit.plan.load import parse_plan
from smmkit.present.decision import decision_table
from smmkit.present.decision_panel import status_table
from smmkit.text import N_, Message, Text
from smmkit.topics.report.proposals.summary import summary

SIGNED = """
[[budget_lines]]
id = "BL-search"
title = "Search ads"
value = 6600.0
status = "{status}"
by = "approver"
on = 2026-09-01
unit = "money"
"""


def item(amount: float) -> Item:
    return Item(
        id="BL-search",
        kind=Kind.BL,
        title=Message(N_("Search ads")),
        verdict=Verdict.JUDGE,
        owner="social_media_manager",
        value=amount,
        unit="money",
        period="2026-10",
    )


@pytest.mark.parametrize(
    ("status", "amount", "lang", "stands"),
    [
        ("approved", 9400.0, "en", "approved, change proposed"),
        ("approved", 9400.0, "es", "aprobado, se propone un cambio"),
        ("approved", 6600.0, "en", "approved"),
        ("rejected", 9400.0, "en", "rejected"),
    ],
)
def test_another_amount_than_the_approved_one_is_a_change_proposed(
    status: str, amount: float, lang: str, stands: str
) -> None:
    plan, text = parse_plan(SIGNED.format(status=status), file="plan.toml"), Text(lang, currency="MXN")
    one = item(amount)
    table = decision_table([one], plan, Ledger([one]), text)
    panel = status_table([one], plan, text, stale=())
    assert table[text.word("Status")].tolist() == panel[text.word("Status")].tolist() == [stands]
    assert panel[text.word("Decided")].tolist() == [f"{text.word('approver')}, {text.date(date(2026, 9, 1))}"]


def test_an_approval_that_no_longer_holds_reads_alike_in_table_and_panel() -> None:
    plan, text, one = parse_plan(SIGNED.format(status="approved"), file="plan.toml"), Text("en"), item(9400.0)
    assert status_table([one], plan, text, stale={"BL-search"})["Status"].tolist() == ["stale"]
    assert status_table([one], Plan(), text, stale=())["Status"].tolist() == ["new"]


SEGMENT = """
[[segments]]
id = "SG-work"
title = "Work"
value = 0.336
low = 0.283
high = 0.393
status = "approved"
by = "approver"
on = 2026-10-01
unit = "rate"
verdict = "DECIDE"
"""


@pytest.mark.parametrize(("share", "waits"), [(0.338, False), (0.40, False), (0.46, True)])
def test_a_group_of_customers_is_signed_again_only_where_its_size_surely_moved(share: float, waits: bool) -> None:
    plan, text = parse_plan(SEGMENT, file="plan.toml"), Text("en")
    one = Item(id="SG-work", kind=Kind.SG, title=Message(N_("Work")), verdict=Verdict.DECIDE, value=share,
               low=share - 0.05, high=share + 0.05, unit="rate", because=("EV-structure",))  # fmt: skip
    ledger = Ledger([one])
    assert [item.id for item in summary(ledger, plan).to_sign] == (["SG-work"] if waits else [])
    row = decision_table([one], plan, ledger, text).iloc[0]
    assert row["Status"] == ("approved, change proposed" if waits else "approved")
    assert row["If approved"].startswith("Nothing: it stands") is not waits
    assert status_table([one], plan, text, stale=())["Status"].tolist() == [row["Status"]]
