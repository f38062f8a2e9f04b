"""The locale whose formats a reader is used to."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError
from babel.languages import get_official_languages


@lru_cache(maxsize=32)
def locale_of(lang: str, country: str) -> Locale:
    """Return the formats of who reads, which are not always those of the client's country.

    An English reader of a Spanish client reads 8,242 and 2.5%, as English is written in the world;
    Spanish, French or German marks would turn eight thousand into eight.

    Parameters
    ----------
    lang
        Language the text is read in.
    country
        Two-letter code of the client's country.

    """
    if lang == "en" and "en" not in get_official_languages(country, de_facto=True):
        return Locale.parse("en_001")
    try:
        return Locale.parse(f"{lang}_{country}")
    except UnknownLocaleError:
        return Locale.parse(lang)
