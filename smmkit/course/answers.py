"""A student's answers: one file per unit beside the client, outliving kernels, new copies and new versions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from smmkit.errors import DataError
from smmkit.files import write_whole

ANSWERS = "answers"
VERSION = 1
WRITTEN = "text"
"""The field a written answer is kept under."""
LARGEST = 2_000_000
"""Bytes of an answers file or notebook that is still read."""


def read_answers(file: Path) -> dict[str, dict[str, Any]]:
    """Return what was answered, by exercise; empty if nothing was.

    Raises
    ------
    DataError
        If the file is not what this program or an earlier version of it wrote.

    """
    if not file.is_file():
        return {}
    return parsed(file.read_bytes(), str(file))


def parsed(content: bytes, name: str) -> dict[str, dict[str, Any]]:
    """Return the answers of a file's content; the first version was exercise -> value without a head."""
    try:
        if len(content) > LARGEST:
            raise ValueError
        raw = json.loads(content)
        found = raw.get("answers", raw) if isinstance(raw, dict) else None
        if not isinstance(found, dict):
            raise ValueError
    except (ValueError, RecursionError):
        raise DataError(
            f"{name}: this is not a file of answers. Put the copy of yesterday back, or delete it and answer anew."
        ) from None
    return {str(key): value if isinstance(value, dict) else {WRITTEN: value} for key, value in found.items()}


def keep_answers(file: Path, new: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Add answers to a file: a value replaces the older one, nothing is lost that is not given anew.

    Returns
    -------
    dict
        Everything the file holds now.

    """
    known = read_answers(file)
    merged = {key: dict(value) for key, value in known.items()}
    for exercise, values in new.items():
        given = {name: value for name, value in values.items() if not is_blank(value)}
        merged.setdefault(exercise, {}).update(given)
    kept = {key: value for key, value in merged.items() if value}
    if kept != known:
        content = {"version": VERSION, "unit": file.stem, "answers": kept}
        write_whole(file, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    return kept


def is_blank(value: object) -> bool:
    """Return whether nothing was answered."""
    return value is None or value is Ellipsis or (isinstance(value, str) and not value.strip(" .…\n\t"))
