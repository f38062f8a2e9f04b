"""A campaign's money lies within its account's: whatever sums the plan counts it once."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from inprocess import folders, ledger_of

from smmkit.errors import ConfigError, RunError
from smmkit.ledger import Kind, Ledger
from smmkit.measures.spend import spend_rows
from smmkit.plan import Decision, approve, load_plan, parse_plan, reject
from smmkit.plan.within import booked_lines, parts_of, rest_of
from smmkit.text import Text
from smmkit.topics.budget.proposals import approved_amounts, plan_parts
from smmkit.topics.calendar.documents.workbook import _ads
from smmkit.topics.report.documents.strategy import parts as strategy_parts
from smmkit.topics.report.proposals.money import month_money
from smmkit.topics.results.proposals.plan import planned
from smmkit.topics.review.proposals.done import followed_money
from smmkit.workbook import Workbook, open_workbook

DATA = Path(__file__).resolve().parents[1] / "data" / "clients"
SLUG, PERIOD, WEB = "cafe-lumbre", "2026-10", "data-export.csv"
BY = Decision("approver", date(2026, 11, 2))
SAY = Text("es", country="ES", currency="EUR")
ACCOUNT = "BL-meta-ads"


def line(id: str, value: float, *, within: str = "", status: str = "approved") -> str:
    inside = f'within = "{within}"\n' if within else ""
    return f'[[budget_lines]]\nid = "BL-{id}"\nstatus = "{status}"\nby = "approver"\nvalue = {value}\n{inside}'


META = line("meta-ads", 900)
SPRING, AUTUMN = line("meta-spring", 400, within=ACCOUNT), line("meta-autumn", 450, within=ACCOUNT)


def booked(*written: str) -> dict[str, float | None]:
    return {one.booked_as: one.amount for one in parse_plan("\n".join(written)).lines_in_force}


# --- the plan alone -------------------------------------------------------------------------


def test_what_lies_within_a_line_is_not_counted_beside_it() -> None:
    assert booked(META, SPRING, AUTUMN, line("tools", 40)) == {"meta-ads": 900, "tools": 40}


def test_parts_without_their_line_stand_for_it_together() -> None:
    assert booked(SPRING, AUTUMN, line("tools", 40)) == {"meta-ads": 850, "tools": 40}
    assert booked(line("meta-ads", 900, status="rejected"), SPRING) == {"meta-ads": 400}


def test_what_is_not_approved_is_no_part() -> None:
    assert booked(META, line("meta-spring", 2000, within=ACCOUNT, status="rejected")) == {"meta-ads": 900}


def test_a_line_without_an_amount_is_in_no_sum_and_no_title_is_no_name() -> None:
    bare = '[[budget_lines]]\nid = "BL-{}"\nstatus = "{}"\nby = "approver"\ntitle = "{}"\n'
    lines = (bare.format("tools", "approved", "Tools: as ever"), bare.format("prints", "approved", ""))
    plan = parse_plan("\n".join([META, *lines, bare.format("radio", "proposed", "Radio spots")]))
    assert plan.amounts_in_force == {"meta-ads": 900}
    assert plan.line_titles == {"tools": "Tools"}
    spring = bare.format("meta-spring", "approved", "Spring") + f'within = "{ACCOUNT}"\n'
    account, tools, part = parse_plan("\n".join([META, lines[0], spring])).budget_lines
    assert rest_of(account, [part]) == 900
    assert rest_of(tools, []) == 0


def test_the_rest_of_a_line_is_what_no_part_has() -> None:
    lines = parse_plan(META + SPRING + AUTUMN).budget_lines
    assert rest_of(lines[0], lines) == 50
    assert [one.id for one in parts_of(ACCOUNT, lines)] == ["BL-meta-spring", "BL-meta-autumn"]
    assert [one.id for one in booked_lines(lines)] == [ACCOUNT]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (META + SPRING + line("meta-autumn", 560, within=ACCOUNT),
         r"BL-meta-ads holds 900\.00 and the lines within it come to 960\.00 \(BL-meta-spring, BL-meta-autumn\)"),
        (META + SPRING + line("meta-may", 10, within="BL-meta-spring"), r"BL-meta-may lies within 'BL-meta-spring'"),
        (line("meta-ads", 900, within=ACCOUNT), "lies within itself"),
    ],
    ids=["more than the whole", "a part of a part", "within itself"],
)  # fmt: skip
def test_a_part_is_never_more_than_its_line_nor_a_part_of_a_part(written: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        parse_plan(written)


def test_whoever_reads_amounts_by_account_or_by_campaign_finds_both() -> None:
    plan = parse_plan(SPRING + AUTUMN)
    assert approved_amounts(plan).to_dict() == {"meta-spring": 400, "meta-autumn": 450, "meta-ads": 850}
    assert plan_parts(plan, ["Meta · Spring"]) == {"Meta · Spring": "meta-ads", "meta-autumn": "meta-ads"}


# --- a client whose web export has no channels ----------------------------------------------


@pytest.fixture(scope="module")
def campaigns(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Ledger]:
    """Return the folders of the café without its web export, and what notebook 06 proposes: lines by campaign."""
    data, out = (tmp_path_factory.mktemp(name) for name in ("clients", "out"))
    shutil.copytree(DATA / SLUG, data / SLUG)
    (data / SLUG / "exports" / WEB).unlink()
    return data, out, ledger_of(SLUG, data=data, out=out, only=("06",))


def sums(wb: Workbook, ledger: Ledger) -> dict[str, float]:
    """Return the month's planned money as each product adds it up."""
    spend = spend_rows(wb.table("ads"), wb.table("costs"))
    money = month_money(spend, wb.plan, pd.Timestamp(wb.period.start), pd.Timestamp(wb.period.end))
    assert money.planned is not None
    ads = [row for row in _ads(wb)[1] if "Instagram" in str(row[0]) or "Meta" in str(row[0])]
    return {
        "report": money.planned,
        "facts": sum(wb.plan.amounts_in_force.values()),
        "review": float(followed_money(wb, wb.plan, ledger)["approved"].sum()),
        "results": float(
            planned(wb.plan, wb.plan, wb.client, until=pd.Timestamp(wb.period.end)).lines["planned"].sum()
        ),
        "calendar": float(len(ads)),
        "far from plan": sum(abs(one.spent - (one.planned or 0.0)) for one in money.lines),
    }


def opened(data: Path, out: Path) -> Workbook:
    with folders(data, out):
        return open_workbook(SLUG, PERIOD, "es")


def test_approving_campaigns_leaves_every_sum_over_the_plan_as_it_was(campaigns, tmp_path: Path) -> None:
    source, out, ledger = campaigns
    data = tmp_path / "clients"
    shutil.copytree(source, data)
    parts = [one.id for one in ledger.values() if one.kind is Kind.BL and "within" in one.about]
    before = sums(opened(data, out), ledger)
    plan = approve(data / SLUG, parts, ledger, BY, say=SAY)
    assert len(parts) == 3
    assert {one.within for one in plan.budget_lines if one.id in parts} == {ACCOUNT}
    assert sums(opened(data, out), ledger) == pytest.approx(before)
    (budget,) = [one for one in strategy_parts(opened(data, out)) if one.title == SAY("Budget")]
    assert budget.rows[-1][1] == SAY.money(before["report"], 0)
    # The name of a line: what it cost when it was signed, and that nothing was planned then, is history by now.
    assert not [row[0] for row in budget.rows if ":" in row[0] or "hasta ahora" in row[0]]
    assert sum(row[0].startswith("de ello, Meta · ") for row in budget.rows) == len(parts)


def test_the_amounts_that_lie_within_no_other_add_up_to_the_budget(campaigns) -> None:
    ledger = campaigns[2]
    lines = [one for one in ledger.values() if one.kind is Kind.BL]
    whole = [one for one in lines if "within" not in one.about]
    assert sum(one.value or 0.0 for one in whole) == pytest.approx(2270)
    account = ledger[ACCOUNT]
    assert account.value == pytest.approx(sum(one.value or 0.0 for one in lines if "within" in one.about))


def test_a_campaign_beyond_its_account_is_refused_in_one_sentence_and_goes_with_it(campaigns, tmp_path: Path) -> None:
    source, _, ledger = campaigns
    data = tmp_path / "clients"
    shutil.copytree(source, data)
    parts = [one.id for one in ledger.values() if one.kind is Kind.BL and "within" in one.about]
    text = (data / SLUG / "plan.toml").read_text(encoding="utf-8")
    (data / SLUG / "plan.toml").write_text(text.replace("value = 610.0", "value = 400.0"), encoding="utf-8")
    with pytest.raises(RunError, match=rf"{ACCOUNT} holds 400\.00 and the lines within it come to 610\.00"):
        approve(data / SLUG, parts, ledger, BY, say=SAY)
    assert not set(parts) & load_plan(data / SLUG).ids
    plan = approve(data / SLUG, [ACCOUNT, *parts], ledger, BY, say=SAY)
    assert {one.id: one.amount for one in plan.lines_in_force}[ACCOUNT] == 610
    lowered = reject(data / SLUG, parts[:1], ledger, BY, say=SAY)
    assert {one.id: one.amount for one in lowered.lines_in_force}[ACCOUNT] == 610
