"""The brief: what is read, and the sentence each typical mistake gets."""

from datetime import date

import pytest

from smmkit.client import SCHEMA_FILE, check_slug, client_schema, load_client, parse_client
from smmkit.client.lines import key_lines, line_of
from smmkit.errors import ConfigError
from smmkit.folders import clients_dir, demo_dir

GOOD = """\
name = "Café Prueba"
sector = "Coffee shop"
country = "ES"
language = "es"
timezone = "Europe/Madrid"
currency = "EUR"
margin = 0.6

[[accounts]]
platform = "instagram"
handle = "@cafeprueba"
account_id = 17841400000000001

[[accounts]]
platform = "facebook"
handle = "cafeprueba"

[[competitors]]
name = "Otro Café"
[competitors.handles]
instagram = "otrocafe"

[[goals]]
id = "more-visits"
goal = "More people in the shop"
metric = "err"
start = 2026-01-01
deadline = 2026-12-31

[brand]
colour = "#7B3F00"
tone = ["warm", "short"]
"""


def test_a_brief_is_read_with_its_defaults():
    client = parse_client(GOOD)
    assert client.accounts[0].handle == "cafeprueba"
    assert client.accounts[0].account_id == "17841400000000001"
    assert client.week_start == "monday"
    assert client.locale == "es_ES"
    assert client.platforms == ("instagram", "facebook")
    assert client.goals[0].deadline == date(2026, 12, 31)
    assert client.brand.avoid == ()


def test_a_client_is_named_after_its_folder(tmp_path):
    folder = tmp_path / "cafe-prueba"
    folder.mkdir()
    (folder / "client.toml").write_text(GOOD, encoding="utf-8")
    client = load_client(folder)
    assert client.slug == "cafe-prueba"
    assert client.exports == folder.resolve() / "exports"


# what is changed, line of the mistake, words of the sentence
MISTAKES = {
    "country by its name": ('"ES"', '"España"', 3, ["country is 'España'", "'ES'"]),
    "country misspelt": ('"ES"', '"Spian"', 3, ["country is 'Spian'", "Did you mean 'ES'"]),
    "zone by its city": ('"Europe/Madrid"', '"Madrid"', 5, ["timezone is 'Madrid'", "Did you mean 'Europe/Madrid'"]),
    "zone as an offset": ('"Europe/Madrid"', '"UTC+1"', 5, ["timezone is 'UTC+1'", "area and city"]),
    "unknown key": ("sector =", "secter =", 2, ["unknown key 'secter'", "Did you mean 'sector'"]),
    "unknown key in a table": ("tone =", "tones =", 32, ["unknown key 'tones' in [brand]", "Did you mean 'tone'"]),
    "missing key": ('sector = "Coffee shop"\n', "", None, ["'sector' is missing", 'sector = "']),
    "handle twice": ('"facebook"', '"instagram"', 16, ["'instagram @cafeprueba' stands here a second time"]),
    "rival with the own handle": ('"otrocafe"', '"CafePrueba"', 21, ["second time"]),
    "handle as an address": ('"@cafeprueba"', '"https://instagram.com/cafeprueba/"', 11, ["'cafeprueba'"]),
    "bad colour": ('"#7B3F00"', '"7B3F00"', 31, ["the colour is '7B3F00'", "Did you mean '#7B3F00'"]),
    "colour by its name": ('"#7B3F00"', '"brown"', 31, ["the colour is 'brown'", "six hexadecimal digits"]),
    "deadline before start": ("2026-12-31", "2025-12-31", 28, ["deadline is 2025-12-31", "not after start"]),
    "date in words": ("2026-12-31", '"end of 2026"', 28, ["deadline is 'end of 2026'", "2026-12-31"]),
    "unknown metric": ('"err"', '"engagment"', 26, ["metric is 'engagment'", "Did you mean 'err'", "Known metrics"]),
    "unknown platform": ('"facebook"', '"Twitter"', 15, ["platform is 'Twitter'", "Did you mean 'x'"]),
    "currency as a sign": ('"EUR"', '"€"', 6, ["currency is '€'", "Did you mean 'EUR'"]),
    "margin in percent": ("0.6", "60", 7, ["margin is '60'", "between 0 and 1", "0.6"]),
    "margin with a comma": ("0.6", "0,6", 7, ["cannot be read as TOML", "decimals with a point, such as 0.45"]),
    "date turned round": ("2026-12-31", "31-12-2026", 28, ["cannot be read as TOML", "day as year-month-day"]),
    "margin in quotes": ("0.6", '"much"', 7, ["margin is 'much'", "number without quotes"]),
    "language by its name": ('"es"', '"Spanish"', 4, ["language is 'Spanish'", "Did you mean 'es'"]),
    "text without quotes": ('"Coffee shop"', "Coffee shop", 2, ["cannot be read as TOML", "between quotes"]),
    "key twice": ('"Coffee shop"', '"Coffee shop"\nsector = "Bar"', 3, ["twice"]),
    "no account list": ("[[accounts]]", "[accounts]", 14, ["cannot be read as TOML"]),
}


@pytest.mark.parametrize(("good", "bad", "line", "words"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_gets_a_sentence_with_file_and_line(good, bad, line, words):
    with pytest.raises(ConfigError) as caught:
        parse_client(GOOD.replace(good, bad, 1), file="cafe/client.toml")
    said = str(caught.value)
    assert said.startswith(f"cafe/client.toml, line {line}: " if line else "cafe/client.toml: ")
    for word in words:
        assert word in said
    assert "pydantic" not in said
    assert "KeyError" not in said


def test_several_mistakes_come_in_the_order_of_the_file():
    text = GOOD.replace('"ES"', '"Spain"').replace('"#7B3F00"', '"brown"')
    with pytest.raises(ConfigError) as caught:
        parse_client(text)
    first, second = str(caught.value).splitlines()
    assert "line 3" in first
    assert "line 31" in second


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (GOOD.encode("latin-1"), ["line 1", "UTF-8", "0xe9"]),
        (GOOD.encode("utf-16"), ["UTF-16", "UTF-8"]),
    ],
    ids=["latin-1", "utf-16"],
)
def test_another_encoding_is_named(tmp_path, raw, words):
    (tmp_path / "client.toml").write_bytes(raw)
    with pytest.raises(ConfigError) as caught:
        load_client(tmp_path)
    assert all(word in str(caught.value) for word in words)


def test_a_byte_order_mark_does_no_harm(tmp_path):
    (tmp_path / "client.toml").write_bytes(GOOD.encode("utf-8-sig"))
    assert load_client(tmp_path).name == "Café Prueba"


def test_a_missing_file_names_the_command_to_run(tmp_path):
    with pytest.raises(ConfigError, match="smmkit new"):
        load_client(tmp_path / "nobody")


@pytest.mark.parametrize("logo", ["../secret.png", "/etc/logo.png", "C:\\logo.png", "a/../../b.svg", "logo.exe"])
def test_a_logo_stays_in_the_clients_folder(logo):
    with pytest.raises(ConfigError, match="logo"):
        parse_client(GOOD + f"logo = '{logo}'\n")


def test_a_logo_that_is_not_there_is_a_warning_that_names_it(tmp_path):
    (tmp_path / "client.toml").write_text(GOOD + 'logo = "logo.svg"\n', encoding="utf-8")
    from smmkit.client.load import missing_logos

    client = load_client(tmp_path)
    assert [message.values["logo"] for message in missing_logos(client)] == ["logo.svg"]
    (tmp_path / "logo.svg").write_text("<svg/>", encoding="utf-8")
    assert missing_logos(client) == []


@pytest.mark.parametrize(
    "slug", ["../x", "a/b", "a\\b", "", ".", "..", "C:x", "Café", "-a", "a-", "x" * 65, "a b", "~"]
)
def test_a_slug_with_path_tricks_is_refused(slug):
    with pytest.raises(ConfigError, match="small letters"):
        check_slug(slug)


@pytest.mark.parametrize("slug", ["con", "nul", "com1", "lpt9"])
def test_a_slug_no_windows_folder_may_have_is_refused(slug):
    with pytest.raises(ConfigError, match=f"Take '{slug}-client'"):
        check_slug(slug)


@pytest.mark.parametrize("slug", ["a", "cafe-lumbre", "x2", "con-leche", "com10"])
def test_a_plain_slug_is_taken(slug):
    check_slug(slug)


def test_the_line_of_a_key_is_found_behind_strings_and_lists():
    text = (
        'a = """\nb = 1\n"""\nc = [\n  "[d]", # ]\n  1,\n]\n[[t]]\nx = 1\n[[t]]\n[t.u]\nx = "a # [b"\ny = { z = 1 }\n'
    )
    lines = key_lines(text)
    assert lines[("c",)] == 4
    assert ("b",) not in lines
    assert lines[("t", 0, "x")] == 9
    assert lines[("t", 1, "u", "x")] == 12
    assert line_of(("t", 1, "u", "y", "z"), lines) == 13


def test_the_committed_schema_is_that_of_the_model():
    assert SCHEMA_FILE.read_text(encoding="utf-8") == client_schema(), "run python tests/refresh.py schemas"


@pytest.mark.parametrize("folder", sorted(clients_dir(demo_dir()).glob("*/")), ids=lambda folder: folder.name)
def test_the_invented_clients_are_sound_and_reference_the_schema(folder):
    client = load_client(folder)
    first = (folder / "client.toml").read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("#:schema ")
    assert (folder / first.removeprefix("#:schema ")).resolve() == SCHEMA_FILE.resolve()
    assert client.exports.is_dir()
