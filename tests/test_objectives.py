"""Notebook 03: objectives on what social media carries, refused where they are none, and one board for Monday."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import pandas as pd
import pytest
from briefs import client_of
from inprocess import ledger_of
from ledgers import commit
from prepared import lay_import

from smmkit import schema
from smmkit.ledger import Check, Item, Ledger, Verdict, judge, write_part
from smmkit.measures.kpis import Facts, Scope, Window
from smmkit.period import Period
from smmkit.plan.change import Decision
from smmkit.plan.decide import approve
from smmkit.plan.load import parse_plan, read_plan
from smmkit.plan.wanted import wanted
from smmkit.present.chances import tenths
from smmkit.report.sheets import Share, Sheet, workbook_bytes
from smmkit.text import Message, Text
from smmkit.topics.objectives import analysis as objectives
from smmkit.topics.objectives import documents, proposals, tables
from smmkit.topics.objectives.proposals.board import Board, as_data, from_data

if TYPE_CHECKING:
    from smmkit.client import Client
    from smmkit.ledger import Ledger
    from smmkit.plan import Plan
    from smmkit.topics.objectives.proposals import Case
from smmkit.topics.report.proposals.points import asked_points

ROOT = Path(__file__).resolve().parents[1]
MONTHS = pd.period_range(end=pd.Period("2026-10", freq="M"), periods=14, freq="M")
NO_DATES = pd.DataFrame({"day": pd.to_datetime([]), "major": pd.array([], dtype=bool)})
BRIEF = """
name = "Shop"
sector = "Shop of lamps"
country = "GB"
language = "en"
timezone = "Europe/London"
currency = "GBP"
margin = 0.4
[[accounts]]
platform = "instagram"
handle = "shop"
[roles]
approver = "Owner"
social_media_manager = "Social media manager"
"""
GOAL = """
[[goals]]
id = "orders"
goal = "More orders"
metric = "{metric}"
start = 2026-01-01
deadline = 2026-12-31
"""


def web(months: int, *, social: Sequence[float] = (5,), direct: float = 15, seed: int = 1) -> pd.DataFrame:
    """Return web rows of the last months, a day and channel each, with noise."""
    rng = np.random.default_rng(seed)
    days = pd.date_range(MONTHS[-months].start_time.normalize(), "2026-10-31")
    level = {"Organic Social": np.resize(social, len(days)), "Direct": np.full(len(days), direct)}
    parts = [
        pd.DataFrame({"day": days, "channel": name, "sessions": 100, "key_events": rng.poisson(mean), "revenue": 50.0})
        for name, mean in level.items()
    ]
    return schema.conform(pd.concat(parts, ignore_index=True), "web")


def posts(months: int, format: str, *, rate: float = 0.04, seed: int = 1) -> pd.DataFrame:
    """Return posts of the last months, one every third day."""
    rng = np.random.default_rng(seed)
    days = pd.date_range(MONTHS[-months].start_time.normalize(), "2026-10-31", freq="3D")
    told = {
        "platform": "instagram", "grain": "lifetime", "is_own": True, "format": format, "reach": 1000,
        "post_id": [f"{format}{n}" for n in range(len(days))], "published_at": days.tz_localize("UTC"),
        "interactions": rng.poisson(1000 * rate, len(days)), "likes": rng.poisson(500 * rate, len(days)),
    }  # fmt: skip
    return schema.conform(pd.DataFrame(told), "posts")


def brief(folder: Path, *metrics: str) -> Client:
    return client_of(
        folder, BRIEF + "".join(GOAL.format(metric=one).replace('"orders"', f'"g{n}"') for n, one in enumerate(metrics))
    )


def found(client: Client, facts: Facts, plan: Plan | None = None) -> tuple[Case, ...]:
    plan = plan or parse_plan("", file="plan.toml")
    wishes = schema.empty("wishes")
    aims = (*proposals.signed_aims(plan, client), *proposals.new_aims(client, plan, facts, wishes, Period("2026-10")))
    return proposals.cases(aims, facts, MONTHS, NO_DATES)


@pytest.fixture(scope="module")
def cafe(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    out = tmp_path_factory.mktemp("out")
    lay_import("cafe-lumbre", out)
    return ledger_of("cafe-lumbre", data=ROOT / "data", out=out, lang="es", only=["03"])


class TestTheCafe:
    def test_the_part_social_media_carries_is_said(self, cafe: Ledger) -> None:
        said = Text("es", country="ES", currency="EUR")(cafe["EV-carried-by-social"].title)
        assert "167 de 611" in said
        assert cafe["EV-carried-by-social"].value == pytest.approx(167 / 611)

    def test_an_objective_on_that_part_is_proposed_with_the_whole_as_guardrail(self, cafe: Ledger) -> None:
        item = cafe["OB-key-events-social"]
        assert item.about["scope.channels"] == "Organic Social|Paid Social"
        assert item.about["guardrail.metric"] == "key_events"
        assert item.about["guardrail.at_least"] < 611
        assert item.low < item.value
        assert "EV-carried-by-social" in item.because
        assert 0 < item.about["p_at_signing"] < 1

    def test_what_was_met_in_two_of_three_months_is_marked_for_review(self, cafe: Ledger) -> None:
        item = cafe["DE-objective-review-key-events"]
        said = Text("en")(item.title)
        assert "already met in two of the last three months" in said
        assert not next(one for one in item.checks if one.name == "smart_a").passed

    def test_stories_are_a_break_of_the_rate_that_mixes_them(self, cafe: Ledger) -> None:
        said = Text("en")(cafe["DE-objective-review-err"].title)
        assert 0 < said.index("with today's plan it is out of reach") < said.index("what is counted changed")
        assert cafe["EV-forecast-err"].n == 6

    def test_signed_objectives_get_their_chance_for_the_report(self, cafe: Ledger) -> None:
        for tail in ("err", "key-events"):
            assert 0 <= cafe[f"EV-chance-{tail}"].value <= 1
            assert cafe[f"EV-forecast-{tail}"].low < cafe[f"EV-forecast-{tail}"].high

    def test_spanish_and_english_hold_the_same_numbers(self, cafe: Ledger) -> None:
        spanish, english = Text("es", country="ES", currency="EUR"), Text("en", country="GB", currency="EUR")
        for item in cafe.values():
            numbers = [
                sorted(re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d)", "", say(item.title))))
                for say in (spanish, english)
            ]
            assert numbers[0] == numbers[1], item.id
            assert "Meta" not in spanish(item.title)

    def test_approval_writes_scope_guardrail_rule_and_chance(self, cafe: Ledger, tmp_path: Path) -> None:
        folder = tmp_path / "cafe"
        folder.mkdir()
        shutil.copy(ROOT / "data/clients/cafe-lumbre/plan.toml", folder)
        decision = Decision("approver", date(2026, 11, 2))
        approve(folder, ["OB-key-events-social"], cafe, decision, say=Text("es"))
        entry = parse_plan(read_plan(folder / "plan.toml"), file="plan.toml").entry("OB-key-events-social")
        assert entry is not None
        assert entry.scope.channels == ("Organic Social", "Paid Social")  # type: ignore[attr-defined]
        assert entry.guardrail.metric == "key_events"  # type: ignore[attr-defined]
        assert entry.rule in {"reach", "stretch"}  # type: ignore[attr-defined]
        assert entry.p_at_signing == pytest.approx(cafe["OB-key-events-social"].about["p_at_signing"])  # type: ignore[attr-defined]
        assert entry.deadline == date(2026, 12, 31)  # type: ignore[attr-defined]

    def test_the_board_is_recorded_with_its_numbers(self, cafe: Ledger) -> None:
        rows = from_data(str(cafe[proposals.BOARD_ID].about["numbers"]))
        assert 3 <= len(rows) <= 7
        assert all(row.limits is not None for row in rows)


def test_stories_change_no_rate_that_was_signed_without_them_and_print_a_break(tmp_path: Path) -> None:
    client = brief(tmp_path, "err")
    plan = parse_plan(
        """
[[objectives]]
id = "OB-err-instagram"
title = "Answers"
status = "approved"
by = "approver"
metric = "err"
target = 0.05
baseline = 0.04
deadline = 2026-12-31
scope = {platforms = ["instagram"], formats = ["reel"]}
""",
        file="plan.toml",
    )
    reels, stories = posts(14, "reel"), posts(6, "story", rate=0.01)
    before = found(client, Facts({"posts": reels}), plan)[0]
    after = found(client, Facts({"posts": pd.concat([reels, stories], ignore_index=True)}), plan)[0]
    assert np.array_equal(before.outlook.values, after.outlook.values)
    assert before.chosen == after.chosen
    mixed = proposals.cases(
        [proposals.Aim("OB-err", "Answers", "err", Scope(), down=False, deadline=date(2026, 12, 31))],
        Facts({"posts": pd.concat([reels, stories], ignore_index=True)}), MONTHS, NO_DATES,
    )[0]  # fmt: skip
    assert mixed.outlook.n == 6
    assert "only since" in tables.baseline_table([mixed], Text("en")).iloc[0, -1]


@pytest.mark.parametrize(
    ("months", "verdict", "banded"), [(2, Verdict.NO_DATA, False), (4, Verdict.JUDGE, True), (14, None, True)]
)
def test_few_months_are_judged_and_two_are_no_data(
    tmp_path: Path, months: int, verdict: Verdict | None, banded: bool
) -> None:
    client = brief(tmp_path, "key_events")
    cases = found(client, Facts({"web": web(months)}))
    evidence = [one for case in cases for one in proposals.evidence_items(case, ())]
    items = proposals.objective_items(cases, [None], [], parse_plan("", file="plan.toml"), client)
    forecast = next(one for one in evidence if one.id == "EV-forecast-key-events-social")
    assert (forecast.low is not None) == banded
    assert verdict is None or items[0].verdict is verdict
    if verdict is Verdict.NO_DATA:
        assert items[0].collect is not None
        assert items[0].value is None


def test_without_a_web_export_no_objective_on_results_is_proposed_and_it_is_said(tmp_path: Path) -> None:
    client, facts = brief(tmp_path, "key_events", "err"), Facts({"posts": posts(14, "reel")})
    assert [case.aim.id for case in found(client, facts)] == ["OB-err-instagram"]
    (blind,) = proposals.without_web(client, facts)
    assert "no web export tells what social media brought" in Text("en")(blind.title)
    assert blind.verdict is Verdict.NO_DATA
    other = Item.of("EV-a", Message("x"), judge([], collect=Message("Count them.")))
    asked = wanted(Ledger([other, blind]), parse_plan("", file="plan.toml"))
    assert [one.items[0].id for one in asked] == [blind.id, "EV-a"]  # what the client asked for comes first


PROMISED_VISITS = """
[[objectives]]
id = "OB-visits"
title = "More visits"
status = "approved"
metric = "sessions"
value = 9000
deadline = "2026-12-31"
by = "approver"
on = "2026-09-30"
"""


@pytest.mark.parametrize("told", [True, False])
def test_an_objective_rests_only_on_what_is_recorded_about_the_part_social_media_carries(
    tmp_path: Path, told: bool
) -> None:
    rows = web(14)
    rows["channel"] = rows["channel"] if told else "Direct"
    plan, facts = parse_plan(PROMISED_VISITS, file="plan.toml"), Facts({"web": rows})
    client = brief(tmp_path, "sessions")
    cases = found(client, facts, plan)
    carried = objectives.shares(facts, Window.month(Period("2026-10")))
    recorded = {one.id for one in proposals.carried_items(carried, (), "2026-10")}
    items = proposals.objective_items(cases, [None] * len(cases), carried, plan, client)
    rests = {reason for one in items for reason in one.because if reason.startswith("EV-carried")}
    assert "DE-objective-review-visits" in {one.id for one in items}
    assert rests <= recorded
    assert rests == ({"EV-carried-by-social-sessions"} if told else set())


def test_an_objective_that_is_over_asks_for_another_or_an_end_and_nothing_else(tmp_path: Path) -> None:
    client, facts = brief(tmp_path, "sessions"), Facts({"web": web(14)})
    plan = parse_plan(PROMISED_VISITS.replace("2026-12-31", "2026-09-30"), file="plan.toml")
    cases = found(client, facts, plan)
    items = proposals.objective_items(cases, [None] * len(cases), [], plan, client)
    (review,) = (one for one in items if one.id == "DE-objective-review-visits")
    assert Text("en")(review.title) == "“More visits” was due on Sep 30, 2026: set another target, or end it"


def test_without_a_goal_five_candidates_are_judgements_without_a_number(tmp_path: Path) -> None:
    items = proposals.candidate_items(brief(tmp_path))
    assert len(items) == 5
    assert {one.verdict for one in items} == {Verdict.JUDGE}
    assert all(one.value is None and one.owner for one in items)
    assert items[0].metric == "key_events"
    assert proposals.candidate_items(brief(tmp_path / "other", "err")) == []


CONFLICT = """
[[objectives]]
id = "OB-key-events"
title = "Orders"
status = "approved"
by = "approver"
metric = "key_events"
target = 700
because = ["ST-ads"]
[[objectives]]
id = "OB-err"
title = "Answers"
status = "approved"
by = "approver"
metric = "err"
target = 0.05
because = ["ST-{other}"]
[[strategies]]
id = "ST-ads"
status = "approved"
by = "approver"
[[strategies]]
id = "ST-posts"
status = "approved"
by = "approver"
[[budget_lines]]
id = "BL-meta-ads"
title = "Ads"
status = "approved"
by = "approver"
because = ["ST-ads"]
value = 500.0
"""


@pytest.mark.parametrize(("other", "count"), [("ads", 1), ("posts", 0)])
def test_two_objectives_on_one_budget_line_are_one_conflict(tmp_path: Path, other: str, count: int) -> None:
    client, plan = brief(tmp_path), parse_plan(CONFLICT.replace("{other}", other), file="plan.toml")
    cases = found(client, Facts({"web": web(14), "posts": posts(14, "reel")}), plan)
    pairs = proposals.conflicts(plan, cases)
    items = proposals.conflict_items(pairs, proposals.titles(cases, Text("en")), plan, [], client)
    assert [one.id for one in items] == ["DE-objective-conflict-key-events-err"] * count
    assert all("BL-meta-ads" in one.because for one in items)


def test_a_target_below_the_baseline_is_never_proposed(tmp_path: Path) -> None:
    client = brief(tmp_path, "key_events")
    for seed in range(12):
        fall = np.linspace(8, 4, 425)
        case = found(client, Facts({"web": web(14, social=fall, seed=seed)}))[0]
        assert case.chosen is None or case.chosen.target > (case.outlook.baseline or 0)
        assert case.chosen is None or not case.chosen.already


def test_a_measure_whose_figures_are_all_reached_says_so_and_not_that_months_are_missing(tmp_path: Path) -> None:
    client = brief(tmp_path, "key_events")
    case = next(one for one in found(client, Facts({"web": web(14)}, "brand")) if not one.signed and one.offers)
    reached = replace(case, chosen=None, letters=(), seen=None, design=None)
    item = next(iter(proposals.objective_items([reached], [None], [], parse_plan("", file="plan.toml"), client)))
    text = Text("en")
    said = " ".join([text(item.title), text(item.collect), *(text(check.found) for check in item.checks)])
    assert item.verdict is Verdict.NO_DATA
    assert item.value is None
    assert "no figure on offer asks for more than is reached already" in said
    assert "wishes.csv" in said
    assert "Export" not in said
    assert "months" not in said.replace("the last three months", "")


def hostile(**changed: object) -> Board:
    weeks = pd.DataFrame({"start": [date(2026, 10, 5), date(2026, 10, 12)], "value": [3.0, np.nan]})
    given = {"metric": "key_events", "where": "=cmd|' /C calc'!A0", "weeks": weeks, "limits": None, "signal": False,
             "above": False, "down": False, "file": "+1", "owner": "@SUM(A1)"}  # fmt: skip
    return Board(**{**given, **changed})  # type: ignore[arg-type]


class TestTheSpreadsheet:
    def content(self) -> bytes:
        class Opened:
            text = Text("en")
            ledger: ClassVar = {
                proposals.BOARD_ID: type("Item", (), {"about": {"numbers": as_data([hostile(), hostile(where="-2")])}})
            }

        written = documents.kpi_board(Opened())  # type: ignore[arg-type]
        assert written is not None
        return written

    def test_no_cell_is_a_formula(self) -> None:
        with zipfile.ZipFile(io.BytesIO(self.content())) as book:
            sheets = [book.read(name).decode() for name in book.namelist() if "worksheets/sheet" in name]
        assert len(sheets) == 2
        assert not any("<f>" in sheet for sheet in sheets)

    def test_thirteen_weeks_are_left_blank(self) -> None:
        from python_calamine import CalamineWorkbook

        rows = CalamineWorkbook.from_filelike(io.BytesIO(self.content())).get_sheet_by_name("Weeks").to_python()
        assert len(rows) == 1 + 2 + documents.AHEAD
        assert rows[0][1] == "Key events (=cmd|' /C calc'!A0)"
        assert rows[1][1] == 3
        assert all(cell == "" for row in rows[2:] for cell in row[1:])

    def test_a_rate_is_read_and_written_in_percent(self) -> None:
        import openpyxl

        sheet = Sheet("Weeks", ("Week", "Rate", "Orders"), [("1", Share(0.0391), 61.0)])
        cells = openpyxl.load_workbook(io.BytesIO(workbook_bytes([sheet]))).active[2]
        assert [(cell.value, cell.number_format) for cell in cells[1:]] == [(0.0391, "0.0%"), (61, "General")]
        assert isinstance(documents._rounded(0.03914, "err"), Share)
        assert not isinstance(documents._rounded(61.0, "key_events"), Share)

    def test_the_same_month_gives_the_same_bytes(self) -> None:
        assert self.content() == self.content()

    @pytest.mark.heavy
    def test_libreoffice_opens_it_and_keeps_text_as_text(self, tmp_path: Path) -> None:
        import subprocess

        office = shutil.which("soffice")
        if office is None:
            pytest.skip("LibreOffice is not installed")
        (tmp_path / "board.xlsx").write_bytes(self.content())
        command = [office, "--headless", "--convert-to", "csv", "--outdir", str(tmp_path), str(tmp_path / "board.xlsx")]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        assert "=cmd|' /C calc'!A0" in (tmp_path / "board.csv").read_text(encoding="utf-8")


def test_a_client_without_anything_gets_no_board(tmp_path: Path) -> None:
    item = proposals.board_item([], [], brief(tmp_path))
    assert item.verdict is not Verdict.DECIDE
    assert "numbers" not in item.about
    assert "no board to read" in Text("en")(item.title)


def campaign_result(id: str, low: float) -> Item:
    checks = [Check("rows", True, Message("enough"))]
    return Item.of(id, Message("x"), judge(checks), because=(f"CA-{id[3:]}",), value=low + 0.1, low=low,
                   high=low + 0.2, unit="rate", period="2026-09")  # fmt: skip


PLANNED = """\
[[strategies]]
id = "ST-visits"
status = "approved"
by = "approver"
[[campaigns]]
id = "CA-autumn"
status = "approved"
by = "approver"
because = ["ST-visits"]
metric = "key_events"
start = 2026-09-01
end = 2026-09-20
[[campaigns]]
id = "CA-winter"
status = "approved"
by = "approver"
because = ["ST-visits"]
metric = "key_events"
start = 2026-12-01
end = 2026-12-15
"""


def test_a_lift_is_counted_on_only_where_it_was_shown_and_comes_again(tmp_path: Path) -> None:
    client, facts = brief(tmp_path, "key_events"), Facts({"web": web(14)}, "Café", (), {}, "UTC")
    plan = parse_plan(PLANNED, file="plan.toml")
    aims = proposals.new_aims(client, plan, facts, schema.empty("wishes"), Period("2026-10"))
    month = tmp_path / "out" / "2026-09"
    write_part(month, "09", [campaign_result("RS-autumn", 0.31)], known=plan.ids)
    commit(month)
    effects = proposals.shown_effects(tmp_path / "out", Period("2026-10"))
    assert proposals.lifts(aims, plan, effects) == {aims[0].id: pytest.approx(0.31 * 15 / 31)}
    assert proposals.shown_effects(tmp_path / "out", Period("2026-09")) == {}
    assert proposals.lifts(aims, plan, {}) == {}
    other = parse_plan(PLANNED.replace("2026-12-01", "2026-11-01").replace("2026-12-15", "2026-11-15"), file="p.toml")
    assert proposals.lifts(aims, other, effects) == {}
    lifted = proposals.cases(aims, facts, MONTHS, NO_DATES, lifts=proposals.lifts(aims, plan, effects))
    plain = proposals.cases(aims, facts, MONTHS, NO_DATES)
    with_lift, without = ({one.rule: one.target for one in case.offers} for case in (lifted[0], plain[0]))
    assert with_lift["hold"] == without["hold"]
    assert with_lift["reach"] > without["reach"]


@pytest.mark.parametrize(
    ("metric", "guards"),
    [("key_events", ("key_events", "cpa")), ("revenue", ("revenue", "roas")), ("err", ("first_response",
     "net_sentiment")), ("first_response", ("net_sentiment",))],
)  # fmt: skip
def test_every_objective_has_a_guardrail_and_a_second_one_where_the_first_is_not_known(metric, guards) -> None:
    aim = proposals.Aim("OB-x", "x", metric, Scope(), metric == "first_response", date(2026, 12, 31))
    assert proposals.guard_metrics(aim) == guards


def test_what_the_brief_asks_for_is_told_beside_another_number_that_is_proposed(tmp_path: Path) -> None:
    goal = GOAL.format(metric="key_events")
    client = client_of(tmp_path, BRIEF + goal + "target = 4000\n")
    plan = parse_plan("", file="plan.toml")
    facts = Facts({"web": web(14)}, "brand")
    case = next(one for one in found(client, facts, plan) if not one.signed and one.chosen is not None)
    asked = next(item for item in proposals.evidence_items(case, ()) if item.id.startswith("EV-brief-target-"))
    said = Text("en")(asked.title)
    assert said.startswith(
        "The brief asks for 4,000 a month by Dec 31, 2026. Chance if nothing changes: less than 1 in 20"
    )
    proposal = proposals.objective_items([case], [None], [], plan, client)[0]
    assert asked.id in proposal.because
    ledger = Ledger({item.id: item for item in (*proposals.evidence_items(case, ()), proposal)})
    odds, wish = asked_points([proposal], ledger, plan)[0].details
    assert wish == asked.title
    assert Text("en")(odds) == f"Chance if nothing changes: {tenths(float(str(proposal.about['probability'])))} in 10"
    same = replace(case, chosen=replace(case.chosen, target=4000.0))
    assert not [item for item in proposals.evidence_items(same, ()) if item.id.startswith("EV-brief-target-")]
