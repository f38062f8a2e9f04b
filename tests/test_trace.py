"""The chain of an item on the command line, up to source rows and down to what falls."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from ledgers import NOTHING, PERIOD, chain, commit, evidence, proposal

from smmkit.cli import main
from smmkit.errors import DataError
from smmkit.ledger import Ledger, write_part
from smmkit.plan import Plan, load_plan
from smmkit.plan.month import Month
from smmkit.plan.trace import falls, trace
from smmkit.present.decision import decision_table
from smmkit.text import Text

CLIENT = """\
name = "Café Lumbre"
sector = "Coffee shop"
country = "US"
language = "en"
timezone = "America/Denver"
currency = "USD"
margin = 0.4
[[accounts]]
platform = "instagram"
handle = "cafelumbre"
"""


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a client whose month has been run."""
    folder = tmp_path / "data" / "clients" / "cafe"
    folder.mkdir(parents=True)
    (folder / "client.toml").write_text(CLIENT, encoding="utf-8")
    monkeypatch.setenv("SMMKIT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SMMKIT_OUT", str(tmp_path / "out"))
    run(folder, chain())
    return folder


def run(folder: Path, ledger: Ledger, period: str = PERIOD) -> None:
    nothing = proposal("BL-nothing", "OB-err", judgement=NOTHING, period=period)
    out = folder.parents[2] / "out" / "cafe" / period
    write_part(out, "06", [*ledger.values(), nothing])
    commit(out)


def smmkit(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Run a command; return its exit code and what it said, errors included."""
    with pytest.raises(SystemExit) as stop:
        main(list(arguments))
    said = capsys.readouterr()
    return int(str(stop.value.code or 0)), said.out + said.err


def test_up_leads_to_the_rows_of_the_export(client: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = smmkit(capsys, "trace", "cafe", "BL-photos")
    assert code == 0
    assert said.splitlines() == [
        "BL-photos  Proposal BL-photos  [DECIDE, $50]",
        "    Passed: 12 posts of at least 8",
        "  ST-fewer-images  Proposal ST-fewer-images  [DECIDE]",
        "    EV-image-err  Reels earn 2.0% per person reached  [DECIDE, 2.0% (1.5% to 2.5%)]",
        "        exports/posts.csv, rows 2-31",
    ]


def test_down_lists_what_would_fall(client: Path, capsys: pytest.CaptureFixture[str]) -> None:
    smmkit(capsys, "approve", "cafe", "BL-meta-ads", "--by", "approver")
    code, said = smmkit(capsys, "trace", "cafe", "EV-reel-err", "--down", "--json")
    assert code == 0
    assert json.loads(said)["falls"] == ["BL-meta-ads", "BL-nothing", "OB-err", "ST-more-reels", "SW-strong-reels"]
    code, said = smmkit(capsys, "trace", "cafe", "EV-reel-err", "--down")
    assert said.splitlines()[-1] == (
        "If “Reels earn 3.0% per person reached” (EV-reel-err) changes, so does what rests on it: 5 in all, "
        "1 of them approved."
    )


def test_down_lists_exactly_what_changes_its_fingerprint() -> None:
    before, after = chain(), chain(0.05)
    changed = {id for id in before if before.fingerprint(id) != after.fingerprint(id)}
    assert {*falls("EV-reel-err", before, Plan()), "EV-reel-err"} == changed


def test_nothing_rests_on_the_last_of_the_chain(client: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert smmkit(capsys, "trace", "cafe", "BL-photos", "--down")[1].endswith(
        "Nothing rests on “Proposal BL-photos” (BL-photos).\n"
    )


def test_json_carries_the_whole_record(client: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(smmkit(capsys, "trace", "cafe", "BL-meta-ads", "--json")[1])
    last = {item["id"]: item for item in found["items"]}["EV-reel-err"]
    assert last["source"] == [{"file": "exports/posts.csv", "rows": "2-31"}]
    assert (last["depth"], last["said"]) == (4, "Reels earn 3.0% per person reached")


def test_a_shared_foundation_is_told_once() -> None:
    ledger = Ledger(
        [evidence(), proposal("ST-a", "EV-reel-err"), proposal("OB-a", "ST-a"), proposal("BL-a", "ST-a", "OB-a")]
    )
    assert [(step.id, step.again) for step in trace("BL-a", ledger, Plan())] == [
        ("BL-a", False),
        ("ST-a", False),
        ("EV-reel-err", False),
        ("OB-a", False),
        ("ST-a", True),
    ]


def test_a_chain_goes_on_through_the_plan(client: Path, capsys: pytest.CaptureFixture[str]) -> None:
    smmkit(capsys, "approve", "cafe", "OB-err", "BL-meta-ads", "--by", "approver")
    plan = load_plan(client)
    alone = Ledger([evidence()])
    assert [step.id for step in trace("BL-meta-ads", alone, plan)] == [
        "BL-meta-ads",
        "OB-err",
        "ST-more-reels",
        "ST-fewer-images",
    ]
    assert falls("EV-reel-err", alone, plan) == ("BL-meta-ads", "OB-err")


def test_an_unknown_id_names_the_nearest() -> None:
    with pytest.raises(DataError, match=r"neither this month's ledger nor plan.toml holds it. Did you mean BL-photos"):
        trace("BL-photo", chain(), Plan())


def test_approving_and_a_correction_show_in_the_plan(client: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = smmkit(
        capsys, "approve", "cafe", "BL-meta-ads", "BL-photos", "--by", "approver", "--note", "as agreed"
    )
    assert (code, said.splitlines()) == (
        0,
        [
            "“Proposal BL-meta-ads” (BL-meta-ads) is approved.",
            "“Proposal BL-photos” (BL-photos) is approved.",
            "“Proposal BL-meta-ads” (BL-meta-ads) rests on “Proposal OB-err” (OB-err), which is not approved.",
            "“Proposal BL-photos” (BL-photos) rests on “Proposal ST-fewer-images” (ST-fewer-images), which is not "
            "approved.",
        ],
    )
    run(client, chain(0.05))
    said = smmkit(capsys, "plan", "cafe")[1]
    assert "stale       BL-meta-ads" in said
    assert (
        "It rests on “Reels earn 5.0% per person reached” (EV-reel-err). That was 3.0% (2.5% to 3.5%) when this was "
        "approved, and measured again it is 5.0% (4.5% to 5.5%)." in said
    )
    assert "approved    BL-photos" in said
    found = json.loads(smmkit(capsys, "plan", "cafe", "--json")[1])["plan"]
    reasons = {entry["id"]: entry["reasons"] for entry in found}
    assert reasons["BL-photos"] == []
    assert (reasons["BL-meta-ads"][0]["before"]["value"], reasons["BL-meta-ads"][0]["now"]["value"]) == (0.03, 0.05)


def test_the_latest_month_is_the_one_in_force(client: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(client, chain(0.031, period="2026-10"), "2026-10")
    smmkit(capsys, "approve", "cafe", "BL-photos", "--by", "approver")
    assert load_plan(client).period == "2026-10"
    smmkit(capsys, "approve", "cafe", "BL-meta-ads", "--by", "approver", "--period", PERIOD)
    assert {entry.id: entry.period for entry in load_plan(client)} == {"BL-photos": "2026-10", "BL-meta-ads": PERIOD}


def test_rejecting_keeps_the_reason(client: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert smmkit(capsys, "reject", "cafe", "BL-photos", "--by", "approver", "--note", "too dear")[0] == 0
    entry = load_plan(client).entry("BL-photos")
    assert entry is not None
    assert (entry.status, entry.note) == ("rejected", "too dear")


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["approve", "cafe", "BL-photos"], 2, "name the proposals and --by ROLE"),
        (["approve", "cafe", "--by", "approver"], 2, "name the proposals and --by ROLE"),
        (["approve", "cafe", "BL-photos", "--by", "Ana Ruiz"], 2, "is no role of cafe"),
        (["plan", "cafe", "--period", "October"], 2, "is not a month"),
        (["plan", "caffe"], 1, "no client 'caffe' (found: cafe)"),
        (["plan", "cafe", "--period", "2025-01"], 1, "2025-01 has not been run. Run: smmkit run cafe --period 2025-01"),
        (["approve", "cafe", "BL-foto", "--by", "approver"], 1, "proposes no such item. Did you mean BL-photos?"),
        (["approve", "cafe", "BL-nothing", "--by", "approver"], 1, "nothing to approve. Export the posts."),
        (["trace", "cafe", "EV-reel-er"], 1, "Did you mean EV-reel-err?"),
    ],
)
def test_a_mistake_ends_in_one_sentence(
    client: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, sentence: str
) -> None:
    found, said = smmkit(capsys, *arguments)
    assert found == code
    assert sentence in said
    assert len([line for line in said.splitlines() if line.startswith("Error")]) == 1
    assert not (client / "plan.toml").exists()


def test_a_client_never_run_says_which_command_runs_it(client: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = smmkit(capsys, "approve", "cafe", "BL-photos", "--by", "approver", "--out", str(client / "empty"))
    assert (code, said) == (
        1,
        f"Error: cafe: no month has been run yet. Run: smmkit run cafe --out {client / 'empty'}\n",
    )
    code, said = smmkit(capsys, "plan", "cafe", "--out", str(client / "empty"))
    assert (code, said.splitlines()[-1]) == (0, "No month has been run yet, so nothing is proposed.")


def test_the_decision_table_says_what_an_approval_changes(client: Path, capsys: pytest.CaptureFixture[str]) -> None:
    smmkit(capsys, "approve", "cafe", "BL-meta-ads", "BL-photos", "ST-more-reels", "--by", "approver")
    dearer = proposal("BL-photos", "ST-fewer-images", value=80.0, unit="money")
    items = Ledger(
        {**chain(0.05), "BL-photos": dearer, "BL-nothing": proposal("BL-nothing", "OB-err", judgement=NOTHING)}
    )
    table = decision_table(items.values(), load_plan(client), items, Text("en"))
    assert list(table.columns) == ["Proposal", "Verdict", "Because", "Status", "If approved"]
    assert "EV-reel-err" not in table.index
    assert dict(table["Status"]) == {
        "BL-meta-ads": "stale",
        "BL-nothing": "new",
        "BL-photos": "approved, change proposed",
        "OB-err": "new",
        "ST-fewer-images": "new",
        "ST-more-reels": "stale",
        "SW-strong-reels": "–",
    }
    assert dict(table["If approved"]) == {
        "BL-meta-ads": "The approval is renewed on this month's evidence.",
        "BL-nothing": "Export the posts.",
        "BL-photos": "$50 in the plan becomes $80.",
        "OB-err": "It enters the plan with 5.0%.",
        "ST-fewer-images": "It enters the plan.",
        "ST-more-reels": "The approval is renewed on this month's evidence.",
        "SW-strong-reels": "Nothing to approve: other proposals rest on it.",
    }


def test_the_answer_comes_in_the_language_that_was_asked_for_and_names_what_it_speaks_of(
    client: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = smmkit(capsys, "trace", "cafe", "BL-photos", "--lang", "es")[1]
    assert "exports/posts.csv, filas 2-31" in asked
    assert "DECIDIR" in asked
    monkeypatch.setenv("SMMKIT_LANG", "es")
    said = smmkit(capsys, "approve", "cafe", "BL-photos", "--by", "approver")[1]
    assert said.startswith("Aprobado: «Proposal BL-photos» (BL-photos).")
    assert smmkit(capsys, "plan", "cafe", "--lang", "en")[1].startswith("The plan of")


def test_a_proposal_is_listed_by_what_it_says_with_its_id_behind(
    client: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = smmkit(capsys, "plan", "cafe")[1].splitlines()
    place = next(number for number, line in enumerate(lines) if "Proposal BL-photos" in line)
    assert "BL-photos  " not in lines[place]
    assert lines[place + 1].endswith("[BL-photos]")


@pytest.mark.parametrize(
    ("text", "title", "said"),
    [
        (Text("en"), "Keep “A”.", "“Keep ‘A’” (DE-a)"),
        (Text("es", country="ES"), "Seguir con «A».", "«Seguir con “A”» (DE-a)"),
    ],
)
def test_a_quotation_inside_another_has_quotes_of_its_own(text: Text, title: str, said: str) -> None:
    plan = SimpleNamespace(entry=lambda id: SimpleNamespace(title=title))
    assert Month.called(SimpleNamespace(ledger={}, plan=plan, say=text), "DE-a") == said  # type: ignore[arg-type]
