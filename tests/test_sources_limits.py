"""Small files that would fill the memory are refused; what is kept is kept under the bytes that were read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from drops import brief, dropped, said

from smmkit.client import load_client
from smmkit.measures.coverage import coverage, days_covered
from smmkit.sources import import_client, unfolded
from smmkit.sources import importer as importer_module


def workbook(cells: dict[tuple[int, int], object]) -> bytes:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    sheet = book.add_worksheet()
    for (row, column), value in cells.items():
        sheet.write(row, column, value)
    book.close()
    return data.getvalue()


def test_a_cell_far_away_is_refused_before_the_sheet_is_unfolded(tmp_path: Path) -> None:
    far = workbook({(0, 0): "Date", (0, 1): "Views", (1, 0): "2026-03-01", (1, 1): 5, (1_048_575, 16_383): "x"})
    found = dropped(tmp_path, {"far.xlsx": far})
    assert "far away from the others" in said(found)


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unfolded, "UNPACKED", 1 << 20)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (2 << 20))
    assert len(data.getvalue()) < 10_000
    assert "unpacks to 2 MB" in said(dropped(tmp_path, {"bomb.xlsx": data.getvalue()}))


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HERE, FAR = '<row r="1"><c r="A1"><v>1</v></c></row>', '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
ODS = "urn:oasis:names:tc:opendocument:xmlns:"


def by_hand(rows: str, texts: str = "", place: str = "worksheets/sheet1.xml") -> bytes:
    """Return a workbook whose sheet is written by hand, as no program writes it."""
    data = io.BytesIO()
    part = f'<Relationship Type="{OFFICE}/'
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships>{part}worksheet" Id="a" Target="{place}"/>{part}sharedStrings" Id="b" '
            'Target="sharedStrings.xml"/></Relationships>',
        )
        archive.writestr("xl/sharedStrings.xml", f"<sst {MAIN}><si><t>{texts}</t></si></sst>")
        archive.writestr(f"xl/{place}", f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>")
    return data.getvalue()


def repeated() -> bytes:
    """Return an OpenDocument sheet of one cell that says it is there a thousand million times."""
    data = io.BytesIO()
    cell = '<t:table-cell o:value-type="string" t:number-columns-repeated="1024"><p>x</p></t:table-cell>'
    row = f'<t:table-row t:number-rows-repeated="1048576">{cell}</t:table-row>'
    table = f'<t:table t:name="S">{row}</t:table>'
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<o:document-content xmlns:o="{ODS}office:1.0" xmlns:t="{ODS}table:1.0"><o:body><o:spreadsheet>{table}'
            "</o:spreadsheet></o:body></o:document-content>",
        )
    return data.getvalue()


LONG = "".join(f'<row r="{r}"><c r="A{r}" t="s"><v>0</v></c></row>' for r in range(1, 3000))
ATTACKS = {
    "single quotes": (by_hand((HERE + FAR).replace('"', "'")), "far away"),
    "a line break before the place": (by_hand(HERE + FAR.replace("<c ", "<c\n")), "far away"),
    "small letters": (by_hand(HERE + FAR.replace("XFD", "xfd")), "far away"),
    "cells without a place": (by_hand(HERE + '<row r="1048576">' + "<c><v>1</v></c>" * 16384 + "</row>"), "far away"),
    "another folder": (by_hand(HERE + FAR, place="other/s.xml"), "far away"),
    "capital extension": (by_hand(HERE + FAR, place="worksheets/s.XML"), "far away"),
    "one long text named often": (by_hand(LONG, "x" * 900_000), "unpacks to"),
    "repeats of OpenDocument": (repeated(), "far away"),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_small_workbook_that_would_fill_the_memory_is_refused_however_it_is_written(
    attack: str, tmp_path: Path
) -> None:
    data, told = ATTACKS[attack]
    assert len(data) < 70_000
    assert told in said(dropped(tmp_path, {"small.xlsx": data}))


def test_a_row_of_a_million_cells_far_down_is_refused(tmp_path: Path) -> None:
    text = "Date,Views\n" + "2026-03-01,5\n" * 8_000 + "," * 1_000_000 + "\n"
    assert "no export has that many" in said(dropped(tmp_path, {"late.csv": text}))


def test_a_hundred_thousand_columns_and_an_endless_cell_are_refused(tmp_path: Path) -> None:
    wide = ",".join(f"c{n}" for n in range(100_000)) + "\n"
    endless = "Date,Views\n2026-03-01," + "9" * 1_200_000 + "\n"
    told = said(dropped(tmp_path, {"wide.csv": wide, "endless.csv": endless}))
    assert "no export has that many" in told
    assert "A cell in row 2 holds 1,200,000 characters" in told


def test_a_file_completed_while_it_is_read_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "acme"
    (folder / "exports").mkdir(parents=True)
    (folder / "client.toml").write_text(brief(), encoding="utf-8")
    export = folder / "exports" / "yt.csv"
    export.write_text("Date,Views\n2026-03-01,5\n", encoding="utf-8")
    merge = importer_module.merge_tables

    def slow(*pieces: object) -> object:
        export.write_text("Date,Views\n2026-03-01,5\n2026-03-02,7\n", encoding="utf-8")
        return merge(*pieces)  # type: ignore[arg-type]

    monkeypatch.setattr(importer_module, "merge_tables", slow)
    assert len(import_client(load_client(folder), tmp_path / "out").tables["daily"]) == 1
    monkeypatch.setattr(importer_module, "merge_tables", merge)
    assert len(import_client(load_client(folder), tmp_path / "out").tables["daily"]) == 2


def test_coverage_is_the_range_in_the_name_or_the_rows_own(tmp_path: Path) -> None:
    header = "Post ID,Account ID,Account username,Publish time,Date,Views\n"
    row = "1800000000000000{n},17840000000000001,acme,09/{day} 08:24,Lifetime,5\n"
    posts = header + row.format(n=1, day="03/2026") + row.format(n=2, day="20/2026")
    views = "Date,Views\n2026-09-10,5\n2026-09-12,7\n"
    found = dropped(tmp_path, {"Sep-01-2026_Sep-28-2026_1.csv": posts, "yt.csv": views})
    covered = coverage(found.tables, "America/New_York").set_index("table")
    assert [str(day)[:10] for day in covered.loc["posts", ["first", "last"]]] == ["2026-09-01", "2026-09-28"]
    assert [str(day)[:10] for day in covered.loc["daily", ["first", "last"]]] == ["2026-09-10", "2026-09-12"]
    window = {"first": covered["first"].min(), "last": covered["last"].max()}
    plain = covered.reset_index()
    assert len(days_covered(plain, table="posts", platform="instagram", **window)) == 28
    assert len(days_covered(plain, table="posts", platform="x", **window)) == 0


def test_a_mapping_that_fits_no_file_says_so(tmp_path: Path) -> None:
    mapping = '[columns]\nday = "Tag"\nreach = "Leute"\n[constants]\nplatform = "x"\n'
    mapping = 'table = "daily"\nname = "tool"\n' + mapping
    found = dropped(tmp_path, {"yt.csv": "Date,Views\n2026-03-01,5\n"}, mapping=mapping)
    assert "that part is ignored" in said(found)
