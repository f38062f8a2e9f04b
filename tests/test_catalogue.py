"""The Spanish catalogue is complete, tidy and keeps every placeholder."""

from __future__ import annotations

import re
import string
import tomllib

import catalogue
import pytest
from babel.messages.pofile import read_po

from smmkit.text import Message, Text
from smmkit.text.catalogue import LOCALES, glossary, messages, spoken_in, translations
from smmkit.text.formats import _SPECS


@pytest.fixture(scope="module")
def known() -> dict[str, str]:
    return catalogue.read_catalogue()


@pytest.fixture(scope="module")
def used() -> set[str]:
    return catalogue.messages()


def placeholders(sentence: str) -> set[tuple[str, str]]:
    """Return each placeholder with its format; the words that go by a count are each language's own."""
    return {(name, (spec or "").partition("|")[0]) for _, name, spec, _ in string.Formatter().parse(sentence) if name}


def test_every_message_is_translated(known: dict[str, str], used: set[str]) -> None:
    assert not sorted(key for key in used if not known.get(key))


def test_no_message_is_left_over(known: dict[str, str], used: set[str]) -> None:
    assert not sorted(set(known) - used)


def test_none_is_fuzzy() -> None:
    paths = catalogue.catalogues()
    assert len(paths) > 10
    for path in paths:
        with path.open("rb") as file:
            assert not [message.id for message in read_po(file) if message.id and message.fuzzy]


def test_translations_keep_placeholders_and_formats(known: dict[str, str]) -> None:
    kept = {key: value for key, value in known.items() if "{" in key and "```" not in key}
    broken = [key for key, value in kept.items() if placeholders(key) != placeholders(value)]
    assert not broken


def test_formats_are_known(used: set[str]) -> None:
    specs = {spec for key in used if "{" in key and "```" not in key for _, spec in placeholders(key) if spec}
    assert {re.sub(r"(\d|\{digits\})$", "", spec) for spec in specs} <= {*_SPECS, "plural"}


def test_a_repeated_update_changes_nothing() -> None:
    held = {catalogue.place(name): content for name, content in catalogue.rendered({}, prune=True).items()}
    assert held == {path: path.read_bytes() for path in catalogue.catalogues()}


@pytest.mark.parametrize(
    ("country", "word"), [("ES", "DAFO"), ("MX", "FODA"), ("CL", "FODA"), ("AR", "FODA")], ids=["ES", "MX", "CL", "AR"]
)
def test_the_matrix_has_the_name_of_the_trade(country: str, word: str) -> None:
    assert Text("es", country=country).word("SWOT item").endswith(word)


def test_a_message_reads_right_in_both_languages() -> None:
    message = Message("{low} to {high}", {"low": "1", "high": "2"})
    assert Text("en")(message) == "1 to 2"
    assert Text("es", country="ES")(message) == "1 a 2"


def said_of(word: str, sentence: str) -> bool:
    """Say whether a sentence uses a word outside code and quotes."""
    spoken = re.sub(r'"[^"]*"|`[^`]*`', "", sentence)
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", spoken) is not None


def test_the_catalogue_uses_the_words_of_the_glossary(known: dict[str, str]) -> None:
    wrong = [  # Meta with a capital is the company
        f"{word}: {key}"
        for term in glossary()
        for word in term.get("never", ())
        for key, sentence in known.items()
        if said_of(word, sentence) or (word != "meta" and said_of(word[:1].upper() + word[1:], sentence))
    ]
    english = {*known, *messages(catalogue.COURSE)}
    wrong += [f"{word}: {key}" for term in glossary() for word in term.get("never_en", ()) for key in english
              if said_of(word, key)]  # fmt: skip
    assert not wrong
    assert said_of("brazo", "El brazo gana")
    assert not said_of("brazo", "abrazos")
    for term in glossary():
        if term["en"] in known:
            assert known[term["en"]].casefold().removeprefix("los ") in {term["es_ES"].casefold(), "cifra objetivo"}, (
                term["en"]
            )


def test_spanish_quotes_as_spanish_does(known: dict[str, str]) -> None:
    assert not [key for key, sentence in known.items() if re.search("[“”]", sentence) and "In a word" not in key]


def test_latin_america_says_every_term_in_its_own_words(known: dict[str, str]) -> None:
    course = {key: value for key, value in messages(catalogue.COURSE).items() if value}
    american = translations("es", "MX") | spoken_in(course, "es", "MX")
    swapped = [one for one in glossary() if one.get("swap")]
    assert swapped
    for term in swapped:
        spain = [key for key in known if said_of(term["es_ES"], known[key])]
        left = [key for key in spain if said_of(term["es_ES"], american[key].replace(term["es_MX"], ""))]
        assert not left, term["es_ES"]


def test_latin_america_never_calls_a_target_by_spains_word(known: dict[str, str]) -> None:
    course = {key: value for key, value in messages(catalogue.COURSE).items() if value}
    american = translations("es", "MX") | spoken_in(course, "es", "MX")
    told = [key for key in known if re.search(r"\btargets?\b", key, re.I) and not re.search(r"objective", key, re.I)]
    assert len(told) > 30
    assert not [key for key in told if re.search(r"\bobjetivos?\b", american[key], re.I)]


def test_the_invented_clients_of_mexico_speak_as_mexico_does() -> None:
    folder = LOCALES.parents[1] / "data" / "clients" / "libreria-cenzontle"
    written = [*folder.glob("*.toml"), folder / "plan_log.jsonl", *folder.glob("exports/*.csv")]
    spain = [term["es_ES"] for term in glossary() if term.get("swap")]
    wrong = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, spain))})(?!\w)", re.I)
    texts = {path.name: path.read_bytes().decode("utf-8", "replace") for path in written}
    found = {name: wrong.findall(text) for name, text in texts.items()}
    assert len(texts) > 40
    assert not {name: words for name, words in found.items() if words}


def test_every_sentence_of_latin_america_is_one_of_the_catalogue(known: dict[str, str]) -> None:
    written = tomllib.loads((LOCALES / "es_419.toml").read_text("utf-8"))["sentences"]
    assert set(written) <= set(known)
    assert all(placeholders(key) == placeholders(sentence) for key, sentence in written.items())


# Whoever reads is called usted; what the client says to its own public is the client's business.
_PUBLIC = ("envíanos", "escríbenos", "por favor, no lo uses")
_FAMILIAR = re.compile(
    r"(?<!\w)(?:expórtal[oa]|añádel[oa]|guárdal[oa]|quítal[oa]|tu|tus|tienes|puedes|quieres|seguid|vosotros)(?!\w)"
    r"|(?:^|(?<=[.:;?!] )|(?<=\n)|(?<=\d\. ))(?:[Ee]xporta|[Ee]scribe|[Pp]on|[Qq]uita|[Aa]ñade|[Ss]ube|[Bb]aja|[Dd]i|"
    r"[Mm]ira|[Ee]lige|[Vv]uelve|[Aa]nota|[Tt]oma|[Dd]eja|[Ll]leva)(?= )"
)


def test_the_reader_is_usted_throughout(known: dict[str, str]) -> None:
    spoken = [one for one in known.values() if not any(public in one.lower() for public in _PUBLIC)]
    assert not [f"{found[0]}: {one}" for one in spoken if (found := _FAMILIAR.search(one))]
