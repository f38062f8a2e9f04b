"""`smmkit new`: a client to fill in within ten minutes."""

import re

import pytest
from click.testing import CliRunner

from smmkit.cli.new import new, start_client
from smmkit.client import client_schema, load_client
from smmkit.client.model import Account, Brand, Client, Competitor, Department, Goal, Roles
from smmkit.errors import ConfigError
from smmkit.schema import TABLES
from smmkit.schema.team_tables import TEAM_TABLES


def test_a_new_client_is_sound_as_it_comes(tmp_path):
    folder = start_client("cafe-prueba", tmp_path)
    assert folder == tmp_path / "clients" / "cafe-prueba"
    client = load_client(folder)
    assert client.name == "Cafe Prueba"
    assert client.accounts[0].handle == "cafeprueba"
    assert client.exports.is_dir()


def test_every_commented_line_is_sound_too(tmp_path):
    folder = start_client("cafe-prueba", tmp_path)
    path = folder / "client.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    opened = [re.sub(r"^# (?=\[|[a-z_]+ = )", "", line) for line in lines]
    assert opened != lines
    path.write_text("\n".join(opened), encoding="utf-8")
    (folder / "logo.svg").write_text("<svg/>", encoding="utf-8")
    client = load_client(folder)
    assert client.competitors[0].handles
    assert client.goals[0].target == 0.05
    assert client.number_format == "1.234,5"


def test_the_template_shows_every_key(tmp_path):
    text = (start_client("cafe-prueba", tmp_path) / "client.toml").read_text(encoding="utf-8")
    for model in (Client, Account, Competitor, Goal, Brand, Roles, Department):
        for key in set(model.model_fields) - {"source", "accent"}:
            assert re.search(rf"\b{key}\b", text), f"{model.__name__}.{key} is not in the template"


def test_the_schema_it_refers_to_is_there(tmp_path):
    folder = start_client("cafe-prueba", tmp_path)
    first = (folder / "client.toml").read_text(encoding="utf-8").splitlines()[0]
    schema = folder / first.removeprefix("#:schema ")
    assert schema.read_text(encoding="utf-8") == client_schema()


def test_the_readme_lists_the_columns_of_every_hand_kept_table(tmp_path):
    text = (start_client("cafe-prueba", tmp_path) / "exports" / "README.txt").read_text(encoding="utf-8")
    audit = {"as_of", "source_file", "source_row"}
    for table in TEAM_TABLES:
        header = next(
            line.split()[1].split(",") for line in text.splitlines() if line.strip().startswith(f"{table.name}.csv")
        )
        known = {*table.names, "author", "as_of"} if table.name in TABLES else set()
        assert {name for name in header if not name.startswith("interest_")} <= known
        assert {c.name for c in table.columns if c.required} <= set(header) | audit


def test_an_existing_client_is_never_touched(tmp_path):
    folder = start_client("cafe-prueba", tmp_path)
    (folder / "client.toml").write_text("mine", encoding="utf-8")
    with pytest.raises(ConfigError, match="there already"):
        start_client("cafe-prueba", tmp_path)
    assert (folder / "client.toml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("slug", ["../x", "a/b", "Café", "."])
def test_a_name_with_path_tricks_writes_nothing(tmp_path, slug):
    with pytest.raises(ConfigError):
        start_client(slug, tmp_path / "data")
    assert not (tmp_path / "data").exists()
    assert not (tmp_path / "x").exists()


def test_a_folder_of_clients_is_used_as_it_is(tmp_path):
    start_client("one", tmp_path / "agency")
    assert start_client("two", tmp_path / "agency") == tmp_path / "agency" / "clients" / "two"
    assert start_client("three", tmp_path / "agency" / "clients") == tmp_path / "agency" / "clients" / "three"


def test_the_command_says_what_comes_next(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SMMKIT_DATA", raising=False)
    result = CliRunner().invoke(new, ["cafe-prueba"])
    assert result.exit_code == 0, result.output
    assert "smmkit check cafe-prueba" in result.output
    assert (tmp_path / "data" / "clients" / "cafe-prueba" / "client.toml").is_file()
