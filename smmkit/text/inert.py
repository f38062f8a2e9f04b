"""A sentence as Markdown that shows every one of its signs and obeys none: names, captions and notes are anybody's."""

from __future__ import annotations

import re

# Entities, not backslashes: JupyterLab takes a backslash before a bracket for the beginning of a formula.
_SIGNS = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        "[": "&lbrack;",
        "]": "&rbrack;",
        "*": "&ast;",
        "`": "&grave;",
        "~": "&#126;",
        # MathJax reads what the browser shows, entities resolved, but never across the edge of an element.
        "$": "<span>&dollar;</span>",
        "\\": "<span>&bsol;</span>",
    }
)
_BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_EMPHASIS = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_ADDRESS = re.compile(r":(?=//)|(?<=\w)@(?=\w)|(?<=\bwww)\.", re.IGNORECASE)
_BLOCK = re.compile(r"[-+#](?=[-+#\s]|$)|:(?=\s|$)|(?<=\d)[.)](?=\s|$)")
_OPENING = re.compile(r"\d{0,9}[-+#:.)]")
_NAMED = {":": "&colon;", "@": "&commat;", ".": "&period;", "-": "&#45;", "+": "&plus;", "#": "&num;", ")": "&rpar;"}


def inert(sentence: str) -> str:
    """Return a sentence as one paragraph of Markdown that reads exactly as it was written.

    No emphasis, link, image, HTML, list, heading or formula comes of it, in JupyterLab or in a page:
    two amounts in dollars stay amounts, and a rival's name that holds a link stays a name.

    Parameters
    ----------
    sentence
        Plain text, of anybody.

    """
    line = _BREAKS.sub(" ", sentence).strip(" ").translate(_SIGNS)
    line = _ADDRESS.sub(lambda sign: _NAMED[sign[0]], _EMPHASIS.sub("&lowbar;", line))
    opening = _OPENING.match(line)
    if opening is None or not _BLOCK.match(line, opening.end() - 1):
        return line
    return f"{line[: opening.end() - 1]}{_NAMED[opening[0][-1]]}{line[opening.end() :]}"
