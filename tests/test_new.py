"""`smmkit new`: a client to fill in within ten minutes."""

import re

import pytest
from click.testing import CliRunner

from smmkit.cli.new import new, start_client
from smmkit.client import (
    Account,
    Approval,
    Brand,
    Client,
    Competitor,
    Department,
    Goal,
    Report,
    Roles,
    Term,
    client_schema,
    load_client,
)
from smmkit.errors import ConfigError
from smmkit.plan import CalendarPolicy, Crisis, Hours, Review, Severity, load_plan
from smmkit.schema import HAND_KEPT
from smmkit.sources import read_exports
from smmkit.text.catalogue import american


def test_a_new_client_is_sound_as_it_comes(tmp_path):
    folder = start_client("cafe-prueba", tmp_path)
    assert folder == tmp_path / "cafe-prueba"
    client = load_client(folder)
    assert client.name == "Cafe Prueba"
    assert client.accounts[0].handle == "cafeprueba"
    assert client.exports.is_dir()


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_client_begun_in_a_language_gets_its_workbook_in_it(tmp_path, lang):
    result = CliRunner().invoke(new, ["cafe-prueba", "--lang", lang, "--data", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert load_client(tmp_path / "cafe-prueba").language == lang


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


def test_the_plan_starts_empty_and_every_commented_rule_in_it_is_sound(tmp_path):
    folder = start_client("cafe-prueba", tmp_path)
    assert list(load_plan(folder)) == []
    path = folder / "plan.toml"
    text = path.read_text(encoding="utf-8")
    for model in (Review, CalendarPolicy, Crisis, Hours, Severity):
        for key in set(model.model_fields) - {"mentions"}:
            assert re.search(rf"\b{key}\b", text), f"{model.__name__}.{key} is not in the template"
    opened = [re.sub(r"^# (?=\[|[a-z_]+ = )", "", line) for line in text.splitlines()]
    path.write_text("\n".join(opened), encoding="utf-8")
    plan = load_plan(folder)
    assert [rule.level for rule in plan.crisis.severity] == [1, 2, 3]
    assert plan.calendar_policy.posts_per_week == {"instagram": 4, "facebook": 3}


def test_the_template_shows_every_key(tmp_path):
    text = (start_client("cafe-prueba", tmp_path) / "client.toml").read_text(encoding="utf-8")
    for model in (Client, Account, Competitor, Goal, Brand, Roles, Department, Approval, Report, Term):
        for key in set(model.model_fields) - {"source", "accent"}:
            assert re.search(rf"\b{key}\b", text), f"{model.__name__}.{key} is not in the template"


def test_the_schema_it_refers_to_is_there(tmp_path):
    folder = start_client("cafe-prueba", tmp_path)
    first = (folder / "client.toml").read_text(encoding="utf-8").splitlines()[0]
    schema = folder / first.removeprefix("#:schema ")
    assert schema.read_text(encoding="utf-8") == client_schema()


def test_the_readme_lists_the_columns_of_every_hand_kept_table(tmp_path):
    lines = (start_client("cafe-prueba", tmp_path) / "exports" / "README.txt").read_text(encoding="utf-8").splitlines()
    for table in HAND_KEPT:
        place = lines.index(f"  {table.name}.csv")
        assert (
            american(table.by_hand.row) in lines[place + 1]
        )  # the English template begins a client in the United States
        assert set(lines[place + 2].strip().split(",")) >= set(table.written)


def test_empty_tables_are_there_to_fill_in_and_nobody_calls_them_broken(tmp_path):
    folder = start_client("cafe-prueba", tmp_path)
    assert {path.stem for path in (folder / "exports" / "by_hand").iterdir()} == {table.name for table in HAND_KEPT}
    imported = read_exports(load_client(folder))
    assert (imported.tables, imported.files) == ({}, [])


@pytest.mark.parametrize("table", HAND_KEPT, ids=lambda table: table.name)
def test_a_table_filled_in_where_it_lies_is_read_as_what_it_is(tmp_path, table):
    folder = start_client("cafe-prueba", tmp_path)
    path = folder / "exports" / "by_hand" / f"{table.name}.csv"
    row = {name: _example(table.column(name) or table.column(f"{name}_hash")) for name in table.written}
    row |= {name: "Social media manager" for name in ("judge", "rater") if name in row}
    header = path.read_text(encoding="utf-8").splitlines()[1]
    with path.open("a", encoding="utf-8") as file:
        file.write(",".join(row[name] for name in header.split(",")) + "\n")
    imported = read_exports(load_client(folder))
    (rows,) = [imported.tables[table.name]]
    assert len(rows) == 1
    assert rows.drop(columns=["as_of", "source_file", "source_row"]).notna().all(axis=None)
    assert "Ana Ruiz" not in rows.to_csv()
    assert not [said for report in imported.files for said in report.warnings]


def _example(column):
    if column.name.endswith("_hash"):
        return "Ana Ruiz"
    if column.allowed:
        return column.allowed[0]
    return {"day": "2026-10-05", "time": "2026-10-05T18:05", "count": "1", "number": "1", "flag": "yes"}.get(
        column.kind, "EUR" if column.name == "currency" else "word"
    )


def test_an_existing_client_is_never_touched(tmp_path):
    folder = start_client("cafe-prueba", tmp_path)
    (folder / "client.toml").write_text("mine", encoding="utf-8")
    with pytest.raises(ConfigError, match="there already"):
        start_client("cafe-prueba", tmp_path)
    assert (folder / "client.toml").read_text(encoding="utf-8") == "mine"


def test_a_place_that_cannot_be_written_is_a_sentence_and_leaves_no_half_client(tmp_path, monkeypatch):
    (tmp_path / "a-file").write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"cannot be written .*Choose another folder with --data"):
        start_client("two", tmp_path / "a-file" / "clients")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("smmkit.cli.new._write_tables", full)
    with pytest.raises(ConfigError, match="No space left on device"):
        start_client("two", tmp_path / "there")
    assert not list(tmp_path.rglob("client.toml"))
    monkeypatch.undo()
    assert start_client("two", tmp_path / "there").is_dir()


@pytest.mark.parametrize("slug", ["../x", "a/b", "Café", "."])
def test_a_name_with_path_tricks_writes_nothing(tmp_path, slug):
    with pytest.raises(ConfigError):
        start_client(slug, tmp_path / "data")
    assert not (tmp_path / "data").exists()
    assert not (tmp_path / "x").exists()


def test_a_folder_of_clients_is_used_as_it_is(tmp_path):
    (tmp_path / "agency" / "clients").mkdir(parents=True)
    assert start_client("two", tmp_path / "agency") == tmp_path / "agency" / "clients" / "two"
    assert start_client("three", tmp_path / "agency" / "clients") == tmp_path / "agency" / "clients" / "three"


def test_the_command_says_what_comes_next(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SMMKIT_DATA", raising=False)
    result = CliRunner().invoke(new, ["cafe-prueba"])
    assert result.exit_code == 0, result.output
    assert "smmkit check cafe-prueba" in result.output
    assert (tmp_path / "data" / "clients" / "cafe-prueba" / "client.toml").is_file()


def test_an_empty_folder_named_with_data_is_the_folder_of_the_clients(tmp_path, capsys) -> None:
    from smmkit.cli import main

    (tmp_path / "there").mkdir()
    for agency in (tmp_path / "there", tmp_path / "not-yet"):
        with pytest.raises(SystemExit) as stop:
            main(["new", "my-client", "--data", str(agency)])
        assert not stop.value.code
        assert (agency / "my-client" / "exports").is_dir()
        assert f"smmkit check my-client --data {agency}" in capsys.readouterr().out
        with pytest.raises(SystemExit):
            main(["check", "my-client", "--data", str(agency)])
        assert f"smmkit check my-client --data {agency}" in capsys.readouterr().err
