"""Which plan a month is judged by: one answer for the report, notebooks 06, 09 and 10."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from prepared import lay_import, own_client

from smmkit.ledger import Ledger
from smmkit.measures.kpis import Facts
from smmkit.period import Period
from smmkit.plan import Plan, load_plan, parse_plan, promise_of
from smmkit.plan.log import LOG_FILE, log_lines, settle
from smmkit.text import Text
from smmkit.topics.budget.proposals import approved_amounts
from smmkit.topics.report.documents.money_lines import money_of
from smmkit.topics.report.proposals.goals import goals, verdict_sentence
from smmkit.topics.results.proposals import planned
from smmkit.topics.review.proposals import promised
from smmkit.workbook import Workbook, open_workbook

PLAN = """
[[objectives]]
id = "OB-revenue"
title = "Revenue of 5,000 a month"
status = "approved"
by = "approver"
on = {day}
metric = "revenue"
target = 5000.0
unit = "money"

[[budget_lines]]
id = "BL-photo"
title = "Photos"
status = "approved"
by = "approver"
on = {day}
value = 300.0
unit = "money"
"""
OCTOBER = Period("2026-10")
SLUG = "cafe-lumbre"


def folder_of(tmp_path: Path, text: str, *versions: tuple[date, str]) -> Path:
    (tmp_path / "plan.toml").write_text(text)
    if versions:
        (tmp_path / LOG_FILE).write_text(log_lines(versions, by="approver"))
    return tmp_path


@pytest.mark.parametrize(("signed", "counts"), [(date(2026, 10, 1), True), (date(2026, 10, 2), False)])
def test_a_plan_signed_after_the_first_day_judges_the_next_month(tmp_path: Path, signed: date, counts: bool) -> None:
    text = PLAN.format(day=signed)
    folder = folder_of(tmp_path, text, (signed, text))
    now = load_plan(folder)
    assert bool(list(promise_of(folder, OCTOBER.start, now).plan)) is counts
    assert [one.id for one in promise_of(folder, date(2026, 11, 1), now).plan] == ["OB-revenue", "BL-photo"]
    assert promised(folder, OCTOBER, now).plan == promise_of(folder, OCTOBER.start, now).plan


def test_what_was_promised_stays_promised_whatever_is_signed_later(tmp_path: Path) -> None:
    before, after = PLAN.format(day="2026-09-01"), PLAN.format(day="2026-11-03").replace("300.0", "900.0")
    folder = folder_of(tmp_path, after, (date(2026, 9, 1), before), (date(2026, 11, 3), after))
    assert promise_of(folder, OCTOBER.start, load_plan(folder)).plan.amounts_in_force == {"photo": 300.0}


@pytest.mark.parametrize(("day", "counts"), [("2026-09-28", True), ("2026-10-01", True), ("2026-10-02", False)])
def test_a_plan_written_by_hand_counts_from_the_days_it_tells(tmp_path: Path, day: str, counts: bool) -> None:
    folder = folder_of(tmp_path, PLAN.format(day=day))
    found = promise_of(folder, OCTOBER.start, load_plan(folder))
    assert bool(list(found.plan)) is counts
    assert Text("en")(found.said).startswith("This month" if counts else "Nothing was promised")


def test_what_stands_in_a_plan_written_by_hand_without_a_day_was_always_promised(tmp_path: Path) -> None:
    text = PLAN.format(day="2026-11-03").replace("on = 2026-11-03\nvalue", "value")
    found = promise_of(folder_of(tmp_path, text), OCTOBER.start, load_plan(tmp_path))
    assert [one.id for one in found.plan] == ["BL-photo"]


def test_of_a_plan_changed_by_hand_since_the_first_one_seen_was_promised(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, PLAN.format(day="2026-09-28"))
    settle(folder, date(2026, 11, 3))
    (folder / "plan.toml").write_text(PLAN.format(day="2026-09-28").replace("300.0", "900.0"))
    settle(folder, date(2026, 11, 4))
    assert load_plan(folder).amounts_in_force == {"photo": 900.0}
    assert promise_of(folder, OCTOBER.start, load_plan(folder)).plan.amounts_in_force == {"photo": 300.0}


@pytest.fixture(scope="module")
def late(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbook]:
    """Open October of a client whose whole plan was signed on 3 November."""
    data = tmp_path_factory.mktemp("data")
    folder = data / "clients" / SLUG
    own_client(SLUG, data / "clients")
    lay_import(SLUG, data / "out")
    text = (folder / "plan.toml").read_text()
    (folder / LOG_FILE).write_text(log_lines([(date(2026, 11, 3), text)], by="approver"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SMMKIT_DATA", str(data))
        patch.setenv("SMMKIT_OUT", str(data / "out"))
        yield open_workbook(SLUG, str(OCTOBER), "en")


def test_report_and_notebooks_hold_the_month_against_the_same_plan(late: Workbook) -> None:
    assert late.plan.amounts_in_force
    assert not list(late.promised)
    money = money_of(late, OCTOBER)
    assert money.planned is None
    assert all(line.planned is None for line in money.lines)
    assert not late.facts.planned
    assert goals(late.promised, Ledger([]), late.client.goals) == ()
    tables = planned(late.promised, late.plan, late.client, until=pd.Timestamp(OCTOBER.end))
    assert tables.objectives.empty
    assert tables.lines.empty
    assert approved_amounts(late.promised).empty
    assert not list(promised(late.client.folder, OCTOBER, late.plan).plan)


def test_a_campaign_is_measured_whenever_it_was_approved(late: Workbook) -> None:
    assert not planned(late.promised, late.plan, late.client, until=pd.Timestamp(OCTOBER.end)).campaigns.empty


def test_page_one_says_that_what_was_approved_since_counts_from_the_next_month() -> None:
    said = Text("en")(verdict_sentence((), later=True))
    assert "objectives approved since it began count from the next one" in said
    assert "count from the next" not in Text("en")(verdict_sentence(()))


def test_a_line_keeps_its_name_although_its_month_was_promised_nothing(tmp_path: Path) -> None:
    spend = pd.DataFrame([("photo", "2026-10-05", 350.0)], columns=["line", "day", "amount"])
    nothing = Facts({}, "Us")
    facts: Any = SimpleNamespace(spend=spend, table=nothing.table, once=nothing.once)
    plan = parse_plan(PLAN.format(day="2026-11-03"), file="plan.toml")
    book: Any = SimpleNamespace(facts=facts, plan=plan, promised=Plan(), ledger=Ledger([]), period=OCTOBER,
                                client=SimpleNamespace(folder=tmp_path))  # fmt: skip
    (line,) = money_of(book, OCTOBER).lines
    assert (line.name, line.planned) == ("Photos", None)
