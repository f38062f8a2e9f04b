"""What plan.toml may say besides its entries: decisions, the rule of the review, the crisis, the calendar's rules."""

from __future__ import annotations

from datetime import date

import pytest
from ledgers import evidence, proposal

from smmkit.errors import ConfigError, DataError
from smmkit.ledger import KINDS, Kind, Ledger
from smmkit.plan import ARRAYS, Decision, approve, load_plan, parse_plan
from smmkit.plan.entries import ENTRIES
from smmkit.text import Message, Text

BY = Decision("approver", date(2026, 10, 2))
SAY = Text("en", country="ES", currency="EUR")
APPROVED = 'status = "approved"\nby = "approver"\n'
OBJECTIVE = f'[[objectives]]\nid = "OB-err"\n{APPROVED}'

WRONG = {
    "review": ("[review]\nkeep_at = 0.2\nstop_at = 0.8", "line 3: stop_at is 0.8 and keep_at is 0.2"),
    "share": ("[review]\nkeep_at = 80", "line 2: keep_at is '80'. Write a share between 0 and 1, here perhaps 0.8"),
    "patience": ("[review]\npatience_months = 0", "line 2: patience_months is '0'. Write a number of at least 1."),
    "unknown key": ("[review]\npatience = 3", "unknown key 'patience'"),
    "telephone": ('[crisis]\nlead = "+34 600 123 123"', "line 2: .*looks like an address or a telephone number"),
    "mail": ('[crisis.contacts]\ncrisis_lead = "ana@cafe.es"', "looks like an address"),
    "own deputy": ('[crisis]\nlead = "approver"\ndeputies = ["approver"]', "'approver' is its own deputy"),
    "silent severity": ("[[crisis.severity]]\nlevel = 2", "severity 2 does not say when"),
    "severity twice": (
        "[[crisis.severity]]\nlevel = 2\nmentions = 9\n[[crisis.severity]]\nlevel = 2\nmentions = 8",
        "severity 2 stands here twice",
    ),
    "clock": ('[calendar_policy]\nfrom_time = "25:00"', "the time is '25:00'"),
    "network": ("[calendar_policy.posts_per_week]\nmyspace = 3", "platform is 'myspace'"),
    "day": ('[calendar_policy]\ndays_without_posts = ["Christmas"]', "Write a day as year-month-day"),
    "scope": (f'{OBJECTIVE}scope = {{platforms = ["ig"]}}', "Did you mean 'instagram'"),
    "guardrail": (f'{OBJECTIVE}guardrail = {{metric = "err"}}', "the guardrail on err holds nothing"),
    "p at signing": (f"{OBJECTIVE}p_at_signing = 40", "p_at_signing is '40'. Write a share"),
    "line": (
        f'[[budget_lines]]\nid = "BL-meta-ads"\nline = "Foto"\n{APPROVED}',
        "line is 'Foto'. Write the line of BL-meta-ads, or give the entry the id BL-foto",
    ),
    "decision id": (f'[[decisions]]\nid = "BL-x"\n{APPROVED}', "Here an id starts with DE-"),
    "name": ('[[decisions]]\nid = "DE-sla"\nstatus = "approved"\nby = "ana@cafe.es"', "looks like an address"),
}


@pytest.mark.parametrize(("written", "said"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_a_sentence(written: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        parse_plan(written)


def test_an_objective_says_what_it_counts_and_what_must_not_break() -> None:
    (one,) = parse_plan(
        f"""{OBJECTIVE}p_at_signing = 0.4
rule = "reach"
scope = {{platforms = ["instagram"], formats = ["reel"], channels = "Organic Social"}}
guardrail = {{metric = "first_response", at_most = 2.0}}
"""
    ).objectives
    assert (one.scope.platforms, one.scope.formats, one.scope.channels) == (
        ("instagram",), ("reel",), ("Organic Social",),
    )  # fmt: skip
    assert (one.p_at_signing, one.rule, one.guardrail.at_most) == (0.4, "reach", 2.0)


def test_every_kind_with_a_place_in_the_plan_has_a_record_and_an_example_id() -> None:
    assert set(ENTRIES) == set(ARRAYS) == {kind for kind in KINDS if KINDS[kind].array}
    for kind, model in ENTRIES.items():
        parse_plan(f'[[{ARRAYS[kind]}]]\nid = "{kind}-{KINDS[kind].example}"')
        assert model.kind is kind
    assert Kind.SG in KINDS[Kind.ST].rests_on


def test_a_decision_is_approved_with_its_choice_and_its_evidence(tmp_path) -> None:
    answer = proposal("DE-sla", "EV-reel-err", title=Message("Answer within two hours"), about={"choice": "two hours"})
    approve(tmp_path, ["DE-sla"], Ledger([evidence(), answer]), BY, say=SAY)
    (entry,) = load_plan(tmp_path).decisions
    assert (entry.choice, entry.by, str(entry.on), entry.because) == (
        "two hours", "approver", "2026-10-02", ("EV-reel-err",),
    )  # fmt: skip
    assert [one.id for one in entry.evidence] == ["EV-reel-err"]


def test_what_only_asks_for_a_decision_cannot_be_approved(tmp_path) -> None:
    asked = proposal("DE-sign-off", "EV-reel-err")
    with pytest.raises(DataError, match="offers no choice of its own"):
        approve(tmp_path, ["DE-sign-off"], Ledger([evidence(), asked]), BY, say=SAY)


def test_the_line_of_an_amount_is_kept_as_the_tables_call_it(tmp_path) -> None:
    line = proposal(
        "BL-meta-captacion-web", "EV-reel-err", value=300.0, unit="money",
        title=Message("{line}: 300", {"line": "Shown otherwise"}), about={"line": "Meta · Captación web"},
    )  # fmt: skip
    approve(tmp_path, [line.id], Ledger([evidence(), line]), BY, say=SAY)
    (entry,) = load_plan(tmp_path).budget_lines
    assert (entry.line, entry.booked_as) == ("Meta · Captación web", "Meta · Captación web")


def test_an_older_entry_is_known_among_the_lines_of_the_data_by_its_id() -> None:
    plan = parse_plan('[[budget_lines]]\nid = "BL-influencers-madrid"\nvalue = 10.0\n[[budget_lines]]\nid = "BL-x"')
    named = plan.naming(["Influencers Madrid", "·"])
    assert [one.booked_as for one in named.budget_lines] == ["Influencers Madrid", "x"]
    assert [one.booked_as for one in plan.budget_lines] == ["influencers-madrid", "x"]
    assert named.entry("BL-influencers-madrid").line == "Influencers Madrid"
