"""After class: marks and feedback of what was handed in."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from smmkit.course.answers import WRITTEN
from smmkit.course.check import hints, word_count
from smmkit.course.teacher.handed import Answers, Submission
from smmkit.course.teacher.marking import Mark, expected_of, make_keys, marks_of
from smmkit.course.teacher.pages import html_of, table_html
from smmkit.course.teacher.roster import Class
from smmkit.course.unit import Exercise, Unit
from smmkit.course.words import Words
from smmkit.errors import DataError
from smmkit.files import write_whole
from smmkit.report.page import page
from smmkit.text import N_, Message

TO_READ = "to_read.csv"
_COLOUR = "#155E75"
# A Spanish spreadsheet parts a row by semicolons, and so inside a text as well; so does each of its lines.
_FORMULA = re.compile(r"(\A|[;,\t\r\n]\"?[^\S\r\n]*)(?=[=+\-@\t\r])")
_TAMED = re.compile(_FORMULA.pattern.replace("(?=", "'(?="))
_PIECE, _ALIKE, _LEAST = 4, 0.5, 12
Given = dict[tuple[str, str], tuple[float | None, str]]
"""Student and exercise -> points given by hand, and a remark."""


@dataclass(frozen=True)
class Result:
    """One student's unit: marks of the exercises that mark themselves, points given by hand to the texts."""

    student: str
    unit: Unit
    marks: dict[str, Mark]
    answers: Answers
    given: dict[str, tuple[float | None, str]]

    @property
    def points(self) -> float:
        """All points so far."""
        by_hand = sum(points for points, _ in self.given.values() if points is not None)
        return sum(mark.points for mark in self.marks.values()) + by_hand

    @property
    def waiting(self) -> list[Exercise]:
        """Texts that are written and not read yet."""
        texts = [one for one in self.unit.exercises if not one.marks_itself]
        return [
            e for e in texts if self.given.get(e.id, (None, ""))[0] is None and self.answers.get(e.id, {}).get(WRITTEN)
        ]


def mark_all(group: Class, units: Sequence[Unit], submissions: Sequence[Submission], given: Given) -> list[Result]:
    """Return the marks of every submitted unit."""
    results = []
    make_keys(group, [(one.student, unit) for one in submissions for unit in units if unit.number in one.units])
    for one in submissions:
        for unit in units:
            if (answers := one.units.get(unit.number)) is not None:
                marks = marks_of(unit, answers, expected_of(group, one.student, unit))
                by_hand = {e.id: given[one.student, e.id] for e in unit.exercises if (one.student, e.id) in given}
                results.append(Result(one.student, unit, marks, answers, by_hand))
    return results


def read_given(file: Path) -> Given:
    """Return the points and remarks the teacher wrote into the sheet of texts.

    Raises
    ------
    DataError
        If a cell of points is no number.

    """
    if not file.is_file():
        return {}
    found = {}
    with file.open(encoding="utf-8-sig", newline="") as rows:
        for number, row in enumerate(csv.DictReader(rows, dialect=_dialect(file)), start=2):
            said = (row.get("points") or "").strip().replace(",", ".")
            try:
                points = float(said) if said else None
            except ValueError:
                raise DataError(f"{file}, row {number}: '{said[:20]}' in points is no number. Correct it.") from None
            key = ((row.get("student") or "").strip().zfill(2), (row.get("exercise") or "").strip())
            found[key] = (points, _TAMED.sub(r"\1", (row.get("remark") or "").strip()))
    return found


def write_to_read(file: Path, results: Sequence[Result]) -> int:
    """Write the sheet of texts to read, points already given kept; returns how many wait."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(("student", "exercise", "most", "points", "remark", "words", "form", "alike", "text"))
    alike = copies(results)
    for result in results:
        for one in result.unit.exercises:
            said = str(result.answers.get(one.id, {}).get(WRITTEN, ""))
            if one.marks_itself or not said:
                continue
            points, remark = result.given.get(one.id, (None, ""))
            form = "" if not hints({"fields": {}, "words": one.words and [*one.words]}, {WRITTEN: said}) else "!"
            shown = "" if points is None else f"{points:g}"
            near = " ".join(alike.get((result.student, one.id), ()))
            writer.writerow(
                (result.student, one.id, one.points, shown, _tame(remark), word_count(said), form, near, _tame(said))
            )
    write_whole(file, "\ufeff" + sheet.getvalue())
    return sum(len(result.waiting) for result in results)


def copies(results: Sequence[Result]) -> dict[tuple[str, str], list[str]]:
    """Return, for each text, the students (or `sample`) whose text shares half of its runs of four words."""
    texts: dict[str, list[tuple[str, frozenset[tuple[str, ...]]]]] = {}
    for result in results:
        for one in result.unit.exercises:
            texts.setdefault(one.id, [("sample", _runs(level.sample)) for level in one.levels])
            if said := str(result.answers.get(one.id, {}).get(WRITTEN, "")):
                texts[one.id].append((result.student, _runs(said)))
    found: dict[tuple[str, str], list[str]] = {}
    for exercise, written in texts.items():
        for name, runs in written:
            near = {other for other, theirs in written if other != name and _alike(runs, theirs)}
            if near and name != "sample":
                found[name, exercise] = sorted(near)
    return found


def write_marks(file: Path, results: Sequence[Result]) -> None:
    """Write one row per student and unit."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(("student", "unit", "points", "marks_itself", "of", "by_hand", "texts_to_read"))
    for result in results:
        itself = sum(mark.points for mark in result.marks.values())
        most = sum(mark.exercise.points for mark in result.marks.values())
        row = (f"{result.points:g}", f"{itself:g}", most, f"{result.points - itself:g}", len(result.waiting))
        writer.writerow((result.student, result.unit.number, *row))
    write_whole(file, sheet.getvalue())


def write_feedback(folder: Path, results: Sequence[Result], words: Words) -> None:
    """Write one page per student and unit: points, what was missing, why the answer is as it is."""
    for result in results:
        write_whole(folder / result.student / f"{result.unit.name}.html", feedback_page(result, words))


def feedback_page(result: Result, words: Words) -> str:
    """Return a student's page of a unit."""
    text, unit = words.text, result.unit
    heads = [text.word(one) for one in (N_("Exercise"), N_("Points"), N_("Of"), N_("What to look at"))]
    rows = [_row(result, one, words) for one in unit.exercises]
    why = "".join(
        f"<h3>{escape(one.id)}</h3>{html_of(words(one.why))}"
        for one in unit.exercises
        if one.marks_itself and result.marks[one.id].points < one.points
    )
    body = f'<section id="marks"><h2>{escape(words(unit.title))}</h2>{table_html(heads, rows)}{why}</section>'
    said = text(N_("{points:number1} of 100 points so far"), points=result.points)
    title = text(N_("Student {number}, unit {unit}"), number=result.student, unit=unit.number)
    footer = text.word(N_("Numbers are held against your own client's files; texts are read by your teacher."))
    return page(body, title=title, subtitle=said, footer=footer, text=text, colour=_COLOUR, contents=[])


def _row(result: Result, one: Exercise, words: Words) -> tuple[str, str, str, str]:
    text = words.text
    if one.marks_itself:
        mark = result.marks[one.id]
        missing: Sequence[Message] = mark.missing
        said = " ".join(text(each) for each in missing)
        if not said and mark.points < one.points:
            part = [text.word(N_("Your own numbers are right, the rest is not yet."))] if mark.points else []
            error = words(one.error)
            usual = f"{text.word(N_('The usual error'))}: {error[:1].lower()}{error[1:]}"
            said = " ".join([*part, usual])
        return one.id, text.number(mark.points, 1), str(one.points), said
    points, remark = result.given.get(one.id, (None, ""))
    if points is None:
        answered = one.id in result.answers
        remark = text.word(N_("to be read")) if answered else text.word(N_("nothing handed in"))
    return one.id, text.number(points, 1), str(one.points), remark


def results_json(results: Sequence[Result]) -> str:
    """Return the marks for another program."""
    rows = [
        {"student": r.student, "unit": r.unit.number, "points": r.points, "to_read": len(r.waiting)} for r in results
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _runs(said: str) -> frozenset[tuple[str, ...]]:
    plain = re.findall(r"[^\W_]+", said.casefold())
    return frozenset(tuple(plain[at : at + _PIECE]) for at in range(len(plain) - _PIECE + 1))


def _alike(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> bool:
    least = min(len(one), len(other))
    return least >= _LEAST and len(one & other) / least >= _ALIKE


def _tame(said: str) -> str:
    """Return a text a spreadsheet does not take for a formula, whichever mark it parts the cells by."""
    return _FORMULA.sub(r"\1'", said)


def _dialect(file: Path) -> type[csv.Dialect]:
    """Return how a spreadsheet saved the sheet: with commas, or with semicolons where the comma is decimal."""
    first = file.read_text(encoding="utf-8-sig").partition("\n")[0]
    return _Semicolons if first.count(";") > first.count(",") else csv.excel


class _Semicolons(csv.excel):
    delimiter = ";"
