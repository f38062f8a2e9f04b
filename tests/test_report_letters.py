"""Documents that leave the house hold their data inert, ask nothing of other addresses, and fit their paper."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import zipfile
from pathlib import Path

import openpyxl
import prepared
import pytest

from smmkit.errors import ConfigError, DataError
from smmkit.ledger import Ledger
from smmkit.plan.signoff import check_evidence, load_signoff
from smmkit.report.charts import Bullet, bullet_svg, spark_svg
from smmkit.report.letters import guarded
from smmkit.report.sheets import Sheet, workbook_bytes

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
CLIENTS = ("cafe-lumbre", "libreria-cenzontle", "ridgeline-bikes")
PAGES = ("report.html", "steering.html", "signoff.html", "strategy.html")


def test_a_figure_says_hostile_words_as_words() -> None:
    for drawn in (bullet_svg(Bullet(3.0, 5.0, 2.0, 4.0), HOSTILE), spark_svg([1.0, 2.0, 3.0], HOSTILE)):
        assert "<script" not in drawn
        assert "&lt;script&gt;" in drawn


def test_a_month_nobody_knows_is_a_gap_in_the_line() -> None:
    drawn = str(spark_svg([1.0, 2.0, None, 3.0, 4.0], ""))
    assert len(re.findall("<polyline", drawn)) == 2
    assert spark_svg([1.0, None, 2.0], "") == ""


def test_a_page_may_use_only_its_own_styles_and_scripts() -> None:
    page = guarded("<html><head><style>a{}</style></head><body><script>let a=1</script></body></html>")
    for inside in ("a{}", "let a=1"):
        assert base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode() in page
    assert "default-src 'none'" in page
    assert "script-src 'none'" in guarded("<html><head></head></html>")


def test_a_cell_that_looks_like_a_formula_is_text() -> None:
    rows = [('=HYPERLINK("http://x")', 1.5), ("+1", None), ("@a", 2), ("-3", 3)]
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes([Sheet("a/b", ("x", "y"), rows)])))
    sheet = book["a b"]
    assert [sheet.cell(line, 1).data_type for line in range(2, 6)] == ["s"] * 4
    assert sheet["B2"].value == 1.5


def test_the_same_rows_make_the_same_file() -> None:
    sheets = [Sheet("a", ("x",), [("1",)])]
    assert workbook_bytes(sheets) == workbook_bytes(sheets)


def sheet(folder: Path, **rest: object) -> Path:
    answers = [{"id": "BL-ads", "fingerprint": "", "choice": "approved", "note": ""}]
    path = folder / "signoff.json"
    content = {"client": "cafe", "period": "2026-09", "by": "approver", "on": "2026-10-02", "answers": answers, **rest}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"client": "other"}, "belongs to other"),
        ({"period": "2026-08"}, "belongs to cafe, 2026-08"),
        ({"answers": []}, "holds no answer"),
        ({"answers": [{"id": "BL-ads", "choice": "perhaps"}]}, "is no signed sheet"),
    ],
)
def test_a_sheet_that_cannot_be_used_says_why(tmp_path: Path, change: dict, sentence: str) -> None:
    with pytest.raises(ConfigError, match=sentence):
        load_signoff(sheet(tmp_path, **change), client="cafe", period="2026-09")


def test_a_file_that_is_no_sheet_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "signoff.json"
    for content in (b"\x00\xff", b"[]", b"{}"):
        path.write_bytes(content)
        with pytest.raises(ConfigError, match="is no signed sheet"):
            load_signoff(path, client="cafe", period="2026-09")
    with pytest.raises(ConfigError, match="cannot be read"):
        load_signoff(tmp_path / "absent.json", client="cafe", period="2026-09")


def test_an_answer_to_what_is_no_longer_proposed_is_refused(tmp_path: Path) -> None:
    found = load_signoff(sheet(tmp_path), client="cafe", period="2026-09")
    with pytest.raises(DataError, match="proposes it no longer"):
        check_evidence(found, Ledger([]))


@pytest.fixture(scope="module", params=["en", "es"])
def months(request: pytest.FixtureRequest) -> list[Path]:
    return [prepared.workbooks(request.param) / slug / prepared.PERIOD for slug in CLIENTS]


def test_every_product_is_there_and_asks_nothing_of_another_address(months: list[Path]) -> None:
    for month in months:
        for name in PAGES:
            page = (month / name).read_text(encoding="utf-8")
            assert "default-src 'none'" in page
            assert not re.findall(r"""(?:src|href)=["'](?:https?:)?//""", page)
        with zipfile.ZipFile(month / "strategy.docx") as file:
            assert "word/document.xml" in file.namelist()
        assert (month / "report.xlsx").stat().st_size > 5000


def test_the_client_reads_no_id_no_slug_and_no_command(months: list[Path]) -> None:
    for month in months:
        for name in ("report.html", "steering.html"):
            said = re.sub(
                r"<(style|script).*?</\1>|<[^>]+>", " ", (month / name).read_text(encoding="utf-8"), flags=re.S
            )
            assert not re.findall(r"\b[A-Z]{2}-[a-z0-9]+(?:-[a-z0-9]+)*\b", said), (month, name)
            assert "smmkit" not in said


def test_the_first_screen_tells_objectives_and_money(months: list[Path]) -> None:
    for month in months:
        page = (month / "report.html").read_text(encoding="utf-8")
        assert page.index('class="verdict"') < page.index('class="goals"') < page.index('class="three"')
        assert page.count('class="goal"') >= 2


def test_a_report_is_light(months: list[Path]) -> None:
    assert all((month / "report.html").stat().st_size < 150_000 for month in months)


def test_each_network_tells_this_month_last_month_and_last_year(months: list[Path]) -> None:
    for month in months:
        page = (month / "report.html").read_text(encoding="utf-8")
        assert len(re.findall(r'data-fact="[a-z_]+\|instagram\|2026-10"', page)) >= 10 or "instagram" not in page


def test_departments_with_different_needs_read_different_lines(months: list[Path]) -> None:
    for month in months:
        bulletins = sorted(month.glob("bulletin_*.txt"))
        told = [path.read_text(encoding="utf-8").split("\n", 2)[2] for path in bulletins]
        assert len(bulletins) >= 2
        assert len(set(told)) == len(told)


def test_the_portfolio_says_the_same_as_the_report(months: list[Path]) -> None:
    index = (months[0].parents[1] / "index.html").read_text(encoding="utf-8")
    for month in months:
        card = json.loads((month / "card.json").read_text(encoding="utf-8"))
        page = (month / "signoff.html").read_text(encoding="utf-8")
        assert card["waiting"] == page.count("<fieldset")
        assert f'data-waiting="{card["waiting"]}"' in index
