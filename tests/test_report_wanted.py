"""What nobody can tell stands beside what would tell it, and what most proposals wait for comes first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ledgers import evidence, proposal

from smmkit.client import load_client
from smmkit.ledger import Check, Item, Ledger, judge
from smmkit.ledger.checks import TIME_ALONE
from smmkit.measures.alarm import AlarmHistory
from smmkit.period import Period
from smmkit.plan import Plan, parse_plan
from smmkit.plan.crisis import Crisis
from smmkit.plan.wanted import undecided, wanted
from smmkit.text import Message, Text
from smmkit.topics.community.analysis.drill import Drilled
from smmkit.topics.community.proposals import crisis_items, response_items
from smmkit.topics.report.proposals.points import decision_point, wanted_point
from smmkit.topics.report.proposals.summary import summary
from smmkit.topics.report.tables import collect_table

COUNT = Message("Count the followers of {network} every week.", {"network": "TikTok", "unused": 1.0})
EXPORT = Message("Export the visits by source.")
TEXT = Text("en")


def unknown(id: str, asked: Message, *because: str) -> Item:
    nothing = judge([Check("rows", False, Message("0"))], collect=asked)
    return evidence(id, None, because=because, judgement=nothing, title=Message(f"Nobody knows {id}"))


def asked_for(ledger: Ledger, plan: Plan | None = None) -> list[tuple[str, ...]]:
    return [tuple(item.id for item in one.items) for one in wanted(ledger, plan or Plan())]


def test_what_a_proposal_waits_for_comes_before_what_answers_more_questions() -> None:
    ledger = Ledger([
        unknown("EV-a", EXPORT), unknown("EV-b", EXPORT), unknown("EV-c", COUNT), proposal("CH-tiktok", "EV-c"),
    ])  # fmt: skip
    assert asked_for(ledger) == [("EV-c",), ("EV-a", "EV-b")]


def test_of_requests_nothing_waits_for_the_one_that_answers_most_comes_first() -> None:
    assert asked_for(Ledger([unknown("EV-a", COUNT), unknown("EV-b", EXPORT), unknown("EV-c", EXPORT)])) == [
        ("EV-b", "EV-c"), ("EV-a",),
    ]  # fmt: skip


def test_a_proposal_that_rests_on_it_from_afar_counts_and_an_approval_alone_does_not() -> None:
    far = [unknown("EV-a", EXPORT), unknown("EV-c", COUNT), proposal("SW-weak", "EV-c"), proposal("ST-x", "SW-weak")]
    assert asked_for(Ledger(far))[0] == ("EV-c",)
    plan = parse_plan('[[strategies]]\nid = "ST-old"\ntitle = "x"\nbecause = ["EV-c"]\n')
    assert asked_for(Ledger(far[:2]), plan)[0] == ("EV-a",)


def test_values_a_request_does_not_say_do_not_make_two_of_it() -> None:
    other = Message(COUNT.key, {"network": "TikTok", "unused": 2.0})
    elsewhere = Message(COUNT.key, {"network": "X", "unused": 1.0})
    ledger = Ledger([unknown("EV-a", COUNT), unknown("EV-b", other), unknown("EV-c", elsewhere)])
    assert asked_for(ledger) == [("EV-a", "EV-b"), ("EV-c",)]


def test_the_client_reads_what_cannot_be_told_then_what_to_do_and_how_much_it_answers() -> None:
    one, *_ = wanted(Ledger([unknown(f"EV-{k}", EXPORT) for k in "abc"]), Plan())
    said = [TEXT(line) for line in (wanted_point(one).sentence, *wanted_point(one).details)]
    assert said == [
        "Nobody knows EV-a", "Export the visits by source.", "The same request would answer 2 more questions.",
    ]  # fmt: skip
    assert wanted_point(one).item == "EV-a"


def test_of_one_request_what_most_proposals_rest_on_is_named_first() -> None:
    ledger = [unknown("EV-a", EXPORT), unknown("EV-b", EXPORT), proposal("CH-tiktok", "EV-b")]
    assert asked_for(Ledger(ledger)) == [("EV-b", "EV-a")]


def test_the_table_of_the_notebook_keeps_the_same_order() -> None:
    ledger = Ledger([unknown("EV-a", EXPORT), unknown("EV-c", COUNT), proposal("CH-tiktok", "EV-c")])
    shown = collect_table(summary(ledger, Plan()), TEXT)
    assert list(shown.iloc[:, 0]) == [TEXT(COUNT), TEXT(EXPORT)]


def test_what_nobody_counts_is_asked_for_before_more_of_what_is_counted() -> None:
    nothing = judge([Check("rows", True, Message("9")), Check("interval", False, Message("x"))], collect=EXPORT)
    wide = [evidence(f"EV-{k}", 0.1, n=30, judgement=nothing) for k in "ab"]
    ledger = Ledger([*wide, unknown("EV-c", COUNT)])
    assert [item.verdict.value for item in wide] == ["NO DATA", "NO DATA"]
    assert asked_for(ledger) == [("EV-c",), ("EV-a", "EV-b")]


def test_what_time_alone_brings_is_asked_of_nobody() -> None:
    for said in TIME_ALONE:
        one, *_ = wanted(Ledger([unknown("EV-a", Message(said))]), Plan())
        assert one.request is None
        assert wanted_point(one).details == ()


def test_what_somebody_can_collect_comes_before_what_time_brings_and_what_fills_itself() -> None:
    time = [unknown(f"EV-{k}", Message(min(TIME_ALONE))) for k in "ab"]
    asked = [*time, unknown("EV-z", EXPORT), proposal("CH-tiktok", "EV-a")]
    assert asked_for(Ledger(asked)) == [("EV-z",), ("EV-a", "EV-b")]
    filled = replace(unknown("EV-a", EXPORT), about={"fills_itself": True})
    assert [one.request for one in wanted(Ledger([filled]), Plan())] == [None]


def decision(id: str, role: str, *because: str) -> Item:
    return proposal(id, *because, judgement=judge([], collect=EXPORT), about={"decides": role},
                    title=Message("Promise an answer time"))  # fmt: skip


def test_a_decision_without_data_is_put_before_who_takes_it_and_is_nothing_nobody_can_tell() -> None:
    ledger = Ledger([unknown("EV-response", EXPORT), decision("DE-sla", "Social media manager", "EV-response")])
    assert asked_for(ledger) == [("EV-response",)]
    (item,) = undecided(ledger, Plan())
    point = decision_point(item)
    assert [TEXT(said) for said in (point.sentence, *point.details)] == [
        "Promise an answer time", "Social media manager decides it: the data of this month do not help with it.",
    ]  # fmt: skip
    entry = '[[decisions]]\nid = "DE-sla"\ntitle = "Four hours"\n'
    assert undecided(ledger, parse_plan(entry)) == (item,)
    taken = parse_plan(f'{entry}status = "approved"\nby = "approver"\n')
    assert undecided(ledger, taken) == ()
    assert asked_for(ledger, taken) == [("EV-response",)]


def test_a_decision_the_data_help_with_is_put_before_nobody_as_one_they_do_not() -> None:
    helped = proposal("DE-sla", "EV-a", about={"decides": "approver", "choice": "four hours"})
    assert undecided(Ledger([evidence("EV-a"), helped]), Plan()) == ()


def test_a_decision_that_waits_for_data_is_still_what_nobody_can_tell() -> None:
    ledger = Ledger([unknown("EV-a", EXPORT), proposal("DE-change-x", "EV-a", judgement=judge([], collect=COUNT))])
    assert undecided(ledger, Plan()) == ()
    assert ("DE-change-x",) in asked_for(ledger)


def test_a_client_without_inbox_or_mentions_is_told_who_decides_on_answers_and_alarm(root: Path) -> None:
    client = load_client(root / "data" / "clients" / "ridgeline-bikes")
    found = response_items(None, client, period="2026-10", source=())
    quiet = Drilled(None, None, None, due=False)
    found += crisis_items(AlarmHistory(), quiet, Crisis(), client, period=Period("2026-10"), source=())
    ledger = Ledger({item.id: item for item in found})
    said = {item.id: [TEXT(line) for line in decision_point(item).details] for item in undecided(ledger, Plan())}
    assert said == {
        "DE-sla": [f"{client.roles.social_media_manager} decides it: the data of this month do not help with it."],
        "DE-crisis-threshold": [f"{client.roles.crisis_lead} decides it: the data of this month do not help with it."],
    }
    assert {id for ids in asked_for(ledger) for id in ids} == {"EV-response-unanswered", "EV-crisis-history"}
