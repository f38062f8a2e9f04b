"""Text documents to edit (`.docx`): one looks for all, and the same bytes for the same words."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from docx.document import Document

_MADE = datetime(2020, 1, 1)
_MARGIN_MM = 14
_PARAGRAPH = (
    '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:pPr><w:pStyle w:val={style}/></w:pPr>{inside}</w:p>"
)
# What XML cannot hold even escaped (XML 1.0, production 2).
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


# Made by the process that all others are forked from, each of which takes its own copy.
_READY: list[Document] = []


def prepare_text_files() -> None:
    """Read python-docx's empty document once a batch, for the first text file of each process."""
    with suppress(ImportError):
        import docx

        _READY[:] = [docx.Document()]


def blank_text_file(title: str, *, points: float = 10.0) -> Document | None:
    """Return an empty A4 document without author or hour; None where the extra `office` is not installed.

    Parameters
    ----------
    title
        What the file calls itself; it is not written on the page.
    points
        Size of the letters.

    """
    try:
        import docx
        from docx.shared import Mm, Pt
    except ImportError:
        return None
    document = _READY.pop() if _READY else docx.Document()
    about = document.core_properties
    about.title, about.author, about.created, about.modified = title, "", _MADE, _MADE
    document.styles["Normal"].font.size = Pt(points)
    for name in ("List Bullet", "Heading 3"):
        document.styles[name].paragraph_format.space_after = Pt(1)
    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin = section.bottom_margin = Mm(_MARGIN_MM)
    return document


def style_ids(document: Document) -> dict[str, str]:
    """Return the id of each style by its name; python-docx looks through all styles for every paragraph otherwise."""
    return {str(style.name): str(style.style_id) for style in document.styles}


def add_styled(document: Document, words: str, style: str) -> None:
    """Add a paragraph in a style.

    Parameters
    ----------
    document
        Where it goes, at the end.
    words
        What it says.
    style
        From `style_ids`.

    """
    from docx.oxml import parse_xml

    body = document.element.body
    body._insert_p(parse_xml(_PARAGRAPH.format(style=quoteattr(style), inside=_runs(words))))


def _runs(words: str) -> str:
    """Return words as the XML of a run; a sign no document may hold is left out, wherever it came from."""
    lines = escape(_NO_XML.sub("", words)).split("\n")
    said = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return f"<w:r>{said}</w:r>" if words else ""


def add_rows(
    document: Document, heads: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: Collection[int] = ()
) -> None:
    """Add a ruled table, each cell's words written once; python-docx counts a table's cells anew for every row.

    Its headings are bold and stand on every page again, and no row is cut in two.

    Parameters
    ----------
    document
        Where it goes, at the end.
    heads, rows
        Headings, and as many cells in each row; cells that are missing stay empty.
    numbers
        Columns of numbers, by place: they stand at the right.

    """
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement

    table = document.add_table(rows=len(rows) + 1, cols=len(heads), style="Table Grid")
    for line, cells in zip(table._tbl.tr_lst, (heads, *rows), strict=True):
        line.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for place, (cell, words) in enumerate(zip(line.tc_lst, cells, strict=False)):
            cell.p_lst[0].add_r().text = _NO_XML.sub("", words)
            if place in numbers:
                cell.p_lst[0].get_or_add_pPr().jc_val = WD_ALIGN_PARAGRAPH.RIGHT
    head = table._tbl.tr_lst[0]
    head.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in head.tc_lst:
        for run in cell.p_lst[0].r_lst:
            run.get_or_add_rPr().append(OxmlElement("w:b"))


def packed(document: Document) -> bytes:
    """Return a document as a file that does not tell when it was made: python-docx's own would hold the hour."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in _members(document).items():
            file.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _members(document: Document) -> dict[str, bytes]:
    """Return what `Document.save` writes, by name and in its order, without packing it a first time."""
    from docx.opc.pkgwriter import _ContentTypesItem

    package = document.part.package
    assert package is not None
    parts = list(package.parts)
    for part in parts:
        part.before_marshal()
    members = {
        "[Content_Types].xml": _ContentTypesItem.from_parts(parts).blob,  # type: ignore[no-untyped-call]
        "_rels/.rels": package.rels.xml,
    }
    for part in parts:
        members[part.partname.membername] = part.blob
        if len(part.rels):
            members[part.partname.rels_uri.membername] = part.rels.xml
    return members
