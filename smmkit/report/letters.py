"""Documents a client keeps: one template for all, one file each, nothing asked of any other address."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from smmkit.report.page import guarded, logo_image, readable_on
from smmkit.text import Text

if TYPE_CHECKING:
    from jinja2 import Environment

    from smmkit.client import Client

TEMPLATES = Path(__file__).with_name("templates")
BRAND = "#0072B2"


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
    colour = client.brand.colour or BRAND
    logo = logo_image(client.folder / client.brand.logo if client.brand.logo else None, client.name)
    environment = _environment(template.parent)
    shown = {"client": client, "text": text, "logo": logo, "colour": colour, "on_colour": readable_on(colour)}
    css = (TEMPLATES / "letter.css").read_text(encoding="utf-8")
    brand = f":root{{--brand:{colour};--on-brand:{readable_on(colour)}}}"
    page = environment.get_template(template.name).render(**shown, css=css + brand, **values)
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
    css = (TEMPLATES / "letter.css").read_text(encoding="utf-8")
    brand = f":root{{--brand:{BRAND};--on-brand:{readable_on(BRAND)}}}"
    page = _environment(template.parent).get_template(template.name).render(text=text, css=css + brand, **values)
    return guarded(re.sub(r"\n\s*\n+", "\n", page))


@lru_cache(maxsize=8)
def _environment(folder: Path) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader([folder, TEMPLATES])
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
