"""What is broken is held against the ledgers of two runs: of the client as it is, and of a changed copy."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from classroom import SECRET, kept, notebook_of, right_answers, right_of, run_unit, student_home
from inprocess import ledger_of

from smmkit.course.cells import student_notebook, tasks_of
from smmkit.course.check import TYPES, hints
from smmkit.course.sheet import PERIOD, SCRATCH
from smmkit.course.teacher.expect import Expected, exactly, ids_right, share_right
from smmkit.course.teacher.keys.broken import ledger_difference
from smmkit.course.teacher.marking import marks_of
from smmkit.course.teacher.roster import Pupil, pupils
from smmkit.course.trial import decided
from smmkit.course.unit import load_units
from smmkit.files import content_digest
from smmkit.ledger import Item, Kind, Verdict
from smmkit.text import Message

UNITS = load_units()
BROKEN = {unit.number: one for unit in UNITS.values() for one in unit.exercises if one.kind == "break"}
CHANGED = {"gone", "changed", "new"}
READ = {"customers.csv", "inbox.csv", "judgements.csv", "sector.csv", "swot_ratings.csv", "market.csv"}


def fact(name: str, value: float | None, verdict: Verdict = Verdict.DECIDE) -> Item:
    return Item(id=name, kind=Kind.EV, title=Message(name), value=value, unit="count", verdict=verdict)


def ledger(*items: Item) -> dict[str, Item]:
    return {item.id: item for item in items}


def test_every_break_it_is_held_against_a_difference_of_ledgers() -> None:
    assert len(BROKEN) >= 3
    for one in BROKEN.values():
        assert {name for name, kind in one.fields.items() if kind == "ids"} == CHANGED
        assert set(one.fields) - CHANGED, "points need a number of one's own"
    for number in BROKEN:
        texts = [one for one in UNITS[number].exercises if not one.marks_itself]
        assert any(one.kind in {"defend", "translate"} for one in texts), "and somebody asks why"


class TestDifference:
    def test_it_tells_what_is_gone_changed_and_new(self) -> None:
        before = ledger(fact("EV-a", 1), fact("EV-b", 2), fact("EV-c", 3), fact("EV-d", 4))
        after = ledger(fact("EV-b", 2), fact("EV-c", 5), fact("EV-d", None, Verdict.NO_DATA), fact("EV-e", 6))
        found = ledger_difference(before, after)
        assert {name: one["ids"] for name, one in found.items()} == {
            "gone": ["EV-a"], "changed": ["EV-c", "EV-d"], "new": ["EV-e"],
        }  # fmt: skip

    def test_a_number_that_is_shown_as_before_is_no_change(self) -> None:
        found = ledger_difference(ledger(fact("EV-a", 1200.0001)), ledger(fact("EV-a", 1200.0002)))
        assert [one["ids"] for one in found.values()] == [[], [], []]


class TestPoints:
    RIGHT: Expected = {  # noqa: RUF012
        "gone": {"ids": ["a", "b"], "of": [*"abcdefgh"]},
        "changed": {"ids": ["c", "d"], "of": [*"abcdefgh"]},
        "new": {"ids": ["x"], "of": []},
    }

    @pytest.mark.parametrize(
        ("gone", "changed", "new", "share"),
        [
            ("ab", "cd", "x", 1.0),
            ("a", "cd", "x", 0.8),
            ("ab", "cde", "x", 0.8),
            ("cd", "ab", "x", 0.0),
            ("", "", "", 0.0),
            ("abcdefgh", "", "", 0.0),
            ("", "abcdefgh", "", 0.0),
            ("ab", "cd", None, 0.0),
        ],
        ids=["right", "one missed", "one too many", "heads changed", "all stay", "all gone", "all changed", "left out"],
    )
    def test_only_what_is_known_beyond_a_blind_answer_counts(
        self, gone: str, changed: str, new: str | None, share: float
    ) -> None:
        given = {"gone": [*gone], "changed": [*changed], "new": new if new is None else [*new]}
        assert ids_right(given, self.RIGHT) == pytest.approx(share)

    @pytest.mark.parametrize("most", ["gone", "changed"])
    def test_where_nearly_all_falls_saying_that_all_falls_earns_nothing(self, most: str) -> None:
        right: Expected = {name: {"ids": [], "of": [*"abcdefgh"]} for name in ("gone", "changed")}
        right[most]["ids"] = [*"abcdefg"]
        assert ids_right({"gone": [], "changed": [], most: [*"abcdefgh"]}, right) == 0
        assert ids_right({"gone": [], "changed": [], most: [*"abcdefg"]}, right) == 1

    def test_where_nothing_falls_only_that_is_right(self) -> None:
        right: Expected = {"gone": {"ids": [], "of": ["a", "b"]}}
        assert ids_right({"gone": []}, right) == 1
        assert ids_right({"gone": ["a"]}, right) == 0

    def test_right_ids_with_a_neighbours_number_earn_nothing(self) -> None:
        ids = {"gone": ["a", "b"], "changed": ["c", "d"], "new": ["x"]}
        right = self.RIGHT | {"orders": exactly(7)}
        assert share_right(ids | {"orders": 7}, right, refuse=False) == 1
        assert share_right(ids | {"orders": 8}, right, refuse=False) == 0

    def test_an_empty_list_is_an_answer_and_a_word_is_none(self) -> None:
        task = {"fields": {"gone": "ids"}}
        assert hints(task, {"gone": []}) == []
        assert hints(task, {"gone": "EV-a"})[0].key == TYPES["ids"].hint
        assert hints(task, {}) != []


@dataclass(frozen=True)
class Broken:
    """A pupil's unit 02 with its solutions run, and what is right in it."""

    home: Path
    pupil: Pupil
    ran: dict[str, Any]
    right: dict[str, list[Expected]]
    files: dict[str, str]

    @property
    def client(self) -> Path:
        return self.home / "data" / "clients" / self.pupil.client.slug


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Broken:
    pupil = pupils(1, seed=21, secret=SECRET, country="ES")[1]
    home = student_home(tmp_path_factory.mktemp("home") / "01", pupil, [UNITS["02"]])
    client = home / "data" / "clients" / pupil.client.slug
    # The unit reads few exports; importing the others would only take time.
    for file in (client / "exports").iterdir():
        if file.name not in READ and not file.match("*-20??_*_*.csv"):
            file.unlink()
    files = {path.name: content_digest(path) for path in client.rglob("*") if path.is_file()}
    ran = run_unit(home, notebook_of(UNITS["02"], pupil), leave=set())
    return Broken(home, pupil, ran, right_of(home, UNITS["02"], pupil), files)


class TestUnit:
    def test_the_solution_earns_every_point_and_blind_answers_none(self, broken: Broken) -> None:
        one, unit = BROKEN["02"], UNITS["02"]
        answer = kept(broken.home, unit)[one.id]
        assert marks_of(unit, {one.id: answer}, broken.right)[one.id].points == one.points
        everything = broken.right[one.id][0]["gone"]["of"]
        for said in ({"gone": []}, {"gone": everything}, {"gone": [], "changed": everything}):
            blind = answer | {"changed": [], "new": []} | said
            assert marks_of(unit, {one.id: blind}, broken.right)[one.id].points == 0
        assert marks_of(unit, broken.ran["naive"], broken.right)[one.id].points == 0

    def test_the_strategy_falls_with_the_fact_it_rests_on(self, broken: Broken) -> None:
        gone = right_answers(broken.right)["02-without-customers"]["gone"]
        assert {"EV-customers-lapsed", "SW-customers-lapsed"} <= set(gone)
        assert any(one.startswith("ST-") for one in gone)

    def test_the_client_and_its_workbook_stay_as_they_were(self, broken: Broken) -> None:
        now = {path.name: content_digest(path) for path in broken.client.rglob("*") if path.is_file()}
        assert now == broken.files
        assert not list((broken.home / "workbooks").rglob("ledger*"))
        assert (broken.home / SCRATCH / "changed").is_dir()

    def test_both_languages_decide_the_same(self, broken: Broken) -> None:
        out, slug = broken.home / SCRATCH / "as_it_is", broken.pupil.client.slug
        found = {lang: decided(broken.client, "02", out=out, period=PERIOD, lang=lang) for lang in ("en", "es")}
        assert {one.id: (one.verdict, one.value) for one in found["en"]} == {
            one.id: (one.verdict, one.value) for one in found["es"]
        }
        said = broken.ran["scope"]["before"]
        assert [*said.index] == [one.id for one in found["es"]]
        assert (out / slug / PERIOD).is_dir()

    def test_nothing_of_what_falls_is_in_a_students_copy(self, broken: Broken) -> None:
        unit = UNITS["02"]
        told = json.dumps([student_notebook(notebook_of(unit, broken.pupil)), tasks_of(unit)])
        for name in ("gone", "changed", "new"):
            assert not [one for one in broken.right["02-without-customers"][0][name]["ids"] if one in told]


@pytest.mark.heavy
@pytest.mark.parametrize("part", sorted(BROKEN))
def test_what_is_run_for_the_ledger_alone_is_what_the_whole_notebook_records(
    part: str, broken: Broken, tmp_path: Path
) -> None:
    whole = ledger_of(broken.client.name, data=broken.home / "data", out=tmp_path / "whole", only=[part])
    alone = decided(broken.client, part, out=tmp_path / "alone", period=PERIOD, lang="en")
    assert {one.id: one for one in alone} == dict(whole)
