"""How results look inside a notebook: prose, tables without row numbers, figures with their alternative text."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from smmkit.folders import command, headings_language
from smmkit.ledger import Item
from smmkit.present.alignment import aligned, columns_of_words
from smmkit.present.facts import NOTES, declared
from smmkit.text import N_, Message, Text, inert

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

# Two amounts in dollars are no formula to MathJax, in its second and third edition.
_NO_FORMULA = ["tex2jax_ignore", "mathjax_ignore"]
NOTHING = "nothing"
_FORMATS_SET = "smmkit_formats"
_PATIENCE = 1.0  # seconds
_words = {"nothing": "–"}
_HEADINGS_STAY = N_("This notebook's headings stay in {language:word}. To have all of it in one language: {command}")
_LANGUAGES = {"en": N_("English"), "es": N_("Spanish")}


@dataclass(frozen=True)
class Prose:
    """Sentences shown as Markdown, and as they read in plain text."""

    markdown: str
    plain: str

    def _repr_markdown_(self) -> str:
        return self.markdown

    def __repr__(self) -> str:
        """Return the plain text, so that a diff of a notebook shows the sentences."""
        return self.plain


def prose(sentences: Sequence[Message | Item | str], text: Text) -> Prose:
    """Return sentences as prose, one paragraph each; an item's sentence ends in a link to the item.

    Parameters
    ----------
    sentences
        Messages, ledger items or catalogue keys.
    text
        The language to say them in.

    """
    said = [(text(part.title), f" [{part.id}](#{part.id})") if isinstance(part, Item) else (text(part), "")
            for part in sentences]  # fmt: skip
    markdown = "\n\n".join(f"{inert(sentence)}{link}" for sentence, link in said)
    return Prose(markdown, "\n\n".join(f"{sentence}{link}" for sentence, link in said))


def use_display(colour: str | None = None, *, nothing: str = "–") -> None:
    """Teach the running notebook how to show tables and figures; outside a notebook nothing happens.

    Parameters
    ----------
    colour
        The client's brand colour, for plots that draw the client.
    nothing
        What stands in place of a table without rows.

    """
    from IPython.core.getipython import get_ipython

    from smmkit.present import style

    style.set_brand(colour)
    _words["nothing"] = nothing
    shell = get_ipython()
    if shell is None or getattr(shell, _FORMATS_SET, False):
        return
    import matplotlib.pyplot as plt
    from matplotlib.figure import Figure

    style.use_style()
    plt.close(plt.figure())  # the inline backend sets its own figure format at the first figure; ours comes after
    plt.uninstall_repl_displayhook()  # it draws each figure to its canvas, once more than it is shown
    formatters = shell.display_formatter.formatters
    formatters["image/png"].for_type(Figure, figure_png)
    formatters["text/html"].for_type_by_name("pandas", "DataFrame", table_html)
    formatters["text/plain"].for_type_by_name("pandas", "DataFrame", table_plain)
    formatters["text/html"].for_type_by_name("pandas.core.frame", "DataFrame", table_html)
    formatters["text/plain"].for_type_by_name("pandas.core.frame", "DataFrame", table_plain)
    setattr(shell, _FORMATS_SET, True)


def reading_line(text: Text) -> Callable[[int, int, str], None] | None:
    """Return what tells a reader of a notebook which export is being read; None outside a notebook.

    The line appears where reading takes longer than a second, and goes when the last file was read.
    """
    from IPython.core.getipython import get_ipython

    if get_ipython() is None:
        return None
    from IPython.display import display

    started, known = time.monotonic(), False
    place = uuid4().hex

    def tell(done: int, total: int, name: str) -> None:
        nonlocal known
        if not known and (time.monotonic() - started < _PATIENCE or done == total):
            return
        said = text(N_("Reading the exports: {done:number} of {total:number}"), done=done, total=total)
        line = "" if done == total else f"<p role='status'>{escape(said)} {escape(name)}</p>"
        display({"text/html": line}, raw=True, display_id=place, update=known)
        known = True

    return tell


def figure_png(figure: Figure) -> tuple[str, dict[str, Any]]:
    """Return a figure as base64 PNG, with its alternative text for screen readers and what its title declares.

    The canvas is drawn once, as laid out: `savefig` and a tight cut would each draw it twice.
    """
    from base64 import b64encode
    from io import BytesIO

    from matplotlib.backends.backend_agg import FigureCanvasAgg

    from smmkit.present.style import alt_text, title_facts

    buffer, canvas = BytesIO(), cast("Any", FigureCanvasAgg(figure))
    canvas.print_png(buffer, metadata={"Software": None})
    title, facts = title_facts(figure)
    told = {"title": title, "facts": facts} if title else {}
    # Unconfined: on a telephone a figure is read at its own size, by moving it, and is never shrunk to tiny letters.
    return b64encode(buffer.getvalue()).decode("ascii"), {"alt": alt_text(figure), "unconfined": True, **told}


def table_html(table: pd.DataFrame) -> str:
    """Return a table as HTML: no row numbers, every cell escaped, headings marked, words left and numbers right."""
    if table.empty:
        return f"<p>{escape(_said_of_none(table))}</p>"
    shown = _without_numbers(table)
    html: str = shown.to_html(index=False, border=0, justify="right", escape=True, na_rep="–", classes=_NO_FORMULA)
    return aligned(declared(html.replace("<th>", '<th scope="col">'), table.attrs), columns_of_words(shown))


def table_plain(table: pd.DataFrame, printer: Any, cycle: bool) -> None:
    """Print a table as text, whole: what was shown must be comparable from run to run."""
    if table.empty:
        printer.text(_said_of_none(table))
    else:
        printer.text(_without_numbers(table).to_string(index=False, na_rep="–", max_colwidth=160))
    for note in table.attrs.get(NOTES, ()):
        printer.text(f"\n{note}")


def _said_of_none(table: pd.DataFrame) -> str:
    """Return what stands in place of a table without rows: what it says itself, or what would stand there."""
    told = str(table.attrs.get(NOTHING, _words["nothing"]))
    return told.replace("{columns}", ", ".join(map(str, table.columns)))


def _without_numbers(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose index, where it says something, is a column like the others."""
    import pandas as pd

    numbered = isinstance(table.index, pd.RangeIndex) and table.index.name is None
    return table if numbered else table.reset_index()


def say_headings_stay(text: Text, client: str, month: str) -> None:
    """Say which command brings a notebook's headings into the language of its words, where they are in another."""
    if text.lang != (headings := headings_language()):
        again = command("lab", client, "--period", month, "--lang", text.lang)
        print(text(_HEADINGS_STAY, command=again, language=_LANGUAGES.get(headings, headings)), file=sys.stderr)
