"""What students handed in, read within limits: nothing in it is run or unpacked, and what cannot be read is named."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from smmkit.course.answers import ANSWERS, LARGEST, parsed
from smmkit.course.handin import answers_in, parsed_notebook
from smmkit.course.teacher.roster import Class
from smmkit.course.teacher.strays import numbers_of, student_of
from smmkit.errors import DataError, SmmkitError
from smmkit.sources.unfolded import BROKEN

_UNIT_FILE = re.compile(r"(?:^|/)(\d{2})_[a-z0-9_]+\.ipynb$")
_KEPT_FILE = re.compile(rf"(?:^|/){ANSWERS}/(\d{{2}})\.json$")
_MEMBERS = 5000
Answers = dict[str, dict[str, Any]]


@dataclass
class Submission:
    """What one student handed in; `trouble` holds files that could not be read."""

    student: str
    units: dict[str, Answers] = field(default_factory=dict)
    notebooks: dict[str, bytes] = field(default_factory=dict)
    trouble: list[str] = field(default_factory=list)


def read_submissions(folder: Path, group: Class) -> list[Submission]:
    """Read what was handed in: a folder or zip per student, named by number; nothing in it is run or unpacked.

    Raises
    ------
    DataError
        If no student is found.

    """
    found: dict[str, Submission] = {}
    known = numbers_of(group)
    for place in sorted(folder.iterdir()):
        if (number := student_of(place, known)) is None:
            continue
        one = found.setdefault(number, Submission(number))
        for name, content in _files(place, one):
            _take(one, name, content)
    if not found:
        raise DataError(f"{folder}: no folder or zip named by a student's number (01 to {group.students:02d}) is here.")
    return [found[number] for number in sorted(found)]


def _files(place: Path, one: Submission) -> Iterator[tuple[str, bytes]]:
    """Return the notebooks and answer files of a folder or zip, within limits."""
    if place.is_dir():
        for file in sorted(place.rglob("*")):
            name = file.relative_to(place.parent).as_posix()
            if not _handed_in(name) or file.is_symlink() or not file.is_file():
                continue
            try:
                content = file.read_bytes() if file.stat().st_size <= LARGEST else None
            except OSError:
                content = None
            if content is None:
                one.trouble.append(name)
            else:
                yield name, content
        return
    try:
        with zipfile.ZipFile(place) as packed:
            for member in packed.infolist()[:_MEMBERS]:
                if _handed_in(member.filename) and member.file_size > LARGEST:
                    one.trouble.append(member.filename)
                elif _handed_in(member.filename):
                    yield member.filename, packed.read(member)
    except BROKEN:
        one.trouble.append(place.name)


def _handed_in(name: str) -> bool:
    """Say whether a file is a unit's notebook, or answers kept beside it."""
    return bool(_KEPT_FILE.search(name) or (_UNIT_FILE.search(name) and ".ipynb_checkpoints" not in name))


def _take(one: Submission, name: str, content: bytes) -> None:
    """Add a file's answers: what stands in a notebook counts before what was kept beside it."""
    notebook, kept = _UNIT_FILE.search(name), _KEPT_FILE.search(name)
    try:
        if notebook:
            typed = answers_in(parsed_notebook(content, name))
            kept_so_far = one.units.get(notebook[1], {})
            one.units[notebook[1]] = kept_so_far | {k: kept_so_far.get(k, {}) | value for k, value in typed.items()}
            one.notebooks[notebook[1]] = content
        elif kept:
            typed = one.units.setdefault(kept[1], {})
            both = parsed(content, name)
            one.units[kept[1]] = {key: both.get(key, {}) | typed.get(key, {}) for key in both | typed}
    except SmmkitError:
        one.trouble.append(name)
