"""The calendar goes out and comes back: nothing a human wrote is lost, an approval covers what was seen."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import icalendar
import openpyxl
import pytest
import vobject

from smmkit import schema
from smmkit.errors import ConfigError
from smmkit.ledger import Ledger
from smmkit.measures.alarm import AlarmHistory
from smmkit.measures.readings import Facts
from smmkit.period import Period
from smmkit.plan import Plan, parse_plan
from smmkit.plan.approvals import UNRECORDED, PostState, approval_of, approved, content_hash
from smmkit.plan.calendar import load_calendar
from smmkit.plan.calendar_answers import answered
from smmkit.plan.calendar_sheet import STATE_WORDS, Merged, as_rows, merged, read_sheet
from smmkit.plan.calendar_write import calendar_text, change_calendar
from smmkit.text import Text
from smmkit.topics.calendar.analysis.campaigns import KINDS
from smmkit.topics.calendar.analysis.run_sheets import LIVE, run_sheet
from smmkit.topics.calendar.documents.ics import events_file, utc_moment
from smmkit.topics.calendar.documents.workbook import workbook_of

DAY = date(2026, 11, 3)
ROW = {
    "post_id": "a",
    "on": "2026-11-04",
    "at": "18:00",
    "network": "instagram",
    "state": "draft",
    "copy": "Hola",
    "mood": "warm",
}


def lay(calendar, sheet, base):
    return merged(calendar, sheet, base, role="social_media_manager", on=DAY)


def test_only_what_a_human_changed_is_written_and_unknown_columns_stay() -> None:
    base = {"a": {k: v for k, v in ROW.items() if k != "mood"}}
    found = lay([ROW], [{**base["a"], "copy": "Buenas"}], base)
    assert found.rows == ({**ROW, "copy": "Buenas"},)
    assert (found.changed, found.added, found.conflicts) == (1, 0, ())


@pytest.mark.parametrize(("role", "state"), [("approver", "client_ok"), ("crisis_lead", "internal_ok")])
def test_only_who_approves_gives_the_clients_yes_in_a_sheet(role: str, state: str) -> None:
    found = merged([ROW], [{**ROW, "state": "client_ok"}], {"a": ROW}, role=role, on=DAY)
    row, told = found.rows[0], " ".join(map(Text("en", country="ES"), found.told()))
    assert (row["state"], row[f"{state}_by"], row.get("client_ok_by", "")) == (
        state, role, role if state == "client_ok" else "",
    )  # fmt: skip
    assert ("counts as the team's" in told) is (state == "internal_ok")
    # A yes that stands already is nobody's to lower by importing the sheet again.
    post = {**ROW, **approved(ROW, "client_ok", role="approver", on=DAY)}
    again = merged([post], [{**ROW, "state": "client_ok", "at": "19:00"}], {"a": {**ROW, "state": "client_ok"}},
                   role="community_manager", on=DAY)  # fmt: skip
    assert (again.rows[0]["state"], again.rows[0]["client_ok_by"], again.lowered) == ("client_ok", "approver", ())


def test_a_cell_two_people_changed_stays_and_is_listed() -> None:
    base = {"a": {**ROW, "copy": "before"}}
    found = lay([ROW], [{**base["a"], "copy": "theirs"}], base)
    assert found.rows[0]["copy"] == "Hola"
    assert [(one.column, one.kept, one.refused) for one in found.conflicts] == [("copy", "Hola", "theirs")]


def test_a_cell_the_calendar_changed_since_is_not_set_back_by_an_old_sheet() -> None:
    base = {"a": {**ROW, "copy": "before"}}
    assert lay([ROW], [base["a"]], base).rows == (ROW,)


def test_a_proposed_post_enters_the_calendar_once_somebody_touches_it() -> None:
    base = {"a": ROW, "new": {"post_id": "new", "network": "facebook", "state": "idea", "copy": ""}}
    untouched = lay([ROW], [base["a"], base["new"]], base)
    assert untouched.added == 0
    touched = lay([ROW], [base["a"], {**base["new"], "copy": "Texto"}], base)
    assert touched.added == 1
    assert touched.rows[1]["copy"] == "Texto"


def test_an_approval_nobody_recorded_is_told_so_and_a_draft_needs_none() -> None:
    assert approval_of({**ROW, "state": "scheduled"}) == PostState("scheduled", UNRECORDED)
    assert approval_of({**ROW, "state": "draft"}) == PostState("draft")
    assert approval_of({**ROW, "state": float("nan")}) == PostState("idea")
    assert content_hash({**ROW, "link": float("nan")}) == content_hash({**ROW, "link": " "})


def test_an_approval_keeps_role_day_and_content_and_falls_when_the_content_changes() -> None:
    post = {**ROW, **approved(ROW, "client_ok", role="approver", on=DAY)}
    assert (post["client_ok_by"], post["client_ok_on"], post["client_ok_hash"]) == (
        "approver",
        "2026-11-03",
        content_hash(ROW),
    )
    assert approval_of(post).state == "client_ok"
    assert approval_of({**post, "at": "20:00"}).state == "client_ok"
    for column, value in (("copy", "Otro"), ("asset", "b.jpg"), ("link", "https://x.example"), ("network", "facebook")):
        assert approval_of({**post, column: value}).state == "draft", column
    scheduled = {**post, "state": "scheduled", "copy": "Otro"}
    found = lay([{**post, "state": "scheduled"}], [scheduled], {"a": {**post, "state": "scheduled"}})
    assert found.fallen == ("a",)
    assert found.rows[0]["state"] == "draft"


def answer_file(tmp_path, **more):
    content = {"client": "cafe", "by": "Dirección", "on": "2026-11-03", "answers": [
        {"id": "a", "hash": content_hash(ROW), "choice": "approved", "note": "bien"},
        {"id": "b", "hash": "old", "choice": "approved", "note": ""}]}  # fmt: skip
    path = tmp_path / "approval.json"
    path.write_text(json.dumps({**content, **more}), encoding="utf-8")
    return path


def taken(rows, path):
    roles = {"Dirección": "approver", "approver": "approver", "community_manager": "community_manager"}
    return answered(rows, path, client="cafe", proposed={}, roles=roles, today=date(2026, 11, 4))


def test_an_answer_counts_only_for_what_was_seen(tmp_path) -> None:
    other = {**ROW, "post_id": "b", "copy": "changed since"}
    found = taken([ROW, other], answer_file(tmp_path))
    assert found.rows[0]["state"] == "client_ok"
    assert found.rows[0]["client_ok_by"] == "approver"
    assert found.rows[0]["client_note"] == "bien"
    assert found.rows[1] == other
    assert found.fallen == ("b",)


def test_another_clients_answer_is_refused(tmp_path) -> None:
    with pytest.raises(ConfigError, match="belongs to bar, not to cafe"):
        taken([ROW], answer_file(tmp_path, client="bar"))
    with pytest.raises(ConfigError, match="no answer of an approval page"):
        taken([ROW], answer_file(tmp_path, on="tomorrow"))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"by": "Ana Pérez"}, "no role of cafe"),
        ({"on": "2026-11-05"}, "a day that has not come"),
        ({"answers": ["a"]}, "no answer of an approval page"),
        ({"answers": 3}, "no answer of an approval page"),
        ({"answers": [None]}, "no answer of an approval page"),
    ],
)
def test_a_forged_answer_is_refused_in_a_sentence(tmp_path, change, sentence) -> None:
    with pytest.raises(ConfigError, match=sentence):
        taken([ROW], answer_file(tmp_path, **change))


def test_only_who_approves_speaks_for_the_client(tmp_path) -> None:
    found = taken([ROW], answer_file(tmp_path, by="community_manager"))
    assert found.rows[0]["state"] == "internal_ok"
    assert found.rows[0]["internal_ok_by"] == "community_manager"
    for answer in ({}, {"id": "a", "hash": content_hash(ROW), "choice": "yes, all of it"}):
        assert taken([ROW], answer_file(tmp_path, answers=[answer])).rows == (ROW,)


def test_the_calendar_is_written_whole_with_its_own_columns(tmp_path) -> None:
    (tmp_path / "calendar.csv").write_text(
        "post_id,on,copy,Mood board\na,2026-11-04,=HYPERLINK(1),warm\n", encoding="utf-8"
    )
    change_calendar(tmp_path, lambda rows: Merged(tuple({**row, "state": "draft"} for row in rows), 1, 0, (), ()))
    row = load_calendar(tmp_path).iloc[0]
    assert (row["state"], row["copy"], row["mood_board"], str(row["on"])[:10]) == (
        "draft",
        "=HYPERLINK(1)",
        "warm",
        "2026-11-04",
    )


def test_a_change_that_would_spoil_the_calendar_writes_nothing(tmp_path) -> None:
    before = calendar_text([ROW])
    (tmp_path / "calendar.csv").write_text(before, encoding="utf-8")
    # The row of the sentence is a row of no file anybody has: the post is named, in plain words.
    said = rf"^{ROW['post_id']}: state is 'nonsense'\. Write one of.*Nothing was written"
    with pytest.raises(ConfigError, match=said):
        change_calendar(tmp_path, lambda rows: Merged(({**rows[0], "state": "nonsense"},), 1, 0, (), ()))
    assert (tmp_path / "calendar.csv").read_text(encoding="utf-8") == before


def test_a_file_that_is_no_calendar_is_refused_in_a_sentence(tmp_path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(ConfigError, match="no sheet with a column post_id"):
        read_sheet(tmp_path / "x.xlsx")


LINE = {"post_id": "a", "on": "2026-10-24", "at": "19:00", "network": "instagram", "format": "image", "title": "Feria",
        "subject": "x", "holds": "draft", "paused": False, "tagged": "", "copy": "", "note": ""}  # fmt: skip
STAMP = datetime(2026, 10, 31, tzinfo=UTC)


def ics(lines, before=b"", zone="Europe/Madrid"):
    return events_file(lines, before, slug="cafe", zone=zone, stamp=STAMP, text=Text("es", country="ES"))


def events(content):
    return {str(one["uid"]): one for one in icalendar.Calendar.from_ical(content).walk("VEVENT")}


@pytest.mark.parametrize(
    ("zone", "day", "utc"),
    [
        ("Europe/Madrid", "2026-10-24", "2026-10-24T17:00"), ("Europe/Madrid", "2026-10-26", "2026-10-26T18:00"),
        ("America/Mexico_City", "2026-07-01", "2026-07-02T01:00"),
        ("America/Mexico_City", "2026-12-01", "2026-12-02T01:00"),
        ("America/Denver", "2026-10-31", "2026-11-01T01:00"), ("America/Denver", "2026-11-02", "2026-11-03T02:00"),
    ],
)  # fmt: skip
def test_seven_in_the_evening_is_exact_over_the_change_of_clocks(zone: str, day: str, utc: str) -> None:
    assert utc_moment(day, "19:00", zone).isoformat()[:16] == utc
    event = events(ics([{**LINE, "on": day}], zone=zone))["a@cafe.smmkit"]
    assert event.decoded("dtstart").isoformat()[:16] == utc


def test_lines_are_short_and_end_as_the_rfc_says() -> None:
    written = ics([{**LINE, "title": "ñandú " * 60, "copy": "<script>alert(1)</script>\n=HYPERLINK(1),;"}])
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert b"\n" not in written.replace(b"\r\n", b"")
    assert str(events(written)["a@cafe.smmkit"]["description"]).startswith("borrador\n<script>")


def test_the_sequence_rises_only_where_something_changed_and_what_is_gone_is_cancelled() -> None:
    first = ics([LINE, {**LINE, "post_id": "b", "on": "2026-10-26"}])
    assert ics([LINE, {**LINE, "post_id": "b", "on": "2026-10-26"}], first) == first
    second = ics([{**LINE, "at": "20:00"}], first)
    assert int(events(second)["a@cafe.smmkit"]["sequence"]) == 1
    gone = events(second)["b@cafe.smmkit"]
    assert (str(gone["status"]), int(gone["sequence"])) == ("CANCELLED", 1)
    assert ics([{**LINE, "at": "20:00"}], second) == second


def test_what_a_client_approved_is_confirmed_and_a_crisis_makes_it_tentative() -> None:
    assert str(events(ics([{**LINE, "holds": "client_ok"}]))["a@cafe.smmkit"]["status"]) == "CONFIRMED"
    stopped = events(ics([{**LINE, "holds": "scheduled", "paused": True}]))["a@cafe.smmkit"]
    assert str(stopped["status"]) == "TENTATIVE"
    assert "pausa por el plan de crisis" in str(stopped["description"])


def book_of(text: Text, folder: Path) -> SimpleNamespace:
    roles = SimpleNamespace(names={"community_manager": "Quien lleva la comunidad"})
    return SimpleNamespace(
        text=text, plan=Plan(), period=Period("2026-10"), table=schema.empty, alarm=AlarmHistory(),
        client=SimpleNamespace(roles=roles, folder=folder, subjects=SUBJECTS), facts=Facts({}), ledger=Ledger([]),
    )  # fmt: skip


SUBJECTS = {"price": "what it costs", "trail": "riding off the road", "tech": "parts and mechanics"}


MORE = {"week": "2026-w45", "purpose": "tell", "origin": "client", "holds": "draft", "note": "", "paused": False,
        "tagged": "", "idea": "", "subject": "what it costs"}  # fmt: skip


@pytest.mark.parametrize(("lang", "country"), [("en", "US"), ("es", "ES"), ("es", "MX")])
def test_the_sheet_speaks_the_reader_s_language_and_comes_back_as_the_calendar_s(
    tmp_path: Path, root: Path, lang: str, country: str
) -> None:
    text = Text(lang, country=country)
    rows = as_rows(load_calendar(root / "data" / "clients" / "ridgeline-bikes"))[-6:]
    path = tmp_path / "calendar.xlsx"
    path.write_bytes(workbook_of([{**row, **MORE} for row in rows], book_of(text, tmp_path)))
    found, base = read_sheet(path)
    assert lay(rows, found, base).changed == 0
    page = openpyxl.load_workbook(path)
    sheet = page.worksheets[0]
    heads = [str(cell.value) for cell in sheet[1]]
    assert not {"on", "at", "copy", "post_id"} & set(heads)
    said = {text.word(word): state for state, word in STATE_WORDS.items()}
    state, carousel = heads.index(text.word("State")) + 1, heads.index(text.word("Format")) + 1
    assert {str(sheet.cell(line, state).value) for line in range(2, 8)} <= set(said)
    sheet.cell(2, state).value = text.word("approved by the client")
    sheet.cell(3, carousel).value = text.word("carousel")
    page.save(path)
    sheet, base = read_sheet(path)
    team = lay(rows, sheet, base)
    assert team.lowered == (rows[0]["post_id"],)
    assert {row["post_id"]: row["state"] for row in team.rows}[rows[0]["post_id"]] == "internal_ok"
    kept = {row["post_id"]: row for row in merged(rows, sheet, base, role="approver", on=DAY).rows}
    assert (kept[rows[0]["post_id"]]["state"], kept[rows[1]["post_id"]]["format"]) == ("client_ok", "carousel")
    assert [kept[row["post_id"]]["owner"] for row in rows] == [row["owner"] for row in rows]


def test_the_sheet_names_subjects_and_entries_of_the_plan_and_takes_back_their_ids(tmp_path: Path, root: Path) -> None:
    own = as_rows(load_calendar(root / "data" / "clients" / "ridgeline-bikes"))[-6:]
    rows = [{**row, "axis": axis, "objective": "OB-err", "segment": "Families"}
            for row, axis in zip(own, ["price", "trail", "tech"] * 2, strict=True)]  # fmt: skip
    book = book_of(Text("en", country="US"), tmp_path)
    book.plan = parse_plan('[[objectives]]\nid = "OB-err"\ntitle = "More answers: 5%"\nmetric = "err"\n')
    path = tmp_path / "calendar.xlsx"
    path.write_bytes(workbook_of([{**row, **MORE} for row in rows], book))
    found, base = read_sheet(path)
    assert lay(rows, found, base).changed == 0
    page = openpyxl.load_workbook(path)
    sheet = page.worksheets[0]
    heads = [str(cell.value) for cell in sheet[1]]
    axis, goal, group = (heads.index(name) + 1 for name in ("Subject", "Objective", "Segment"))
    assert {sheet.cell(line, axis).value for line in range(2, 8)} == set(SUBJECTS.values())
    assert {sheet.cell(line, goal).value for line in range(2, 8)} == {"More answers"}
    assert {sheet.cell(line, group).value for line in range(2, 8)} == {"Families"}
    assert not {str(cell.value) for cell in page["Approvals"]["A"]} & {row["post_id"] for row in rows}
    sheet.cell(2, axis).value, sheet.cell(3, axis).value = "riding off the road", "spare parts"
    page.save(path)
    changed = lay(rows, *read_sheet(path))
    kept = {row["post_id"]: row for row in changed.rows}
    assert [kept[row["post_id"]]["axis"] for row in rows] == ["trail", "spare parts", "tech", "price", "trail", "tech"]
    assert {row["objective"] for row in changed.rows} == {"OB-err"}


@pytest.mark.parametrize(
    ("zone", "day", "utc"),
    [
        ("Europe/Madrid", "2026-10-24", "2026-10-24T17:00"), ("Europe/Madrid", "2026-10-26", "2026-10-26T18:00"),
        ("America/Mexico_City", "2026-04-06", "2026-04-07T01:00"),
        ("America/Mexico_City", "2026-10-26", "2026-10-27T01:00"),
        ("America/Denver", "2026-10-31", "2026-11-01T01:00"), ("America/Denver", "2026-11-02", "2026-11-03T02:00"),
    ],
)  # fmt: skip
def test_another_parser_of_calendars_reads_the_same_moments(zone: str, day: str, utc: str) -> None:
    """Read with vobject, which shares no code with what wrote the file; Mexico City keeps one clock since 2022."""
    hostile = {**LINE, "on": day, "title": "ñ" * 80 + "; , \\ =HYPERLINK(1)", "copy": "a\nb<script>"}
    found = vobject.readOne(ics([hostile], zone=zone).decode("utf-8"))
    (event,) = found.vevent_list
    assert event.dtstart.value.astimezone(UTC).isoformat()[:16] == utc
    assert event.uid.value == "a@cafe.smmkit"
    assert event.summary.value.endswith("; , \\ =HYPERLINK(1)")
    assert event.description.value.endswith("a\nb<script>")
    assert found.serialize()


OFFICE = shutil.which("soffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_five_cells_edited_in_libreoffice_come_back_and_nothing_else(tmp_path, root) -> None:
    book = book_of(Text("es", country="ES"), tmp_path)
    own = as_rows(load_calendar(root / "data" / "clients" / "ridgeline-bikes"))[-12:]
    hostile = {"copy": '=HYPERLINK("http://x","y")', "title": "<script>alert(1)</script>"}
    rows = [{**row, **(hostile if place == 0 else {})} for place, row in enumerate(own)]
    (tmp_path / "calendar.xlsx").write_bytes(workbook_of([{**row, **MORE} for row in rows], book))
    back = tmp_path / "back"
    office = [OFFICE, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "xlsx"]
    subprocess.run([*office, "--outdir", back, tmp_path / "calendar.xlsx"], check=True, timeout=120)
    page = openpyxl.load_workbook(back / "calendar.xlsx")
    sheet = page.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, heads.index("Texto") + 1).value == hostile["copy"]
    assert sheet.cell(2, heads.index("Texto") + 1).data_type == "s"
    assert sheet.cell(2, heads.index("Título") + 1).value == hostile["title"]
    for line in range(3, 8):
        sheet.cell(line, heads.index("Texto") + 1).value = f"New words {line}"
    page.save(back / "edited.xlsx")
    found_rows, base = read_sheet(back / "edited.xlsx")
    found = lay(rows, found_rows, base)
    assert (found.changed, found.added, found.conflicts) == (5, 0, ())
    kept = {row["post_id"]: row for row in found.rows}
    assert [kept[row["post_id"]]["copy"] for row in rows[1:6]] == [f"New words {line}" for line in range(3, 8)]
    assert [kept[row["post_id"]] for row in rows[6:]] == rows[6:]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_campaign_has_a_run_sheet_before_during_and_after(kind: str) -> None:
    start, end = date(2026, 11, 28), date(2026, 12, 4)
    steps = run_sheet(kind, start, end)
    assert steps[0].day < start
    assert any(start <= step.day <= end for step in steps)
    assert steps[-1].day > end
    assert [step.day for step in steps] == sorted(step.day for step in steps)
    assert {"social_media_manager", "community_manager", "approver"} == {step.role for step in steps}
    said = " ".join(step.what for step in steps)
    assert (re.search(r"\blive\b", said, re.I) is not None) is (kind in LIVE)
    assert ("winners" in said) is (kind == "contest")
