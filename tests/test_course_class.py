"""A class from build to marks: clients of one's own, nothing of the truth handed out, points for what is right."""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from classroom import run_unit
from click.testing import CliRunner

from smmkit.cli.course import course
from smmkit.course.answers import read_answers
from smmkit.course.teacher import feedback
from smmkit.course.teacher.build import build_class
from smmkit.course.teacher.expect import Case, any_of, day, exactly, near, share_right, steps_right
from smmkit.course.teacher.keys import KEYS
from smmkit.course.teacher.keys.crisis import CARD
from smmkit.course.teacher.marking import expected_of, marks_of
from smmkit.course.teacher.roster import pupils, read_class
from smmkit.course.teacher.wheel import write_student_wheel
from smmkit.course.unit import Unit, load_units

UNIT = load_units()["14"]
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
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

    @pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine (Debian: apt-get install chromium)")
    def test_every_page_of_a_class_is_readable_by_everybody_and_whole_on_a_telephone(self, built: Built) -> None:
        from axe_playwright_python.sync_playwright import Axe
        from playwright.sync_api import sync_playwright

        found = sorted(built.out.rglob("*.html"))
        assert {"teacher.html", "index.html"} <= {path.name for path in found}
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(viewport={"width": 390, "height": 844})
            for path in found:
                page.goto(path.as_uri())
                results = Axe().run(page)
                assert results.violations_count == 0, f"{path.name}: {results.generate_report()}"
                assert page.evaluate("document.documentElement.scrollWidth") <= 391, path.name
            browser.close()

    def test_the_students_wheel_lacks_what_marks_and_what_is_sampled(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(write_student_wheel(tmp_path)) as wheel:
            names = wheel.namelist()
            content = b"".join(wheel.read(name) for name in names)
        assert not [name for name in names if "course/teacher" in name or "notebooks/course" in name]
        assert UNIT.exercises[-1].levels[0].sample.encode() not in content
        assert "smmkit/course/sheet.py" in names
        assert any(name.endswith("09_results_analysis.ipynb") for name in names)

    def test_building_again_keeps_what_a_student_wrote(self, built: Built, tmp_path: Path) -> None:
        home = built.out / "students" / "01"
        path = home / "units" / f"{UNIT.name}.ipynb"
        path.write_text(path.read_text(encoding="utf-8").replace("…", TEXT, 1), encoding="utf-8")
        (home / "data").unlink()
        build_class(built.out, [UNIT], lang="es", country="MX", seed=5, students=1, workers=1)
        assert TEXT in path.read_text(encoding="utf-8")
        assert read_answers(home / "answers" / "14.json")["14-source"]["text"] == TEXT


class TestRoster:
    def test_no_two_share_a_client_and_the_secret_decides_the_data(self) -> None:
        one, other = (pupils(60, seed=3, secret=secret, country="ES") for secret in (b"one secret", b"other secret"))
        names = [spec.slug for pupil in one for spec in (pupil.client, pupil.quiet)]
        assert len(set(names)) == len(names) == 122
        assert names == [spec.slug for pupil in other for spec in (pupil.client, pupil.quiet)]
        assert not {p.client.seed for p in one} & {p.client.seed for p in other}
        assert {(p.client.platforms, p.client.months) for p in one} == {(one[0].client.platforms, 14)}


class TestMark:
    def test_marks_feedback_and_texts_to_read_come_from_one_command(self, built: Built, tmp_path: Path) -> None:
        handed = tmp_path / "in"
        handed.mkdir()
        for number, place in (("01", built.out / "students" / "01"), ("00", built.teacher)):
            shutil.copytree(place / "answers", handed / f"student-{number}" / "answers")
        (handed / "student-00" / "14_claims_to_test.ipynb").write_text("{broken", encoding="utf-8")
        (handed / "notes.txt").write_text("not a student", encoding="utf-8")
        args = ["mark", str(handed), "--teacher", str(built.teacher), "--unit", "14", "--out", str(tmp_path / "marks")]
        done = CliRunner().invoke(course, args)
        assert done.exit_code == 0, done.output
        rows = list(csv.DictReader((tmp_path / "marks" / "marks.csv").open(encoding="utf-8")))
        assert {row["student"]: row["marks_itself"] for row in rows} == {"00": "70", "01": "70"}
        assert "00:" in done.output
        assert "cannot be read" in done.output
        page = (tmp_path / "marks" / "feedback" / "01" / f"{UNIT.name}.html").read_text(encoding="utf-8")
        assert "de 100 puntos" in page

    def test_points_given_by_hand_are_added_on_the_next_run(self, tmp_path: Path) -> None:
        sheet = tmp_path / "to_read.csv"
        sheet.write_text("student;exercise;points;remark\n1;14-source;12,5;Good trail\n", encoding="utf-8")
        assert feedback.read_given(sheet) == {("01", "14-source"): (12.5, "Good trail")}

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
    cloud = pd.DataFrame(draw, columns=["interest_tea", "interest_cake", "interest_work"]).assign(revenue=10.0)
    planted = [{"name": name, "share": 1 / 3, "interests": {"tea": 0.8, "cake": 0.3, "work": 0.3}} for name in "abc"]
    found = KEYS["04-groups"](Case(SimpleNamespace(table=lambda _: cloud), {"segments": planted}))  # type: ignore[arg-type]
    assert [one["groups"]["between"][0] for one in found] == [3, 1]
    assert found[1]["mean"]["between"][0] < float(draw.mean(axis=0).max()) < found[1]["mean"]["between"][1]
    assert found[0]["revenue"] == found[1]["revenue"]


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
