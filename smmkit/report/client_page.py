"""One client's month as one HTML file: the answer first, then how it was reached, then the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from smmkit.client import Client
from smmkit.files import write_whole
from smmkit.ledger import read_ledger
from smmkit.period import Period
from smmkit.plan import load_plan
from smmkit.report.fragments import anchors, fragment, title_of
from smmkit.report.ledger_section import ledger_section
from smmkit.report.page import logo_image, page
from smmkit.report.plan_section import plan_section
from smmkit.text import Text

if TYPE_CHECKING:
    from nbformat import NotebookNode

ANSWER = "11"


def write_report(out: Path, client: Client, period: Period, lang: str) -> Path:
    """Write `workbook.html` from a month's executed notebooks.

    Parameters
    ----------
    out
        The month's folder, `workbooks/<client>/<period>`, with its notebooks and ledger.
    client, period
        Whose report, and of which month.
    lang
        Language the notebooks were run in.

    Returns
    -------
    Path
        The file; it replaces the old one at once or not at all.

    """
    from nbformat import v4

    text = Text(lang, country=client.country, currency=client.currency)
    ledger = read_ledger(out)
    paths = sorted(out.glob("[0-9][0-9]_*.ipynb"), key=lambda path: (path.name[:2] != ANSWER, path.name))
    chapters = [(path.name[:2], v4.reads(path.read_text(encoding="utf-8"))) for path in paths]
    plan = load_plan(client.folder)
    targets = anchors(ledger, plan.ids)
    body = "".join(_chapter(number, notebook, targets, text) for number, notebook in chapters)
    contents = [(f"ch-{number}", text_of(notebook)) for number, notebook in chapters]
    planned = plan_section(plan, ledger, targets, text)
    contents += [("plan", text("The plan"))] if planned else []
    contents += [("ledger", text("Ledger"))]
    html = page(
        body + planned + ledger_section(ledger, targets, text),
        title=client.name,
        subtitle=text("Social media strategy and results, {month:month}", month=str(period)),
        text=text,
        colour=client.brand.colour or "#0072B2",
        contents=contents,
        logo=logo_image(client.folder / client.brand.logo if client.brand.logo else None, client.name),
    )
    write_whole(out / "workbook.html", html)
    return out / "workbook.html"


def text_of(notebook: NotebookNode) -> str:
    """Return a chapter's title as the contents show it."""
    return title_of(notebook) or "–"


def _chapter(number: str, notebook: NotebookNode, targets: Mapping[str, str], text: Text) -> str:
    inside = fragment(notebook, prefix=f"n{number}", targets=targets, text=text)
    return f'<section id="ch-{number}" aria-label="{escape(text_of(notebook))}">{inside}</section>'
