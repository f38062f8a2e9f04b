"""A class from build to marks: clients of one's own, nothing of the truth handed out, points for what is right."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from classroom import chance_of_agreeing, run_unit
from click.testing import CliRunner

from smmkit.cli import main
from smmkit.cli.course import course
from smmkit.client.fields import fold
from smmkit.course.answers import LARGEST, read_answers
from smmkit.course.sheet import SCRATCH, STUDENT, StudentSheet, read_student
from smmkit.course.teacher import feedback, pages, pins, roster
from smmkit.course.teacher.build import build_class
from smmkit.course.teacher.expect import Case, any_of, day, exactly, near, share_right, steps_right
from smmkit.course.teacher.handed import read_submissions
from smmkit.course.teacher.keys import KEYS
from smmkit.course.teacher.keys.crisis import CARD
from smmkit.course.teacher.marking import expected_of, marks_of
from smmkit.course.teacher.roster import planted_in, pupils, read_class, write_class
from smmkit.course.teacher.wheel import write_student_wheel
from smmkit.course.unit import Unit, course_dir, load_units
from smmkit.course.words import course_words
from smmkit.errors import ConfigError, DataError, RunError

UNIT = load_units()["14"]
TEXT = "Of every ten customers with a problem six told us nothing; we asked fifty people only, so the share is open."


@dataclass(frozen=True)
class Built:
    """A class of one student and the teacher, whose answers are those of the solutions."""

    out: Path
    answers: dict[str, dict[str, Any]]
    naive: dict[str, Any]

    @property
    def teacher(self) -> Path:
        return self.out / "teacher"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    out = tmp_path_factory.mktemp("class")
    build_class(out, [UNIT], lang="es", country="MX", seed=5, students=1, workers=1)
    teacher, home = out / "teacher", out / "students" / "01"
    whole = json.loads((teacher / "units" / UNIT.name / f"{UNIT.name}.ipynb").read_text(encoding="utf-8"))
    # One import serves student and marker here; on a real desk each has its own.
    shutil.rmtree(home / "data")
    (teacher / "workbooks").mkdir()
    # The unit reads four exports; importing the others would only take time.
    for file in (teacher / "data" / "clients").glob("*/exports/*"):
        if not file.match("*Campaign*") and file.name not in {"complaint_survey.csv", "customers.csv", "inbox.csv"}:
            file.unlink()
    for name in ("data", "workbooks"):
        (home / name).symlink_to(teacher / name)
    naive = run_unit(home, whole, leave=set())["naive"]
    run_unit(teacher, whole, leave=set())
    answers = {number: read_answers(place / "answers" / "14.json") for number, place in (("01", home), ("00", teacher))}
    return Built(out, answers, naive)


def points(built: Built, student: str, answers: dict[str, Any], unit: Unit = UNIT) -> float:
    right = expected_of(read_class(built.teacher), student, unit)
    return sum(mark.points for mark in marks_of(unit, answers, right).values())


class TestPoints:
    def test_the_solutions_get_every_point_that_marks_itself(self, built: Built) -> None:
        most = sum(one.points for one in UNIT.exercises if one.marks_itself)
        assert [points(built, number, built.answers[number]) for number in ("00", "01")] == [most, most]

    def test_an_empty_copy_gets_none_and_no_error(self, built: Built) -> None:
        assert points(built, "01", {}) == 0

    def test_a_neighbours_answers_get_a_fifth_at_most(self, built: Built) -> None:
        most = sum(one.points for one in UNIT.exercises if one.marks_itself)
        assert points(built, "01", built.answers["00"]) <= 0.2 * most

    def test_the_naive_way_gets_nothing(self, built: Built) -> None:
        assert built.naive
        assert points(built, "01", built.naive) == 0


class TestHandedOut:
    def test_no_zip_holds_the_truth_the_secret_or_another_client(self, built: Built) -> None:
        group = read_class(built.teacher)
        secret = (built.teacher / "secret.txt").read_bytes().strip()
        with zipfile.ZipFile(built.out / "students" / "01.zip") as packed:
            names = packed.namelist()
            content = b"".join(packed.read(name) for name in names)
        mine = group.pupil("01")
        clients = {name.split("/")[3] for name in names if "/data/clients/" in name}
        assert clients == {mine.client.slug, mine.quiet.slug}
        assert not [name for name in names if "truth" in name or "key" in name.rpartition("/")[2]]
        for token in (secret, b"winning_lift", b"crisis_messages", str(mine.client.seed).encode(), b"HIDDEN TESTS"):
            assert token not in content

    def test_the_students_wheel_lacks_what_marks_and_what_is_sampled(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(write_student_wheel(tmp_path)) as wheel:
            names = wheel.namelist()
            content = b"".join(wheel.read(name) for name in names)
            wheel.extractall(tmp_path / "installed")
        assert not [name for name in names if "course/teacher" in name or "notebooks/course" in name]
        assert UNIT.exercises[-1].levels[0].sample.encode() not in content
        assert "smmkit/course/sheet.py" in names
        assert any(name.endswith("09_results_analysis.ipynb") for name in names)
        for asked in (["build"], ["mark", ".", "--teacher", "."]):
            said = subprocess.run(
                [sys.executable, "-m", "smmkit.cli", "course", *asked], cwd=tmp_path, capture_output=True, text=True,
                env=os.environ | {"PYTHONPATH": str(tmp_path / "installed"), "SMMKIT_LANG": "en"}, check=False,
            )  # fmt: skip
            assert said.returncode == 1
            assert "a student's copy" in said.stderr
            assert "Traceback" not in said.stderr

    def test_building_again_keeps_what_a_student_wrote(self, built: Built, tmp_path: Path) -> None:
        home = built.out / "students" / "01"
        path = home / "units" / f"{UNIT.name}.ipynb"
        path.write_text(path.read_text(encoding="utf-8").replace("…", TEXT, 1), encoding="utf-8")
        (home / "data").unlink()
        (home / SCRATCH / "changed").mkdir(parents=True)
        (home / SCRATCH / "changed" / "ledger.json").write_text("{}", encoding="utf-8")
        build_class(built.out, [UNIT], lang="es", country="MX", seed=5, students=1, workers=1)
        assert TEXT in path.read_text(encoding="utf-8")
        assert read_answers(home / "answers" / "14.json")["14-source"]["text"] == TEXT
        with zipfile.ZipFile(home.with_suffix(".zip")) as packed:
            assert not [name for name in packed.namelist() if f"/{SCRATCH}/" in name or "/answers/" in name]


def test_the_teachers_page_tells_what_was_written_with_the_data(built: Built) -> None:
    group = read_class(built.teacher)
    slug = group.pupil("01").client.slug
    file, words = built.teacher / "truth" / f"{slug}.toml", course_words("es", "MX", "MXN", course_dir())
    kept, topic = file.read_bytes(), planted_in(group, slug)["topic"]["name"]
    assert topic in pages.teacher_page(group, [UNIT], words)
    try:
        file.write_bytes(kept.replace(f'name = "{topic}"'.encode(), b'name = "un tema de antes"'))
        assert "un tema de antes" in pages.teacher_page(group, [UNIT], words)
        file.unlink()
        with pytest.raises(ConfigError, match="Put the file back"):
            pages.teacher_page(group, [UNIT], words)
    finally:
        file.write_bytes(kept)


class TestRoster:
    def test_no_two_share_a_client_and_the_secret_decides_the_data(self) -> None:
        one, other = (pupils(60, seed=3, secret=secret, country="ES") for secret in (b"one secret", b"other secret"))
        names = [spec.slug for pupil in one for spec in (pupil.client, pupil.quiet)]
        assert len(set(names)) == len(names) == 122
        assert names == [spec.slug for pupil in other for spec in (pupil.client, pupil.quiet)]
        assert not {p.client.seed for p in one} & {p.client.seed for p in other}
        assert {(p.client.platforms, p.client.months) for p in one} == {(one[0].client.platforms, 14)}

    def test_another_version_of_the_program_takes_nobodys_client_away(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        secret = tmp_path / "secret.txt"
        secret.write_text("a secret of the tests")
        group = write_class(tmp_path, "es", "ES", seed=3, students=2)
        had = [(p.number, p.client.slug, p.client.name, p.quiet.slug, p.quiet.name) for p in group.pupils]
        monkeypatch.setattr(roster, "fold", lambda name: fold(f"otra {name}"))  # its clients have other slugs
        grown = write_class(tmp_path, "es", "ES", seed=3, students=4)
        for read in (grown, read_class(tmp_path)):
            has = [(p.number, p.client.slug, p.client.name, p.quiet.slug, p.quiet.name) for p in read.pupils]
            assert has[:3] == had
            assert [number for number, *_ in has] == ["00", "01", "02", "03", "04"]
            assert has[4][1].startswith("otra-")
            assert len({slug for one in has for slug in (one[1], one[3])}) == 10
        assert len(write_class(tmp_path, "es", "ES", seed=3, students=1).pupils) == 5
        for place in ({"country": "ES", "seed": 4}, {"country": "MX", "seed": 3}):
            with pytest.raises(ConfigError, match="--client-seed 3"):
                write_class(tmp_path, "es", students=2, **place)


class TestPins:
    def test_what_the_program_needs_is_pinned_with_hashes_and_names_no_registry(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: dict[str, str] = {}

        def answer(command: list[str], **kwargs: Any) -> SimpleNamespace:
            asked.update(command=" ".join(command), input=kwargs["input"])
            told = "--index-url https://somebody.example/simple\n"
            told += "".join(f"{one} \\\n    --hash=sha256:{'0' * 64}\n" for one in kwargs["input"].split())
            return SimpleNamespace(returncode=0, stdout=told)

        monkeypatch.setattr(pins.shutil, "which", lambda _: "/somewhere/uv")
        monkeypatch.setattr(pins.subprocess, "run", answer)
        pins.write_requirements(tmp_path / "requirements.txt")
        written = (tmp_path / "requirements.txt").read_text(encoding="utf-8")
        assert f"pandas=={version('pandas')}" in asked["input"].split()
        assert "--generate-hashes" in asked["command"]
        assert not [one for one in asked["input"].split() if one.startswith(("smmkit", "pytest=="))]
        assert written.count("--hash=") == len(asked["input"].split()) > 20
        assert "somebody.example" not in written

    def test_without_uv_or_an_answer_one_sentence_says_what_to_do(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        silent = SimpleNamespace(returncode=2, stdout="")
        monkeypatch.setattr(pins.subprocess, "run", lambda *_, **__: silent)
        for place in (None, "/somewhere/uv"):
            monkeypatch.setattr(pins.shutil, "which", lambda _, place=place: place)
            with pytest.raises(RunError, match="--no-pins"):
                pins.write_requirements(tmp_path / "requirements.txt")
        assert not (tmp_path / "requirements.txt").exists()


class TestMark:
    def test_a_zip_that_breaks_inside_is_named_and_harms_no_other(self, tmp_path: Path) -> None:
        for number in ("01", "02"):
            with zipfile.ZipFile(tmp_path / f"{number}.zip", "w", zipfile.ZIP_DEFLATED) as packed:
                packed.writestr("answers/14.json", json.dumps({"answers": {"14-tell": {"complaints": 3}}}) + " " * 9000)
        broken = bytearray((tmp_path / "01.zip").read_bytes())
        broken[45:60] = b"\xff" * 15
        (tmp_path / "01.zip").write_bytes(broken)
        read = read_submissions(tmp_path, SimpleNamespace(students=2))  # type: ignore[arg-type]
        assert [(one.student, one.trouble, list(one.units)) for one in read] == [
            ("01", ["01.zip"], []),
            ("02", [], ["14"]),
        ]

    def test_marks_feedback_and_texts_to_read_come_from_one_command(self, built: Built, tmp_path: Path) -> None:
        handed = tmp_path / "in"
        handed.mkdir()
        for number, place in (("01", built.out / "students" / "01"), ("00", built.teacher)):
            shutil.copytree(place / "answers", handed / f"student-{number}" / "answers")
        (handed / "student-00" / "14_claims_to_test.ipynb").write_text("{broken", encoding="utf-8")
        (handed / "notes.txt").write_text("not a student", encoding="utf-8")
        (handed / "Ana").mkdir()
        (handed / "77.zip").write_bytes(b"")
        args = ["mark", str(handed), "--teacher", str(built.teacher), "--unit", "14", "--out", str(tmp_path / "marks")]
        done = CliRunner().invoke(course, args)
        assert done.exit_code == 1, "a notebook could not be read"
        nobodys = [line for line in done.output.splitlines() if "01.zip" in line]
        assert [line.split()[0] for line in nobodys] == ["77.zip", "Ana"], done.output
        assert "notes.txt" not in done.output
        rows = list(csv.DictReader((tmp_path / "marks" / "marks.csv").open(encoding="utf-8")))
        assert {row["student"]: row["marks_itself"] for row in rows} == {"00": "70", "01": "70"}
        assert "00:" in done.output
        assert "no se puede leer" in done.output
        page = (tmp_path / "marks" / "feedback" / "01" / f"{UNIT.name}.html").read_text(encoding="utf-8")
        assert "de 100 puntos" in page

    def test_what_cannot_be_read_is_named_and_ends_the_command_with_1_also_as_json(
        self, built: Built, tmp_path: Path
    ) -> None:
        handed = tmp_path / "in"
        shutil.copytree(built.out / "students" / "01" / "answers", handed / "01" / "answers")
        args = ["mark", str(handed), "--teacher", str(built.teacher), "--unit", "14", "--out", str(tmp_path / "marks")]
        whole = CliRunner().invoke(course, args)
        assert whole.exit_code == 0, whole.output
        (handed / "01" / f"{UNIT.name}.ipynb").write_bytes(b"x" * (LARGEST + 1))
        for more in ([], ["--json"]):
            done = CliRunner().invoke(course, [*args, *more])
            assert done.exit_code == 1
            assert f"01: 01/{UNIT.name}.ipynb no se puede leer" in done.stderr
        rows = list(csv.DictReader((tmp_path / "marks" / "marks.csv").open(encoding="utf-8")))
        assert [row["marks_itself"] for row in rows] == ["70"]

    def test_an_error_speaks_the_language_of_the_class_whatever_the_readers_is(
        self, built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("SMMKIT_LANG", "en")
        (tmp_path / "in").mkdir()
        with pytest.raises(SystemExit) as stopped:
            main(["course", "mark", str(tmp_path / "in"), "--teacher", str(built.teacher)])
        assert stopped.value.code == 1
        assert "aquí no hay ninguna carpeta ni zip" in capsys.readouterr().err
        copy = tmp_path / "01"
        shutil.copytree(built.out / "students" / "01", copy)
        answers = copy / "answers" / "14.json"
        answers.parent.mkdir(exist_ok=True)
        answers.write_text("[", encoding="utf-8")
        with pytest.raises(SystemExit):
            main(["course", "check", str(copy)])
        assert "esto no es un archivo de respuestas" in capsys.readouterr().err
        sheet = StudentSheet("14", copy, read_student(copy / STUDENT), {"14-tell": {"fields": {"complaints": "int"}}})
        with pytest.raises(DataError, match="esto no es un archivo de respuestas"):
            sheet.answer("14-tell", complaints=3)
        with pytest.raises(ConfigError, match="no se pide colour"):
            sheet.answer("14-tell", colour=3)

    def test_points_given_by_hand_are_added_on_the_next_run(self, tmp_path: Path) -> None:
        sheet = tmp_path / "to_read.csv"
        sheet.write_text("student;exercise;points;remark\n1;14-source;12,5;Good trail\n", encoding="utf-8")
        assert feedback.read_given(sheet) == {("01", "14-source"): (12.5, "Good trail")}

    def test_a_half_right_answer_is_told_what_is_right_and_what_the_usual_error_is(self) -> None:
        unit, words = load_units()["09"], course_words("es", "MX", "MXN", course_dir())
        one = unit.exercises[0]
        marks = {each.id: feedback.Mark(each, 0, ()) for each in unit.exercises if each.marks_itself}
        marks[one.id] = feedback.Mark(one, one.points / 2, ())
        page = feedback.feedback_page(feedback.Result("01", unit, marks, {}, {}), words)
        assert "Sus propios números son correctos" in page
        assert page.count("El error habitual: ") == len(marks)
        assert "El error habitual: contar qué formato" in page

    def test_copied_texts_are_named(self) -> None:
        rows = [
            feedback.Result(student, UNIT, {}, {"14-source": {"text": said}}, {})
            for student, said in (
                ("01", TEXT),
                ("02", TEXT.replace("fifty", "60")),
                ("03", "Quite another text about it. " * 5),
            )
        ]
        rows.append(feedback.Result("04", UNIT, {}, {"14-source": {"text": UNIT.exercises[4].levels[0].sample}}, {}))
        found = feedback.copies(rows)
        assert found["01", "14-source"] == ["02"]
        assert found["04", "14-source"] == ["sample"]
        assert ("03", "14-source") not in found


def test_where_no_group_stands_above_noise_one_group_is_right_beside_what_is_planted() -> None:
    draw = np.random.default_rng(5).normal(0.5, 0.15, (120, 3)).clip(0, 1)
    cloud = pd.DataFrame(draw, columns=["interest_tea", "interest_cake", "interest_work"]).assign(
        revenue=10.0, orders=1
    )
    planted = [{"name": name, "share": 1 / 3, "interests": {"tea": 0.8, "cake": 0.3, "work": 0.3}} for name in "abc"]
    found = KEYS["04-groups"](Case(SimpleNamespace(table=lambda _: cloud), {"segments": planted}))  # type: ignore[arg-type]
    assert [one["groups"]["between"][0] for one in found] == [3, 1]
    assert found[1]["mean"]["between"][0] < float(draw.mean(axis=0).max()) < found[1]["mean"]["between"][1]
    assert found[0]["revenue"] == found[1]["revenue"]


def test_the_chance_of_agreeing_is_known_where_none_of_the_clients_agree() -> None:
    draw = np.random.default_rng(3)
    orders, visits = draw.integers(100, 1100, 400), draw.integers(0, 100_000, 400)
    pairs = zip(orders, visits, strict=True)
    both = [
        {"x": [{"orders": exactly(one), "visits": exactly(other), "verdict": any_of("TEST")}]} for one, other in pairs
    ]
    assert chance_of_agreeing(both, "x") == pytest.approx(1e-3 * 1e-5, rel=0.5)
    # A number that follows from another one proves nothing more, be it twice as large or a quotient.
    twice = [{"x": [{"orders": exactly(one), "twice": exactly(2 * one)}]} for one in orders]
    assert chance_of_agreeing(twice, "x") == pytest.approx(1e-3, rel=0.5)
    each = [
        right["x"][0] | {"each": near(right["x"][0]["visits"]["between"][0] / one, share=1e-4)}
        for right, one in zip(both, orders, strict=True)
    ]
    assert chance_of_agreeing([{"x": [one]} for one in each], "x") == pytest.approx(1e-8, rel=0.6)
    assert chance_of_agreeing([{"x": [{"n": exactly(3)}]}] * 4, "x") == 1


RIGHT = {"format": any_of("carousel"), "more": near(0.3, share=0.1)}


class TestExpected:
    @pytest.mark.parametrize(
        ("given", "refuse", "share"),
        [
            ({"format": "Carousel ", "more": 0.31}, False, 1.0),
            ({"format": "reel", "more": 0.31}, False, 0.5),
            ({"format": "reel", "more": 0.31}, True, 0.0),
            ({"format": "carousel", "more": 0.5}, False, 0.0),
            ({"format": "carousel", "more": True}, False, 0.0),
            ({}, False, 0.0),
        ],
        ids=["right", "guessed word", "not refused", "copied word", "no number", "empty"],
    )
    def test_only_ones_own_number_earns_points(self, given: dict[str, Any], refuse: bool, share: float) -> None:
        assert share_right(given, RIGHT, refuse=refuse) == share

    def test_a_verdict_is_understood_in_both_languages(self) -> None:
        for said in ("NO DATA", "sin datos", "Sin Datos"):
            assert (
                share_right({"verdict": said, "n": 3}, {"verdict": any_of("NO DATA"), "n": exactly(3)}, refuse=True)
                == 1
            )

    def test_a_day_may_be_the_proof(self) -> None:
        assert (
            share_right(
                {"week": "2026-09-28", "name": "x"}, {"week": day("2026-09-28"), "name": any_of("y")}, refuse=False
            )
            == 0.5
        )

    def test_the_drill_is_scored_by_the_card(self) -> None:
        good = [
            "0 community_manager read", "5 community_manager call", "10 community_manager pause", "15 crisis_lead hold",
            "30 crisis_lead facts", "55 approver statement", "60 crisis_lead staff",
        ]  # fmt: skip
        assert steps_right(good, CARD) == 1
        late = [one.replace("5 community_manager call", "42 community_manager call") for one in good]
        assert steps_right(late, CARD) == pytest.approx(5 / 7)  # the call is late, and what stood after it came before
        assert steps_right(["hello", 3, "x y z"], CARD) == 0
        assert steps_right(None, CARD) == 0
