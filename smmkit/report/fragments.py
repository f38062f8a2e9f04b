"""An executed notebook as a piece of a page: no code, no foreign script, headings one level down."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from smmkit.ledger import Verdict
from smmkit.report.cells import cell_html
from smmkit.text import Text

if TYPE_CHECKING:
    from nbformat import NotebookNode

_SHORT = 14  # a date or an amount of so many characters stays on one line
_HIDDEN_TAGS = {"teaching", "parameters", "hide-input", "notebook-only"}
FOLDED = "analyst"
"""Tag of the cells that hold technique: a reader opens them where he wants to check a method."""


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
    images: dict[str, str] = {}
    html = _described("".join(_runs(notebook, prefix, images, text)), text)
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


def _runs(notebook: NotebookNode, prefix: str, images: dict[str, str], text: Text) -> Iterator[str]:
    """Yield the cells a reader sees; each run of cells that hold technique stands in an element that he opens."""
    kept = [cell for cell in notebook["cells"] if not _HIDDEN_TAGS & set(_tags(cell))]
    opening = f'<details class="technique"><summary>{escape(text("How this was worked out"))}</summary>'
    for technique, run in groupby(kept, lambda cell: FOLDED in _tags(cell)):
        shown = "".join(f'<div id="{prefix}-{escape(cell["id"])}">{cell_html(cell, images)}</div>\n' for cell in run)
        yield f"{opening}{shown}</details>" if technique else shown


def _tags(cell: Any) -> list[str]:
    return list(cell["metadata"].get("tags", ()))


def _described(html: str, text: Text) -> str:
    """Give a picture that says nothing of itself the words that it does not."""
    nothing = f'<img alt="{escape(text("A figure without a description"))}"'
    return re.sub(r"<img(?![^>]* alt=)", nothing, html)
