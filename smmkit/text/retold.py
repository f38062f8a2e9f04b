"""An error as somebody reads it: the English sentence it was raised with, said again in another language.

An error is raised deep inside, often in another process, and travels as one sentence. Its words are found again among
the sentences the code can raise (`locale/<lang>/errors.po`), whose placeholders are what was filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from smmkit.errors import SmmkitError
from smmkit.text.catalogue import LOCALES, messages
from smmkit.text.formats import Text

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_WHERE = re.compile(r"^(?P<where>[^:\n]{1,300}?)(?P<line>, line \d+)?: (?P<said>.+)$", re.S)
_SENTENCES = re.compile(r"(?<=[.?!]) (?=\S)")
_DEPTH = 4


def retell(sentence: str, text: Text) -> str:
    """Return an error's sentence in the language; words nobody translated stay as they are.

    Parameters
    ----------
    sentence
        As it was raised, in English; one or more lines.
    text
        The language to say it in.

    """
    if text.lang == "en":
        return sentence
    return "\n".join(_line(line, text, _DEPTH) for line in sentence.splitlines())


@contextmanager
def errors_in(text: Text) -> Iterator[None]:
    """Raise what is raised inside again, told in a language: for those who read it where nothing tells it for them."""
    try:
        yield
    except SmmkitError as error:
        raise type(error)(retell(str(error), text)) from None


def _line(line: str, text: Text, depth: int) -> str:
    said = line.strip()
    if not depth or not said:
        return line
    placed = _WHERE.match(said)
    parts = () if placed and placed["line"] else (_parts,)
    told = next((one for way in (_known, *parts) if (one := way(said, text, depth)) is not None), None)
    if told is None and placed is not None:
        number = placed["line"].replace("line", text.word("line"), 1) if placed["line"] else ""
        told = f"{_line(placed['where'], text, depth - 1)}{number}: {_line(placed['said'], text, depth - 1)}"
    return line if told is None else line.replace(said, told)


def _parts(line: str, text: Text, depth: int) -> str | None:
    """Return a line sentence by sentence, where at least one of several is known."""
    parts = _SENTENCES.split(line)
    told = [_known(part, text, depth) for part in parts]
    if len(parts) < 2 or not any(told):
        return None
    return " ".join(new or _line(old, text, depth - 1) for new, old in zip(told, parts, strict=True))


def _known(sentence: str, text: Text, depth: int) -> str | None:
    for key, pattern in _patterns(text.lang):
        if found := pattern.fullmatch(sentence):
            return text(key, **{name: _line(value, text, depth - 1) for name, value in found.groupdict().items()})
    stopped = sentence[:-1] if sentence.endswith(".") else ""
    return f"{told}." if stopped and depth > 1 and (told := _known(stopped, text, 1)) else None


@lru_cache(maxsize=2)
def _patterns(lang: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the sentences an error may be, the most literal first, each as what it matches."""
    path = LOCALES / lang / "errors.po"
    keys = sorted(messages(path) if path.is_file() else (), key=lambda key: -len(_PLACEHOLDER.sub("", key)))
    return tuple((key, _pattern(key)) for key in keys)


def _pattern(key: str) -> re.Pattern[str]:
    parts = _PLACEHOLDER.split(key)
    seen: set[str] = set()
    out = []
    for place, part in enumerate(parts):
        if place % 2 == 0:
            out.append(re.escape(part))
        elif part in seen:
            out.append(f"(?P={part})")
        else:
            seen.add(part)
            out.append(f"(?P<{part}>.+?)")
    return re.compile("".join(out), re.S)
