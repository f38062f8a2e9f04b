"""`--help` in the reader's language: English asks for no catalogue and answers at once."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

import click

from smmkit.cli.language import asked_language, spoken

if TYPE_CHECKING:
    from smmkit.text import Text


class SpokenFormatter(click.HelpFormatter):
    """Says headings, descriptions and options in the reader's language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how the command is called."""
        super().write_usage(prog, args, prefix or f"{_said('Usage:')} ")

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        super().write_heading(_said(heading))

    def write_text(self, text: str) -> None:
        """Write what a command does."""
        super().write_text(_said(text))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write options or commands, each with its words; what click adds in brackets stays."""
        told = [(name, "  [".join([_said(first), *rest])) for name, (first, *rest) in _split(rows)]
        super().write_dl(told, col_max, col_spacing)


class SpokenContext(click.Context):
    """A context whose help speaks the reader's language."""

    formatter_class = SpokenFormatter


def _split(rows: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    return [(name, said.split("  [")) for name, said in rows]


def _said(words: str) -> str:
    text = _text()
    return words if text is None else text.word(words)


@lru_cache(maxsize=1)
def _text() -> Text | None:
    lang = asked_language(sys.argv[1:])
    if spoken(lang) == "en":
        return None
    from smmkit.cli.language import command_text

    return command_text(lang)
