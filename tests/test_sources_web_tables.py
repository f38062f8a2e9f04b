"""Tables that are web pages, whatever they are called, and files that hold no table: read, or refused with why."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from drops import dropped, said

from smmkit.errors import RefusedFileError
from smmkit.sources.textfile import grids_of

ROWS = [
    ["Day", "Campaign name", "Amount spent (EUR)", "Impressions", "Reach"],
    ["2026-09-01", "Pan &amp; m&aacute;s", "10.50", "1,000", "90"],
    ["2026-09-02", "Pan", "20", "200", "80"],
]


def page(before: str = "", after: str = "", tag: str = "td") -> str:
    """Return a table as old tools save it under the name of a workbook."""
    rows = "".join("<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in row) + "</tr>\r\n" for row in ROWS)
    head = "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><head><meta charset=utf-8><title>x</title></head>"
    return f"{head}<body>{before}<table border=1>{rows}</table>{after}</body></html>"


def ads(folder: Path, data: str | bytes) -> pd.DataFrame | None:
    return dropped(folder, {"ads.xls": data}).tables.get("ads")


TWINS = {
    "as it is": page(),
    "two bytes a letter": page().encode("utf-16"),
    "one byte a letter": page().replace("&aacute;", "á").encode("cp1252"),
    "capitals": page().replace("td>", "TD>").replace("table", "TABLE"),
    "no ends": page().replace("</td>", "").replace("</tr>", ""),
    "inside a table of the page": page(before="<table><tr><td>Menu<td>", after="</td></tr></table>"),
    "a script with a table": page(before="<script>x = '<table><tr><td>9</td></tr></table>'</script>"),
    "a remark with a table": page(before="<!-- <table><tr><td>9</td></tr></table> -->"),
    "a mark in an attribute": page().replace("<td>20", "<td title='a>b' align=right>20"),
    "a header in a table of its own": page().replace("Reach</td></tr>", "Reach</td></tr></table><div></div><table>"),
    "a hidden key to sort by": page().replace("10.50", "<span style='display: none'>0001050</span>10.50"),
}


@pytest.mark.parametrize("key", TWINS)
def test_a_table_saved_as_a_web_page_is_read_like_any_other(key: str, tmp_path: Path) -> None:
    found = ads(tmp_path, TWINS[key])
    assert found is not None
    assert found[["spend", "impressions", "reach"]].sum().tolist() == [30.5, 1200, 170]
    assert found["campaign_name"].tolist() == ["Pan & más", "Pan"]


def test_every_table_of_a_page_is_looked_at(tmp_path: Path) -> None:
    later = page().partition("<table")[2].replace("2026-09", "2026-10")
    found = ads(tmp_path, page(after=f"<p>October</p><table{later}"))
    assert found is not None
    assert (len(found), found["spend"].sum()) == (4, 61)


@pytest.mark.parametrize("title", ["<h1>TikTok Ads</h1>", "<p>TikTok <b>Ads</b></p><br>", "TikTok Ads"])
def test_what_stands_above_the_table_of_a_page_says_whose_it_is(title: str, tmp_path: Path) -> None:
    assert ads(tmp_path, page(before=title)) is None


def test_the_caption_of_a_table_stands_above_it() -> None:
    [grid] = grids_of(page().replace("border=1>", "><caption>1 <i>September</i> 2026</caption>").encode(), "a.xls")
    assert grid.cells.iloc[0].tolist() == ["1 September 2026", "", "", "", ""]


def test_a_cell_over_several_rows_counts_once(tmp_path: Path) -> None:
    both = page().replace("<td>10.50", "<td rowspan='2'>10.50").replace("<td>20</td>", "")
    found = ads(tmp_path, both)
    assert found is not None
    assert (found["spend"].sum(), found["impressions"].sum()) == (10.5, 1000)


def test_cells_over_several_columns_keep_the_others_in_their_place() -> None:
    text = "<table><tr><th rowspan=2>Day<th colspan=2>Meta<tr><th>Spend<th>Clicks<tr><td>1<td>2<td>3</table>"
    [grid] = grids_of(text.encode(), "a.xls")
    assert grid.cells.values.tolist() == [["Day", "Meta", ""], ["", "Spend", "Clicks"], ["1", "2", "3"]]


@pytest.mark.parametrize("cell", ["20<sup>1</sup>", "20<br>3", "20<div>3</div>", "2<script>0</script> 0"])
def test_numbers_that_a_page_shows_apart_are_not_put_together(cell: str, tmp_path: Path) -> None:
    found = dropped(tmp_path, {"ads.xls": page().replace("<td>20<", f"<td>{cell}<")})
    assert "ads" not in found.tables
    assert "cannot be read" in said(found)


def test_a_page_that_ends_within_its_table_is_called_cut(tmp_path: Path) -> None:
    whole = page().replace("<td>200", "<td>2000").replace("<td>80", "<td>8000")
    found = dropped(tmp_path, {"ads.xls": whole[: whole.rindex("8000") + 2]})
    assert found.tables["ads"]["reach"].sum() == 90
    assert "end in the middle of a row" in said(found)


MANY = 20_000
HOSTILE = {
    "far": "<table><tr><td colspan=1000000000 rowspan=99999999>1</td></tr>" + "<tr><td>2" * 10,
    "deep": "<table><tr><td colspan=3999 rowspan=99999999>1" + "<tr><td>2" * MANY,
    "tags": "<table><tr>" + "<td " * MANY,
    "quote": '<table><tr><td a="' + "'x" * MANY,
    "hidden": "<table><tr><td>" + "<span hidden>" * MANY,
    "script": "<table><tr><td>a<td>b<tr><td><script>" + "<tr><td>c<td>d" * MANY,
    "nested": "<table><tr><td>" * MANY,
    "entity": '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><p>&a;',
}


@pytest.mark.parametrize("key", HOSTILE)
def test_a_hostile_page_is_refused_in_a_sentence(key: str) -> None:
    with pytest.raises(RefusedFileError):
        grids_of(HOSTILE[key].encode(), "ads.xls")


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return stream.getvalue()


NO_TABLE = {
    "a page without a table": ("<!DOCTYPE html><form>Log in</form>", "web page"),
    "XML": ('<?xml version="1.0"?><report><row/></report>', "This is XML"),
    "a workbook of 2003": (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Table/></Workbook>',
        "save it as XLSX",
    ),
    "a web archive": ("MIME-Version: 1.0\nContent-Type: multipart/related\n\n<table>", "web archive"),
    "JSON in lines": (json.dumps([{"date": "2026-09-01"}], indent=2), "This is JSON"),
    "a copy of one's data": (json.dumps({"x": [{"string_map_data": {}}]}), "Download your information"),
    "a zip of such a copy": (zipped(your_instagram_activity__posts_dot_json=b"{}"), "Download your information"),
    "TikTok's copy": (zipped(user_data_tiktok_dot_json=b"{}"), "Download your information"),
    "a zip of JSON": (zipped(report_dot_json=b"{}"), "holds JSON or web pages"),
    "a zip of zips": (zipped(a_dot_zip=b"x"), "other zips"),
    "gzip": (gzip.compress(b"a,b\n1,2\n"), "Unpack it"),
}


@pytest.mark.parametrize("key", NO_TABLE)
def test_what_holds_no_table_is_refused_with_what_to_do(key: str, tmp_path: Path) -> None:
    data, told = NO_TABLE[key]
    found = dropped(tmp_path, {"export": data})
    assert told in said(found)
    assert found.files[0].proposal is None


def test_an_ods_within_a_zip_is_read(tmp_path: Path) -> None:
    stream = io.BytesIO()
    rows = [[cell.replace("&amp; m&aacute;s", "y más") for cell in row] for row in ROWS]
    named = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{one}="{urn}:{one}:1.0"' for one in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="A">{named}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", '<?xml version="1.0"?><manifest/>')
    assert dropped(tmp_path, {"a.zip": zipped(ads_dot_ods=stream.getvalue())}).tables["ads"]["spend"].sum() == 30.5
