"""The language the command line speaks: the one asked for, `SMMKIT_LANG`, or the system's."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from smmkit.text import Text

LANGUAGES = ("en", "es")
VARIABLE = "SMMKIT_LANG"
# As gettext asks them, in this order.
_SYSTEM = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def spoken(asked: str | None = None) -> str:
    """Return the first language named that there is a catalogue for; English if none is."""
    return named_language(asked) or "en"


def named_language(asked: str | None = None) -> str | None:
    """Return the first language anybody named that there is a catalogue for; None if nobody did."""
    named = [asked, os.environ.get(VARIABLE), *(os.environ.get(name) for name in _SYSTEM), _preferred()]
    wanted = [re.split(r"[-_.:@]", each)[0].lower() for each in named if each]
    first = next((each for each in wanted if each in {*LANGUAGES, "c", "posix"}), None)
    return first if first in LANGUAGES else None


def asked_language(args: Sequence[str]) -> str | None:
    """Return the language named on the command line, before anything has read it."""
    for place, word in enumerate(args):
        if word == "--lang" and place + 1 < len(args):
            return args[place + 1]
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return None


def system_country() -> str:
    """Return the country of the system's language, whose words are used: Spain where it names none."""
    named = next((value for name in _SYSTEM if "_" in (value := os.environ.get(name, ""))), "es_ES")
    return named.split(".")[0].split("_")[1][:2].upper()


_answering: list[Text] = []
_spoken: list[Text] = []


def answer_in(*text: Text) -> None:
    """Keep the language a command answers in, so that an error which ends it is told in the same one; none: forget."""
    _answering[:] = text
    _spoken.clear()


def speak_only(text: Text) -> None:
    """Keep the language of a class, which its commands speak whatever the reader's own is."""
    _spoken[:] = [text]


def command_text(asked: str | None = None) -> Text:
    """Return the words of the command line; where nobody named a language, those the command answers in."""
    from smmkit.text import Text

    if _spoken:
        return _spoken[0]
    if _answering and named_language(asked) is None:
        return _answering[0]
    lang = spoken(asked)
    return Text(lang, country=system_country() if lang == "es" else "US")


def _preferred() -> str | None:
    """Return the language Windows and macOS keep elsewhere than in the environment."""
    import locale

    try:
        return locale.getlocale()[0]
    except ValueError:
        return None
