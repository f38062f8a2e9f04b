"""Does each sentence of a page still say what the ledger says? A digit changed on the way is found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from smmkit.ledger import Ledger
from smmkit.report.letters import whole
from smmkit.text import Text

_SAID = re.compile(r'<li data-item="([^"]+)"[^>]*>(?:<div>)?([^<]*)')


@dataclass(frozen=True)
class Untrue:
    """A sentence of a page that is not its item's: the item, what stands there, and what the ledger says."""

    item: str
    shown: str
    told: str


def told_sentences(html: str) -> Iterator[tuple[str, str]]:
    """Go through the sentences of a page that name an item: its id, and the words a reader sees."""
    for id, shown in _SAID.findall(html):
        yield id, unescape(shown).strip()


def untrue_sentences(html: str, ledger: Ledger, text: Text) -> list[Untrue]:
    """Return the sentences of a page that are not, sign by sign, the title of the item they name.

    Parameters
    ----------
    html
        A page made from `letter.html`.
    ledger
        The month's items.
    text
        The page's language.

    """
    found = []
    for id, shown in told_sentences(html):
        told = whole(text(ledger[id].title)) if id in ledger else ""
        if shown != told.strip():
            found.append(Untrue(id, shown, told))
    return found
