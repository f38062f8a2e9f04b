"""The review in the plan: applied in one step, taken back byte for byte; a month is judged by its first day."""

from __future__ import annotations

import shutil
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from click.testing import CliRunner
from ledgers import ENOUGH, commit

from smmkit.cli import group
from smmkit.errors import DataError
from smmkit.ledger import Experiment, Item, Judgement, Ledger, Verdict, judge, write_part
from smmkit.ledger.verdict import Check
from smmkit.period import Period
from smmkit.plan import Decision, Plan, load_plan
from smmkit.plan.log import TAKEN_BACK, read_log
from smmkit.plan.review import (
    approve_review,
    ended_by,
    last_review,
    review_items,
    review_records,
    reviewed,
    take_back,
)
from smmkit.text import Message, Text
from smmkit.topics.report.proposals.points import before_yes
from smmkit.topics.review import documents as written
from smmkit.topics.review import proposals
from smmkit.topics.review.analysis import calibration, deeds
from smmkit.topics.review.documents import changed_entries
from smmkit.topics.review.plots import plot_chances
from smmkit.topics.review.proposals import (
    brief,
    call_items,
    chances,
    lessons,
    past_chances,
    promised,
    reversals,
    ruled_elsewhere,
    subjects,
    verdicts,
)
from smmkit.topics.review.tables import diff_table, elsewhere_table, learning_table

DATA = Path(__file__).resolve().parents[1] / "data" / "clients"
SAY = Text("es", country="ES", currency="EUR")
BY = Decision("approver", date(2026, 11, 3))
MONTH = Period("2026-10")
OPEN = judge([Check("interval", False, Message("the interval holds zero"))], owner="social_media_manager")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA / "cafe-lumbre", tmp_path / "cafe-lumbre", ignore=lambda *_: ["exports"]))


def result(id: str, value: float, low: float, high: float, *because: str, sure: bool = True) -> Item:
    return Item.of(id, Message("x"), ENOUGH if sure else OPEN, because=because or ("EV-a",), value=value, low=low,
                   high=high, unit="rate", n=60, period=str(MONTH), metric="interactions")  # fmt: skip


def findings(*, giveaway: float = 0.06, **changed: Item) -> Ledger:
    items = [
        Item.of("EV-a", Message("a"), ENOUGH, value=1.0, unit="count", period=str(MONTH)),
        result("RS-facebook-link-interactions", -0.6, -0.66, -0.53),
        result("RS-facebook-carousel-interactions", 0.86, 0.46, 1.38),
        result("RS-autumn", 0.44, 0.33, 0.56, "CA-autumn"),
        result("RS-spring", giveaway, giveaway - 0.11, giveaway + 0.12, "CA-spring", sure=False),
    ]
    return Ledger([changed.get(item.id.replace("-", "_"), item) for item in items])


def proposed(ledger: Ledger, folder: Path, *, done: float = 1.0) -> list[Item]:
    posts = pd.DataFrame(
        [("facebook", form, pd.Timestamp(2026, month, 2)) for form in ("link", "carousel") for month in (8, 9, 10)],
        columns=["platform", "format", "day"],
    )
    carried = pd.DataFrame([("facebook", 50, 50 * done)], columns=["platform", "planned", "done"])
    promise = promised(folder, MONTH, load_plan(folder))
    found = subjects(ledger, promise.plan, posts, carried, MONTH.end)
    return call_items(verdicts(found, promise.rule), period=str(MONTH), check_on=date(2026, 11, 30))


def ids(items: list[Item]) -> set[str]:
    return {item.id for item in items}


def test_the_planted_keep_change_and_stop_are_proposed_with_their_causes(folder: Path) -> None:
    found = {item.id: item for item in proposed(findings(), folder)}
    assert set(found) == {"DE-keep-facebook-carousel", "DE-change-facebook-link", "DE-stop-giveaways",
                          "DE-keep-own-channels"}  # fmt: skip
    assert found["DE-stop-giveaways"].because == ("RS-spring", "ST-giveaways", "CA-giveaway-winter")
    assert found["DE-change-facebook-link"].about["to"] == "carousel"
    assert all(item.because and item.about["check_on"] for item in found.values())


@pytest.mark.parametrize(
    ("giveaway", "said"), [(0.06, "and added 18% at most, perhaps nothing"), (-0.2, "and added nothing")]
)
def test_a_campaign_that_may_have_brought_nothing_is_said_to(giveaway: float, said: str, folder: Path) -> None:
    found = {item.id: item for item in proposed(findings(giveaway=giveaway), folder)}
    assert Text("en")(found["DE-stop-giveaways"].title).endswith(said)


def test_one_changed_number_flips_only_what_rests_on_it(folder: Path) -> None:
    before, after = proposed(findings(), folder), proposed(findings(giveaway=0.3), folder)
    assert ids(before) - ids(after) == {"DE-stop-giveaways"}
    assert ids(after) <= ids(before)


def test_formats_of_a_network_that_was_not_served_are_neither_stopped_nor_changed(folder: Path) -> None:
    assert not {id for id in ids(proposed(findings(), folder, done=0.79)) if "facebook" in id}


def test_what_a_campaign_added_is_told_with_what_it_counts(folder: Path) -> None:
    found = {item.id: item for item in proposed(findings(), folder)}
    for lang, counted in (("en", "to interactions"), ("es", "a la cifra de interacciones")):
        for id in ("DE-stop-giveaways", "DE-keep-own-channels"):
            assert counted in Text(lang)(found[id].title)


def test_a_rule_edited_in_the_month_is_ignored_and_said(folder: Path) -> None:
    path = folder / "plan.toml"
    path.write_text(path.read_text().replace("stop_at = 0.2", "stop_at = 0.01"))
    promise = promised(folder, MONTH, load_plan(folder))
    assert promise.rule.stop_at == 0.2
    assert "edited after the month began" in Text("en")(promise.said[1])
    assert "DE-stop-giveaways" in ids(proposed(findings(), folder))


def test_before_the_first_entry_nothing_was_promised(folder: Path) -> None:
    promise = promised(folder, Period("2026-07"), load_plan(folder))
    assert not list(promise.plan)
    assert "Nothing was promised yet" in Text("en")(promise.said[0])


def test_a_review_is_applied_in_one_step_and_taken_back_byte_for_byte(folder: Path) -> None:
    before = (folder / "plan.toml").read_bytes()
    ledger = Ledger([*findings().values(), *proposed(findings(), folder)])
    changed = approve_review(folder, (), ledger, BY, say=SAY)
    plan = load_plan(folder)
    assert last_review(folder) == changed
    assert {"ST-giveaways", "CA-giveaway-winter", "DE-stop-giveaways"} <= set(changed)
    ended = {id: plan.entry(id) for id in ("ST-giveaways", "CA-giveaway-winter", "ST-links")}
    assert {id: entry and entry.status for id, entry in ended.items()} == {
        "ST-giveaways": "rejected", "CA-giveaway-winter": "rejected", "ST-links": "approved",
    }  # fmt: skip
    take_back(folder, BY)
    assert (folder / "plan.toml").read_bytes() == before
    assert read_log(folder)[-1].how == TAKEN_BACK
    assert last_review(folder) == ()
    with pytest.raises(DataError, match="no review"):
        take_back(folder, BY)


def test_what_left_the_plan_by_hand_is_not_rejected_in_it(folder: Path) -> None:
    calls = proposed(findings(), folder)
    records = review_records(calls, Ledger([*findings().values(), *calls]), Plan(), BY, say=SAY)
    assert set(records) == ids(calls)


def test_only_what_the_review_proposes_is_approved(folder: Path) -> None:
    ledger = Ledger([*findings().values(), *proposed(findings(), folder)])
    with pytest.raises(DataError, match="proposes no such thing"):
        approve_review(folder, ("DE-sla",), ledger, BY, say=SAY)
    assert set(approve_review(folder, ("DE-keep-own-channels",), ledger, BY, say=SAY)) == {"DE-keep-own-channels"}
    with pytest.raises(DataError, match="nothing to approve"):
        approve_review(folder, (), findings(), BY, say=SAY)


def test_every_line_of_the_brief_has_an_id_and_a_day(folder: Path) -> None:
    needs = pd.DataFrame({"on": [pd.Timestamp(2026, 10, 21)], "goal": ["more-orders"], "changed": ["vouchers"],
                          "by_role": ["approver"]})  # fmt: skip
    month = pd.Timestamp(MONTH.start), pd.Timestamp(MONTH.end)
    put = proposals.need_items(needs, load_plan(folder), period=str(MONTH), month=month)
    assert [item.because for item in put] == [("OB-err", "OB-key-events")]
    lines = brief(Ledger([*proposed(findings(), folder), *put]), load_plan(folder), MONTH)
    assert all(line.id and "2026" in SAY(line.due) for line in lines)
    assert {line.head for line in lines} == {"Stop", "Start", "Keep", "To measure"}
    assert "vouchers" in " ".join(SAY(line.sentence) for line in lines)


def test_who_signs_a_stop_reads_what_else_ends_with_it(folder: Path) -> None:
    ledger = Ledger([*findings().values(), *proposed(findings(), folder)])
    plan = load_plan(folder)
    (ends,) = before_yes(ledger["DE-stop-giveaways"], ledger, plan)
    assert all(one.title in SAY(ends) for one in ended_by(ledger["DE-stop-giveaways"], plan))
    assert before_yes(ledger["DE-change-facebook-link"], ledger, plan) == ()
    assert ended_by(ledger["DE-keep-own-channels"], plan) == ()


def test_the_brief_asks_to_make_up_for_what_was_not_done_and_to_count_what_nobody_knows() -> None:
    posts = pd.DataFrame({"platform": ["facebook", "x"], "planned": [18, 4], "done": [15, 4], "share": [15 / 18, 1.0]})
    desk = pd.DataFrame({"kind": ["answers"], "name": [""], "planned": [40.0], "done": [31.0], "share": [31 / 40]})
    done = [*proposals.execution_items(posts, period=str(MONTH), source=()),
            *proposals.deed_items(desk, period=str(MONTH))]  # fmt: skip
    asked = judge([Check("rows", False, Message("0"))], collect=Message("Count the followers every week."))
    unknown = Item.of("EV-channel-x-followers", Message("Nobody counts them"), asked, period=str(MONTH))
    raised = judge([Check("rows", False, Message("0"))], collect=Message("Raise the month's budget."))
    empty = Item.of("BL-contingency", Message("Nothing is left"), raised, because=("EV-channel-x-followers",),
                    period=str(MONTH))  # fmt: skip
    lines = brief(Ledger([*done, unknown, empty]), Plan(), MONTH)  # money is not the desk's to raise
    assert [(line.head, line.id) for line in lines] == [
        ("Start", "EV-execution-answers"), ("Start", "EV-execution-facebook"),
        ("To measure", "EV-channel-x-followers"),
    ]  # fmt: skip
    said = [SAY(line.sentence) for line in lines]
    assert "9" in said[0]
    assert "15" in said[1]
    assert "18" in said[1]
    assert said[2] == "Count the followers every week."


def test_a_need_rests_on_no_objective_that_left_the_plan_since_the_month_began(folder: Path) -> None:
    needs = pd.DataFrame({"on": [pd.Timestamp(2026, 10, 21)], "goal": ["more-orders"], "changed": ["vouchers"],
                          "by_role": ["approver"]})  # fmt: skip
    promised, month = load_plan(folder), (pd.Timestamp(MONTH.start), pd.Timestamp(MONTH.end))
    left = tuple(one for one in promised.objectives if one.id != "OB-err")
    now = promised.model_copy(update={"objectives": left})
    put = proposals.need_items(needs, promised, period=str(MONTH), month=month)
    assert [item.because for item in proposals.still_linked(put, promised, now, Ledger([]))] == [("OB-key-events",)]


@pytest.mark.parametrize(("old", "new"), [("2026-09", "2026-10"), ("2026-10", "2026-10"), ("2026-07", "2026-08")])
def test_plans_of_two_months_are_compared_line_by_line(old: str, new: str) -> None:
    told = CliRunner().invoke(group, ["plan", "cafe-lumbre", "--data", str(DATA.parent), "--diff", old, new])
    assert told.exit_code == 0, told.output
    assert ("CA-giveaway-winter" in told.output) is (new == "2026-10" and old != new)
    assert ("todavía no se había prometido nada" in told.output) is (old == "2026-07")


@pytest.mark.parametrize("months", [("2026-10", "2026-9"), ("2026-13", "2026-10")])
def test_a_month_that_is_none_is_wrong_usage_here_as_everywhere(months: tuple[str, str]) -> None:
    told = CliRunner().invoke(group, ["plan", "cafe-lumbre", "--data", str(DATA.parent), "--diff", *months])
    assert told.exit_code == 2
    assert "2026-9" in told.output or "2026-13" in told.output


def committed(folder: Path, home: Path) -> list[str]:
    """Lay a month with its review beside the client's folder; return the options that lead there."""
    out = home / "out" / "cafe-lumbre" / "2026-10"
    known = load_plan(folder).ids
    write_part(out, "09", findings().values(), known=known)
    write_part(out, "10", proposed(findings(), folder), known=known)
    commit(out)
    return ["--data", str(home), "--out", str(home / "out"), "--by", "approver"]


def test_the_command_applies_a_review_and_takes_it_back_byte_for_byte(tmp_path: Path) -> None:
    source, folder = DATA / "cafe-lumbre", tmp_path / "clients" / "cafe-lumbre"
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("exports"))
    options, before = committed(folder, tmp_path), (folder / "plan.toml").read_bytes()
    told = CliRunner().invoke(group, ["approve", "cafe-lumbre", "--review", *options])
    assert told.exit_code == 0, told.output
    assert all(id in told.output for id in ("DE-stop-giveaways", "ST-giveaways", "CA-giveaway-winter"))
    plan = load_plan(folder)
    assert (entry := plan.entry("ST-giveaways")) is not None
    assert entry.status == "rejected"
    assert (folder / "plan.toml").read_bytes() != before
    twice = CliRunner().invoke(group, ["approve", "cafe-lumbre", "--review", *options])
    assert "has been decided" in str(twice.exception)
    back = CliRunner().invoke(group, ["approve", "cafe-lumbre", "--reverse", *options])
    assert back.exit_code == 0, back.output
    assert (folder / "plan.toml").read_bytes() == before
    again = CliRunner().invoke(group, ["approve", "cafe-lumbre", "--reverse", *options])
    assert again.exit_code != 0
    assert "no review" in str(again.exception)


def test_the_changes_are_toml_that_names_what_goes(folder: Path) -> None:
    before = (folder / "plan.toml").read_text(encoding="utf-8")
    ledger = Ledger([*findings().values(), *proposed(findings(), folder)])
    records = review_records(review_items(ledger), ledger, load_plan(folder), BY, say=SAY)
    told = changed_entries(before, reviewed(before, records))
    entries = tomllib.loads(told)
    assert {one["id"] for name in entries for one in entries[name]} == set(records)
    ended = next(one for one in entries["strategies"] if one["id"] == "ST-giveaways")
    assert ended["status"] == "rejected"
    assert '# - status = "approved"' in told
    assert changed_entries(before, before).strip() == ""


def test_each_change_says_old_new_and_what_is_expected(folder: Path) -> None:
    items = proposed(findings(), folder)
    table = diff_table(items, load_plan(folder), Ledger([*findings().values(), *items]), Text("en")).set_index("Entry")
    change, stop = table.loc["DE-change-facebook-link"], table.loc["DE-stop-giveaways"]
    assert (change["Old"], change["New plan"]) == ("posts with a link", "carousels")
    assert (
        change["What is expected of it"] == "4.6 times as many comments, shares and saves a post"
    )  # 1.86 / 0.4 = 4.65
    assert stop["Old"].startswith("approved: ")
    assert stop["New plan"] == stop["Old"].replace("approved: ", "ended: ")
    assert stop["What is expected of it"] == "its money and its places are free"


def test_a_campaign_whose_posts_never_went_out_has_not_failed(folder: Path) -> None:
    row = {"campaign": "CA-spring", "state": "idea", "on": pd.Timestamp(2026, 4, 2), "network": "facebook"}
    promise = promised(folder, MONTH, load_plan(folder))
    posts = pd.DataFrame({"platform": [], "format": [], "day": []})
    none = pd.DataFrame({"platform": [], "planned": [], "done": []})
    for state, stops in (("idea", False), ("published", True)):
        calendar = pd.DataFrame([{**row, "state": state}] * 5)
        found = subjects(findings(), promise.plan, posts, none, MONTH.end, calendar)
        items = call_items(verdicts(found, promise.rule), period=str(MONTH), check_on=date(2026, 11, 30))
        assert ("DE-stop-giveaways" in ids(items)) is stops


def test_what_else_was_planned_is_counted_and_what_nobody_noted_is_not_guessed() -> None:
    money = pd.DataFrame(
        {"approved": [100.0, 50.0, 80.0], "spent": [90.0, 0.0, 0.0], "committed": [None, None, 80.0],
         "invoiced": [None] * 3, "paid": [None] * 3},
        index=["meta-ads", "contingency", "tools"], dtype=float,
    )  # fmt: skip
    calendar = pd.DataFrame(
        [("CA-a", "published", "x"), ("CA-a", "idea", ""), ("", "measured", "")],
        columns=["campaign", "state", "client_ok_hash"],
    ).assign(on=pd.Timestamp(2026, 10, 5))
    start, end = pd.Timestamp(MONTH.start), pd.Timestamp(MONTH.end)
    found = deeds(money, calendar, (40, 0.8), {"CA-a": "Autumn", "CA-b": "Nobody's"}, start, end)
    told = {(row["kind"], row["name"]): (row["planned"], row["done"]) for row in found.to_dict("records")}
    assert told[("money", "meta-ads")] == (100, 90)
    assert told[("money", "tools")] == (80, 0)
    assert ("money", "contingency") not in told
    assert told[("answers", "")] == (40, 32)
    assert told[("approvals", "")] == (2, 1)
    assert told[("campaign", "Autumn")] == (2, 1)
    assert pd.isna(told[("campaign", "Nobody's")][1])
    items = {item.id: item for item in proposals.deed_items(found, period=str(MONTH))}
    assert items["EV-execution-campaign-nobody-s"].verdict is Verdict.NO_DATA
    assert items["EV-execution-money-meta-ads"].value == 0.9


def month_of(home: Path, period: str, *items: Item) -> None:
    write_part(home / period, "10", [replace(item, period=period) for item in items])
    commit(home / period)


def test_the_log_tells_what_came_of_each_call_and_names_reversals(tmp_path: Path) -> None:
    fact = result("RS-facebook-link-interactions", -0.6, -0.66, -0.53)
    said = Item.of("DE-keep-facebook-link", Message("keep links"), ENOUGH, because=(fact.id,), value=0.9, unit="rate",
                   n=40, period="2026-09", about={"choice": "keep"})  # fmt: skip
    then = result("RS-facebook-link-interactions", 0.2, 0.1, 0.3)
    month_of(tmp_path, "2026-09", Item.of("EV-a", Message("a"), ENOUGH, value=1.0, unit="count"), then, said)
    now = Item.of("DE-change-facebook-link", Message("change links"), ENOUGH, because=(fact.id,), value=0.0,
                  unit="rate", n=60, period="2026-10", about={"choice": "change"})  # fmt: skip
    found = lessons(tmp_path, MONTH, Ledger([findings()["EV-a"], fact]), [now], ())
    assert [(one.month, one.says, one.n, one.outcome) for one in found] == [
        ("2026-09", "keep", 40, False), ("2026-10", "change", 60, None),
    ]  # fmt: skip
    assert [(old.id, new.id) for old, new in reversals(found)] == [("DE-keep-facebook-link", "DE-change-facebook-link")]
    table = learning_table(found, Text("en"))
    assert table["What came of it"].tolist() == ["not borne out", "too early to say"]


def test_chances_of_objectives_are_scored_once_their_deadline_is_over(tmp_path: Path) -> None:
    objective = {"id": "OB-err", "status": "approved", "by": "approver", "metric": "err", "target": 0.05,
                 "deadline": date(2026, 10, 31), "p_at_signing": 0.5}  # fmt: skip
    plan = Plan.model_validate({"objectives": [objective]})
    base = Item.of("EV-a", Message("a"), ENOUGH, value=1.0, unit="count")
    for period, chance in (("2026-08", 0.4), ("2026-09", 0.7)):
        month_of(tmp_path, period, base, Item.of("EV-chance-err", Message("c"), ENOUGH, value=chance, unit="rate"))
    reached = Item.of("RS-err", Message("r"), ENOUGH, because=("EV-a",), value=0.06, unit="rate",
                      about={"standing": "reached"})  # fmt: skip
    now = Ledger([base, reached, Item.of("EV-chance-err", Message("c"), ENOUGH, value=0.9, unit="rate")])
    scored = past_chances(tmp_path, MONTH, now, plan)
    assert [(one.chance, one.true) for one in scored] == [(0.4, True), (0.7, True)]
    assert calibration(scored * 5, "objectives").brier == pytest.approx((0.36 + 0.09) / 2)
    moved = chances(tmp_path, MONTH, now, plan)
    assert moved["when"].tolist() == ["signed", "2026-08", "2026-09", "2026-10"]
    title = plot_chances(moved, Text("en")).get_title(loc="left")
    assert " ".join(title.split()) == "No objective is further away than when it was signed"


def test_networks_lines_and_hours_stand_beside_the_plan_with_what_their_own_rule_says(folder: Path) -> None:
    plan = load_plan(folder)
    line = next(one for one in plan.budget_lines if one.id == "BL-meta-ads")
    arms = (Message("a"), Message("b"))
    trial = Judgement(Verdict.TEST, experiment=Experiment(arms, 12, 6.0, "interactions"))
    said = {
        "CH-facebook": (trial, {"action": "keep"}, None, "test"),
        "CH-instagram": (OPEN, {"action": "keep"}, None, "keep"),
        "CH-x": (OPEN, {"action": "close"}, None, "stop"),
        "BL-meta-ads": (OPEN, {}, line.amount, "keep"),
        "BL-google-ads": (OPEN, {}, 1.0, "change"),
        "EV-hour-interactions": (ENOUGH, {}, 1.0, "keep"),
        "EV-hour-votes": (ENOUGH, {}, None, "test"),
    }
    items = [
        Item.of(id, Message("At {hour:hour}", {"hour": 13}) if value and id.startswith("EV") else Message("said"), how,
                about=about, value=value, unit="money", period=str(MONTH), because=() if id[:2] == "EV" else ("EV-a",))
        for id, (how, about, value, _) in said.items()
    ]  # fmt: skip
    found = ruled_elsewhere(Ledger(items), plan)
    assert {one.item.id: one.says for one in found} == {id: row[-1] for id, row in said.items()}
    assert {one.item.id for one in found if one.entry is not None} == {one for one in said if one in plan.ids}
    shown = elsewhere_table(found, Text("es", country="ES"))
    assert list(shown["Qué se dice"]) == ["said"] * 5 + ["At 13:00", "said"]


@pytest.mark.parametrize(("days", "said"), [(["2026-11-03"], "sigan con el calendario"), (["2026-10-30"], "primero"),
                                            ([], "no tiene ninguna publicación para noviembre de 2026")])  # fmt: skip
def test_the_desk_is_never_told_to_carry_on_with_an_empty_calendar(
    days: list[str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    calendar = pd.DataFrame({"on": pd.to_datetime(days)})
    monkeypatch.setattr(written, "own_calendar", lambda book: calendar)
    assert said in written.nothing_asked(SimpleNamespace(period=MONTH, text=SAY))


def test_a_stop_by_its_id_is_not_said_to_rest_on_what_it_ends(tmp_path: Path) -> None:
    source, folder = DATA / "cafe-lumbre", tmp_path / "clients" / "cafe-lumbre"
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("exports"))
    options = [*committed(folder, tmp_path), "--lang", "en"]
    told = CliRunner().invoke(group, ["approve", "cafe-lumbre", "DE-stop-giveaways", *options])
    assert told.exit_code == 0, told.output
    assert "(ST-giveaways) ends with it." in told.output
    assert "which is not approved" not in told.output
