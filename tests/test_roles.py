"""People appear by role: what names a person or reaches one is refused where it is written."""

from __future__ import annotations

import json
import os
import shutil
import stat
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from ledgers import PERIOD, commit, evidence, proposal

from smmkit.cli import group
from smmkit.cli.approve import _check_money
from smmkit.cli.month import Month
from smmkit.client import Approval, Client, load_client, parse_client
from smmkit.errors import ConfigError
from smmkit.files import write_whole
from smmkit.ledger import Ledger, read_ledger, write_part
from smmkit.period import Period
from smmkit.plan import Decision, Plan, approve
from smmkit.plan.decide import terms
from smmkit.plan.load import load_plan
from smmkit.plan.month import approve_shown, check_money, check_taken, reject_proposed
from smmkit.text import Text

BRIEF = """name = "Café"
sector = "cafe"
country = "ES"
language = "es"
timezone = "Europe/Madrid"
currency = "EUR"
margin = 0.4
[[accounts]]
platform = "instagram"
handle = "cafe"
"""
PERSONS = ("Lucía Fernández", "Clara Marín", "J. M. Ortiz", "María José")
WAYS = ("Dirección, 600 123 123", "Owner +34 6 00 12 31", "direccion@cafe.es", "Owner, @lucia", "https://cafe.es/lucia")
ROLES_SAID = (
    "Dirección", "Gerencia", "Dueña", "Owner", "Head of marketing", "Jefa de prensa", "Responsable de comunicación",
    "Community manager", "Director general", "Propietaria", "Agencia", "Crisis lead", "Encargada de tienda",
    "Atención al cliente", "Socios fundadores", "Vocera", "Client", "Técnica de redes", "Front desk",
    "Freelance marketer",
)  # fmt: skip


@pytest.mark.parametrize("said", PERSONS)
def test_a_persons_name_is_no_role_until_somebody_confirms_that_it_is_one(said: str) -> None:
    written = f'{BRIEF}[roles]\napprover = "{said}"\n'
    with pytest.raises(ConfigError, match=r"line 12: approver is .* holds no word of a role"):
        parse_client(written)
    assert parse_client(f"{written}confirmed = true\n").roles.approver == said


@pytest.mark.parametrize("said", WAYS)
def test_a_way_to_reach_a_person_is_refused_confirmed_or_not(said: str) -> None:
    with pytest.raises(ConfigError, match="looks like an address or a telephone number"):
        parse_client(f'{BRIEF}[roles]\ncrisis_lead = "{said}"\nconfirmed = true\n')


@pytest.mark.parametrize("said", ROLES_SAID)
def test_roles_as_people_write_them_pass(said: str) -> None:
    assert parse_client(f'{BRIEF}[roles]\napprover = "{said}"\n').roles.names["approver"] == said


WRONG = {
    "section": ('[report]\nsections = ["numbers", "charts"]', "sections is 'charts'"),
    "section twice": ('[report]\nsections = ["money", "money"]', "the section 'money' stands here twice"),
    "colour": ('[report]\ncolour = "red"', "the colour is 'red'"),
    "who approves": ('[approval]\nmoney = ["intern"]', "money is 'intern'"),
    "nobody approves": ("[approval]\nmoney = []", "money is empty"),
    "topic": ('[[departments]]\nname = "Sales"\ntopics = ["gossip"]', "topics is 'gossip'"),
    "term": ('[[glossary]]\nname = "work"', "'meaning' is missing"),
}


@pytest.mark.parametrize(("written", "said"), WRONG.values(), ids=WRONG)
def test_a_mistake_in_the_brief_is_a_sentence(written: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        parse_client(BRIEF + written)


def month(client: Client) -> Month:
    items = [evidence(), proposal("BL-ads", "EV-reel-err", value=10.0, unit="money"), proposal("ST-x", "EV-reel-err")]
    return Month(client, Plan(), Ledger(items), None, Text("en", country="ES", currency="EUR"), Path("2026-09"))


def test_money_is_approved_by_those_the_brief_allows_and_nobody_else() -> None:
    client = parse_client(f'{BRIEF}[roles]\napprover = "Dirección"\n')
    _check_money(("BL-ads", "ST-x"), "approver", month(client))
    _check_money(("BL-ads",), "Dirección", month(client))
    _check_money(("ST-x",), "community_manager", month(client))
    with pytest.raises(click.UsageError, match=r"BL-ads is money, which community_manager may not approve"):
        _check_money(("ST-x", "BL-ads"), "community_manager", month(client))
    wider = client.model_copy(update={"approval": Approval(money=("approver", "social_media_manager"))})
    _check_money(("BL-ads",), "social_media_manager", month(wider))


SLUG = "cafe-lumbre"


@pytest.fixture
def place(tmp_path: Path, root: Path) -> Path:
    """The café with a month whose review ends an approved budget line, and a signed sheet that refuses it."""
    folder = tmp_path / "clients" / SLUG
    shutil.copytree(root / "data" / "clients" / SLUG, folder, ignore=shutil.ignore_patterns("exports"))
    stop = proposal("DE-stop-ads", "EV-reel-err", about={"choice": "stop", "ends": "BL-meta-ads ST-giveaways"})
    out = tmp_path / "out" / SLUG / PERIOD
    write_part(out, "09", [evidence()])
    write_part(out, "10", [stop, proposal("BL-meta-ads", "EV-reel-err", value=10.0, unit="money")])
    commit(out)
    return folder


def said_by(place: Path, *words: str) -> tuple[int, str]:
    home = place.parents[1]
    done = CliRunner().invoke(group, [words[0], SLUG, *words[1:], "--data", str(home), "--out", str(home / "out")])
    return done.exit_code, done.output + str(done.exception or "")


def test_money_leaves_the_plan_and_returns_to_it_only_by_who_may_approve_it(place: Path) -> None:
    before = (place / "plan.toml").read_bytes()
    for words in (("approve", "--review"), ("approve", "--review", "DE-stop-ads"), ("reject", "BL-meta-ads"),
                  ("approve", "BL-meta-ads")):  # fmt: skip
        code, said = said_by(place, *words, "--by", "community_manager")
        assert (code, "BL-meta-ads is money, which community_manager may not approve" in said) == (2, True), said
    with pytest.raises(ConfigError, match="BL-meta-ads is money, which community_manager"):
        approve_shown(opened(place), ("DE-stop-ads",), Decision("community_manager", date(2026, 10, 1)))
    with pytest.raises(ConfigError, match="BL-meta-ads is money, which community_manager"):
        reject_proposed(opened(place), ("BL-meta-ads",), Decision("community_manager", date(2026, 10, 1)))
    assert (place / "plan.toml").read_bytes() == before
    assert said_by(place, "approve", "--review", "--by", "approver")[0] == 0
    after = (place / "plan.toml").read_bytes()
    assert (entry := load_plan(place).entry("BL-meta-ads")) is not None
    assert entry.status == "rejected"
    code, said = said_by(place, "approve", "--reverse", "--by", "social_media_manager")
    assert (code, "BL-meta-ads is money" in said) == (2, True), said
    assert (place / "plan.toml").read_bytes() == after
    assert said_by(place, "approve", "--reverse", "--by", "approver")[0] == 0
    assert (place / "plan.toml").read_bytes() == before


def test_a_stop_ends_what_it_stops_whatever_way_it_is_approved(place: Path) -> None:
    before = (place / "plan.toml").read_bytes()
    code, said = said_by(place, "approve", "DE-stop-ads", "--by", "approver")
    assert (code, said.count("Termina con ello")) == (0, 2), said
    plan = load_plan(place)
    assert {plan.entry(id).status for id in ("BL-meta-ads", "ST-giveaways")} == {"rejected"}
    assert said_by(place, "approve", "--reverse", "--by", "approver")[0] == 0
    assert (place / "plan.toml").read_bytes() == before
    ledger = opened(place).ledger
    answer = {"id": "DE-stop-ads", "fingerprint": ledger.fingerprint(ledger["DE-stop-ads"]), "choice": "approved",
              "terms": terms(ledger["DE-stop-ads"])}  # fmt: skip
    sheet = {"client": SLUG, "period": PERIOD, "by": "approver", "on": "2026-10-01", "answers": [answer | {"note": ""}]}
    (place / "signoff.json").write_text(json.dumps(sheet), encoding="utf-8")
    code, said = said_by(place, "approve", "--from", str(place / "signoff.json"))
    assert (code, said.count("Termina con ello")) == (0, 2), said
    assert load_plan(place).entry("BL-meta-ads").status == "rejected"


@pytest.mark.parametrize("choice", ["approved", "rejected"])
def test_a_signed_sheet_of_a_role_that_may_not_moves_no_money(place: Path, choice: str) -> None:
    ledger, before = opened(place).ledger, (place / "plan.toml").read_bytes()
    answers = [{"id": id, "fingerprint": ledger.fingerprint(ledger[id]), "choice": one, "note": ""}
               for id, one in (("DE-stop-ads", "approved"), ("BL-meta-ads", choice))]  # fmt: skip
    sheet = place.parents[1] / "signoff.json"
    for answer in (answers[1:], answers):  # alone, and beside the decision that ends the line
        told = {"client": SLUG, "period": PERIOD, "by": "social_media_manager", "on": "2026-10-01", "answers": answer}
        sheet.write_text(json.dumps(told), encoding="utf-8")
        code, said = said_by(place, "approve", "--from", str(sheet))
        assert (code, "is money, which social_media_manager may not approve" in said) == (2, True), said
    assert (place / "plan.toml").read_bytes() == before


def test_a_sheet_signed_by_an_owner_who_also_leads_in_a_crisis_is_the_approvers(place: Path) -> None:
    brief = place / "client.toml"
    names = dict(load_client(place).roles.names.items())
    brief.write_text(brief.read_text("utf-8").replace(names["crisis_lead"], names["approver"]), encoding="utf-8")
    assert load_client(place).roles.crisis_lead == names["approver"]
    ledger = opened(place).ledger
    signed = ledger["BL-meta-ads"]
    answer = {"id": signed.id, "fingerprint": ledger.fingerprint(signed), "choice": "approved", "terms": terms(signed)}
    sheet = {"client": SLUG, "period": PERIOD, "by": names["approver"], "on": "", "answers": [answer]}
    (place / "signoff.json").write_text(json.dumps(sheet), encoding="utf-8")
    code, said = said_by(place, "approve", "--from", str(place / "signoff.json"))
    assert code == 0, said
    assert load_plan(place).entry("BL-meta-ads").by == "approver"


def test_what_was_never_approved_anybody_may_reject_and_the_brief_may_allow_others(place: Path) -> None:
    brief = place / "client.toml"
    brief.write_text(brief.read_text("utf-8") + '\n[approval]\nmoney = ["social_media_manager"]\n', encoding="utf-8")
    month = opened(place)
    check_taken(("BL-new",), "community_manager", month)
    check_money(("DE-stop-ads",), "social_media_manager", month)
    with pytest.raises(ConfigError, match="that takes social_media_manager"):
        check_money(("DE-stop-ads",), "approver", month)


def opened(place: Path) -> Month:
    out = place.parents[1] / "out" / SLUG / PERIOD
    client = load_client(place)
    return Month(client, load_plan(place), read_ledger(out), Period(PERIOD), Text("en", country="ES"), out)


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_an_approval_leaves_the_plans_permissions_as_they_were(tmp_path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text("# mine\n", encoding="utf-8")
    path.chmod(0o600)
    ledger = Ledger([evidence(), proposal("ST-x", "EV-reel-err")])
    approve(tmp_path, ["ST-x"], ledger, Decision("approver", date(2026, 10, 1)), say=Text("en", country="ES"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert 'id = "ST-x"' in path.read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_a_new_file_has_the_permissions_any_new_file_gets(tmp_path) -> None:
    write_whole(tmp_path / "ours", "x")
    (tmp_path / "theirs").write_text("x", encoding="utf-8")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "theirs").stat().st_mode
