"""What a unit's notebook opens: the student's client, and a place where answers are kept."""

from __future__ import annotations

import json
import os
import tomllib
from contextlib import redirect_stderr
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from smmkit.course.answers import ANSWERS, keep_answers, read_answers
from smmkit.course.check import hints
from smmkit.errors import ConfigError
from smmkit.text import N_, Message, Text
from smmkit.text.retold import errors_in

if TYPE_CHECKING:
    import pandas as pd

    from smmkit.present.display import Prose
    from smmkit.workbook import Workbook

STUDENT = "student.toml"
TASKS = "exercises.json"
SCRATCH = "scratch"
"""Folder of changed copies of a client in a student's folder; nothing is lost with it."""
PERIOD = "2026-10"
_SAVED = N_("Saved. This answer is complete.")
_SAVED_SO_FAR = N_("Saved so far.")


@dataclass(frozen=True)
class StudentSheet:
    """One student's unit.

    Parameters
    ----------
    unit
        Two digits.
    folder
        The folder that holds `student.toml`; answers lie below it.
    record
        What `student.toml` says: number, clients, language.
    tasks
        What a student's copy knows of the unit's exercises: kind, points, fields, words.

    """

    unit: str
    folder: Path
    record: dict[str, Any]
    tasks: dict[str, dict[str, Any]]

    @property
    def lang(self) -> str:
        """The language of the class."""
        return str(self.record["lang"])

    @property
    def text(self) -> Text:
        """The words of the class."""
        return Text(self.lang, country=self.record["country"], currency=self.record["currency"])

    @property
    def file(self) -> Path:
        """Where the unit's answers are kept."""
        return self.folder / ANSWERS / f"{self.unit}.json"

    def open(self, which: str = "client") -> tuple[Workbook, str, str, str]:
        """Return the workbook of a client of the student, and the three parameters every notebook has."""
        from smmkit.workbook import open_workbook

        client = str(self.record[which])
        # What is said there, that headings stay English, is not so here: they are translated.
        with errors_in(self.text), redirect_stderr(StringIO()):
            return open_workbook(client, PERIOD, self.lang), client, PERIOD, self.lang

    def scratch_copy(self) -> Path:
        """Return a fresh copy of the client's folder that may be changed; the client itself stays as it is."""
        from smmkit.course.trial import scratch_copy
        from smmkit.folders import client_folder, data_dir

        return scratch_copy(client_folder(str(self.record["client"]), data_dir()), self.folder / SCRATCH / "changed")

    def decisions(self, part: str, client: Path | None = None) -> pd.DataFrame:
        """Return what a notebook decides of the client, or of a changed copy of it: verdict, number and words by id.

        Only this notebook is run, on the files as they are now; nothing of it reaches the client's workbook.
        """
        from smmkit.course.trial import decided, decision_frame
        from smmkit.folders import client_folder, data_dir, default_out

        slug = str(self.record["client"])
        place = client or client_folder(slug, data_dir())
        out = self.folder / SCRATCH / ("as_it_is" if client is None else "changed/workbooks")
        with errors_in(self.text):
            items = decided(place, part, out=out, period=PERIOD, lang=self.lang, known=default_out() / slug)
        return decision_frame(items, self.text)

    def answer(self, exercise: str, /, **values: object) -> Prose:
        """Keep an answer and say whether it is complete; `...` leaves what was kept before."""
        with errors_in(self.text):
            kept = keep_answers(self.file, {exercise: self._plain(exercise, values)})
        return self._said(exercise, kept.get(exercise, {}))

    def complete(self, exercise: str) -> Prose:
        """Say whether an answer is complete."""
        with errors_in(self.text):
            return self._said(exercise, read_answers(self.file).get(exercise, {}))

    def overview(self) -> pd.DataFrame:
        """Return which exercises are complete, and what the others lack."""
        import pandas as pd

        text = self.text
        with errors_in(text):
            kept = read_answers(self.file)
        rows = [(name, task["points"], self._standing(name, kept)) for name, task in self.tasks.items()]
        return pd.DataFrame(rows, columns=[text.word(N_("Exercise")), text.word(N_("Points")), text.word(N_("Answer"))])

    def _standing(self, name: str, kept: dict[str, dict[str, Any]]) -> str:
        missing = hints(self.tasks[name], kept.get(name, {}))
        if not missing:
            return self.text.word(N_("complete"))
        if not self.tasks[name]["fields"]:
            return self.text.word(N_("written in this notebook; smmkit course check reads it"))
        return " ".join(self.text(each) for each in missing)

    def _said(self, exercise: str, values: dict[str, Any]) -> Prose:
        from smmkit.present import display

        missing = hints(self.tasks[exercise], values)
        said = [Message(_SAVED_SO_FAR), *missing] if missing else [Message(_SAVED)]
        return display.prose(said, self.text)

    def _plain(self, exercise: str, values: dict[str, object]) -> dict[str, Any]:
        """Return values as a file can hold them."""
        fields = self.tasks.get(exercise, {}).get("fields")
        if fields is None or set(values) - set(fields):
            names = ", ".join(fields or self.tasks)
            raise ConfigError(f"{exercise}: {', '.join(values) or 'nothing'} is not asked for. Known here: {names}.")
        return {name: _plain(value) for name, value in values.items() if value is not Ellipsis}


def open_unit(unit: str, folder: Path | None = None) -> StudentSheet:
    """Open a unit in the student's folder, found from where the notebook lies upwards.

    Raises
    ------
    ConfigError
        If no `student.toml` is found.

    """
    here = (folder or Path.cwd()).resolve()
    home = _above(here, STUDENT)
    record = read_student(home / STUDENT)
    if (home / "data").is_dir():
        os.environ["SMMKIT_DATA"], os.environ["SMMKIT_OUT"] = str(home / "data"), str(home / "workbooks")
    text = Text(str(record["lang"]), country=record["country"], currency=record["currency"])
    with errors_in(text):
        tasks = json.loads((_above(here, TASKS) / TASKS).read_text(encoding="utf-8"))
        if home != here:
            from smmkit.course.handin import harvest

            harvest(home, unit)
    return StudentSheet(unit, home, record, tasks[unit])


def read_student(file: Path) -> dict[str, Any]:
    """Read who a folder belongs to."""
    try:
        record = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{file}: cannot be read ({error}). Unpack your folder again; answers stay.") from None
    missing = {"student", "client", "lang", "country", "currency"} - set(record)
    if missing:
        raise ConfigError(f"{file}: {', '.join(sorted(missing))} is missing. Unpack your folder again; answers stay.")
    return record


def _above(here: Path, name: str) -> Path:
    found = next((place for place in (here, *here.parents) if (place / name).is_file()), None)
    if found is None:
        raise ConfigError(
            f"{here}: no {name} here or above. Open the notebook inside the folder you unpacked, beside its data."
        )
    return found


def _plain(value: Any) -> Any:
    if hasattr(value, "tolist"):  # a number, column or index of pandas
        value = value.tolist()
    if isinstance(value, list | tuple | set):
        return [_plain(one) for one in value]
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    return round(value, 6) if isinstance(value, float) else value
