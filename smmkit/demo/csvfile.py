"""Write delimited files the way each platform writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

_QUOTED = re.compile(r'[\s,"]')


def write_meta(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write as Meta does: UTF-8 with a byte order mark, quotes around any cell with a space."""
    _write(path, [",".join(map(_cell, row)) for row in (header, *rows)], encoding="utf-8-sig")


def write_plain(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write as YouTube, X and Ads Manager do: UTF-8 without a mark."""
    _write(path, [",".join(map(_cell, row)) for row in (header, *rows)], encoding="utf-8")


def write_one_metric(path: Path, blocks: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Any]]]]) -> None:
    """Write titled blocks as Business Suite does: UTF-16, `sep=,` first, everything quoted, a blank line between."""
    lines = ["sep=,"]
    for title, header, rows in blocks:
        lines += [f'"{title}"', *(",".join(f'"{cell}"' for cell in row) for row in (header, *rows)), ""]
    path.write_bytes(b"\xff\xfe" + ("\n".join(lines) + "\n").encode("utf-16-le"))


def write_ga4(path: Path, preamble: Sequence[str], header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write as Google Analytics does: lines of # above the table, CRLF."""
    lines = [*(f"# {line}" for line in preamble), *(",".join(map(_cell, row)) for row in (header, *rows))]
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode())


def write_canonical(path: Path, columns: Mapping[str, Sequence[Any]]) -> None:
    """Write a hand-kept table: header of canonical names, ISO dates, empty where nothing is known."""
    _write(path, [",".join(map(_cell, row)) for row in (columns.keys(), *zip(*columns.values(), strict=True))])


def _write(path: Path, lines: list[str], *, encoding: str = "utf-8") -> None:
    path.write_bytes(("\n".join(lines) + "\n").encode(encoding))


def _cell(value: Any) -> str:
    text = "" if value is None else value if isinstance(value, str) else str(value)
    if _QUOTED.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text
