"""The course's texts in the class's language: its own catalogue beside its sources, then the program's."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from smmkit.text import Text
from smmkit.text.catalogue import messages, spoken_in
from smmkit.text.notebooks import prose_blocks

CATALOGUE = "es.po"


class Words:
    """Says what a unit's source says, in one language and one country's words.

    Parameters
    ----------
    text
        The program's own words.
    catalogue
        The course's translations; empty for English.

    """

    def __init__(self, text: Text, catalogue: dict[str, str]) -> None:
        self.text = text
        self._catalogue = catalogue

    def __call__(self, source: str) -> str:
        """Return a text of one or several blocks; a block without translation stays English."""
        blocks = (self._catalogue.get(block) or self.text.word(block) for block in prose_blocks(source))
        return "\n\n".join(blocks)


@lru_cache(maxsize=4)
def course_words(lang: str, country: str, currency: str, folder: Path) -> Words:
    """Return the words of a class.

    Parameters
    ----------
    lang, country, currency
        The class's language, the country whose words and formats it uses, its money.
    folder
        Where the course's sources lie.

    """
    text = Text(lang, country=country, currency=currency)
    return Words(text, spoken_in(messages(folder / CATALOGUE), lang, country) if lang == "es" else {})
