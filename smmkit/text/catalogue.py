"""The translations, read straight from the `.po` files: one per topic, and `house.po` for what several rooms say."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

LOCALES = Path(__file__).resolve().parents[1] / "locale"


@lru_cache(maxsize=8)
def translations(lang: str, country: str) -> dict[str, str]:
    """Return English key -> sentence, in the words of the country.

    Spanish is written once, in the words of Spain; `es_419.toml` names the few words
    Latin America says otherwise (DAFO is FODA there).

    Parameters
    ----------
    lang
        Language code, `en` or `es`.
    country
        Two-letter country code.

    Returns
    -------
    dict
        Empty for English, whose sentences are the keys themselves.

    """
    paths = sorted((LOCALES / lang).glob("*.po"))
    found = {key: value for path in paths for key, value in _messages(path).items()}
    if country == "ES" or not found:
        return found
    return {key: _regional(value) for key, value in found.items()}


def _messages(path: Path) -> dict[str, str]:
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id and m.string and not m.fuzzy}


@lru_cache(maxsize=1)
def _latin_american_words() -> dict[str, str]:
    words: dict[str, str] = tomllib.loads((LOCALES / "es_419.toml").read_text(encoding="utf-8"))["words"]
    return words


def _regional(sentence: str) -> str:
    words = _latin_american_words()
    pattern = r"\b(" + "|".join(map(re.escape, words)) + r")\b"
    return re.sub(pattern, lambda match: words[match[0]], sentence)
