"""Every client's workbook in both languages: links, pictures, privacy, words, and one truth."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import catalogue
import prepared
import pytest

from smmkit.client import load_client

CLIENTS = sorted(path.parent.name for path in (prepared.ROOT / "data" / "clients").glob("*/client.toml"))
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}")
PICTURE = re.compile(r'"image/png": "[^"]*"')
PHONE = re.compile(r"(?<![\w.,:/#-])\+?\d{2,3}[ -]\d{3}[ -]\d{2,3}[ -]\d{2,4}(?![\w.,-])")


class Page(HTMLParser):
    """What a page links to, shows and says."""

    def __init__(self, path: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.lang = ""
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.pictures: list[str | None] = []
        self.levels: list[int] = []
        self.said: list[str] = []
        self._silent = 0
        self.source = path.read_text(encoding="utf-8")
        self.feed(self.source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self._silent += tag in {"style", "script"}
        self.lang = found.get("lang") or self.lang if tag == "html" else self.lang
        self.ids += [found["id"] or ""] if "id" in found else []
        self.addresses += [found[name] or "" for name in ("href", "src") if name in found]
        self.pictures += [found.get("alt")] if tag == "img" else []
        self.levels += [int(tag[1])] if re.fullmatch(r"h[1-6]", tag) else []

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"style", "script"}

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


@pytest.fixture(params=CLIENTS)
def out(request: pytest.FixtureRequest, workbooks: Path) -> Path:
    return workbooks / request.param / prepared.PERIOD


@pytest.fixture
def page(out: Path) -> Page:
    return Page(out / "workbook.html")


def test_a_page_is_in_its_language_and_has_one_title(page: Page, workbooks: Path) -> None:
    assert page.lang == workbooks.name
    assert page.levels.count(1) == 1
    assert all(later <= before + 1 for before, later in zip(page.levels, page.levels[1:], strict=False))


def test_a_page_needs_no_network(page: Page) -> None:
    outside = [address for address in page.addresses if not address.startswith(("#", "data:"))]
    assert not outside
    assert not re.search(r"url\((?!['\"]?data:)|@import|<script[^>]+src=", page.source)


def test_every_link_resolves(page: Page) -> None:
    targets = {address[1:] for address in page.addresses if address.startswith("#")}
    assert not targets - set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert any(target.startswith("EV-") for target in targets)


def test_every_picture_has_an_alternative_text(page: Page) -> None:
    assert page.pictures
    assert all(alt and len(alt) > 3 for alt in page.pictures)


def test_code_stays_in_the_notebook(page: Page) -> None:
    assert "open_workbook(" not in page.source
    assert "Traceback" not in page.source


def test_the_ledger_says_the_same_in_both_languages(out: Path) -> None:
    other = prepared.workbooks("en") / out.parent.name / out.name / "ledger.json"
    assert (out / "ledger.json").read_bytes() == other.read_bytes()


def test_no_sentence_is_left_in_english(page: Page, out: Path, workbooks: Path) -> None:
    if workbooks.name == "en":
        pytest.skip("English is the source language")
    said = html.unescape(" ".join("".join(page.said).split()))
    known = catalogue.read_catalogue()
    plain = [
        key
        for key, value in known.items()
        if len(key) > 14 and " " in key and key != value and not re.search(r"[{}*`#|\[\n]", key)
    ]
    folder = prepared.ROOT / "data" / "clients" / out.parent.name
    tables = ("ideas", "rival_moves", "sector", "swot_ratings")
    written = ("client.toml", "plan.toml", *(f"exports/{name}.csv" for name in tables))
    own_words = "".join((folder / name).read_text(encoding="utf-8") for name in written)
    allowed = own_words + " ".join(known.values())
    assert not [key for key in plain if key in said and key not in allowed]


def test_no_other_client_is_named(out: Path) -> None:
    others = [slug for slug in CLIENTS if slug != out.parent.name]
    content = "".join(
        path.read_text(encoding="utf-8") for path in [*out.glob("*.ipynb"), *out.glob("*.html"), out / "ledger.json"]
    )
    for slug in others:
        brief = load_client(prepared.ROOT / "data" / "clients" / slug)
        names = [slug, brief.name, *(account.handle for account in brief.accounts)]
        assert not [name for name in names if name in content]


def test_no_person_is_named(out: Path, page: Page) -> None:
    said = "".join(page.said)
    assert not EMAIL.findall(said)
    assert not PHONE.findall(said)
    exports = prepared.ROOT / "data" / "clients" / out.parent.name / "exports"
    files = [*out.glob("*.ipynb"), out / "ledger.json"]
    written = "".join(PICTURE.sub("", path.read_text(encoding="utf-8")) for path in files) + said
    suspects = [author for author in authors(exports) if author in written]
    assert not [author for author in suspects if re.search(rf"(?<!\w){re.escape(author)}(?!\w)", written)]


def test_every_notebook_ran(out: Path) -> None:
    found = {path.name for path in out.glob("[0-9]*.ipynb")}
    assert found == {path.name for path in (prepared.ROOT / "notebooks").glob("[0-9]*.ipynb")}
    for path in out.glob("[0-9]*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        assert not [o for c in cells for o in c.get("outputs", []) if o["output_type"] == "error"], path.name


def test_the_portfolio_lists_every_client(workbooks: Path) -> None:
    page = Page(workbooks / "index.html")
    assert {f"{slug}/{prepared.PERIOD}/report.html" for slug in CLIENTS} <= set(page.addresses)


def authors(exports: Path) -> set[str]:
    """Return the people named in the hand-kept mentions; there must be some, or the guard guards nothing."""
    found = set()
    for path in exports.rglob("*.csv"):
        rows = csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8", errors="ignore").lstrip("\ufeff")))
        if rows.fieldnames and "author" in rows.fieldnames:
            found |= {row["author"] for row in rows if row["author"] and len(row["author"]) > 4}
    assert found
    return found
