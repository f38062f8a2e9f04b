"""HTML of notebooks, which may hold anything, reduced to what a page shows: no script, no style, no address to load."""

from __future__ import annotations

import re
from html import escape, unescape

# fmt: off
_TAGS = frozenset((
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del", "details", "div", "dl",
    "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "input", "kbd", "label",
    "li", "main", "mark", "ol", "output", "p", "pre", "q", "s", "section", "small", "span", "strong", "sub", "summary",
    "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
))
_PLAIN = frozenset((
    "id", "class", "scope", "colspan", "rowspan", "alt", "title", "lang", "dir", "role", "tabindex", "for", "type",
    "min", "max", "step", "value", "start", "width", "height", "open",
))
# fmt: on
_SCHEMES = re.compile(r"#|https?:|mailto:", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,[\w+/=-]*\Z")
# What such an element holds is no text for readers.
_SILENT = re.compile(r"<(script|style|template|iframe|noscript|textarea|title|svg|math)\b.*?</\1\s*>", re.S | re.I)
_MARK = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>|<")
_ATTRIBUTE = re.compile(r"([a-zA-Z][\w:-]*)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'=`]+))?")


def harmless(html: str) -> str:
    """Return HTML in which only listed elements and attributes are left, each written anew.

    Links lead into the page, to the web or to mail; pictures carry their own bytes. Anything that only looks like
    an element stands there as text.

    Parameters
    ----------
    html
        What a notebook became; its captions, names and outputs are anybody's.

    """
    return _MARK.sub(_rewritten, _SILENT.sub("", html))


def _rewritten(mark: re.Match[str]) -> str:
    closing, name, inside = mark[1], (mark[2] or "").lower(), mark[3] or ""
    if not name:
        return "&lt;"
    if name not in _TAGS:
        return ""
    if closing:
        return f"</{name}>"
    kept = (_kept(found[1].lower(), unescape((found[2] or "").strip("\"'"))) for found in _ATTRIBUTE.finditer(inside))
    return f"<{name}{''.join(kept)}>"


def _kept(name: str, value: str) -> str:
    allowed = name in _PLAIN or name.startswith(("aria-", "data-"))
    address = value.strip()
    if (name == "href" and _SCHEMES.match(address)) or (name == "src" and _PICTURE.match(address)):
        return f' {name}="{escape(address)}"'
    return f' {name}="{escape(value)}"' if allowed else ""
