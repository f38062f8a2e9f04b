"""The translations, read straight from the `.po` files: one per topic, and `house.po` for what several rooms say."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale

from smmkit.text.locales import locale_of

LOCALES = Path(__file__).resolve().parents[1] / "locale"
GLOSSARY = LOCALES / "glossary.toml"
_ENTRY = re.compile(r'^msgid ((?:"(?:[^"\\]|\\.)*"\s*)+)^msgstr ((?:"(?:[^"\\]|\\.)*"\s*)+)', re.M)
_PIECE = re.compile(r'"(?:[^"\\]|\\.)*"')
_PLACEHOLDER = re.compile(r"(\{[^{}]*\}|`[^`]*`)")
_WRITTEN = re.compile(r"(?<![\w.,])\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\w.])|(?<![\w.,])\d+,\d+(?![\w,.]?\d)")
_PER_CENT = re.compile(r"(?<=\d)[ \u00a0\u202f]%|(?<=\})[ \u00a0\u202f]%")
# Sentences about how numbers are written quote both ways, and neither is the reader's.
_ABOUT_NUMBERS = "number_format"


@lru_cache(maxsize=8)
def translations(lang: str, country: str) -> dict[str, str]:
    """Return English key -> sentence, in the words and the numbers of the country.

    Spanish is written once, in the words of Spain; the glossary names the words and the few whole
    sentences that Latin America says otherwise (DAFO is FODA there). Numbers typed inside a sentence
    are written as the country writes them.

    Parameters
    ----------
    lang
        Language code, `en` or `es`.
    country
        Two-letter country code.

    Returns
    -------
    dict
        For English, whose sentences are the keys themselves, empty, or the sentences the United States spell otherwise.

    """
    if lang == "en":
        return _American() if country == "US" else {}
    found = {key: value for path in sorted((LOCALES / lang).glob("*.po")) for key, value in messages(path).items()}
    return spoken_in(found, lang, country)


def spoken_in(found: dict[str, str], lang: str, country: str) -> dict[str, str]:
    """Return translations written in the words of Spain in those of a country."""
    if country == "ES" or not found:
        return found
    return {**_regional(found, locale_of(lang, country)), **_whole_sentences(found)}


class _American(dict[str, str]):
    """English sentences in American spelling, each made when it is first asked for: most are spelled alike."""

    def get(self, key: str, default: Any = None) -> Any:
        """Return a sentence in American spelling; the default where it is spelled alike."""
        spelled = american(key)
        return default if spelled == key else spelled


@lru_cache(maxsize=8192)
def american(sentence: str) -> str:
    """Return a sentence as the United States spell it; placeholders, code and names of files stay as they are."""
    words, pattern = _american_words()
    parts = _PLACEHOLDER.split(sentence)
    parts[::2] = [pattern.sub(lambda found: words[found[0]], part) for part in parts[::2]]
    return "".join(parts)


@lru_cache(maxsize=1)
def _american_words() -> tuple[dict[str, str], re.Pattern[str]]:
    told = tomllib.loads((LOCALES / "en_US.toml").read_text(encoding="utf-8"))["words"]
    words = told | {word.capitalize(): other.capitalize() for word, other in told.items()}
    return words, re.compile(r"(?<![\w.])(?:" + "|".join(sorted(words, key=len, reverse=True)) + r")(?!\w|\.\w)")


def messages(path: Path) -> dict[str, str]:
    """Return the messages of one `.po` file as this project writes them: no plurals, no contexts, no wrapped lines.

    Babel's own reader takes a fifth of a second for all files, and every process of a batch needs them.
    """
    pairs = (map(_joined, entry.groups()) for entry in _ENTRY.finditer(path.read_text(encoding="utf-8")))
    return {key: value for key, value in pairs if key and value}


def _joined(quoted: str) -> str:
    # The escapes of a .po file are those of JSON.
    return "".join(json.loads(piece) for piece in _PIECE.findall(quoted))


@lru_cache(maxsize=1)
def glossary() -> tuple[dict[str, Any], ...]:
    """Return the trade's words: `en`, `es_ES`, `es_MX`, and what is never said for them."""
    return tuple(tomllib.loads(GLOSSARY.read_text(encoding="utf-8"))["term"])


def _regional(sentences: dict[str, str], locale: Locale) -> dict[str, str]:
    """Return Spanish in the words and numbers of a country of Latin America."""
    words = dict(_swapped())
    pattern = re.compile(r"(?<!\w)(" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")(?!\w)")
    return {
        key: _numbers(pattern.sub(lambda match: words[match[0]], sentence), locale)
        for key, sentence in sentences.items()
    }


def _swapped() -> Iterator[tuple[str, str]]:
    """Go through the words Latin America says otherwise, with small and with capital initial."""
    for term in glossary():
        if term.get("swap"):
            spain, mexico = str(term["es_ES"]), str(term["es_MX"])
            yield spain, mexico
            yield spain[:1].upper() + spain[1:], mexico[:1].upper() + mexico[1:]


def _whole_sentences(known: dict[str, str]) -> dict[str, str]:
    said = tomllib.loads((LOCALES / "es_419.toml").read_text(encoding="utf-8"))["sentences"]
    return {key: sentence for key, sentence in said.items() if key in known}


def _numbers(sentence: str, locale: Locale) -> str:
    """Write the numbers typed inside a sentence as a country does: 2,5 % in Spain is 2.5% in Mexico."""
    if _ABOUT_NUMBERS in sentence or not (any(sign.isdigit() for sign in sentence) or "%" in sentence):
        return sentence
    symbols = locale.number_symbols["latn"]
    marks = str.maketrans({",": symbols["decimal"], ".": symbols["group"]})
    blank = str(locale.percent_formats[None].pattern).replace("#,##0", "").replace("%", "")
    parts = _PLACEHOLDER.split(sentence)
    parts[::2] = [_WRITTEN.sub(lambda number: number[0].translate(marks), part) for part in parts[::2]]
    return _PER_CENT.sub(f"{blank}%", "".join(parts))
