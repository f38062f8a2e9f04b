"""Values of `client.toml` that need more than a type: country, zone, currency, colour, handle, metric."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from smmkit.metrics import METRICS

Format = Literal["reel", "image", "carousel", "story", "video", "live", "link", "text", "other"]
Platform = Literal["facebook", "instagram", "x", "linkedin", "tiktok", "youtube", "pinterest", "threads", "bluesky"]

# What people write for a country that no register of country names knows.
_COUNTRY_HABITS = {"uk": "GB", "england": "GB", "usa": "US", "u.s.": "US", "eeuu": "US", "ee.uu.": "US"}


def wrong(found: str, do: str, *path: str | int) -> PydanticCustomError:
    """Return the error a validator raises: what was found, what to do, and the key it is about."""
    return PydanticCustomError("client", "{found}. {do}", {"found": found, "do": do, "path": path})


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice most like a word, or None if none is near."""
    folded = {fold(choice): choice for choice in choices}
    near = get_close_matches(fold(word), folded, n=1, cutoff=0.6)
    return folded[near[0]] if near else None


def fold(word: str) -> str:
    """Return a word without accents and capitals, to compare what people type."""
    plain = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold().strip()


@lru_cache
def _countries() -> dict[str, str]:
    """Return the country code of each English and Spanish name."""
    from babel import Locale

    names = {
        fold(name): code
        for language in ("es", "en")
        for code, name in Locale(language).territories.items()
        if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}
    }
    return names | _COUNTRY_HABITS


def _country(value: str) -> str:
    names = _countries()
    if value in set(names.values()):
        return value
    code = value.upper() if value.upper() in set(names.values()) else names.get(fold(value))
    near = None if code else nearest(value, names)
    code = code or (names[near] if near else None)
    hint = f"Did you mean '{code}'? " if code else ""
    raise wrong(
        f"country is '{value}'", f"{hint}Write the two capital letters of ISO 3166, such as 'ES', 'MX' or 'US'."
    )


@lru_cache
def _zones() -> frozenset[str]:
    return frozenset(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix")))


def prepare_fields() -> None:
    """List countries and time zones once a batch, in the process all others are forked from; nothing else changes."""
    _countries()
    _zones()


def _zone(value: str) -> str:
    if value in _zones() or value == "UTC":
        return value
    by_city = {zone.rpartition("/")[2].replace("_", " "): zone for zone in sorted(_zones(), reverse=True)}
    near = nearest(value, _zones()) or by_city.get(nearest(value.rpartition("/")[2], by_city) or "")
    hint = f"Did you mean '{near}'? " if near else ""
    raise wrong(f"timezone is '{value}'", f"{hint}Write area and city, such as 'Europe/Madrid' or 'America/Denver'.")


def _currency(value: str) -> str:
    from babel.numbers import list_currencies

    if value in list_currencies():
        return value
    symbols = {"€": "EUR", "$": "USD", "£": "GBP", "euro": "EUR", "euros": "EUR", "pesos": "MXN", "dollars": "USD"}
    near = value.upper() if value.upper() in list_currencies() else symbols.get(fold(value))
    hint = f"Did you mean '{near}'? " if near else ""
    raise wrong(f"currency is '{value}'", f"{hint}Write the three capital letters of ISO 4217, such as 'EUR' or 'MXN'.")


def _colour(value: str) -> str:
    if re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
        return value
    mended = "#" + value.lstrip("#")
    hint = f"Did you mean '{mended}'? " if re.fullmatch(r"#[0-9A-Fa-f]{6}", mended) else ""
    raise wrong(f"the colour is '{value}'", f"{hint}Write # and six hexadecimal digits in quotes, such as '#1A73E8'.")


def _handle(value: str) -> str:
    handle = value.strip().removeprefix("@")
    if not handle:
        raise wrong("the handle is empty", "Write the account's name as it stands behind the @.")
    if "/" in handle or "\\" in handle:
        last = handle.rstrip("/").rpartition("/")[2].removeprefix("@")
        raise wrong(f"the handle is '{value}'", f"Write the account's name without the address: '{last}'.")
    return handle


def _metric(value: str) -> str:
    if value in METRICS:
        return value
    by_word = {word: key for key, metric in reversed(METRICS.items()) for word in metric.name.split() if len(word) > 4}
    near = by_word.get(nearest(value, by_word) or "") or nearest(value, METRICS)
    hint = f"Did you mean '{near}'? " if near else ""
    raise wrong(f"metric is '{value}'", f"{hint}Known metrics: {', '.join(METRICS)}.")


def _logo(value: str) -> str:
    parts = value.replace("\\", "/").split("/")
    if value.startswith(("/", "~")) or ":" in value or ".." in parts:
        raise wrong(f"the logo is '{value}'", "Put the picture into the client's folder and write its name alone.")
    if not value.lower().endswith((".svg", ".png", ".jpg", ".jpeg")):
        raise wrong(f"the logo is '{value}'", "Use a picture of kind .svg, .png or .jpg.")
    return value


def _clock(value: str) -> str:
    hit = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", value)
    if hit is None:
        raise wrong(f"the time is '{value}'", "Write hours and minutes in quotes, such as '18:30'.")
    return f"{int(hit[1]):02d}:{hit[2]}"


def _without_contact(value: str) -> str:
    """Refuse what reaches a person: an address of mail or web, a handle, a telephone number."""
    digits = sum(letter.isdigit() for letter in value)
    if "@" in value or re.search(r"https?:|www\.|\b[\w-]+\.(com|es|mx|org|net)\b", value.casefold()) or digits >= 6:
        raise wrong(
            f"'{value}' looks like an address or a telephone number",
            "Write a role; ways to reach people are kept outside these files.",
        )
    return value


def _as_text(value: Any) -> Any:
    """Take an account number written without quotes as the text it is."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def as_list(value: Any) -> Any:
    """Take one text where a list is wanted."""
    return [value] if isinstance(value, str) else value


Country = Annotated[str, AfterValidator(_country), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}$"})]
Zone = Annotated[str, AfterValidator(_zone)]
Currency = Annotated[str, AfterValidator(_currency), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$"})]
Colour = Annotated[
    str, AfterValidator(_colour), WithJsonSchema({"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$", "format": "color"})
]
WithoutContact = Annotated[str, AfterValidator(_without_contact)]
Role = WithoutContact
Clock = Annotated[
    str, AfterValidator(_clock), WithJsonSchema({"type": "string", "pattern": "^[0-2]?[0-9]:[0-5][0-9]$"})
]
Handle = Annotated[str, BeforeValidator(_as_text), AfterValidator(_handle)]
MetricKey = Annotated[str, AfterValidator(_metric), WithJsonSchema({"type": "string", "enum": sorted(METRICS)})]
Logo = Annotated[str, AfterValidator(_logo)]
TextId = Annotated[str, BeforeValidator(_as_text), WithJsonSchema({"type": "string"})]
Phrases = Annotated[tuple[str, ...], BeforeValidator(as_list)]
