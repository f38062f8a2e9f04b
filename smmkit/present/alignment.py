"""Words stand left and numbers right: Jupyter sets every cell right, so the columns of words say so themselves."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

WORDS = ' style="text-align: left"'
# A number, an amount, a day or an interval of them; a sentence may begin with a number too, and is longer.
# A code such as #538363 names somebody.
_NUMBER = re.compile(r"[^\w#]*(?:[A-Z]{2,3}[$\s]\s?)?\d.{0,31}", re.DOTALL)


def columns_of_words(table: pd.DataFrame) -> frozenset[int]:
    """Return the places of the columns in which most of what is shown is no number."""
    columns = ([str(cell) for cell in table.iloc[:, place]] for place in range(table.shape[1]))
    return frozenset(place for place, cells in enumerate(columns) if of_words(cells))


def of_words(cells: Collection[str]) -> bool:
    """Say whether most of what a column shows is no number."""
    shown = [cell for cell in cells if any(sign.isalnum() for sign in cell)]
    numbers = sum(_NUMBER.fullmatch(cell) is not None for cell in shown)
    return len(shown) > 2 * numbers


def aligned(html: str, words: Collection[int]) -> str:
    """Return a rendered table, of which the caption and the cells and headings of some columns stand left."""
    rows = html.replace("<caption>", f"<caption{WORDS}>").split("<tr")
    return "<tr".join([rows[0], *(_row(_row(row, "<td", words), "<th", words) for row in rows[1:])])


def _row(row: str, cell: str, words: Collection[int]) -> str:
    start, *cells = re.split(rf"{cell}\b", row)
    return start + "".join(f"{cell}{WORDS if place in words else ''}{rest}" for place, rest in enumerate(cells))


def classed(html: str) -> str:
    """Return rendered tables for a page with a style sheet of its own: numbers have the class `num`, words nothing."""
    numbers = re.sub(rf"<(t[dh])\b(?!{WORDS})(?! class=)", r'<\1 class="num"', html)
    return numbers.replace(WORDS, "")
