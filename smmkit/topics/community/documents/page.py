"""How a page of notebook 08 looks: made to be printed, one sheet a section, without any network."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import pandas as pd

from smmkit.report.document import Book
from smmkit.report.page import guarded

Blocks = Iterable[tuple[str, list[str]]]
_CSS = """
@page { size: A4; margin: 11mm }
body { font: 10.5pt/1.3 system-ui, "Segoe UI", Arial, sans-serif; color: #202124; margin: 0 auto; max-width: 190mm;
  padding: 4mm }
section { break-after: page; padding-bottom: 6mm } section:last-child { break-after: auto }
h1 { font-size: 16pt; margin: 0 0 2mm }
.whose { border-top: 3mm solid var(--brand); padding-top: 2mm; margin: 0; color: #5f6368; font-size: 9.5pt }
h2 { font-size: 11pt; margin: 2.5mm 0 .5mm } ul, ol { margin: 0; padding-left: 6mm }
ol { font-size: 12pt } p { margin: 0 0 1mm }
h2.say + ul { border: 1px solid #5f6368; padding: 2mm 3mm; font-size: 11.5pt; list-style: none }
table { border-collapse: collapse; width: 100%; margin-top: 3mm } td, th { border: 1px solid #5f6368; height: 8mm;
  padding: 1mm 2mm; text-align: left; overflow-wrap: anywhere } th { background: #f1f3f4; width: 45% }
thead th + th { width: auto }
@media print { body { padding: 0 } }
"""


def section(
    title: str, content: Blocks, *, whose: str, loud: str = "", form: tuple[list[str], list[str]] | None = None
) -> str:
    """Return a sheet: whose it is, its heading, its lists, and a form to fill in by hand.

    Parameters
    ----------
    title
        Heading of the sheet.
    content
        Headings with their lines; where a heading is empty the lines are steps and numbered.
    whose
        The client's name and the month, small above the heading: each sheet hangs on a wall by itself.
    loud
        The heading whose lines are said in public, set in a frame.
    form
        Headings of the columns, and the first cell of each row.

    """
    parts = [f'<p class="whose">{escape(whose)}</p><h1>{escape(title)}</h1>']
    for heading, lines in content:
        items = "".join(f"<li>{escape(str(line))}</li>" for line in lines if pd.notna(line))
        kind, mark = "ul" if heading else "ol", ' class="say"' if heading and heading == loud else ""
        parts.append((f"<h2{mark}>{escape(heading)}</h2>" if heading else "") + f"<{kind}>{items}</{kind}>")
    return f"<section>{''.join(parts)}{_form(*form) if form else ''}</section>"


def whose(book: Book) -> str:
    """Return the client's name and the month, as each sheet carries them."""
    return f"{book.client.name} · {book.text.month(str(book.period))}"


def _form(heads: list[str], rows: list[str]) -> str:
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    blank = "<td></td>" * (len(heads) - 1)
    body = "".join(f'<tr><th scope="row">{escape(row)}</th>{blank}</tr>' for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def page(book: Book, title: str, sections: list[str]) -> str:
    """Return a whole page of sheets in the client's colour."""
    colour = escape(book.client.brand.colour)
    return guarded(
        f'<!doctype html><html lang="{book.text.lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} · {escape(book.client.name)}</title><style>:root{{--brand:{colour}}}{_CSS}</style>"
        f"</head><body><main>{''.join(sections)}</main></body></html>"
    )
