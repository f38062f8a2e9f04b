"""The approved plan: reading, deciding, staleness."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledgers import NOTHING, OPEN, PERIOD, chain, evidence, proposal
from pydantic import ValidationError

from smmkit.errors import ConfigError, DataError, RunError
from smmkit.ledger import Ledger, check_chain
from smmkit.plan import SCHEMA_FILE, Decision, Plan, approve, load_plan, plan_schema, reject, status_of
from smmkit.plan import change as change_module
from smmkit.plan.crisis import Crisis
from smmkit.plan.load import parse_plan
from smmkit.plan.reasons import verdict_reasons
from smmkit.plan.toml import put_entry, put_top
from smmkit.text import Message, Text

SAY = Text("en")
BY = Decision("approver", date(2026, 10, 1), "agreed in the monthly meeting")
NEXT = "2026-10"

HAND_MADE = """\
# The plan of the café, kept by hand since 2024.
period = "2026-08"   # first month

# --- money ---
[[budget_lines]]
id = "BL-meta-ads"     # the big one
value = 400            # agreed in spring
status = "approved"
by = "approver"

# photos are cheap
[[budget_lines]]
id = "BL-photos"
status = "proposed"

# when the phone rings at night
[crisis]
false_alarms_per_week = 0.5
[[objectives]]
id = "OB-old"
# a late thought on money
[[budget_lines]]
id = "BL-late"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    client = tmp_path / "cafe"
    client.mkdir()
    return client


@pytest.fixture
def approved(folder: Path) -> Callable[..., Plan]:
    """Return a function that approves some ids of a ledger in the client's folder."""
    return lambda ledger, *ids: approve(folder, ids, ledger, BY, say=SAY)


def kept_lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("#") or "#" in line]


def test_a_client_without_a_plan_has_an_empty_one(folder: Path) -> None:
    plan = load_plan(folder)
    assert list(plan) == []
    assert plan.entry("BL-meta-ads") is None
    assert status_of(plan, chain()["BL-meta-ads"], chain()) == "new"


def test_an_approval_keeps_what_was_decided_and_on_which_evidence(approved: Callable[..., Plan], folder: Path) -> None:
    approved(chain(), "BL-meta-ads")
    entry = load_plan(folder).entry("BL-meta-ads")
    assert entry is not None
    assert (entry.status, entry.by, entry.on, entry.note) == ("approved", BY.by, BY.on, BY.note)
    assert (entry.value, entry.unit, entry.period, entry.because) == (450.0, "money", PERIOD, ("OB-err",))
    assert entry.fingerprint == chain().fingerprint("BL-meta-ads")
    assert [(one.id, one.value, one.low, one.shown) for one in entry.evidence] == [
        ("EV-image-err", 0.02, 0.015, "Reels earn 2.0% per person reached"),
        ("EV-reel-err", 0.03, 0.025, "Reels earn 3.0% per person reached"),
    ]
    assert load_plan(folder).period == PERIOD


def test_what_only_one_kind_of_entry_has_is_read_from_the_title(folder: Path) -> None:
    values = {"baseline": 0.03, "deadline": date(2026, 12, 31), "probability": 0.7, "other": 1}
    objective = proposal(
        "OB-err", "EV-reel-err", title=Message("Reach it", values), value=0.05, unit="rate", metric="err"
    )
    campaign = proposal("CA-sale", "EV-reel-err", title=Message("Sale", {"start": "2026-11-01", "end": "2026-11-30"}))
    approve(folder, ["OB-err", "CA-sale"], Ledger([evidence(), objective, campaign]), BY, say=SAY)
    plan = load_plan(folder)
    assert (plan.objectives[0].target, plan.objectives[0].baseline) == (0.05, 0.03)
    assert (plan.objectives[0].deadline, plan.objectives[0].probability) == (date(2026, 12, 31), 0.7)
    assert (plan.campaigns[0].start, plan.campaigns[0].end) == (date(2026, 11, 1), date(2026, 11, 30))


def test_an_approved_objective_keeps_what_it_counts_and_nothing_that_was_left_open(folder: Path) -> None:
    about = {"scope.channels": "Organic Social|Paid Social", "scope.paid": "organic", "rule": None, "baseline": 0.03}
    objective = proposal("OB-err", "EV-reel-err", about=about, value=0.05, unit="rate", metric="err")
    approve(folder, ["OB-err"], Ledger([evidence(), objective]), BY, say=SAY)
    (entry,) = load_plan(folder).objectives
    assert (entry.scope.channels, entry.scope.paid) == (("Organic Social", "Paid Social"), "organic")
    assert (entry.rule, entry.baseline, entry.target) == (None, 0.03, 0.05)


@pytest.mark.parametrize(
    ("id", "sentence"),
    [
        ("BL-meta-adds", "proposes no such item. Did you mean BL-meta-ads"),
        ("SG-meta-ads", "proposes no such item. Did you mean BL-meta-ads"),
        ("EV-meta", "proposes no such item. `smmkit plan"),
        ("EV-reel-err", "is evidence, which is found, not decided"),
        ("SW-strong-reels", "is a SWOT item, which is found"),
        ("BL-nothing", "has no data to stand on.* Export the posts"),
    ],
)
def test_what_cannot_be_approved_is_refused_and_nothing_is_written(folder: Path, id: str, sentence: str) -> None:
    ledger = Ledger([*chain().values(), proposal("BL-nothing", "OB-err", judgement=NOTHING)])
    with pytest.raises(DataError, match=sentence):
        approve(folder, ["BL-meta-ads", id], ledger, BY, say=SAY)
    assert not (folder / "plan.toml").exists()


def test_why_nothing_can_be_approved_is_told_to_whoever_asks(folder: Path) -> None:
    ledger = Ledger([*chain().values(), proposal("BL-nothing", "OB-err", judgement=NOTHING)])
    with pytest.raises(DataError, match=r"nothing to approve\. TOLD"):
        approve(folder, ["BL-nothing"], ledger, BY, say=SAY, tell=lambda message: "TOLD")


def test_what_is_approved_for_an_earlier_month_leaves_the_month_of_the_plan(approved: Callable[..., Plan]) -> None:
    approved(chain(period=NEXT), "BL-meta-ads")
    assert approved(chain(period=PERIOD), "BL-photos").period == NEXT


def test_a_proposal_without_data_can_be_rejected(folder: Path) -> None:
    ledger = Ledger([*chain().values(), proposal("BL-nothing", "OB-err", judgement=NOTHING)])
    plan = reject(folder, ["BL-nothing"], ledger, BY, say=SAY)
    assert status_of(plan, ledger["BL-nothing"], ledger) == "rejected"


def test_an_approved_entry_is_rejected_where_it_stands(approved: Callable[..., Plan], folder: Path) -> None:
    approved(chain(), "BL-meta-ads")
    entry = reject(folder, ["BL-meta-ads"], Ledger(), Decision("approver", BY.on), say=SAY).entry("BL-meta-ads")
    assert entry is not None
    assert (entry.status, entry.note, entry.value) == ("rejected", None, 450.0)


def test_comments_order_and_scattered_tables_survive(folder: Path, approved: Callable[..., Plan]) -> None:
    (folder / "plan.toml").write_text(HAND_MADE)
    approved(chain(), "BL-meta-ads", "ST-more-reels", "BL-photos")
    text = (folder / "plan.toml").read_text()
    assert [line.split("#")[1] for line in kept_lines(text)] == [line.split("#")[1] for line in kept_lines(HAND_MADE)]
    headers = [line for line in text.splitlines() if line.startswith("[")]
    assert headers == [line for line in HAND_MADE.splitlines() if line.startswith("[")] + ["[[strategies]]"]
    lines = text.splitlines()
    assert lines[lines.index("# photos are cheap") + 1] == "[[budget_lines]]"
    assert lines[lines.index("# a late thought on money") + 2] == 'id = "BL-late"'
    assert 'period = "2026-09"   # first month' in text
    assert "value = 450.0            # agreed in spring" in text


def test_approving_the_same_again_changes_no_byte(folder: Path, approved: Callable[..., Plan]) -> None:
    (folder / "plan.toml").write_text(HAND_MADE)
    approved(chain(), "BL-meta-ads", "OB-err")
    before = (folder / "plan.toml").read_bytes()
    approved(chain(), "BL-meta-ads", "OB-err")
    assert (folder / "plan.toml").read_bytes() == before


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@given(
    st.lists(st.sampled_from(["BL-a", "BL-b", "BL-c"]), max_size=3, unique=True),
    st.sampled_from(["", "# note", "\n# note\n", "\n\n"]),
    st.sampled_from(["BL-a", "BL-c", "BL-new"]),
)
def test_an_edit_adds_one_entry_and_leaves_the_rest(ends: str, ids: list[str], between: str, id: str) -> None:
    text = "".join(
        f'[[budget_lines]]\nid = "{one}"\nvalue = 1\n{between}\n[crisis{n}]\nx = 1\n' for n, one in enumerate(ids)
    )
    text = text.replace("\n", ends)
    edited = put_top(put_entry(text, "budget_lines", {"id": id, "value": 2}), "period", "2026-09")
    before, after = tomllib.loads(text), tomllib.loads(edited)
    kept = [entry for entry in before.pop("budget_lines", []) if entry["id"] != id]
    assert [entry for entry in after["budget_lines"] if entry["id"] != id] == kept
    assert [entry for entry in after.pop("budget_lines") if entry["id"] == id] == [{"id": id, "value": 2}]
    assert after == {**before, "period": "2026-09"}
    assert edited.count("# note") == text.count("# note")
    assert ("\r" in edited) == (ends == "\r\n" and bool(text))


MISTAKES = {
    "syntax": ("id = BL-x", "line 3: .*cannot be read as TOML"),
    "key": ('id = "BL-x"\nstatuss = "approved"', "line 4: unknown key 'statuss'.*Did you mean 'status'"),
    "kind": ('id = "OB-x"', "line 3: id is 'OB-x'. Here an id starts with BL-"),
    "words": ('id = "BL-Meta_Ads"', "line 3: id is 'BL-Meta_Ads'. Here an id starts with BL-, such as"),
    "status": ('id = "BL-x"\nstatus = "aproved"', "line 4: status is 'aproved'. Did you mean 'approved'"),
    "nobody": ('id = "BL-x"\nstatus = "approved"', "line 4: BL-x is approved, but nobody is named. Add a line"),
    "value": ('id = "BL-x"\nvalue = "450 €"', "line 4: value is '450 €'. Write a number"),
    "twice": ('id = "BL-x"\n[[budget_lines]]\nid = "BL-x"', "line 5: 'BL-x' stands in the plan twice. Remove one"),
    "link": ('id = "BL-x"\nbecause = ["PO-a"]', "line 4: BL-x rests on 'PO-a'. It may rest on"),
    "array": ('id = "BL-x"\n[[budget_line]]\nid = "BL-y"', "line 4: unknown key 'budget_line'.*'budget_lines'"),
    "month": ('id = "BL-x"\nperiod = "October"', "line 4: the month is 'October'. Write year and month"),
    "day": ('id = "BL-x"\non = "yesterday"', "line 4: on is 'yesterday'. Write a day"),
}


@pytest.mark.parametrize(("lines", "sentence"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_made_by_hand_is_answered_with_line_and_remedy(folder: Path, lines: str, sentence: str) -> None:
    (folder / "plan.toml").write_text(f"# money\n[[budget_lines]]\n{lines}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=f"cafe/plan.toml, {sentence}"):
        load_plan(folder)


BY_HAND = """
[[objectives]]
id = "OB-orders"
target = 40.0
guardrail = { metric = "first_response", at_most = 4.0 }

[[objectives]]
id = "OB-leads"
value = 30.0
target = 25.0
guardrail = { metric = "err", at_least = 0.02 }

[[campaigns]]
id = "CA-autumn"
start = 2026-09-01
expected = 120.0

[[campaigns]]
id = "CA-advent"
start = 2026-12-01
end = 2026-12-01
"""


def test_a_plan_by_hand_may_leave_out_an_end_a_bound_and_the_number_that_is_the_target(folder: Path) -> None:
    (folder / "plan.toml").write_text(BY_HAND)
    assert [one.amount for one in load_plan(folder)] == [40.0, 30.0, 120.0, None]


def test_a_crisis_is_as_grave_as_the_gravest_rule_its_mentions_reach() -> None:
    rules = [{"level": 2, "times_usual": 3.0}, {"level": 3, "mentions": 100}, {"level": 1, "signs": ["a rumour"]}]
    crisis = Crisis.model_validate({"severity": rules})
    found = [
        crisis.reached(times=times, mentions=count) for times, count in ((2.9, 99), (3.0, 99), (2.0, 100), (9.0, 500))
    ]
    assert found == [1, 2, 3, 3]
    assert Crisis.model_validate({"severity": rules[2:]}).reached(times=9.0, mentions=500) is None
    assert [crisis.rule(level) is not None for level in (1, 2, 3)] == [True] * 3
    assert Crisis().rule(1) is None
    with pytest.raises(ValidationError, match="severity 2 does not say when"):
        Crisis.model_validate({"severity": [{"level": 2}]})


def test_a_plan_broken_by_hand_is_not_written_over(folder: Path, approved: Callable[..., Plan]) -> None:
    (folder / "plan.toml").write_text("[[budget_lines]]\nid = 3\n")
    with pytest.raises(ConfigError, match="line 2"):
        approved(chain(), "BL-meta-ads")
    assert (folder / "plan.toml").read_text() == "[[budget_lines]]\nid = 3\n"


def test_the_published_schema_is_that_of_the_model() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == plan_schema(), "run python tests/refresh.py schemas"


def test_two_writers_lose_nothing(folder: Path) -> None:
    ids = [f"BL-line-{letter}" for letter in "abcdefghijkl"]
    ledger = Ledger([evidence(), *(proposal(id, "EV-reel-err", value=1.0, unit="money") for id in ids)])
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda id: approve(folder, [id], ledger, BY, say=SAY), ids))
    assert load_plan(folder).ids == set(ids)


def test_a_second_writer_that_waited_in_vain_is_told_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(change_module, "_WAIT_SECONDS", 0.05)
    with change_module.locked(folder), pytest.raises(RunError, match="somebody else is writing the plan"):
        approve(folder, ["BL-meta-ads"], chain(), BY, say=SAY)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the writer is killed by a POSIX signal")
def test_a_kill_at_any_moment_leaves_the_old_plan_or_the_new_one(folder: Path) -> None:
    (folder / "plan.toml").write_text(HAND_MADE)
    script = Path(__file__).with_name("kill_plan_writer.py")
    done = subprocess.run([sys.executable, script, folder, "200"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "200 kills" in done.stdout
    load_plan(folder)


def test_reading_a_plan_loads_no_table_library() -> None:
    program = "import sys, smmkit.plan; print({'pandas', 'numpy', 'scipy', 'matplotlib'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout.strip() == "set()"


def test_plan_ids_may_be_rested_on(approved: Callable[..., Plan]) -> None:
    plan = approved(chain(), "OB-err")
    check_chain({"BL-a": proposal("BL-a", "OB-err")}, known=plan.ids)


def test_a_verdict_gives_its_reasons() -> None:
    assert verdict_reasons(proposal("BL-a", "EV-a", judgement=OPEN), SAY) == [
        "Passed: 12 posts",
        "Not passed: the interval holds zero",
        "To test on Engagement rate by reach: reels; images. 40 units per variant, 6 weeks.",
    ]


def test_a_plan_nobody_can_write_is_a_sentence_and_loses_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    approve(folder, ["ST-more-reels"], chain(), BY, say=SAY)
    before = (folder / "plan.toml").read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("smmkit.plan.change.write_logged", full)
    with pytest.raises(RunError, match=r"it cannot be written \(No space left on device\)\. Make room"):
        approve(folder, ["OB-err"], chain(), BY, say=SAY)
    assert (folder / "plan.toml").read_bytes() == before


def test_an_amount_below_nothing_is_refused_with_its_line() -> None:
    with pytest.raises(ConfigError, match=r"line 3: BL-x holds -5\.00\. Write an amount of 0 or more"):
        parse_plan('[[budget_lines]]\nid = "BL-x"\nvalue = -5\nunit = "money"\n')
