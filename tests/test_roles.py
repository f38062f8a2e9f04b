"""People appear by role: what names a person or reaches one is refused where it is written."""

from __future__ import annotations

import os
import stat
from datetime import date
from pathlib import Path

import click
import pytest
from ledgers import evidence, proposal

from smmkit.cli.approve import _check_money
from smmkit.cli.month import Month
from smmkit.client import Approval, Client, parse_client
from smmkit.errors import ConfigError
from smmkit.files import write_whole
from smmkit.ledger import Ledger
from smmkit.plan import Decision, Plan, approve
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
    "Atención al cliente", "Socios fundadores", "Vocera", "Client",
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
