"""Documents a client keeps: one template for all, one file each, nothing asked of any other address."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import smmkit
from smmkit.report.page import guarded, logo_image, readable_on
from smmkit.text import Text

if TYPE_CHECKING:
    from jinja2 import Environment

    from smmkit.client import Client

TEMPLATES = Path(__file__).with_name("templates")
BRAND = "#0072B2"
_FILE = re.compile(r"(?:\b[a-z_]+/)*\b([a-z][a-z_]*)\.csv\b")


def letter(template: Path, client: Client, text: Text, **values: Any) -> str:
    """Return a document as one HTML file in the client's looks.

    Every value is escaped; the page may load nothing but the pictures it holds, and run nothing but its own script.

    Parameters
    ----------
    template
        The document's template; it extends `letter.html`.
    client
        Whose document; gives colours, logo and footer.
    text
        The document's language.
    values
        What the template shows.

    Returns
    -------
    str
        The page.

    """
    report, brand = client.report, client.brand
    file = report.logo or brand.logo
    logo = logo_image(client.folder / file if file else None, client.name)
    css = _css(report.colour or brand.colour or BRAND, report.accent or brand.accent)
    environment = _environment(template.parent)
    page = environment.get_template(template.name).render(client=client, text=text, logo=logo, css=css, **values)
    return guarded(re.sub(r"\n\s*\n+", "\n", page))


def plain_page(template: Path, text: Text, **values: Any) -> str:
    """Return a page that belongs to no client, in the same looks.

    Parameters
    ----------
    template
        A whole page.
    text
        Its language.
    values
        What it shows.

    """
    page = _environment(template.parent).get_template(template.name).render(text=text, css=_css(BRAND, None), **values)
    return guarded(re.sub(r"\n\s*\n+", "\n", page))


def compile_templates() -> None:
    """Compile every template of this package, for the process that all others are forked from: once a batch."""
    for folder in sorted({path.parent for path in Path(smmkit.__file__).parent.glob("topics/*/templates/*.html")}):
        environment = _environment(folder)
        for name in environment.list_templates(extensions=["html"]):
            environment.get_template(name)


def whole(sentence: str) -> str:
    """Return a sentence with its full stop: the ledger's titles have none, for they also stand in tables."""
    bare = sentence.rstrip().rstrip("”»\"'")
    return sentence if not bare or bare[-1] in ".!?…:" else f"{sentence.rstrip()}."


def named_tables(sentence: str, text: Text) -> str:
    """Return a sentence with each file of the house told by the name of its table: a client keeps no `.csv`."""
    return _FILE.sub(lambda file: text("the table “{name}”", name=text.word(file[1])), sentence)


def _css(colour: str, accent: str | None) -> str:
    """Return the style sheet in the client's colours; what stands on a colour is black or white, what reads better."""
    colours = {"--brand": colour, "--on-brand": readable_on(colour)}
    if accent:
        colours |= {"--accent": accent, "--on-accent": readable_on(accent)}
    said = ";".join(f"{name}:{value}" for name, value in colours.items())
    return (TEMPLATES / "letter.css").read_text(encoding="utf-8") + f":root{{{said}}}"


@lru_cache(maxsize=16)
def _environment(folder: Path) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader([folder, TEMPLATES])
    found = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    found.filters["whole"] = whole
    found.filters["named_tables"] = named_tables
    return found
