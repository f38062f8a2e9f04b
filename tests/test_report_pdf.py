"""A page becomes a PDF that a screen reader reads, by WeasyPrint or by Chromium, and nothing is fetched for it."""

from __future__ import annotations

import io
import shutil
import sys
from unittest import mock

import pytest
from pypdf import PdfReader

from smmkit.errors import RunError
from smmkit.report import pdf
from smmkit.report.charts import Bullet, bullet_svg
from smmkit.report.letters import guarded

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PAGE = guarded(
    "<html lang='es'><head><meta charset='utf-8'><title>Café · octubre</title><style>p{color:#111}</style></head><body>"
    f"<main><h1>Un mes</h1><p>Cumplido.</p>{bullet_svg(Bullet(3.0, 5.0, 2.0, 4.0, 'good'), 'Tres de cinco')}"
    "<table><thead><tr><th scope='col'>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>"
    "<img src='https://outside.example/p.png' alt='x'><img src='file:///etc/hostname' alt='y'></main>"
    "<script>alert(1)</script></body></html>"
)


def tags(made: bytes) -> tuple[str, str, set[str]]:
    """Return language, title and the kinds of element of a PDF, as a screen reader finds them."""
    reader = PdfReader(io.BytesIO(made))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    kinds: set[str] = set()

    def walk(node: object) -> None:
        found = node.get_object() if hasattr(node, "get_object") else node
        for one in found if isinstance(found, list) else [found]:
            one = one.get_object() if hasattr(one, "get_object") else one
            if isinstance(one, dict):
                kinds.add(str(one.get("/S", "")))
                if "/K" in one:
                    walk(one["/K"])

    walk(root["/StructTreeRoot"])
    return str(root["/Lang"]), str(reader.metadata.title), kinds


def test_weasyprint_makes_a_tagged_page_with_language_and_title_and_the_same_bytes_twice() -> None:
    made = pdf.page_pdf(PAGE)
    lang, title, kinds = tags(made)
    assert (lang, title) == ("es", "Café · octubre")
    assert {"/H1", "/P", "/Table", "/TH", "/TD", "/Figure"} <= kinds
    declared = PdfReader(io.BytesIO(made)).trailer["/Root"]["/Metadata"].get_object().get_data()
    assert b"pdfuaid" in declared  # the standard of documents for screen readers
    assert pdf.page_pdf(PAGE) == made


@pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine (Debian: apt-get install chromium)")
def test_without_weasyprint_chromium_prints_a_tagged_page() -> None:
    with mock.patch.dict(sys.modules, {"weasyprint": None}):
        lang, title, kinds = tags(pdf.page_pdf(PAGE))
    assert (lang, title) == ("es", "Café · octubre")
    assert {"/H1", "/P", "/Table"} <= kinds


def test_without_either_one_sentence_says_what_to_install() -> None:
    with (
        mock.patch.dict(sys.modules, {"weasyprint": None}),
        mock.patch.object(pdf.shutil, "which", return_value=None),
        pytest.raises(RunError, match="neither WeasyPrint nor Chromium"),
    ):
        pdf.page_pdf(PAGE)
