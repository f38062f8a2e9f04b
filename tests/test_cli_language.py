"""The command line speaks the language of its reader: help, mistakes, what `new` writes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import SimpleNamespace

import catalogue
import pytest

from smmkit import cli
from smmkit.cli import help as spoken_help
from smmkit.cli.language import answer_in, command_text
from smmkit.cli.new import start_client
from smmkit.client import parse_client
from smmkit.errors import ConfigError
from smmkit.run.pool import _death
from smmkit.run.sentences import of_one_client as of_a_chain
from smmkit.run.sentences import sentence as of_a_child
from smmkit.sources.importer import nothing_usable
from smmkit.sources.report import FileReport
from smmkit.text import Text, retell
from smmkit.text.catalogue import LOCALES, messages

SPANISH = Text("es", country="ES", currency="EUR")


def typed(*words: str) -> int:
    spoken_help._text.cache_clear()
    with pytest.raises(SystemExit) as end:
        cli.main(list(words))
    return int(end.value.code or 0)


@pytest.fixture(autouse=True)
def spanish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMMKIT_LANG", "es")


@pytest.mark.parametrize("command", [(), *[(name,) for name in cli.COMMANDS]])
def test_help_holds_no_english_sentence(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert typed(*command, "--help") == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Uso: smmkit")
    english = {key for path in (catalogue.ROOT / "smmkit" / "cli").glob("*.py") for key in catalogue.said(path)}
    spoken = re.sub(r"\s+", " ", shown)
    left = [key for key in english if " " in key and re.sub(r"\s+", " ", key) in spoken]
    assert not left


def test_help_speaks_english_to_an_english_reader(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMMKIT_LANG", "en")
    assert typed("run", "--help") == 0
    assert "Say what would be run and why; write nothing." in re.sub(r"\s+", " ", capsys.readouterr().out)
    spoken_help._text.cache_clear()


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [
        (("chek",), "No existe la orden «chek». ¿Quería decir «check»?", 2),
        (("run", "--frobnicate"), "No existe la opción", 2),
        (("run",), "Indique clientes, o --all para todos; no las dos cosas.", 2),
        (("trace",), "Falta el argumento «CLIENT».", 2),
        (("plan", "nadie"), "no hay ningún cliente «nadie»", 1),
        (("trace", "cafe-lumbre", "XX", "--out", "nowhere"), "--out nowhere` muestra los identificadores", 1),
        (("calendar", "cafe-lumbre", "--import", "no.xlsx"), "El archivo «no.xlsx» no existe.", 2),
        (("approve", "cafe-lumbre", "--from", "no.json"), "El archivo «no.json» no existe.", 2),
    ],
)
def test_a_mistake_is_told_in_the_readers_language(
    words: tuple[str, ...], said: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(*words) == code
    error = capsys.readouterr().err
    assert "Error: " in error
    assert said in error


def test_the_language_asked_for_beats_that_of_the_machine(capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("run", "--lang", "en") == 2
    assert "Name clients, or --all" in capsys.readouterr().err


def test_a_program_gets_its_mistake_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("plan", "nadie", "--json") == 1
    said = json.loads(capsys.readouterr().out)["error"]
    assert "no hay ningún cliente «nadie»" in said


def test_what_a_run_says_of_a_client_that_failed_is_told_in_the_readers_language(tmp_path: Path) -> None:
    client = SimpleNamespace(exports=tmp_path / "exports", slug="mi-cafe", accounts=("instagram",))
    said = [
        nothing_usable(client, [FileReport("vacio.csv")]), nothing_usable(client, []),
        *(_death(code) for code in (-9, -11, 3)), of_a_child(MemoryError()),
        *(say(OSError(28, "No space left on device", "/x")) for say in (of_a_child, of_a_chain)),
    ]  # fmt: skip
    assert [one for one in said if re.search(r"\b(the|run|is|that)\b", retell(one, SPANISH), re.IGNORECASE)] == []


def test_every_sentence_that_may_be_raised_is_told_again_with_its_values() -> None:
    raised = messages(LOCALES / "es" / "errors.po")
    assert len(raised) > 100
    for key in raised:
        values = {name: f"x{place}" for place, name in enumerate(sorted(set(re.findall(r"\{(\w)\}", key))))}
        english = key
        for name, value in values.items():
            english = english.replace(f"{{{name}}}", value)
        told = retell(english, SPANISH)
        assert told != english or key == SPANISH.word(key), key
        assert all(value in told for value in values.values()), key


@pytest.mark.parametrize(
    ("written", "told"),
    [("margin = 45", "margin es «45». Escriba una proporción entre 0 y 1; aquí quizá 0.45."),
     ("margin = 0,45", "no se puede leer como TOML (se esperaba un salto de línea o el final del documento tras una "
                       "instrucción). Escriba los decimales con punto, como 0.45."),
     ("margin = 0.45\nname = Mi café", "Ponga los textos entre comillas")],
)  # fmt: skip
def test_a_mistake_in_the_brief_is_told_in_spanish_from_end_to_end(written: str, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_client(f"{written}\n", file="mi-cafe/client.toml")
    said = retell(str(caught.value).splitlines()[0], SPANISH)
    assert told in said
    assert not re.search(r"\b(is|be|Put|Expected|Write)\b", said)


def test_a_place_and_several_sentences_are_kept_apart() -> None:
    said = "mi-cafe/client.toml, line 3: unknown key 'curency'. Did you mean 'currency'?"
    assert (
        retell(said, SPANISH) == "mi-cafe/client.toml, línea 3: clave desconocida: «curency». ¿Quería decir «currency»?"
    )
    assert retell("calendar.csv, row 3: on is 'hoy', which is no day. Give each post its own.", SPANISH) == (
        "calendar.csv, fila 3: on es «hoy», que no es un día. Dé a cada publicación uno propio."
    )
    assert retell("x: run.json says 'running', so what this month shows cannot be relied on. Run: y", SPANISH) == (
        "x: run.json dice «running», así que lo que muestra este mes no es de fiar. Ejecute: y"
    )
    said_of_item = "BL-x: this month's ledger proposes no such item. Did you mean BL-y?"
    assert retell(said_of_item, SPANISH).endswith("decir BL-y?")
    assert retell("a stranger's words. And more: 3.5", SPANISH) == "a stranger's words. And more: 3.5"
    assert retell(said, Text("en")) == said


def test_a_new_client_explains_itself_in_the_readers_language(tmp_path: Path) -> None:
    import tomllib

    here, there = start_client("mi-cafe", tmp_path / "es", lang="es"), start_client("my-cafe", tmp_path / "en")
    for name in ("client.toml", "plan.toml"):
        spanish, english = ((folder / name).read_text("utf-8") for folder in (here, there))
        keys = [re.findall(r"^(?:# )?(\[*[\w.]+\]*)(?= =|$)", text, re.M) for text in (spanish, english)]
        assert keys[0] == keys[1]
        assert tomllib.loads(spanish).keys() == tomllib.loads(english).keys()
        assert "remove the #" not in spanish
    assert "El briefing de un cliente" in (here / "client.toml").read_text("utf-8")
    assert (here / "exports" / "by_hand" / "ratings.csv").read_text("utf-8").startswith("# Una fila por marca")
    assert "Ponga aquí los archivos" in (here / "exports" / "README.txt").read_text("utf-8")


def test_an_error_is_told_in_the_language_the_command_answers_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMMKIT_LANG", "C")
    answer_in(SPANISH)
    assert (command_text().lang, command_text("en").lang) == ("es", "en")
    answer_in()
    assert command_text().lang == "en"


def test_a_run_and_its_plan_speak_the_readers_language() -> None:
    from io import StringIO

    from rich.console import Console

    from smmkit.run import progress
    from smmkit.run.tasks import Failure, Outcome

    out, spanish = StringIO(), Text("es", country="ES")
    console = Console(file=out, width=80)
    stopped = Failure("06_budget", "alpha: the exports hold nothing of 2030-01 (they reach from 2025-09 to 2026-10). "
                      "Choose a month with --period.", cell=3, cell_id="split")  # fmt: skip
    done = Outcome("alpha", "2026-10", "done", ran=("00", "01"), skipped=1)
    failed = Outcome("beta", "2026-10", "failed", failure=stopped)
    early = Outcome("gamma", "2026-10", "failed", failure=Failure("import", "it broke"))
    with progress.shown(console, 3, spanish) as watch:
        for outcome in (done, failed, early):
            watch("outcome", outcome)
    progress.print_summary(console, [done, failed, early], "out", 1.0, spanish)
    steps = [
        ("00_brief", "run", "notebook changed, smmkit/client is new, and 9 more"),
        ("01_market", "skip", "up to date"),
    ]
    progress.print_plan(console, [("alpha", steps), ("beta", [("00_brief", "skip", "up to date")])], spanish)
    said = out.getvalue()
    for english in ("done", "failed", "up to date", "cell", "import", "changed", "more", "they reach", "skip", "run "):
        assert english not in said, english
    assert "06_budget, celda 3 (split)" in said
    assert "lectura de las exportaciones" in said
    assert "las exportaciones no tienen nada de 2030-01 (van de 2025-09 a 2026-10). Elija un mes con --period." in said


def test_every_warning_of_a_run_is_told_again(tmp_path: Path) -> None:
    from smmkit.client import load_client
    from smmkit.client.load import missing_logos
    from smmkit.sources.same_files import same_content

    folder = start_client("alpha", tmp_path / "clients", lang="en")
    folder = folder if folder.is_dir() else folder.parent
    brief = folder / "client.toml"
    brief.write_text(brief.read_text("utf-8").replace('# logo = "logo.svg"', 'logo = "logo.svg"', 1), encoding="utf-8")
    lost = missing_logos(load_client(folder))
    (folder / "logo.svg").write_bytes(b"<svg>" + b" " * 3_000_000)
    (folder / "a.csv").write_bytes(b"x" * 9000)
    places = [("alpha", folder / "a.csv"), ("beta", folder / "a.csv")]
    shared = [*same_content({1: places}), *same_content({1: places, 2: places})]
    warnings = [*lost, *missing_logos(load_client(folder)), *shared]
    assert len(warnings) == 4
    for message in warnings:
        english = Text("en")(message)
        assert retell(english, SPANISH) == SPANISH(message) != english


def test_a_dry_run_says_in_spanish_what_runs_and_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = catalogue.ROOT / "data" / "clients"
    assert typed("run", "cafe-lumbre", "--dry-run", "--data", str(data), "--out", str(tmp_path)) == 0
    steps = capsys.readouterr().out.splitlines()[1:]
    assert steps
    assert all(line.split()[0] == "ejecutar" for line in steps)
    assert all("hay exportaciones nuevas, otro briefing u otro programa que las lee" in line for line in steps)
