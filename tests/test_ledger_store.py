"""The ledger on disk: parts, their merge, and two writers at once."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from ledgers import evidence, proposal

from smmkit.errors import DataError
from smmkit.ledger import read_ledger, read_part, write_part

EV = evidence("EV-a")
ST = proposal("ST-a", "EV-a")
BL = proposal("BL-a", "ST-a", value=450.0, unit="money")


def test_parts_are_merged_into_one_ledger(tmp_path: Path) -> None:
    write_part(tmp_path, "01", [EV])
    merged = write_part(tmp_path, "02", [ST])
    assert list(merged) == ["EV-a", "ST-a"]
    assert dict(read_ledger(tmp_path)) == dict(merged)
    assert [item.id for item in read_part(tmp_path, "02") or []] == ["ST-a"]


def test_a_client_without_a_run_has_an_empty_ledger(tmp_path: Path) -> None:
    assert len(read_ledger(tmp_path)) == 0
    assert read_part(tmp_path, "01") is None


def test_writing_the_same_items_again_leaves_the_same_bytes(tmp_path: Path) -> None:
    write_part(tmp_path, "01", [EV, ST])
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.json")}
    write_part(tmp_path, "01", [ST, EV])
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.json")} == before


def test_a_notebook_replaces_its_own_items_only(tmp_path: Path) -> None:
    write_part(tmp_path, "01", [EV, evidence("EV-old")])
    write_part(tmp_path, "02", [ST])
    assert list(write_part(tmp_path, "01", [EV])) == ["EV-a", "ST-a"]


def test_what_no_longer_resolves_is_left_out_until_its_notebook_runs_again(tmp_path: Path) -> None:
    write_part(tmp_path, "01", [EV])
    write_part(tmp_path, "02", [ST])
    write_part(tmp_path, "06", [BL])
    assert list(write_part(tmp_path, "01", [evidence("EV-b")])) == ["EV-b"]
    assert list(write_part(tmp_path, "01", [EV])) == ["BL-a", "EV-a", "ST-a"]


def test_a_measure_only_an_older_version_knew_is_a_sentence_and_the_next_run_replaces_it(tmp_path: Path) -> None:
    write_part(tmp_path, "01", [evidence("EV-pace", unit="ratio", metric="pace", definition=None)])
    for path in (tmp_path / "ledger.json", tmp_path / "ledger" / "01.json"):
        path.write_text(path.read_text("utf-8").replace('"metric": "pace"', '"metric": "pace_ratio"'), "utf-8")
    for read in (lambda: read_ledger(tmp_path), lambda: read_ledger(tmp_path, before="02")):
        with pytest.raises(DataError, match=r"01|ledger.json.*no metric 'pace_ratio'.*Run the client again"):
            read()
    assert list(write_part(tmp_path, "00", [EV])) == ["EV-a"]
    assert list(write_part(tmp_path, "01", [evidence("EV-pace")])) == ["EV-a", "EV-pace"]


def test_an_id_belongs_to_the_earliest_notebook_that_records_it(tmp_path: Path) -> None:
    write_part(tmp_path, "01", [EV])
    with pytest.raises(DataError, match="EV-a: an earlier notebook records it already"):
        write_part(tmp_path, "02", [EV])
    write_part(tmp_path, "02", [evidence("EV-b", 0.5)])
    assert write_part(tmp_path, "01", [EV, evidence("EV-b", 0.2)])["EV-b"].value == 0.2


def test_a_part_cannot_rest_on_a_later_one(tmp_path: Path) -> None:
    write_part(tmp_path, "02", [EV])
    with pytest.raises(DataError, match="ST-a: it rests on EV-a"):
        write_part(tmp_path, "01", [ST])


def test_a_refused_part_changes_nothing(tmp_path: Path) -> None:
    write_part(tmp_path, "01", [EV])
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.json")}
    with pytest.raises(DataError):
        write_part(tmp_path, "01", [EV, BL])
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.json")} == before


def test_a_part_may_rest_on_the_plan(tmp_path: Path) -> None:
    assert "BL-a" in write_part(tmp_path, "06", [BL], known={"ST-a"})


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"format": "other", "items": []}', '{"format"'])
def test_a_broken_ledger_is_named_with_what_to_do(tmp_path: Path, content: str) -> None:
    (tmp_path / "ledger.json").write_text(content)
    with pytest.raises(DataError, match=r"ledger.json: .*run the client again"):
        read_ledger(tmp_path)


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    parts = [f"{n:02d}" for n in range(12)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda part: write_part(tmp_path, part, [evidence(f"EV-{part}")]), parts * 3))
    assert list(read_ledger(tmp_path)) == [f"EV-{part}" for part in parts]
    assert not list(tmp_path.rglob(".writing-*"))


def test_neither_the_time_zone_nor_the_locale_of_the_machine_changes_a_byte(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[2]); from ledgers import chain;"
        "from smmkit.ledger import write_part; write_part(Path(sys.argv[1]), '01', chain().values())"
    )
    written = []
    for zone, locale in (("UTC", "C.UTF-8"), ("Pacific/Auckland", "es_ES.UTF-8")):
        out = tmp_path / zone.replace("/", "-")
        out.mkdir()
        command = [sys.executable, "-c", program, str(out), str(Path(__file__).parent)]
        subprocess.run(
            command, check=True, env={**os.environ, "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": "random"}
        )
        written.append((out / "ledger.json").read_bytes())
    assert written[0] == written[1]
