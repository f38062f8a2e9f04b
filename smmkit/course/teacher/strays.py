"""Whose a folder or zip among the submissions is; what is nobody's is named, for a student behind it gets no mark."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from smmkit.course.teacher.roster import Class

_NUMBER = re.compile(r"(?:^|[^0-9])(\d{2})(?:[^0-9]|$)")
# What a student may have handed in; anything else, such as a list of the class, is the teacher's own.
_HANDED_IN = frozenset({".zip", ".ipynb", ".rar", ".7z", ".gz", ".tar"})


def numbers_of(group: Class) -> frozenset[str]:
    """Return the numbers of a class, two digits each; 00 is the teacher's."""
    return frozenset(f"{number:02d}" for number in range(group.students + 1))


def student_of(place: Path, known: Collection[str]) -> str | None:
    """Return whose folder or zip it is, by the number in its name; None where it is nobody's."""
    named = _NUMBER.search(place.stem if place.is_file() else place.name)
    handed_in = place.is_dir() or place.suffix == ".zip"
    return named[1] if named is not None and named[1] in known and handed_in else None


def strays(folder: Path, group: Class) -> list[str]:
    """Return the names of folders, archives and notebooks among the submissions that no student's number leads to."""
    known = numbers_of(group)
    return [place.name for place in sorted(folder.iterdir())
            if not place.name.startswith((".", "__"))
            and (place.is_dir() or place.suffix.casefold() in _HANDED_IN)
            and student_of(place, known) is None]  # fmt: skip
