"""The canonical tables: records, empty tables, rules and their pandera models."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pandera.errors
import pytest

from smmkit.schema import DTYPES, HAND_KEPT, TABLES, Table, conform, empty, model, violations
from smmkit.text import Text

ROOT = Path(__file__).resolve().parents[1]


def costs(**changed: object) -> pd.DataFrame:
    row = {
        "day": "2026-10-01",
        "line": "meta-ads",
        "kind": "ads",
        "amount": 10.5,
        "source_file": "costs.csv",
        "source_row": 2,
    }
    return conform(pd.DataFrame([row | changed]), "costs")


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_table_has_every_column_and_keeps_the_rules(name: str) -> None:
    table = empty(name)
    assert tuple(table.columns) == TABLES[name].names
    assert [str(dtype) for dtype in table.dtypes] == [DTYPES[column.kind] for column in TABLES[name].columns]
    assert violations(table, name).empty
    model(name).validate(table)


@pytest.mark.parametrize("name", TABLES)
def test_the_key_is_made_of_columns(name: str) -> None:
    assert set(TABLES[name].key) <= set(TABLES[name].names)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_what_a_record_says_of_its_table_is_about_its_own_columns(table: Table) -> None:
    named = {table.when, *table.read_from, *(table.by_hand.header if table.by_hand else ())} - {""}
    assert named <= set(table.names)
    assert not table.when or table.column(table.when).kind in {"day", "time"}
    assert not table.tells_month or table.when


def test_every_table_a_notebook_reads_says_that_this_notebook_needs_it() -> None:
    every: set[str] = set()
    for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb")):
        used = set(re.findall(r"\.(?:table|month|between|require)\(\\?\"(\w+)", path.read_text(encoding="utf-8")))
        unsaid = {name for name in used if path.name[:2] not in TABLES[name].needed_by}
        assert not unsaid, f"{path.name} reads {unsaid}"
        every |= used
    assert len(every) > 10


def test_tables_known_by_their_headers_alone_are_told_apart() -> None:
    alone = [table for table in HAND_KEPT if not table.by_hand.by_name]
    assert len(alone) > 1
    for one in alone:
        for other in alone:
            assert one is other or not set(one.by_hand.header) <= set(other.by_hand.header), (one.name, other.name)


def test_what_is_missing_stays_missing() -> None:
    table = conform(pd.DataFrame({"platform": ["x"], "post_id": ["1"], "views": [None]}), "posts")
    assert table["views"].isna().all()
    assert table["likes"].isna().all()


def test_a_broken_cell_is_named_with_file_row_column_value_and_rule() -> None:
    (broken,) = violations(costs(kind="beer"), "costs").to_dict("records")
    assert (broken["file"], broken["row"], broken["column"], broken["value"]) == ("costs.csv", 2, "kind", "beer")
    assert Text("en")(broken["rule"]).startswith("it must be one of ads, production")


BROKEN = {
    "not allowed": {"kind": "beer"},
    "too small": {"hours": -1.0},
    "required": {"amount": None},
}


@pytest.mark.parametrize("changed", BROKEN.values(), ids=BROKEN)
def test_pandera_refuses_what_the_rules_refuse(changed: dict[str, object]) -> None:
    table = costs(**changed)
    (broken,) = violations(table, "costs")["column"]
    with pytest.raises(pandera.errors.SchemaErrors) as caught:
        model("costs").validate(table, lazy=True)
    assert set(caught.value.failure_cases["column"]) == {broken}


def test_a_good_table_passes_both() -> None:
    assert violations(costs(), "costs").empty
    model("costs").validate(costs())


def test_interests_are_an_open_set_of_columns() -> None:
    table = conform(pd.DataFrame({"customer_id": ["1"], "interest_coffee": [0.5]}), "customers")
    assert table["interest_coffee"].tolist() == [0.5]


def test_conform_does_not_touch_its_input() -> None:
    given = pd.DataFrame({"day": ["2026-10-01"], "line": ["a"]})
    before = given.copy()
    conform(given, "costs")
    pd.testing.assert_frame_equal(given, before)
