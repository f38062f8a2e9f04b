"""Answers survive: kernels, new copies, new versions, and notebooks written to do harm."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from smmkit.course.answers import keep_answers, read_answers
from smmkit.course.check import hints
from smmkit.course.handin import answers_in, empty_call, filled, harvest, parsed_notebook
from smmkit.errors import DataError

FIELDS = {"format": "name", "more": "change"}


def cell(source: str, *, kind: str = "code", exercise: str = "09-winner") -> dict[str, object]:
    mark = {"exercise": exercise, "role": "answer", "fields": FIELDS if kind == "code" else {}}
    return {"cell_type": kind, "source": source, "metadata": {"smmkit": mark}}


def student(home: Path, *cells: dict[str, object]) -> Path:
    (home / "units").mkdir(parents=True, exist_ok=True)
    (home / "units" / "09_results.ipynb").write_text(json.dumps({"cells": [*cells]}), encoding="utf-8")
    return home


def test_a_value_replaces_the_older_one_and_a_blank_replaces_nothing(tmp_path: Path) -> None:
    file = tmp_path / "09.json"
    keep_answers(file, {"09-winner": {"format": "reel", "more": 0.3}})
    assert keep_answers(file, {"09-winner": {"format": "carousel", "more": ...}}) == {
        "09-winner": {"format": "carousel", "more": 0.3}
    }
    assert read_answers(file)["09-winner"]["format"] == "carousel"


def test_a_file_of_the_first_version_is_still_read(tmp_path: Path) -> None:
    file = tmp_path / "09.json"
    file.write_text('{"09-winner": {"format": "reel"}, "09-report": "Five lines.", "09-gone": {"x": 1}}')
    kept = keep_answers(file, {"09-winner": {"more": 0.3}})
    assert kept["09-winner"] == {"format": "reel", "more": 0.3}
    assert kept["09-report"] == {"text": "Five lines."}
    assert "09-gone" in read_answers(file)


def test_a_new_copy_of_the_notebook_gets_its_answers_back(tmp_path: Path) -> None:
    home = student(
        tmp_path,
        cell('sheet.answer("09-winner", format="reel", more=0.3)'),
        cell("<!-- -->\nMine.", kind="markdown", exercise="09-report"),
    )
    assert harvest(home) == {}
    student(tmp_path, cell(empty_call("09-winner", FIELDS)), cell("<!-- -->\n…", kind="markdown", exercise="09-report"))
    assert harvest(home) == {"09_results.ipynb": 2}
    again = parsed_notebook((home / "units" / "09_results.ipynb").read_bytes(), "x")
    assert answers_in(again) == {"09-winner": {"format": "reel", "more": 0.3}, "09-report": {"text": "Mine."}}
    assert harvest(home) == {}


def test_what_is_typed_in_a_new_copy_is_not_overwritten(tmp_path: Path) -> None:
    notebook = {"cells": [cell('sheet.answer("09-winner", format="link", more=...)')]}
    assert filled(notebook, {"09-winner": {"format": "reel", "more": 0.3}}) == 0
    assert answers_in(notebook) == {"09-winner": {"format": "link"}}


@pytest.mark.parametrize(
    "source",
    [
        'sheet.answer("09-winner", format=open("/etc/passwd").read())',
        "import os; os.abort()",
        "(" * 5000,
        "\0",
        'sheet.answer("other", format="x")',
    ],
    ids=["call", "code", "nested", "null", "another exercise"],
)  # fmt: skip
def test_no_code_of_a_notebook_is_run_to_read_it(source: str) -> None:
    assert answers_in({"cells": [cell(source)]}) == {}


@pytest.mark.parametrize("content", [b"", b"[]", b'{"cells": 3}', b"\xff\xfe", b"[" * 100_000], ids=str)
def test_what_is_no_notebook_is_said_in_a_sentence(content: bytes) -> None:
    with pytest.raises(DataError, match="not a notebook"):
        parsed_notebook(content, "09_results.ipynb")


@pytest.mark.parametrize(
    ("given", "complete"),
    [
        ({"format": "reel", "more": 0.32}, True),
        ({"format": "reel", "more": 32}, False),
        ({"format": "reel"}, False),
        ({"format": "", "more": 0.1}, False),
        ({"format": 3, "more": "much"}, False),
    ],
    ids=["whole", "percent for a share", "half", "blank", "types"],
)
def test_the_form_is_checked_and_never_the_truth(given: dict[str, object], complete: bool) -> None:
    assert (hints({"fields": FIELDS, "words": None}, given) == []) is complete


def test_a_text_is_counted_in_words() -> None:
    task = {"fields": {}, "words": [3, 5]}
    assert [bool(hints(task, {"text": said})) for said in ("one two", "one 2.50 € three", "a b c d e f")] == [
        True,
        False,
        True,
    ]
