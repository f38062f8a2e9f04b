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
# Elements that hold nothing and are never closed.
_VOID = frozenset(("br", "col", "hr", "img", "input"))
_QUOTES = "\"'"
_ATTRIBUTE = re.compile(r"([a-zA-Z][\w:-]*)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'=`]+))?")


def harmless(html: str) -> str:
    """Return HTML in which only listed elements and attributes are left, each written anew.

    Links lead into the page, to the web or to mail; pictures carry their own bytes. Anything that only looks like
    an element stands there as text. What was left open is closed, and what closes nothing goes, so that a piece
    never reaches into the page around it.

    Parameters
    ----------
    html
        What a notebook became; its captions, names and outputs are anybody's.

    """
    parts: list[str] = []
    inside: list[str] = []
    shown, place = _SILENT.sub("", html), 0
    for mark in _MARK.finditer(shown):
        parts += [_words(shown[place : mark.start()]), _rewritten(mark, inside)]
        place = mark.end()
    parts += [_words(shown[place:]), *(f"</{name}>" for name in reversed(inside))]
    return "".join(parts)


def _words(between: str) -> str:
    """Return what stands between two elements, each sign as itself where it can."""
    return escape(unescape(between), quote=False) if "&" in between or ">" in between else between


def _rewritten(mark: re.Match[str], inside: list[str]) -> str:
    """Return an element's mark written anew; `inside` holds the elements that are open, outermost first."""
    closing, name, attributes = mark[1], (mark[2] or "").lower(), mark[3] or ""
    if not name:
        return "&lt;"
    if name not in _TAGS:
        return ""
    if closing:
        return _closed(name, inside)
    if name not in _VOID:
        inside.append(name)
    found = _ATTRIBUTE.finditer(attributes)
    return f"<{name}{''.join(_kept(one[1].lower(), unescape((one[2] or '').strip(_QUOTES))) for one in found)}>"


def _closed(name: str, inside: list[str]) -> str:
    """Close an element and what was left open in it; nothing where no such element is open."""
    if name not in inside:
        return ""
    closed = []
    while (last := inside.pop()) != name:
        closed.append(last)
    return "".join(f"</{one}>" for one in (*closed, name))


def _kept(name: str, value: str) -> str:
    allowed = name in _PLAIN or name.startswith(("aria-", "data-"))
    address = value.strip()
    if (name == "href" and _SCHEMES.match(address)) or (name == "src" and _PICTURE.match(address)):
        return f' {name}="{escape(address)}"'
    return f' {name}="{escape(value)}"' if allowed else ""
