"""The shell of every page: one file, no external address, readable by everybody."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path

from smmkit.client.load import LARGEST_LOGO
from smmkit.files import is_own
from smmkit.text import Text

# Moves the slider of splits solved beforehand; the notebook's own script is not taken into a page.
WHAT_IF = Path(__file__).with_name("templates") / "what_if.js"
_BODY = "<!-- body -->"
_INLINE = re.compile(r"<(style|script)>(.*?)</\1>", re.S)
_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


def page(
    body: str,
    *,
    title: str,
    subtitle: str,
    text: Text,
    colour: str,
    contents: Sequence[tuple[str, str]],
    logo: str = "",
    footer: str = "",
) -> str:
    """Return a whole HTML page.

    Parameters
    ----------
    body
        Sections, as HTML.
    title, subtitle
        Plain text of the cover.
    text
        The page's language.
    colour
        Brand colour, `#RRGGBB`.
    contents
        Pairs of anchor and plain title.
    logo
        `img` element, or empty.
    footer
        Plain text of the last line; where the numbers of a month come from if not given.

    """
    links = "".join(f'<li><a href="#{escape(anchor)}">{escape(name)}</a></li>' for anchor, name in contents)
    brand = f":root {{ --brand: {colour}; --on-brand: {readable_on(colour)}; }}"
    navigation = (
        f'<nav class="contents" aria-label="{escape(text("Contents"))}"><ol>{links}</ol></nav>' if links else ""
    )
    last = footer or text("Every number names its source: follow its link to the ledger at the end.")
    shell = f"""<!doctype html>
<html lang="{text.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)} · {escape(subtitle)}</title>
<style>{_css()}
{brand}</style>
</head>
<body>
<a class="skip" href="#main">{escape(text("Skip to the content"))}</a>
<header class="cover"><div>{logo}<div><h1>{escape(title)}</h1><p>{escape(subtitle)}</p></div></div></header>
{navigation}
<main id="main" tabindex="-1">
{_BODY}
</main>
<footer><div>{escape(last)}</div></footer>
<script>{_script()}</script>
</body>
</html>
"""
    # The policy is made before the body stands there: nothing that came with a client's data is allowed by it.
    return guarded(shell).replace(_BODY, body, 1)


def guarded(page: str) -> str:
    """Return a page with a policy in its head that names, by hash, the only styles and scripts it may use."""
    hashes: Mapping[str, list[str]] = {"style": [], "script": []}
    for kind, inside in _INLINE.findall(page):
        hashes[kind].append(f"'sha256-{b64encode(hashlib.sha256(inside.encode()).digest()).decode()}'")
    allowed = "; ".join(f"{kind}-src {' '.join(found) or chr(39) + 'none' + chr(39)}" for kind, found in hashes.items())
    policy = f"default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; {allowed}"
    return page.replace("<head>", f'<head>\n<meta http-equiv="Content-Security-Policy" content="{policy}">', 1)


def logo_image(path: Path | None, name: str) -> str:
    """Return a logo as an `img` element with its bytes inside; empty if there is none.

    An SVG is shown as an image, never as markup, so that nothing inside it can run.
    """
    if path is None or not is_own(path) or path.suffix.lower() not in _TYPES or path.stat().st_size > LARGEST_LOGO:
        return ""
    data = b64encode(path.read_bytes()).decode("ascii")
    return f'<img src="data:{_TYPES[path.suffix.lower()]};base64,{data}" alt="{escape(name)}">'


def readable_on(colour: str) -> str:
    """Return black or white, whichever stands out more on a colour (WCAG 2 relative luminance)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#000000" if luminance > 0.179 else "#FFFFFF"


@lru_cache(maxsize=1)
def _css() -> str:
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _script() -> str:
    return WHAT_IF.read_text(encoding="utf-8")
