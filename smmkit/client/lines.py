"""Find the line a key of a TOML file stands on; the parsers do not keep it."""

from __future__ import annotations

import re
from collections import Counter

Path = tuple[str | int, ...]

_STRINGS_AND_COMMENT = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*')
_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*([A-Za-z0-9_\-."' ]+?)\s*=""")
_FENCES = ('"""', "'''")


def key_lines(text: str) -> dict[Path, int]:
    """Return the line number of every table and key, by its path in the parsed file.

    Parameters
    ----------
    text
        A TOML document; it need not be valid.

    Returns
    -------
    dict
        `("goals", 1, "metric")` -> line, counted from 1.

    """
    lines: dict[Path, int] = {}
    counts: Counter[Path] = Counter()
    table: Path = ()
    fence, depth = None, 0
    for number, line in enumerate(text.splitlines(), start=1):
        if fence is not None:
            fence = None if fence in line else fence
            continue
        bare = _STRINGS_AND_COMMENT.sub("", line)
        if depth == 0 and (header := _HEADER.match(line)):
            table = _table(header, counts)
            lines.setdefault(table, number)
        elif depth == 0 and (key := _KEY.match(line)):
            lines[table + _split(key[1])] = number
        if not _HEADER.match(line) or depth:
            depth += sum(map(bare.count, "[{")) - sum(map(bare.count, "]}"))
        fence = next((mark for mark in _FENCES if line.count(mark) % 2), None)
    return lines


def line_of(path: Path, lines: dict[Path, int]) -> int | None:
    """Return the line of a path, or of the nearest table that holds it."""
    for length in range(len(path), 0, -1):
        for found in (path[:length], (*path[:length], 0)):
            if found in lines:
                return lines[found]
    return None


def _split(dotted: str) -> Path:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _table(header: re.Match[str], counts: Counter[Path]) -> Path:
    """Return the path of a header, with the running number of each array of tables."""
    parts = _split(header[2])
    path: Path = ()
    for part in parts[:-1]:
        path += (part,)
        if counts[path]:
            path += (counts[path] - 1,)
    path += parts[-1:]
    if header[1] == "[[":
        counts[path] += 1
        path += (counts[path] - 1,)
    return path
