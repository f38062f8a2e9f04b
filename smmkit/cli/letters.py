"""Signs that a narrow console, or a file it writes into, has no place for."""

from __future__ import annotations

import codecs
import io
import sys

_PLAIN = {"→": "->", "←": "<-", "✓": "+", "✗": "x", "–": "-", "—": "-", "…": "...", "≤": "<=", "≥": ">=", "−": "-"}


def spell_out_signs() -> None:
    """Let output that is not Unicode spell out what it has no sign for, instead of ending in an error.

    What has no plain spelling stands as JSON writes it, by its number, so that JSON stays JSON.
    """
    codecs.register_error("smmkit-plain", _spelled)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and codecs.lookup(stream.encoding).name != "utf-8":
            stream.reconfigure(errors="smmkit-plain")


def _spelled(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    told = error.object[error.start : error.end]
    return "".join(_PLAIN.get(sign) or _escaped(sign) for sign in told), error.end


def _escaped(sign: str) -> str:
    pairs = sign.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{pairs[k]:02x}{pairs[k + 1]:02x}" for k in range(0, len(pairs), 2))
