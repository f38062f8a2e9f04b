"""What somebody writes into a brief, a plan, a sheet or a caption is words: no terminal obeys it, no reader breaks."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner

from smmkit.cli import group
from smmkit.client import load_client, parse_client
from smmkit.client.load import LARGEST_LOGO, missing_logos
from smmkit.errors import ConfigError, DataError
from smmkit.ledger import item_id
from smmkit.plan import parse_plan
from smmkit.plan.calendar_sheet import read_sheet
from smmkit.plan.signoff import load_signoff
from smmkit.report.page import logo_image
from smmkit.report.text_file import add_rows, add_styled, blank_text_file, packed, style_ids
from smmkit.sources.privacy import mask_text
from smmkit.topics.report.documents import bulletin

BRIEF = """name = "{name}"
sector = "cafe"
country = "ES"
language = "es"
timezone = "Europe/Madrid"
currency = "EUR"
margin = 0.4
[[accounts]]
platform = "instagram"
handle = "cafe"
{more}
"""
OBEYED = "\x1b[31mrojo\x07\u202eal revés\x9b2J"
DEEP = "[" * 100_000


def test_a_brief_and_a_plan_hold_no_sign_a_terminal_obeys() -> None:
    written = json.dumps(f"Café {OBEYED}")[1:-1].replace("\\u001b", "\\u001B")
    name = parse_client(BRIEF.format(name=written, more="")).name
    plan = parse_plan(f'[[strategies]]\nid = "ST-x"\ntitle = "{written}"\nstatus = "proposed"\n')
    for said in (name, plan.strategies[0].title):
        assert said == "Café [31mrojoal revés2J"
    assert parse_client(BRIEF.format(name="Nº 1 · 👩\u200d🍳 Ñandú", more="")).name == "Nº 1 · 👩\u200d🍳 Ñandú"


def test_a_caption_keeps_its_lines_and_its_emoji_and_nothing_a_terminal_obeys() -> None:
    kept = mask_text(pd.Series([OBEYED, "dos\nlíneas\ty más", "👩\u200d🍳 pan", None], dtype="str")).tolist()
    assert kept[:3] == ["[31mrojoal revés2J", "dos\nlíneas\ty más", "👩\u200d🍳 pan"]


@pytest.mark.parametrize("read", [parse_client, parse_plan])
def test_brackets_without_end_are_a_sentence(read) -> None:
    with pytest.raises(ConfigError, match="brackets lie within brackets too deeply"):
        read(f"a = {DEEP}")


def test_a_signed_sheet_without_end_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "signoff.json"
    path.write_text(DEEP, encoding="utf-8")
    with pytest.raises(ConfigError, match="is no signed sheet"):
        load_signoff(path, client="a", period="2026-10")


@pytest.mark.parametrize("cells", [("no json",), ("[1]", "[2]"), ('{"on": 1}', "3"), (DEEP[:30_000],)])
def test_a_calendar_whose_hidden_sheet_somebody_wrote_is_a_sentence(tmp_path: Path, cells: tuple[str, ...]) -> None:
    book = openpyxl.Workbook()
    page, hidden = book.active, book.create_sheet("smmkit_base")
    for row in (["post_id", "state", "copy"], ["a", "draft", "x"]):
        page.append(row)
    hidden.append(["a", *cells])
    book.save(tmp_path / "calendar.xlsx")
    with pytest.raises(ConfigError, match="its hidden sheet is not as the run left it"):
        read_sheet(tmp_path / "calendar.xlsx")


def bomb() -> bytes:
    """Return a small workbook that names a cell a million rows away."""
    kept = io.BytesIO()
    openpyxl.Workbook().save(kept)
    with zipfile.ZipFile(kept) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    near, far = b'<row r="1"><c r="A1"><v>1</v></c></row>', b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    cells = b"<sheetData>" + near + far + b"</sheetData>"
    parts["xl/worksheets/sheet1.xml"] = (
        parts["xl/worksheets/sheet1.xml"].replace(b"<sheetData/>", cells).replace(b"<sheetData></sheetData>", cells)
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return made.getvalue()


def test_a_calendar_that_would_fill_the_memory_is_not_imported(tmp_path: Path, root: Path) -> None:
    folder = tmp_path / "clients" / "cafe-lumbre"
    shutil.copytree(root / "data" / "clients" / "cafe-lumbre", folder, ignore=shutil.ignore_patterns("exports"))
    before = (folder / "calendar.csv").read_bytes()
    (tmp_path / "calendar.xlsx").write_bytes(bomb())
    with (tmp_path / "huge.json").open("wb") as huge:
        huge.truncate(1 << 30)
    for name, said in (("calendar.xlsx", "far away from the others"), ("huge.json", "too large")):
        told = CliRunner().invoke(group, ["calendar", "cafe-lumbre", "--import", str(tmp_path / name), "--data",
                                          str(tmp_path), "--out", str(tmp_path / "out")])  # fmt: skip
        assert told.exit_code != 0
        assert isinstance(told.exception, DataError | ConfigError), told.exception
        assert said in str(told.exception)
    assert (folder / "calendar.csv").read_bytes() == before


def test_names_in_other_scripts_and_in_pictures_are_told_apart() -> None:
    names = ("日本茶房", "京都珈琲", "Кофейня", "💥", "🔥", "Café")
    ids = [item_id("SW", "competitor", name) for name in names]
    assert len({*ids}) == len(ids)
    assert all(id.isascii() and id == item_id("SW", id[3:]) for id in ids)
    assert item_id("BL", "Influencers Madrid · Nº 1 Ñandú") == "BL-influencers-madrid-no-1-nandu"
    assert item_id("EV", "A茶") != item_id("EV", "A珈")


def test_each_department_has_a_file_however_its_name_is_written() -> None:
    names = ("Ventas", "¡ventas!", "日本", "京都", "../../x")
    more = "".join(f'[[departments]]\nname = "{name}"\nneeds = ["quejas"]\n' for name in names)
    client = parse_client(BRIEF.format(name="x", more=more))
    files = list(bulletin._named(SimpleNamespace(client=client)))
    assert len(files) == len({*files}) == len(names)
    assert all(name.isascii() and "/" not in name and name for name in files)


def test_a_text_document_takes_words_no_document_may_hold() -> None:
    pytest.importorskip("docx")
    import docx

    document = blank_text_file("x")
    assert document is not None
    add_styled(document, "uno\x00\x0b & <dos>\ntres", style_ids(document)["List Bullet"])
    add_rows(document, ("a",), [("b\x1fc",), ("",)])
    read = docx.Document(io.BytesIO(packed(document)))
    assert read.paragraphs[0].text == "uno & <dos>\ntres"
    assert read.paragraphs[0].style.name == "List Bullet"
    assert [row.cells[0].text for row in read.tables[0].rows] == ["a", "bc", ""]


def test_a_table_of_a_text_document_repeats_its_headings_and_sets_its_numbers_right() -> None:
    pytest.importorskip("docx")
    import docx

    document = blank_text_file("x")
    assert document is not None
    add_rows(document, ("Line", "Amount"), [("Ads", "610")], numbers=(1,))
    table = docx.Document(io.BytesIO(packed(document))).tables[0]
    head, row = table.rows
    assert [cell.paragraphs[0].runs[0].bold for line in (head, row) for cell in line.cells] == [True, True, None, None]
    assert [cell.paragraphs[0].alignment for cell in row.cells] == [None, 2]
    assert "w:tblHeader" in head._tr.xml
    assert "w:tblHeader" not in row._tr.xml


def test_a_text_document_is_packed_once_and_holds_what_python_docx_would_write() -> None:
    pytest.importorskip("docx")
    document = blank_text_file("x")
    assert document is not None
    add_rows(document, ("a",), [("b",)])
    kept = io.BytesIO()
    document.save(kept)
    with zipfile.ZipFile(kept) as theirs, zipfile.ZipFile(io.BytesIO(packed(document))) as ours:
        assert [(name, ours.read(name)) for name in ours.namelist()] == [
            (name, theirs.read(name)) for name in theirs.namelist()
        ]
        assert {one.date_time for one in ours.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_logo_that_would_weigh_on_every_page_is_named_and_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "cafe"
    folder.mkdir()
    more = '[brand]\nlogo = "logo.png"\n'
    (folder / "client.toml").write_text(BRIEF.format(name="x", more=more), encoding="utf-8")
    with (folder / "logo.png").open("wb") as logo:
        logo.truncate(LARGEST_LOGO + 1)
    assert logo_image(folder / "logo.png", "x") == ""
    assert "larger than 2 MB" in missing_logos(load_client(folder))[0].key
