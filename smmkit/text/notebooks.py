"""A notebook's prose in another language, block by block."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING

from smmkit.text.formats import Text

if TYPE_CHECKING:
    from nbformat import NotebookNode

_BLANK = re.compile(r"\n\s*\n")


def prose_blocks(source: str) -> list[str]:
    """Split a Markdown cell at its blank lines; each block is one message of the catalogue."""
    return [block.strip("\n") for block in _BLANK.split(source) if block.strip()]


def translate_notebook(notebook: NotebookNode, text: Text) -> NotebookNode:
    """Return a copy whose Markdown cells are in the language; code stays as it is.

    A block without translation stays English: the catalogue guard, not the run, is what refuses it.
    """
    if text.lang == "en" and text.country != "US":
        return deepcopy(notebook)
    translated = deepcopy(notebook)
    for cell in translated.cells:
        if cell.cell_type == "markdown":
            cell.source = "\n\n".join(text.word(block) for block in prose_blocks(cell.source))
    return translated
