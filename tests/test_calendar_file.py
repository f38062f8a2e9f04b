"""The client's own calendar: read as a spreadsheet leaves it, never guessed at, nothing of it lost."""

import pytest

from smmkit.errors import ConfigError
from smmkit.plan.calendar import load_calendar
from smmkit.schema import TABLES

HEADER = "post_id,on,at,network,state,copy,Mood board\n"


def calendar(tmp_path, written, encoding="utf-8"):
    folder = tmp_path / "cafe"
    folder.mkdir(exist_ok=True)
    (folder / "calendar.csv").write_bytes(written.encode(encoding))
    return load_calendar(folder)


def test_a_client_without_a_calendar_has_an_empty_one(tmp_path):
    table = load_calendar(tmp_path)
    assert table.empty
    assert tuple(table.columns) == TABLES["calendar"].names


def test_columns_nobody_knows_are_kept_as_they_are(tmp_path):
    table = calendar(tmp_path, HEADER + "a,2026-10-31,9:30,instagram,client ok,Hola,warm\n")
    row = table.iloc[0]
    assert (str(row["on"])[:10], row["at"], row["state"], row["mood_board"]) == (
        "2026-10-31", "09:30", "client_ok", "warm",
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_what_a_spreadsheet_made_of_it_is_read_all_the_same(tmp_path, encoding):
    written = "sep=;\n# remark\npost_id;on;at;copy\na;31/10/2026;18:30:00;Café; con leche\n".replace(
        "Café; con leche", '"Café; con leche"'
    )
    row = calendar(tmp_path, written, encoding).iloc[0]
    assert (str(row["on"])[:10], row["at"], row["copy"]) == ("2026-10-31", "18:30", "Café; con leche")


WRONG = {
    "no id column": ("on,copy\n2026-10-31,x\n", r"cafe/calendar.csv, row 1: no column post_id \(found: on, copy\)"),
    "empty file": ("", r"no column post_id \(found: nothing\)"),
    "a column twice": ("post_id,on,On\na,,\n", "two columns are called on"),
    "no id": (HEADER + "a,2026-10-31,,,,,\n,2026-11-01,,,,x,\n", "row 3: post_id is empty"),
    "an id twice": (HEADER + "a,,,,,,\n\na,,,,,,\n", "row 4: post_id a stands in row 2 too"),
    "no day": (HEADER + "a,2026-10-31,,,,,\nb,tomorrow,,,,,\n", "row 3: on is 'tomorrow', which is no day"),
    "two orders": (HEADER + "a,05/10/2026,,,,,\n", "row 2: on is '05/10/2026', which may be the day or the month"),
    "no time": (HEADER + "a,2026-10-31,25:00,,,,\n", "row 2: at is '25:00'"),
    "network": (HEADER + "a,2026-10-31,18:30,myspace,,,\n", "row 2: network is 'myspace'. Write one of: facebook"),
    "state": (HEADER + "a,2026-10-31,18:30,x,later,,\n", "row 2: state is 'later'. Write one of: idea, draft"),
    "too wide": (HEADER + "a,2026-10-31,18:30,x,idea,Hello, you,warm\n", "row 2: 8 cells under 7 columns"),
}


@pytest.mark.parametrize(("written", "said"), WRONG.values(), ids=WRONG)
def test_a_bad_file_is_one_sentence_with_its_row(tmp_path, written, said):
    with pytest.raises(ConfigError, match=said) as caught:
        calendar(tmp_path, written)
    assert "\n" not in str(caught.value)
