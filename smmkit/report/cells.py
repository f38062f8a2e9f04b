"""The cells of an executed notebook as harmless HTML: prose, tables, figures; never code.

nbconvert's own page is drawn by nested templates, validated and copied at every step, and then read once more by
another library: a client's twelve notebooks cost a second of CPU in it. What a page shows of a cell is less than that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from smmkit.files import digest
from smmkit.present.alignment import classed
from smmkit.report.harmless import harmless

if TYPE_CHECKING:
    from nbconvert.filters.markdown_mistune import MarkdownWithMath

# What a page shows of an output, what says most first; widgets and scripts stay in the notebook.
_SHOWN = ("text/html", "text/markdown", "image/png", "text/plain")
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def cell_html(cell: Any, images: dict[str, str]) -> str:
    """Return what a reader sees of a cell; each piece is made harmless by itself, so that none reaches into the next.

    Parameters
    ----------
    cell
        Of an executed notebook.
    images
        Is given each picture by a short name, which stands in its place: every later step would read all its letters.
        The name is made from the picture, so that no caption can hold one by chance or by intent.

    """
    if cell["cell_type"] == "markdown":
        return f'<div class="prose">{harmless(_markdown(_words(cell["source"])))}</div>'
    shown = (_output(output, images) for output in cell.get("outputs", ()) if "data" in output)
    return "".join(f'<div class="output">{piece}</div>' for piece in shown if piece)


def _output(output: Mapping[str, Any], images: dict[str, str]) -> str:
    """Return the one form of an output that a page shows, harmless."""
    data = output["data"]
    kind = next((mime for mime in _SHOWN if mime in data), "")
    if kind == "image/png":
        return _picture("".join(_words(data[kind]).split()), output.get("metadata", {}), images)
    said = _words(data.get(kind, ""))
    if kind == "text/html":
        return harmless(classed(said))
    if kind == "text/markdown":
        return harmless(_markdown(said))
    # The text of an object, such as `<Figure size ...>`, tells a reader nothing.
    return "" if not said or said.startswith("<") else f"<pre>{escape(_ANSI.sub('', said), quote=False)}</pre>"


def _picture(png: str, about: Mapping[str, Any], images: dict[str, str]) -> str:
    if not _BASE64.fullmatch(png):
        return ""
    name = f"picture-{digest(png.encode())}"
    images[name] = png
    words = about.get("image/png", {}).get("alt") or about.get("alt")
    said = "" if words is None else escape(str(words))
    image = f'<img src="data:image/png;base64,{name}"' + (f' alt="{said}">' if said else ">")
    # On a telephone the picture keeps its size and is moved, with the keyboard too: its letters would be too small.
    # What it shows is read there without moving it: its title stands above it as text.
    title = escape(str(about.get("image/png", {}).get("title") or about.get("title") or ""))
    head = f'<p class="told">{title}</p>' if title else ""
    held = f'<div class="picture" role="group" tabindex="0" aria-label="{said}">{image}</div>' if said else image
    return head + held


def _words(value: str | list[str]) -> str:
    """Return a text of a notebook's file, which may stand there line by line."""
    return value if isinstance(value, str) else "".join(value)


def _markdown(source: str) -> str:
    return str(_reader().render(source))


@lru_cache(maxsize=1)
def _reader() -> MarkdownWithMath:
    """Return Jupyter's own reader of Markdown, made once: it keeps nothing from one text to the next."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    return MarkdownWithMath(renderer=IPythonRenderer(escape=False, exclude_anchor_links=True))
