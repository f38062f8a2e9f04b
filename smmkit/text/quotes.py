"""Quotation marks inside quotation marks: a title that quotes is quoted with other marks inside."""

from __future__ import annotations

# Outer pair and the pair that stands inside it: English, then Spanish.
_PAIRS = (("“", "”", "‘", "’"), ("«", "»", "“", "”"))


def nested(said: str) -> str:
    """Return a sentence whose quotations inside quotations carry the inner marks of its language.

    Parameters
    ----------
    said
        As it was put together.

    Returns
    -------
    str
        Unchanged where marks of a pair do not match, for then somebody wrote them otherwise.

    """
    for pair in _PAIRS:
        if said.count(pair[0]) > 1:
            said = _nested(said, *pair)
    return said


def _nested(said: str, start: str, end: str, inner_start: str, inner_end: str) -> str:
    written, depth = [], 0
    for sign in said:
        depth += sign == start
        inside = depth > 1
        written.append(inner_start if inside and sign == start else inner_end if inside and sign == end else sign)
        depth -= sign == end
        if depth < 0:
            return said
    return said if depth else "".join(written)
