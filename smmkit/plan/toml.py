"""Change the text of a TOML file in place: all that is not changed keeps its very bytes.

Only the lines of one entry are parsed and written again. A whole document that goes through
a parser would bring scattered tables of one array together and part comments from what they
speak of.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.items import AoT, Table
from tomlkit.toml_document import TOMLDocument

from smmkit.client.lines import key_lines


def put_entry(text: str, array: str, record: Mapping[str, Any]) -> str:
    """Return the text with a record in an array of tables: over the entry with its id, or as a new one.

    Parameters
    ----------
    text
        A valid TOML document.
    array
        Name of the array of tables.
    record
        Keys and values; None takes a key out.

    """
    ends = "\r\n" if "\r\n" in text else "\n"
    text = text.replace("\r\n", "\n")
    entries = tomllib.loads(text).get(array, [])
    number = next((n for n, entry in enumerate(entries) if entry.get("id") == record["id"]), None)
    lines = text.splitlines(keepends=True)
    if number is not None:
        first, last = _span(text, array, number)
        new = _changed(_ended("".join(lines[first:last])), record)
        return "".join([*lines[:first], new, *lines[last:]]).replace("\n", ends)
    last = _span(text, array, len(entries) - 1)[1] if entries else len(lines)
    before, after = _ended("".join(lines[:last])), lines[last:]
    between = "\n" if before and not before.endswith("\n\n") else ""
    blank = "\n" if after and after[0].strip() else ""
    return "".join([before, between, _new(array, record), blank, *after]).replace("\n", ends)


def put_top(text: str, key: str, value: str) -> str:
    """Return the text with a key above all tables; a new one comes after the comment that opens the file."""
    ends = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    line = key_lines(text).get((key,))
    if line is not None:
        lines[line - 1] = re.sub(r"""(=\s*)("[^"]*"|'[^']*')""", rf'\g<1>"{value}"', lines[line - 1], count=1)
        return "".join(lines)
    opening = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    if opening < len(lines) and lines[opening].strip():
        opening = 0
    before = ends if opening else ""
    after = ends if lines[opening:] and lines[opening].strip() else ""
    return "".join([*lines[:opening], f'{before}{key} = "{value}"{ends}{after}', *lines[opening:]])


def _span(text: str, array: str, number: int) -> tuple[int, int]:
    """Return the lines an entry of an array stands on, from its header to its last key.

    The blank lines and comments below it stand above what comes next, and are not its own.
    """
    lines = text.splitlines()
    headers = {line - 1: path for path, line in key_lines(text).items() if lines[line - 1].lstrip().startswith("[")}
    first = next(line for line, path in headers.items() if path == (array, number))
    others = (line for line, path in headers.items() if line > first and path[:2] != (array, number))
    last = min(others, default=len(lines))
    while not lines[last - 1].strip() or lines[last - 1].lstrip().startswith("#"):
        last -= 1
    return first, last


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"


def _changed(segment: str, record: Mapping[str, Any]) -> str:
    """Return an entry's lines with the record's values."""
    document = tomlkit.parse(segment)
    _put_all(_only_array(document).body[0], record)
    return tomlkit.dumps(document)


def _new(array: str, record: Mapping[str, Any]) -> str:
    """Return the lines of a new entry."""
    document = tomlkit.document()
    entries = tomlkit.aot()
    table = tomlkit.table()
    _put_all(table, record)
    entries.append(table)
    document.append(array, entries)
    return tomlkit.dumps(document)


def _only_array(document: TOMLDocument) -> AoT:
    return next(item for _, item in document.body if isinstance(item, AoT))


def _put_all(table: Table, record: Mapping[str, Any]) -> None:
    for key, value in record.items():
        if value is None or value == []:
            table.pop(key, None)
        elif key not in table:
            table.append(key, _written(value))
        elif table[key].unwrap() != value:
            table[key] = _written(value)


def _written(value: Any) -> Any:
    """Return a record as an inline table, a list of records as one a line; anything else as it is."""
    if isinstance(value, Mapping):
        inline = tomlkit.inline_table()
        inline.update(value)
        return inline
    if not (isinstance(value, list) and value and isinstance(value[0], Mapping)):
        return value
    lines = tomlkit.array()
    for record in value:
        line = tomlkit.inline_table()
        line.update({key: one for key, one in record.items() if one is not None and one != ""})
        lines.append(line)
    return lines.multiline(True)
