"""Every number in generated prose must lead to a ledger item: what nobody recorded, nobody may claim."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import TYPE_CHECKING

from smmkit.ledger import Item, Ledger
from smmkit.ledger.fingerprints import below
from smmkit.ledger.portraits import course_of, portrait_of
from smmkit.text import Text

if TYPE_CHECKING:
    from nbformat import NotebookNode

# The level of every interval of the workbook; a convention, not a finding.
_CONVENTION = "95"
_LINK = re.compile(r"\[([A-Z]{2}-[a-z0-9-]+)\]\(#[^)]*\)")
_TAG = re.compile(r"</?span>")
_NUMBER = re.compile(r"(?<![\w#-])[-+−]?\d(?:[\d.,’'\u00a0\u202f]*\d)?")
_FORMATS = ("number", "number1", "number2", "number3", "percent", "percent1", "percent2", "money0", "money2")


@dataclass(frozen=True)
class Unresolved:
    """A number in prose that leads to no ledger item.

    Parameters
    ----------
    cell
        Id of the notebook's cell.
    sentence
        The sentence, as the reader sees it.
    number
        The number, as written.

    """

    cell: str
    sentence: str
    number: str


def unresolved_numbers(notebook: NotebookNode, ledger: Ledger, text: Text, *, period: str) -> list[Unresolved]:
    """List the numbers in a notebook's generated prose that no ledger item holds.

    A sentence that links to items may use their numbers, and those of what they rest on. A sentence
    without a link may use the numbers of one item, or of one item and what it rests on.

    Parameters
    ----------
    notebook
        Executed notebook, in one language.
    ledger
        The month's items.
    text
        The language the notebook was run in.
    period
        The month, which may be named anywhere.

    """
    lint = _Linter(ledger, text, period)
    return [
        Unresolved(cell, sentence, number)
        for cell, sentence in generated_prose(notebook)
        for number in lint.unresolved(sentence)
    ]


def generated_prose(notebook: NotebookNode) -> Iterator[tuple[str, str]]:
    """Go through the sentences that code made: cell id and what a reader sees, paragraph by paragraph."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()) if cell.cell_type == "code" else ():
            markdown = output.get("data", {}).get("text/markdown", "")
            for paragraph in "".join(markdown).split("\n\n"):
                yield str(cell.id), unescape(_TAG.sub("", paragraph))


class _Linter:
    """Knows how each item's numbers are written in one language."""

    def __init__(self, ledger: Ledger, text: Text, period: str) -> None:
        self._ledger = ledger
        self._text = text
        self._always = {_CONVENTION, *self._read(text.month(period)), *self._read(text.date(f"{period}-01"))}
        self._own = {id: self._numbers(item) for id, item in ledger.items()}

    def unresolved(self, sentence: str) -> list[str]:
        linked = [id for id in _LINK.findall(sentence) if id in self._ledger]
        prose = _LINK.sub("", sentence)
        written = {number: self._plain(number) for number in _NUMBER.findall(prose)}
        open_numbers = {number: plain for number, plain in written.items() if plain not in self._always}
        if not open_numbers:
            return []
        known = self._held(linked) if linked else self._best(set(open_numbers.values()))
        return [number for number, plain in open_numbers.items() if plain not in known]

    def _held(self, ids: Collection[str]) -> set[str]:
        """Return the numbers of items and of all they rest on."""
        reached = {one for id in ids for one in below(self._ledger, id) if one in self._own}
        return set().union(*(self._own[one] for one in reached))

    def _best(self, numbers: set[str]) -> set[str]:
        """Return the numbers of the one item that explains most of a sentence."""
        return max((self._held([id]) for id in self._ledger), key=lambda held: len(held & numbers), default=set())

    def _numbers(self, item: Item) -> set[str]:
        """Return every way an item's numbers may be written."""
        said = [item.title, *(check.found for check in item.checks), *([item.collect] if item.collect else [])]
        said += (*portrait_of(item), *course_of(item))
        values: list[object] = [item.value, item.low, item.high, item.n, *(v for m in said for v in m.values.values())]
        if item.experiment is not None:
            values += [item.experiment.sample_size, item.experiment.weeks, len(item.experiment.arms)]
            values += [v for arm in item.experiment.arms for v in arm.values.values()]
        sentences = {number for message in said for number in self._read(self._text(message))}
        return sentences.union(*(self._written(value) for value in values))

    def _written(self, value: object) -> set[str]:
        if isinstance(value, str):
            return {*self._read(value), *(self._read(self._text.date(value)) if _is_day(value) else ())}
        if value is None or isinstance(value, bool) or not isinstance(value, int | float):
            return set()
        size = abs(value)  # numbers are compared without their sign
        return {number for form in _FORMATS for number in self._read(self._text.formatted(size, form))}

    def _read(self, sentence: str) -> set[str]:
        return {self._plain(number) for number in _NUMBER.findall(sentence)}

    def _plain(self, number: str) -> str:
        """Return a number without its sign and grouping, with a point."""
        symbols = self._text.locale.number_symbols["latn"]
        bare = re.sub(r"[-+−’'\u00a0\u202f]", "", number).replace(symbols["group"], "")
        return bare.replace(symbols["decimal"], ".")


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written[:10])
    except ValueError:
        return False
    return True
