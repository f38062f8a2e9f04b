"""An executed notebook as a piece of a page: no code, no foreign script, headings one level down."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from smmkit.files import digest
from smmkit.ledger import Verdict
from smmkit.present.alignment import classed
from smmkit.report.harmless import harmless
from smmkit.text import Text

if TYPE_CHECKING:
    from nbformat import NotebookNode

# What a report may hold; widgets and scripts stay in the notebook.
_SHOWN = {"text/html", "text/markdown", "text/plain", "image/png"}
_SHORT = 14  # a date or an amount of so many characters stays on one line
_HIDDEN_TAGS = {"teaching", "parameters", "hide-input", "notebook-only"}
FOLDED = "analyst"
"""Tag of the cells that hold technique: a reader opens them where he wants to check a method."""
_OPENING, _CLOSING = "folded-from-here", "folded-until-here"
_MARKS = re.compile(
    rf'<div[^>]*id="[^"]*fold-\d+-(?:open|close)"[^>]*>(?:(?!id=).)*?({_OPENING}|{_CLOSING})</p>'
    r"\s*(?:</div>\s*)*",
    re.S,
)


def anchors(ledger: Collection[str], plan: Collection[str]) -> dict[str, str]:
    """Return where each id leads on the page: to its row in the ledger or, if only the plan has it, in the plan."""
    return {id: f"plan-{id}" for id in plan} | {id: id for id in ledger}


def fragment(notebook: NotebookNode, *, prefix: str, targets: Mapping[str, str], text: Text) -> str:
    """Return an executed notebook's prose, tables and figures as HTML.

    Parameters
    ----------
    notebook
        Executed notebook, in one language.
    prefix
        Put before every anchor, so that two notebooks on one page do not clash.
    targets
        From `anchors`: where an id stands in a table it becomes a link.
    text
        The page's language.

    """
    cleaned = _cleaned(notebook)
    images = _set_aside(cleaned)
    html = _described(harmless(_as_html(cleaned)), text)
    html = _folded(html, text)
    html = re.sub(r'id="cell-id=([^"]*)"', rf'id="{prefix}-\1"', html)
    html = re.sub(r"<(/?)h([1-5])\b", lambda m: f"<{m[1]}h{int(m[2]) + 1}", html)
    html = re.sub(r"<h2>\d\d ", "<h2>", html)
    html = link_items(mark_verdicts(scrolling(html, text), text), targets)
    html = re.sub(rf"<td>([^<]{{1,{_SHORT}}})</td>", r'<td class="short">\1</td>', html)
    html = re.sub(rf'<td class="num"([^>]*>[^<]{{1,{_SHORT}}})</td>', r'<td class="num short"\1</td>', html)
    return re.sub(r"base64,(picture-\w+)", lambda m: f"base64,{images.get(m[1], m[1])}", html)


def title_of(notebook: NotebookNode) -> str:
    """Return the notebook's own title, without its number."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("#"):
            return re.sub(r"^#+\s*(\d\d\s*[.·-]?\s*)?", "", cell.source.splitlines()[0])
    return ""


def scrolling(html: str, text: Text) -> str:
    """Let a wide table scroll on its own, with the keyboard too."""
    label = escape(text("Table"))
    opening = f'<div class="scroll" role="group" tabindex="0" aria-label="{label} {{}}"><table'
    counter = iter(range(1, 10_000))
    html = re.sub(r"<table", lambda _: opening.format(next(counter)), html)
    return html.replace("</table>", "</table></div>")


def mark_verdicts(html: str, text: Text) -> str:
    """Give the four verdicts their looks; the word stays, so that colour is never alone."""
    for verdict in Verdict:
        word = escape(text.word(verdict.value))
        mark = verdict.value.lower().replace(" ", "-")
        html = html.replace(f"<td>{word}</td>", f'<td><span class="verdict verdict-{mark}">{word}</span></td>')
    return html


def link_items(html: str, targets: Mapping[str, str]) -> str:
    """Turn every id that stands as a word in a table cell into a link to where it is explained."""
    pattern = re.compile(r"(?<![\w#\"/-])([A-Z]{2}-[\w-]*\w)(?![\w\"-])")

    def link(match: re.Match[str]) -> str:
        found = match[1]
        return f'<a class="id" href="#{targets[found]}">{found}</a>' if found in targets else found

    html = re.sub(r"<td>(.*?)</td>", lambda cell: f"<td>{pattern.sub(link, cell[1])}</td>", html, flags=re.S)
    return re.sub(r'(<td[^>]* data-item="([A-Z]{2}-[\w-]+)">)([^<]*)</td>', partial(_explained, targets=targets), html)


def _explained(cell: re.Match[str], targets: Mapping[str, str]) -> str:
    """Make a stated number lead to the item that says where it comes from."""
    opening, item, shown = cell.groups()
    return f'{opening}<a href="#{targets[item]}">{shown}</a></td>' if item in targets else cell[0]


def _cleaned(notebook: NotebookNode) -> NotebookNode:
    from nbformat import from_dict

    kept = [cell for cell in notebook.cells if not _HIDDEN_TAGS & set(cell.metadata.get("tags", []))]
    return from_dict({**notebook, "cells": [_shown(cell) for cell in _with_folds(kept)]})


def _with_folds(cells: Sequence[NotebookNode]) -> Iterator[NotebookNode]:
    """Yield the cells with a mark before and after each run of cells that hold technique."""
    from nbformat import v4

    for number, (technique, run) in enumerate(groupby(cells, lambda cell: FOLDED in cell.metadata.get("tags", []))):
        if technique:
            yield v4.new_markdown_cell(_OPENING, id=f"fold-{number}-open")
        yield from run
        if technique:
            yield v4.new_markdown_cell(_CLOSING, id=f"fold-{number}-close")


def _folded(html: str, text: Text) -> str:
    """Put what stands between two marks into an element that the reader opens."""
    opening = f'<details class="technique"><summary>{escape(text("How this was worked out"))}</summary>'
    return _MARKS.sub(lambda mark: opening if mark[1] == _OPENING else "</details>", html)


def _shown(cell: Any) -> Any:
    if cell.cell_type != "code":
        return cell
    outputs = [_limited(output) for output in cell.get("outputs", []) if "data" in output]
    shown = {"source": "", "metadata": {}, "outputs": [output for output in outputs if output["data"]]}
    return {**cell, **shown, "execution_count": None}


def _limited(output: Any) -> Any:
    data = {mime: value for mime, value in output["data"].items() if mime in _SHOWN}
    if set(data) == {"text/plain"} and data["text/plain"].startswith("<"):
        data = {}
    if "text/html" in data:
        data["text/html"] = classed(data["text/html"])
    return {"output_type": "display_data", "data": data, "metadata": output.get("metadata", {})}


def _set_aside(notebook: NotebookNode) -> dict[str, str]:
    """Put a short name in place of each picture and return them by name: every step would read all their letters.

    The name is made from the picture, so that no caption can hold one by chance or by intent.
    """
    images: dict[str, str] = {}
    for output in (output for cell in notebook.cells for output in cell.get("outputs", [])):
        if "image/png" in output["data"]:
            picture = output["data"]["image/png"].strip()
            name = f"picture-{digest(picture.encode())}"
            images[name], output["data"]["image/png"] = picture, name
    return images


def _described(html: str, text: Text) -> str:
    """Give a picture that says nothing of itself the words that it does not."""
    nothing = f'<img alt="{escape(text("A figure without a description"))}"'
    return re.sub(r"<img(?![^>]* alt=)", nothing, html)


def _as_html(notebook: NotebookNode) -> str:
    """Return a notebook as HTML.

    nbconvert's own page would be read and written once more to set marks that this template does not have: a client's
    twelve notebooks took four times as long with it. `harmless` writes each element anew anyway.
    """
    from nbconvert.exporters.html import Highlight2HTML, HTMLExporter
    from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter

    exporter = _exporter()
    exporter.register_filter("highlight_code", exporter.filters.get("highlight_code", Highlight2HTML(parent=exporter)))
    shown = WidgetsDataTypeFilter(notebook_metadata=exporter._nb_metadata, parent=exporter)
    exporter.register_filter("filter_data_type", shown)
    return str(super(HTMLExporter, exporter).from_notebook_node(notebook)[0])


def compile_templates() -> None:
    """Compile what a notebook is shown by, for the process that all others are forked from."""
    assert _exporter().template is not None


@lru_cache(maxsize=1)
def _exporter() -> Any:
    from nbconvert import HTMLExporter

    return HTMLExporter(
        template_name="basic",
        exclude_input=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
        optimistic_validation=True,  # once per notebook, not before and after each of twelve steps
    )
