"""The report sets approved and spent side by side, line by line, and says what it does not know."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd

from smmkit.ledger import Ledger
from smmkit.measures.readings import Facts
from smmkit.period import Period
from smmkit.plan import Plan, parse_plan
from smmkit.text import Text
from smmkit.topics.report.documents.money_lines import AmountTable, money_table

PLAN = parse_plan("""
[[budget_lines]]
id = "BL-photo"
title = "Photo and video"
status = "approved"
by = "approver"
on = 2026-08-01
value = 300.0
unit = "money"

[[budget_lines]]
id = "BL-tool"
title = "Publishing tool"
status = "approved"
by = "approver"
on = 2026-08-01
value = 50.0
unit = "money"
""")


def shown(*rows: tuple[str, str, float], plan: Plan = PLAN) -> AmountTable | None:
    spend = pd.DataFrame(rows, columns=["line", "day", "amount"])
    nothing = Facts({}, "Us")
    facts: Any = SimpleNamespace(spend=spend, table=nothing.table, once=nothing.once)
    book: Any = SimpleNamespace(
        facts=facts,
        client=SimpleNamespace(folder=Path("no such folder")),
        plan=plan,
        promised=plan,
        ledger=Ledger([]),
        text=Text("en", currency="USD"),
        period=Period("2026-10"),
    )
    return money_table(book)


def cells(table: AmountTable | None) -> dict[str, list[str]]:
    assert table is not None
    return {row.name: [cell.shown for cell in row.cells] for row in (*table.rows, table.total)}


def test_each_line_stands_with_what_was_approved_spent_and_spent_the_month_before() -> None:
    table = shown(("photo", "2026-10-05", 350.0), ("tool", "2026-10-01", 50.0), ("photo", "2026-09-05", 280.0))
    assert cells(table) == {
        "Photo and video": ["$300", "$350", "+$50", "$280"],
        "Publishing tool": ["$50", "$50", "$0", "$0"],
        "Total": ["$350", "$400", "+$50", "$280"],
    }


def test_each_amount_declares_what_it_is_so_that_no_other_page_can_say_otherwise() -> None:
    table = shown(("photo", "2026-10-05", 350.0), ("photo", "2026-09-05", 280.0))
    assert table is not None
    assert [cell.fact for cell in table.rows[0].cells] == [
        "planned|photo|2026-10", "booked|photo|2026-10", "over|photo|2026-10", "booked|photo|2026-09"
    ]  # fmt: skip


def test_what_nobody_had_planned_and_what_only_the_month_before_cost_are_rows_too() -> None:
    found = cells(shown(("prizes", "2026-10-09", 80.0), ("stand", "2026-09-09", 400.0)))
    assert found["Prizes"] == ["–", "$80", "–", "$0"]
    assert found["Stand"] == ["–", "$0", "–", "$400"]
    assert found["Total"] == ["$350", "$80", "-$270", "$400"]


def test_a_month_before_of_which_nothing_is_told_shows_no_noughts() -> None:
    table = shown(("photo", "2026-10-05", 350.0))
    assert table is not None
    assert table.heads == ("Approved", "Oct 2026", "Difference")
    assert cells(table)["Photo and video"] == ["$300", "$350", "+$50"]


def test_without_a_plan_the_table_tells_what_was_spent() -> None:
    table = shown(("photo", "2026-10-05", 350.0), ("prizes", "2026-10-09", 80.0), plan=Plan())
    assert table is not None
    assert (table.caption, table.heads) == ("Spent, October 2026.", ("Oct 2026",))
    assert cells(table) == {"Photo": ["$350"], "Prizes": ["$80"], "Total": ["$430"]}


def test_there_is_no_table_where_no_export_tells_of_money() -> None:
    assert shown() is None
